// What the loader knows of numbers, held against sets of valuations that are listed one by one: what it says is true of
// each of them, and what it calls impossible none of them is. How often it knows all that is so is only printed.
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "fuzz/dice.hpp"
#include "verify/state.hpp"

namespace guion::test {
namespace {

using verify::Facts;
using verify::Known;
using verify::Literal;

constexpr int kLow = -3, kHigh = 3, kSlots = 3, kSpan = kHigh - kLow + 1;
constexpr image::Range kRange{kLow, kHigh};

struct Valuation {
  int at[kSlots];
};

bool compares(std::int64_t a, unsigned o, std::int64_t b) {
  const bool holds[] = {a<b, a <= b, a> b, a >= b, a == b, a != b};
  return holds[o];
}
bool is_true(const Known& k, const Valuation& v) {
  const int n = v.at[k.slot];
  if (k.kind == Literal::Within) return k.low <= n && n <= k.high;
  if (k.kind == Literal::Differs) return n != k.low;
  return n - v.at[k.other] <= k.low;
}

class Model {
 public:
  explicit Model(std::uint64_t seed) : dice_(seed) { restart(); }

  void restart() {
    facts_ = Facts{};
    for (unsigned s = 0; s < kSlots; ++s) facts_.find(s);
    set_.clear();
    for (int i = 0; i < kSpan * kSpan * kSpan; ++i)
      set_.push_back({{i % kSpan + kLow, i / kSpan % kSpan + kLow, i / kSpan / kSpan + kLow}});
  }
  template <typename F>
  void keep(F f) {
    std::erase_if(set_, [&](const Valuation& v) { return !f(v); });
  }

  /// False: both agree that it cannot be so.
  bool step() {
    const auto a = static_cast<unsigned>(dice_.below(kSlots)), b = static_cast<unsigned>(dice_.below(kSlots));
    const auto o = static_cast<std::uint8_t>(dice_.below(6));
    const auto k = static_cast<std::int64_t>(dice_.below(9)) - 4;
    bool possible = true;
    switch (dice_.below(6)) {
      case 0:
      case 1:
        possible = facts_.learn_comparison(a, o, k, kRange);
        keep([&](const Valuation& v) { return compares(v.at[a], o, k); });
        break;
      case 2:
      case 3:
        possible = facts_.learn_comparison(a, o, b, k);
        keep([&](const Valuation& v) { return compares(v.at[a], o, v.at[b] + k); });
        break;
      case 4:
        write(a);
        break;
      default:
        if (a == b) break;
        facts_.fill(a);
        facts_.copy_known(a, b);
        for (Valuation& v : set_) v.at[a] = v.at[b];
        break;
    }
    EXPECT_TRUE(possible || set_.empty()) << "called impossible, and it is not";
    missed_ += possible && set_.empty() ? 1 : 0;
    seen_ += set_.empty() ? 1 : 0;
    return possible && !set_.empty();
  }
  /// Any value, or a known one.
  void write(unsigned a) {
    facts_.fill(a);
    const auto value = static_cast<int>(dice_.below(kSpan)) + kLow;
    const bool known = dice_.once_in(2);
    if (known) facts_.learn({Literal::Within, static_cast<std::uint16_t>(a), 0, value, value});
    std::vector<Valuation> out;
    for (const Valuation& v : set_) {
      for (int n = known ? value : kLow; n <= (known ? value : kHigh); ++n) {
        out.push_back(v);
        out.back().at[a] = n;
      }
    }
    const auto key = [](const Valuation& v) { return (v.at[0] * 16 + v.at[1]) * 16 + v.at[2]; };
    std::sort(out.begin(), out.end(), [&](const auto& x, const auto& y) { return key(x) < key(y); });
    out.erase(std::unique(out.begin(), out.end(), [&](const auto& x, const auto& y) { return key(x) == key(y); }),
              out.end());
    set_ = std::move(out);
  }
  void check() {
    for (unsigned i = 0; i < facts_.count; ++i)
      for (const Valuation& v : set_) ASSERT_TRUE(is_true(facts_.known[i], v)) << "known and not so";
    Facts claim;
    const auto a = static_cast<std::uint16_t>(dice_.below(kSlots)), b = static_cast<std::uint16_t>(dice_.below(kSlots));
    const auto k = static_cast<std::int64_t>(dice_.below(9)) - 4;
    const Known claims[] = {{Literal::Within, a, 0, k, k + static_cast<std::int64_t>(dice_.below(5))},
                            {Literal::Differs, a, 0, k, 0},
                            {Literal::Apart, a, b, k, 0}};
    claim.learn(claims[dice_.below(3)]);
    const bool so =
        std::all_of(set_.begin(), set_.end(), [&](const Valuation& v) { return is_true(claim.known[0], v); });
    const bool said = verify::entails(facts_, claim, 1);
    ASSERT_TRUE(so || !said) << "entailed and not so";
    true_ += so ? 1 : 0;
    known_ += said ? 1 : 0;
  }
  void print() const {
    std::printf("%u of %u true claims are known; %u of %u impossible ways are seen\n", known_, true_, seen_ - missed_,
                seen_);
  }
  [[nodiscard]] bool is_useful() const { return known_ * 3 > true_ && missed_ * 3 < seen_; }

 private:
  fuzz::Dice dice_;
  Facts facts_;
  std::vector<Valuation> set_;
  unsigned true_ = 0, known_ = 0, seen_ = 0, missed_ = 0;
};

TEST(Facts, WhatIsKnownIsSo) {
  Model model(20260305);
  for (int n = 0; n < 4000 && !::testing::Test::HasFailure(); ++n) {
    model.restart();
    for (int i = 0; i < 12 && model.step(); ++i) model.check();
  }
  model.print();
  EXPECT_TRUE(model.is_useful()) << "facts that know nothing would be sound too";
}

TEST(Facts, TheOtherWayIsTheOpposite) {
  for (std::uint8_t o = 0; o < 6; ++o)
    for (int a = -2; a <= 2; ++a)
      for (int b = -2; b <= 2; ++b) EXPECT_NE(compares(a, o, b), compares(a, verify::negated(o), b));
}

/// More is known than there is room for: the rest is forgotten.
TEST(Facts, WhatDoesNotFitIsForgotten) {
  Facts f;
  for (std::uint16_t s = 0; s < 40; ++s) EXPECT_TRUE(f.learn_comparison(s, 1, 5, {0, 9}));
  EXPECT_EQ(f.count, image::kMaxLiterals);
  EXPECT_TRUE(f.knows({Literal::Within, 15, 0, 0, 5}));
  EXPECT_FALSE(f.knows({Literal::Within, 16, 0, 0, 5}));
}

}  // namespace
}  // namespace guion::test
