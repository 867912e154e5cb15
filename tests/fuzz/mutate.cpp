// See mutate.hpp. Each change is a small function; what it cannot do to a module it says by doing nothing.
#include "fuzz/mutate.hpp"

#include <algorithm>
#include <cstring>

#include "image/bytes.hpp"
#include "image/format.hpp"
#include "image/opcodes.hpp"
#include "lower/decode.hpp"
#include "lower/steps.hpp"
#include "trace/sha256.hpp"

namespace guion::fuzz {
namespace {

using assembly::Claim;
using assembly::Instruction;
using assembly::kNoLabel;
using assembly::Label;
using assembly::LabelDef;
using assembly::Literal;
using assembly::Module;
using assembly::Opcode;
using assembly::PartDef;
using assembly::State;

template <typename T>
std::uint32_t size_of(const T& list) {
  return static_cast<std::uint32_t>(list.size());
}

/// The letter in opcodes.def of each operand: those of lists repeated.
std::string letters_of(const Module& m, const Instruction& i) {
  std::string out;
  const std::size_t count = m.operands_of(i).size();
  for (const char* o = image::opcode_info(static_cast<std::uint8_t>(i.op)).operands; *o != 0; ++o) {
    if (*o == 'M') {
      while (out.size() + 1 < count) out += "Tj";
    } else if (*o == 'P') {
      out.resize(std::max(count, out.size()), 'j');
    } else {
      out += *o;
    }
  }
  out.resize(std::min(out.size(), count));
  return out;
}

class Change {
 public:
  Change(Module& m, Dice& dice) : m_(m), dice_(dice) {}

  std::string make() {
    struct Way {
      const char* name;
      bool (Change::*make)();
      unsigned weight;
    };
    static constexpr Way kWays[] = {
        {"operand", &Change::operand, 10},      {"swap", &Change::swap, 4},       {"drop", &Change::drop, 6},
        {"double", &Change::twice, 3},          {"jump", &Change::jump, 5},       {"template", &Change::read_other, 5},
        {"words", &Change::swap_templates, 2},  {"class", &Change::classes, 3},   {"slot", &Change::slot, 3},
        {"levels", &Change::permute_levels, 2}, {"binding", &Change::binding, 2}, {"claim", &Change::claim, 8},
        {"claims", &Change::claims, 4},         {"steps", &Change::steps, 2},     {"case", &Change::part_case, 4},
        {"touched", &Change::touched, 2},       {"entry", &Change::entry, 1}};
    unsigned all = 0;
    for (const Way& w : kWays) all += w.weight;
    auto left = dice_.below(all);
    for (const Way& w : kWays) {
      if (left < w.weight) return (this->*w.make)() ? w.name : "";
      left -= w.weight;
    }
    return "";
  }

 private:
  // ---- code
  std::uint32_t any_instruction() { return static_cast<std::uint32_t>(dice_.below(m_.code.size())); }
  Label any_label() { return dice_.once_in(12) ? kNoLabel : static_cast<Label>(dice_.below(m_.labels.size())); }
  /// A label of its own at an instruction, where the same is claimed as at another one.
  Label label_at(std::uint32_t instruction) {
    LabelDef made{instruction, 0, 0};
    if (!m_.labels.empty()) {
      const LabelDef& like = dice_.among(m_.labels);
      made.claims = like.claims, made.claims_end = like.claims_end;
    }
    m_.labels.push_back(made);
    return size_of(m_.labels) - 1;
  }
  std::int64_t any_slot(std::int64_t now) {
    for (int tries = 0; tries < 4; ++tries) {  // most often one of the same type
      const auto s = dice_.below(m_.slots.size());
      const auto known = static_cast<std::size_t>(now);
      if (known >= m_.slots.size() || m_.slots[s].type == m_.slots[known].type) return static_cast<std::int64_t>(s);
    }
    return static_cast<std::int64_t>(dice_.below(m_.slots.size() + 1));
  }
  std::int64_t any_number(std::int64_t now) {
    constexpr std::int64_t kEnds[] = {INT64_MIN, INT64_MAX, INT64_C(1) << 60, -(INT64_C(1) << 60), 0, 1, -1};
    if (dice_.once_in(8)) return kEnds[dice_.below(std::size(kEnds))];
    if (dice_.once_in(2)) return static_cast<std::int64_t>(static_cast<std::uint64_t>(now) + dice_.below(5) - 2);
    return static_cast<std::int64_t>(dice_.below(40)) - 4;
  }
  std::int64_t other(char letter, std::int64_t now) {
    switch (letter) {
      case 's':
        return any_slot(now);
      case 'T':
      case 't':
        return dice_.once_in(9) ? -1 : static_cast<std::int64_t>(dice_.below(m_.templates.size()));
      case 'L':
        return dice_.once_in(4) ? 0 : now ^ (1 << dice_.below(3));
      case 'o':
        return static_cast<std::int64_t>(dice_.below(6));
      case 'k':
        return any_number(now);
      case 'n':
        return dice_.once_in(2) ? std::max<std::int64_t>(now - 1, 0) : static_cast<std::int64_t>(dice_.below(8));
      case 'j':
      case 'J':
        return dice_.once_in(3) ? label_at(any_instruction()) : any_label();
      default:
        return static_cast<std::int64_t>(dice_.below(4));  // a method, counter, binding, area, outcome, part
    }
  }
  bool operand() {
    for (int tries = 0; tries < 8; ++tries) {
      const Instruction& i = m_.code[any_instruction()];
      const std::string letters = letters_of(m_, i);
      if (letters.empty()) continue;
      const auto at = dice_.below(letters.size());
      const std::size_t where = i.operands + at;
      const std::int64_t value = other(letters[at], m_.operands[where]);
      m_.operands[where] = value;
      return true;
    }
    return false;
  }
  /// Before instruction `at`; labels there stay or move behind it.
  void insert(std::uint32_t at, Instruction made) {
    const auto values = m_.operands_of(made);
    const std::vector<std::int64_t> own(values.begin(), values.end());
    made.operands = size_of(m_.operands);
    m_.operands.insert(m_.operands.end(), own.begin(), own.end());
    made.operands_end = size_of(m_.operands);
    m_.code.insert(m_.code.begin() + at, made);
    const bool behind = dice_.once_in(2);
    for (LabelDef& l : m_.labels) l.instruction += l.instruction > at || (behind && l.instruction == at) ? 1 : 0;
    for (auto& p : m_.places) p.instruction += p.instruction >= at ? 1 : 0;
  }
  void remove(std::uint32_t at) {
    m_.code.erase(m_.code.begin() + at);
    for (LabelDef& l : m_.labels) l.instruction -= l.instruction > at ? 1 : 0;
    std::erase_if(m_.places, [&](const auto& p) { return p.instruction == at; });
    for (auto& p : m_.places) p.instruction -= p.instruction > at ? 1 : 0;
  }
  bool swap() {
    if (m_.code.size() < 2) return false;
    const auto at = dice_.below(m_.code.size() - 1);
    std::swap(m_.code[at], m_.code[at + 1]);
    return true;
  }
  bool drop() {
    if (m_.code.size() < 2) return false;
    remove(any_instruction());
    return true;
  }
  bool twice() {
    const Instruction like = m_.code[any_instruction()];
    insert(any_instruction(), like);
    return true;
  }
  /// A jump goes past a verification, or a condition away.
  bool jump() {
    std::vector<std::uint32_t> gates;
    for (std::uint32_t i = 0; i + 1 < m_.code.size(); ++i) {
      const Opcode op = m_.code[i].op;
      if (op == Opcode::Verify || op == Opcode::UnlessLevel || op == Opcode::UnlessKnown || op == Opcode::Require)
        gates.push_back(i);
    }
    const std::uint32_t to = gates.empty() || dice_.once_in(4) ? any_instruction() : dice_.among(gates) + 1;
    for (int tries = 0; tries < 16; ++tries) {
      const Instruction& i = m_.code[any_instruction()];
      const std::string letters = letters_of(m_, i);
      const std::size_t at = letters.find_first_of("jJ");
      if (at == std::string::npos) continue;
      const Label l = label_at(to);
      m_.operands[m_.code[&i - m_.code.data()].operands + at] = l;
      return true;
    }
    return false;
  }

  // ---- texts
  std::int64_t make_template(const std::string& bytes) {
    m_.templates.push_back({size_of(m_.texts), size_of(m_.texts) + size_of(bytes)});
    m_.texts += bytes;
    return static_cast<std::int64_t>(m_.templates.size()) - 1;
  }
  /// Every place where an instruction names a text.
  std::vector<std::size_t> text_operands() const {
    std::vector<std::size_t> out;
    for (const Instruction& i : m_.code) {
      const std::string letters = letters_of(m_, i);
      for (std::size_t at = 0; at < letters.size(); ++at)
        if ((letters[at] == 'T' || letters[at] == 't') && m_.operands[i.operands + at] != -1)
          out.push_back(i.operands + at);
    }
    return out;
  }
  /// One text reads another slot, or one more.
  bool read_other() {
    const std::vector<std::size_t> texts = text_operands();
    if (texts.empty() || m_.slots.empty()) return false;
    std::int64_t& number = m_.operands[dice_.among(texts)];
    if (const auto* pair = m_.pair(number)) {
      assembly::TextPair changed = *pair;
      std::uint32_t& one = dice_.once_in(2) ? changed.first : changed.second;
      one = static_cast<std::uint32_t>(reading_other(one));
      m_.text_pairs.push_back(changed);
      number = -1 - static_cast<std::int64_t>(m_.text_pairs.size());
    } else {
      number = reading_other(number);
    }
    return true;
  }
  std::int64_t reading_other(std::int64_t number) {
    std::string bytes{m_.text(number)};
    const auto slot =
        static_cast<std::uint8_t>(dice_.below(std::min<std::size_t>(m_.slots.size(), image::kNearValues)));
    std::vector<std::size_t> reads;
    for (std::size_t i = 0; i < bytes.size(); ++i)
      if (static_cast<std::uint8_t>(bytes[i]) >= image::kNearValue &&
          static_cast<std::uint8_t>(bytes[i]) < image::kFirstLiteral)
        reads.push_back(i);
    const char read = static_cast<char>(image::kNearValue + slot);
    // Bytes of an operation look like reads: its text only becomes longer, so that it stays one.
    const bool plain = std::none_of(bytes.begin(), bytes.end(),
                                    [](char c) { return static_cast<std::uint8_t>(c) < image::kNearValue; });
    if (reads.empty() || !plain || dice_.once_in(3)) {
      if (dice_.once_in(4)) {
        bytes += {static_cast<char>(image::kFormed), static_cast<char>(image::kCapital)};
      } else if (dice_.once_in(4))
        bytes +=
            {static_cast<char>(image::kFormed), static_cast<char>(image::kEdge), static_cast<char>(1 + dice_.below(8))};
      bytes += read;
    } else {
      bytes[dice_.among(reads)] = read;
    }
    return make_template(bytes);
  }
  bool swap_templates() {
    const std::vector<std::size_t> texts = text_operands();
    if (texts.size() < 2) return false;
    std::swap(m_.operands[dice_.among(texts)], m_.operands[dice_.among(texts)]);
    return true;
  }

  // ---- tables
  bool classes() {
    std::vector<std::size_t> gated;
    for (std::size_t s = 0; s < m_.slots.size(); ++s)
      if (m_.slots[s].classes != 0) gated.push_back(s);
    if (gated.empty()) return false;
    auto& slot = m_.slots[dice_.among(gated)];
    slot.classes = dice_.once_in(4) ? slot.classes ^ (1U << dice_.below(4)) : 0;
    if (dice_.once_in(2)) slot.policy_slot = 0xffffffff;
    return true;
  }
  bool slot() {
    if (m_.slots.empty()) return false;
    auto& s = dice_.among(m_.slots);
    switch (dice_.below(6)) {
      case 0:
        s.type = static_cast<std::uint8_t>(dice_.below(image::kTypes));
        break;
      case 1:
        s.from_system = !s.from_system;
        break;
      case 2:
        s.max = any_number(s.max);
        break;
      case 3:
        s.has_value = !s.has_value;
        break;
      case 4:
        s.policy_slot = static_cast<std::uint32_t>(dice_.below(4));
        break;
      default:
        std::swap(s, dice_.among(m_.slots));
        break;
    }
    return true;
  }
  /// Everywhere the same, so that the image agrees with itself and not with the policy.
  bool permute_levels() {
    const auto a = dice_.below(4), b = (a + 1 + dice_.below(3)) % 4;
    const auto changed = [&](std::uint64_t set) {
      const std::uint64_t both = (set >> a ^ set >> b) & 1;
      return set ^ (both << a | both << b);
    };
    const auto change_state = [&](State& s) {
      s.levels = static_cast<std::uint8_t>(changed(s.levels));
      for (Literal& l : s.literals)
        if (l.kind == Literal::Kind::Lacks) l.slot = static_cast<std::uint32_t>(changed(l.slot));
    };
    for (const Instruction& i : m_.code) {
      const std::size_t at = letters_of(m_, i).find('L');
      if (at == std::string::npos) continue;
      m_.operands[i.operands + at] =
          static_cast<std::int64_t>(changed(static_cast<std::uint64_t>(m_.operands[i.operands + at])));
    }
    for (State& s : m_.states) change_state(s);
    for (PartDef& p : m_.parts) {
      p.touched_levels = static_cast<std::uint8_t>(changed(p.touched_levels));
      for (auto& c : p.cases) {
        change_state(c.entry);
        for (State& e : c.exits) change_state(e);
      }
    }
    return true;
  }
  bool binding() {
    if (m_.bindings.empty()) return false;
    auto& b = dice_.among(m_.bindings);
    auto& list = dice_.once_in(2) ? b.gives : dice_.once_in(2) ? b.takes : b.stales;
    switch (dice_.below(5)) {
      case 0:
        std::swap(b, dice_.among(m_.bindings));
        break;
      case 1:
        b.service = static_cast<std::uint32_t>(dice_.below(3));
        break;
      case 2:
        if (!list.empty()) list.erase(list.begin() + static_cast<std::ptrdiff_t>(dice_.below(list.size())));
        break;
      case 3:
        if (list.size() > 1) std::swap(dice_.among(list), dice_.among(list));
        break;
      default:
        if (!list.empty() && !m_.slots.empty()) {
          auto& s = dice_.among(list);
          s = static_cast<std::uint32_t>(any_slot(s));
        }
        break;
    }
    return true;
  }

  // ---- certificate
  Literal any_literal() {
    Literal l;
    l.kind = static_cast<Literal::Kind>(dice_.below(6));
    l.slot = static_cast<std::uint32_t>(l.kind == Literal::Kind::Lacks ? dice_.below(8) : dice_.below(m_.slots.size()));
    l.other = static_cast<std::uint32_t>(dice_.below(m_.slots.size()));
    l.low = any_number(0);
    l.high = any_number(9);
    if (l.kind != Literal::Kind::Apart) l.other = 0;
    return l;
  }
  void weaken(State& s) {
    std::vector<std::size_t> filled;
    for (std::size_t i = 0; i < s.filled.size(); ++i)
      if (s.filled[i]) filled.push_back(i);
    if (dice_.once_in(3)) {
      s.levels = static_cast<std::uint8_t>(s.levels & dice_.next());
    } else if (!s.literals.empty() && dice_.once_in(2)) {
      s.literals.erase(s.literals.begin() + static_cast<std::ptrdiff_t>(dice_.below(s.literals.size())));
    } else if (!filled.empty()) {
      s.filled[dice_.among(filled)] = false;
    }
  }
  void strengthen(State& s) {
    const auto what = dice_.below(4);
    if (what == 0) {
      s.levels = static_cast<std::uint8_t>(s.levels | 1U << dice_.below(3));
    } else if (what == 1 && !s.filled.empty()) {
      s.filled[dice_.below(s.filled.size())] = true;
    } else if (what == 2 && !s.literals.empty()) {
      Literal& l = dice_.among(s.literals);
      dice_.once_in(2) ? l.low = any_number(l.low) : l.high = any_number(l.high);
    } else if (!m_.slots.empty()) {
      s.literals.push_back(any_literal());
    }
  }
  void spoil(State& s) { dice_.once_in(2) ? weaken(s) : strengthen(s); }
  /// One claim says more or less.
  bool claim() {
    if (m_.claims.empty()) return false;
    Claim& c = dice_.among(m_.claims);
    if (c.state >= m_.states.size()) return false;
    State s = m_.states[c.state];
    spoil(s);
    c.state = size_of(m_.states);
    m_.states.push_back(std::move(s));
    return true;
  }
  /// A target has one claim less, or one of another target more.
  bool claims() {
    if (m_.claims.empty() || m_.labels.empty()) return false;
    LabelDef& l = dice_.among(m_.labels);
    std::vector<Claim> own(m_.claims.begin() + l.claims, m_.claims.begin() + l.claims_end);
    if (dice_.once_in(2) && !own.empty()) {
      own.erase(own.begin() + static_cast<std::ptrdiff_t>(dice_.below(own.size())));
    } else {
      const Claim other = dice_.among(m_.claims);
      const auto place =
          std::find_if(own.begin(), own.end(), [&](const Claim& c) { return c.part_case > other.part_case; });
      own.insert(place, other);
    }
    l.claims = size_of(m_.claims);
    m_.claims.insert(m_.claims.end(), own.begin(), own.end());
    l.claims_end = size_of(m_.claims);
    return true;
  }
  std::uint32_t any_steps(std::uint32_t now) {
    if (dice_.once_in(6)) return dice_.once_in(2) ? 0xffffffff : 0xfffffffe;
    return dice_.once_in(2) ? now + 1 : now - (now == 0 ? 0 : 1);
  }
  bool steps() {
    if (m_.claims.empty()) return false;
    Claim& c = dice_.among(m_.claims);
    c.steps = any_steps(c.steps);
    return true;
  }
  bool part_case() {
    if (m_.parts.empty()) return false;
    PartDef& p = dice_.among(m_.parts);
    if (p.cases.empty()) return false;
    auto& c = dice_.among(p.cases);
    switch (dice_.below(7)) {
      case 0:
        spoil(c.entry);
        break;
      case 1:
        if (!c.exits.empty()) spoil(dice_.among(c.exits));
        break;
      case 2:
        if (!c.exits.empty()) c.exits.erase(c.exits.begin() + static_cast<std::ptrdiff_t>(dice_.below(c.exits.size())));
        break;
      case 3:
        if (!c.exits.empty()) c.exits.push_back(State{dice_.among(c.exits)});
        break;
      case 4:
        std::swap(c, dice_.among(p.cases));
        break;
      case 5:
        c.steps = any_steps(c.steps);
        break;
      default:
        p.cases.erase(p.cases.begin() + static_cast<std::ptrdiff_t>(dice_.below(p.cases.size())));
        break;
    }
    return true;
  }
  bool touched() {
    if (m_.parts.empty()) return false;
    PartDef& p = dice_.among(m_.parts);
    if (dice_.once_in(3) || p.touched_slots.empty()) {
      p.touched_levels = static_cast<std::uint8_t>(p.touched_levels ^ 1U << dice_.below(3));
    } else {
      p.touched_slots[dice_.below(p.touched_slots.size())].flip();
    }
    return true;
  }
  bool entry() {
    if (m_.parts.empty()) return false;
    dice_.among(m_.parts).begin = dice_.once_in(2) ? label_at(any_instruction()) : any_label();
    return true;
  }

  Module& m_;
  Dice& dice_;
};

}  // namespace

std::string change(Module& module, Dice& dice) { return module.code.empty() ? "" : Change(module, dice).make(); }

Bytes with_other_bytes(Bytes image, Dice& dice) {
  if (image.size() <= image::kHeaderSize) return image;
  for (auto n = 1 + dice.below(3); n != 0; --n) {
    auto& b = image[image::kHeaderSize + dice.below(image.size() - image::kHeaderSize)];
    b = static_cast<std::uint8_t>(dice.once_in(2) ? b ^ 1U << dice.below(8) : dice.below(48));
  }
  repair(image);
  return image;
}

void repair(Bytes& bytes, const Bytes* policy) {
  if (bytes.size() < image::kHeaderSize) return;
  if (policy != nullptr && policy->size() >= image::kHeaderSize)
    std::memcpy(&bytes[image::kAtPolicyId], policy->data() + image::kAtBuildId, image::kIdSize);
  for (unsigned i = 0; i < 4; ++i) bytes[image::kAtSize + i] = static_cast<std::uint8_t>(bytes.size() >> 8 * i);
  std::fill_n(bytes.begin() + image::kAtChecksum, 8, std::uint8_t{0});
  std::fill_n(bytes.begin() + image::kAtBuildId, image::kIdSize, std::uint8_t{0});
  std::uint8_t id[image::kIdSize];
  trace::sha256(bytes.data(), bytes.size(), id);
  std::copy_n(id, image::kIdSize, bytes.begin() + image::kAtBuildId);
  const std::uint64_t sum =
      image::checksum(bytes.data() + image::kAtSize, bytes.size() - image::kAtSize, image::load64(bytes.data()));
  for (unsigned i = 0; i < 8; ++i) bytes[image::kAtChecksum + i] = static_cast<std::uint8_t>(sum >> 8 * i);
}

Mutant mutant_of(const Bytes& image, const Bytes& policy, Dice& dice, unsigned most) {
  std::string problem;
  auto read = assembly::decode(image, policy, problem);
  if (!read || dice.once_in(12)) return {with_other_bytes(image, dice), "bytes"};
  Mutant out;
  for (auto n = 1 + dice.below(most); n != 0; --n) out.changes += change(read->module, dice) + " ";
  if (dice.once_in(2)) lower::bound_steps(read->module);
  out.image = assembly::encode(std::move(read->module), {read->stripped});
  return out;
}

}  // namespace guion::fuzz
