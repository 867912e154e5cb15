// Writes the policy and the image that the examples play: embed_files <policy> <image>.
#include <fstream>
#include <iostream>

#include "lower/assembler.hpp"

namespace {

using guion::assembly::Policy;

constexpr const char* kFlow = R"(flow "pago"
title "Pago de factura"
locale "es-US"
protocol "pruebas"
counters 1
slot text "empresa" value "Cable Austral"
slot name "agente" system
slot name "cliente"
slot money "saldo" currency USD classes 1 policy 0
stage "inicio" L0
code
L0:
  say "{greeting}, gracias por llamar a {0}. Le atiende {1}."
  ask 2 "¿Con quién tengo el gusto?"
  verify 0 1 0 3 "¿Me confirma su clave, {2}?" L9 L9
  lookup 0 L9
  say "Su saldo es de {3}."
L9:
  state 0 {0 1 2}
  menu "¿Le ayudo en algo más?" 3 "No, gracias" L1 "Sí" L9
L1:
  state 0 {0 1 2}
  say "Que tenga {farewell}, {2}."
  end 0
)";

bool write(const char* path, const std::vector<std::uint8_t>& bytes) {
  std::ofstream out(path, std::ios::binary);
  out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  return out.good();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  Policy policy;
  policy.name = "pruebas";
  policy.levels = {{"titular", 1}};
  policy.methods = {{"clave", 1, 3}};
  policy.classes = {{"cuenta", 1, false, false}};
  policy.slots = {{"saldo", 6, 1}};
  policy.services = {{"facturación", false, {}, {0}, {}}};
  policy.outcomes = {{"resuelto", true}};
  const auto law = guion::assembly::encode(policy);
  std::string text = kFlow;
  text.insert(text.find("stage"), "binding 0 takes gives 3 stales\n");
  auto flow = guion::assembly::assemble(text);
  if (!flow.ok()) return std::cerr << flow.error_line << ": " << flow.error << '\n', 1;
  flow.module.policy_id = guion::assembly::build_id(law);
  return write(argv[1], law) && write(argv[2], guion::assembly::encode(flow.module)) ? 0 : 1;
}
