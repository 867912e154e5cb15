// Reading the certificate: see certificate.hpp.
#include "verify/certificate.hpp"

namespace guion::verify {

using image::LoadReason;
using image::Reader;
using image::take_number;
using image::take_varint;
using image::unzigzag;

void Certificate::set_strides() {
  stride_ = v_.code_width + uint32_t{at_.index_width} + at_.steps_width;
  state_stride_ = 1 + (at_.sets != 0 ? 2u : 0u) + v_.slot_bytes();
}

void Certificate::trust() {
  at_ = v_.certificate;
  set_strides();
  cases_at_[0] = at_.cases_at;
  first_records_[0] = at_.of_stages;
}

bool Certificate::read() {
  const image::Extent e = v_.section(image::Section::Certificate);
  Reader in(v_.base, e.begin, e.end, fault_);
  const uint8_t widths = in.byte();
  if ((widths & 3) > 2 || (widths >> 2 & 3) > 2 || widths >> 5 != 0) in.fail(LoadReason::UnknownFlags, e.begin);
  at_.index_width = static_cast<uint8_t>(1u << (widths & 3));
  at_.steps_width = static_cast<uint8_t>(1u << (widths >> 2 & 3));
  if ((widths & 16) != 0) read_sets(in);
  set_strides();
  read_states(in);
  at_.records = at_.of_stages = in.number();
  at_.cases_at = in.at();
  read_cases(in);
  at_.records_at = in.at();
  if (in.ok() && uint64_t{at_.records} * stride_ != static_cast<uint64_t>(in.end() - in.here()))
    in.fail(LoadReason::Truncated);
  for (uint32_t r = 0; r < at_.records && in.ok(); ++r)
    if (state_of(r) >= at_.states) in.fail(LoadReason::UnknownState, record_at(r));
  return in.ok();
}

/// Sets of literals behind a table of their offsets from the section's begin.
void Certificate::read_sets(Reader& in) {
  const image::Extent e = v_.section(image::Section::Certificate);
  const uint32_t at = in.at();
  at_.sets = in.number(0xfffe);
  if (in.ok() && at_.sets == 0) in.fail(LoadReason::BadLiteral, at);
  at_.sets_at = in.at();
  (void)in.take(4 * at_.sets);
  for (uint32_t s = 0; s < at_.sets && in.ok(); ++s) {
    const uint32_t offset = at_.sets_at + 4 * s;
    if (image::load32(v_.base + offset) + e.begin != in.at()) return in.fail(LoadReason::BadOffset, offset);
    const uint32_t count_at = in.at();
    const uint8_t count = in.byte();
    if (count == 0 || count > image::kMaxLiterals) return in.fail(LoadReason::BadLiteral, count_at);
    for (uint32_t i = 0; i < count && in.ok(); ++i) read_literal(in);
  }
}

void Certificate::read_literal(Reader& in) {
  const uint32_t at = in.at();
  const uint8_t kind = in.byte();
  if (kind >= kLiteralKinds) return in.fail(LoadReason::BadLiteral, at);
  switch (static_cast<Literal>(kind)) {
    case Literal::Passed:
      return;
    case Literal::Lacks:
      if ((in.byte() & ~((1u << v_.policy->levels) - 1)) != 0) in.fail(LoadReason::UnknownLevel, at);
      return;
    case Literal::Empty:
    case Literal::Within:
    case Literal::Differs:
    case Literal::Apart:
      break;
  }
  (void)in.index(v_.slots, LoadReason::UnknownSlot);
  if (kind == static_cast<uint8_t>(Literal::Empty)) return;
  if (kind == static_cast<uint8_t>(Literal::Apart)) (void)in.index(v_.slots, LoadReason::UnknownSlot);
  (void)in.zigzag();
  if (kind == static_cast<uint8_t>(Literal::Within)) (void)in.zigzag();
}

void Certificate::read_states(Reader& in) {
  const uint32_t bytes = v_.slot_bytes();
  at_.states = in.number();
  at_.states_at = in.at();
  if (in.ok() && uint64_t{at_.states} * state_stride_ > static_cast<uint64_t>(in.end() - in.here()))
    in.fail(LoadReason::Truncated);
  if (!in.ok()) return;
  (void)in.take(at_.states * state_stride_);
  const uint32_t beyond = v_.slots % 8 != 0 ? 0xffu << v_.slots % 8 & 0xff : 0;
  for (uint32_t s = 0; s < at_.states && in.ok(); ++s) {
    const uint8_t* state = state_at(s);
    const auto at = static_cast<uint32_t>(state - v_.base);
    if ((state[0] & ~((1u << v_.policy->levels) - 1)) != 0) in.fail(LoadReason::UnknownLevel, at);
    if (at_.sets != 0 && image::load16(state + 1) > at_.sets) in.fail(LoadReason::BadLiteral, at + 1);
    if ((state[state_stride_ - 1] & beyond) != 0 && bytes != 0) in.fail(LoadReason::UnknownSlot, at);
  }
}

uint32_t Certificate::read_index(Reader& in) {
  const uint32_t at = in.at();
  const uint8_t* p = in.take(at_.index_width);
  if (!in.ok()) return 0;
  const uint32_t index = load(p, at_.index_width);
  if (index >= at_.states) in.fail(LoadReason::UnknownState, at);
  return index;
}

void Certificate::read_case(Reader& in, uint32_t part) {
  (void)read_index(in);
  (void)in.take(at_.steps_width);
  const uint32_t count = in.number();
  if (count > 0xffffffff - at_.records) in.fail(LoadReason::NumberTooBig);
  at_.records += count;
  const uint32_t exits_at = in.at();
  const uint8_t exits = in.byte();
  if (exits > image::kMaxExits) in.fail(LoadReason::TooManyExits, exits_at);
  for (uint32_t e = 0; e < exits && in.ok(); ++e) {
    const uint32_t exit = read_index(in);
    if (in.ok() && !is_within(exit, v_.part(part))) in.fail(LoadReason::ExitNotMet, exits_at);
  }
}

void Certificate::read_cases(Reader& in) {
  for (known_ = 0; known_ < v_.parts && in.ok(); ++known_) {
    cases_at_[known_] = in.at();
    first_records_[known_] = at_.records;
    const uint8_t cases = in.byte();
    if (in.ok() && (cases == 0 || cases > image::kMaxCases)) in.fail(LoadReason::TooManyCases, cases_at_[known_]);
    for (uint32_t c = 0; c < cases && in.ok(); ++c) read_case(in, known_);
  }
}

uint32_t Certificate::cases_of(uint32_t part, const uint8_t*& cursor, uint32_t& record) {
  for (; known_ < part; ++known_) {
    cursor = v_.base + cases_at_[known_];
    record = first_records_[known_];
    for (uint32_t left = *cursor++; left != 0; --left) (void)next_case(cursor, record);
    cases_at_[known_ + 1] = static_cast<uint32_t>(cursor - v_.base);
    first_records_[known_ + 1] = record;
  }
  cursor = v_.base + cases_at_[part];
  record = first_records_[part];
  return *cursor++;
}

Case Certificate::next_case(const uint8_t*& p, uint32_t& record) const {
  Case c;
  c.entry = load(p, at_.index_width);
  p += at_.index_width;
  c.steps = load(p, at_.steps_width);
  p += at_.steps_width;
  c.claims.first = record;
  record += take_number(p);
  c.claims.end = record;
  c.exits = *p++;
  c.exit_states = p;
  p += c.exits * at_.index_width;
  return c;
}

bool Certificate::is_entailed(const Facts& f, uint32_t s, Facts& spare) const {
  const uint8_t* p = state_at(s);
  const uint32_t bytes = v_.slot_bytes();
  if ((p[0] & ~f.levels) != 0) return false;
  const uint8_t* const slots = p + state_stride_ - bytes;
  for (uint32_t w = 0; 8 * w < bytes; ++w)
    if ((word_of(slots, bytes, w) & ~f.filled[w]) != 0) return false;
  if (at_.sets == 0 || image::load16(p + 1) == 0) return true;
  decode(s, spare);
  return entails(f, spare, (bytes + 7) / 8);
}

void Certificate::decode(uint32_t s, Facts& out) const {
  const uint8_t* p = state_at(s);
  const uint32_t bytes = v_.slot_bytes();
  out.levels = p[0];
  out.absent = 0;
  out.passed = false;
  out.count = 0;
  for (uint32_t w = 0; 8 * w < bytes; ++w) {
    out.filled[w] = word_of(p + state_stride_ - bytes, bytes, w);
    out.empty[w] = 0;
  }
  if (at_.sets == 0) return;
  if (const uint16_t set = image::load16(p + 1); set != 0) decode_set(set - 1u, out);
}

void Certificate::decode_set(uint32_t set, Facts& out) const {
  const uint8_t* p =
      v_.base + v_.section(image::Section::Certificate).begin + image::load32(v_.base + at_.sets_at + 4 * set);
  for (uint32_t left = *p++; left != 0; --left) {
    const auto kind = static_cast<Literal>(*p++);
    if (kind == Literal::Passed) {
      out.passed = true;
    } else if (kind == Literal::Lacks) {
      out.absent |= *p++;
    } else if (const uint32_t slot = take_number(p); kind == Literal::Empty) {
      out.empty[slot / 64] |= uint64_t{1} << slot % 64;
    } else {
      Known k{kind, static_cast<uint16_t>(slot), 0, 0, 0};
      if (kind == Literal::Apart) k.other = static_cast<uint16_t>(take_number(p));
      k.low = unzigzag(take_varint(p));
      if (kind == Literal::Within) k.high = unzigzag(take_varint(p));
      out.learn(k);
    }
  }
}

bool Certificate::is_within(uint32_t s, const image::PartView& part) const {
  Facts f;
  decode(s, f);
  if (((f.levels | f.absent) & ~part.touched_levels) != 0) return false;
  const uint32_t bytes = v_.slot_bytes();
  uint64_t touched[Facts::kWords];
  for (uint32_t w = 0; 8 * w < bytes; ++w) {
    touched[w] = word_of(part.touched, bytes, w);
    if (((f.filled[w] | f.empty[w]) & ~touched[w]) != 0) return false;
  }
  const auto has = [&](uint32_t slot) { return (touched[slot / 64] >> slot % 64 & 1) != 0; };
  for (uint32_t i = 0; i < f.count; ++i)
    if (!has(f.known[i].slot) || (f.known[i].kind == Literal::Apart && !has(f.known[i].other))) return false;
  return true;
}

}  // namespace guion::verify
