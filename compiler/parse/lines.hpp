// Levels from indentation: a stack of the lines whose blocks are open, each with the blanks it was written with, so
// that a wrongly indented block costs one message and not one a line. It knows nothing of what lines say.
#pragma once

#include <cstdint>
#include <vector>

#include "ast/tree.hpp"
#include "diag/diagnostics.hpp"

namespace guion::parse {

inline constexpr std::uint8_t kMaxLevel = 32;

/// The white space that a physical line begins with. Units: byte offsets; `blanks` counts a tab as two.
struct Indent {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t blanks = 0;
};

/// Where lines stand.
class Levels {
 public:
  Levels(ast::Tree& tree, FileId file, diag::Emitter& emitter) : tree_(tree), file_(file), emitter_(emitter) {}

  /// The level of a line; closes the blocks that end before it. Errors:
  /// reported.
  std::uint8_t enter(const Indent& indent, bool is_item);
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
  std::uint8_t enter_child(const Indent& indent, bool is_item);
  void wrong_indent(const Indent& indent, std::uint8_t level);

  ast::Tree& tree_;
  FileId file_;
  diag::Emitter& emitter_;
  std::vector<Open> open_;
  std::uint32_t pending_comments_ = 0;
  bool beyond_ = false;
};

}  // namespace guion::parse
