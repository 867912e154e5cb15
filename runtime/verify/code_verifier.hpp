// The walk of the verifier over code and certificate: what it keeps, templates and edges. The rule of each instruction
// is in instructions.cpp. Rules: docs/bytecode.md. Meaning: docs/semantics.md, «Gates».
#pragma once

#include "image/opcodes.hpp"
#include "image/values.hpp"
#include "verify/certificate.hpp"

namespace guion::verify {

using image::Extent;
using image::ImageView;
using image::LoadReason;
using image::Opcode;
using image::PolicyView;
using image::Reader;
using image::Section;
using image::SlotView;
using image::Type;

/// Who gets a value that is read.
enum class Sink : uint8_t { Heard, Agent, Argument };

/// What a read of a slot needs, made once from its classes.
struct Needs {
  uint8_t heard, agent;
  bool never_said;
  Type type;
  bool constant;
};

class CodeVerifier {
 public:
  CodeVerifier(const ImageView& view, Fault& fault);

  /// Walks all code, each routine once a case.
  bool run();
  /// Most silent instructions between two events, once run() is through.
  [[nodiscard]] uint32_t most_steps() const;
  [[nodiscard]] const Certificate& certificate() const { return certificate_; }
  /// The image is open: what run() proved of it is taken as known, and slots are looked at when they are asked for.
  void trust() {
    lazy_ = trusted_ = true;
    certificate_.trust();
  }
  /// Whether a call may stand so: see verify.hpp.
  bool admits(const Standing& standing);

 private:
  friend struct Inspector;  ///< the compiler's look at what is known at a place: compiler/upgrade/standing.cpp
  /// The operands of one instruction, as far as they are needed when all are read.
  struct Operands {
    Opcode op = Opcode::Say;
    uint32_t start = 0;  ///< where the instruction is
    uint32_t slots[3] = {}, slot_count = 0;
    uint32_t numbers[2] = {}, number_count = 0;
    uint32_t counter = 0, object = 0, jumps = 0;
    int64_t plus = 0;
    uint8_t levels = 0, comparison = 0;
  };

  // ---- slots and policy
  // -----------------------------------------------------------------------------------------------------------
  void learn_slots() {
    slots_[0] = {};  // what a failed read stands for
    for (uint32_t s = 0; s < v_.slots; ++s) learn_slot(s);
  }
  void learn_slot(uint32_t s) {
    Needs& n = slots_[s] = {};
    n.type = v_.slot_type(s);
    n.constant = (v_.slot_flags(s) & image::kSlotValue) != 0;
    const uint32_t classes = v_.slot_classes(s);
    for (uint32_t left = classes; left != 0; left &= left - 1) {
      const auto c = static_cast<unsigned>(__builtin_ctz(left));
      n.heard = static_cast<uint8_t>(n.heard | policy_.needs[c]);
      if ((policy_.agent >> c & 1) == 0) n.agent = static_cast<uint8_t>(n.agent | policy_.needs[c]);
    }
    n.never_said = (classes & policy_.never_said) != 0;
  }
  /// Of all slots before a walk over everything, of one when a block is walked again.
  const Needs& needs(uint32_t s) {
    if (lazy_) learn_slot(s);
    return slots_[s];
  }

  void read_slot(uint32_t s, Sink sink) {
    if (!in_.ok() || trusted_) return;
    const Needs& n = needs(s);
    const uint8_t needed = sink == Sink::Heard ? n.heard : n.agent;
    for (uint32_t i = 0; i < count_; ++i) {
      if (!now_[i].has(s)) return in_.fail(LoadReason::SlotMayBeEmpty);
      if ((needed & ~now_[i].levels) != 0) return in_.fail(LoadReason::LevelNotProved);
    }
    if (n.never_said && sink != Sink::Argument) in_.fail(LoadReason::NeverSaid);
  }
  uint32_t slot() { return in_.index(v_.slots, LoadReason::UnknownSlot); }
  uint32_t writable_slot() {
    const uint32_t at = in_.at();
    const uint32_t s = slot();
    if (in_.ok() && needs(s).constant) in_.fail(LoadReason::ConstantChanged, at);
    if (in_.ok()) touch_slot(s);
    return s;
  }
  uint8_t levels() {
    const uint32_t at = in_.at();
    const uint8_t set = in_.byte();
    if ((set & ~all_levels()) != 0) in_.fail(LoadReason::UnknownLevel, at);
    return set;
  }
  uint8_t all_levels() const { return static_cast<uint8_t>((1u << policy_.levels) - 1); }

  // ---- certificate and edges
  // ----------------------------------------------------------------------------------------------------------------
  [[nodiscard]] uint32_t find_record(uint32_t pc);
  [[nodiscard]] uint32_t search_record(uint32_t pc) const;
  /// The edge from here to `pc` with the facts `f`: one of the states claimed there must follow.
  void check_edge(const Facts& f, uint32_t pc, uint32_t at);
  void check_states(const Facts& f, uint32_t pc, uint32_t r, uint32_t at);
  /// The same from every state that is known here.
  void check_edges(uint32_t pc, uint32_t at);
  void jump();
  /// The two ways of a condition: what contradicts a state is not taken from it.
  void divide(const Operands& x);
  /// What is known where the condition comes out so; false if it cannot.
  [[nodiscard]] bool refine(Facts& f, const Operands& x, bool holds) const;
  [[nodiscard]] bool refine_levels(Facts& f, uint8_t levels, bool holds) const;
  /// Takes the states claimed for the target at the walk's place.
  void enter_target(uint32_t pc);
  void become(uint32_t record);
  void drop(uint32_t state);
  /// A silent instruction.
  void step();
  /// An event comes and goes.
  void event();
  /// So many more steps may come behind what is known in `f`.
  void note_steps(const Facts& f, uint32_t more) {
    if (f.remaining == Facts::kUnbounded && most_ < f.since + more) most_ = f.since + more;
  }

  // ---- routines
  // -------------------------------------------------------------------------------------------------------------------
  void start_of_call(Facts& f);
  void run_part(uint32_t p);
  void run_routine(uint32_t begin, uint32_t end, uint32_t part);
  void check_boundary(uint32_t pc);
  [[nodiscard]] uint32_t end_of(uint32_t part) const;
  void enter_case(const Case& c, uint32_t part);

  // ---- standing calls
  // -------------------------------------------------------------------------------------------------------------
  void enter_routine(uint32_t part, const uint8_t*& cursor, uint32_t& record);
  [[nodiscard]] bool walk_to(uint32_t pc);
  [[nodiscard]] bool fits(const Facts& f, const Standing& s, const image::PartView* changed) const;
  void stand(Facts& f, const Standing& s) const;
  [[nodiscard]] bool goes_on(uint32_t pc, bool behind);
  [[nodiscard]] uint32_t cases_left(const Standing& s, uint32_t callee, uint32_t back);
  [[nodiscard]] uint32_t cases_reached(const Standing& s, uint32_t part, uint32_t cases, uint32_t back,
                                       uint32_t& callee);

  // ---- what a part may change
  // -----------------------------------------------------------------------------------------------------
  void touch_slot(uint32_t s) {
    if (part_ != image::kNone && (summary_.touched[s / 8] >> s % 8 & 1) == 0) in_.fail(LoadReason::TouchesTooMuch);
  }
  void touch_levels(uint8_t set) {
    if (part_ != image::kNone && (set & ~summary_.touched_levels) != 0) in_.fail(LoadReason::TouchesTooMuch);
  }

  // ---- templates
  // ------------------------------------------------------------------------------------------------------------------
  /// The template at the reader's place. Cost: one pass over its bytes.
  void read_template(Sink sink, bool may_be_missing = false) {
    if (!in_.ok()) return;
    const uint8_t* start = in_.here();
    if (trusted_) return in_.move_to(image::behind_template(v_, start));
    if (start != in_.end() && *start == image::kEndOfTemplate) {
      if (!may_be_missing) return in_.fail(LoadReason::EmptyTemplate);
      return in_.move_to(start + 1);
    }
    if (start != in_.end() && *start == image::kShared) return read_shared(sink);
    pieces(in_, sink, true, start);
  }
  void read_shared(Sink sink) {
    (void)in_.byte();
    const uint32_t at = in_.at();
    const uint32_t first = in_.number() - 1;
    const bool two = v_.languages() == 2 && in_.more() && *in_.here() != image::kEndOfTemplate;
    const uint32_t second = two ? in_.number() - 1 : first;
    if (in_.byte() != image::kEndOfTemplate) return in_.fail(LoadReason::BadTemplate, at);
    if (!in_.ok()) return;
    read_shared_at(first, sink, at);
    if (two && !fault_.raised()) read_shared_at(second, sink, at);
  }
  /// The template at `offset` of the texts, which is named at `at`.
  void read_shared_at(uint32_t offset, Sink sink, uint32_t at) {
    const Extent texts = v_.section(Section::Texts);
    const bool begins =
        offset < texts.size() && (offset == 0 || v_.base[texts.begin + offset - 1] == image::kEndOfTemplate);
    if (!begins || v_.base[texts.begin + offset] == image::kEndOfTemplate)
      return in_.fail(LoadReason::UnknownTemplate, at);
    Reader shared(v_.base, texts.begin + offset, texts.end, fault_);
    pieces(shared, sink, true, shared.here());
  }
  /// Pieces up to the end mark (`whole`), or up to the end of the reader: an arm.
  void pieces(Reader& r, Sink sink, bool whole, const uint8_t* start) {
    for (;;) {
      const uint8_t* p = image::skip_ascii(r.here(), r.end());
      r.move_to(p);
      if (p == r.end()) {
        if (whole) r.fail(LoadReason::Truncated);
        return;
      }
      if (*p >= image::kFirstLiteral) {
        const unsigned n = image::utf8_length(p, r.end());
        if (n == 0) return r.fail(LoadReason::NotUtf8);
        r.move_to(p + n);
        continue;
      }
      r.move_to(p + 1);
      if (*p == image::kEndOfTemplate) {
        if (!whole) return r.fail(LoadReason::BadTemplate);
        if (p - start > static_cast<ptrdiff_t>(image::kMaxTemplate)) r.fail(LoadReason::TemplateTooLong);
        return;
      }
      if (*p >= image::kNearValue && uint32_t{*p} - image::kNearValue < v_.slots) {
        read_slot(*p - image::kNearValue, sink);
      } else {
        operation(r, *p, sink, whole);
      }
      if (!r.ok()) return;
    }
  }
  /// A slot number in a template is one more than the slot, so that no byte is zero.
  uint32_t template_slot(Reader& r, Sink sink, uint32_t less = 1) {
    const uint32_t at = r.at();
    const uint32_t s = r.number() - less;
    if (r.ok() && s >= v_.slots) r.fail(LoadReason::UnknownSlot, at);
    if (!r.ok()) return 0;
    read_slot(s, sink);
    if (fault_.raised()) r.move_to(r.end());
    return s;
  }
  void operation(Reader& r, uint8_t op, Sink sink, bool whole) {
    const uint32_t at = r.at() - 1;
    if (op >= image::kNearValue) return r.fail(LoadReason::UnknownSlot, at);  // pieces() reads those that there are
    if (op == image::kFarValue) {
      const uint32_t number_at = r.at();
      const uint32_t s = r.number() + image::kNearValues - 1;
      if (r.ok() && (s < image::kNearValues || s >= v_.slots)) r.fail(LoadReason::UnknownSlot, number_at);
      return read_slot(r.ok() ? s : 0, sink);
    }
    if (op == image::kFormed) {
      const uint8_t form = r.byte();
      if (form == image::kCapital || form == image::kEdge) return edge(r, form, at);
      if (!image::is_form(form)) return r.fail(LoadReason::BadTemplate, at);
      (void)template_slot(r, sink);
      return;
    }
    if (op == image::kWithAddress) {
      const bool text = image::is_text(needs(template_slot(r, sink)).type);
      const bool address = needs(template_slot(r, sink)).type == Type::Address;
      if (r.ok() && (!text || !address)) r.fail(LoadReason::TypeMismatch, at);
      return;
    }
    if (op == image::kChoice && whole) return choice(r, sink);
    if (op != image::kGreeting && op != image::kFarewell) r.fail(LoadReason::BadTemplate, at);
  }
  /// What stands before a value, a name or a greeting, and changes with it or changes it.
  static void edge(Reader& r, uint8_t form, uint32_t at) {
    const uint8_t word = form == image::kEdge ? r.byte() : uint8_t{1};
    const uint8_t* p = r.here();
    const bool more = r.ok() && p != r.end();
    const bool piece = more && *p < image::kFirstLiteral && *p != image::kEndOfTemplate && *p != image::kChoice &&
                       *p != image::kShared && (*p != image::kFormed || r.end() - p < 2 || (p[1] != image::kCapital && p[1] != image::kEdge));
    if (!piece || word == 0 || word > image::kEdges + image::kEdgeCapital) r.fail(LoadReason::BadTemplate, at);
  }
  /// How many arms a choice by this slot has; 0 if none is possible.
  uint32_t arms_of(uint32_t s) const {
    const Type t = v_.slot_type(s);
    if (t == Type::Enum) return v_.enum_values(v_.slot(s).enumeration);
    if (t == Type::YesNo) return 2;
    if (t == Type::Address || t == Type::Count || t == Type::Money || t == Type::Duration) return 3;
    return 0;
  }
  void choice(Reader& r, Sink sink) {
    const uint32_t at = r.at();
    const uint32_t s = template_slot(r, sink);
    const uint32_t count = r.number();
    if (!r.ok()) return;
    if (count == 0 || count != arms_of(s)) return r.fail(LoadReason::TypeMismatch, at);
    for (uint32_t i = 0; i < count && r.ok(); ++i) {
      const uint32_t size = r.number() - 1;
      const uint32_t begin = r.at();
      const uint8_t* p = r.take(size);
      if (!r.ok()) return;
      Reader arm(v_.base, begin, begin + size, fault_);
      pieces(arm, sink, false, p);
    }
    if (fault_.raised()) r.move_to(r.end());
  }

  // ---- instructions
  // ---------------------------------------------------------------------------------------------------------------
  void instruction();
  void operand(char letter, Operands& x);
  void conclude(const Operands& x);
  void slot_operand(Operands& x);
  void number_operand(Operands& x);
  void optional_jump(Operands& x);
  void targets(uint32_t mask, bool labelled, uint32_t at);
  void verify_levels(const Operands& x);
  void lookup_begins(uint32_t binding);
  void lookup_succeeds(uint32_t binding);
  void check_comparison(const Operands& x);
  void set_number(const Operands& x);
  void check_pair(const Operands& x);
  void revoke(uint8_t gone);
  void call(const Operands& x);
  void leave_part(Facts& f, const Case& c, uint32_t exit, const image::PartView& part);
  [[nodiscard]] uint32_t find_case(const Facts& f, uint32_t part, Case& c);
  void leave();
  void empty(const uint8_t* list, bool secrets_only);

  template <typename F>
  void each(F f) {
    for (uint32_t i = 0; i < count_; ++i) f(now_[i]);
  }
  void fill(uint32_t slot) {
    each([slot](Facts& f) { f.fill(slot); });
  }
  static bool holds(const uint8_t* set, uint32_t slot) { return (set[slot / 8] >> slot % 8 & 1) != 0; }

  /// No way falls into the next instruction.
  void close() { count_ = 0; }

  // What is used most stands within 127 bytes, and what is long at the end: each use is the shorter for it.
  const ImageView& v_;
  const PolicyView& policy_;
  Fault& fault_;
  Extent code_;
  Reader in_;
  uint32_t bytes_, words_;  ///< of a set of slots
  uint32_t count_ = 0;      ///< states known here; none where no call comes
  uint32_t part_ = image::kNone;
  Claims claims_;                 ///< of the routine and case in hand
  uint32_t begin_ = 0, end_ = 0;  ///< of the routine
  uint32_t next_record_ = 0, next_stage_ = 0;
  uint32_t last_found_ = 0;  ///< record of the last jump's target
  bool lazy_ = false;        ///< slots are looked at when they are asked for
  bool trusted_ = false;     ///< the image is open: what it proves is known
  bool shows_ = false;       ///< a Show stands between the last menu or pick and here
  uint64_t most_ = 0;        ///< silent steps behind an event
  image::PartView summary_;
  Case case_;
  Certificate certificate_;
  Facts now_[image::kMaxStates], other_, spare_;  ///< here; on the other way of a condition; of a claim
  Needs slots_[image::kMaxSlots];                 ///< as many as there are slots are set
};

}  // namespace guion::verify
