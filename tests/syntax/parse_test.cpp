// The parts of each kind of line, as ast/nodes.def lists them, and the shape of blocks.
#include <gtest/gtest.h>

#include "syntax/support.hpp"

namespace guion::test {
namespace {

struct Case {
  std::string line;
  std::string parts;
};

/// Reads lines at the left margin, placement apart.
void expect_parts(std::initializer_list<Case> cases, Tongue tongue) {
  for (const Case& c : cases) {
    const auto found = find_keyword(c.line, tongue);
    const bool in_type = c.line.starts_with("- ") && c.parts.starts_with("Item Name");
    const int keyword = found && !c.line.starts_with('-') ? static_cast<int>(found->keyword) : -1;
    const Parsed parsed = parse_line(c.line, keyword, tongue, in_type);
    EXPECT_EQ(parsed.complaints, "") << c.line;
    std::string seen;
    for (LineId i = 0; i < parsed.tree.lines.size(); ++i) {
      const ast::Line& line = parsed.tree.lines[i];
      if (std::string_view{parsed.tree.text}.substr(line.begin, line.end - line.begin) == c.line)
        seen = dump_line(parsed.tree, i);
    }
    EXPECT_EQ(seen, c.parts);
  }
}

std::string flag(Word word) { return "Flag#" + std::to_string(static_cast<int>(word)); }
std::string type(Word word) { return "TypeWord#" + std::to_string(static_cast<int>(word)); }
std::string compare(ast::Comparison c) { return "Compare#" + std::to_string(static_cast<int>(c)); }
std::string event(Keyword k) { return "RuleEvent#" + std::to_string(static_cast<int>(k)); }
std::string form(ast::RuleForm f) { return "RuleForm#" + std::to_string(static_cast<int>(f)); }

TEST(Parse, HeadsAndSettings) {
  expect_parts({{"flujo pago_día, guion 1", "Flow Name:pago_día Version:1"},
                {"título El {x} pago", "Title Text:El  Hole:x Text: pago"},
                {"idioma es-US", "Language Locale:es-US"},
                {"registro tú", "Register " + flag(Word::Tu)},
                {"canal escrito", "Channel " + flag(Word::Written)},
                {"sigue ../común/atención", "Follows Path:../común/atención"}},
               Tongue::Es);
}

TEST(Parse, Declarations) {
  expect_parts(
      {{"nivel k incluye b y c", "Level Name:k Includes:b Includes:c"},
       {"método pin da k y b, 3 intentos", "Method Name:pin Grants:k Grants:b Tries:3"},
       {"clase c exige k y b, visible al agente", "Class Name:c Requires:k Requires:b " + flag(Word::VisibleAgent)},
       {"clase c nunca se dice", "Class Name:c " + flag(Word::NeverSaid)},
       {"servicio s, actúa", "Service Name:s " + flag(Word::Acts)},
       {"da x: dinero USD 0..12.50, clase c, clase d",
        "Gives Name:x " + type(Word::TypeMoney) + " Currency:USD Low:0 High:12.50 Class:c Class:d"},
       {"recibe x: motivo", "Takes Name:x TypeRef:motivo"},
       {"área r: Retención", "Area Name:r Text:Retención"},
       {"final f, temprano", "Outcome Name:f " + flag(Word::Early)},
       {"excepto regla r hasta 2027-01-31: porque sí", "Except Name:r Until:2027-01-31 Text:porque sí"}},
      Tongue::Es);
}

TEST(Parse, Slots) {
  expect_parts({{"dato x = Cable Austral: 5", "Slot Name:x Text:Cable Austral: 5"},
                {"dato x: texto 1..80 = Hola", "Slot Name:x " + type(Word::TypeText) + " Low:1 High:80 Text:Hola"},
                {"dato x: cuenta 0..5 = 3", "Slot Name:x " + type(Word::TypeCount) + " Low:0 High:5 Number:3"},
                {"dato x: fecha = 2027-01-31", "Slot Name:x " + type(Word::TypeDate) + " Date:2027-01-31"},
                {"dato x: sí o no = sí",
                 "Slot Name:x " + type(Word::TypeYesNo) + " YesNo#" + std::to_string(static_cast<int>(Word::Yes))},
                {"dato x: día del mes, clase c, del sistema",
                 "Slot Name:x " + type(Word::TypeDay) + " Class:c " + flag(Word::FromSystem)},
                {"dato x: a viva voz (diga (bien) la causa), clase c",
                 "Slot Name:x " + flag(Word::OwnWords) + " Instruction:diga (bien) la causa Class:c"},
                {"- v: Pago (hoy) | el pago de hoy", "Item Name:v Text:Pago (hoy) Spoken#0 Text:el pago de hoy"}},
               Tongue::Es);
}

TEST(Parse, Rules) {
  using enum ast::RuleForm;
  expect_parts(
      {{"regla r: di @x antes de cada transfiere k", "Rule Name:r " + form(BeforeEach) + " " + event(Keyword::Say) +
                                                         " Tag:x " + event(Keyword::Transfer) + " Ref:k"},
       {"regla r: después de pregunta siempre se oye",
        "Rule Name:r " + form(AfterAlways) + " " + event(Keyword::Ask) + " RuleEvent#255"},
       {"regla r: entre di @k y di @b nunca nota", "Rule Name:r " + form(BetweenNever) + " " + event(Keyword::Say) +
                                                       " Tag:k " + event(Keyword::Say) + " Tag:b " +
                                                       event(Keyword::Note)},
       {"regla r: di @k y di @b en pareja",
        "Rule Name:r " + form(Paired) + " " + event(Keyword::Say) + " Tag:k " + event(Keyword::Say) + " Tag:b"},
       {"regla r: a lo más 4 veces verifica x",
        "Rule Name:r " + form(AtMost) + " Times:4 " + event(Keyword::Verify) + " Ref:x"},
       {"regla r: nunca menú", "Rule Name:r " + form(Never) + " " + event(Keyword::Menu)},
       {"regla r: @t dice {s}", "Rule Name:r " + form(TagSays) + " " + event(Keyword::Say) + " Tag:t Says:s"}},
      Tongue::Es);
}

TEST(Parse, Stages) {
  expect_parts({{"etapa e, obligatoria, salvo transfiere r, salvo si x o y2",
                 "Stage Name:e " + flag(Word::Required) + " Unless#0 " + event(Keyword::Transfer) +
                     " Ref:r Unless#0 Ref:x Truth#0 Ref:y2 Truth#0 Or#0"},
                {"etapa e, si x es k, a criterio",
                 "Stage Name:e When#0 Ref:x Ref:k " + compare(ast::Comparison::Is) + " " + flag(Word::Discretion)}},
               Tongue::Es);
}

TEST(Parse, Statements) {
  expect_parts({{"di @k @b @#x7f2 Hola, {cliente con trato}.",
                 "Say Tag:k Tag:b LineId:x7f2 Text:Hola,  Hole:cliente Form#" +
                     std::to_string(static_cast<int>(Word::WithAddress)) + " Text:."},
                {"di, exige k y b: Hola", "Say Requires:k Requires:b Text:Hola"},
                {"di @t, sellada 0aF por legal: Hola", "Say Tag:t Seal:0aF Approver:legal Text:Hola"},
                {"di @t una de", "Say Tag:t " + flag(Word::OneOf)},
                {"di una de dos", "Say Text:una de dos"},
                {"di , hola", "Say Text:, hola"},
                {"pregunta x, si falta, 10 segundos: ¿Qué: eso?",
                 "Ask Name:x " + flag(Word::IfMissing) + " Seconds:10 Text:¿Qué: eso?"},
                {"pregunta x, una de", "Ask Name:x " + flag(Word::OneOf)},
                {"anota x, si lo dijo", "Record Name:x " + flag(Word::IfSaid)},
                {"anota x: lo que dijo", "Record Name:x Text:lo que dijo"},
                {"si procede: está molesto", "Judge Text:está molesto"},
                {"menú, 10 segundos: ¿Qué?", "Menu Seconds:10 Text:¿Qué?"},
                {"menú: ¿Qué?", "Menu Text:¿Qué?"},
                {"con pin, 3 intentos, si no lo tiene: ¿Su PIN?",
                 "With Name:pin Tries:3 " + flag(Word::IfLacking) + " Text:¿Su PIN?"},
                {"es k o b o sí", "Is Ref:k Ref:b YesNo#" + std::to_string(static_cast<int>(Word::Yes))},
                {"pon x = x - 12.50", "Set Name:x Ref:x Number:12.50 Minus#0"},
                {"transfiere r: No cuelgue.", "Transfer Name:r Text:No cuelgue."},
                {"ir a e", "GoTo Name:e"},
                {"- Sí, gracias", "Item Text:Sí, gracias"},
                {"nada", "Nothing"}},
               Tongue::Es);
}

TEST(Parse, Conditions) {
  using enum ast::Comparison;
  expect_parts({{"si k o b y c", "If Ref:k Truth#0 Ref:b Truth#0 Ref:c Truth#0 And#0 Or#0"},
                {"si (k o b) y no falta c", "If Ref:k Truth#0 Ref:b Truth#0 Or#0 Ref:c IsMissing#0 Not#0 And#0"},
                {"si x no es v y se sabe z", "If Ref:x Ref:v " + compare(IsNot) + " Ref:z IsKnown#0 And#0"},
                {"si x <= w + 5 o x != -2.5", "If Ref:x Ref:w Number:5 Plus#0 " + compare(LessEqual) +
                                                  " Ref:x Number:-2.5 " + compare(NotEqual) + " Or#0"},
                {"si h > 14:30", "If Ref:h Clock:14:30 " + compare(Greater)},
                {"si x es no", "If Ref:x YesNo#" + std::to_string(static_cast<int>(Word::No)) + " " + compare(Is)}},
               Tongue::Es);
  expect_parts({{"if x is not v and known z", "If Ref:x Ref:v " + compare(IsNot) + " Ref:z IsKnown#0 And#0"},
                {"if not (lacks k)", "If Ref:k IsMissing#0 Not#0"}},
               Tongue::En);
}

TEST(Parse, Texts) {
  const auto w = [](Word word) { return std::to_string(static_cast<int>(word)); };
  expect_parts({{"nota a\\{b\\}\\\\c | d", "Note Text:a Escape:{ Text:b Escape:} Escape:\\ Text:c | d"},
                {"di {ahora.saludo}, {x como dígitos}",
                 "Say Moment#" + w(Word::Greeting) + " Text:,  Hole:x Form#" + w(Word::Digits)},
                {"di {x ? a: uno \\| {w} |  b :dos | c:}.",
                 "Say Choice:x Arm:a Text:uno  Escape:| Text:  Hole:w Arm:b Text:dos Arm:c ChoiceEnd#0 Text:."},
                {"di {ahora}", "Say Hole:ahora"}},
               Tongue::Es);
}

TEST(Parse, ContinuationsJoinWithOneBlank) {
  const Parsed parsed = read("flujo f, guion 1\netapa e\n  di Hola,\n  |   {x}\n      | y adiós.  \n  nota b\n");
  EXPECT_EQ(parsed.complaints, "");
  EXPECT_EQ(dump_line(parsed.tree, 2), "Say Text:Hola,  Hole:x Text: y adiós.");
  EXPECT_EQ(parsed.tree.lines.size(), 4u);
}

TEST(Parse, CommentsStandWithWhatFollowsThem) {
  const Parsed parsed = read(
      "# alto\nflujo f, guion 1\netapa e\n  si x\n    di a\n# mal sangrado\n    di b\n  # de la etapa\netapa g\n  di "
      "c\n");
  EXPECT_EQ(parsed.complaints, "");
  EXPECT_EQ(
      dump(parsed.tree),
      "Comment Text:alto [1]\nFlow Name:f Version:1 [2]\nStage Name:e [8]\n  If Ref:x Truth#0 [7]\n    Say Text:a [5]\n"
      "    Comment Text:mal sangrado [6]\n    Say Text:b [7]\n  Comment Text:de la etapa [8]\nStage Name:g [10]\n  Say "
      "Text:c [10]\n");
}

TEST(Parse, EnglishFile) {
  const Parsed parsed = read(
      "flow f, guion 1\nslot x: yes or no\nstage s, if x\n  say one of\n    - Hello\n      only if x\n  if lacks "
      "owner\n    nothing\n  else\n"
      "    go to s\n  when y2\n    is k or b\n      end done\n    else\n      nothing\n");
  EXPECT_EQ(parsed.complaints, "");
  EXPECT_EQ(parsed.tree.tongue, Tongue::En);
}

TEST(Parse, SpansPointIntoTheText) {
  const Parsed parsed = read("flujo f, guion 1\netapa e\n  di Sí, {año}.\n");
  const auto parts = parsed.tree.parts_of(2);
  ASSERT_EQ(parts.size(), 3u);
  EXPECT_EQ(parsed.tree.at(parts[1]), "año");
  EXPECT_EQ(parsed.tree.text.substr(parts[1].begin - 1, 1), "{");
}

}  // namespace
}  // namespace guion::test
