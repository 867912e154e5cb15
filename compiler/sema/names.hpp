// Names as they are compared: by their bytes, which the parser has composed (NFC), and by a folded key (no accents, no
// case; ñ stays a letter) that finds near twins. One Space is one name space. It knows nothing of what the names stand
// for: an id is a number of the caller's.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"

namespace guion::sema {

/// Id of a name that was declared wrongly: looking it up succeeds without a message and gives nothing.
inline constexpr std::uint32_t kPoison = kNone - 1;

/// A hash map from names to ids, open addressing. Borrows the names. Cost: one probe sequence a look-up, no allocation.
class NameTable {
 public:
  /// The id of `name`, or kNone.
  [[nodiscard]] std::uint32_t find(std::string_view name) const;
  /// Adds `name` unless it is there; gives the id that it had, or kNone when it is new.
  std::uint32_t insert(std::string_view name, std::uint32_t id);
  [[nodiscard]] std::size_t size() const { return used_; }

 private:
  struct Entry {
    std::string_view name;
    std::uint32_t hash = 0;
    std::uint32_t id = kNone;
  };
  void grow();
  [[nodiscard]] std::size_t slot_of(std::string_view name, std::uint32_t hash) const;

  std::vector<Entry> entries_;
  std::size_t used_ = 0;
};

/// Makes folded keys, and owns them.
class Spellings {
 public:
  /// `name` without accents and case.
  [[nodiscard]] std::string_view folded(std::string_view name);

 private:
  std::deque<std::string> kept_;
};

/// One name space: the names declared in it, where, and their near twins.
struct Space {
  NameTable exact;
  NameTable twins;
  std::vector<std::string_view> names;
  std::vector<Span> spans;  ///< one a name
};

}  // namespace guion::sema
