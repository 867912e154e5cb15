// Sounds by the first letters: see sounds.hpp.
#include "image/sounds.hpp"

namespace guion::image {
namespace {

/// The first letters of a word, each folded: small, without its acute accent; 0 for what is no letter, ASCII or of the
/// second page of UTF-8.
class Letters {
 public:
  explicit Letters(Text word) : p_(word.data), end_(word.data + word.size) {}
  unsigned next() {
    if (p_ == end_) return 0;
    const unsigned c = static_cast<uint8_t>(*p_++);
    if (c != 0xc3) return (c | 0x20) - 'a' < 26u ? c | 0x20 : 0;
    if (p_ == end_) return 0;
    switch (static_cast<uint8_t>(*p_++) | 0x20) {
      case 0xa1:
        return 'a';
      case 0xa9:
        return 'e';
      case 0xad:
        return 'i';
      case 0xb3:
        return 'o';
      default:  // ñ, ú, ü and what Spanish does not have
        return 0;
    }
  }

 private:
  const char* p_;
  const char* end_;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Figures are said by their first group: 8, 80 and 8 000 begin with "och", 11 and 11 000 with "once".
bool begins_ocho_or_once(Text figures) {
  size_t size = 0;
  while (size != figures.size && is_digit(figures.data[size])) ++size;
  if (figures.data[0] == '8') return true;
  const bool eleven = size >= 2 && figures.data[0] == '1' && figures.data[1] == '1';
  return eleven && size % 3 == 2;
}

}  // namespace

bool takes_e(Text word) {
  Letters letters(word);
  const unsigned first = letters.next();
  if (first == 'i') return true;
  const unsigned second = letters.next();
  if (first == 'y')
    return second != 0 && second != 'a' && second != 'e' && second != 'i' && second != 'o' && second != 'u';
  if (first != 'h' || second != 'i') return false;
  const unsigned third = letters.next();
  return third != 'a' && third != 'e' && third != 'o';
}

bool takes_u(Text word) {
  if (word.size != 0 && is_digit(word.data[0])) return begins_ocho_or_once(word);
  Letters letters(word);
  const unsigned first = letters.next();
  return first == 'o' || (first == 'h' && letters.next() == 'o');
}

bool contracts(Text text) { return text.size > 3 && text.data[0] == 'e' && text.data[1] == 'l' && text.data[2] == ' '; }

}  // namespace guion::image
