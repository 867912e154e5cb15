// What fuzz targets share: a demand that aborts, bytes edited as the input says, and a call played with answers drawn
// from a number, legal and illegal.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "guion/guion.h"

namespace guion::fuzz {

/// Aborts with `what` unless it holds: how a target tells libFuzzer and the replay that something is wrong.
inline void demand(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

/// Edits `bytes`, four bytes of `data` an edit: its place, what it does (put, flip, insert, erase), with which byte.
void edit(std::vector<std::uint8_t>& bytes, const std::uint8_t* data, std::size_t size);

/// Whether the runtime takes image and policy; if it does, plays one call. Demands that a loaded image never traps:
/// every status is one that guion.h names for the function, and a refused answer changes nothing. `steps`: the step
/// limit, which only an image that no compiler made may meet.
bool play(const std::vector<std::uint8_t>& policy, const std::vector<std::uint8_t>& image, std::uint64_t seed,
          std::uint32_t steps);

/// Plays a call on from where it is, with the same demands.
void play_on(const guion_image& image, const guion_policy* policy, guion_session* session, std::uint64_t seed);

}  // namespace guion::fuzz
