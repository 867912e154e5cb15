// Good images tampered with by name: a class removed, a method swapped, levels permuted, a certificate forged,
// authentication jumped over. Each is refused with its reason and its place; the few that load changed nothing that
// matters, which the judge confirms.
#include <gtest/gtest.h>

#include <set>

#include "capi/handles.hpp"
#include "fuzz/bases.hpp"
#include "fuzz/monitor.hpp"
#include "image/opcodes.hpp"
#include "lower/decode.hpp"
#include "verify/support.hpp"

namespace guion::test {
namespace {

using assembly::Instruction;
using assembly::Module;
using assembly::Opcode;

/// Number n of a tamper's ways: false behind the last one. `policy` is the host's.
using Apply = bool (*)(Module& m, const image::PolicyView& policy, std::size_t n);

struct Tamper {
  const char* name;
  Apply apply;
  bool each_is_refused;  ///< else nothing that loads says more than it may
  bool in_code;          ///< the place is an instruction
  std::set<std::string> reasons;
};

std::uint8_t all_levels(const image::PolicyView& policy) {
  return static_cast<std::uint8_t>((1U << policy.levels) - 1);
}

/// The n-th instruction that `wanted` holds of.
template <typename F>
Instruction* find(Module& m, std::size_t n, F wanted) {
  for (Instruction& i : m.code)
    if (wanted(i) && n-- == 0) return &i;
  return nullptr;
}
Instruction* find_verify(Module& m, std::size_t n) {
  return find(m, n, [](const Instruction& i) { return i.op == Opcode::Verify; });
}
bool is_linked(const assembly::SlotDef& s) { return s.classes != 0 && s.policy_slot != 0xffffffff; }

bool remove_class(Module& m, const image::PolicyView&, std::size_t n) {
  for (auto& s : m.slots) {
    if (!is_linked(s) || n-- != 0) continue;
    s.classes = 0;
    return true;
  }
  return false;
}
/// The class goes and with it the word that the slot is the policy's: then services give it no more, nor copies.
bool remove_class_and_link(Module& m, const image::PolicyView&, std::size_t n) {
  for (auto& s : m.slots) {
    if (!is_linked(s) || n-- != 0) continue;
    s.classes = 0;
    s.policy_slot = 0xffffffff;
    return true;
  }
  return false;
}
/// A method that does not let the caller try so often, or grants less: one of those of the policy, or none.
bool swap_method(Module& m, const image::PolicyView& policy, std::size_t n) {
  for (const Instruction& i : m.code) {
    if (i.op != Opcode::Verify) continue;
    std::int64_t* v = &m.operands[i.operands];
    for (std::uint32_t other = 0; other <= policy.methods; ++other) {
      const bool as_good =
          other < policy.methods && (v[1] & ~policy.method_grants(other)) == 0 && v[3] <= policy.method_tries(other);
      if (as_good || n-- != 0) continue;
      v[0] = other;
      return true;
    }
  }
  return false;
}
bool grant_all(Module& m, const image::PolicyView& policy, std::size_t n) {
  Instruction* i = find_verify(m, n);
  if (i == nullptr) return false;
  m.operands[i->operands + 1] = all_levels(policy);
  return true;
}
bool try_again_and_again(Module& m, const image::PolicyView&, std::size_t n) {
  Instruction* i = find_verify(m, n);
  if (i == nullptr) return false;
  m.operands[i->operands + 3] = 255;
  return true;
}
/// Levels change places in the code, and in the certificate too.
bool permute_levels(Module& m, const image::PolicyView& policy, std::size_t n) {
  if (n >= policy.levels || policy.levels < 2) return false;
  const auto turned = [&](std::int64_t set) {
    const auto by = static_cast<unsigned>(n % (policy.levels - 1) + 1);
    return ((set << by) | (set >> (policy.levels - by))) & all_levels(policy);
  };
  for (const Instruction& i : m.code) {
    const std::string_view letters = image::opcode_info(static_cast<std::uint8_t>(i.op)).operands;
    const std::size_t at = letters.find('L');
    if (at != letters.npos) m.operands[i.operands + at] = turned(m.operands[i.operands + at]);
  }
  for (auto& s : m.states) s.levels = static_cast<std::uint8_t>(turned(s.levels));
  for (auto& p : m.parts) {
    p.touched_levels = static_cast<std::uint8_t>(turned(p.touched_levels));
    for (auto& c : p.cases) {
      c.entry.levels = static_cast<std::uint8_t>(turned(c.entry.levels));
      for (auto& e : c.exits) e.levels = static_cast<std::uint8_t>(turned(e.levels));
    }
  }
  return n + 1 < policy.levels;
}
/// One claim says that all levels hold.
bool claim_levels(Module& m, const image::PolicyView& policy, std::size_t n) {
  if (n >= m.claims.size()) return false;
  assembly::State s = m.states[m.claims[n].state];
  s.levels = all_levels(policy);
  m.claims[n].state = static_cast<std::uint32_t>(m.states.size());
  m.states.push_back(std::move(s));
  return true;
}
bool claim_slots(Module& m, const image::PolicyView&, std::size_t n) {
  if (n >= m.claims.size()) return false;
  assembly::State s = m.states[m.claims[n].state];
  s.filled.assign(m.slots.size(), true);
  m.claims[n].state = static_cast<std::uint32_t>(m.states.size());
  m.states.push_back(std::move(s));
  return true;
}
bool claim_no_steps(Module& m, const image::PolicyView&, std::size_t n) {
  for (auto& c : m.claims) {
    if (c.steps == 0 || n-- != 0) continue;
    c.steps = 0;
    return true;
  }
  return false;
}
bool drop_claims(Module& m, const image::PolicyView&, std::size_t n) {
  for (auto& l : m.labels) {
    if (l.claims == l.claims_end || n-- != 0) continue;
    l.claims_end = l.claims;
    return true;
  }
  return false;
}
bool forge_exit(Module& m, const image::PolicyView&, std::size_t n) {
  for (auto& p : m.parts) {
    for (auto& c : p.cases) {
      for (auto& e : c.exits) {
        if (p.touched_levels == 0 || (p.touched_levels & ~e.levels) == 0 || n-- != 0) continue;
        e.levels = p.touched_levels;
        return true;
      }
    }
  }
  return false;
}
/// A verification becomes a jump to what comes behind it, where its level is claimed.
bool jump_over(Module& m, const image::PolicyView&, std::size_t n) {
  Instruction* i = find_verify(m, n);
  if (i == nullptr) return false;
  const auto at = static_cast<std::uint32_t>(i - m.code.data());
  assembly::LabelDef behind{at + 1, 0, 0};
  for (const auto& l : m.labels)
    if (l.instruction == at + 1) behind = l;
  if (behind.claims ==
      behind.claims_end) {  // it was no target until now: what is claimed where it is exhausted, and the level
    const auto exhausted = static_cast<std::size_t>(m.operands[i->operands + 5]);
    const std::vector<assembly::Claim> like(m.claims.begin() + m.labels[exhausted].claims,
                                            m.claims.begin() + m.labels[exhausted].claims_end);
    behind.claims = static_cast<std::uint32_t>(m.claims.size());
    for (assembly::Claim c : like) {
      assembly::State s = m.states[c.state];
      s.levels = static_cast<std::uint8_t>(s.levels | m.operands[i->operands + 1]);
      c.state = static_cast<std::uint32_t>(m.states.size());
      m.states.push_back(std::move(s));
      m.claims.push_back(c);
    }
    behind.claims_end = static_cast<std::uint32_t>(m.claims.size());
  }
  m.labels.push_back(behind);
  m.operands[i->operands] = static_cast<std::int64_t>(m.labels.size()) - 1;
  i->op = Opcode::Jump;
  i->operands_end = i->operands + 1;
  return true;
}
/// Where it is exhausted or lacking the call goes on as if it had passed.
bool fail_forward(Module& m, const image::PolicyView&, std::size_t n) {
  Instruction* i = find_verify(m, n / 2);
  if (i == nullptr) return false;
  const auto at = static_cast<std::uint32_t>(i - m.code.data());
  m.labels.push_back({at + 1, 0, 0});
  m.operands[i->operands + 5 + n % 2] = static_cast<std::int64_t>(m.labels.size()) - 1;
  return true;
}
bool test_nothing(Module& m, const image::PolicyView&, std::size_t n) {
  Instruction* i =
      find(m, n, [&](const Instruction& c) { return c.op == Opcode::UnlessLevel && m.operands[c.operands] != 0; });
  if (i == nullptr) return false;
  m.operands[i->operands] = 0;
  return true;
}

const std::set<std::string> kProofs = {"LevelNotProved", "StateNotProved", "SlotMayBeEmpty", "EntryNotMet",
                                       "ExitNotMet",     "UnlistedTarget", "StepsNotBounded"};
const std::vector<Tamper> kTampers = {
    {"class removed", remove_class, true, false, {"PolicySlotMismatch", "ClassLost"}},
    {"class and policy's slot removed", remove_class_and_link, false, false, {"BindingMismatch", "ClassLost"}},
    {"method swapped", swap_method, true, true, {"GrantsTooMuch", "BadTries", "UnknownMethod"}},
    {"method that grants all", grant_all, true, true, {"GrantsTooMuch"}},
    {"method with more tries", try_again_and_again, true, true, {"BadTries"}},
    {"levels permuted",
     permute_levels,
     true,
     false,
     {"LevelNotProved", "StateNotProved", "GrantsTooMuch", "BadClosure", "EntryNotMet", "ExitNotMet",
      "TouchesTooMuch"}},
    {"certificate forged: levels", claim_levels, false, false, {"StateNotProved"}},
    {"certificate forged: slots", claim_slots, false, false, {"StateNotProved"}},
    {"certificate forged: steps", claim_no_steps, true, false, {"StepsNotBounded"}},
    {"certificate forged: a target left out",
     drop_claims,
     true,
     false,
     {"UnlistedTarget", "LevelNotProved", "SlotMayBeEmpty", "StepsNotBounded", "RunsOffEnd", "StateNotProved"}},
    {"certificate forged: an exit", forge_exit, false, false, {"ExitNotMet"}},
    {"authentication jumped over", jump_over, false, true, kProofs},
    {"authentication failed forward", fail_forward, false, true, kProofs},
    {"level not asked for", test_nothing, false, true, kProofs},
};

/// Whether the place of a refusal is inside the file, and for code the place of a line.
void check_place(const Tamper& t, const Loaded& loaded, const Bytes& bytes, bool has_places) {
  EXPECT_LT(loaded.error.offset, bytes.size()) << t.name;
  EXPECT_GE(loaded.error.offset, image::kHeaderSize) << t.name;
  guion_image image{};
  if (!t.in_code || !fuzz::open_unproved(image, &loaded.policy, bytes.data(), bytes.size())) return;
  const image::Extent code = capi::opened(&image)->section(image::Section::Code);
  EXPECT_GE(loaded.error.offset, code.begin) << t.name;
  EXPECT_LE(loaded.error.offset, code.end) << t.name;
  // The byte may be one of its operands: the place is that of the last instruction at or before it that has one.
  std::uint32_t at = loaded.error.offset - code.begin;
  while (at != 0 && guion_place(&image, at).size == 0) --at;
  EXPECT_TRUE(!has_places || guion_place(&image, at).size != 0) << t.name;
}

struct Result {
  unsigned ways = 0, refused = 0;
};

Result tampered(const Tamper& t, const fuzz::Base& base) {
  Result out;
  for (std::size_t n = 0; n < 400; ++n) {
    std::string problem;
    auto read = assembly::decode(base.image, base.policy, problem);
    if (!read) return ADD_FAILURE() << problem, out;
    guion_policy policy{};
    guion_load_error error{};
    EXPECT_EQ(guion_policy_open(&policy, base.policy.data(), base.policy.size(), &error), GUION_OK);
    const bool has_places = !read->module.places.empty();
    if (!t.apply(read->module, *capi::opened(&policy), n)) return out;
    const Bytes bytes = assembly::encode(std::move(read->module), {read->stripped});
    const Loaded loaded(bytes, base.policy);
    ++out.ways;
    if (loaded.status != GUION_OK) {
      ++out.refused;
      EXPECT_TRUE(t.reasons.contains(loaded.reason())) << t.name << " " << n << ": " << loaded.reason();
      check_place(t, loaded, bytes, has_places);
      continue;
    }
    EXPECT_FALSE(t.each_is_refused) << t.name << " " << n << " of " << base.name << " loads";
    for (unsigned seed = 0; seed < 8; ++seed)
      EXPECT_EQ(fuzz::watch(loaded.image, &loaded.policy, fuzz::Pair::Gate, seed).broken, "")
          << t.name << " " << n << " of " << base.name;
  }
  return out;
}

TEST(Tamper, IsRefusedWithReasonAndPlace) {
  std::vector<fuzz::Base> bases = fuzz::written_bases();
  for (auto& b : fuzz::reference_bases(GUION_SOURCE_DIR)) bases.push_back(std::move(b));
  for (const Tamper& t : kTampers) {
    Result all;
    for (const fuzz::Base& base : bases) {
      const Result r = tampered(t, base);
      all.ways += r.ways;
      all.refused += r.refused;
    }
    std::printf("%s: %u of %u refused\n", t.name, all.refused, all.ways);
    EXPECT_GE(all.refused, 4U) << t.name;
  }
}

}  // namespace
}  // namespace guion::test
