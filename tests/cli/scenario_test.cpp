// Values as people write them, and the form of a scripted call, without a process.
#include <gtest/gtest.h>

#include "scenario/call_file.hpp"
#include "scenario/values.hpp"

namespace guion::scenario {
namespace {

SlotInfo slot(guion_type type, std::int64_t min = 0, std::int64_t max = INT64_MAX) {
  SlotInfo s;
  s.name = "dato";
  s.type = type;
  s.min = min;
  s.max = max;
  if (type == GUION_TYPE_Money) {
    s.currency = "USD";
    s.decimals = 2;
  }
  if (type == GUION_TYPE_Enum) s.values = {{"pago", "Pago de factura"}, {"línea", "Línea"}};
  return s;
}

std::string read(const SlotInfo& s, std::string_view text, Numbered numbered = Numbered::No) {
  Value v;
  switch (read_value(s, text, v, numbered)) {
    case Reading::Ok:
      return write_value(s, v, Tongue::Es);
    case Reading::BadForm:
      return "form";
    case Reading::OutOfRange:
      return "range";
  }
  return {};
}

TEST(Values, Money) {
  const SlotInfo usd = slot(GUION_TYPE_Money, 0, 9999999);
  for (const auto& [typed, means] : {std::pair{"85.40", "85.40"},
                                     {"85,40", "85.40"},
                                     {"$85.40", "85.40"},
                                     {"85", "85.00"},
                                     {"85.4", "85.40"},
                                     {"1,234.50", "1234.50"},
                                     {"1.234,50", "1234.50"},
                                     {"USD 85.40", "85.40"},
                                     {"85.40 USD", "85.40"},
                                     {"12,345", "12345.00"},
                                     {"1.235", "form"},
                                     {"85.401", "form"},
                                     {"-1", "range"},
                                     {"100000", "range"},
                                     {"", "form"},
                                     {"$", "form"},
                                     {"1,23,456", "form"},
                                     {"ochenta", "form"},
                                     {"1.2.3", "form"},
                                     {"99999999999999999999", "form"},
                                     {".", "form"}}) {
    EXPECT_EQ(read(usd, typed), means) << typed;
  }
  SlotInfo clp = slot(GUION_TYPE_Money, 0, 9999999);
  clp.decimals = 0;
  EXPECT_EQ(read(clp, "1.235"), "1235");
  EXPECT_EQ(read(clp, "12.50"), "form");
}

TEST(Values, DatesAndTimes) {
  const SlotInfo date = slot(GUION_TYPE_Date, -25567, 84005);
  EXPECT_EQ(read(date, "2026-03-05"), "2026-03-05");
  EXPECT_EQ(read(date, "5/3/2026"), "2026-03-05");
  EXPECT_EQ(read(date, "29/2/2028"), "2028-02-29");
  for (const char* bad :
       {"29/2/2026", "2026-13-01", "31/4/2026", "5/3/26", "mañana", "2026-03", "--", "//", "0000-00-00"})
    EXPECT_EQ(read(date, bad), "form") << bad;
  EXPECT_EQ(read(date, "1850-01-01"), "range");
  const SlotInfo hour = slot(GUION_TYPE_Hour, 0, 1439);
  EXPECT_EQ(read(hour, "9:05"), "09:05");
  EXPECT_EQ(read(hour, "24:00"), "form");
  EXPECT_EQ(read(slot(GUION_TYPE_Window), "09:00-12:00"), "09:00-12:00");
  EXPECT_EQ(read(slot(GUION_TYPE_Window), "12:00 - 09:00"), "range");
  EXPECT_EQ(read(slot(GUION_TYPE_Cycle), "2026-03-05..2026-04-04"), "2026-03-05..2026-04-04");
  EXPECT_EQ(read(slot(GUION_TYPE_Month, 1, 12), "Marzo"), "3");
  EXPECT_EQ(read(slot(GUION_TYPE_Day, 1, 31), "32"), "range");
}

TEST(Values, ClosedSets) {
  EXPECT_EQ(read(slot(GUION_TYPE_YesNo, 0, 1), "Sí"), "sí");
  EXPECT_EQ(read(slot(GUION_TYPE_YesNo, 0, 1), "si"), "sí");
  EXPECT_EQ(read(slot(GUION_TYPE_YesNo, 0, 1), "2", Numbered::Yes), "no");
  EXPECT_EQ(read(slot(GUION_TYPE_Enum, 0, 1), "linea"), "línea");
  EXPECT_EQ(read(slot(GUION_TYPE_Enum, 0, 1), "Pago de factura"), "pago");
  EXPECT_EQ(read(slot(GUION_TYPE_Enum, 0, 1), "2"), "form");
  EXPECT_EQ(read(slot(GUION_TYPE_Enum, 0, 1), "2", Numbered::Yes), "línea");
  EXPECT_EQ(read(slot(GUION_TYPE_Enum, 0, 1), "3", Numbered::Yes), "form");
  EXPECT_EQ(read(slot(GUION_TYPE_Address, 0, 2), "SEÑORA"), "señora");
}

TEST(Values, Texts) {
  EXPECT_EQ(read(slot(GUION_TYPE_Name, 1, 8), "  Ana Ríos  "), "range");
  EXPECT_EQ(read(slot(GUION_TYPE_Name, 1, 80), "  Ana Ríos  "), "Ana Ríos");
  EXPECT_EQ(read(slot(GUION_TYPE_Phone, 7, 15), "+1 (305) 555-0134"), "+13055550134");
  EXPECT_EQ(read(slot(GUION_TYPE_Phone, 7, 15), "123456"), "range");
  EXPECT_EQ(read(slot(GUION_TYPE_Phone, 7, 15), "55a5550134"), "form");
  EXPECT_EQ(read(slot(GUION_TYPE_Code, 1, 32), "AB12"), "AB12");
  EXPECT_EQ(read(slot(GUION_TYPE_Code, 1, 32), "AB 12"), "form");
  EXPECT_EQ(read(slot(GUION_TYPE_List), "internet|televisión"), "internet | televisión");
  EXPECT_EQ(read(slot(GUION_TYPE_List), "internet||"), "form");
  EXPECT_EQ(read(slot(GUION_TYPE_Text, 1, 200), std::string_view{"a\0b", 3}), "form");
  EXPECT_EQ(read(slot(GUION_TYPE_Count, 0, 9), "-1"), "range");
}

TEST(CallFile, ReadsEveryKindOfLine) {
  std::vector<Problem> problems;
  const Script s = read_script(
      "# nota\r\nflujo ../factura\nhora 2026-11-20 09:30\nsemilla 7\nda agente = Marisol = Vega\npregunta cliente = "
      "Ana\nanota trato = señora\nanota motivo, sin dato\n"
      "menu = Sí, claro\nverifica pin = no tiene\nconsulta facturación\n  saldo = 85.40\n\n  # nada\n  vence = "
      "2026-12-05\nsolicita caja, falla\nprocede = sí\n"
      "transfiere retención = vuelve\nsilencio\ncuelga\nespera Gracias = a todos\ntermina resuelto\n",
      problems);
  for (const Problem& p : problems) ADD_FAILURE() << p.line << " " << p.message.es;
  EXPECT_EQ(s.flow, "../factura");
  EXPECT_EQ(s.time, 1795167000);
  EXPECT_EQ(s.seed, 7U);
  ASSERT_EQ(s.gives.size(), 1U);
  EXPECT_EQ(s.gives[0].value, "Marisol = Vega");
  ASSERT_EQ(s.steps.size(), 12U);
  EXPECT_EQ(s.steps[2].result, Result::Unsaid);
  EXPECT_EQ(s.steps[3].value, "Sí, claro");
  EXPECT_EQ(s.steps[4].result, Result::Lacks);
  EXPECT_EQ(s.steps[5].fields.size(), 2U);
  EXPECT_EQ(s.steps[6].result, Result::Fails);
  EXPECT_EQ(s.steps[8].result, Result::Returns);
  EXPECT_EQ(s.steps[11].value, "Gracias = a todos");
  EXPECT_EQ(s.end, "resuelto");
  EXPECT_EQ(s.end_line, 22U);
}

TEST(CallFile, EveryBrokenLineIsOneProblem) {
  std::vector<Problem> problems;
  static_cast<void>(
      read_script("flujo x\n  suelto = 1\nverifica pin = quizá\nanota motivo, nunca\nsilencio "
                  "total\npasa\nespera\ntermina a\ntermina b\nconsulta\nsemilla -1\n",
                  problems));
  ASSERT_EQ(problems.size(), 9U);
  for (std::size_t i = 0; i < problems.size(); ++i) EXPECT_EQ(problems[i].line, i < 6 ? i + 2 : i + 3);
}

TEST(CallFile, AnyBytesAreRead) {
  std::string bytes;
  std::uint32_t state = 1;
  for (int i = 0; i < 20000; ++i) {
    state = state * 1664525 + 1013904223;
    bytes += "flujo =,\n  sé\xc3\xff\r\t#"[(state >> 16) % 20];
  }
  std::vector<Problem> problems;
  static_cast<void>(read_script(bytes, problems));
  EXPECT_FALSE(problems.empty());
}

}  // namespace
}  // namespace guion::scenario
