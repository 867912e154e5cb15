// Levels from indentation: a stack of the lines whose blocks are open, each with the blanks it was written with, so
// that a wrongly indented block costs one message and not one a line. What lines say it asks of structure.hpp, and only
// where a line stands beside one that it may belong under.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
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

/// A line that was written at the level of the line it belongs under («con» beside its «verifica»), and that line.
struct Adoption {
  LineId owner;
  LineId line;
};

/// Where lines stand.
class Levels {
 public:
  Levels(ast::Tree& tree, FileId file, diag::Emitter& emitter) : tree_(tree), file_(file), emitter_(emitter) {}

  /// The level of a line, whose text is `text`; closes the blocks that end before it. A line that can only belong under
  /// the line beside it is taken one level deeper and noted. Errors: reported, but for those noted.
  std::uint8_t enter(const Indent& indent, bool is_item, std::string_view text);
  /// The lines taken one level deeper than they were written, in order.
  [[nodiscard]] std::span<const Adoption> adoptions() const { return adoptions_; }
  /// Whether a line with these blanks stands deeper than the line last opened.
  [[nodiscard]] bool goes_deeper(std::uint32_t blanks) const { return !open_.empty() && open_.back().blanks < blanks; }
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
    bool beyond;   ///< it stands deeper than kMaxLevel, which was reported
    bool adopted;  ///< it was written with the blanks of the line under which it was taken
  };
  [[nodiscard]] std::uint8_t level_below(const Open& open) const;
  void close_top();
  void settle_comments(std::uint8_t level);
  std::uint8_t enter_beside(bool is_item, std::string_view text);
  std::uint8_t enter_child(const Indent& indent, bool is_item, std::string_view text);
  [[nodiscard]] bool adopts(const Open& owner, bool is_item, std::string_view text) const;
  /// The line of the entry below the top of the stack, counted from it, or kNone.
  [[nodiscard]] LineId above(std::size_t entries) const {
    return open_.size() <= entries ? kNone : open_[open_.size() - 1 - entries].line;
  }
  void wrong_indent(const Indent& indent, std::uint8_t level);

  ast::Tree& tree_;
  FileId file_;
  diag::Emitter& emitter_;
  std::vector<Open> open_;
  std::uint32_t pending_comments_ = 0;
  bool beyond_ = false;
  bool adopted_ = false;  ///< the line just entered was taken one level deeper than written
  std::vector<Adoption> adoptions_;
};

}  // namespace guion::parse
