// Small flows under one small protocol, compiled as far as their graph.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "driver/compile.hpp"
#include "questions/questions.hpp"

namespace guion::questions::test {

inline constexpr const char* kProtocol = R"(protocolo ley, guion 1
nivel titular
método pin da titular, 3 intentos
método secreto da titular, 2 intentos
clase cuenta exige titular
tipo motivo
  - pago: Pago
  - alza: Alza
servicio saldos
  da saldo: dinero USD, clase cuenta
servicio caja, actúa
  recibe monto: dinero USD 1..5000
área ventas: Ventas
final hecho, normal
final roto, temprano
etiqueta aviso
etiqueta oferta
etapa inicio, obligatoria
etapa cierre, obligatoria, salvo transfiere
dato asunto: motivo
dato va: sí o no
regla avisar: di @aviso antes de pregunta
regla ofrecer: di @oferta antes de transfiere ventas
)";

/// One flow that can be asked. Its findings of paths do not matter; any other does.
struct Small {
  explicit Small(const std::string& body, const std::string& protocol = kProtocol) {
    MemorySources sources;
    sources.put("ley.flow", protocol);
    sources.put("azar.flow", "flujo azar, guion 1\nidioma es-US\nsigue ley\n" + body);
    made = compile("azar.flow", sources, {});
    for (const auto& d : made.diagnostics)
      EXPECT_TRUE(static_cast<int>(d.code) >= 400 || d.severity != diag::Severity::Error) << d.es;
    EXPECT_FALSE(made.graph.routines.empty());
    calls = analysis::call_order(made.program, made.graph);
  }
  [[nodiscard]] prove::Input in() const { return {made.program, made.graph, calls}; }
  [[nodiscard]] Target target(const std::string& text) const { return find_target(made.program, made.graph, text); }
  [[nodiscard]] Ways ways(const std::string& to, std::size_t most = 20) const {
    return ways_to(in(), target(to).nodes, most);
  }

  Compilation made;
  analysis::CallOrder calls;
};

}  // namespace guion::questions::test
