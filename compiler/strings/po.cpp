// PO as GNU gettext has it: a message a text, its place and context in comments, `msgctxt` its file and key. Plural
// forms are the language's own choices here, so a message has one text.
#include <fmt/format.h>

#include <algorithm>

#include "strings/catalogue.hpp"

namespace guion::strings {
namespace {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n')
      out += "\\n";
    else if (c == '\t')
      out += "\\t";
    else if (c == '\r')
      out += "\\r";
    else
      out += c;
  }
  return out + '"';
}

void put_comment(std::string& out, std::string_view label, std::string_view text) {
  if (!text.empty()) out += fmt::format("#. {}{}\n", label, text);
}

/// «es-US» as gettext writes it, «es_US», and back.
std::string swapped(std::string locale, char from, char to) {
  std::replace(locale.begin(), locale.end(), from, to);
  return locale;
}

void put_header(std::string& out, const Catalogue& c) {
  out += "msgid \"\"\nmsgstr \"\"\n";
  const auto field = [&](std::string_view name, std::string_view value) {
    out += quoted(fmt::format("{}: {}\n", name, value)) + "\n";
  };
  field("Project-Id-Version", c.flow);
  field("Language", swapped(c.target_locale, '-', '_'));
  field("X-Source-Language", swapped(c.source_locale, '-', '_'));
  field("MIME-Version", "1.0");
  field("Content-Type", "text/plain; charset=UTF-8");
  field("Content-Transfer-Encoding", "8bit");
}

/// A message while it is read.
struct Entry {
  std::string context, id, text;
  std::string hash;
  bool has_id = false, fuzzy = false, plural = false;
  std::uint32_t line = 0;
};

class Reader {
 public:
  explicit Reader(std::vector<Problem>& problems) : problems_(problems) {}

  Catalogue run(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = text.find('\n');
      std::string_view row = text.substr(0, end);
      text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
      ++line_;
      while (!row.empty() && (row.back() == '\r' || row.back() == ' ' || row.back() == '\t')) row.remove_suffix(1);
      while (!row.empty() && (row.front() == ' ' || row.front() == '\t')) row.remove_prefix(1);
      if (!row.empty()) take(row);
    }
    finish();
    return std::move(out_);
  }

 private:
  void take(std::string_view row) {
    if (row.front() == '#') return comment(row);
    if (row.front() == '"') return more(row);
    const std::size_t space = row.find_first_of(" \t\"");
    const std::string_view word = row.substr(0, space);
    const std::string_view rest =
        space == std::string_view::npos ? std::string_view{} : row.substr(row.find_first_not_of(" \t", space));
    if (word == "msgctxt" || (word == "msgid" && to_ != &entry_.context)) finish();
    if (word == "msgctxt") return open(entry_.context, rest);
    if (word == "msgid") {
      entry_.has_id = true;
      return open(entry_.id, rest);
    }
    if (word == "msgstr" || word == "msgstr[0]") {
      entry_.line = line_;
      return open(entry_.text, rest);
    }
    if (word == "msgid_plural" || word.starts_with("msgstr[")) {
      entry_.plural = true;
      return open(ignored_, rest);
    }
    complain({"this is no line of a PO file", "esta no es una línea de un archivo PO"});
  }

  void comment(std::string_view row) {
    if (row.starts_with("#~")) return;
    if (to_ == &entry_.text || to_ == &ignored_) finish();
    if (row.starts_with("#,") && row.find("fuzzy") != std::string_view::npos) entry_.fuzzy = true;
    constexpr std::string_view kHash = "#. hash: ";
    if (row.starts_with(kHash)) entry_.hash = row.substr(kHash.size());
  }

  void open(std::string& to, std::string_view rest) {
    to.clear();
    to_ = &to;
    more(rest);
  }

  void more(std::string_view row) {
    if (to_ == nullptr || row.size() < 2 || row.front() != '"' || row.back() != '"')
      return complain({"a text between quotes was expected", "se esperaba un texto entre comillas"});
    row = row.substr(1, row.size() - 2);
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (row[i] == '"')
        return complain({"a quote in a text is written \\\"", "una comilla dentro de un texto se escribe \\\""});
      if (row[i] != '\\') {
        *to_ += row[i];
        continue;
      }
      if (++i == row.size()) return complain({"a backslash ends the text", "el texto termina en una barra inversa"});
      *to_ += row[i] == 'n' ? '\n' : row[i] == 't' ? '\t' : row[i] == 'r' ? '\r' : row[i];
    }
  }

  /// What was read is a message, the header, or comments of the message to come.
  void finish() {
    if (entry_.has_id && entry_.context.empty() && entry_.id.empty()) {
      header();
    } else if (entry_.has_id) {
      message();
    }
    if (entry_.has_id || !entry_.context.empty()) entry_ = {};
    to_ = nullptr;
  }

  void message() {
    if (entry_.plural)
      return complain({"a text has no plural forms here: write «{slot ? one: … | other: …}»",
                       "aquí un texto no lleva formas plurales: escriba «{dato ? uno: … | otros: …}»"});
    const std::size_t hash = entry_.context.rfind('#');
    if (hash == std::string::npos)
      return complain({"this message does not say of which text it is: its msgctxt is missing or changed",
                       "este mensaje no dice de qué texto es: falta su msgctxt o cambió"});
    Unit u;
    u.file = entry_.context.substr(0, hash);
    u.key = entry_.context.substr(hash + 1);
    u.source = entry_.id;
    u.target = entry_.text;
    u.hash = entry_.hash;
    u.unsure = entry_.fuzzy;
    u.line = entry_.line;
    out_.units.push_back(std::move(u));
  }

  void header() {
    out_.target_locale = swapped(field("Language"), '_', '-');
    out_.source_locale = swapped(field("X-Source-Language"), '_', '-');
    out_.flow = field("Project-Id-Version");
  }
  [[nodiscard]] std::string field(std::string_view name) const {
    const std::size_t at = ("\n" + entry_.text).find("\n" + std::string{name} + ": ");
    if (at == std::string::npos) return {};
    const std::size_t begin = at + name.size() + 2;
    return entry_.text.substr(begin, entry_.text.find('\n', begin) - begin);
  }

  void complain(Message message) {
    problems_.push_back({true, entry_.line != 0 ? entry_.line : line_, std::move(message)});
  }

  std::vector<Problem>& problems_;
  Catalogue out_;
  Entry entry_;
  std::string ignored_;
  std::string* to_ = nullptr;
  std::uint32_t line_ = 0;
};

}  // namespace

std::string write_po(const Catalogue& c) {
  std::string out;
  put_header(out, c);
  for (const Unit& u : c.units) {
    out += '\n';
    put_comment(out, "", u.place);
    put_comment(out, "", u.context);
    put_comment(out, pick(c.tongue, "slots: ", "datos: "), u.slots);
    put_comment(out, pick(c.tongue, "limit: ", "límite: "), u.limit);
    put_comment(out, pick(c.tongue, "sounds: ", "suena: "), u.sample);
    out += fmt::format("#. hash: {}\n#: {}:{}\n", u.hash, u.file, u.line);
    out += fmt::format("msgctxt {}\nmsgid {}\nmsgstr {}\n", quoted(u.file + "#" + u.key),
                       quoted(braces(u.bits, u.shape)), quoted(braces(u.target_bits, u.shape)));
  }
  return out;
}

Catalogue read_po(std::string_view text, std::vector<Problem>& problems) { return Reader{problems}.run(text); }

}  // namespace guion::strings
