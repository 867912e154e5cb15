// The certificate of an image: a pool of states, the cases of parts, and for each jump target which states are claimed
// there. Reads it, checks its form, and finds claims; what they are worth the walk decides. Form: docs/bytecode.md,
// «Layout».
#pragma once

#include "verify/state.hpp"
#include "verify/verify.hpp"

namespace guion::verify {

/// The claims of one routine: records of offset, state and steps, sorted by offset. Up to 8 of one offset are
/// alternatives.
struct Claims {
  uint32_t first = 0, end = 0;  ///< numbers of records
};

/// One case of a part, as the section writes it.
struct Case {
  uint32_t entry = 0, steps = 0;
  uint8_t exits = 0;
  const uint8_t* exit_states = nullptr;
  Claims claims;
};

class Certificate {
 public:
  Certificate(const image::ImageView& view, Fault& fault) : v_(view), fault_(fault) {}

  /// Checks the form of all of it: numbers in range, states of slots and levels that there are, literals of known
  /// kinds.
  [[nodiscard]] bool read();
  /// Takes the form of an open image, which is known to be right.
  void trust();
  /// Where everything was found, for the next time.
  [[nodiscard]] const image::CertificateAt& layout() const { return at_; }

  [[nodiscard]] bool has_literals() const { return at_.sets != 0; }
  [[nodiscard]] uint32_t states() const { return at_.states; }
  [[nodiscard]] uint32_t records() const { return at_.records; }
  [[nodiscard]] Claims of_stages() const { return {0, at_.of_stages}; }
  /// How many cases a part has; next_case() gives them one after the other.
  [[nodiscard]] uint32_t cases_of(uint32_t part, const uint8_t*& cursor, uint32_t& record);
  [[nodiscard]] Case next_case(const uint8_t*& cursor, uint32_t& record) const;

  [[nodiscard]] uint32_t record_at(uint32_t r) const { return at_.records_at + r * stride_; }
  [[nodiscard]] uint32_t target(uint32_t r) const { return image::load_wide(v_.base + record_at(r), v_.code_width); }
  [[nodiscard]] uint32_t state_of(uint32_t r) const {
    return load(v_.base + record_at(r) + v_.code_width, at_.index_width);
  }
  [[nodiscard]] uint32_t steps_of(uint32_t r) const {
    return load(v_.base + record_at(r) + v_.code_width + at_.index_width, at_.steps_width);
  }
  [[nodiscard]] uint32_t exit_state(const Case& c, uint32_t e) const {
    return load(c.exit_states + e * at_.index_width, at_.index_width);
  }
  /// Whether all that state `s` says is known in `f`. `spare` is for work.
  [[nodiscard]] bool is_entailed(const Facts& f, uint32_t s, Facts& spare) const;
  /// State `s` of the pool; steps and what is behind an event are not in it.
  void decode(uint32_t s, Facts& out) const;

 private:
  static uint32_t load(const uint8_t* p, unsigned width) { return width == 1 ? *p : image::load_wide(p, width); }
  void set_strides();
  void read_sets(image::Reader& in);
  void read_literal(image::Reader& in);
  void read_states(image::Reader& in);
  void read_cases(image::Reader& in);
  void read_case(image::Reader& in, uint32_t part);
  [[nodiscard]] uint32_t read_index(image::Reader& in);
  /// Whether the state says nothing of slots and levels but those of the part.
  [[nodiscard]] bool is_within(uint32_t s, const image::PartView& part) const;
  [[nodiscard]] const uint8_t* state_at(uint32_t s) const { return v_.base + at_.states_at + s * state_stride_; }
  void decode_set(uint32_t set, Facts& out) const;

  const image::ImageView& v_;
  Fault& fault_;
  image::CertificateAt at_;
  uint32_t state_stride_ = 1, stride_ = 1;
  uint32_t known_ = 0;  ///< parts of which it is known where their cases are
  uint32_t cases_at_[image::kMaxParts + 1], first_records_[image::kMaxParts + 1];
};

}  // namespace guion::verify
