// See forms.hpp. A word is looked at from its end; most fail at the last letter.
#include "spanish/forms.hpp"

#include <array>

#include "spanish/words.hpp"

namespace guion::spanish {
namespace {

constexpr std::uint32_t kYou = kFamiliar | kVoseo;

/// An ending, whom it speaks to, and how it is said to usted.
struct Ending {
  std::string_view end;
  std::uint32_t whom;
  std::string_view formal;  ///< empty: the ending does not tell
};

constexpr std::array kEndings{
    Ending{"aste", kYou, "ó"},
    Ending{"iste", kYou, {}},
    Ending{"íste", kYou, {}},
    Ending{"arás", kYou, "ará"},
    Ending{"erás", kYou, "erá"},
    Ending{"irás", kYou, "irá"},
    Ending{"drás", kYou, "drá"},
    Ending{"brás", kYou, "brá"},
    Ending{"uerrás", kYou, "uerrá"},
    Ending{"arte", kYou, {}},
    Ending{"erte", kYou, {}},
    Ending{"irte", kYou, {}},
    Ending{"írte", kYou, {}},
    Ending{"ándote", kYou, {}},
    Ending{"iéndote", kYou, {}},
    Ending{"yéndote", kYou, {}},
    Ending{"asteis", kVosotros, "aron"},
    Ending{"isteis", kVosotros, {}},
    Ending{"abais", kVosotros, "aban"},
    Ending{"íais", kVosotros, "ían"},
    Ending{"áis", kVosotros, {}},
    Ending{"éis", kVosotros, {}},
};

/// -ártelo, -értelas …: an infinitive with «te» and a second pronoun.
bool carries_te(std::string_view word) {
  for (const std::string_view thing : {"lo", "la", "los", "las"}) {
    if (!word.ends_with(thing)) continue;
    const std::string_view verb = word.substr(0, word.size() - thing.size());
    return verb.ends_with("árte") || verb.ends_with("érte") || verb.ends_with("írte") || verb.ends_with("ándote") ||
           verb.ends_with("iéndote");
  }
  return false;
}

/// acuérdate, muévete, llévatelo: only an order with «te» is stressed so far from its end.
bool orders_with_te(std::string_view word) {
  for (const std::string_view thing : {"lo", "la", "los", "las"})
    if (word.ends_with(thing)) word.remove_suffix(thing.size());
  if (!word.ends_with("ate") && !word.ends_with("ete")) return false;
  for (const std::string_view vowel : {"á", "é", "í", "ó", "ú"})
    if (word.find(vowel) != std::string_view::npos) return true;
  return false;
}

/// Whether the last letters leave it open; most words of a text end here.
bool may_speak(std::string_view word) {
  const char last = word.back(), before = word[word.size() - 2];
  if (last == 'e') return before == 't';
  if (last == 's')
    return before == 'i' || before == '\xa1' || ((before == 'a' || before == 'o') && word[word.size() - 3] == 'l');
  return (last == 'a' || last == 'o') && before == 'l';
}

const Ending* ending_of(std::string_view word) {
  for (const Ending& e : kEndings) {
    // A verb has a stem: «aste», «erás» alone are none.
    if (word.size() > e.end.size() && word.ends_with(e.end)) return &e;
  }
  return nullptr;
}

}  // namespace

std::uint32_t addressed_by_form(std::string_view lower) {
  if (lower.size() < 4 || !may_speak(lower)) return 0;
  // suerte, fuerte, advierte, convierte: no infinitive ends so.
  if (lower.ends_with("uerte") || lower.ends_with("ierte")) return 0;
  if (const Ending* const e = ending_of(lower)) return e->whom;
  return carries_te(lower) || orders_with_te(lower) ? kYou : 0;
}

std::string formal_by_form(std::string_view lower) {
  const Ending* const e = ending_of(lower);
  if (e == nullptr || e->formal.empty()) return {};
  return std::string{lower.substr(0, lower.size() - e->end.size())} + std::string{e->formal};
}

}  // namespace guion::spanish
