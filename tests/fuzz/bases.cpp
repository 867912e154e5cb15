// See bases.hpp.
#include "fuzz/bases.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "driver/compile.hpp"
#include "support/random_flow.hpp"
#include "verify/images.hpp"

namespace guion::fuzz {
namespace {

class Disk : public Sources {
 public:
  ReadStatus read(const std::string& path, std::string& text) override {
    if (std::filesystem::is_directory(path)) return ReadStatus::IsDirectory;
    std::ifstream in{path, std::ios::binary};
    if (!in) return ReadStatus::NotFound;
    text.assign(std::istreambuf_iterator<char>{in}, {});
    return ReadStatus::Ok;
  }
};

/// Two states at a target, told apart by the balance and by a literal; a part of two cases and two exits; a loop
/// through it.
const std::string kStates = test::kHead + R"(counters 2
slot money "saldo" currency USD range 0 9999999 classes 1 policy 0
slot count "n" range 0 9
slot count "m" range 0 9
slot name "cliente"
slot count "nota" range 0 9999 classes 4 policy 3 system
binding 0 takes gives 0 stales
stage "inicio" L0
part "saluda" P0 touched 3 {3}
case 3 {} exit 3 {} if passed
case 0 {} exit 3 {} if passed exit 0 {} if lacks 2 and passed
code
L0:
  ask 1 "¿Cuántas?"
  verify 0 3 0 3 "¿Su clave?" LF LF
  lookup 0 LF
  jump LM
LF:
  state 0 {1 4} if lacks 2 and empty 0
  state 3 {1 4} if empty 0
  note "Nota: {4}."
LM:
  state 3 {0 1 4}
  state 0 {1 4} if empty 0
  unless.known 0 LN
  say "{capital 0:words}: debe {0}, {0?uno|varios|{o 0}}. De {y 1} a {a 1}."
LN:
  state 0 {1 4}
  unless.num 1 > 3 LS
  set 2 5
  unless.slot 1 > 2 0 LS
  say "Más de {2}: {1}."
LS:
  state 0 {1 4}
  call 0
  unless.level 3 LE
  revoke 1
  add.num 1 1 1 LE
  jump LS
LE:
  state 0 {1 4}
  menu "¿Algo más? {1}" 1 "No, {1}" LX "Sí" LS
LX:
  state 0 {1 4}
  end 0
P0:
  record 3 "¿Quién llama?" PV
PV:
  state 3 {} if passed case 0
  state 0 {} if passed case 1
  unless.level 3 PN
  return
PN:
  state 0 {} if lacks 2 and passed case 1
  verify 1 3 1 1 "¿Su pregunta, por favor?" PR PR
  return
PR:
  state 0 {} if lacks 2 and passed case 1
  return
)";

/// kStates in two languages: most of its texts, and an enumeration.
std::string two_languages() {
  std::string text = kStates;
  const auto put = [&](std::string_view behind, std::string_view what) {
    const std::size_t at = text.find(behind);
    if (at != std::string::npos) text.insert(at + behind.size(), what);
  };
  text.insert(test::kHead.size(),
              "also \"en-US\" \"Balance\"\nenum\n  value \"sí\" \"Sí\" \"sí\"\n"
              "also enum\n  value \"\" \"Yes\" \"yes\"\n");
  put("\"¿Su clave?\"", " / \"Your PIN?\"");
  put("\"Nota: {4}.\"", " / \"Note: {4}.\"");
  put("{0?uno|varios|otros}.\"", " / \"You owe {0:words} ({0}), {0?one|no|several}.\"");
  put("\"Más de {2}: {1}.\"", " / \"{1}, more than {2}.\"");
  put("\"¿Algo más? {1}\"", " / \"Anything else? {1}\"");
  put("\"¿Quién llama?\"", " / \"Who is calling?\"");
  return text;
}

/// A pair of services, whose second one takes a gated value and the secret; it is open across a verification, a
/// revocation and a transfer that comes back. A second pair closes with what is known from the beginning.
const std::string kPairs = test::kHead + R"(counters 1
slot name "agente" system
slot money "saldo" currency USD range 0 9999999 classes 1 policy 0
slot code "clave" classes 2 policy 1
slot yesno "cobrado" policy 2
binding 0 takes gives 1 stales
binding 2 takes gives stales
binding 3 takes 1 gives 3 stales
binding 4 takes 2 gives stales
stage "uno" L0
part "abre" P0 touched 0 {2}
case 3 {0 1} exit 0 {2}
code
L0:
  say "Le atiende {0}."
  lookup 1 L9
  verify 0 3 0 3 "¿Su clave?" L8 L8
  lookup 0 L9
  say "Debe {1}."
  call 0
  say "Debe {1}, dijimos."
  unless.num 1 > 5000000 L2
  lookup 3 L9
L2:
  state 3 {0 1}
  lookup 2 L9
  menu "¿Algo más?" 3 "No" L3 "Pasarme" L4
L3:
  state 3 {0 1 3}
  say "Queda en {1}."
  end 0
L4:
  state 3 {0 1 3}
  revoke 1
  transfer 0 "No se retire." L8 L8
L8:
  state 0 {0}
  say "Sigo con usted."
  ask.timed 2 "¿El código de su tarjeta?" 9 L9
  lookup 3 L9
L9:
  state 0 {0}
  say "Hasta luego."
  end 1
P0:
  ask 2 "¿El código de su tarjeta?"
  lookup 1 P1
  return
P1:
  state 3 {0 1 2}
  return
)";
const test::Policy kPairsLaw = [] {
  test::Policy law = test::policy_def();
  law.services.push_back({"abrir", false, {}, {}, {}});
  law.services.push_back({"cerrar", true, {0}, {2}, {}});
  law.services.push_back({"borrar", true, {1}, {}, {}});
  law.pairs = {{2, 3}, {2, 4}};
  return law;
}();

}  // namespace

std::vector<Base> written_bases() {
  std::vector<Base> out;
  const auto add = [&](const char* name, const std::string& text) {
    auto a = test::assemble_for(text, test::policy_bytes());
    if (a.ok()) out.push_back({name, test::policy_bytes(), assembly::encode(std::move(a.module), {a.stripped})});
  };
  add("everything", test::gated_everywhere());
  add("states", kStates);
  add("two_languages", two_languages());
  return out;
}

Base pairs_base() {
  const Bytes law = assembly::encode(kPairsLaw);
  auto a = test::assemble_for(kPairs, law);
  return {"pairs", law, a.ok() ? assembly::encode(std::move(a.module), {a.stripped}) : Bytes{}};
}

std::vector<Base> reference_bases(const std::string& root) {
  std::vector<std::string> paths;
  for (const auto& file : std::filesystem::directory_iterator{root + "/flows/entrante"})
    if (file.path().extension() == ".flow") paths.push_back(file.path().string());
  std::sort(paths.begin(), paths.end());
  std::vector<Base> out;
  for (const std::string& path : paths) {
    Disk disk;
    Compilation made = compile(path, disk);
    if (!made.image.empty())
      out.push_back({std::filesystem::path(path).stem().string(), std::move(made.policy), std::move(made.image)});
  }
  return out;
}

std::vector<Base> random_bases(std::uint32_t first, std::size_t count) {
  std::vector<Base> out;
  for (std::uint32_t seed = first; out.size() < count && seed < first + 200 * count; ++seed) {
    const test::RandomFlow text = test::random_flow(seed);
    const auto says = [&](const char* read) { return text.flow.find(read) != std::string::npos; };
    if (!says("{saldo") && !says("{corte") && !says("{reservado") && !says("{copia") && !says("si saldo")) continue;
    MemorySources sources;
    sources.put("prueba.flow", text.protocol);
    sources.put("azar.flow", text.flow);
    Compilation made = compile("azar.flow", sources);
    if (!made.image.empty())
      out.push_back({"random " + std::to_string(seed), std::move(made.policy), std::move(made.image)});
  }
  return out;
}

}  // namespace guion::fuzz
