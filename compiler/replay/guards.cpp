// Copies the graph with what is put before some nodes: a counted probe, tests, a trap. See guards.hpp.
#include "replay/guards.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "analysis/states.hpp"
#include "lower/lower.hpp"
#include "scenario/marks.hpp"

namespace guion::replay {

using cfg::EdgeKind;
using cfg::FactKind;
using cfg::NodeId;
using cfg::Op;

namespace {

/// What must be shown to hold before a node: a condition for each.
using Tests = std::vector<sema::CondId>;

/// Conditions made for guards, one a slot and one a set of levels.
class Conditions {
 public:
  explicit Conditions(sema::Program& program) : program_(program) {}
  sema::CondId known(sema::SlotId slot) {
    sema::Cond cond;
    cond.op = sema::CondOp::Known;
    cond.slot = slot;
    return keep(slot, cond);
  }
  sema::CondId holds(sema::Levels levels) {
    sema::Cond cond;
    cond.op = sema::CondOp::HasLevels;
    cond.levels = levels;
    return keep(kLevels + levels, cond);
  }

 private:
  static constexpr std::uint64_t kLevels = std::uint64_t{1} << 32;
  sema::CondId keep(std::uint64_t key, const sema::Cond& cond) {
    const auto [at, made] = made_.try_emplace(key, static_cast<sema::CondId>(program_.conds.size()));
    if (made) program_.conds.push_back(cond);
    return at->second;
  }
  sema::Program& program_;
  std::unordered_map<std::uint64_t, sema::CondId> made_;
};

/// What counts arrivals at a line: the slot, and what is done with it.
struct Counting {
  sema::SlotId slot = kNone;
  std::uint32_t clear = kNone, increment = kNone;  ///< indices into Program::sets
  sema::CondId reached = kNone;
};

/// The copy that grows: nodes in the order of the first graph, each behind what was put before it.
class Copy {
 public:
  /// What stands where a guard fails: a trap that says the line, or only an end.
  enum class Trap : std::uint8_t { Said, Silent };

  Copy(sema::Program& program, const cfg::Graph& from, Trap trap)
      : program_(program), from_(from), trap_(trap), head_(from.nodes.size() + 1) {}

  void count(const Counting& counting, LineRef line) {
    counting_ = counting;
    line_ = line;
  }

  cfg::Graph run(const std::vector<Tests>& tests) {
    for (NodeId n = 0; n < from_.nodes.size(); ++n) {
      head_[n] = size();
      if (n == 0 && counting_.slot != kNone) head_[n] = clear_counter();
      if (is_probed(n)) probe(n);
      if (!tests[n].empty()) guard(n, tests[n]);
      copy(n);
    }
    head_.back() = size();
    return finish();
  }
  std::vector<NodeId>& original() { return original_; }
  std::vector<scenario::MarkKind>& kinds() { return kinds_; }

 private:
  [[nodiscard]] NodeId size() const { return static_cast<NodeId>(out_.nodes.size()); }

  /// A new node that belongs to `n`: at its line, in its stage.
  cfg::Node& add(NodeId n, Op op, scenario::MarkKind kind = scenario::MarkKind::Event) {
    cfg::Node& made = out_.nodes.emplace_back();
    made.op = op;
    made.line = from_.nodes[n].line;
    made.stage = from_.nodes[n].stage;
    made.facts = made.facts_end = static_cast<std::uint32_t>(out_.facts.size());
    made.edges = made.edges_end = static_cast<std::uint32_t>(out_.edges.size());
    original_.push_back(n);
    kinds_.push_back(kind);
    return made;
  }
  /// A way from the last node, in the new numbering.
  void way(EdgeKind kind, NodeId to) {
    cfg::Edge edge;
    edge.kind = kind;
    edge.to = to;
    out_.edges.push_back(edge);
    fresh_.push_back(true);
    out_.nodes.back().edges_end = static_cast<std::uint32_t>(out_.edges.size());
  }
  void tell(FactKind kind, std::uint32_t object) {
    cfg::Fact fact;
    fact.kind = kind;
    fact.object = object;
    out_.facts.push_back(fact);
    out_.nodes.back().facts_end = static_cast<std::uint32_t>(out_.facts.size());
  }
  void set(NodeId n, std::uint32_t expression) {
    cfg::Node& node = add(n, Op::Set);
    node.object = expression;
    node.slot = counting_.slot;
    tell(FactKind::Fills, counting_.slot);
    way(EdgeKind::Next, size());
  }
  void test(NodeId n, sema::CondId cond, NodeId yes, NodeId no) {
    add(n, Op::Test).cond = cond;
    way(EdgeKind::True, yes);
    way(EdgeKind::False, no);
  }
  /// An event with the words of the line.
  void event(NodeId n, scenario::MarkKind kind, NodeId to) {
    const sema::TemplateId text = words_of(from_.nodes[n].line);
    add(n, Op::Note, kind).text = text;
    way(EdgeKind::Next, to);
  }

  /// Before the first node, which belongs to the stages: only the routine's entry leads there. Gives the place of the
  /// node itself.
  NodeId clear_counter() {
    set(0, counting_.clear);
    entry_ = size() - 1;
    way_to_entry_ = out_.edges.size() - 1;
    return size();
  }
  [[nodiscard]] bool is_probed(NodeId n) const {
    return counting_.slot != kNone && from_.nodes[n].line == line_ && !cfg::yields(from_.nodes[n].op);
  }
  void probe(NodeId n) {
    set(n, counting_.increment);
    const NodeId at = size();
    test(n, counting_.reached, at + 1, at + 2);
    event(n, scenario::MarkKind::Probe, at + 2);
  }
  void guard(NodeId n, const Tests& tests) {
    const auto failed = static_cast<NodeId>(size() + tests.size());
    const NodeId node = failed + (trap_ == Trap::Said ? 2 : 1);
    for (std::size_t i = 0; i < tests.size(); ++i) test(n, tests[i], i + 1 < tests.size() ? size() + 1 : node, failed);
    if (trap_ == Trap::Said) event(n, scenario::MarkKind::Trap, failed + 1);
    // Whatever ends the call will do, and the first outcome is always there.
    cfg::Node& end = add(n, Op::End);
    end.object = 0;
    end.line = {};
  }
  void copy(NodeId n) {
    const cfg::Node& old = from_.nodes[n];
    cfg::Node& made = add(n, old.op);
    const std::uint32_t facts = made.facts, edges = made.edges;
    made = old;
    made.facts = facts;
    made.edges = edges;
    for (const cfg::Fact& f : from_.told(n)) out_.facts.push_back(f);
    for (const cfg::Edge& e : from_.out(n)) {
      out_.edges.push_back(e);
      fresh_.push_back(false);
    }
    made.facts_end = static_cast<std::uint32_t>(out_.facts.size());
    made.edges_end = static_cast<std::uint32_t>(out_.edges.size());
  }

  cfg::Graph finish() {
    for (std::size_t i = 0; i < out_.edges.size(); ++i) {
      NodeId& to = out_.edges[i].to;
      if (!fresh_[i] && to != kNone) to = head_[to];
    }
    for (const cfg::Routine& r : from_.routines) {
      cfg::Routine made = r;
      made.entry = r.entry == kNone ? kNone : head_[r.entry];
      made.begin = head_[r.begin];
      made.end = head_[r.end];
      out_.routines.push_back(made);
    }
    if (entry_ != kNone && !out_.routines.empty()) {
      out_.edges[way_to_entry_].to = out_.routines[0].entry;
      out_.routines[0].begin = out_.routines[0].entry = entry_;
    }
    return std::move(out_);
  }

  /// The source of a line as a text that an event can carry: on one line, cut if it is very long.
  sema::TemplateId words_of(LineRef line) {
    constexpr std::size_t kLongest = 400;
    sema::Segment segment;
    segment.joined = true;
    segment.range.begin = static_cast<std::uint32_t>(program_.joined.size());
    const Span span = program_.span_of(line);
    std::string_view words =
        std::string_view{program_.files[span.file].tree.text}.substr(span.begin, span.end - span.begin);
    words = words.substr(0, words.find_first_of("\r\n"));
    if (words.size() > kLongest) {
      std::size_t end = kLongest;
      while (end > 0 && (static_cast<unsigned char>(words[end]) & 0xC0U) == 0x80U) --end;
      words = words.substr(0, end);
    }
    for (const char c : words) program_.joined += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    if (words.empty()) program_.joined += '-';
    segment.range.end = static_cast<std::uint32_t>(program_.joined.size());
    const auto at = static_cast<std::uint32_t>(program_.segments.size());
    program_.segments.push_back(segment);
    program_.templates.push_back({{at, at + 1}, span});
    return static_cast<sema::TemplateId>(program_.templates.size() - 1);
  }

  sema::Program& program_;
  const cfg::Graph& from_;
  const Trap trap_;
  cfg::Graph out_;
  std::vector<NodeId> head_;      ///< one an old node, and one behind: where ways to it lead
  std::vector<bool> fresh_;       ///< one a new edge: it leads to a new number already
  std::vector<NodeId> original_;  ///< one a new node
  std::vector<scenario::MarkKind> kinds_;
  Counting counting_;
  LineRef line_;
  NodeId entry_ = kNone;
  std::size_t way_to_entry_ = 0;
};

/// Slots of classes that are never said which some line reads all the same: here they are ordinary, or nothing would
/// load.
void open_secrets(sema::Program& program, const cfg::Graph& graph) {
  sema::Classes secret = 0;
  for (std::size_t c = 0; c < program.classes.size(); ++c) {
    if (program.classes[c].never_said) secret |= sema::Classes{1} << c;
  }
  for (const cfg::Fact& f : graph.facts) {
    if (f.kind != FactKind::Reads || f.sink == cfg::Sink::Argument || f.object >= program.slots.size()) continue;
    sema::Slot& slot = program.slots[f.object];
    slot.classes &= ~secret;
    slot.declared &= ~secret;
  }
}

std::vector<Tests> doubtful_reads(const sema::Program& program, const cfg::Graph& graph, Conditions& conditions) {
  const analysis::Result states = analysis::solve(program, graph);
  std::vector<Tests> tests(graph.nodes.size());
  for (NodeId n = 0; n < graph.nodes.size(); ++n) {
    if (!states.reachable[n]) continue;
    for (const cfg::Fact& f : graph.told(n)) {
      if (f.kind != FactKind::Reads || f.object >= program.slots.size() || states.before.filled(n, f.object)) continue;
      const sema::CondId known = conditions.known(f.object);
      if (std::find(tests[n].begin(), tests[n].end(), known) == tests[n].end()) tests[n].push_back(known);
    }
  }
  return tests;
}

Counting make_counting(sema::Program& program, std::uint32_t arrival) {
  constexpr std::int64_t kMost = 1'000'000;
  Counting counting;
  counting.slot = static_cast<sema::SlotId>(program.slots.size());
  sema::Slot& slot = program.slots.emplace_back();
  slot.name = "#";
  slot.type = {sema::TypeKind::Count, kNone, {}, 0, kMost};
  counting.clear = static_cast<std::uint32_t>(program.sets.size());
  program.sets.push_back({sema::SetOp::Constant, kNone, kNone, 0, false});
  counting.increment = counting.clear + 1;
  program.sets.push_back({sema::SetOp::Add, counting.slot, kNone, 1, false});
  counting.reached = static_cast<sema::CondId>(program.conds.size());
  sema::Cond cond;
  cond.op = sema::CondOp::CompareNumber;
  cond.cmp = ast::Comparison::Equal;
  cond.slot = counting.slot;
  cond.number = arrival;
  program.conds.push_back(cond);
  return counting;
}

/// Marks instead of names: places stand in the order of the events among the nodes. False if they do not.
bool mark_places(const Playable& made, const std::vector<scenario::MarkKind>& kinds, const analysis::Result& states,
                 assembly::Module& module) {
  LineNames lines{made.program};
  std::size_t next = 0;
  for (const cfg::Routine& r : made.graph.routines) {
    for (NodeId n = r.begin; n < r.end; ++n) {
      const cfg::Node& node = made.graph.nodes[n];
      const LineRef l = node.line;
      if (!states.reachable[n] || !cfg::yields(node.op) || l.file >= made.program.files.size()) continue;
      if (l.line >= made.program.files[l.file].tree.lines.size()) continue;
      if (next == module.places.size()) return false;
      assembly::PlaceDef& place = module.places[next++];
      place.place = scenario::write_mark({kinds[n], lines.name(l), made.original[n]});
      place.id.clear();
    }
  }
  return next == module.places.size();
}

void encode(Playable& made, const std::vector<scenario::MarkKind>& kinds) {
  const analysis::Result states = analysis::solve(made.program, made.graph);
  std::vector<lower::Excess> excesses;
  assembly::Module module = lower::lower(made.program, made.graph, states, &excesses);
  if (!excesses.empty() || !mark_places(made, kinds, states, module)) return;
  if (!made.program.protocol_name.empty()) {
    made.policy = assembly::encode(lower::lower_policy(made.program));
    module.policy_id = assembly::build_id(made.policy);
  }
  made.image = assembly::encode(std::move(module));
}

}  // namespace

Playable make_playable(const sema::Program& program, const cfg::Graph& graph, const std::optional<Probe>& probe) {
  Playable made;
  made.program = program;
  if (graph.routines.empty() || graph.nodes.empty()) return made;
  for (sema::Class& c : made.program.classes) c.needs = 0;
  open_secrets(made.program, graph);
  cfg::Graph open = graph;
  for (cfg::Fact& f : open.facts) {
    if (f.kind == FactKind::Needs) f.object = 0;
  }
  Conditions conditions{made.program};
  const std::vector<Tests> tests = doubtful_reads(made.program, open, conditions);
  Copy copy{made.program, open, Copy::Trap::Said};
  if (probe) copy.count(make_counting(made.program, probe->arrival), probe->line);
  made.graph = copy.run(tests);
  made.original = std::move(copy.original());
  encode(made, copy.kinds());
  return made;
}

cfg::Graph with_proved_reads(sema::Program& program, const cfg::Graph& graph,
                             const std::vector<prove::Demand>& demands, std::vector<NodeId>* original) {
  Conditions conditions{program};
  std::vector<Tests> tests(graph.nodes.size());
  for (const prove::Demand& d : demands) {
    if (d.node >= tests.size()) continue;
    Tests& of_node = tests[d.node];
    const auto add = [&of_node](sema::CondId cond) {
      if (std::find(of_node.begin(), of_node.end(), cond) == of_node.end()) of_node.push_back(cond);
    };
    if (d.filled < program.slots.size()) add(conditions.known(d.filled));
    if (d.levels != 0) add(conditions.holds(d.levels));
  }
  Copy copy{program, graph, Copy::Trap::Silent};
  cfg::Graph made = copy.run(tests);
  if (original != nullptr) *original = std::move(copy.original());
  return made;
}

// ---- names of lines
// -------------------------------------------------------------------------------------------------------------------------

const diag::LineTable* LineNames::table(FileId file) {
  if (file >= tables_.size()) return nullptr;
  if (tables_[file].empty()) tables_[file].emplace_back(program_.files[file].tree.text);
  return &tables_[file].front();
}

std::string LineNames::prefix(FileId file) const {
  if (file == 0) return {};
  const std::string& path = program_.files[file].path;
  return path.substr(path.find_last_of('/') + 1) + ":";
}

std::string LineNames::name(LineRef line) {
  const diag::LineTable* const lines = table(line.file);
  if (lines == nullptr || line.line >= program_.files[line.file].tree.lines.size()) return "?";
  return prefix(line.file) + std::to_string(lines->position(program_.span_of(line).begin).line);
}

std::optional<LineRef> LineNames::find(const std::string& name) {
  const std::size_t colon = name.rfind(':');
  const std::string wanted = colon == std::string::npos ? std::string{} : name.substr(0, colon + 1);
  for (std::size_t f = 0; f < program_.files.size(); ++f) {
    const auto file = static_cast<FileId>(f);
    if (prefix(file) != wanted) continue;
    for (LineId l = 0; l < program_.files[f].tree.lines.size(); ++l) {
      if (this->name({file, l}) == name) return LineRef{file, l};
    }
  }
  return std::nullopt;
}

}  // namespace guion::replay
