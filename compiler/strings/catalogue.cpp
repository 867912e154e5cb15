// Which format a file has, and its bytes as text. See catalogue.hpp.
#include "strings/catalogue.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "strings/bytes.hpp"

namespace guion::strings {
namespace {

constexpr std::size_t kLargest = 64u << 20;  ///< bytes

/// What the head of the file says of its encoding: ISO-8859-1 or one that is not read. Empty: UTF-8.
std::string declared(std::string_view bytes, Form form) {
  constexpr std::size_t kHead = 4096;
  std::string head{bytes.substr(0, kHead)};
  std::transform(head.begin(), head.end(), head.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  std::size_t at = std::string::npos;
  if (form == Form::Xliff && head.find("<?xml") != std::string::npos) {
    const std::size_t end = head.find("?>");
    at = head.substr(0, end).find("encoding=");
    if (at != std::string::npos) at += 10;
  } else if (form == Form::Po) {
    at = head.find("charset=");
    if (at != std::string::npos) at += 8;
  }
  if (at == std::string::npos || at >= head.size()) return {};
  const std::string name = head.substr(at, head.find_first_of("\"'\\ \n;?", at) - at);
  return name == "utf-8" || name == "utf8" || name == "us-ascii" || name == "ascii" || name == "utf-16" ? "" : name;
}

}  // namespace

std::optional<Form> form_of(std::string_view path) {
  if (path.ends_with(".xlf") || path.ends_with(".xliff")) return Form::Xliff;
  if (path.ends_with(".po")) return Form::Po;
  if (path.ends_with(".csv")) return Form::Csv;
  return std::nullopt;
}

std::string write(const Catalogue& catalogue, Form form) {
  switch (form) {
    case Form::Xliff:
      return write_xliff(catalogue);
    case Form::Po:
      return write_po(catalogue);
    case Form::Csv:
      return write_csv(catalogue);
  }
  return {};
}

Catalogue read(std::string_view bytes, Form form, std::vector<Problem>& problems) {
  if (bytes.size() > kLargest) {
    problems.push_back({true, 0, {"the file is larger than 64 MB", "el archivo pasa de 64 MB"}});
    return {};
  }
  const std::string encoding = declared(bytes, form);
  const bool latin = encoding == "iso-8859-1" || encoding == "latin1" || encoding == "latin-1";
  if (!encoding.empty() && !latin) {
    problems.push_back({true,
                        1,
                        {fmt::format("the encoding {} is not read: save the file as UTF-8", encoding),
                         fmt::format("la codificación {} no se lee: guarde el archivo en UTF-8", encoding)}});
    return {};
  }
  std::size_t offset = 0;
  const auto text = to_utf8(bytes, latin, offset);
  if (!text) {
    const auto line = 1 + std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(offset), '\n');
    problems.push_back(
        {true,
         static_cast<std::uint32_t>(line),
         {"here the file is not UTF-8: save it as UTF-8", "aquí el archivo no es UTF-8: guárdelo en UTF-8"}});
    return {};
  }
  switch (form) {
    case Form::Xliff:
      return read_xliff(*text, problems);
    case Form::Po:
      return read_po(*text, problems);
    case Form::Csv:
      return read_csv(*text, problems);
  }
  return {};
}

}  // namespace guion::strings
