// Text as the formats need it: valid UTF-8, escaped for JSON, XML and URIs, and a writer of JSON. It knows nothing of
// findings.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace guion::report {

/// The same text with U+FFFD for every byte that belongs to no character of UTF-8.
[[nodiscard]] std::string valid_utf8(std::string_view text);
/// For the content of an element; characters that XML 1.0 forbids become U+FFFD.
[[nodiscard]] std::string xml_escaped(std::string_view text);
/// For an attribute in double quotes, whose ends of line must not be read as blanks.
[[nodiscard]] std::string xml_attribute(std::string_view text);
/// A path as a URI reference: relative ones relative, absolute ones with the scheme `file`.
[[nodiscard]] std::string uri_of(std::string_view path);

/// Writes one JSON text, indented by two blanks a level. Inside an object every value has a key, inside an array none
/// («»). Errors: none; the caller closes what it opened.
class JsonWriter {
 public:
  void open(std::string_view key, char bracket);  ///< `{` or `[`
  void open(char bracket) { open({}, bracket); }
  void close();
  void text(std::string_view key, std::string_view value);
  void number(std::string_view key, std::uint64_t value);
  void flag(std::string_view key, bool value);
  void null(std::string_view key);
  /// What was written, with an end of line.
  [[nodiscard]] std::string take();

 private:
  void begin_value(std::string_view key);
  void quote(std::string_view text);
  void new_line();

  std::string out_, open_;
  bool first_ = true;  ///< nothing stands yet in the innermost bracket
};

}  // namespace guion::report
