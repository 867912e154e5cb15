// Move tables of guion.h: checks of arguments and memory. The work is in vm/moves.hpp.
#include "capi/handles.hpp"
#include "vm/moves.hpp"

namespace {

using guion::capi::opened;
using guion::image::ImageView;
using guion::vm::MovesView;
namespace capi = guion::capi;
namespace image = guion::image;
namespace vm = guion::vm;

static_assert(sizeof(MovesView) <= sizeof(guion_moves) && alignof(MovesView) <= alignof(guion_moves));

const MovesView* opened(const guion_moves* m) {
  if (m == nullptr) return nullptr;
  const auto* v = reinterpret_cast<const MovesView*>(m->opaque);
  return v->magic == vm::kOpenMoves ? v : nullptr;
}

bool overlap(const void* a, size_t a_size, const void* b, size_t b_size) {
  const auto x = reinterpret_cast<uintptr_t>(a), y = reinterpret_cast<uintptr_t>(b);
  return x < y + b_size && y < x + a_size;
}

}  // namespace

extern "C" {

guion_status guion_moves_open(guion_moves* moves, const guion_image* to, const void* bytes, size_t size,
                              guion_load_error* error) {
  if (error != nullptr) *error = {0, 0};
  if (moves == nullptr) return GUION_BAD_ARGUMENT;
  auto& v = *reinterpret_cast<MovesView*>(moves->opaque);
  v.magic = 0;
  const ImageView* target = opened(to);
  if (target == nullptr || (bytes == nullptr && size != 0)) return GUION_BAD_ARGUMENT;
  image::Fault fault;
  const guion_status status = vm::open_moves(bytes, size, *target, v, fault);
  if (error != nullptr) *error = {static_cast<uint32_t>(fault.reason), fault.offset};
  return status;
}

guion_status guion_moves_from(const guion_moves* moves, uint8_t build_id[32]) {
  const MovesView* v = opened(moves);
  if (v == nullptr || build_id == nullptr) return GUION_BAD_ARGUMENT;
  __builtin_memcpy(build_id, v->base + image::kAtMovesFrom, image::kIdSize);
  return GUION_OK;
}

guion_status guion_migrate(const guion_moves* moves, const guion_image* from, const guion_session_options* options,
                           const guion_seal* seal, const void* snapshot, size_t size, void* memory, size_t memory_size,
                           guion_session** out) {
  const MovesView* v = opened(moves);
  const ImageView* old = opened(from);
  if (v == nullptr || out == nullptr || (from != nullptr && old == nullptr)) return GUION_BAD_ARGUMENT;
  guion_status status = capi::check_memory(*v->to, options, memory, memory_size);
  if (status != GUION_OK) return status;
  if (snapshot != nullptr && overlap(snapshot, size, memory, memory_size)) return GUION_BAD_ARGUMENT;
  vm::Snapshot s;
  status = vm::parse_snapshot(snapshot, size, seal, s);
  if (status == GUION_OK && old != nullptr) status = vm::check_snapshot(*old, s, capi::capacity_of(options));
  if (status != GUION_OK) return status;
  vm::Session& session = capi::settle(*v->to, options, memory);
  status = vm::migrate(*v, old, s, session);
  if (status == GUION_OK) *out = &session;
  return status;
}

}  // extern "C"
