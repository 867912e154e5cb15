// Any bytes as a file: the parser gives a sound tree, the printer prints it, and a file without errors reads the same
// after printing. The entry of libFuzzer; replay.cpp runs it over the corpus as an ordinary test.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "diag/render.hpp"
#include "format/format.hpp"
#include "syntax/support.hpp"

namespace {

void demand(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "parse_fuzz: %s\n", what);
  std::abort();
}

void check_tree(const guion::ast::Tree& tree) {
  std::uint32_t last_end = 0;
  for (guion::LineId i = 0; i < tree.lines.size(); ++i) {
    const guion::ast::Line& line = tree.lines[i];
    demand(last_end <= line.begin && line.begin <= line.end && line.end <= tree.text.size(), "a line leaves the text");
    demand(line.parts <= line.parts_end && line.parts_end <= tree.parts.size(), "parts leave their vector");
    demand(line.block_end > i && line.block_end <= tree.lines.size() && line.depth <= 32, "a block does not nest");
    for (const guion::ast::Part& part : tree.parts_of(i)) {
      demand(line.begin <= part.begin && part.begin <= part.end && part.end <= line.end, "a part leaves its line");
    }
    last_end = line.end;
  }
}

void check_printing(const guion::ast::Tree& tree, std::size_t width) {
  const std::string printed = guion::format::print(tree, {std::nullopt, width});
  const auto again = guion::test::read(printed);
  demand(guion::test::dump(again.tree) == guion::test::dump(tree), "printing changed the tree");
  demand(guion::format::print(again.tree, {std::nullopt, width}) == printed, "printing twice changed the text");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto file = guion::test::read(text);
  check_tree(file.tree);
  bool errors = false;
  guion::diag::Renderer renderer{{{"f.flow", file.tree.text}}, {}};
  for (const auto& d : file.diagnostics) {
    errors = errors || d.severity == guion::diag::Severity::Error;
    demand(d.span.begin <= d.span.end && d.span.end <= file.tree.text.size(), "a message points outside of the text");
    demand(!renderer.render(d).empty(), "a message without text");
  }
  for (const guion::Tongue tongue : {guion::Tongue::En, guion::Tongue::Es})
    (void)guion::format::print(file.tree, {tongue, 80});
  if (errors) return 0;
  check_printing(file.tree, 120);
  check_printing(file.tree, 20);
  return 0;
}
