// One flow in Spanish and its translated copy, each with its protocol: every kind of text that a copy translates.
#pragma once

#include <string>
#include <string_view>

#include "base/sources.hpp"

namespace guion::test {

inline constexpr std::string_view kLaw = R"(protocolo norma, guion 1

nivel titular
método pin da titular, 2 intentos
clase cuenta exige titular
tipo tema
  - factura: La factura | su factura
  - internet: El internet | su internet
servicio facturación
  da saldo: dinero USD, clase cuenta
  da vence: fecha, clase cuenta
área soporte: Soporte técnico
final resuelto, normal
final no_verificado, temprano
etiqueta aviso
regla aviso_completo: @aviso dice {agente}
dato agente: nombre, del sistema
dato horario = de lunes a viernes
dato llamadas: cuenta 0..5000000, del sistema
etapa saludo, obligatoria
etapa saldo, obligatoria
  nota Hable despacio.
)";

inline constexpr std::string_view kFlow = R"(flujo pago, guion 1
título Pago de la factura
idioma es-US
sigue norma
dato cliente: nombre
dato forma_de_trato: trato
dato asunto: tema

etapa saludo
  di @aviso @#s1 {ahora.saludo}. Habla {agente}, de Cable Austral.
  pregunta cliente: ¿Con quién tengo el gusto?
  anota forma_de_trato
  di Gracias, {cliente con trato}. {forma_de_trato ? señor: Bienvenido | señora: Bienvenida | neutro: Le damos la bienvenida}.
  pregunta asunto: ¿En qué le ayudo?
  di Hablemos de {asunto}. Es su llamada número {llamadas}: {llamadas ? uno: una sola | otros: varias}.
  menú ¿Le parece bien?
    - Sí
      nada
    - No
      di Atendemos {horario}.

etapa saldo
  verifica titular
    con pin, 2 intentos: ¿Me da su PIN?
    si falla
      di No pude verificarlo.
      termina no_verificado
  consulta facturación
    si falla
      di No encuentro su cuenta.
      termina no_verificado
  di Su saldo es de {saldo como palabras} ({saldo}) y vence el {vence}.
  di OK.
  termina resuelto
)";

inline constexpr std::string_view kLawInEnglish = R"(protocol norma, guion 1

level titular
method pin grants titular, 2 tries
class cuenta requires titular
type tema
  - factura: The bill | your bill
  - internet: The internet | your internet
service facturación
  gives saldo: money USD, class cuenta
  gives vence: date, class cuenta
area soporte: Technical support
outcome resuelto, normal
outcome no_verificado, early
tag aviso
rule aviso_completo: @aviso says {agente}
slot agente: name, from the system
slot horario = Monday to Friday
slot llamadas: count 0..5000000, from the system
stage saludo, required
stage saldo, required
  note Speak slowly.
)";

inline constexpr std::string_view kFlowInEnglish = R"(flow pago, guion 1
title Paying the bill
language en-US
follows norma
slot cliente: name
slot forma_de_trato: address form
slot asunto: tema

# a remark of the translator
stage saludo
  say @aviso @#s1 {now.greeting}. This is {agente} from Cable Austral.
  ask cliente: Who am I speaking with?
  record forma_de_trato
  say Thank you, {cliente with address}. Welcome.
  ask asunto: How can I help you?
  say Let's talk about {asunto}. This is call number {llamadas}:
  | {llamadas ? one: just one | other: several}.
  menu Is that all right?
    - Yes
      nothing
    - No
      say We are open {horario}.

stage saldo
  verify titular
    with pin, 2 tries: May I have your PIN?
    on failure
      say I could not verify you.
      end no_verificado
  lookup facturación
    on failure
      say I cannot find your account.
      end no_verificado
  say Your balance is {saldo as words} ({saldo}), due {vence}.
  say OK.
  end resuelto
)";

inline constexpr const char* kPath = "pago.flow";
inline constexpr const char* kCopyPath = "en-US/pago.flow";

/// The four files, with `changed` in place of the copy's flow, or of its protocol.
[[nodiscard]] inline MemorySources sources(std::string_view flow = kFlowInEnglish,
                                           std::string_view law = kLawInEnglish) {
  MemorySources files;
  files.put(kPath, std::string{kFlow});
  files.put("norma.flow", std::string{kLaw});
  files.put(kCopyPath, std::string{flow});
  files.put("en-US/norma.flow", std::string{law});
  return files;
}
[[nodiscard]] inline CompileOptions in_both() {
  CompileOptions options;
  options.translation = kCopyPath;
  return options;
}

}  // namespace guion::test
