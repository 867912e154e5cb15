// Images changed at random whose checksum is true again: what the loader lets through may be nonsense, but never says a
// value below its level. The monitor here keeps its own account of levels, from the events and answers alone.
#include <algorithm>
#include <random>

#include "capi/handles.hpp"
#include "verify/images.hpp"

namespace guion::test {
namespace {

/// Values that no text of kWhole holds by itself: an answer to a slot of a gated class is always one of these.
constexpr std::int64_t kSentinelMoney = 777777;  // $7,777.77
constexpr std::int64_t kSentinelCount = 4242;
const std::string kSentinelCode = "ZQXJ77";
const std::vector<std::string> kTraces = {"7,777",
                                          "7.777",
                                          "777777",
                                          "777,777",
                                          "777.777",
                                          "siete mil setecientos",
                                          "setecientos setenta y siete",
                                          "4,242",
                                          "4.242",
                                          "4242",
                                          "4 2 4 2",
                                          "cuatro mil doscientos",
                                          "ZQXJ",
                                          "Z Q X J"};

bool holds_trace(const std::string& text) {
  return std::any_of(kTraces.begin(), kTraces.end(), [&](const std::string& t) { return text.find(t) != text.npos; });
}

/// Which levels the test policy wants for a sentinel: 7,777.77 is of class account, 4,242 of class internal, the code
/// is never said. Levels are a mask: 1 identified, 2 holder, 4 authorised.
class Monitor {
 public:
  void passed(std::uint8_t levels) { held_ = static_cast<std::uint8_t>(held_ | levels); }
  void returned() { held_ = 0; }
  /// The session may hold fewer levels, by revocation; never more.
  void compare(std::uint8_t levels) {
    EXPECT_EQ(levels & ~held_, 0) << "a level that nobody was verified for";
    held_ = levels;
  }
  void heard(const std::string& text) const { EXPECT_FALSE(leaks(text, false)) << text; }
  void shown(const std::string& text) const { EXPECT_FALSE(leaks(text, true)) << text; }

 private:
  [[nodiscard]] bool leaks(const std::string& text, bool agent) const {
    if (!holds_trace(text)) return false;
    if (text.find("ZQXJ") != text.npos || text.find("Z Q X J") != text.npos) return true;
    const bool internal = text.find("4242") != text.npos || text.find("4,242") != text.npos ||
                          text.find("4.242") != text.npos || text.find("4 2 4 2") != text.npos ||
                          text.find("cuatro mil doscientos") != text.npos;
    if (internal) return !agent && (held_ & 4) == 0;
    return (held_ & 2) == 0;
  }
  std::uint8_t held_ = 0;
};

/// Plays one call with answers at random, for at most 60 events.
class Walk {
 public:
  Walk(const Loaded& image, unsigned seed) : image_(image), call_(image, {1, 1, 0, 20000}), dice_(seed) {}

  void run() {
    for (std::uint32_t slot = 0; slot < guion_slot_count(&image_.image); ++slot) {
      const guion_value v = value_of(slot, classes_of(slot));
      (void)guion_give(call_.session, slot, &v);
    }
    for (int step = 0; step < 60; ++step) {
      const guion_event e = call_.next();
      if (call_.last != GUION_OK || e.kind == GUION_EVENT_END) return;
      monitor_.compare(guion_levels(call_.session));
      listen(e);
      if (!answer(e)) return;
    }
  }
  [[nodiscard]] bool said_a_gated_value() const { return said_; }

 private:
  /// A value for a slot; one of the sentinels when the policy, not the image, says that it is of a class.
  guion_value value_of(std::uint32_t slot, std::uint32_t classes) {
    guion_slot_info info{};
    EXPECT_EQ(guion_slot_describe(&image_.image, slot, &info), GUION_OK);
    guion_value v{std::clamp<std::int64_t>(info.min, -5, 3), "A12", 3};
    if (classes != 0) {
      v = {classes == 1 ? kSentinelMoney : kSentinelCount, kSentinelCode.data(), kSentinelCode.size()};
    } else if (info.type == GUION_TYPE_Phone) {
      v.text = "5551234", v.size = 7;
    }
    v.number = std::clamp(v.number, info.min, std::max(info.min, info.max));
    return v;
  }
  /// Classes of the slot of the policy that this one stands for; 0 if for none.
  [[nodiscard]] std::uint32_t classes_of(std::uint32_t slot) const {
    const image::SlotView v = capi::opened(&image_.image)->slot(slot);
    return v.policy_slot == image::kNone ? 0 : capi::opened(&image_.policy)->slot_classes(v.policy_slot);
  }
  /// Classes of field `index` of those that a service gives.
  [[nodiscard]] std::uint32_t classes_of_field(std::uint32_t service, std::uint32_t index) const {
    const image::PolicyView& policy = *capi::opened(&image_.policy);
    const std::uint8_t* p = policy.service(service) + 1;
    for (std::uint32_t taken = image::take_number(p); taken != 0; --taken) (void)image::take_number(p);
    (void)image::take_number(p);
    for (; index != 0; --index) (void)image::take_number(p);
    return policy.slot_classes(image::take_number(p));
  }

  void listen(const guion_event& e) {
    const bool agent = e.kind == GUION_EVENT_NOTE || e.kind == GUION_EVENT_RECORD || e.kind == GUION_EVENT_JUDGE;
    const std::string text = call_.text();
    said_ = said_ || holds_trace(text);
    agent ? monitor_.shown(text) : monitor_.heard(text);
    for (std::uint32_t i = 0; i < e.options; ++i) monitor_.heard(call_.option(i));
  }

  bool answer(const guion_event& e) {
    std::vector<guion_value> values;
    guion_answer a{GUION_ANSWER_DONE, 0, nullptr, 0};
    const auto either = [&](guion_answer_kind one, guion_answer_kind other) { return dice_() % 4 != 0 ? one : other; };
    switch (e.kind) {
      case GUION_EVENT_ASK:
      case GUION_EVENT_RECORD:
        values.push_back(value_of(e.slot, classes_of(e.slot)));
        a.kind = GUION_ANSWER_VALUE;
        break;
      case GUION_EVENT_JUDGE:
        a.kind = either(GUION_ANSWER_YES, GUION_ANSWER_NO);
        break;
      case GUION_EVENT_MENU:
        a.kind = GUION_ANSWER_OPTION;
        (void)call_.option(static_cast<std::uint32_t>(dice_() % e.options), &a.option);
        break;
      case GUION_EVENT_VERIFY:
        a.kind = either(GUION_ANSWER_PASSED, GUION_ANSWER_WRONG);
        if (a.kind == GUION_ANSWER_PASSED) monitor_.passed(e.levels);
        EXPECT_EQ(e.levels & ~3, 0) << "no method of the policy grants this";
        break;
      case GUION_EVENT_LOOKUP:
        a.kind = either(GUION_ANSWER_FIELDS, GUION_ANSWER_FAILED);
        for (std::uint32_t i = 0, slot = 0; guion_lookup_gives(call_.session, i, &slot) == GUION_OK; ++i)
          values.push_back(value_of(slot, classes_of_field(e.object, i)));
        break;
      case GUION_EVENT_TRANSFER:
        if (e.can_return != 0) a.kind = GUION_ANSWER_RETURNED, monitor_.returned();
        break;
      case GUION_EVENT_SAY:
      case GUION_EVENT_NOTE:
      case GUION_EVENT_END:
        break;
    }
    if (a.kind == GUION_ANSWER_VALUE || a.kind == GUION_ANSWER_FIELDS)
      a.values = values.data(), a.count = values.size();
    return guion_answer_event(call_.session, e.token, &a) == GUION_OK;
  }

  const Loaded& image_;
  Call call_;
  std::mt19937 dice_;
  Monitor monitor_;
  bool said_ = false;
};

/// kWhole with a slot of class internal that a note shows, and a line that is said while the secret code is there.
std::string subject() {
  std::string text = kWhole;
  const std::string slot = "slot address \"trato\"\n", line = "  say \"Listo.\"\n";
  text.replace(text.find(slot), slot.size(), slot + "slot count \"nota\" classes 4 policy 3 system\n");
  text.replace(text.find(line), line.size(), line + "  note \"Nota interna: {9}.\"\n");
  const std::string ask = "  ask 3 \"¿El código de su tarjeta?\"\n";
  text.replace(text.find(ask), ask.size(), ask + "  say \"Su saldo es de {2}: un momento.\"\n");
  for (std::size_t at = 0; (at = text.find("state ", at)) != text.npos; ++at) {
    const std::size_t close = text.find('}', at);
    text.insert(close, text[close - 1] == '{' ? "9" : " 9");
  }
  return text;
}

/// Changes one to three bytes behind the header, most often of the code, and makes the checksum true again.
Bytes mutant_of(const Bytes& good, std::mt19937& dice) {
  Bytes bad = good;
  for (auto n = 1 + dice() % 3; n != 0; --n) {
    const std::size_t at = image::kHeaderSize + dice() % (bad.size() - image::kHeaderSize);
    bad[at] = dice() % 2 == 0 ? static_cast<std::uint8_t>(bad[at] ^ (1u << dice() % 8))
                              : static_cast<std::uint8_t>(dice() % 48);
  }
  repair(bad);
  return bad;
}

TEST(Mutants, TheSentinelsAreSaidByTheImageItself) {
  const Loaded image(image_of(subject()));
  ASSERT_EQ(image.status, GUION_OK) << image.reason() << " at " << image.error.offset;
  bool said = false;
  for (unsigned seed = 1; seed <= 20; ++seed) {
    Walk walk(image, seed);
    walk.run();
    said = said || walk.said_a_gated_value();
  }
  EXPECT_TRUE(said) << "the monitor would see nothing";
}

TEST(Mutants, WhatLoadsNeverSaysAValueBelowItsLevel) {
  const Bytes good = image_of(subject());
  std::mt19937 dice{20260305};
  unsigned played = 0, spoke = 0;
  for (int n = 0; n < 60000 && !::testing::Test::HasFailure(); ++n) {
    const Loaded image(mutant_of(good, dice));
    if (image.status != GUION_OK) continue;
    ++played;
    for (unsigned seed = 1; seed <= 3; ++seed) {
      Walk walk(image, seed);
      walk.run();
      spoke += walk.said_a_gated_value();
    }
    EXPECT_FALSE(::testing::Test::HasFailure()) << "mutant " << n;
  }
  EXPECT_GT(played, 2000u);
  EXPECT_GT(spoke, 500u);
}

}  // namespace
}  // namespace guion::test
