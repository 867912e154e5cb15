// The shape of one logical line as PEGTL 3.2.7 rules: named structs without actions or messages. The driver in
// compiler/parse/ finds the lines, their depth and their continuations; what a part becomes and what is said of an
// error live there too. Words come from keywords.def; own match rules and their traits are in matchers.hpp. Form:
// docs/language.md; the same productions for people: docs/grammar.md.
#pragma once

#include "grammar/matchers.hpp"

namespace guion::grammar {

// ---- small pieces
// ------------------------------------------------------------------------------------------------------------------
struct blank : p::one<' ', '\t'> {};
struct blanks : p::plus<blank> {};
struct maybe_blanks : p::star<blank> {};
struct comma_sign : p::one<','> {};
struct comma : p::seq<maybe_blanks, comma_sign, maybe_blanks> {};
struct colon_sign : p::one<':'> {};
struct colon : p::seq<maybe_blanks, colon_sign, maybe_blanks> {};
struct equals_sign : p::one<'='> {};
struct equals : p::seq<maybe_blanks, equals_sign, maybe_blanks> {};
struct line_end : p::eof {};

/// Blanks and what must follow them.
template <typename Rule>
struct then : p::seq<gap<Rule>, expect<Rule>> {};
/// A comma and, if it is the right one, an attribute.
template <typename Rule>
struct attribute : p::seq<comma, Rule> {};

// ---- names and literals
// ------------------------------------------------------------------------------------------------------------
struct subject : name {};         // the first name of a line
struct reference : name {};       // a slot, level or value
struct included : name {};        // a level after «incluye»
struct granted : name {};         // a level after «da»
struct required_level : name {};  // a level after «exige»
struct class_name : name {};
struct type_name : name {};
struct tag_name : name {};
struct approver : name {};

struct digits : p::plus<p::digit> {};
struct fraction : p::seq<p::one<'.'>, digits> {};
struct two_digits : p::rep<2, p::digit> {};
struct number_form : p::seq<p::opt<p::one<'-'>>, digits, p::opt<fraction>> {};
struct date_form : p::seq<p::rep<4, p::digit>, p::one<'-'>, two_digits, p::one<'-'>, two_digits> {};
struct clock_form : p::seq<p::digit, p::opt<p::digit>, p::one<':'>, two_digits> {};
struct number : p::seq<number_form> {};
struct date : p::seq<date_form> {};
struct clock : p::seq<clock_form> {};
struct yes_word : word<Word::Yes> {};
struct no_word : word<Word::No> {};
struct yes_or_no : p::sor<yes_word, no_word> {};
struct literal : p::sor<date, clock, number, yes_or_no> {};
struct value : p::sor<literal, reference> {};

struct version : digits {};
struct locale : p::plus<p::sor<p::alnum, p::one<'-'>>> {};
struct currency : p::rep<3, p::upper> {};
struct dots : p::two<'.'> {};
struct folder : p::sor<dots, word_run> {};
struct slash : p::one<'/'> {};
struct path : p::seq<folder, p::star<p::seq<slash, expect<folder>>>> {};

// ---- conditions
// --------------------------------------------------------------------------------------------------------------------
struct and_word : word<Word::And> {};
struct or_word : word<Word::Or> {};
struct not_word : word<Word::Not> {};
struct is_word : keyword<Keyword::Is> {};
struct less_equal : p::string<'<', '='> {};
struct greater_equal : p::string<'>', '='> {};
struct not_equal : p::string<'!', '='> {};
struct less : p::one<'<'> {};
struct greater : p::one<'>'> {};
struct equal : p::one<'='> {};
struct comparison_sign : p::sor<less_equal, greater_equal, not_equal, less, greater, equal> {};
struct plus_sign : p::one<'+'> {};
struct minus_sign : p::one<'-'> {};

struct plus_number : p::seq<maybe_blanks, plus_sign, maybe_blanks, expect<number>> {};
struct minus_number : p::seq<maybe_blanks, minus_sign, maybe_blanks, expect<number>> {};
struct operand : p::sor<literal, p::seq<reference, p::opt<p::sor<plus_number, minus_number>>>> {};

struct is_not_spanish : p::seq<spanish, not_word, blanks, is_word> {};
struct is_not_english : p::seq<english, is_word, blanks, not_word> {};
struct is_not : p::sor<is_not_spanish, is_not_english> {};
struct is_only : p::seq<is_word> {};
struct is_test : p::seq<blanks, p::sor<is_not, is_only>, then<value>> {};
struct sign_test : p::seq<maybe_blanks, comparison_sign, maybe_blanks, expect<operand>> {};
struct truth : p::success {};
struct test : p::seq<reference, p::sor<is_test, sign_test, truth>> {};
struct missing_level : reference {};
struct known_slot : reference {};
struct lacks : p::seq<word<Word::Lacks>, then<missing_level>> {};
struct known : p::seq<word<Word::Known>, then<known_slot>> {};

struct condition;
struct factor;
struct closing : p::one<')'> {};
struct group : p::seq<p::one<'('>, maybe_blanks, nested<expect<condition>>, maybe_blanks, expect<closing>> {};
struct negation : p::seq<not_word, gap<factor>, nested<expect<factor>>> {};
struct factor : p::sor<group, lacks, known, negation, test> {};
struct and_factor : p::seq<blanks, and_word, then<factor>> {};
struct conjunction : p::seq<factor, p::star<and_factor>> {};
struct or_conjunction : p::seq<blanks, or_word, then<conjunction>> {};
struct condition : p::seq<conjunction, p::star<or_conjunction>> {};

// ---- texts
// -------------------------------------------------------------------------------------------------------------------------
struct escape_sign : p::one<'\\'> {};
struct escaped : p::one<'{', '}', '\\'> {};
struct escaped_in_arm : p::one<'{', '}', '\\', '|'> {};
struct escape : p::seq<escape_sign, expect<escaped>> {};
struct escape_in_arm : p::seq<escape_sign, expect<escaped_in_arm>> {};
struct open_brace : p::one<'{'> {};
struct close_brace : p::one<'}'> {};

struct greeting : word<Word::Greeting> {};
struct farewell : word<Word::Farewell> {};
struct moment_name : p::sor<greeting, farewell> {};
struct now_dot : p::seq<word<Word::Now>, p::one<'.'>> {};
struct moment : p::seq<now_dot, expect<moment_name>> {};

struct form_words : word<Word::Words> {};
struct form_digits : word<Word::Digits> {};
struct form_long : word<Word::LongForm> {};
struct form_short : word<Word::ShortForm> {};
struct form_name : p::sor<form_words, form_digits, form_long, form_short> {};
struct form_address : word<Word::WithAddress> {};
struct as_form : p::seq<word<Word::As>, then<form_name>> {};
struct form : p::seq<blanks, p::sor<as_form, form_address>> {};

struct hole : name {};
struct plain_hole : p::seq<hole, p::opt<form>> {};
struct arm_filling : p::sor<moment, plain_hole> {};
struct arm_hole : p::seq<open_brace, maybe_blanks, expect<arm_filling>, maybe_blanks, expect<close_brace>> {};
struct arm_run : text_run<true> {};
struct arm_piece : p::sor<arm_run, escape_in_arm, arm_hole> {};
struct arm_label : word_run {};
struct arm_body : p::seq<maybe_blanks, p::star<arm_piece>, maybe_blanks> {};
struct arm : p::seq<maybe_blanks, expect<arm_label>, maybe_blanks, expect<colon_sign>, arm_body> {};
struct bar : p::one<'|'> {};
struct question_mark : p::one<'?'> {};
struct choice : p::seq<maybe_blanks, question_mark, p::list<arm, bar>> {};
struct chosen_hole : p::seq<hole, p::opt<p::sor<choice, form>>> {};
struct filling : p::sor<moment, chosen_hole> {};
struct brace : p::seq<open_brace, maybe_blanks, expect<filling>, maybe_blanks, expect<close_brace>> {};

struct run : text_run<false> {};
struct piece : p::sor<run, escape, brace> {};
struct text : p::plus<piece> {};

/// The label of an enumeration value and the words spoken for it, with a bar between them.
struct label_run : text_run<true> {};
struct label_piece : p::sor<label_run, escape_in_arm, brace> {};
struct label : p::plus<label_piece> {};
struct spoken_bar : p::one<'|'> {};
struct spoken_words : p::seq<label> {};
struct spoken : p::seq<maybe_blanks, spoken_bar, maybe_blanks, expect<spoken_words>> {};
struct labels : p::seq<label, p::opt<spoken>> {};

struct colon_text : p::seq<colon, expect<text>> {};
struct after_colon : p::seq<expect<colon>, expect<text>> {};

// ---- types
// -------------------------------------------------------------------------------------------------------------------------
struct bound : p::sor<date_form, clock_form, number_form> {};
struct low : p::seq<bound> {};
struct high : p::seq<bound> {};
struct range : p::seq<blanks, low, expect<dots>, expect<high>> {};
struct money_type : p::seq<type_word<Word::TypeMoney>, then<currency>, p::opt<range>> {};
struct ranged_type
    : p::seq<p::sor<type_word<Word::TypeText>, type_word<Word::TypeName>, type_word<Word::TypeCode>,
                    type_word<Word::TypeCount>, type_word<Word::TypeDate>, type_word<Word::TypeDuration>>,
             p::opt<range>> {};
struct plain_type : p::sor<type_word<Word::TypeAddress>, type_word<Word::TypeYesNo>, type_word<Word::TypeDay>,
                           type_word<Word::TypeMonth>, type_word<Word::TypeHour>, type_word<Word::TypeWindow>,
                           type_word<Word::TypeCycle>, type_word<Word::TypePhone>, type_word<Word::TypeList>> {};
struct type : p::sor<money_type, ranged_type, plain_type, type_name> {};
struct class_attribute : p::seq<word<Word::OfClass>, then<class_name>> {};
struct from_system : word<Word::FromSystem> {};
struct slot_attributes : p::seq<p::star<attribute<class_attribute>>, p::opt<attribute<expect<from_system>>>> {};
struct field_attributes : p::star<attribute<expect<class_attribute>>> {};

// ---- heads and settings
// ------------------------------------------------------------------------------------------------------------
struct language_version : p::seq<word<Word::Guion>, then<version>> {};
struct head : p::seq<then<subject>, expect<comma>, expect<language_version>> {};
struct usted : word<Word::Usted> {};
struct tu : word<Word::Tu> {};
struct vos : word<Word::Vos> {};
struct register_name : p::sor<usted, tu, vos> {};
struct spoken_word : word<Word::Spoken> {};
struct written_word : word<Word::Written> {};
struct channel_name : p::sor<spoken_word, written_word> {};
struct locale_line : then<locale> {};
struct register_line : then<register_name> {};
struct channel_line : then<channel_name> {};
struct path_line : then<path> {};
struct text_line : then<text> {};
struct subject_line : then<subject> {};

// ---- declarations
// ------------------------------------------------------------------------------------------------------------------
/// Names joined by «y».
template <typename Name>
struct joined : p::seq<expect<Name>, p::star<p::seq<blanks, and_word, then<Name>>>> {};
struct includes : p::seq<word<Word::Includes>, gap<included>, joined<included>> {};
struct grants : p::seq<word<Word::Grants>, gap<granted>, joined<granted>> {};
struct requires_levels : p::seq<word<Word::Requires>, gap<required_level>, joined<required_level>> {};
struct tries_count : digits {};
struct tries_unit : p::sor<word<Word::Tries>, word<Word::Try>> {};
struct tries : p::seq<tries_count, then<tries_unit>> {};
struct seconds_count : digits {};
struct seconds_unit : p::sor<word<Word::Seconds>, word<Word::Second>> {};
struct seconds : p::seq<seconds_count, then<seconds_unit>> {};
struct visible_agent : word<Word::VisibleAgent> {};
struct never_said : word<Word::NeverSaid> {};
struct acts : word<Word::Acts> {};
struct normal_end : word<Word::Normal> {};
struct early_end : word<Word::Early> {};

struct level_line : p::seq<then<subject>, p::opt<p::seq<blanks, expect<includes>>>> {};
struct method_line : p::seq<then<subject>, then<grants>, p::opt<attribute<expect<tries>>>> {};
struct class_gate : p::seq<requires_levels, p::opt<attribute<expect<visible_agent>>>> {};
struct class_rule : p::sor<class_gate, never_said> {};
struct class_line : p::seq<then<subject>, then<class_rule>> {};
struct service_line : p::seq<then<subject>, p::opt<attribute<expect<acts>>>> {};
struct field_line : p::seq<then<subject>, expect<colon>, expect<type>, field_attributes> {};
struct label_line : p::seq<then<subject>, after_colon> {};
struct end_kind : p::sor<normal_end, early_end> {};
struct outcome_line : p::seq<then<subject>, expect<comma>, expect<end_kind>> {};
struct until_date : p::seq<date_form> {};
struct except_line
    : p::seq<then<word<Word::OfRule>>, then<subject>, then<word<Word::Until>>, then<until_date>, after_colon> {};

struct typed_constant : p::sor<p::seq<texty, text>, literal, reference> {};
struct constant_value : p::seq<equals, expect<typed_constant>> {};
struct constant_text : p::seq<equals, expect<text>> {};
struct opening : p::one<'('> {};
struct own_words_flag : word<Word::OwnWords> {};
struct own_words
    : p::seq<own_words_flag, maybe_blanks, expect<opening>, expect<instruction>, expect<closing>, field_attributes> {};
struct typed_slot : p::seq<type, p::sor<constant_value, slot_attributes>> {};
struct slot_kind : p::sor<own_words, typed_slot> {};
struct slot_line : p::seq<then<subject>, p::sor<constant_text, p::seq<expect<colon>, expect<slot_kind>>>> {};

// ---- rules
// -------------------------------------------------------------------------------------------------------------------------
struct connector : p::sor<word<Word::BeforeEach>, word<Word::Before>, and_word, word<Word::Always>, word<Word::Never>,
                          word<Word::Paired>> {};
struct tag_sign : p::seq<p::one<'@'>, p::not_at<p::one<'#'>>> {};
struct tag : p::seq<tag_sign, expect<tag_name>> {};
struct event_object : reference {};
struct maybe_object : p::opt<p::seq<blanks, p::not_at<connector>, event_object>> {};
struct heard : word<Word::IsHeard> {};
struct say_event : p::seq<event_word<Keyword::Say>, p::opt<p::seq<blanks, tag>>> {};
struct bare_event : p::sor<event_word<Keyword::Note>, event_word<Keyword::Menu>, heard> {};
struct object_event : p::seq<p::sor<event_word<Keyword::Ask>, event_word<Keyword::Record>, event_word<Keyword::Verify>,
                                    event_word<Keyword::Lookup>, event_word<Keyword::Request>,
                                    event_word<Keyword::Transfer>, event_word<Keyword::End>>,
                             maybe_object> {};
struct event : p::sor<say_event, bare_event, object_event> {};

struct after_always : word<Word::Always> {};
struct after_never : word<Word::Never> {};
struct between_always : word<Word::Always> {};
struct between_never : word<Word::Never> {};
struct before_each : word<Word::BeforeEach> {};
struct before : word<Word::Before> {};
struct paired : word<Word::Paired> {};
struct at_most : word<Word::AtMost> {};
struct never : word<Word::Never> {};
struct says : word<Word::Says> {};
struct after_form : p::sor<after_always, after_never> {};
struct between_form : p::sor<between_always, between_never> {};
struct times_count : digits {};
struct times_unit : p::sor<word<Word::Times>, word<Word::Time>> {};
struct said_slot : name {};
struct after_rule : p::seq<word<Word::After>, then<event>, then<after_form>, then<event>> {};
struct between_rule
    : p::seq<word<Word::Between>, then<event>, then<and_word>, then<event>, then<between_form>, then<event>> {};
struct at_most_rule : p::seq<at_most, then<times_count>, then<times_unit>, then<event>> {};
struct never_rule : p::seq<never, then<event>> {};
struct said_sign : p::seq<tag_sign> {};
struct said_tag : p::seq<said_sign, expect<tag_name>> {};
struct says_rule : p::seq<said_tag, then<says>, then<open_brace>, maybe_blanks, expect<said_slot>, maybe_blanks,
                          expect<close_brace>> {};
struct before_tail : p::seq<p::sor<before_each, before>, then<event>> {};
struct paired_tail : p::seq<and_word, then<event>, then<paired>> {};
struct event_tail : p::sor<before_tail, paired_tail> {};
struct event_rule : p::seq<event, then<event_tail>> {};
struct rule_form : p::sor<after_rule, between_rule, at_most_rule, never_rule, says_rule, event_rule> {};
struct rule_start : p::success {};
struct rule_line : p::seq<then<subject>, expect<colon>, rule_start, expect<rule_form>> {};

// ---- stages
// ------------------------------------------------------------------------------------------------------------------------
struct required_stage : word<Word::Required> {};
struct optional_stage : word<Word::Optional> {};
struct waiver_condition : p::seq<keyword<Keyword::If>, then<condition>> {};
struct waiver_case : p::sor<waiver_condition, event> {};
struct unless_word : word<Word::Unless> {};
struct waiver : p::seq<unless_word, then<waiver_case>> {};
struct stage_demand : p::seq<p::sor<required_stage, optional_stage>, p::star<attribute<expect<waiver>>>> {};
struct when_word : keyword<Keyword::If> {};
struct discretion : word<Word::Discretion> {};
struct stage_condition : p::seq<when_word, then<condition>, p::opt<attribute<expect<discretion>>>> {};
struct stage_attribute : p::sor<stage_demand, stage_condition, discretion> {};
struct stage_line : p::seq<then<subject>, p::opt<attribute<expect<stage_attribute>>>> {};

// ---- statements
// --------------------------------------------------------------------------------------------------------------------
struct tag_mark : p::seq<blanks, tag> {};
struct line_id_sign : p::string<'@', '#'> {};
struct line_id : p::plus<p::alnum> {};
struct line_id_mark : p::seq<blanks, line_id_sign, expect<line_id>> {};
struct one_of : p::seq<word<Word::OneOf>, line_end> {};
struct hash : p::plus<p::xdigit> {};
struct sealed : p::seq<word<Word::Sealed>, then<hash>, then<word<Word::By>>, then<approver>> {};
struct say_attribute : p::sor<p::seq<requires_levels, p::opt<attribute<expect<sealed>>>>, sealed> {};
struct say_attributes : p::seq<comma_sign, maybe_blanks, expect<say_attribute>, after_colon> {};
struct say_text : p::seq<gap<text>, p::sor<one_of, expect<text>>> {};
struct say_line : p::seq<p::star<tag_mark>, p::opt<line_id_mark>, p::sor<say_attributes, say_text>> {};

struct if_missing : word<Word::IfMissing> {};
struct ask_attributes : p::seq<p::opt<attribute<if_missing>>, p::opt<attribute<seconds>>> {};
struct ask_words : p::sor<attribute<expect<one_of>>, after_colon> {};
struct ask_line : p::seq<then<subject>, ask_attributes, ask_words> {};
struct if_said : word<Word::IfSaid> {};
struct record_line : p::seq<then<subject>, p::opt<attribute<expect<if_said>>>, p::opt<colon_text>> {};
struct menu_timed : p::seq<comma_sign, maybe_blanks, expect<seconds>, after_colon> {};
struct menu_line : p::sor<menu_timed, colon_text, text_line> {};
struct if_lacking : word<Word::IfLacking> {};
struct with_line
    : p::seq<then<subject>, expect<comma>, expect<tries>, p::opt<attribute<expect<if_lacking>>>, after_colon> {};
struct condition_line : then<condition> {};
struct case_value : p::sor<yes_or_no, reference> {};
struct is_line : p::seq<then<case_value>, p::star<p::seq<blanks, or_word, then<case_value>>>> {};
struct set_operand : p::sor<literal, reference> {};
struct set_plus : p::seq<maybe_blanks, plus_sign, maybe_blanks, expect<set_operand>> {};
struct set_minus : p::seq<maybe_blanks, minus_sign, maybe_blanks, expect<set_operand>> {};
struct set_line : p::seq<then<subject>, expect<equals>, expect<set_operand>, p::opt<p::sor<set_plus, set_minus>>> {};
struct nothing_more : p::success {};

/// What follows the keyword, by keyword.
struct rest
    : by_keyword<on<head, Keyword::Flow, Keyword::Protocol, Keyword::Library>,
                 on<text_line, Keyword::Title, Keyword::Note>, on<locale_line, Keyword::Language>,
                 on<register_line, Keyword::Register>, on<channel_line, Keyword::Channel>,
                 on<path_line, Keyword::Follows, Keyword::Use>, on<level_line, Keyword::Level>,
                 on<method_line, Keyword::Method>, on<class_line, Keyword::Class>, on<service_line, Keyword::Service>,
                 on<field_line, Keyword::Gives, Keyword::Takes>,
                 on<subject_line, Keyword::Type, Keyword::Stales, Keyword::Tag, Keyword::Part, Keyword::Verify,
                    Keyword::Revoke, Keyword::Lookup, Keyword::Request, Keyword::When, Keyword::Do, Keyword::GoTo,
                    Keyword::End>,
                 on<label_line, Keyword::Area, Keyword::Transfer>, on<outcome_line, Keyword::Outcome>,
                 on<rule_line, Keyword::Rule>, on<except_line, Keyword::Except>, on<slot_line, Keyword::Slot>,
                 on<stage_line, Keyword::Stage>, on<say_line, Keyword::Say>, on<ask_line, Keyword::Ask>,
                 on<record_line, Keyword::Record>, on<after_colon, Keyword::Judge>, on<menu_line, Keyword::Menu>,
                 on<with_line, Keyword::With>, on<condition_line, Keyword::If, Keyword::OnlyIf>,
                 on<is_line, Keyword::Is>, on<set_line, Keyword::Set>,
                 on<nothing_more, Keyword::Else, Keyword::Nothing, Keyword::OnFailure, Keyword::OnReturn,
                    Keyword::OnSilence, Keyword::OnOverflow>> {};

// ---- lines
// -------------------------------------------------------------------------------------------------------------------------
struct comment_text : rest_of_line {};
struct comment : p::seq<p::one<'#'>, p::opt<blank>, p::opt<comment_text>> {};
struct value_item : p::seq<of_type, expect<subject>, expect<colon>, expect<labels>> {};
struct item_body : p::sor<value_item, expect<text>> {};
struct after_marker : p::seq<gap<text>, item_body> {};
struct item : p::seq<p::one<'-'>, after_marker> {};
struct statement_rest : p::seq<rest, expect<line_end>> {};
struct marked_item : p::seq<after_marker, expect<line_end>> {};
struct statement : p::seq<find_first_words, rest> {};
struct line : p::seq<p::sor<item, comment, statement>, expect<line_end>> {};
/// A continuation, behind its bar, of a text or of the labels of an enumeration value.
struct continued_text : p::seq<expect<text>, expect<line_end>> {};
struct continued_label : p::seq<expect<label>, expect<line_end>> {};
struct continued_labels : p::seq<expect<labels>, expect<line_end>> {};

}  // namespace guion::grammar
