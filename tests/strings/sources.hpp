// A flow with a protocol and a library in which every kind of text stands: options, arms, escapes, wrapped lines,
// labels, constants, instructions. The texts are the project's own.
#pragma once

#include <set>
#include <stdexcept>
#include <string>
#include <string_view>

#include "driver/compile.hpp"
#include "strings/exchange.hpp"

namespace guion::test {

inline constexpr const char* kFlowPath = "entrante/pago.flow";

inline constexpr const char* kProtocolText = R"(protocolo atención, guion 1
título Normas de atención

nivel titular
método pin da titular, 3 intentos
clase cuenta exige titular

tipo motivo
  - pago: Pago de factura | un pago
  - queja: Queja \| reclamo

servicio facturación
  da saldo: dinero USD, clase cuenta
  da atraso: cuenta 0..90, clase cuenta
área retención: Retención
final resuelto, normal
final pendiente, temprano
etiqueta aviso

etapa apertura, obligatoria
  nota Salude antes de preguntar.
etapa cierre, obligatoria, salvo transfiere
)";

inline constexpr const char* kLibraryText = R"(biblioteca comunes, guion 1

dato causa: a viva voz (explique en dos frases qué pasó)

parte agradecer
  di una de
    - Gracias por su paciencia.
    - Le agradezco la espera, {cliente con trato}.
)";

inline constexpr const char* kFlowText = R"(flujo pago, guion 1
título Pago de factura
idioma es-US
registro usted
sigue ../protocolos/atención
usa ../partes/comunes

dato empresa = Cable Austral
dato lema: texto 1..60 = Siempre cerca
dato canales: lista = Teléfono | Correo
dato agente: nombre, del sistema
dato cliente: nombre
dato trato: trato
dato asunto: motivo
dato urge: sí o no

# Quien atiende se presenta.
etapa apertura
  di @aviso @#bienvenida Gracias por llamar a {empresa}, {lema}. Le atiende {agente}. {ahora.saludo}; esta llamada puede
    | ser grabada por calidad \{y\} por su seguridad.
  di @aviso, sellada 00000000 por Legal: Sus datos se tratan según la ley.
  pregunta cliente: ¿Con quién tengo el gusto de hablar?
  anota trato: Anote cómo prefiere que le llamen.
  pregunta asunto, una de
    - ¿En qué le ayudo hoy?
    - Dígame, {cliente}, ¿qué necesita?
  di {trato ? señor: Bienvenido | señora: Bienvenida | neutro: Le damos la bienvenida}, {cliente}.
  di Veo que llama por {asunto ? pago: un pago \| abono | queja: } en {empresa}.
  anota urge: ¿Es urgente?
  di {urge ? sí: Lo atiendo ya. | no: Con calma.} Nuestros canales son {canales}.
  haz agradecer
  si procede: El cliente parece molesto.
    nota {causa}
    di {causa}
  si no
    nada

etapa cierre
  verifica titular
    con pin, 2 intentos: Por favor, ¿me confirma su PIN?
    si falla
      di Sin ese dato no puedo seguir.
      termina pendiente
  consulta facturación
    si falla
      transfiere retención: Le comunico con {empresa}. No cuelgue, por favor.
        si falla
          termina pendiente
  menú, 20 segundos: Su saldo es de {saldo como palabras}: ¿desea algo más?
    - Sí, otra cosa
      solo si atraso > 0
      di Tiene {atraso ? uno: {atraso} día | otros: {atraso} días} de atraso.
    - No
      nada
    si no responde
      nada
  di Que tenga {ahora.despedida}.
  termina resuelto
)";

/// Compiles the three files with other texts in the place of some.
inline Compilation compile_three(const std::string& flow = kFlowText, const std::string& protocol = kProtocolText,
                                 const std::string& library = kLibraryText, const std::string& folder = "") {
  MemorySources sources;
  sources.put(folder + kFlowPath, flow);
  sources.put(folder + "protocolos/atención.flow", protocol);
  sources.put(folder + "partes/comunes.flow", library);
  CompileOptions options;
  options.read = false;
  return compile(folder + kFlowPath, sources, options);
}

/// The flow with the seal that its sealed text has.
inline std::string sealed_flow() {
  std::string flow = kFlowText;
  for (const diag::Diagnostic& d : compile_three().diagnostics) {
    if (d.code != diag::Code::SealBroken) continue;
    const std::string hash = d.en.substr(d.en.rfind(' ') + 1);
    flow.replace(flow.find("00000000"), 8, hash);
  }
  return flow;
}

inline std::string errors_of(const Compilation& made) {
  std::string out;
  for (const diag::Diagnostic& d : made.diagnostics)
    if (d.severity == diag::Severity::Error)
      out += made.program.files[d.span.file].path + " " + diag::code_text(d.code) + " " + d.en + "\n";
  return out;
}

inline std::string told(const std::vector<strings::Problem>& problems) {
  std::string out;
  for (const strings::Problem& p : problems)
    out += std::to_string(p.line) + (p.error ? " error: " : " warning: ") + p.message.en + "\n";
  return out;
}

/// The unit of this key.
inline strings::Unit& unit(strings::Catalogue& catalogue, std::string_view key) {
  for (strings::Unit& u : catalogue.units)
    if (u.key == key) return u;
  throw std::out_of_range("no unit " + std::string{key});
}

/// Translates everything: each stretch of words gets a mark in front, blanks stay.
inline void translate(strings::Catalogue& catalogue) {
  for (strings::Unit& u : catalogue.units) {
    u.target_bits = u.bits;
    for (strings::Bit& b : u.target_bits)
      if (b.kind == strings::BitKind::Words && b.text.find_first_not_of(" .,;:") != std::string::npos)
        b.text.insert(b.text.find_first_not_of(" .,;:|"), "ž");
  }
}

}  // namespace guion::test
