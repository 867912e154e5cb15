// Rules by finals and talk time, on flows whose tables can be told by reading them.
#include "small.hpp"

namespace guion::questions::test {
namespace {

/// The cell of a row, by the name of its rule, stage or class, under an outcome or area.
Cell cell(const Small& s, const Matrix& m, Row::Kind kind, const std::string& name, const std::string& final) {
  const sema::Program& p = s.made.program;
  for (const Row& row : m.rows) {
    const bool is = row.kind == kind && (kind == Row::Kind::Rule    ? p.rules[row.object].name == name
                                         : kind == Row::Kind::Stage ? p.stage_rules[row.object].name == name
                                         : kind == Row::Kind::Class ? p.classes[row.object].name == name
                                                                    : true);
    for (std::size_t f = 0; is && f < m.finals.size(); ++f) {
      if ((m.finals[f].transfer ? p.areas[m.finals[f].object].name : p.outcomes[m.finals[f].object].name) == final)
        return row.cells[f];
    }
  }
  ADD_FAILURE() << name << " " << final;
  return Cell::Undecided;
}

/// One option breaks `ofrecer` and goes on to its own end; the other does not.
constexpr const char* kSplit = R"(
etapa inicio
  di @aviso Se graba.
  pregunta va: ¿Sí?
  menú ¿Qué desea?
    - Ventas
      transfiere ventas: Le paso con ventas.
        si falla
          di No contestan.
          termina roto
    - Nada
      di Muy bien.
etapa cierre
  di Adiós.
  termina hecho
)";

TEST(Matrix, ABreakCountsWhereTheCallsThatBreakEnd) {
  const Small s(kSplit);
  const Matrix m = matrix_of(s.in(), 0);
  using enum Cell;
  EXPECT_EQ(cell(s, m, Row::Kind::Rule, "avisar", "hecho"), Kept);
  EXPECT_EQ(cell(s, m, Row::Kind::Rule, "avisar", "ventas"), Kept);
  EXPECT_EQ(cell(s, m, Row::Kind::Rule, "ofrecer", "ventas"), Broken);
  EXPECT_EQ(cell(s, m, Row::Kind::Rule, "ofrecer", "roto"), Broken) << "the transfer failed, but it was tried";
  EXPECT_EQ(cell(s, m, Row::Kind::Rule, "ofrecer", "hecho"), Idle);
  EXPECT_EQ(cell(s, m, Row::Kind::Stage, "cierre", "hecho"), Kept);
  EXPECT_EQ(cell(s, m, Row::Kind::Stage, "cierre", "ventas"), Kept) << "a transfer excuses";
  EXPECT_EQ(cell(s, m, Row::Kind::Stage, "cierre", "roto"), Idle) << "an early end demands no stage";
  EXPECT_EQ(cell(s, m, Row::Kind::Class, "cuenta", "hecho"), Idle);
}

TEST(Matrix, TheEndOfTheCallsThatBreakIsExact) {
  // The graph alone leads from the break to `hecho` as well, conditions do not.
  const Small s(R"(
etapa inicio
  pregunta va: ¿Sí?
  di @aviso Se graba.
etapa cierre
  si va
    termina hecho
  termina roto
)",
                std::string(kProtocol) + "regla dos: di @oferta antes de termina roto\n");
  const Matrix m = matrix_of(s.in(), 0);
  EXPECT_EQ(cell(s, m, Row::Kind::Rule, "avisar", "hecho"), Cell::Broken);
  EXPECT_EQ(cell(s, m, Row::Kind::Rule, "dos", "roto"), Cell::Broken);
  EXPECT_EQ(cell(s, m, Row::Kind::Rule, "dos", "hecho"), Cell::Idle);

  const Small correlated(R"(
etapa inicio
  di @aviso Se graba.
  pregunta va: ¿Sí?
  si va
    di @oferta Tenemos una oferta.
  si no
    di Hoy no hay oferta.
  menú ¿Le interesa?
    - Sí
      di Bien.
    - No
      di Bien, gracias.
etapa cierre
  di @aviso Otra vez.
  si va
    termina hecho
  termina roto
)",
                         std::string(kProtocol) + "regla tarde: después de di @oferta nunca di @aviso\n");
  const Matrix n = matrix_of(correlated.in(), 0);
  EXPECT_EQ(cell(correlated, n, Row::Kind::Rule, "tarde", "hecho"), Cell::Broken);
  EXPECT_NE(cell(correlated, n, Row::Kind::Rule, "tarde", "roto"), Cell::Broken);
}

TEST(Matrix, GatesAndStagesAndExceptions) {
  const char* body = R"(
etapa inicio
  di @aviso Se graba.
  consulta saldos
    si falla
      termina roto
  di Su saldo es de {saldo}.
  termina hecho
etapa cierre
  di Adiós.
  termina hecho
)";
  const Small s(body);
  const Matrix m = matrix_of(s.in(), 0);
  EXPECT_EQ(cell(s, m, Row::Kind::Class, "cuenta", "hecho"), Cell::Broken);
  EXPECT_EQ(cell(s, m, Row::Kind::Class, "cuenta", "roto"), Cell::Idle);
  EXPECT_EQ(cell(s, m, Row::Kind::Stage, "cierre", "hecho"), Cell::Broken);

  const Small waived(std::string("excepto regla avisar hasta 2027-01-31: Pendiente de cambio\n") + R"(
etapa inicio
  pregunta va: ¿Sí?
etapa cierre
  termina hecho
)");
  EXPECT_EQ(cell(waived, matrix_of(waived.in(), 20'000), Row::Kind::Rule, "avisar", "hecho"), Cell::Waived);
  EXPECT_EQ(cell(waived, matrix_of(waived.in(), 40'000), Row::Kind::Rule, "avisar", "hecho"), Cell::Broken)
      << "it ended";
}

TEST(Time, CountsWordsOfTheShortestCallAndOfTheLongestWay) {
  const Small s(R"(
etapa inicio
  di @aviso Uno dos tres.
  pregunta asunto: ¿Cuatro cinco?
  si asunto es pago
    di Seis siete ocho nueve.
  si no
    di Seis.
  menú ¿Siete?
    - Sí
      di A b c d e.
    - No
      nada
etapa cierre
  termina hecho
)");
  const sema::SlotId by = sorting_slot(s.in());
  ASSERT_NE(by, kNone);
  EXPECT_EQ(s.made.program.slots[by].name, "asunto");
  const TalkTime t = talk_time(s.in(), by);
  ASSERT_EQ(t.finals.size(), 1u);
  ASSERT_EQ(t.values.size(), 2u);
  // 3 + 2 + (4 | 1) + 1 for the menu, with or without 5
  EXPECT_EQ(t.cells[0][0].least, 10u);
  EXPECT_EQ(t.cells[0][0].most, 15u);
  EXPECT_EQ(t.cells[1][0].least, 7u);
  EXPECT_EQ(t.cells[1][0].most, 12u);
  EXPECT_EQ(seconds_of(10), 4u);
  EXPECT_EQ(seconds_of(150), 60u);
  EXPECT_EQ(seconds_of(151, 60), 151u);
}

TEST(Time, AFinalThatAValueExcludesHasNoTime) {
  const Small s(R"(
etapa inicio
  di @aviso Uno.
  pregunta asunto: ¿Dos?
  si asunto es pago
    termina roto
etapa cierre
  di Tres.
  termina hecho
)");
  const TalkTime t = talk_time(s.in(), sorting_slot(s.in()));
  ASSERT_EQ(t.finals.size(), 2u);  // hecho, roto
  EXPECT_FALSE(t.cells[0][0].possible);
  EXPECT_TRUE(t.cells[0][1].possible);
  EXPECT_TRUE(t.cells[1][0].possible);
  EXPECT_FALSE(t.cells[1][1].possible);
  const TalkTime all = talk_time(s.in(), kNone);
  ASSERT_EQ(all.values.size(), 1u);
  EXPECT_TRUE(all.cells[0][0].possible && all.cells[0][1].possible);
}

}  // namespace
}  // namespace guion::questions::test
