// See productions.hpp.
#include "syntax/productions.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace guion::test {
namespace {

bool is_space(const std::string& name) { return name == "blank" || name == "blanks" || name == "maybe_blanks"; }

std::string both(std::string_view en, std::string_view es) {
  return en == es ? "\"" + std::string{en} + "\"" : "\"" + std::string{en} + "/" + std::string{es} + "\"";
}

class Writer {
 public:
  explicit Writer(const Book& book) : book_(book) {}

  /// Rules that are nothing but one word, sign or name are written where they are used.
  [[nodiscard]] bool is_inlined(const std::string& name) const { return is_atom(book_.body(name)); }
  [[nodiscard]] bool is_atom(const Expr& e) const {
    if (e.op == Op::Rule) return is_space(e.text) || is_inlined(e.text);
    if (e.op != Op::Seq)
      return e.op == Op::Word || e.op == Op::Keyword || e.op == Op::Sign || e.op == Op::Leaf || e.op == Op::Nothing ||
             e.op == Op::Guard;
    return count(e) <= 1 && std::all_of(e.subs.begin(), e.subs.end(), [this](const Expr& sub) { return is_atom(sub); });
  }

  [[nodiscard]] std::string write(const Expr& e, bool tight) const {
    switch (e.op) {
      case Op::Seq:
        return write_all(e, " ", tight);
      case Op::Sor:
        return write_all(e, " | ", tight);
      case Op::Opt:
        return enclose("[", write(e.subs[0], false), "]");
      case Op::Star:
        return enclose("{", write(e.subs[0], false), "}");
      case Op::Plus:
        return write(e.subs[0], true) + "+";
      case Op::Rule:
        return is_space(e.text) ? "" : is_inlined(e.text) ? write(book_.body(e.text), tight) : e.text;
      case Op::Word:
      case Op::Type:
        return both(spelling(e.word, Tongue::En), spelling(e.word, Tongue::Es));
      case Op::Keyword:
        return keywords(e, tight);
      case Op::Sign:
        return "'" + e.text + "'";
      case Op::Class:
        return char_class(e.text);
      case Op::Leaf:
        return e.text;
      case Op::Guard:
        return guard(e.guard);
      case Op::Space:
      case Op::MaybeSpace:
      case Op::Nothing:
        return "";
    }
    return "";
  }

 private:
  [[nodiscard]] std::size_t count(const Expr& e) const {
    std::size_t n = 0;
    for (const Expr& sub : e.subs) n += write(sub, false).empty() ? 0 : 1;
    return n;
  }
  static std::string enclose(std::string_view open, const std::string& text, std::string_view close) {
    return text.empty() ? text : std::string{open} + text + std::string{close};
  }
  [[nodiscard]] std::string write_all(const Expr& e, std::string_view between, bool enclosed) const {
    std::string text;
    for (const Expr& sub : e.subs) {
      const bool alone = count(e) == 1;
      const std::string part = write(sub, alone ? enclosed : e.op == Op::Seq && sub.op != Op::Seq);
      if (part.empty()) continue;
      text += (text.empty() ? std::string{} : std::string{between}) + part;
    }
    const bool needs = enclosed && count(e) > 1;
    return needs ? "(" + text + ")" : text;
  }
  static std::string keywords(const Expr& e, bool tight) {
    std::string text;
    for (const Keyword k : e.keywords)
      text += (text.empty() ? "" : " | ") + both(spelling(k, Tongue::En), spelling(k, Tongue::Es));
    return tight && e.keywords.size() > 1 ? "(" + text + ")" : text;
  }
  static std::string char_class(const std::string& members) {
    if (members == "0123456789") return "DIGIT";
    if (members.size() == 26) return "CAPITAL";
    if (members.size() == 62) return "ALNUM";
    if (members.size() == 22) return "HEX";
    std::string text;
    for (const char c : members) text += (text.empty() ? "'" : " | '") + std::string{c} + "'";
    return "(" + text + ")";
  }
  static std::string guard(Guard g) {
    switch (g) {
      case Guard::Spanish:
        return "<Spanish>";
      case Guard::English:
        return "<English>";
      case Guard::Texty:
        return "<text, name, phone, code, list>";
      case Guard::OfType:
        return "<under a type>";
    }
    return "";
  }
  const Book& book_;
};

}  // namespace

std::string print(const Book& book) {
  const Writer writer{book};
  std::string text;
  for (const Production& production : book.all()) {
    if (is_space(production.name) || writer.is_inlined(production.name)) continue;
    const Expr* body = &production.body;
    std::string lines;
    if (body->op == Op::Sor && body->subs.size() > 6) {
      for (const Expr& sub : body->subs) lines += (lines.empty() ? "\n    " : "\n  | ") + writer.write(sub, false);
    } else {
      lines = " " + writer.write(*body, false);
    }
    text += production.name + " =" + lines + "\n";
  }
  return text;
}

Sentences::Sentence Sentences::make(const std::string& start, Tongue tongue, bool in_type) {
  tongue_ = tongue;
  in_type_ = in_type;
  takes_text_ = false;
  sentence_ = {};
  walk(book_.body(start), 0);
  return sentence_;
}

bool Sentences::allowed(const Expr& e) const {
  if (e.op == Op::Seq && !e.subs.empty()) return allowed(e.subs[0]);
  if (e.op == Op::Rule) return allowed(book_.body(e.text));
  if (e.op != Op::Guard) return true;
  switch (e.guard) {
    case Guard::Spanish:
      return tongue_ == Tongue::Es;
    case Guard::English:
      return tongue_ == Tongue::En;
    case Guard::Texty:
      return takes_text_;
    case Guard::OfType:
      return in_type_;
  }
  return true;
}

void Sentences::choose(const Expr& e, unsigned depth) {
  std::vector<const Expr*> open;
  for (const Expr& sub : e.subs) {
    if (allowed(sub)) open.push_back(&sub);
  }
  // A guard that holds decides: the rules are tried in order. Deep inside the last alternative is taken, which never
  // nests.
  const bool decided =
      !open.empty() && (takes_text_ || in_type_) && e.subs[0].op == Op::Seq && e.subs[0].subs[0].op == Op::Guard;
  const bool is_item = in_type_ && e.subs.size() == 2 && e.subs[0].op == Op::Rule && e.subs[0].text == "value_item";
  walk(decided || is_item ? *open.front() : depth > 14 ? *open.back() : *open[pick(open.size())], depth);
}

void Sentences::walk(const Expr& e, unsigned depth) {
  std::string& text = sentence_.text;
  switch (e.op) {
    case Op::Seq:
      for (const Expr& sub : e.subs) walk(sub, depth);
      return;
    case Op::Sor:
      return choose(e, depth);
    case Op::Opt:
      if (depth < 14 && pick(2) == 0) walk(e.subs[0], depth + 1);
      return;
    case Op::Star:
      for (unsigned n = depth < 14 ? pick(3) : 0; n > 0; --n) walk(e.subs[0], depth + 1);
      return;
    case Op::Plus:
      for (unsigned n = depth < 14 ? 1 + pick(3) : 1; n > 0; --n) walk(e.subs[0], depth + 1);
      return;
    case Op::Rule:
      if (e.text == "blank" || e.text == "blanks") {
        text += ' ';
      } else if (e.text == "version") {
        text += '1';
      } else if (e.text != "maybe_blanks") {
        walk(book_.body(e.text), depth + 1);
      } else if (pick(4) == 0) {
        text += ' ';
      }
      return;
    case Op::Word:
      text += spelling(e.word, tongue_);
      return;
    case Op::Type:
      text += spelling(e.word, tongue_);
      takes_text_ = e.word == Word::TypeText || e.word == Word::TypeName || e.word == Word::TypePhone ||
                    e.word == Word::TypeCode || e.word == Word::TypeList;
      return;
    case Op::Keyword: {
      const Keyword k = e.keywords[pick(e.keywords.size())];
      if (text.empty()) sentence_.keyword = static_cast<int>(k);
      text += spelling(k, tongue_);
      return;
    }
    case Op::Sign:
      text += e.text;
      return;
    case Op::Class:
      text += e.text[pick(e.text.size())];
      return;
    case Op::Leaf:
      return leaf(e.text);
    case Op::Space:
      text += ' ';
      return;
    case Op::MaybeSpace:
    case Op::Nothing:
    case Op::Guard:
      return;
  }
}

void Sentences::leaf(const std::string& what) {
  static constexpr std::array<std::string_view, 8> kNames{"saldo",   "titular", "monto_2", "año",
                                                          "ñandú_7", "x",       "Cliente", "retención"};
  static constexpr std::array<std::string_view, 6> kTexts{
      "Buenos días", "¿qué tal, señora?", "no: espere # - 5,50", "gracias — de nada", "a", "@ 100 % «bien»"};
  std::string& text = sentence_.text;
  if (what == "NAME" || what == "WORD") {
    text += kNames[pick(kNames.size())];
  } else if (what == "CHARACTERS" || what == "REST") {
    text += std::string{kTexts[pick(5)]} + (pick(3) == 0 ? " | y más" : "");
  } else {
    text += kTexts[pick(5)];
  }
}

}  // namespace guion::test
