/* A host in C11 that needs nothing but the runtime and memory of its caller: it plays a call with answers drawn from
 * the call's number and writes down what is told. With room for a snapshot it goes on from one, in other memory, at
 * every event. The proofs of this folder share it: threads, no allocation, flash. It must call no library. What events
 * and answers mean: docs/embedding.md. */
#ifndef GUION_TESTS_EMBED_HOST_H
#define GUION_TESTS_EMBED_HOST_H

#include <guion/guion.h>

enum { kHostEvents = 400, kHostValues = 16 };

typedef struct host {
  const guion_image* image;
  void* memory[2]; /* aligned to 8, `size` bytes each; the second is used with a snapshot only */
  size_t size;
  void* snapshot; /* null: the call is never written down */
  size_t snapshot_size;
  char* out; /* what was told, a line each */
  size_t capacity, used;
  uint32_t random;
  uint32_t saved,
      held; /* how often the call was written down, and how often it could not be because a secret was held */
} host;

static uint32_t host_below(host* h, uint32_t n) {
  h->random = h->random * 1664525u + 1013904223u;
  return (h->random >> 8) % n;
}

static void host_line_ends(host* h, size_t size) {
  h->used += size < h->capacity - h->used ? size : h->capacity - h->used;
  if (h->used < h->capacity) h->out[h->used++] = '\n';
}

static void host_tell(host* h, const guion_session* session, const guion_event* event) {
  size_t size = 0;
  uint32_t id;
  if (event->has_text && guion_text(session, h->out + h->used, h->capacity - h->used, &size) == GUION_OK)
    host_line_ends(h, size);
  for (uint32_t i = 0; i < event->options; ++i) {
    if (guion_option(session, i, &id, h->out + h->used, h->capacity - h->used, &size) == GUION_OK)
      host_line_ends(h, size);
  }
}

/* A value that fits most slots; one that does not is refused, and then answered in another way. */
static guion_value host_value(host* h, uint32_t slot) {
  static const char kDigits[] = "40000000000000025550";
  guion_value value = {0, "", 0};
  guion_slot_info info;
  if (guion_slot_describe(h->image, slot, &info) != GUION_OK) return value;
  value.number = info.min < 0 ? 0 : info.min;
  if (host_below(h, 3) == 0 && info.max - value.number > 0)
    value.number += host_below(h, info.max - value.number < 9999 ? (uint32_t)(info.max - value.number + 1) : 9999);
  if (info.type == GUION_TYPE_Window || info.type == GUION_TYPE_Cycle) value.number = ((int64_t)540 << 32) + 720;
  if (info.type == GUION_TYPE_Date) value.number = 20400;
  value.text = info.type == GUION_TYPE_Name ? "Ana Ríos" : info.type == GUION_TYPE_List ? "cable\ninternet\n" : kDigits;
  value.size = info.type == GUION_TYPE_Name ? 9 : info.type == GUION_TYPE_List ? 15 : 12;
  if (value.text == kDigits && (int64_t)value.size > info.max) value.size = (size_t)info.max;
  if (value.text == kDigits && (int64_t)value.size < info.min) value.size = (size_t)info.min;
  return value;
}

static guion_status host_give_all(host* h, guion_session* session) {
  guion_status status = GUION_OK;
  for (uint32_t slot = 0; status == GUION_OK && slot < guion_slot_count(h->image); ++slot) {
    guion_slot_info info;
    status = guion_slot_describe(h->image, slot, &info);
    if (status != GUION_OK || !info.from_system) continue;
    const guion_value value = host_value(h, slot);
    status = guion_give(session, slot, &value);
  }
  return status;
}

static guion_status host_answer(host* h, guion_session* session, const guion_event* event) {
  guion_value values[kHostValues];
  guion_answer answer = {GUION_ANSWER_DONE, 0, values, 0};
  uint32_t slot;
  size_t size;
  switch (event->kind) {
    case GUION_EVENT_ASK:
    case GUION_EVENT_RECORD:
      values[answer.count++] = host_value(h, event->slot);
      answer.kind = event->optional && host_below(h, 2) == 0 ? GUION_ANSWER_UNSAID : GUION_ANSWER_VALUE;
      if (answer.kind == GUION_ANSWER_UNSAID) answer.count = 0;
      break;
    case GUION_EVENT_JUDGE:
      answer.kind = host_below(h, 12) == 0 ? GUION_ANSWER_YES : GUION_ANSWER_NO;
      break;
    case GUION_EVENT_MENU:
      (void)guion_option(session, host_below(h, event->options), &answer.option, NULL, 0, &size);
      answer.kind = GUION_ANSWER_OPTION;
      break;
    case GUION_EVENT_VERIFY:
      answer.kind = host_below(h, 4) == 0 ? GUION_ANSWER_WRONG : GUION_ANSWER_PASSED;
      break;
    case GUION_EVENT_LOOKUP:
      for (; answer.count < kHostValues && guion_lookup_gives(session, (uint32_t)answer.count, &slot) == GUION_OK;)
        values[answer.count++] = host_value(h, slot);
      answer.kind = host_below(h, 8) == 0 ? GUION_ANSWER_FAILED : GUION_ANSWER_FIELDS;
      if (answer.kind == GUION_ANSWER_FAILED) answer.count = 0;
      break;
    case GUION_EVENT_SAY:
    case GUION_EVENT_NOTE:
    case GUION_EVENT_TRANSFER:
    case GUION_EVENT_END:
      break;
  }
  const guion_status status = guion_answer_event(session, event->token, &answer);
  if (status == GUION_OK || event->kind != GUION_EVENT_LOOKUP) return status;
  answer.kind = GUION_ANSWER_FAILED;
  answer.count = 0;
  return guion_answer_event(session, event->token, &answer);
}

/* The call leaves its memory and goes on in the other one. */
static guion_status host_move(host* h, guion_session** session) {
  size_t size = 0;
  const guion_status status = guion_save(*session, NULL, h->snapshot, h->snapshot_size, &size);
  if (status == GUION_SECRET_HELD) return ++h->held, GUION_OK;
  if (status != GUION_OK) return status;
  ++h->saved;
  void* other = h->memory[1];
  h->memory[1] = h->memory[0];
  h->memory[0] = other;
  for (size_t i = 0; i < h->size; ++i)
    ((unsigned char*)h->memory[1])[i] = 0xa5; /* nothing of the old one is read again */
  return guion_restore(h->image, NULL, NULL, h->snapshot, size, other, h->size, session);
}

/* Plays call number `call` to its end; after kHostEvents the customer hangs up. */
static guion_status host_play(host* h, uint64_t call) {
  const guion_session_options options = {call, (uint32_t)call, 0, 0, 0};
  guion_session* session = NULL;
  guion_event event;
  h->random = (uint32_t)call * 2654435761u;
  guion_status status = guion_session_start(h->image, &options, h->memory[0], h->size, &session);
  if (status == GUION_OK) status = host_give_all(h, session);
  for (int i = 0; status == GUION_OK && i <= 2 * kHostEvents; ++i) {
    status = guion_next(session, 10 * 3600, &event);
    if (status == GUION_CALL_OVER) return GUION_OK; /* transferred */
    if (status != GUION_OK) return status;
    host_tell(h, session, &event);
    if (h->snapshot != NULL) status = host_move(h, &session);
    if (event.kind == GUION_EVENT_END) return status;
    if (status != GUION_OK) return status;
    if (i == kHostEvents) {
      status = guion_hangup(session);
      continue;
    }
    status = host_answer(h, session, &event);
    if (status == GUION_OUT_OF_RANGE || status == GUION_TEXT_FULL)
      status = GUION_OK; /* asked again, with another value */
  }
  return status;
}

#endif
