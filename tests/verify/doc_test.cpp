// The table of instructions in docs/bytecode.md is that of opcodes.def, and each instruction has its rule.
#include <fstream>
#include <iterator>

#include "verify/support.hpp"

namespace guion::test {
namespace {

std::string read(const std::string& path) {
  std::ifstream in(std::string(GUION_SOURCE_DIR) + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Doc, TheTableOfInstructionsIsThatOfTheDef) {
  const std::string doc = read("/docs/bytecode.md");
  std::string table =
      "<!-- opcodes -->\n| code | instruction | operands | flags | what it does |\n|---|---|---|---|---|\n";
  const auto code_of = [](unsigned code) {
    return std::string("0x") + "0123456789abcdef"[code >> 4] + "0123456789abcdef"[code & 15];
  };
#define OPCODE(name, code, mnemonic, operands, flags, sentence)                           \
  table += "| " + code_of(code) + " | `" mnemonic "` | " +                                \
           (*operands == 0 ? std::string() : std::string("`") + operands + "`") + " | " + \
           (std::string(#flags) == "0" ? "" : #flags) + " | " sentence " |\n";
#include "image/opcodes.def"
#undef OPCODE
  EXPECT_NE(doc.find(table + "<!-- end -->"), std::string::npos) << table;
}

TEST(Doc, EachInstructionHasItsRule) {
  const std::string doc = read("/docs/bytecode.md");
  const std::string rules = doc.substr(doc.find("## What the loader proves"));
#define OPCODE(name, code, mnemonic, operands, flags, sentence) \
  EXPECT_NE(rules.find("\n| `" mnemonic "` | "), std::string::npos) << mnemonic;
#include "image/opcodes.def"
#undef OPCODE
}

TEST(Doc, TheExampleAssemblesAndLoads) {
  const std::string doc = read("/docs/bytecode.md");
  const auto begin = doc.find("```\nflow ") + 4;
  const auto a = assembly::assemble(doc.substr(begin, doc.find("```", begin) - begin));
  ASSERT_TRUE(a.ok()) << a.error_line << ": " << a.error;
  auto module = a.module;
  module.policy_id = assembly::build_id(policy_bytes());
  module.locale = "es-US";
  EXPECT_EQ(Loaded(assembly::encode(module)).reason(), "None");
}

}  // namespace
}  // namespace guion::test
