// Assembly texts that several tests of the runtime start from.
#pragma once

#include "verify/law.hpp"

namespace guion::test {

/// A flow with one of everything: verification, look-ups, a gated line, menu, part, counter, picks, arithmetic.
inline const std::string kWhole = kHead + R"(counters 2
enum
  value "pago" "Pago de factura" "el pago"
  value "otro" "Otro asunto" "otro asunto"
slot text "empresa" value "Cable Austral"
slot name "cliente"
slot money "saldo" currency USD range 0 9999999 classes 1 policy 0
slot code "clave" classes 2 policy 1
slot yesno "cobrado" policy 2
slot enum "motivo" enum 0
slot count "veces" range 0 3
slot name "agente" system
slot address "trato"
binding 0 takes gives 2 stales
binding 1 takes 3 gives 4 stales 2
stage "inicio" L0
stage "cuenta" L3
part "despedida" P0 touched 0 {}
case 0 {0} exit 0 {}
code
L0:
  place "inicio/di/1" "x7f2" 12
  say "{greeting}, gracias por llamar a {0}. Le atiende {7}."
  ask 1 "¿Con quién tengo el gusto?"
  record 8 "¿Señor o señora?" L1
L1:
  state 0 {0 1 7}
  ask.timed 5 "¿Qué necesita, {1}?" 20 L2
  say "Entonces {5?pagamos la factura|vemos {5}}."
L2:
  state 0 {0 1 7}
  set 6 0
  verify 0 3 0 3 "¿Su clave de acceso?" V1 V1
  jump L3
V1:
  state 0 {0 1 6 7}
  verify 1 3 1 1 "¿Su pregunta de seguridad?" V2 V2
  jump L3
V2:
  state 0 {0 1 6 7}
  say "Sin esos datos no puedo abrir la cuenta."
  end 1
L3:
  state 3 {0 1 6 7}
  lookup 0 F1
  require 3
  say "Su saldo es de {2}, es decir {2:words}."
  unless.num 2 > 0 L4
  ask 3 "¿El código de su tarjeta?"
  lookup 1 F1
  say "Listo."
L4:
  state 3 {0 1 6 7}
  add.num 6 6 1 F2
  unless.level 3 F1
  show 1
  menu "¿Algo más?" 1 "No" L5 "Sí, otra vez" L3
F2:
  state 0 {0 1 6 7}
  say "Ya hicimos lo posible."
  jump L5
F1:
  state 0 {0 1 6 7}
  say "El sistema no responde."
  transfer 0 "No se retire, por favor." L5 B1
B1:
  state 0 {0 1 6 7}
  say "Sigo con usted."
L5:
  state 0 {0 1 7}
  pick 1 W1 W2
W1:
  state 0 {0 1 7}
  call 0
  end 0
W2:
  state 0 {0 1 7}
  end 1
P0:
  say "Gracias por llamar a {0}. Que tenga {farewell}."
  return
)";

/// kWhole with a slot of class internal that a note shows, and a line that is said while the secret code is there.
inline std::string gated_everywhere() {
  std::string text = kWhole;
  const std::string slot = "slot address \"trato\"\n", line = "  say \"Listo.\"\n";
  text.replace(text.find(slot), slot.size(), slot + "slot count \"nota\" classes 4 policy 3 system\n");
  text.replace(text.find(line), line.size(), line + "  note \"Nota interna: {9}.\"\n");
  const std::string ask = "  ask 3 \"¿El código de su tarjeta?\"\n";
  text.replace(text.find(ask), ask.size(), ask + "  say \"Su saldo es de {2}: un momento.\"\n");
  for (std::size_t at = 0; (at = text.find("state ", at)) != text.npos; ++at) {
    const std::size_t close = text.find('}', at);
    text.insert(close, text[close - 1] == '{' ? "9" : " 9");
  }
  return text;
}

}  // namespace guion::test
