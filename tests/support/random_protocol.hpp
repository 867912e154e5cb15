// The protocol that all random flows follow, and the slots that they use: what random_flow.cpp writes about.
#pragma once

#include <array>
#include <string_view>

namespace guion::test {

inline constexpr std::string_view kRandomProtocol = R"(protocolo prueba, guion 1

nivel identificado
nivel titular incluye identificado
nivel autorizado
método pin da titular, 200 intentos
método frase da titular, 200 intentos
método carnet da identificado, 200 intentos
método poder da autorizado, 200 intentos
clase cuenta exige titular
clase interna exige identificado, visible al agente
clase doble exige titular y autorizado
clase secreta nunca se dice

tipo motivo
  - pago: Pago de factura
  - alza: Alza del cargo | el alza
  - otro: Otro asunto

servicio saldos
  da saldo: cuenta 0..20, clase cuenta
  da corte: cuenta 1..5, clase interna
servicio caja, actúa
  recibe n1: cuenta 0..9
  recibe clave: código 3..4, clase secreta
  da cobrado: sí o no
  invalida saldo
servicio agenda, actúa
  da turno: cuenta 0..3
  invalida n2

dato n2: cuenta 0..30
dato reservado: cuenta 0..20, clase doble
área ventas: Ventas
área quejas: Quejas
final hecho, normal
final roto, temprano
etiqueta aviso
etiqueta cierre
etapa paso1, opcional
  nota Conducta de la primera etapa.
etapa paso2, opcional
etapa paso3, opcional
  nota Sea breve.
  nota No prometa nada.
etapa paso4, opcional
etapa paso5, opcional
)";

enum Level : unsigned { kIdentified = 1, kHolder = 3, kAuthorised = 4 };

struct SlotKind {
  std::string_view name;
  enum Type { Count, YesNo, Enum, Text, Money } type;
  int max;         ///< of a count
  unsigned needs;  ///< levels to read it
  bool askable;
};
inline constexpr std::array kSlots = {SlotKind{"n1", SlotKind::Count, 9, 0, true},
                                      SlotKind{"n2", SlotKind::Count, 30, 0, true},
                                      SlotKind{"n3", SlotKind::Count, 5, 0, true},
                                      SlotKind{"b1", SlotKind::YesNo, 1, 0, true},
                                      SlotKind{"b2", SlotKind::YesNo, 1, 0, true},
                                      SlotKind{"asunto", SlotKind::Enum, 2, 0, true},
                                      SlotKind{"cliente", SlotKind::Text, 0, 0, true},
                                      SlotKind{"pago_hoy", SlotKind::Money, 0, 0, true},
                                      SlotKind{"saldo", SlotKind::Count, 20, kHolder, false},
                                      SlotKind{"corte", SlotKind::Count, 5, kIdentified, false},
                                      SlotKind{"copia", SlotKind::Count, 40, kHolder, false},
                                      SlotKind{"cobrado", SlotKind::YesNo, 1, 0, false},
                                      SlotKind{"turno", SlotKind::Count, 3, 0, false},
                                      SlotKind{"reservado", SlotKind::Count, 20, kHolder | kAuthorised, true},
                                      SlotKind{"empresa", SlotKind::Text, 0, 0, false},
                                      SlotKind{"agente", SlotKind::Text, 0, 0, false},
                                      SlotKind{"tope", SlotKind::Count, 7, 0, false},
                                      SlotKind{"lugar", SlotKind::Enum, 1, 0, true}};

}  // namespace guion::test
