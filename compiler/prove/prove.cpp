// The order of the judges. It decides nothing itself. The interface with its comments is prove.hpp.
#include "prove/prove.hpp"

#include "prove/judge.hpp"
#include "prove/quick.hpp"

namespace guion::prove {

Result prove(const sema::Program& program, const cfg::Graph& graph, const analysis::Result& states,
             const Options& options, diag::Emitter& emitter) {
  Result result;
  if (program.kind != sema::FileKind::Flow || program.files.empty() || graph.routines.empty()) return result;
  const analysis::CallOrder calls = analysis::call_order(program, graph);
  const Input in{program, graph, calls};
  Bench bench{in, states, options, emitter, result};
  const std::vector<Property> properties = properties_of(program, graph);
  const std::vector<std::uint8_t> proved = proved_quickly(in, states, properties);
  const std::vector<std::uint8_t> gated = judge_gates(bench);
  judge_fills(bench, gated);
  judge_properties(bench, properties, proved, gated);
  judge_choices(bench);
  check_opposite_wordings(bench);
  return result;
}

}  // namespace guion::prove
