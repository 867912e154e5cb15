// The shape of the graph for each kind of line: nodes, facts and edges, as cfg/dump.hpp writes them. Spec:
// docs/semantics.md.
#include <gtest/gtest.h>

#include <ostream>

#include "cfg/build.hpp"
#include "cfg/dump.hpp"
#include "sema/support.hpp"

namespace guion::test {
namespace {

struct Shape {
  const char* name;
  std::string lines;  ///< of the only stage, before «termina resuelto»
  std::string expected;
};
void PrintTo(const Shape& shape, std::ostream* out) { *out << shape.name; }

std::vector<Shape> shapes() {
  return {
      {"AskIfMissing",
       "  pregunta cliente, si falta, 8 segundos: ¿Su nombre?\n"
       "    si no responde\n"
       "      di ¿Sigue ahí?\n",
       "0 Pass [Enters única] -> Next 1\n"
       "1 Test known cliente [Keeps cliente on True] -> True 4, False 2\n"
       "2 Ask cliente «¿Su nombre?» 8s [Says, Asks cliente, Fills cliente on Next] -> Next 4, Silent 3\n"
       "3 Say «¿Sigue ahí?» [Says, Utters] -> Next 4\n"
       "4 End resuelto [Leaves única, Ends resuelto, Finishes normal]\n"},
      {"AskInSeveralWordings",
       "  pregunta cliente, una de\n"
       "    - ¿Su nombre?\n"
       "    - ¿Quién es, {edad}?\n"
       "      solo si se sabe edad\n",
       "0 Pass [Enters única] -> Next 1\n"
       "1 Test known edad -> True 2, False 3\n"
       "2 Show 1 -> Next 3\n"
       "3 Pick -> Variant(0) 4, Variant(1?) 5\n"
       "4 Ask cliente «¿Su nombre?» [Says, Asks cliente, Fills cliente on Next] -> Next 7\n"
       "5 Test known edad -> True 6, False 4\n"
       "6 Ask cliente «¿Quién es, {edad}?» [Says, Reads edad Heard, Asks cliente, Fills cliente on Next] -> Next 7\n"
       "7 End resuelto [Leaves única, Ends resuelto, Finishes normal]\n"},
      {"RecordThatMayStayEmpty", "  anota cliente, si lo dijo: Nombre.\n",
       "0 Pass [Enters única] -> Next 1\n"
       "1 Record cliente «Nombre.» [Records cliente, Fills cliente on Next] -> Next 2, Unsaid 2\n"
       "2 End resuelto [Leaves única, Ends resuelto, Finishes normal]\n"},
      {"Judge",
       "  si procede: ¿Está molesto?\n"
       "    di Lo siento.\n"
       "  si no\n"
       "    di Bien.\n",
       "0 Pass [Enters única] -> Next 1\n"
       "1 Judge «¿Está molesto?» [Judges] -> True 2, False 3\n"
       "2 Say «Lo siento.» [Says, Utters] -> Next 4\n"
       "3 Say «Bien.» [Says, Utters] -> Next 4\n"
       "4 End resuelto [Leaves única, Ends resuelto, Finishes normal]\n"},
      {"MenuWithAGuard",
       "  menú ¿Qué {edad}?\n"
       "    - Saldo {saldo}\n"
       "      solo si titular y edad > 3\n"
       "      di Uno.\n"
       "    - Otro\n"
       "      ir a única\n"
       "    - Nada\n"
       "      nada\n",
       "0 Pass [Enters única] -> Next 1\n"
       "1 Test has identificado+titular -> True 2, False 4\n"
       "2 Test edad > 3 [Reads edad Condition] -> True 3, False 4\n"
       "3 Show 0 -> Next 4\n"
       "4 Menu «¿Qué {edad}?» [Says, Reads edad Heard, Offers, Shows, Reads saldo Heard, Shows, Shows] -> Option(0?) "
       "5, "
       "Option(1) 8, Option(2) 9\n"
       "5 Test has identificado+titular -> True 6, False 1\n"
       "6 Test edad > 3 [Reads edad Condition] -> True 7, False 1\n"
       "7 Say «Uno.» [Says, Utters] -> Next 9\n"
       "8 Pass -> Next 0\n"
       "9 End resuelto [Leaves única, Ends resuelto, Finishes normal]\n"},
      {"MenuWithALimit",
       "  menú, 5 segundos: ¿Sí?\n"
       "    - Sí\n"
       "      nada\n"
       "    - No\n"
       "      termina pendiente\n"
       "    si no responde\n"
       "      di ¿Hola?\n",
       "0 Pass [Enters única] -> Next 1\n"
       "1 Menu «¿Sí?» 5s [Says, Offers, Shows, Shows] -> Option(0) 4, Option(1) 3, Silent 2\n"
       "2 Say «¿Hola?» [Says, Utters] -> Next 4\n"
       "3 End pendiente [Ends pendiente, Finishes early]\n"
       "4 End resuelto [Leaves única, Ends resuelto, Finishes normal]\n"},
      {"VerifyByThreeMethods",
       "  verifica titular\n"
       "    con pin, 3 intentos: ¿PIN?\n"
       "    con huella, 2 intentos, si no lo tiene: ¿Otro?\n"
       "    con frase, 1 intento: ¿Más?\n"
       "    si falla\n"
       "      termina pendiente\n",
       "0 Pass [Enters única] -> Next 1\n"
       "1 Verify identificado+titular by pin 3x #0 [Says, Verifies titular, Tries pin, Grants identificado+titular on "
       "Passed, Fails on Exhausted Lacking] -> Passed 5, "
       "Exhausted 4, Lacking 2\n"
       "2 Verify identificado+titular by huella 2x #1 [Says, Verifies titular, Tries huella, Grants "
       "identificado+titular on Passed, Fails on Exhausted Lacking] -> Passed 5, "
       "Exhausted 3, Lacking 3\n"
       "3 Verify identificado+titular by frase 1x #2 [Says, Verifies titular, Tries frase, Grants identificado+titular "
       "on Passed, Fails on Exhausted Lacking] -> Passed 5, "
       "Exhausted 4, Lacking 4\n"
       "4 End pendiente [Ends pendiente, Finishes early]\n"
       "5 End resuelto [Leaves única, Ends resuelto, Finishes normal]\n"},
      {"RequestEmptiesSecretsAndStaleValues",
       "  solicita caja\n"
       "    si falla\n"
       "      nada\n",
       "0 Pass [Enters única] -> Next 1\n"
       "1 Lookup caja [Calls caja, Reads monto Argument, Reads cvv Argument, Fills cobrado on Next, Empties cobrado on "
       "Failed, Empties saldo, Empties cvv, Fails caja on Failed] -> Next 2, Failed 2\n"
       "2 End resuelto [Leaves única, Ends resuelto, Finishes normal]\n"},
      {"IfIsShortCircuit",
       "  si edad > 3 y (tope < edad o no titular)\n"
       "    di Sí.\n"
       "  si no\n"
       "    di No.\n",
       "0 Pass [Enters única] -> Next 1\n"
       "1 Test edad > 3 [Reads edad Condition] -> True 2, False 5\n"
       "2 Test tope < edad+0 [Reads tope Condition, Reads edad Condition] -> True 4, False 3\n"
       "3 Test has identificado+titular -> True 5, False 4\n"
       "4 Say «Sí.» [Says, Utters] -> Next 6\n"
       "5 Say «No.» [Says, Utters] -> Next 6\n"
       "6 End resuelto [Leaves única, Ends resuelto, Finishes normal]\n"},
      {"WhenTakesTheLastArmUntested",
       "  según razón\n"
       "    es pago o alza\n"
       "      di A.\n"
       "    es otro\n"
       "      di B.\n",
       "0 Pass [Enters única] -> Next 1\n"
       "1 Test razón = 0 [Reads razón Condition] -> True 3, False 2\n"
       "2 Test razón = 1 [Reads razón Condition] -> True 3, False 4\n"
       "3 Say «A.» [Says, Utters] -> Next 5\n"
       "4 Say «B.» [Says, Utters] -> Next 5\n"
       "5 End resuelto [Leaves única, Ends resuelto, Finishes normal]\n"},
      {"WhenWithElse",
       "  según razón\n"
       "    es pago\n"
       "      nada\n"
       "    si no\n"
       "      di B.\n",
       "0 Pass [Enters única] -> Next 1\n"
       "1 Test razón = 0 [Reads razón Condition] -> True 3, False 2\n"
       "2 Say «B.» [Says, Utters] -> Next 3\n"
       "3 End resuelto [Leaves única, Ends resuelto, Finishes normal]\n"},
      {"SetThatMayOverflow",
       "  pon tope = edad - 1\n"
       "    si no cabe\n"
       "      di No cabe.\n",
       "0 Pass [Enters única] -> Next 1\n"
       "1 Set tope [Reads edad Value, Fills tope on Next] -> Next 3, Overflow 2\n"
       "2 Say «No cabe.» [Says, Utters] -> Next 3\n"
       "3 End resuelto [Leaves única, Ends resuelto, Finishes normal]\n"},
      {"SetAndRevoke",
       "  pon tope = 3\n"
       "  revoca identificado\n",
       "0 Pass [Enters única] -> Next 1\n"
       "1 Set tope [Fills tope on Next] -> Next 2\n"
       "2 Revoke identificado+titular [Revokes identificado+titular] -> Next 3\n"
       "3 End resuelto [Leaves única, Ends resuelto, Finishes normal]\n"},
      {"TransferThatComesBack",
       "  transfiere retención: No cuelgue, {cliente}.\n"
       "    si falla\n"
       "      di Falló.\n"
       "    si vuelve\n"
       "      di Volvió.\n",
       "0 Pass [Enters única] -> Next 1\n"
       "1 Transfer retención «No cuelgue, {cliente}.» [Says, Reads cliente Heard, Transfers retención, Revokes "
       "identificado+titular on Returned, Finishes normal on Next, Fails on Failed] -> Failed 2, Returned 3\n"
       "2 Say «Falló.» [Says, Utters] -> Next 4\n"
       "3 Say «Volvió.» [Says, Utters] -> Next 4\n"
       "4 End resuelto [Leaves única, Ends resuelto, Finishes normal]\n"},
      {"TransferThatEndsTheCall",
       "  si titular\n"
       "    transfiere retención: Adiós.\n"
       "      si falla\n"
       "        nada\n",
       "0 Pass [Enters única] -> Next 1\n"
       "1 Test has identificado+titular -> True 2, False 3\n"
       "2 Transfer retención «Adiós.» [Says, Transfers retención, Finishes normal on Next, Fails on Failed] -> Failed 3\n"
       "3 End resuelto [Leaves única, Ends resuelto, Finishes normal]\n"},
      {"SayWithTagAndLevel", "  di @aviso, exige titular: Hola.\n",
       "0 Pass [Enters única] -> Next 1\n"
       "1 Say «Hola.» [Needs identificado+titular, Says, Utters, Tag aviso] -> Next 2\n"
       "2 End resuelto [Leaves única, Ends resuelto, Finishes normal]\n"},
      {"SayOneOf",
       "  di una de\n"
       "    - Hola.\n"
       "      solo si titular\n"
       "    - Buenas.\n",
       "0 Pass [Enters única] -> Next 1\n"
       "1 Test has identificado+titular -> True 2, False 3\n"
       "2 Show 0 -> Next 3\n"
       "3 Pick -> Variant(0?) 4, Variant(1) 6\n"
       "4 Test has identificado+titular -> True 5, False 6\n"
       "5 Say «Hola.» [Says, Utters] -> Next 7\n"
       "6 Say «Buenas.» [Says, Utters] -> Next 7\n"
       "7 End resuelto [Leaves única, Ends resuelto, Finishes normal]\n"},
  };
}

class Shapes : public testing::TestWithParam<Shape> {};

TEST_P(Shapes, AreAsDocumented) {
  const std::string slots =
      "dato cliente: nombre\ndato edad: cuenta 0..120\ndato razón: motivo\ndato tope: cuenta 0..5\n";
  const Analysed a = analyse(pair(slots, GetParam().lines + "  termina resuelto\n"));
  EXPECT_EQ(found(a), std::vector<std::string>{});
  EXPECT_EQ(cfg::dump(a.program, cfg::build(a.program)), "stages\n" + GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(All, Shapes, testing::ValuesIn(shapes()),
                         [](const auto& test) { return std::string{test.param.name}; });

std::string graph_of(const std::vector<TestFile>& files) {
  const Analysed a = analyse(files);
  return cfg::dump(a.program, cfg::build(a.program));
}

TEST(Stages, BeginWithTheirConditionAndMayBeSkipped) {
  const std::vector<TestFile> files{
      {"x.flow", flow("dato edad: cuenta\n", "  si edad > 3\n    ir a extra\n  di Hola.\n") +
                     "etapa extra, si titular, a criterio\n  di Extra.\netapa última\n  ir a única\n"},
      {"base.flow", protocol("etapa última, opcional\n  nota Con calma.\n")}};
  EXPECT_EQ(graph_of(files),
            "stages\n"
            "0 Pass [Enters única] -> Next 1\n"
            "1 Test edad > 3 [Reads edad Condition] -> True 2, False 3\n"
            "2 Pass -> Next 5\n"
            "3 Say «Hola.» [Says, Utters] -> Next 4\n"
            "4 Pass [Leaves única] -> Next 5\n"
            "5 Test has identificado+titular -> True 6, False 10\n"
            "6 Judge «¿Corresponde la etapa …» [Judges] -> True 7, False 10\n"
            "7 Pass [Enters extra] -> Next 8\n"
            "8 Say «Extra.» [Says, Utters] -> Next 9\n"
            "9 Pass [Leaves extra] -> Next 10\n"
            "10 Pass [Enters última] -> Next 11\n"
            "11 Note «Con calma.» [Notes] -> Next 12\n"
            "12 Pass [Leaves última] -> Next 0\n");
}

TEST(Parts, AreRoutinesIfTheyAreCalled) {
  const std::vector<TestFile> files{
      {"x.flow", flow("parte p1\n  haz p2\n  di Uno.\nparte p2\n  termina resuelto\nparte p3\n  di Nunca.\n",
                      "  haz p1\n  haz p2\n  termina resuelto\n")},
      {"base.flow", protocol()}};
  EXPECT_EQ(graph_of(files),
            "stages\n"
            "0 Pass [Enters única] -> Next 1\n"
            "1 Call p1 -> Next 2\n"
            "2 Call p2 -> Next 3\n"
            "3 End resuelto [Leaves única, Ends resuelto, Finishes normal]\n"
            "part p1\n"
            "4 Pass -> Next 5\n"
            "5 Call p2 -> Next 6\n"
            "6 Say «Uno.» [Says, Utters] -> Next 7\n"
            "7 Return\n"
            "part p2\n"
            "8 Pass -> Next 9\n"
            "9 End resuelto [Ends resuelto, Finishes normal]\n");
}

TEST(Graph, FallsOffTheLastStageIntoAPlaceWithoutAWayOut) {
  EXPECT_EQ(graph_of(pair("", "  di Hola.\n")),
            "stages\n"
            "0 Pass [Enters única] -> Next 1\n"
            "1 Say «Hola.» [Says, Utters] -> Next 2\n"
            "2 Pass [Leaves única] -> Next 3\n"
            "3 Pass\n");
}

TEST(Graph, IsThereForFlowsWithErrors) {
  EXPECT_EQ(graph_of(pair("",
                          "  consulta nada_hay\n    si falla\n      di Falló.\n  dii Hola.\n    di Dentro.\n  si "
                          "nada_de_eso\n    di Sí.\n"
                          "  si no\n    di No.\n  ir a ninguna\n  haz nada_hay\n  termina nunca_hay\n")),
            "stages\n"
            "0 Pass [Enters única] -> Next 1\n"
            "1 Pass -> Next 3, Failed 2\n"
            "2 Say «Falló.» [Says, Utters] -> Next 3\n"
            "3 Pass -> Next 4\n"
            "4 Say «Dentro.» [Says, Utters] -> Next 5\n"
            "5 Test ? -> True 6, False 7\n"
            "6 Say «Sí.» [Says, Utters] -> Next 8\n"
            "7 Say «No.» [Says, Utters] -> Next 8\n"
            "8 Pass -> Next 9\n"
            "9 Pass -> Next 10\n"
            "10 End ? [Leaves única]\n");
}

TEST(Graph, OfAProtocolIsEmpty) { EXPECT_EQ(graph_of({{"base.flow", protocol()}}), ""); }

TEST(Facts, PointAtTheBlank) {
  const Analysed a = analyse(pair("dato cliente: nombre\ndato edad: cuenta\n",
                                  "  di Hola, {cliente}.\n  pon edad = edad + edad\n    si no cabe\n      nada\n"));
  const cfg::Graph graph = cfg::build(a.program);
  std::vector<std::string> places;
  for (const cfg::Fact& f : graph.facts) {
    if (f.kind != cfg::FactKind::Reads) continue;
    places.push_back(std::to_string(f.span.begin) + " " +
                     a.program.files[0].tree.text.substr(f.span.begin, f.span.end - f.span.begin));
  }
  const std::string& text = a.program.files[0].tree.text;
  const std::size_t sum = text.find("edad + edad");
  EXPECT_EQ(places, (std::vector<std::string>{std::to_string(text.find("{cliente}") + 1) + " cliente",
                                              std::to_string(sum) + " edad", std::to_string(sum + 7) + " edad"}));
}

TEST(Facts, AndEdgesLieWithinTheirNodes) {
  for (const Shape& shape : shapes()) {
    const Analysed a = analyse(
        pair("dato cliente: nombre\ndato edad: cuenta\ndato razón: motivo\ndato tope: cuenta 0..5\n", shape.lines));
    const cfg::Graph graph = cfg::build(a.program);
    std::uint32_t facts = 0, edges = 0;
    for (const cfg::Node& n : graph.nodes) {
      EXPECT_EQ(n.facts, facts);
      EXPECT_EQ(n.edges, edges);
      facts = n.facts_end;
      edges = n.edges_end;
    }
    EXPECT_EQ(facts, graph.facts.size());
    EXPECT_EQ(edges, graph.edges.size());
    for (const cfg::Edge& e : graph.edges) EXPECT_LT(e.to, graph.nodes.size());
  }
}

}  // namespace
}  // namespace guion::test
