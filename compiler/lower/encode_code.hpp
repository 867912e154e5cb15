// The code section of an image and the texts that it shares: instructions as bytes, jump targets settled last. Internal
// to the room. Form: docs/bytecode.md.
#pragma once

#include <cstdint>
#include <vector>

#include "lower/assembly.hpp"

namespace guion::assembly {

class CodeWriter {
 public:
  /// Borrows the module.
  explicit CodeWriter(const Module& m) : m_(m) {}

  /// Fills `code` and `texts`. Cost: linear; targets are settled in a few rounds over the jumps.
  void write();
  /// Byte offset of a label's instruction. A label that there is not goes behind the code, which the loader refuses.
  [[nodiscard]] std::uint32_t offset_of(Label l) const {
    return offset_of_instruction(l < m_.labels.size() ? m_.labels[l].instruction : 0xffffffff);
  }
  [[nodiscard]] std::uint32_t offset_of_instruction(std::uint32_t i) const {
    const Start& s = i < starts_.size() ? starts_[i] : starts_.back();
    return s.bytes + before_[s.jumps];
  }

  std::vector<std::uint8_t> code;  ///< while it is written, without its targets
  std::vector<std::uint8_t> texts;

 private:
  /// A jump target, which has no size before its place is settled. It stands at `at` in the bytes without targets.
  struct Jump {
    std::uint32_t at = 0;
    Label target = kNoLabel;
    std::uint8_t bias = 0;  ///< 1: a target that may be missing
    std::uint8_t size = 1;  ///< of the target's varint, as far as known
  };
  /// Where an instruction begins: bytes and jumps before it.
  struct Start {
    std::uint32_t bytes = 0, jumps = 0;
  };

  void share_texts();
  void set_apart(std::uint32_t number);
  template <typename F>
  void each_text(const Instruction& i, F f) const;
  void put_text_operand(std::int64_t number);
  void put_target(std::int64_t label, std::uint8_t bias);
  void put_list(char letter, std::span<const std::int64_t> operands);
  void put_operand(char letter, std::int64_t value);
  void put_instruction(const Instruction& i);
  void settle();
  void join();

  const Module& m_;
  std::vector<Jump> jumps_;            ///< in order
  std::vector<std::uint32_t> before_;  ///< bytes that the jumps before this one take
  std::vector<Start> starts_;          ///< of each instruction, and of the end
  std::vector<std::uint32_t> shared_;  ///< one a template: 1 + its offset in `texts`; 0: stands in place
};

}  // namespace guion::assembly
