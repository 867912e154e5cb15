// The three formats by themselves: what is written is valid, what tools make of it is still read, and what is broken is
// said with its line.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "strings/sources.hpp"

namespace guion::test {
namespace {

using strings::Catalogue;
using strings::Exported;
using strings::Form;
using strings::Imported;
using strings::Problem;
using strings::Unit;

class Formats : public ::testing::Test {
 protected:
  void SetUp() override {
    made_ = compile_three(sealed_flow());
    exported_ = strings::export_texts(made_.program, Tongue::Es, true);
    exported_.catalogue.target_locale = "en-US";
  }

  static Catalogue read(const std::string& text, Form form, std::string& problems) {
    std::vector<Problem> found;
    Catalogue c = strings::read(text, form, found);
    problems = told(found);
    return c;
  }
  static std::string problems_of(const std::string& text, Form form) {
    std::string problems;
    (void)read(text, form, problems);
    return problems;
  }

  /// What a judge of another house says of the text; «skip» if it is not installed.
  static std::string judged(const std::string& text, const char* extension, const std::string& tool,
                            const std::string& command) {
    if (std::system(("command -v " + tool + " >/dev/null 2>&1").c_str()) != 0)
      return std::getenv("CI") != nullptr ? tool + " is missing" : "skip";
    const std::string path = ::testing::TempDir() + "strings_test" + extension;
    std::ofstream{path, std::ios::binary} << text;
    FILE* pipe = popen((command + " '" + path + "' 2>&1").c_str(), "r");
    std::string out;
    char buffer[4096];
    for (std::size_t n = 0; (n = std::fread(buffer, 1, sizeof buffer, pipe)) != 0;) out.append(buffer, n);
    const int status = pclose(pipe);
    std::remove(path.c_str());
    return status == 0 ? "" : out + "\n(no)";
  }

  Compilation made_;
  Exported exported_;
};

#define EXPECT_JUDGED(text, extension, tool, command)                \
  do {                                                               \
    const std::string said = judged(text, extension, tool, command); \
    if (said == "skip") GTEST_SKIP() << tool << " is not installed"; \
    EXPECT_EQ(said, "");                                             \
  } while (false)

TEST_F(Formats, XliffKeepsToTheSchema) {
  const std::string command =
      std::string{"xmllint --noout --relaxng '"} + GUION_SOURCE_DIR + "/tests/strings/xliff-2.1-core.rng'";
  EXPECT_JUDGED(strings::write_xliff(exported_.catalogue), ".xlf", "xmllint", command);
  translate(exported_.catalogue);
  EXPECT_JUDGED(strings::write_xliff(exported_.catalogue), ".xlf", "xmllint", command);
  EXPECT_JUDGED(strings::write_xliff({"pago", "es-US", "en-US", Tongue::Es, {}}), ".xlf", "xmllint", command);
  std::string wrong = strings::write_xliff(exported_.catalogue);
  wrong.replace(wrong.find("<source>"), 8, "<target>");
  EXPECT_NE(judged(wrong, ".xlf", "xmllint", command), "");
}

TEST_F(Formats, XliffIdsAreNamesAndUnique) {
  const std::string text = strings::write_xliff(exported_.catalogue);
  std::string file;
  std::set<std::string> ids;
  std::size_t units = 0;
  for (std::size_t at = text.find("<unit id=\""); at != std::string::npos;
       at = text.find("<unit id=\"", at + 1), ++units) {
    const std::string id = text.substr(at + 10, text.find('"', at + 10) - at - 10);
    EXPECT_EQ(id.find_first_of("/ #@\\"), std::string::npos) << id;
    const std::size_t original = text.rfind("original=\"", at);
    EXPECT_TRUE(ids.insert(text.substr(original, text.find('"', original + 10) - original) + id).second) << id;
  }
  EXPECT_EQ(units, exported_.catalogue.units.size());
}

TEST_F(Formats, GettextReadsThePo) {
  EXPECT_JUDGED(strings::write_po(exported_.catalogue), ".po", "msgfmt", "msgfmt --check --output-file=/dev/null");
  translate(exported_.catalogue);
  EXPECT_JUDGED(strings::write_po(exported_.catalogue), ".po", "msgfmt", "msgfmt --check --output-file=/dev/null");
}

TEST_F(Formats, PoThatGettextRewroteIsRead) {
  translate(exported_.catalogue);
  const std::string path = ::testing::TempDir() + "strings_test_wrapped.po";
  const std::string said = judged(strings::write_po(exported_.catalogue), ".po", "msgcat",
                                  "msgcat --width=60 --sort-output --output-file='" + path + "'");
  if (said == "skip") GTEST_SKIP() << "msgcat is not installed";
  ASSERT_EQ(said, "");
  std::ifstream in{path, std::ios::binary};
  const std::string text{std::istreambuf_iterator<char>{in}, {}};
  std::remove(path.c_str());
  std::string problems;
  const Catalogue back = read(text, Form::Po, problems);
  EXPECT_EQ(problems, "");
  const Imported wrapped = strings::import_texts(made_.program, back, {});
  std::vector<Problem> none;
  const Imported straight =
      strings::import_texts(made_.program, strings::read(strings::write_po(exported_.catalogue), Form::Po, none), {});
  EXPECT_EQ(wrapped.files, straight.files) << told(wrapped.problems);
}

TEST_F(Formats, CsvIsRfc4180) {
  translate(exported_.catalogue);
  const std::string text = strings::write_csv(exported_.catalogue);
  EXPECT_TRUE(
      text.starts_with("\xef\xbb\xbf"
                       "file,id,place,context,slots,limit,sample,hash,es-US,en-US\r\n"))
      << text.substr(0, 90);
  std::size_t quotes = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') ++quotes;
    if (text[i] == '\n') {
      ASSERT_EQ(text[i - 1], '\r') << i;
      ASSERT_EQ(quotes % 2, 0u) << i;
    }
  }
}

TEST_F(Formats, CsvOfASpreadsheetIsRead) {
  std::string problems;
  const Catalogue c = read("sep\xc3\xb3;x\n", Form::Csv, problems);
  EXPECT_EQ(problems,
            "1 error: the first row must name the columns file, id and the two locales, as the export wrote them\n");
  const Catalogue semicolons = read(
      "id;file;es-US;en-US;hash\n\n\"stage/a/say/1\";a.flow;\"Dos; y \"\"tres\"\"\";\"Two;\nand "
      "\"\"three\"\"\";\n;;;;\nx;b.flow;;;\n",
      Form::Csv, problems);
  EXPECT_EQ(problems, "5 error: this row does not say of which text it is\n");
  ASSERT_EQ(semicolons.units.size(), 2u);
  EXPECT_EQ(semicolons.units[0].source, "Dos; y \"tres\"");
  EXPECT_EQ(semicolons.units[0].target, "Two;\nand \"three\"");
  EXPECT_EQ(semicolons.units[0].line, 3u);
  EXPECT_EQ(semicolons.units[1].line, 6u);
  EXPECT_EQ(semicolons.target_locale, "en-US");
  EXPECT_EQ(problems_of("file,id,es-US,en-US\na,b,\"c,d\n", Form::Csv),
            "2 error: a quote of this row is never closed\n");
  EXPECT_EQ(problems_of("", Form::Csv).substr(0, 8), "1 error:");
  EXPECT_EQ(problems_of("file,id,es-US,en-US\n", Form::Csv), "");
}

TEST_F(Formats, PoOfAnEditorIsRead) {
  std::string problems;
  const Catalogue c = read(
      "# Translator\nmsgid \"\"\nmsgstr \"\"\n\"Language: en_US\\n\"\n\n#. hash: 01234567\n#, fuzzy\nmsgctxt "
      "\"a.flow#title\"\n"
      "msgid \"\"\n\"Uno \"\n\"y \\\"dos\\\"\"\nmsgstr \"One\\n\"\n\"two\"\n\n#~ msgid \"x\"\n#~ msgstr \"y\"\n",
      Form::Po, problems);
  EXPECT_EQ(problems, "");
  EXPECT_EQ(c.target_locale, "en-US");
  ASSERT_EQ(c.units.size(), 1u);
  EXPECT_EQ(c.units[0].file, "a.flow");
  EXPECT_EQ(c.units[0].key, "title");
  EXPECT_EQ(c.units[0].source, "Uno y \"dos\"");
  EXPECT_EQ(c.units[0].target, "One\ntwo");
  EXPECT_EQ(c.units[0].hash, "01234567");
  EXPECT_TRUE(c.units[0].unsure);
  EXPECT_EQ(c.units[0].line, 12u);
}

TEST_F(Formats, BrokenPoIsSaidWithItsLine) {
  EXPECT_EQ(problems_of("msgid \"a\"\nmsgstr \"b\"\n", Form::Po),
            "2 error: this message does not say of which text it is: its msgctxt is missing or changed\n");
  EXPECT_EQ(problems_of("hello\n", Form::Po), "1 error: this is no line of a PO file\n");
  EXPECT_EQ(problems_of("msgctxt \"a#b\"\nmsgid \"a\n", Form::Po), "2 error: a text between quotes was expected\n");
  EXPECT_EQ(problems_of("msgid \"a\\\"\n", Form::Po).substr(0, 8), "1 error:");
  EXPECT_EQ(problems_of("\"a\"\n", Form::Po), "1 error: a text between quotes was expected\n");
  EXPECT_NE(
      problems_of("msgctxt \"a#b\"\nmsgid \"a\"\nmsgid_plural \"b\"\nmsgstr[0] \"c\"\nmsgstr[1] \"d\"\n", Form::Po)
          .find("no plural forms"),
      std::string::npos);
  EXPECT_EQ(problems_of("msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=KOI8-R\\n\"\n", Form::Po),
            "1 error: the encoding koi8-r is not read: save the file as UTF-8\n");
}

const std::string kOpen =
    "<?xml version=\"1.0\"?>\n<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.0\" srcLang=\"es-US\" "
    "trgLang=\"en-US\">\n<file id=\"f1\" original=\"pago.flow\">\n";
const std::string kClose = "</file></xliff>";

TEST_F(Formats, XliffOfAToolIsRead) {
  std::string problems;
  const Catalogue c = read(
      "<x:xliff xmlns:x=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.1\" srcLang=\"es-US\" "
      "trgLang=\"en-US\"><x:file id=\"f\" original=\"a.flow\">"
      "<x:group id=\"g\"><x:group id=\"h\"><x:unit id=\"stage.a.say.1\"><x:notes><x:note> hash\n 01234567 "
      "</x:note></x:notes>"
      "<x:originalData><x:data id=\"d1\">{saldo}</x:data></x:originalData>"
      "<x:segment><x:source>Son <x:ph id=\"1\" dataRef=\"d1\"/>.</x:source><x:target><x:mrk id=\"m\">It is <x:ph "
      "id=\"1\"/></x:mrk>.</x:target></x:segment>"
      "<x:ignorable><x:source> </x:source></x:ignorable>"
      "<x:segment><x:source>Sí</x:source><x:target><![CDATA[Y|s ]]>&lt;<x:cp hex=\"0041\"/><x:sm "
      "id=\"q\"/></x:target></x:segment>"
      "</x:unit></x:group></x:group></x:file></x:xliff>",
      Form::Xliff, problems);
  EXPECT_EQ(problems, "");
  ASSERT_EQ(c.units.size(), 1u);
  EXPECT_EQ(c.units[0].key, "stage/a/say/1");
  EXPECT_EQ(c.units[0].hash, "01234567");
  EXPECT_EQ(strings::braces(c.units[0].bits, strings::Shape::Text), "Son {saldo}. Sí");
  EXPECT_EQ(strings::braces(c.units[0].target_bits, strings::Shape::Text), "It is {saldo}. Y|s <A");
  EXPECT_EQ(strings::braces(c.units[0].target_bits, strings::Shape::Label), "It is {saldo}. Y\\|s <A");
}

/// Some tools keep neither the data of marks nor the names of files nor the categories of notes.
TEST_F(Formats, XliffThatLostWhatItMayIsStillUnderstood) {
  translate(exported_.catalogue);
  const std::string whole = strings::write_xliff(exported_.catalogue);
  std::string text = whole;
  for (const auto& [begin, end] : {std::pair<std::string, std::string>{"<originalData>", "</originalData>"},
                                   {" original=\"", "\""},
                                   {" category=\"", "\""},
                                   {" dataRef=\"", "\""}})
    for (std::size_t at = text.find(begin); at != std::string::npos; at = text.find(begin))
      text.erase(at, text.find(end, at + begin.size()) + end.size() - at);
  std::string problems;
  const Catalogue c = read(text, Form::Xliff, problems);
  EXPECT_EQ(problems, "");
  const Imported lost = strings::import_texts(made_.program, c, {});
  std::vector<Problem> none;
  const Imported kept = strings::import_texts(made_.program, strings::read(whole, Form::Xliff, none), {});
  // Two files have a «title», and so on: of those only the text itself can tell, and it can.
  EXPECT_EQ(lost.files, kept.files) << told(lost.problems);
}

TEST_F(Formats, ASplitUnitIsTranslatedWhollyOrNot) {
  std::string problems;
  const Catalogue c = read(kOpen +
                               "<unit "
                               "id=\"a\"><segment><source>Uno.</source><target>One.</target></"
                               "segment><segment><source>Dos.</source></segment></unit>" +
                               kClose,
                           Form::Xliff, problems);
  ASSERT_EQ(c.units.size(), 1u);
  EXPECT_TRUE(c.units[0].target_bits.empty());
}

TEST_F(Formats, BrokenXliffIsSaidWithItsLine) {
  EXPECT_EQ(problems_of("", Form::Xliff).substr(0, 8), "1 error:");
  EXPECT_EQ(problems_of("\n\n<html>\n</html>", Form::Xliff), "3 error: this is no XLIFF file\n");
  EXPECT_EQ(problems_of("<xliff version=\"1.2\"/>", Form::Xliff),
            "1 error: XLIFF 1.2 is not read: save it as XLIFF 2.0 or 2.1\n");
  EXPECT_NE(problems_of(kOpen + "<unit id=\"a\">\n<segm", Form::Xliff).find("the XML is broken"), std::string::npos);
  EXPECT_EQ(
      problems_of(kOpen +
                      "<unit id=\"a\">\n<segment><source>a</source>\n<target><ph id=\"9\"/></target></segment></unit>" +
                      kClose,
                  Form::Xliff),
      "6 error: there is no mark 9 in this text\n");
  EXPECT_EQ(
      problems_of(
          kOpen + "<unit id=\"a\"><segment><source>a</source><target><pc id=\"9\">b</pc></target></segment></unit>" +
              kClose,
          Form::Xliff),
      "4 error: <pc> stands for nothing in this text\n");
}

TEST_F(Formats, EntitiesAreNeitherFollowedNorOpened) {
  const std::string bomb =
      "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b "
      "\"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]>" +
      kOpen.substr(kOpen.find("<xliff")) +
      "<unit id=\"a\"><segment><source>a</source><target>&b;&c;</target></segment></unit>" + kClose;
  std::string problems;
  const Catalogue c = read(bomb, Form::Xliff, problems);
  ASSERT_EQ(c.units.size(), 1u) << problems;
  EXPECT_EQ(strings::braces(c.units[0].target_bits, strings::Shape::Text), "&b;&c;");
}

TEST_F(Formats, DeepAndLongFilesEnd) {
  std::string deep = kOpen;
  for (int i = 0; i < 200'000; ++i) deep += "<group id=\"g\">";
  EXPECT_NE(problems_of(deep, Form::Xliff), "");
  for (int i = 0; i < 200'000; ++i) deep += "</group>";
  EXPECT_EQ(problems_of(deep + kClose, Form::Xliff), "");
  std::string marks = kOpen + "<unit id=\"a\"><segment><source>a</source><target>";
  for (int i = 0; i < 100'000; ++i) marks += "<mrk id=\"m\">";
  marks += "b";
  for (int i = 0; i < 100'000; ++i) marks += "</mrk>";
  EXPECT_NE(problems_of(marks + "</target></segment></unit>" + kClose, Form::Xliff).find("stands for nothing"),
            std::string::npos);
  EXPECT_EQ(problems_of(std::string((64u << 20) + 1, 'a'), Form::Po), "0 error: the file is larger than 64 MB\n");
}

TEST_F(Formats, OtherEncodings) {
  const std::string text = "file,id,es-US,en-US\na.flow,title,Sí,Sí\n";
  std::string wide = "\xff\xfe";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool two = byte >= 0xc0;
    const unsigned c = two ? (byte & 0x1fu) << 6 | (static_cast<unsigned char>(text[i + 1]) & 0x3fu) : byte;
    if (two) ++i;
    wide += static_cast<char>(c & 0xff);
    wide += static_cast<char>(c >> 8);
  }
  std::string problems;
  const Catalogue c = read(wide, Form::Csv, problems);
  EXPECT_EQ(problems, "");
  ASSERT_EQ(c.units.size(), 1u);
  EXPECT_EQ(c.units[0].target, "Sí");
  const Catalogue latin =
      read("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + kOpen.substr(kOpen.find("<xliff")) +
               "<unit id=\"a\"><segment><source>a</source><target>S\xed</target></segment></unit>" + kClose,
           Form::Xliff, problems);
  ASSERT_EQ(latin.units.size(), 1u) << problems;
  EXPECT_EQ(strings::braces(latin.units[0].target_bits, strings::Shape::Text), "Sí");
  EXPECT_EQ(problems_of("msgid \"\"\nmsgstr \"S\xed\"\n", Form::Po),
            "2 error: here the file is not UTF-8: save it as UTF-8\n");
}

}  // namespace
}  // namespace guion::test
