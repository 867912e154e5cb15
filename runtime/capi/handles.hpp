// From the opaque blocks of guion.h to the views in them.
#pragma once

#include "guion/guion.h"
#include "image/view.hpp"

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
[[nodiscard]] inline guion_string string_of(image::Text t) { return {t.data, t.size}; }

}  // namespace guion::capi
