// guion upgrade-check as a user runs it: report, table, exit codes, deployed images.
#include <nlohmann/json.hpp>

#include "support.hpp"

namespace guion::test {
namespace {

class Upgrades : public Folder {
 protected:
  void SetUp() override {
    Folder::SetUp();
    before_ = at("factura.flow");
    after_ = at("nueva.flow");
  }
  /// The flow with a text in the place of another.
  void change(const std::string& from, const std::string& to) {
    std::string text = kFlow;
    const std::size_t where = text.find(from);
    ASSERT_NE(where, std::string::npos) << from;
    put(after_, text.replace(where, from.size(), to));
  }
  std::string before_, after_;
};

TEST_F(Upgrades, WhatGoesOnIsSaidShortly) {
  put(after_, kFlow);
  const Ran ran = guion({"upgrade-check", before_, after_, "-o", at("x.moves")});
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  EXPECT_EQ(get(at("x.moves")).substr(0, 4), "GUIM");
  EXPECT_NE(ran.out.find("Una llamada puede seguir desde cualquiera"), std::string::npos) << ran.out;
  EXPECT_NE(guion({"upgrade-check", before_, after_, "--lang", "en"}).out.find("A call can go on from each"),
            std::string::npos);
}

TEST_F(Upgrades, WhatCannotGoOnHasItsLineAndReason) {
  change("  consulta facturación\n", "  nota Mire la factura.\n  consulta facturación\n");
  put(at("vieja.flow"), get(after_));  // the other way round a line is gone
  const Ran ran = guion({"upgrade-check", at("vieja.flow"), before_, "-o", at("x.moves")});
  EXPECT_EQ(ran.code, 1) << ran.out << ran.err;
  EXPECT_NE(ran.out.find("la línea ya no está\n    " + at("vieja.flow") + ":"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("nota Mire la factura."), std::string::npos) << ran.out;
  EXPECT_EQ(get(at("x.moves")).substr(0, 4), "GUIM");
  const auto json = nlohmann::json::parse(guion({"upgrade-check", at("vieja.flow"), before_, "--format", "json"}).out);
  EXPECT_EQ(json["old"]["build-id"].get<std::string>().size(), 64U);
  std::size_t stay = 0;
  for (const auto& place : json["places"])
    stay += place["fate"] == "stays" && place["cause"] == "line-gone" && place["to"].is_null() ? 1 : 0;
  EXPECT_EQ(stay, 1U);
  EXPECT_EQ(json["counts"]["places"], json["places"].size());
  EXPECT_EQ(json["counts"]["stays"], 1U);
}

TEST_F(Upgrades, DeployedImagesAreCompared) {
  put(after_, kFlow);
  ASSERT_EQ(guion({"build", before_, "-o", at("plain.flowc")}).code, 0);
  ASSERT_EQ(guion({"build", before_, "-o", at("bare.flowc"), "--strip"}).code, 0);
  for (const char* image : {"plain.flowc", "bare.flowc"})
    EXPECT_EQ(guion({"upgrade-check", before_, after_, "--old-image", at(image)}).code, 0) << image;
  change("  consulta facturación\n", "  nota Mire la factura.\n  consulta facturación\n");
  const Ran other = guion({"upgrade-check", before_, after_, "--new-image", at("plain.flowc")});
  EXPECT_EQ(other.code, 2);
  EXPECT_NE(other.err.find("no es lo que resulta de compilar"), std::string::npos) << other.err;
  EXPECT_EQ(guion({"upgrade-check", before_, after_, "--old-image", at("none.flowc")}).code, 2);
}

TEST_F(Upgrades, WhatIsNoFlowOrDoesNotCompileIsTwo) {
  put(after_, "flujo factura, guion 1\netapa x\n  di Hola.\n");
  const Ran broken = guion({"upgrade-check", before_, after_, "-o", at("x.moves")});
  EXPECT_EQ(broken.code, 2);
  EXPECT_NE(broken.err.find("no compila la versión nueva; no se escribió ninguna tabla"), std::string::npos)
      << broken.err;
  EXPECT_FALSE(std::filesystem::exists(at("x.moves")));
  EXPECT_NE(guion({"upgrade-check", after_, before_, "--lang", "en"}).err.find("the old version does not compile; no"),
            std::string::npos);
  EXPECT_EQ(guion({"upgrade-check", at("empresa.flow"), before_}).code, 2);
  EXPECT_EQ(guion({"upgrade-check", before_, at("none.flow")}).code, 2);
}

}  // namespace
}  // namespace guion::test
