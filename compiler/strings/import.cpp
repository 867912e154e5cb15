// From translators back into a flow: what fits is put into a copy of each file, what does not is said with its line.
// See exchange.hpp.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "format/format.hpp"
#include "parse/parse.hpp"
#include "strings/agree.hpp"
#include "strings/copy.hpp"
#include "strings/exchange.hpp"

namespace guion::strings {
namespace {

class Importer {
 public:
  Importer(const sema::Program& program, const Catalogue& file, const ImportOptions& options)
      : program_(program), file_(file), options_(options), now_(export_texts(program, Tongue::En, false)) {}

  Imported run() {
    out_.lines.resize(now_.texts.size());
    snippets_.resize(now_.texts.size());
    if (!is_locale(file_.target_locale))
      complain(1, {"the file does not say into which language it was translated (en-US)",
                   "el archivo no dice a qué idioma se tradujo (en-US)"});
    take_units();
    const bool broken =
        std::any_of(out_.problems.begin(), out_.problems.end(), [](const Problem& p) { return p.error; });
    if (!broken) make_copies();
    list_untranslated();
    out_.texts = std::move(now_.texts);
    return std::move(out_);
  }

 private:
  void complain(std::uint32_t line, Message message) { out_.problems.push_back({true, line, std::move(message)}); }
  void warn(std::uint32_t line, Message message) { out_.problems.push_back({false, line, std::move(message)}); }

  void take_units() {
    const std::vector<Match> matches = match(now_, file_);
    for (std::size_t i = 0; i < matches.size(); ++i) {
      const Unit& u = file_.units[i];
      const bool empty = u.target_bits.empty() && unwrapped(u.target).empty();
      if (matches[i].twice) {
        complain(u.line, {fmt::format("{} stands twice in this file", u.key),
                          fmt::format("{} está dos veces en este archivo", u.key)});
      } else if (matches[i].now == kNone) {
        if (!empty)
          warn(u.line, {fmt::format("the flow has no text {} {} any more: its translation is left out", u.file, u.key),
                        fmt::format("el flujo ya no tiene el texto {} {}: su traducción no se usa", u.file, u.key)});
      } else if (!empty) {
        take(u, matches[i]);
      }
    }
  }

  void take(const Unit& u, const Match& m) {
    const Text& text = now_.texts[m.now];
    const Unit& source = now_.catalogue.units[m.now];
    if (m.stale || u.unsure) {
      if (m.stale) ++out_.stale;
      const char* then = options_.stale ? "" : ": its translation is left out (--stale takes it)";
      const char* luego = options_.stale ? "" : ": su traducción no se usa (--stale la toma)";
      if (m.stale)
        warn(u.line, {fmt::format("{} changed after the export{}", u.key, then),
                      fmt::format("{} cambió después de la exportación{}", u.key, luego)});
      else
        warn(u.line, {fmt::format("{} is marked as fuzzy{}", u.key, then),
                      fmt::format("{} está marcado como dudoso (fuzzy){}", u.key, luego)});
      if (!options_.stale) return;
    }
    Message error;
    auto snippet =
        read(u.target_bits.empty() ? u.target : braces(u.target_bits, text.shape), text.shape, source.tongue, error);
    if (!snippet) return complain(u.line, std::move(error));
    const Bits bits = bits_of(snippet->tree, snippet->run(), source.tongue);
    if (auto wrong = disagreement(program_, source.bits, bits, text.plain)) return complain(u.line, std::move(*wrong));
    if (text.sealed && bits != source.bits)
      warn(u.line,
           {"a sealed text was translated: an approver must seal the copy (guion check shows its hash)",
            "se tradujo un texto sellado: quien lo aprueba debe sellar la copia (guion check muestra su sello)"});
    snippets_[m.now] = std::move(snippet);
    out_.lines[m.now] = u.line;
    ++out_.translated;
  }

  void make_copies() {
    std::size_t first = 0;
    for (FileId f = 0; f < program_.files.size(); ++f) {
      std::size_t end = first;
      while (end < now_.texts.size() && now_.texts[end].line.file == f) ++end;
      copy_file(f, first, end);
      first = end;
    }
  }

  void copy_file(FileId f, std::size_t first, std::size_t end) {
    const ast::Tree& tree = program_.files[f].tree;
    std::vector<Piece> pieces;
    for (std::size_t i = first; i < end; ++i)
      if (snippets_[i])
        pieces.push_back({now_.texts[i].line.line, now_.texts[i].first, now_.texts[i].end, &*snippets_[i]});
    const ast::Tree made = translated(tree, pieces, f == 0, file_.target_locale);
    const std::string text = format::print(made);
    if (const auto line = first_difference(format::print(tree), text, f == 0)) {
      for (std::size_t i = first; i < end; ++i) {
        if (now_.texts[i].line.line != *line || !snippets_[i]) continue;
        return complain(out_.lines[i], {"this text cannot stand in its line: a flow would read it as something else",
                                        "este texto no cabe en su línea: un flujo leería en él otra cosa"});
      }
      return complain(1, {fmt::format("the copy of {} would be another flow", program_.files[f].path),
                          fmt::format("la copia de {} sería otro flujo", program_.files[f].path)});
    }
    out_.files.push_back(options_.keywords ? format::print(made, {options_.keywords}) : text);
  }

  void list_untranslated() {
    for (std::size_t i = 0; i < now_.texts.size(); ++i) {
      if (snippets_[i]) continue;
      const Unit& u = now_.catalogue.units[i];
      out_.untranslated.push_back(fmt::format("{}:{}  {}", u.file, u.line, u.source));
    }
  }

  const sema::Program& program_;
  const Catalogue& file_;
  const ImportOptions& options_;
  Exported now_;
  std::vector<std::optional<Snippet>> snippets_;
  Imported out_;
};

}  // namespace

bool is_locale(std::string_view tag) {
  std::size_t size = 0;
  for (const char c : tag) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (c == '-' ? size == 0 : (!letter && !(c >= '0' && c <= '9'))) return false;
    if (++size > 8 && c != '-') return false;
    if (c == '-') size = 0;
  }
  return size != 0 && tag.size() <= 35;
}

Imported import_texts(const sema::Program& program, const Catalogue& file, const ImportOptions& options) {
  return Importer{program, file, options}.run();
}

}  // namespace guion::strings
