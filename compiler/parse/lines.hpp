// Levels from indentation: a stack of the lines whose blocks are open, each with the blanks it was written with, so
// that a wrongly indented block costs one message and not one a line. It knows nothing of what lines say.
#pragma once

#include <cstdint>
#include <vector>

#include "ast/tree.hpp"
#include "diag/diagnostics.hpp"

namespace guion::parse {

inline constexpr std::uint8_t kMaxLevel = 32;

/// Where a line stands. `at` is where the file's physical line begins.
class Levels {
 public:
  Levels(ast::Tree& tree, FileId file, diag::Emitter& emitter) : tree_(tree), file_(file), emitter_(emitter) {}

  /// The level of a line that begins with `blanks` blanks at `at`; closes the blocks that end before it. Errors:
  /// reported.
  std::uint8_t enter(std::uint32_t blanks, std::uint32_t at, bool is_item);
  /// The level of a comment: it closes nothing and is never wrong.
  [[nodiscard]] std::uint8_t comment(std::uint32_t blanks) const;
  /// The line under which a line of the level just entered stands, or kNone.
  [[nodiscard]] LineId parent() const { return open_.empty() ? kNone : open_.back().line; }
  /// The line under which the line last opened stands, or kNone.
  [[nodiscard]] LineId parent_of_last() const { return open_.size() < 2 ? kNone : open_[open_.size() - 2].line; }
  /// Whether the line just entered stands deeper than kMaxLevel.
  [[nodiscard]] bool beyond() const { return beyond_; }
  /// Opens the line just read; its block begins behind it.
  void push(LineId line, std::uint32_t blanks, std::uint8_t level);
  /// Notes a comment that waits for the next line.
  void push_comment() { ++pending_comments_; }
  /// Closes everything at the end of the file.
  void finish();

 private:
  struct Open {
    LineId line;
    std::uint32_t blanks;
    std::uint8_t level;
    bool beyond;  ///< it stands deeper than kMaxLevel, which was reported
  };
  [[nodiscard]] std::uint8_t level_below(const Open& open) const;
  void close_top();
  void settle_comments(std::uint8_t level);
  std::uint8_t enter_child(std::uint32_t blanks, std::uint32_t at, bool is_item);
  void wrong_indent(std::uint32_t at, std::uint32_t blanks, std::uint8_t level);

  ast::Tree& tree_;
  FileId file_;
  diag::Emitter& emitter_;
  std::vector<Open> open_;
  std::uint32_t pending_comments_ = 0;
  bool beyond_ = false;
};

}  // namespace guion::parse
