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

std::uint8_t Levels::enter(const Indent& indent, bool is_item, std::string_view text) {
  beyond_ = adopted_ = false;
  if (pending_comments_ != 0) settle_comments(comment(indent.blanks));
  while (!open_.empty() && open_.back().blanks > indent.blanks) close_top();
  const bool beside = !open_.empty() && open_.back().blanks == indent.blanks;
  const std::uint8_t level = beside ? enter_beside(is_item, text) : enter_child(indent, is_item, text);
  pending_comments_ = 0;
  return level;
}

/// With the blanks of the line above: its neighbour, unless it can only belong under it.
std::uint8_t Levels::enter_beside(bool is_item, std::string_view text) {
  if (open_.back().adopted) {
    // Beside an adopted line and beside its owner at once: what the owner cannot hold ends the owner too.
    const std::uint8_t level = open_.back().level;
    close_top();
    adopted_ = may_hold(tree_, above(0), above(1), kind_at(text, tree_.tongue, is_item));
    if (adopted_) return level;
  }
  const Open owner = open_.back();
  beyond_ = owner.beyond;
  adopted_ = adopts(owner, is_item, text);
  if (!adopted_) {
    close_top();
    return owner.level;
  }
  const auto level = static_cast<std::uint8_t>(owner.level + 1);
  if (pending_comments_ != 0) settle_comments(level);
  return level;
}

bool Levels::adopts(const Open& owner, bool is_item, std::string_view text) const {
  if (owner.beyond || owner.level == kMaxLevel || !may_adopt(tree_, owner.line)) return false;
  const ast::NodeKind kind = kind_at(text, tree_.tongue, is_item);
  return belongs_under(tree_, owner.line, above(1), above(2), kind);
}

std::uint8_t Levels::enter_child(const Indent& indent, bool is_item, std::string_view text) {
  if (open_.empty()) {
    if (indent.blanks != 0) wrong_indent(indent, 0);
    return 0;
  }
  const Open parent = open_.back();
  if (parent.adopted && indent.blanks == parent.blanks + 2) {
    // Where the adopted line above should have stood too: its neighbour, unless it belongs under it.
    const ast::NodeKind kind = kind_at(text, tree_.tongue, is_item);
    if (!may_hold(tree_, above(0), above(1), kind) && may_hold(tree_, above(1), above(2), kind)) {
      close_top();
      return parent.level;
    }
  }
  const Span place{file_, indent.begin, indent.end};
  if (parent.level == kMaxLevel) {
    if (!parent.beyond) emitter_.report(diag::TooDeep, place);
    beyond_ = true;
  } else if (!takes_block(tree_, parent.line, is_item)) {
    if (indent.blanks != 2U * parent.level) {
      const auto keyword = spelling(static_cast<Keyword>(tree_.lines[parent.line].kind), tree_.tongue);
      emitter_.report(diag::NothingStandsUnder, place, keyword)
          .fix_with(place, std::string(std::size_t{2} * parent.level, ' '));
    }
  } else {
    const auto level = static_cast<std::uint8_t>(parent.level + 1);
    if (indent.blanks != parent.blanks + 2 && indent.blanks != 2U * level) wrong_indent(indent, level);
    if (pending_comments_ != 0) settle_comments(level);
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
  // What has no block of its own is remembered as if it had stood where it belongs; its neighbours may stand there.
  const bool holds = takes_block(tree_, line, false);
  open_.push_back({line, adopted_ && !holds ? blanks + 2 : blanks, level, beyond_, adopted_ && holds});
  if (adopted_) adoptions_.push_back({above(1), line});
}

void Levels::finish() {
  while (!open_.empty()) close_top();
}

}  // namespace guion::parse
