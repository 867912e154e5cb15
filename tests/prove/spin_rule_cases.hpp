// Small flows about rules, stages and parts, with the properties that their calls break: the second half of
// spin_cases.hpp.
#pragma once

#include "prove/spin_cases.hpp"

namespace guion::test {

inline const SpinCase kSpinRuleCases[] = {
    // ---- rules, one form each, kept and broken
    {"Before",
     "etapa e, opcional\nregla bien: di @ta antes de pregunta\nregla mal: di @tb antes de pregunta n\nregla sola: di "
     "@ta antes de di\n",
     R"(
etapa e
  di @ta Hola.
  pregunta x: ¿Sí?
  si x
    di @tb Bien.
  pregunta n: ¿Cuántos?
  termina hecho
)",
     "rule_mal", "rule_bien rule_sola"},
    {"BeforeEach",
     "etapa e, opcional\nregla bien: di @ta antes de cada pregunta\nregla mal: di @tb antes de cada pregunta\nregla "
     "sola: di @tc antes de cada di\n",
     R"(
etapa e
  di @ta @tb @tc Uno.
  di @tb @tc Otra vez.
  pregunta x: ¿Sí?
  di @ta @tc Dos.
  pregunta z: ¿Sí?
  termina hecho
)",
     "rule_mal", "rule_bien rule_sola"},
    // A, A and B at once, B: the one A that was armed is used up by the first B.
    {"BeforeEachAtOnce",
     "etapa e, opcional\nregla mal: di @ta antes de cada di @tb\nregla bien: di @ta antes de di @tb\n", R"(
etapa e
  di @ta Uno.
  di @ta @tb Dos.
  di @tb Tres.
  termina hecho
)",
     "rule_mal", "rule_bien"},
    {"AfterNever",
     "etapa e, opcional\nregla bien: después de di @tc nunca se oye\nregla mal: después de di @ta nunca "
     "pregunta\nregla sola: después de di @ta nunca di @ta\n",
     R"(
etapa e
  pregunta n: ¿Cuántos?
  di @ta Hola.
  pregunta x: ¿Sí?
  di @tc Adiós.
  nota Cuelgue.
  termina hecho
)",
     "rule_mal", "rule_bien rule_sola"},
    {"AfterAlways",
     "etapa e, opcional\nregla bien: después de di @ta siempre termina\nregla mal: después de di @ta siempre di "
     "@tb\nregla sola: después de di @tc siempre di @tc\nregla pasa: después de di @ta siempre nota\n",
     R"(
etapa e
  di @ta @tc Hola.
  pregunta x: ¿Sí?
  nota Ahora.
  si x
    transfiere ventas: Le paso.
      si falla
        di @tb No pude.
        termina hecho
  di @tb Aquí.
  termina roto
)",
     "rule_bien rule_mal rule_sola", "rule_pasa"},
    {"BetweenNever",
     "etapa e, opcional\nregla bien: entre di @ta y di @tb nunca pregunta\nregla mal: entre di @ta y di @tc nunca "
     "pregunta\nregla junto: entre di @ta y di @tb nunca di @tb\nregla otra: entre di @tb y menú nunca di @tb\n",
     R"(
etapa e
  pregunta x: ¿Sí?
  di @ta Hola.
  di @tb Bien.
  pregunta z: ¿Sí?
  di @tc Fin.
  termina hecho
)",
     "rule_mal", "rule_bien rule_junto rule_otra"},
    {"BetweenAlways",
     "etapa e, opcional\nregla bien: entre di @ta y di @tb siempre pregunta\nregla mal: entre di @ta y di @tb siempre "
     "menú\nregla abierta: entre di @ta y di @tc siempre nota\n"
     "regla dos_veces: entre pregunta y di @tb siempre nota\n",
     R"(
etapa e
  di @ta Hola.
  pregunta x: ¿Sí?
  nota Bien.
  pregunta z: ¿Sí?
  di @tb Bien.
  si x
    di @ta Otra vez.
    pregunta z: ¿Sí?
  termina roto
)",
     "rule_mal rule_dos_veces", "rule_bien rule_abierta"},
    {"Paired",
     "etapa e, opcional\nregla bien: di @ta y di @tb en pareja\nregla queda: di @ta y di @tc en pareja\nregla cierra: "
     "di @tc y di @tb en pareja\nregla doble: pregunta y di @tb en pareja\n",
     R"(
etapa e
  di @ta Hola.
  pregunta x: ¿Sí?
  pregunta x: ¿Sí?
  di @tb Bien.
  termina roto
)",
     "rule_queda rule_cierra rule_doble", "rule_bien"},
    {"TagSays", "etapa e, opcional\nregla bien: @ta dice {n}\nregla mal: @tb dice {n}\n", R"(
etapa e
  pregunta n: ¿Cuántos?
  pregunta x: ¿Sí?
  di @ta Son {n}.
  di @tb Son {x ? sí: {n} | no: pocos}.
  di @tb Son varios.
  termina hecho
)",
     "rule_mal", "rule_bien"},
    {"Services",
     "etapa e, opcional\nregla bien: consulta antes de solicita caja\nregla mal: pregunta monto antes de "
     "solicita\nregla nunca_banco: nunca solicita\nregla otra: nunca anota n\n",
     R"(
etapa e
  pregunta x: ¿Sí?
  consulta banco
    si falla
      termina roto
  si x
    pregunta monto: ¿Cuánto?
  si no
    anota monto: El monto.
  pregunta cvv: ¿Código?
  solicita caja
    si falla
      termina roto
  termina hecho
)",
     "rule_mal rule_nunca_banco", "rule_bien rule_otra filled_monto"},
    // ---- stages
    {"RequiredStages", "etapa uno, obligatoria\netapa dos, obligatoria\netapa tres, obligatoria\n", R"(
etapa uno
  pregunta x: ¿Sí?
  si x
    ir a tres

etapa dos
  di Dos.

etapa tres
  pregunta z: ¿Sí?
  si z
    termina roto
  termina hecho
)",
     "stage_dos order_dos_before_tres", "stage_uno stage_tres order_uno_before_dos order_uno_before_tres"},
    {"StageLeftHalfWay", "etapa uno, obligatoria\netapa dos, obligatoria\n", R"(
etapa uno
  pregunta x: ¿Sí?
  si x
    ir a dos
  di Uno.

etapa dos
  transfiere ventas: Le paso.
    si falla
      di No pude.
  termina hecho
)",
     "stage_uno stage_dos order_uno_before_dos", ""},
    {"StageWaived",
     "etapa cero, opcional\netapa uno, obligatoria, salvo transfiere retención, salvo si x\netapa dos, obligatoria, "
     "salvo si x y no (z)\n",
     R"(
etapa cero
  pregunta x: ¿Sí?
  pregunta z: ¿Sí?
  si x
    ir a dos
  transfiere retención: Le paso.
    si falla
      di No pude.
      ir a dos

etapa uno
  di Uno.

etapa dos
  si x
    si z es no
      di Nada.
      termina hecho
    nota Nada.
  di Dos.
  termina hecho
)",
     "stage_dos", "stage_uno order_uno_before_dos"},
    // The transfer that waives a stage excuses its own end; a condition over an empty slot excuses nothing.
    {"WaiversAtTheEnd", "etapa uno, obligatoria, salvo transfiere retención\netapa dos, obligatoria, salvo si x\n", R"(
etapa uno
  transfiere retención: Le paso.
    si falla
      nota No pude.
  si procede: ¿Pregunto?
    pregunta x: ¿Sí?
  si no
    transfiere ventas: Le paso.
      si falla
        nota Tampoco.
  transfiere ventas: Le paso.
    si falla
      nota Tampoco.

etapa dos
  di Dos.
  termina hecho
)",
     "stage_dos", "stage_uno order_uno_before_dos"},
    {"WaiverTooLate", "etapa uno, obligatoria, salvo di @ta\netapa dos, obligatoria, salvo si x\n", R"(
etapa uno
  pregunta x: ¿Sí?
  si x
    pon x = no
    termina hecho
  si procede: ¿Se despide?
    di @ta Adiós.
    termina hecho
  di Uno.

etapa dos
  di Dos.
  termina hecho
)",
     "stage_uno stage_dos", "order_uno_before_dos"},
    // The waiver held when the stage began first; that it does not hold the second time is no matter.
    {"StageBegunTwice", "etapa cero, opcional\netapa uno, obligatoria, salvo si x\netapa dos, opcional\n", R"(
etapa cero
  pregunta x: ¿Sí?
  si x
    ir a dos
  ir a uno

etapa uno
  di Uno.
  di Y ya.

etapa dos
  si x
    pon x = no
    di Otra vez.
    ir a dos
  si procede: ¿Falta la primera?
    ir a uno
  termina hecho
)",
     "stage_uno", "order_uno_before_dos"},
    // ---- parts
    {"PartsComeBack",
     "etapa uno, obligatoria\netapa dos, opcional\nregla nunca_c: nunca di @tc\nregla tres: a lo más 3 veces di @ta\n",
     R"(
etapa uno
  haz saludo
  pon n = 1
  haz saludo
  haz ronda

etapa dos
  si n = 1
    di @tc No llega.
  termina hecho

parte saludo
  di @ta Hola.

parte ronda
  pon n = 2
  haz saludo
)",
     "", "rule_nunca_c rule_tres stage_uno"},
    {"WhatEndsInAPartLeavesTheStageUndone", "etapa uno, obligatoria\nregla despedida: di @ta antes de termina\n", R"(
etapa uno
  pregunta x: ¿Sí?
  haz adiós

parte adiós
  si x
    di @ta Adiós.
  termina hecho
)",
     "stage_uno rule_despedida", ""},
};

}  // namespace guion::test
