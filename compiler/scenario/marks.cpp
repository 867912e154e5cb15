// See marks.hpp. A mark is written «=45#123»: kind, line, node.
#include "scenario/marks.hpp"

#include <charconv>

namespace guion::scenario {

std::string write_mark(const Mark& mark) {
  return static_cast<char>(mark.kind) + mark.where + '#' + std::to_string(mark.node);
}

std::optional<Mark> read_mark(std::string_view place) {
  const std::size_t hash = place.rfind('#');
  if (hash == std::string_view::npos || hash == 0) return std::nullopt;
  const char kind = place.front();
  if (kind != '=' && kind != '?' && kind != '!') return std::nullopt;
  Mark mark{static_cast<MarkKind>(kind), std::string{place.substr(1, hash - 1)}, 0};
  const char* const end = place.data() + place.size();
  const auto [at, error] = std::from_chars(place.data() + hash + 1, end, mark.node);
  if (error != std::errc{} || at != end) return std::nullopt;
  return mark;
}

std::optional<Mark> mark_at(const guion_image& image, std::uint32_t position) {
  const guion_string place = guion_place(&image, position);
  if (place.size == 0) return std::nullopt;
  return read_mark({place.data, place.size});
}

}  // namespace guion::scenario
