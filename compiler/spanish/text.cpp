// See text.hpp. A byte says what begins there; letters beyond ASCII are those of two and more bytes that are no mark.
#include "spanish/text.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace guion::spanish {
namespace {

using ast::Part;
using ast::PartKind;

enum class Begins : std::uint8_t { Blank, Letter, Digit, Mark, Far };

constexpr std::array<Begins, 256> kBegins = [] {
  std::array<Begins, 256> all{};
  for (unsigned c = 0; c < 256; ++c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    all[c] = c <= ' '               ? Begins::Blank
             : letter               ? Begins::Letter
             : c >= '0' && c <= '9' ? Begins::Digit
             : c >= 0x80            ? Begins::Far
                                    : Begins::Mark;
  }
  return all;
}();

constexpr Mark mark_of(char c) {
  switch (c) {
    case '.':
      return Mark::Stop;
    case ',':
      return Mark::Comma;
    case ';':
      return Mark::Semicolon;
    case ':':
      return Mark::Colon;
    case '?':
      return Mark::Question;
    case '!':
      return Mark::Exclamation;
    case '(':
    case '[':
      return Mark::Open;
    case ')':
    case ']':
      return Mark::Close;
    case '"':
    case '\'':
      return Mark::Quote;
    case '-':
      return Mark::Hyphen;
    case '/':
      return Mark::Slash;
    case '_':
      return Mark::Underscore;
    default:
      return Mark::Other;
  }
}

/// A character beyond ASCII: its size, and its mark if it is none of a word.
struct Far {
  unsigned size = 1;
  std::optional<Mark> mark;
  bool blank = false;
};

Far far_at(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  const unsigned first = byte(0);
  Far far;
  far.size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
  far.size = static_cast<unsigned>(std::min<std::size_t>(far.size, text.size()));
  if (first == 0xc2) {
    const unsigned c = byte(1);
    far.blank = c == 0xa0;
    if (c == 0xbf) {
      far.mark = Mark::OpenQuestion;
    } else if (c == 0xa1) {
      far.mark = Mark::OpenExclamation;
    } else if (c == 0xab) {
      far.mark = Mark::OpenQuote;
    } else if (c == 0xbb) {
      far.mark = Mark::CloseQuote;
    } else if (c != 0xaa && c != 0xba) {  // ª º belong to their word
      far.mark = Mark::Other;
    }
  } else if (first == 0xe2 && byte(1) == 0x80) {
    const unsigned c = byte(2);
    far.mark = c == 0x93 || c == 0x94   ? Mark::Dash
               : c == 0x9c || c == 0x98 ? Mark::OpenQuote
               : c == 0x9d              ? Mark::CloseQuote
               : c == 0xa6              ? Mark::Ellipsis
                                        : Mark::Other;
    if (c == 0x99) far.mark = Mark::Quote;
  } else if (first == 0xc3 && (byte(1) == 0x97 || byte(1) == 0xb7)) {
    far.mark = Mark::Other;  // × ÷
  } else if (first >= 0xe2) {
    far.mark = Mark::Other;  // signs and pictures; no script but the Latin one is read
  }
  return far;
}

bool is_capital(std::string_view text) {
  const auto c = static_cast<unsigned char>(text[0]);
  if (c >= 'A' && c <= 'Z') return true;
  const auto next = text.size() > 1 ? static_cast<unsigned char>(text[1]) : 0u;
  return c == 0xc3 && next >= 0x80 && next <= 0x9e && next != 0x97;
}

Case case_of(std::string_view word) {
  if (!is_capital(word)) return Case::Lower;
  unsigned letters = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const auto c = static_cast<unsigned char>(word[i]);
    if (c >= 0x80 && c < 0xc0) continue;
    if ((c >= '0' && c <= '9')) continue;
    ++letters;
    if (!is_capital(word.substr(i))) return Case::Capital;
  }
  return letters > 1 ? Case::Upper : Case::Capital;
}

/// Whether a word and what follows it directly begin an address.
bool is_address(std::string_view word, std::string_view rest) {
  constexpr std::string_view kEnds[] = {"com", "net", "org", "gob", "gov", "edu", "mx", "co", "cl", "es", "us"};
  if (rest[0] == '@') return kBegins[static_cast<unsigned char>(rest[1])] == Begins::Letter;
  if (rest[0] == ':') return rest.starts_with("://");
  if (word == "www") return true;
  std::size_t letters = 1;
  while (letters < rest.size() && kBegins[static_cast<unsigned char>(rest[letters])] == Begins::Letter) ++letters;
  return word.size() >= 3 && std::ranges::find(kEnds, rest.substr(1, letters - 1)) != std::end(kEnds);
}

class Reader {
 public:
  Reader(const ast::Tree& tree, unsigned way, Words& words, Reading& out)
      : text_(tree.text), way_(way), words_(words), out_(out) {}

  void run(std::span<const Part> parts) {
    for (std::size_t i = 0; i < parts.size(); ++i) step(parts, i);
    end_sentence();
  }

 private:
  void step(std::span<const Part> parts, std::size_t i) {
    const Part& part = parts[i];
    switch (part.kind) {
      case PartKind::Text:
      case PartKind::Escape:
        if (heard_) literal(part.begin, part.end);
        return;
      case PartKind::Join:
        if (heard_) blank();
        return;
      case PartKind::Hole:
      case PartKind::Moment:
        if (heard_) value(part);
        return;
      case PartKind::Choice:
        arm_ = 0;
        chosen_ = chosen_arm(parts.subspan(i));
        heard_ = false;
        before_choice_ = blanks_;
        lead_ = true;
        return;
      case PartKind::Arm:
        heard_ = arm_++ == chosen_;
        return;
      case PartKind::ChoiceEnd:  // blanks around an arm are dropped
        heard_ = true;
        blanks_ = lead_ ? before_choice_ : std::uint8_t{0};
        lead_ = false;
        return;
      default:
        return;
    }
  }

  unsigned chosen_arm(std::span<const Part> parts) const {
    unsigned arms = 0;
    for (const Part& p : parts) {
      if (p.kind == PartKind::ChoiceEnd) break;
      arms += p.kind == PartKind::Arm;
    }
    return arms == 0 ? 0 : std::min(way_, arms - 1);
  }

  void literal(std::uint32_t begin, std::uint32_t end) {
    std::uint32_t at = begin;
    while (at < end) {
      const std::string_view rest = text_.substr(at, end - at);
      switch (kBegins[static_cast<unsigned char>(rest[0])]) {
        case Begins::Blank:
          if (!lead_) blank();
          ++at;
          continue;
        case Begins::Letter:
        case Begins::Digit:
          at = word(at, end);
          continue;
        case Begins::Mark:
          at = mark(at, end);
          continue;
        case Begins::Far: {
          const Far far = far_at(rest);
          if (far.blank) {
            blank();
            at += far.size;
          } else if (far.mark) {
            put_mark(*far.mark, at, at + far.size);
            at += far.size;
          } else {
            at = word(at, end);
          }
          continue;
        }
      }
    }
  }

  /// Letters and digits in one; digits with the separators between them are a number.
  std::uint32_t word(std::uint32_t begin, std::uint32_t end) {
    std::uint32_t at = begin;
    while (at < end && kBegins[static_cast<unsigned char>(text_[at])] == Begins::Letter) ++at;  // most words are no more
    bool letters = at > begin;
    while (at < end) {
      const auto c = static_cast<unsigned char>(text_[at]);
      if (kBegins[c] == Begins::Letter) {
        letters = true;
        ++at;
      } else if (kBegins[c] == Begins::Digit) {
        ++at;
      } else if (kBegins[c] == Begins::Far) {
        const Far far = far_at(text_.substr(at, end - at));
        if (far.mark || far.blank) break;
        letters = true;
        at += far.size;
      } else {
        const bool inside = !letters && (c == '.' || c == ',' || c == ':') && at + 1 < end &&
                            kBegins[static_cast<unsigned char>(text_[at + 1])] == Begins::Digit;
        if (!inside) break;
        ++at;
      }
    }
    const std::uint32_t whole = address(begin, at, end);
    if (whole > at) letters = false, at = whole;
    Token t = token(letters ? TokenKind::Word : TokenKind::Number, begin, at);
    if (letters) {
      const std::string_view written = text_.substr(begin, at - begin);
      t.word = words_.intern(written);
      t.written = case_of(written);
      const std::uint32_t traits = words_[t.word].traits;
      out_.traits |= traits;
      out_.shared &= traits;
    }
    put(t);
    return at;
  }

  /// Where an address that begins with the word [begin, at) ends: https://…, www…, ayuda@…, cableaustral.com. It is
  /// read out sign by sign, so its marks belong to it. `at`: it is none.
  [[nodiscard]] std::uint32_t address(std::uint32_t begin, std::uint32_t at, std::uint32_t end) const {
    if (at + 1 >= end || (text_[at] != '.' && text_[at] != ':' && text_[at] != '@')) return at;
    if (!is_address(text_.substr(begin, at - begin), text_.substr(at, end - at))) return at;
    std::uint32_t stop = at;
    while (stop < end && text_[stop] != ' ' && text_[stop] != '\n') ++stop;
    while (std::string_view{".,;:!?)\"'"}.find(text_[stop - 1]) != std::string_view::npos) --stop;
    for (const std::string_view closing : {"»", "”", "…"})
      if (text_.substr(0, stop).ends_with(closing)) stop -= static_cast<std::uint32_t>(closing.size());
    return std::max(stop, at);
  }

  std::uint32_t mark(std::uint32_t at, std::uint32_t end) {
    std::uint32_t stop = at + 1;
    Mark m = mark_of(text_[at]);
    if (m == Mark::Underscore)
      while (stop < end && text_[stop] == '_') ++stop;
    if (m == Mark::Stop && end - at >= 3 && text_.substr(at, 3) == "...") m = Mark::Ellipsis, stop = at + 3;
    put_mark(m, at, stop);
    return stop;
  }

  void put_mark(Mark m, std::uint32_t begin, std::uint32_t end) {
    Token t = token(TokenKind::Mark, begin, end);
    t.mark = m;
    put(t);
  }

  void value(const Part& part) {
    std::uint32_t begin = part.begin, end = part.end;
    while (begin > 0 && text_[begin] != '{') --begin;
    while (end < text_.size() && text_[end] != '}' && text_[end] != '\n') ++end;
    Token t = token(TokenKind::Value, begin, end < text_.size() && text_[end] == '}' ? end + 1 : end);
    t.part = &part;
    put(t);
  }

  void blank() {
    if (blanks_ < 255) ++blanks_;
  }

  Token token(TokenKind kind, std::uint32_t begin, std::uint32_t end) const {
    Token t;
    t.kind = kind;
    t.begin = begin;
    t.end = end;
    t.blanks = blanks_;
    return t;
  }

  void put(const Token& t) {
    if (ends_ && !belongs_to_end(t)) end_sentence();
    if (t.kind == TokenKind::Mark) {
      out_.marks |= 1u << static_cast<unsigned>(t.mark);
      if (t.mark == Mark::Question) now_.asks = ends_ = true;
      if (t.mark == Mark::Exclamation) now_.exclaims = ends_ = true;
      if (t.mark == Mark::Ellipsis) ends_ = soft_ = true;
      if (t.mark == Mark::Stop) ends_ = !abbreviates();
    } else {
      ++now_.words;
    }
    out_.tokens.push_back(t);
    blanks_ = 0;
    lead_ = false;
  }

  [[nodiscard]] bool abbreviates() const {
    if (out_.tokens.empty()) return false;
    const Token& last = out_.tokens.back();
    return last.kind == TokenKind::Word && (words_[last.word].traits & kAbbreviates) != 0;
  }

  /// Whether `t` still belongs to the sentence that a mark has just ended: closing marks, or what goes on in lower
  /// case.
  bool belongs_to_end(const Token& t) {
    if (t.kind == TokenKind::Mark)
      return t.mark == Mark::Close || t.mark == Mark::CloseQuote || t.mark == Mark::Quote || t.mark == Mark::Question ||
             t.mark == Mark::Exclamation || t.mark == Mark::Stop || t.mark == Mark::Ellipsis || t.mark == Mark::Comma;
    if (soft_ && t.kind == TokenKind::Word && t.written == Case::Lower) return ends_ = soft_ = false, true;
    const Token& last = out_.tokens.back();
    const bool within = last.kind == TokenKind::Mark && last.mark == Mark::Stop && t.blanks == 0;
    if (within && t.kind == TokenKind::Word && t.written != Case::Capital) return ends_ = false, true;  // p.m., EE.UU.
    if (last.kind == TokenKind::Mark && last.mark == Mark::Comma) return ends_ = false, true;  // «¿Sí?, dígame»
    return false;
  }

  void end_sentence() {
    ends_ = soft_ = false;
    now_.end = static_cast<std::uint32_t>(out_.tokens.size());
    if (now_.end != now_.first) out_.sentences.push_back(now_);
    now_ = {};
    now_.first = static_cast<std::uint32_t>(out_.tokens.size());
  }

  std::string_view text_;
  unsigned way_, arm_ = 0, chosen_ = 0;
  Words& words_;
  Reading& out_;
  Sentence now_;
  std::uint8_t blanks_ = 0, before_choice_ = 0;
  bool heard_ = true, ends_ = false, soft_ = false;
  bool lead_ = false;  ///< at the beginning of an arm
};

}  // namespace

InArm arm_at(std::span<const Part> run, std::uint32_t byte) {
  InArm at;
  for (const Part& p : run) {
    if (p.begin > byte) break;
    if (p.kind == PartKind::Choice) at.choice = &p;
    if (p.kind == PartKind::Arm) at.label = &p;
    if (p.kind == PartKind::ChoiceEnd) at = {};
  }
  return at;
}

unsigned ways_to_read(std::span<const Part> run) {
  unsigned most = 1, arms = 0;
  for (const Part& p : run) {
    if (p.kind == PartKind::Choice) arms = 0;
    if (p.kind == PartKind::Arm) most = std::max(most, ++arms);
  }
  return most;
}

void read_text(const ast::Tree& tree, std::span<const Part> run, unsigned way, Words& words, Reading& out) {
  out.tokens.clear();
  out.sentences.clear();
  out.traits = out.marks = 0;
  out.shared = ~0u;
  Reader(tree, way, words, out).run(run);
}

}  // namespace guion::spanish
