// Out to translators and back: the catalogue of a flow, and a translated copy of the flow and of every file that it
// brings in. Pure: texts in, texts out. Spec: docs/translation.md, «Files for translators».
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sema/program.hpp"
#include "strings/catalogue.hpp"
#include "strings/texts.hpp"

namespace guion::strings {

/// Whether a tag has the form of a language: «en», «en-US», «zh-Hant-TW».
[[nodiscard]] bool is_locale(std::string_view tag);

/// The texts of a program as a catalogue without translations; units[i] is texts[i]. `tongue`: of what translators are
/// told. `samples`: false leaves out how the texts sound.
struct Exported {
  Catalogue catalogue;
  std::vector<Text> texts;
};
[[nodiscard]] Exported export_texts(const sema::Program& program, Tongue tongue, bool samples);

/// What an earlier file says of a text that is there now.
struct Match {
  std::uint32_t now = kNone;  ///< index of the unit; kNone: the text is gone
  bool stale = false;         ///< its words changed since
  bool twice = false;         ///< an earlier unit of the file is about the same text
};
/// One a unit of `then`. A text that moved is found by its hash.
[[nodiscard]] std::vector<Match> match(const Exported& now, const Catalogue& then);

/// Fills in the translations of an earlier file whose texts are as they were. Gives how many.
std::size_t carry_over(Exported& now, const Catalogue& then);

struct ImportOptions {
  bool stale = false;                ///< take translations of texts that changed since
  std::optional<Tongue> keywords{};  ///< of the copy; else those of each file
};
struct Imported {
  std::vector<Problem> problems;
  std::vector<std::string> files;    ///< the copy of each file of the program; empty if there is an error
  std::vector<std::uint32_t> lines;  ///< one a text: line of the translators' file, 0 if it was not translated
  std::vector<Text> texts;
  std::vector<std::string> untranslated;  ///< «pago.flow:14 stage/cierre/say/1», in order
  std::size_t translated = 0, stale = 0;
};
[[nodiscard]] Imported import_texts(const sema::Program& program, const Catalogue& file, const ImportOptions& options);

}  // namespace guion::strings
