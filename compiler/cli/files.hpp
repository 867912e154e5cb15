// Files of the command: reading with a reason when it fails, and writing that leaves what was there when anything goes
// wrong.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/sources.hpp"
#include "scenario/message.hpp"

namespace guion::cli {

/// Sources on disk. `-` is what `take_stdin` read.
class DiskSources : public Sources {
 public:
  ReadStatus read(const std::string& path, std::string& text) override;
  void take_stdin();

 private:
  std::string stdin_;
};

[[nodiscard]] ReadStatus read_file(const std::string& path, std::string& bytes);
/// Why a path could not be read: «X is a folder».
[[nodiscard]] Message read_failure(const std::string& path, ReadStatus status);

/// A file to be written: everything goes to a temporary neighbour and takes the name only in commit(). Dropped: nothing
/// happened.
class NewFile {
 public:
  NewFile() = default;
  NewFile(NewFile&& other) noexcept;
  NewFile& operator=(NewFile&&) = delete;
  ~NewFile();
  /// Writes and syncs the temporary. An existing device or pipe is written directly. Errors: a message, and nothing is
  /// left behind.
  [[nodiscard]] std::optional<Message> prepare(const std::string& path, std::string_view bytes);
  [[nodiscard]] std::optional<Message> commit();

 private:
  std::string path_, target_, temporary_;
};

/// prepare and commit in one.
[[nodiscard]] std::optional<Message> write_file(const std::string& path, std::string_view bytes);
/// A file that grows while something happens: what was appended stands there even if the command does not live on.
class GrowingFile {
 public:
  GrowingFile() = default;
  GrowingFile(const GrowingFile&) = delete;
  GrowingFile& operator=(const GrowingFile&) = delete;
  ~GrowingFile();
  /// Begins it anew.
  [[nodiscard]] std::optional<Message> open(const std::string& path);
  void append(std::string_view bytes);
  /// Whether everything was written. Errors: a message.
  [[nodiscard]] std::optional<Message> close();

 private:
  std::string path_;
  int file_ = -1, error_ = 0;
};
/// Every *.flow under a folder, sorted.
[[nodiscard]] std::vector<std::string> flows_under(const std::string& folder);
/// The path with another extension: «a/b.flow» → «a/b.flowc».
[[nodiscard]] std::string with_extension(const std::string& path, std::string_view extension);
[[nodiscard]] std::string_view as_text(std::span<const std::uint8_t> bytes);

}  // namespace guion::cli
