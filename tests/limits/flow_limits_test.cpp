// What a flow or protocol can hold, asked of the compiler: at each limit it compiles and its image loads; one over it,
// it is refused at its place in the source, and never by the loader. Limits: docs/bytecode.md.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "driver/compile.hpp"

namespace guion {
namespace {

const std::string kLaw = "protocolo base, guion 1\nfinal resuelto, normal\netapa x, opcional\n";
const std::string kHead = "flujo prueba, guion 1\nsigue base\n";
using Errors = std::vector<std::string>;

/// «SpokenTextTooLong 3»: name and line of each error.
Errors errors_of(const std::string& flow, const std::string& law = kLaw) {
  MemorySources sources;
  sources.put("prueba.flow", flow);
  sources.put("base.flow", law);
  const Compilation c = compile("prueba.flow", sources);
  Errors out;
  for (const diag::Diagnostic& d : c.diagnostics) {
    if (diag::row(d.code).severity != diag::Severity::Error) continue;
    const std::string& text = c.program.files.at(d.span.file).tree.text;
    const auto lines = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(d.span.begin), '\n');
    out.push_back(std::string{diag::row(d.code).name} + " " + std::to_string(lines));
  }
  EXPECT_EQ(c.image.empty(), !out.empty());
  return out;
}
std::string number(const char* before, int i, const char* behind) { return before + std::to_string(i) + behind; }
std::string each(int count, const char* before, const char* behind) {
  std::string out;
  for (int i = 0; i < count; ++i) out += number(before, i, behind);
  return out;
}
const std::string kStage = "etapa x\n  di Hola.\n  termina resuelto\n";

TEST(FlowLimits, ATextHas8192Bytes) {
  const auto text = [](std::size_t bytes) {
    return kHead + "etapa x\n  di " + std::string(bytes, 'a') + "\n  termina resuelto\n";
  };
  EXPECT_EQ(errors_of(text(8192)), Errors{});
  EXPECT_EQ(errors_of(text(8193)), Errors{"SpokenTextTooLong 4"});
}

TEST(FlowLimits, AFixedTextHas8192Bytes) {
  const auto fixed = [](std::size_t bytes) {
    return kHead + "dato d = " + std::string(bytes, 'a') + "\netapa x\n  di {d}\n  termina resuelto\n";
  };
  EXPECT_EQ(errors_of(fixed(8192)), Errors{});
  EXPECT_EQ(errors_of(fixed(8193)), Errors{"SpokenTextTooLong 3"});
}

TEST(FlowLimits, ThereAre65535AreasServicesAndTypes) {
  const auto areas = [](int n) { return kLaw + each(n, "área a", ": Área\n"); };
  EXPECT_EQ(errors_of(kHead + kStage, areas(65535)), Errors{});
  EXPECT_EQ(errors_of(kHead + kStage, areas(65537)), Errors{"TooManyOfAKind 65539"});
  const auto services = [](int n) { return kLaw + each(n, "servicio s", "\n"); };
  EXPECT_EQ(errors_of(kHead + kStage, services(65535)), Errors{});
  EXPECT_EQ(errors_of(kHead + kStage, services(65536)), Errors{"TooManyOfAKind 65539"});
  const auto types = [](int n) { return kHead + each(n, "tipo t", "\n  - v: V\n") + kStage; };
  EXPECT_EQ(errors_of(types(65536)), Errors{"TooManyOfAKind 131073"});
}

TEST(FlowLimits, AFlowUses1024Slots) {
  const auto slots = [](int n) {
    return kHead + each(n, "dato d", ": cuenta, del sistema\n") + "etapa x\n" + each(n, "  di {d", "}\n") +
           "  termina resuelto\n";
  };
  EXPECT_EQ(errors_of(slots(1024)), Errors{});
  EXPECT_EQ(errors_of(slots(1025)), Errors{"TooManySlots 1027"});
}

TEST(FlowLimits, AFlowRuns255Parts) {
  const auto parts = [](int n) {
    return kHead + each(n, "parte p", "\n  di Parte.\n") + "etapa x\n" + each(n, "  haz p", "\n") +
           "  termina resuelto\n";
  };
  EXPECT_EQ(errors_of(parts(255)), Errors{});
  EXPECT_EQ(errors_of(parts(256)), Errors{"TooManyParts 513"});
}

TEST(FlowLimits, PartsRunEachOther8Deep) {
  const auto deep = [](int n) {
    std::string out = kHead;
    for (int i = 1; i < n; ++i) out += number("parte p", i, "\n") + number("  haz p", i + 1, "\n");
    return out + number("parte p", n, "\n  di Hola.\n") + "etapa x\n  haz p1\n  termina resuelto\n";
  };
  EXPECT_EQ(errors_of(deep(8)), Errors{});
  EXPECT_EQ(errors_of(deep(9)), Errors{"PartsTooDeep 4"});
}

TEST(FlowLimits, AMenuHas32Options) {
  const auto menu = [](int n) {
    return kHead + "etapa x\n  menú ¿Cuál?\n" + each(n, "    - Opción ", "\n      di Bien.\n") + "  termina resuelto\n";
  };
  EXPECT_EQ(errors_of(menu(32)), Errors{});
  EXPECT_EQ(errors_of(menu(33)), Errors{"TooManyItems 69"});
}

TEST(FlowLimits, ATypeHas255Values) {
  const auto type = [](int n) {
    return kHead + "tipo t\n" + each(n, "  - v", ": Valor\n") +
           "dato d: t\netapa x\n  pregunta d: ¿Cuál?\n  di {d}\n  termina resuelto\n";
  };
  EXPECT_EQ(errors_of(type(255)), Errors{});
  EXPECT_EQ(errors_of(type(256)), Errors{"TooManyValues 259"});
}

TEST(FlowLimits, AProtocolHas8LevelsAnd32Classes) {
  const auto levels = [](int n) { return kLaw + each(n, "nivel n", "\n"); };
  EXPECT_EQ(errors_of(kHead + kStage, levels(8)), Errors{});
  EXPECT_EQ(errors_of(kHead + kStage, levels(9)), Errors{"TooManyLevels 12"});
  const auto classes = [](int n) { return kLaw + "nivel n\n" + each(n, "clase c", " exige n\n"); };
  EXPECT_EQ(errors_of(kHead + kStage, classes(32)), Errors{});
  EXPECT_EQ(errors_of(kHead + kStage, classes(33)), Errors{"TooManyClasses 37"});
}

TEST(FlowLimits, AFlowVerifiesOn255Lines) {
  const std::string law = kLaw + "nivel n\nmétodo pin da n, 3 intentos\n";
  // Of those that exclude each other, as nobody may be asked again: a menu of 16 options, each a menu of 16.
  const auto lines = [](int n) {
    std::string out = kHead + "etapa x\n  menú ¿Qué?\n";
    for (int i = 0; i < n; ++i) {
      if (i % 16 == 0) out += number("    - Tema ", i, "\n      menú ¿Cuál?\n");
      out += number("        - Caso ", i,
                    "\n          verifica n\n            con pin, 1 intento: ¿Su PIN?\n            si falla\n          "
                    "    di Bien.\n");
    }
    return out + "  termina resuelto\n";
  };
  EXPECT_EQ(errors_of(lines(255), law), Errors{});
  EXPECT_EQ(errors_of(lines(256), law), Errors{"TooManyCounters 1314"});
}

/// Rules that pair two services, so that who hangs up between them leaves the second to be asked. Two of the same
/// services are one pair.
TEST(FlowLimits, AProtocolPairs8Services) {
  const auto law = [](int n) {
    return kLaw + each(n, "servicio abre", ", actúa\n  da x: sí o no\n") +
           each(n, "servicio cierra", ", actúa\n  da z: sí o no\n") + [&] {
             std::string rules;
             for (int i = 0; i < n; ++i)
               rules += number("regla r", i, ": ") + number("solicita abre", i, " y ") +
                        number("solicita cierra", i, " en pareja\n");
             return rules;
           }();
  };
  EXPECT_EQ(errors_of(kHead + kStage, law(8)), Errors{});
  const std::string again = "regla otra: solicita abre7 y solicita cierra7 en pareja\n";
  EXPECT_EQ(errors_of(kHead + kStage, law(8) + again), Errors{});
  EXPECT_EQ(errors_of(kHead + kStage, law(10)), Errors{"TooManyPairs 52"});  // said once
  EXPECT_EQ(errors_of(kHead + kStage, law(9)), Errors{"TooManyPairs 48"});
}

}  // namespace
}  // namespace guion
