// Scripted calls: answers from the script, transcript, expectations. See scripted.hpp.
#include "scenario/scripted.hpp"

#include <fmt/format.h>

#include "scenario/marks.hpp"

namespace guion::scenario {
namespace {

/// Units: characters of a line of the transcript that lists fields.
constexpr std::size_t kWidth = 100;

std::size_t characters(std::string_view text) {
  std::size_t n = 0;
  for (const char c : text) n += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
  return n;
}

class ScriptedHost : public Host {
 public:
  ScriptedHost(const Flow& flow, const Script& script, Rehearsal& out) : flow_{flow}, script_{script}, out_{out} {}

  bool give(std::uint32_t slot, Value& out) override {
    const SlotInfo& info = flow_.slots()[slot];
    for (const Given& g : script_.gives) {
      if (fold(g.name) == fold(info.name)) return read(info, g.value, g.line, out);
    }
    const auto word = spelling(CallWord::Give, tongue());
    fail(1, fmt::format("the system gives «{0}»: the script needs a line «{1} {0} = …»", info.name, word),
         fmt::format("el sistema da «{0}»: al ensayo le falta una línea «{1} {0} = …»", info.name, word));
    return false;
  }

  Reply on_event(const Event& event) override {
    if (broken_) return stop();
    const std::optional<Mark> mark = mark_of(event.raw.position);
    if (mark && mark->kind != MarkKind::Event) return halt(event, *mark);
    show(event);
    if (hangs_up_here(event)) return hang_up();
    const bool there = mark && visits(*mark, false);
    if (there) check_expectations();
    if (there && all_used()) return break_here(event);
    if (event.raw.kind == GUION_EVENT_SAY || event.raw.kind == GUION_EVENT_NOTE) return {};
    check_expectations();
    if (next_ >= script_.steps.size()) return out_of_answers(event);
    const Step& step = script_.steps[next_++];
    heard_.clear();
    Reply out = step.word == CallWord::HangUp ? hang_up() : reply(event, step);
    broken_ = there && all_used() && out.move == Move::Answer;  // by the answer itself
    return out;
  }

  bool refused(const Event& event, guion_status status) override {
    fail(script_.steps[next_ - 1].line,
         fmt::format("the answer to {} is refused: {}", waiting(event), status_message(status).en),
         fmt::format("no se acepta la respuesta a {}: {}", waiting(event), status_message(status).es));
    return false;
  }

  void filled(const Event& event, const std::string& spoken) override {
    if (event.raw.kind == GUION_EVENT_ASK) customer(spoken);
  }

  void finish(const Ending& ending, const Message& error) {
    if (!error.en.empty()) fail(script_.breach ? script_.breach->line : script_.end_line, error.en, error.es);
    if (script_.breach) return finish_breach(ending);
    if (ending.kind == Ending::Kind::Stopped) return;
    check_expectations();
    const std::string name = name_of(ending);
    line(fmt::format("\n{}: {}", pick(tongue(), "end", "final"), name));
    if (next_ < script_.steps.size()) {
      fail(script_.steps[next_].line, fmt::format("the call ended ({}) before this line was used", name),
           fmt::format("la llamada terminó ({}) sin llegar a esta línea", name));
    }
    if (script_.end_line != 0 && fold(script_.end) != fold(name)) {
      fail(script_.end_line, fmt::format("expected the end «{}», but the call ended «{}»", script_.end, name),
           fmt::format("se esperaba el final «{}», pero la llamada terminó en «{}»", script_.end, name));
    }
  }

 private:
  [[nodiscard]] Tongue tongue() const { return script_.tongue; }
  void line(std::string_view text) { (out_.transcript += text) += '\n'; }
  /// What is heard stands at the margin, behind who says it; what nobody hears is indented.
  void agent(std::string_view text) { line(fmt::format("{}{}", pick(tongue(), "Agent:    ", "Agente:  "), text)); }
  void customer(std::string_view text) { line(fmt::format("{}{}", pick(tongue(), "Customer: ", "Cliente: "), text)); }
  void aside(std::string_view text) { line(fmt::format("  {}", text)); }
  void fail(std::uint32_t at, std::string en, std::string es) {
    out_.failures.push_back({at, {std::move(en), std::move(es)}});
  }

  [[nodiscard]] std::string name_of(const Ending& ending) const {
    switch (ending.kind) {
      case Ending::Kind::Transferred:
        return std::string{spelling(CallWord::Transferred, tongue())};
      case Ending::Kind::Abandoned:
        return std::string{spelling(CallWord::Abandoned, tongue())};
      case Ending::Kind::Outcome:
      case Ending::Kind::Stopped:
        break;
    }
    return ending.outcome;
  }

  void enter(const std::string& stage) {
    if (stage == stage_) return;
    stage_ = stage;
    line(fmt::format("{}[{}]", out_.transcript.empty() ? "" : "\n", stage_));
  }

  // ---- a call that breaks something
  [[nodiscard]] bool all_used() const { return next_ >= script_.steps.size(); }
  [[nodiscard]] std::optional<Mark> mark_of(std::uint32_t position) const {
    return script_.breach ? mark_at(*flow_.image(), position) : std::nullopt;
  }
  /// Whether this is the visit of the line that the script speaks of.
  bool visits(const Mark& mark, bool silently) {
    const Breach& b = *script_.breach;
    return b.silently == silently && mark.where == b.where && (silently || ++visits_ == b.visit);
  }
  Reply break_here() {
    broken_ = true;
    return stop();
  }
  /// What nobody hears shows only with its answer, and here none comes.
  Reply break_here(const Event& event) {
    switch (event.raw.kind) {
      case GUION_EVENT_RECORD:
        aside(fmt::format("{} {}", spelling(CallWord::Record, tongue()), slot_name(event.raw.slot)));
        break;
      case GUION_EVENT_JUDGE:
        aside(
            fmt::format("{}: {}", spelling(CallWord::Judge, tongue()), event.text.empty() ? event.stage : event.text));
        break;
      case GUION_EVENT_LOOKUP:
        show_lookup(fmt::format("{} {}", spelling(event.raw.acts ? CallWord::Request : CallWord::Lookup, tongue()),
                                event.object),
                    event, {});
        break;
      case GUION_EVENT_SAY:
      case GUION_EVENT_NOTE:
      case GUION_EVENT_ASK:
      case GUION_EVENT_MENU:
      case GUION_EVENT_VERIFY:
      case GUION_EVENT_TRANSFER:
      case GUION_EVENT_END:
        break;
    }
    return break_here();
  }

  /// Control stands before a line that takes a silent step, or that would read an empty slot. The call does not go on.
  Reply halt(const Event& event, const Mark& mark) {
    enter(event.stage);
    aside(fmt::format("{} {}: {}", pick(tongue(), "line", "línea"), mark.where, event.text));
    if (visits(mark, mark.kind == MarkKind::Probe)) {
      check_expectations();
      if (all_used()) return break_here();
    }
    if (mark.kind == MarkKind::Probe) return stop();  // too early: finish_breach() says so
    fail(script_.breach->line, fmt::format("the call stops at line {}: something that it reads is empty", mark.where),
         fmt::format("la llamada se detiene en la línea {}: algo de lo que lee está vacío", mark.where));
    return stop();
  }

  void finish_breach(const Ending& ending) {
    const Breach& b = *script_.breach;
    const bool ended = ending.kind == Ending::Kind::Outcome;
    if (!broken_ && ended) {
      const std::optional<Mark> mark = mark_of(ending.position);
      check_expectations();
      broken_ = mark && visits(*mark, false) && all_used();
      line(fmt::format("\n{}: {}", pick(tongue(), "end", "final"), name_of(ending)));
    } else if (ending.kind == Ending::Kind::Transferred || ending.kind == Ending::Kind::Abandoned) {
      line(fmt::format("\n{}: {}", pick(tongue(), "end", "final"), name_of(ending)));
    }
    if (broken_ || !out_.failures.empty()) return;
    fail(
        b.line,
        fmt::format("the call was to break {} at line {}, and it did not get there with these answers", b.code,
                    b.where),
        fmt::format("la llamada debía violar {} en la línea {}, y con estas respuestas no llegó ahí", b.code, b.where));
  }

  void show(const Event& event) {
    enter(event.stage);
    if (event.text.empty()) return;
    if (is_heard(event.raw.kind)) {
      heard_ += event.text + '\n';
      agent(event.text);
    } else if (event.raw.kind == GUION_EVENT_NOTE) {
      aside(fmt::format("{}: {}", pick(tongue(), "note", "nota"), event.text));
    }
    for (const Option& o : event.options) {
      heard_ += o.label + '\n';
      line(fmt::format("{}- {}", pick(tongue(), "          ", "         "), o.label));
    }
  }

  /// «espera TEXT» directly before «cuelga»: the customer hangs up as soon as the text was heard, also where nothing is
  /// asked.
  bool hangs_up_here(const Event& event) {
    if (event.raw.kind != GUION_EVENT_SAY) return false;
    std::size_t at = next_;
    while (at < script_.steps.size() && script_.steps[at].word == CallWord::Expect) {
      if (heard_.find(script_.steps[at++].value) == std::string::npos) return false;
    }
    if (at == next_ || at >= script_.steps.size() || script_.steps[at].word != CallWord::HangUp) return false;
    next_ = at + 1;
    return true;
  }

  Reply hang_up() {
    customer(pick(tongue(), "(hangs up)", "(cuelga)"));
    return {Move::HangUp, GUION_ANSWER_DONE, 0, {}};
  }

  void check_expectations() {
    for (; next_ < script_.steps.size() && script_.steps[next_].word == CallWord::Expect; ++next_) {
      const Step& step = script_.steps[next_];
      if (heard_.find(step.value) != std::string::npos) continue;
      fail(step.line, fmt::format("«{}» was not heard here; heard: {}", step.value, heard_list()),
           fmt::format("aquí no se oyó «{}»; se oyó: {}", step.value, heard_list()));
    }
  }

  [[nodiscard]] std::string heard_list() const {
    if (heard_.empty()) return std::string{pick(tongue(), "nothing", "nada")};
    std::string out = heard_.substr(0, heard_.size() - 1);
    for (std::size_t at = 0; (at = out.find('\n', at)) != std::string::npos;) out.replace(at, 1, " / ");
    return out;
  }

  [[nodiscard]] std::string slot_name(std::uint32_t slot) const {
    return slot < flow_.slots().size() ? flow_.slots()[slot].name : std::string{"?"};
  }

  [[nodiscard]] std::string form_of(const Event& e, Tongue t) const {
    const auto word = [&](CallWord w) { return spelling(w, t); };
    switch (e.raw.kind) {
      case GUION_EVENT_ASK:
        return fmt::format("«{} {} = …»", word(CallWord::Ask), slot_name(e.raw.slot));
      case GUION_EVENT_RECORD:
        return fmt::format("«{} {} = …»", word(CallWord::Record), slot_name(e.raw.slot));
      case GUION_EVENT_MENU:
        return fmt::format("«{} = …»", word(CallWord::Menu));
      case GUION_EVENT_JUDGE:
        return fmt::format("«{} = …»", word(CallWord::Judge));
      case GUION_EVENT_VERIFY:
        return fmt::format("«{} {} = …»", word(CallWord::Verify), e.object);
      case GUION_EVENT_LOOKUP:
        return fmt::format("«{} {}»", word(e.raw.acts ? CallWord::Request : CallWord::Lookup), e.object);
      case GUION_EVENT_TRANSFER:
        return fmt::format("«{} {} = …»", word(CallWord::Transfer), e.object);
      case GUION_EVENT_SAY:
      case GUION_EVENT_NOTE:
      case GUION_EVENT_END:
        break;
    }
    return {};
  }
  [[nodiscard]] std::string waiting(const Event& e) const {
    return form_of(e, tongue()) + (e.text.empty() ? "" : " (" + e.text + ")");
  }

  Reply stop() { return {Move::Stop, GUION_ANSWER_DONE, 0, {}}; }

  Reply out_of_answers(const Event& event) {
    const std::uint32_t given = script_.gives.empty() ? 1 : script_.gives.back().line;
    const std::uint32_t at = script_.end_line != 0    ? script_.end_line
                             : !script_.steps.empty() ? script_.steps.back().line
                                                      : given;
    fail(at, fmt::format("the script has no answer left, and the call waits for {}", waiting(event)),
         fmt::format("al ensayo no le quedan respuestas y la llamada espera {}", waiting(event)));
    return stop();
  }

  Reply mismatch(const Event& event, const Step& step) {
    fail(step.line, fmt::format("the call waits here for {}", waiting(event)),
         fmt::format("aquí la llamada espera {}", waiting(event)));
    return stop();
  }

  bool read(const SlotInfo& info, std::string_view literal, std::uint32_t at, Value& out) {
    const Reading reading = read_value(info, literal, out);
    if (reading == Reading::Ok) return true;
    const Message want = reading == Reading::BadForm ? expected_form(info) : expected_range(info);
    fail(at, fmt::format("«{}»: expected {}, but the script says «{}»", info.name, want.en, shown(info, literal)),
         fmt::format("«{}»: se esperaba {}, pero el ensayo dice «{}»", info.name, want.es, shown(info, literal)));
    return false;
  }

  Reply reply(const Event& event, const Step& step) {
    switch (event.raw.kind) {
      case GUION_EVENT_ASK:
        return reply_ask(event, step);
      case GUION_EVENT_RECORD:
        return reply_record(event, step);
      case GUION_EVENT_MENU:
        return reply_menu(event, step);
      case GUION_EVENT_JUDGE:
        return reply_judge(event, step);
      case GUION_EVENT_VERIFY:
        return reply_verify(event, step);
      case GUION_EVENT_LOOKUP:
        return reply_lookup(event, step);
      case GUION_EVENT_TRANSFER:
        return reply_transfer(event, step);
      case GUION_EVENT_SAY:
      case GUION_EVENT_NOTE:
      case GUION_EVENT_END:
        break;
    }
    return stop();
  }

  [[nodiscard]] static bool same(std::string_view written, std::string_view name) {
    return name.empty() || fold(written) == fold(name);
  }

  Reply silent() {
    customer(pick(tongue(), "(silence)", "(silencio)"));
    return {Move::Answer, GUION_ANSWER_SILENT, 0, {}};
  }

  Reply reply_ask(const Event& event, const Step& step) {
    if (step.word == CallWord::Silence && event.raw.seconds != 0) return silent();
    const SlotInfo& info = flow_.slots()[event.raw.slot];
    if (step.word != CallWord::Ask || !same(step.name, info.name)) return mismatch(event, step);
    Value value;
    if (!read(info, step.value, step.line, value)) return stop();
    return {Move::Answer, GUION_ANSWER_VALUE, 0, {std::move(value)}};
  }

  Reply reply_record(const Event& event, const Step& step) {
    const SlotInfo& info = flow_.slots()[event.raw.slot];
    if (step.word != CallWord::Record || !same(step.name, info.name)) return mismatch(event, step);
    const auto verb = spelling(CallWord::Record, tongue());
    if (step.result == Result::Unsaid) {
      if (!event.raw.optional) return mismatch(event, step);
      aside(fmt::format("{} {}: {}", verb, info.name, spelling(CallWord::Unsaid, tongue())));
      return {Move::Answer, GUION_ANSWER_UNSAID, 0, {}};
    }
    Value value;
    if (!read(info, step.value, step.line, value)) return stop();
    aside(fmt::format("{} {} = {}", verb, info.name, shown(info, step.value)));
    return {Move::Answer, GUION_ANSWER_VALUE, 0, {std::move(value)}};
  }

  Reply reply_menu(const Event& event, const Step& step) {
    if (step.word == CallWord::Silence && event.raw.seconds != 0) return silent();
    if (step.word != CallWord::Menu) return mismatch(event, step);
    for (const Option& o : event.options) {
      if (fold(o.label) != fold(step.value)) continue;
      customer(o.label);
      return {Move::Answer, GUION_ANSWER_OPTION, o.id, {}};
    }
    if (const Option* const numbered = by_number(event, step.value)) {
      customer(numbered->label);
      return {Move::Answer, GUION_ANSWER_OPTION, numbered->id, {}};
    }
    std::string offered;
    for (const Option& o : event.options) offered += (offered.empty() ? "«" : ", «") + o.label + "»";
    fail(step.line, fmt::format("«{}» is not offered; the options are {}", step.value, offered),
         fmt::format("no se ofrece «{}»; las opciones son {}", step.value, offered));
    return stop();
  }

  /// «#2»: the second of those that are offered, for menus in which a text comes twice.
  static const Option* by_number(const Event& event, std::string_view text) {
    for (std::size_t i = 0; i < event.options.size(); ++i) {
      if (text == fmt::format("#{}", i + 1)) return &event.options[i];
    }
    return nullptr;
  }

  Reply reply_judge(const Event& event, const Step& step) {
    if (step.word != CallWord::Judge) return mismatch(event, step);
    SlotInfo yes_no;
    yes_no.type = GUION_TYPE_YesNo;
    yes_no.max = 1;
    yes_no.name = spelling(CallWord::Judge, tongue());
    Value value;
    if (!read(yes_no, step.value, step.line, value)) return stop();
    aside(fmt::format("{}: {} → {}", yes_no.name, event.text.empty() ? event.stage : event.text, step.value));
    return {Move::Answer, value.number != 0 ? GUION_ANSWER_YES : GUION_ANSWER_NO, 0, {}};
  }

  [[nodiscard]] std::string_view word_of(Result r) const {
    const CallWord word = r == Result::Passes    ? CallWord::Passes
                          : r == Result::Fails   ? CallWord::Fails
                          : r == Result::Returns ? CallWord::Returns
                                                 : CallWord::Lacks;
    return spelling(word, tongue());
  }

  Reply reply_verify(const Event& event, const Step& step) {
    if (step.word != CallWord::Verify || !same(step.name, event.object)) return mismatch(event, step);
    aside(fmt::format("{} {} → {}", spelling(CallWord::Verify, tongue()), event.object, word_of(step.result)));
    const auto kind = step.result == Result::Passes  ? GUION_ANSWER_PASSED
                      : step.result == Result::Fails ? GUION_ANSWER_WRONG
                                                     : GUION_ANSWER_LACKING;
    return {Move::Answer, kind, 0, {}};
  }

  Reply reply_transfer(const Event& event, const Step& step) {
    if (step.word != CallWord::Transfer || !same(step.name, event.object)) return mismatch(event, step);
    aside(fmt::format("{} {} → {}", spelling(CallWord::Transfer, tongue()), event.object, word_of(step.result)));
    const auto kind = step.result == Result::Passes  ? GUION_ANSWER_DONE
                      : step.result == Result::Fails ? GUION_ANSWER_FAILED
                                                     : GUION_ANSWER_RETURNED;
    return {Move::Answer, kind, 0, {}};
  }

  Reply reply_lookup(const Event& event, const Step& step) {
    const CallWord verb = event.raw.acts ? CallWord::Request : CallWord::Lookup;
    if (step.word != verb || !same(step.name, event.object)) return mismatch(event, step);
    const std::string name = fmt::format("{} {}", spelling(verb, tongue()), event.object);
    if (step.result == Result::Fails) {
      show_lookup(name, event, {std::string{word_of(step.result)}});
      return {Move::Answer, GUION_ANSWER_FAILED, 0, {}};
    }
    Reply out{Move::Answer, GUION_ANSWER_FIELDS, 0, {}};
    std::vector<std::string> given;
    if (!read_fields(event, step, out.values, given)) return stop();
    if (given.empty()) given.emplace_back(pick(tongue(), "done", "hecho"));
    show_lookup(name, event, given);
    return out;
  }

  /// «  consulta caja (monto = 85.40) → cobrado = sí», broken between fields when it is long.
  void show_lookup(const std::string& name, const Event& event, const std::vector<std::string>& given) {
    std::vector<std::string> words{name};
    for (std::size_t i = 0; i < event.takes.size(); ++i) {
      const Taken& t = event.takes[i];
      words.push_back(fmt::format("{}{} = {}{}", i == 0 ? "(" : "", slot_name(t.slot), t.value,
                                  i + 1 == event.takes.size() ? ")" : ","));
    }
    for (std::size_t i = 0; i < given.size(); ++i)
      words.push_back(fmt::format("{}{}{}", i == 0 ? "→ " : "", given[i], i + 1 == given.size() ? "" : ","));
    std::string out = "  " + words.front();
    for (std::size_t i = 1; i < words.size(); ++i) {
      const std::size_t last = out.rfind('\n') == std::string::npos ? 0 : out.rfind('\n') + 1;
      const bool fits = characters(std::string_view{out}.substr(last)) + 1 + characters(words[i]) <= kWidth;
      out += (fits ? " " : "\n      ") + words[i];
    }
    line(out);
  }

  bool read_fields(const Event& event, const Step& step, std::vector<Value>& values, std::vector<std::string>& given) {
    for (const std::uint32_t slot : event.gives) {
      const SlotInfo& info = flow_.slots()[slot];
      const Given* found = nullptr;
      for (const Given& g : step.fields) found = fold(g.name) == fold(info.name) ? &g : found;
      if (found == nullptr) {
        fail(step.line, fmt::format("the field «{}» is missing", info.name),
             fmt::format("falta el campo «{}»", info.name));
        return false;
      }
      Value value;
      if (!read(info, found->value, found->line, value)) return false;
      given.push_back(fmt::format("{} = {}", info.name, shown(info, found->value)));
      values.push_back(std::move(value));
    }
    return no_stranger(event, step);
  }

  bool no_stranger(const Event& event, const Step& step) {
    for (const Given& g : step.fields) {
      bool known = false;
      for (const std::uint32_t slot : event.gives) known = known || fold(g.name) == fold(slot_name(slot));
      if (known) continue;
      fail(g.line, fmt::format("«{}» gives no field «{}»", event.object, g.name),
           fmt::format("«{}» no da ningún campo «{}»", event.object, g.name));
      return false;
    }
    return true;
  }

  const Flow& flow_;
  const Script& script_;
  Rehearsal& out_;
  std::size_t next_ = 0;
  std::string stage_;
  std::string heard_;         ///< since the last answer, one text a line
  std::uint32_t visits_ = 0;  ///< of the line where the call breaks something
  bool broken_ = false;       ///< it has
};

}  // namespace

Rehearsal rehearse(const Flow& flow, const Script& script, std::function<void(std::string_view)> trace,
                   std::uint32_t language) {
  Rehearsal out;
  for (const Given& g : script.gives) {
    const auto slot = flow.find_slot(g.name);
    if (slot && flow.slots()[*slot].from_system) continue;
    if (slot) {
      out.failures.push_back({g.line,
                              {fmt::format("«{}» is not a slot that the system gives", g.name),
                               fmt::format("«{}» no es un dato que dé el sistema", g.name)}});
    } else {
      out.failures.push_back({g.line,
                              {fmt::format("this flow does not use «{}»; take the line out", g.name),
                               fmt::format("este flujo no usa «{}»; quite la línea", g.name)}});
    }
  }
  if (!out.failures.empty()) return out;
  ScriptedHost host{flow, script, out};
  const std::int64_t time = script.time.value_or(kDefaultTime);
  PlayOptions options;
  options.seed = script.seed;
  options.language = language;
  options.now = [time] { return time; };
  options.trace = std::move(trace);
  Message error;
  // A call that breaks something was found to get there: it does not go round, however much is said on the way.
  if (script.breach) options.most_lines = 10'000'000;
  const Ending ending = play(flow, host, options, error);
  host.finish(ending, error);
  return out;
}

}  // namespace guion::scenario
