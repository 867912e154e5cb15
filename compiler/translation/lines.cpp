// Line by line, part by part: see lines.hpp. Words that only the language of the keywords changes are compared by what
// they mean, names and literals by their letters, texts not at all.
#include "translation/lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace guion::translation {
namespace {

using ast::NodeKind;
using ast::PartKind;

/// How far ahead the other file is searched for a line: further off nobody would believe what is found.
constexpr std::size_t kAhead = 40;

/// A part of a line as it is compared.
struct Piece {
  PartKind kind = PartKind::Text;
  std::uint8_t arg = 0;
  std::string_view letters;  ///< empty: not compared
  Span span;
  [[nodiscard]] bool same_as(const Piece& p) const { return kind == p.kind && arg == p.arg && letters == p.letters; }
};

/// Whether a part is the same in every language: a name, a number, a date.
bool has_letters(PartKind kind) {
  switch (kind) {
    case PartKind::Name:
    case PartKind::Version:
    case PartKind::Path:
    case PartKind::Ref:
    case PartKind::Class:
    case PartKind::Requires:
    case PartKind::Includes:
    case PartKind::Grants:
    case PartKind::Tries:
    case PartKind::Seconds:
    case PartKind::Tag:
    case PartKind::LineId:
    case PartKind::Until:
    case PartKind::TypeRef:
    case PartKind::Currency:
    case PartKind::Low:
    case PartKind::High:
    case PartKind::Number:
    case PartKind::Date:
    case PartKind::Clock:
    case PartKind::Times:
    case PartKind::Says:
      return true;
    default:  // words of the language, which `arg` tells apart; and what belongs to a text: its seal, its locale
      return false;
  }
}

/// Of a phone number or a code the text is no wording: it is the same in both.
bool is_fixed_text(const ast::Part& type) {
  return type.kind == PartKind::TypeWord &&
         (static_cast<Word>(type.arg) == Word::TypePhone || static_cast<Word>(type.arg) == Word::TypeCode);
}

class Walk {
 public:
  Walk(const sema::Program& original, const sema::Program& copy, FileId file, diag::Emitter& emitter,
       std::vector<LinePair>& same)
      : original_(original),
        copy_(copy),
        file_(file),
        emitter_(emitter),
        same_(same),
        wanted_(lines_of(original)),
        found_(lines_of(copy)) {}

  void run() {
    std::size_t x = 0, y = 0;
    while (x < wanted_.size() && y < found_.size()) {
      if (shape_matches(x, y)) {
        compare(x++, y++);
      } else if (!resume(x, y)) {
        return other_kind(x, y);
      }
    }
    if (x < wanted_.size()) missing(x, wanted_.size(), end_of_copy());
    if (y < found_.size()) surplus(y, found_.size(), end_of_original());
  }

 private:
  [[nodiscard]] std::vector<LineId> lines_of(const sema::Program& program) const {
    std::vector<LineId> lines;
    const auto& all = program.files[file_].tree.lines;
    for (LineId l = 0; l < all.size(); ++l)
      if (all[l].kind != NodeKind::Comment) lines.push_back(l);
    return lines;
  }
  [[nodiscard]] const ast::Line& line(const sema::Program& program, LineId l) const {
    return program.files[file_].tree.lines[l];
  }
  [[nodiscard]] Span span(const sema::Program& program, LineId l) const { return program.span_of({file_, l}); }
  [[nodiscard]] Span end_of_copy() const { return found_.empty() ? Span{file_, 0, 0} : span(copy_, found_.back()); }
  [[nodiscard]] Span end_of_original() const {
    return wanted_.empty() ? Span{file_, 0, 0} : span(original_, wanted_.back());
  }

  void differ(Span here, Span there, std::string_view en, std::string_view es) {
    emitter_.report(diag::TranslationDiffers, here, en, es)
        .note(in_original(copy_, there), "the original", "el original");
  }

  [[nodiscard]] std::vector<Piece> pieces(const sema::Program& program, LineId l) const {
    const ast::Tree& tree = program.files[file_].tree;
    const auto parts = tree.parts_of(l);
    const auto text = ast::text_of(parts);
    std::vector<Piece> out;
    for (const ast::Part& p : parts.first(parts.size() - text.size())) {
      Piece& piece = out.emplace_back(Piece{p.kind, p.arg, {}, {file_, p.begin, p.end}});
      if (has_letters(p.kind)) piece.letters = tree.at(p);
    }
    if (text.empty()) return out;
    Piece& whole = out.emplace_back(Piece{PartKind::Text, 0, {}, {file_, text.front().begin, text.back().end}});
    const bool fixed =
        line(program, l).kind == NodeKind::Slot && std::any_of(parts.begin(), parts.end(), is_fixed_text);
    if (fixed) whole.letters = std::string_view{tree.text}.substr(whole.span.begin, whole.span.end - whole.span.begin);
    return out;
  }

  [[nodiscard]] bool shape_matches(std::size_t x, std::size_t y) const {
    const ast::Line &a = line(original_, wanted_[x]), &b = line(copy_, found_[y]);
    return a.kind == b.kind && a.depth == b.depth;
  }
  [[nodiscard]] bool line_matches(std::size_t x, std::size_t y) const {
    if (!shape_matches(x, y)) return false;
    const auto a = pieces(original_, wanted_[x]), b = pieces(copy_, found_[y]);
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const Piece& p, const Piece& q) { return p.same_as(q); });
  }

  void compare(std::size_t x, std::size_t y) {
    const auto a = pieces(original_, wanted_[x]), b = pieces(copy_, found_[y]);
    const std::size_t both = std::min(a.size(), b.size());
    std::size_t at = 0;
    while (at < both && a[at].same_as(b[at])) ++at;
    if (at == a.size() && at == b.size()) return same_.push_back({{file_, wanted_[x]}, {file_, found_[y]}});
    const Span here = at < b.size() ? b[at].span : span(copy_, found_[y]);
    const Span there = at < a.size() ? a[at].span : span(original_, wanted_[x]);
    const std::string_view mine = letters(copy_, here), wanted = letters(original_, there);
    if (at == b.size()) {
      differ(here, there, fmt::format("\"{}\" is missing", wanted), fmt::format("falta «{}»", wanted));
    } else if (at == a.size()) {
      differ(here, there, fmt::format("the original has no \"{}\"", mine),
             fmt::format("el original no tiene «{}»", mine));
    } else {
      differ(here, there, fmt::format("the original has \"{}\" in place of \"{}\"", wanted, mine),
             fmt::format("el original tiene «{}» en lugar de «{}»", wanted, mine));
    }
  }
  static std::string_view letters(const sema::Program& program, Span s) {
    return std::string_view{program.files[s.file].tree.text}.substr(s.begin, s.end - s.begin);
  }

  /// After a line that is of another kind: finds where the two go on together. False: nowhere near.
  bool resume(std::size_t& x, std::size_t& y) {
    if (x + 1 < wanted_.size() && y + 1 < found_.size() && line_matches(x + 1, y + 1)) {
      other_kind(x++, y++);
      return true;
    }
    for (std::size_t ahead = 1; ahead <= kAhead; ++ahead) {
      if (x + ahead < wanted_.size() && line_matches(x + ahead, y)) {
        missing(x, x + ahead, span(copy_, found_[y]));
        x += ahead;
        return true;
      }
      if (y + ahead < found_.size() && line_matches(x, y + ahead)) {
        surplus(y, y + ahead, span(original_, wanted_[x]));
        y += ahead;
        return true;
      }
    }
    return false;
  }
  void other_kind(std::size_t x, std::size_t y) {
    differ(span(copy_, found_[y]), span(original_, wanted_[x]), "another kind of line", "una línea de otra clase");
  }
  void missing(std::size_t from, std::size_t to, Span here) {
    const Span there = span(original_, wanted_[from]);
    if (to - from == 1) return differ(here, there, "a line of the original is missing", "falta una línea del original");
    differ(here, there, fmt::format("{} lines of the original are missing", to - from),
           fmt::format("faltan {} líneas del original", to - from));
  }
  void surplus(std::size_t from, std::size_t to, Span there) {
    const Span here = span(copy_, found_[from]);
    if (to - from == 1)
      return differ(here, there, "a line that the original does not have", "una línea que el original no tiene");
    differ(here, there, fmt::format("{} lines, from here on, that the original does not have", to - from),
           fmt::format("desde aquí, {} líneas que el original no tiene", to - from));
  }

  const sema::Program& original_;
  const sema::Program& copy_;
  const FileId file_;
  diag::Emitter& emitter_;
  std::vector<LinePair>& same_;
  const std::vector<LineId> wanted_, found_;
};

}  // namespace

void compare_lines(const sema::Program& original, const sema::Program& copy, FileId file, diag::Emitter& emitter,
                   std::vector<LinePair>& same) {
  Walk(original, copy, file, emitter, same).run();
}

}  // namespace guion::translation
