// Runs the built command as a user would: arguments, input, environment; gives back its output and exit code.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

namespace guion::test {

struct Ran {
  int code = -1;  ///< exit code, or 1000 + signal
  std::string out, err;
};

/// `environment`: NAME=value, added to a clean one.
[[nodiscard]] Ran run_command(const std::vector<std::string>& command, const std::string& input = {},
                              const std::vector<std::string>& environment = {});
[[nodiscard]] Ran guion(const std::vector<std::string>& arguments, const std::string& input = {},
                        const std::vector<std::string>& environment = {});

void put(const std::string& path, const std::string& text);
[[nodiscard]] std::string get(const std::string& path);

/// A folder of its own for each test, with a small protocol and flow that have no finding.
class Folder : public ::testing::Test {
 protected:
  void SetUp() override;
  void TearDown() override;
  [[nodiscard]] std::string at(const std::string& name) const { return (folder_ / name).string(); }
  /// Names in the folder, sorted: to see that nothing was left behind.
  [[nodiscard]] std::vector<std::string> names() const;

  std::filesystem::path folder_;
};

inline constexpr const char* kProtocol =
    "protocolo empresa, guion 1\n"
    "\n"
    "nivel titular\n"
    "método pin da titular, 3 intentos\n"
    "clase cuenta exige titular\n"
    "tipo motivo\n"
    "  - pago: Pago de factura\n"
    "  - soporte: Soporte técnico\n"
    "servicio facturación\n"
    "  da saldo: dinero USD, clase cuenta\n"
    "  da vence: fecha, clase cuenta\n"
    "área retención: Retención\n"
    "final resuelto, normal\n"
    "final pendiente, temprano\n"
    "etapa introducción, obligatoria\n"
    "etapa saldo, opcional\n"
    "etapa cierre, obligatoria, salvo transfiere\n";

inline constexpr const char* kFlow =
    "flujo factura, guion 1\n"
    "título Consulta de factura\n"
    "idioma es-US\n"
    "registro usted\n"
    "sigue empresa\n"
    "\n"
    "dato agente: nombre, del sistema\n"
    "dato cliente: nombre\n"
    "dato causa: motivo\n"
    "\n"
    "etapa introducción\n"
    "  di Gracias por llamar. Le atiende {agente}.\n"
    "  pregunta cliente: ¿Con quién tengo el gusto de hablar?\n"
    "  anota causa: Escuche el motivo de la llamada.\n"
    "  si causa es soporte\n"
    "    transfiere retención: Transfiero su llamada, {cliente}.\n"
    "      si falla\n"
    "        di Ahora no responden, {cliente}.\n"
    "        termina pendiente\n"
    "\n"
    "etapa saldo\n"
    "  verifica titular\n"
    "    con pin, 3 intentos: Por favor, ¿me confirma su PIN?\n"
    "    si falla\n"
    "      di Sin ese dato no puedo abrir la cuenta.\n"
    "      termina pendiente\n"
    "  consulta facturación\n"
    "    si falla\n"
    "      di En este momento no puedo ver su cuenta.\n"
    "      termina pendiente\n"
    "  nota Lea la fecha despacio.\n"
    "  di Su saldo es de {saldo} y vence el {vence}.\n"
    "  menú ¿Le puedo ayudar en algo más?\n"
    "    - Sí\n"
    "      ir a saldo\n"
    "    - No\n"
    "      nada\n"
    "\n"
    "etapa cierre\n"
    "  di Gracias por llamar, {cliente}.\n"
    "  termina resuelto\n";

inline constexpr const char* kCall =
    "# una llamada completa\n"
    "flujo factura\n"
    "hora 2026-11-20 09:30\n"
    "da agente = Marisol\n"
    "espera Le atiende Marisol.\n"
    "pregunta cliente = Ana Ríos\n"
    "anota causa = pago\n"
    "verifica pin = falla\n"
    "verifica pin = pasa\n"
    "consulta facturación\n"
    "  saldo = 85.40\n"
    "  vence = 2026-12-05\n"
    "espera $85.40\n"
    "menú = No\n"
    "termina resuelto\n";

}  // namespace guion::test
