// Identifiers and comments of a Promela model: names of a script in letters that C and SPIN take, and the source lines
// that a place of the model stands for. Internal to the room.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "sema/program.hpp"

namespace guion::exports {

/// The name without accents, in lower-case letters, digits and «_»: «día límite» → «dia_limite».
[[nodiscard]] std::string plain_letters(std::string_view name);

/// Gives every name once.
class Identifiers {
 public:
  /// `prefix` + the plain letters of `name`; a number behind it if that is taken.
  [[nodiscard]] std::string make(std::string_view prefix, std::string_view name);

 private:
  std::set<std::string> taken_;
};

/// Where lines stand, for comments. Borrows the program.
class Places {
 public:
  explicit Places(const sema::Program& program);
  /// «pago.flow:14  di Gracias por llamar», fit for a comment of one line.
  [[nodiscard]] std::string line(LineRef line) const;
  /// The same of the line in which a span begins.
  [[nodiscard]] std::string line(Span span) const;

 private:
  [[nodiscard]] std::string describe(FileId file, std::uint32_t begin, std::uint32_t end) const;

  const sema::Program& program_;
  std::vector<std::vector<std::uint32_t>> starts_;  ///< of the physical lines of each file
};

}  // namespace guion::exports
