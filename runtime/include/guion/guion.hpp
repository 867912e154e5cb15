// guion.hpp: a thin C++20 façade over guion.h. Views without ownership: bytes and memory stay the caller's. Nothing
// throws.
//
// @example
//   #include <guion/guion.hpp>
//   #include <fstream>
//   #include <iostream>
//   #include <iterator>
//   #include <vector>
//
//   namespace embed = guion::embed;
//
//   std::vector<char> read_file(const char* path) {
//     std::ifstream in(path, std::ios::binary);
//     return {std::istreambuf_iterator<char>(in), {}};
//   }
//
//   int main(int argc, char** argv) {
//     if (argc != 3) return 2;
//     const auto law = read_file(argv[1]), script = read_file(argv[2]);
//     embed::Policy policy;
//     embed::Image image;
//     if (!policy.open(law) || !image.open(policy, script)) {
//       std::cerr << guion_load_error_text(policy ? image.error().reason : policy.error().reason) << '\n';
//       return 1;
//     }
//     std::cout << image.title() << '\n';
//     std::vector<std::uint64_t> memory(embed::Session::words(image));
//     embed::Session session;
//     if (!session.start(image, memory)) return 1;
//     for (std::uint32_t slot = 0; slot < image.slots(); ++slot)
//       if (image.slot(slot)->from_system) session.give(slot, embed::text_value("Inés"));
//
//     // A host that says yes to everything: every call it plays is one that the compiler foresaw.
//     for (auto event = session.next(10 * 3600); event && event->kind != GUION_EVENT_END; event = session.next(10 *
//     3600)) {
//       if (event->has_text) std::cout << session.text() << '\n';
//       const embed::Status status = [&] {
//         switch (event->kind) {
//           case GUION_EVENT_ASK:
//           case GUION_EVENT_RECORD: {
//             const auto info = image.slot(event->slot);
//             return session.answer_value(event->token, {info->min, "Ana", 3});
//           }
//           case GUION_EVENT_MENU: return session.answer_option(event->token, session.option(0)->id);
//           case GUION_EVENT_VERIFY: return session.answer(event->token, GUION_ANSWER_PASSED);
//           case GUION_EVENT_JUDGE: return session.answer(event->token, GUION_ANSWER_YES);
//           case GUION_EVENT_LOOKUP: return session.answer(event->token, GUION_ANSWER_FAILED);
//           default: return session.answer(event->token, GUION_ANSWER_DONE);
//         }
//       }();
//       if (!status) return std::cerr << status.text() << '\n', 1;
//     }
//   }
// @end
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "guion/guion.h"

namespace guion::embed {

/// A status that is true when all is well.
class [[nodiscard]] Status {
 public:
  constexpr Status(guion_status code) : code_(code) {}  // NOLINT: a status is what it wraps
  [[nodiscard]] constexpr explicit operator bool() const { return code_ == GUION_OK; }
  [[nodiscard]] constexpr guion_status code() const { return code_; }
  [[nodiscard]] const char* text() const { return guion_status_text(code_); }

 private:
  guion_status code_;
};

/// A value, or the status that says why there is none. The value of a failed result is default-made.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}     // NOLINT: a result is what it wraps
  Result(guion_status status) : status_(status) {}  // NOLINT
  [[nodiscard]] explicit operator bool() const { return static_cast<bool>(status_); }
  [[nodiscard]] Status status() const { return status_; }
  [[nodiscard]] const T& operator*() const { return value_; }
  [[nodiscard]] const T* operator->() const { return &value_; }

 private:
  T value_{};
  Status status_ = GUION_OK;
};

[[nodiscard]] inline std::string_view view(guion_string s) { return {s.data, s.size}; }
/// Borrows `text`.
[[nodiscard]] inline guion_value text_value(std::string_view text) { return {0, text.data(), text.size()}; }
[[nodiscard]] inline guion_value number_value(std::int64_t n) { return {n, nullptr, 0}; }

namespace detail {

/// Calls `render(buffer, capacity, &needed)` until the text fits.
template <typename F>
[[nodiscard]] std::string render(F render) {
  std::string out(256, '\0');
  std::size_t needed = 0;
  if (render(out.data(), out.size(), &needed) == GUION_BUFFER_TOO_SMALL) {
    out.resize(needed);
    if (render(out.data(), out.size(), &needed) != GUION_OK) needed = 0;
  }
  out.resize(needed < out.size() ? needed : out.size());
  return out;
}

}  // namespace detail

/// A policy. Borrows its bytes; stays where it is, because images point to it.
class Policy {
 public:
  Policy() = default;
  Policy(const Policy&) = delete;
  Policy& operator=(const Policy&) = delete;

  Status open(std::span<const char> bytes) {
    return status_ = guion_policy_open(&policy_, bytes.data(), bytes.size(), &error_);
  }
  [[nodiscard]] explicit operator bool() const { return static_cast<bool>(status_); }
  [[nodiscard]] const guion_load_error& error() const { return error_; }
  [[nodiscard]] const guion_policy* get() const { return &policy_; }
  [[nodiscard]] std::string_view level(std::uint32_t n) const { return view(guion_level_name(&policy_, n)); }
  [[nodiscard]] std::string_view method(std::uint32_t n) const { return view(guion_method_name(&policy_, n)); }
  [[nodiscard]] std::string_view service(std::uint32_t n) const { return view(guion_service_name(&policy_, n)); }
  [[nodiscard]] std::string_view area(std::uint32_t n) const { return view(guion_area_name(&policy_, n)); }
  [[nodiscard]] std::string_view outcome(std::uint32_t n) const { return view(guion_outcome_name(&policy_, n)); }

 private:
  guion_policy policy_{};
  guion_load_error error_{};
  Status status_ = GUION_BAD_ARGUMENT;
};

/// An image. Borrows its bytes and its policy; stays where it is, because sessions point to it.
class Image {
 public:
  Image() = default;
  Image(const Image&) = delete;
  Image& operator=(const Image&) = delete;

  Status open(const Policy& policy, std::span<const char> bytes) { return open(policy.get(), bytes); }
  /// For a flow that follows no protocol.
  Status open(std::span<const char> bytes) { return open(nullptr, bytes); }
  [[nodiscard]] const guion_load_error& error() const { return error_; }
  [[nodiscard]] const guion_image* get() const { return &image_; }
  [[nodiscard]] std::string_view title() const { return view(guion_image_title(&image_)); }
  /// 1 or 2; languages are numbers, from 0.
  [[nodiscard]] std::uint32_t languages() const { return guion_image_languages(&image_); }
  /// The tag of a language, "en-US"; empty if the image does not speak it.
  [[nodiscard]] std::string_view language(std::uint32_t n) const {
    guion_string tag{"", 0};
    return guion_image_language(&image_, n, &tag, nullptr) == GUION_OK ? view(tag) : std::string_view{};
  }
  [[nodiscard]] std::string_view stage(std::uint32_t n) const { return view(guion_stage_name(&image_, n)); }
  [[nodiscard]] std::string_view place(std::uint32_t position) const { return view(guion_place(&image_, position)); }
  /// Most silent instructions between two events of any call, proved at load: what a step_limit need not exceed.
  [[nodiscard]] std::uint32_t steps() const { return guion_image_steps(&image_); }
  /// SHA-256 of the file; zeros of an image that is not open.
  [[nodiscard]] std::array<std::uint8_t, 32> build_id() const {
    std::array<std::uint8_t, 32> id{};
    guion_image_build_id(&image_, id.data());
    return id;
  }
  [[nodiscard]] std::uint32_t slots() const { return guion_slot_count(&image_); }
  Result<guion_slot_info> slot(std::uint32_t n) const {
    guion_slot_info info{};
    const guion_status status = guion_slot_describe(&image_, n, &info);
    return status == GUION_OK ? Result<guion_slot_info>(info) : status;
  }

 private:
  Status open(const guion_policy* policy, std::span<const char> bytes) {
    return guion_image_open(&image_, policy, bytes.data(), bytes.size(), &error_);
  }
  guion_image image_{};
  guion_load_error error_{};
};

/// What a menu offers.
struct Option {
  std::uint32_t id = 0;
  std::string label;
};

/// How snapshots are signed: by a function of the host, `sign(std::span<const char> bytes, std::span<std::uint8_t, 32>
/// seal)`. Made of nothing: they are not. Borrows a function object, a lambda in a variable say, which must outlive it;
/// a plain function, or a lambda without captures that is written in its place, needs no owner.
class Seal {
 public:
  using Function = void (*)(std::span<const char> bytes, std::span<std::uint8_t, 32> seal);

  Seal() = default;
  Seal(std::nullptr_t) = delete;
  Seal(Function sign) : seal_{call_function, reinterpret_cast<void*>(sign)} {}  // NOLINT: a seal is its function
  template <typename F>
  requires(std::is_object_v<F>&& std::invocable<F&, std::span<const char>, std::span<std::uint8_t, 32>>) Seal(F& sign)
      : seal_{call<F>, const_cast<void*>(static_cast<const void*>(&sign))} {}  // NOLINT: a seal is its function
  [[nodiscard]] const guion_seal* get() const { return seal_.sign == nullptr ? nullptr : &seal_; }

 private:
  template <typename F>
  static void call(void* sign, const void* bytes, std::size_t size, std::uint8_t seal[32]) {
    (*static_cast<F*>(sign))(std::span<const char>(static_cast<const char*>(bytes), size),
                             std::span<std::uint8_t, 32>(seal, 32));
  }
  static void call_function(void* sign, const void* bytes, std::size_t size, std::uint8_t seal[32]) {
    reinterpret_cast<Function>(sign)(std::span<const char>(static_cast<const char*>(bytes), size),
                                     std::span<std::uint8_t, 32>(seal, 32));
  }
  guion_seal seal_{nullptr, nullptr};
};

/// A move table, open over the image that it leads to. Borrows its bytes and the image.
class Moves {
 public:
  Moves() = default;
  Moves(const Moves&) = delete;
  Moves& operator=(const Moves&) = delete;

  Status open(const Image& to, std::span<const char> bytes) {
    return guion_moves_open(&moves_, to.get(), bytes.data(), bytes.size(), &error_);
  }
  [[nodiscard]] const guion_load_error& error() const { return error_; }
  [[nodiscard]] const guion_moves* get() const { return &moves_; }

 private:
  guion_moves moves_{};
  guion_load_error error_{};
};

/// One call. A view of the memory that it was started in; copies are the same call.
class Session {
 public:
  /// Units: 64-bit words of memory that a session wants.
  [[nodiscard]] static std::size_t words(const Image& image, const guion_session_options& options = {}) {
    return (guion_session_size(image.get(), &options) + 7) / 8;
  }
  Status start(const Image& image, std::span<std::uint64_t> memory, const guion_session_options& options = {}) {
    return guion_session_start(image.get(), &options, memory.data(), memory.size_bytes(), &session_);
  }
  /// From now on texts are said in this language; the pending event may be asked for again.
  Status speak(std::uint32_t language) { return guion_set_language(session_, language); }
  [[nodiscard]] std::uint32_t language() const { return guion_session_language(session_); }
  /// Errors: GUION_MISSING_VALUE before the system's slots are given, GUION_CALL_OVER after a transfer went through.
  Result<guion_event> next(std::int64_t now) {
    guion_event event{};
    const guion_status status = guion_next(session_, now, &event);
    return status == GUION_OK ? Result<guion_event>(event) : status;
  }
  /// The pending event's text; empty if it has none.
  [[nodiscard]] std::string text() const {
    return detail::render(
        [&](char* b, std::size_t n, std::size_t* needed) { return guion_text(session_, b, n, needed); });
  }
  Result<Option> option(std::uint32_t index) const {
    Option out;
    const guion_status status = guion_option(session_, index, &out.id, nullptr, 0, nullptr);
    if (status != GUION_OK && status != GUION_BUFFER_TOO_SMALL) return status;
    out.label = detail::render([&](char* b, std::size_t n, std::size_t* needed) {
      return guion_option(session_, index, &out.id, b, n, needed);
    });
    return out;
  }
  Status answer(std::uint64_t token, guion_answer_kind kind) { return send(token, {kind, 0, nullptr, 0}); }
  Status answer_option(std::uint64_t token, std::uint32_t id) {
    return send(token, {GUION_ANSWER_OPTION, id, nullptr, 0});
  }
  Status answer_value(std::uint64_t token, guion_value value) {
    return send(token, {GUION_ANSWER_VALUE, 0, &value, 1});
  }
  Status answer_fields(std::uint64_t token, std::span<const guion_value> values) {
    return send(token, {GUION_ANSWER_FIELDS, 0, values.data(), values.size()});
  }
  Status hangup() { return guion_hangup(session_); }
  guion_status give(std::uint32_t slot, guion_value value) { return guion_give(session_, slot, &value); }
  /// Borrows the text until the next answer.
  Result<guion_value> read(std::uint32_t slot) const {
    guion_value value{};
    const guion_status status = guion_read(session_, slot, &value);
    return status == GUION_OK ? Result<guion_value>(value) : status;
  }
  /// The value as a line would say it; empty if the slot is.
  [[nodiscard]] std::string read_text(std::uint32_t slot) const {
    return detail::render(
        [&](char* b, std::size_t n, std::size_t* needed) { return guion_read_text(session_, slot, b, n, needed); });
  }
  /// The call as bytes. Errors: GUION_SECRET_HELD; GUION_WRONG_ANSWER between an answer and the next event.
  Result<std::string> save(const Seal& seal = {}) const {
    std::string out(256, '\0');
    std::size_t needed = 0;
    guion_status status = guion_save(session_, seal.get(), out.data(), out.size(), &needed);
    if (status == GUION_BUFFER_TOO_SMALL) {
      out.resize(needed);
      status = guion_save(session_, seal.get(), out.data(), out.size(), &needed);
    }
    if (status != GUION_OK) return status;
    out.resize(needed);
    return out;
  }
  /// Goes on with a saved call in `memory`.
  Status restore(const Image& image, std::span<std::uint64_t> memory, std::span<const char> snapshot,
                 const Seal& seal = {}, const guion_session_options& options = {}) {
    return guion_restore(image.get(), &options, seal.get(), snapshot.data(), snapshot.size(), memory.data(),
                         memory.size_bytes(), &session_);
  }
  /// Goes on in a new version of the flow with a call that was saved in the old one, `from`, which may be null.
  /// GUION_CANNOT_MOVE: it goes on where it was.
  Status migrate(const Moves& moves, const Image* from, std::span<std::uint64_t> memory, std::span<const char> snapshot,
                 const Seal& seal = {}, const guion_session_options& options = {}) {
    return guion_migrate(moves.get(), from == nullptr ? nullptr : from->get(), &options, seal.get(), snapshot.data(), snapshot.size(), memory.data(),
                         memory.size_bytes(), &session_);
  }
  /// Goes back to a snapshot of this call. Errors leave it as it was: GUION_CANNOT_UNDO, GUION_CALL_OVER.
  Status correct(std::span<const char> snapshot, const Seal& seal = {}) {
    return guion_correct(session_, seal.get(), snapshot.data(), snapshot.size());
  }
  [[nodiscard]] std::uint8_t levels() const { return guion_levels(session_); }
  [[nodiscard]] guion_session* get() const { return session_; }

 private:
  Status send(std::uint64_t token, const guion_answer& a) { return guion_answer_event(session_, token, &a); }
  guion_session* session_ = nullptr;
};

/// The evidence of one call: each function gives the bytes of a record, which the host appends to the trace's file.
/// Plain bytes: a copy goes on like the original, also in another process.
class Trace {
 public:
  Result<std::string> begin(const Session& session, std::int64_t time) {
    return record([&](void* b, std::size_t n, std::size_t* needed) {
      return guion_trace_begin(&trace_, session.get(), time, b, n, needed);
    });
  }
  /// Goes on, in a trace of its own, with a call in its middle: after a move to another image. `before`: where the trace of the call
  /// stood, or null.
  Result<std::string> continue_from(const Trace* before, const Session& session, std::int64_t time) {
    return record([&](void* b, std::size_t n, std::size_t* needed) {
      return guion_trace_continue(&trace_, before == nullptr ? nullptr : &before->trace_, session.get(), time, b, n, needed);
    });
  }
  Result<std::string> event(const Session& session, std::int64_t time) {
    return record([&](void* b, std::size_t n, std::size_t* needed) {
      return guion_trace_event(&trace_, session.get(), time, b, n, needed);
    });
  }
  Result<std::string> answer(const Session& session, const guion_answer& answer, std::int64_t time) {
    return record([&](void* b, std::size_t n, std::size_t* needed) {
      return guion_trace_answer(&trace_, session.get(), &answer, time, b, n, needed);
    });
  }
  Result<std::string> hangup(const Session& session, std::int64_t time) {
    return record([&](void* b, std::size_t n, std::size_t* needed) {
      return guion_trace_answer(&trace_, session.get(), nullptr, time, b, n, needed);
    });
  }
  /// `token`: of the event that the call went back to.
  Result<std::string> correct(const Session& session, std::uint64_t token, std::int64_t time) {
    return record([&](void* b, std::size_t n, std::size_t* needed) {
      return guion_trace_correct(&trace_, session.get(), token, time, b, n, needed);
    });
  }
  Status hash(std::span<std::uint8_t, 32> out) const { return guion_trace_hash(&trace_, out.data()); }
  [[nodiscard]] guion_trace* get() { return &trace_; }

 private:
  template <typename F>
  static Result<std::string> record(F write) {
    std::string out(1024, '\0');
    std::size_t needed = 0;
    guion_status status = write(out.data(), out.size(), &needed);
    if (status == GUION_BUFFER_TOO_SMALL) {
      out.resize(needed);
      status = write(out.data(), out.size(), &needed);
    }
    if (status != GUION_OK) return status;
    out.resize(needed);
    return out;
  }
  guion_trace trace_{};
};

}  // namespace guion::embed
