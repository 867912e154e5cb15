// See text.hpp.
#include "export/text.hpp"

#include <fmt/format.h>

namespace guion::report {
namespace {

constexpr std::string_view kReplacement = "\xef\xbf\xbd";

/// Length of the character that begins at `i`, or 0 if none does: overlong forms, surrogates and what lies past
/// U+10FFFF are none.
std::size_t character_at(std::string_view text, std::size_t i) {
  const auto byte = [&](std::size_t k) { return i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : 0U; };
  const auto follows = [&](std::size_t k) { return (byte(k) & 0xC0U) == 0x80U; };
  const unsigned lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return follows(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    const bool bad = (lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xED && byte(1) > 0x9F);
    return follows(1) && follows(2) && !bad ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const bool bad = (lead == 0xF0 && byte(1) < 0x90) || (lead == 0xF4 && byte(1) > 0x8F);
    return follows(1) && follows(2) && follows(3) && !bad ? 4 : 0;
  }
  return 0;
}

bool unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~' || c == '/';
}

}  // namespace

std::string valid_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = character_at(text, i);
    out += length == 0 ? kReplacement : text.substr(i, length);
    i += length == 0 ? 1 : length;
  }
  return out;
}

std::string xml_escaped(std::string_view text) {
  std::string out;
  const std::string valid = valid_utf8(text);
  for (std::size_t i = 0; i < valid.size(); ++i) {
    const auto byte = static_cast<unsigned char>(valid[i]);
    const std::string_view three = std::string_view{valid}.substr(i, 3);
    if (byte == '&') {
      out += "&amp;";
    } else if (byte == '<') {
      out += "&lt;";
    } else if (byte == '>') {
      out += "&gt;";
    } else if (byte == '"') {
      out += "&quot;";
    } else if (byte == '\r') {
      out += "&#13;";
    } else if (byte < 0x20 && byte != '\n' && byte != '\t') {
      out += kReplacement;
    } else if (three == "\xef\xbf\xbe" || three == "\xef\xbf\xbf") {
      out += kReplacement;
      i += 2;
    } else {
      out += valid[i];
    }
  }
  return out;
}

std::string xml_attribute(std::string_view text) {
  std::string out;
  for (const char c : xml_escaped(text)) {
    if (c == '\n' || c == '\t') {
      out += fmt::format("&#{};", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  return out;
}

std::string uri_of(std::string_view path) {
  std::string out = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    if (unreserved(c)) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

void JsonWriter::new_line() {
  out_ += '\n';
  out_.append(open_.size() * 2, ' ');
}

void JsonWriter::begin_value(std::string_view key) {
  if (!first_) out_ += ',';
  if (!open_.empty()) new_line();
  first_ = false;
  if (key.empty()) return;
  quote(key);
  out_ += ": ";
}

void JsonWriter::quote(std::string_view text) {
  out_ += '"';
  for (const char c : valid_utf8(text)) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      (out_ += '\\') += c;
    } else if (c == '\n') {
      out_ += "\\n";
    } else if (byte < 0x20 || byte == 0x7F) {
      out_ += fmt::format("\\u{:04x}", byte);
    } else {
      out_ += c;
    }
  }
  out_ += '"';
}

void JsonWriter::open(std::string_view key, char bracket) {
  begin_value(key);
  out_ += bracket;
  open_ += bracket;
  first_ = true;
}

void JsonWriter::close() {
  const char bracket = open_.back();
  open_.pop_back();
  if (!first_) new_line();
  out_ += bracket == '{' ? '}' : ']';
  first_ = false;
}

void JsonWriter::text(std::string_view key, std::string_view value) {
  begin_value(key);
  quote(value);
}

void JsonWriter::number(std::string_view key, std::uint64_t value) {
  begin_value(key);
  out_ += std::to_string(value);
}

void JsonWriter::flag(std::string_view key, bool value) {
  begin_value(key);
  out_ += value ? "true" : "false";
}

void JsonWriter::null(std::string_view key) {
  begin_value(key);
  out_ += "null";
}

std::string JsonWriter::take() { return out_ + "\n"; }

}  // namespace guion::report
