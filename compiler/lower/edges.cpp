// Edges of values and beginnings of sentences: see edges.hpp.
#include "lower/edges.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "image/format.hpp"
#include "image/sounds.hpp"
#include "lower/assembly.hpp"

namespace guion::lower {
namespace {

/// What a stop shortens, without accents on capitals; sorted. Single letters need no row.
/// Source: own selection among the conventional abbreviations of the Ortografía (RAE and ASALE, 2010), 2026-11-22.
constexpr std::array<std::string_view, 44> kShortened{
    "apdo", "aprox", "art", "atte", "av",  "avda", "cap", "cel", "cía", "col", "dpto", "dr",  "dra",  "ee", "ej",
    "etc",  "ext",   "fig", "int",  "izq", "lic",  "máx", "mín", "no",  "núm", "ofic", "pág", "págs", "pd", "pral",
    "prof", "profa", "sr",  "sra",  "srs", "srta", "tel", "tlf", "ud",  "uds", "uu",   "vd",  "vds",  "vs"};

constexpr std::array<std::string_view, 4> kOpeners{"«", "“", "‘", "—"};

void drop_end(std::string_view& text, std::size_t bytes) { text.remove_suffix(bytes); }

bool ends_in(std::string_view& text, std::string_view what) {
  if (!text.ends_with(what)) return false;
  drop_end(text, what.size());
  return true;
}

/// Units: bytes of the letter at the end of `text`, ASCII or of the second page of UTF-8; 0 if there is none.
std::size_t letter_at_end(std::string_view text) {
  if (text.empty()) return 0;
  const char c = text.back();
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return 1;
  return text.size() > 1 && text[text.size() - 2] == '\xc3' ? 2 : 0;
}

std::string_view last_word(std::string_view text) {
  std::size_t at = text.size();
  while (const std::size_t letter = letter_at_end(text.substr(0, at))) at -= letter;
  return text.substr(at);
}

bool is_shortened(std::string_view word) {
  if (word.size() == 1) return true;  // of an abbreviation in capitals, or of hours: p. m.
  std::string lower{word};
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  return std::find(kShortened.begin(), kShortened.end(), lower) != kShortened.end();
}

/// Drops signs that open something; says whether ¿ or ¡ was among them.
bool drop_openers(std::string_view& text) {
  bool asks = false;
  for (bool more = true; more;) {
    const bool sign = ends_in(text, "¿") || ends_in(text, "¡");
    asks = asks || sign;
    more = sign || ends_in(text, "(") || ends_in(text, "\"");
    for (const std::string_view opener : kOpeners) more = ends_in(text, opener) || more;
  }
  return asks;
}

/// Whether a sentence ends with `text`. Closing signs stand behind the stop or before it.
bool ends_sentence(std::string_view text) {
  while (ends_in(text, "»") || ends_in(text, "”") || ends_in(text, "\"") || ends_in(text, ")")) continue;
  if (text.ends_with('?') || text.ends_with('!')) return true;
  if (!ends_in(text, ".") || text.ends_with('.')) return false;  // an ellipsis may go on
  return !is_shortened(last_word(text));
}

}  // namespace

Before behind(std::string_view text, Before before) {
  const bool asks = drop_openers(text);
  const std::size_t size = text.size();
  while (text.ends_with(' ')) drop_end(text, 1);
  const bool blank = text.size() != size;
  if (text.empty()) {
    if (before == Before::Start || (before == Before::Stop && blank)) return Before::Start;
    return blank ? Before::Literal : before;
  }
  const bool ends = ends_sentence(text);
  if (!blank) return ends ? asks ? Before::Start : Before::Stop : Before::Literal;
  return ends || (asks && text.ends_with(':')) ? Before::Start : Before::Literal;
}

std::uint8_t edge_at_end(std::string_view text, Before before) {
  if (!ends_in(text, " ") || text.ends_with(' ')) return 0;
  const auto found = std::find(std::begin(assembly::kEdgeWords), std::end(assembly::kEdgeWords), last_word(text));
  if (found == std::end(assembly::kEdgeWords)) return 0;
  drop_end(text, found->size());
  const auto kind = static_cast<std::uint8_t>(found - std::begin(assembly::kEdgeWords) + 1);
  if (text.empty()) return before == Before::Piece ? std::uint8_t{0} : kind;
  const bool opens = drop_openers(text);
  const bool asks_y = opens && (kind - 1) % image::kEdges + 1 == static_cast<int>(image::Edge::Y);
  return asks_y || !(opens || text.ends_with(' ')) ? std::uint8_t{0} : kind;
}

std::string joined(std::uint8_t edge, std::string_view text) {
  const auto kind = static_cast<image::Edge>((edge - 1) % image::kEdges + 1);
  std::string word{assembly::kEdgeWords[edge - 1]};
  const image::Text first{text.data(), text.size()};
  if (kind <= image::Edge::A && (image::contracts(first) || text == "el")) return word + std::string{text.substr(1)};
  if (kind == image::Edge::Y && image::takes_e(first)) word = edge > image::kEdges ? "E" : "e";
  if (kind == image::Edge::O && image::takes_u(first)) word = edge > image::kEdges ? "U" : "u";
  return word + " " + std::string{text};
}

std::string raised(std::string_view text) {
  std::string out{text};
  const bool latin = out.size() > 1 && out[0] == '\xc3';
  const std::size_t at = latin ? 1 : 0;
  if (out.empty()) return out;
  const auto c = static_cast<unsigned char>(out[at]);
  if (latin ? c >= 0xa0 && c < 0xbf && c != 0xb7 : c >= 'a' && c <= 'z') out[at] = static_cast<char>(c - 0x20);
  return out;
}

}  // namespace guion::lower
