// See replay.hpp.
#include "replay/replay.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "replay/guards.hpp"
#include "replay/script.hpp"
#include "scenario/scripted.hpp"

namespace guion::replay {

using cfg::FactKind;

namespace {

constexpr std::uint32_t kMostSeeds = 20'000;

bool is_of(const std::string& code, std::initializer_list<diag::Code> codes) {
  return std::any_of(codes.begin(), codes.end(), [&code](diag::Code c) { return code == diag::code_text(c); });
}
bool is_gate(const std::string& code) { return is_of(code, {diag::Code::ReadWithoutLevel, diag::Code::NeedsLevel}); }
bool is_empty_read(const std::string& code) {
  return is_of(code, {diag::Code::ReadBeforeFilled, diag::Code::FailedLookupGoesOn});
}

/// Levels that reading the slot so demands.
sema::Levels levels_of(const sema::Program& program, const cfg::Fact& read) {
  if (read.object >= program.slots.size()) return 0;
  const bool for_agent = read.sink == cfg::Sink::Agent || read.sink == cfg::Sink::Argument;
  sema::Levels levels = 0;
  for (std::size_t c = 0; c < program.classes.size(); ++c) {
    const sema::Class& of = program.classes[c];
    const bool has = ((program.slots[read.object].classes >> c) & 1u) != 0;
    if (has && !of.never_said && !(of.visible_to_agent && for_agent)) levels |= of.needs;
  }
  return levels;
}

/// All levels that a node demands.
sema::Levels levels_of(const sema::Program& program, const cfg::Graph& graph, cfg::NodeId node) {
  sema::Levels levels = 0;
  for (const cfg::Fact& f : graph.told(node)) {
    if (f.kind == FactKind::Reads) levels |= levels_of(program, f);
    if (f.kind == FactKind::Needs) levels |= static_cast<sema::Levels>(f.object);
  }
  return levels;
}

class Replayer final : public Stage {
 public:
  Replayer(const sema::Program& program, const cfg::Graph& graph, std::unique_ptr<scenario::Flow> flow)
      : program_(program), graph_(graph), flow_(std::move(flow)) {}

  [[nodiscard]] Replay play(const prove::Witness& witness, const std::string& code,
                            const std::string& flow) const override {
    if (witness.steps.empty() || witness.steps.back().node >= graph_.nodes.size())
      return refused("there is no last step in this graph");
    const cfg::Node& last = graph_.nodes[witness.steps.back().node];
    scenario::Breach breach;
    breach.code = code;
    breach.where = LineNames{program_}.name(last.line);
    breach.silently = !cfg::yields(last.op) && !is_empty_read(code);
    if (!breach.silently) return play_on(*flow_, witness, std::move(breach), flow);
    breach.visit = silent_visits(witness);
    Guarded probed = guard_for(program_, graph_, breach);
    Message error;
    const auto image = scenario::Flow::open(std::move(probed.image), std::move(probed.policy), error);
    return image ? play_on(*image, witness, std::move(breach), flow)
                 : refused("the probed image does not load: " + error.en);
  }

 private:
  static Replay refused(std::string why) { return {false, {}, {}, std::move(why)}; }

  /// How often the witness is at a silent step of its last line.
  [[nodiscard]] std::uint32_t silent_visits(const prove::Witness& witness) const {
    const LineRef line = graph_.nodes[witness.steps.back().node].line;
    return static_cast<std::uint32_t>(
        std::count_if(witness.steps.begin(), witness.steps.end(), [&](const prove::Step& s) {
          return s.node < graph_.nodes.size() && graph_.nodes[s.node].line == line &&
                 !cfg::yields(graph_.nodes[s.node].op);
        }));
  }

  [[nodiscard]] Replay play_on(const scenario::Flow& image, const prove::Witness& witness, scenario::Breach breach,
                               const std::string& flow) const {
    Driver driver{program_, graph_, image, witness};
    if (!driver.fault().empty()) return refused(driver.fault());
    Drive drive = driver.run(0);
    for (std::uint32_t seed = 1; !drive.arrived && drive.at_pick && seed <= kMostSeeds; ++seed)
      drive = driver.run(seed);
    if (!drive.arrived) return refused(drive.failure);
    if (is_empty_read(breach.code) && !drive.trapped) return refused("nothing that the line reads is empty");
    const sema::Levels needed = levels_of(program_, graph_, witness.steps.back().node);
    if (is_gate(breach.code) && (needed & ~drive.levels) == 0) return refused("all levels hold at the line");
    if (!breach.silently) breach.visit = drive.visit;
    return rehearse_as(image, std::move(drive.script), std::move(breach), flow);
  }

  /// The last word has the script as people will play it.
  [[nodiscard]] static Replay rehearse_as(const scenario::Flow& image, scenario::Script script, scenario::Breach breach,
                                          const std::string& flow) {
    script.flow = flow;
    script.breach = std::move(breach);
    Replay out;
    out.script = scenario::write_script(script);
    std::vector<scenario::Problem> problems;
    const scenario::Script read = scenario::read_script(out.script, problems);
    if (!problems.empty()) return refused("the script cannot be read: " + problems.front().message.en);
    scenario::Rehearsal rehearsal = scenario::rehearse(image, read);
    if (!rehearsal.failures.empty())
      return refused("the script goes another way: " + rehearsal.failures.front().message.en);
    out.transcript = std::move(rehearsal.transcript);
    if (script.breach->code == diag::code_text(diag::Code::NothingToChoose)) drop_options(out.transcript, script.tongue);
    out.confirmed = true;
    return out;
  }

  /// A menu with nothing to choose from: the machine offers everything then, which would belie the message.
  static void drop_options(std::string& transcript, Tongue tongue) {
    const std::string margin(tongue == Tongue::Es ? 9 : 10, ' ');
    bool any = false;
    while (transcript.size() > 1) {
      const std::size_t begin = transcript.rfind('\n', transcript.size() - 2) + 1;
      if (transcript.compare(begin, margin.size() + 2, margin + "- ") != 0) break;
      transcript.erase(begin);
      any = true;
    }
    if (any) transcript += margin + (tongue == Tongue::Es ? "(ninguna opción)\n" : "(no option)\n");
  }

  const sema::Program& program_;
  const cfg::Graph& graph_;
  std::unique_ptr<scenario::Flow> flow_;
};

/// The file's own name without folder and extension.
std::string bare_name(std::string_view path) {
  path = path.substr(path.find_last_of('/') + 1);
  constexpr std::string_view kExtension = ".flow";
  return std::string{path.ends_with(kExtension) ? path.substr(0, path.size() - kExtension.size()) : path};
}

/// The lines where somebody does something, and the last one.
std::vector<Span> lines_of(const sema::Program& program, const cfg::Graph& graph, const prove::Witness& witness) {
  std::vector<Span> spans;
  for (std::size_t i = 0; i < witness.steps.size(); ++i) {
    const cfg::Node& node = graph.nodes[witness.steps[i].node];
    const LineRef l = node.line;
    if (!cfg::yields(node.op) && i + 1 != witness.steps.size()) continue;
    if (l.file >= program.files.size() || l.line >= program.files[l.file].tree.lines.size()) continue;
    const Span span = program.span_of(l);
    if (spans.empty() || !(spans.back() == span)) spans.push_back(span);
  }
  return spans;
}

/// The finding without its claim.
void doubt(diag::Emitter& emitter, std::size_t index) {
  const diag::Diagnostic& found = emitter.all()[index];
  diag::Emitter other;
  diag::Diagnostic made = other.report(diag::NotDecided, found.span, fmt::format("a call does this: {}", found.en),
                                       fmt::format("alguna llamada hace esto: {}", found.es));
  made.severity = found.severity;
  emitter.replace(index, std::move(made));
}

}  // namespace

std::unique_ptr<Stage> Stage::open(const sema::Program& program, const cfg::Graph& graph) {
  Playable made = make_playable(program, graph);
  if (made.image.empty()) return nullptr;
  Message error;
  auto flow = scenario::Flow::open(std::move(made.image), std::move(made.policy), error);
  if (!flow) return nullptr;
  return std::make_unique<Replayer>(program, graph, std::move(flow));
}

Guarded guard_for(const sema::Program& program, const cfg::Graph& graph, const scenario::Breach& breach) {
  std::optional<Probe> probe;
  if (breach.silently) {
    const auto line = LineNames{program}.find(breach.where);
    if (line) probe = Probe{*line, breach.visit};
  }
  Playable made = make_playable(program, graph, probe);
  return {std::move(made.image), std::move(made.policy)};
}

void attach(const sema::Program& program, const cfg::Graph& graph, const prove::Result& proved,
            diag::Emitter& emitter) {
  if (proved.violations.empty()) return;
  const std::unique_ptr<Stage> stage = Stage::open(program, graph);
  if (!stage) return;  // too large for any image, which has a message of its own: what was found stands without its call
  const std::string flow = program.files.empty() ? std::string{} : bare_name(program.files[0].path);
  for (std::size_t i = 0; i < std::min(proved.violations.size(), kMostReplays); ++i) {
    const prove::Violation& v = proved.violations[i];
    if (v.diagnostic >= emitter.all().size()) continue;
    Stage::Replay replay = stage->play(v.witness, diag::code_text(emitter.all()[v.diagnostic].code), flow);
    if (!replay.confirmed) {
      doubt(emitter, v.diagnostic);
      continue;
    }
    emitter.attach(v.diagnostic,
                   {std::move(replay.script), std::move(replay.transcript), lines_of(program, graph, v.witness)});
  }
}

}  // namespace guion::replay
