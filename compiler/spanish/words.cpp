// See words.hpp. The table is open, its size a power of two, at most half full.
#include "spanish/words.hpp"

#include <algorithm>
#include <cstring>

#include "spanish/forms.hpp"

namespace guion::spanish {
namespace {

constexpr std::size_t kHead = sizeof(std::uint64_t);

std::uint64_t eight_at(const char* at) {
  std::uint64_t out = 0;
  std::memcpy(&out, at, kHead);
  return out;
}

bool is_capital_of_latin(unsigned char next) { return next >= 0x80 && next <= 0x9e && next != 0x97; }

/// Lowers ASCII eight bytes at a time, the rest of Latin one by one. Zeros stand behind the text.
void lower_in_place(char* text, std::size_t size) {
  constexpr std::uint64_t kEach = 0x0101010101010101u, kHigh = 0x80 * kEach;
  std::uint64_t high = 0;
  for (std::size_t at = 0; at < size; at += kHead) {
    std::uint64_t eight = eight_at(text + at);
    high |= eight & kHigh;
    const std::uint64_t low = eight & ~kHigh;  // no byte carries into the next one
    const std::uint64_t from_a = low + (0x80 - 'A') * kEach, past_z = low + (0x80 - 'Z' - 1) * kEach;
    eight |= (from_a & ~past_z & ~eight & kHigh) >> 2;  // 0x80 >> 2 is the bit of small letters
    std::memcpy(text + at, &eight, kHead);
  }
  if (high == 0) return;
  for (std::size_t i = 1; i < size; ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (static_cast<unsigned char>(text[i - 1]) == 0xc3 && is_capital_of_latin(c)) text[i] = static_cast<char>(c + 0x20);
  }
}

/// A copy with zeros behind it.
std::string padded(std::string_view text) {
  std::string out{text};
  out.append(kHead, '\0');
  return out;
}

/// A vowel as syllables see it: weak without accent, weak with accent, strong; 0 for a consonant.
enum Vowel : char { kConsonant, kWeak, kWeakStressed, kStrong };

}  // namespace

void lower_to(std::string& out, std::string_view written) {
  for (std::size_t i = 0; i < written.size(); ++i) {
    const auto c = static_cast<unsigned char>(written[i]);
    if (c >= 'A' && c <= 'Z') {
      out += static_cast<char>(c | 0x20);
    } else if (c == 0xc3 && i + 1 < written.size()) {
      const auto next = static_cast<unsigned char>(written[++i]);
      out += static_cast<char>(c);
      out += static_cast<char>(is_capital_of_latin(next) ? next + 0x20 : next);
    } else {
      out += static_cast<char>(c);
    }
  }
}

std::string without_accents(std::string_view lower) {
  std::string out;
  for (std::size_t i = 0; i < lower.size(); ++i) {
    const auto c = static_cast<unsigned char>(lower[i]);
    if (c != 0xc3 || i + 1 == lower.size()) {
      out += lower[i];
      continue;
    }
    switch (const auto next = static_cast<unsigned char>(lower[++i]); next) {
      case 0xa1:
        out += 'a';
        break;
      case 0xa9:
        out += 'e';
        break;
      case 0xad:
        out += 'i';
        break;
      case 0xb3:
        out += 'o';
        break;
      case 0xba:
      case 0xbc:
        out += 'u';
        break;
      default:
        out += static_cast<char>(c);
        out += static_cast<char>(next);
    }
  }
  return out;
}

unsigned syllables_of(std::string_view lower) {
  unsigned count = 0;
  Vowel before = kConsonant;
  for (std::size_t i = 0; i < lower.size(); ++i) {
    const auto c = static_cast<unsigned char>(lower[i]);
    Vowel now = kConsonant;
    if (c == 'a' || c == 'e' || c == 'o') {
      now = kStrong;
    } else if (c == 'i' || c == 'u') {
      // Silent in que, qui, gue, gui.
      const bool silent = c == 'u' && i > 0 && (lower[i - 1] == 'q' || lower[i - 1] == 'g') && i + 1 < lower.size() &&
                          (lower[i + 1] == 'e' || lower[i + 1] == 'i' || lower[i + 1] == '\xc3');
      now = silent ? kConsonant : kWeak;
    } else if (c == 'y') {
      const bool last = i + 1 == lower.size();
      now = last ? kWeak : kConsonant;
    } else if (c == 0xc3 && i + 1 < lower.size()) {
      const auto next = static_cast<unsigned char>(lower[++i]);
      if (next == 0xa1 || next == 0xa9 || next == 0xb3) now = kStrong;
      if (next == 0xad || next == 0xba) now = kWeakStressed;
      if (next == 0xbc) now = kWeak;
    } else if (c == 'h' && before != kConsonant) {
      continue;  // prohibir: between vowels it parts nothing
    }
    const bool joins = (before == kStrong && now == kWeak) || (before == kWeak && (now == kStrong || now == kWeak));
    if (now != kConsonant && !joins) ++count;
    before = now;
  }
  return std::max(count, 1u);
}

Words::Words() : table_(1u << 12) { store_.reserve(1u << 16); }

/// Multiplies and folds eight bytes at a time.
Words::Key Words::key_of(std::string_view lower) {
  constexpr std::uint64_t kOdd = 0x9e3779b97f4a7c15u;  // 2^64 / golden ratio: spreads what it multiplies
  Key key{lower, eight_at(lower.data()), 0};
  std::uint64_t mixed = (key.head ^ lower.size()) * kOdd;
  for (std::size_t at = kHead; at < lower.size(); at += kHead) mixed = ((mixed >> 29) ^ mixed ^ eight_at(lower.data() + at)) * kOdd;
  key.hash = static_cast<std::uint32_t>(mixed >> 32);
  return key;
}

std::size_t Words::place_of(const Key& key) const {
  const std::size_t mask = table_.size() - 1;
  for (std::size_t at = key.hash & mask;; at = (at + 1) & mask) {
    const Slot& slot = table_[at];
    if (slot.word == kNoWord) return at;
    if (slot.hash != key.hash || slot.head != key.head) continue;
    if (key.lower.size() < kHead || text(slot.word) == key.lower) return at;  // no word holds a zero: the head is all
  }
}

WordId Words::find(std::string_view lower) const {
  const std::string copy = padded(lower);
  return table_[place_of(key_of({copy.data(), lower.size()}))].word;
}

WordId Words::intern(std::string_view written) {
  constexpr std::size_t kUsual = 64;
  if (written.size() > kUsual) {
    std::string lower;
    lower_to(lower, written);
    const std::string copy = padded(lower);
    const Key key = key_of({copy.data(), lower.size()});
    return learn(key, place_of(key));
  }
  char buffer[kUsual + kHead] = {};
  std::memcpy(buffer, written.data(), written.size());
  lower_in_place(buffer, written.size());
  const Key key = key_of({buffer, written.size()});
  return learn(key, place_of(key));
}

/// The word at its place in the table, new if the place is free.
WordId Words::learn(const Key& key, std::size_t at) {
  if (table_[at].word != kNoWord) return table_[at].word;
  const std::string_view lower = key.lower;
  WordInfo made;
  made.at = static_cast<std::uint32_t>(store_.size());
  made.size = static_cast<std::uint32_t>(lower.size());
  made.syllables = static_cast<std::uint8_t>(std::min(syllables_of(lower), 255u));
  if (std::any_of(lower.begin(), lower.end(), [](char c) { return c >= '0' && c <= '9'; })) made.traits |= kHasDigit;
  made.traits |= addressed_by_form(lower);
  store_ += lower;
  const auto id = static_cast<WordId>(info_.size());
  info_.push_back(made);
  table_[at] = {key.head, key.hash, id};
  if (info_.size() * 2 > table_.size()) grow();
  return id;
}

void Words::grow() {
  std::vector<Slot> old(table_.size() * 2);
  old.swap(table_);
  const std::size_t mask = table_.size() - 1;
  for (const Slot& s : old) {
    if (s.word == kNoWord) continue;
    std::size_t at = s.hash & mask;
    while (table_[at].word != kNoWord) at = (at + 1) & mask;
    table_[at] = s;
  }
}

}  // namespace guion::spanish
