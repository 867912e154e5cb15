// Snapshots of guion.h: checks of arguments and memory. The work is in vm/snapshot.hpp.
#include "vm/snapshot.hpp"

#include "capi/handles.hpp"
#include "vm/answer.hpp"

namespace {

using guion::capi::opened;
using guion::image::ImageView;
using guion::vm::Session;
using guion::vm::Snapshot;
namespace capi = guion::capi;
namespace vm = guion::vm;

bool overlap(const void* a, size_t a_size, const void* b, size_t b_size) {
  const auto x = reinterpret_cast<uintptr_t>(a), y = reinterpret_cast<uintptr_t>(b);
  return x < y + b_size && y < x + a_size;
}

}  // namespace

extern "C" {

guion_status guion_save(const guion_session* session, const guion_seal* seal, void* buffer, size_t capacity,
                        size_t* needed) {
  const bool no_buffer = buffer == nullptr && capacity != 0;
  if (session == nullptr || no_buffer || (seal != nullptr && seal->sign == nullptr)) return GUION_BAD_ARGUMENT;
  size_t size = 0;
  const guion_status status =
      vm::write_snapshot(*static_cast<const Session*>(session), seal, static_cast<uint8_t*>(buffer), capacity, size);
  if (needed != nullptr) *needed = size;
  return status;
}

size_t guion_snapshot_limit(const guion_image* image, const guion_session_options* options) {
  const ImageView* v = opened(image);
  return v == nullptr ? 0 : vm::snapshot_limit(*v, capi::capacity_of(options));
}

guion_status guion_snapshot_image(const void* snapshot, size_t size, uint8_t build_id[32]) {
  if (snapshot == nullptr || build_id == nullptr) return GUION_BAD_ARGUMENT;
  const auto* bytes = static_cast<const uint8_t*>(snapshot);
  if (!vm::has_snapshot_head(bytes, size)) return GUION_BAD_SNAPSHOT;
  __builtin_memcpy(build_id, bytes + vm::kAtBuildId, guion::image::kIdSize);
  return GUION_OK;
}

guion_status guion_restore(const guion_image* image, const guion_session_options* options, const guion_seal* seal,
                           const void* snapshot, size_t size, void* memory, size_t memory_size, guion_session** out) {
  const ImageView* v = opened(image);
  if (v == nullptr || out == nullptr) return GUION_BAD_ARGUMENT;
  if (const guion_status status = capi::check_memory(*v, options, memory, memory_size); status != GUION_OK)
    return status;
  if (snapshot != nullptr && overlap(snapshot, size, memory, memory_size)) return GUION_BAD_ARGUMENT;
  Snapshot s;
  guion_status status = vm::parse_snapshot(snapshot, size, seal, s);
  if (status == GUION_OK) status = vm::check_snapshot(*v, s, capi::capacity_of(options));
  if (status != GUION_OK) return status;
  Session& session = capi::settle(*v, options, memory);
  vm::apply_snapshot(session, s);
  *out = &session;
  return GUION_OK;
}

guion_status guion_correct(guion_session* session, const guion_seal* seal, const void* snapshot, size_t size) {
  if (session == nullptr) return GUION_BAD_ARGUMENT;
  auto& s = *static_cast<Session*>(session);
  if (vm::aliases(s, snapshot, size)) return GUION_BAD_ARGUMENT;
  Snapshot to;
  const guion_status status = vm::parse_snapshot(snapshot, size, seal, to);
  return status == GUION_OK ? vm::correct(s, to) : status;
}

}  // extern "C"
