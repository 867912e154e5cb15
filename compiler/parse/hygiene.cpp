// See hygiene.hpp. Source: Unicode 15, chapter 3 (well-formed UTF-8) and UAX #9 (bidirectional controls).
#include "parse/hygiene.hpp"

#include <utf8proc.h>

#include <bit>
#include <cstdlib>
#include <cstring>

namespace guion::parse {
namespace {

using Byte = unsigned char;

/// The high bit of the first byte (and perhaps of later ones) that is a control character or beyond ASCII; 0 if none
/// is.
std::uint64_t special_bits(std::uint64_t bytes) {
  constexpr std::uint64_t kHigh = 0x8080808080808080U;
  constexpr std::uint64_t kOnes = 0x0101010101010101U;
  const std::uint64_t below_blank = bytes - kOnes * 0x20;  // borrows show in the high bit
  const std::uint64_t is_delete = (bytes ^ (kOnes * 0x7F)) - kOnes;
  return (bytes | below_blank | is_delete) & kHigh;
}

/// A decoded character; length 0: the bytes are not UTF-8.
struct Decoded {
  std::uint32_t character = 0;
  std::uint32_t length = 0;
};

bool is_tail(Byte b) { return (b & 0xC0U) == 0x80U; }

Decoded decode(const Byte* at, const Byte* end) {
  const Byte lead = *at;
  if (lead < 0x80) return {lead, 1};
  const std::uint32_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || static_cast<std::size_t>(end - at) < length) return {};
  std::uint32_t c = lead & (0xFFU >> (length + 1));
  for (std::uint32_t i = 1; i < length; ++i) {
    if (!is_tail(at[i])) return {};
    c = (c << 6) | (at[i] & 0x3FU);
  }
  const bool too_long = (length == 3 && c < 0x800) || (length == 4 && c < 0x10000);
  if (too_long || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) return {};
  return {c, length};
}

bool is_bidi(std::uint32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x061C;
}
bool is_zero_width(std::uint32_t c) {
  return (c >= 0x200B && c <= 0x200D) || (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF || c == 0x00AD || c == 0x180E ||
         (c >= 0xE0000 && c <= 0xE007F);
}
bool is_control(std::uint32_t c) { return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029; }
/// Characters that texts in Spanish and English are full of.
bool is_everyday(std::uint32_t c) {
  return c < 0x80 || c == 0xA1 || c == 0xBF || (c >= 0xC0 && c <= 0xFF && c != 0xD7 && c != 0xF7);
}

void note(Hygiene& found, FlawKind kind, std::size_t at, Decoded d) {
  const auto begin = static_cast<std::uint32_t>(at);
  found.flaws.push_back({kind, begin, begin + d.length, d.character});
}

/// Judges one character that is no plain ASCII; gives its length.
std::uint32_t judge(Hygiene& found, const Byte* text, std::size_t at, std::size_t size) {
  const Byte c = text[at];
  if (c == '\n') return 1;
  if (c == '\r' && at + 1 < size && text[at + 1] == '\n') return 1;
  if (c == '\t') {
    note(found, FlawKind::Tab, at, {c, 1});
    return 1;
  }
  const Decoded d = decode(text + at, text + size);
  if (d.length == 0) {
    note(found, FlawKind::NotUtf8, at, {c, 1});
    return 1;
  }
  if (is_everyday(d.character) && !is_control(d.character)) return d.length;
  if (is_bidi(d.character)) note(found, FlawKind::Bidi, at, d);
  if (is_zero_width(d.character)) note(found, FlawKind::ZeroWidth, at, d);
  if (is_control(d.character)) note(found, FlawKind::Control, at, d);
  found.exotic = true;
  found.decomposed = found.decomposed || (d.character >= 0x0300 && d.character <= 0x036F);
  return d.length;
}

}  // namespace

Hygiene examine(const std::string& text) {
  Hygiene found;
  const auto* const bytes = reinterpret_cast<const Byte*>(text.data());
  const std::size_t size = text.size();
  std::size_t at = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  while (at < size) {
    if (at + 8 <= size) {
      std::uint64_t word = 0;
      std::memcpy(&word, bytes + at, 8);
      const std::uint64_t special = special_bits(word);
      if (special == 0) {
        at += 8;
        continue;
      }
      if constexpr (std::endian::native == std::endian::little)
        at += static_cast<std::size_t>(std::countr_zero(special)) / 8;
    }
    const Byte c = bytes[at];
    if ((c >= 0x20 && c < 0x7F) || c == '\n') {
      ++at;
    } else if (c == 0xC3 && at + 1 < size && is_tail(bytes[at + 1])) {
      found.exotic = found.exotic || bytes[at + 1] == 0x97 || bytes[at + 1] == 0xB7;
      at += 2;
    } else {
      at += judge(found, bytes, at, size);
    }
  }
  return found;
}

bool compose(std::string& text) {
  const auto* const bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  utf8proc_uint8_t* composed = nullptr;
  const utf8proc_ssize_t length = utf8proc_map(bytes, static_cast<utf8proc_ssize_t>(text.size()), &composed,
                                               static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  if (length < 0) return false;
  const std::string_view result{reinterpret_cast<const char*>(composed), static_cast<std::size_t>(length)};
  const bool changed = result != text;
  if (changed) text.assign(result);
  std::free(composed);
  return changed;
}

std::size_t find_non_letter(std::string_view name) {
  const auto* const bytes = reinterpret_cast<const Byte*>(name.data());
  for (std::size_t at = 0; at < name.size();) {
    const Decoded d = decode(bytes + at, bytes + name.size());
    if (d.length == 0) return at;
    if (d.character >= 0x80) {
      const utf8proc_category_t category = utf8proc_category(static_cast<utf8proc_int32_t>(d.character));
      if (category < UTF8PROC_CATEGORY_LU || category > UTF8PROC_CATEGORY_MC) return at;
    }
    at += d.length;
  }
  return std::string_view::npos;
}

}  // namespace guion::parse
