// Names and comments of a model. See promela_names.hpp.
#include "export/promela_names.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace guion::exports {
namespace {

constexpr std::size_t kMostOfALine = 90;

/// Letters of Spanish that are not ASCII, without their sign.
constexpr std::array<std::pair<std::string_view, char>, 14> kLetters{{{"á", 'a'},
                                                                      {"é", 'e'},
                                                                      {"í", 'i'},
                                                                      {"ó", 'o'},
                                                                      {"ú", 'u'},
                                                                      {"ü", 'u'},
                                                                      {"ñ", 'n'},
                                                                      {"Á", 'a'},
                                                                      {"É", 'e'},
                                                                      {"Í", 'i'},
                                                                      {"Ó", 'o'},
                                                                      {"Ú", 'u'},
                                                                      {"Ü", 'u'},
                                                                      {"Ñ", 'n'}}};

/// What would end the comment, continue its line or leave it is blanked.
std::string harmless(std::string_view text) {
  std::string out;
  for (const char c : text.substr(0, text.find('\n'))) {
    const bool closes = c == '/' && !out.empty() && out.back() == '*';
    const bool opens = c == '*' && !out.empty() && out.back() == '/';
    if (closes || opens) out += ' ';
    out += c == '\\' || static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  if (out.size() <= kMostOfALine) return out;
  std::size_t cut = kMostOfALine;
  while (cut > 0 && (static_cast<unsigned char>(out[cut]) & 0xc0) == 0x80) --cut;
  return out.substr(0, cut) + " ...";
}

}  // namespace

std::string plain_letters(std::string_view name) {
  std::string out;
  while (!name.empty()) {
    const auto found = std::find_if(kLetters.begin(), kLetters.end(),
                                    [&](const auto& letter) { return name.starts_with(letter.first); });
    if (found != kLetters.end()) {
      out += found->second;
      name.remove_prefix(found->first.size());
      continue;
    }
    const char c = name.front();
    const bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (word) {
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    } else if (!out.empty() && out.back() != '_') {
      out += '_';
    }
    name.remove_prefix(1);
  }
  return out;
}

std::string Identifiers::make(std::string_view prefix, std::string_view name) {
  const std::string wanted = std::string(prefix) + plain_letters(name);
  std::string given = wanted;
  for (int n = 2; !taken_.insert(given).second; ++n) given = wanted + "_" + std::to_string(n);
  return given;
}

Places::Places(const sema::Program& program) : program_{program} {
  for (const sema::File& file : program.files) {
    auto& starts = starts_.emplace_back(1, 0);
    const std::string& text = file.tree.text;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\n') starts.push_back(static_cast<std::uint32_t>(i + 1));
    }
  }
}

std::string Places::describe(FileId file, std::uint32_t begin, std::uint32_t end) const {
  const auto& starts = starts_[file];
  const auto row = std::upper_bound(starts.begin(), starts.end(), begin) - starts.begin();
  const sema::File& f = program_.files[file];
  const std::string name = f.path.substr(f.path.rfind('/') + 1);
  return harmless(name + ":" + std::to_string(row) + "  " + f.tree.text.substr(begin, end - begin));
}

std::string Places::line(LineRef line) const {
  if (line.file >= program_.files.size() || line.line >= program_.files[line.file].tree.lines.size()) return {};
  const ast::Line& l = program_.line(line);
  return describe(line.file, l.begin, l.end);
}

std::string Places::line(Span span) const {
  if (span.file >= starts_.size() || span == Span{}) return {};
  const auto& starts = starts_[span.file];
  const std::string& text = program_.files[span.file].tree.text;
  const auto next = std::upper_bound(starts.begin(), starts.end(), span.begin);
  const std::uint32_t begin = *(next - 1);
  const std::size_t end = std::min(text.find('\n', begin), text.size());
  const std::size_t first = std::min(text.find_first_not_of(' ', begin), end);
  return describe(span.file, static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(end));
}

}  // namespace guion::exports
