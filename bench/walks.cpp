// Plays the call of the bench, or opens its image, some times and nothing else: what bench/callgrind.sh counts the
// instructions of. Its work is that of guion_bench's walks; the functions that are counted have names of their own.
#include <fmt/format.h>

#include <string_view>

#include "driver/compile.hpp"
#include "generate.hpp"
#include "play.hpp"

namespace guion::bench {

/// Counted: `times` calls. Gives the lines spoken.
[[gnu::noinline]] unsigned counted_walks(Player& player, unsigned times) {
  unsigned lines = 0;
  for (unsigned i = 0; i < times; ++i) lines += player.walk(i + 1, nullptr);
  return lines;
}

/// Counted: `times` loads with their verification. Gives how many were refused.
[[gnu::noinline]] unsigned counted_loads(const guion_policy& policy, const std::vector<std::uint8_t>& bytes,
                                         unsigned times) {
  unsigned refused = 0;
  guion_image image{};
  for (unsigned i = 0; i < times; ++i) {
    if (guion_image_open(&image, &policy, bytes.data(), bytes.size(), nullptr) != GUION_OK) ++refused;
  }
  return refused;
}

static int run(unsigned times) {
  const CallTexts call = make_call();
  MemorySources sources;
  sources.put("llamada.flow", call.flow);
  sources.put("empresa_de_cable.flow", call.protocol);
  const Compilation made = compile("llamada.flow", sources, {{}, false, true});
  const Compilation stripped = compile("llamada.flow", sources, {{}, true, true});
  guion_policy policy{};
  guion_image image{};
  if (guion_policy_open(&policy, made.policy.data(), made.policy.size(), nullptr) != GUION_OK) return 1;
  if (guion_image_open(&image, &policy, made.image.data(), made.image.size(), nullptr) != GUION_OK) return 1;
  Player player{&image, call.variables};
  const unsigned lines = counted_walks(player, times);
  if (counted_loads(policy, stripped.image, times) != 0) return 1;
  fmt::print("{}\n", lines);  // callgrind.sh reads it
  return lines == 0 ? 1 : 0;
}

}  // namespace guion::bench

int main() { return guion::bench::run(100); }
