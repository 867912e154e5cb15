// See proof.hpp.
#include "proof.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "analysis/analysis.hpp"
#include "cfg/build.hpp"
#include "driver/compile.hpp"
#include "measure.hpp"
#include "prove/prove.hpp"
#include "sema/sema.hpp"

namespace guion::bench {
namespace {

namespace fs = std::filesystem;

fs::path packs_of(const std::string& source_folder) { return fs::path{source_folder} / "flows/protocolos/normas"; }

}  // namespace

MemorySources with_packs(const std::string& source_folder, const BigTexts& texts) {
  MemorySources sources;
  const fs::path packs = packs_of(source_folder);
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator{packs}) {
    if (entry.is_regular_file())
      sources.put("normas/" + entry.path().lexically_relative(packs).generic_string(),
                  read_text(entry.path().string()));
  }
  sources.put("grande_normas.flow", texts.protocol);
  sources.put("grande.flow", texts.flow);
  return sources;
}

Checked check_texts(const std::string& source_folder, const BigTexts& texts, int runs, int whole_runs) {
  MemorySources sources = with_packs(source_folder, texts);
  Checked out;
  out.lines = texts.lines;
  diag::Emitter heads;
  const sema::Program program = sema::analyse("grande.flow", sources, {}, heads);
  const cfg::Graph graph = cfg::build(program);
  out.errors = heads.has_errors() ? 1 : 0;
  out.checks = least_seconds(runs, [&] {
    diag::Emitter emitter;
    const analysis::Result states = analysis::check(program, graph, emitter);
    const prove::Result proof = prove::prove(program, graph, states, {}, emitter);
    out.properties = proof.judgements.size();
    out.states = proof.states;
    out.calls = proof.violations.size();
    if (emitter.has_errors()) ++out.errors;
  });
  CompileOptions options;
  options.emit = false;
  if (whole_runs != 0) {
    out.whole = least_seconds(whole_runs, [&] { static_cast<void>(compile("grande.flow", sources, options)); });
  }
  return out;
}

std::vector<std::string> write_many(const std::string& source_folder, const std::string& folder, unsigned count,
                                    std::size_t lines) {
  fs::create_directories(folder);
  fs::copy(packs_of(source_folder), fs::path{folder} / "normas", fs::copy_options::recursive);
  std::vector<std::string> files;
  for (unsigned i = 0; i < count; ++i) {
    const BigTexts texts = make_big_with_packs(lines, 100 + i);
    if (i == 0) write_text((fs::path{folder} / "grande_normas.flow").string(), texts.protocol);
    files.push_back((fs::path{folder} / fmt::format("flujo_{}.flow", i)).string());
    write_text(files.back(), texts.flow);
  }
  return files;
}

}  // namespace guion::bench
