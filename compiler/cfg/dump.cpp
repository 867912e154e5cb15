// Writes a graph as text, one node a line, names instead of numbers.
// It owns the form only, which dump.hpp shows; nothing reads it back.
// Every Program and Graph can be written, also those of flows with errors.
#include "cfg/dump.hpp"

#include <fmt/format.h>

namespace guion::cfg {
namespace {

class Dump {
 public:
  Dump(const sema::Program& program, const Graph& graph, const DumpOptions& options)
      : p_(program), g_(graph), options_(options) {}

  std::string run() {
    for (const Routine& routine : g_.routines) {
      out_ += routine.part == kNone ? std::string{"stages\n"} : fmt::format("part {}\n", p_.parts[routine.part].name);
      for (NodeId n = routine.begin; n < routine.end; ++n) node(n);
    }
    return std::move(out_);
  }

 private:
  void node(NodeId id);
  void subject(const Node& n);
  void condition(sema::CondId id);
  void fact(const Fact& f);
  void edge(const Edge& e);
  std::string slot(sema::SlotId id) const { return id < p_.slots.size() ? p_.slots[id].name : "?"; }
  std::string levels(sema::Levels set) const;
  std::string text(sema::TemplateId id) const;
  template <class Table>
  std::string name(const Table& table, std::uint32_t id) const {
    return id < table.size() ? table[id].name : std::string{"?"};
  }

  const sema::Program& p_;
  const Graph& g_;
  const DumpOptions& options_;
  std::string out_;
};

std::string Dump::levels(sema::Levels set) const {
  std::string all;
  for (std::size_t i = 0; i < p_.levels.size(); ++i) {
    if ((set >> i & 1U) != 0) all += (all.empty() ? "" : "+") + p_.levels[i].name;
  }
  return all.empty() ? "none" : all;
}

std::string Dump::text(sema::TemplateId id) const {
  if (id >= p_.templates.size()) return "«»";
  std::string words;
  for (const sema::Segment& s : p_.segments_of(id)) {
    if (s.kind == sema::SegmentKind::Literal) words += p_.text_of(s);
    if (s.kind == sema::SegmentKind::Value) words += "{" + slot(s.slot) + "}";
    if (s.kind == sema::SegmentKind::Choice) words += "{" + slot(s.slot) + "?}";
  }
  std::size_t cut = words.size();
  if (cut > 24) {
    cut = 24;
    while (cut > 0 && (static_cast<unsigned char>(words[cut]) & 0xC0U) == 0x80) --cut;
  }
  return "«" + words.substr(0, cut) + (cut < words.size() ? "…»" : "»");
}

void Dump::condition(sema::CondId id) {
  if (id >= p_.conds.size()) {
    out_ += " ?";
    return;
  }
  static constexpr std::string_view kSigns[] = {"<", "<=", ">", ">=", "=", "!=", "is", "is not"};
  const sema::Cond& c = p_.conds[id];
  const std::string_view sign = kSigns[static_cast<std::size_t>(c.cmp)];
  switch (c.op) {
    case sema::CondOp::Known:
      out_ += " known " + slot(c.slot);
      return;
    case sema::CondOp::HasLevels:
      out_ += " has " + levels(c.levels);
      return;
    case sema::CondOp::CompareNumber:
      out_ += fmt::format(" {} {} {}", slot(c.slot), sign, c.number);
      return;
    case sema::CondOp::CompareSlot:
      out_ += fmt::format(" {} {} {}{:+}", slot(c.slot), sign, slot(c.other), c.number);
      return;
    case sema::CondOp::True:
    case sema::CondOp::False:
    case sema::CondOp::And:
    case sema::CondOp::Or:
    case sema::CondOp::Not:
      out_ += " ?";
      return;
  }
}

void Dump::subject(const Node& n) {
  switch (n.op) {
    case Op::Say:
    case Op::Note:
    case Op::Judge:
    case Op::Menu:
      out_ += " " + text(n.text);
      return;
    case Op::Ask:
    case Op::Record:
      out_ += " " + slot(n.slot) + " " + text(n.text);
      return;
    case Op::Verify:
      out_ += fmt::format(" {} by {} {}x #{}", levels(n.levels), name(p_.methods, n.object), n.tries, n.counter);
      return;
    case Op::Lookup:
      out_ += " " + name(p_.services, n.object);
      return;
    case Op::Transfer:
      out_ += " " + name(p_.areas, n.object) + " " + text(n.text);
      return;
    case Op::End:
      out_ += " " + name(p_.outcomes, n.object);
      return;
    case Op::Show:
      out_ += fmt::format(" {}", n.number);
      return;
    case Op::Test:
      condition(n.cond);
      return;
    case Op::Set:
      out_ += " " + slot(n.slot);
      return;
    case Op::Revoke:
      out_ += " " + levels(n.levels);
      return;
    case Op::Call:
      out_ += " " + name(p_.parts, n.object);
      return;
    case Op::Pick:
    case Op::Return:
    case Op::Pass:
      return;
  }
}

void Dump::fact(const Fact& f) {
  out_ += name_of(f.kind);
  switch (f.kind) {
    case FactKind::Fills:
    case FactKind::Empties:
    case FactKind::Asks:
    case FactKind::Records:
    case FactKind::Keeps:
      out_ += " " + slot(f.object);
      break;
    case FactKind::Reads: {
      static constexpr std::string_view kSinks[] = {"Heard", "Agent", "Argument", "Condition", "Value"};
      out_ += fmt::format(" {} {}", slot(f.object), kSinks[static_cast<std::size_t>(f.sink)]);
      break;
    }
    case FactKind::Says:
    case FactKind::Notes:
    case FactKind::Shows:
    case FactKind::Utters:
    case FactKind::Offers:
    case FactKind::Judges:
      break;
    case FactKind::Verifies:
      out_ += " " + name(p_.levels, f.object);
      break;
    case FactKind::Tries:
      out_ += " " + name(p_.methods, f.object);
      break;
    case FactKind::Finishes:
      out_ += f.object == kNormal ? " normal" : " early";
      break;
    case FactKind::Calls:
    case FactKind::Fails:
      if (f.object != kNone) out_ += " " + name(p_.services, f.object);
      break;
    case FactKind::Needs:
    case FactKind::Grants:
    case FactKind::Revokes:
      out_ += " " + levels(static_cast<sema::Levels>(f.object));
      break;
    case FactKind::Transfers:
      out_ += " " + name(p_.areas, f.object);
      break;
    case FactKind::Ends:
      out_ += " " + name(p_.outcomes, f.object);
      break;
    case FactKind::Enters:
    case FactKind::Leaves:
      out_ += " " + name(p_.stages, f.object);
      break;
    case FactKind::Tag:
      out_ += " " + name(p_.tags, f.object);
      break;
  }
  if (f.edges == kEveryEdge) return;
  out_ += " on";
  for (unsigned k = 0; k <= static_cast<unsigned>(EdgeKind::Overflow); ++k) {
    if ((f.edges >> k & 1U) != 0) out_ += fmt::format(" {}", name_of(static_cast<EdgeKind>(k)));
  }
}

void Dump::edge(const Edge& e) {
  out_ += fmt::format(" {}", name_of(e.kind));
  if (e.kind == EdgeKind::Option || e.kind == EdgeKind::Variant)
    out_ += fmt::format("({}{})", e.ordinal, e.guarded ? "?" : "");
  out_ += e.to == kNone ? " nowhere" : fmt::format(" {}", e.to);
}

void Dump::node(NodeId id) {
  const Node& n = g_.nodes[id];
  out_ += fmt::format("{} {}", id, name_of(n.op));
  subject(n);
  if (n.seconds != 0) out_ += fmt::format(" {}s", n.seconds);
  const auto facts = g_.told(id);
  if (options_.facts && !facts.empty()) {
    out_ += " [";
    for (std::size_t i = 0; i < facts.size(); ++i) {
      if (i != 0) out_ += ", ";
      fact(facts[i]);
    }
    out_ += ']';
  }
  const auto edges = g_.out(id);
  if (!edges.empty()) out_ += " ->";
  for (std::size_t i = 0; i < edges.size(); ++i) {
    if (i != 0) out_ += ',';
    edge(edges[i]);
  }
  out_ += '\n';
}

}  // namespace

std::string_view name_of(Op op) {
  switch (op) {
#define OP(name, yields, sentence) \
  case Op::name:                   \
    return #name;
#include "cfg/ops.def"
#undef OP
  }
  return {};
}

std::string_view name_of(FactKind kind) {
  switch (kind) {
#define FACT(name, object, sentence) \
  case FactKind::name:               \
    return #name;
#include "cfg/facts.def"
#undef FACT
  }
  return {};
}

std::string_view name_of(EdgeKind kind) {
  switch (kind) {
    case EdgeKind::Next:
      return "Next";
    case EdgeKind::True:
      return "True";
    case EdgeKind::False:
      return "False";
    case EdgeKind::Option:
      return "Option";
    case EdgeKind::Variant:
      return "Variant";
    case EdgeKind::Passed:
      return "Passed";
    case EdgeKind::Exhausted:
      return "Exhausted";
    case EdgeKind::Lacking:
      return "Lacking";
    case EdgeKind::Failed:
      return "Failed";
    case EdgeKind::Returned:
      return "Returned";
    case EdgeKind::Silent:
      return "Silent";
    case EdgeKind::Unsaid:
      return "Unsaid";
    case EdgeKind::Overflow:
      return "Overflow";
  }
  return {};
}

std::string dump(const sema::Program& program, const Graph& graph, const DumpOptions& options) {
  return Dump{program, graph, options}.run();
}

}  // namespace guion::cfg
