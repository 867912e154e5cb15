// What the rules of the grammar leave in the tree: each action appends one part, or says what the part before it was.
// It knows nothing of errors (complaints.hpp) nor of lines (parse.cpp). The parts of each kind of line are listed in
// ast/nodes.def.
#pragma once

#include <cstdint>
#include <vector>

#include "ast/tree.hpp"
#include "grammar/rules.hpp"

namespace guion::parse {

namespace g = grammar;

/// The state of one line: what the rules need, and the parts read so far. Borrows the text and the tree's parts.
struct Reader : g::Context {
  const char* base = nullptr;  ///< the first byte of the file
  std::vector<ast::Part>* parts = nullptr;
  ast::Part comparison{};  ///< the sign of a comparison whose right side is still to come
  std::size_t rule = 0;    ///< index of the RuleForm part of the line

  void push(ast::PartKind kind, std::uint8_t arg, const char* begin, const char* end) {
    parts->push_back({kind, arg, static_cast<std::uint32_t>(begin - base), static_cast<std::uint32_t>(end - base)});
  }
  /// An operator: the first `length` bytes of a stretch that may begin with blanks.
  void push_sign(ast::PartKind kind, const char* begin, std::size_t length) {
    while (*begin == ' ' || *begin == '\t') ++begin;
    push(kind, 0, begin, begin + length);
  }
};

template <typename Rule>
struct action {};

#define GUION_ACTION(rule)    \
  template <>                 \
  struct action<g::rule> {    \
    template <typename Input> \
    static void apply(const Input& in, Reader& reader)

/// A part that covers what the rule matched; `arg` is a Word where one is given.
#define GUION_PART(rule, kind)                                                      \
  GUION_ACTION(rule) { reader.push(ast::PartKind::kind, 0, in.begin(), in.end()); } \
  }                                                                                 \
  ;
#define GUION_WORD_PART(rule, kind, word)                                                          \
  GUION_ACTION(rule) {                                                                             \
    reader.push(ast::PartKind::kind, static_cast<std::uint8_t>(Word::word), in.begin(), in.end()); \
  }                                                                                                \
  }                                                                                                \
  ;

// Names
GUION_PART(subject, Name)
GUION_PART(reference, Ref)
GUION_PART(missing_level, Ref)
GUION_PART(known_slot, Ref)
GUION_PART(event_object, Ref)
GUION_PART(included, Includes)
GUION_PART(granted, Grants)
GUION_PART(required_level, Requires)
GUION_PART(class_name, Class)
GUION_PART(type_name, TypeRef)
GUION_PART(tag_name, Tag)
GUION_PART(line_id, LineId)
GUION_PART(approver, Approver)
GUION_PART(hash, Seal)
GUION_PART(version, Version)
GUION_PART(locale, Locale)
GUION_PART(path, Path)
GUION_PART(instruction, Instruction)
GUION_PART(until_date, Until)
GUION_PART(seconds_count, Seconds)
GUION_PART(tries_count, Tries)
GUION_PART(currency, Currency)
GUION_PART(low, Low)
GUION_PART(high, High)
template <Word W>
struct action<g::type_word<W>> {
  template <typename Input>
  static void apply(const Input& in, Reader& reader) {
    reader.push(ast::PartKind::TypeWord, static_cast<std::uint8_t>(W), in.begin(), in.end());
  }
};

// Flags
GUION_WORD_PART(usted, Flag, Usted)
GUION_WORD_PART(tu, Flag, Tu)
GUION_WORD_PART(vos, Flag, Vos)
GUION_WORD_PART(spoken_word, Flag, Spoken)
GUION_WORD_PART(written_word, Flag, Written)
GUION_WORD_PART(visible_agent, Flag, VisibleAgent)
GUION_WORD_PART(never_said, Flag, NeverSaid)
GUION_WORD_PART(acts, Flag, Acts)
GUION_WORD_PART(normal_end, Flag, Normal)
GUION_WORD_PART(early_end, Flag, Early)
GUION_WORD_PART(required_stage, Flag, Required)
GUION_WORD_PART(optional_stage, Flag, Optional)
GUION_WORD_PART(discretion, Flag, Discretion)
GUION_WORD_PART(from_system, Flag, FromSystem)
GUION_WORD_PART(own_words_flag, Flag, OwnWords)
GUION_WORD_PART(one_of, Flag, OneOf)
GUION_WORD_PART(if_missing, Flag, IfMissing)
GUION_WORD_PART(if_said, Flag, IfSaid)
GUION_WORD_PART(if_lacking, Flag, IfLacking)

// Expressions
GUION_PART(number, Number)
GUION_PART(date, Date)
GUION_PART(clock, Clock)
GUION_WORD_PART(yes_word, YesNo, Yes)
GUION_WORD_PART(no_word, YesNo, No)
GUION_PART(truth, Truth)
GUION_ACTION(lacks) {
  reader.push_sign(ast::PartKind::IsMissing, in.begin(), spelling(Word::Lacks, reader.tongue).size());
}
};
GUION_ACTION(known) {
  reader.push_sign(ast::PartKind::IsKnown, in.begin(), spelling(Word::Known, reader.tongue).size());
}
}
;
GUION_ACTION(negation) { reader.push_sign(ast::PartKind::Not, in.begin(), spelling(Word::Not, reader.tongue).size()); }
}
;
GUION_ACTION(and_factor) {
  reader.push_sign(ast::PartKind::And, in.begin(), spelling(Word::And, reader.tongue).size());
}
}
;
GUION_ACTION(or_conjunction) {
  reader.push_sign(ast::PartKind::Or, in.begin(), spelling(Word::Or, reader.tongue).size());
}
}
;
GUION_ACTION(plus_number) { reader.push_sign(ast::PartKind::Plus, in.begin(), 1); }
}
;
GUION_ACTION(minus_number) { reader.push_sign(ast::PartKind::Minus, in.begin(), 1); }
}
;
GUION_ACTION(set_plus) { reader.push_sign(ast::PartKind::Plus, in.begin(), 1); }
}
;
GUION_ACTION(set_minus) { reader.push_sign(ast::PartKind::Minus, in.begin(), 1); }
}
;

#define GUION_COMPARISON(rule, which)                                                               \
  GUION_ACTION(rule) {                                                                              \
    reader.comparison = {ast::PartKind::Compare, static_cast<std::uint8_t>(ast::Comparison::which), \
                         static_cast<std::uint32_t>(in.begin() - reader.base),                      \
                         static_cast<std::uint32_t>(in.end() - reader.base)};                       \
  }                                                                                                 \
  }                                                                                                 \
  ;
GUION_COMPARISON(less, Less)
GUION_COMPARISON(less_equal, LessEqual)
GUION_COMPARISON(greater, Greater)
GUION_COMPARISON(greater_equal, GreaterEqual)
GUION_COMPARISON(equal, Equal)
GUION_COMPARISON(not_equal, NotEqual)
GUION_COMPARISON(is_only, Is)
GUION_COMPARISON(is_not, IsNot)
#define GUION_COMPARED(rule)                                                           \
  template <>                                                                          \
  struct action<g::rule> {                                                             \
    static void apply0(Reader& reader) { reader.parts->push_back(reader.comparison); } \
  };
GUION_COMPARED(is_test)
GUION_COMPARED(sign_test)

// Stages and rules
GUION_PART(when_word, When)
GUION_PART(unless_word, Unless)
GUION_PART(times_count, Times)
GUION_PART(said_slot, Says)
template <Keyword K>
struct action<g::event_word<K>> {
  template <typename Input>
  static void apply(const Input& in, Reader& reader) {
    reader.push(ast::PartKind::RuleEvent, static_cast<std::uint8_t>(K), in.begin(), in.end());
  }
};
GUION_ACTION(heard) { reader.push(ast::PartKind::RuleEvent, ast::kHeard, in.begin(), in.end()); }
}
;
GUION_ACTION(said_sign) {
  reader.push(ast::PartKind::RuleEvent, static_cast<std::uint8_t>(Keyword::Say), in.begin(), in.begin());
  (*reader.parts)[reader.rule].arg = static_cast<std::uint8_t>(ast::RuleForm::TagSays);
}
}
;
GUION_ACTION(rule_start) {
  reader.rule = reader.parts->size();
  reader.push(ast::PartKind::RuleForm, 0, in.begin(), in.end());
}
}
;
#define GUION_FORM(rule_name, form)                                                      \
  template <>                                                                            \
  struct action<g::rule_name> {                                                          \
    static void apply0(Reader& reader) {                                                 \
      (*reader.parts)[reader.rule].arg = static_cast<std::uint8_t>(ast::RuleForm::form); \
    }                                                                                    \
  };
GUION_FORM(before, Before)
GUION_FORM(before_each, BeforeEach)
GUION_FORM(after_always, AfterAlways)
GUION_FORM(after_never, AfterNever)
GUION_FORM(between_never, BetweenNever)
GUION_FORM(between_always, BetweenAlways)
GUION_FORM(paired, Paired)
GUION_FORM(at_most, AtMost)
GUION_FORM(never, Never)

// Texts
GUION_PART(run, Text)
GUION_PART(arm_run, Text)
GUION_PART(label_run, Text)
GUION_PART(comment_text, Text)
GUION_PART(escaped, Escape)
GUION_PART(escaped_in_arm, Escape)
GUION_PART(hole, Hole)
GUION_WORD_PART(form_words, Form, Words)
GUION_WORD_PART(form_digits, Form, Digits)
GUION_WORD_PART(form_long, Form, LongForm)
GUION_WORD_PART(form_short, Form, ShortForm)
GUION_WORD_PART(form_address, Form, WithAddress)
GUION_WORD_PART(greeting, Moment, Greeting)
GUION_WORD_PART(farewell, Moment, Farewell)
GUION_PART(arm_label, Arm)
GUION_PART(spoken_bar, Spoken)
template <>
struct action<g::question_mark> {
  static void apply0(Reader& reader) { reader.parts->back().kind = ast::PartKind::Choice; }
};
GUION_ACTION(choice) { reader.push(ast::PartKind::ChoiceEnd, 0, in.end(), in.end()); }
}
;

#undef GUION_ACTION
#undef GUION_PART
#undef GUION_WORD_PART
#undef GUION_COMPARISON
#undef GUION_COMPARED
#undef GUION_FORM

}  // namespace guion::parse
