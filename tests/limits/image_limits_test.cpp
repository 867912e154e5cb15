// What an image or policy can hold, asked of the loader with images that no compiler has to make: at each limit it
// loads, one over it is refused with the reason of that limit. Limits: docs/bytecode.md.
#include <gtest/gtest.h>

#include "verify/support.hpp"

namespace guion::test {
namespace {

const std::string kEnd = "  end 0\n", kTail = "L1:\n  state 0 {}\n  end 0\n";
std::string flow(const std::string& tables, const std::string& code) {
  return kHead + "counters 1\n" + tables + "stage \"uno\" L0\ncode\nL0:\n" + code;
}
std::string reason_of(const std::string& text) { return Loaded(image_of(text)).reason(); }
std::string times(int n, const std::string& what) {
  std::string out;
  for (int i = 0; i < n; ++i) out += what;
  return out;
}

/// `at` things load, one more is refused.
template <typename F>
void limit(int at, const char* reason, F text) {
  EXPECT_EQ(reason_of(text(at)), "None") << at << " of " << reason;
  EXPECT_EQ(reason_of(text(at + 1)), reason) << at + 1;
}

TEST(ImageLimits, Tables) {
  limit(1024, "TooManySlots", [](int n) { return flow(times(n, "slot yesno \"b\"\n"), kEnd); });
  limit(255, "TooManyParts", [](int n) {
    std::string parts, code;
    for (int i = 0; i < n; ++i) {
      const std::string p = "P" + std::to_string(i);
      parts += "part \"p\" " + p + " touched 0 {}\ncase 0 {} exit 0 {}\n";
      code += p + ":\n  return\n";
    }
    return flow(parts, kEnd + code);
  });
  limit(8, "TooDeep", [](int n) {
    std::string parts, code = "  call 0\n  end 0\n";
    for (int i = 0; i < n; ++i) {
      parts += "part \"p\" P" + std::to_string(i) + " touched 0 {}\ncase 0 {} exit 0 {}\n";
      code +=
          "P" + std::to_string(i) + ":\n" + (i + 1 < n ? "  call " + std::to_string(i + 1) + "\n" : "") + "  return\n";
    }
    return flow(parts, code);
  });
  // The number of values takes one byte: 0 is all that can be wrong.
  EXPECT_EQ(reason_of(flow("enum\n" + times(255, "  value \"v\" \"V\" \"v\"\n") + "slot enum \"e\" enum 0\n", kEnd)),
            "None");
  EXPECT_EQ(reason_of(flow("enum\n", kEnd)), "TooManyValues");
}

TEST(ImageLimits, Instructions) {
  limit(32, "TooManyOptions", [](int n) { return flow("", "  menu \"¿?\" 1" + times(n, " \"o\" L1") + "\n" + kTail); });
  limit(32, "TooManyOptions", [](int n) { return flow("", "  pick 1" + times(n, " L1") + "\n" + kTail); });
  limit(8192, "TemplateTooLong",
        [](int n) { return flow("", "  say \"" + std::string(static_cast<std::size_t>(n), 'a') + "\"\n" + kEnd); });
  limit(31, "UnknownOption", [](int n) { return flow("", "  show " + std::to_string(n) + "\n" + kEnd); });
  limit(65535, "NumberTooBig", [](int n) {
    return flow("slot text \"t\"\n", "  ask.timed 0 \"¿?\" " + std::to_string(n) + " L1\n" + kEnd + kTail);
  });
  limit(3, "BadTries",
        [](int n) { return flow("", "  verify 0 3 0 " + std::to_string(n) + " \"¿?\" L1 L1\n" + kEnd + kTail); });
}

TEST(ImageLimits, StatesOfATarget) {
  limit(8, "TooManyStates", [](int n) {
    std::string states;
    for (int s = 0; s < n; ++s) states += "  state 0 {} if 0 not " + std::to_string(s) + "\n";
    return flow("slot count \"n\"\n", "  set 0 99\n  jump L1\nL1:\n" + states + kEnd);
  });
  // A call may leave more behind than it found: 4 states and 2 exits, or 3.
  const auto called = [](int exits) {
    std::string at, states;
    for (int s = 0; s < 4; ++s) states += "  state 0 {} if 0 not " + std::to_string(s) + "\n";
    for (int e = 0; e < exits; ++e) at += e == 0 ? " exit 0 {}" : " exit 0 {} if 1 not " + std::to_string(e);
    return flow("slot count \"n\"\nslot count \"m\"\npart \"p\" P0 touched 0 {1}\ncase 0 {}" + at + "\n",
                "  set 0 99\n  jump L1\nL1:\n" + states + "  call 0\n  end 0\nP0:\n  return\n");
  };
  EXPECT_EQ(reason_of(called(2)), "None");
  EXPECT_EQ(reason_of(called(3)), "TooManyStates");
}

TEST(ImageLimits, CasesAndExits) {
  const auto part = [](const std::string& cases) {
    return flow("slot count \"n\"\npart \"p\" P0 touched 0 {0}\n" + cases, "  call 0\n  end 0\nP0:\n  return\n");
  };
  limit(8, "TooManyCases", [&](int n) { return part(times(n, "case 0 {} exit 0 {}\n")); });
  EXPECT_EQ(reason_of(part("")), "TooManyCases");
  limit(8, "TooManyExits", [&](int n) { return part("case 0 {}" + times(n, " exit 0 {}") + "\n"); });
}

TEST(ImageLimits, Literals) {
  limit(16, "BadLiteral", [](int n) {
    std::string slots, code, state = "  state 0 {} if ";
    for (int s = 0; s < n; ++s) {
      slots += "slot count \"n\"\n";
      code += "  set " + std::to_string(s) + " 1\n";
      state += (s == 0 ? "" : " and ") + std::to_string(s) + " in 1 1";
    }
    return flow(slots, code + "  jump L1\nL1:\n" + state + "\n" + kEnd);
  });
}

std::string policy_reason(void (*change)(Policy&, unsigned), unsigned n) {
  Policy p = policy_def();
  change(p, n);
  const Bytes b = assembly::encode(p);
  guion_policy opened{};
  guion_load_error e{};
  (void)guion_policy_open(&opened, b.data(), b.size(), &e);
  return guion_load_error_name(e.reason);
}

TEST(ImageLimits, Policies) {
  const auto levels = [](Policy& p, unsigned n) {
    for (unsigned l = 3; l < n; ++l) p.levels.push_back({"x", static_cast<std::uint8_t>(1U << l)});
  };
  EXPECT_EQ(policy_reason(levels, 8), "None");
  EXPECT_EQ(policy_reason(levels, 9), "TooManyLevels");
  const auto classes = [](Policy& p, unsigned n) { p.classes.resize(n); };
  EXPECT_EQ(policy_reason(classes, 32), "None");
  EXPECT_EQ(policy_reason(classes, 33), "TooManyClasses");
  const auto pairs = [](Policy& p, unsigned n) { p.pairs.assign(n, {0, 1}); };
  EXPECT_EQ(policy_reason(pairs, 8), "None");
  EXPECT_EQ(policy_reason(pairs, 9), "BadPair");
  const auto services = [](Policy& p, unsigned n) {
    p.services.resize(n);
    p.pairs = {{n - 1, 1}};
  };
  EXPECT_EQ(policy_reason(services, 65535), "None");
  EXPECT_EQ(policy_reason(services, 65538), "BadPair") << "the last would be taken for number 1";
}

}  // namespace
}  // namespace guion::test
