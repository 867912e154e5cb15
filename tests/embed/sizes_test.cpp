// Sizes are asked first, and what was said is what is used: blocks of exactly so many bytes do for every state of many
// calls, one byte less is refused, and nothing is ever written beside them.
#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" {
#include "host.h"
}

namespace {

constexpr unsigned char kGuard = 0xc7;
constexpr std::size_t kGuards = 64;

/// `size` bytes aligned to 8, with guard bytes on both sides.
class Block {
 public:
  explicit Block(std::size_t size) : size_{size}, bytes_(size + 2 * kGuards + 8, kGuard) {
    begin_ = kGuards + (8 - reinterpret_cast<std::uintptr_t>(bytes_.data() + kGuards) % 8) % 8;
  }
  [[nodiscard]] unsigned char* data() { return bytes_.data() + begin_; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool whole() const {
    for (std::size_t i = 0; i < bytes_.size(); ++i) {
      if ((i < begin_ || i >= begin_ + size_) && bytes_[i] != kGuard) return false;
    }
    return true;
  }
  [[nodiscard]] bool untouched() const {
    for (const unsigned char byte : bytes_) {
      if (byte != kGuard) return false;
    }
    return true;
  }

 private:
  std::size_t size_, begin_ = 0;
  std::vector<unsigned char> bytes_;
};

std::vector<char> read_file(const char* path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class Sizes : public testing::Test {
 protected:
  void SetUp() override {
    law_ = read_file(GUION_EMBED_POLICY);
    script_ = read_file(GUION_EMBED_IMAGE);
    guion_load_error error = {0, 0};
    ASSERT_EQ(guion_policy_open(&policy_, law_.data(), law_.size(), &error), GUION_OK);
    ASSERT_EQ(guion_image_open(&image_, &policy_, script_.data(), script_.size(), &error), GUION_OK);
  }

  std::vector<char> law_, script_;
  guion_policy policy_{};
  guion_image image_{};
};

TEST_F(Sizes, ASessionStartsInExactlyItsSize) {
  for (const std::uint32_t capacity : {0u, 1u, 2u, 7u, 512u, 4096u, 32767u, 32768u, 70000u}) {
    const guion_session_options options = {1, 0, capacity, 0, 0};
    const std::size_t size = guion_session_size(&image_, &options);
    ASSERT_GT(size, capacity);
    guion_session* session = nullptr;
    Block exact(size), less(size - 1);
    EXPECT_EQ(guion_session_start(&image_, &options, less.data(), less.size(), &session), GUION_NO_MEMORY) << capacity;
    EXPECT_TRUE(less.untouched());
    EXPECT_EQ(guion_session_start(&image_, &options, exact.data(), exact.size(), &session), GUION_OK) << capacity;
    EXPECT_TRUE(exact.whole());
  }
}

TEST_F(Sizes, WholeCallsStayWithinTheirBlocks) {
  const std::size_t size = guion_session_size(&image_, nullptr);
  std::size_t saved = 0;
  for (std::uint64_t call = 1; call <= 300; ++call) {
    Block first(size), second(size), snapshot(guion_snapshot_limit(&image_, nullptr)), told(1 << 16);
    host h{&image_,
           {first.data(), second.data()},
           size,
           snapshot.data(),
           snapshot.size(),
           reinterpret_cast<char*>(told.data()),
           told.size(),
           0,
           0,
           0,
           0};
    ASSERT_EQ(host_play(&h, call), GUION_OK) << call;
    ASSERT_TRUE(first.whole() && second.whole() && snapshot.whole() && told.whole()) << call;
    saved += h.saved;
  }
  EXPECT_GT(saved, 1000u);
}

/// A call with one event more at each turn, so that every state has its snapshot.
TEST_F(Sizes, ASnapshotNeedsWhatItSaysAndNeverMoreThanTheLimit) {
  const std::size_t size = guion_session_size(&image_, nullptr), limit = guion_snapshot_limit(&image_, nullptr);
  std::vector<std::uint64_t> memory(size / 8 + 1);
  std::size_t states = 0;
  for (std::uint64_t call = 1; call <= 60; ++call) {
    const guion_session_options options = {call, 0, 0, 0, 0};
    host h{&image_, {memory.data(), nullptr}, size, nullptr, 0, nullptr, 0, 0, static_cast<std::uint32_t>(call), 0, 0};
    guion_session* session = nullptr;
    ASSERT_EQ(guion_session_start(&image_, &options, memory.data(), size, &session), GUION_OK);
    ASSERT_EQ(host_give_all(&h, session), GUION_OK);
    guion_event event{};
    for (int i = 0; i < 100 && guion_next(session, 0, &event) == GUION_OK; ++i) {
      std::size_t needed = 0;
      const guion_status asked = guion_save(session, nullptr, nullptr, 0, &needed);
      if (asked != GUION_SECRET_HELD) {
        ASSERT_EQ(asked, GUION_BUFFER_TOO_SMALL);
        ASSERT_LE(needed, limit);
        Block exact(needed), less(needed - 1);
        std::size_t again = 0;
        ASSERT_EQ(guion_save(session, nullptr, less.data(), less.size(), &again), GUION_BUFFER_TOO_SMALL);
        ASSERT_EQ(again, needed);
        ASSERT_TRUE(less.whole());
        ASSERT_EQ(guion_save(session, nullptr, exact.data(), exact.size(), &again), GUION_OK);
        ASSERT_TRUE(exact.whole());
        Block to(size), small(size - 1);
        guion_session* restored = nullptr;
        ASSERT_EQ(
            guion_restore(&image_, nullptr, nullptr, exact.data(), exact.size(), small.data(), small.size(), &restored),
            GUION_NO_MEMORY);
        ASSERT_TRUE(small.untouched());
        ASSERT_EQ(guion_restore(&image_, nullptr, nullptr, exact.data(), exact.size(), to.data(), to.size(), &restored),
                  GUION_OK);
        ASSERT_TRUE(to.whole());
        ++states;
      }
      if (event.kind == GUION_EVENT_END) break;
      const guion_status answered = host_answer(&h, session, &event);
      ASSERT_TRUE(answered == GUION_OK || answered == GUION_OUT_OF_RANGE || answered == GUION_TEXT_FULL);
    }
  }
  EXPECT_GT(states, 500u);
}

TEST_F(Sizes, ATextIsNeverWrittenPastItsBuffer) {
  std::vector<std::uint64_t> memory(guion_session_size(&image_, nullptr) / 8 + 1);
  std::size_t texts = 0;
  for (std::uint32_t call = 1; call <= 20; ++call) {
    host h{&image_, {memory.data(), nullptr}, memory.size() * 8, nullptr, 0, nullptr, 0, 0, call, 0, 0};
    guion_session* session = nullptr;
    guion_event event{};
    ASSERT_EQ(guion_session_start(&image_, nullptr, memory.data(), memory.size() * 8, &session), GUION_OK);
    ASSERT_EQ(host_give_all(&h, session), GUION_OK);
    for (int i = 0; i < 60 && guion_next(session, 0, &event) == GUION_OK && event.kind != GUION_EVENT_END; ++i) {
      std::size_t needed = 0;
      if (event.has_text && guion_text(session, nullptr, 0, &needed) == GUION_BUFFER_TOO_SMALL) {
        for (const std::size_t size : {needed, needed - 1, needed / 2}) {
          Block block(size);
          EXPECT_EQ(guion_text(session, reinterpret_cast<char*>(block.data()), size, &needed),
                    size == needed ? GUION_OK : GUION_BUFFER_TOO_SMALL);
          EXPECT_TRUE(block.whole());
        }
        ++texts;
      }
      (void)host_answer(&h, session, &event);
    }
  }
  EXPECT_GT(texts, 100u);
}

}  // namespace
