// Pieces of a template as bytes: literals are UTF-8, everything else is a byte below 0x20 and numbers of which none is
// zero, because a zero ends the template. Form: docs/bytecode.md, «Templates».
#include "image/bytes.hpp"
#include "image/format.hpp"
#include "lower/assembly.hpp"
#include "lower/bytes.hpp"

namespace guion::assembly {

void TemplateWriter::literal(std::string_view text) {
  // A control character in a literal would read as an operation; the checks of texts keep them out, here a blank stands
  // for one.
  const auto* p = reinterpret_cast<const std::uint8_t*>(text.data());
  const std::uint8_t* end = p + text.size();
  for (;;) {
    const std::uint8_t* control = image::skip_literal(p, end);
    bytes_.append(reinterpret_cast<const char*>(p), static_cast<std::size_t>(control - p));
    if (control == end) return;
    bytes_ += ' ';
    p = control + 1;
  }
}

void TemplateWriter::value(std::uint32_t slot, std::uint8_t form) {
  if (form != 0) {
    bytes_ += {static_cast<char>(image::kFormed), static_cast<char>(form)};
    lower::put_varint(bytes_, std::uint64_t{slot} + 1);
  } else if (slot < image::kNearValues) {
    bytes_.push_back(static_cast<char>(image::kNearValue + slot));
  } else {
    bytes_.push_back(static_cast<char>(image::kFarValue));
    lower::put_varint(bytes_, slot - image::kNearValues + 1);
  }
}

void TemplateWriter::with_address(std::uint32_t slot, std::uint32_t address_slot) {
  bytes_.push_back(static_cast<char>(image::kWithAddress));
  lower::put_varint(bytes_, std::uint64_t{slot} + 1);
  lower::put_varint(bytes_, std::uint64_t{address_slot} + 1);
}

void TemplateWriter::greeting() { bytes_.push_back(static_cast<char>(image::kGreeting)); }
void TemplateWriter::farewell() { bytes_.push_back(static_cast<char>(image::kFarewell)); }

void TemplateWriter::capital() { bytes_ += {static_cast<char>(image::kFormed), static_cast<char>(image::kCapital)}; }
void TemplateWriter::edge(std::uint8_t kind) {
  bytes_ += {static_cast<char>(image::kFormed), static_cast<char>(image::kEdge), static_cast<char>(kind)};
}

void TemplateWriter::choice(std::uint32_t slot, const std::vector<std::string>& arms) {
  bytes_.push_back(static_cast<char>(image::kChoice));
  lower::put_varint(bytes_, std::uint64_t{slot} + 1);
  lower::put_varint(bytes_, arms.size());
  for (const std::string& arm : arms) {
    lower::put_varint(bytes_, arm.size() + 1);
    bytes_ += arm;
  }
}

}  // namespace guion::assembly
