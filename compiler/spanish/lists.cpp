// See lists.hpp.
#include "spanish/lists.hpp"

#include <algorithm>

#include "spanish/nouns.hpp"

namespace guion::spanish {
namespace {

constexpr std::string_view kNames[] = {
#define LIST(kind, name, sentence) name,
#include "spanish/lists.def"
#undef LIST
};

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

/// What a word of such a list is, wherever it stands.
constexpr std::uint32_t trait_of(List list) {
  switch (list) {
    case List::Negations:
      return kNegative;
    case List::Questions:
      return kAsks;
    case List::Abbreviations:
      return kAbbreviates;
    case List::Familiar:
      return kFamiliar;
    case List::Voseo:
      return kVoseo;
    case List::Vosotros:
      return kVosotros;
    case List::Formal:
      return kFormal;
    default:
      return 0;
  }
}

/// Puts what a row says into the traits of its words.
void mark(List list, std::span<const WordId> term, Words& words) {
  WordInfo& first = words[term.front()];
  const std::uint32_t trait = trait_of(list);
  if ((trait & kSpeaks) != 0 || list == List::Unaddressed) {
    // A list knows better than the form of a word, and two lists may share it.
    if ((first.traits & kListed) == 0 || list == List::Unaddressed) first.traits &= ~kSpeaks;
    first.traits |= trait;
  }
  if (term.size() == 1) first.traits |= trait;
  if (list != List::Gendered) return;
  const auto size = [&](WordId w) { return w < words.size() ? words[w].size : 0; };
  const auto longest =
      std::max_element(term.begin(), term.end(), [&](WordId a, WordId b) { return size(a) < size(b); });
  words[*longest].traits |= kGenders;
}

}  // namespace

std::string_view name_of(List list) { return kNames[static_cast<unsigned>(list)]; }

std::optional<List> list_named(std::string_view name) {
  for (unsigned l = 0; l < kLists; ++l)
    if (kNames[l] == name) return static_cast<List>(l);
  return std::nullopt;
}

namespace {

/// Marks that may stand inside a term, as words that no text has.
constexpr WordId kFirstMark = 0xffffff00;
constexpr WordId mark_id(Mark mark) { return kFirstMark | static_cast<WordId>(mark); }

constexpr std::optional<Mark> inner_mark(char c) {
  switch (c) {
    case '-':
      return Mark::Hyphen;
    case '/':
      return Mark::Slash;
    case '.':
      return Mark::Stop;
    default:
      return std::nullopt;
  }
}

/// ASCII that is neither letter, digit nor a mark inside a term.
bool is_foreign_sign(char c) {
  const auto u = static_cast<unsigned char>(c);
  const bool plain = u >= 0x80 || (u >= '0' && u <= '9') || ((u | 0x20u) >= 'a' && (u | 0x20u) <= 'z');
  return !plain && !inner_mark(c) && c != ' ';
}

bool has_letter(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) { return !(c >= '0' && c <= '9'); });
}

/// The pieces of a term, or nothing if no text can hold it: signs, a number alone, a mark at its head.
std::optional<std::vector<WordId>> pieces_of(std::string_view term, Words& words) {
  std::vector<WordId> pieces;
  while (!term.empty()) {
    std::size_t end = 0;
    while (end < term.size() && term[end] != ' ' && term[end] != '\t' && !inner_mark(term[end])) ++end;
    if (end != 0 && end + 1 == term.size() && term[end] == '-') ++end;  // a stem: «permita-»
    const std::string_view word = term.substr(0, end);
    if (std::any_of(word.begin(), word.end(), is_foreign_sign) || (!word.empty() && !has_letter(word))) return {};
    if (!word.empty()) pieces.push_back(words.intern(word));
    if (end < term.size() && inner_mark(term[end])) {
      if (pieces.empty()) return {};
      pieces.push_back(mark_id(*inner_mark(term[end])));
    }
    term = end < term.size() ? trim(term.substr(end + 1)) : std::string_view{};
  }
  return pieces;
}

/// How a list forms the plural of its terms.
enum class Plurals : std::uint8_t { None, Foreign, Spanish };
constexpr Plurals plurals_of(List list) {
  switch (list) {
    case List::Foreign:
    case List::ForeignHints:
    case List::Project:
      return Plurals::Foreign;
    case List::Jargon:
    case List::Variants:
      return Plurals::Spanish;
    default:
      return Plurals::None;
  }
}

}  // namespace

std::uint32_t Lists::push(List list, std::span<const WordId> term, std::string_view instead, std::uint32_t base,
                          Words& words) {
  const auto number = static_cast<std::uint32_t>(rows_.size());
  Row row;
  row.list = list;
  row.base = base == 0 ? number : base;
  row.plural = base != 0;
  row.instead = instead;
  row.words = static_cast<std::uint32_t>(terms_.size());
  terms_.insert(terms_.end(), term.begin(), term.end());
  row.words_end = static_cast<std::uint32_t>(terms_.size());
  mark(list, term, words);
  WordInfo& first = words[term[0]];
  row.next = (first.traits & kListed) != 0 ? first.row : 0;
  row.other = rows_[row.next].list == list ? rows_[row.next].other : row.next;
  first.traits |= kListed;
  first.lists |= 1u << static_cast<unsigned>(list);
  first.row = number;
  rows_.push_back(row);
  return number;
}

void Lists::push_plural(std::uint32_t base, std::string_view term, Words& words) {
  const List list = rows_[base].list;
  const Plurals how = plurals_of(list);
  if (how == Plurals::None) return;
  const auto pieces = pieces_of(how == Plurals::Foreign ? foreign_plural(term) : plural_of(term), words);
  if (pieces && !same_term(rows_[base], *pieces)) push(list, *pieces, rows_[base].instead, base, words);
}

bool Lists::same_term(const Row& row, std::span<const WordId> term) const {
  return std::equal(term.begin(), term.end(), terms_.begin() + row.words, terms_.begin() + row.words_end);
}

bool Lists::only_words(const Row& row, const Words& words) const {
  return std::ranges::all_of(terms_of(row), [&](WordId w) { return w < words.size(); });
}

/// The newest row as written for a term, or 0.
std::uint32_t Lists::row_of(List list, std::span<const WordId> term, const Words& words) const {
  for (std::uint32_t r = words[term[0]].row; r != 0; r = rows_[r].next)
    if (rows_[r].list == list && !rows_[r].plural && same_term(rows_[r], term)) return r;
  return 0;
}

/// Ties row `base` to the wording on its right side, which gets a row if it has none.
void Lists::push_rival(std::uint32_t base, std::span<const WordId> other, Words& words) {
  std::uint32_t rival = row_of(List::Variants, other, words);
  const std::string_view text = rows_[base].instead;
  if (rival == 0) {
    rival = push(List::Variants, other, text, 0, words);
    rows_[rival].thing = rival;
    push_plural(rival, text, words);
  }
  rows_[base].thing = rival;
}

std::uint32_t Lists::thing_of(const Row& row) const {
  std::uint32_t r = rows_[row.base].thing;  // each row is tied to an earlier one, or to one that is tied to itself
  while (rows_[r].thing != r) r = rows_[r].thing;
  return r;
}

namespace {

/// Lists whose arrow says what to write in place of the term.
constexpr bool is_replacement(List list) {
  switch (list) {
    case List::Accents:
    case List::Foreign:
    case List::ForeignHints:
    case List::Jargon:
      return true;
    default:
      return false;
  }
}

/// Whether the words of a term stand in `instead`, one behind the other.
bool holds_term(std::string_view instead, std::span<const WordId> term, Words& words) {
  const auto pieces = pieces_of(instead, words);
  return pieces && std::search(pieces->begin(), pieces->end(), term.begin(), term.end()) != pieces->end();
}

}  // namespace

std::vector<ListError> Lists::add(List list, std::string_view text, Words& words) {
  std::vector<ListError> errors;
  constexpr std::string_view kArrow = "→", kByteOrderMark = "\xef\xbb\xbf";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  for (std::uint32_t line = 1; !text.empty(); ++line) {
    const std::size_t stop = text.find('\n');
    const std::string_view whole = trim(text.substr(0, stop));
    text = stop == std::string_view::npos ? std::string_view{} : text.substr(stop + 1);
    if (whole.empty() || whole[0] == '#') continue;
    const std::size_t arrow = whole.find(kArrow);
    const std::string_view term = trim(whole.substr(0, arrow));
    const std::string_view instead =
        arrow == std::string_view::npos ? std::string_view{} : trim(whole.substr(arrow + kArrow.size()));
    if (term.empty()) {
      errors.push_back({line, "no term stands before the arrow", "no hay ningún término antes de la flecha"});
      continue;
    }
    const auto pieces = pieces_of(term, words);
    if (!pieces) {
      errors.push_back({line, "a term is words with a blank between them, without other signs",
                        "un término son palabras separadas por un espacio, sin otros signos"});
      continue;
    }
    if (instead.find_first_of("{}\\@") != std::string_view::npos) {
      errors.push_back({line, "what stands behind the arrow is words, without braces, @ or backslash",
                        "detrás de la flecha van palabras, sin llaves, @ ni barra invertida"});
      continue;
    }
    if (is_replacement(list) && holds_term(instead, *pieces, words)) {
      errors.push_back({line, "what stands behind the arrow holds the term itself: mended, the text would be found again",
                        "lo que va detrás de la flecha contiene el mismo término: el texto, ya corregido, se señalaría otra vez"});
      continue;
    }
    const auto other = list == List::Variants ? pieces_of(instead, words) : std::nullopt;
    if (list == List::Variants && (!other || other->empty() || *other == *pieces)) {
      errors.push_back({line, "another wording must stand behind an arrow: one → the other",
                        "falta otra denominación tras la flecha: una → la otra"});
      continue;
    }
    const std::uint32_t base = push(list, *pieces, instead, 0, words);
    push_plural(base, term, words);
    if (other) push_rival(base, *other, words);
  }
  return errors;
}

const Row* Lists::find(List list, WordId word, const Words& words) const {
  if (word == Words::kNoWord || (words[word].traits & kListed) == 0) return nullptr;
  for (std::uint32_t r = words[word].row; r != 0; r = rows_[r].next)
    if (rows_[r].list == list && size_of(rows_[r]) == 1) return &rows_[r];
  return nullptr;
}

const Row* Lists::match(List list, std::span<const Token> tokens, std::size_t at, const Words& words) const {
  const Token& first = tokens[at];
  if (first.kind != TokenKind::Word || (words[first.word].lists >> static_cast<unsigned>(list) & 1u) == 0)
    return nullptr;
  const auto is = [](const Token& t, WordId want) {
    if (want < kFirstMark) return t.kind == TokenKind::Word && t.word == want;
    return t.kind == TokenKind::Mark && t.blanks == 0 && mark_id(t.mark) == want;
  };
  const Row* best = nullptr;
  for (std::uint32_t r = words[first.word].row, next = 0; r != 0; r = next) {
    const Row& row = rows_[r];
    next = row.list == list ? row.next : row.other;
    const std::size_t size = size_of(row);
    if (row.list != list || at + size > tokens.size() || (best != nullptr && size_of(*best) >= size)) continue;
    bool same = true;
    for (std::size_t i = 1; same && i < size; ++i) same = is(tokens[at + i], terms_[row.words + i]);
    if (same) best = &row;
  }
  return best;
}

std::string Lists::term_of(const Row& row, const Words& words) const {
  std::string term;
  for (std::uint32_t i = row.words; i < row.words_end; ++i)
    if (terms_[i] < kFirstMark) (term += i == row.words ? "" : " ") += words.text(terms_[i]);
  return term;
}

}  // namespace guion::spanish
