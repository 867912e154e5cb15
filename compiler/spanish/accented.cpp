// The forms of accents.hpp: endings that always bear an accent, and words made from those of the list.
#include "spanish/accents.hpp"

#include <algorithm>
#include <array>

namespace guion::spanish {
namespace {

/// An ending without its accent and with it; words that end so and are right are in `kRight`.
struct Ending {
  std::string_view bare, instead;
};

constexpr Ending kEndings[] = {
    {"cion", "ción"},         {"sion", "sión"},         {"gion", "gión"},           {"nion", "nión"},
    {"xion", "xión"},         {"stion", "stión"},       {"vion", "vión"},           {"mion", "mión"},
    {"isimo", "ísimo"},       {"isima", "ísima"},       {"isimos", "ísimos"},       {"isimas", "ísimas"},
    {"logia", "logía"},       {"logias", "logías"},     {"grafia", "grafía"},       {"grafias", "grafías"},
    {"nomia", "nomía"},       {"nomias", "nomías"},     {"fonia", "fonía"},         {"fonias", "fonías"},
    {"logico", "lógico"},     {"logica", "lógica"},     {"logicos", "lógicos"},     {"logicas", "lógicas"},
    {"nomico", "nómico"},     {"nomica", "nómica"},     {"nomicos", "nómicos"},     {"nomicas", "nómicas"},
    {"tronico", "trónico"},   {"tronica", "trónica"},   {"tronicos", "trónicos"},   {"tronicas", "trónicas"},
    {"fonico", "fónico"},     {"fonica", "fónica"},     {"fonicos", "fónicos"},     {"fonicas", "fónicas"},
    {"matico", "mático"},     {"matica", "mática"},     {"maticos", "máticos"},     {"maticas", "máticas"},
    {"lectrico", "léctrico"}, {"lectrica", "léctrica"}, {"lectricos", "léctricos"}, {"lectricas", "léctricas"},
    {"metrico", "métrico"},   {"metrica", "métrica"},   {"ieramos", "iéramos"},     {"abamos", "ábamos"},
    {"eriamos", "eríamos"},   {"ariamos", "aríamos"},   {"iriamos", "iríamos"},     {"driamos", "dríamos"},
    {"briamos", "bríamos"},
};

/// Right as they are, for all their ending.
constexpr std::string_view kRight[] = {"abandonos",     "acabamos",    "alabamos",     "averiamos", "confiamos",
                                       "contrariamos",  "criamos",     "decimos",      "elogia",    "enviase",
                                       "explicase",     "elogias",     "escribanos",   "grabamos",  "guion",
                                       "inventariamos", "malquisimos", "menoscabamos", "orales",    "prestamos",
                                       "quisimos",      "recabamos",   "socavamos",    "trabamos",  "variamos"};
bool is_right(std::string_view lower) {
  return std::find(std::begin(kRight), std::end(kRight), lower) != std::end(kRight);
}

struct Accent {
  char bare;
  std::string_view instead;
};
constexpr Accent kAccents[] = {{'a', "á"}, {'e', "é"}, {'i', "í"}, {'o', "ó"}, {'u', "ú"}};

std::string with_accent_at(std::string_view word, std::size_t at) {
  std::string out{word};
  for (const Accent& a : kAccents)
    if (word[at] == a.bare) out.replace(at, 1, a.instead);
  return out;
}

bool has_accent(std::string_view word) {
  for (std::size_t i = 0; i + 1 < word.size(); ++i)
    if (word[i] == '\xc3' && word[i + 1] != '\xb1' && word[i + 1] != '\xbc') return true;  // ñ, ü
  return false;
}

std::string by_ending(std::string_view lower) {
  if (lower.size() < 5) return {};
  for (const Ending& e : kEndings) {
    if (!lower.ends_with(e.bare) || lower.size() <= e.bare.size()) continue;
    if (e.bare == "sion" && lower.ends_with("ssion")) return {};  // mission is no Spanish word
    return std::string{lower.substr(0, lower.size() - e.bare.size())}.append(e.instead);
  }
  return {};
}

/// Whether two enclitics may follow each other so: -melo, -selo, -sele.
bool are_pair(std::string_view first, std::string_view second) {
  if (first != "me" && first != "te" && first != "se" && first != "nos") return false;
  return second.starts_with("lo") || second.starts_with("la") || (first == "se" && second.starts_with("le"));
}

/// diciendole, enviandoselo → diciéndole; enviarselo → enviárselo.
std::string by_clitics(std::string_view lower) {
  const std::size_t last = clitic_at_end(lower);
  if (last == 0) return {};
  const std::string_view host = lower.substr(0, lower.size() - last);
  const std::size_t first = clitic_at_end(host);
  const bool pair = first != 0 && are_pair(host.substr(host.size() - first), lower.substr(host.size()));
  const auto ends = [](std::string_view verb, std::string_view with) {
    return verb.ends_with(with) && verb.size() >= with.size() + 2;
  };
  for (const std::string_view verb : {host, pair ? host.substr(0, host.size() - first) : std::string_view{}}) {
    if (ends(verb, "ando") || ends(verb, "iendo") || ends(verb, "yendo")) return with_accent_at(lower, verb.size() - 4);
    const bool infinitive = verb.size() > 4 && (ends(verb, "ar") || ends(verb, "er") || ends(verb, "ir"));
    if (verb.size() != host.size() && infinitive) return with_accent_at(lower, verb.size() - 2);
  }
  return {};
}

class Listed {
 public:
  Listed(const Words& words, const Lists& lists) : words_(words), lists_(lists) {}

  [[nodiscard]] std::string of(std::string_view lower) const {
    const Row* row = lists_.find(List::Accents, words_.find(lower), words_);
    return row == nullptr ? std::string{} : std::string{row->instead};
  }

  /// codigos of codigo, podrian and podriamos of podria, rapidamente of rapida.
  [[nodiscard]] std::string derived(std::string_view lower) const {
    const auto without = [&](std::string_view end) {
      return lower.size() > end.size() + 2 && lower.ends_with(end) ? one(of(lower.substr(0, lower.size() - end.size())))
                                                                   : std::string{};
    };
    if (std::string base = without("s"); !base.empty() && ends_in_vowel(base)) return base + "s";
    if (std::string base = without("n"); base.ends_with("ía")) return base + "n";
    if (std::string base = without("mos"); base.ends_with("ría")) return base + "mos";
    if (std::string base = without("mente"); !base.empty()) return base + "mente";
    return {};
  }

  /// permitame of «permita-».
  [[nodiscard]] std::string with_clitics(std::string_view lower) const {
    std::string_view stem = lower;
    for (int i = 0; i < 2; ++i) {
      const std::size_t size = clitic_at_end(stem);
      if (size == 0 || stem.size() <= size + 1) return {};
      stem.remove_suffix(size);
      const std::string_view tail = lower.substr(stem.size());
      for (const bool many : {false, true}) {  // permítanme
        if (many && !stem.ends_with("n")) break;
        std::string row{many ? stem.substr(0, stem.size() - 1) : stem};
        const std::string instead = of(row + "-");
        if (instead.empty()) continue;
        return instead.substr(0, instead.size() - 1).append(many ? "n" : "").append(tail);
      }
    }
    return {};
  }

 private:
  static std::string one(std::string instead) {
    return instead.find(' ') == std::string::npos ? instead : std::string{};
  }
  /// Not in a stressed one: of «llamaré» no plural is made.
  static bool ends_in_vowel(std::string_view s) {
    const char c = s.back();
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
  }

  const Words& words_;
  const Lists& lists_;
};

}  // namespace

std::size_t clitic_at_end(std::string_view lower) {
  for (const std::string_view c : kClitics)
    if (lower.ends_with(c)) return c.size();
  return 0;
}

std::size_t letters_of(std::string_view word) {
  return static_cast<std::size_t>(
      std::count_if(word.begin(), word.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::string in_case(std::string_view lower, Case written) {
  std::string out{lower};
  for (std::size_t i = 0; i < out.size() && written != Case::Lower; ++i) {
    const auto c = static_cast<unsigned char>(out[i]);
    if (c >= 'a' && c <= 'z') out[i] = static_cast<char>(c - 0x20);
    if (c == 0xc3 && i + 1 < out.size()) {
      const auto next = static_cast<unsigned char>(out[++i]);
      if (next >= 0xa0 && next != 0xb7 && next != 0xbf) out[i] = static_cast<char>(next - 0x20);
    }
    if (written == Case::Capital) break;
  }
  return out;
}

std::string accented(std::string_view lower, const Words& words, const Lists& lists, bool vos) {
  const Listed listed(words, lists);
  if (std::string instead = listed.of(lower); !instead.empty()) return instead;
  if (has_accent(lower) || is_right(lower)) return {};
  if (std::string instead = listed.derived(lower); !instead.empty()) return instead;
  if (std::string instead = by_ending(lower); !instead.empty()) return instead;
  if (std::string instead = by_clitics(lower); !instead.empty()) return instead;
  return vos ? std::string{} : listed.with_clitics(lower);
}

bool in_address(std::span<const Token> tokens, std::size_t i) {
  const auto joins = [&](std::size_t at) {  // the mark at `at` stands against both its neighbours, as in a.b, a@b, a/b
    return at > 0 && at + 1 < tokens.size() && tokens[at].kind == TokenKind::Mark && tokens[at].blanks == 0 &&
           tokens[at + 1].blanks == 0 && tokens[at - 1].kind != TokenKind::Mark;
  };
  const auto tells = [&](std::size_t at) {
    const Token& after = tokens[at + 1];
    switch (tokens[at].mark) {
      case Mark::Stop:
        return after.kind == TokenKind::Word && after.written == Case::Lower;
      case Mark::Other:
      case Mark::Underscore:
        return after.kind != TokenKind::Mark;
      default:
        return false;
    }
  };
  const auto is = [&](std::size_t at, Mark m) {
    return at < tokens.size() && tokens[at].kind == TokenKind::Mark && tokens[at].blanks == 0 && tokens[at].mark == m;
  };
  if (is(i + 1, Mark::Colon) && is(i + 2, Mark::Slash)) return true;  // https://
  for (std::size_t at = i + 1; joins(at); at += 2)
    if (tells(at)) return true;
  for (std::size_t at = i; at-- > 0 && joins(at); --at) {
    if (tells(at)) return true;
    if (at == 0) break;
  }
  return false;
}

}  // namespace guion::spanish
