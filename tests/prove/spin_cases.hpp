// Small flows with the properties that their calls break, for SPIN. Each is the end of a flow and, where it is about
// rules or stages, the end of its protocol.
#pragma once

namespace guion::test {

inline constexpr const char* kSpinProtocol = R"(protocolo p, guion 1

nivel cliente
nivel titular incluye cliente
método pin da titular, 3 intentos
método clave da titular, 2 intentos
clase cuenta exige titular
clase interna exige titular, visible al agente
clase secreta nunca se dice
servicio banco
  da saldo: cuenta 0..3, clase cuenta
  da mora: cuenta 0..3, clase interna
servicio caja, actúa
  recibe monto: cuenta 0..3
  recibe cvv: código 3..4, clase secreta
  da cobrado: sí o no
  invalida saldo
área retención: Retención
área ventas: Ventas
final hecho, normal
final roto, temprano
dato x: sí o no
dato z: sí o no
dato n: cuenta 0..3
dato m: cuenta 0..5
dato nombre_dado: nombre
etiqueta ta
etiqueta tb
etiqueta tc
)";

inline constexpr const char* kSpinFlow = R"(flujo f, guion 1
sigue p
)";

struct SpinCase {
  const char* name;
  const char* rules;   ///< what follows kSpinProtocol
  const char* flow;    ///< what follows kSpinFlow
  const char* broken;  ///< the properties that some call breaks
  const char* kept;    ///< some that no call breaks: they must be in the model
};

inline const SpinCase kSpinCases[] = {
    // ---- gates
    {"GateHolds", "etapa e, opcional\n", R"(
etapa e
  verifica titular
    con pin, 2 intentos: ¿Su PIN?
    si falla
      termina roto
  consulta banco
    si falla
      termina roto
  di Son {saldo}.
  si saldo > 1
    di Es mucho.
  termina hecho
)",
     "", "gate_saldo filled_saldo"},
    {"GateMissing", "etapa e, opcional\n", R"(
etapa e
  consulta banco
    si falla
      termina roto
  nota Debe {mora}.
  di @ta, exige titular: Hola.
  si mora > 1
    di Es mucho.
  termina hecho
)",
     "gate_mora gate_of_lines", "filled_mora"},
    {"GateUnderTheSameCondition", "etapa e, opcional\n", R"(
etapa e
  pregunta x: ¿Sí?
  pregunta z: ¿Sí?
  si x
    verifica titular
      con pin, 1 intento: ¿Su PIN?
      si falla
        termina roto
  consulta banco
    si falla
      termina roto
  si x
    di Son {saldo}.
  si x o z
    di Y {mora}.
  termina hecho
)",
     "gate_mora", "gate_saldo"},
    {"GateRevoked", "etapa e, opcional\n", R"(
etapa e
  verifica titular
    con pin, 1 intento: ¿Su PIN?
    si falla
      termina roto
  consulta banco
    si falla
      termina roto
  di Son {saldo}.
  revoca cliente
  si titular
    di Son {saldo}.
  si cliente
    di Nadie llega aquí: {mora}.
  di Y {mora}.
  termina hecho
)",
     "gate_mora", "gate_saldo"},
    {"GateAfterTheTransferCameBack", "etapa e, opcional\n", R"(
etapa e
  verifica titular
    con pin, 1 intento: ¿Su PIN?
    si falla
      termina roto
  consulta banco
    si falla
      termina roto
  transfiere ventas: Le paso.
    si falla
      di Son {saldo}.
      termina hecho
    si vuelve
      di Son {mora}.
      termina hecho
)",
     "gate_mora", "gate_saldo"},
    {"SecretIsSaid", "etapa e, opcional\n", R"(
etapa e
  pregunta cvv: ¿Su código?
  pregunta monto: ¿Cuánto?
  di Ha dicho {cvv}.
  solicita caja
    si falla
      termina roto
  nota {cvv}
  termina hecho
)",
     "gate_cvv filled_cvv", "filled_monto"},
    // ---- fills
    {"FailureLeavesItEmpty", "etapa e, opcional\n", R"(
etapa e
  verifica titular
    con pin, 1 intento: ¿Su PIN?
    si falla
      termina roto
  consulta banco
    si falla
      di Ahora no puedo.
  si se sabe saldo
    di Son {saldo}.
  di Y {mora}.
  termina hecho
)",
     "filled_mora", "filled_saldo gate_saldo"},
    {"StaleValue", "etapa e, opcional\n", R"(
etapa e
  verifica titular
    con pin, 1 intento: ¿Su PIN?
    si falla
      termina roto
  consulta banco
    si falla
      termina roto
  pregunta monto: ¿Cuánto?
  pregunta cvv: ¿Código?
  solicita caja
    si falla
      termina roto
  si cobrado
    di Son {mora} de {monto}.
  si no
    di Quedan {saldo}.
  termina hecho
)",
     "filled_saldo", "filled_mora filled_monto filled_cvv filled_cobrado"},
    {"WhatMayBeLeftOut", "etapa e, opcional\n", R"(
etapa e
  anota nombre_dado, si lo dijo: ¿Su nombre?
  pregunta n, 10 segundos: ¿Cuántos?
    si no responde
      di ¿Sigue ahí?
  pregunta n, si falta: ¿Cuántos?
  di {n} para {nombre_dado}.
  termina hecho
)",
     "filled_nombre_dado", "filled_n"},
    // ---- numbers
    {"NumbersAreFollowed", "etapa e, opcional\nregla ninguno: nunca termina roto\nregla poco: nunca di @ta\n", R"(
etapa e
  pregunta n: ¿Cuántos?
  pon m = n + 2
  si m < 2 o m = n
    termina roto
  si m > n + 2
    termina roto
  pon m = m - 5
    si no cabe
      pon m = m + 1
        si no cabe
          termina roto
      si m < n + 3
        termina roto
  si m = 0 y n = 3
    di @ta Justo.
  termina hecho
)",
     "rule_poco", "rule_ninguno"},
    {"LoopsEnd",
     "etapa e, opcional\netapa vuelta, opcional\nregla nunca_a: nunca di @ta\nregla cuatro: a lo más 4 veces di "
     "@tb\nregla tres: a lo más 3 veces di @tb\n",
     R"(
etapa e
  pon n = 0
  ir a vuelta

etapa vuelta
  di @tb Vuelta {n}.
  si n = 3
    termina hecho
  pon n = n + 1
    si no cabe
      di @ta No llega.
  ir a vuelta
)",
     "rule_tres", "rule_nunca_a rule_cuatro"},
    // ---- menus and wordings
    {"GuardedOptions",
     "etapa e, opcional\nregla nunca_a: nunca di @ta\nregla nunca_b: nunca di @tb\nregla nunca_c: nunca di @tc\n", R"(
etapa e
  pregunta x: ¿Sí?
  pregunta z: ¿Sí?
  menú ¿Qué desea?
    - Una
      solo si x
      si x es no
        di @ta No llega.
      termina hecho
    - Dos
      solo si x y z
      si z es no
        di @ta No llega.
      di @tb Llega.
      termina hecho
    - Tres
      si x
        di Llega.
      si no
        di una de
          - Una.
            solo si z
          - Otra.
      di @tc Llega.
      termina hecho
)",
     "rule_nunca_b rule_nunca_c", "rule_nunca_a"},
    {"LabelsAreReadShownOrNot", "etapa e, opcional\n", R"(
etapa e
  anota n, si lo dijo: ¿Cuántos?
  menú ¿Qué desea?
    - Los {n}
      solo si se sabe n
      termina hecho
    - Otra
      termina hecho
)",
     "filled_n", ""},
    {"MenuInSilence",
     "etapa e, opcional\nregla menú_primero: menú antes de termina roto\nregla poco: a lo más 1 veces menú\n", R"(
etapa e
  menú, 10 segundos: ¿Qué desea?
    - Una
      termina hecho
    - Otra
      ir a e
    si no responde
      termina roto
)",
     "rule_poco", "rule_menu_primero"},
    // ---- tries
    // Twice through: at most two wrong PINs and one wrong key in all, and once a round the caller may lack either.
    {"TriesAreNotRenewed",
     "etapa e, opcional\nregla cinco: a lo más 5 veces verifica titular\nregla cuatro: a lo más 4 veces verifica\n", R"(
etapa e
  pregunta x, si falta: ¿Sí?
  verifica titular
    con pin, 2 intentos: ¿Su PIN?
    con clave, 1 intento, si no lo tiene: ¿Su clave?
    si falla
      si x
        pon x = no
        ir a e
      termina roto
  termina hecho
)",
     "rule_cuatro", "rule_cinco"},
    {"NextMethod",
     "etapa e, opcional\nregla clave_oída: se oye antes de termina roto\nregla nota_antes: nota antes de termina\n", R"(
etapa e
  verifica titular
    con pin, 1 intento: ¿Su PIN?
    con clave, 1 intento: ¿Su clave?
    si falla
      anota x
      termina roto
  nota Ya está.
  termina hecho
)",
     "rule_nota_antes", "rule_clave_oida"},
};

}  // namespace guion::test
