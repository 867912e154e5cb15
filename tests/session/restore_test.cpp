// A call goes on after a restore as if nothing had been: from every event, with the same tokens, and the same bytes
// when it is saved again. And what is refused: docs/bytecode.md, «A snapshot».
#include <cstdlib>
#include <cstring>

#include "driver/compile.hpp"
#include "guion/guion.hpp"
#include "session/flows.hpp"
#include "session/tape.hpp"
#include "support/fixture.hpp"
#include "support/random_flow.hpp"

namespace guion::test {
namespace {

constexpr std::uint32_t kEvents = 60;

unsigned setting(const char* name, unsigned usual) {
  const char* value = std::getenv(name);
  return value == nullptr ? usual : static_cast<unsigned>(std::strtoul(value, nullptr, 10));
}

/// What is common to all events of a call: how many were saved, how many held a secret.
struct Tally {
  unsigned saved = 0, secret = 0;
};

/// Plays the call once, then again from each of its snapshots.
void play_from_everywhere(const Opened& opened, std::uint32_t host, std::uint32_t most, Tally& tally) {
  Session whole(opened, kOptions, host);
  whole.start();
  std::vector<Bytes> snapshots;
  std::vector<std::string> seen;
  const auto keep = [&] {
    guion_status status = GUION_OK;
    Bytes b = whole.save(nullptr, &status);
    EXPECT_TRUE(status == GUION_OK || status == GUION_SECRET_HELD) << guion_status_text(status);
    (b.empty() ? tally.secret : tally.saved) += 1;
    snapshots.push_back(std::move(b));
  };
  keep();
  for (std::uint32_t place = 0; place < most; ++place) {
    seen.push_back(whole.see());
    keep();
    if (whole.status != GUION_OK || whole.event.kind == GUION_EVENT_END) break;
    if (place % 17 == 16 && host % 3 == 0) {
      EXPECT_EQ(guion_hangup(whole.session), GUION_OK);
      continue;
    }
    whole.answer(place);
  }
  for (std::size_t k = 0; k < snapshots.size(); ++k) {
    if (snapshots[k].empty()) continue;
    Session again(opened, kOptions, host);
    ASSERT_EQ(again.restore(snapshots[k]), GUION_OK) << "at event " << k;
    EXPECT_EQ(again.save(), snapshots[k]) << "at event " << k;
    // Snapshot 0 stands before the first event, snapshot k at event k - 1.
    for (std::size_t place = k == 0 ? 0 : k - 1; place < seen.size(); ++place) {
      ASSERT_EQ(again.see(), seen[place]) << "from event " << k;
      if (again.status != GUION_OK || again.event.kind == GUION_EVENT_END) break;
      if (place % 17 == 16 && host % 3 == 0) {
        EXPECT_EQ(guion_hangup(again.session), GUION_OK);
      } else {
        again.answer(static_cast<std::uint32_t>(place));
      }
    }
  }
}

TEST(Restore, ThePurchaseGoesOnFromEveryEvent) {
  Tally tally;
  for (std::uint32_t host = 1; host <= 40; ++host) play_from_everywhere(purchase(), host, kEvents, tally);
  EXPECT_GT(tally.saved, 300u);
  EXPECT_GT(tally.secret, 5u);
}

TEST(Restore, ThePaymentGoesOnFromEveryEvent) {
  MemorySources sources;
  sources.put(std::string{kProtocolPath}, std::string{kProtocol});
  sources.put(std::string{kFlowPath}, std::string{kFlow});
  auto made = compile(std::string{kFlowPath}, sources);
  ASSERT_TRUE(made.ok);
  const Opened opened(std::move(made.policy), std::move(made.image));
  Tally tally;
  for (std::uint32_t host = 1; host <= 40; ++host) play_from_everywhere(opened, host, kEvents, tally);
  EXPECT_GT(tally.saved, 300u);
}

TEST(Restore, RandomFlowsGoOnFromEveryEvent) {
  Tally tally;
  const unsigned flows = setting("GUION_SESSION_FLOWS", 150);
  for (std::uint32_t seed = 1; seed <= flows && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    const RandomFlow text = random_flow(seed);
    const auto opened = open_flow(text.protocol, text.flow);
    if (opened == nullptr) continue;
    for (std::uint32_t host = 1; host <= 2; ++host) play_from_everywhere(*opened, seed * 2 + host, 40, tally);
  }
  EXPECT_GT(tally.saved, 10 * flows);
}

TEST(Restore, TextsThatShareTheirStoreStillShareIt) {
  guion_session_options options = kOptions;
  options.text_capacity = 40;  // the agent's name, the customer's, and not the customer's twice
  Session call(purchase(), options);
  call.start();
  (void)call.see();
  call.accept();
  (void)call.see();
  const std::string name(24, 'a');
  ASSERT_EQ(call.send({{0, name.data(), name.size()}}), GUION_OK);
  call.until(GUION_EVENT_MENU);
  ASSERT_EQ(call.value("titular_del_pago"), name);
  ASSERT_EQ(call.value("marca"), "Cable Austral");
  const Bytes snapshot = call.save();
  Session again(purchase(), options);
  ASSERT_EQ(again.restore(snapshot), GUION_OK);
  EXPECT_EQ(again.value("titular_del_pago"), name);
  EXPECT_EQ(again.value("marca"), "Cable Austral");
  EXPECT_EQ(again.see(), call.see());
}

TEST(Restore, ASmallerStoreIsRefusedOneByteBelowWhatTheTextsNeed) {
  Session call(purchase());
  call.start();
  call.until(GUION_EVENT_MENU);
  const Bytes snapshot = call.save();
  // Own texts: the agent's name and the customer's; the others are shared.
  const auto needed = static_cast<std::uint32_t>(call.value("agente").size() + call.value("cliente").size());
  guion_session_options options = kOptions;
  options.text_capacity = needed;
  EXPECT_EQ(Session(purchase(), options).restore(snapshot), GUION_OK);
  options.text_capacity = needed - 1;
  EXPECT_EQ(Session(purchase(), options).restore(snapshot), GUION_TEXT_FULL);
}

TEST(Restore, SnapshotsAreSmall) {
  Session call(purchase());
  call.start();
  call.until(GUION_EVENT_MENU);
  const std::size_t texts = call.value("agente").size() + call.value("cliente").size() + call.value("empresa").size();
  EXPECT_LE(call.save().size(), 100 + texts);
}

// ---- saving
// -----------------------------------------------------------------------------------------------------------

TEST(Save, ASecretIsNeverWritten) {
  Session call(purchase());
  call.start();
  call.until(GUION_EVENT_LOOKUP, 1);  // the pause
  guion_status status = GUION_OK;
  EXPECT_FALSE(call.save(nullptr, &status).empty());
  call.accept();
  (void)call.see();
  ASSERT_EQ(call.event.kind, GUION_EVENT_ASK);
  EXPECT_FALSE(call.save(nullptr, &status).empty());
  call.accept();
  (void)call.see();
  ASSERT_EQ(call.event.kind, GUION_EVENT_LOOKUP);  // the till takes the code
  EXPECT_TRUE(call.save(nullptr, &status).empty());
  EXPECT_EQ(status, GUION_SECRET_HELD);
  call.accept();
  (void)call.see();
  EXPECT_FALSE(call.save(nullptr, &status).empty());
}

TEST(Save, BetweenAnAnswerAndTheNextEventThereIsNothingToWrite) {
  Session call(purchase());
  call.start();
  (void)call.see();
  call.accept();
  guion_status status = GUION_OK;
  EXPECT_TRUE(call.save(nullptr, &status).empty());
  EXPECT_EQ(status, GUION_WRONG_ANSWER);
}

TEST(Save, TheBufferIsKeptAndTheSizeIsTold) {
  Session call(purchase());
  call.start();
  (void)call.see();
  const std::size_t size = call.save().size();
  for (std::size_t capacity = 0; capacity < size; ++capacity) {
    Bytes buffer(capacity + 8, 0xee);
    std::size_t needed = 0;
    EXPECT_EQ(guion_save(call.session, nullptr, buffer.data(), capacity, &needed), GUION_BUFFER_TOO_SMALL);
    EXPECT_EQ(needed, size);
    for (std::size_t i = capacity; i < buffer.size(); ++i) ASSERT_EQ(buffer[i], 0xee);
  }
  EXPECT_EQ(guion_save(nullptr, nullptr, nullptr, 0, nullptr), GUION_BAD_ARGUMENT);
  EXPECT_EQ(guion_save(call.session, nullptr, nullptr, 1, nullptr), GUION_BAD_ARGUMENT);
}

// ---- refusals
// ---------------------------------------------------------------------------------------------------------

TEST(Restore, ArgumentsAreChecked) {
  Session call(purchase());
  call.start();
  (void)call.see();
  const Bytes snapshot = call.save();
  std::uint64_t memory[256];
  guion_session* out = nullptr;
  const guion_image* image = &purchase().image;
  const auto restore = [&](const guion_image* i, const void* b, std::size_t n, void* m, std::size_t mn) {
    return guion_restore(i, &kOptions, nullptr, b, n, m, mn, &out);
  };
  EXPECT_EQ(restore(nullptr, snapshot.data(), snapshot.size(), memory, sizeof memory), GUION_BAD_ARGUMENT);
  EXPECT_EQ(restore(image, nullptr, 0, memory, sizeof memory), GUION_BAD_ARGUMENT);
  EXPECT_EQ(restore(image, snapshot.data(), snapshot.size(), nullptr, 0), GUION_BAD_ARGUMENT);
  EXPECT_EQ(restore(image, snapshot.data(), snapshot.size(), reinterpret_cast<char*>(memory) + 1, 2000),
            GUION_BAD_ARGUMENT);
  EXPECT_EQ(restore(image, snapshot.data(), snapshot.size(), memory, guion_session_size(image, &kOptions) - 1),
            GUION_NO_MEMORY);
  std::memcpy(memory, snapshot.data(), snapshot.size());  // the bytes may not be where the call will be
  EXPECT_EQ(restore(image, memory, snapshot.size(), memory, sizeof memory), GUION_BAD_ARGUMENT);
  EXPECT_EQ(out, nullptr);
  EXPECT_EQ(restore(image, snapshot.data(), snapshot.size(), memory, guion_session_size(image, &kOptions)), GUION_OK);
  EXPECT_NE(out, nullptr);
}

TEST(Restore, TheImageIsTheOneThatTheSnapshotIsOf) {
  Session call(purchase());
  call.start();
  (void)call.see();
  const Bytes snapshot = call.save();
  std::uint8_t of[32], mine[32];
  ASSERT_EQ(guion_snapshot_image(snapshot.data(), snapshot.size(), of), GUION_OK);
  guion_image_build_id(&purchase().image, mine);
  EXPECT_EQ(std::memcmp(of, mine, 32), 0);
  EXPECT_EQ(guion_snapshot_image(snapshot.data(), 55, of), GUION_BAD_SNAPSHOT);

  std::string other{kPurchase};
  other.replace(other.find("Le comunico"), 11, "Le paso con");
  const auto changed = open_flow(kLaw, other);
  ASSERT_NE(changed, nullptr);
  EXPECT_EQ(Session(*changed).restore(snapshot), GUION_WRONG_IMAGE);
}

/// A seal of 32 bytes that depends on the key and on every byte. Not a signature: the host brings one.
struct Key {
  std::uint8_t key;
  static void sign(void* context, const void* bytes, std::size_t size, std::uint8_t seal[32]) {
    const auto* p = static_cast<const std::uint8_t*>(bytes);
    for (std::size_t i = 0; i < 32; ++i) seal[i] = static_cast<std::uint8_t>(static_cast<Key*>(context)->key + i);
    for (std::size_t i = 0; i < size; ++i) seal[i % 32] = static_cast<std::uint8_t>(seal[i % 32] * 31 + p[i]);
  }
};

TEST(Restore, TheSealIsTheHosts) {
  Key mine{1}, theirs{2};
  const guion_seal right{Key::sign, &mine}, wrong{Key::sign, &theirs}, broken{nullptr, nullptr};
  Session call(purchase());
  call.start();
  (void)call.see();
  const Bytes open = call.save(), sealed = call.save(&right);
  EXPECT_EQ(sealed.size(), open.size() + 32);
  EXPECT_EQ(call.save(&right), sealed);
  EXPECT_EQ(Session(purchase()).restore(sealed, &right), GUION_OK);
  EXPECT_EQ(Session(purchase()).restore(sealed, &wrong), GUION_BAD_SEAL);
  EXPECT_EQ(Session(purchase()).restore(open, &right), GUION_BAD_SEAL);  // none
  EXPECT_EQ(Session(purchase()).restore(sealed), GUION_BAD_SEAL);        // nobody to check it
  EXPECT_EQ(Session(purchase()).restore(sealed, &broken), GUION_BAD_ARGUMENT);

  Bytes stripped(sealed.begin(), sealed.end() - 32);
  EXPECT_EQ(Session(purchase()).restore(stripped, &right), GUION_BAD_SNAPSHOT);
  stripped[6] = 0;
  repair(stripped);
  EXPECT_EQ(Session(purchase()).restore(stripped, &right), GUION_BAD_SEAL);

  for (std::size_t at = 0; at < sealed.size(); ++at) {
    Bytes changed = sealed;
    changed[at] ^= 1;
    repair(changed, true);
    const guion_status status = Session(purchase()).restore(changed, &right);
    // The checksum is mended, so changes of it alone are none.
    EXPECT_TRUE((at >= 8 && at < 16) || status == GUION_BAD_SEAL || status == GUION_BAD_SNAPSHOT) << at;
  }
}

TEST(Facade, ALambdaIsASeal) {
  const Opened& opened = purchase();
  Session call(opened);
  call.start();
  (void)call.see();
  unsigned signed_ = 0;
  auto sign = [&](std::span<const char> bytes, std::span<std::uint8_t, 32> seal) {
    ++signed_;
    for (std::size_t i = 0; i < 32; ++i) seal[i] = static_cast<std::uint8_t>(bytes[i % bytes.size()] + 1);
  };
  const embed::Seal seal(sign), none;
  EXPECT_EQ(none.get(), nullptr);
  std::size_t needed = 0;
  Bytes bytes(1000);
  ASSERT_EQ(guion_save(call.session, seal.get(), bytes.data(), bytes.size(), &needed), GUION_OK);
  EXPECT_EQ(signed_, 1u);
  bytes.resize(needed);
  EXPECT_EQ(Session(opened).restore(bytes, seal.get()), GUION_OK);
  EXPECT_EQ(signed_, 2u);
}

void sign_plainly(std::span<const char> bytes, std::span<std::uint8_t, 32> seal) {
  for (std::size_t i = 0; i < 32; ++i) seal[i] = static_cast<std::uint8_t>(bytes[i % bytes.size()] ^ 0x5a);
}

TEST(Facade, AFunctionIsASeal) {
  const Opened& opened = purchase();
  Session call(opened);
  call.start();
  (void)call.see();
  const auto sign = [](std::span<const char> bytes, std::span<std::uint8_t, 32> out) { sign_plainly(bytes, out); };
  auto* const pointer = &sign_plainly;
  // In a variable or written in place: all of them sign alike.
  const embed::Seal seals[] = {
      embed::Seal(sign_plainly), embed::Seal(pointer), embed::Seal(sign),
      embed::Seal([](std::span<const char> bytes, std::span<std::uint8_t, 32> out) { sign_plainly(bytes, out); })};
  const Bytes sealed = call.save(seals[0].get());
  for (const embed::Seal& seal : seals) {
    EXPECT_EQ(call.save(seal.get()), sealed);
    EXPECT_EQ(Session(opened).restore(sealed, seal.get()), GUION_OK);
  }
  EXPECT_EQ(Session(opened).restore(sealed), GUION_BAD_SEAL);

  // What would be gone before it is called does not compile.
  auto held = [&opened](std::span<const char>, std::span<std::uint8_t, 32>) { (void)opened; };
  static_assert(std::is_constructible_v<embed::Seal, decltype(held)&>);
  static_assert(!std::is_constructible_v<embed::Seal, decltype(held)>);
  static_assert(!std::is_constructible_v<embed::Seal, std::nullptr_t>);
}

TEST(Facade, AnImageSaysItsStepsAndItsBuildId) {
  const Opened& opened = purchase();
  const embed::Image none;
  EXPECT_EQ(none.steps(), 0u);
  EXPECT_EQ(none.build_id(), (std::array<std::uint8_t, 32>{}));

  MemorySources files;
  files.put("pruebas.flow", std::string{kLaw});
  files.put("compra.flow", std::string{kPurchase});
  const Compilation made = compile("compra.flow", files, {});
  const auto chars = [](const auto& bytes) {
    return std::span<const char>(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  };
  embed::Policy policy;
  embed::Image image;
  ASSERT_TRUE(policy.open(chars(made.policy)));
  ASSERT_TRUE(image.open(policy, chars(made.image)));
  EXPECT_GT(image.steps(), 0u);
  EXPECT_EQ(image.steps(), guion_image_steps(&opened.image));
  Session call(opened);
  call.start();
  (void)call.see();
  const Bytes snapshot = call.save();
  std::array<std::uint8_t, 32> of{};
  ASSERT_EQ(guion_snapshot_image(snapshot.data(), snapshot.size(), of.data()), GUION_OK);
  EXPECT_EQ(image.build_id(), of);
}

}  // namespace
}  // namespace guion::test
