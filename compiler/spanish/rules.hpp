// What every rule of the reading gets to see. A rule reports findings of block 07 and keeps nothing. The table of rules
// is rules.def; who walks is read.cpp.
#pragma once

#include <span>
#include <vector>

#include "base/sources.hpp"
#include "diag/diagnostics.hpp"
#include "sema/program.hpp"
#include "spanish/lists.hpp"
#include "spanish/pairs.hpp"
#include "spanish/text.hpp"

namespace guion::spanish {

/// Whom the words reach.
enum class Hearer : std::uint8_t {
  Customer,  ///< heard, or read in a written channel
  Option,    ///< the label of an option or of a value
  Phrase,    ///< words put into a sentence: how a value is spoken, a constant
  Agent      ///< notes, boxes to tick, instructions
};

/// One text, read one way.
struct Utterance {
  LineRef line;        ///< where it stands
  LineRef head;        ///< the line whose kind it has: of an item its menu, question or `di`
  ast::NodeKind kind;  ///< of `head`
  Hearer hearer = Hearer::Customer;
  LineId place = kNone;  ///< line of its stage or part; kNone: of a declaration
  std::span<const ast::Part> run;
  unsigned way = 0;
  const Reading& reading;
  std::span<const LineId> open;  ///< the lines in whose blocks it stands, outermost first
};

/// What a text amounts to, its first way.
struct Measured {
  LineRef line, head;
  ast::NodeKind kind;
  Hearer hearer;
  LineId place, block;  ///< its stage or part; the line whose block it stands in
  std::uint32_t words = 0, syllables = 0, sentences = 0, questions = 0, slots = 0;
};

/// What the dictionary puts in the place of a word.
struct Suggested {
  WordId word = Words::kNoWord;
  std::vector<std::string> instead;  ///< in lower case, the likeliest first, at most 3
};
struct Terms;  ///< of the rules of words: terms.hpp

struct Context {
  const sema::Program& program;
  const CompileOptions& options;
  Words& words;
  const Lists& lists;
  diag::Emitter& emitter;
  Terms& terms;
  const Pairs& pairs;  ///< rows of several words about accents
  std::vector<Suggested> suggested{};  ///< so far: each word is asked for once, and not every word

  [[nodiscard]] const ast::Tree& tree(FileId file) const { return program.files[file].tree; }
  [[nodiscard]] static Span span(LineRef line, const Token& first, const Token& last) {
    return {line.file, first.begin, last.end};
  }
  [[nodiscard]] static Span span(LineRef line, const Token& token) { return {line.file, token.begin, token.end}; }
  [[nodiscard]] std::string_view text(FileId file, const Token& token) const {
    return std::string_view{tree(file).text}.substr(token.begin, token.end - token.begin);
  }
};

/// Marks the words of the lists that want an accent beside others, and fills `pairs` with their rows. Once, before the
/// first text.
void learn_accents(Words& words, const Lists& lists, Pairs& pairs);
/// Marks the words that the program itself uses as names. Once, before the first text.
void learn_names(Context& context);

#define UTTERANCE(function) void function(Context& context, const Utterance& utterance);
#define TURNS(function) void function(Context& context, FileId file, std::span<const Measured> texts);
#define PROGRAM(function) void function(Context& context, std::span<const Measured> texts);
#include "spanish/rules.def"
#undef UTTERANCE
#undef TURNS
#undef PROGRAM

}  // namespace guion::spanish
