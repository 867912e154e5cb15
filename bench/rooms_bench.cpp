// Where the time of a compilation goes: the rooms one after the other on «big», in processor time, the best of some
// rounds. Usage: rooms_bench [LINES [ROUNDS]]. It runs the rooms in the order of driver/compile.cpp.
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "analysis/analysis.hpp"
#include "cfg/build.hpp"
#include "driver/compile.hpp"
#include "generate.hpp"
#include "guion/guion.h"
#include "lower/lower.hpp"
#include "measure.hpp"
#include "parse/parse.hpp"
#include "sema/sema.hpp"
#include "spanish/read.hpp"

namespace guion::bench {
namespace {

struct Room {
  const char* name;
  double best = 1e9;
};

/// Processor seconds of some work, kept if they are the least so far.
template <class Work>
auto timed(Room& room, Work work) {
  const double begin = cpu_seconds();
  auto result = work();
  room.best = std::min(room.best, cpu_seconds() - begin);
  return result;
}

struct Rooms {
  Room parse{"parse"}, sema{"sema, parse included"}, cfg{"graph"}, analysis{"analysis"}, lower{"lower"},
      encode{"encode"}, reading{"reading the Spanish"}, load{"load and verify"}, whole{"whole compile"};
};

void round(Rooms& rooms, const std::string& text, MemorySources& sources, bool strip) {
  diag::Emitter emitter;
  static_cast<void>(timed(rooms.parse, [&] { return parse::parse(text, 0, emitter); }));
  const auto program = timed(rooms.sema, [&] { return sema::analyse("grande.flow", sources, {}, emitter); });
  const auto graph = timed(rooms.cfg, [&] { return cfg::build(program); });
  const auto states = timed(rooms.analysis, [&] { return analysis::check(program, graph, emitter); });
  const std::size_t findings = timed(rooms.reading, [&] {
    diag::Emitter found;
    spanish::read(program, {}, found);
    return found.all().size();
  });
  if (findings != 0) std::printf("%zu findings in the texts\n", findings);
  const auto policy = assembly::encode(lower::lower_policy(program));
  auto module = timed(rooms.lower, [&] { return lower::lower(program, graph, states, nullptr, !strip); });
  module.policy_id = assembly::build_id(policy);
  const auto image = timed(rooms.encode, [&] { return assembly::encode(std::move(module), {strip}); });
  const guion_status status = timed(rooms.load, [&] {
    guion_policy law;
    guion_image opened;
    guion_load_error error{};
    const guion_status open = guion_policy_open(&law, policy.data(), policy.size(), &error);
    return open != GUION_OK ? open : guion_image_open(&opened, &law, image.data(), image.size(), &error);
  });
  if (status != GUION_OK || emitter.has_errors()) std::printf("the image does not load\n");
}

void print(const Room& room, double lines) {
  std::printf("%-22s %8.2f ms %8.2f M lines/s\n", room.name, room.best * 1e3, lines / room.best / 1e6);
}

}  // namespace
}  // namespace guion::bench

int main(int argc, char** argv) {
  using namespace guion;
  const std::size_t lines = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 100000;
  const int rounds = argc > 2 ? std::atoi(argv[2]) : 5;
  const bool strip = true;
  const bench::BigTexts big = bench::make_big(lines);
  MemorySources sources;
  sources.put("grande.flow", big.flow);
  sources.put("grande_base.flow", big.protocol);
  bench::Rooms rooms;
  for (int i = 0; i < rounds; ++i) {
    const Compilation made = bench::timed(rooms.whole, [&] {
      return compile("grande.flow", sources, {{}, strip, true});
    });
    if (!made.ok) std::printf("%zu messages\n", made.diagnostics.size());
  }
  for (int i = 0; i < rounds; ++i) bench::round(rooms, big.flow, sources, strip);
  const auto count = static_cast<double>(big.lines);
  for (const bench::Room* room : {&rooms.parse, &rooms.sema, &rooms.cfg, &rooms.analysis, &rooms.reading, &rooms.lower, &rooms.encode,
                                  &rooms.load, &rooms.whole}) {
    bench::print(*room, count);
  }
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  std::printf("peak memory, texts included: %.1f MB\n", static_cast<double>(used.ru_maxrss) / 1024);
  return 0;
}
