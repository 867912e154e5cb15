// How fast text becomes a tree: parses a generated flow of many lines, with and without broken ones, and states the
// best of some rounds. Usage: parse_bench [LINES [ROUNDS]]. It knows the parser only.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "format/format.hpp"
#include "parse/parse.hpp"

namespace {

/// A stage of 20 lines; texts differ from stage to stage.
void add_stage(std::string& text, std::size_t n) {
  const std::string k = std::to_string(n);
  text += "etapa etapa_" + k + "\n";
  text += "  di Gracias por esperar, {cliente}. Ya tengo a la vista la nota " + k + ".\n";
  text += "  pregunta monto_" + k + ": ¿Cuánto desea pagar hoy?\n";
  text += "  si monto_" + k + " > " + k + " y titular\n";
  text += "    di Su saldo de {saldo_" + k + "} vence el día {vence}.\n";
  text += "    nota Confirme la fecha número " + k + " antes de seguir.\n";
  text += "  si no\n";
  text += "    di Entiendo. Lo revisamos juntos en un momento.\n";
  text += "  menú ¿Desea algo más sobre la factura " + k + "?\n";
  text += "    - Sí, otra consulta de la cuenta " + k + "\n";
  text += "      ir a etapa_" + k + "\n";
  text += "    - No, gracias\n";
  text += "      nada\n";
  text += "  consulta facturación\n";
  text += "    si falla\n";
  text += "      di @aviso En este momento no puedo ver su cuenta " + k + ".\n";
  text += "      termina pendiente\n";
  text += "  según motivo_" + k + "\n";
  text += "    es pago o incremento\n";
  text += "      pon saldo_" + k + " = saldo - pago\n";
}

std::string generate(std::size_t lines) {
  std::string text = "flujo prueba, guion 1\n";
  for (std::size_t n = 1; n * 20 <= lines; ++n) add_stage(text, n);
  return text;
}

/// Breaks one line in fifty.
std::string break_lines(std::string text) {
  std::size_t count = 0;
  for (std::size_t at = text.find("  di "); at != std::string::npos; at = text.find("  di ", at + 1)) {
    if (++count % 10 == 0) text[at + 3] = 'x';
  }
  return text;
}

void measure(const char* name, const std::string& text, int rounds) {
  double best = 1e9;
  std::size_t lines = 0;
  std::size_t parts = 0;
  std::size_t found = 0;
  for (int i = 0; i < rounds; ++i) {
    std::string copy = text;
    guion::diag::Emitter emitter;
    const auto begin = std::chrono::steady_clock::now();
    const guion::ast::Tree tree = guion::parse::parse(std::move(copy), 0, emitter);
    best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    lines = tree.lines.size();
    parts = tree.parts.size();
    found = emitter.all().size();
  }
  const auto count = static_cast<double>(lines);
  std::printf("%s: %zu lines, %.1f bytes a line, %zu parts, %zu messages: %.2f ms, %.2f M lines/s, %.0f MB/s\n", name,
              lines, static_cast<double>(text.size()) / count, parts, found, best * 1e3, count / best / 1e6,
              static_cast<double>(text.size()) / best / 1e6);
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t lines = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 100000;
  const int rounds = argc > 2 ? std::atoi(argv[2]) : 20;
  const std::string text = generate(lines);
  measure("clean", text, rounds);
  measure("one line in fifty broken", break_lines(text), rounds);
  return 0;
}
