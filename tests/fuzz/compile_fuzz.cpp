// Any text as a flow, all the way: the compiler never crashes, its messages point into their files, an image that it
// makes loads and plays within its steps, stripped or not, and two builds give the same bytes. The flow may follow the
// protocol «norma», which is always there, or bring its own files: a line «=== NAME» begins another one.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "diag/render.hpp"
#include "driver/compile.hpp"
#include "fuzz/play.hpp"
#include "lower/disassemble.hpp"

namespace {

using guion::fuzz::demand;

constexpr std::string_view kLaw = R"(protocolo norma, guion 1
nivel identificado
nivel titular incluye identificado
método pin da titular, 2 intentos
clase cuenta exige titular
clase secreta nunca se dice
tipo motivo
  - pago: Pago
  - alza: Alza
servicio facturación
  da saldo: dinero USD, clase cuenta
  da vence: día del mes, clase cuenta
servicio caja, actúa
  recibe monto: dinero USD 1..5000
  recibe clave: código, clase secreta
  da cobrado: sí o no
  invalida saldo
área retención: Retención
final resuelto, normal
final pendiente, temprano
etiqueta aviso
dato agente: nombre, del sistema
dato motivo: motivo
etapa inicio, obligatoria
etapa cierre, opcional
regla aviso: di @aviso antes de pregunta
)";

/// The files of one input. The first one has the name «f».
guion::MemorySources split(std::string_view text) {
  guion::MemorySources sources;
  std::string name = "f.flow";
  constexpr std::string_view kMark = "\n=== ";
  for (;;) {
    const std::size_t end = text.find(kMark);
    sources.put(name, std::string{text.substr(0, end)});
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + kMark.size());
    const std::size_t line = text.find('\n');
    name = std::string{text.substr(0, line)} + ".flow";
    text.remove_prefix(line == std::string_view::npos ? text.size() : line + 1);
  }
  sources.put("norma.flow", std::string{kLaw});
  return sources;
}

void check_messages(const guion::Compilation& made) {
  std::vector<guion::diag::Source> files;
  for (const auto& file : made.program.files) files.push_back({file.path, file.tree.text});
  guion::diag::Renderer renderer{files, {}};
  for (const auto& d : made.diagnostics) {
    demand(!renderer.render(d).empty(), "a message without text");
    demand(d.code != guion::diag::Code::NotLoadable, "the loader refuses what the compiler made");
    const bool known = d.span.file < files.size();
    demand(!known || (d.span.begin <= d.span.end && d.span.end <= files[d.span.file].text.size()),
           "a message points outside of its file");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  guion::MemorySources sources = split({reinterpret_cast<const char*>(data), size});
  const guion::Compilation made = guion::compile("f.flow", sources);
  check_messages(made);
  demand(made.ok || (made.image.empty() && made.policy.empty()), "an image in spite of errors");
  if (made.image.empty()) return 0;
  for (std::uint64_t seed = 0; seed < 4; ++seed)
    demand(guion::fuzz::play(made.policy, made.image, seed, 0), "the image does not load");
  demand(!guion::disassemble(made.image, made.policy).empty(), "nothing to show");
  demand(guion::compile("f.flow", sources).image == made.image, "two builds differ");
  const guion::Compilation stripped = guion::compile("f.flow", sources, {{}, true, true});
  demand(guion::fuzz::play(stripped.policy, stripped.image, 1, 0), "the stripped image does not load");
  return 0;
}
