/* The smallest host, to see how much of the runtime a program takes along that opens a policy and an image and plays a
 * call; with GUION_HOST_SNAPSHOTS one that also saves and restores it. Linked without any library and never run: the
 * bench reads its size. What a host is to do: docs/embedding.md. */
#include <guion/guion.h>

void* memcpy(void* to, const void* from, size_t size) {
  for (size_t i = 0; i < size; ++i) ((volatile char*)to)[i] = ((const char*)from)[i];
  return to;
}
void* memmove(void* to, const void* from, size_t size) {
  if ((char*)to < (const char*)from) return memcpy(to, from, size);
  while (size-- != 0) ((volatile char*)to)[size] = ((const char*)from)[size];
  return to;
}
void* memset(void* to, int byte, size_t size) {
  for (size_t i = 0; i < size; ++i) ((volatile char*)to)[i] = (char)byte;
  return to;
}
int memcmp(const void* a, const void* b, size_t size) {
  for (size_t i = 0; i < size; ++i)
    if (((const volatile unsigned char*)a)[i] != ((const unsigned char*)b)[i])
      return ((const unsigned char*)a)[i] - ((const unsigned char*)b)[i];
  return 0;
}

/* Bytes from flash, answers from a person, texts to a speaker. */
struct device {
  const void *policy, *image;
  size_t policy_size, image_size;
  uint64_t* memory;
  size_t memory_size;
  void (*say)(const char* text, size_t size);
  void (*ask)(const guion_event* event, guion_value* values, guion_answer* answer);
  guion_value* given;
};
extern struct device device;
struct device device;

static guion_status play(guion_session* session) {
  static guion_value values[16];
  static char text[512];
  guion_event event;
  guion_status status;
  while ((status = guion_next(session, 0, &event)) == GUION_OK && event.kind != GUION_EVENT_END) {
    guion_answer answer = {GUION_ANSWER_DONE, 0, values, 0};
    size_t size;
    if (event.has_text && guion_text(session, text, sizeof text, &size) == GUION_OK) device.say(text, size);
    for (uint32_t i = 0, id; i < event.options; ++i)
      if (guion_option(session, i, &id, text, sizeof text, &size) == GUION_OK) device.say(text, size);
    for (uint32_t slot; guion_lookup_gives(session, (uint32_t)answer.count, &slot) == GUION_OK;) ++answer.count;
    device.ask(&event, values, &answer);
    if ((status = guion_answer_event(session, event.token, &answer)) != GUION_OK) break;
#ifdef GUION_HOST_SNAPSHOTS
    if (guion_next(session, 0, &event) == GUION_OK) guion_save(session, NULL, text, sizeof text, &size);
#endif
  }
  return status;
}

int host(void);
int host(void) {
  static guion_policy policy;
  static guion_image image;
  guion_session* session;
  guion_load_error error;
  if (guion_policy_open(&policy, device.policy, device.policy_size, &error) != GUION_OK) return 1;
  if (guion_image_open(&image, &policy, device.image, device.image_size, &error) != GUION_OK) return 1;
  if (guion_session_size(&image, NULL) > device.memory_size) return 1;
#ifdef GUION_HOST_SNAPSHOTS
  if (guion_restore(&image, NULL, NULL, device.given, 64, device.memory, device.memory_size, &session) == GUION_OK)
    return play(session) != GUION_OK;
#endif
  if (guion_session_start(&image, NULL, device.memory, device.memory_size, &session) != GUION_OK) return 1;
  for (uint32_t slot = 0; slot < guion_slot_count(&image); ++slot)
    if (guion_give(session, slot, &device.given[slot]) == GUION_STALE_TOKEN) return 1;
  return play(session) != GUION_OK;
}
