// The driver: finds the lines of a file, their levels and continuations, and has the grammar read each one. See
// parse.hpp. Hygiene of the bytes is in hygiene.cpp, levels in lines.cpp, messages about one line in complaints.cpp,
// placement in structure.cpp.
#include "parse/parse.hpp"

#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

#include "parse/actions.hpp"
#include "parse/complaints.hpp"
#include "parse/first_words.hpp"
#include "parse/hygiene.hpp"
#include "parse/lines.hpp"
#include "parse/structure.hpp"

namespace guion::parse {
namespace {

namespace p = tao::pegtl;
using ast::NodeKind;

#define KEYWORD(id, en, es) static_assert(static_cast<int>(Keyword::id) == static_cast<int>(NodeKind::id));
#define OPERATOR(id, en, es)
#define WORD(id, en, es)
#include "grammar/keywords.def"
#undef KEYWORD
#undef OPERATOR
#undef WORD

constexpr std::size_t kMaxFile = std::size_t{1} << 30;  ///< Units: bytes

using Input = p::memory_input<p::tracking_mode::lazy, p::eol::lf, const char*>;

/// Runs one rule over a stretch of the file. Gives false if it does not even begin to match.
template <typename Rule>
bool match(Reader& reader, std::uint32_t begin, std::uint32_t end) {
  Input in(reader.base + begin, reader.base + end, "");
  return p::parse<Rule, action>(in, reader);
}

std::string code_point(std::uint32_t c) { return fmt::format("U+{:04X}", c); }

class FileReader {
 public:
  FileReader(ast::Tree& tree, FileId file, diag::Emitter& emitter)
      : tree_(tree), text_(tree.text), file_(file), emitter_(emitter), levels_(tree, file, emitter) {}

  void run() {
    if (text_.size() > kMaxFile) {
      emitter_.report(diag::FileTooLarge, {file_, 0, 0});
      return;
    }
    examine_bytes();
    tree_.lines.reserve(text_.size() / 40 + 16);
    tree_.parts.reserve(text_.size() / 16 + 16);
    reader_.base = text_.data();
    reader_.parts = &tree_.parts;
    const auto size = static_cast<std::uint32_t>(text_.size());
    std::uint32_t at = text_.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    while (at < size) {
      const void* const feed = std::memchr(text_.data() + at, '\n', size - at);
      const auto end =
          feed == nullptr ? size : static_cast<std::uint32_t>(static_cast<const char*>(feed) - text_.data());
      physical_line(at, end);
      at = end + 1;
    }
    levels_.finish();
    report_strange_blanks();
    if (!seen_line_) emitter_.report(diag::EmptyFile, {file_, 0, 0});
    check_structure(tree_, file_, emitter_, levels_.adoptions());
  }

 private:
  void examine_bytes() {
    hygiene_ = examine(text_);
    const bool is_utf8 = std::none_of(hygiene_.flaws.begin(), hygiene_.flaws.end(),
                                      [](const Flaw& f) { return f.kind == FlawKind::NotUtf8; });
    if (!hygiene_.decomposed || !is_utf8) return;
    const auto first = static_cast<std::uint32_t>(text_.find_first_of("\xCC\xCD"));
    if (!compose(text_)) return;
    emitter_.report(diag::NotComposed, {file_, first - 1, first});
    hygiene_ = examine(text_);
  }

  void physical_line(std::uint32_t start, std::uint32_t end) {
    const bool spoilt = report_flaws(start, end);
    std::uint32_t at = start;
    std::uint32_t blanks = 0;
    for (; at < end && (text_[at] == ' ' || text_[at] == '\t'); ++at) blanks += text_[at] == '\t' ? 2 : 1;
    if (at < end && text_[at] == '\xC2') skip_hard_blanks(at, end, blanks);
    while (end > at && (text_[end - 1] == ' ' || text_[end - 1] == '\r' || text_[end - 1] == '\t')) --end;
    if (at == end) {
      blank_before_ = true;
      return;
    }
    line_ = {text_, at, end, file_, tree_.tongue};
    if (text_[at] == '|') {
      continuation(spoilt);
    } else if (text_[at] == '#') {
      comment(blanks, spoilt);
    } else {
      logical_line({start, at, blanks}, spoilt);
    }
    blank_before_ = false;
  }

  /// Blanks that are none, at the beginning of lines: told once a file, with how many lines have them.
  struct StrangeBlanks {
    Span first, all;  ///< those of the first line; from there to those of the last
    std::uint32_t lines = 0;
    std::uint32_t second = 0;  ///< where the second line has them
    void add(Span place) {
      if (lines++ == 0) first = all = place;
      if (lines == 2) second = place.begin;
      all.end = place.end;
    }
  };

  /// No-break spaces that a word processor put at the beginning of a line count as blanks.
  void skip_hard_blanks(std::uint32_t& at, std::uint32_t end, std::uint32_t& blanks) {
    const std::uint32_t begin = at;
    std::uint32_t last = at;
    for (; at < end; ++at) {
      const bool hard = at + 1 < end && text_[at] == '\xC2' && text_[at + 1] == '\xA0';
      if (!hard && text_[at] != ' ') break;
      blanks += 1;
      if (hard) last = ++at + 1;
    }
    if (last != begin && at < end) hard_blanks_.add({file_, begin, last});
  }

  void report_strange_blanks() {
    if (tabs_.lines != 0) tell_strange(tabs_, emitter_.report(diag::TabCharacter, tabs_.first));
    if (hard_blanks_.lines != 0) tell_strange(hard_blanks_, emitter_.report(diag::NoBreakSpace, hard_blanks_.first));
  }

  void tell_strange(const StrangeBlanks& strange, diag::Diagnostic& found) const {
    if (const std::uint32_t more = strange.lines - 1; more != 0) {
      found.note({file_, strange.second, strange.second + 1},
                 fmt::format("and on {} more line{}", more, more == 1 ? "" : "s"),
                 fmt::format("y en {} línea{} más", more, more == 1 ? "" : "s"));
    }
    std::string mended;
    bool indents = true;
    for (std::uint32_t at = strange.all.begin; at < strange.all.end; ++at) {
      const bool hard = text_[at] == '\xC2' && text_[at + 1] == '\xA0';
      if (indents && (hard || text_[at] == '\t')) {
        mended += hard ? " " : "  ";
        at += hard ? 1 : 0;
        continue;
      }
      indents = text_[at] == '\n' || (indents && text_[at] == ' ');
      mended += text_[at];
    }
    found.fix_with(strange.all, mended);
  }

  /// Reports the first forbidden character of a line, and of bytes that are not UTF-8 the first of the file. Whether
  /// the line is lost.
  bool report_flaws(std::uint32_t start, std::uint32_t end) {
    bool spoilt = false;
    bool told = false;
    for (; next_flaw_ < hygiene_.flaws.size() && hygiene_.flaws[next_flaw_].begin < end; ++next_flaw_) {
      const Flaw& flaw = hygiene_.flaws[next_flaw_];
      if (!told) told = report_flaw(flaw, start);
      spoilt = spoilt || flaw.kind != FlawKind::Tab;
    }
    return spoilt;
  }

  bool report_flaw(const Flaw& flaw, std::uint32_t line_start) {
    const Span place{file_, flaw.begin, flaw.end};
    switch (flaw.kind) {
      case FlawKind::NotUtf8:
        if (!std::exchange(told_utf8_, true)) {
          emitter_.report(diag::InvalidUtf8, place, std::to_string(flaw.begin),
                          fmt::format("0x{:02X}", flaw.character));
        }
        return true;
      case FlawKind::Bidi:
        emitter_.report(diag::BidiControl, place, code_point(flaw.character)).fix_with(place, "");
        return true;
      case FlawKind::ZeroWidth:
        emitter_.report(diag::ZeroWidth, place, code_point(flaw.character)).fix_with(place, "");
        return true;
      case FlawKind::Control:
        emitter_.report(diag::ControlCharacter, place, code_point(flaw.character)).fix_with(place, "");
        return true;
      case FlawKind::Tab:
        return report_tab(place, line_start);
    }
    return true;
  }

  /// A tab at the beginning counts as one level; at the end of a line it says nothing.
  bool report_tab(Span place, std::uint32_t line_start) {
    const std::size_t next = text_.find_first_not_of(" \t", place.begin);
    if (next == std::string::npos || text_[next] == '\n' || text_[next] == '\r') return false;
    const bool indents = text_.find_first_not_of(" \t", line_start) > place.begin;
    if (indents) {
      place.end = static_cast<std::uint32_t>(std::min(next, text_.find_first_not_of('\t', place.begin)));
      tabs_.add(place);
    } else {
      emitter_.report(diag::TabCharacter, place).fix_with(place, " ");
    }
    return true;
  }

  void comment(std::uint32_t blanks, bool spoilt) {
    const std::uint32_t first_part = begin_line(levels_.comment(blanks));
    if (!spoilt) match<g::line>(reader_, line_.begin, line_.end);
    end_line(spoilt ? NodeKind::Error : NodeKind::Comment, first_part);
    tree_.lines.back().block_end = static_cast<std::uint32_t>(tree_.lines.size());
    levels_.push_comment();
  }

  void logical_line(const Indent& indent, bool spoilt) {
    const std::string_view text = line_.text();
    const bool is_item = text[0] == '-' || marker_length(text) != 0;
    if (!spoilt && !is_item && goes_on(indent)) return continuation_without_bar();
    const std::uint8_t level = levels_.enter(indent, is_item, text);
    const LineId parent = levels_.parent();
    if (!std::exchange(seen_line_, true)) choose_tongue(spoilt);
    const std::uint32_t first_part = begin_line(level);
    reader_.in_type = parent != kNone && tree_.lines[parent].kind == NodeKind::Type;
    const NodeKind kind = spoilt || levels_.beyond() ? NodeKind::Error : read(is_item);
    end_line(kind, first_part);
    levels_.push(static_cast<LineId>(tree_.lines.size() - 1), indent.blanks, level);
  }

  /// The first line decides for the file.
  void choose_tongue(bool spoilt) {
    const auto found = find_keyword(line_.text(), Tongue::Es);
    if (found) tree_.tongue = line_.tongue = found->tongue;
    const bool is_head = found && ast::where_of(static_cast<NodeKind>(found->keyword)) == ast::Where::Head;
    if (is_head || spoilt) return;
    emitter_.report(diag::FirstLineNotHead, {file_, line_.begin, line_.end});
    told_head_ = !found;
  }

  std::uint32_t begin_line(std::uint8_t level) {
    static_cast<g::Context&>(reader_) = g::Context{};
    reader_.tongue = tree_.tongue;
    ast::Line line;
    line.depth = level;
    line.blank_before = blank_before_ && !tree_.lines.empty();
    line.begin = line_.begin;
    line.end = line_.end;
    tree_.lines.push_back(line);
    return static_cast<std::uint32_t>(tree_.parts.size());
  }

  void end_line(NodeKind kind, std::uint32_t first_part) {
    if (kind == NodeKind::Error) tree_.parts.resize(first_part);
    ast::Line& line = tree_.lines.back();
    line.kind = kind;
    line.parts = first_part;
    line.parts_end = static_cast<std::uint32_t>(tree_.parts.size());
  }

  /// Has the grammar read the line. Gives its kind; Error after a message.
  NodeKind read(bool is_item) {
    const std::size_t first_part = tree_.parts.size();
    const std::size_t marker = is_item ? marker_length(line_.text()) : 0;
    const bool begun = marker != 0
                           ? match<g::marked_item>(reader_, line_.begin + static_cast<std::uint32_t>(marker), line_.end)
                           : match<g::line>(reader_, line_.begin, line_.end);
    if (!begun) {
      if (!std::exchange(told_head_, false)) complain_first_word(line_, surroundings(), emitter_);
      return NodeKind::Error;
    }
    if (reader_.failed() && !is_item && reader_.first.tongue != tree_.tongue) read_in_own_tongue(first_part);
    const std::string_view who = is_item ? "-" : spelling(reader_.first.keyword, tree_.tongue);
    if (reader_.failed()) {
      complain_of(is_item, who);
      return NodeKind::Error;
    }
    const std::span<const ast::Part> parts{tree_.parts.data() + first_part, tree_.parts.size() - first_part};
    if (hygiene_.exotic && complain_names(line_, parts, emitter_)) return NodeKind::Error;
    if (!checks_out(is_item ? NodeKind::Item : static_cast<NodeKind>(reader_.first.keyword), parts))
      return NodeKind::Error;
    if (is_item) {
      if (marker != 0) report_marker(marker);
      return NodeKind::Item;
    }
    if (!reader_.first.exact || reader_.first.tongue != tree_.tongue) report_keyword();
    return static_cast<NodeKind>(reader_.first.keyword);
  }

  /// Says why the line just read failed: it may be no line of the language at all.
  void complain_of(bool is_item, std::string_view who) {
    const Surroundings around = surroundings();
    const bool known_place = around.above != NodeKind::Error;
    const bool stops_early = reader_.failed_at != nullptr && line_.text() != std::string{who} + ":";
    const std::string_view arm = is_item || !known_place || !stops_early ? "" : meant_arm(line_, around.legal);
    if (!arm.empty()) {
      complain_arm(line_, arm, emitter_);
    } else if (!is_item && is_bare_sentence(line_, reader_.first, around)) {
      complain_bare_sentence(line_, emitter_);
    } else {
      complain(line_, reader_, who, emitter_);
    }
  }

  /// What may stand where the line just entered stands, and a way to try what it would read as.
  Surroundings surroundings() {
    const LineId above = levels_.parent();
    return {kinds_under(tree_, above, levels_.parent_of_last()),
            above == kNone ? NodeKind::Comment : tree_.lines[above].kind,
            [this](Keyword keyword, std::uint32_t begin) { return reads_as(keyword, begin); }};
  }

  /// Whether the bytes from `begin` to the end of the line are what follows this keyword. Leaves no trace.
  bool reads_as(Keyword keyword, std::uint32_t begin) {
    return leaves_no_trace([&] {
      reader_.first = {keyword, tree_.tongue, 0, true};
      return match<g::statement_rest>(reader_, begin, line_.end);
    });
  }

  /// Runs a match and takes back what it did to the tree and the reader; whether it went well.
  template <typename Match>
  bool leaves_no_trace(const Match& run) {
    const g::Context kept = reader_;
    const std::size_t parts = tree_.parts.size();
    static_cast<g::Context&>(reader_) = g::Context{};
    reader_.tongue = tree_.tongue;
    reader_.in_type = kept.in_type;
    const bool good = run() && !reader_.failed();
    tree_.parts.resize(parts);
    static_cast<g::Context&>(reader_) = kept;
    return good;
  }

  /// Whether a line deeper than a text, where no line can stand that begins as it does, goes on with that text.
  bool goes_on(const Indent& indent) {
    if (!levels_.goes_deeper(indent.blanks) || !ends_with_text()) return false;
    const auto last = static_cast<LineId>(tree_.lines.size() - 1);
    const Kinds under = kinds_under(tree_, last, levels_.parent_of_last());
    if (has(under, NodeKind::Say) || !meant_arm(line_, under).empty()) return false;
    return !find_keyword(line_.text(), tree_.tongue) ||
           !leaves_no_trace([this] { return match<g::line>(reader_, line_.begin, line_.end); });
  }

  /// Reads the line as if its bar were there.
  void continuation_without_bar() {
    const auto first_word = static_cast<std::uint32_t>(std::max<std::size_t>(1, word_length(line_.text())));
    emitter_.report(diag::TextWithoutBar, {file_, line_.begin, line_.begin + first_word})
        .fix_with({file_, line_.begin, line_.begin}, "| ");
    continue_text(line_.begin, false);
  }

  /// What the shape of a line leaves open: the version, a colon that would be read aloud, and names that a fixed word
  /// would always be read for.
  bool checks_out(NodeKind kind, std::span<const ast::Part> parts) {
    const bool is_plain = kind == NodeKind::Say || kind == NodeKind::Note || kind == NodeKind::Title;
    if (is_plain && !parts.empty() && parts[0].kind == ast::PartKind::Text && text_[parts[0].begin] == ':') {
      const std::uint32_t colon = parts[0].begin;
      const auto rest =
          static_cast<std::uint32_t>(std::min<std::size_t>(text_.find_first_not_of(' ', colon + 1), line_.end));
      emitter_.report(diag::ExtraColon, {file_, colon, colon + 1}).fix_with({file_, colon, rest}, "");
      return false;
    }
    if (ast::where_of(kind) == ast::Where::Head && tree_.at(parts[1]) != "1") {
      emitter_.report(diag::UnknownVersion, {file_, parts[1].begin, parts[1].end}, tree_.at(parts[1]));
      return false;
    }
    if (kind != NodeKind::Type && !(kind == NodeKind::Item && reader_.in_type)) return true;
    const std::string_view name = tree_.at(parts[0]);
    for (const Tongue tongue : {Tongue::En, Tongue::Es}) {
      const auto found = find_word(name, tongue);
      if (!found || found->length != name.size()) continue;
      const bool is_type = found->word >= Word::TypeText && found->word <= Word::TypeList;
      const bool taken = kind == NodeKind::Type ? is_type : found->word == Word::Yes || found->word == Word::No;
      if (!taken) continue;
      emitter_.report(diag::NameIsKeyword, {file_, parts[0].begin, parts[0].end}, name);
      return false;
    }
    return true;
  }

  /// A keyword of the other language before words of this one.
  void read_in_own_tongue(std::size_t first_part) {
    const KeywordMatch first = reader_.first;
    const bool in_type = reader_.in_type;
    tree_.parts.resize(first_part);
    static_cast<g::Context&>(reader_) = g::Context{};
    reader_.tongue = tree_.tongue;
    reader_.in_type = in_type;
    reader_.first = first;
    match<g::statement_rest>(reader_, line_.begin + first.length, line_.end);
  }

  void report_keyword() {
    const KeywordMatch& first = reader_.first;
    const Span place{file_, line_.begin, line_.begin + first.length};
    const std::string_view seen = line_.text().substr(0, first.length);
    const std::string_view right = spelling(first.keyword, tree_.tongue);
    if (first.tongue == tree_.tongue) {
      emitter_.report(diag::KeywordSpelling, place, seen, right).fix_with(place, right);
    } else {
      emitter_.report(diag::MixedKeywords, place, seen, right).fix_with(place, right);
    }
  }

  /// Bytes of a dash or bullet that word processors put for a hyphen; 0 if the line begins with none and a blank.
  static std::size_t marker_length(std::string_view text) {
    if (text[0] != '*' && static_cast<unsigned char>(text[0]) < 0x80) return 0;
    static constexpr std::string_view kMarkers[] = {"–", "—", "•", "·", "−", "‐", "*", "‣", "▪", "◦"};
    for (const std::string_view m : kMarkers) {
      if (text.starts_with(m) && (text.size() == m.size() || text[m.size()] == ' ' || text[m.size()] == '\t'))
        return m.size();
    }
    return 0;
  }

  void report_marker(std::size_t length) {
    const Span place{file_, line_.begin, line_.begin + static_cast<std::uint32_t>(length)};
    emitter_.report(diag::ItemMarker, place, line_.text().substr(0, length)).fix_with(place, "-");
  }

  /// «| » goes on with the text of the line above. A line that could not be read swallows its continuations.
  void continuation(bool spoilt) {
    if (spoilt || (!tree_.lines.empty() && tree_.lines.back().kind == NodeKind::Error)) {
      if (!tree_.lines.empty()) spoil_last();
      return;
    }
    if (!ends_with_text()) {
      emitter_.report(diag::ContinuationWithoutText, {file_, line_.begin, line_.begin + 1});
      return;
    }
    continue_text(line_.begin + 1, true);
  }

  /// Whether the line above can be read and ends with a text.
  [[nodiscard]] bool ends_with_text() const {
    return !tree_.lines.empty() && tree_.lines.back().kind != NodeKind::Comment &&
           tree_.lines.back().parts_end != tree_.lines.back().parts && ast::is_text(tree_.parts.back().kind);
  }

  /// Reads what follows the bar as more of the text above; `tell` is false if the line was reported already.
  void continue_text(std::uint32_t begin, bool tell) {
    ast::Line& last = tree_.lines.back();
    while (begin < line_.end && (text_[begin] == ' ' || text_[begin] == '\t')) ++begin;
    const LineId parent = levels_.parent_of_last();
    const bool in_type = last.kind == NodeKind::Item && parent != kNone && tree_.lines[parent].kind == NodeKind::Type;
    static_cast<g::Context&>(reader_) = g::Context{};
    reader_.tongue = tree_.tongue;
    reader_.push(ast::PartKind::Join, 0, text_.data() + last.end, text_.data() + begin);
    const std::span<const ast::Part> read{tree_.parts.data() + last.parts, tree_.parts.size() - last.parts};
    if (in_type && ast::find(read, ast::PartKind::Spoken) == nullptr) {
      match<g::continued_labels>(reader_, begin, line_.end);
    } else if (in_type) {
      match<g::continued_label>(reader_, begin, line_.end);
    } else {
      match<g::continued_text>(reader_, begin, line_.end);
    }
    last.end = line_.end;
    const bool strange =
        !reader_.failed() && hygiene_.exotic &&
        complain_names(line_, {tree_.parts.data() + last.parts, tree_.parts.size() - last.parts}, emitter_);
    if (tell && reader_.failed()) complain(line_, reader_, "|", emitter_);
    if (reader_.failed() || strange) {
      spoil_last();
    } else {
      last.parts_end = static_cast<std::uint32_t>(tree_.parts.size());
    }
  }

  void spoil_last() {
    ast::Line& last = tree_.lines.back();
    last.end = line_.end;
    if (last.kind == NodeKind::Comment) return;
    tree_.parts.resize(last.parts);
    last.parts_end = last.parts;
    last.kind = NodeKind::Error;
  }

  ast::Tree& tree_;
  std::string& text_;
  FileId file_;
  diag::Emitter& emitter_;
  Levels levels_;
  Reader reader_;
  Hygiene hygiene_;
  RawLine line_;
  std::size_t next_flaw_ = 0;
  bool blank_before_ = false;
  bool seen_line_ = false;
  StrangeBlanks tabs_, hard_blanks_;
  bool told_utf8_ = false;
  bool told_head_ = false;  ///< the first line was reported already
};

}  // namespace

ast::Tree parse(std::string text, FileId file, diag::Emitter& emitter) {
  ast::Tree tree;
  tree.text = std::move(text);
  FileReader{tree, file, emitter}.run();
  return tree;
}

}  // namespace guion::parse
