// From the opaque blocks of guion.h to the views in them.
#pragma once

#include "guion/guion.h"
#include "vm/session.hpp"

namespace guion::capi {

static_assert(sizeof(image::PolicyView) <= sizeof(guion_policy));
static_assert(sizeof(image::ImageView) <= sizeof(guion_image));
static_assert(alignof(image::ImageView) <= alignof(uint64_t) && alignof(image::PolicyView) <= alignof(uint64_t));

[[nodiscard]] inline image::PolicyView& view(guion_policy* p) {
  return *reinterpret_cast<image::PolicyView*>(p->opaque);
}
[[nodiscard]] inline image::ImageView& view(guion_image* p) { return *reinterpret_cast<image::ImageView*>(p->opaque); }
/// The view of an open policy or image; null for null or one that was not opened.
[[nodiscard]] inline const image::PolicyView* opened(const guion_policy* p) {
  if (p == nullptr) return nullptr;
  const auto* v = reinterpret_cast<const image::PolicyView*>(p->opaque);
  return v->magic == image::kOpenPolicy ? v : nullptr;
}
[[nodiscard]] inline const image::ImageView* opened(const guion_image* p) {
  if (p == nullptr) return nullptr;
  const auto* v = reinterpret_cast<const image::ImageView*>(p->opaque);
  return v->magic == image::kOpenImage ? v : nullptr;
}
[[nodiscard]] inline uint32_t capacity_of(const guion_session_options* o) {
  return o == nullptr || o->text_capacity == 0 ? 512 : o->text_capacity;
}
/// Whether `memory` can hold a session.
[[nodiscard]] inline guion_status check_memory(const image::ImageView& image, const guion_session_options* options,
                                               const void* memory, size_t size) {
  if (memory == nullptr || reinterpret_cast<uintptr_t>(memory) % 8 != 0) return GUION_BAD_ARGUMENT;
  if (capacity_of(options) >= vm::kConstantText) return GUION_BAD_ARGUMENT;
  return size < vm::session_size(image, capacity_of(options)) ? GUION_NO_MEMORY : GUION_OK;
}
/// A session in checked memory with its image and settings; its state is still to come.
[[nodiscard]] inline vm::Session& settle(const image::ImageView& image, const guion_session_options* options,
                                         void* memory) {
  auto& s = *static_cast<vm::Session*>(memory);
  s.image = &image;
  s.call_mix = vm::mix(options == nullptr ? 0 : options->call_id);
  s.seed = options == nullptr ? 0 : options->seed;
  s.language = 0;
  s.step_limit = options == nullptr || options->step_limit == 0 ? 1000000 : options->step_limit;
  s.text_capacity = capacity_of(options);
  return s;
}
[[nodiscard]] inline guion_string string_of(image::Text t) { return {t.data, t.size}; }

}  // namespace guion::capi
