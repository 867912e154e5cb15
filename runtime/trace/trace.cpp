// The bytes of records: see trace.hpp.
#include "trace/trace.hpp"

#include "vm/render.hpp"

namespace guion::trace {
namespace {

using image::Opcode;
using image::take_number;
using vm::Out;
using vm::Session;

constexpr size_t kMostText = 65535;  ///< no slot holds a longer one

char byte(uint64_t b) { return static_cast<char>(b & 0xff); }

void put_varint(Out& out, uint64_t n) {
  for (; n >= 0x80; n >>= 7) out.put(byte(n | 0x80));
  out.put(byte(n));
}
void put_signed(Out& out, int64_t n) {
  put_varint(out, static_cast<uint64_t>(n) << 1 ^ static_cast<uint64_t>(n >> 63));
}
void put_word(Out& out, uint64_t n) {
  for (unsigned i = 0; i < 8; ++i) out.put(byte(n >> 8 * i));
}
void put_bytes(Out& out, const uint8_t* p, size_t size) { out.put(reinterpret_cast<const char*>(p), size); }

void put_text(Out& out, const char* data, size_t size) {
  out.put(byte(static_cast<uint64_t>(Mark::Text)));
  put_varint(out, size);
  out.put(data, size);
}
void put_number(Out& out, int64_t n) {
  out.put(byte(static_cast<uint64_t>(Mark::Number)));
  put_signed(out, n);
}

void put_value(Out& out, const Session& s, uint32_t slot, const guion_value& v) {
  if (vm::is_secret(*s.image, slot)) {
    out.put(byte(static_cast<uint64_t>(Mark::Hidden)));
  } else if (s.is_text(slot)) {
    put_text(out, v.text, v.size);
  } else {
    put_number(out, v.number);
  }
}

/// Whether the system gave this slot.
bool is_given(const Session& s, uint32_t slot) {
  return (s.image->slot_flags(slot) & (image::kSlotSystem | image::kSlotValue)) == image::kSlotSystem && s.has(slot);
}

void put_given(Out& out, const Session& s) {
  put_varint(out, s.image->given);
  for (uint32_t slot = 0; slot < s.image->slots; ++slot) {
    if (!is_given(s, slot)) continue;
    put_varint(out, slot);
    guion_value v{};
    if (s.is_text(slot)) {
      const image::Text t = s.text(slot);
      v = {0, t.data, t.size};
    } else {
      v.number = s.number(slot);
    }
    put_value(out, s, slot, v);
  }
}

void put_ids(Out& out, const Session& s) {
  put_bytes(out, s.image->base + image::kAtBuildId, 2 * image::kIdSize);  // and behind it that of the policy
  static_assert(image::kAtPolicyId == image::kAtBuildId + image::kIdSize);
}
void put_head(Out& out, const Session& s) {
  put_ids(out, s);
  put_word(out, s.call_mix);
  put_varint(out, s.seed);
  put_varint(out, s.text_capacity);
  put_given(out, s);
}

/// The slots that an answer fills, in the order of its values.
void put_values(Out& out, const Session& s, const guion_answer& a) {
  const vm::Pending e = vm::decode(s);
  put_varint(out, a.count);
  if (e.op != Opcode::Lookup) return put_value(out, s, e.slot, a.values[0]);
  const uint8_t* gives = s.image->binding(e.object).gives;
  (void)take_number(gives);
  for (size_t i = 0; i < a.count; ++i) put_value(out, s, take_number(gives), a.values[i]);
}

void put_answer(Out& out, const Session& s, const guion_answer& a) {
  out.put(byte(static_cast<uint64_t>(a.kind)));
  if (a.kind == GUION_ANSWER_OPTION) put_varint(out, a.option);
  if (a.kind == GUION_ANSWER_VALUE || a.kind == GUION_ANSWER_FIELDS) put_values(out, s, a);
}

void put_payload(Out& out, const Trace& t, const Session& s, const Record& r) {
  put_signed(out, static_cast<int64_t>(static_cast<uint64_t>(r.time) - static_cast<uint64_t>(t.time)));
  switch (r.kind) {
    case Kind::Head:
      return put_head(out, s);
    case Kind::Event:
    case Kind::Last:
      put_word(out, s.token());
      put_varint(out, s.pc);
      out.put(byte(vm::hour_and_language(s)));
      return put_bytes(out, r.said, kSum);
    case Kind::Answer:
    case Kind::Handed:
      return put_answer(out, s, *r.answer);
    case Kind::Back:
      return put_word(out, r.token);
    case Kind::Part:  // and behind it the snapshot
      put_ids(out, s);
      put_bytes(out, r.said, kSum);
      out.put(byte(r.asked));
      return put_varint(out, s.text_capacity);
    case Kind::HangUp:
      return;
  }
}

Trace::Phase phase_behind(Kind kind) {
  switch (kind) {
    case Kind::Event:
      return Trace::Phase::Asked;
    case Kind::Last:
    case Kind::Handed:
      return Trace::Phase::Over;
    case Kind::Head:
    case Kind::Answer:
    case Kind::HangUp:
    case Kind::Back:
    case Kind::Part:
      break;
  }
  return Trace::Phase::Ready;
}

}  // namespace

guion_status sum_said(const Session& s, Room& room, uint8_t said[kSum]) {
  Sha256 sum;
  auto* const buffer = static_cast<char*>(room.buffer);
  const auto take = [&](const Out& out) {
    if (out.size() > room.needed) room.needed = out.size();
    if (out.size() <= room.capacity) sum.add(buffer, out.size());
  };
  const bool speaks = s.phase == vm::Phase::Pending;
  const uint8_t* const spoken = speaks ? vm::text_of(s) : nullptr;
  const vm::Menu menu = speaks && vm::is_menu(vm::opcode_of(s)) ? vm::menu_of(s) : vm::Menu{};
  Out text(buffer, room.capacity);
  if (spoken != nullptr) (void)vm::render(text, s, spoken);
  take(text);
  const uint8_t* p = menu.options;
  for (uint32_t open = menu.mask; open != 0; open >>= 1) {
    if ((open & 1) != 0) {
      Out label(buffer, room.capacity);
      (void)vm::render(label, s, p);
      sum.add("\n", 1);
      take(label);
    }
    p = image::behind_template(*s.image, p);
    (void)take_number(p);
  }
  sum.finish(said);
  return room.needed <= room.capacity ? GUION_OK : GUION_BUFFER_TOO_SMALL;
}

guion_status check_answer(const Session& s, const guion_answer& a) {
  const vm::Pending e = vm::decode(s);
  size_t wanted = 1;
  if (a.kind == GUION_ANSWER_FIELDS) {
    if (e.op != Opcode::Lookup) return GUION_WRONG_ANSWER;
    const uint8_t* gives = s.image->binding(e.object).gives;
    wanted = take_number(gives);
  } else if (a.kind != GUION_ANSWER_VALUE) {
    return GUION_OK;
  } else if (e.op != Opcode::Ask && e.op != Opcode::AskTimed && e.op != Opcode::Record) {
    return GUION_WRONG_ANSWER;
  }
  if (a.count != wanted || (wanted != 0 && a.values == nullptr)) return GUION_BAD_ARGUMENT;
  for (size_t i = 0; i < wanted; ++i) {
    if (a.values[i].text == nullptr && a.values[i].size != 0) return GUION_BAD_ARGUMENT;
    if (a.values[i].size > kMostText) return GUION_OUT_OF_RANGE;
  }
  return GUION_OK;
}

guion_status write(Trace& t, const Session& s, const Record& r, Room& room) {
  Out counted(nullptr, 0);
  put_payload(counted, t, s, r);
  Out out(static_cast<char*>(room.buffer), room.capacity);
  if (r.kind == Kind::Head || r.kind == Kind::Part) put_bytes(out, kMagic, sizeof kMagic);
  out.put(byte(static_cast<uint64_t>(r.kind)));
  put_varint(out, counted.size() + r.call_size);
  put_payload(out, t, s, r);
  const size_t call_at = out.size(), body = call_at + r.call_size, size = body + kSum;
  if (size > room.needed) room.needed = size;
  if (room.needed > room.capacity) return GUION_BUFFER_TOO_SMALL;
  room.needed = size;
  auto* const bytes = static_cast<uint8_t*>(room.buffer);
  if (r.call_size != 0) __builtin_memmove(bytes + call_at, r.call, r.call_size);
  Sha256 sum;
  sum.add(t.link, kSum).add(bytes, body).finish(t.link);
  __builtin_memcpy(bytes + body, t.link, kSum);
  t.time = r.time;
  const bool has_event = r.kind != Kind::Head && r.kind != Kind::Back && r.kind != Kind::Part;
  t.token = has_event ? s.token() : 0;
  t.phase = phase_behind(r.kind);
  t.language = s.language;
  t.gone = r.kind == Kind::HangUp || (t.gone && r.kind != Kind::Back);
  return GUION_OK;
}

}  // namespace guion::trace
