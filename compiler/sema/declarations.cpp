// Settings, types, levels, methods, classes, areas, outcomes and tags.
// It must not know slots, rules or stages, which are in slots.cpp, rules.cpp and bodies.cpp.
// Spec: docs/language.md, «Declarations of a protocol»; the passes are explained in declarations.hpp.
#include "sema/declarations.hpp"

#include <charconv>

#include "image/locales.hpp"
#include "sema/templates.hpp"
#include "sema/types.hpp"

namespace guion::sema {
namespace {

using ast::NodeKind;
using ast::PartKind;

constexpr std::size_t kMostLevels = 8;
constexpr std::size_t kMostClasses = 32;
constexpr std::size_t kMostOfAKind = 65535;
constexpr std::size_t kMostValues = 255;

/// A label in the middle of a sentence: without its capital, unless it is all capitals (PIN, TV).
std::string spoken_form(const std::string& label) {
  const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  std::string spoken = label;
  const bool acronym = label.size() > 1 && upper(label[0]) && upper(label[1]);
  if (!spoken.empty() && upper(spoken[0]) && !acronym) spoken[0] = static_cast<char>(spoken[0] - 'A' + 'a');
  // Á É Í Ó Ú Ñ are C3 81, 89, 8D, 93, 9A, 91; their small letters stand 0x20 higher.
  if (spoken.size() > 1 && spoken[0] == '\xC3' && static_cast<unsigned char>(spoken[1]) >= 0x80 &&
      static_cast<unsigned char>(spoken[1]) < 0x9F) {
    spoken[1] = static_cast<char>(static_cast<unsigned char>(spoken[1]) + 0x20);
  }
  return spoken;
}

void declare_value(Checker& c, std::uint32_t enumeration, LineId item) {
  const ast::Part* name = c.name_of(item);
  if (name == nullptr) return;
  Enum& type = c.program.enums[enumeration];
  const auto index = static_cast<std::uint32_t>(type.values.size());
  if (index == kMostValues) c.emitter.report(diag::TooManyValues, c.span(item), type.name);
  if (index >= kMostValues || !c.declare_in(c.enum_values()[enumeration], *name, index)) return;
  const auto run = ast::text_of(c.parts(item));
  std::size_t bar = 0;
  while (bar < run.size() && run[bar].kind != PartKind::Spoken) ++bar;
  EnumValue value;
  value.name = c.text(*name);
  value.span = c.span(*name);
  value.label = plain_text(c, run.first(bar));
  value.label.erase(value.label.find_last_not_of(' ') + 1);
  value.spoken = bar < run.size() ? plain_text(c, run.subspan(bar + 1)) : spoken_form(value.label);
  type.values.push_back(std::move(value));
}

void declare_type(Checker& c, LineId line, const ast::Part& name) {
  const auto id = static_cast<std::uint32_t>(c.program.enums.size());
  check_count(c, id, name);
  if (!c.declare(NameSpace::Types, name, id)) return;
  Enum made;
  made.name = c.text(name);
  made.span = c.span(name);
  c.program.enums.push_back(std::move(made));
  c.enum_values().emplace_back();
  c.each_child(line, [&](LineId item) {
    if (c.line(item).kind == NodeKind::Item) declare_value(c, id, item);
  });
}

void declare_level(Checker& c, const ast::Part& name) {
  const auto id = static_cast<std::uint32_t>(c.program.levels.size());
  if (id >= kMostLevels) {
    if (id == kMostLevels) c.emitter.report(diag::TooManyLevels, c.span(name));
    c.poison(NameSpace::Slots, name);
    return;
  }
  if (!c.declare(NameSpace::Slots, name, id | kLevelBit)) return;
  c.program.levels.push_back({std::string{c.text(name)}, static_cast<Levels>(1U << id), c.span(name)});
}

void declare_area(Checker& c, LineId line, const ast::Part& name) {
  check_count(c, c.program.areas.size(), name);
  if (!c.declare(NameSpace::Areas, name, static_cast<std::uint32_t>(c.program.areas.size()))) return;
  c.program.areas.push_back({std::string{c.text(name)}, plain_text(c, ast::text_of(c.parts(line))), c.span(name)});
}

void declare_outcome(Checker& c, LineId line, const ast::Part& name) {
  if (!c.declare(NameSpace::Outcomes, name, static_cast<std::uint32_t>(c.program.outcomes.size()))) return;
  c.program.outcomes.push_back({std::string{c.text(name)}, !ast::has_flag(c.parts(line), Word::Early), c.span(name)});
}

void declare_tag(Checker& c, const ast::Part& name) {
  if (!c.declare(NameSpace::Tags, name, static_cast<std::uint32_t>(c.program.tags.size()))) return;
  c.program.tags.push_back({std::string{c.text(name)}, c.span(name)});
}

void declare_method(Checker& c, LineId line, const ast::Part& name) {
  const auto id = static_cast<std::uint32_t>(c.program.methods.size());
  if (!c.declare(NameSpace::Methods, name, id)) return;
  Method made;
  made.name = c.text(name);
  made.grants = levels_of(c, line, PartKind::Grants);
  const std::uint32_t tries = count_of(c, line, PartKind::Tries, 255);
  if (tries != 0) made.tries = static_cast<std::uint8_t>(tries);
  made.span = c.span(name);
  c.program.methods.push_back(std::move(made));
}

void declare_class(Checker& c, LineId line, const ast::Part& name) {
  const auto id = static_cast<std::uint32_t>(c.program.classes.size());
  if (id >= kMostClasses) {
    if (id == kMostClasses) c.emitter.report(diag::TooManyClasses, c.span(name));
    c.poison(NameSpace::ClassNames, name);
    return;
  }
  if (!c.declare(NameSpace::ClassNames, name, id)) return;
  Class made;
  made.name = c.text(name);
  made.needs = levels_of(c, line, PartKind::Requires);
  made.never_said = ast::has_flag(c.parts(line), Word::NeverSaid);
  made.visible_to_agent = ast::has_flag(c.parts(line), Word::VisibleAgent);
  made.span = c.span(name);
  c.program.classes.push_back(std::move(made));
}

void set_locale(Checker& c, const ast::Part& part) {
  const std::string_view tag = c.text(part);
  std::vector<std::string_view> known;
  std::string list;
  for (const image::Locale& locale : image::kLocales) {
    known.emplace_back(locale.tag);
    list += (list.empty() ? "" : ", ") + std::string{locale.tag};
    if (known.back() != tag) continue;
    c.program.locale = tag;
    return;
  }
  auto& d = c.emitter.report(diag::UnknownLocale, c.span(part), tag, list);
  if (const std::string_view near = diag::nearest(tag, known); !near.empty()) d.fix_with(c.span(part), near);
}

/// Depth-first over «incluye». Marks: 0 not seen, 1 open, 2 closed.
Levels close(Checker& c, std::uint32_t level, const std::vector<LineId>& line_of, std::vector<std::uint8_t>& marks) {
  Level& l = c.program.levels[level];
  if (marks[level] == 2 || line_of[level] == kNone) return l.closure;
  marks[level] = 1;
  for (const ast::Part& part : c.parts(line_of[level])) {
    if (part.kind != PartKind::Includes) continue;
    const std::uint32_t other = c.find_level(part);
    if (other == kNone) continue;
    if (marks[other] == 1) {
      c.emitter.report(diag::LevelCycle, c.span(part), l.name, c.program.levels[other].name);
      continue;
    }
    l.closure = static_cast<Levels>(l.closure | close(c, other, line_of, marks));
  }
  marks[level] = 2;
  return l.closure;
}

}  // namespace

void check_count(Checker& c, std::size_t id, const ast::Part& name) {
  if (id == kMostOfAKind) c.emitter.report(diag::TooManyOfAKind, c.span(name));
}

std::vector<LineId> top_lines(const Checker& c) {
  std::vector<LineId> tops;
  const auto count = static_cast<LineId>(c.tree().lines.size());
  for (LineId i = 0; i < count; i = c.next(i)) {
    if (c.line(i).kind != NodeKind::Comment && c.line(i).kind != NodeKind::Error) tops.push_back(i);
  }
  return tops;
}

void settings(Checker& c, LineId line) {
  const auto parts = c.parts(line);
  const ast::Part* name = c.name_of(line);
  const ast::Part* flag = ast::find(parts, PartKind::Flag);
  const NodeKind kind = c.line(line).kind;
  const bool root = c.file == 0;
  if (kind == NodeKind::Flow || kind == NodeKind::Protocol || kind == NodeKind::Library) {
    if (root && name != nullptr) c.program.name = c.text(*name);
    if (kind == NodeKind::Protocol && name != nullptr) c.program.protocol_name = c.text(*name);
  }
  if (kind == NodeKind::Title && root) c.program.title = plain_text(c, ast::text_of(parts));
  if (c.file_kind == FileKind::Library && !root) return;
  if (kind == NodeKind::Language) {
    const ast::Part* locale = ast::find(parts, PartKind::Locale);
    if (locale != nullptr) set_locale(c, *locale);
  }
  if (kind == NodeKind::Register && flag != nullptr) c.program.register_word = static_cast<Word>(flag->arg);
  if (kind == NodeKind::Channel && flag != nullptr) c.program.channel = static_cast<Word>(flag->arg);
}

void declare_name(Checker& c, LineId line) {
  const ast::Part* name = c.name_of(line);
  if (name == nullptr) return;
  const NodeKind kind = c.line(line).kind;
  if (kind == NodeKind::Type) declare_type(c, line, *name);
  if (kind == NodeKind::Level) declare_level(c, *name);
  if (kind == NodeKind::Area) declare_area(c, line, *name);
  if (kind == NodeKind::Outcome) declare_outcome(c, line, *name);
  if (kind == NodeKind::Tag) declare_tag(c, *name);
}

void close_levels(Checker& c, const std::vector<LineId>& levels) {
  std::vector<LineId> line_of(c.program.levels.size(), kNone);
  for (const LineId line : levels) {
    const ast::Part* name = c.name_of(line);
    if (name == nullptr) continue;
    for (std::size_t i = 0; i < line_of.size(); ++i) {
      if (c.program.levels[i].span == c.span(*name)) line_of[i] = line;
    }
  }
  std::vector<std::uint8_t> marks(c.program.levels.size(), 0);
  for (std::uint32_t i = 0; i < c.program.levels.size(); ++i) (void)close(c, i, line_of, marks);
}

void declare_law(Checker& c, LineId line) {
  const ast::Part* name = c.name_of(line);
  if (name == nullptr) return;
  if (c.line(line).kind == NodeKind::Method) declare_method(c, line, *name);
  if (c.line(line).kind == NodeKind::Class) declare_class(c, line, *name);
}

Classes classes_of(Checker& c, LineId line) {
  Classes classes = 0;
  for (const ast::Part& part : c.parts(line)) {
    if (part.kind != PartKind::Class) continue;
    const std::uint32_t id = c.find(NameSpace::ClassNames, part);
    if (id != kNone) classes |= Classes{1} << id;
  }
  return classes;
}

Levels levels_of(Checker& c, LineId line, PartKind kind) {
  Levels levels = 0;
  for (const ast::Part& part : c.parts(line)) {
    if (part.kind != kind) continue;
    const std::uint32_t id = c.find_level(part);
    if (id != kNone) levels = static_cast<Levels>(levels | c.program.levels[id].closure);
  }
  return levels;
}

std::uint32_t count_of(Checker& c, LineId line, PartKind kind, std::uint32_t most) {
  const ast::Part* part = ast::find(c.parts(line), kind);
  if (part == nullptr) return 0;
  const std::string_view text = c.text(*part);
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc{} && end == text.data() + text.size() && value >= 1 && value <= most) return value;
  c.emitter.report(diag::CountOutOfRange, c.span(*part), text, fmt::format("{}", most));
  return error == std::errc{} && value == 0 ? 1 : most;
}

}  // namespace guion::sema
