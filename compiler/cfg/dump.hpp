// The graph as text, one node a line: for tests and for people who look into it. Form:
//   3 Ask cliente «¿Con quién…» [Asks cliente, Fills cliente on Next] -> Next 4
#pragma once

#include <string>

#include "cfg/graph.hpp"

namespace guion::cfg {

struct DumpOptions {
  bool facts = true;
};
[[nodiscard]] std::string dump(const sema::Program& program, const Graph& graph, const DumpOptions& options = {});
[[nodiscard]] std::string_view name_of(Op op);
[[nodiscard]] std::string_view name_of(FactKind kind);
[[nodiscard]] std::string_view name_of(EdgeKind kind);

}  // namespace guion::cfg
