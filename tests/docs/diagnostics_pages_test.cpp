// Every row of diagnostics.def has a page, docs/diagnostics/G0101.md …, and its examples do what the page says: what
// stands under «Así falla» gives the code, what stands under «Así se corrige» gives no error. What no page can show is
// made here (kMade) or excused with a reason (kExcused). Knows the form of a page, nothing of what it says; the form:
//   # G0101 Name · the text · a paragraph «*English:* …» · ## Así falla · ```flow blocks · ## Así se corrige · blocks
// Each block begins with «# archivo: NAME»; the second section keeps the files of the first which it does not repeat.
// The index of the pages, docs/diagnostics/README.md, names every row once and in order, each in its block.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "driver/compile.hpp"

namespace guion::test {
namespace {

namespace fs = std::filesystem;
using diag::Code;

struct File {
  std::string name, text;
};
using Files = std::vector<File>;

// ---- what no page can show
// -------------------------------------------------------------------------------------------

/// A source that is there and cannot be read, or is not there.
class StubbornSources : public Sources {
 public:
  explicit StubbornSources(ReadStatus status) : status_(status) {}
  ReadStatus read(const std::string&, std::string&) override { return status_; }

 private:
  ReadStatus status_;
};

std::set<Code> codes_of(const std::vector<diag::Diagnostic>& diagnostics) {
  std::set<Code> codes;
  for (const diag::Diagnostic& d : diagnostics) codes.insert(d.code);
  return codes;
}

std::set<Code> unread(ReadStatus status) {
  StubbornSources sources{status};
  return codes_of(compile("ejemplo.flow", sources).diagnostics);
}

/// The codes of a library with one part that says something, `line` among its lines.
std::set<Code> with_line(const std::string& line) {
  MemorySources sources;
  sources.put("ejemplo.flow", "biblioteca ejemplo, guion 1\nparte despedida\n" + line + "\n  di Gracias.\n");
  return codes_of(compile("ejemplo.flow", sources).diagnostics);
}

std::string repeated(int count, const std::string& before, const std::string& after) {
  std::string text;
  for (int i = 0; i < count; ++i) text += before + std::to_string(i) + after;
  return text;
}

const std::string kLaw =
    "protocolo base, guion 1\nnivel titular\nmétodo pin da titular, 1 intento\nfinal resuelto, normal\n"
    "etapa única, obligatoria\n";

std::set<Code> flow_of(const std::string& declarations, const std::string& lines) {
  MemorySources sources;
  sources.put("base.flow", kLaw);
  sources.put("ejemplo.flow",
              "flujo ejemplo, guion 1\nsigue base\n" + declarations + "etapa única\n" + lines + "  termina resuelto\n");
  return codes_of(compile("ejemplo.flow", sources).diagnostics);
}

std::set<Code> nested_conditions() {
  std::string lines, indent = "  ";
  for (int i = 0; i < 40; ++i, indent += "  ") lines += indent + "si activo\n";
  return with_line(lines + indent + "nada");
}

std::set<Code> many_files() {
  MemorySources sources;
  std::string root = "biblioteca ejemplo, guion 1\n";
  for (int i = 0; i < 1024; ++i) {
    const std::string name = "l" + std::to_string(i);
    root += "usa " + name + "\n";
    sources.put(name + ".flow", "biblioteca " + name + ", guion 1\n");
  }
  sources.put("ejemplo.flow", root);
  return codes_of(compile("ejemplo.flow", sources).diagnostics);
}

std::set<Code> many_values() {
  MemorySources sources;
  sources.put("ejemplo.flow", "biblioteca ejemplo, guion 1\ntipo canal_de_tv\n" + repeated(256, "  - c", ": Canal\n"));
  return codes_of(compile("ejemplo.flow", sources).diagnostics);
}

std::set<Code> many_classes() {
  MemorySources sources;
  sources.put("ejemplo.flow", kLaw + repeated(33, "clase c", " exige titular\n"));
  return codes_of(compile("ejemplo.flow", sources).diagnostics);
}

std::set<Code> many_slots() {
  return flow_of(repeated(1025, "dato d", ": cuenta, del sistema\n"), repeated(1025, "  di {d", "}\n"));
}

std::set<Code> many_parts() {
  return flow_of(repeated(256, "parte p", "\n  di Gracias.\n"), repeated(256, "  haz p", "\n"));
}

std::set<Code> many_tries() {
  return flow_of(
      "", repeated(256, "  verifica titular\n    con pin, 1 intento: ¿Su PIN ", "?\n    si falla\n      nada\n"));
}

std::set<Code> many_pairs() {
  std::string law = kLaw;
  for (int i = 0; i < 9; ++i) {
    const std::string n = std::to_string(i);
    law += "servicio abre" + n + ", actúa\nservicio cierra" + n + ", actúa\nregla r" + n + ": solicita abre" + n +
           " y solicita cierra" + n + " en pareja\n";
  }
  MemorySources sources;
  sources.put("ejemplo.flow", law);
  return codes_of(compile("ejemplo.flow", sources).diagnostics);
}

std::set<Code> long_condition() {
  std::string line = "  si activo";
  for (int i = 0; i < 64; ++i) line += " y activo";
  return with_line(line + "\n    nada");
}

/// A code whose «Así falla» is made here: its page holds no block there and says how it comes about.
struct Made {
  Code code;
  std::set<Code> (*found)();
};

constexpr Made kMade[] = {
    // Bytes that a page either cannot hold or would not show.
    {Code::InvalidUtf8,
     [] {
       return with_line(
           "  di Hasta ma\xF1"
           "ana.");
     }},
    {Code::BidiControl, [] { return with_line("  di Hasta\u202E mañana."); }},
    {Code::ZeroWidth, [] { return with_line("  di Hasta\u200B mañana."); }},
    {Code::ControlCharacter, [] { return with_line("  di Hasta\x07 mañana."); }},
    {Code::TabCharacter, [] { return with_line("\tdi Hasta mañana."); }},
    {Code::NoBreakSpace, [] { return with_line("\u00A0 di Hasta mañana."); }},
    {Code::NotComposed, [] { return with_line("  di Hasta man\u0303ana."); }},
    // Files that are not there or cannot be read.
    {Code::FileNotFound, [] { return unread(ReadStatus::NotFound); }},
    {Code::FileIsFolder, [] { return unread(ReadStatus::IsDirectory); }},
    {Code::FileUnreadable, [] { return unread(ReadStatus::Unreadable); }},
    // More than a page has room for.
    {Code::TooDeep, nested_conditions},
    {Code::TooManyClasses, many_classes},
    {Code::TooManyCounters, many_tries},
    {Code::TooManyFiles, many_files},
    {Code::TooManyValues, many_values},
    {Code::SpokenTextTooLong, [] { return flow_of("", "  di " + std::string(8193, 'a') + "\n"); }},
    {Code::TooManySlots, many_slots},
    {Code::TooManyPairs, many_pairs},
    {Code::TooManyOfAKind,
     [] {
       MemorySources sources;
       sources.put("ejemplo.flow", kLaw + repeated(65536, "área a", ": Área\n"));
       return codes_of(compile("ejemplo.flow", sources).diagnostics);
     }},
    {Code::TooManyParts, many_parts},
    {Code::TooManyItems,
     [] { return with_line("  menú ¿Qué canal desea?\n" + repeated(33, "    - Canal ", "\n      nada\n")); }},
    {Code::ConditionTooLong, long_condition},
};

/// A code whose «Así falla» is not tried at all, and why.
struct Excused {
  Code code;
  const char* reason;
};

constexpr Excused kExcused[] = {
    {Code::FileTooLarge, "takes a file of a gibibyte"},
    {Code::EveryItemGuarded, "retired: G0434 decides it on paths"},
    {Code::NotLoadable, "takes a fault of the compiler; tests/lower/image_test.cpp damages an image for it"},
};

// ---- pages
// -----------------------------------------------------------------------------------------------------------

std::string read(const fs::path& path) {
  std::ifstream in{path, std::ios::binary};
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

const std::string kFailing = "Así falla", kMended = "Así se corrige", kFileMark = "# archivo: ";

struct Page {
  std::string title;
  bool english = false;            ///< has a paragraph in English before the examples
  std::string text;                ///< what stands before the examples, without the title
  std::vector<std::string> heads;  ///< of its sections, in order
  std::map<std::string, Files> blocks;
  std::vector<std::string> flaws;  ///< of its form
};

/// Takes up the block that has just been closed.
void close_block(Page& page, const std::string& language, const std::string& body) {
  const std::string section = page.heads.empty() ? "" : page.heads.back();
  if (language != "flow") page.flaws.push_back("a block of «" + language + "» instead of «flow»");
  if (!body.starts_with(kFileMark)) return page.flaws.push_back("a block does not begin with «" + kFileMark + "»");
  const std::size_t end = body.find('\n');
  page.blocks[section].push_back({body.substr(kFileMark.size(), end - kFileMark.size()), body});
}

Page parse_page(const std::string& text) {
  Page page;
  std::istringstream lines{text};
  std::getline(lines, page.title);
  std::string language, body;
  bool inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("```")) {
      if (inside) close_block(page, language, body);
      inside = !inside;
      language = line.substr(3);
      body.clear();
    } else if (inside) {
      body += line + "\n";
    } else if (line.starts_with("## ")) {
      page.heads.push_back(line.substr(3));
    } else if (page.heads.empty()) {
      page.english = page.english || line.starts_with("*English:*");
      page.text += line + "\n";
    }
  }
  if (inside) page.flaws.emplace_back("a block is not closed");
  return page;
}

bool is_flow(const std::string& text) {
  std::istringstream lines{text};
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line.starts_with('#')) continue;
    return line.starts_with("flujo ") || line.starts_with("flow ");
  }
  return false;
}

/// Units: days since 1970-01-01.
std::int64_t days(int year, unsigned month, unsigned day) {
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
  return std::chrono::sys_days{date}.time_since_epoch().count();
}

/// A dictionary that knows every word but one.
class AllButOne : public Dictionary {
 public:
  bool knows(const std::string& word) override { return word != "facutra" && word != "Facutra"; }
  std::vector<std::string> suggest(const std::string&) override { return {"factura"}; }
};

/// The settings under which the example of a code is compiled: those of guion.toml, or the day, which its page speaks
/// of.
CompileOptions options_for(Code code) {
  static AllButOne dictionary;
  CompileOptions options;
  if (code == Code::Misspelled) options.reading.dictionary = &dictionary;
  if (code == Code::LocaleNotAgreed) options.locales = {"es-US"};
  if (code == Code::RegisterNotAgreed) options.address = "usted";
  if (code == Code::WaiverExpired) options.today = days(2026, 7, 1);
  if (code >= Code::TranslationDiffers && code <= Code::TranslationUntouched)
    options.translation = "en-US/ejemplo.flow";
  return options;
}

/// What compiling an example finds: its own files first, then those of the section before which it does not repeat.
std::vector<diag::Diagnostic> found_in(Code code, const Files& own, const Files& inherited) {
  Files all = own;
  for (const File& file : inherited) {
    if (std::none_of(own.begin(), own.end(), [&](const File& f) { return f.name == file.name; })) all.push_back(file);
  }
  MemorySources sources;
  for (const File& file : all) sources.put(file.name, file.text);
  const auto flow = std::find_if(all.begin(), all.end(), [](const File& f) { return is_flow(f.text); });
  return compile(flow == all.end() ? own.back().name : flow->name, sources, options_for(code)).diagnostics;
}

std::string listed(const std::vector<diag::Diagnostic>& diagnostics) {
  std::string text;
  for (const diag::Diagnostic& d : diagnostics)
    text += (text.empty() ? "" : "; ") + diag::code_text(d.code) + " " + d.es;
  return text.empty() ? "nothing" : text;
}

const Made* made(Code code) {
  const auto* at = std::find_if(std::begin(kMade), std::end(kMade), [&](const Made& m) { return m.code == code; });
  return at == std::end(kMade) ? nullptr : at;
}

bool excused(Code code) {
  return std::any_of(std::begin(kExcused), std::end(kExcused), [&](const Excused& e) { return e.code == code; });
}

/// What is wrong with «Así falla»; empty if it fails as it should.
std::string failing_flaw(const diag::Row& row, const Files& files) {
  const Made* const maker = made(row.code);
  if (maker != nullptr && !files.empty()) return "«Así falla» has blocks, and its example is made in the test";
  if (maker != nullptr) return maker->found().contains(row.code) ? "" : "the example made in the test does not give it";
  if (files.empty()) return excused(row.code) ? "" : "«Así falla» has no block";
  const auto found = found_in(row.code, files, {});
  const bool gives = codes_of(found).contains(row.code);
  if (excused(row.code)) return gives ? "«Así falla» gives it: it needs no excuse" : "";
  return gives ? "" : "«Así falla» gives " + listed(found);
}

/// What is wrong with «Así se corrige».
std::string mended_flaw(const diag::Row& row, const Files& files, const Files& inherited) {
  if (files.empty()) return made(row.code) != nullptr || excused(row.code) ? "" : "«Así se corrige» has no block";
  const auto found = found_in(row.code, files, inherited);
  const bool clean = std::none_of(found.begin(), found.end(), [&](const diag::Diagnostic& d) {
    return d.severity == diag::Severity::Error || d.code == row.code;
  });
  return clean ? "" : "«Así se corrige» gives " + listed(found);
}

std::vector<std::string> flaws_of(const diag::Row& row, const std::string& text) {
  const Page page = parse_page(text);
  std::vector<std::string> flaws = page.flaws;
  const std::string title = "# " + diag::code_text(row.code) + " " + std::string{row.name};
  if (page.title != title) flaws.push_back("its first line is not «" + title + "»");
  if (!page.english) flaws.emplace_back("no paragraph begins with «*English:*»");
  if (page.text.find(row.es) != std::string::npos) flaws.emplace_back("repeats the message word for word");
  if (page.heads != std::vector<std::string>{kFailing, kMended})
    flaws.push_back("its sections are not «" + kFailing + "» and «" + kMended + "»");
  if (!flaws.empty()) return flaws;
  const auto files = [&](const std::string& head) {
    const auto at = page.blocks.find(head);
    return at == page.blocks.end() ? Files{} : at->second;
  };
  for (const std::string& flaw :
       {failing_flaw(row, files(kFailing)), mended_flaw(row, files(kMended), files(kFailing))}) {
    if (!flaw.empty()) flaws.push_back(flaw);
  }
  return flaws;
}

TEST(DiagnosticsPages, EveryRowHasItsPageAndItsExamplesHold) {
  const fs::path folder = fs::path{GUION_SOURCE_DIR} / "docs/diagnostics";
  std::string complaints;
  std::set<std::string> names;
  for (const diag::Row& row : diag::rows()) {
    const std::string name = diag::code_text(row.code) + ".md";
    names.insert(name);
    if (!fs::exists(folder / name)) {
      complaints += "\n" + name + " (" + std::string{row.name} + "): no page";
      continue;
    }
    for (const std::string& flaw : flaws_of(row, read(folder / name))) complaints += "\n" + name + ": " + flaw;
  }
  for (const auto& entry : fs::directory_iterator{folder}) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("G") && !names.contains(name))
      complaints += "\n" + name + ": no row of the table has this code";
  }
  EXPECT_TRUE(complaints.empty()) << complaints;
}

// What the pages pass, a page with each flaw must not.
TEST(DiagnosticsPages, FlawsAreFound) {
  const std::string head = "# G0101 UnknownKeyword\n\nTexto.\n\n*English:* Text.\n\n## Así falla\n\n```flow\n";
  const std::string bad = "# archivo: a.flow\nbiblioteca prueba, guion 1\nparte hola\n  hola mundo\n```\n";
  const std::string middle = "\n## Así se corrige\n\n```flow\n";
  const std::string good = "# archivo: a.flow\nbiblioteca prueba, guion 1\nparte hola\n  di Hola.\n```\n";
  const diag::Row& row = diag::row(Code::UnknownKeyword);
  const auto count = [&](const std::string& text) { return flaws_of(row, text).size(); };
  EXPECT_EQ(flaws_of(row, head + bad + middle + good), std::vector<std::string>{});
  EXPECT_EQ(count(head + good + middle + good), 1U);
  EXPECT_EQ(count(head + bad + middle + bad), 1U);
  EXPECT_EQ(count(head + bad), 1U);
  EXPECT_EQ(count("# G0101 Otro\n" + head.substr(head.find('\n') + 1) + bad + middle + good), 1U);
  EXPECT_EQ(count(head + bad.substr(bad.find('\n') + 1) + middle + good), 1U);
  EXPECT_EQ(flaws_of(diag::row(Code::TabCharacter),
                     "# G0116 TabCharacter\n\n*English:* Text.\n\n## Así falla\n\n```flow\n" + bad + middle + good)
                .size(),
            1U);
}

// ---- index
// -----------------------------------------------------------------------------------------------------------

/// What is wrong with the index: a line a row, «- [G0101](G0101.md) Name: phrase», under the head of its block, «## 01
/// …».
std::string index_flaws(const std::string& text) {
  std::string flaws, block;
  const auto& rows = diag::rows();
  std::size_t next = 0;
  std::istringstream lines{text};
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("## ")) block = line.substr(3, 2);
    if (!line.starts_with("- ")) continue;
    if (next == rows.size()) return flaws + "\n«" + line + "»: behind the last row";
    const diag::Row& row = rows[next++];
    const std::string code = diag::code_text(row.code);
    const std::string start = "- [" + code + "](" + code + ".md) " + std::string{row.name} + ": ";
    if (!line.starts_with(start)) return flaws + "\n«" + line + "»: it should begin with «" + start + "»";
    if (line.size() == start.size()) flaws += "\n" + code + ": no phrase";
    if (block != code.substr(1, 2)) flaws += "\n" + code + ": under the head «" + block + "»";
  }
  if (next < rows.size()) flaws += "\nit ends before " + diag::code_text(rows[next].code);
  return flaws;
}

TEST(DiagnosticsPages, IndexNamesEveryRowOnceInOrder) {
  EXPECT_EQ(index_flaws(read(fs::path{GUION_SOURCE_DIR} / "docs/diagnostics/README.md")), "");
}

// A line taken out, doubled, moved to another block or left without its phrase is seen.
TEST(DiagnosticsPages, IndexFlawsAreFound) {
  const std::string index = read(fs::path{GUION_SOURCE_DIR} / "docs/diagnostics/README.md");
  const std::size_t line = index.find("- [G0102]"), end = index.find('\n', line) + 1;
  const std::size_t phrase = index.find(": ", line) + 2, head = index.find("## 02");
  ASSERT_LT(end, index.size());
  ASSERT_LT(phrase, end);
  const auto with = [&](std::size_t from, std::size_t to, const std::string& put) {
    return index_flaws(index.substr(0, from) + put + index.substr(to));
  };
  EXPECT_NE(with(line, end, ""), "");
  EXPECT_NE(with(end, end, index.substr(line, end - line)), "");
  EXPECT_NE(with(phrase, end - 1, ""), "");
  EXPECT_NE(with(head, head + 5, "## 03"), "");
  EXPECT_NE(index_flaws(index.substr(0, index.rfind("- ["))), "");
}

}  // namespace
}  // namespace guion::test
