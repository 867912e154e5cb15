// The catalogue of a flow: each text with what a translator must know of it. See exchange.hpp.
#include <fmt/format.h>

#include <filesystem>
#include <set>
#include <unordered_map>

#include "diag/lines.hpp"
#include "strings/exchange.hpp"
#include "strings/sample.hpp"

namespace guion::strings {
namespace {

using ast::NodeKind;
using ast::PartKind;

/// The path of a file from the folder of the flow, the same wherever the command runs.
std::string relative(const sema::Program& program, FileId file) {
  const std::filesystem::path path{program.files[file].path};
  const std::filesystem::path folder = std::filesystem::path{program.files[0].path}.parent_path();
  if (folder.empty() || path.is_absolute() != folder.is_absolute()) return path.generic_string();
  const auto found = path.lexically_normal().lexically_relative(folder.lexically_normal());
  return found.empty() ? path.generic_string() : found.generic_string();
}

Word word_of(sema::TypeKind kind) {
  switch (kind) {
    case sema::TypeKind::Text:
      return Word::TypeText;
    case sema::TypeKind::Name:
      return Word::TypeName;
    case sema::TypeKind::Address:
      return Word::TypeAddress;
    case sema::TypeKind::YesNo:
      return Word::TypeYesNo;
    case sema::TypeKind::Count:
      return Word::TypeCount;
    case sema::TypeKind::Money:
      return Word::TypeMoney;
    case sema::TypeKind::Date:
      return Word::TypeDate;
    case sema::TypeKind::Day:
      return Word::TypeDay;
    case sema::TypeKind::Month:
      return Word::TypeMonth;
    case sema::TypeKind::Hour:
      return Word::TypeHour;
    case sema::TypeKind::Window:
      return Word::TypeWindow;
    case sema::TypeKind::Duration:
      return Word::TypeDuration;
    case sema::TypeKind::Cycle:
      return Word::TypeCycle;
    case sema::TypeKind::Phone:
      return Word::TypePhone;
    case sema::TypeKind::Code:
      return Word::TypeCode;
    case sema::TypeKind::Enum:
    case sema::TypeKind::List:
      break;
  }
  return Word::TypeList;
}

class Exporter {
 public:
  Exporter(const sema::Program& program, Tongue tongue, bool samples) : program_(program), tongue_(tongue) {
    if (samples) samples_ = samples_of(program);
    samples_.values.resize(program.slots.size());
    for (sema::SlotId s = 0; s < program.slots.size(); ++s) slots_.emplace(program.slots[s].name, s);
  }

  Exported run() {
    Exported out;
    out.texts = texts_of(program_);
    out.catalogue.flow = program_.name;
    out.catalogue.source_locale = program_.locale;
    out.catalogue.tongue = tongue_;
    FileId file = kNoFile;
    std::optional<diag::LineTable> lines;
    std::string path;
    for (const Text& t : out.texts) {
      if (t.line.file != file) {
        file = t.line.file;
        lines.emplace(tree(t).text);
        path = relative(program_, file);
      }
      Unit u = unit(t);
      u.file = path;
      u.line = lines->position(tree(t).lines[t.line.line].begin).line;
      out.catalogue.units.push_back(std::move(u));
    }
    return out;
  }

 private:
  static constexpr FileId kNoFile = 0xffff;

  [[nodiscard]] const ast::Tree& tree(const Text& t) const { return program_.files[t.line.file].tree; }
  [[nodiscard]] std::string say(const char* en, const char* es) const { return tongue_ == Tongue::Es ? es : en; }

  Unit unit(const Text& t) {
    Unit u;
    u.key = t.key;
    u.shape = t.shape;
    u.tongue = tree(t).tongue;
    u.bits = bits_of(tree(t), t.run(program_), tree(t).tongue);
    u.source = braces(u.bits, t.shape);
    u.hash = hash_of(tree(t), t.run(program_), t.shape);
    u.place = place(t);
    u.context = context(t);
    tell_slots(u);
    u.limit = limit(t);
    const bool filled = u.bits.size() > 1 || (!u.bits.empty() && u.bits[0].kind != BitKind::Words);
    const auto sample = samples_.texts.find(program_.at(t.line).text);
    if (filled && sample != samples_.texts.end()) u.sample = sample->second;
    return u;
  }

  [[nodiscard]] std::string place(const Text& t) const {
    const std::size_t slash = t.key.find('/');
    if (const auto owner = owner_of(t)) {
      const auto& parts = tree(t).parts_of(*owner);
      const bool stage = tree(t).lines[*owner].kind == NodeKind::Stage;
      return (stage ? say("stage ", "etapa ") : say("part ", "parte ")) + std::string{tree(t).at(parts[0])};
    }
    const std::string_view kind = std::string_view{t.key}.substr(0, slash);
    if (kind == "type") {
      const std::string rest = t.key.substr(slash + 1);
      return say("type ", "tipo ") + rest.substr(0, rest.find('/'));
    }
    if (kind == "area") return say("area ", "área ") + t.key.substr(slash + 1);
    if (kind == "slot") return say("slot ", "dato ") + t.key.substr(slash + 1);
    return say("title", "título");
  }

  /// The line of its stage or part.
  [[nodiscard]] std::optional<LineId> owner_of(const Text& t) const {
    const ast::Tree& file = tree(t);
    for (LineId l = t.line.line; file.lines[t.line.line].depth > 0 && l-- > 0;) {
      const NodeKind kind = file.lines[l].kind;
      if (file.lines[l].depth > 0 || kind == NodeKind::Comment) continue;
      if (kind == NodeKind::Stage || kind == NodeKind::Part) return l;
      return std::nullopt;
    }
    return std::nullopt;
  }

  /// Who gets it, and what it answers: the lines above it.
  [[nodiscard]] std::string context(const Text& t) const {
    std::string out = hearer(t);
    if (t.sealed)
      out += say("; a sealed text: its translation must be approved", "; texto sellado: su traducción debe aprobarse");
    for (std::size_t i = 0; i < t.above.size(); ++i) out += (i == 0 ? " · " : " › ") + first_words(tree(t), t.above[i]);
    return out;
  }

  [[nodiscard]] std::string hearer(const Text& t) const {
    const NodeKind kind = tree(t).lines[t.line.line].kind;
    switch (t.hearer) {
      case Hearer::Heard:
        if (kind == NodeKind::Ask || kind == NodeKind::Menu || kind == NodeKind::With)
          return say("asked of the customer", "se le pregunta al cliente");
        return program_.channel == Word::Written ? say("the customer reads it", "lo lee el cliente")
                                                 : say("the customer hears it", "lo oye el cliente");
      case Hearer::Option:
        return say("an option: short, without a full stop", "una opción: breve y sin punto final");
      case Hearer::Phrase:
        return say("words put into a sentence", "palabras que se insertan en una frase");
      case Hearer::Agent:
        return say("only the agent sees it", "solo lo ve el agente");
      case Hearer::Title:
        return say("the title", "el título");
    }
    return {};
  }

  /// A line as it stands, on one line and not too long.
  static std::string first_words(const ast::Tree& tree, LineId line) {
    constexpr std::size_t kLongest = 90;
    const ast::Line& l = tree.lines[line];
    std::string out;
    bool after_end = false;
    for (const char c : std::string_view{tree.text}.substr(l.begin, l.end - l.begin)) {
      if (c == '\n' || c == '\r')
        after_end = true;
      else if (after_end && (c == ' ' || c == '|'))
        continue;
      else {
        if (after_end) out += ' ';
        after_end = false;
        out += c;
      }
    }
    if (out.size() <= kLongest) return out;
    std::size_t end = out.rfind(' ', kLongest);
    if (end == std::string::npos) end = out.find(' ');
    return out.substr(0, end) + " …";
  }

  void tell_slots(Unit& u) const {
    std::set<std::string> told;
    for (const Bit& b : u.bits) {
      if (b.kind == BitKind::Value) u.values.push_back(sample_of(b.object));
      if (b.object.empty() || !told.insert(b.object).second) continue;
      const sema::SlotId s = slot_named(b.object);
      if (s == kNone) continue;
      const std::string like = samples_.values[s].empty() ? "" : say(", like ", ", como ") + samples_.values[s];
      u.slots += fmt::format("{}{}: {}{}", u.slots.empty() ? "" : "; ", b.object, type_of(program_.slots[s]), like);
    }
  }

  [[nodiscard]] sema::SlotId slot_named(const std::string& name) const {
    const auto found = slots_.find(name);
    return found == slots_.end() ? kNone : found->second;
  }
  [[nodiscard]] std::string sample_of(const std::string& name) const {
    const sema::SlotId s = name.empty() ? kNone : slot_named(name);
    return s == kNone ? std::string{} : samples_.values[s];
  }

  [[nodiscard]] std::string type_of(const sema::Slot& slot) const {
    const sema::Type& type = slot.type;
    if (slot.own_words) return say("in the agent's own words", "lo dice el agente a viva voz");
    if (type.kind == sema::TypeKind::Enum && type.enumeration < program_.enums.size()) {
      std::string values;
      for (const sema::EnumValue& v : program_.enums[type.enumeration].values)
        values += (values.empty() ? "" : " | ") + v.name;
      return program_.enums[type.enumeration].name + " (" + values + ")";
    }
    std::string out{spelling(word_of(type.kind), tongue_)};
    if (type.kind == sema::TypeKind::Address)
      out += fmt::format(" ({} | {} | {})", spelling(Word::Sir, tongue_), spelling(Word::Madam, tongue_),
                         spelling(Word::Neutral, tongue_));
    if (type.kind == sema::TypeKind::Money) out += std::string{" "} + type.currency.data();
    if (slot.constant) out += say(", always the same", ", siempre igual");
    return out;
  }

  /// The bytes that a constant of a declared range may have.
  [[nodiscard]] std::string limit(const Text& t) const {
    const auto parts = tree(t).parts_of(t.line.line);
    const ast::Part* low = ast::find(parts, PartKind::Low);
    const ast::Part* high = ast::find(parts, PartKind::High);
    if (low == nullptr || high == nullptr || tree(t).lines[t.line.line].kind != NodeKind::Slot) return {};
    return fmt::format("{}..{} {}", tree(t).at(*low), tree(t).at(*high), say("bytes", "bytes"));
  }

  const sema::Program& program_;
  Tongue tongue_;
  Samples samples_;
  std::unordered_map<std::string_view, sema::SlotId> slots_;
};

}  // namespace

Exported export_texts(const sema::Program& program, Tongue tongue, bool samples) {
  return Exporter{program, tongue, samples}.run();
}

}  // namespace guion::strings
