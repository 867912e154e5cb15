// See complaints.hpp.
#include "parse/complaints.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "parse/hygiene.hpp"
#include "parse/wants.hpp"

namespace guion::parse {
namespace {

Tongue other(Tongue tongue) { return tongue == Tongue::Es ? Tongue::En : Tongue::Es; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Bytes of the character that `text` begins with. The text is known to be UTF-8.
std::size_t character_length(std::string_view text) {
  if (text.empty()) return 0;
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::size_t length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  return std::min(length, text.size());
}

std::size_t token_length(std::string_view text) {
  const std::size_t word = word_length(text);
  return word != 0 ? word : character_length(text);
}

bool is_quote(std::string_view sign) {
  static constexpr std::string_view kQuotes[] = {"“", "”", "‘", "’", "„", "«", "»", "‹", "›", "\""};
  return std::find(std::begin(kQuotes), std::end(kQuotes), sign) != std::end(kQuotes);
}

/// Long words are shown by their beginning.
std::string shorten(std::string_view text) {
  constexpr std::size_t kShown = 40;
  if (text.size() <= kShown) return std::string{text};
  std::size_t cut = kShown;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
  return std::string{text.substr(0, cut)} + "…";
}

std::string quoted(std::string_view token, Tongue message) {
  if (token == " " || token == "\t") return message == Tongue::Es ? "un espacio" : "a blank";
  if (token.empty()) return message == Tongue::Es ? "el fin de la línea" : "the end of the line";
  return message == Tongue::Es ? "«" + shorten(token) + "»" : "\"" + shorten(token) + "\"";
}

/// The place where a line went wrong, and who says so.
class Complainer {
 public:
  Complainer(const RawLine& line, const Reader& reader, std::string_view who, diag::Emitter& emitter)
      : line_(line), reader_(reader), who_(who), emitter_(emitter), want_(want_of(reader.wanted)) {
    at_ = static_cast<std::uint32_t>(reader.failed_at - line.file_text.data());
    // A tag stands right behind its sign; before anything else blanks may stand.
    const bool tight = reader.wanted == g::rule_key<g::tag_name> || reader.wanted == g::rule_key<g::line_id>;
    while (!tight && at_ < line.end && (line.file_text[at_] == ' ' || line.file_text[at_] == '\t')) ++at_;
  }

  void run() {
    if (reader_.too_deep) {
      emitter_.report(diag::TooManyParentheses, span(at_, at_ + 1));
      return;
    }
    const bool in_text = want_.kind == WantKind::Text || want_.kind == WantKind::Escaped;
    if (!in_text && (strange_sign() || decimal_comma())) return;
    switch (want_.kind) {
      case WantKind::Name:
        return name();
      case WantKind::Value:
        return value();
      case WantKind::Text:
        return text();
      case WantKind::Filling:
      case WantKind::Close:
      case WantKind::Form:
      case WantKind::Label:
        return braces();
      case WantKind::Escaped:
        return escape();
      case WantKind::End:
        return end();
      case WantKind::Other:
        return something_else();
    }
  }

 private:
  [[nodiscard]] Span span(std::uint32_t begin, std::uint32_t end) const {
    return {line_.file, begin, std::max(begin, std::min(end, line_.end))};
  }
  [[nodiscard]] std::string_view rest() const { return line_.file_text.substr(at_, line_.end - at_); }
  [[nodiscard]] std::string_view token() const { return rest().substr(0, token_length(rest())); }
  [[nodiscard]] Span token_span() const { return span(at_, at_ + static_cast<std::uint32_t>(token().size())); }

  bool strange_sign() {
    const std::string_view sign = rest().substr(0, character_length(rest()));
    if (sign == "\u00A0") {
      emitter_.report(diag::NoBreakSpace, token_span_of(sign)).fix_with(token_span_of(sign), " ");
      return true;
    }
    // A quotation mark may stand at the place itself or at the beginning of what was taken for a name.
    if (!is_quote(sign)) return false;
    emitter_.report(diag::CurlyQuote, token_span_of(sign), sign).fix_with(token_span_of(sign), "");
    return true;
  }
  [[nodiscard]] Span token_span_of(std::string_view sign) const {
    return span(at_, at_ + static_cast<std::uint32_t>(sign.size()));
  }

  bool decimal_comma() {
    const std::string_view all = line_.file_text;
    std::uint32_t comma = at_;
    if (comma > line_.begin && comma < line_.end && is_digit(all[comma]) && all[comma - 1] == ',') --comma;
    const bool between = comma > line_.begin && comma + 1 < line_.end && all[comma] == ',' &&
                         is_digit(all[comma - 1]) && is_digit(all[comma + 1]);
    if (!between) return false;
    std::uint32_t begin = comma;
    while (begin > line_.begin && (is_digit(all[begin - 1]) || (all[begin - 1] == '.' && all[begin] != '.'))) --begin;
    if (all[begin] == '.') ++begin;  // the second of «..»
    std::uint32_t end = comma + 1;
    while (end < line_.end && (is_digit(all[end]) || all[end] == ',')) ++end;
    auto& found = emitter_.report(diag::DecimalComma, span(begin, end));
    // Three digits after the comma may be thousands: what was meant is not known.
    if (end - comma - 1 != 3) found.fix_with(span(comma, comma + 1), ".");
    return true;
  }

  void name() {
    const std::string_view word = token();
    if (word_length(word) > g::kMaxName) {
      emitter_.report(diag::NameTooLong, token_span(), std::to_string(word.size()));
    } else if (is_reserved(word)) {
      emitter_.report(diag::NameIsKeyword, token_span(), word);
    } else {
      emitter_.report(diag::ExpectedName, token_span(), quoted(word, Tongue::En), quoted(word, Tongue::Es));
    }
  }

  void value() {
    if (misspelt_word()) return;
    if (is_reserved(token()) || word_length(token()) > g::kMaxName) return name();
    something_else();
  }

  void text() {
    if (rest().starts_with('}')) return lone_brace(at_);
    if (rest().starts_with('|')) {
      emitter_.report(diag::LabelTwiceSpoken, span(at_, at_ + 1)).fix_with(span(at_, at_ + 1), "\\|");
      return;
    }
    if (!rest().empty()) {  // «-Hola», «di"hola"»: no blank after the marker or keyword
      emitter_.report(diag::MissingSpaceAfterMarker, span(at_, at_), who_).fix_with(span(at_, at_), " ");
      return;
    }
    emitter_.report(diag::EmptyText, span(line_.begin, line_.end), who_);
  }

  void lone_brace(std::uint32_t at) {
    const std::string sign{line_.file_text.substr(at, 1)};
    emitter_.report(diag::LoneBrace, span(at, at + 1), sign).fix_with(span(at, at + 1), "\\" + sign);
  }

  /// The brace that is open at the place.
  [[nodiscard]] std::uint32_t open_brace() const {
    std::uint32_t depth = 0;
    for (std::uint32_t i = at_; i > line_.begin; --i) {
      const char c = line_.file_text[i - 1];
      const bool escaped = i - 1 > line_.begin && line_.file_text[i - 2] == '\\';
      if (escaped) continue;
      if (c == '}') ++depth;
      if (c == '{' && depth-- == 0) return i - 1;
    }
    return line_.begin;
  }

  void braces() {
    const std::uint32_t open = open_brace();
    if (rest().find('}') == std::string_view::npos && line_.file_text[open] == '{') return lone_brace(open);
    if (want_.kind == WantKind::Filling && rest().starts_with('}')) {
      emitter_.report(diag::EmptyBraces, span(open, at_ + 1));
    } else if (want_.kind == WantKind::Close && rest().starts_with('?')) {
      emitter_.report(diag::NestedChoice, span(open, at_ + 1));
    } else if (want_.kind == WantKind::Filling) {
      name();
    } else if (want_.kind == WantKind::Close || want_.kind == WantKind::Form) {
      if (!misspelt_word()) unknown_form();
    } else {
      something_else();
    }
  }

  void unknown_form() {
    static constexpr Word kForms[] = {Word::Words, Word::Digits, Word::LongForm, Word::ShortForm};
    auto& found =
        emitter_.report(diag::UnknownForm, token_span(), quoted(token(), Tongue::En), quoted(token(), Tongue::Es));
    if (want_.kind != WantKind::Form) return;
    std::vector<std::string_view> forms;
    for (const Word w : kForms) forms.push_back(spelling(w, reader_.tongue));
    if (const auto near = diag::nearest(token(), forms); !near.empty()) found.fix_with(token_span(), near);
  }

  void escape() {
    const std::uint32_t slash = at_ > line_.begin && line_.file_text[at_ - 1] != '\\'
                                    ? static_cast<std::uint32_t>(line_.file_text.substr(0, at_).rfind('\\'))
                                    : at_ - 1;
    emitter_.report(diag::UnknownEscape, span(slash, slash + 1)).fix_with(span(slash, slash + 1), "\\\\");
  }

  void end() {
    if (rest().starts_with('}')) return lone_brace(at_);
    if (rest().starts_with('|')) {
      emitter_.report(diag::LabelTwiceSpoken, span(at_, at_ + 1)).fix_with(span(at_, at_ + 1), "\\|");
      return;
    }
    if (reader_.first.keyword == Keyword::Else && reader_.first.length != 0) {
      emitter_.report(diag::ElseWithCondition, span(at_, line_.end), who_);
      return;
    }
    if (misspelt_word() || foreign_type()) return;
    const bool after_event = !reader_.parts->empty() && reader_.parts->back().kind == ast::PartKind::RuleEvent;
    if (after_event && is_reserved(token())) return name();
    emitter_.report(diag::TextAfterEnd, span(at_, line_.end), quoted(rest(), Tongue::En), quoted(rest(), Tongue::Es));
  }

  /// A word that could stand here, but spelt loosely or in the other language.
  bool misspelt_word() {
    const auto fits = [this](Word w) {
      return std::find(want_.words.begin(), want_.words.end(), w) != want_.words.end();
    };
    static constexpr Word kInBraces[] = {Word::As, Word::WithAddress};
    const auto in_braces = [this](Word w) {
      return want_.kind == WantKind::Close &&
             std::find(std::begin(kInBraces), std::end(kInBraces), w) != std::end(kInBraces);
    };
    const std::string_view seen = rest();
    const auto near = find_word(seen, reader_.tongue);
    if (near && !near->exact && (fits(near->word) || in_braces(near->word))) {
      const Span place = span(at_, at_ + near->length);
      const std::string_view right = spelling(near->word, reader_.tongue);
      emitter_.report(diag::WordSpelling, place, seen.substr(0, near->length), right).fix_with(place, right);
      return true;
    }
    const auto foreign = find_word(seen, other(reader_.tongue));
    if (foreign && (fits(foreign->word) || in_braces(foreign->word))) {
      mixed(span(at_, at_ + foreign->length), spelling(foreign->word, reader_.tongue));
      return true;
    }
    const auto is = find_keyword(seen, other(reader_.tongue));
    if (want_.kind == WantKind::End && is && is->keyword == Keyword::Is) {
      mixed(span(at_, at_ + is->length), spelling(Keyword::Is, reader_.tongue));
      return true;
    }
    return false;
  }

  void mixed(Span place, std::string_view right) {
    const std::string_view seen = line_.file_text.substr(place.begin, place.end - place.begin);
    if (seen == right) {
      emitter_.report(diag::TextAfterEnd, place, quoted(seen, Tongue::En), quoted(seen, Tongue::Es));
      return;
    }
    emitter_.report(diag::MixedKeywords, place, seen, right).fix_with(place, right);
  }

  /// «dato x: money USD» in a Spanish file: the type was taken for the name of an enumeration.
  bool foreign_type() {
    if (reader_.parts->empty() || reader_.parts->back().kind != ast::PartKind::TypeRef) return false;
    const ast::Part& part = reader_.parts->back();
    const auto found = find_word(line_.file_text.substr(part.begin, line_.end - part.begin), other(reader_.tongue));
    if (!found || found->word < Word::TypeText || found->word > Word::TypeList) return false;
    mixed(span(part.begin, part.begin + found->length), spelling(found->word, reader_.tongue));
    return true;
  }

  void something_else() {
    if (misspelt_word()) return;
    emitter_.report(diag::UnexpectedPart, token_span(), describe(want_, line_.tongue, Tongue::En),
                    describe(want_, line_.tongue, Tongue::Es), quoted(token(), Tongue::En),
                    quoted(token(), Tongue::Es));
  }

  const RawLine& line_;
  const Reader& reader_;
  std::string_view who_;
  diag::Emitter& emitter_;
  const Want& want_;
  std::uint32_t at_ = 0;
};

bool is_name(ast::PartKind kind) {
  using enum ast::PartKind;
  switch (kind) {
    case Name:
    case Ref:
    case Class:
    case Requires:
    case Includes:
    case Grants:
    case Tag:
    case Approver:
    case TypeRef:
    case Says:
    case Hole:
    case Choice:
    case Arm:
    case Path:
      return true;
    case Version:
    case Locale:
    case Flag:
    case Tries:
    case Seconds:
    case Seal:
    case LineId:
    case Until:
    case Instruction:
    case TypeWord:
    case Currency:
    case Low:
    case High:
    case Number:
    case Date:
    case Clock:
    case YesNo:
    case Truth:
    case IsKnown:
    case IsMissing:
    case Compare:
    case Plus:
    case Minus:
    case And:
    case Or:
    case Not:
    case When:
    case Unless:
    case RuleForm:
    case RuleEvent:
    case Times:
    case Text:
    case Escape:
    case Join:
    case Form:
    case Moment:
    case ChoiceEnd:
    case Spoken:
      return false;
  }
  return false;
}

}  // namespace

void complain(const RawLine& line, const Reader& reader, std::string_view who, diag::Emitter& emitter) {
  Complainer{line, reader, who, emitter}.run();
}

namespace {

/// The keyword that `word` was meant to be: one that can stand at this depth if any is near, else any.
std::string_view nearest_keyword(const RawLine& line, std::string_view word) {
  const bool indented = line.begin > 0 && line.file_text[line.begin - 1] != '\n';
  std::vector<std::string_view> likely, all;
  for (std::size_t k = 0; k < kKeywords; ++k) {
    const ast::Where where = ast::where_of(static_cast<ast::NodeKind>(k));
    const bool top = where == ast::Where::Head || where == ast::Where::Top;
    all.push_back(spelling(static_cast<Keyword>(k), line.tongue));
    if (indented ? where == ast::Where::Statement : top) likely.push_back(all.back());
  }
  const std::string_view near = diag::nearest(word, likely);
  return near.empty() ? diag::nearest(word, all) : near;
}

}  // namespace

void complain_first_word(const RawLine& line, diag::Emitter& emitter) {
  const std::string_view text = line.text();
  const std::size_t length = token_length(text);
  const Span place{line.file, line.begin, line.begin + static_cast<std::uint32_t>(length)};
  if (const std::size_t hard = text.substr(0, length).find("\u00A0"); hard != std::string_view::npos) {
    const auto begin = static_cast<std::uint32_t>(line.begin + hard);
    emitter.report(diag::NoBreakSpace, {line.file, begin, begin + 2}).fix_with({line.file, begin, begin + 2}, " ");
    return;
  }
  const std::size_t quote = character_length(text);
  if (is_quote(text.substr(0, quote)) && find_keyword(text.substr(quote), line.tongue)) {
    const Span sign{line.file, line.begin, line.begin + static_cast<std::uint32_t>(quote)};
    emitter.report(diag::CurlyQuote, sign, text.substr(0, quote)).fix_with(sign, "");
    return;
  }
  auto& found = emitter.report(diag::UnknownKeyword, place, shorten(text.substr(0, length)));
  if (const auto near = nearest_keyword(line, text.substr(0, length)); !near.empty()) found.fix_with(place, near);
}

bool complain_names(const RawLine& line, std::span<const ast::Part> parts, diag::Emitter& emitter) {
  for (const ast::Part& part : parts) {
    if (!is_name(part.kind)) continue;
    const std::string_view name = line.file_text.substr(part.begin, part.end - part.begin);
    const std::size_t strange = find_non_letter(name);
    if (strange == std::string_view::npos) continue;
    const std::string_view sign = name.substr(strange, character_length(name.substr(strange)));
    const auto begin = static_cast<std::uint32_t>(part.begin + strange);
    const Span place{line.file, begin, begin + static_cast<std::uint32_t>(sign.size())};
    if (sign == "\u00A0") {
      emitter.report(diag::NoBreakSpace, place).fix_with(place, " ");
    } else if (is_quote(sign)) {
      emitter.report(diag::CurlyQuote, place, sign).fix_with(place, "");
    } else {
      emitter.report(diag::StrangeLetter, place, sign);
    }
    return true;
  }
  return false;
}

}  // namespace guion::parse
