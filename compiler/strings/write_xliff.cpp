// XLIFF 2.1 (OASIS Standard, 13 February 2018), core: a file a file of the flow, a unit a text, blanks as <ph>. Reading
// is read_xliff.cpp.
#include <fmt/format.h>

#include <algorithm>

#include "strings/catalogue.hpp"

namespace guion::strings {
namespace {

std::string escape(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c;
  }
  return out;
}

/// A key as an id: XML names take no slash.
std::string id_of(std::string key) {
  std::replace(key.begin(), key.end(), '/', '.');
  return key;
}

/// The marks of a unit, numbered as they come in the source; a target uses the number of the mark that reads the same.
class Marks {
 public:
  explicit Marks(const Unit& unit) : unit_(unit) {
    for (const Bit& b : unit.bits)
      if (b.kind != BitKind::Words) marks_.push_back(&b);
    for (const Bit& b : unit.target_bits)
      if (b.kind != BitKind::Words && !known(b)) marks_.push_back(&b);
  }

  [[nodiscard]] std::string data() const {
    if (marks_.empty()) return {};
    std::string out = "      <originalData>\n";
    for (std::size_t i = 0; i < marks_.size(); ++i)
      out += fmt::format("        <data id=\"d{}\">{}</data>\n", i + 1, escape(marks_[i]->text));
    return out + "      </originalData>\n";
  }

  [[nodiscard]] std::string inline_text(const Bits& bits) const {
    std::string out;
    std::vector<bool> used(marks_.size());
    for (const Bit& b : bits) out += b.kind == BitKind::Words ? escape(b.text) : mark(b, used);
    return out;
  }

 private:
  [[nodiscard]] bool known(const Bit& bit) const {
    return std::any_of(marks_.begin(), marks_.end(), [&](const Bit* m) { return m->text == bit.text; });
  }

  [[nodiscard]] std::string mark(const Bit& b, std::vector<bool>& used) const {
    std::size_t i = 0;
    while (i < marks_.size() && (used[i] || marks_[i]->text != b.text)) ++i;
    if (i == marks_.size())  // said once more than in the source
      for (i = 0; i + 1 < marks_.size() && marks_[i]->text != b.text;) ++i;
    std::string out = fmt::format("<ph id=\"{}\"", i + 1);
    if (used[i]) out = fmt::format("<ph id=\"{}c{}\"", i + 1, std::count(used.begin(), used.end(), true));
    used[i] = true;
    if (b.kind == BitKind::Value) out += " canCopy=\"no\" canDelete=\"no\"";
    if (const std::string shown = sample(b); !shown.empty()) out += fmt::format(" equiv=\"{}\"", escape(shown));
    return out + fmt::format(" disp=\"{}\" dataRef=\"d{}\"/>", escape(b.text), i + 1);
  }

  [[nodiscard]] std::string sample(const Bit& bit) const {
    std::size_t value = 0;
    for (const Bit& b : unit_.bits) {
      if (b.kind != BitKind::Value) continue;
      if (b.text == bit.text && value < unit_.values.size()) return unit_.values[value];
      ++value;
    }
    return {};
  }

  const Unit& unit_;
  std::vector<const Bit*> marks_;
};

void put_note(std::string& out, std::string_view category, std::string_view text) {
  if (!text.empty()) out += fmt::format("        <note category=\"{}\">{}</note>\n", category, escape(text));
}

void put_unit(std::string& out, const Unit& u) {
  const Marks marks{u};
  out += fmt::format("    <unit id=\"{}\" name=\"{}\">\n      <notes>\n", escape(id_of(u.key)), escape(u.key));
  put_note(out, "place", fmt::format("{}:{} {}", u.file, u.line, u.place));
  put_note(out, "context", u.context);
  put_note(out, "slots", u.slots);
  put_note(out, "limit", u.limit);
  put_note(out, "sample", u.sample);
  put_note(out, "hash", "hash " + u.hash);
  out += "      </notes>\n" + marks.data();
  const bool done = !u.target_bits.empty();
  out += fmt::format("      <segment id=\"s1\" state=\"{}\">\n        <source>{}</source>\n",
                     done ? "translated" : "initial", marks.inline_text(u.bits));
  if (done) out += fmt::format("        <target>{}</target>\n", marks.inline_text(u.target_bits));
  out += "      </segment>\n    </unit>\n";
}

}  // namespace

std::string write_xliff(const Catalogue& c) {
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  out += fmt::format(
      "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.1\" srcLang=\"{}\" trgLang=\"{}\">\n",
      escape(c.source_locale), escape(c.target_locale));
  unsigned files = 0;
  for (std::size_t i = 0; i < c.units.size(); ++i) {
    const bool begins = i == 0 || c.units[i - 1].file != c.units[i].file;
    if (begins)
      out += fmt::format("{}  <file id=\"f{}\" original=\"{}\" xml:space=\"preserve\">\n", i == 0 ? "" : "  </file>\n",
                         ++files, escape(c.units[i].file));
    put_unit(out, c.units[i]);
  }
  if (c.units.empty()) return out + "  <file id=\"f1\"><group id=\"g1\"/></file>\n</xliff>\n";
  return out + "  </file>\n</xliff>\n";
}

}  // namespace guion::strings
