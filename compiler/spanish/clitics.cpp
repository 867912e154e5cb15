// See clitics.hpp. The stress of a Spanish verb stays where it was when pronouns are joined to it, so the accent that
// the whole word then needs stands on the syllable that the verb alone stresses. Source: Ortografía (RAE, 2010),
// stress.
#include "spanish/clitics.hpp"

#include <algorithm>

#include "spanish/accents.hpp"

namespace guion::spanish {
namespace {

bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }
bool is_weak(char c) { return c == 'i' || c == 'u'; }

/// The only accented vowel of a word: where it stands, and the word without the accent.
struct Accented {
  std::size_t at = std::string_view::npos;  ///< in `bare`
  std::string bare;
  unsigned accents = 0;
};

Accented read_accent(std::string_view lower) {
  Accented out;
  for (std::size_t i = 0; i < lower.size(); ++i) {
    if (lower[i] != '\xc3' || i + 1 == lower.size()) {
      out.bare += lower[i];
      continue;
    }
    const std::string two{lower.substr(i, 2)};
    const std::string bare = without_accents(two);
    if (bare.size() == 1 && two != "ü") {
      out.at = out.bare.size();
      ++out.accents;
      out.bare += bare;
    } else {
      out.bare += two;
    }
    ++i;
  }
  return out;
}

/// Where a word without accent is stressed: the last vowel group but one if it ends in a vowel, n or s, else the last;
/// the strong vowel of the group, or its last. Gives the place of the vowel, npos if there is none.
std::size_t stress_of(std::string_view bare) {
  const char end = bare.empty() ? 'x' : bare.back();
  int groups = is_vowel(end) || end == 'n' || end == 's' ? 2 : 1;
  std::size_t found = std::string_view::npos;
  for (std::size_t i = bare.size(); i-- > 0 && groups > 0;) {
    if (!is_vowel(bare[i])) continue;
    std::size_t first = i;
    const auto joins = [&](std::size_t at) {
      return at > 0 && is_vowel(bare[at - 1]) && (is_weak(bare[at]) || is_weak(bare[at - 1]));
    };
    while (joins(first)) --first;
    found = i;
    for (std::size_t v = first; v <= i; ++v)
      if (!is_weak(bare[v])) found = v;
    --groups;
    i = first;
  }
  return found;
}

bool infinitive(std::string_view stem) {
  return stem.size() > 2 && (stem.ends_with("ar") || stem.ends_with("er") || stem.ends_with("ir"));
}

class Hosts {
 public:
  Hosts(Dictionary& dictionary, bool vos) : dictionary_(dictionary), vos_(vos) {}

  /// Whether a verb `host` may stand before pronouns of which there are `pronouns`.
  [[nodiscard]] bool takes(std::string_view host, int pronouns) const {
    const Accented a = read_accent(host);
    if (a.accents == 0) return plain(host, pronouns);
    if (a.accents > 1) return false;
    if (stress_of(a.bare) == a.at && knows(a.bare)) return pronouns > 1 || !infinitive(a.bare);
    const bool last = a.at + 1 == a.bare.size();
    return (!last || host == "dé" || host == "esté") && knows(std::string{host});  // envíe, reír
  }

 private:
  /// Without an accent: recordar|le, de|me, haz|lo; with «vos» also deci|me.
  [[nodiscard]] bool plain(std::string_view host, int pronouns) const {
    static constexpr std::string_view kShort[] = {"da",  "de",  "di", "haz", "pon", "ten",
                                                  "ven", "sal", "ve", "den", "van"};
    if (pronouns > 1) return false;
    if (infinitive(host)) return knows(std::string{host}) || knows(std::string{host.substr(0, host.size() - 2)} + "ír");
    if (std::find(std::begin(kShort), std::end(kShort), host) != std::end(kShort)) return true;
    if (!vos_ || host.size() < 3 || !is_vowel(host.back())) return false;
    static constexpr std::string_view kLast[] = {"á", "é", "í"};
    const std::size_t which = std::string_view{"aei"}.find(host.back());
    return which != std::string_view::npos && knows(std::string{host.substr(0, host.size() - 1)}.append(kLast[which]));
  }

  [[nodiscard]] bool knows(const std::string& word) const { return dictionary_.knows(word); }

  Dictionary& dictionary_;
  bool vos_;
};

/// Each way to put one accent on a word that has none.
template <typename Ask>
bool any_accent(std::string_view bare, Ask&& ask) {
  static constexpr std::string_view kAccents[] = {"á", "é", "í", "ó", "ú"};
  for (std::size_t i = 0; i < bare.size(); ++i) {
    const std::size_t which = std::string_view{"aeiou"}.find(bare[i]);
    if (which == std::string_view::npos) continue;
    if (ask(std::string{bare}.replace(i, 1, kAccents[which]))) return true;
  }
  return false;
}

/// What a diminutive or superlative was made of, its last letter `end` or none: rápid|ito, lueg|uito, pedac|ito, fácil.
bool knows_base(std::string_view stem, std::string_view end, Dictionary& dictionary) {
  if (stem.size() < 3) return false;
  const auto knows = [&](std::string_view head, std::string_view tail) {
    const std::string base = std::string{head}.append(tail);
    return dictionary.knows(base) || any_accent(base, [&](const std::string& a) { return dictionary.knows(a); });
  };
  if (knows(stem, end)) return true;
  const std::string head{stem.substr(0, stem.size() - 1)};
  if (stem.ends_with("gu") && knows(head, end)) return true;
  if (stem.ends_with("qu") && knows(head.substr(0, head.size() - 1) + "c", end)) return true;
  if (stem.ends_with("bil") && knows(stem.substr(0, stem.size() - 2), "le")) return true;  // amabilísimo
  return stem.ends_with("c") && knows(head + "z", end);
}

}  // namespace

bool is_verb_with_clitics(std::string_view lower, Dictionary& dictionary, bool vos) {
  const Hosts hosts(dictionary, vos);
  std::string_view host = lower;
  for (int pronouns = 1; pronouns <= 2; ++pronouns) {
    const std::size_t size = clitic_at_end(host);
    if (size == 0 || host.size() < size + 2) return false;
    const std::string_view pronoun = host.substr(host.size() - size);
    if (pronouns == 2 && pronoun != "me" && pronoun != "te" && pronoun != "se" && pronoun != "nos") return false;
    host.remove_suffix(size);
    if (hosts.takes(host, pronouns)) return true;
    // vámo|nos, comuniquémo|nos, démo|selo lose their -s
    if (host.ends_with("mo") && (pronoun == "nos" || pronoun == "se") && hosts.takes(std::string{host} + "s", pronouns))
      return true;
  }
  return false;
}

bool is_derived(std::string_view lower, Dictionary& dictionary) {
  const auto knows = [&](std::string_view stem, std::string_view end) {
    return stem.size() >= 2 && dictionary.knows(std::string{stem}.append(end));
  };
  static constexpr std::string_view kPrefixes[] = {"re", "pre", "auto", "multi", "micro", "mini", "video", "tele"};
  for (const std::string_view p : kPrefixes)
    if (lower.starts_with(p) && lower.size() >= p.size() + 5 && knows(lower.substr(p.size()), {})) return true;
  static constexpr std::string_view kVos[][2] = {{"ás", "ar"}, {"és", "er"}, {"ís", "ir"}};
  for (const auto& [ending, infinitive] : kVos)  // podés: another rule says to whom it speaks
    if (lower.ends_with(ending) && knows(lower.substr(0, lower.size() - ending.size()), infinitive)) return true;
  const bool small = lower.ends_with("itos") || lower.ends_with("itas");  // solitos is not sólitos
  const bool plural = lower.ends_with("as") || lower.ends_with("es") || lower.ends_with("os");
  if (plural && !small && without_accents(lower) == lower &&
      any_accent(lower, [&](const std::string& a) { return dictionary.knows(a); }))
    return false;                                                                               // dígitos
  if (plural && lower.size() > 4 && knows(lower.substr(0, lower.size() - 1), {})) return true;  // montos
  for (const std::string_view many : {"", "s"}) {
    if (!lower.ends_with(many)) continue;
    const std::string_view one = lower.substr(0, lower.size() - many.size());
    for (const std::string_view end : {"ísimo", "ísima", "ito", "ita"}) {
      if (!one.ends_with(end)) continue;
      const std::string_view stem = one.substr(0, one.size() - end.size());
      if (knows(stem, one.substr(one.size() - 1)) || knows(stem, end.size() > 3 ? "e" : "")) return true;
      if (knows_base(stem, one.substr(one.size() - 1), dictionary) || knows_base(stem, {}, dictionary)) return true;
    }
    constexpr std::string_view kIn = "ín";  // segundín
    if (one.ends_with(kIn) && one.size() > kIn.size() + 4)
      for (const std::string_view vowel : {"o", "a"})
        if (knows(one.substr(0, one.size() - kIn.size()), vowel) ||
            (one.ends_with("quín") && knows(one.substr(0, one.size() - 5), std::string{"c"}.append(vowel))))
          return true;
    for (const std::string_view end : {"tico", "tica"})  // momentico, as Colombia says it
      if (one.ends_with(end) && knows(one.substr(0, one.size() - 3), one.substr(one.size() - 1))) return true;
    for (const std::string_view end : {"cito", "cita"})
      if (one.ends_with(end) && knows_base(one.substr(0, one.size() - end.size()), {}, dictionary)) return true;
  }
  return false;
}

std::string with_stress(std::string_view host, std::string_view pronouns) {
  static constexpr std::string_view kAccents[] = {"á", "é", "í", "ó", "ú"};
  const std::size_t at = stress_of(host);
  std::string out = std::string{host}.append(pronouns);
  const std::size_t which = at == std::string_view::npos ? at : std::string_view{"aeiou"}.find(host[at]);
  return which == std::string_view::npos ? out : out.replace(at, 1, kAccents[which]);
}

}  // namespace guion::spanish
