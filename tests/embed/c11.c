/* The header in C11: every function is called with nothing to work on, and says so instead of crashing. */
#include <guion/guion.h>
#include <stdio.h>
#include <string.h>

static int failures = 0;

static void expect(int condition, const char* what) {
  if (condition) return;
  ++failures;
  fprintf(stderr, "failed: %s\n", what);
}
#define EXPECT(condition) expect(condition, #condition)

static void check_images(void) {
  guion_policy policy;
  guion_image image;
  guion_load_error error = {0, 0};
  guion_slot_info info;
  guion_string text;
  uint8_t id[32];
  memset(&policy, 0, sizeof policy);
  memset(&image, 0, sizeof image);
  EXPECT(guion_policy_open(NULL, "", 0, &error) == GUION_BAD_ARGUMENT);
  EXPECT(guion_policy_open(&policy, "", 0, &error) == GUION_BAD_IMAGE);
  EXPECT(strcmp(guion_load_error_name(error.reason), "TooShort") == 0);
  error.reason = 0;
  EXPECT(guion_policy_open(&policy, NULL, 0, &error) == GUION_BAD_IMAGE); /* a file that is not there, read all the same */
  EXPECT(strcmp(guion_load_error_name(error.reason), "TooShort") == 0);
  EXPECT(guion_policy_open(&policy, NULL, 1, &error) == GUION_BAD_ARGUMENT);
  EXPECT(guion_image_open(&image, &policy, "", 0, &error) == GUION_BAD_ARGUMENT);
  error.reason = 0;
  EXPECT(guion_image_open(&image, NULL, NULL, 0, &error) == GUION_BAD_IMAGE);
  EXPECT(strcmp(guion_load_error_name(error.reason), "TooShort") == 0);
  EXPECT(guion_image_open(&image, NULL, NULL, 1, &error) == GUION_BAD_ARGUMENT);
  EXPECT(guion_image_open(&image, NULL, "", 0, NULL) == GUION_BAD_IMAGE);
  EXPECT(guion_image_title(&image).size == 0);
  EXPECT(guion_image_title(NULL).size == 0);
  guion_image_build_id(&image, id);
  EXPECT(id[0] == 0 && id[31] == 0);
  EXPECT(guion_slot_count(&image) == 0);
  EXPECT(guion_slot_describe(&image, 0, &info) == GUION_BAD_ARGUMENT);
  EXPECT(guion_enum_value(&image, 0, 0, &text, &text) == GUION_BAD_ARGUMENT);
  EXPECT(guion_stage_name(&image, 0).size == 0);
  EXPECT(guion_place(&image, 0).size == 0);
  EXPECT(guion_method_name(&policy, 0).size == 0);
  EXPECT(guion_level_name(NULL, 0).size == 0);
  EXPECT(guion_service_name(&policy, 0).size == 0);
  EXPECT(guion_area_label(&policy, 0).size == 0);
  EXPECT(guion_area_name(&policy, 0).size == 0);
  EXPECT(guion_outcome_name(&policy, 0).size == 0);
  EXPECT(guion_outcome_is_normal(&policy, 0) == 0);
  EXPECT(guion_session_size(&image, NULL) == 0);
}

static void check_sessions(void) {
  guion_image image;
  guion_session* session = NULL;
  guion_event event;
  guion_answer answer = {GUION_ANSWER_DONE, 0, NULL, 0};
  guion_value value = {0, NULL, 0};
  uint64_t memory[8];
  uint32_t slot;
  size_t needed;
  memset(&image, 0, sizeof image);
  EXPECT(guion_session_start(&image, NULL, memory, sizeof memory, &session) == GUION_BAD_ARGUMENT);
  EXPECT(guion_next(NULL, 0, &event) == GUION_BAD_ARGUMENT);
  EXPECT(guion_answer_event(NULL, 1, &answer) == GUION_BAD_ARGUMENT);
  EXPECT(guion_hangup(NULL) == GUION_BAD_ARGUMENT);
  EXPECT(guion_text(NULL, NULL, 0, &needed) == GUION_BAD_ARGUMENT);
  EXPECT(guion_option(NULL, 0, &slot, NULL, 0, &needed) == GUION_BAD_ARGUMENT);
  EXPECT(guion_lookup_takes(NULL, 0, &slot) == GUION_BAD_ARGUMENT);
  EXPECT(guion_lookup_gives(NULL, 0, &slot) == GUION_BAD_ARGUMENT);
  EXPECT(guion_give(NULL, 0, &value) == GUION_BAD_ARGUMENT);
  EXPECT(guion_read(NULL, 0, &value) == GUION_BAD_ARGUMENT);
  EXPECT(guion_read_text(NULL, 0, NULL, 0, &needed) == GUION_BAD_ARGUMENT);
  EXPECT(guion_levels(NULL) == 0);
}

int main(void) {
  check_images();
  check_sessions();
  EXPECT(strlen(guion_status_text(GUION_OK)) != 0);
  EXPECT(strcmp(GUION_VERSION, "") != 0);
  return failures == 0 ? 0 : 1;
}
