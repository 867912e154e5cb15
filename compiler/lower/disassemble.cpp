// Prints a module as assembly text: see disassemble.hpp.
#include "lower/disassemble.hpp"

#include <algorithm>
#include <utility>

#include "image/bytes.hpp"
#include "image/format.hpp"
#include "image/opcodes.hpp"
#include "lower/decode.hpp"

namespace guion::assembly {
namespace {

constexpr std::string_view kComparisons[] = {"<", "<=", ">", ">=", "=", "!="};
constexpr std::string_view kTypes[] = {
#define TYPE(name, code, mnemonic, numeric, sentence) mnemonic,
#include "guion/types.def"
#undef TYPE
};
constexpr char kHex[] = "0123456789abcdef";

void put_escaped(std::string& out, unsigned char c, bool in_template) {
  if (c == '"' || c == '\\' || (in_template && (c == '{' || c == '}' || c == '|'))) {
    out += {'\\', static_cast<char>(c)};
  } else if (c < 0x20) {
    out += {'\\', 'x', kHex[c >> 4], kHex[c & 15]};
  } else {
    out += static_cast<char>(c);
  }
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) put_escaped(out, static_cast<unsigned char>(c), false);
  return out + '"';
}

/// Prints template bytes; what is not of the form that TemplateWriter makes is printed byte by byte.
class TemplatePrinter {
 public:
  explicit TemplatePrinter(std::string_view bytes) : rest_(bytes) {}

  std::string run(bool arm = false) {
    while (!rest_.empty()) {
      const std::string_view before = rest_;
      if (!piece(arm)) {
        rest_ = before;
        raw();
      }
    }
    return std::move(out_);
  }

 private:
  void raw() {
    const auto c = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    out_ += {'\\', 'x', kHex[c >> 4], kHex[c & 15]};
  }
  bool number(std::uint64_t& v) {
    v = 0;
    for (unsigned shift = 0; shift < 63 && !rest_.empty(); shift += 7) {
      const auto c = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      v |= static_cast<std::uint64_t>(c & 0x7f) << shift;
      if (c < 0x80) return c != 0;
    }
    return false;
  }
  bool blank(std::uint64_t slot, std::string_view more = {}) {
    return open_blank(std::to_string(slot) + std::string(more));
  }
  /// What changes with the piece, and the piece.
  bool open_blank(std::string_view what) {
    out_ += "{" + std::exchange(before_, {}) + std::string(what) + "}";
    return true;
  }
  /// A capital or a word that changes: it is printed with the blank behind it.
  bool edge(unsigned char form) {
    if (!before_.empty()) return false;
    if (form == image::kCapital) {
      before_ = "capital ";
    } else {
      const auto kind = static_cast<unsigned char>(rest_.empty() ? 0 : rest_.front());
      if (kind == 0 || kind > std::size(kEdgeWords)) return false;
      before_ = std::string(kEdgeWords[kind - 1]) + " ";
      rest_.remove_prefix(1);
    }
    const auto next = static_cast<unsigned char>(rest_.empty() ? 0 : rest_.front());
    const bool fine = next != image::kChoice && next < image::kFirstLiteral && piece(true);
    before_.clear();
    return fine;
  }
  bool piece(bool arm) {
    const auto op = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    std::uint64_t a = 0, b = 0;
    if (op >= image::kFirstLiteral) return put_escaped(out_, op, true), true;
    if (op >= image::kNearValue) return blank(op - image::kNearValue);
    if (op == image::kFarValue) return number(a) && blank(a + image::kNearValues - 1);
    if (op == image::kGreeting) return open_blank("greeting");
    if (op == image::kFarewell) return open_blank("farewell");
    if (op == image::kWithAddress) return number(a) && number(b) && blank(a - 1, "@" + std::to_string(b - 1));
    if (op == image::kChoice) return !arm && choice();
    if (op != image::kFormed || rest_.empty()) return false;
    const auto form = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    if (form == image::kCapital || form == image::kEdge) return edge(form);
    return image::is_form(form) && number(a) && blank(a - 1, ":" + std::string(kForms[form]));
  }
  bool choice() {
    std::uint64_t slot = 0, count = 0;
    if (!number(slot) || !number(count)) return false;
    std::string text = "{" + std::to_string(slot - 1) + "?";
    for (std::uint64_t i = 0; i < count; ++i) {
      std::uint64_t size = 0;
      if (!number(size) || size - 1 > rest_.size()) return false;
      if (i != 0) text += '|';
      text += TemplatePrinter(rest_.substr(0, size - 1)).run(true);
      rest_.remove_prefix(size - 1);
    }
    out_ += text + "}";
    return true;
  }

  std::string_view rest_;
  std::string out_, before_;  ///< before_: what an edge puts into the blank behind it
};

std::string set_of(const std::vector<bool>& bits) {
  std::string out = "{";
  for (std::size_t s = 0; s < bits.size(); ++s)
    if (bits[s]) out += (out.size() == 1 ? "" : " ") + std::to_string(s);
  return out + "}";
}
std::string literal_of(const Literal& l) {
  const std::string slot = std::to_string(l.slot);
  switch (l.kind) {
    case Literal::Kind::Passed:
      return "passed";
    case Literal::Kind::Lacks:
      return "lacks " + slot;
    case Literal::Kind::Empty:
      return "empty " + slot;
    case Literal::Kind::Within:
      return slot + " in " + std::to_string(l.low) + " " + std::to_string(l.high);
    case Literal::Kind::Differs:
      return slot + " not " + std::to_string(l.low);
    case Literal::Kind::Apart:
      return slot + " less " + std::to_string(l.other) + " " + std::to_string(l.low);
  }
  return "";
}
std::string state_of(const State& s) {
  std::string out = std::to_string(s.levels) + " " + set_of(s.filled);
  for (std::size_t i = 0; i < s.literals.size(); ++i) out += (i == 0 ? " if " : " and ") + literal_of(s.literals[i]);
  return out;
}
std::string label_of(std::int64_t l) { return l == kNoLabel ? "-" : "L" + std::to_string(l); }

class Printer {
 public:
  Printer(const Module& m, bool stripped) : m_(m), stripped_(stripped) {}

  std::string run() {
    head();
    for (const auto& e : m_.enums) enumeration("enum", e);
    for (const auto& e : m_.other_enums) enumeration("also enum", e);
    for (const SlotDef& s : m_.slots) slot(s);
    for (const Binding& b : m_.bindings) binding(b);
    for (const StageDef& s : m_.stages) line("stage " + quoted(s.name) + " " + label_of(s.begin));
    for (const PartDef& p : m_.parts) part(p);
    line("code");
    order_labels();
    for (std::uint32_t i = 0; i < m_.code.size(); ++i) instruction(i);
    return std::move(out_);
  }

 private:
  void line(const std::string& text) { out_ += text + '\n'; }
  void head() {
    line("flow " + quoted(m_.name));
    line("title " + quoted(m_.title));
    line("locale " + quoted(m_.locale));
    if (!m_.other_locale.empty()) line("also " + quoted(m_.other_locale) + " " + quoted(m_.other_title));
    line("protocol " + quoted(m_.protocol));
    std::string id;
    for (const std::uint8_t b : m_.policy_id) id += {kHex[b >> 4], kHex[b & 15]};
    line("policy " + id);
    if (m_.written) line("written");
    if (stripped_) line("stripped");
    if (m_.counters != 0) line("counters " + std::to_string(m_.counters));
  }
  void enumeration(const char* head, const std::vector<EnumValueDef>& values) {
    line(head);
    for (const EnumValueDef& v : values)
      line("  value " + quoted(v.name) + " " + quoted(v.label) + " " + quoted(v.spoken));
  }
  void slot(const SlotDef& s) {
    const auto type = static_cast<image::Type>(s.type);
    const bool known = s.type < image::kTypes;
    std::string out = "slot " + (known ? std::string(kTypes[s.type]) : std::to_string(s.type)) + " " + quoted(s.name);
    if (known && type == image::Type::Money) out += " currency " + std::string(s.currency.data(), 3);
    if (known && type == image::Type::Enum) out += " enum " + std::to_string(s.enumeration);
    if (known && image::has_range(type)) out += " range " + std::to_string(s.min) + " " + std::to_string(s.max);
    if (s.classes != 0) out += " classes " + std::to_string(s.classes);
    if (s.policy_slot != image::kNone) out += " policy " + std::to_string(s.policy_slot);
    if (s.from_system) out += " system";
    if (s.has_value)
      out += known && image::is_text(type) ? " value " + quoted(s.text) : " value " + std::to_string(s.number);
    if (!s.other_text.empty()) out += " also " + quoted(s.other_text);
    line(out);
  }
  static std::string list(std::string_view word, const std::vector<std::uint32_t>& slots) {
    std::string out = " " + std::string(word);
    for (const std::uint32_t s : slots) out += " " + std::to_string(s);
    return out;
  }
  void binding(const Binding& b) {
    line("binding " + std::to_string(b.service) + list("takes", b.takes) + list("gives", b.gives) +
         list("stales", b.stales));
  }
  void part(const PartDef& p) {
    line("part " + quoted(p.name) + " " + label_of(p.begin) + " touched " + std::to_string(p.touched_levels) + " " +
         set_of(p.touched_slots));
    for (const PartCase& c : p.cases) {
      std::string out = "  case " + state_of(c.entry) + " steps " + std::to_string(c.steps);
      for (const State& exit : c.exits) out += " exit " + state_of(exit);
      line(out);
    }
  }

  void labels_at(std::uint32_t i) {
    for (; next_label_ < by_place_.size() && m_.labels[by_place_[next_label_]].instruction <= i; ++next_label_) {
      const Label l = by_place_[next_label_];
      line(label_of(l) + ":");
      for (const Claim& c : m_.claims_of(m_.labels[l])) {
        const std::string of_case = c.part_case == 0 ? "" : " case " + std::to_string(c.part_case);
        line("  state " + state_of(m_.states[c.state]) + " steps " + std::to_string(c.steps) + of_case);
      }
    }
  }
  std::string text(std::int64_t t) const {
    if (const TextPair* pair = m_.pair(t)) return text(pair->first) + " / " + text(pair->second);
    if (t < 0 || static_cast<std::size_t>(t) >= m_.templates.size()) return "-";
    return '"' + TemplatePrinter(m_.text(t)).run() + '"';
  }
  std::string operand(char letter, std::int64_t v) const {
    if (letter == 't' || letter == 'T') return text(v);
    if (letter == 'j' || letter == 'J') return label_of(v);
    if (letter == 'o' && v >= 0 && static_cast<std::size_t>(v) < std::size(kComparisons))
      return std::string(kComparisons[v]);
    return std::to_string(v);
  }
  void instruction(std::uint32_t i) {
    labels_at(i);
    for (; next_place_ < m_.places.size() && m_.places[next_place_].instruction <= i; ++next_place_) {
      const PlaceDef& p = m_.places[next_place_];
      line("  place " + quoted(p.place) + " " + quoted(p.id) + " " + std::to_string(p.line));
    }
    const Instruction& x = m_.code[i];
    const auto operands = m_.operands_of(x);
    const image::OpcodeInfo info = image::opcode_info(static_cast<std::uint8_t>(x.op));
    std::string out = "  " + std::string(info.mnemonic);
    std::size_t at = 0;
    for (const char* o = info.operands; *o != 0; ++o) {
      if (*o != 'M' && *o != 'P') {
        out += " " + operand(*o, operands[at++]);
        continue;
      }
      for (; at < operands.size(); ++at) {
        if (*o == 'M') out += " " + text(operands[at++]);
        out += " " + label_of(operands[at]);
      }
    }
    line(out);
  }
  void order_labels() {
    for (Label l = 0; l < m_.labels.size(); ++l) by_place_.push_back(l);
    std::stable_sort(by_place_.begin(), by_place_.end(),
                     [&](Label a, Label b) { return m_.labels[a].instruction < m_.labels[b].instruction; });
  }

  const Module& m_;
  bool stripped_;
  std::string out_;
  std::size_t next_place_ = 0;
  std::vector<Label> by_place_;  ///< all labels, in the order of their instructions
  std::size_t next_label_ = 0;
};

}  // namespace

std::string print(const Module& module, bool stripped) { return Printer(module, stripped).run(); }

}  // namespace guion::assembly

namespace guion {

std::string disassemble(std::span<const std::uint8_t> image, std::span<const std::uint8_t> policy) {
  std::string problem;
  const auto decoded = assembly::decode(image, policy, problem);
  return decoded ? assembly::print(decoded->module, decoded->stripped) : "; " + problem + "\n";
}

}  // namespace guion
