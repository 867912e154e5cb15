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

struct CompileOptions {
  std::vector<std::string> include;  ///< folders where imports are looked for after the file's own
  bool strip = false;                ///< leave names, ids and places out of the image
  bool emit = true;                  ///< false: check only, no image
};

}  // namespace guion
