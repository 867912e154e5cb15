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
  GUION_STEP_LIMIT,     /* more steps to the next event than the budget; see guion_image_steps */
  GUION_SECRET_HELD,    /* a slot that is never said is filled: the call cannot be written down now */
  GUION_BAD_SNAPSHOT,   /* damaged, of an unknown version, or holds what no call of its image can hold */
  GUION_WRONG_IMAGE,    /* the snapshot, trace or move table is of another image */
  GUION_BAD_SEAL,       /* the seal is missing, or is not the one that the host's key gives */
  GUION_CANNOT_UNDO,    /* what happened since cannot be taken back: see guion_correct */
  GUION_CANNOT_MOVE,    /* the move table, or what is known in this call, does not let it go on in the new image */
  GUION_BAD_MOVES,      /* not a move table, or damaged */
  GUION_BAD_TRACE       /* damaged, or not what this call did */
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

/* Errors: GUION_BAD_IMAGE and a reason. No bytes at all are TooShort, with or without a pointer: a host that read a mistyped path learns why. */
guion_status guion_policy_open(guion_policy* policy, const void* bytes, size_t size, guion_load_error* error);
/* Checks every byte against `policy`, which must outlive the image and stay where it is. Policy may be null only for a flow that follows no
 * protocol. On failure the object is unusable but harmless: every function says GUION_BAD_ARGUMENT to it. Cost: one pass, no allocation. */
guion_status guion_image_open(guion_image* image, const guion_policy* policy, const void* bytes, size_t size, guion_load_error* error);

typedef struct guion_string { const char* data; size_t size; } guion_string; /* UTF-8, not zero-terminated */

guion_string guion_image_title(const guion_image* image);
/* In how many languages an image speaks: 1 or 2 (docs/translation.md). Languages are numbers, from 0, the one that the flow was written in. */
uint32_t guion_image_languages(const guion_image* image);
/* The tag of a language, "es-US", and its title. GUION_BAD_ARGUMENT if the image does not speak it. */
guion_status guion_image_language(const guion_image* image, uint32_t language, guion_string* tag, guion_string* title);
/* Most silent instructions between two events of any call, proved at load. A step_limit above it is never reached. */
uint32_t guion_image_steps(const guion_image* image);
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
/* The label to show in one of the image's languages. */
guion_status guion_enum_label(const guion_image* image, uint32_t language, uint32_t slot, uint32_t index, guion_string* label);

/* ---- session: one call; belongs to one thread at a time -------------------------------------------------------------------------- */

typedef struct guion_session guion_session; /* lives in the caller's memory */

typedef struct guion_session_options {
  uint64_t call_id;       /* makes tokens differ between calls; the host's own number */
  uint32_t seed;          /* which of several wordings is said; 0: always the first that applies */
  uint32_t text_capacity; /* bytes for the texts that fill slots; 0: 512 */
  uint32_t step_limit;    /* instructions between two events; 0: 1,000,000 */
  uint32_t language;      /* in which the call begins: below guion_image_languages */
} guion_session_options;

size_t guion_session_size(const guion_image* image, const guion_session_options* options);
/* Aligned to 8. `options` may be null. */
guion_status guion_session_start(const guion_image* image, const guion_session_options* options, void* memory, size_t size, guion_session** out);

/* From now on texts are said in this language; the pending event can be asked again, and values keep what they are. Errors: GUION_BAD_ARGUMENT. */
guion_status guion_set_language(guion_session* session, uint32_t language);
uint32_t guion_session_language(const guion_session* session);

typedef enum guion_event_kind {
  GUION_EVENT_SAY = 1, /* the customer hears the text */
  GUION_EVENT_NOTE,    /* the agent reads the text */
  GUION_EVENT_ASK,     /* the text is asked; answer: a value for `slot` */
  GUION_EVENT_RECORD,  /* the agent fills `slot`; if `optional`, GUION_ANSWER_UNSAID is allowed */
  GUION_EVENT_JUDGE,   /* the agent decides: yes or no */
  GUION_EVENT_MENU,    /* answer: an option */
  GUION_EVENT_VERIFY,  /* answer: passed, wrong or lacking */
  GUION_EVENT_LOOKUP,  /* answer: fields or failed. Service and token are the idempotency key */
  GUION_EVENT_TRANSFER,/* answer: done (it went through: the call is over, and no END comes), failed if `can_fail`, returned if `can_return` */
  GUION_EVENT_END      /* the call is over, but for a transfer that went through; nothing to answer */
} guion_event_kind;

/* One event. The token names an event of one history of a call, and within it no other: not even one that comes again after a correction. When a worker dies
 * with events that it did not save, the call goes on from its snapshot and the same tokens are given again, perhaps to other events. So what a service keeps its
 * answers under, the idempotency key of a look-up, is (service, token). Texts are asked for with guion_text(). Numbers not named for a kind are 0. */
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
 * 1970-01-01 00:00 of the customer's clock; greetings read it. When the call is over the pending event is END, and stays; after a transfer that went through
 * there is no END: GUION_CALL_OVER. Errors: GUION_MISSING_VALUE, GUION_CALL_OVER, GUION_STEP_LIMIT. */
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

/* The customer hangs up: legal at every event. The next event is END with `abandoned`; before it, for each pair of services that is open (docs/semantics.md),
 * the LOOKUP that closes it. Slots of classes that are never said are emptied. */
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

/* ---- snapshots: a call as bytes that any process, machine or language can go on with -------------------------------------------------- */

/* A checksum finds damage, not intent: who may write snapshots may write calls. A host that keeps them where others write seals them:
 * `sign` gets all bytes but the seal and writes 32 bytes that only the host can make, such as HMAC-SHA-256 with its key. Seals are compared in constant time. */
typedef struct guion_seal {
  void (*sign)(void* context, const void* bytes, size_t size, uint8_t seal[32]);
  void* context;
} guion_seal;

/* Writes the call down: legal before the first event, at a pending one, and when it is over. `seal` may be null. `needed` gets the size, whether or not it fits.
 * Errors: GUION_SECRET_HELD, GUION_BUFFER_TOO_SMALL; GUION_WRONG_ANSWER between an answer and the next event: ask for it first. */
guion_status guion_save(const guion_session* session, const guion_seal* seal, void* buffer, size_t capacity, size_t* needed);
/* Bytes that no snapshot of a call of this image, with these options, exceeds (seal included). */
size_t guion_snapshot_limit(const guion_image* image, const guion_session_options* options);
/* The image that a snapshot is of. Looks at the head only. */
guion_status guion_snapshot_image(const void* snapshot, size_t size, uint8_t build_id[32]);
/* Goes on with a call in `memory`, as guion_session_start does. Of `options` the text capacity and the step limit are taken; call id, seed and language are the snapshot's.
 * `seal` is null for a snapshot without one: one that is sealed is opened only with its seal. The snapshot lies outside of `memory`; on failure `out` is left alone.
 * Everything is checked: form, checksum, seal, each value against its slot, and that what is known here is what the
 * image proves at this place, or is enough for all that it does behind it. */
guion_status guion_restore(const guion_image* image, const guion_session_options* options, const guion_seal* seal, const void* snapshot, size_t size,
                           void* memory, size_t memory_size, guion_session** out);
/* Corrects an earlier answer: the call goes back to its own `snapshot`, with a new token; tries of a verification that were used stay used.
 * GUION_CANNOT_UNDO if a service that acts was asked since, the pending event of the snapshot included, or a pair of services was opened (one that a rule
 * pairs with another was asked, even if it only reads, and the other not yet), or a level was lost, or a transfer came back;
 * GUION_CALL_OVER once the customer is gone or handed over, and when the event END is pending; GUION_BAD_SNAPSHOT if it is of another call, or of a later event. On any error the session is as it was. */
guion_status guion_correct(guion_session* session, const guion_seal* seal, const void* snapshot, size_t size);

/* ---- moving calls to a new version of their flow: docs/upgrades.md ------------------------------------------------------------------ */

typedef struct guion_moves { uint64_t opaque[24]; } guion_moves;
/* Checks a move table (`guion upgrade-check` writes it) against the image that it leads to. Borrows the bytes and the image. */
guion_status guion_moves_open(guion_moves* moves, const guion_image* to, const void* bytes, size_t size, guion_load_error* error);
/* The image that the table leads from. */
guion_status guion_moves_from(const guion_moves* moves, uint8_t build_id[32]);
/* Like guion_restore, of a snapshot of the old image, into the new one. GUION_CANNOT_MOVE leaves `out` alone: the call goes on with the old image.
 * `from` may be null; with the old image at hand the snapshot is checked against it first. At a menu that is put again the conditions of its options are asked
 * here, in at most as many silent steps as guion_next may take. */
guion_status guion_migrate(const guion_moves* moves, const guion_image* from, const guion_session_options* options, const guion_seal* seal,
                           const void* snapshot, size_t size, void* memory, size_t memory_size, guion_session** out);

/* ---- evidence: what was said, told again years later: docs/evidence.md ---------------------------------------------------------------- */

/* A trace is a row of records; the host appends the bytes of each to a file, in order. Every record ends with the hash of all before it and itself. The
 * value of a secret slot never stands in one, nor its length; the other answers do.
 * `needed` gets the size of the record that was written. With GUION_BUFFER_TOO_SMALL it gets the room that the call wants, which may be more (texts are
 * rendered there before they are hashed), and nothing is recorded. `time`: seconds, of the clock that guion_next is asked with.
 * The block is plain bytes without pointers: a host that saves a call keeps it beside the snapshot, and whoever restores the call goes on with it. */
typedef struct guion_trace { uint64_t opaque[16]; } guion_trace;
/* The head: build ids of image and policy, call id, seed, and the values that the system gave. Before the first event, when all of those are given. */
guion_status guion_trace_begin(guion_trace* trace, const guion_session* session, int64_t time, void* buffer, size_t capacity, size_t* needed);
/* Begins a new trace in the middle of a call: after guion_migrate, or where the old trace cannot be gone on with. Legal where guion_save is, until the event
 * END. The head holds, besides build ids, the call itself, as guion_save writes it without a seal, and the hash of the trace before. `before` may be null
 * (none is named then) or the same block; the old trace gets no record. The pending event is recorded next, also if it stands in the trace before: `guion replay` then tells it once.
 * Errors: GUION_SECRET_HELD; GUION_CALL_OVER; GUION_BAD_TRACE: `before` is of another call; GUION_WRONG_ANSWER between an answer and the next event; GUION_MISSING_VALUE. */
guion_status guion_trace_continue(guion_trace* trace, const guion_trace* before, const guion_session* session, int64_t time, void* buffer, size_t capacity,
                                  size_t* needed);
/* The pending event: its token, its place, its language, and a hash of what is said. Once an event, and again when the language was changed since; before its answer.
 * Errors: GUION_STALE_TOKEN: recorded before; GUION_BAD_TRACE: the event before has no answer in the trace, or it is another call's; GUION_CALL_OVER. */
guion_status guion_trace_event(guion_trace* trace, const guion_session* session, int64_t time, void* buffer, size_t capacity, size_t* needed);
/* An answer, or a hang-up (`answer` null): before it is given. One that is then refused is told so by the next event's record being of the same token.
 * A trace is whole when the event END stands in it, or the answer with which a transfer went through. */
guion_status guion_trace_answer(guion_trace* trace, const guion_session* session, const guion_answer* answer, int64_t time, void* buffer, size_t capacity,
                                size_t* needed);
/* A correction: after guion_correct went through. `token`: of the event at which the snapshot was saved, as the trace has it; 0: it was
 * saved before the first event. */
guion_status guion_trace_correct(guion_trace* trace, const guion_session* session, uint64_t token, int64_t time, void* buffer, size_t capacity,
                                 size_t* needed);
/* The hash of all records so far, which is also the last 32 bytes of the file. Who can write the file can write a whole new chain: a host that must prove
 * that nobody did signs this, or puts it where nobody can change it. */
guion_status guion_trace_hash(const guion_trace* trace, uint8_t out[32]);

/* Names, for people. Empty in a stripped image. */
guion_string guion_stage_name(const guion_image* image, uint32_t stage);
guion_string guion_place(const guion_image* image, uint32_t position);
/* The id (`@#…`) of the line that the instruction comes from, empty if it has none; `line`, if not null, gets its number in the source. */
guion_string guion_line_id(const guion_image* image, uint32_t position, uint32_t* line);
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
