// Instructions as bytes: see encode_code.hpp.
#include "lower/encode_code.hpp"

#include <algorithm>
#include <cstring>

#include "image/format.hpp"
#include "image/opcodes.hpp"
#include "lower/bytes.hpp"

namespace guion::assembly {
namespace {

constexpr std::uint32_t kSmallText = 4;  ///< a shared text costs its place and a number: shorter ones stand in place

const char* letters_of(const Instruction& i) { return image::opcode_info(static_cast<std::uint8_t>(i.op)).operands; }
bool is_list(char letter) { return letter == 'M' || letter == 'P'; }

}  // namespace

void CodeWriter::write() {
  share_texts();
  starts_.reserve(m_.code.size() + 1);
  code.reserve(m_.operands.size() * 2 + m_.code.size() * 2 + m_.texts.size());
  for (const Instruction& i : m_.code) put_instruction(i);
  starts_.push_back({static_cast<std::uint32_t>(code.size()), static_cast<std::uint32_t>(jumps_.size())});
  settle();
  join();
}

template <typename F>
void CodeWriter::each_text(const Instruction& i, F f) const {
  const auto operands = m_.operands_of(i);
  std::size_t at = 0;
  for (const char* letter = letters_of(i); *letter != 0 && at < operands.size(); ++letter) {
    if (*letter == 't' || *letter == 'T') f(operands[at]);
    if (*letter == 'M')
      for (; at < operands.size(); at += 2) f(operands[at]);
    ++at;
  }
}

/// Writes a template into the texts, once.
void CodeWriter::set_apart(std::uint32_t number) {
  if (shared_[number] != 0) return;
  const std::string_view bytes = m_.text(number);
  shared_[number] = static_cast<std::uint32_t>(texts.size() + 1);
  texts.insert(texts.end(), bytes.begin(), bytes.end());
  texts.push_back(image::kEndOfTemplate);
}

/// A text that is used twice is written once, apart. In the order in which the second uses come. One of two languages
/// stands apart in both.
void CodeWriter::share_texts() {
  std::vector<std::uint8_t> uses(m_.templates.size(), 0);
  shared_.assign(m_.templates.size(), 0);
  const auto use = [&](std::int64_t number) {
    if (const TextPair* pair = m_.pair(number)) return set_apart(pair->first), set_apart(pair->second);
    if (m_.text(number).size() <= kSmallText) return;
    const auto t = static_cast<std::size_t>(number);
    uses[t] = static_cast<std::uint8_t>(std::min(uses[t] + 1, 3));
    if (uses[t] == 2) set_apart(static_cast<std::uint32_t>(number));
  };
  for (const Instruction& i : m_.code) each_text(i, use);
}

void CodeWriter::put_text_operand(std::int64_t number) {
  const std::string_view bytes = m_.text(number);
  const std::uint32_t shared = bytes.empty() ? 0 : shared_[static_cast<std::size_t>(number)];
  if (const TextPair* pair = m_.pair(number)) {
    code.push_back(image::kShared);
    lower::put_varint(code, shared_[pair->first]);
    lower::put_varint(code, shared_[pair->second]);
  } else if (shared != 0) {
    code.push_back(image::kShared);
    lower::put_varint(code, shared);
  } else {
    code.insert(code.end(), bytes.begin(), bytes.end());
  }
  code.push_back(image::kEndOfTemplate);
}

void CodeWriter::put_target(std::int64_t label, std::uint8_t bias) {
  const auto l = static_cast<Label>(label);
  if (bias == 1 && l == kNoLabel) return code.push_back(0);
  jumps_.push_back({static_cast<std::uint32_t>(code.size()), l, bias});
}

void CodeWriter::put_list(char letter, std::span<const std::int64_t> operands) {
  const std::size_t each = letter == 'M' ? 2 : 1;
  lower::put_varint(code, operands.size() / each);
  for (std::size_t at = 0; at + each <= operands.size(); at += each) {
    if (letter == 'M') put_text_operand(operands[at]);
    put_target(operands[at + each - 1], 0);
  }
}

void CodeWriter::put_operand(char letter, std::int64_t value) {
  switch (letter) {
    case 't':
    case 'T':
      return put_text_operand(value);
    case 'L':
    case 'o':
      return lower::put_byte(code, static_cast<std::uint64_t>(value));
    case 'k':
      return lower::put_zigzag(code, value);
    case 'j':
      return put_target(value, 0);
    case 'J':
      return put_target(value, 1);
    default:
      return lower::put_varint(code, static_cast<std::uint64_t>(value));
  }
}

void CodeWriter::put_instruction(const Instruction& i) {
  starts_.push_back({static_cast<std::uint32_t>(code.size()), static_cast<std::uint32_t>(jumps_.size())});
  code.push_back(static_cast<std::uint8_t>(i.op));
  const auto operands = m_.operands_of(i);
  std::size_t at = 0;
  for (const char* letter = letters_of(i); *letter != 0; ++letter) {
    if (is_list(*letter)) return put_list(*letter, operands.subspan(std::min(at, operands.size())));
    put_operand(*letter, at < operands.size() ? operands[at] : 0);
    ++at;
  }
}

/// Targets grow from one byte until all offsets fit: the least solution, in a round for each size that is in use.
void CodeWriter::settle() {
  before_.assign(jumps_.size() + 1, 0);
  for (bool grew = true; grew;) {
    grew = false;
    for (std::size_t j = 0; j < jumps_.size(); ++j) before_[j + 1] = before_[j] + jumps_[j].size;
    for (Jump& j : jumps_) {
      const unsigned size = lower::varint_size(std::uint64_t{offset_of(j.target)} + j.bias);
      if (size <= j.size) continue;
      j.size = static_cast<std::uint8_t>(size);
      grew = true;
    }
  }
}

/// Makes room for the targets in place, from the last to the first.
void CodeWriter::join() {
  std::size_t end = code.size();
  code.resize(end + before_.back());
  for (std::size_t j = jumps_.size(); j-- > 0;) {
    const Jump& jump = jumps_[j];
    std::memmove(code.data() + jump.at + before_[j + 1], code.data() + jump.at, end - jump.at);
    std::uint64_t value = std::uint64_t{offset_of(jump.target)} + jump.bias;
    std::uint8_t* to = code.data() + jump.at + before_[j];
    for (; value >= 0x80; value >>= 7) *to++ = static_cast<std::uint8_t>(value | 0x80);
    *to = static_cast<std::uint8_t>(value);
    end = jump.at;
  }
}

}  // namespace guion::assembly
