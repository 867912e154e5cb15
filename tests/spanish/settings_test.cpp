// [spanish] in guion.toml: reading on and off, lists of the company, limits, and every error with its place.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "support.hpp"

namespace guion::test {
namespace {

class Settings : public Folder {
 protected:
  void SetUp() override {
    Folder::SetUp();
    put(at("empresa.flow"), "protocolo empresa, guion 1\nfinal resuelto, normal\netapa única, obligatoria\n");
    says("Su bill llega en el paquete Total.");
  }
  void says(const std::string& text) {
    put(at("flujo.flow"), "flujo prueba, guion 1\nsigue empresa\netapa única\n  di " + text + "\n  termina resuelto\n");
  }
  void settings(const std::string& text) { put(at("guion.toml"), text); }

  /// guion check of the flow, in its folder.
  [[nodiscard]] Ran check() const {
    const std::string command = "cd '" + folder_.string() + "' && exec '" GUION_COMMAND "' check flujo.flow --lang es";
    return run_command({"/bin/sh", "-c", command});
  }
  [[nodiscard]] bool finds(const std::string& piece) const {
    const Ran ran = check();
    EXPECT_EQ(ran.err, "");
    return ran.out.find(piece) != std::string::npos;
  }
};

TEST_F(Settings, ReadingIsOnUntilItIsTurnedOff) {
  EXPECT_TRUE(finds("G0730"));
  settings("[spanish]\nread = true\nspelling = false\n");
  EXPECT_TRUE(finds("G0730"));
  settings("[spanish]\nread = false\n");
  EXPECT_FALSE(finds("G07"));
}

TEST_F(Settings, ListsAreReadBesideTheFile) {
  std::filesystem::create_directory(at("terms"));
  put(at("terms/proyecto.txt"), "# nuestras palabras\nbill\n");
  put(at("terms/jerga.txt"), "paquete total → plan completo\n");
  settings("[spanish]\nlists = { proyecto = \"terms/proyecto.txt\", jerga = [\"terms/jerga.txt\"] }\n");
  EXPECT_FALSE(finds("G0730"));
  says("Su bill llega con el paquete total.");
  EXPECT_TRUE(finds("G0732: «paquete total» es jerga del oficio → «plan completo»"));
}

TEST_F(Settings, ALaterFileHasTheLastWord) {
  put(at("uno.txt"), "bill → recibo\n");
  put(at("dos.txt"), "bill → boleta\n");
  settings("[spanish.lists]\nanglicismos = [\"uno.txt\", \"dos.txt\"]\n");
  EXPECT_TRUE(finds("→ «boleta»"));
}

TEST_F(Settings, ErrorsHaveTheirPlace) {
  put(at("mala.txt"), "# lista\nbill → factura\n→ nada\n24\n");
  settings(
      "[spanish]\nread = \"sí\"\nsentence_words = 0\nreadability = 101\nnegations = \"tres\"\nreed = true\n"
      "lists = { projecto = \"x.txt\", jerga = [\"no_hay.txt\", 3], anglicismos = \"mala.txt\" }\n");
  const Ran ran = check();
  EXPECT_EQ(ran.code, 2);
  for (const char* line :
       {"guion.toml:2:8: «read» debe ser true o false",
        "guion.toml:3:18: «sentence_words» debe ser un número entero de 1 a 1000",
        "guion.toml:4:15: «readability» debe ser un número entero de 0 a 100",
        "guion.toml:5:13: «negations» debe ser un número entero de 1 a 100",
        "guion.toml:6:1: aquí no hay ninguna clave «reed»; ¿quiso decir «read»?",
        "guion.toml:7:11: no hay ninguna lista «projecto»; ¿quiso decir «proyecto»?",
        "guion.toml:7:40: no_hay.txt no existe", "«jerga» debe ser un texto o una lista de textos",
        "mala.txt:3: no hay ningún término antes de la flecha", "mala.txt:4: un término son palabras"})
    EXPECT_NE(ran.err.find(line), std::string::npos) << line << "\n" << ran.err;
  settings("spanish = 3\n");
  EXPECT_NE(check().err.find("guion.toml:1:11: «spanish» debe ser una tabla"), std::string::npos) << check().err;
}

TEST_F(Settings, RowsThatCouldNotSettleOrAreNoWordsAreRefused) {
  put(at("acentos.txt"), "facutra → {saldo\ncarta → carta azul\nplan → su plan\n");
  put(at("latina.txt"), "se\xf1" "al\n");
  put(at("oculta.txt"), "cosa\xe2\x80\xae\n");
  put(at("unida.txt"), "sen\xcc\x83" "al → seña\n");
  settings(
      "[spanish]\nlists = { acentos = \"acentos.txt\", proyecto = [\"latina.txt\", \"oculta.txt\"], jerga = "
      "\"unida.txt\" }\n");
  const Ran ran = check();
  EXPECT_EQ(ran.code, 2);
  for (const char* line : {"acentos.txt:1: detrás de la flecha van palabras, sin llaves",
                           "acentos.txt:2: lo que va detrás de la flecha contiene el mismo término",
                           "acentos.txt:3: lo que va detrás de la flecha contiene el mismo término",
                           "latina.txt:1: esto no es UTF-8", "oculta.txt:1: aquí hay un carácter invisible"})
    EXPECT_NE(ran.err.find(line), std::string::npos) << line << "\n" << ran.err;
  EXPECT_EQ(ran.err.find("unida"), std::string::npos) << ran.err;
}

TEST_F(Settings, SeverityAndAllowancesHoldForReading) {
  settings("[severity]\nG0730 = \"error\"\n");
  EXPECT_EQ(check().code, 1);
  put(at("flujo.flow"),
      "flujo prueba, guion 1\nsigue empresa\netapa única\n  # permite G0730: así se llama en la factura impresa\n"
      "  di Su bill llega hoy.\n  termina resuelto\n");
  EXPECT_EQ(check().code, 0) << check().out;
}

}  // namespace
}  // namespace guion::test
