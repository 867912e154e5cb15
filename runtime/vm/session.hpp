// The state of one call, in the caller's memory: 56 bytes, then 8 bytes a slot (4 when every number of the image fits
// so and the texts are few), the return stack, the filled slots, the tries counters and the texts. Owns nothing.
// Meaning: docs/semantics.md, «State of a call».
#pragma once

#include "image/values.hpp"

struct guion_session {};

namespace guion::vm {

using image::ImageView;
using image::SlotView;
using image::Text;
using image::Type;

/// Numbers stand in snapshots. Closing: the customer hung up, and a look-up that closes a pair waits for its answer.
enum class Phase : uint8_t { Fresh, Running, Pending, Over, Abandoned, Closing };

/// A text in the store or, with `where` from kConstantText on, the constant of the slot whose number is in its lower
/// bits. In a cell of 4 bytes both take 16 bits.
struct TextCell {
  uint32_t where = 0, size = 0;
};
inline constexpr uint32_t kConstantText = 0x80000000u;
inline constexpr uint32_t kNarrowTexts = 0x7fff;  ///< most bytes of texts that cells of 4 bytes can address

struct Session : guion_session {
  const ImageView* image;
  uint64_t call_mix;  ///< tokens are made of it and `sequence`
  uint32_t pc;        ///< the pending instruction, or the next one
  uint32_t sequence;  ///< of events, from 1
  uint32_t seed;
  uint32_t step_limit;
  uint32_t text_capacity;
  uint32_t text_used;
  uint32_t shown;     ///< options that Show opened for what comes next; in Closing: the binding that is asked
  uint32_t last_act;  ///< number of the last event that changed something outside: it is not taken back
  uint8_t levels;
  Phase phase;
  uint8_t depth;     ///< how many parts are running
  uint8_t hour;      ///< of the customer's clock when the event was asked for
  uint8_t pairs;     ///< those of the policy that are open
  uint8_t language;  ///< in which texts are said; below image->languages()
  /// A short cut, never more: bytes from `pc` to the end of the pending event's text, once somebody has looked; or 0.
  mutable uint16_t text_end;

  [[nodiscard]] bool narrow() const { return image->narrow && text_capacity <= kNarrowTexts; }
  [[nodiscard]] uint64_t* cells() { return reinterpret_cast<uint64_t*>(this + 1); }
  [[nodiscard]] const uint64_t* cells() const { return reinterpret_cast<const uint64_t*>(this + 1); }
  [[nodiscard]] uint32_t* words() { return reinterpret_cast<uint32_t*>(this + 1); }
  [[nodiscard]] const uint32_t* words() const { return reinterpret_cast<const uint32_t*>(this + 1); }
  [[nodiscard]] const uint32_t* returns() const { return words() + (narrow() ? image->slots : 2 * image->slots); }
  [[nodiscard]] uint32_t* returns() { return const_cast<uint32_t*>(static_cast<const Session*>(this)->returns()); }
  [[nodiscard]] const uint8_t* filled() const { return reinterpret_cast<const uint8_t*>(returns() + image->depth); }
  [[nodiscard]] uint8_t* filled() { return const_cast<uint8_t*>(static_cast<const Session*>(this)->filled()); }
  [[nodiscard]] const uint8_t* tries() const { return filled() + image->slot_bytes(); }
  [[nodiscard]] uint8_t* tries() { return filled() + image->slot_bytes(); }
  [[nodiscard]] const char* texts() const { return reinterpret_cast<const char*>(tries() + image->counters); }
  [[nodiscard]] char* texts() { return reinterpret_cast<char*>(tries() + image->counters); }

  [[nodiscard]] bool has(uint32_t slot) const { return (filled()[slot / 8] >> slot % 8 & 1) != 0; }
  void mark(uint32_t slot) { filled()[slot / 8] = static_cast<uint8_t>(filled()[slot / 8] | 1u << slot % 8); }
  void unmark(uint32_t slot) { filled()[slot / 8] = static_cast<uint8_t>(filled()[slot / 8] & ~(1u << slot % 8)); }
  [[nodiscard]] int64_t number(uint32_t slot) const {
    return narrow() ? static_cast<int32_t>(words()[slot]) : static_cast<int64_t>(cells()[slot]);
  }
  void set_number(uint32_t slot, int64_t n) {
    if (narrow()) {
      words()[slot] = static_cast<uint32_t>(n);
    } else {
      cells()[slot] = static_cast<uint64_t>(n);
    }
  }
  [[nodiscard]] TextCell cell(uint32_t slot) const;
  void set_cell(uint32_t slot, TextCell c);
  /// The text that a filled text slot holds: a value, the same in every language. Borrows until the next change.
  [[nodiscard]] Text text(uint32_t slot) const;
  /// The same as a line says it: a constant in the language of the call.
  [[nodiscard]] Text said_text(uint32_t slot) const;

  [[nodiscard]] uint64_t token() const;
  [[nodiscard]] bool is_text(uint32_t slot) const { return image::is_text(image->slot_type(slot)); }
};
static_assert(sizeof(Session) == 56 || sizeof(void*) != 8);

/// Pairs of services (a bit each) that a look-up of `service` opens or closes.
[[nodiscard]] uint8_t opened_by(const image::PolicyView& law, uint32_t service);
[[nodiscard]] uint8_t closed_by(const image::PolicyView& law, uint32_t service);
/// Whether a look-up may be asked with what is known: all that it takes is filled, and of levels that hold.
[[nodiscard]] bool may_ask(const ImageView& image, const image::BindingView& b, const uint8_t* filled, uint8_t levels);
/// The look-up of `binding` has become the event: it counts as done, and its pairs are open.
void lookup_begins(Session& s, uint32_t binding);
/// The customer is gone: the next event asks for what closes an open pair, or the call is abandoned.
void hang_up(Session& s);
/// Whether a slot is of a class that is never said.
[[nodiscard]] inline bool is_secret(const ImageView& image, uint32_t slot) {
  return image.policy != nullptr && (image.slot_classes(slot) & image.policy->never_said) != 0;
}

/// Bytes that a session needs. Cost: constant.
[[nodiscard]] size_t session_size(const ImageView& image, uint32_t text_capacity);
/// Fills in the state at the start of a call; `s.image` and the settings are there.
void start(Session& s);

/// Empties a slot; its text goes when no other slot shares it.
void empty_slot(Session& s, uint32_t slot);
/// Bytes of the store that emptying `slot` gives back.
[[nodiscard]] uint32_t text_freed_by(const Session& s, uint32_t slot);
void put_number(Session& s, uint32_t slot, int64_t n);
/// Fills a text slot. The store has room, and `text` is outside the session.
void put_text(Session& s, uint32_t slot, Text text);
/// Gives `to` the value of `from`. Texts are shared, so this cannot fail.
void copy_value(Session& s, uint32_t to, uint32_t from);

[[nodiscard]] uint64_t mix(uint64_t x);

}  // namespace guion::vm
