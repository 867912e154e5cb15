// Reads assembly text, a line at a time: see assembler.hpp.
#include "lower/assembler.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

#include "image/format.hpp"
#include "image/opcodes.hpp"
#include "lower/steps.hpp"
#include "lower/text_table.hpp"

namespace guion::assembly {
namespace {

struct Token {
  std::string_view text;  ///< as written; of a string without its quotes
  bool is_string = false;
};

std::optional<std::uint8_t> hex_pair(std::string_view text) {
  std::uint8_t v = 0;
  if (text.size() < 2) return std::nullopt;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + 2, v, 16);
  return ec == std::errc{} && end == text.data() + 2 ? std::optional(v) : std::nullopt;
}

class Assembler {
 public:
  explicit Assembler(std::string_view text) : rest_(text) {}

  Assembled run() {
    while (!rest_.empty() && out_.ok()) {
      ++line_;
      const std::size_t end = rest_.find('\n');
      line_text_ = rest_.substr(0, end);
      rest_ = end == std::string_view::npos ? std::string_view{} : rest_.substr(end + 1);
      if (!split()) break;
      at_ = 0;
      if (!tokens_.empty() && statement()) at_end();
    }
    if (out_.ok()) check_labels();
    if (out_.ok() && !steps_stated_) lower::bound_steps(out_.module);
    return std::move(out_);
  }

 private:
  // ---- errors: the first one wins; readers give zeros from then on
  // ------------------------------------------------------------------
  bool fail(std::string message) {
    if (out_.ok()) {
      out_.error_line = line_;
      out_.error = std::move(message);
    }
    return false;
  }
  void at_end() {
    if (at_ != tokens_.size()) fail("unexpected «" + std::string(tokens_[at_].text) + "»");
  }
  void check_labels() {
    for (const auto& [name, label] : labels_)
      if (out_.module.labels[label].instruction >= out_.module.code.size())
        fail("label " + name + " stands before no instruction");
  }

  // ---- tokens
  // -----------------------------------------------------------------------------------------------------------------------
  bool split() {
    tokens_.clear();
    std::string_view s = line_text_;
    for (;;) {
      const std::size_t begin = s.find_first_not_of(" \t\r");
      if (begin == std::string_view::npos || s[begin] == ';') return true;
      s.remove_prefix(begin);
      if (s[0] == '"') {
        std::size_t end = 1;
        while (end < s.size() && s[end] != '"') end += s[end] == '\\' ? 2 : 1;
        if (end >= s.size()) return fail("a string without its end");
        tokens_.push_back({s.substr(1, end - 1), true});
        s.remove_prefix(end + 1);
      } else if (s[0] == '{' || s[0] == '}') {
        tokens_.push_back({s.substr(0, 1)});
        s.remove_prefix(1);
      } else {
        const std::size_t end = std::min(s.find_first_of(" \t\r;{}\""), s.size());
        tokens_.push_back({s.substr(0, end)});
        s.remove_prefix(end);
      }
    }
  }
  [[nodiscard]] bool more() const { return at_ < tokens_.size() && out_.ok(); }
  std::string_view word() {
    if (!more() || tokens_[at_].is_string) return fail("a word is missing"), std::string_view{};
    return tokens_[at_++].text;
  }
  bool take(std::string_view expected) {
    if (!more() || tokens_[at_].is_string || tokens_[at_].text != expected) return false;
    ++at_;
    return true;
  }
  void want(std::string_view expected) {
    if (!take(expected)) fail("«" + std::string(expected) + "» is missing");
  }
  std::int64_t number() {
    const std::string_view w = word();
    std::int64_t v = 0;
    const auto [end, ec] = std::from_chars(w.data(), w.data() + w.size(), v);
    if (ec != std::errc{} || end != w.data() + w.size()) fail("a number is missing");
    return v;
  }
  template <typename T>
  T number_as() {
    const std::int64_t v = number();
    if (v < 0 || static_cast<std::uint64_t>(v) > static_cast<T>(~T{0})) fail("the number is too big");
    return static_cast<T>(v);
  }
  /// The bytes of a string: \" \\ \xNN, and any other character behind a backslash for itself.
  std::string string() {
    if (!more() || !tokens_[at_].is_string) return fail("a string is missing"), std::string{};
    std::string_view s = tokens_[at_++].text;
    std::string out;
    while (!s.empty()) out += character(s);
    return out;
  }
  char character(std::string_view& s) {
    const char c = s[0];
    s.remove_prefix(1);
    if (c != '\\' || s.empty()) return c;
    const char escaped = s[0];
    s.remove_prefix(1);
    if (escaped != 'x') return escaped;
    const auto v = hex_pair(s);
    if (!v) return fail("two hexadecimal digits are missing"), '?';
    s.remove_prefix(2);
    return static_cast<char>(*v);
  }

  // ---- templates
  // --------------------------------------------------------------------------------------------------------------------
  std::int64_t template_operand() {
    if (take("-")) return -1;
    const std::int64_t first = one_template();
    return take("/") ? templates_.add_pair(first, one_template()) : first;
  }
  std::int64_t one_template() {
    if (!more() || !tokens_[at_].is_string) return fail("a text is missing"), -1;
    std::string_view s = tokens_[at_++].text;
    const std::string bytes = template_bytes(s, false);
    if (!s.empty()) fail("a brace without its partner");
    return templates_.add(bytes);
  }
  /// Up to the end, or within a choice up to `|` or `}`.
  std::string template_bytes(std::string_view& s, bool arm) {
    std::string out;
    while (!s.empty() && out_.ok()) {
      if (s[0] == '}' || (arm && s[0] == '|')) break;
      if (s[0] != '{') {
        out += character(s);
        continue;
      }
      s.remove_prefix(1);
      out += blank(s, arm);
      if (s.empty() || s[0] != '}') return fail("a blank without its end"), out;
      s.remove_prefix(1);
    }
    return out;
  }
  bool skip(std::string_view& s, std::string_view what) {
    if (!s.starts_with(what)) return false;
    s.remove_prefix(what.size());
    return true;
  }
  std::uint32_t slot_in(std::string_view& s) {
    std::uint32_t v = 0;
    const auto [end, ec] = std::from_chars(s.data(), s.data() + s.size(), v);
    if (ec != std::errc{}) return fail("a slot number is missing in a blank"), 0;
    s.remove_prefix(static_cast<std::size_t>(end - s.data()));
    return v;
  }
  std::string blank(std::string_view& s, bool arm) {
    std::string out;
    TemplateWriter w(out);
    const bool edged = edge(w, s);
    if (skip(s, "greeting")) return w.greeting(), out;
    if (skip(s, "farewell")) return w.farewell(), out;
    const std::uint32_t slot = slot_in(s);
    if (skip(s, "@")) {
      w.with_address(slot, slot_in(s));
    } else if (skip(s, ":")) {
      w.value(slot, form_in(s));
    } else if (!arm && !edged && skip(s, "?")) {
      choice(w, slot, s);
    } else {
      w.value(slot, 0);
    }
    return out;
  }
  /// What meets the piece: «capital» or a word that changes with it, and a blank.
  bool edge(TemplateWriter& w, std::string_view& s) {
    if (skip(s, "capital ")) return w.capital(), true;
    for (std::uint8_t k = 0; k < std::size(kEdgeWords); ++k) {
      if (!s.starts_with(kEdgeWords[k]) || s.size() == kEdgeWords[k].size() || s[kEdgeWords[k].size()] != ' ') continue;
      s.remove_prefix(kEdgeWords[k].size() + 1);
      return w.edge(static_cast<std::uint8_t>(k + 1)), true;
    }
    return false;
  }
  std::uint8_t form_in(std::string_view& s) {
    for (std::uint8_t f = 1; f < std::size(kForms); ++f)
      if (image::is_form(f) && skip(s, kForms[f])) return f;
    return fail("an unknown form"), std::uint8_t{0};
  }
  void choice(TemplateWriter& w, std::uint32_t slot, std::string_view& s) {
    std::vector<std::string> arms;
    do arms.push_back(template_bytes(s, true));
    while (skip(s, "|"));
    w.choice(slot, arms);
  }

  // ---- labels and sets
  // --------------------------------------------------------------------------------------------------------------
  Label label_named(const std::string& name) {
    const auto [found, fresh] = labels_.try_emplace(name, static_cast<Label>(out_.module.labels.size()));
    if (fresh) out_.module.labels.push_back({0xffffffff});
    return found->second;
  }
  Label label() {
    if (take("-")) return kNoLabel;
    const std::string_view w = word();
    return w.empty() ? kNoLabel : label_named(std::string(w));
  }
  std::vector<bool> set() {
    std::vector<bool> bits(out_.module.slots.size());
    want("{");
    while (more() && !take("}")) {
      const auto s = number_as<std::uint16_t>();
      if (s >= bits.size()) bits.resize(s + 1u);
      bits[s] = true;
    }
    return bits;
  }
  /// levels {slots} [if literal, …]
  State state() {
    State s;
    s.levels = number_as<std::uint8_t>();
    s.filled = set();
    if (!take("if")) return s;
    do s.literals.push_back(literal());
    while (out_.ok() && take("and"));
    return s;
  }
  /// passed · lacks L · empty s · s in low high · s not k · s less s k
  Literal literal() {
    using Kind = Literal::Kind;
    if (take("passed")) return {};
    if (take("lacks")) return {Kind::Lacks, number_as<std::uint32_t>()};
    if (take("empty")) return {Kind::Empty, number_as<std::uint32_t>()};
    Literal l{Kind::Within, number_as<std::uint32_t>()};
    if (take("not")) {
      l.kind = Kind::Differs;
    } else if (take("less")) {
      l.kind = Kind::Apart;
      l.other = number_as<std::uint32_t>();
    } else {
      want("in");
    }
    l.low = number();
    if (l.kind == Kind::Within) l.high = number();
    return l;
  }
  /// A state with what stands behind it: steps n, case n.
  bool claim() {
    if (last_label_ == kNoLabel) return fail("a state before its label");
    Module& m = out_.module;
    Claim c{static_cast<std::uint32_t>(m.states.size())};
    m.states.push_back(state());
    c.steps = steps();
    if (take("case")) c.part_case = number_as<std::uint8_t>();
    LabelDef& l = m.labels[last_label_];
    if (l.claims == l.claims_end) l.claims = static_cast<std::uint32_t>(m.claims.size());
    m.claims.push_back(c);
    l.claims_end = static_cast<std::uint32_t>(m.claims.size());
    return true;
  }
  std::uint32_t steps() {
    if (!take("steps")) return 0;
    steps_stated_ = true;
    return number_as<std::uint32_t>();
  }
  bool part_case() {
    if (out_.module.parts.empty()) return fail("a case before its part");
    PartCase c;
    c.entry = state();
    c.steps = steps();
    while (more()) {
      want("exit");
      c.exits.push_back(state());
    }
    out_.module.parts.back().cases.push_back(std::move(c));
    return true;
  }

  // ---- statements
  // -------------------------------------------------------------------------------------------------------------------
  bool statement() {
    const std::string_view w = word();
    if (!out_.ok()) return false;
    if (in_code_) return code_line(w);
    Module& m = out_.module;
    if (w == "flow") return m.name = string(), true;
    if (w == "title") return m.title = string(), true;
    if (w == "locale") return m.locale = string(), true;
    if (w == "protocol") return m.protocol = string(), true;
    if (w == "policy") return policy_id();
    if (w == "written") return m.written = true;
    if (w == "stripped") return out_.stripped = true;
    if (w == "counters") return m.counters = number_as<std::uint8_t>(), true;
    if (w == "enum") return (last_enum_ = &m.enums.emplace_back()), true;
    if (w == "also") return also();
    if (w == "value") return enum_value();
    if (w == "slot") return slot();
    if (w == "binding") return binding();
    if (w == "stage") return stage();
    if (w == "part") return part();
    if (w == "case") return part_case();
    if (w == "code") return in_code_ = true;
    return fail("unknown word «" + std::string(w) + "»");
  }
  bool policy_id() {
    std::string_view w = word();
    if (w.size() != 64) return fail("64 hexadecimal digits are missing");
    for (std::uint8_t& b : out_.module.policy_id) {
      const auto v = hex_pair(w);
      if (!v) return fail("64 hexadecimal digits are missing");
      b = *v;
      w.remove_prefix(2);
    }
    return true;
  }
  /// also "en-US" "title" · also enum: the next enumeration in the second language
  bool also() {
    Module& m = out_.module;
    if (take("enum")) return (last_enum_ = &m.other_enums.emplace_back()), true;
    m.other_locale = string();
    m.other_title = string();
    return true;
  }
  bool enum_value() {
    if (last_enum_ == nullptr) return fail("a value before its enum");
    EnumValueDef v;
    v.name = string();
    v.label = string();
    v.spoken = string();
    last_enum_->push_back(std::move(v));
    return true;
  }
  std::uint8_t type() {
    const std::string_view w = word();
#define TYPE(name, code, mnemonic, numeric, sentence) \
  if (w == mnemonic) return code;
#include "guion/types.def"
#undef TYPE
    unsigned v = 0;
    if (std::from_chars(w.data(), w.data() + w.size(), v).ec != std::errc{} || v > 255)
      fail("unknown type «" + std::string(w) + "»");
    return static_cast<std::uint8_t>(v);
  }
  bool slot() {
    SlotDef s;
    s.type = type();
    const bool known = s.type < image::kTypes;
    const auto kind = static_cast<image::Type>(s.type);
    if (known) s.min = image::default_range(kind).min, s.max = image::default_range(kind).max;
    s.name = string();
    while (more()) {
      const std::string_view w = word();
      if (w == "currency") {
        const std::string_view code = word();
        std::copy_n(code.begin(), std::min<std::size_t>(code.size(), 3), s.currency.begin());
      } else if (w == "enum") {
        s.enumeration = number_as<std::uint32_t>();
      } else if (w == "range") {
        s.min = number();
        s.max = number();
      } else if (w == "classes") {
        s.classes = number_as<std::uint32_t>();
      } else if (w == "policy") {
        s.policy_slot = number_as<std::uint32_t>();
      } else if (w == "system") {
        s.from_system = true;
      } else if (w == "also") {
        s.other_text = string();
      } else if (w == "value") {
        s.has_value = true;
        if (known && image::is_text(kind)) {
          s.text = string();
        } else {
          s.number = number();
        }
      } else {
        return fail("unknown word «" + std::string(w) + "»");
      }
    }
    out_.module.slots.push_back(std::move(s));
    return true;
  }
  bool binding() {
    Binding b;
    b.service = number_as<std::uint32_t>();
    want("takes");
    while (more() && !take("gives")) b.takes.push_back(number_as<std::uint32_t>());
    while (more() && !take("stales")) b.gives.push_back(number_as<std::uint32_t>());
    while (more()) b.stales.push_back(number_as<std::uint32_t>());
    out_.module.bindings.push_back(std::move(b));
    return true;
  }
  bool stage() {
    StageDef s;
    s.name = string();
    s.begin = label();
    out_.module.stages.push_back(std::move(s));
    return true;
  }
  bool part() {
    PartDef p;
    p.name = string();
    p.begin = label();
    want("touched");
    p.touched_levels = number_as<std::uint8_t>();
    p.touched_slots = set();
    out_.module.parts.push_back(std::move(p));
    return true;
  }

  bool code_line(std::string_view w) {
    if (w.size() > 1 && w.back() == ':') {
      last_label_ = label_named(std::string(w.substr(0, w.size() - 1)));
      LabelDef& l = out_.module.labels[last_label_];
      if (l.instruction != 0xffffffff) return fail("the label stands twice");
      l.instruction = static_cast<std::uint32_t>(out_.module.code.size());
      return true;
    }
    if (w == "state") return claim();
    if (w == "place") {
      PlaceDef p;
      p.instruction = static_cast<std::uint32_t>(out_.module.code.size());
      p.place = string();
      p.id = string();
      p.line = number_as<std::uint32_t>();
      out_.module.places.push_back(std::move(p));
      return true;
    }
    return instruction(w);
  }
  bool instruction(std::string_view mnemonic) {
    unsigned op = 0;
    while (op < image::kOpcodeSpace && (image::opcode_info(static_cast<std::uint8_t>(op)).mnemonic == nullptr ||
                                        mnemonic != image::opcode_info(static_cast<std::uint8_t>(op)).mnemonic))
      ++op;
    if (op == image::kOpcodeSpace) return fail("unknown instruction «" + std::string(mnemonic) + "»");
    Instruction i{static_cast<Opcode>(op), static_cast<std::uint32_t>(operands_.size())};
    for (const char* o = image::opcode_info(static_cast<std::uint8_t>(op)).operands; *o != 0 && out_.ok(); ++o)
      operand(*o);
    i.operands_end = static_cast<std::uint32_t>(operands_.size());
    out_.module.code.push_back(i);
    return true;
  }
  void operand(char letter) {
    switch (letter) {
      case 't':
      case 'T':
        return operands_.push_back(template_operand());
      case 'j':
      case 'J':
        return operands_.push_back(label());
      case 'o':
        return operands_.push_back(comparison());
      case 'M':
      case 'P':
        while (more()) {
          if (letter == 'M') operands_.push_back(template_operand());
          operands_.push_back(label());
        }
        return;
      default:
        operands_.push_back(number());
    }
  }
  std::int64_t comparison() {
    constexpr std::string_view kComparisons[] = {"<", "<=", ">", ">=", "=", "!="};
    for (std::int64_t c = 0; c < 6; ++c)
      if (take(kComparisons[c])) return c;
    return number();
  }

  std::string_view rest_, line_text_;
  std::uint32_t line_ = 0;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  bool in_code_ = false, steps_stated_ = false;
  Label last_label_ = kNoLabel;
  std::vector<EnumValueDef>* last_enum_ = nullptr;  ///< that the next values belong to
  std::map<std::string, Label> labels_;
  Assembled out_;
  std::vector<std::int64_t>& operands_ = out_.module.operands;
  TextTable templates_{out_.module};
};

}  // namespace

Assembled assemble(std::string_view text) { return Assembler(text).run(); }

}  // namespace guion::assembly
