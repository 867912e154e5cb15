/* guion.h: the embedding interface of the Guion runtime, in C11. A complete program that plays a call at a terminal:
 *
 * @example
 *   #include <guion/guion.h>
 *   #include <stdio.h>
 *   #include <stdlib.h>
 *   #include <string.h>
 *
 *   static void* read_file(const char* path, size_t* size) {
 *     FILE* file = fopen(path, "rb");
 *     void* bytes = malloc(1 << 20);
 *     *size = file != NULL && bytes != NULL ? fread(bytes, 1, 1 << 20, file) : 0;
 *     if (file != NULL) fclose(file);
 *     return bytes;
 *   }
 *
 *   // One line of input as the value of a slot. The text stays in `line`.
 *   static guion_value read_value(const guion_image* image, uint32_t slot, char* line, int size) {
 *     guion_slot_info info;
 *     guion_value value = {0, line, 0};
 *     if (guion_slot_describe(image, slot, &info) != GUION_OK) return value;
 *     printf("  %.*s? ", (int)info.name.size, info.name.data);
 *     if (fgets(line, size, stdin) == NULL) exit(1);
 *     value.size = strcspn(line, "\n");
 *     value.number = strtoll(line, NULL, 10);
 *     return value;
 *   }
 *
 *   static void show_options(const guion_session* session, uint32_t count) {
 *     char label[512];
 *     for (uint32_t i = 0; i < count; ++i) {
 *       uint32_t id;
 *       size_t size;
 *       if (guion_option(session, i, &id, label, sizeof label, &size) == GUION_OK) printf("  %u %.*s\n", id, (int)size, label);
 *     }
 *   }
 *
 *   int main(int argc, char** argv) {
 *     if (argc != 3) return 2;
 *     guion_policy policy;
 *     guion_image image;
 *     guion_load_error error = {0, 0};
 *     size_t size;
 *     void* law = read_file(argv[1], &size);
 *     guion_status status = guion_policy_open(&policy, law, size, &error);
 *     void* script = read_file(argv[2], &size);
 *     if (status == GUION_OK) status = guion_image_open(&image, &policy, script, size, &error);
 *     if (status != GUION_OK) return fprintf(stderr, "%s\n", guion_load_error_text(error.reason)), 1;
 *
 *     // The memory of the call is ours: a pool, a database row, the stack.
 *     guion_session_options options = {.call_id = 1};
 *     size = guion_session_size(&image, &options);
 *     void* memory = malloc(size);
 *     guion_session* session;
 *     status = guion_session_start(&image, &options, memory, size, &session);
 *
 *     char line[512], text[4096];
 *     for (uint32_t slot = 0; status == GUION_OK && slot < guion_slot_count(&image); ++slot) {
 *       guion_slot_info info;
 *       if (guion_slot_describe(&image, slot, &info) != GUION_OK || !info.from_system) continue;
 *       guion_value value = read_value(&image, slot, line, sizeof line);
 *       status = guion_give(session, slot, &value);
 *     }
 *     guion_event event;
 *     while (status == GUION_OK && (status = guion_next(session, 10 * 3600, &event)) == GUION_OK && event.kind != GUION_EVENT_END) {
 *       guion_value values[8] = {{0, NULL, 0}};
 *       static char lines[8][512];
 *       guion_answer answer = {GUION_ANSWER_DONE, 0, values, 0};
 *       if (guion_text(session, text, sizeof text, &size) == GUION_OK && size != 0) printf("%.*s\n", (int)size, text);
 *       switch (event.kind) {
 *         case GUION_EVENT_ASK:
 *         case GUION_EVENT_RECORD:
 *           values[answer.count++] = read_value(&image, event.slot, lines[0], sizeof lines[0]);
 *           answer.kind = GUION_ANSWER_VALUE;
 *           break;
 *         case GUION_EVENT_MENU:
 *           show_options(session, event.options);
 *           if (fgets(line, sizeof line, stdin) == NULL) return 1;
 *           answer.option = (uint32_t)strtoul(line, NULL, 10);
 *           answer.kind = GUION_ANSWER_OPTION;
 *           break;
 *         case GUION_EVENT_LOOKUP:
 *           for (uint32_t slot; answer.count < 8 && guion_lookup_gives(session, (uint32_t)answer.count, &slot) == GUION_OK; ++answer.count)
 *             values[answer.count] = read_value(&image, slot, lines[answer.count], sizeof lines[0]);
 *           answer.kind = GUION_ANSWER_FIELDS;
 *           break;
 *         case GUION_EVENT_JUDGE: answer.kind = GUION_ANSWER_YES; break;
 *         case GUION_EVENT_VERIFY: answer.kind = GUION_ANSWER_PASSED; break;
 *         default: break;
 *       }
 *       status = guion_answer_event(session, event.token, &answer);
 *       if (status == GUION_OUT_OF_RANGE || status == GUION_NO_OPTION) status = GUION_OK;  // nothing changed: it is asked again
 *     }
 *     if (status == GUION_CALL_OVER) status = GUION_OK;  // handed over to another department
 *     if (status != GUION_OK) fprintf(stderr, "%s\n", guion_status_text(status));
 *     free(memory);
 *     free(script);
 *     free(law);
 *     return status == GUION_OK ? 0 : 1;
 *   }
 * @end
 *
 * Pull model: guion_next() gives the pending event, guion_answer_event() answers it with its token, and so on until an event of kind
 * GUION_EVENT_END or a transfer that went through. Every function returns a status; none throws, prints, allocates or keeps time.
 * A null session or image is GUION_BAD_ARGUMENT, never a crash.
 */
#ifndef GUION_H
#define GUION_H

#include <stddef.h>
#include <stdint.h>

#include "guion/version.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum guion_status {
  GUION_OK = 0,
  GUION_BAD_ARGUMENT,   /* a null pointer, a misaligned or too small block of memory */
  GUION_BAD_IMAGE,      /* see guion_load_error */
  GUION_WRONG_POLICY,   /* the image was compiled against another policy */
  GUION_NO_MEMORY,      /* the block given for the object is too small */
  GUION_STALE_TOKEN,    /* the token is of an event already answered, or of none */
  GUION_WRONG_ANSWER,   /* this kind of answer does not fit the event */
  GUION_OUT_OF_RANGE,   /* the value is outside the declared range of its slot, or not of its form */
  GUION_NO_OPTION,      /* no option with this id is offered */
  GUION_TEXT_FULL,      /* the session's text store cannot hold the value */
  GUION_BUFFER_TOO_SMALL, /* the text did not fit; the size needed was written */
  GUION_MISSING_VALUE,  /* a slot that the system fills was not given before the first event */
  GUION_CALL_OVER,      /* the call has ended */
  GUION_STEP_LIMIT      /* more steps to the next event than the budget; cannot happen with an image that the compiler made */
} guion_status;

/* A sentence for a status, in English; never null. */
const char* guion_status_text(guion_status status);

/* Why an image or policy was refused, and at which byte of it. `reason` is a row of runtime/image/load_errors.def. */
typedef struct guion_load_error {
  uint32_t reason;
  uint32_t offset;
} guion_load_error;
const char* guion_load_error_name(uint32_t reason); /* "ChecksumMismatch" */
const char* guion_load_error_text(uint32_t reason); /* one sentence */

/* ---- policy and image: immutable views over bytes that the caller keeps alive; any number of threads may share them ---------------- */

typedef struct guion_policy { uint64_t opaque[24]; } guion_policy;
typedef struct guion_image { uint64_t opaque[40]; } guion_image;

guion_status guion_policy_open(guion_policy* policy, const void* bytes, size_t size, guion_load_error* error);
/* Checks every byte against `policy`, which must outlive the image and stay where it is. Policy may be null only for a flow that follows no
 * protocol. On failure the object is unusable but harmless: every function says GUION_BAD_ARGUMENT to it. Cost: one pass, no allocation. */
guion_status guion_image_open(guion_image* image, const guion_policy* policy, const void* bytes, size_t size, guion_load_error* error);

typedef struct guion_string { const char* data; size_t size; } guion_string; /* UTF-8, not zero-terminated */

guion_string guion_image_title(const guion_image* image);
void guion_image_build_id(const guion_image* image, uint8_t out[32]);

/* Slots by number. Names are empty in a stripped image. */
typedef enum guion_type {
#define TYPE(name, code, mnemonic, numeric, sentence) GUION_TYPE_##name = code,
#include "guion/types.def"
#undef TYPE
  GUION_TYPE_COUNT_ /* how many there are */
} guion_type;
typedef struct guion_slot_info {
  guion_string name;
  guion_type type;
  int64_t min, max;      /* of a number, or of the bytes of a text */
  char currency[4];      /* money; else empty */
  uint8_t decimals;      /* of the currency */
  uint8_t from_system;   /* the host must give it before the first event */
  uint8_t constant;
  uint8_t values;        /* of an enumeration: how many; else 0 */
  uint8_t secret;        /* of a class that is never said: hosts neither show nor log it */
} guion_slot_info;
uint32_t guion_slot_count(const guion_image* image);
guion_status guion_slot_describe(const guion_image* image, uint32_t slot, guion_slot_info* out);
/* Value `index` of an enumeration slot: the name that scripts use (empty if stripped) and the label to show. */
guion_status guion_enum_value(const guion_image* image, uint32_t slot, uint32_t index, guion_string* name, guion_string* label);

/* ---- session: one call; belongs to one thread at a time -------------------------------------------------------------------------- */

typedef struct guion_session guion_session; /* lives in the caller's memory */

typedef struct guion_session_options {
  uint64_t call_id;       /* makes tokens differ between calls; the host's own number */
  uint32_t seed;          /* which of several wordings is said; 0: always the first that applies */
  uint32_t text_capacity; /* bytes for the texts that fill slots; 0: 512 */
  uint32_t step_limit;    /* instructions between two events; 0: 1,000,000 */
} guion_session_options;

size_t guion_session_size(const guion_image* image, const guion_session_options* options);
/* Aligned to 8. `options` may be null. */
guion_status guion_session_start(const guion_image* image, const guion_session_options* options, void* memory, size_t size, guion_session** out);

typedef enum guion_event_kind {
  GUION_EVENT_SAY = 1, /* the customer hears the text */
  GUION_EVENT_NOTE,    /* the agent reads the text */
  GUION_EVENT_ASK,     /* the text is asked; answer: a value for `slot` */
  GUION_EVENT_RECORD,  /* the agent fills `slot`; if `optional`, GUION_ANSWER_UNSAID is allowed */
  GUION_EVENT_JUDGE,   /* the agent decides: yes or no */
  GUION_EVENT_MENU,    /* answer: an option */
  GUION_EVENT_VERIFY,  /* answer: passed, wrong or lacking */
  GUION_EVENT_LOOKUP,  /* answer: fields or failed. The token is the idempotency key */
  GUION_EVENT_TRANSFER,/* answer: done (it went through: the call is over), failed if `can_fail`, returned if `can_return` */
  GUION_EVENT_END      /* the call is over; nothing to answer */
} guion_event_kind;

/* One event. Texts are asked for with guion_text(). Numbers not named for a kind are 0. */
typedef struct guion_event {
  uint64_t token;        /* stable across restore */
  guion_event_kind kind;
  uint32_t stage;        /* see guion_stage_name */
  uint32_t slot;         /* ASK, RECORD */
  uint32_t options;      /* MENU: how many are offered, in order 0 .. options-1 (guion_option) */
  uint32_t seconds;      /* ASK, MENU: time limit, 0 for none; then GUION_ANSWER_SILENT is allowed */
  uint32_t object;       /* VERIFY: method; LOOKUP: service; TRANSFER: area; END: outcome (policy numbers) */
  uint32_t tries_left;   /* VERIFY: this one included */
  uint8_t levels;        /* VERIFY: what a pass grants */
  uint8_t has_text;      /* whether guion_text() gives something */
  uint8_t optional;      /* RECORD */
  uint8_t acts;          /* LOOKUP: the service does something in the world */
  uint8_t can_return;    /* TRANSFER */
  uint8_t can_fail;      /* TRANSFER */
  uint8_t abandoned;     /* END: by guion_hangup */
  uint8_t over;          /* END: always 1 */
  uint32_t position;     /* byte offset of the instruction, for guion_place */
} guion_event;

/* Advances to the next event, or gives the pending one again: asking twice changes nothing. `now`: local time in seconds since
 * 1970-01-01 00:00 of the customer's clock; greetings read it. */
guion_status guion_next(guion_session* session, int64_t now, guion_event* out);

typedef struct guion_value {
  int64_t number;        /* numeric types: docs/semantics.md has the units */
  const char* text;      /* text types; in an answer never a pointer that guion_read() gave: GUION_BAD_ARGUMENT */
  size_t size;
} guion_value;

typedef enum guion_answer_kind {
  GUION_ANSWER_DONE = 1, /* SAY, NOTE, TRANSFER */
  GUION_ANSWER_VALUE,    /* ASK, RECORD: values[0] */
  GUION_ANSWER_UNSAID,   /* RECORD if optional */
  GUION_ANSWER_YES,      /* JUDGE */
  GUION_ANSWER_NO,       /* JUDGE */
  GUION_ANSWER_OPTION,   /* MENU: `option`, an id */
  GUION_ANSWER_SILENT,   /* ASK, MENU with a time limit */
  GUION_ANSWER_PASSED,   /* VERIFY */
  GUION_ANSWER_WRONG,    /* VERIFY */
  GUION_ANSWER_LACKING,  /* VERIFY: the caller does not have it */
  GUION_ANSWER_FIELDS,   /* LOOKUP: values[0..count-1], in the order of guion_lookup_field */
  GUION_ANSWER_FAILED,   /* LOOKUP, TRANSFER */
  GUION_ANSWER_RETURNED  /* TRANSFER if can_return */
} guion_answer_kind;
typedef struct guion_answer {
  guion_answer_kind kind;
  uint32_t option;
  const guion_value* values;
  size_t count;
} guion_answer;

/* Answers the pending event. Anything refused leaves the session as it was. */
guion_status guion_answer_event(guion_session* session, uint64_t token, const guion_answer* answer);

/* The customer hangs up: legal at every event. The next event is END with `abandoned`. */
guion_status guion_hangup(guion_session* session);

/* Renders the text of the pending event into `buffer` (UTF-8, not terminated). `needed` gets its size in bytes, whether or not it fits. */
guion_status guion_text(const guion_session* session, char* buffer, size_t capacity, size_t* needed);
/* Option `index` of the pending menu: its id, and its label like guion_text. */
guion_status guion_option(const guion_session* session, uint32_t index, uint32_t* id, char* buffer, size_t capacity, size_t* needed);
/* Slot `index` of those that the pending look-up hands over (`takes`) and wants back (`gives`); GUION_BAD_ARGUMENT behind the last one. */
guion_status guion_lookup_takes(const guion_session* session, uint32_t index, uint32_t* slot);
guion_status guion_lookup_gives(const guion_session* session, uint32_t index, uint32_t* slot);

/* Gives a slot that the system fills, before the first event. */
guion_status guion_give(guion_session* session, uint32_t slot, const guion_value* value);
/* The value of a slot; GUION_MISSING_VALUE if it is empty. Text is good until the next answer. */
guion_status guion_read(const guion_session* session, uint32_t slot, guion_value* out);
/* The value as a line would say it. */
guion_status guion_read_text(const guion_session* session, uint32_t slot, char* buffer, size_t capacity, size_t* needed);
/* Levels that hold now. */
uint8_t guion_levels(const guion_session* session);

/* Names, for people. Empty in a stripped image. */
guion_string guion_stage_name(const guion_image* image, uint32_t stage);
guion_string guion_place(const guion_image* image, uint32_t position);
guion_string guion_method_name(const guion_policy* policy, uint32_t method);
guion_string guion_level_name(const guion_policy* policy, uint32_t level);
guion_string guion_service_name(const guion_policy* policy, uint32_t service);
guion_string guion_area_label(const guion_policy* policy, uint32_t area);
guion_string guion_area_name(const guion_policy* policy, uint32_t area);
guion_string guion_outcome_name(const guion_policy* policy, uint32_t outcome);
int guion_outcome_is_normal(const guion_policy* policy, uint32_t outcome);

#ifdef __cplusplus
}
#endif
#endif
