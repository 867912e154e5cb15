// Any bytes as an image or a policy: the loader refuses them, or the interpreter plays them without a trap. A random
// change would seldom pass the checksum, so the input is a list of edits of a good image and the header is made good
// again.
//   'I' / 'P'  edits of the image / the policy, 4 bytes each: offset (2, little-endian), what (set, xor, insert,
//   delete), byte 'R'        the rest is the image itself, with the good policy        anything else: an image without
//   a policy, as it is
#include <cstddef>
#include <string>

#include "driver/compile.hpp"
#include "fuzz/mutate.hpp"
#include "fuzz/play.hpp"
#include "lower/disassemble.hpp"
#include "support/fixture.hpp"

namespace {

using guion::fuzz::Bytes;
using guion::fuzz::edit;
using guion::fuzz::repair;
constexpr std::uint32_t kSteps = 10'000;

const guion::Compilation& good() {
  static const guion::Compilation made = [] {
    guion::MemorySources sources;
    sources.put(std::string{guion::test::kProtocolPath}, std::string{guion::test::kProtocol});
    sources.put(std::string{guion::test::kFlowPath}, std::string{guion::test::kFlow});
    return guion::compile(std::string{guion::test::kFlowPath}, sources);
  }();
  guion::fuzz::demand(made.ok && !made.image.empty(), "the fixture does not compile");
  return made;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const char what = static_cast<char>(data[0]);
  Bytes policy = good().policy, image = good().image;
  if (what == 'I') {
    edit(image, data + 1, size - 1);
  } else if (what == 'P') {
    edit(policy, data + 1, size - 1);
    repair(policy);
  } else {
    image.assign(data + 1, data + size);
    if (what != 'R') policy.clear();
  }
  if (what == 'I' || what == 'P' || what == 'R') repair(image, &policy);
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    if (!guion::fuzz::play(policy, image, seed, kSteps)) break;
  }
  (void)guion::disassemble(image, policy);
  return 0;
}
