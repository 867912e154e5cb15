// What goes out comes back: the three formats carry the same, an untranslated file changes nothing but the language,
// and a translated one changes the texts and nothing else.
#include <gtest/gtest.h>

#include "lower/assembly.hpp"
#include "strings/sources.hpp"

namespace guion::test {
namespace {

using strings::Catalogue;
using strings::Exported;
using strings::Form;
using strings::Imported;
using strings::Problem;

constexpr Form kForms[] = {Form::Xliff, Form::Po, Form::Csv};

class RoundTrip : public ::testing::Test {
 protected:
  void SetUp() override {
    made_ = compile_three(sealed_flow());
    ASSERT_EQ(errors_of(made_), "");
    exported_ = strings::export_texts(made_.program, Tongue::Es, true);
    exported_.catalogue.target_locale = "es-MX";
  }

  /// The catalogue written and read again.
  static Catalogue there_and_back(const Catalogue& c, Form form) {
    std::vector<Problem> problems;
    Catalogue back = strings::read(strings::write(c, form), form, problems);
    EXPECT_EQ(told(problems), "");
    return back;
  }
  Imported import(const Catalogue& c, strings::ImportOptions options = {}) const {
    return strings::import_texts(made_.program, c, options);
  }
  static Compilation compiled(const Imported& i) { return compile_three(i.files.at(0), i.files.at(1), i.files.at(2)); }

  Compilation made_;
  Exported exported_;
};

TEST_F(RoundTrip, EveryKindOfTextIsThere) {
  std::string keys;
  for (const auto& u : exported_.catalogue.units) keys += u.file + " " + u.key + "\n";
  for (const char* key : {"pago.flow title",
                          "pago.flow slot/empresa",
                          "pago.flow slot/lema",
                          "pago.flow slot/canales",
                          "pago.flow line/bienvenida",
                          "pago.flow stage/apertura/ask/cliente/1",
                          "pago.flow stage/apertura/record/trato/1",
                          "pago.flow stage/apertura/ask/asunto/1/2",
                          "pago.flow stage/apertura/judge/1",
                          "pago.flow stage/apertura/note/1",
                          "pago.flow stage/cierre/verify/pin/1",
                          "pago.flow stage/cierre/transfer/retención/1",
                          "pago.flow stage/cierre/menu/1",
                          "pago.flow stage/cierre/menu/1/1",
                          "pago.flow stage/cierre/menu/1/2",
                          "../protocolos/atención.flow type/motivo/pago/label",
                          "../protocolos/atención.flow type/motivo/pago/spoken",
                          "../protocolos/atención.flow type/motivo/queja/label",
                          "../protocolos/atención.flow area/retención",
                          "../protocolos/atención.flow stage/apertura/note/1",
                          "../partes/comunes.flow slot/causa",
                          "../partes/comunes.flow part/agradecer/say/1/1",
                          "../partes/comunes.flow part/agradecer/say/1/2"})
    EXPECT_NE(keys.find(std::string{key} + "\n"), std::string::npos) << key << " is not among\n" << keys;
}

TEST_F(RoundTrip, TellsWhatATranslatorMustKnow) {
  Catalogue& c = exported_.catalogue;
  const auto& late = unit(c, "stage/cierre/say/2");
  EXPECT_EQ(late.source, "Tiene {atraso ? uno: {atraso} día | otros: {atraso} días} de atraso.");
  EXPECT_EQ(late.sample, "Tiene 1 día de atraso.");
  EXPECT_EQ(late.slots, "atraso: cuenta, como 1");
  EXPECT_NE(late.context.find("lo oye el cliente · menú, 20 segundos: Su saldo"), std::string::npos) << late.context;
  EXPECT_NE(late.context.find(" › - Sí, otra cosa"), std::string::npos) << late.context;
  EXPECT_EQ(late.place, "etapa cierre");
  EXPECT_EQ(unit(c, "slot/lema").limit, "1..60 bytes");
  EXPECT_EQ(unit(c, "stage/apertura/say/3").slots,
            "trato: trato (señor | señora | neutro); cliente: nombre, como Ana Ríos");
  EXPECT_NE(unit(c, "stage/apertura/say/2").context.find("sellado"), std::string::npos);
  const auto& open = unit(c, "line/bienvenida");
  EXPECT_EQ(open.source.find('\n'), std::string::npos);
  EXPECT_NE(open.source.find("puede ser grabada por calidad \\{y\\} por su seguridad."), std::string::npos)
      << open.source;
  EXPECT_NE(open.sample.find("Gracias por llamar a Cable Austral, Siempre cerca."), std::string::npos) << open.sample;
}

TEST_F(RoundTrip, WithoutTranslationNothingChangesButTheLanguage) {
  for (const Form form : kForms) {
    const Imported i = import(there_and_back(exported_.catalogue, form));
    ASSERT_EQ(told(i.problems), "");
    EXPECT_EQ(i.translated, 0u);
    EXPECT_EQ(i.untranslated.size(), exported_.catalogue.units.size());
    const Compilation copy = compiled(i);
    EXPECT_EQ(errors_of(copy), "");
    EXPECT_EQ(copy.program.locale, "es-MX");
    std::string back = i.files[0];
    back.replace(back.find("es-MX"), 5, "es-US");
    const Compilation same = compile_three(back, i.files[1], i.files[2]);
    // Places name lines of the canonical form; all else is the same program.
    EXPECT_EQ(same.program.templates.size(), made_.program.templates.size());
    const Exported again = strings::export_texts(same.program, Tongue::Es, true);
    ASSERT_EQ(again.catalogue.units.size(), exported_.catalogue.units.size());
    for (std::size_t u = 0; u < again.catalogue.units.size(); ++u) {
      EXPECT_EQ(again.catalogue.units[u].key, exported_.catalogue.units[u].key);
      EXPECT_EQ(again.catalogue.units[u].hash, exported_.catalogue.units[u].hash);
    }
  }
}

TEST_F(RoundTrip, ACanonicalFlowGivesTheSameImageAndTheSameFile) {
  std::vector<Problem> none;
  exported_.catalogue.target_locale = "es-US";
  const Imported once = import(exported_.catalogue);
  const Compilation canonical = compiled(once);
  ASSERT_EQ(errors_of(canonical), "");
  Exported out = strings::export_texts(canonical.program, Tongue::Es, true);
  out.catalogue.target_locale = "es-US";
  const Imported twice = strings::import_texts(canonical.program, out.catalogue, {});
  EXPECT_EQ(twice.files, once.files);
  const Compilation copy = compiled(twice);
  EXPECT_EQ(copy.image, canonical.image);
  ASSERT_FALSE(copy.image.empty());
  Exported again = strings::export_texts(copy.program, Tongue::Es, true);
  again.catalogue.target_locale = "es-US";
  for (const Form form : kForms) EXPECT_EQ(strings::write(again.catalogue, form), strings::write(out.catalogue, form));
}

TEST_F(RoundTrip, AllFormatsGiveTheSameCopy) {
  translate(exported_.catalogue);
  const Imported xliff = import(there_and_back(exported_.catalogue, Form::Xliff));
  ASSERT_EQ(xliff.translated, exported_.catalogue.units.size()) << told(xliff.problems);
  for (const Form form : {Form::Po, Form::Csv}) {
    const Imported other = import(there_and_back(exported_.catalogue, form));
    EXPECT_EQ(other.files, xliff.files) << told(other.problems);
  }
  Compilation copy = compiled(xliff);
  // The seal is of the source; whoever approves the translation seals it anew.
  std::string flow = xliff.files[0];
  ASSERT_EQ(errors_of(copy).find("G0262"), errors_of(copy).find('G'));
  Exported back = strings::export_texts(copy.program, Tongue::Es, false);
  for (std::size_t u = 0; u < back.catalogue.units.size(); ++u)
    EXPECT_EQ(back.catalogue.units[u].source,
              strings::braces(exported_.catalogue.units[u].target_bits, exported_.texts[u].shape));
}

TEST_F(RoundTrip, OnlyTextsDiffer) {
  translate(exported_.catalogue);
  const Imported i = import(there_and_back(exported_.catalogue, Form::Xliff));
  ASSERT_FALSE(i.files.empty()) << told(i.problems);
  std::string without;
  for (std::size_t at = 0; at < i.files[0].size(); ++at) {
    if (i.files[0].compare(at, 2, "ž") == 0)
      ++at;
    else
      without += i.files[0][at];
  }
  // Marks make lines longer, so that they are wrapped elsewhere: compare them unwrapped.
  const auto unwrap = [](std::string text) {
    for (std::size_t at = text.find("\n    | "); at != std::string::npos; at = text.find("\n    | "))
      text.replace(at, 7, " ");
    return text;
  };
  const Imported plain = import(Catalogue{"pago", "es-US", "es-MX", Tongue::Es, {}});
  EXPECT_EQ(unwrap(without), unwrap(plain.files.at(0)));
}

TEST_F(RoundTrip, KeywordsMayBeTranslated) {
  translate(exported_.catalogue);
  exported_.catalogue.target_locale = "en-US";
  const Imported i = import(there_and_back(exported_.catalogue, Form::Po), {false, Tongue::En});
  ASSERT_FALSE(i.files.empty()) << told(i.problems);
  EXPECT_TRUE(i.files[0].starts_with("flow pago, guion 1\n")) << i.files[0];
  EXPECT_NE(i.files[0].find("{trato ? sir: žBienvenido | madam: žBienvenida | neutral:"), std::string::npos)
      << i.files[0];
  const Compilation copy = compiled(i);
  EXPECT_EQ(errors_of(copy).find("G0262"), errors_of(copy).find('G')) << errors_of(copy);
}

TEST_F(RoundTrip, AnExportKeepsEarlierTranslations) {
  translate(exported_.catalogue);
  for (const Form form : kForms) {
    const Catalogue earlier = there_and_back(exported_.catalogue, form);
    Exported fresh = strings::export_texts(made_.program, Tongue::Es, true);
    fresh.catalogue.target_locale = "es-MX";
    EXPECT_EQ(strings::carry_over(fresh, earlier), exported_.catalogue.units.size());
    EXPECT_EQ(strings::write(fresh.catalogue, form), strings::write(exported_.catalogue, form));
  }
}

TEST_F(RoundTrip, TextsThatMovedAreFound) {
  translate(exported_.catalogue);
  std::string flow = sealed_flow();
  const std::string first = "  di @aviso @#bienvenida";
  flow.insert(flow.find(first), "  di Un momento, por favor.\n");  // all ordinals of the stage shift
  const Compilation later = compile_three(flow);
  Exported fresh = strings::export_texts(later.program, Tongue::Es, false);
  EXPECT_EQ(strings::carry_over(fresh, there_and_back(exported_.catalogue, Form::Xliff)),
            exported_.catalogue.units.size());
  EXPECT_TRUE(unit(fresh.catalogue, "stage/apertura/say/1").target_bits.empty());
  EXPECT_EQ(strings::braces(unit(fresh.catalogue, "stage/apertura/say/3").target_bits, strings::Shape::Text),
            "žSus datos se tratan según la ley.");
}

TEST_F(RoundTrip, TheFlowsOfTheProjectToo) {
  for (const char* name : {"pago_de_factura", "soporte_técnico", "preguntas_de_saldo"}) {
    struct Disk : Sources {
      ReadStatus read(const std::string& path, std::string& text) override {
        FILE* file = std::fopen(path.c_str(), "rb");
        if (file == nullptr) return ReadStatus::NotFound;
        char buffer[4096];
        text.clear();
        for (std::size_t n = 0; (n = std::fread(buffer, 1, sizeof buffer, file)) != 0;) text.append(buffer, n);
        std::fclose(file);
        return ReadStatus::Ok;
      }
    } disk;
    const Compilation made = compile(std::string{GUION_SOURCE_DIR} + "/flows/entrante/" + name + ".flow", disk);
    ASSERT_TRUE(made.ok);
    Exported out = strings::export_texts(made.program, Tongue::Es, true);
    out.catalogue.target_locale = "es-MX";
    std::size_t without = 0;
    for (const auto& u : out.catalogue.units)
      if (u.sample.empty() && u.source.find('{') != std::string::npos) ++without;
    EXPECT_EQ(without, 0u) << name;
    translate(out.catalogue);
    const Imported xliff = strings::import_texts(made.program, there_and_back(out.catalogue, Form::Xliff), {});
    EXPECT_EQ(xliff.translated, out.catalogue.units.size()) << told(xliff.problems);
    EXPECT_EQ(strings::import_texts(made.program, there_and_back(out.catalogue, Form::Po), {}).files, xliff.files);
    EXPECT_EQ(strings::import_texts(made.program, there_and_back(out.catalogue, Form::Csv), {}).files, xliff.files);
  }
}

}  // namespace
}  // namespace guion::test
