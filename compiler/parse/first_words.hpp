// Messages about the beginning of a line: a word with which no line begins, or a sentence that somebody forgot to begin
// with «di». It knows what may stand at the place and asks whether the line would read; it knows nothing of levels.
#pragma once

#include <functional>

#include "parse/complaints.hpp"
#include "parse/structure.hpp"

namespace guion::parse {

/// Where a line stands. `reads` tells whether the grammar reads the bytes from `begin` on as what follows a keyword.
struct Surroundings {
  Kinds legal = 0;                             ///< what may stand there
  ast::NodeKind above = ast::NodeKind::Error;  ///< the kind of the line that it stands under
  std::function<bool(Keyword keyword, std::uint32_t begin)> reads;
};

/// Says that no line begins as this one does: with the keyword that was meant if the line then reads, or with «di» in
/// front of a sentence.
void complain_first_word(const RawLine& line, const Surroundings& around, diag::Emitter& emitter);
/// The arm that a whole line was meant to be: «si flata», «si no rsponde»; empty if it is near none that is legal.
[[nodiscard]] std::string_view meant_arm(const RawLine& line, Kinds legal);
/// Says that no line begins so, with that arm.
void complain_arm(const RawLine& line, std::string_view arm, diag::Emitter& emitter);
/// Whether a line that begins with a keyword and cannot be read is a sentence: «Con mucho gusto le ayudo.»
[[nodiscard]] bool is_bare_sentence(const RawLine& line, const KeywordMatch& first, const Surroundings& around);
/// Says that a sentence has no keyword; the fix puts «di» before it.
void complain_bare_sentence(const RawLine& line, diag::Emitter& emitter);

}  // namespace guion::parse
