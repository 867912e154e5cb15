// The certificate of a module as bytes: a pool of states, the cases of parts, the claims of each jump target. Writes
// whatever it is given: the loader judges. Internal to the room. Form: docs/bytecode.md, «Layout».
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "lower/assembly.hpp"

namespace guion::assembly {

/// A claim and the byte offset of its target.
struct PlacedClaim {
  std::uint32_t offset = 0;
  Claim claim;
};

class CertificateWriter {
 public:
  /// Borrows the module. `width`: bytes of an offset into the code.
  CertificateWriter(const Module& module, unsigned width) : m_(module), width_(width) {}

  /// `claims` in the order of their offsets; `begins`: offset of each part.
  [[nodiscard]] std::vector<std::uint8_t> write(const std::vector<PlacedClaim>& claims,
                                                const std::vector<std::uint32_t>& begins);

 private:
  using Bytes = std::vector<std::uint8_t>;

  /// Number of a state in the pool, which it enters if it is new.
  std::uint32_t pooled(const State& state);
  std::uint32_t set_of(const std::vector<Literal>& literals);
  void put_number(Bytes& out, std::uint32_t value, unsigned width) const;
  void put_record(Bytes& out, const PlacedClaim& c);
  void put_part(Bytes& cases, Bytes& records, const PartDef& part, const PlacedClaim* first, const PlacedClaim* end);
  [[nodiscard]] Bytes sets() const;

  const Module& m_;
  unsigned width_, index_width_ = 1, steps_width_ = 1;
  bool has_literals_ = false;
  std::vector<Bytes> states_, sets_;
  std::unordered_map<std::string, std::uint32_t> state_numbers_, set_numbers_;
  std::vector<std::uint32_t> of_module_;  ///< one a state of the module: its number in the pool
};

}  // namespace guion::assembly
