// Words that customers do not know: English ones, those of the trade. Each text is walked once for all lists of words;
// what a hit means is judged here or, for phrases and values, in phrases.cpp and written_out.cpp. A word of the company
// (the list «proyecto»), a quoted word and a name with its capital are never found fault with.
#include "spanish/terms.hpp"

#include <algorithm>

#include "spanish/nouns.hpp"

namespace guion::spanish {
namespace {

constexpr std::uint32_t bit(List list) { return 1u << static_cast<unsigned>(list); }
constexpr std::uint32_t kVocabulary = bit(List::Foreign) | bit(List::ForeignHints) | bit(List::Jargon);
constexpr std::uint32_t kPhrases =
    bit(List::Variants) | bit(List::Promises) | bit(List::Greetings) | bit(List::Account);

/// The lists that can say anything of a text.
std::uint32_t lists_for(const Context& c, const Utterance& u) {
  std::uint32_t lists = kVocabulary | bit(List::Variants) | bit(List::Project);
  if (u.hearer != Hearer::Customer) return lists;
  lists |= bit(List::Promises);
  if (c.program.channel == Word::Written) lists |= bit(List::Greetings);
  if (!c.program.levels.empty()) lists |= bit(List::Account);
  return lists;
}

/// Whether two tokens without a blank between them make one name: e-mail, cable.com, a/b, x@y.
bool glues(const Token& mark) {
  return mark.kind == TokenKind::Mark &&
         (mark.mark == Mark::Hyphen || mark.mark == Mark::Stop || mark.mark == Mark::Slash ||
          mark.mark == Mark::Underscore || mark.mark == Mark::Other || mark.mark == Mark::Quote);
}

class TermWalk {
 public:
  TermWalk(Context& c, const Utterance& u) : c_(c), u_(u), tokens_(u.reading.tokens), wanted_(lists_for(c, u)) {}

  void all() {
    for (const Sentence& s : u_.reading.sentences) sentence(s);
  }

 private:
  void sentence(const Sentence& s) {
    const Place place{c_, u_, s};
    for (std::size_t i = s.first; i < s.end; ++i) {
      const Token& t = tokens_[i];
      switch (t.kind) {
        case TokenKind::Mark:
          quote(i);
          break;
        case TokenKind::Word:
          if (!quoted_ && (c_.words[t.word].lists & wanted_) != 0) i = word(place, i) - 1;
          break;
        case TokenKind::Number:
          if (!quoted_ && heard()) number(place, i);
          break;
        case TokenKind::Value:
          if (!heard() || t.part == nullptr) break;
          if (t.part->kind == ast::PartKind::Moment)
            greeting_value(place, i);
          else
            label(place, i);
          break;
      }
    }
  }

  [[nodiscard]] bool heard() const { return u_.hearer == Hearer::Customer; }

  void quote(std::size_t i) {
    const Token& t = tokens_[i];
    if (t.mark == Mark::OpenQuote) quoted_ = true;
    if (t.mark == Mark::CloseQuote) quoted_ = false;
    if (t.mark == Mark::Quote) quoted_ = !quoted_ && (i == 0 || t.blanks > 0 || tokens_[i - 1].kind == TokenKind::Mark);
  }

  /// What stands at token `i`. Gives the token behind it.
  std::size_t word(const Place& place, std::size_t i) {
    const std::uint32_t lists = c_.words[tokens_[i].word].lists;
    const auto row = [&](List list) {
      return (lists & wanted_ & bit(list)) != 0 ? c_.lists.match(list, tokens_, i, c_.words) : nullptr;
    };
    if (const Row* own = row(List::Project)) return i + c_.lists.size_of(*own);
    if ((lists & kPhrases) != 0) {
      if (const Row* r = row(List::Promises)) promise(place, i, *r);
      if (const Row* r = i >= told_ ? row(List::Account) : nullptr) {
        account_words(place, i, *r);
        told_ = i + c_.lists.size_of(*r);
      }
      if (const Row* r = row(List::Greetings)) return greeting(place, i, *r), i + c_.lists.size_of(*r);
      if (const Row* r = i >= sighted_ ? row(List::Variants) : nullptr) {
        sighted(place, i, *r);
        sighted_ = i + c_.lists.size_of(*r);
      }
    }
    const Row* best = nullptr;
    if ((lists & kVocabulary) != 0) {
      for (const List list : {List::Foreign, List::Jargon, List::ForeignHints}) {
        const Row* r = row(list);
        if (r != nullptr && (best == nullptr || c_.lists.size_of(*r) > c_.lists.size_of(*best))) best = r;
      }
    }
    if (best == nullptr) return i + 1;
    const std::size_t end = i + c_.lists.size_of(*best);
    if (!is_name(place, i, end) && !is_part(i, end)) vocabulary(place, i, end, *best);
    return end;
  }

  /// A capital that no beginning explains, or one that the next word shares: Autopay Plus.
  [[nodiscard]] bool is_name(const Place& place, std::size_t first, std::size_t end) const {
    if (tokens_[first].written != Case::Capital) return false;
    const bool begins = first == place.sentence.first ||
                        (tokens_[first - 1].kind == TokenKind::Mark && tokens_[first - 1].mark != Mark::Comma);
    if (!begins) return true;
    return end < place.sentence.end && tokens_[end].kind == TokenKind::Word && tokens_[end].written == Case::Capital;
  }

  /// A piece of something longer: an address, a compound.
  [[nodiscard]] bool is_part(std::size_t first, std::size_t end) const {
    if (first > 0 && tokens_[first].blanks == 0 && glues(tokens_[first - 1])) return true;
    if (end + 1 >= tokens_.size()) return false;
    return glues(tokens_[end]) && tokens_[end].blanks == 0 && tokens_[end + 1].blanks == 0 &&
           tokens_[end + 1].kind != TokenKind::Mark;
  }

  void vocabulary(const Place& place, std::size_t first, std::size_t end, const Row& row) {
    const std::string_view written = std::string_view{c_.tree(u_.line.file).text}.substr(
        tokens_[first].begin, tokens_[end - 1].end - tokens_[first].begin);
    diag::Diagnostic& d = report(row.list, place.span(first, end), written, better(row));
    // «billing statement»: two that stand together make one thing, which no row names.
    const auto foreign = [&](std::size_t i) {
      return i < tokens_.size() && tokens_[i].kind == TokenKind::Word &&
             (c_.words[tokens_[i].word].lists & (bit(List::Foreign) | bit(List::ForeignHints))) != 0;
    };
    if (foreign(end) || (first > 0 && foreign(first - 1))) return;
    if (const auto fix = replacement_for(place, first, end, row.plural, row.instead))
      d.fix_with(place.span(fix->first, end), fix->text);
  }

  diag::Diagnostic& report(List list, Span span, std::string_view term, const std::string& instead) {
    if (list == List::Jargon) return c_.emitter.report(diag::JargonWord, span, term, instead);
    if (list == List::Foreign) return c_.emitter.report(diag::ForeignWord, span, term, instead);
    return c_.emitter.report(diag::DoubtfulWord, span, term, instead);
  }

  /// « → «factura»», in the number of the term; nothing if the list knows nothing better.
  [[nodiscard]] static std::string better(const Row& row) {
    std::string out;
    std::string_view all = row.instead;
    while (!all.empty()) {
      const std::size_t bar = std::min(all.find(" | "), all.size());
      const Noun noun = noun_of(all.substr(0, bar));
      out += out.empty() ? " → «" : ", «";
      out += row.plural && !noun.plural ? plural_of(noun.text) : std::string{noun.text};
      out += "»";
      all.remove_prefix(std::min(bar + 3, all.size()));
    }
    return out;
  }

  /// A wording that may have a rival. In brackets or beside its rival it explains it.
  void sighted(const Place& place, std::size_t first, const Row& row) {
    const std::size_t end = first + c_.lists.size_of(row);
    if (is_part(first, end)) return;
    for (std::size_t i = place.sentence.first; i < place.sentence.end; ++i) {
      if (tokens_[i].kind != TokenKind::Word || (c_.words[tokens_[i].word].lists & bit(List::Variants)) == 0) continue;
      const Row* other = c_.lists.match(List::Variants, tokens_, i, c_.words);
      if (other == nullptr) continue;
      if (other->base != row.base && c_.lists.thing_of(*other) == c_.lists.thing_of(row)) return;
      i += c_.lists.size_of(*other) - 1;
    }
    c_.terms.sightings.push_back({place.span(first, end), row.base});
  }

  Context& c_;
  const Utterance& u_;
  const std::vector<Token>& tokens_;
  const std::uint32_t wanted_;
  bool quoted_ = false;
  std::size_t told_ = 0, sighted_ = 0;  ///< end of the last row of account words, of a wording
};

}  // namespace

bool Place::before(std::size_t end, std::initializer_list<std::string_view> words) const {
  for (std::size_t i = sentence.first; i < end; ++i)
    if (at(i).kind == TokenKind::Word && std::find(words.begin(), words.end(), word(i)) != words.end()) return true;
  return false;
}

void check_terms(Context& context, const Utterance& utterance) {
  if (utterance.hearer == Hearer::Agent || utterance.kind == ast::NodeKind::Area) return;
  TermWalk(context, utterance).all();
}

}  // namespace guion::spanish
