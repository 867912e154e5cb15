// Images on the command line: shown, played, and refused when they are damaged, too new, or of another policy.
#include "support.hpp"

#include "image/format.hpp"

namespace guion::test {
namespace {

class Image : public Folder {
 protected:
  void SetUp() override {
    Folder::SetUp();
    ASSERT_EQ(guion({"build", at("factura.flow")}).code, 0);
    image_ = get(at("factura.flowc"));
  }
  /// Both verbs that take images refuse these bytes, with a message and without a crash.
  void refused(const std::string& bytes, const std::string& what) {
    put(at("mal.flowc"), bytes);
    for (const char* verb : {"dis", "run"}) {
      const Ran ran = guion({verb, at("mal.flowc"), "--policy", at("factura.policy")});
      EXPECT_TRUE(ran.code == 1 || ran.code == 2) << what << " " << verb << " " << ran.code;
      EXPECT_FALSE(ran.err.empty()) << what;
    }
  }
  std::string image_;
};

TEST_F(Image, IsShownAsText) {
  const Ran image = guion({"dis", at("factura.flowc"), "--policy", at("factura.policy")});
  EXPECT_EQ(image.code, 0) << image.err;
  EXPECT_NE(image.out.find("Gracias por llamar"), std::string::npos);
  EXPECT_NE(image.out.find("verify"), std::string::npos);
  EXPECT_EQ(guion({"dis", at("factura.flow")}).out, image.out);
}

TEST_F(Image, IsPlayed) {
  const Ran ran =
      guion({"run", at("factura.flowc"), "--policy", at("factura.policy"), "--lang", "es"}, "Marisol\nAna\n");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("Le atiende Marisol."), std::string::npos) << ran.out;
}

TEST_F(Image, WithoutItsPolicyIsRefusedWithAHint) {
  const Ran ran = guion({"run", at("factura.flowc")});
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("--policy"), std::string::npos) << ran.err;
}

TEST_F(Image, WithAnotherPolicyIsRefused) {
  std::string other = kProtocol;
  other.replace(other.find("3 intentos"), 10, "2 intentos");
  put(at("otra.flow"), other);
  ASSERT_EQ(guion({"build", at("otra.flow")}).code, 0);
  const Ran ran = guion({"run", at("factura.flowc"), "--policy", at("otra.policy"), "--lang", "es"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("otra política"), std::string::npos) << ran.err;
}

TEST_F(Image, CutPaddedAndChangedBytesAreRefused) {
  for (std::size_t size = 0; size < image_.size(); size += 37)
    refused(image_.substr(0, size), "cut at " + std::to_string(size));
  refused(image_ + '\0', "padded");
  refused(image_ + image_, "twice");
  for (std::size_t at = 0; at < image_.size(); at += 29) {
    std::string bytes = image_;
    bytes[at] = static_cast<char>(bytes[at] ^ 0x10);
    refused(bytes, "changed at " + std::to_string(at));
  }
}

TEST_F(Image, ANewerVersionIsRefused) {
  std::string newer = image_;
  newer[image::kAtVersion] = static_cast<char>(newer[image::kAtVersion] + 1);
  put(at("mal.flowc"), newer);
  const Ran ran = guion({"dis", at("mal.flowc"), "--policy", at("factura.policy")});
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("ersion"), std::string::npos) << ran.err;
}

TEST_F(Image, APolicyThatIsNone) {
  EXPECT_EQ(guion({"run", at("factura.flowc"), "--policy", at("factura.flow")}).code, 1);
  EXPECT_EQ(guion({"run", at("factura.flowc"), "--policy", at("no_hay")}).code, 2);
}

}  // namespace
}  // namespace guion::test
