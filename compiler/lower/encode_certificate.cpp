// The pool, the cases and the records: see encode_certificate.hpp.
#include "lower/encode_certificate.hpp"

#include <algorithm>

#include "lower/bytes.hpp"

namespace guion::assembly {
namespace {

using lower::put_bits;
using lower::put_byte;
using lower::put_varint;
using lower::put_wide;
using lower::put_zigzag;

/// Bytes that numbers up to `most` take, and how the head says so.
struct Width {
  unsigned bytes = 1, code = 0;
};
Width width_for(std::uint64_t most) {
  if (most <= 0xff) return {1, 0};
  return most <= 0xffff ? Width{2, 1} : Width{4, 2};
}

std::vector<std::uint8_t> encode_literals(const std::vector<Literal>& literals) {
  std::vector<std::uint8_t> out;
  put_byte(out, literals.size());
  for (const Literal& l : literals) {
    put_byte(out, static_cast<std::uint8_t>(l.kind));
    if (l.kind == Literal::Kind::Passed) continue;
    if (l.kind == Literal::Kind::Lacks) {
      put_byte(out, l.slot);
      continue;
    }
    put_varint(out, l.slot);
    if (l.kind == Literal::Kind::Empty) continue;
    if (l.kind == Literal::Kind::Apart) put_varint(out, l.other);
    put_zigzag(out, l.low);
    if (l.kind == Literal::Kind::Within) put_zigzag(out, l.high);
  }
  return out;
}

std::string key_of(const std::vector<std::uint8_t>& bytes) { return {bytes.begin(), bytes.end()}; }

}  // namespace

std::uint32_t CertificateWriter::set_of(const std::vector<Literal>& literals) {
  if (literals.empty()) return 0;
  std::vector<std::uint8_t> bytes = encode_literals(literals);
  const auto [at, fresh] = set_numbers_.try_emplace(key_of(bytes), static_cast<std::uint32_t>(sets_.size() + 1));
  if (fresh) sets_.push_back(std::move(bytes));
  return at->second;
}

std::uint32_t CertificateWriter::pooled(const State& state) {
  Bytes bytes;
  put_byte(bytes, state.levels);
  if (has_literals_) put_wide(bytes, set_of(state.literals), 2);
  put_bits(bytes, state.filled, m_.slots.size());
  const auto [at, fresh] = state_numbers_.try_emplace(key_of(bytes), static_cast<std::uint32_t>(states_.size()));
  if (fresh) states_.push_back(std::move(bytes));
  return at->second;
}

void CertificateWriter::put_number(Bytes& out, std::uint32_t value, unsigned width) const {
  if (width == 1) return put_byte(out, value);
  put_wide(out, value, width);
}

void CertificateWriter::put_record(Bytes& out, const PlacedClaim& c) {
  put_wide(out, c.offset, width_);
  put_number(out, of_module_[c.claim.state], index_width_);
  put_number(out, c.claim.steps, steps_width_);
  // A claim that was just made of the same target says nothing new.
  const auto stride = static_cast<std::ptrdiff_t>(width_ + index_width_ + steps_width_);
  if (out.end() - out.begin() >= 2 * stride && std::equal(out.end() - stride, out.end(), out.end() - 2 * stride))
    out.erase(out.end() - stride, out.end());
}

void CertificateWriter::put_part(Bytes& cases, Bytes& records, const PartDef& part, const PlacedClaim* first,
                                 const PlacedClaim* end) {
  put_byte(cases, part.cases.size());
  for (std::size_t c = 0; c < part.cases.size(); ++c) {
    const PartCase& one = part.cases[c];
    Bytes own;
    for (const PlacedClaim* p = first; p < end; ++p)
      if (p->claim.part_case == c) put_record(own, *p);
    put_number(cases, pooled(one.entry), index_width_);
    put_number(cases, one.steps, steps_width_);
    put_varint(cases, own.size() / (width_ + index_width_ + steps_width_));
    put_byte(cases, one.exits.size());
    for (const State& exit : one.exits) put_number(cases, pooled(exit), index_width_);
    records.insert(records.end(), own.begin(), own.end());
  }
}

/// Sets of literals behind a table of their offsets from the begin of the section, one byte in.
std::vector<std::uint8_t> CertificateWriter::sets() const {
  Bytes out;
  put_varint(out, sets_.size());
  std::size_t at = 1 + lower::varint_size(sets_.size()) + 4 * sets_.size();
  for (const Bytes& s : sets_) {
    put_wide(out, at, 4);
    at += s.size();
  }
  for (const Bytes& s : sets_) out.insert(out.end(), s.begin(), s.end());
  return out;
}

std::vector<std::uint8_t> CertificateWriter::write(const std::vector<PlacedClaim>& claims,
                                                   const std::vector<std::uint32_t>& begins) {
  const auto says = [](const State& s) { return !s.literals.empty(); };
  has_literals_ = std::any_of(m_.states.begin(), m_.states.end(), says);
  std::uint32_t steps = 0;
  for (const PlacedClaim& c : claims) steps = std::max(steps, c.claim.steps);
  for (const PartDef& p : m_.parts) {
    for (const PartCase& c : p.cases) {
      steps = std::max(steps, c.steps);
      has_literals_ = has_literals_ || says(c.entry) || std::any_of(c.exits.begin(), c.exits.end(), says);
    }
  }
  for (const State& s : m_.states) of_module_.push_back(pooled(s));
  for (const PartDef& p : m_.parts) {
    for (const PartCase& c : p.cases) {
      (void)pooled(c.entry);
      for (const State& exit : c.exits) (void)pooled(exit);
    }
  }
  const Width index = width_for(states_.size()), bound = width_for(steps);
  index_width_ = index.bytes;
  steps_width_ = bound.bytes;

  const auto at = [&](std::uint32_t begin) {
    const auto before = [](const PlacedClaim& c, std::uint32_t offset) { return c.offset < offset; };
    return claims.data() + (std::lower_bound(claims.begin(), claims.end(), begin, before) - claims.begin());
  };
  const PlacedClaim* const end = claims.data() + claims.size();
  Bytes records, cases, of_parts;
  const PlacedClaim* const stages_end = begins.empty() ? end : at(begins[0]);
  for (const PlacedClaim* c = claims.data(); c != stages_end; ++c) put_record(records, *c);
  const std::size_t count = records.size() / (width_ + index_width_ + steps_width_);
  for (std::size_t p = 0; p < m_.parts.size(); ++p)
    put_part(cases, of_parts, m_.parts[p], at(begins[p]), p + 1 == begins.size() ? end : at(begins[p + 1]));

  Bytes out;
  put_byte(out, index.code | bound.code << 2 | (has_literals_ ? 16u : 0u));
  if (has_literals_) {
    const Bytes literals = sets();
    out.insert(out.end(), literals.begin(), literals.end());
  }
  put_varint(out, states_.size());
  for (const Bytes& s : states_) out.insert(out.end(), s.begin(), s.end());
  put_varint(out, count);
  for (const Bytes* part : {&cases, &records, &of_parts}) out.insert(out.end(), part->begin(), part->end());
  return out;
}

}  // namespace guion::assembly
