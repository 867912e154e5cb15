// See agree.hpp.
#include "strings/agree.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <vector>

#include "grammar/keywords.hpp"

namespace guion::strings {
namespace {

/// How often a blank is said, whichever arms are taken.
struct Times {
  unsigned least = 0, most = 0;
};

struct Chosen {
  std::string slot;
  std::vector<std::string> labels;
};

struct Content {
  std::map<std::string, Times> said;  ///< by slot, or what the clock says
  std::vector<Chosen> choices;
};

class Counter {
 public:
  Content run(const Bits& bits) {
    for (const Bit& b : bits) {
      if (b.kind == BitKind::Open) out_.choices.push_back({b.object, {}}), arms_.clear();
      if (b.kind == BitKind::Open || b.kind == BitKind::Arm) {
        out_.choices.back().labels.push_back(b.label);
        arms_.emplace_back();
        in_choice_ = true;
      } else if (b.kind == BitKind::Close) {
        close();
      } else if (b.kind == BitKind::Value) {
        const std::string name = b.object.empty() ? b.text.substr(1, b.text.size() - 2) : b.object;
        if (in_choice_)
          ++arms_.back()[name];
        else
          ++out_.said[name].least, ++out_.said[name].most;
      }
    }
    return std::move(out_);
  }

 private:
  void close() {
    in_choice_ = false;
    std::set<std::string> names;
    for (const auto& arm : arms_)
      for (const auto& [name, times] : arm) names.insert(name);
    for (const std::string& name : names) {
      unsigned least = 0xffff, most = 0;
      for (const auto& arm : arms_) {
        const auto found = arm.find(name);
        const unsigned times = found == arm.end() ? 0 : found->second;
        least = std::min(least, times);
        most = std::max(most, times);
      }
      out_.said[name].least += least;
      out_.said[name].most += most;
    }
  }

  Content out_;
  std::vector<std::map<std::string, unsigned>> arms_;
  bool in_choice_ = false;
};

std::string shown(const std::string& slot) { return "{" + slot + "}"; }

const sema::Slot* slot_named(const sema::Program& program, const std::string& name) {
  const auto found =
      std::find_if(program.slots.begin(), program.slots.end(), [&](const sema::Slot& s) { return s.name == name; });
  return found == program.slots.end() ? nullptr : &*found;
}

bool by_form(const sema::Slot& slot) {
  return slot.type.kind != sema::TypeKind::Enum && slot.type.kind != sema::TypeKind::YesNo;
}

/// A label as one of a word's two spellings.
bool spells(const std::string& label, Word word) {
  return label == spelling(word, Tongue::Es) || label == spelling(word, Tongue::En);
}

/// The arms that a choice by this slot may have, and how many of the last ones it must have.
struct Arms {
  std::vector<std::string> names;  ///< a value's; a word's in Spanish
  std::vector<Word> words;         ///< or these
  std::size_t needed_from = 0;
};

Arms arms_of(const sema::Program& program, const sema::Slot& slot) {
  Arms arms;
  switch (slot.type.kind) {
    case sema::TypeKind::Enum:
      if (slot.type.enumeration < program.enums.size())
        for (const sema::EnumValue& v : program.enums[slot.type.enumeration].values) arms.names.push_back(v.name);
      return arms;
    case sema::TypeKind::YesNo:
      arms.words = {Word::Yes, Word::No};
      return arms;
    case sema::TypeKind::Address:
      arms.words = {Word::Sir, Word::Madam, Word::Neutral};
      break;
    default:  // numbers
      arms.words = {Word::PluralOne, Word::PluralMany, Word::PluralOther};
      break;
  }
  arms.needed_from = 2;
  return arms;
}

std::optional<Message> check_arms(const sema::Program& program, const Chosen& choice, const sema::Slot& slot) {
  const Arms arms = arms_of(program, slot);
  const std::size_t count = arms.words.empty() ? arms.names.size() : arms.words.size();
  std::vector<unsigned> seen(count);
  for (const std::string& label : choice.labels) {
    std::size_t k = 0;
    while (k < count && !(arms.words.empty() ? arms.names[k] == label : spells(label, arms.words[k]))) ++k;
    if (k == count)
      return Message{fmt::format("«{}» is no case of {}", label, shown(choice.slot)),
                     fmt::format("«{}» no es un caso de {}", label, shown(choice.slot))};
    if (++seen[k] > 1)
      return Message{fmt::format("the case «{}» of {} stands twice", label, shown(choice.slot)),
                     fmt::format("el caso «{}» de {} está dos veces", label, shown(choice.slot))};
  }
  for (std::size_t k = arms.needed_from; k < count; ++k) {
    if (seen[k] != 0) continue;
    const std::string en = arms.words.empty() ? arms.names[k] : std::string{spelling(arms.words[k], Tongue::En)};
    const std::string es = arms.words.empty() ? arms.names[k] : std::string{spelling(arms.words[k], Tongue::Es)};
    return Message{fmt::format("the choice by {} lacks its case «{}»", shown(choice.slot), en),
                   fmt::format("a la elección según {} le falta el caso «{}»", shown(choice.slot), es)};
  }
  return std::nullopt;
}

std::size_t count_of(const Content& content, const std::string& slot) {
  return static_cast<std::size_t>(
      std::count_if(content.choices.begin(), content.choices.end(), [&](const Chosen& c) { return c.slot == slot; }));
}

std::optional<Message> check_choices(const sema::Program& program, const Content& source, const Content& target) {
  for (const Chosen& c : target.choices) {
    const sema::Slot* slot = slot_named(program, c.slot);
    const bool read =
        slot != nullptr && (count_of(source, c.slot) != 0 || (by_form(*slot) && source.said.contains(c.slot)));
    if (!read)
      return Message{fmt::format("the source does not choose by {}", shown(c.slot)),
                     fmt::format("el original no elige según {}", shown(c.slot))};
    if (auto wrong = check_arms(program, c, *slot)) return wrong;
  }
  for (const Chosen& c : source.choices) {
    const sema::Slot* slot = slot_named(program, c.slot);
    if (slot == nullptr || by_form(*slot) || count_of(target, c.slot) == count_of(source, c.slot)) continue;
    if (count_of(target, c.slot) > count_of(source, c.slot))
      return Message{fmt::format("the choice by {} stands more often than in the source", shown(c.slot)),
                     fmt::format("la elección según {} está más veces que en el original", shown(c.slot))};
    return Message{fmt::format("the choice by {} of the source is missing", shown(c.slot)),
                   fmt::format("falta la elección según {} del original", shown(c.slot))};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Message> disagreement(const sema::Program& program, const Bits& source, const Bits& target, bool plain) {
  const Content was = Counter{}.run(source), is = Counter{}.run(target);
  if (plain && (!is.said.empty() || !is.choices.empty()))
    return Message{"no blank may stand in this text: in a label or a constant a brace is written \\{",
                   "en este texto no cabe ningún dato: en un rótulo o una constante, una llave se escribe \\{"};
  for (const auto& [name, times] : is.said) {
    const auto found = was.said.find(name);
    const bool by_number = count_of(was, name) != 0;  // «{n ? uno: una factura | otros: {n} facturas}» → «{n} bills»
    if (found == was.said.end() && !by_number)
      return Message{fmt::format("the source has no {}", shown(name)),
                     fmt::format("el original no tiene {}", shown(name))};
    if (times.most > std::max(found == was.said.end() ? 1u : found->second.most, 1u))
      return Message{fmt::format("{} stands more often than in the source", shown(name)),
                     fmt::format("{} está más veces que en el original", shown(name))};
  }
  for (const auto& [name, times] : was.said) {
    const auto found = is.said.find(name);
    if (found == is.said.end() || found->second.least < times.least || found->second.most == 0)
      return Message{fmt::format("{} of the source is missing", shown(name)),
                     fmt::format("falta {} del original", shown(name))};
  }
  return check_choices(program, was, is);
}

}  // namespace guion::strings
