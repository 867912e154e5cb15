// A secret never stands in a trace: neither in any encoding nor by its length, and the call is told without it.
#include "evidence/support.hpp"

namespace guion::test {
namespace {

constexpr std::string_view kLaw = R"(protocolo atención_telefónica, guion 1
clase secreta nunca se dice
servicio cobro, actúa
  recibe tarjeta: código 4..40, clase secreta
  recibe límite: cuenta 0..1000000000000, clase secreta
  da clave: código 4..20, clase secreta
  da cobrado: sí o no
servicio entrega
  recibe clave: código 4..20, clase secreta
etapa pago, opcional
final resuelto, normal
)";

constexpr std::string_view kText = R"(flujo pago_de_factura, guion 1
sigue atención_telefónica
etapa pago
  di Vamos a hacer el pago.
  pregunta tarjeta: ¿Me da el número de su tarjeta?
  pregunta límite: ¿Y su límite?
  solicita cobro
    si falla
      termina resuelto
  consulta entrega
    si falla
      nada
  di Gracias, listo.
  termina resuelto
)";

struct Secrets {
  std::string card, key;
  std::int64_t limit;
};

Bytes played(const Opened& opened, const Secrets& s) {
  TracedCall c{opened};
  c.begin();
  EXPECT_EQ(c.ask(), GUION_EVENT_ASK);
  const std::string refused = s.card + "!";  // no code: refused, and as secret as the next
  EXPECT_EQ(c.answer_value(embed::text_value(refused)), GUION_OUT_OF_RANGE);
  EXPECT_EQ(c.ask(), GUION_EVENT_ASK);
  EXPECT_EQ(c.answer_value(embed::text_value(s.card)), GUION_OK);
  EXPECT_EQ(c.ask(), GUION_EVENT_ASK);
  EXPECT_EQ(c.answer_value(embed::number_value(s.limit)), GUION_OK);
  EXPECT_EQ(c.ask(), GUION_EVENT_LOOKUP);
  EXPECT_EQ(c.answer_fields({embed::text_value(s.key), embed::number_value(1)}), GUION_OK);
  EXPECT_EQ(c.ask(), GUION_EVENT_LOOKUP);
  EXPECT_EQ(c.answer_fields({}), GUION_OK);
  EXPECT_EQ(c.ask(), GUION_EVENT_END);
  Bytes out = c.bytes;
  out.append(reinterpret_cast<const char*>(c.trace.get()), sizeof(guion_trace));  // what the host keeps beside it
  return out;
}

TEST(Secrets, TwoCallsThatDifferInNothingElseLeaveTheSameTrace) {
  const Opened opened{kLaw, kText};
  EXPECT_EQ(played(opened, {"4111111111111111", "abcd", 5}),
            played(opened, {"5500000000000004", "zzzzzzzzzzzzzzzzzzzz", 999'999'999'999}));
}

TEST(Secrets, NoEncodingOfThemIsFound) {
  const Opened opened{kLaw, kText};
  const std::int64_t limit = 739'184'205'661;
  const Bytes trace = played(opened, {"SENTINELA7319", "CLAVE88123", limit});
  for (const char* text : {"SENTINELA7319", "CLAVE88123", "739184205661"})
    EXPECT_EQ(trace.find(text), Bytes::npos) << text;
  Bytes word, varint, big;
  for (unsigned i = 0; i < 8; ++i) word += static_cast<char>(limit >> 8 * i);
  big.assign(word.rbegin(), word.rend());
  for (auto n = static_cast<std::uint64_t>(limit) << 1U; n != 0; n >>= 7U)
    varint += static_cast<char>((n & 0x7fU) | (n > 0x7f ? 0x80U : 0U));
  for (const Bytes& form : {word.substr(0, 5), big.substr(3), varint}) EXPECT_EQ(trace.find(form), Bytes::npos);
  for (const std::string secret : {"SENTINELA7319", "CLAVE88123"}) {
    const auto sum = evidence::sum_of(view_of(secret));  // not even as a hash, which a short secret does not survive
    EXPECT_EQ(trace.find(Bytes{reinterpret_cast<const char*>(sum.data()), 16}), Bytes::npos);
  }
}

TEST(Secrets, TheCallIsToldWithoutThem) {
  const Opened opened{kLaw, kText};
  Bytes trace = played(opened, {"SENTINELA7319", "CLAVE88123", 42});
  trace.resize(trace.size() - sizeof(guion_trace));
  const Telling told = opened.tell(trace);
  ASSERT_FALSE(told.fault) << told.fault->message.en;
  const auto lines = texts(told);
  const auto has = [&](const std::string& t) { return std::find(lines.begin(), lines.end(), t) != lines.end(); };
  EXPECT_TRUE(has("••••"));
  EXPECT_TRUE(has("solicita cobro (tarjeta = ••••, límite = ••••) → clave = ••••, cobrado = sí"));
  EXPECT_TRUE(has("Gracias, listo."));
  EXPECT_EQ(told.end, "resuelto");
}

TEST(Secrets, AValueThatShouldBeHiddenIsNoTraceOfThisFlow) {
  const Opened opened{kLaw, kText};
  Bytes trace = played(opened, {"SENTINELA7319", "CLAVE88123", 42});
  trace.resize(trace.size() - sizeof(guion_trace));
  auto parts = bodies(trace);
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (static_cast<trace::Kind>(parts[i][0]) != trace::Kind::Answer || parts[i].back() != 0) continue;
    parts[i].back() = static_cast<char>(trace::Mark::Number);
    parts[i] += '\x02';
    ++parts[i][1];
    break;
  }
  const Telling told = opened.tell(chained(parts));
  ASSERT_TRUE(told.fault);
  EXPECT_NE(told.fault->message.en.find("not of the kind that its slot has"), std::string::npos)
      << told.fault->message.en;
}

}  // namespace
}  // namespace guion::test
