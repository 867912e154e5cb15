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

/// What a company settles for its flows. guion.toml and the command line fill it; the compiler itself sees neither.
struct CompileOptions {
  std::vector<std::string> include;  ///< folders where imports are looked for after the file's own
  bool strip = false;                ///< leave names, ids and places out of the image
  bool emit = true;                  ///< false: check only, no image
  std::int64_t today = 0;            ///< the date of the check. Units: days since 1970-01-01. 0: no dated waiver has expired
  std::vector<CodeWeight> weights{};  ///< the last one for a code counts; an error of the table stays one
  std::vector<std::string> locales{}; ///< a flow must be in one of them, the first being that of a flow that says none; empty: any
  std::string address{};             ///< the same for the register: «usted», «tú», «vos»; empty: any
};

}  // namespace guion
