// What the rules of words know of a whole program before they read its texts, and what they remember of them: labels
// that fit into no sentence, constants that a text may repeat, wordings that were seen. Made once a reading by
// read.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sema/program.hpp"
#include "spanish/rules.hpp"

namespace guion::spanish {

/// A slot of an enumeration with a value that no sentence can say. Borrows from the program.
struct BadLabel {
  std::string_view slot, label;
  Span value;
};

/// A constant that a text could repeat instead of reading it.
struct Constant {
  const sema::Slot* slot = nullptr;
  std::vector<std::string> parts;  ///< the words of its name that mean something, in lower case without accents
};

/// A money slot that a look-up or the agent fills.
struct MoneySlot {
  std::string_view name;
  std::vector<WordId> words;
};

/// A wording of lists/variantes.txt in a text.
struct Sighting {
  Span span;
  std::uint32_t row = 0;  ///< as written: Row::base
};

struct Terms {
  std::vector<BadLabel> labels;  ///< by slot
  std::vector<Constant> constants;
  std::vector<MoneySlot> money;
  std::vector<Sighting> sightings;  ///< filled by check_terms(), judged by check_variants()
};
[[nodiscard]] Terms terms_of(const sema::Program& program, Words& words);

/// One sentence of one text, and where in it.
struct Place {
  Context& context;
  const Utterance& utterance;
  const Sentence& sentence;

  [[nodiscard]] const Token& at(std::size_t i) const { return utterance.reading.tokens[i]; }
  /// The word that stands there in lower case, or nothing.
  [[nodiscard]] std::string_view word(std::size_t i) const {
    return at(i).kind == TokenKind::Word ? context.words.text(at(i).word) : std::string_view{};
  }
  [[nodiscard]] std::string_view written(std::size_t i) const { return context.text(utterance.line.file, at(i)); }
  [[nodiscard]] bool is(std::size_t i, Mark mark) const {
    return i >= sentence.first && i < sentence.end && at(i).kind == TokenKind::Mark && at(i).mark == mark;
  }
  /// Tokens first … end (exclusive).
  [[nodiscard]] Span span(std::size_t first, std::size_t end) const {
    return Context::span(utterance.line, at(first), at(end - 1));
  }
  /// Whether one of `words` stands in the sentence before token `end`.
  [[nodiscard]] bool before(std::size_t end, std::initializer_list<std::string_view> words) const;
};

/// The noun phrase that may stand for tokens first … end, with what agrees with it before; nothing where agreement
/// would have to be guessed. `phrase`: as the right side of a row.
struct Replacement {
  std::size_t first = 0;
  std::string text;
};
[[nodiscard]] std::optional<Replacement> replacement_for(const Place& place, std::size_t first, std::size_t end,
                                                         bool plural, std::string_view phrase);

// Each looks at one row or token; the list or kind is that of the name.
void promise(const Place& place, std::size_t first, const Row& row);
void greeting(const Place& place, std::size_t first, const Row& row);
void greeting_value(const Place& place, std::size_t at);
void account_words(const Place& place, std::size_t first, const Row& row);
void label(const Place& place, std::size_t at);
void number(const Place& place, std::size_t at);

}  // namespace guion::spanish
