// Any bytes as a scripted call: its reader never crashes, every problem has a line of the file, and what can be read is
// rehearsed on a small flow to an end or a failure that names a line.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "driver/compile.hpp"
#include "fuzz/play.hpp"
#include "scenario/scripted.hpp"
#include "support/fixture.hpp"

namespace {

using guion::fuzz::demand;

const guion::scenario::Flow& flow() {
  static const std::unique_ptr<guion::scenario::Flow> opened = [] {
    guion::MemorySources sources;
    sources.put(std::string{guion::test::kProtocolPath}, std::string{guion::test::kProtocol});
    sources.put(std::string{guion::test::kFlowPath}, std::string{guion::test::kFlow});
    auto made = guion::compile(std::string{guion::test::kFlowPath}, sources);
    guion::Message error;
    return guion::scenario::Flow::open(std::move(made.image), std::move(made.policy), error);
  }();
  demand(opened != nullptr, "the fixture does not open");
  return *opened;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  std::uint32_t lines = 1;
  for (const char c : text) lines += c == '\n' ? 1 : 0;
  std::vector<guion::scenario::Problem> problems;
  const auto script = guion::scenario::read_script(text, problems);
  for (const auto& p : problems) {
    demand(p.line >= 1 && p.line <= lines, "a problem outside of the file");
    demand(!p.message.en.empty() && !p.message.es.empty(), "a problem without words");
  }
  if (!problems.empty()) return 0;
  const auto played = guion::scenario::rehearse(flow(), script);
  for (const auto& f : played.failures) demand(f.line <= lines, "a failure outside of the file");
  demand(!played.failures.empty() || played.transcript.ends_with('\n'), "a transcript without an end");
  return 0;
}
