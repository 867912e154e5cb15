// A scripted call: which flow it plays, what everyone answers, what must be heard and how it must end. This file owns
// its form; it knows nothing of sessions. One line a step, in the order of the call; fields of a look-up stand indented
// under it:
//
//   flujo pago_de_factura            hora 2026-11-20 09:30           da agente = Marisol
//   pregunta cliente = Ana Ríos      anota trato = señora            anota motivo, sin dato
//   menú = Sí                        verifica pin = pasa             consulta facturación
//   solicita caja, falla             procede = sí                      saldo = 85.40
//   transfiere retención = vuelve    silencio                        cuelga
//   espera Gracias por llamar        termina resuelto                # a comment
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/message.hpp"

namespace guion::scenario {

enum class CallWord : std::uint8_t {
#define CALL_WORD(id, en, es) id,
#include "scenario/call_words.def"
#undef CALL_WORD
};
[[nodiscard]] std::string_view spelling(CallWord word, Tongue tongue);

/// What a step says of a verification, look-up or transfer; Value: `value` or the fields are the answer.
enum class Result : std::uint8_t { Value, Passes, Fails, Returns, Lacks, Unsaid };

/// `name = value` on a line of its own.
struct Given {
  std::string name, value;
  std::uint32_t line = 0;
};

/// One line of the script that an event consumes, or an expectation. `word`: Ask … HangUp, or Expect.
struct Step {
  CallWord word = CallWord::Ask;
  std::uint32_t line = 0;
  std::string name;   ///< slot, method, service or area
  std::string value;  ///< literal, label, or the text expected
  Result result = Result::Value;
  std::vector<Given> fields;
};

/// A scripted call as read. Owns its texts.
struct Script {
  Tongue tongue = Tongue::Es;
  std::string flow;                  ///< as written: relative to the script, without extension
  std::optional<std::int64_t> time;  ///< seconds since 1970-01-01 00:00, local
  std::uint32_t seed = 0;
  std::vector<Given> gives;
  std::vector<Step> steps;
  std::string end;  ///< an outcome, or the words for transferred and abandoned; empty: not stated
  std::uint32_t end_line = 0;
};

/// Something wrong at a line of the script.
struct Problem {
  std::uint32_t line = 0;
  Message message;
};

/// Reads a whole script. Every line that cannot be read gives one problem and is left out.
[[nodiscard]] Script read_script(std::string_view text, std::vector<Problem>& problems);

}  // namespace guion::scenario
