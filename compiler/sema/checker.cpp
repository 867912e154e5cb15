// Name spaces with their messages and suggestions, and the walk over blocks.
// It must not know what a declaration or a line means; it knows what is declared and where.
// Spec: docs/language.md, «Lines»; the interface with its comments is checker.hpp.
#include "sema/checker.hpp"

#include "sema/slips.hpp"
#include "sema/types.hpp"

namespace guion::sema {
namespace {

bool is_word_byte(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

Checker::Checker(Program& p, diag::Emitter& e, const Hooks& h) : program(p), emitter(e), hooks(h) {}

Span Checker::span(LineId id) const {
  const ast::Line& l = line(id);
  return {file, l.begin, l.end};
}

const ast::Part* Checker::name_of(LineId id) const { return ast::find(parts(id), ast::PartKind::Name); }

std::string Checker::keyword(ast::NodeKind kind) const {
  if (kind == ast::NodeKind::Item) return "- ";
  if (kind == ast::NodeKind::Comment) return "#";
  if (kind == ast::NodeKind::Error) return "?";
  // Kinds that start with a keyword stand in nodes.def in the order of keywords.def.
  return std::string{spelling(static_cast<Keyword>(kind), tongue())};
}
// The cast in keyword() stands on this order; a row in the wrong place stops the build here.
#define KEYWORD(id, en, es) static_assert(static_cast<int>(Keyword::id) == static_cast<int>(ast::NodeKind::id));
#define OPERATOR(id, en, es)
#define WORD(id, en, es)
#include "grammar/keywords.def"
#undef KEYWORD
#undef OPERATOR
#undef WORD

// ---- declaring
// -----------------------------------------------------------------------------------------------------------------------

bool Checker::declare(NameSpace which, const ast::Part& name, std::uint32_t id) {
  return declare_in(space(which), name, id);
}

bool Checker::declare_in(Space& where, const ast::Part& name, std::uint32_t id) {
  const std::string_view spelt = text(name);
  const auto index = static_cast<std::uint32_t>(where.names.size());
  if (where.exact.insert(spelt, id) != kNone) {
    const std::uint32_t first = where.twins.find(spellings.folded(spelt));
    auto& d = emitter.report(diag::DuplicateName, span(name), spelt);
    if (first != kNone) d.note(where.spans[first], "declared here", "declarado aquí");
    return false;
  }
  const std::uint32_t twin = where.twins.insert(spellings.folded(spelt), index);
  if (twin != kNone) {
    emitter.report(diag::SimilarNames, span(name), spelt, where.names[twin])
        .note(where.spans[twin], "the other one", "el otro");
  }
  where.names.push_back(spelt);
  where.spans.push_back(span(name));
  return true;
}

void Checker::poison(NameSpace which, const ast::Part& name) { space(which).exact.insert(text(name), kPoison); }

void Checker::collect_broken_words() {
  for (const ast::Line& l : tree().lines) {
    if (l.kind != ast::NodeKind::Error) continue;
    const std::string_view all = std::string_view{tree().text}.substr(l.begin, l.end - l.begin);
    for (std::size_t i = 0; i < all.size();) {
      std::size_t end = i;
      while (end < all.size() && is_word_byte(all[end])) ++end;
      if (end > i) broken_words_.insert(all.substr(i, end - i), 0);
      i = end + 1;
    }
  }
}

// ---- looking up
// ----------------------------------------------------------------------------------------------------------------------

std::uint32_t Checker::find(NameSpace which, const ast::Part& name) {
  const std::uint32_t id = space(which).exact.find(text(name));
  if (id == kNone) return unknown(which, name, false, false);
  return id == kPoison ? kNone : id;
}

SlotId Checker::find_slot(const ast::Part& name) {
  const std::uint32_t id = space(NameSpace::Slots).exact.find(text(name));
  if (id == kNone) return unknown(NameSpace::Slots, name, false, false);
  if (id == kPoison) return kNone;
  if ((id & kLevelBit) == 0) return id;
  emitter.report(diag::LevelWhereSlotExpected, span(name), text(name));
  return kNone;
}

std::uint32_t Checker::find_level(const ast::Part& name) {
  const std::uint32_t id = space(NameSpace::Slots).exact.find(text(name));
  if (id == kNone) return unknown(NameSpace::Slots, name, true, false);
  if (id == kPoison) return kNone;
  if ((id & kLevelBit) != 0) return id & ~kLevelBit;
  emitter.report(diag::SlotWhereLevelExpected, span(name), text(name));
  return kNone;
}

std::uint32_t Checker::find_slot_or_level(const ast::Part& name) {
  const std::uint32_t id = space(NameSpace::Slots).exact.find(text(name));
  if (id == kNone) return unknown(NameSpace::Slots, name, false, true);
  return id == kPoison ? kNone : id;
}

std::uint32_t Checker::unknown(NameSpace which, const ast::Part& name, bool level_expected, bool both) {
  const std::string_view spelt = text(name);
  if (quiet || spelt.empty() || broken_words_.find(spelt) != kNone) return kNone;
  NameTable& reported = reported_[static_cast<std::size_t>(which)];
  const bool again = reported.find(spelt) != kNone;
  std::string near;
  std::vector<std::string_view> candidates;
  if (suggestions_left_ > 0) {
    --suggestions_left_;
    const Space& all = space(which);
    for (const std::string_view known : all.names) {
      const bool is_level = which == NameSpace::Slots && (all.exact.find(known) & kLevelBit) != 0;
      if (which != NameSpace::Slots || both || is_level == level_expected) candidates.push_back(known);
    }
    near = which == NameSpace::Types ? meant_type(*this, spelt, candidates)
                                     : std::string{diag::nearest(spelt, candidates)};
  }
  if (again && near.empty()) return kNone;
  reported.insert(spelt, 0);
  diag::Diagnostic& d = report_unknown(which, name, level_expected, both);
  suggest(d, span(name), near);
  return kNone;
}

diag::Diagnostic& Checker::report_unknown(NameSpace which, const ast::Part& name, bool level_expected, bool both) {
  const Span where = span(name);
  const std::string_view n = text(name);
  switch (which) {
    case NameSpace::Slots:
      if (both) return emitter.report(diag::UndeclaredCondition, where, n);
      return level_expected ? emitter.report(diag::UndeclaredLevel, where, n)
                            : emitter.report(diag::UndeclaredSlot, where, n);
    case NameSpace::Types:
      return emitter.report(diag::UndeclaredType, where, n);
    case NameSpace::Methods:
      return emitter.report(diag::UndeclaredMethod, where, n);
    case NameSpace::ClassNames:
      return emitter.report(diag::UndeclaredClass, where, n);
    case NameSpace::Services:
      return emitter.report(diag::UndeclaredService, where, n);
    case NameSpace::Areas:
      return emitter.report(diag::UndeclaredArea, where, n);
    case NameSpace::Outcomes:
      return emitter.report(diag::UndeclaredOutcome, where, n);
    case NameSpace::Tags:
      return emitter.report(diag::UndeclaredTag, where, n);
    case NameSpace::Stages:
      return emitter.report(diag::UndeclaredStage, where, n);
    case NameSpace::StageRules:
      return emitter.report(diag::StageNotInProtocol, where, n);
    case NameSpace::Parts:
      return emitter.report(diag::UndeclaredPart, where, n);
    case NameSpace::Rules:
      return emitter.report(diag::UndeclaredRule, where, n);
  }
  return emitter.report(diag::UndeclaredSlot, where, n);
}

void Checker::suggest(diag::Diagnostic& d, Span where, std::string_view near) {
  if (near.empty()) return;
  d.help_en = fmt::format("Did you mean \"{}\"?", near);
  d.help_es = fmt::format("¿Quiso decir «{}»?", near);
  d.fix_with(where, near);
}

std::int64_t Checker::find_value(const Type& type, const ast::Part& name) {
  const std::string_view spelt = text(name);
  std::vector<std::string_view> candidates;
  if (type.kind == TypeKind::Enum) {
    const std::uint32_t id = enum_values_[type.enumeration].exact.find(spelt);
    if (id != kNone) return id;
    candidates = enum_values_[type.enumeration].names;
  } else {
    for (std::size_t v = 0; v < value_count(type, program); ++v) {
      if (spelt == value_name(type, v, program, Tongue::Es) || spelt == value_name(type, v, program, Tongue::En)) {
        return static_cast<std::int64_t>(v);
      }
      candidates.push_back(value_name(type, v, program, tongue()));
    }
  }
  if (broken_words_.find(spelt) != kNone) return -1;
  auto& d = emitter.report(diag::UndeclaredValue, span(name), spelt, describe(type, program, tongue()));
  if (suggestions_left_-- > 0) suggest(d, span(name), diag::nearest(spelt, candidates));
  return -1;
}

void Checker::check_line_id(const ast::Part& id) {
  const std::uint32_t first = line_ids_.insert(text(id), static_cast<std::uint32_t>(line_id_spans_.size()));
  if (first == kNone) {
    line_id_spans_.push_back(span(id));
    return;
  }
  emitter.report(diag::DuplicateLineId, span(id), text(id)).note(line_id_spans_[first], "the other one", "la otra");
}

// ---- tables
// --------------------------------------------------------------------------------------------------------------------------

SlotId Checker::add_slot(Slot slot, SlotNotes notes) {
  program.slots.push_back(std::move(slot));
  slot_notes.push_back(notes);
  return static_cast<SlotId>(program.slots.size() - 1);
}

CondId Checker::add(const Cond& cond) {
  program.conds.push_back(cond);
  return static_cast<CondId>(program.conds.size() - 1);
}

TemplateId Checker::add(const Template& t) {
  program.templates.push_back(t);
  return static_cast<TemplateId>(program.templates.size() - 1);
}

// ---- blocks
// --------------------------------------------------------------------------------------------------------------------------

void Checker::check_block(LineId owner) {
  const LineId end = line(owner).block_end;
  const std::size_t base = parents.size();
  for (LineId i = owner + 1; i < end; ++i) {
    while (parents.size() > base && line(parents.back()).block_end <= i) parents.pop_back();
    const ast::NodeKind kind = line(i).kind;
    if (kind == ast::NodeKind::Comment) continue;
    const CheckHook check = hooks[static_cast<std::size_t>(kind)];
    if (check != nullptr) check(*this, i);
    if (line(i).block_end > i + 1) parents.push_back(i);
  }
  parents.resize(base);
}

LineId Checker::child(LineId owner, ast::NodeKind kind) const {
  const LineId end = line(owner).block_end;
  for (LineId i = owner + 1; i < end; i = next(i)) {
    if (line(i).kind == kind) return i;
  }
  return kNone;
}

void Checker::require_content(LineId owner) {
  bool any = false;
  each_child(owner, [&](LineId i) { any = any || line(i).kind != ast::NodeKind::OnlyIf; });
  if (!any) emitter.report(diag::EmptyBlock, span(owner), keyword(line(owner).kind));
}

void Checker::at_most_one(LineId owner, ast::NodeKind kind) {
  LineId first = kNone;
  each_child(owner, [&](LineId i) {
    if (line(i).kind != kind) return;
    if (first == kNone) {
      first = i;
      return;
    }
    emitter.report(diag::RepeatedArm, span(i), keyword(kind)).note(span(first), "the first one", "el primero");
  });
}

}  // namespace guion::sema
