// A text as a reader sees it: words, numbers, marks and blanks for values, parted into sentences, each with its place
// in the file. Built from the text parts of a line; a choice is read once an arm. It judges nothing. Spec of the parts:
// compiler/ast/parts.def.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ast/tree.hpp"
#include "spanish/words.hpp"

namespace guion::spanish {

/// Number: digits with the separators between them, or an address of the web or of mail.
enum class TokenKind : std::uint8_t { Word, Number, Mark, Value };

enum class Mark : std::uint8_t {
  None,
  Stop,
  Ellipsis,
  Comma,
  Semicolon,
  Colon,
  OpenQuestion,
  Question,
  OpenExclamation,
  Exclamation,
  Open,   ///< ( [
  Close,  ///< ) ]
  OpenQuote,
  CloseQuote,
  Quote,  ///< " ' which open and close
  Dash,   ///< – —
  Hyphen,
  Slash,
  Underscore,
  Other
};

/// How a word is written.
enum class Case : std::uint8_t { Lower, Capital, Upper };

struct Token {
  TokenKind kind = TokenKind::Mark;
  Mark mark = Mark::None;
  Case written = Case::Lower;
  std::uint8_t blanks = 0;           ///< before it, at most 255; a line joined to the one above counts one
  std::uint32_t begin = 0, end = 0;  ///< its bytes in the file; a value's with its braces
  WordId word = Words::kNoWord;      ///< Word only
  const ast::Part* part = nullptr;   ///< Value: the Hole, Moment or Choice; an ended choice gives none
};

/// Tokens first … end (exclusive), closing marks included.
struct Sentence {
  std::uint32_t first = 0, end = 0;
  std::uint32_t words = 0;              ///< values count one
  bool asks = false, exclaims = false;  ///< a ? or ! ends it
};

/// One way to read one text. Reused from text to text: its memory stays.
struct Reading {
  std::vector<Token> tokens;
  std::vector<Sentence> sentences;
  std::uint32_t traits = 0;  ///< of any of its words, when it was read
  std::uint32_t shared = 0;  ///< of all its words
  std::uint32_t marks = 0;   ///< bit m: it holds the Mark m

  [[nodiscard]] bool has(Mark m) const { return (marks >> static_cast<unsigned>(m) & 1u) != 0; }
  [[nodiscard]] std::span<const Token> of(const Sentence& s) const {
    return std::span{tokens}.subspan(s.first, s.end - s.first);
  }
};

/// Where a byte of `run` stands: inside an arm of a choice, or outside of all (both null).
struct InArm {
  const ast::Part* choice = nullptr;
  const ast::Part* label = nullptr;
};
[[nodiscard]] InArm arm_at(std::span<const ast::Part> run, std::uint32_t byte);
/// In how many ways `run` is to be read so that every arm is read once: the most arms of one choice, at least 1.
[[nodiscard]] unsigned ways_to_read(std::span<const ast::Part> run);
/// Reads `run`, of each choice the arm `way`, or its last one. Cost: one pass over its bytes.
void read_text(const ast::Tree& tree, std::span<const ast::Part> run, unsigned way, Words& words, Reading& out);

}  // namespace guion::spanish
