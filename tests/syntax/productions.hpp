// The productions of the grammar, read off the PEGTL rule types: printed for people (docs/grammar.md) and walked at
// random to make sentences. It knows the rules' shapes and nothing of the parser's actions.
#pragma once

#include <map>
#include <random>
#include <string>
#include <string_view>
#include <tao/pegtl/demangle.hpp>
#include <utility>
#include <vector>

#include "grammar/rules.hpp"

namespace guion::test {

namespace g = grammar;
namespace p = tao::pegtl;

enum class Op {
  Seq,
  Sor,
  Opt,
  Star,
  Plus,
  Rule,
  Word,
  Keyword,
  Type,
  Sign,
  Class,
  Leaf,
  Space,
  MaybeSpace,
  Nothing,
  Guard
};
enum class Guard { Spanish, English, Texty, OfType };

/// One node of a production.
struct Expr {
  Op op = Op::Nothing;
  std::vector<Expr> subs;
  std::string text;  ///< Rule: its name; Sign: the characters; Leaf: what people call it; Class: its members
  std::vector<guion::Keyword> keywords;  ///< Keyword
  guion::Word word{};                    ///< Word, Type
  Guard guard{};
};

struct Production {
  std::string name;
  Expr body;
};

/// All productions that can be reached from a start rule, in the order in which they are first named.
class Book {
 public:
  template <typename Rule>
  void add() {
    describe<Rule>();
  }
  [[nodiscard]] const std::vector<Production>& all() const { return productions_; }
  [[nodiscard]] const Expr& body(const std::string& name) const { return productions_[index_.at(name)].body; }
  /// Keys of every rule that an `expect` or `gap` can miss, with the rule's name.
  [[nodiscard]] const std::map<g::RuleKey, std::string>& expected() const { return expected_; }

 private:
  template <typename Rule>
  static std::string name_of() {
    std::string name{p::demangle<Rule>()};
    constexpr std::string_view kRoom = "guion::grammar::";
    return name.starts_with(kRoom) && name.find('<') == std::string::npos ? name.substr(kRoom.size()) : std::string{};
  }

  template <typename Rule>
  Expr describe() {
    const std::string name = name_of<Rule>();
    if (name.empty()) return by_shape(static_cast<Rule*>(nullptr), static_cast<typename Rule::rule_t*>(nullptr));
    if (!index_.contains(name)) {
      index_[name] = productions_.size();
      productions_.push_back({name, {}});
      Expr body = by_shape(static_cast<Rule*>(nullptr), static_cast<typename Rule::rule_t*>(nullptr));
      productions_[index_[name]].body = std::move(body);
    }
    Expr reference;
    reference.op = Op::Rule;
    reference.text = name;
    return reference;
  }

  static Expr make(Op op, std::string text = {}) {
    Expr e;
    e.op = op;
    e.text = std::move(text);
    return e;
  }
  template <typename... Rules>
  Expr group(Op op) {
    Expr e = make(op);
    (e.subs.push_back(describe<Rules>()), ...);
    return e;
  }
  template <typename... Rules>
  Expr around(Op op) {
    Expr e = make(op);
    e.subs.push_back(group<Rules...>(Op::Seq));
    return e;
  }

  template <typename R, typename... Rs>
  Expr by_shape(R*, p::internal::seq<Rs...>*) {
    return group<Rs...>(Op::Seq);
  }
  template <typename R, typename... Rs>
  Expr by_shape(R*, p::internal::sor<Rs...>*) {
    return group<Rs...>(Op::Sor);
  }
  template <typename R, typename... Rs>
  Expr by_shape(R*, p::internal::opt<Rs...>*) {
    return around<Rs...>(Op::Opt);
  }
  template <typename R, typename... Rs>
  Expr by_shape(R*, p::internal::star<Rs...>*) {
    return around<Rs...>(Op::Star);
  }
  template <typename R, typename... Rs>
  Expr by_shape(R*, p::internal::plus<Rs...>*) {
    return around<Rs...>(Op::Plus);
  }
  template <typename R, typename... Rs>
  Expr by_shape(R*, p::internal::not_at<Rs...>*) {
    return make(Op::Nothing);
  }
  template <typename R>
  Expr by_shape(R*, p::internal::eof*) {
    return make(Op::Nothing);
  }
  template <typename R>
  Expr by_shape(R*, p::internal::success*) {
    return make(Op::Nothing);
  }
  template <typename R, unsigned N, typename... Rs>
  Expr by_shape(R*, p::internal::rep<N, Rs...>*) {
    Expr e = make(Op::Seq);
    for (unsigned i = 0; i < N; ++i) (e.subs.push_back(describe<Rs>()), ...);
    return e;
  }
  template <typename R, p::internal::result_on_found F, typename Peek, char... Cs>
  Expr by_shape(R*, p::internal::one<F, Peek, Cs...>*) {
    const std::string signs{Cs...};
    return make(signs.size() == 1 ? Op::Sign : Op::Class, signs);
  }
  template <typename R, char... Cs>
  Expr by_shape(R*, p::internal::string<Cs...>*) {
    return make(Op::Sign, std::string{Cs...});
  }
  template <typename R, p::internal::result_on_found F, typename Peek, char Lo, char Hi>
  Expr by_shape(R*, p::internal::range<F, Peek, Lo, Hi>*) {
    std::string members;
    for (int c = Lo; c <= Hi; ++c) members += static_cast<char>(c);
    return make(Op::Class, members);
  }
  template <typename R, typename Peek, char... Cs>
  Expr by_shape(R*, p::internal::ranges<Peek, Cs...>*) {
    const std::string bounds{Cs...};
    std::string members;
    for (std::size_t i = 0; i + 1 < bounds.size(); i += 2) {
      for (int c = bounds[i]; c <= bounds[i + 1]; ++c) members += static_cast<char>(c);
    }
    return make(Op::Class, members);
  }

  template <typename R, typename Rule>
  Expr by_shape(R*, g::expect<Rule>*) {
    expected_[g::rule_key<Rule>] = std::string{p::demangle<Rule>()};
    return describe<Rule>();
  }
  template <typename R, typename Rule>
  Expr by_shape(R*, g::gap<Rule>*) {
    expected_[g::rule_key<Rule>] = std::string{p::demangle<Rule>()};
    return make(Op::Space);
  }
  template <typename R, typename Rule>
  Expr by_shape(R*, g::nested<Rule>*) {
    return describe<Rule>();
  }
  template <typename R, guion::Word W>
  Expr by_shape(R*, g::word<W>*) {
    Expr e = make(Op::Word);
    e.word = W;
    return e;
  }
  template <typename R, guion::Word W>
  Expr by_shape(R*, g::type_word<W>*) {
    Expr e = make(Op::Type);
    e.word = W;
    return e;
  }
  template <typename R, guion::Keyword K>
  Expr by_shape(R*, g::keyword<K>*) {
    Expr e = make(Op::Keyword);
    e.keywords = {K};
    return e;
  }
  template <typename Rule, guion::Keyword... Ks>
  Expr row(g::on<Rule, Ks...> /*row*/) {
    Expr words = make(Op::Keyword);
    words.keywords = {Ks...};
    Expr e = make(Op::Seq);
    e.subs = {std::move(words), describe<Rule>()};
    return e;
  }
  template <typename R, typename... Rows>
  Expr by_shape(R*, g::by_keyword<Rows...>*) {
    Expr e = make(Op::Sor);
    (e.subs.push_back(row(Rows{})), ...);
    return e;
  }
  template <typename R>
  Expr by_shape(R*, g::name*) {
    return make(Op::Leaf, "NAME");
  }
  template <typename R>
  Expr by_shape(R*, g::word_run*) {
    return make(Op::Leaf, "WORD");
  }
  template <typename R>
  Expr by_shape(R*, g::text_run<false>*) {
    return make(Op::Leaf, "CHARACTERS");
  }
  template <typename R>
  Expr by_shape(R*, g::text_run<true>*) {
    return make(Op::Leaf, "PLAIN");
  }
  template <typename R>
  Expr by_shape(R*, g::instruction*) {
    return make(Op::Leaf, "INSTRUCTION");
  }
  template <typename R>
  Expr by_shape(R*, g::rest_of_line*) {
    return make(Op::Leaf, "REST");
  }
  template <typename R>
  Expr by_shape(R*, g::find_first_words*) {
    return make(Op::Nothing);
  }
  static Expr guarded(Guard guard) {
    Expr e = make(Op::Guard);
    e.guard = guard;
    return e;
  }
  template <typename R>
  Expr by_shape(R*, g::spanish*) {
    return guarded(Guard::Spanish);
  }
  template <typename R>
  Expr by_shape(R*, g::english*) {
    return guarded(Guard::English);
  }
  template <typename R>
  Expr by_shape(R*, g::texty*) {
    return guarded(Guard::Texty);
  }
  template <typename R>
  Expr by_shape(R*, g::of_type*) {
    return guarded(Guard::OfType);
  }

  std::vector<Production> productions_;
  std::map<std::string, std::size_t> index_;
  std::map<g::RuleKey, std::string> expected_;
};

/// The productions as EBNF for people: words as "english/español", blanks left out.
[[nodiscard]] std::string print(const Book& book);

/// A random sentence of one production in one language. `seed` drives all choices.
class Sentences {
 public:
  Sentences(const Book& book, std::uint32_t seed) : book_(book), random_(seed) {}
  /// A line whose rule is `start`, with the keyword with which it begins (Item and Comment lines have none).
  struct Sentence {
    std::string text;
    int keyword = -1;
  };
  [[nodiscard]] Sentence make(const std::string& start, Tongue tongue, bool in_type);

 private:
  void walk(const Expr& e, unsigned depth);
  void choose(const Expr& e, unsigned depth);
  void leaf(const std::string& what);
  [[nodiscard]] bool allowed(const Expr& e) const;
  unsigned pick(std::size_t n) { return static_cast<unsigned>(random_() % n); }

  const Book& book_;
  std::mt19937 random_;
  Tongue tongue_ = Tongue::Es;
  bool in_type_ = false;
  bool takes_text_ = false;
  Sentence sentence_;
};

}  // namespace guion::test
