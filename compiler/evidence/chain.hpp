// The chain of a trace: where its records begin and end, and which is the first that does not follow from those before
// it. It reads no record. Form: docs/bytecode.md, «A trace».
#pragma once

#include <optional>
#include <vector>

#include "evidence/reader.hpp"

namespace guion::evidence {

/// A record in the file: its bytes before the link, its payload among them, and the link.
struct Frame {
  Bytes body, payload;
  trace::Kind kind = trace::Kind::Head;
  Sum link{};
};

struct Chain {
  std::vector<Frame> frames;   ///< those whose links hold
  bool cut = false;            ///< the file ends within the record behind them
  std::optional<Fault> fault;  ///< why the next one does not follow
};

[[nodiscard]] Chain follow(Bytes bytes);

}  // namespace guion::evidence
