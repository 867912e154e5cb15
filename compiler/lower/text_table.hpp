// Gives equal templates of a module the same number, and keeps their bytes one behind the other in Module::texts.
// Internal to the room.
#pragma once

#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "lower/assembly.hpp"

namespace guion::assembly {

class TextTable {
 public:
  /// Borrows the module.
  explicit TextTable(Module& module) : module_(module) {}

  /// Makes room for so many templates.
  void reserve(std::size_t templates);
  /// What add() wants beside the bytes. Asked for some templates ahead, it spares add() the wait for memory.
  [[nodiscard]] std::uint32_t prepare(std::string_view bytes) const;
  /// The number of the template of these bytes. Cost: one look-up.
  std::int64_t add(std::string_view bytes, std::uint32_t prepared);
  std::int64_t add(std::string_view bytes) { return add(bytes, prepare(bytes)); }
  /// The number of a text that says `first` in one language and `second` in the other.
  std::int64_t add_pair(std::int64_t first, std::int64_t second);

 private:
  struct Entry {
    std::uint32_t hash = 0, number = 0xffffffff;
  };
  void resize(std::size_t size);

  Module& module_;
  std::map<TextPair, std::int64_t> pairs_;
  std::vector<Entry> entries_;  ///< open addressing; a power of two
};

}  // namespace guion::assembly
