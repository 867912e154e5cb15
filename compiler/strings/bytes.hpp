// Bytes of files that other programs wrote, as UTF-8. Internal to the room.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace guion::strings {

/// The text in UTF-8, without a mark at its beginning: bytes that begin like UTF-16 are read so, `latin` ones as
/// ISO-8859-1. Nothing: not UTF-8, and `offset` says where.
[[nodiscard]] std::optional<std::string> to_utf8(std::string_view bytes, bool latin, std::size_t& offset);
/// Appends a character; one that there is not as U+FFFD.
void put_character(std::string& out, std::uint32_t character);

}  // namespace guion::strings
