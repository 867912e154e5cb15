// Spelling (G0713), by the dictionary that the host lends. Each word is asked for once; what stands on a list of the
// company, in a name, an address or between quotation marks is nobody's mistake. What another rule reports is passed
// over.
#include <algorithm>

#include "spanish/accents.hpp"
#include "spanish/clitics.hpp"
#include "spanish/rules.hpp"

namespace guion::spanish {
namespace {

constexpr std::size_t kAbbreviation = 5;  ///< so many capitals may be a short name. Units: letters
constexpr std::size_t kMostSuggested =
    24;  ///< words of one reading for which the dictionary is asked; each takes milliseconds

bool is_mark(const Token& t, Mark m) { return t.kind == TokenKind::Mark && t.mark == m; }

/// `text` without its accents, ñ as n.
std::string plain(std::string_view lower) {
  constexpr std::string_view kEnye = "ñ";
  const std::string from = without_accents(lower);
  std::string out;
  for (std::size_t at = 0; at < from.size();) {
    const bool enye = from.compare(at, kEnye.size(), kEnye) == 0;
    out += enye ? 'n' : from[at];
    at += enye ? kEnye.size() : 1;
  }
  return out;
}

/// How a word sounds in most of America: b = v, c = s = z, no h, y = ll, g = j before e and i.
std::string sound_of(std::string_view lower) {
  const std::string word = plain(lower);
  const auto at = [&](std::size_t i) { return i < word.size() ? word[i] : '\0'; };
  const auto soft = [&](std::size_t i) { return at(i) == 'e' || at(i) == 'i'; };
  std::string out;
  for (std::size_t i = 0; i < word.size(); ++i) {
    char c = word[i];
    if (c == 'h' && (out.empty() || word[i - 1] != 'c')) continue;
    if ((c == 'q' || c == 'g') && at(i + 1) == 'u' && soft(i + 2)) {
      ++i;
      c = c == 'q' ? 'k' : 'g';
    } else if (c == 'l' && at(i + 1) == 'l') {
      ++i;
      c = 'y';
    } else if (c == 'c') {
      c = soft(i + 1) ? 's' : 'k';
    } else if (c == 'g' && soft(i + 1)) {
      c = 'j';
    } else if (c == 'v') {
      c = 'b';
    } else if (c == 'z' || c == 'x') {
      c = 's';
    }
    if (out.empty() || out.back() != c || c == 'r') out += c;
  }
  return out;
}

/// Letters to change, add or take away to make `b` of `a`.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t corner = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = corner + (a[i - 1] == b[j - 1] ? 0 : 1);
      corner = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
    }
  }
  return row[b.size()];
}

/// Forms of verbs in -ar, without what is left of «-ar».
constexpr std::string_view kForms[] = {"ar",   "o",   "as",     "a",    "amos", "áis",   "an",      "é",
                                       "aste", "ó",   "aron",   "aba",  "abas", "aban",  "ábamos",  "aré",
                                       "arás", "ará", "aremos", "arán", "aría", "arías", "aríamos", "arían",
                                       "e",    "es",  "emos",   "en",   "ara",  "aras",  "áramos",  "aran",
                                       "ando", "ado", "ada",    "ados", "adas", "ás",    "á",       "ad"};

/// The dictionary, and the verbs of the lists in all their forms: checó, reagende.
class WithListed final : public Dictionary {
 public:
  explicit WithListed(const Context& c) : c_(c), inner_(*c.options.reading.dictionary) {}
  bool knows(const std::string& word) override { return inner_.knows(word) || is_form(word); }
  std::vector<std::string> suggest(const std::string& word) override { return inner_.suggest(word); }

  [[nodiscard]] bool is_form(std::string_view lower) const {
    for (const std::string_view end : kForms) {
      if (!lower.ends_with(end) || lower.size() < end.size() + 3) continue;
      std::string stem{lower.substr(0, lower.size() - end.size())};
      if (end[0] == 'e' || end == "é") {
        if (stem.ends_with("qu"))
          stem.replace(stem.size() - 2, 2, "c");
        else if (stem.ends_with("gu"))
          stem.pop_back();
        else if (stem.ends_with("c"))
          stem.back() = 'z';
        else if (stem.ends_with("g"))
          continue;
      }
      if (listed(stem + "ar")) return true;
    }
    return false;
  }

 private:
  [[nodiscard]] bool listed(std::string_view infinitive) const {
    const WordId word = c_.words.find(infinitive);
    for (const List list : {List::Project, List::Foreign, List::ForeignHints, List::Jargon})
      if (c_.lists.find(list, word, c_.words) != nullptr) return true;
    return false;
  }

  const Context& c_;
  Dictionary& inner_;
};

/// Whether `lower` is a form of vos that no other speaks: trocá, podés.
bool is_of_vos(std::string_view lower, Dictionary& dictionary) {
  static constexpr std::string_view kOthers[] = {"está", "estás", "además", "jamás", "mamá", "papá"};
  static constexpr std::string_view kEnds[][2] = {{"á", "ar"}, {"é", "er"}, {"ás", "ar"}, {"és", "er"}, {"ís", "ir"}};
  if (std::find(std::begin(kOthers), std::end(kOthers), lower) != std::end(kOthers)) return false;
  for (const auto& [end, infinitive] : kEnds)
    if (lower.ends_with(end) &&
        dictionary.knows(std::string{lower.substr(0, lower.size() - end.size())}.append(infinitive)))
      return true;
  return false;
}

/// «echale», which only vos says, as the others say it: «échale»; other words as they are.
std::string as_said_without_vos(const std::string& lower, Dictionary& dictionary) {
  const std::size_t size = clitic_at_end(lower);
  if (size == 0 || lower.size() < size + 4 || without_accents(lower) != lower) return lower;
  const std::string host = lower.substr(0, lower.size() - size);
  const char last = host.back();
  if ((last != 'a' && last != 'e') || !dictionary.knows(host) || !dictionary.knows(host + "r")) return lower;
  if (!lower.ends_with("s") && dictionary.knows(lower + "s") && !lower.ends_with("la") && !lower.ends_with("lo") &&
      !lower.ends_with("le"))
    return lower;  // a noun: tomate
  const std::string meant = with_stress(host, lower.substr(host.size()));
  return is_verb_with_clitics(meant, dictionary) ? meant : lower;
}

/// Those of `found` that somebody who wrote `lower` may have meant, what sounds the same first.
std::vector<std::string> likely(std::string_view lower, const std::vector<std::string>& found) {
  constexpr std::size_t kMost = 3;
  const std::string bare = plain(lower), sound = sound_of(lower);
  std::vector<std::string> out;
  std::size_t same = 0;
  for (const std::string& s : found) {
    if (s.find_first_of(" -") != std::string::npos || s == lower) continue;
    if (sound_of(s) == sound) {
      out.insert(out.begin() + static_cast<std::ptrdiff_t>(same++), s);
    } else if (distance(bare, plain(s)) <= std::min<std::size_t>(2, bare.size() / 3)) {
      out.push_back(s);
    }
  }
  if (out.size() > kMost) out.resize(kMost);
  return out;
}

class Speller {
 public:
  Speller(Context& c, const Utterance& u) : c_(c), u_(u), tokens_(u.reading.tokens) {}

  void run() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (tokens_[i].kind != TokenKind::Word) continue;
      WordInfo& info = c_.words[tokens_[i].word];
      if ((info.traits & (kHasDigit | kNamed | kAccentLost)) != 0) continue;
      if ((info.traits & kSpelled) == 0) {
        const bool wrong = !known(tokens_[i].word);
        c_.words[tokens_[i].word].traits |= kSpelled | (wrong ? kMisspelled : 0u);
      }
      if ((c_.words[tokens_[i].word].traits & kMisspelled) != 0 && !excused(i)) report(i);
    }
  }

 private:
  [[nodiscard]] bool known(WordId word) const {
    const std::string lower{c_.words.text(word)};
    Dictionary& d = *c_.options.reading.dictionary;
    if (letters_of(lower) < 2 || d.knows(lower) || d.knows(in_case(lower, Case::Capital))) return true;
    WithListed all(c_);
    return all.is_form(lower) || is_verb_with_clitics(lower, all, vos()) || is_derived(lower, all) || inflected(lower);
  }
  [[nodiscard]] bool vos() const { return c_.program.register_word == Word::Vos; }

  /// The plural of a word on a list: «routers».
  [[nodiscard]] bool inflected(std::string_view lower) const {
    for (const std::string_view end : {"s", "es"}) {
      if (!lower.ends_with(end)) continue;
      const WordId one = c_.words.find(lower.substr(0, lower.size() - end.size()));
      for (const List list : {List::Project, List::Foreign, List::ForeignHints, List::Jargon})
        if (c_.lists.find(list, one, c_.words) != nullptr) return true;
    }
    return false;
  }

  [[nodiscard]] bool excused(std::size_t i) const {
    const Token& t = tokens_[i];
    if (t.written == Case::Upper && letters_of(c_.words.text(t.word)) <= kAbbreviation) return true;
    if (t.written == Case::Capital && !begins(i)) return true;
    return on_a_list(i) || is_mixed(c_.text(u_.line.file, t)) || is_unit(i) || joined(i) || shortened(i) ||
           in_address(tokens_, i) || quoted(i);
  }

  /// Whether a capital at `i` is that of a sentence and not that of a name.
  [[nodiscard]] bool begins(std::size_t i) const {
    if (i == 0) return true;
    const Token& before = tokens_[i - 1];
    return before.kind == TokenKind::Mark &&
           (before.mark == Mark::Stop || before.mark == Mark::Question || before.mark == Mark::Exclamation ||
            before.mark == Mark::OpenQuestion || before.mark == Mark::OpenExclamation ||
            before.mark == Mark::Ellipsis || before.mark == Mark::Colon);
  }

  [[nodiscard]] bool on_a_list(std::size_t i) const {
    constexpr std::size_t kBack = 4;
    for (std::size_t back = 0; back <= std::min(i, kBack); ++back) {
      const Token& first = tokens_[i - back];
      if (first.kind != TokenKind::Word || (c_.words[first.word].traits & kListed) == 0) continue;
      for (unsigned l = 0; l < kLists; ++l) {
        if (static_cast<List>(l) == List::Units || static_cast<List>(l) == List::Unsuggested) continue;
        const Row* row = c_.lists.match(static_cast<List>(l), tokens_, i - back, c_.words);
        if (row != nullptr && c_.lists.size_of(*row) > back) return true;
      }
    }
    return false;
  }

  /// iPhone, eSIM: a name.
  static bool is_mixed(std::string_view written) {
    for (std::size_t i = 1; i < written.size(); ++i)
      if (written[i] >= 'A' && written[i] <= 'Z' && written[i - 1] >= 'a' && written[i - 1] <= 'z') return true;
    return false;
  }

  /// «3 min», «vie.»
  [[nodiscard]] bool is_unit(std::size_t i) const {
    if (c_.lists.find(List::Units, tokens_[i].word, c_.words) == nullptr) return false;
    const bool counted = i > 0 && (tokens_[i - 1].kind == TokenKind::Number || tokens_[i - 1].kind == TokenKind::Value);
    return counted || (i + 1 < tokens_.size() && is_mark(tokens_[i + 1], Mark::Stop) && tokens_[i + 1].blanks == 0);
  }

  /// «10 min. aprox.», «lun.-vie.»: a short form whose stop does not end the sentence.
  [[nodiscard]] bool shortened(std::size_t i) const {
    if (i + 2 >= tokens_.size() || letters_of(c_.words.text(tokens_[i].word)) > kAbbreviation) return false;
    const Token &stop = tokens_[i + 1], &next = tokens_[i + 2];
    if (!is_mark(stop, Mark::Stop) || stop.blanks != 0) return false;
    return next.kind == TokenKind::Number || is_mark(next, Mark::Hyphen) || is_mark(next, Mark::Dash) ||
           (next.kind == TokenKind::Word && next.written == Case::Lower);
  }

  /// Whether it is only a part of what is written: Wi-Fi, {n}os.
  [[nodiscard]] bool joined(std::size_t i) const {
    const auto joins = [](const Token& t) {
      return t.kind != TokenKind::Mark || t.mark == Mark::Hyphen || t.mark == Mark::Underscore || t.mark == Mark::Other;
    };
    const bool before = i > 0 && tokens_[i].blanks == 0 && joins(tokens_[i - 1]);
    return before || (i + 1 < tokens_.size() && tokens_[i + 1].blanks == 0 && joins(tokens_[i + 1]));
  }

  [[nodiscard]] bool quoted(std::size_t i) const {
    int open = 0;
    bool straight = false;
    for (std::size_t at = 0; at < i; ++at) {
      if (is_mark(tokens_[at], Mark::OpenQuote)) ++open;
      if (is_mark(tokens_[at], Mark::CloseQuote)) --open;
      if (is_mark(tokens_[at], Mark::Quote) && c_.text(u_.line.file, tokens_[at]) == "\"") straight = !straight;
    }
    return open > 0 || straight;
  }

  const std::vector<std::string>& suggestions(WordId word) {
    static const std::vector<std::string> kNone;
    auto& all = c_.suggested;
    const auto at = std::find_if(all.begin(), all.end(), [&](const Suggested& s) { return s.word == word; });
    if (at != all.end()) return at->instead;
    if (all.size() >= kMostSuggested) return kNone;
    const std::string lower{c_.words.text(word)};
    return all.emplace_back(Suggested{word, likely(lower, offered(lower))}).instead;
  }

  /// What the dictionary suggests, without what nobody should read and what only vos says.
  [[nodiscard]] std::vector<std::string> offered(const std::string& lower) const {
    Dictionary& d = *c_.options.reading.dictionary;
    std::vector<std::string> out;
    for (const std::string& s : d.suggest(lower)) {
      std::string small;
      lower_to(small, s);
      if (c_.lists.find(List::Unsuggested, c_.words.find(small), c_.words) != nullptr) continue;
      if (!vos() && is_of_vos(small, d)) continue;
      const std::string said = vos() ? s : as_said_without_vos(s, d);
      if (std::find(out.begin(), out.end(), said) == out.end()) out.push_back(said);
    }
    return out;
  }

  void report(std::size_t i) {
    const Token& t = tokens_[i];
    const std::string_view lower = c_.words.text(t.word);
    const std::vector<std::string>& found = suggestions(t.word);
    if (found.empty() && t.written == Case::Capital) return;  // a name that opens a sentence
    const auto same = [&](const std::string& other) {
      std::string small;
      lower_to(small, other);
      return small == lower;
    };
    if (std::any_of(found.begin(), found.end(), same)) return;  // iPhone in other capitals
    const Span span = c_.span(u_.line, t);
    const std::string_view written = c_.text(u_.line.file, t);
    const auto alone = [&](auto&& key) {  // whether the first is the only one like the word
      return !found.empty() && key(found[0]) == key(lower) && (found.size() == 1 || key(found[1]) != key(lower));
    };
    if (alone(plain) && without_accents(lower) == lower) {
      const std::string instead = in_case(found[0], t.written);
      c_.emitter.report(diag::AccentMissing, span, written, instead).fix_with(span, instead);
      return;
    }
    std::string list;
    for (const std::string& s : found)
      list.append(list.empty() ? ": «" : ", «").append(in_case(s, t.written)).append("»");
    auto& d = c_.emitter.report(diag::Misspelled, span, written, list);
    if (found.empty()) d.severity = diag::Severity::Hint;  // nothing is like it: rather a word the dictionary lacks
    if (t.written == Case::Lower && letters_of(lower) > 4 && alone(sound_of) && found[0] != without_accents(lower))
      d.fix_with(span, in_case(found[0], t.written));
  }

  Context& c_;
  const Utterance& u_;
  const std::vector<Token>& tokens_;
};

/// Marks the words of `text` that are written with a capital. `first`: the first one too.
void learn(std::string_view text, bool first, Words& words) {
  const auto letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
  };
  bool opening = true;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!letter(text[at])) continue;
    std::size_t end = at;
    while (end < text.size() && letter(text[end])) ++end;
    const std::string_view word = text.substr(at, end - at);
    std::string lower;
    lower_to(lower, word);
    if (lower != word && (first || !opening)) words[words.intern(word)].traits |= kNamed;
    opening = false;
    at = end;
  }
}

}  // namespace

void learn_names(Context& c) {
  if (c.options.reading.dictionary == nullptr) return;
  for (const sema::Slot& s : c.program.slots)
    if (s.constant) learn(s.text, true, c.words);
  for (const sema::Enum& e : c.program.enums)
    for (const sema::EnumValue& v : e.values) learn(v.label, v.label.find(' ') == std::string::npos, c.words);
}

void check_spelling(Context& context, const Utterance& utterance) {
  if (context.options.reading.dictionary != nullptr) Speller(context, utterance).run();
}

}  // namespace guion::spanish
