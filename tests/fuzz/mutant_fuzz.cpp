// Bytes as an image whose checksum is true: what loads is played twice, side by side, and may only differ where the
// policy lets it (monitor.hpp). libFuzzer changes images as one who knows their form would (mutate.hpp). The first byte
// of an input chooses the policy.
#include <cstdlib>
#include <cstring>

#include "fuzz/bases.hpp"
#include "fuzz/monitor.hpp"
#include "fuzz/play.hpp"
#include "image/format.hpp"

namespace {

using guion::fuzz::Base;
using guion::fuzz::Bytes;
using guion::fuzz::demand;

const std::vector<Base>& bases() {
  static const std::vector<Base> all = [] {
    std::vector<Base> out = guion::fuzz::written_bases();
    for (auto& b : guion::fuzz::reference_bases(GUION_SOURCE_DIR)) out.push_back(std::move(b));
    for (auto& b : guion::fuzz::random_bases(1, 24)) out.push_back(std::move(b));
    out.push_back(guion::fuzz::pairs_base());  // behind the others: the first byte of old inputs keeps its meaning
    demand(out.size() > 3, "the good images do not compile");
    return out;
  }();
  return all;
}

/// What libFuzzer cannot know: how often images load, and what they did. Printed at the end.
struct Figures {
  unsigned long long images = 0, loaded = 0, calls = 0, events = 0, gated = 0, hung_up = 0, closings = 0, restored = 0;
  ~Figures() {
    std::fprintf(stderr,
                 "%llu images, %llu loaded; %llu calls, %llu events, %llu times a gated value was said; %llu hung up, "
                 "%llu look-ups without a customer; %llu times restored\n",
                 images, loaded, calls, events, gated, hung_up, closings, restored);
  }
} figures;

void play(const guion_image& image, const guion_policy& policy, std::uint64_t seed) {
  for (const auto pair : {guion::fuzz::Pair::Gate, guion::fuzz::Pair::Gate, guion::fuzz::Pair::Hole}) {
    const guion::fuzz::Watched w = guion::fuzz::watch(image, &policy, pair, seed++, 60);
    ++figures.calls;
    figures.events += w.events;
    figures.gated += w.gated_said;
    figures.hung_up += w.hung_up ? 1 : 0;
    figures.closings += w.closings;
    figures.restored += w.restored;
    demand(w.broken.empty(), w.broken.c_str());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const Bytes& law = bases()[data[0] % bases().size()].policy;
  Bytes bytes(data + 1, data + size);
  guion::fuzz::repair(bytes, &law);
  guion_policy policy{};
  guion_image image{};
  guion_load_error error{};
  demand(guion_policy_open(&policy, law.data(), law.size(), &error) == GUION_OK, "a good policy is refused");
  ++figures.images;
  if (guion_image_open(&image, &policy, bytes.data(), bytes.size(), &error) != GUION_OK) return 0;
  ++figures.loaded;
  play(image, policy, size * 31U + bytes.back());
  return 0;
}

/// One in eight begins with a good image again, so that the flows that are too long to be kept in the corpus are
/// changed too.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed) {
  guion::fuzz::Dice dice{seed};
  const bool fresh = size < 2 || dice.once_in(8);
  const auto chosen = fresh ? dice.below(bases().size()) : data[0] % bases().size();
  const Base& base = bases()[chosen];
  Bytes old = fresh ? base.image : Bytes(data + 1, data + size);
  guion::fuzz::repair(old, &base.policy);
  const Bytes made = guion::fuzz::mutant_of(old, base.policy, dice).image;
  if (made.size() + 1 > most) return size;
  data[0] = static_cast<std::uint8_t>(chosen);
  std::memcpy(data + 1, made.data(), made.size());
  return made.size() + 1;
}
