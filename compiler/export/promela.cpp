// The walk: one place of the model a node of the graph, one choice a way out of it. See promela.hpp.
#include "export/promela.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "export/promela_monitors.hpp"
#include "export/promela_names.hpp"
#include "export/promela_values.hpp"

namespace guion::exports {

using cfg::Edge;
using cfg::EdgeKind;
using cfg::FactKind;
using cfg::NodeId;
using cfg::Op;

namespace {

constexpr std::size_t kDeepest = 8;

class Model {
 public:
  Model(const sema::Program& program, const cfg::Graph& graph) : p_{program}, g_{graph}, places_{program} {}

  PromelaModel write(const PromelaOptions& options);

 private:
  [[nodiscard]] std::optional<Refusal> choose_properties(const std::string& wanted);
  [[nodiscard]] std::optional<Refusal> measure_parts();
  [[nodiscard]] std::size_t depth_below(std::uint32_t part, std::size_t so_far) const;
  [[nodiscard]] const cfg::Routine* routine_of(std::uint32_t part) const;

  [[nodiscard]] std::string head() const;
  [[nodiscard]] std::string process();
  [[nodiscard]] std::string routine(const cfg::Routine& r);
  [[nodiscard]] std::string node(NodeId n, const cfg::Routine& r);
  [[nodiscard]] std::string leave(NodeId n, const cfg::Routine& r);
  [[nodiscard]] std::string arm(NodeId n, const Edge& e, const std::string& guard, std::string_view what);
  [[nodiscard]] std::string changes(NodeId n, EdgeKind kind) const;
  [[nodiscard]] std::string events(NodeId n) const;
  [[nodiscard]] std::string go(NodeId to) const { return to == kNone ? "goto over" : fmt::format("goto n{}", to); }

  [[nodiscard]] std::string test(NodeId n);
  [[nodiscard]] std::string set(NodeId n);
  [[nodiscard]] std::string menu(NodeId n);
  [[nodiscard]] std::string verify(NodeId n);
  [[nodiscard]] std::string transfer(NodeId n);
  [[nodiscard]] std::string call(NodeId n);
  [[nodiscard]] std::string come_back(const cfg::Routine& r) const;
  [[nodiscard]] std::string any_way(NodeId n);
  [[nodiscard]] const Edge* edge(NodeId n, EdgeKind kind) const;

  const sema::Program& p_;
  const cfg::Graph& g_;
  Places places_;
  Identifiers identifiers_;
  std::vector<ModelProperty> properties_;
  std::optional<Values> values_;
  std::optional<Monitors> monitors_;
  std::vector<NodeId> calls_;  ///< the Call nodes; a return address is an index into these
  std::size_t deepest_ = 0;    ///< parts open at once
};

// ---- before anything is written
// -----------------------------------------------------------------------------------------------------------------------

std::optional<Refusal> Model::choose_properties(const std::string& wanted) {
  properties_ = model_properties(p_, g_, identifiers_);
  if (wanted.empty()) return std::nullopt;
  std::string all;
  for (const ModelProperty& p : properties_) all += (all.empty() ? "" : ", ") + p.name;
  const auto other = [&](const ModelProperty& p) { return p.name != wanted && p.about != wanted; };
  properties_.erase(std::remove_if(properties_.begin(), properties_.end(), other), properties_.end());
  if (!properties_.empty()) return std::nullopt;
  if (all.empty())
    return Refusal{"this flow has no properties to export", "este flujo no tiene propiedades que exportar", {}};
  return Refusal{fmt::format("no property is called {}; there are: {}", wanted, all),
                 fmt::format("ninguna propiedad se llama {}; hay: {}", wanted, all),
                 {}};
}

const cfg::Routine* Model::routine_of(std::uint32_t part) const {
  const auto found = std::find_if(g_.routines.begin(), g_.routines.end(),
                                  [part](const cfg::Routine& r) { return r.part == part && part != kNone; });
  return found == g_.routines.end() ? nullptr : &*found;
}

/// How many parts may be open under this one, itself included; recursion is cut where it is too deep anyway.
std::size_t Model::depth_below(std::uint32_t part, std::size_t so_far) const {
  const cfg::Routine* r = routine_of(part);
  if (r == nullptr || so_far > kDeepest) return so_far;
  std::size_t most = so_far + 1;
  for (NodeId n = r->begin; n < r->end; ++n) {
    if (g_.nodes[n].op == Op::Call) most = std::max(most, depth_below(g_.nodes[n].object, so_far + 1));
  }
  return most;
}

std::optional<Refusal> Model::measure_parts() {
  for (NodeId n = 0; n < g_.nodes.size(); ++n) {
    if (g_.nodes[n].op != Op::Call) continue;
    calls_.push_back(n);
    deepest_ = std::max(deepest_, depth_below(g_.nodes[n].object, 0));
  }
  if (deepest_ <= kDeepest) return std::nullopt;
  return Refusal{fmt::format("parts are nested more than {} deep", kDeepest),
                 fmt::format("hay partes anidadas a más de {} niveles", kDeepest),
                 {}};
}

// ---- the text
// -----------------------------------------------------------------------------------------------------------------------

PromelaModel Model::write(const PromelaOptions& options) {
  PromelaModel out;
  out.refusal = choose_properties(options.property);
  if (!out.refusal) out.refusal = measure_parts();
  if (out.refusal) return out;
  values_.emplace(p_, g_, properties_, identifiers_);
  out.refusal = values_->refusal();
  if (out.refusal) return out;
  monitors_.emplace(p_, g_, properties_, *values_, identifiers_);
  out.text = head() + process();
  out.properties = std::move(properties_);
  return out;
}

std::string Model::head() const {
  std::string out = fmt::format(
      "/* {} as a model for SPIN, written by guion. Each place is a line of the flow; the choices are the host's\n"
      "   answers. A call breaks a property where its assertion fails. */\n",
      plain_letters(p_.name));
  for (std::size_t k = 0; k < p_.levels.size(); ++k)
    out += fmt::format("/* level {}: bit {}, with what it includes {} */\n", plain_letters(p_.levels[k].name), 1u << k,
                       p_.levels[k].closure);
  out += "byte call_levels = 0;\n";
  for (const cfg::Node& n : g_.nodes) {
    if (n.op == Op::Verify) out += fmt::format("byte tries_{} = 0;  /* {} */\n", n.counter, places_.line(n.line));
  }
  const bool shows = std::any_of(g_.nodes.begin(), g_.nodes.end(), [](const cfg::Node& n) { return n.op == Op::Show; });
  if (shows) out += "int options_shown = 0;  /* bit k: the guard of option k held */\n";
  if (deepest_ != 0) out += fmt::format("byte return_to[{}];\nbyte parts_open = 0;\n", deepest_);
  return out + "\n" + values_->declarations(places_) + "\n" + monitors_->declarations(places_);
}

std::string Model::process() {
  std::string out = "\nactive proctype call() {\n" + values_->begin();
  out += g_.nodes.empty() ? "  goto over;\n" : fmt::format("  goto n{};\n", g_.routines[0].entry);
  for (const cfg::Routine& r : g_.routines) out += routine(r);
  return out + "over:\n  skip\n}\n";
}

std::string Model::routine(const cfg::Routine& r) {
  std::string out;
  if (r.part != kNone) out += fmt::format("\n  /* part {} */\n", plain_letters(p_.parts[r.part].name));
  for (NodeId n = r.begin; n < r.end; ++n) out += node(n, r);
  return out;
}

std::string Model::node(NodeId n, const cfg::Routine& r) {
  return fmt::format("\n  /* {} */\nn{}:\n", places_.line(g_.nodes[n].line), n) + leave(n, r);
}

/// What happens when control arrives: the values are looked at, and if all are there the event is heard.
std::string Model::events(NodeId n) const {
  const std::string reads = monitors_->reads(n), lacks = monitors_->lacks_value(n), heard = monitors_->arrival(n);
  std::string out;
  if (!reads.empty()) out += "  skip;\n  d_step {\n" + reads + "  };\n";
  if (!lacks.empty()) out += "  if :: " + lacks + " -> goto over :: else fi;\n";
  if (!heard.empty()) out += (lacks.empty() ? "  skip;\n  d_step {\n" : "  d_step {\n") + heard + "  };\n";
  return out;
}

/// What a way out of a node changes: levels and slots, then what the monitors hear of it.
std::string Model::changes(NodeId n, EdgeKind kind) const {
  std::string emptied, filled, levels;
  for (const cfg::Fact& f : g_.told(n)) {
    if ((f.edges & cfg::on(kind)) == 0) continue;
    if (f.kind == FactKind::Empties) emptied += values_->empty(f.object);
    if (f.kind == FactKind::Fills && g_.nodes[n].op != Op::Set) filled += values_->fill(f.object);
    if (f.kind == FactKind::Fills && g_.nodes[n].op == Op::Set)
      filled += values_->set(f.object, p_.sets[g_.nodes[n].object]);
    if (f.kind == FactKind::Grants) levels += fmt::format("  call_levels = call_levels | {};\n", f.object & 0xff);
    if (f.kind == FactKind::Revokes) levels += fmt::format("  call_levels = call_levels & {};\n", ~f.object & 0xff);
  }
  const std::string monitored = monitors_->way(n, kind);
  return emptied + filled + levels + (monitored.empty() ? monitored : "  d_step {\n" + monitored + "  };\n");
}

const Edge* Model::edge(NodeId n, EdgeKind kind) const {
  for (const Edge& e : g_.out(n)) {
    if (e.kind == kind) return &e;
  }
  return nullptr;
}

/// One alternative of an «if».
std::string Model::arm(NodeId n, const Edge& e, const std::string& guard, std::string_view what) {
  return fmt::format("  :: {} ->  /* {} */\n{}  {}\n", guard, what, changes(n, e.kind), go(e.to));
}

std::string_view word(EdgeKind kind) {
  switch (kind) {
    case EdgeKind::Next:
      return "goes on";
    case EdgeKind::True:
      return "yes";
    case EdgeKind::False:
      return "no";
    case EdgeKind::Option:
      return "option";
    case EdgeKind::Variant:
      return "wording";
    case EdgeKind::Passed:
      return "passed";
    case EdgeKind::Exhausted:
      return "no tries left";
    case EdgeKind::Lacking:
      return "lacking";
    case EdgeKind::Failed:
      return "failed";
    case EdgeKind::Returned:
      return "came back";
    case EdgeKind::Silent:
      return "silent";
    case EdgeKind::Unsaid:
      return "unsaid";
    case EdgeKind::Overflow:
      return "does not fit";
  }
  return "";
}

std::string Model::leave(NodeId n, const cfg::Routine& r) {
  switch (g_.nodes[n].op) {
    case Op::Test:
      return events(n) + test(n);
    case Op::Set:
      return events(n) + set(n);
    case Op::Menu:
    case Op::Pick:
      return events(n) + menu(n);
    case Op::Verify:
      return verify(n);
    case Op::Transfer:
      return events(n) + transfer(n);
    case Op::Call:
      return events(n) + call(n);
    case Op::Return:
      return events(n) + come_back(r);
    case Op::Show:
      return fmt::format("  options_shown = options_shown | (1 << {});\n", g_.nodes[n].number) + any_way(n);
    case Op::Say:
    case Op::Note:
    case Op::Ask:
    case Op::Record:
    case Op::Judge:
    case Op::Lookup:
    case Op::End:
    case Op::Revoke:
    case Op::Pass:
      return events(n) + any_way(n);
  }
  return {};
}

/// The host chooses among all ways.
std::string Model::any_way(NodeId n) {
  const auto ways = g_.out(n);
  if (ways.empty()) return "  goto over;\n";
  // SPIN refuses a round of jumps with nothing between them, even where no call goes.
  const std::string rest = ways[0].to <= n ? "  skip;\n" : "";
  if (ways.size() == 1) return changes(n, ways[0].kind) + rest + fmt::format("  {};\n", go(ways[0].to));
  std::string out = "  if\n";
  for (const Edge& e : ways) out += arm(n, e, "true", word(e.kind));
  return out + "  fi;\n";
}

std::string Model::test(NodeId n) {
  const std::string atom = values_->atom(g_.nodes[n].cond);
  if (atom.empty()) return any_way(n);
  std::string out = "  if\n";
  for (const Edge& e : g_.out(n)) out += arm(n, e, e.kind == EdgeKind::True ? atom : "else", word(e.kind));
  return out + "  fi;\n";
}

std::string Model::set(NodeId n) {
  const cfg::Node& node = g_.nodes[n];
  const std::string fits = values_->fits(node.slot, p_.sets[node.object]);
  if (fits.empty()) return any_way(n);
  std::string out = "  if\n";
  for (const Edge& e : g_.out(n)) out += arm(n, e, e.kind == EdgeKind::Next ? fits : "else", word(e.kind));
  return out + "  fi;\n";
}

/// Of the guarded ways only those that a Show enabled.
std::string Model::menu(NodeId n) {
  const auto ways = g_.out(n);
  if (ways.empty()) return "  goto over;\n";
  const bool guards = std::any_of(ways.begin(), ways.end(), [](const Edge& e) { return e.guarded; });
  std::string out = "  if\n";
  for (const Edge& e : ways) {
    const std::string guard = e.guarded ? fmt::format("(options_shown & (1 << {})) != 0", e.ordinal) : "true";
    const std::string what = e.kind == EdgeKind::Option || e.kind == EdgeKind::Variant
                                 ? fmt::format("{} {}", word(e.kind), e.ordinal + 1)
                                 : std::string(word(e.kind));
    out += fmt::format("  :: {} ->  /* {} */\n{}{}  {}\n", guard, what, guards ? "  options_shown = 0;\n" : "",
                       changes(n, e.kind), go(e.to));
  }
  return out + "  fi;\n";
}

/// Used up: passed over without an event. Else one try; a wrong one may be followed by another.
std::string Model::verify(NodeId n) {
  const cfg::Node& node = g_.nodes[n];
  const std::string tries = fmt::format("tries_{}", node.counter);
  const Edge* exhausted = edge(n, EdgeKind::Exhausted);
  const NodeId used_up = exhausted == nullptr ? kNone : exhausted->to;
  std::string out = fmt::format("  if\n  :: {} >= {} -> {}\n  :: else\n  fi;\n", tries, node.tries, go(used_up));
  out += events(n) + "  if\n";
  for (const Edge& e : g_.out(n)) {
    if (e.kind != EdgeKind::Exhausted) {
      out += arm(n, e, "true", word(e.kind));
      continue;
    }
    out += fmt::format("  :: true ->  /* wrong */\n  {}++;\n  if :: {} < {} -> goto n{} :: else fi;\n{}  {}\n", tries,
                       tries, node.tries, n, changes(n, e.kind), go(e.to));
  }
  return out + "  fi;\n";
}

/// It fails or comes back, if the script has that, or goes through: then the call is over.
std::string Model::transfer(NodeId n) {
  std::string out = "  if\n";
  for (const Edge& e : g_.out(n)) out += arm(n, e, "true", word(e.kind));
  return out + fmt::format("  :: true ->  /* went through */\n{}  goto over\n  fi;\n", changes(n, EdgeKind::Next));
}

std::string Model::call(NodeId n) {
  const cfg::Routine* part = routine_of(g_.nodes[n].object);
  if (part == nullptr) return any_way(n);
  const auto site = std::find(calls_.begin(), calls_.end(), n) - calls_.begin();
  return fmt::format("  return_to[parts_open] = {};\n  parts_open++;\n  {};\n", site, go(part->entry));
}

/// Behind the line that ran the part. The address is wiped, so that it distinguishes no states later.
std::string Model::come_back(const cfg::Routine& r) const {
  std::string out = "  if\n";
  for (std::size_t i = 0; i < calls_.size(); ++i) {
    if (g_.nodes[calls_[i]].object != r.part) continue;
    const auto ways = g_.out(calls_[i]);
    out += fmt::format("  :: return_to[parts_open - 1] == {} ->\n  parts_open--;\n  return_to[parts_open] = 0;\n  {}\n",
                       i, go(ways.empty() ? kNone : ways[0].to));
  }
  return out + "  fi;\n";
}

}  // namespace

PromelaModel promela(const sema::Program& program, const cfg::Graph& graph, const PromelaOptions& options) {
  return Model{program, graph}.write(options);
}

}  // namespace guion::exports
