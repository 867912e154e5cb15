// See lines.hpp.
#include "parse/lines.hpp"

#include <algorithm>
#include <string>

#include "parse/structure.hpp"

namespace guion::parse {

/// The block of the top line ends here, before the comments that already stand at its level or left of it.
void Levels::close_top() {
  const Open top = open_.back();
  open_.pop_back();
  auto end = static_cast<std::uint32_t>(tree_.lines.size());
  const std::uint32_t first_comment = end - pending_comments_;
  for (std::uint32_t i = first_comment; i < end; ++i) {
    if (tree_.lines[i].depth <= top.level) end = i;
  }
  tree_.lines[top.line].block_end = std::max(end, top.line + 1);
}

/// Comments left of the line that follows them go with it.
void Levels::settle_comments(std::uint8_t level) {
  const std::size_t end = tree_.lines.size();
  for (std::size_t i = end - pending_comments_; i < end; ++i)
    tree_.lines[i].depth = std::max(tree_.lines[i].depth, level);
}

void Levels::wrong_indent(const Indent& indent, std::uint8_t level) {
  const std::string right(std::size_t{2} * level, ' ');
  const Span place{file_, indent.begin, indent.end};
  emitter_.report(diag::WrongIndent, place, std::to_string(indent.blanks), std::to_string(right.size()))
      .fix_with(place, right);
}

std::uint8_t Levels::enter(const Indent& indent, bool is_item) {
  beyond_ = false;
  if (pending_comments_ != 0) settle_comments(comment(indent.blanks));
  while (!open_.empty() && open_.back().blanks > indent.blanks) close_top();
  std::uint8_t level = 0;
  if (!open_.empty() && open_.back().blanks == indent.blanks) {
    level = open_.back().level;
    beyond_ = open_.back().beyond;
    close_top();
  } else {
    level = enter_child(indent, is_item);
  }
  pending_comments_ = 0;
  return level;
}

std::uint8_t Levels::enter_child(const Indent& indent, bool is_item) {
  if (open_.empty()) {
    if (indent.blanks != 0) wrong_indent(indent, 0);
    return 0;
  }
  const Open parent = open_.back();
  const Span place{file_, indent.begin, indent.end};
  if (parent.level == kMaxLevel) {
    if (!parent.beyond) emitter_.report(diag::TooDeep, place);
    beyond_ = true;
  } else if (!takes_block(tree_, parent.line, is_item)) {
    const auto keyword = spelling(static_cast<Keyword>(tree_.lines[parent.line].kind), tree_.tongue);
    emitter_.report(diag::NothingStandsUnder, place, keyword)
        .fix_with(place, std::string(std::size_t{2} * parent.level, ' '));
  } else {
    const auto level = static_cast<std::uint8_t>(parent.level + 1);
    if (indent.blanks != parent.blanks + 2) wrong_indent(indent, level);
    return level;
  }
  // Taken at the level of the line above; the blanks it was written with are remembered, so its neighbours follow it in
  // silence.
  close_top();
  return parent.level;
}

/// The level of what stands under an open line.
std::uint8_t Levels::level_below(const Open& open) const {
  const bool deeper = open.level < kMaxLevel && takes_block(tree_, open.line, false);
  return deeper ? static_cast<std::uint8_t>(open.level + 1) : open.level;
}

std::uint8_t Levels::comment(std::uint32_t blanks) const {
  std::uint8_t level = 0;
  for (const Open& o : open_) {
    if (o.blanks == blanks) level = o.level;
    if (o.blanks < blanks) level = level_below(o);
  }
  return level;
}

void Levels::push(LineId line, std::uint32_t blanks, std::uint8_t level) {
  open_.push_back({line, blanks, level, beyond_});
}

void Levels::finish() {
  while (!open_.empty()) close_top();
}

}  // namespace guion::parse
