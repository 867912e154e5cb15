// Images from assembly text for the tests of the runtime: opening, repairing checksums, playing calls.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "guion/guion.h"
#include "image/bytes.hpp"
#include "image/format.hpp"
#include "lower/assembler.hpp"
#include "lower/assembly.hpp"
#include "lower/disassemble.hpp"
#include "verify/law.hpp"

namespace guion::test {

/// Text with the policy's id in the place of POLICY, assembled.
inline assembly::Assembled assembled(const std::string& text) {
  auto a = assemble_for(text, policy_bytes());
  EXPECT_TRUE(a.ok()) << "line " << a.error_line << ": " << a.error << "\n" << text;
  return a;
}
inline Bytes image_of(const std::string& text) {
  const auto a = assembled(text);
  return assembly::encode(a.module, {a.stripped});
}

/// Makes size and checksum true again after a change, so that the checks behind them are reached.
inline void repair(Bytes& b) {
  if (b.size() < image::kHeaderSize) return;
  for (unsigned i = 0; i < 4; ++i) b[image::kAtSize + i] = static_cast<std::uint8_t>(b.size() >> 8 * i);
  const auto sum = image::checksum(b.data() + image::kAtSize, b.size() - image::kAtSize, image::load64(b.data()));
  for (unsigned i = 0; i < 8; ++i) b[image::kAtChecksum + i] = static_cast<std::uint8_t>(sum >> 8 * i);
}

/// An open policy and image over bytes that it owns.
class Loaded {
 public:
  explicit Loaded(Bytes bytes, const Bytes& law = policy_bytes()) : law_(law), bytes_(std::move(bytes)) {
    guion_load_error e{};
    EXPECT_EQ(guion_policy_open(&policy, law_.data(), law_.size(), &e), GUION_OK) << guion_load_error_name(e.reason);
    status = guion_image_open(&image, &policy, bytes_.data(), bytes_.size(), &error);
  }
  Loaded(const Loaded&) = delete;
  Loaded& operator=(const Loaded&) = delete;

  [[nodiscard]] std::string reason() const { return guion_load_error_name(error.reason); }

  guion_policy policy{};
  guion_image image{};
  guion_status status = GUION_OK;
  guion_load_error error{};

 private:
  Bytes law_, bytes_;
};

/// A session over an image, with memory of exactly the size asked for.
class Call {
 public:
  explicit Call(const Loaded& loaded, guion_session_options options = {1, 0, 0, 0, 0}) {
    EXPECT_EQ(loaded.status, GUION_OK) << loaded.reason() << " at " << loaded.error.offset;
    const std::size_t size = guion_session_size(&loaded.image, &options);
    memory_ = std::make_unique<std::uint64_t[]>(size / 8);
    size_ = size;
    EXPECT_EQ(guion_session_start(&loaded.image, &options, memory_.get(), size, &session), GUION_OK);
  }
  guion_event next() {
    guion_event e{};
    last = guion_next(session, now, &e);
    return e;
  }
  std::string text() const {
    char buffer[2048];
    std::size_t n = 0;
    EXPECT_EQ(guion_text(session, buffer, sizeof buffer, &n), GUION_OK);
    return {buffer, n};
  }
  std::string option(std::uint32_t index, std::uint32_t* id = nullptr) const {
    char buffer[512];
    std::size_t n = 0;
    EXPECT_EQ(guion_option(session, index, id, buffer, sizeof buffer, &n), GUION_OK);
    return {buffer, n};
  }
  guion_status answer(guion_answer_kind kind, std::uint32_t option = 0) {
    const guion_answer a{kind, option, nullptr, 0};
    return guion_answer_event(session, next().token, &a);
  }
  guion_status value(std::int64_t n) { return values({{n, nullptr, 0}}, GUION_ANSWER_VALUE); }
  guion_status value(const std::string& s) { return values({{0, s.data(), s.size()}}, GUION_ANSWER_VALUE); }
  guion_status values(const std::vector<guion_value>& v, guion_answer_kind kind = GUION_ANSWER_FIELDS) {
    const guion_answer a{kind, 0, v.data(), v.size()};
    return guion_answer_event(session, next().token, &a);
  }
  /// The pending say's text; then it is done.
  std::string say() {
    EXPECT_EQ(next().kind, GUION_EVENT_SAY);
    const std::string t = text();
    EXPECT_EQ(answer(GUION_ANSWER_DONE), GUION_OK);
    return t;
  }
  /// The bytes of the session, to see that nothing changed.
  std::string bytes() const { return {reinterpret_cast<const char*>(memory_.get()), size_}; }

  guion_session* session = nullptr;
  guion_status last = GUION_OK;
  std::int64_t now = 10 * 3600;

 private:
  std::unique_ptr<std::uint64_t[]> memory_;
  std::size_t size_ = 0;
};

}  // namespace guion::test
