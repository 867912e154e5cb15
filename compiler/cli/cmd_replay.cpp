// guion replay: tells a call again from its trace, exactly as the customer heard it, or says what was changed. The work
// is in evidence/.
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/kinds.hpp"
#include "cli/load.hpp"
#include "evidence/show.hpp"
#include "export/text.hpp"
#include "scenario/flow.hpp"

namespace guion::cli {
namespace {

using evidence::Line;
using evidence::State;
using evidence::Sum;
using evidence::Telling;

/// What is wrong, the file's name apart.
std::vector<Message> findings(const Telling& told, const std::optional<Sum>& expected) {
  std::vector<Message> out;
  if (told.fault) out.push_back(told.fault->message);
  if (expected && *expected != told.hash) {
    out.push_back(
        {fmt::format("its hash is {}, not the one expected: this is not the trace that was signed",
                     evidence::hex_of(told.hash)),
         fmt::format("su huella es {} y no la esperada: no es la traza que se firmó", evidence::hex_of(told.hash))});
  }
  return out;
}

void write_line(report::JsonWriter& w, const Line& line) {
  w.open('{');
  w.text("time", evidence::moment(line.time));
  line.place.empty() ? w.null("place") : w.text("place", line.place);
  line.source == 0 ? w.null("line") : w.number("line", line.source);
  w.text("stage", line.stage);
  w.text("kind", evidence::name_of(line.who));
  w.text("heard-by", evidence::heard_by(line.who));
  w.text("token", std::to_string(line.token));
  w.text("text", line.text);
  w.close();
}

std::string as_json(const ReplayOptions& options, const Telling& told, const std::vector<Message>& wrong,
                    Tongue tongue) {
  report::JsonWriter w;
  w.open('{');
  w.text("trace", options.trace);
  w.text("state", evidence::name_of(told.state));
  w.text("hash", evidence::hex_of(told.hash));
  if (told.has_head) {
    w.text("image", evidence::hex_of(told.head.image));
    w.text("policy", evidence::hex_of(told.head.policy));
    w.text("call", std::to_string(told.head.call_id));
    w.number("seed", told.head.seed);
    w.text("began", evidence::moment(told.head.time));
    if (told.head.is_part)
      told.head.before == Sum{} ? w.null("after") : w.text("after", evidence::hex_of(told.head.before));
  }
  w.number("records", told.records);
  w.open("lines", '[');
  for (const Line& line : told.lines) write_line(w, line);
  w.close();
  told.end.empty() ? w.null("end") : w.text("end", told.end);
  w.open("findings", '[');
  for (const Message& m : wrong) w.text({}, m.in(tongue));
  w.close();
  w.close();
  return w.take();
}

/// Reads --expect. False: it is no hash, and that was said.
bool read_expected(const std::string& text, std::optional<Sum>& out, Console& console) {
  if (text.empty()) return true;
  out = evidence::read_sum(text);
  if (!out)
    console.complain(
        {"--expect is a hash of 64 hexadecimal digits", "--expect es una huella de 64 cifras hexadecimales"});
  return out.has_value();
}

}  // namespace

int replay(const ReplayOptions& options, Console& console) {
  if (options.shape == Shape::Markdown) {
    console.complain({"--format is text or json", "--format es text o json"});
    return kCannotRun;
  }
  std::optional<Sum> expected;
  std::vector<std::uint8_t> trace, before;
  if (!read_expected(options.expect, expected, console) || !read_bytes(options.trace, trace, console) ||
      (!options.after.empty() && !read_bytes(options.after, before, console)))
    return kCannotRun;
  if (auto other = wrong_kind(options.trace, as_text(trace), FileKind::Trace)) {
    console.complain(*other);
    return kFindings;
  }
  Loaded files;
  const int exit =
      load(options.image, options.policy, options.settings,
           {"is no flow: only flows have calls", "no es un flujo: solo los flujos tienen llamadas"}, files, console);
  if (exit != kClean) return exit;
  Message error;
  const auto flow = scenario::Flow::open(files.image, files.policy, error);
  if (!flow) {
    console.complain({options.image + ": " + error.en, options.image + ": " + error.es}, files.tongue);
    return kFindings;
  }
  const Tongue tongue = console.tongue(files.tongue);
  const Telling told =
      evidence::tell(trace, {*flow, evidence::true_id(files.image), evidence::true_id(files.policy)}, tongue);
  std::vector<Message> wrong = findings(told, expected);
  evidence::Expected is;
  is.signed_one = !expected || *expected == told.hash;
  if (!options.after.empty())
    if (auto why = evidence::no_successor(told, before, options.after)) {
      wrong.push_back(std::move(*why));
      is.successor = false;
    }
  for (const Message& m : wrong) console.err(fmt::format("{}: error: {}\n", options.trace, m.in(tongue)));
  if (options.shape == Shape::Json) {
    console.out(as_json(options, told, wrong, tongue));
  } else {
    if (told.records != 0)
      console.out(evidence::heading(told, flow->title(), tongue) + evidence::transcript(told, tongue) + "\n");
    console.out(evidence::verdict(told, is, tongue));
  }
  return wrong.empty() ? kClean : kFindings;
}

}  // namespace guion::cli
