// See copy.hpp.
#include "strings/copy.hpp"

#include <algorithm>

#include "diag/diagnostics.hpp"
#include "parse/parse.hpp"

namespace guion::strings {
namespace {

using ast::Line;
using ast::NodeKind;
using ast::Part;
using ast::PartKind;

class Copy {
 public:
  Copy(const ast::Tree& from, const std::vector<Piece>& pieces)
      : from_(from), next_(pieces.begin()), end_(pieces.end()) {}

  ast::Tree run(bool flow, const std::string& locale) {
    out_.text = from_.text;
    out_.tongue = from_.tongue;
    locale_begin_ = static_cast<std::uint32_t>(out_.text.size());
    out_.text += locale;
    locale_end_ = static_cast<std::uint32_t>(out_.text.size());
    const LineId extra = flow ? place_of_language() : kNone;
    for (LineId l = 0; l < from_.lines.size(); ++l) {
      line(l);
      if (l == extra) language();
    }
    if (extra != kNone)
      for (Line& l : out_.lines)
        if (l.block_end > extra + 1 && &l != &out_.lines[extra + 1]) ++l.block_end;
    return std::move(out_);
  }

 private:
  /// The line behind which a language line belongs, or none if there is one.
  [[nodiscard]] LineId place_of_language() const {
    LineId place = kNone;
    for (LineId l = 0; l < from_.lines.size(); ++l) {
      const NodeKind kind = from_.lines[l].kind;
      if (kind == NodeKind::Language) return kNone;
      if (kind == NodeKind::Flow || (kind == NodeKind::Title && place != kNone)) place = l;
    }
    return place;
  }

  void language() {
    Line l;
    l.kind = NodeKind::Language;
    l.begin = locale_begin_;
    l.end = locale_end_;
    l.parts = static_cast<std::uint32_t>(out_.parts.size());
    out_.parts.push_back({PartKind::Locale, 0, locale_begin_, locale_end_});
    l.parts_end = l.parts + 1;
    l.block_end = static_cast<LineId>(out_.lines.size() + 1);
    out_.lines.push_back(l);
  }

  void line(LineId id) {
    Line l = from_.lines[id];
    const std::uint32_t begin = l.parts, end = l.parts_end;
    l.parts = static_cast<std::uint32_t>(out_.parts.size());
    for (std::uint32_t p = begin; p < end;) {
      if (next_ != end_ && next_->line == id && next_->first == p) {
        put(*next_->text);
        p = next_->end;
        ++next_;
        continue;
      }
      Part part = from_.parts[p++];
      if (part.kind == PartKind::Locale) part.begin = locale_begin_, part.end = locale_end_;
      out_.parts.push_back(part);
    }
    l.parts_end = static_cast<std::uint32_t>(out_.parts.size());
    out_.lines.push_back(l);
  }

  void put(const Snippet& snippet) {
    for (Part part : snippet.run()) {
      const std::string_view bytes = snippet.tree.at(part);
      part.begin = static_cast<std::uint32_t>(out_.text.size());
      out_.text += bytes;
      part.end = static_cast<std::uint32_t>(out_.text.size());
      out_.parts.push_back(part);
    }
  }

  const ast::Tree& from_;
  std::vector<Piece>::const_iterator next_, end_;
  ast::Tree out_;
  std::uint32_t locale_begin_ = 0, locale_end_ = 0;
};

/// What a line is, its texts apart.
std::string frame_of(const ast::Tree& tree, LineId line) {
  std::string out{ast::name_of(tree.lines[line].kind)};
  out += std::to_string(tree.lines[line].depth);
  bool in_text = false;
  for (const Part& p : tree.parts_of(line)) {
    if (p.kind == PartKind::Spoken) out += "|";
    if (ast::is_text(p.kind) || p.kind == PartKind::Instruction) {
      if (!in_text) out += "\n…";
      in_text = true;
      continue;
    }
    if (p.kind == PartKind::Locale) continue;
    out += "\n" + std::to_string(static_cast<unsigned>(p.kind)) + " " + std::to_string(p.arg) + " ";
    out += tree.at(p);
  }
  return out;
}

}  // namespace

ast::Tree translated(const ast::Tree& tree, const std::vector<Piece>& pieces, bool flow, const std::string& locale) {
  return Copy{tree, pieces}.run(flow, locale);
}

std::optional<LineId> first_difference(const std::string& before, const std::string& after, bool flow) {
  diag::Emitter ignored, emitter;
  const ast::Tree was = parse::parse(before, 0, ignored), is = parse::parse(after, 0, emitter);
  LineId b = 0;
  const bool more = flow && is.lines.size() == was.lines.size() + 1;
  for (LineId a = 0; a < was.lines.size(); ++a, ++b) {
    const bool put_in = more && b == a && b < is.lines.size() && is.lines[b].kind == NodeKind::Language &&
                        was.lines[a].kind != NodeKind::Language;
    if (put_in) ++b;
    if (b >= is.lines.size() || frame_of(was, a) != frame_of(is, b)) return a;
  }
  if (b != is.lines.size() && !(more && b + 1 == is.lines.size() && is.lines[b].kind == NodeKind::Language))
    return static_cast<LineId>(was.lines.size() - 1);
  if (emitter.has_errors() && !ignored.has_errors()) return static_cast<LineId>(was.lines.size() - 1);
  return std::nullopt;
}

}  // namespace guion::strings
