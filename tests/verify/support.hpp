// Images from assembly text for the tests of the runtime: a policy with everything in it, opening, repairing checksums,
// playing calls.
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

namespace guion::test {

using Bytes = std::vector<std::uint8_t>;
using assembly::Policy;

/// Levels 0 identified, 1 holder (includes 0), 2 authorised. Methods 0 pin (grants 0 and 1, 3 tries), 1 question (0 and
/// 1, 1 try). Classes 0 account (needs 1; not for the agent), 1 secret (never said), 2 internal (needs 2; the agent
/// sees it). Slots 0 balance (money, account), 1 code (code, secret), 2 paid (yes/no), 3 rating (count, internal).
/// Services 0 billing (gives balance), 1 till (acts; takes code; gives paid; stales balance).
inline Policy policy_def() {
  Policy p;
  p.name = "pruebas";
  p.levels = {{"identificado", 1}, {"titular", 3}, {"autorizado", 4}};
  p.methods = {{"pin", 3, 3}, {"pregunta", 3, 1}};
  p.classes = {{"cuenta", 2, false, false}, {"secreta", 0, true, false}, {"interna", 4, false, true}};
  p.slots = {{"saldo", 6, 1}, {"clave", 15, 2}, {"cobrado", 3, 0}, {"nota", 5, 4}};
  p.services = {{"facturación", false, {}, {0}, {}}, {"caja", true, {1}, {2}, {0}}};
  p.areas = {{"retención", "Retención"}};
  p.outcomes = {{"resuelto", true}, {"pendiente", false}};
  return p;
}
inline const Bytes& policy_bytes() {
  static const Bytes bytes = assembly::encode(policy_def());
  return bytes;
}

/// Text with the policy's id in the place of POLICY, assembled.
inline assembly::Assembled assembled(std::string text) {
  const auto id = assembly::build_id(policy_bytes());
  std::string hex;
  for (const auto b : id) hex += {"0123456789abcdef"[b >> 4], "0123456789abcdef"[b & 15]};
  if (const auto at = text.find("POLICY"); at != std::string::npos) text.replace(at, 6, hex);
  auto a = assembly::assemble(text);
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
  explicit Call(const Loaded& loaded, guion_session_options options = {1, 0, 0, 0}) {
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

/// Head of a flow that follows the test policy, without slots.
inline const std::string kHead = R"(flow "prueba"
title "Prueba"
locale "es-US"
protocol "pruebas"
policy POLICY
)";

}  // namespace guion::test
