// See format.hpp. Generic over parts: each part says what stands before it and how it is spelt; only where a text
// begins depends on the kind of line. Names, literals and spoken words are copied from the source; words of the
// language are spelt anew.
#include "format/format.hpp"

#include <algorithm>
#include <vector>

#include "format/expression.hpp"

namespace guion::format {
namespace {

using ast::NodeKind;
using ast::Part;
using ast::PartKind;

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// Groups of words that label arms; a choice whose labels all belong to one group is translated with the keywords.
constexpr Word kPlurals[] = {Word::PluralOne, Word::PluralMany, Word::PluralOther};
constexpr Word kAddresses[] = {Word::Sir, Word::Madam, Word::Neutral};
constexpr Word kYesNo[] = {Word::Yes, Word::No};

class Printer {
 public:
  Printer(const ast::Tree& tree, const FormatOptions& options)
      : tree_(tree), from_(tree.tongue), to_(options.keywords.value_or(tree.tongue)), width_(options.width) {
    find_address_slots();
  }

  std::string run() {
    out_.reserve(tree_.text.size() + tree_.text.size() / 8);
    for (LineId i = 0; i < tree_.lines.size(); ++i) {
      if (tree_.lines[i].blank_before) out_ += '\n';
      print_line(i);
    }
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string_view word(Word w) const { return spelling(w, to_); }
  [[nodiscard]] std::string_view at(const Part& p) const { return tree_.at(p); }

  void print_line(LineId i) {
    const ast::Line& line = tree_.lines[i];
    text_.assign(std::size_t{2} * line.depth, ' ');
    breaks_.clear();
    if (line.kind == NodeKind::Error) {
      text_ += std::string_view{tree_.text}.substr(line.begin, line.end - line.begin);
      out_ += text_ + '\n';
      return;
    }
    kind_ = line.kind;
    line_ = i;
    text_ += kind_ == NodeKind::Item      ? "-"
             : kind_ == NodeKind::Comment ? "#"
                                          : spelling(static_cast<Keyword>(kind_), to_);
    const std::span<const Part> parts = tree_.parts_of(i);
    const std::size_t spoken = parts.size() - ast::text_of(parts).size();
    print_structure(parts.first(spoken));
    if (spoken < parts.size()) print_text(parts.first(spoken), parts.subspan(spoken));
    wrap(line.depth);
  }

  // ---- structure
  // ------------------------------------------------------------------------------------------------------------------
  void print_structure(std::span<const Part> parts) {
    PartKind before = PartKind::Text;
    if (kind_ == NodeKind::Rule) {
      text_ += ' ';
      text_ += at(parts[0]);
      print_rule(parts.subspan(1));
      return;
    }
    for (std::size_t i = 0; i < parts.size();) {
      const std::size_t used = print_part(parts.subspan(i), before);
      before = parts[i].kind;
      i += used;
    }
  }

  void put(std::string_view lead, std::string_view value) {
    text_ += lead;
    text_ += value;
  }
  /// «, N intentos».
  void put_count(std::string_view count, Word one, Word many) {
    put(", ", count);
    put(" ", word(count == "1" ? one : many));
  }
  /// The first of a list of names behind its word, the others joined by «y».
  void put_level(std::string_view lead, Word first, bool is_first, std::string_view name) {
    put(is_first ? lead : " ", word(is_first ? first : Word::And));
    put(" ", name);
  }

  /// Prints the first part and what belongs to it. Gives how many parts that were.
  std::size_t print_part(std::span<const Part> parts, PartKind before) {
    const Part& p = parts[0];
    const bool is_first = before != p.kind;
    switch (p.kind) {
      case PartKind::Name:
        if (kind_ == NodeKind::Except) put(" ", word(Word::OfRule));
        put(" ", at(p));
        return 1;
      case PartKind::Version:
        put(", ", word(Word::Guion));
        put(" ", at(p));
        return 1;
      case PartKind::Path:
      case PartKind::Locale:
      case PartKind::Currency:
      case PartKind::Low:
        put(" ", at(p));
        return 1;
      case PartKind::High:
        put("..", at(p));
        return 1;
      case PartKind::Flag:
        put_flag(static_cast<Word>(p.arg));
        return 1;
      case PartKind::Class:
        put(", ", word(Word::OfClass));
        put(" ", at(p));
        return 1;
      case PartKind::Requires:
        put_level(kind_ == NodeKind::Say ? ", " : " ", Word::Requires, is_first, at(p));
        return 1;
      case PartKind::Includes:
        put_level(" ", Word::Includes, is_first, at(p));
        return 1;
      case PartKind::Grants:
        put_level(" ", Word::Grants, is_first, at(p));
        return 1;
      case PartKind::Tries:
        put_count(at(p), Word::Try, Word::Tries);
        return 1;
      case PartKind::Seconds:
        put_count(at(p), Word::Second, Word::Seconds);
        return 1;
      case PartKind::Seal:
        put(", ", word(Word::Sealed));
        put(" ", at(p));
        return 1;
      case PartKind::Approver:
        put(" ", word(Word::By));
        put(" ", at(p));
        return 1;
      case PartKind::Tag:
        put(" @", at(p));
        return 1;
      case PartKind::LineId:
        put(" @#", at(p));
        return 1;
      case PartKind::Until:
        put(" ", word(Word::Until));
        put(" ", at(p));
        return 1;
      case PartKind::Instruction:
        put(" (", at(p));
        text_ += ')';
        return 1;
      case PartKind::TypeWord:
        put(": ", word(static_cast<Word>(p.arg)));
        return 1;
      case PartKind::TypeRef:
        put(": ", at(p));
        return 1;
      case PartKind::When:
        put(", ", spelling(Keyword::If, to_));
        return 1 + put_expression(" ", parts.subspan(1));
      case PartKind::Unless:
        put(", ", word(Word::Unless));
        return 1 + put_waiver(parts.subspan(1));
      case PartKind::Ref:
      case PartKind::YesNo:
        if (kind_ == NodeKind::Is) {
          if (before != PartKind::Text) put(" ", word(Word::Or));
          put(" ",
              p.kind == PartKind::Ref ? spell_ref(p, case_subject()) : std::string{word(static_cast<Word>(p.arg))});
          return 1;
        }
        [[fallthrough]];
      case PartKind::Number:
      case PartKind::Date:
      case PartKind::Clock:
      case PartKind::Truth:
      case PartKind::IsKnown:
      case PartKind::IsMissing:
      case PartKind::Compare:
      case PartKind::Plus:
      case PartKind::Minus:
      case PartKind::And:
      case PartKind::Or:
      case PartKind::Not:
        return put_expression(kind_ == NodeKind::Set || kind_ == NodeKind::Slot ? " = " : " ", parts);
      case PartKind::RuleForm:
      case PartKind::RuleEvent:
      case PartKind::Times:
      case PartKind::Says:  // print_rule
      case PartKind::Text:
      case PartKind::Escape:
      case PartKind::Join:
      case PartKind::Hole:
      case PartKind::Form:
      case PartKind::Moment:
      case PartKind::Choice:
      case PartKind::Arm:
      case PartKind::ChoiceEnd:
      case PartKind::Spoken:  // print_text
        return 1;
    }
    return 1;
  }

  void put_flag(Word flag) {
    const bool alone = kind_ == NodeKind::Register || kind_ == NodeKind::Channel || flag == Word::NeverSaid ||
                       (flag == Word::OneOf && kind_ == NodeKind::Say);
    put(flag == Word::OwnWords ? ": " : alone ? " " : ", ", word(flag));
  }

  std::size_t put_expression(std::string_view lead, std::span<const Part> parts) {
    const std::size_t length = expression_length(parts);
    const Part* const set_slot =
        kind_ == NodeKind::Set || kind_ == NodeKind::Slot ? &tree_.parts_of(line_)[0] : nullptr;
    const SpellRef spell = [this, set_slot](const Part& ref, const Part* subject) {
      return spell_ref(ref, subject != nullptr ? subject : set_slot);
    };
    const std::string text = print_expression(tree_, parts.first(length), to_, spell);
    // «si no …» would be read as the other arm.
    const bool begins_with_not = kind_ == NodeKind::If && text.starts_with(std::string{word(Word::Not)} + " ");
    put(lead, begins_with_not ? "(" + text + ")" : text);
    return std::max<std::size_t>(length, 1);
  }

  std::size_t put_waiver(std::span<const Part> parts) {
    if (!parts.empty() && parts[0].kind == PartKind::RuleEvent) return put_event(parts);
    put(" ", spelling(Keyword::If, to_));
    return put_expression(" ", parts);
  }

  // ---- rules
  // ----------------------------------------------------------------------------------------------------------------------
  std::size_t put_event(std::span<const Part> parts) {
    put(" ", parts[0].arg == ast::kHeard ? word(Word::IsHeard) : spelling(static_cast<Keyword>(parts[0].arg), to_));
    if (parts.size() > 1 && parts[1].kind == PartKind::Tag) return put(" @", at(parts[1])), 2;
    if (parts.size() > 1 && parts[1].kind == PartKind::Ref) return put(" ", at(parts[1])), 2;
    return 1;
  }

  void print_rule(std::span<const Part> parts) {
    const auto form = static_cast<ast::RuleForm>(parts[0].arg);
    std::span<const Part> rest = parts.subspan(1);
    const auto event = [&] { rest = rest.subspan(put_event(rest)); };
    const auto words = [&](Word w) { put(" ", word(w)); };
    text_ += ':';
    switch (form) {
      case ast::RuleForm::Before:
        event(), words(Word::Before), event();
        return;
      case ast::RuleForm::BeforeEach:
        event(), words(Word::BeforeEach), event();
        return;
      case ast::RuleForm::AfterAlways:
        words(Word::After), event(), words(Word::Always), event();
        return;
      case ast::RuleForm::AfterNever:
        words(Word::After), event(), words(Word::Never), event();
        return;
      case ast::RuleForm::BetweenNever:
        words(Word::Between), event(), words(Word::And), event(), words(Word::Never), event();
        return;
      case ast::RuleForm::BetweenAlways:
        words(Word::Between), event(), words(Word::And), event(), words(Word::Always), event();
        return;
      case ast::RuleForm::Paired:
        event(), words(Word::And), event(), words(Word::Paired);
        return;
      case ast::RuleForm::AtMost:
        words(Word::AtMost);
        put(" ", at(rest[0]));
        words(at(rest[0]) == "1" ? Word::Time : Word::Times);
        rest = rest.subspan(1);
        event();
        return;
      case ast::RuleForm::Never:
        words(Word::Never), event();
        return;
      case ast::RuleForm::TagSays:
        put(" @", at(rest[1]));
        words(Word::Says);
        put(" {", at(rest[2]));
        text_ += '}';
        return;
    }
  }

  // ---- texts
  // ----------------------------------------------------------------------------------------------------------------------
  /// What parts the text from what stands before it.
  [[nodiscard]] std::string_view text_lead(std::span<const Part> before, std::span<const Part> text) const {
    const bool begins_with_colon = text[0].kind == PartKind::Text && at(text[0]).starts_with(':');
    switch (kind_) {
      case NodeKind::Slot:
        return " = ";
      case NodeKind::Ask:
      case NodeKind::Record:
      case NodeKind::Judge:
      case NodeKind::With:
      case NodeKind::Transfer:
      case NodeKind::Area:
      case NodeKind::Except:
        return ": ";
      case NodeKind::Say:
        return ast::find(before, PartKind::Requires) || ast::find(before, PartKind::Seal) ? ": " : " ";
      case NodeKind::Menu:
        return before.empty() && !begins_with_colon ? " " : ": ";
      case NodeKind::Item:
        return before.empty() ? " " : ": ";
      case NodeKind::Flow:
      case NodeKind::Protocol:
      case NodeKind::Library:
      case NodeKind::Title:
      case NodeKind::Language:
      case NodeKind::Register:
      case NodeKind::Channel:
      case NodeKind::Follows:
      case NodeKind::Use:
      case NodeKind::Level:
      case NodeKind::Method:
      case NodeKind::Class:
      case NodeKind::Type:
      case NodeKind::Service:
      case NodeKind::Gives:
      case NodeKind::Takes:
      case NodeKind::Stales:
      case NodeKind::Outcome:
      case NodeKind::Tag:
      case NodeKind::Rule:
      case NodeKind::Stage:
      case NodeKind::Part:
      case NodeKind::Note:
      case NodeKind::Verify:
      case NodeKind::Revoke:
      case NodeKind::Lookup:
      case NodeKind::Request:
      case NodeKind::If:
      case NodeKind::Else:
      case NodeKind::When:
      case NodeKind::Is:
      case NodeKind::OnlyIf:
      case NodeKind::Set:
      case NodeKind::Do:
      case NodeKind::GoTo:
      case NodeKind::End:
      case NodeKind::Nothing:
      case NodeKind::OnFailure:
      case NodeKind::OnReturn:
      case NodeKind::OnSilence:
      case NodeKind::OnOverflow:
      case NodeKind::Comment:
      case NodeKind::Error:
        return " ";
    }
    return " ";
  }

  void print_text(std::span<const Part> before, std::span<const Part> text) {
    text_ += text_lead(before, text);
    text_begin_ = text_.size();
    for (std::size_t i = 0; i < text.size();) {
      if (text[i].kind == PartKind::Choice) {
        i += put_choice(text.subspan(i));
      } else if (text[i].kind == PartKind::Hole) {
        i += put_hole(text.subspan(i));
      } else {
        put_plain(text[i++]);
      }
    }
    if (kind_ == NodeKind::Say && std::string_view{text_}.substr(text_begin_) == word(Word::OneOf))
      forced_break_ = text_.rfind(' ');
  }

  /// Literal text, where a long line may be broken: at single blanks.
  void put_plain(const Part& p) {
    if (p.kind == PartKind::Text) {
      const std::size_t start = text_.size();
      text_ += at(p);
      for (std::size_t i = text_.find(' ', start); i != std::string::npos; i = text_.find(' ', i + 1))
        breaks_.push_back(i);
    } else if (p.kind == PartKind::Join) {
      breaks_.push_back(text_.size());
      text_ += ' ';
    } else if (p.kind == PartKind::Escape) {
      put("\\", at(p));
    } else if (p.kind == PartKind::Moment) {
      put("{", word(Word::Now));
      put(".", word(static_cast<Word>(p.arg)));
      text_ += '}';
    } else if (p.kind == PartKind::Spoken) {
      text_ += " | ";
    }
  }

  /// A Hole and the Form that may follow it, with braces.
  std::size_t put_hole(std::span<const Part> parts) {
    put("{", at(parts[0]));
    const std::size_t used = put_form(parts.subspan(1));
    text_ += '}';
    return 1 + used;
  }

  std::size_t put_form(std::span<const Part> parts) {
    if (parts.empty() || parts[0].kind != PartKind::Form) return 0;
    const auto form = static_cast<Word>(parts[0].arg);
    if (form != Word::WithAddress) put(" ", word(Word::As));
    put(" ", word(form));
    return 1;
  }

  std::size_t put_choice(std::span<const Part> parts) {
    std::size_t length = 1;
    while (length < parts.size() && parts[length].kind != PartKind::ChoiceEnd) ++length;
    const std::span<const Word> group = label_group(parts.first(length));
    const std::size_t breaks = breaks_.size();
    put("{", at(parts[0]));
    text_ += " ?";
    for (std::size_t i = 1; i < length;) {
      if (parts[i].kind == PartKind::Arm) {
        if (i > 1) text_ += " |";
        put(" ", translated(at(parts[i]), group));
        const bool is_empty = i + 1 == length || parts[i + 1].kind == PartKind::Arm;
        text_ += is_empty ? ":" : ": ";
        ++i;
      } else if (parts[i].kind == PartKind::Hole) {
        i += put_hole(parts.subspan(i));
      } else {
        put_plain(parts[i++]);
      }
    }
    text_ += '}';
    breaks_.resize(breaks);  // braces never cross a line
    return std::min(length + 1, parts.size());
  }

  // ---- words in the place of names
  // ------------------------------------------------------------------------------------------------
  [[nodiscard]] std::string translated(std::string_view label, std::span<const Word> group) const {
    for (const Word w : group) {
      if (label == spelling(w, from_)) return std::string{word(w)};
    }
    return std::string{label};
  }

  [[nodiscard]] std::span<const Word> label_group(std::span<const Part> choice) const {
    for (const std::span<const Word> group :
         {std::span<const Word>{kPlurals}, std::span<const Word>{kAddresses}, std::span<const Word>{kYesNo}}) {
      const bool all = std::all_of(choice.begin(), choice.end(), [&](const Part& p) {
        return p.kind != PartKind::Arm ||
               std::any_of(group.begin(), group.end(), [&](Word w) { return at(p) == spelling(w, from_); });
      });
      if (all) return group;
    }
    return {};
  }

  void find_address_slots() {
    for (LineId i = 0; i < tree_.lines.size() && from_ != to_; ++i) {
      const auto parts = tree_.parts_of(i);
      const Part* const type = ast::find(parts, PartKind::TypeWord);
      if (type != nullptr && type->arg == static_cast<std::uint8_t>(Word::TypeAddress))
        address_slots_.push_back(at(parts[0]));
    }
  }

  [[nodiscard]] bool is_address(const Part* slot) const {
    return slot != nullptr &&
           std::find(address_slots_.begin(), address_slots_.end(), at(*slot)) != address_slots_.end();
  }

  /// A value of an address form is a word of the language; any other name is itself.
  [[nodiscard]] std::string spell_ref(const Part& ref, const Part* subject) const {
    return is_address(subject) ? translated(at(ref), kAddresses) : std::string{at(ref)};
  }

  /// The slot of the «según» above an «es».
  [[nodiscard]] const Part* case_subject() const {
    if (address_slots_.empty()) return nullptr;
    const std::uint8_t depth = tree_.lines[line_].depth;
    for (LineId i = line_; i > 0; --i) {
      const ast::Line& above = tree_.lines[i - 1];
      if (above.depth < depth && above.kind != NodeKind::Comment)
        return above.kind == NodeKind::When ? &tree_.parts_of(i - 1)[0] : nullptr;
    }
    return nullptr;
  }

  // ---- long lines
  // -----------------------------------------------------------------------------------------------------------------
  /// Whether the blank at `i` may become the end of a line: a single blank between two other characters.
  [[nodiscard]] bool may_break(std::size_t i) const {
    const bool single = i > text_begin_ && i + 1 < text_.size() && !is_blank(text_[i - 1]) && !is_blank(text_[i + 1]);
    if (!single || kind_ == NodeKind::Comment) return false;
    const std::string_view first = std::string_view{text_}.substr(text_begin_, i - text_begin_);
    return kind_ != NodeKind::Say || first != word(Word::OneOf);
  }
  static bool is_blank(char c) { return c == ' ' || c == '\t'; }

  void wrap(std::uint8_t depth) {
    const std::string indent = std::string(std::size_t{2} * depth + 2, ' ') + "| ";
    std::size_t start = 0;
    std::size_t column = 0;  // characters of the line so far that stand before `start`
    std::size_t last_break = 0;
    std::size_t measured = 0;
    std::size_t used = 0;
    const bool is_long = text_.size() > width_ && count_characters(text_) > width_;
    for (std::size_t b = 0; (is_long || forced_break_ != 0) && b <= breaks_.size(); ++b) {
      const std::size_t place = b < breaks_.size() ? breaks_[b] : text_.size();
      used += count_characters(std::string_view{text_}.substr(measured, place - measured));
      measured = place;
      const bool forced = last_break != 0 && last_break == forced_break_;
      if (last_break > start && (used + column > width_ || forced)) {
        out_.append(text_, start, last_break - start);
        out_ += '\n';
        out_ += indent;
        start = last_break + 1;
        column = indent.size();
        used = count_characters(std::string_view{text_}.substr(start, place - start));
      }
      if (b < breaks_.size() && may_break(place)) last_break = place;
    }
    out_.append(text_, start);
    out_ += '\n';
    forced_break_ = 0;
  }

  const ast::Tree& tree_;
  Tongue from_, to_;
  std::size_t width_;
  std::string out_;
  std::string text_;                 ///< the line being printed, not yet wrapped
  std::vector<std::size_t> breaks_;  ///< blanks of `text_` outside of braces
  std::size_t text_begin_ = 0;       ///< where its free text begins
  std::size_t forced_break_ = 0;     ///< a blank that must stay a break, or 0
  NodeKind kind_ = NodeKind::Error;
  LineId line_ = 0;
  std::vector<std::string_view> address_slots_;
};

}  // namespace

std::string print(const ast::Tree& tree, const FormatOptions& options) { return Printer{tree, options}.run(); }

}  // namespace guion::format
