// The one way from a path to an image. Command line, editor, tests, fuzzers and web call this and nothing else, so a flow gets the same
// verdict everywhere. Reads files only through `Sources`.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cfg/graph.hpp"
#include "diag/diagnostics.hpp"
#include "sema/program.hpp"

namespace guion {

enum class ReadStatus : std::uint8_t { Ok, NotFound, IsDirectory, Unreadable };

/// Where source texts come from. Paths are as the caller wrote them, `/` between folders.
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

/// What a compilation gives. `image` is empty if there is an error, or for a protocol or library; `policy` is there for a flow or protocol without errors.
struct Compilation {
  sema::Program program;
  cfg::Graph graph;
  std::vector<diag::Diagnostic> diagnostics;  ///< sorted
  std::vector<std::uint8_t> image, policy;
  bool ok = false;                            ///< no error among the diagnostics
};

/// Compiles the file at `path`, whatever is in it: never throws, never crashes, every problem is a diagnostic.
[[nodiscard]] Compilation compile(const std::string& path, Sources& sources, const CompileOptions& options = {});

}  // namespace guion
