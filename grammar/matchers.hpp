// The match rules that PEGTL does not have: words of keywords.def, names, runs of text, and «expect», which marks where
// a line went wrong without an exception. Each has its analyze traits, so that contrib/analyze.hpp sees through it.
// They know a Context and nothing of parts or messages; a state derived from Context may be passed in its place.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <tao/pegtl.hpp>
#include <tao/pegtl/contrib/analyze_traits.hpp>

#include "grammar/keywords.hpp"

namespace guion::grammar {

namespace p = tao::pegtl;

inline constexpr unsigned kMaxParentheses = 32;
inline constexpr std::size_t kMaxName = 64;  ///< Units: bytes

/// A rule by its address, to look up what was expected.
using RuleKey = const void*;
template <typename Rule>
inline constexpr char rule_key_v = 0;
template <typename Rule>
inline constexpr RuleKey rule_key = &rule_key_v<Rule>;

/// What the rules read and write while one line is matched. Borrows the line.
struct Context {
  Tongue tongue = Tongue::Es;       ///< in: the language of the words of this line
  bool in_type = false;             ///< in: an item stands under an enumeration
  bool takes_text = false;          ///< a constant of the type just read is a text
  unsigned nesting = 0;             ///< parentheses and negations that are open
  KeywordMatch first{};             ///< the keyword of the line
  const char* failed_at = nullptr;  ///< where the line went wrong first; nullptr: nowhere
  RuleKey wanted = nullptr;         ///< what was expected there
  bool too_deep = false;            ///< it went wrong because of kMaxParentheses

  [[nodiscard]] bool failed() const { return failed_at != nullptr; }
};

template <typename Input>
std::string_view rest_of(const Input& in) {
  return {in.current(), in.size()};
}

#define GUION_MATCH                                                                 \
  template <p::apply_mode A, p::rewind_mode M, template <typename...> class Action, \
            template <typename...> class Control, typename Input, typename State>   \
  [[nodiscard]] static bool match([[maybe_unused]] Input& in, [[maybe_unused]] State& state)

/// Matches Rule or notes that it is missing here, gives up the rest of the line and goes on as if all were well.
template <typename Rule>
struct expect {
  using rule_t = expect;
  using subs_t = p::type_list<Rule>;
  GUION_MATCH {
    const char* const at = in.current();
    if (Control<Rule>::template match<A, p::rewind_mode::required, Action, Control>(in, state)) return true;
    if (!state.failed()) {
      state.failed_at = at;
      state.wanted = rule_key<Rule>;
    }
    in.bump_in_this_line(in.size());
    return true;
  }
};

/// Blanks; without them, what is missing is the Rule that follows them.
template <typename Rule>
struct gap {
  using rule_t = gap;
  using subs_t = p::empty_list;
  GUION_MATCH {
    const std::string_view text = rest_of(in);
    std::size_t n = 0;
    while (n < text.size() && (text[n] == ' ' || text[n] == '\t')) ++n;
    if (n == 0 && !state.failed()) {
      state.failed_at = in.current();
      state.wanted = rule_key<Rule>;
    }
    in.bump_in_this_line(n == 0 ? in.size() : n);
    return true;
  }
};

/// Rule, one level of parentheses deeper.
template <typename Rule>
struct nested {
  using rule_t = nested;
  using subs_t = p::type_list<Rule>;
  GUION_MATCH {
    if (state.nesting == kMaxParentheses) {
      if (!state.failed()) {
        state.failed_at = in.current();
        state.too_deep = true;
      }
      in.bump_in_this_line(in.size());
      return true;
    }
    ++state.nesting;
    const bool matched = Control<Rule>::template match<A, M, Action, Control>(in, state);
    --state.nesting;
    return matched;
  }
};

/// The bytes of `spelling` as whole words.
inline bool starts_with_words(std::string_view text, std::string_view words) {
  return text.starts_with(words) && word_length(text.substr(words.size())) == 0;
}

/// A fixed word in the language of the line.
template <Word W>
struct word {
  static constexpr Word id = W;
  using rule_t = word;
  using subs_t = p::empty_list;
  GUION_MATCH {
    const std::string_view words = spelling(W, state.tongue);
    if (!starts_with_words(rest_of(in), words)) return false;
    in.bump_in_this_line(words.size());
    return true;
  }
};

/// A keyword inside a line.
template <Keyword K>
struct keyword {
  static constexpr Keyword id = K;
  using rule_t = keyword;
  using subs_t = p::empty_list;
  GUION_MATCH {
    const std::string_view words = spelling(K, state.tongue);
    if (!starts_with_words(rest_of(in), words)) return false;
    in.bump_in_this_line(words.size());
    return true;
  }
};

/// A keyword that stands for an event of a rule.
template <Keyword K>
struct event_word : keyword<K> {};

/// A built-in type; notes whether its constants are texts.
template <Word W>
struct type_word {
  static constexpr Word id = W;
  using rule_t = type_word;
  using subs_t = p::empty_list;
  GUION_MATCH {
    const std::string_view words = spelling(W, state.tongue);
    if (!starts_with_words(rest_of(in), words)) return false;
    in.bump_in_this_line(words.size());
    state.takes_text = W == Word::TypeText || W == Word::TypeName || W == Word::TypePhone || W == Word::TypeCode ||
                       W == Word::TypeList;
    return true;
  }
};

/// The one look-up of the first words of a line. Case, accents and the other language are forgiven; `first` says so.
struct find_first_words {
  using rule_t = find_first_words;
  using subs_t = p::empty_list;
  GUION_MATCH {
    const auto found = find_keyword(rest_of(in), state.tongue);
    if (!found) return false;
    state.first = *found;
    state.tongue = found->tongue;
    in.bump_in_this_line(found->length);
    return true;
  }
};

/// A row of by_keyword: what follows these keywords.
template <typename Rule, Keyword... Ks>
struct on {
  using rule = Rule;
};

/// Matches the rule of the keyword that find_first_words found.
template <typename... Rows>
struct by_keyword {
  using rule_t = by_keyword;
  using subs_t = p::type_list<typename Rows::rule...>;
  GUION_MATCH {
    using Function = bool (*)(Input&, State&);
    static constexpr auto table = [] {
      std::array<Function, kKeywords> functions{};
      (fill<A, M, Action, Control, Input, State>(functions, Rows{}), ...);
      return functions;
    }();
    return table[static_cast<std::size_t>(state.first.keyword)](in, state);
  }

 private:
  template <p::apply_mode A, p::rewind_mode M, template <typename...> class Action,
            template <typename...> class Control, typename Input, typename State, typename Functions, typename Rule,
            Keyword... Ks>
  static constexpr void fill(Functions& functions, on<Rule, Ks...> /*row*/) {
    ((functions[static_cast<std::size_t>(Ks)] = [](Input& in, State& state) -> bool {
       return Control<Rule>::template match<A, M, Action, Control>(in, state);
     }),
     ...);
  }
};

inline bool begins_name(std::string_view text) {
  const auto c = static_cast<unsigned char>(text.empty() ? '0' : text[0]);
  return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// A name: a letter, then letters, digits and `_`; no reserved word. Bytes from 0x80 on count as letters here.
struct name {
  using rule_t = name;
  using subs_t = p::empty_list;
  GUION_MATCH {
    const std::string_view text = rest_of(in);
    const std::size_t length = word_length(text);
    if (length > kMaxName || !begins_name(text) || is_reserved(text, length)) return false;
    in.bump_in_this_line(length);
    return true;
  }
};

/// A run of letters, digits and `_`, reserved or not.
struct word_run {
  using rule_t = word_run;
  using subs_t = p::empty_list;
  GUION_MATCH {
    const std::size_t length = word_length(rest_of(in));
    in.bump_in_this_line(length);
    return length != 0;
  }
};

/// Bytes that end a run of literal text: braces and the backslash; inside arms and labels also the bar.
inline constexpr auto kTextStops = [] {
  std::array<std::uint8_t, 256> table{};
  for (const char c : {'{', '}', '\\'}) table[static_cast<unsigned char>(c)] = 3;
  table[static_cast<unsigned char>('|')] = 2;
  return table;
}();

/// Literal text up to a stop. Blanks before the bar or brace that ends an arm do not belong to it.
template <bool InArm>
struct text_run {
  static constexpr bool in_arm = InArm;
  using rule_t = text_run;
  using subs_t = p::empty_list;
  GUION_MATCH {
    const char* const begin = in.current();
    const char* const end = begin + in.size();
    const char* at = begin;
    while (at != end && (kTextStops[static_cast<unsigned char>(*at)] & (InArm ? 2 : 1)) == 0) ++at;
    if constexpr (InArm) {
      if (at == end || *at == '|' || *at == '}') {
        while (at != begin && (at[-1] == ' ' || at[-1] == '\t')) --at;
      }
    }
    in.bump_in_this_line(static_cast<std::size_t>(at - begin));
    return at != begin;
  }
};

/// Everything up to the last closing parenthesis of the line.
struct instruction {
  using rule_t = instruction;
  using subs_t = p::empty_list;
  GUION_MATCH {
    const std::size_t close = rest_of(in).rfind(')');
    if (close == std::string_view::npos || close == 0) return false;
    in.bump_in_this_line(close);
    return true;
  }
};

/// All that is left of the line, at least one byte.
struct rest_of_line {
  using rule_t = rest_of_line;
  using subs_t = p::empty_list;
  GUION_MATCH {
    if (in.empty()) return false;
    in.bump_in_this_line(in.size());
    return true;
  }
};

// Questions to the context; they consume nothing.
struct texty {
  using rule_t = texty;
  using subs_t = p::empty_list;
  GUION_MATCH { return state.takes_text; }
};
struct of_type {
  using rule_t = of_type;
  using subs_t = p::empty_list;
  GUION_MATCH { return state.in_type; }
};
struct spanish {
  using rule_t = spanish;
  using subs_t = p::empty_list;
  GUION_MATCH { return state.tongue == Tongue::Es; }
};
struct english {
  using rule_t = english;
  using subs_t = p::empty_list;
  GUION_MATCH { return state.tongue == Tongue::En; }
};

#undef GUION_MATCH

}  // namespace guion::grammar

namespace TAO_PEGTL_NAMESPACE {

// «expect», «gap» and «nested» may succeed without consuming: at the end of a line that already went wrong.
template <typename Name, typename Rule>
struct analyze_traits<Name, guion::grammar::expect<Rule>> : analyze_opt_traits<Rule> {};
template <typename Name, typename Rule>
struct analyze_traits<Name, guion::grammar::gap<Rule>> : analyze_opt_traits<> {};
template <typename Name, typename Rule>
struct analyze_traits<Name, guion::grammar::nested<Rule>> : analyze_opt_traits<Rule> {};
template <typename Name, guion::Word W>
struct analyze_traits<Name, guion::grammar::word<W>> : analyze_any_traits<> {};
template <typename Name, guion::Keyword K>
struct analyze_traits<Name, guion::grammar::keyword<K>> : analyze_any_traits<> {};
template <typename Name, guion::Word W>
struct analyze_traits<Name, guion::grammar::type_word<W>> : analyze_any_traits<> {};
template <typename Name>
struct analyze_traits<Name, guion::grammar::find_first_words> : analyze_any_traits<> {};
template <typename Name, typename... Rows>
struct analyze_traits<Name, guion::grammar::by_keyword<Rows...>> : analyze_sor_traits<typename Rows::rule...> {};
template <typename Name>
struct analyze_traits<Name, guion::grammar::name> : analyze_any_traits<> {};
template <typename Name>
struct analyze_traits<Name, guion::grammar::word_run> : analyze_any_traits<> {};
template <typename Name, bool InArm>
struct analyze_traits<Name, guion::grammar::text_run<InArm>> : analyze_any_traits<> {};
template <typename Name>
struct analyze_traits<Name, guion::grammar::instruction> : analyze_any_traits<> {};
template <typename Name>
struct analyze_traits<Name, guion::grammar::rest_of_line> : analyze_any_traits<> {};
template <typename Name>
struct analyze_traits<Name, guion::grammar::texty> : analyze_opt_traits<> {};
template <typename Name>
struct analyze_traits<Name, guion::grammar::of_type> : analyze_opt_traits<> {};
template <typename Name>
struct analyze_traits<Name, guion::grammar::spanish> : analyze_opt_traits<> {};
template <typename Name>
struct analyze_traits<Name, guion::grammar::english> : analyze_opt_traits<> {};

}  // namespace TAO_PEGTL_NAMESPACE
