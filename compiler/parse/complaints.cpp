// See complaints.hpp.
#include "parse/complaints.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "parse/hygiene.hpp"
#include "parse/signs.hpp"
#include "parse/wants.hpp"

namespace guion::parse {
namespace {

Tongue other(Tongue tongue) { return tongue == Tongue::Es ? Tongue::En : Tongue::Es; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

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
    if (extra_colon() || answer_without_slot()) return;
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

  [[nodiscard]] bool begins_with(Keyword keyword) const {
    return reader_.first.length != 0 && reader_.first.keyword == keyword;
  }
  /// One past the last byte before the place that is no blank.
  [[nodiscard]] std::uint32_t end_before() const {
    std::uint32_t at = at_;
    while (at > line_.begin && (line_.file_text[at - 1] == ' ' || line_.file_text[at - 1] == '\t')) --at;
    return at;
  }

  /// «di: Gracias», «si falla:».
  bool extra_colon() {
    const bool before_text = want_.kind == WantKind::Text && reader_.first.length != 0 && rest().size() > 1;
    if (!rest().starts_with(':') || (!before_text && !(want_.kind == WantKind::End && rest() == ":"))) return false;
    const bool apart = !before_text || rest()[1] == ' ' || rest()[1] == '\t';
    emitter_.report(diag::ExtraColon, span(at_, at_ + 1))
        .fix_with(span(before_text ? at_ : end_before(), at_ + 1), apart ? "" : " ");
    return true;
  }

  /// «pregunta ¿Con quién hablo?»
  bool answer_without_slot() {
    if (!begins_with(Keyword::Ask)) return false;
    const std::string_view after = line_.text().substr(reader_.first.length);
    const std::size_t first = after.find_first_not_of(" \t:");
    if (first == std::string_view::npos) return false;
    const std::string_view words = after.substr(first);
    const bool opens = words.starts_with("¿") || words.starts_with("¡");
    const bool at_name = want_.kind == WantKind::Name &&
                         (after.substr(0, first).find(':') != std::string_view::npos || words.ends_with('?'));
    if (!opens && !(at_name && words.find(':') == std::string_view::npos)) return false;
    const auto begin = static_cast<std::uint32_t>(line_.begin + reader_.first.length + first);
    emitter_.report(diag::AnswerWithoutSlot, span(begin, line_.end), who_);
    return true;
  }

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
    std::string number{all.substr(begin, end - begin)};
    const bool one_comma = number.rfind(',') == comma - begin;
    if (end - comma - 1 == 3 || !one_comma) return true;
    number[comma - begin] = '.';
    number.erase(std::remove(number.begin(), number.begin() + (comma - begin), '.'), number.begin() + (comma - begin));
    found.fix_with(span(begin, end), number);
    return true;
  }

  void name() {
    const std::string_view word = token();
    if (word_length(word) > g::kMaxName) {
      emitter_.report(diag::NameTooLong, token_span(), std::to_string(word.size()));
    } else if (is_reserved(word)) {
      emitter_.report(diag::NameIsKeyword, token_span(), word);
    } else {
      emitter_.report(diag::ExpectedName, token_span(), quoted(word, Tongue::En), what_stands(word));
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
    if (unclosed(open) || doubled(open)) return;
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

  /// «{saldo y vence el día {vence}»: another brace opens, or the line or arm ends, before this one is closed.
  bool unclosed(std::uint32_t open) {
    const bool tight = open + 1 < line_.end && line_.file_text[open] == '{' && line_.file_text[open + 1] != ' ';
    if (want_.kind != WantKind::Close || !tight) return false;
    const std::size_t close = rest().find('}');
    const std::size_t next = rest().find('{');
    if (close < next && !rest().starts_with('|')) return false;
    if (close == next && rest().starts_with('?')) return false;
    const ast::Part* const last = part_before();
    const bool after_name = last != nullptr && last->begin > open &&
                            (last->kind == ast::PartKind::Hole || last->kind == ast::PartKind::Moment);
    auto& found = emitter_.report(diag::UnclosedBlank, span(open, after_name ? last->end : open + 1));
    if (after_name) found.fix_with(span(last->end, last->end), "}");
    return true;
  }

  /// «{{saldo}}»
  bool doubled(std::uint32_t open) {
    if (want_.kind != WantKind::Filling || !rest().starts_with('{') || at_ != open + 1) return false;
    auto& found = emitter_.report(diag::DoubledBrace, span(open, at_ + 1));
    const std::size_t close = rest().find("}}");
    if (close == std::string_view::npos || rest().find('}') != close) {
      found.fix_with(span(at_, at_ + 1), "");
    } else {
      const auto end = static_cast<std::uint32_t>(at_ + close);
      found.fix_with(span(open, end + 2), line_.file_text.substr(at_, end + 1 - at_));
    }
    return true;
  }

  /// The last part that was read before the place; the rules go on behind it as if all were well.
  [[nodiscard]] const ast::Part* part_before() const {
    const auto& parts = *reader_.parts;
    const auto found = std::find_if(parts.rbegin(), parts.rend(), [this](const ast::Part& p) { return p.end <= at_; });
    return found == parts.rend() || found->begin < line_.begin ? nullptr : &*found;
  }

  /// Whether the file uses this word.
  [[nodiscard]] bool occurs(std::string_view word) const {
    const std::string_view all = line_.file_text;
    for (std::size_t at = all.find(word); at != std::string_view::npos; at = all.find(word, at + 1)) {
      if (word_length(all.substr(at)) == word.size() && (at == 0 || word_length(all.substr(at - 1, 1)) == 0))
        return true;
    }
    return false;
  }

  /// «{teléfono contacto}», «haz ofrecer-llamada»: the name that the file has with «_», as a fix.
  void fix_with_joined_name(diag::Diagnostic& found) const {
    const ast::Part* const last = part_before();
    if (last == nullptr || !is_name(last->kind)) return;
    std::string name{line_.file_text.substr(last->begin, last->end - last->begin)};
    std::uint32_t at = last->end;
    for (int words = 0; words < 3 && at + 1 < line_.end; ++words) {
      if (line_.file_text[at] != ' ' && line_.file_text[at] != '-') return;
      const std::size_t length = word_length(line_.file_text.substr(at + 1, line_.end - at - 1));
      if (length == 0) return;
      name.append("_").append(line_.file_text.substr(at + 1, length));
      at += 1 + static_cast<std::uint32_t>(length);
      if (name.size() <= g::kMaxName && occurs(name)) {
        found.fix_with({line_.file, last->begin, at}, name);
        return;
      }
    }
  }

  void unknown_form() {
    static constexpr Word kForms[] = {Word::Words, Word::Digits, Word::LongForm, Word::ShortForm};
    auto& found =
        emitter_.report(diag::UnknownForm, token_span(), quoted(token(), Tongue::En), quoted(token(), Tongue::Es));
    if (want_.kind != WantKind::Form) return fix_with_joined_name(found);
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
    if (misspelt_word() || foreign_type() || spelt_comparison() || wrong_separator() || missing_comma()) return;
    const bool after_event = !reader_.parts->empty() && reader_.parts->back().kind == ast::PartKind::RuleEvent;
    if (after_event && is_reserved(token())) return name();
    auto& found = emitter_.report(diag::TextAfterEnd, span(at_, line_.end), quoted(rest(), Tongue::En),
                                  quoted(rest(), Tongue::Es));
    fix_with_joined_name(found);
  }

  /// Says what must stand at the place, for a piece of the line that is there instead.
  diag::Diagnostic& unexpected(Span place, std::string_view en, std::string_view es) {
    const std::string_view seen = line_.file_text.substr(place.begin, place.end - place.begin);
    return emitter_.report(diag::UnexpectedPart, place, en, es, quoted(seen, Tongue::En), what_stands(seen));
  }
  /// The Spanish for what is there: «dice «x»», or that the line ends.
  static std::string what_stands(std::string_view seen) {
    if (seen.empty()) return "la línea termina";
    return (seen == " " || seen == "\t" ? "hay " : "dice ") + quoted(seen, Tongue::Es);
  }

  /// «si saldo es mayor que 0»
  bool spelt_comparison() {
    struct Phrase {
      std::string_view words, sign;
    };
    static constexpr Phrase kPhrases[] = {{"mayor o igual que", ">="},
                                          {"menor o igual que", "<="},
                                          {"mayor que", ">"},
                                          {"menor que", "<"},
                                          {"igual a", "="},
                                          {"distinto de", "!="},
                                          {"greater than", ">"},
                                          {"more than", ">"},
                                          {"less than", "<"},
                                          {"at least", ">="},
                                          {"at most", "<="},
                                          {"equal to", "="}};
    if (!begins_with(Keyword::If) && !begins_with(Keyword::OnlyIf) && !begins_with(Keyword::Stage)) return false;
    for (const Phrase& phrase : kPhrases) {
      const std::size_t found = line_.text().find(phrase.words);
      if (found == std::string_view::npos) continue;
      auto begin = static_cast<std::uint32_t>(line_.begin + found);
      const auto end = static_cast<std::uint32_t>(begin + phrase.words.size());
      if (at_ < begin || at_ > end) continue;
      const std::string is = std::string{spelling(Keyword::Is, reader_.tongue)} + " ";
      if (line_.file_text.substr(0, begin).ends_with(" " + is)) begin -= static_cast<std::uint32_t>(is.size());
      const std::string sign{phrase.sign};
      unexpected(span(begin, end), "\"" + sign + "\"", "«" + sign + "»").fix_with(span(begin, end), sign);
      return true;
    }
    return false;
  }

  /// «es norte, sur»
  bool wrong_separator() {
    if (!begins_with(Keyword::Is)) return false;
    const std::string_view conjunction = spelling(Word::And, reader_.tongue);
    const bool comma = rest().starts_with(',');
    if (!comma && token() != conjunction) return false;
    const std::string right{spelling(Word::Or, reader_.tongue)};
    unexpected(token_span(), "\"" + right + "\"", "«" + right + "»")
        .fix_with(span(end_before(), at_ + static_cast<std::uint32_t>(token().size())), " " + right);
    return true;
  }

  /// «pregunta x si falta: …»: an attribute without its comma.
  bool missing_comma() {
    static constexpr Word kAttributes[] = {Word::IfMissing, Word::IfSaid,     Word::IfLacking, Word::OneOf,
                                           Word::Acts,      Word::FromSystem, Word::Required,  Word::Optional,
                                           Word::OfClass,   Word::Discretion, Word::Unless,    Word::VisibleAgent};
    const auto found = find_word(rest(), reader_.tongue);
    const bool fits =
        found && std::find(std::begin(kAttributes), std::end(kAttributes), found->word) != std::end(kAttributes);
    const bool is_condition = begins_with(Keyword::Stage) && token() == spelling(Keyword::If, reader_.tongue);
    if ((!fits && !is_condition) || end_before() == at_) return false;
    unexpected(token_span(), "a comma", "una coma").fix_with(span(end_before(), end_before()), ",");
    return true;
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
    const bool wants_colon = reader_.wanted == g::rule_key<g::colon>;
    const bool wants_comma = reader_.wanted == g::rule_key<g::comma>;
    if (misspelt_word() || (wants_colon && missing_comma())) return;
    if (wants_comma && begins_with(Keyword::With)) {
      const std::string_view words = line_.text().substr(0, end_before() - line_.begin);
      emitter_.report(diag::TriesMissing, token_span(), shorten(words));
      return;
    }
    auto& found =
        unexpected(token_span(), describe(want_, line_.tongue, Tongue::En), describe(want_, line_.tongue, Tongue::Es));
    const Span gap = span(end_before(), end_before());
    const std::string_view guion = spelling(Word::Guion, reader_.tongue);
    const unsigned char lead = rest().empty() ? 0 : static_cast<unsigned char>(rest()[0]);
    const bool text_follows = (lead >= 'A' && lead <= 'Z') || rest().starts_with("¿") || rest().starts_with("¡");
    if (wants_comma && is_head() && rest().empty()) {
      found.fix_with(gap, ", " + std::string{guion} + " 1");
    } else if (wants_comma && is_head() && token() == guion) {
      found.fix_with(gap, ",");
    } else if (wants_colon && text_follows) {
      found.fix_with(gap, ":");
    } else if (rest().size() > 1 && lead == '$' && is_digit(rest()[1])) {
      found.fix_with(span(at_, at_ + 1), "");
    }
  }

  [[nodiscard]] bool is_head() const {
    return reader_.first.length != 0 &&
           ast::where_of(static_cast<ast::NodeKind>(reader_.first.keyword)) == ast::Where::Head;
  }

  const RawLine& line_;
  const Reader& reader_;
  std::string_view who_;
  diag::Emitter& emitter_;
  const Want& want_;
  std::uint32_t at_ = 0;
};

}  // namespace

void complain(const RawLine& line, const Reader& reader, std::string_view who, diag::Emitter& emitter) {
  Complainer{line, reader, who, emitter}.run();
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
