// See nouns.hpp. The exceptions are those of the words that call centres use; what the form leaves open stays unknown.
#include "spanish/nouns.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "spanish/words.hpp"

namespace guion::spanish {
namespace {

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool ends_with_any(std::string_view word, std::initializer_list<std::string_view> ends) {
  return std::any_of(ends.begin(), ends.end(), [&](std::string_view end) { return word.ends_with(end); });
}

constexpr std::array<std::string_view, 11> kPrepositions{"de", "del", "por", "para", "con", "sin",
                                                         "en", "a",   "al",  "que",  "y"};
constexpr std::array<std::string_view, 12> kMasculine{"día",   "problema", "programa", "sistema", "idioma", "mensaje",
                                                      "viaje", "plan",     "canal",    "control", "error",  "corte"};
constexpr std::array<std::string_view, 8> kFeminine{"mano", "señal", "red", "clave", "base", "imagen", "orden", "tele"};

Gender gender_of(std::string_view word) {
  if (one_of(word, kMasculine)) return Gender::Masculine;
  if (one_of(word, kFeminine)) return Gender::Feminine;
  if (ends_with_any(word, {"ción", "sión", "dad", "tad", "tud", "a"})) return Gender::Feminine;
  if (ends_with_any(word, {"o", "aje", "or"})) return Gender::Masculine;
  return Gender::Unknown;
}

constexpr std::array<std::pair<std::string_view, char>, 5> kAccented{
    {{"á", 'a'}, {"é", 'e'}, {"í", 'i'}, {"ó", 'o'}, {"ú", 'u'}}};

/// «orden» → «órdenes»: the stress stays where it was, and now it is written.
void stress_before_last(std::string& word) {
  const auto vowel = [](char c) { return std::string_view{"aeiou"}.find(c) != std::string_view::npos; };
  std::size_t at = word.size();
  while (at > 0 && !vowel(word[at - 1])) --at;  // behind the last vowel
  while (at > 0 && vowel(word[at - 1])) --at;   // before it
  while (at > 0 && !vowel(word[at - 1])) --at;  // behind the one before
  if (at == 0) return;
  for (const auto& [accented, plain] : kAccented)
    if (word[at - 1] == plain) return void(word.replace(at - 1, 1, accented));
}

std::string plural_of_word(std::string_view word) {
  std::string out{word};
  if (word.empty() || ends_with_any(word, {"s", "x"})) return out;
  if (ends_with_any(word, {"a", "e", "i", "o", "u", "á", "é", "ó"})) return out + "s";
  if (word.ends_with("z")) return out.replace(out.size() - 1, 1, "c") + "es";
  if (word.ends_with("n")) {
    bool accented = false;
    for (const auto& [with, plain] : kAccented) {
      if (const std::size_t at = out.rfind(with); at != std::string::npos) {
        accented = true;
        if (at + 3 == out.size()) out.replace(at, 2, 1, plain);  // sesión → sesiones
      }
    }
    if (!accented && syllables_of(word) > 1) stress_before_last(out);
  }
  return out + "es";
}

}  // namespace

Noun noun_of(std::string_view phrase) {
  struct Article {
    std::string_view text;
    Gender gender;
    bool plural;
  };
  static constexpr std::array<Article, 4> kArticles{{{"el ", Gender::Masculine, false},
                                                     {"la ", Gender::Feminine, false},
                                                     {"los ", Gender::Masculine, true},
                                                     {"las ", Gender::Feminine, true}}};
  for (const Article& a : kArticles)
    if (phrase.starts_with(a.text)) return {phrase.substr(a.text.size()), a.gender, a.plural};
  return {phrase, gender_of(phrase.substr(0, phrase.find(' '))), false};
}

std::string plural_of(std::string_view phrase) {
  std::string out;
  bool head = true;
  while (!phrase.empty()) {
    const std::size_t end = std::min(phrase.find(' '), phrase.size());
    const std::string_view word = phrase.substr(0, end);
    head = head && !one_of(word, kPrepositions);
    out += head ? plural_of_word(word) : std::string{word};
    if (end < phrase.size()) out += ' ';
    phrase.remove_prefix(std::min(end + 1, phrase.size()));
  }
  return out;
}

std::string foreign_plural(std::string_view phrase) {
  std::string out{phrase};
  const auto before = out.size() > 1 ? out[out.size() - 2] : 'a';
  if (out.ends_with("y") && std::string_view{"aeiou"}.find(before) == std::string_view::npos)
    return out.replace(out.size() - 1, 1, "ies");
  return out + (ends_with_any(out, {"s", "x", "ch", "sh"}) ? "es" : "s");
}

}  // namespace guion::spanish
