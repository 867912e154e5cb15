// See bytes.hpp.
#include "strings/bytes.hpp"

#include <cstdint>

namespace guion::strings {
namespace {

/// The size of the character at `at`, or 0.
std::size_t character_at(std::string_view s, std::size_t at) {
  const auto byte = [&](std::size_t i) { return at + i < s.size() ? static_cast<unsigned char>(s[at + i]) : 0u; };
  const auto follows = [&](std::size_t i) { return (byte(i) & 0xc0u) == 0x80; };
  const unsigned a = byte(0);
  if (a < 0x80) return 1;
  if (a >= 0xc2 && a < 0xe0) return follows(1) ? 2 : 0;
  if (a >= 0xe0 && a < 0xf0) {
    const bool low = a == 0xe0 && byte(1) < 0xa0, surrogate = a == 0xed && byte(1) >= 0xa0;
    return follows(1) && follows(2) && !low && !surrogate ? 3 : 0;
  }
  if (a < 0xf0 || a > 0xf4) return 0;
  const bool low = a == 0xf0 && byte(1) < 0x90, high = a == 0xf4 && byte(1) >= 0x90;
  return follows(1) && follows(2) && follows(3) && !low && !high ? 4 : 0;
}

std::string from_utf16(std::string_view s, bool big) {
  std::string out;
  const auto unit = [&](std::size_t i) {
    const unsigned a = static_cast<unsigned char>(s[i]), b = static_cast<unsigned char>(s[i + 1]);
    return big ? a << 8 | b : b << 8 | a;
  };
  for (std::size_t i = 0; i + 1 < s.size(); i += 2) {
    std::uint32_t c = unit(i);
    if (c >= 0xd800 && c < 0xdc00 && i + 3 < s.size() && (unit(i + 2) & 0xfc00) == 0xdc00) {
      c = 0x10000 + ((c & 0x3ff) << 10) + (unit(i + 2) & 0x3ff);
      i += 2;
    }
    if (c != 0xfeff || !out.empty()) put_character(out, c);
  }
  return out;
}

}  // namespace

void put_character(std::string& out, std::uint32_t c) {
  if (c == 0 || c > 0x10ffff || (c >= 0xd800 && c < 0xe000)) c = 0xfffd;
  const auto put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
  if (c < 0x80) return put(c);
  if (c < 0x800) return put(0xc0 | c >> 6), put(0x80 | (c & 0x3f));
  if (c < 0x10000) return put(0xe0 | c >> 12), put(0x80 | (c >> 6 & 0x3f)), put(0x80 | (c & 0x3f));
  put(0xf0 | c >> 18), put(0x80 | (c >> 12 & 0x3f)), put(0x80 | (c >> 6 & 0x3f)), put(0x80 | (c & 0x3f));
}

std::optional<std::string> to_utf8(std::string_view bytes, bool latin, std::size_t& offset) {
  const bool little = bytes.starts_with("\xff\xfe") || (bytes.size() > 1 && bytes[0] != 0 && bytes[1] == 0);
  const bool big = bytes.starts_with("\xfe\xff") || (bytes.size() > 1 && bytes[0] == 0 && bytes[1] != 0);
  if (little || big) return from_utf16(bytes, big);
  std::string out;
  if (latin) {
    for (const char c : bytes) put_character(out, static_cast<unsigned char>(c));
    return out;
  }
  if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
  for (std::size_t i = 0; i < bytes.size();) {
    const std::size_t size = character_at(bytes, i);
    if (size == 0 || bytes[i] == 0) return offset = i, std::nullopt;
    i += size;
  }
  return std::string{bytes};
}

}  // namespace guion::strings
