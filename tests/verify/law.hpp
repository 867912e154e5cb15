// The policy of the tests of the runtime, and how flows that follow it begin. Knows no test framework: fuzz targets use
// it too.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lower/assembler.hpp"
#include "lower/assembly.hpp"

namespace guion::test {

using Bytes = std::vector<std::uint8_t>;
using assembly::Policy;

/// Levels 0 identified, 1 holder (includes 0), 2 authorised. Methods 0 pin (grants 0 and 1, 3 tries), 1 question (0 and
/// 1, 1 try). Classes 0 account (needs 1; not for the agent), 1 secret (never said), 2 internal (needs 2; the agent
/// sees it). Slots 0 balance (money, account), 1 code (code, secret), 2 paid (yes/no), 3 rating (count, internal).
/// Services 0 billing (gives balance), 1 till (acts; takes code; gives paid; stales balance).
inline Policy policy_def() {
  Policy p;
  p.name = "pruebas";
  p.levels = {{"identificado", 1}, {"titular", 3}, {"autorizado", 4}};
  p.methods = {{"pin", 3, 3}, {"pregunta", 3, 1}};
  p.classes = {{"cuenta", 2, false, false}, {"secreta", 0, true, false}, {"interna", 4, false, true}};
  p.slots = {{"saldo", 6, 1}, {"clave", 15, 2}, {"cobrado", 3, 0}, {"nota", 5, 4}};
  p.services = {{"facturación", false, {}, {0}, {}}, {"caja", true, {1}, {2}, {0}}};
  p.areas = {{"retención", "Retención"}};
  p.outcomes = {{"resuelto", true}, {"pendiente", false}};
  return p;
}
inline const Bytes& policy_bytes() {
  static const Bytes bytes = assembly::encode(policy_def());
  return bytes;
}

/// Text with the id of a policy in the place of POLICY, assembled.
inline assembly::Assembled assemble_for(std::string text, const Bytes& policy) {
  std::string hex;
  for (const auto b : assembly::build_id(policy)) hex += {"0123456789abcdef"[b >> 4], "0123456789abcdef"[b & 15]};
  if (const auto at = text.find("POLICY"); at != std::string::npos) text.replace(at, 6, hex);
  return assembly::assemble(text);
}

/// Head of a flow that follows the test policy, without slots.
inline const std::string kHead = R"(flow "prueba"
title "Prueba"
locale "es-US"
protocol "pruebas"
policy POLICY
)";

}  // namespace guion::test
