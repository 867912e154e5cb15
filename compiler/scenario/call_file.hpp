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
//   viola G0406 en 45, vez 2, en silencio, al 2027-01-31
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

/// The last line of a call that breaks a property: which one, at which line of the flow, at which visit of it. The call is over there.
/// `silently`: the line breaks it while it is weighed (a condition, a calculation), before anything is said; visits are those of silent steps then.
struct Breach {
  std::string code;   ///< «G0406»
  std::string where;  ///< «45», or «partes.flow:45» for a line of another file than the flow's own
  std::uint32_t visit = 1;
  bool silently = false;
  std::string as_of;  ///< «2027-01-31»: the day on which dated waivers are held; empty: whatever day it is
  std::uint32_t line = 0;
};

/// A scripted call as read. Owns its texts.
struct Script {
  Tongue tongue = Tongue::Es;
  std::string flow;                  ///< as written: relative to the script, without extension
  std::uint32_t flow_line = 0;
  std::optional<std::int64_t> time;  ///< seconds since 1970-01-01 00:00, local
  std::uint32_t seed = 0;
  std::vector<Given> gives;
  std::vector<Step> steps;
  std::string end;  ///< an outcome, or the words for transferred and abandoned; empty: not stated
  std::uint32_t end_line = 0;
  std::optional<Breach> breach;
};

/// Something wrong at a line of the script.
struct Problem {
  std::uint32_t line = 0;
  Message message;
};

/// Reads a whole script. Every line that cannot be read gives one problem and is left out.
[[nodiscard]] Script read_script(std::string_view text, std::vector<Problem>& problems);

/// The script as a text that reads back as the same. Texts that hold line ends are not to be written.
[[nodiscard]] std::string write_script(const Script& script);

}  // namespace guion::scenario
