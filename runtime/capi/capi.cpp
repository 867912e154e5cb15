// Policies and images of guion.h: opening, describing, naming. Status codes only; the work is in verify/ and image/.
#include "capi/handles.hpp"
#include "image/locales.hpp"
#include "verify/verify.hpp"

namespace {

using guion::capi::opened;
using guion::capi::string_of;
using guion::capi::view;
namespace image = guion::image;

guion_status status_of(const image::Fault& fault, guion_load_error* error) {
  if (error != nullptr) *error = {static_cast<uint32_t>(fault.reason), fault.offset};
  if (!fault.raised()) return GUION_OK;
  return fault.reason == image::LoadReason::WrongPolicy ? GUION_WRONG_POLICY : GUION_BAD_IMAGE;
}

/// Where a kind of name begins among those of a policy.
enum class Names { Levels, Methods, Classes, Slots, Services, Areas, AreaLabels, Outcomes };
guion_string policy_name(const guion_policy* policy, Names kind, uint32_t index) {
  const image::PolicyView* p = opened(policy);
  if (p == nullptr) return {"", 0};
  const uint32_t counts[] = {p->levels, p->methods, p->classes, p->slots, p->services, p->areas, p->areas, p->outcomes};
  uint32_t first = 0;
  for (unsigned k = 0; k < static_cast<unsigned>(kind); ++k) first += counts[k];
  if (index >= counts[static_cast<unsigned>(kind)]) return {"", 0};
  return string_of(p->name(first + index));
}

uint32_t first_value_name(const image::ImageView& v, uint32_t enumeration) {
  uint32_t at = 2 + v.slots;
  for (uint32_t e = 0; e < enumeration; ++e) at += v.enum_values(e);
  return at;
}

}  // namespace

extern "C" {

guion_status guion_policy_open(guion_policy* policy, const void* bytes, size_t size, guion_load_error* error) {
  if (policy == nullptr || (bytes == nullptr && size != 0)) return GUION_BAD_ARGUMENT;
  *policy = {};
  image::Fault fault;
  image::PolicyView opening;
  if (guion::verify::open_policy(static_cast<const uint8_t*>(bytes), size, opening, fault)) view(policy) = opening;
  return status_of(fault, error);
}

guion_status guion_image_open(guion_image* img, const guion_policy* policy, const void* bytes, size_t size,
                              guion_load_error* error) {
  if (img == nullptr || (bytes == nullptr && size != 0)) return GUION_BAD_ARGUMENT;
  *img = {};
  const image::PolicyView* p = opened(policy);
  if (policy != nullptr && p == nullptr) return GUION_BAD_ARGUMENT;
  image::Fault fault;
  image::ImageView opening;
  if (guion::verify::open_image(static_cast<const uint8_t*>(bytes), size, p, opening, fault)) view(img) = opening;
  return status_of(fault, error);
}

uint32_t guion_image_steps(const guion_image* img) {
  const image::ImageView* v = opened(img);
  return v == nullptr ? 0 : v->most_steps;
}

guion_string guion_image_title(const guion_image* img) {
  const image::ImageView* v = opened(img);
  return v == nullptr ? guion_string{"", 0} : string_of(v->title(0));
}

uint32_t guion_image_languages(const guion_image* img) {
  const image::ImageView* v = opened(img);
  return v == nullptr ? 0 : v->languages();
}

guion_status guion_image_language(const guion_image* img, uint32_t language, guion_string* tag, guion_string* title) {
  const image::ImageView* v = opened(img);
  if (v == nullptr || language >= v->languages()) return GUION_BAD_ARGUMENT;
  if (tag != nullptr) *tag = {image::kLocales[v->locales[language]].tag, 5};
  if (title != nullptr) *title = string_of(v->title(language));
  return GUION_OK;
}

void guion_image_build_id(const guion_image* img, uint8_t out[32]) {
  const image::ImageView* v = opened(img);
  if (out == nullptr) return;
  if (v == nullptr) {
    __builtin_memset(out, 0, image::kIdSize);
  } else {
    __builtin_memcpy(out, v->base + image::kAtBuildId, image::kIdSize);
  }
}

uint32_t guion_slot_count(const guion_image* img) {
  const image::ImageView* v = opened(img);
  return v == nullptr ? 0 : v->slots;
}

guion_status guion_slot_describe(const guion_image* img, uint32_t slot, guion_slot_info* out) {
  const image::ImageView* v = opened(img);
  if (v == nullptr || out == nullptr || slot >= v->slots) return GUION_BAD_ARGUMENT;
  const image::SlotView s = v->slot(slot);
  *out = {};
  out->name = string_of(v->name(2 + slot));
  out->type = static_cast<guion_type>(s.type);
  out->min = s.range.min;
  out->max = s.range.max;
  __builtin_memcpy(out->currency, s.currency, sizeof out->currency);
  if (s.type == image::Type::Money)
    out->decimals = static_cast<uint8_t>(image::currency_decimals(image::currency_code(s.currency)));
  out->constant = (s.flags & image::kSlotValue) != 0;
  out->from_system = (s.flags & image::kSlotSystem) != 0 && out->constant == 0;
  if (s.type == image::Type::Enum) out->values = static_cast<uint8_t>(v->enum_values(s.enumeration));
  out->secret = v->policy != nullptr && (s.classes & v->policy->never_said) != 0;
  return GUION_OK;
}

guion_status guion_enum_value(const guion_image* img, uint32_t slot, uint32_t index, guion_string* name,
                              guion_string* label) {
  const guion_status status = guion_enum_label(img, 0, slot, index, label);
  const image::ImageView* v = opened(img);
  if (status == GUION_OK && name != nullptr)
    *name = string_of(v->name(first_value_name(*v, v->slot(slot).enumeration) + index));
  return status;
}

guion_status guion_enum_label(const guion_image* img, uint32_t language, uint32_t slot, uint32_t index,
                              guion_string* label) {
  const image::ImageView* v = opened(img);
  if (v == nullptr || slot >= v->slots || language >= v->languages()) return GUION_BAD_ARGUMENT;
  const image::SlotView s = v->slot(slot);
  if (s.type != image::Type::Enum || index >= v->enum_values(s.enumeration)) return GUION_BAD_ARGUMENT;
  if (label != nullptr) *label = string_of(v->enum_value(s.enumeration, index, language).label);
  return GUION_OK;
}

guion_string guion_stage_name(const guion_image* img, uint32_t stage) {
  const image::ImageView* v = opened(img);
  if (v == nullptr || stage >= v->stages) return {"", 0};
  return string_of(v->name(first_value_name(*v, v->enums) + stage));
}

guion_string guion_place(const guion_image* img, uint32_t position) {
  const image::ImageView* v = opened(img);
  const uint8_t* p = v == nullptr ? nullptr : v->place_record(position);
  return p == nullptr ? guion_string{"", 0} : string_of(image::take_text(p));
}
guion_string guion_line_id(const guion_image* img, uint32_t position, uint32_t* line) {
  const image::ImageView* v = opened(img);
  const uint8_t* p = v == nullptr ? nullptr : v->place_record(position);
  if (p == nullptr) return {"", 0};
  (void)image::take_text(p);
  const guion_string id = string_of(image::take_text(p));
  if (line != nullptr) *line = image::take_number(p);
  return id;
}

guion_string guion_level_name(const guion_policy* policy, uint32_t level) {
  return policy_name(policy, Names::Levels, level);
}
guion_string guion_method_name(const guion_policy* policy, uint32_t method) {
  return policy_name(policy, Names::Methods, method);
}
guion_string guion_service_name(const guion_policy* policy, uint32_t service) {
  return policy_name(policy, Names::Services, service);
}
guion_string guion_area_name(const guion_policy* policy, uint32_t area) {
  return policy_name(policy, Names::Areas, area);
}
guion_string guion_area_label(const guion_policy* policy, uint32_t area) {
  return policy_name(policy, Names::AreaLabels, area);
}
guion_string guion_outcome_name(const guion_policy* policy, uint32_t outcome) {
  return policy_name(policy, Names::Outcomes, outcome);
}

int guion_outcome_is_normal(const guion_policy* policy, uint32_t outcome) {
  const image::PolicyView* p = opened(policy);
  return p != nullptr && outcome < p->outcomes && p->outcome_normal(outcome) ? 1 : 0;
}

}  // extern "C"
