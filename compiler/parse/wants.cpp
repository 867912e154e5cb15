// See wants.hpp. A rule without a row is reported as «something else»: a test over all `expect` rules of the grammar
// keeps that from happening.
#include "parse/wants.hpp"

#include <algorithm>

#include "grammar/rules.hpp"

namespace guion::parse {
namespace {

namespace g = grammar;

template <Word... Ws>
inline constexpr Word kList[] = {Ws...};

template <typename Rule>
constexpr Want row(WantKind kind, std::string_view en, std::string_view es, std::span<const Word> words = {}) {
  return {g::rule_key<Rule>, kind, en, es, words};
}
template <typename Rule>
constexpr Want name_row() {
  return row<Rule>(WantKind::Name, "a name", "un nombre");
}
template <typename Rule>
constexpr Want text_row() {
  return row<Rule>(WantKind::Text, "a text", "un texto");
}
template <typename Rule, Word... Ws>
constexpr Want words_row() {
  return row<Rule>(WantKind::Other, "", "", kList<Ws...>);
}
template <typename Rule>
constexpr Want type_row() {
  return row<Rule>(
      WantKind::Value, "a type", "un tipo",
      kList<Word::OwnWords, Word::TypeText, Word::TypeName, Word::TypeAddress, Word::TypeYesNo, Word::TypeCount,
            Word::TypeMoney, Word::TypeDate, Word::TypeDay, Word::TypeMonth, Word::TypeHour, Word::TypeWindow,
            Word::TypeDuration, Word::TypeCycle, Word::TypePhone, Word::TypeCode, Word::TypeList>);
}
template <typename Rule>
constexpr Want other_row(std::string_view en, std::string_view es) {
  return row<Rule>(WantKind::Other, en, es);
}
template <typename Rule>
constexpr Want condition_row() {
  return row<Rule>(WantKind::Other, "a condition", "una condición", kList<Word::Not, Word::Known, Word::Lacks>);
}
template <typename Rule>
constexpr Want value_row() {
  return row<Rule>(WantKind::Value, "a value", "un valor", kList<Word::Yes, Word::No>);
}

constexpr Want kWants[] = {
    // names
    name_row<g::subject>(),
    name_row<g::reference>(),
    name_row<g::included>(),
    name_row<g::granted>(),
    name_row<g::required_level>(),
    name_row<g::class_name>(),
    name_row<g::tag_name>(),
    name_row<g::approver>(),
    name_row<g::said_slot>(),
    name_row<g::missing_level>(),
    name_row<g::known_slot>(),
    // texts
    text_row<g::text>(),
    text_row<g::label>(),
    text_row<g::labels>(),
    text_row<g::spoken_words>(),
    row<g::filling>(WantKind::Filling, "the name of a slot", "el nombre de un dato"),
    row<g::arm_filling>(WantKind::Filling, "the name of a slot", "el nombre de un dato"),
    row<g::close_brace>(WantKind::Close, "the closing brace", "la llave que cierra"),
    row<g::form_name>(WantKind::Form, "", "", kList<Word::Words, Word::Digits, Word::LongForm, Word::ShortForm>),
    row<g::arm_label>(WantKind::Label, "the label of an arm", "la etiqueta de un caso"),
    row<g::colon_sign>(WantKind::Label, "the colon after the label of an arm",
                       "los dos puntos después de la etiqueta de un caso"),
    row<g::escaped>(WantKind::Escaped, "", ""),
    row<g::escaped_in_arm>(WantKind::Escaped, "", ""),
    words_row<g::moment_name, Word::Greeting, Word::Farewell>(),
    row<g::line_end>(WantKind::End, "the end of the line", "el fin de la línea", kList<Word::And, Word::Or>),
    // signs
    other_row<g::colon>("a colon", "«:»"),
    other_row<g::comma>("a comma", "una coma"),
    other_row<g::equals>("\"=\"", "«=»"),
    other_row<g::closing>("\")\"", "«)»"),
    other_row<g::opening>("\"(\"", "«(»"),
    other_row<g::dots>("\"..\"", "«..»"),
    other_row<g::open_brace>("\"{\"", "«{»"),
    // heads, settings, declarations
    words_row<g::language_version, Word::Guion>(),
    other_row<g::version>("the version, a number", "la versión, un número"),
    other_row<g::locale>("a locale such as es-US", "un idioma como es-US"),
    words_row<g::register_name, Word::Usted, Word::Tu, Word::Vos>(),
    words_row<g::channel_name, Word::Spoken, Word::Written>(),
    other_row<g::path>("a name or a path such as common/levels", "un nombre o una ruta como común/niveles"),
    other_row<g::folder>("a name", "un nombre"),
    words_row<g::includes, Word::Includes>(),
    words_row<g::grants, Word::Grants>(),
    words_row<g::class_rule, Word::Requires, Word::NeverSaid>(),
    words_row<g::visible_agent, Word::VisibleAgent>(),
    words_row<g::acts, Word::Acts>(),
    words_row<g::end_kind, Word::Normal, Word::Early>(),
    words_row<g::word<Word::OfRule>, Word::OfRule>(),
    words_row<g::word<Word::Until>, Word::Until>(),
    other_row<g::until_date>("a date such as 2027-01-31", "una fecha como 2027-01-31"),
    words_row<g::class_attribute, Word::OfClass>(),
    words_row<g::from_system, Word::OfClass, Word::FromSystem>(),
    other_row<g::currency>("a currency such as USD", "una moneda como USD"),
    other_row<g::high>("the upper bound", "el límite superior"),
    type_row<g::type>(),
    type_row<g::slot_kind>(),
    value_row<g::typed_constant>(),
    other_row<g::instruction>("an instruction and \")\"", "una instrucción y «)»"),
    other_row<g::tries>("a number of tries", "un número de intentos"),
    words_row<g::tries_unit, Word::Tries, Word::Try>(),
    other_row<g::seconds>("a number of seconds", "un número de segundos"),
    words_row<g::seconds_unit, Word::Seconds, Word::Second>(),
    // rules and stages
    row<g::rule_form>(WantKind::Other, "a rule", "una regla",
                      kList<Word::After, Word::Between, Word::AtMost, Word::Never, Word::IsHeard>),
    row<g::event>(WantKind::Other, "an event", "un evento", kList<Word::IsHeard>),
    row<g::waiver_case>(WantKind::Other, "an event or a condition", "un evento o una condición", kList<Word::IsHeard>),
    words_row<g::after_form, Word::Always, Word::Never>(),
    words_row<g::between_form, Word::Never, Word::Always>(),
    words_row<g::event_tail, Word::Before, Word::BeforeEach, Word::And>(),
    words_row<g::paired, Word::Paired>(),
    words_row<g::and_word, Word::And>(),
    words_row<g::says, Word::Says>(),
    other_row<g::times_count>("a number", "un número"),
    words_row<g::times_unit, Word::Times, Word::Time>(),
    words_row<g::stage_attribute, Word::Required, Word::Optional, Word::Discretion>(),
    words_row<g::waiver, Word::Unless>(),
    words_row<g::discretion, Word::Discretion>(),
    // statements
    condition_row<g::condition>(),
    condition_row<g::factor>(),
    condition_row<g::conjunction>(),
    value_row<g::value>(),
    value_row<g::operand>(),
    value_row<g::set_operand>(),
    value_row<g::case_value>(),
    other_row<g::number>("a number", "un número"),
    words_row<g::say_attribute, Word::Requires, Word::Sealed>(),
    words_row<g::sealed, Word::Sealed>(),
    other_row<g::hash>("the hash of the text", "la huella del texto"),
    words_row<g::word<Word::By>, Word::By>(),
    other_row<g::line_id>("an id", "un identificador"),
    words_row<g::one_of, Word::IfMissing, Word::OneOf>(),
    words_row<g::if_said, Word::IfSaid>(),
    words_row<g::if_lacking, Word::IfLacking>(),
};

}  // namespace

const Want& want_of(grammar::RuleKey key) {
  static constexpr Want kUnknown{nullptr, WantKind::Other, "something else", "otra cosa", {}};
  const auto* const found =
      std::find_if(std::begin(kWants), std::end(kWants), [key](const Want& w) { return w.key == key; });
  return found == std::end(kWants) ? kUnknown : *found;
}

std::string describe(const Want& want, Tongue file, Tongue message) {
  const bool es = message == Tongue::Es;
  if (!want.en.empty()) return std::string{es ? want.es : want.en};
  std::string text;
  for (std::size_t i = 0; i < want.words.size(); ++i) {
    if (i != 0) text += i + 1 < want.words.size() ? ", " : es ? " o " : " or ";
    text += es ? "«" : "\"";
    text += spelling(want.words[i], file);
    text += es ? "»" : "\"";
  }
  return text;
}

}  // namespace guion::parse
