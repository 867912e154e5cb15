// How many words the agent says from the beginning of a block to where it is left. Internal to the room.
#pragma once

#include <map>

#include "questions/questions.hpp"

namespace guion::questions {

/// Ways through a piece of a flow: those that come out at its end, and those that leave the stage or the call.
struct Passage {
  bool falls = false, leaves = false;
  Words through, away;  ///< with `falls`, with `leaves`
};

/// Borrows the program. Parts are measured once.
class Passages {
 public:
  explicit Passages(const sema::Program& program) : program_(program) {}
  /// The block of a stage or part.
  [[nodiscard]] Passage block(LineRef head);

 private:
  [[nodiscard]] Passage lines(FileId file, LineId first, LineId end);
  [[nodiscard]] Passage line(LineRef l);
  [[nodiscard]] Passage said(LineRef l);
  [[nodiscard]] Passage menu(LineRef l);
  [[nodiscard]] Passage verify(LineRef l);
  [[nodiscard]] Passage when(LineRef l);
  [[nodiscard]] Passage transfer(LineRef l);
  [[nodiscard]] Passage part(std::uint32_t part);
  /// Going on, or the blocks of the arms below.
  [[nodiscard]] Passage with_arms(LineRef l, Passage otherwise);

  const sema::Program& program_;
  std::map<std::uint32_t, Passage> parts_;
};

}  // namespace guion::questions
