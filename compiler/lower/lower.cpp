// The order of lowering: layout, tables, code.
#include "lower/lower.hpp"

#include "lower/lower_code.hpp"
#include "lower/lower_layout.hpp"
#include "lower/lower_tables.hpp"

namespace guion::lower {

assembly::Module lower(const sema::Program& program, const cfg::Graph& graph, const analysis::Result& states) {
  assembly::Module module;
  module.name = program.name;
  module.title = program.title;
  module.locale = program.locale;
  module.protocol = program.protocol_name;
  module.written = program.channel == Word::Written;
  module.counters = program.counters;
  const Layout layout = lay_out(graph, states);
  Tables tables(program, graph, layout.order, module);
  Coder(program, graph, states, layout, tables, module).run();
  return module;
}

}  // namespace guion::lower
