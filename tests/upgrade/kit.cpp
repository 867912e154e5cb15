// See kit.hpp.
#include "kit.hpp"

#include <algorithm>

namespace guion::upgrade::test {

using cfg::EdgeKind;
using cfg::FactKind;
using cfg::NodeId;
using cfg::Op;

Edition::Edition(const std::string& flow, const std::string& protocol, const std::string& protocol_name) {
  MemorySources sources;
  sources.put(protocol_name + ".flow", protocol);
  sources.put("f.flow", flow);
  made = compile("f.flow", sources, {});
  if (made.image.empty()) return;
  version = std::make_unique<Version>(Version{made.program, made.graph, made.proof, made.image, made.policy,
                                              made.origins, assembly::build_id(made.image)});
  side = std::make_unique<Side>(*version);
  EXPECT_TRUE(side->open);
  guion_load_error error{};
  if (!made.policy.empty()) {
    EXPECT_EQ(guion_policy_open(&policy, made.policy.data(), made.policy.size(), &error), GUION_OK);
  }
  EXPECT_EQ(
      guion_image_open(&image, made.policy.empty() ? nullptr : &policy, made.image.data(), made.image.size(), &error),
      GUION_OK);
}

NodeId Edition::node_at(std::uint32_t pc) const {
  for (const Spot& s : side->spots)
    if (s.pc == pc && s.op != image::Opcode::Call) return s.node;
  return kNone;
}

std::string Edition::errors() const {
  std::string out;
  for (const auto& d : made.diagnostics)
    if (d.severity == diag::Severity::Error) out += d.en + "\n";
  return out;
}

Upgrade::Upgrade(const Edition& b, const Edition& a)
    : before(b), after(a), plan(upgrade::plan(*b.version, *a.version)) {
  guion_load_error error{};
  opened = guion_moves_open(&moves, &after.image, plan.table.data(), plan.table.size(), &error);
  EXPECT_EQ(opened, GUION_OK) << guion_load_error_name(error.reason);
}

const Move* Upgrade::at(const std::string& part) const {
  for (const Move& m : plan.moves)
    if (m.line.find(part) != std::string::npos) return &m;
  return nullptr;
}

// ---- what happened

namespace {

const std::string& name_of(const auto& table, std::uint32_t index) { return table[index].name; }

/// What is told of a fact, in words.
void tell(const sema::Program& p, const cfg::Fact& f, Moment& out) {
  const auto both = [&](const std::string& word, const std::string& object) {
    out.insert(word);
    out.insert(word + " " + object);
  };
  if (f.kind == FactKind::Says || f.kind == FactKind::Shows) out.insert("heard");
  if (f.kind == FactKind::Utters) out.insert("say");
  if (f.kind == FactKind::Tag) out.insert("say @" + name_of(p.tags, f.object));
  if (f.kind == FactKind::Notes) out.insert("note");
  if (f.kind == FactKind::Asks) both("ask", name_of(p.slots, f.object));
  if (f.kind == FactKind::Records) both("record", name_of(p.slots, f.object));
  if (f.kind == FactKind::Offers) out.insert("menu");
  if (f.kind == FactKind::Verifies) both("verify", name_of(p.levels, f.object));
  if (f.kind == FactKind::Calls) both(p.services[f.object].acts ? "request" : "lookup", name_of(p.services, f.object));
  if (f.kind == FactKind::Transfers) both("transfer", name_of(p.areas, f.object));
  if (f.kind == FactKind::Ends) both("end", name_of(p.outcomes, f.object));
}

std::string word_of(const sema::Program& p, const sema::RuleEvent& e) {
  if (e.keyword == ast::kHeard) return "heard";
  const auto with = [&](const std::string& word, const auto& table) {
    return e.object == kNone ? word : word + " " + table[e.object].name;
  };
  switch (static_cast<Keyword>(e.keyword)) {
    case Keyword::Say:
      return e.object == kNone ? "say" : "say @" + p.tags[e.object].name;
    case Keyword::Note:
      return "note";
    case Keyword::Ask:
      return with("ask", p.slots);
    case Keyword::Record:
      return with("record", p.slots);
    case Keyword::Menu:
      return "menu";
    case Keyword::Verify:
      return with("verify", p.levels);
    case Keyword::Lookup:
      return with("lookup", p.services);
    case Keyword::Request:
      return with("request", p.services);
    case Keyword::Transfer:
      return with("transfer", p.areas);
    case Keyword::End:
      return with("end", p.outcomes);
    default:
      return "?";
  }
}

sema::Levels needs_of(const sema::Program& p, const sema::Slot& slot) {
  sema::Levels needs = 0;
  for (std::size_t c = 0; c < p.classes.size(); ++c)
    if (((slot.classes >> c) & 1u) != 0) needs = static_cast<sema::Levels>(needs | p.classes[c].needs);
  return needs;
}

/// Names of levels that `needs` names and that do not hold.
std::string lacking(const sema::Program& law, sema::Levels needs, const sema::Program& now, std::uint8_t held) {
  std::string out;
  for (std::size_t l = 0; l < law.levels.size(); ++l) {
    if (((needs >> l) & 1u) == 0) continue;
    const std::uint32_t level = named(now.levels, law.levels[l].name);
    if (level == kNone || ((held >> level) & 1u) == 0) out += law.levels[l].name + " ";
  }
  return out;
}

EdgeKind way_of(const guion_event& e, guion_answer_kind kind, const cfg::Node& node, const guion_event& after) {
  (void)after;
  switch (kind) {
    case GUION_ANSWER_DONE:
    case GUION_ANSWER_VALUE:
    case GUION_ANSWER_FIELDS:
      return EdgeKind::Next;
    case GUION_ANSWER_UNSAID:
      return EdgeKind::Unsaid;
    case GUION_ANSWER_YES:
      return EdgeKind::True;
    case GUION_ANSWER_NO:
      return EdgeKind::False;
    case GUION_ANSWER_OPTION:
      return EdgeKind::Option;
    case GUION_ANSWER_SILENT:
      return EdgeKind::Silent;
    case GUION_ANSWER_PASSED:
      return EdgeKind::Passed;
    case GUION_ANSWER_WRONG:
      return e.tries_left > 1 && node.op == Op::Verify ? EdgeKind::Variant : EdgeKind::Exhausted;
    case GUION_ANSWER_LACKING:
      return EdgeKind::Lacking;
    case GUION_ANSWER_FAILED:
      return EdgeKind::Failed;
    case GUION_ANSWER_RETURNED:
      return EdgeKind::Returned;
  }
  return EdgeKind::Next;
}

}  // namespace

// ---- a call

Caller::Caller(const Edition& e, std::uint32_t seed) : edition(e) {
  const guion_session_options options{seed, seed, 4096, 0, 0};
  memory_.resize(guion_session_size(&edition.image, &options) / 8 + 1);
  EXPECT_EQ(guion_session_start(&edition.image, &options, memory_.data(), memory_.size() * 8, &session), GUION_OK);
  for (std::uint32_t s = 0; s < guion_slot_count(&edition.image); ++s) {
    guion_slot_info info{};
    EXPECT_EQ(guion_slot_describe(&edition.image, s, &info), GUION_OK);
    if (info.from_system == 0) continue;
    const guion_value value{info.min + seed % 2, "Ana", 3};
    EXPECT_EQ(guion_give(session, s, &value), GUION_OK);
  }
}

std::vector<std::uint8_t> Caller::save(guion_status& status) const {
  std::vector<std::uint8_t> out(8192);
  std::size_t size = 0;
  status = guion_save(session, nullptr, out.data(), out.size(), &size);
  out.resize(status == GUION_OK ? size : 0);
  return out;
}

std::unique_ptr<Caller> Caller::moved(const Upgrade& up, const Caller& from, guion_status& status,
                                      bool with_old_image) {
  const auto bytes = from.save(status);
  if (status != GUION_OK) return nullptr;
  std::unique_ptr<Caller> out(new Caller(up.after));
  const guion_session_options options{0, 0, 4096, 0, 0};
  out->memory_.resize(guion_session_size(&up.after.image, &options) / 8 + 1);
  status = guion_migrate(&up.moves, with_old_image ? &up.before.image : nullptr, &options, nullptr, bytes.data(),
                         bytes.size(), out->memory_.data(), out->memory_.size() * 8, &out->session);
  if (status != GUION_OK) return nullptr;
  out->history = from.history;
  out->put_again_ = !from.history.moments.empty();
  out->law_ = &up.before;
  for (const sema::Slot& s : up.before.made.program.slots) out->inherited_.insert(s.name);
  return out;
}

std::unique_ptr<Caller> Caller::resumed(const Edition& edition, guion_session* session,
                                        std::vector<std::uint64_t> memory) {
  std::unique_ptr<Caller> out(new Caller(edition));
  out->memory_ = std::move(memory);
  out->session = session;
  return out;
}

/// Facts of the silent steps from an answered event to the one at hand: those of every way between them.
void Caller::look(NodeId to, EdgeKind way, std::uint32_t option) {
  const cfg::Graph& g = edition.made.graph;
  const sema::Program& p = edition.made.program;
  // Backward and forward search agree on what lies between; stages are all that is wanted.
  std::vector<NodeId> open, order;
  std::vector<bool> seen(g.nodes.size());
  std::vector<std::vector<NodeId>> before(g.nodes.size());
  const auto push = [&](NodeId from, NodeId n) {
    if (n == kNone) return;
    before[n].push_back(from);
    if (seen[n]) return;
    seen[n] = true;
    open.push_back(n);
  };
  const auto leave = [&](NodeId n, const cfg::Edge& e) {
    for (const cfg::Fact& f : g.told(n))
      if (f.kind == FactKind::Leaves && (f.edges & cfg::on(e.kind)) != 0 && n == left_)
        history.stages.insert(p.stages[f.object].name);
    push(n, e.to);
  };
  if (left_ == kNone) {
    push(kNone, g.routines[0].entry);
  } else {
    for (const cfg::Edge& e : g.out(left_))
      if (e.kind == way && (way != EdgeKind::Option || e.ordinal == option)) leave(left_, e);
  }
  while (!open.empty()) {
    const NodeId n = open.back();
    open.pop_back();
    if (n == to || cfg::yields(g.nodes[n].op)) continue;
    const std::uint32_t into = analysis::callee(edition.side->calls, g.nodes[n]);
    if (into != kNone) push(n, g.routines[into].entry);
    if (g.nodes[n].op == Op::Return)
      for (NodeId c = 0; c < g.nodes.size(); ++c)
        if (analysis::callee(edition.side->calls, g.nodes[c]) == edition.side->routine_of[n])
          for (const cfg::Edge& e : g.out(c)) push(n, e.to);
    if (into == kNone)
      for (const cfg::Edge& e : g.out(n)) push(n, e.to);
  }
  std::vector<bool> back(g.nodes.size());
  open = {to};
  while (!open.empty()) {
    const NodeId n = open.back();
    open.pop_back();
    if (n >= back.size() || back[n]) continue;
    back[n] = true;
    if (n != to)
      for (const cfg::Fact& f : g.told(n))
        if (f.kind == FactKind::Leaves) history.stages.insert(p.stages[f.object].name);
    for (const NodeId b : before[n])
      if (b != kNone && !cfg::yields(g.nodes[b].op)) open.push_back(b);
  }
}

void Caller::hear() {
  const NodeId n = edition.node_at(event.position);
  ASSERT_NE(n, kNone) << "no node at " << event.position;
  const sema::Program& p = edition.made.program;
  if (!put_again_ && (way_ != EdgeKind::Variant || left_ != n)) look(n, way_, option_);
  Moment now;
  for (const cfg::Fact& f : edition.made.graph.told(n)) {
    if (f.edges == cfg::kEveryEdge) tell(p, f, now);
    if (f.kind == FactKind::Leaves && f.edges == cfg::kEveryEdge) history.stages.insert(p.stages[f.object].name);
    if (f.kind != FactKind::Reads || f.sink != cfg::Sink::Heard) continue;
    const sema::Slot& slot = p.slots[f.object];
    const std::string missing = lacking(p, needs_of(p, slot), p, event.levels | guion_levels(session));
    if (!lacking(p, needs_of(p, slot), p, guion_levels(session)).empty())
      faults.push_back(slot.name + " heard without " + missing);
    if (law_ == nullptr || !inherited_.contains(slot.name)) continue;
    const std::uint32_t was = named(law_->made.program.slots, slot.name);
    const std::string old = lacking(law_->made.program, needs_of(law_->made.program, law_->made.program.slots[was]), p,
                                    guion_levels(session));
    if (!old.empty() && !slot.constant) faults.push_back(slot.name + " of the old version heard without " + old);
  }
  // The event that a call moved at is put again, perhaps in other words: one moment, if both versions tell the same of
  // it.
  if (!put_again_ || history.moments.back() != now) history.moments.push_back(now);
  put_again_ = false;
}

bool Caller::next() {
  const guion_status status = guion_next(session, 36000, &event);
  if (status == GUION_CALL_OVER) return false;
  EXPECT_EQ(status, GUION_OK) << guion_status_text(status);
  if (status != GUION_OK) return false;
  hear();
  if (event.kind != GUION_EVENT_END) return true;
  history.finished = true;
  history.normal = guion_outcome_is_normal(&edition.policy, event.object) != 0;
  return false;
}

bool Caller::answer(std::mt19937& chance) {
  const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(chance() % n); };
  guion_value values[16] = {};
  guion_answer a{GUION_ANSWER_DONE, 0, values, 0};
  const NodeId n = edition.node_at(event.position);
  const sema::Program& p = edition.made.program;
  const auto give = [&](std::uint32_t slot) {
    guion_slot_info info{};
    (void)guion_slot_describe(&edition.image, slot, &info);
    static const char* const kText = "1234567";
    guion_value& v = values[a.count++];
    v.number = info.values != 0
                   ? below(info.values)
                   : info.min + static_cast<std::int64_t>(chance() % static_cast<std::uint64_t>(std::min<std::int64_t>(
                                                                         info.max - info.min + 1, 12)));
    v.text = kText;
    v.size = static_cast<std::size_t>(std::clamp<std::int64_t>(4, info.min, std::min<std::int64_t>(info.max, 7)));
    inherited_.erase(std::string{info.name.data, info.name.size});
  };
  switch (event.kind) {
    case GUION_EVENT_ASK:
    case GUION_EVENT_RECORD:
      if ((event.seconds != 0 || event.optional != 0) && below(3) == 0) {
        a.kind = event.seconds != 0 ? GUION_ANSWER_SILENT : GUION_ANSWER_UNSAID;
        break;
      }
      a.kind = GUION_ANSWER_VALUE;
      give(event.slot);
      break;
    case GUION_EVENT_JUDGE:
      a.kind = below(2) == 0 ? GUION_ANSWER_YES : GUION_ANSWER_NO;
      break;
    case GUION_EVENT_MENU: {
      a.kind = GUION_ANSWER_OPTION;
      char label[512];
      std::size_t size = 0;
      if (guion_option(session, below(event.options), &a.option, label, sizeof label, &size) != GUION_OK) return false;
      break;
    }
    case GUION_EVENT_VERIFY:
      a.kind = below(2) == 0 ? GUION_ANSWER_PASSED : below(2) == 0 ? GUION_ANSWER_WRONG : GUION_ANSWER_LACKING;
      break;
    case GUION_EVENT_LOOKUP: {
      a.kind = below(4) == 0 ? GUION_ANSWER_FAILED : GUION_ANSWER_FIELDS;
      std::uint32_t slot = 0;
      for (std::uint32_t i = 0; a.kind == GUION_ANSWER_FIELDS && guion_lookup_gives(session, i, &slot) == GUION_OK; ++i)
        give(slot);
      break;
    }
    case GUION_EVENT_TRANSFER:
      if (event.can_fail != 0 && below(2) == 0) a.kind = GUION_ANSWER_FAILED;
      if (event.can_return != 0 && below(3) == 0) a.kind = GUION_ANSWER_RETURNED;
      break;
    default:
      break;
  }
  const guion_status status = guion_answer_event(session, event.token, &a);
  EXPECT_EQ(status, GUION_OK) << guion_status_text(status) << " kind " << event.kind;
  if (status != GUION_OK) return false;
  left_ = n;
  way_ = way_of(event, a.kind, edition.made.graph.nodes[n], event);
  option_ = a.option;
  if (event.kind != GUION_EVENT_TRANSFER || a.kind != GUION_ANSWER_DONE) return true;
  for (const cfg::Fact& f : edition.made.graph.told(n))
    if (f.kind == FactKind::Leaves && (f.edges & cfg::on(EdgeKind::Next)) != 0)
      history.stages.insert(p.stages[f.object].name);
  history.finished = history.normal = true;
  return true;
}

// ---- moves at every event

namespace {

/// What was foretold of the calls that wait at an instruction: one fate if all places of its line share it.
Fate foretold(const Upgrade& up, std::uint32_t pc) {
  const std::uint32_t line = up.before.side->line_of[up.before.node_at(pc)];
  const Place place = questions::place_of(up.before.made.program, up.before.side->lines[line].at);
  const auto all = [&](Fate fate) {
    return std::all_of(up.plan.moves.begin(), up.plan.moves.end(), [&](const Move& m) {
      return m.from.line != place.line || m.from.path != place.path || m.fate == fate;
    });
  };
  return all(Fate::Moves) ? Fate::Moves : all(Fate::Stays) ? Fate::Stays : Fate::Depends;
}

/// Whether the call waits at a menu that is put again in the new version, where options hang on conditions.
bool asked_again(const Upgrade& up, const guion_event& event) {
  const NodeId p = up.before.node_at(event.position);
  const std::uint32_t line = up.before.side->line_of[p];
  const Place place = questions::place_of(up.before.made.program, up.before.side->lines[line].at);
  return event.kind == GUION_EVENT_MENU && std::any_of(up.plan.moves.begin(), up.plan.moves.end(), [&](const Move& m) {
           if (!m.anew || m.from.line != place.line || m.from.path != place.path) return false;
           const cfg::Graph& g = up.after.made.graph;
           for (NodeId n = 0; n < g.nodes.size(); ++n) {
             const auto at = questions::place_of(up.after.made.program, g.nodes[n].line);
             if (g.nodes[n].op != Op::Menu || at.line != m.to.line || at.path != m.to.path) continue;
             const auto out = g.out(n);
             return std::any_of(out.begin(), out.end(), [](const cfg::Edge& e) { return e.guarded; });
           }
           return false;
         });
}

/// What the new version breaks by itself, under an exception, it may.
bool is_excepted(const sema::Program& p, const std::string& rule) {
  return std::any_of(p.waivers.begin(), p.waivers.end(),
                     [&](const sema::Waiver& w) { return w.rule < p.rules.size() && p.rules[w.rule].name == rule; });
}

}  // namespace

std::string try_moves(const Upgrade& up, std::uint32_t seed, Tally& tally) {
  std::mt19937 chance(seed);
  Caller caller(up.before, seed + 1);
  for (int events = 0; events < 40 && caller.next(); ++events) {
    guion_status status = GUION_OK;
    const auto copy = Caller::moved(up, caller, status, seed % 2 == 0);
    const Fate fate = foretold(up, caller.event.position);
    if (status == GUION_OK || status == GUION_CANNOT_MOVE) {
      ++tally.foretold[static_cast<std::size_t>(fate)];
      if (fate == (copy == nullptr ? Fate::Moves : Fate::Stays))
        return "the forecast is wrong: " + std::string{name_of(fate)} + " at event " + std::to_string(events) +
               " of call " + std::to_string(seed) + ", place " + std::to_string(caller.event.position) + "\n";
    }
    if (copy == nullptr) {
      if (status != GUION_CANNOT_MOVE && status != GUION_SECRET_HELD) return guion_status_text(status);
      ++tally.refused;
    } else {
      ++tally.moved;
      if (asked_again(up, caller.event)) ++tally.menus_asked_again;
      std::mt19937 other(seed * 7 + static_cast<std::uint32_t>(events));
      for (int more = 0; more < 60 && copy->next(); ++more)
        if (!copy->answer(other)) break;
      if (copy->history.finished) ++tally.ended;
      auto wrong = copy->faults;
      for (const std::string& r : broken(up.after.made.program, copy->history))
        if (!is_excepted(up.after.made.program, r)) wrong.push_back("broke " + r);
      if (wrong.empty()) {
        if (!caller.answer(chance)) break;
        continue;
      }
      std::string out = wrong.front() + "\n";
      for (const Moment& m : copy->history.moments) {
        for (const std::string& w : m) out += w + ", ";
        out += "\n";
      }
      return out;
    }
    if (!caller.answer(chance)) break;
  }
  return {};
}

// ---- rules, written from docs/semantics.md

std::vector<std::string> broken(const sema::Program& p, const History& h) {
  std::vector<std::string> out;
  for (const sema::Rule& r : p.rules) {
    if (r.form == ast::RuleForm::TagSays) continue;
    const auto at = [&](std::size_t i, std::size_t event) {
      return h.moments[i].contains(word_of(p, r.events[event]));
    };
    const std::size_t size = h.moments.size();
    bool bad = false, open = false, came = false;
    std::uint32_t count = 0;
    for (std::size_t i = 0; i < size; ++i) {
      switch (r.form) {
        case ast::RuleForm::Before:
          open = open || at(i, 0);
          bad = bad || (at(i, 1) && !open);
          break;
        case ast::RuleForm::BeforeEach:
          open = open || at(i, 0);
          if (at(i, 1)) bad = bad || !open, open = false;
          break;
        case ast::RuleForm::AfterAlways:
          if (at(i, 1)) open = false;
          if (at(i, 0)) open = true;
          break;
        case ast::RuleForm::AfterNever:
          bad = bad || (open && at(i, 1));
          open = open || at(i, 0);
          break;
        case ast::RuleForm::BetweenNever:
          if (at(i, 1)) open = false;
          bad = bad || (open && at(i, 2));
          open = open || at(i, 0);
          break;
        case ast::RuleForm::BetweenAlways:
          if (at(i, 1)) bad = bad || (open && !came), open = false;
          if (open && at(i, 2)) came = true;
          if (!open && at(i, 0)) open = true, came = false;
          break;
        case ast::RuleForm::Paired:
          if (at(i, 0)) bad = bad || open, open = true;
          if (at(i, 1)) bad = bad || !open, open = false;
          break;
        case ast::RuleForm::AtMost:
          count += at(i, 0) ? 1 : 0;
          bad = bad || count > r.times;
          break;
        case ast::RuleForm::Never:
          bad = bad || at(i, 0);
          break;
        case ast::RuleForm::TagSays:
          break;
      }
    }
    if (h.finished && r.form == ast::RuleForm::AfterAlways) bad = bad || open;
    if (h.finished && r.form == ast::RuleForm::BetweenAlways) bad = bad || (open && !came);
    if (h.finished && r.form == ast::RuleForm::Paired) bad = bad || open;
    if (bad) out.push_back(r.name);
  }
  for (const sema::StageRule& s : p.stage_rules) {
    if (!s.required || !h.normal || h.stages.contains(s.name)) continue;
    const bool waived = std::any_of(s.waivers.begin(), s.waivers.end(), [&](const sema::StageWaiver& w) {
      return w.cond != kNone || std::any_of(h.moments.begin(), h.moments.end(),
                                            [&](const Moment& m) { return m.contains(word_of(p, w.event)); });
    });
    if (!waived) out.push_back("stage " + s.name);
  }
  return out;
}

}  // namespace guion::upgrade::test
