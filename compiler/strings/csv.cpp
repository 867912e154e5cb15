// CSV by RFC 4180 with a header: a row a text. The last two columns are named after the locales. Spreadsheets give back
// semicolons or tabs as well, and rows in another order; columns are found by name.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "strings/catalogue.hpp"

namespace guion::strings {
namespace {

constexpr std::array<std::string_view, 8> kColumns{"file",  "id",    "place",  "context",
                                                   "slots", "limit", "sample", "hash"};

void put_cell(std::string& out, std::string_view text, bool last = false) {
  if (text.find_first_of("\",\r\n;\t") == std::string_view::npos) {
    out += text;
  } else {
    out += '"';
    for (const char c : text) out.append(c == '"' ? 2 : 1, c);
    out += '"';
  }
  out += last ? "\r\n" : ",";
}

struct Row {
  std::vector<std::string> cells;
  std::uint32_t line = 0;
};

class Cells {
 public:
  Cells(std::string_view text, char separator) : text_(text), separator_(separator) {}

  /// The next row that has anything in it. `open`: a quote that nothing closes.
  bool next(Row& row, bool& open) {
    for (row.cells.clear(); at_ < text_.size(); row.cells.clear()) {
      row.line = line_;
      while (cell(row, open)) {
      }
      if (open || row.cells.size() > 1 || !row.cells.front().empty()) return true;
    }
    return false;
  }

 private:
  /// One cell with what ends it. False: it was the last one of its row.
  bool cell(Row& row, bool& open) {
    std::string& out = row.cells.emplace_back();
    if (at_ < text_.size() && text_[at_] == '"') {
      for (++at_;; ++at_) {
        if (at_ == text_.size()) return open = true, false;
        if (text_[at_] == '"' && (++at_ == text_.size() || text_[at_] != '"')) break;
        if (text_[at_] == '\n') ++line_;
        out += text_[at_];
      }
    }
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c == separator_) return true;
      if (c == '\n') return ++line_, false;
      if (c == '\r' && (at_ == text_.size() || text_[at_] == '\n')) continue;
      out += c;
    }
    return false;
  }

  std::string_view text_;
  char separator_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
};

/// Where each column stands; npos: it is not there.
struct Columns {
  std::size_t file = std::string::npos, id = file, hash = file, source = file, target = file;
};

/// The separator with which the header has the columns that are needed.
char separator_of(std::string_view text) {
  for (const char separator : {',', ';', '\t'}) {
    Row header;
    bool open = false;
    Cells cells{text.substr(0, text.find('\n')), separator};
    if (cells.next(header, open) && std::find(header.cells.begin(), header.cells.end(), "id") != header.cells.end())
      return separator;
  }
  return ',';
}

Columns columns_of(const Row& header, Catalogue& out) {
  Columns found;
  for (std::size_t i = 0; i < header.cells.size(); ++i) {
    const std::string& name = header.cells[i];
    if (name == "file")
      found.file = i;
    else if (name == "id")
      found.id = i;
    else if (name == "hash")
      found.hash = i;
    else if (!name.empty() && std::find(kColumns.begin(), kColumns.end(), name) == kColumns.end()) {
      (found.source == std::string::npos ? found.source : found.target) = i;
      (out.source_locale.empty() ? out.source_locale : out.target_locale) = name;
    }
  }
  return found;
}

void read_rows(Cells& cells, const Columns& columns, Catalogue& out, std::vector<Problem>& problems) {
  Row row;
  bool open = false;
  while (cells.next(row, open)) {
    const auto cell = [&](std::size_t column) { return column < row.cells.size() ? row.cells[column] : std::string{}; };
    if (open) {
      problems.push_back(
          {true, row.line, {"a quote of this row is never closed", "una comilla de esta fila no se cierra"}});
      return;
    }
    Unit u;
    u.file = cell(columns.file);
    u.key = cell(columns.id);
    u.hash = cell(columns.hash);
    u.source = cell(columns.source);
    u.target = cell(columns.target);
    u.line = row.line;
    if (u.file.empty() || u.key.empty()) {
      problems.push_back(
          {true, row.line, {"this row does not say of which text it is", "esta fila no dice de qué texto es"}});
      continue;
    }
    out.units.push_back(std::move(u));
  }
}

}  // namespace

std::string write_csv(const Catalogue& c) {
  std::string out = "\xef\xbb\xbf";  // without it spreadsheets take the text for one of another century
  for (const std::string_view column : kColumns) put_cell(out, column);
  put_cell(out, c.source_locale);
  put_cell(out, c.target_locale, true);
  for (const Unit& u : c.units) {
    put_cell(out, u.file);
    put_cell(out, u.key);
    put_cell(out, u.place);
    put_cell(out, u.context);
    put_cell(out, u.slots);
    put_cell(out, u.limit);
    put_cell(out, u.sample);
    put_cell(out, u.hash);
    put_cell(out, braces(u.bits, u.shape));
    put_cell(out, braces(u.target_bits, u.shape), true);
  }
  return out;
}

Catalogue read_csv(std::string_view text, std::vector<Problem>& problems) {
  Catalogue out;
  Row header;
  bool open = false;
  Cells cells{text, separator_of(text)};
  Columns columns;
  if (cells.next(header, open) && !open) columns = columns_of(header, out);
  if (columns.file == std::string::npos || columns.id == std::string::npos || columns.target == std::string::npos) {
    problems.push_back({true,
                        1,
                        {"the first row must name the columns file, id and the two locales, as the export wrote them",
                         "la primera fila debe nombrar las columnas file, id y los dos idiomas, como las escribió la "
                         "exportación"}});
    return out;
  }
  read_rows(cells, columns, out, problems);
  return out;
}

}  // namespace guion::strings
