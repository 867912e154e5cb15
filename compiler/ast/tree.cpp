// Look-ups in the parts of a line and the columns of nodes.def and parts.def. It knows nothing of how a tree was read.
#include "ast/tree.hpp"

#include <algorithm>
#include <array>

namespace guion::ast {
namespace {

constexpr std::string_view kNodeNames[] = {
#define NODE(kind, where, sentence) #kind,
#include "ast/nodes.def"
#undef NODE
};
constexpr Where kNodeWhere[] = {
#define NODE(kind, where, sentence) Where::where,
#include "ast/nodes.def"
#undef NODE
};
constexpr std::string_view kPartNames[] = {
#define PART(kind, sentence) #kind,
#include "ast/parts.def"
#undef PART
};

}  // namespace

const Part* find(std::span<const Part> parts, PartKind kind) {
  const auto at = std::find_if(parts.begin(), parts.end(), [kind](const Part& p) { return p.kind == kind; });
  return at == parts.end() ? nullptr : &*at;
}

bool has_flag(std::span<const Part> parts, Word word) {
  return std::any_of(parts.begin(), parts.end(), [word](const Part& p) {
    return p.kind == PartKind::Flag && p.arg == static_cast<std::uint8_t>(word);
  });
}

bool is_text(PartKind kind) { return kind >= PartKind::Text; }

std::span<const Part> text_of(std::span<const Part> parts) {
  std::size_t first = parts.size();
  while (first > 0 && is_text(parts[first - 1].kind)) --first;
  return parts.subspan(first);
}

std::string_view name_of(NodeKind kind) { return kNodeNames[static_cast<std::size_t>(kind)]; }
std::string_view name_of(PartKind kind) { return kPartNames[static_cast<std::size_t>(kind)]; }
Where where_of(NodeKind kind) { return kNodeWhere[static_cast<std::size_t>(kind)]; }

}  // namespace guion::ast
