// See support.hpp.
#include "sema/support.hpp"

#include <gtest/gtest.h>

namespace guion::test {

Analysed analyse(const std::vector<TestFile>& files) {
  MemorySources sources;
  for (const auto& [path, text] : files) sources.put(path, text);
  diag::Emitter emitter;
  Analysed analysed;
  analysed.program = sema::analyse(files.front().first, sources, {}, emitter);
  analysed.findings = emitter.take_sorted();
  return analysed;
}

std::vector<std::string> found(const Analysed& analysed) {
  std::vector<std::string> all;
  for (const diag::Diagnostic& d : analysed.findings) {
    const std::string& text = analysed.program.files.at(d.span.file).tree.text;
    EXPECT_LE(d.span.end, text.size());
    EXPECT_LE(d.span.begin, d.span.end);
    all.push_back(std::string{diag::row(d.code).name} + " «" + text.substr(d.span.begin, d.span.end - d.span.begin) +
                  "»");
  }
  return all;
}

std::string protocol(const std::string& more) {
  return "protocolo base, guion 1\n"
         "nivel identificado\n"
         "nivel titular incluye identificado\n"
         "método pin da titular, 3 intentos\n"
         "método voz da identificado\n"
         "método huella da titular\n"
         "método frase da titular\n"
         "clase cuenta exige titular\n"
         "clase secreta nunca se dice\n"
         "tipo motivo\n"
         "  - pago: Pago de factura\n"
         "  - alza: Incremento en la factura | un aumento\n"
         "  - otro: Otro motivo\n"
         "servicio facturación\n"
         "  da saldo: dinero USD, clase cuenta\n"
         "  da vence: día del mes, clase cuenta\n"
         "servicio caja, actúa\n"
         "  recibe monto: dinero USD\n"
         "  recibe cvv: código 3..4, clase secreta\n"
         "  da cobrado: sí o no\n"
         "  invalida saldo\n"
         "área retención: Retención\n"
         "final resuelto, normal\n"
         "final pendiente, temprano\n"
         "etiqueta aviso\n"
         "etapa única, obligatoria\n"
         "etapa extra, opcional\n"
         "regla avisar: di @aviso antes de pregunta\n" +
         more;
}

std::string flow(const std::string& declarations, const std::string& lines) {
  return "flujo prueba, guion 1\nsigue base\n" + declarations + "etapa única\n" + lines;
}

std::vector<TestFile> pair(const std::string& declarations, const std::string& lines, const std::string& more) {
  return {{"prueba.flow", flow(declarations, lines)}, {"base.flow", protocol(more)}};
}

}  // namespace guion::test
