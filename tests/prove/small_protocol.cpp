// Declarations that all small flows share, and what is drawn: which stages are required and what excuses from them, and
// the rules.
#include "prove/small_protocol.hpp"

#include <algorithm>

namespace guion::test {

std::vector<std::size_t> choose_slots(Dice& dice) {
  std::vector<std::size_t> used{index_of("b1"), index_of("n1"), index_of("saldo"), index_of("corte"),
                                index_of("cobrado")};
  for (const auto& [name, one_in] :
       {std::pair{"b2", 2}, {"asunto", 2}, {"monto", 3}, {"suma", 3}, {"cliente", 3}, {"urgente", 3}}) {
    if (dice.once_in(static_cast<std::size_t>(one_in))) used.push_back(index_of(name));
  }
  return used;
}

namespace {

constexpr std::string_view kHead = R"(protocolo prueba, guion 1

nivel identificado
nivel titular incluye identificado
método pin da titular, 3 intentos
método frase da titular, 2 intentos
método carnet da identificado, 2 intentos
clase cuenta exige titular
clase interna exige identificado, visible al agente

tipo motivo
  - pago: Pago
  - alza: Alza
  - otro: Otro

servicio saldos
  da saldo: cuenta 0..2, clase cuenta
  da corte: sí o no, clase interna
servicio caja, actúa
  recibe monto: cuenta 0..2
  da cobrado: sí o no
  invalida saldo

dato b1: sí o no
dato b2: sí o no
dato asunto: motivo
dato n1: cuenta 0..3
dato suma: cuenta 0..4
dato cliente: nombre
área ventas: Ventas
final hecho, normal
final roto, temprano
etiqueta aviso
etiqueta oferta
etiqueta cierre
)";

/// Who writes a kind of event, and which.
struct Event {
  std::string_view kind, object;
  bool heard = false;

  [[nodiscard]] std::string text() const {
    return std::string(kind) + (object.empty() ? "" : " ") + std::string(object);
  }
};
constexpr std::array kEvents = {Event{"di", "@aviso", true},
                                Event{"di", "@aviso", true},
                                Event{"di", "@oferta", true},
                                Event{"di", "@cierre", true},
                                Event{"di", "@cierre", true},
                                Event{"di", "", true},
                                Event{"nota", ""},
                                Event{"pregunta", "", true},
                                Event{"pregunta", "b1", true},
                                Event{"pregunta", "n1", true},
                                Event{"anota", ""},
                                Event{"anota", "b1"},
                                Event{"menú", "", true},
                                Event{"verifica", "", true},
                                Event{"verifica", "titular", true},
                                Event{"verifica", "titular", true},
                                Event{"consulta", ""},
                                Event{"consulta", "saldos"},
                                Event{"solicita", ""},
                                Event{"solicita", "caja"},
                                Event{"transfiere", "", true},
                                Event{"transfiere", "ventas", true},
                                Event{"termina", ""},
                                Event{"termina", "hecho"},
                                Event{"termina", "roto"},
                                Event{"se oye", "", true}};

/// Whether one event can be both.
bool overlap(const Event& a, const Event& b) {
  if (a.kind == "se oye") return b.heard;
  if (b.kind == "se oye") return a.heard;
  return a.kind == b.kind && (a.object == b.object || a.object.empty() || b.object.empty());
}

const Event& event(Dice& dice) { return kEvents[dice.below(kEvents.size())]; }
const Event& event_apart(Dice& dice, const Event& other) {
  for (;;) {
    const Event& e = event(dice);
    if (!overlap(e, other)) return e;
  }
}

std::string rule(Dice& dice) {
  const Event &a = event(dice), &b = event(dice), &c = event_apart(dice, a);
  switch (dice.below(10)) {
    case 0:
      return a.text() + " antes de " + b.text();
    case 1:
      return a.text() + " antes de cada " + b.text();
    case 2:
      return "después de " + a.text() + " siempre " + b.text();
    case 3:
      return "después de " + a.text() + " nunca " + b.text();
    case 4:
      return "entre " + a.text() + " y " + c.text() + " nunca " + b.text();
    case 5:
      return "entre " + a.text() + " y " + c.text() + " siempre " + b.text();
    case 6:
      return a.text() + " y " + c.text() + " en pareja";
    case 7: {
      const std::size_t times = 1 + dice.below(3);
      return "a lo más " + std::to_string(times) + (times == 1 ? " vez " : " veces ") + a.text();
    }
    case 8:
      return "nunca " + a.text();
    default:
      return std::string(dice.once_in(2) ? "@oferta" : "@cierre") + " dice {" + (dice.once_in(2) ? "b1" : "n1") + "}";
  }
}

std::string waiver(Dice& dice, const std::vector<std::size_t>& used) {
  switch (dice.below(8)) {
    case 0:
      return ", salvo transfiere ventas";
    case 1:
      return ", salvo transfiere";
    case 2:
      return ", salvo termina hecho";
    case 3:
      return ", salvo " + event(dice).text();
    case 4:
      return ", salvo si titular";
    case 5:
      return ", salvo si se sabe b1 y b1";
    case 6:
      if (std::count(used.begin(), used.end(), index_of("urgente")) != 0) return ", salvo si urgente";
      return ", salvo si falta titular";
    default:
      return ", salvo si se sabe n1";
  }
}

}  // namespace

std::string small_protocol(Dice& dice, const std::vector<std::size_t>& used, std::size_t stages) {
  std::string out(kHead);
  if (std::count(used.begin(), used.end(), index_of("urgente")) != 0) out += "dato urgente: sí o no, del sistema\n";
  for (std::size_t s = 1; s <= stages; ++s) {
    out += "etapa paso" + std::to_string(s);
    const bool required = dice.once_in(5);
    out += required ? ", obligatoria" : ", opcional";
    if (required && dice.once_in(2)) out += waiver(dice, used);
    if (required && dice.once_in(4)) out += waiver(dice, used);
    out += "\n";
    if (dice.once_in(8)) out += "  nota Conducta.\n";
  }
  constexpr std::array<std::size_t, 6> kRules = {0, 0, 0, 1, 1, 2};
  const std::size_t rules = kRules[dice.below(kRules.size())];
  for (std::size_t r = 1; r <= rules; ++r) out += "regla r" + std::to_string(r) + ": " + rule(dice) + "\n";
  return out;
}

}  // namespace guion::test
