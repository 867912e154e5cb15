// Lists of terms as data: read from text files, indexed by their first word. Which lists there are: lists.def. The form
// of a file: a head of comments that says what it holds, where from and since when, then one row a line. It knows no
// rule.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "spanish/text.hpp"
#include "spanish/words.hpp"

namespace guion::spanish {

enum class List : std::uint8_t {
#define LIST(kind, name, sentence) kind,
#include "spanish/lists.def"
#undef LIST
};
inline constexpr unsigned kLists = 0
#define LIST(kind, name, sentence) +1
#include "spanish/lists.def"
#undef LIST
    ;
/// The name in lists.def, which is that of its file and its key in guion.toml.
[[nodiscard]] std::string_view name_of(List list);
[[nodiscard]] std::optional<List> list_named(std::string_view name);

/// A row: a term of one or more words, and what to put in its place, if anything. Nouns are found in the plural too: a
/// row of its own, made from the one that is written.
struct Row {
  List list = List::Project;
  bool plural = false;                     ///< made: the plural of row `base`
  std::uint32_t base = 0;                  ///< the row as written; its own number if it is that one
  std::uint32_t words = 0, words_end = 0;  ///< range of Lists::terms
  std::uint32_t thing = 0;                 ///< Variants: row of the wording on the right side; its own if it is that
  std::uint32_t next = 0;                  ///< the next row that begins with the same word; 0: none
  std::uint32_t other = 0;                 ///< the next one of them that is of another list
  std::string_view instead;                ///< borrowed from the text of the list, or from elsewhere in it
};

/// What is wrong with a line of a list.
struct ListError {
  std::uint32_t line = 0;  ///< from 1
  std::string en, es;
};

/// Owns rows; borrows the texts they were read from.
class Lists {
 public:
  /// Puts the rows of `text` behind those of before; its words go into `words` with their traits. Of two rows for one
  /// term the later counts. A term is words with blanks between; - / . may join two of them. A row of the variants
  /// stands for the wording on its right side too.
  /// Errors: every line that is no row.
  std::vector<ListError> add(List list, std::string_view text, Words& words);
  /// The longest row of `list` that begins at tokens[at], or null. Cost: rows with the same first word.
  [[nodiscard]] const Row* match(List list, std::span<const Token> tokens, std::size_t at, const Words& words) const;
  /// Units: tokens.
  [[nodiscard]] std::size_t size_of(const Row& row) const { return row.words_end - row.words; }
  /// The words of a row, in lower case, with a blank between; marks are left out.
  [[nodiscard]] std::string term_of(const Row& row, const Words& words) const;
  /// The row that stands for what a row of the variants names: the same for all wordings of one thing.
  [[nodiscard]] std::uint32_t thing_of(const Row& row) const;
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
  [[nodiscard]] std::span<const WordId> terms_of(const Row& row) const {
    return std::span{terms_}.subspan(row.words, size_of(row));
  }
  /// Whether no mark stands in the term: each of its terms_of() is a word.
  [[nodiscard]] bool only_words(const Row& row, const Words& words) const;
  /// The row of `list` that is this one word, or null. Cost: rows with the same first word.
  [[nodiscard]] const Row* find(List list, WordId word, const Words& words) const;

 private:
  std::uint32_t push(List list, std::span<const WordId> term, std::string_view instead, std::uint32_t base,
                     Words& words);
  void push_plural(std::uint32_t base, std::string_view term, Words& words);
  [[nodiscard]] bool same_term(const Row& row, std::span<const WordId> term) const;
  void push_rival(std::uint32_t base, std::span<const WordId> other, Words& words);
  [[nodiscard]] std::uint32_t row_of(List list, std::span<const WordId> term, const Words& words) const;

  std::vector<Row> rows_{1};   ///< row 0 is none
  std::vector<WordId> terms_;  ///< words; a mark inside a term as mark_id()
};

/// A list that comes with Guion; generated from lists/*.txt.
struct Builtin {
  List list;
  std::string_view text;
};
[[nodiscard]] std::span<const Builtin> builtin_lists();

}  // namespace guion::spanish
