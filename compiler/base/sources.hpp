// Where source texts come from: the only door through which the compiler reads files. Paths are as the caller wrote them, `/` between folders.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace guion {

enum class ReadStatus : std::uint8_t { Ok, NotFound, IsDirectory, Unreadable };

class Sources {
 public:
  virtual ~Sources() = default;
  /// Reads a whole file into `text`.
  virtual ReadStatus read(const std::string& path, std::string& text) = 0;
};

/// Sources kept in memory: tests, fuzzers, editors.
class MemorySources : public Sources {
 public:
  void put(std::string path, std::string text) { files_.push_back({std::move(path), std::move(text)}); }
  ReadStatus read(const std::string& path, std::string& text) override;

 private:
  struct Entry { std::string path, text; };
  std::vector<Entry> files_;
};

/// How much a finding weighs, whatever its row in the table says.
enum class Weight : std::uint8_t { Error, Warning, Hint, Off };

struct CodeWeight {
  std::uint16_t code = 0;  ///< a diag::Code; 0: every finding that is a warning in the table and has no row of its own here
  Weight weight = Weight::Warning;
};

/// A list of terms of a company: see compiler/spanish/lists.def.
struct TermList {
  std::string name;  ///< of the list
  std::string path;  ///< as messages show it
  std::string text;
};

/// Knows the words of a language. A host of the compiler may have one (Hunspell); without it spelling is not read.
class Dictionary {
 public:
  virtual ~Dictionary() = default;
  /// Asked once a word. `word`: as it stands in the text, UTF-8.
  virtual bool knows(const std::string& word) = 0;
  /// The likeliest first, at most five. Cost: may be some milliseconds.
  virtual std::vector<std::string> suggest(const std::string& word) = 0;
};

/// How a company wants its texts to read. The limits are those of docs/spanish.md.
struct ReadingOptions {
  std::vector<TermList> lists;
  Dictionary* dictionary = nullptr;    ///< borrowed; asked from one thread at a time
  std::uint32_t sentence_words = 30;   ///< a sentence; Units: words, a value counts one
  std::uint32_t turn_sentences = 5;    ///< what the agent says before the customer speaks
  std::uint32_t turn_values = 5;
  std::uint32_t negations = 3;         ///< in one sentence, from which a hint comes
  std::uint32_t readability = 55;      ///< Szigriszt-Pazos, of a stage or part with at least 100 words
};

/// What a company settles for its flows. guion.toml and the command line fill it; the compiler itself sees neither.
struct CompileOptions {
  std::vector<std::string> include;  ///< folders where imports are looked for after the file's own
  bool strip = false;                ///< leave names, ids and places out of the image
  bool emit = true;                  ///< false: check only, no image
  std::int64_t today = 0;            ///< the date of the check. Units: days since 1970-01-01. 0: no dated waiver has expired
  std::vector<CodeWeight> weights{};  ///< the last one for a code counts; an error of the table stays one
  std::vector<std::string> locales{}; ///< a flow must be in one of them, the first being that of a flow that says none; empty: any
  std::string address{};             ///< the same for the register: «usted», «tú», «vos»; empty: any
  std::string translation{};         ///< path of the same flow in another language, for an image of both; empty: none
  bool read = true;                  ///< read the Spanish of the texts
  ReadingOptions reading{};
};

}  // namespace guion
