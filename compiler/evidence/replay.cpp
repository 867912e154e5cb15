// The loop of a told call. See replay.hpp.
#include "evidence/replay.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "evidence/words.hpp"
#include "image/format.hpp"
#include "scenario/player.hpp"

namespace guion::evidence {
namespace {

using scenario::Event;
using scenario::SlotInfo;
using trace::Kind;
using trace::Mark;

/// A text of the least length that a slot takes, of its form.
std::string placeholder_text(const SlotInfo& slot) {
  const auto size = static_cast<std::size_t>(std::max<std::int64_t>(slot.min, 0));
  switch (slot.type) {
    case GUION_TYPE_Phone:
      return std::string(std::max<std::size_t>(size, 7), '0');
    case GUION_TYPE_Code:
      return std::string(std::max<std::size_t>(size, 1), '0');
    case GUION_TYPE_List:
      return std::string(std::max<std::size_t>(size, 2) - 1, 'x') + '\n';
    default:
      return std::string(size, 'x');
  }
}

/// A value that a slot takes, for one that is not known and is never said.
scenario::Value placeholder(const SlotInfo& slot) {
  scenario::Value out;
  if (is_text(slot))
    out.text = placeholder_text(slot);
  else if (slot.type != GUION_TYPE_Window && slot.type != GUION_TYPE_Cycle)  // of these zero is one
    out.number = slot.min;
  return out;
}

/// Plays the records. Steps give false once something is wrong; what it is stands in the telling then.
class Player {
 public:
  Player(const scenario::Flow& flow, Tongue tongue, Telling& out) : flow_{flow}, words_{flow, tongue}, out_{out} {}

  void run(const std::vector<Record>& records) {
    if (!start()) return;
    for (std::size_t i = 0; i < records.size(); ++i) {
      const Record& r = records[i];
      const Record* next = i + 1 < records.size() ? &records[i + 1] : nullptr;
      if (over_ && r.kind != Kind::Back) return misplaced(r);
      if (!step(r, next)) return;
      out_.records = r.number;
    }
  }

 private:
  bool fail(std::size_t record, Message why) {
    out_.fault =
        Fault{record, {fmt::format("record {}: {}", record, why.en), fmt::format("registro {}: {}", record, why.es)}};
    out_.state = State::Damaged;
    return false;
  }
  bool fail(const Record& r, std::string en, std::string es) { return fail(r.number, {std::move(en), std::move(es)}); }
  void misplaced(const Record& r) {
    fail(r, "the call was over before it: it was put in, or the end was moved",
         "la llamada ya había terminado: se añadió, o se movió el final");
  }

  bool start() {
    const Head& head = out_.head;
    const guion_session_options options{head.call_id, head.seed, head.text_capacity, 0, 0};
    const std::size_t size = guion_session_size(flow_.image(), &options);
    memory_.resize((size + 7) / 8);
    if (head.is_part) return restore(options);
    auto status = guion_session_start(flow_.image(), &options, memory_.data(), memory_.size() * 8, &session_);
    if (status != GUION_OK) return fail(1, scenario::status_message(status));
    for (const Given& g : head.given) {
      scenario::Value value;
      if (!take(1, g.slot, g.value, value)) return false;
      const guion_value raw{value.number, value.text.data(), value.text.size()};
      status = guion_give(session_, g.slot, &raw);
      if (status != GUION_OK) return fail(1, scenario::status_message(status));
    }
    out_.records = 1;
    keep(0);
    return true;
  }

  /// Goes on with the call that stands in the head of a part.
  bool restore(const guion_session_options& options) {
    const std::string& call = out_.head.call;
    const auto status = guion_restore(flow_.image(), &options, nullptr, call.data(), call.size(), memory_.data(),
                                      memory_.size() * 8, &session_);
    if (status != GUION_OK) {
      const Message why = scenario::status_message(status);
      return fail(1, {"no call can go on from what stands in it: " + why.en,
                      "ninguna llamada puede seguir desde lo que consta en él: " + why.es});
    }
    out_.records = 1;
    return true;
  }

  /// The value of a record, for its slot. False: it does not fit.
  bool take(std::size_t record, std::uint32_t slot, const Value& in, scenario::Value& out) {
    const bool known = slot < flow_.slots().size();
    const Mark wanted = !known                         ? Mark::Hidden
                        : flow_.slots()[slot].secret   ? Mark::Hidden
                        : is_text(flow_.slots()[slot]) ? Mark::Text
                                                       : Mark::Number;
    if (!known || in.mark != wanted)
      return fail(record, {"a value is not of the kind that its slot has", "un valor no es de la clase de su dato"});
    has_hidden_ = has_hidden_ || wanted == Mark::Hidden;
    out = wanted == Mark::Hidden ? placeholder(flow_.slots()[slot]) : in.value;
    return true;
  }

  bool step(const Record& r, const Record* next) {
    switch (r.kind) {
      case Kind::Event:
      case Kind::Last:
        return event(r);
      case Kind::Answer:
      case Kind::Handed:
        return answer(r, next);
      case Kind::HangUp:
        return hang_up(r);
      case Kind::Back:
        return back(r);
      case Kind::Head:
      case Kind::Part:
        break;
    }
    return fail(r, "a second head", "una segunda cabecera");
  }

  // ---- events
  bool event(const Record& r) {
    const bool said_again = waits_ && r.token == event_.raw.token && r.language != guion_session_language(session_);
    if (waits_ && !said_again)
      return fail(r, "the answer to the event before it is missing", "falta la respuesta al paso anterior");
    if (guion_set_language(session_, r.language) != GUION_OK)
      return fail(r, "the image does not speak its language", "la imagen no habla su idioma");
    guion_event raw{};
    const auto status = guion_next(session_, static_cast<std::int64_t>(r.hour) * 3600, &raw);
    if (status != GUION_OK) return fail(r, scenario::status_message(status).en, scenario::status_message(status).es);
    const bool again = raw.token == event_.raw.token;
    const bool last = raw.kind == GUION_EVENT_END;
    if (raw.token != r.token || raw.position != r.place || last != (r.kind == Kind::Last)) return elsewhere(r, raw);
    event_ = scenario::describe(flow_, session_, raw);
    if (said(event_) != r.said) {
      return fail(
          r, fmt::format("what is said at {} does not have the hash that stands in the trace", place_of(raw.position)),
          fmt::format("lo que se dice en {} no tiene la huella que consta en la traza", place_of(raw.position)));
    }
    keep(raw.token);
    waits_ = !last;
    over_ = last;
    if (last) out_.end = raw.abandoned != 0 ? words_.abandoned() : flow_.outcome(raw.object);
    if (r.number == 2 && out_.head.asked && !last)
      line(r, Who::Remark, words_.goes_on(event_));
    else if ((!again || said_again) && !last)
      show_event(r);
    return true;
  }

  bool elsewhere(const Record& r, const guion_event& raw) {
    if (raw.position != r.place) {
      const std::string here = place_of(raw.position), there = place_of(r.place);
      return fail(
          r, fmt::format("the trace says {}, but with the answers before it the call is at {}", there, here),
          fmt::format("la traza dice {}, pero con las respuestas anteriores la llamada está en {}", there, here));
    }
    return fail(r, fmt::format("it is of another event than the one at {} here", place_of(raw.position)),
                fmt::format("es de otro paso que el que toca aquí, en {}", place_of(raw.position)));
  }

  /// The id that the line has in the flow, or else the name of the place.
  [[nodiscard]] std::string place_of(std::uint32_t position, std::uint32_t* source = nullptr) const {
    const std::string id = scenario::to_string(guion_line_id(flow_.image(), position, source));
    if (!id.empty()) return "@#" + id;
    const std::string name = scenario::to_string(guion_place(flow_.image(), position));
    return name.empty() ? fmt::format("@{}", position) : name;
  }

  static Sum said(const Event& e) {
    trace::Sha256 sum;
    sum.add(e.text.data(), e.text.size());
    for (const auto& o : e.options) sum.add("\n", 1).add(o.label.data(), o.label.size());
    Sum out;
    sum.finish(out.data());
    return out;
  }

  void line(const Record& r, Who who, std::string text) {
    Line& l = out_.lines.emplace_back();
    l.time = r.time;
    l.stage = event_.stage;
    if (!closing_) l.place = place_of(event_.raw.position, &l.source);
    l.token = event_.raw.token;
    l.who = who;
    l.text = std::move(text);
  }

  void show_event(const Record& r) {
    if (!event_.text.empty() && scenario::is_heard(event_.raw.kind)) line(r, Who::Agent, event_.text);
    if (!event_.text.empty() && event_.raw.kind == GUION_EVENT_NOTE) line(r, Who::Note, words_.note(event_));
    for (const auto& o : event_.options) line(r, Who::Option, o.label);
  }

  /// Keeps the call as it is at the event of `token` (0: before the first one), for a correction that goes back here.
  void keep(std::uint64_t token) {
    std::string snapshot(512, '\0');
    std::size_t needed = 0;
    auto status = guion_save(session_, nullptr, snapshot.data(), snapshot.size(), &needed);
    if (status == GUION_BUFFER_TOO_SMALL) {
      snapshot.resize(needed);
      status = guion_save(session_, nullptr, snapshot.data(), snapshot.size(), &needed);
    }
    if (status != GUION_OK) return;  // with a secret in it nobody could have kept it then either
    snapshot.resize(needed);
    kept_[token] = std::move(snapshot);
  }

  // ---- answers
  /// The slots that an answer fills, in the order of its values.
  [[nodiscard]] std::vector<std::uint32_t> slots_of(const Record& r) const {
    if (r.answer == GUION_ANSWER_FIELDS) return event_.gives;
    const bool fills = event_.raw.kind == GUION_EVENT_ASK || event_.raw.kind == GUION_EVENT_RECORD;
    return fills && r.answer == GUION_ANSWER_VALUE ? std::vector{event_.raw.slot} : std::vector<std::uint32_t>{};
  }

  bool answer(const Record& r, const Record* next) {
    const bool handed = event_.raw.kind == GUION_EVENT_TRANSFER && r.answer == GUION_ANSWER_DONE;
    if (!waits_ || handed != (r.kind == Kind::Handed))
      return fail(r, "an answer, but no event waits for it", "una respuesta que ningún paso espera");
    const std::vector<std::uint32_t> slots = slots_of(r);
    if (slots.size() != r.values.size())
      return fail(r, "it has another number of values than was asked for", "no trae tantos valores como se pidieron");
    std::vector<scenario::Value> values(slots.size());
    for (std::size_t i = 0; i < slots.size(); ++i)
      if (!take(r.number, slots[i], r.values[i], values[i])) return false;
    waits_ = false;
    const bool refused = next != nullptr && next->kind == Kind::Event && next->token == event_.raw.token;
    // What an unknown value met cannot be asked again: that it was refused is the trace's word, which the chain keeps.
    if (refused && has_hidden_) return remark_refused(r);
    return send(r, next, values, refused);
  }

  bool send(const Record& r, const Record* next, const std::vector<scenario::Value>& values, bool refused) {
    std::vector<guion_value> raw;
    for (const auto& v : values) raw.push_back({v.number, v.text.data(), v.text.size()});
    const guion_answer answer{r.answer, r.option, raw.data(), raw.size()};
    const auto status = guion_answer_event(session_, event_.raw.token, &answer);
    const bool at_end = next == nullptr || next->kind == Kind::HangUp || next->kind == Kind::Back;
    if (status != GUION_OK && (refused || at_end)) return remark_refused(r);
    if (status != GUION_OK || refused) {
      const Message why = scenario::status_message(status);
      return refused ? fail(r, "the trace says that it was refused, but it fits",
                            "según la traza no se aceptó, pero es válida")
                     : fail(r, "the call does not take this answer: " + why.en,
                            "la llamada no admite esta respuesta: " + why.es);
    }
    for (auto& [who, text] : words_.answered(event_, session_, {r.answer, r.option, values}))
      line(r, who, std::move(text));
    if (r.kind == Kind::Handed) {
      over_ = true;
      out_.end = words_.transferred();
    }
    return true;
  }

  bool remark_refused(const Record& r) {
    line(r, Who::Remark, words_.refused());
    return true;
  }

  bool hang_up(const Record& r) {
    const auto status = guion_hangup(session_);
    if (status != GUION_OK) return fail(r, scenario::status_message(status).en, scenario::status_message(status).es);
    line(r, Who::Customer, words_.hangs_up());
    waits_ = false;
    closing_ = true;
    return true;
  }

  bool back(const Record& r) {
    const auto kept = kept_.find(r.token);
    if (kept == kept_.end())
      return fail(r, "a correction that goes back to no event of this trace",
                  "una corrección que no vuelve a ningún paso de esta traza");
    const auto status = guion_correct(session_, nullptr, kept->second.data(), kept->second.size());
    if (status != GUION_OK) return fail(r, scenario::status_message(status).en, scenario::status_message(status).es);
    line(r, Who::Remark, words_.goes_back());
    waits_ = over_ = closing_ = false;
    out_.end.clear();
    event_ = {};
    return true;
  }

  const scenario::Flow& flow_;
  Words words_;
  Telling& out_;
  std::vector<std::uint64_t> memory_;
  guion_session* session_ = nullptr;
  Event event_;                                ///< the last one
  std::map<std::uint64_t, std::string> kept_;  ///< snapshots by token
  bool waits_ = false;                         ///< the last event has no answer yet
  bool over_ = false;
  bool closing_ = false;     ///< the customer hung up: what comes then is at no place
  bool has_hidden_ = false;  ///< a value was not known
};

/// Whether the trace is of these files. Nothing: it is.
std::optional<Message> stranger(const Head& head, const Subject& subject) {
  const auto say = [](const char* en, const char* es, const Sum& wanted, const Sum& given) {
    return Message{
        fmt::format("the trace is of another {}: of build {}, and this one is {}", en, hex_of(wanted), hex_of(given)),
        fmt::format("la traza es de otra {}: la de identificación {}, y esta es {}", es, hex_of(wanted),
                    hex_of(given))};
  };
  if (head.image != subject.image) return say("image", "imagen", head.image, subject.image);
  if (head.policy != subject.policy) return say("policy", "política", head.policy, subject.policy);
  return std::nullopt;
}

}  // namespace

Sum true_id(Bytes bytes) {
  if (bytes.size() < image::kHeaderSize) return {};
  std::vector<std::uint8_t> plain(bytes.begin(), bytes.end());
  std::fill_n(plain.begin() + image::kAtChecksum, 8, std::uint8_t{0});
  std::fill_n(plain.begin() + image::kAtBuildId, image::kIdSize, std::uint8_t{0});
  return sum_of(plain);
}

std::optional<Message> no_successor(const Telling& told, Bytes before, std::string_view name) {
  const auto say = [name](std::string_view en, std::string_view es) {
    return Message{fmt::format("it does not go on from {}: {}", name, en), fmt::format("no sigue a {}: {}", name, es)};
  };
  const Reading reading = read_trace(before);
  if (reading.state == State::Damaged || reading.state == State::Cut)
    return say(reading.fault->message.en, reading.fault->message.es);
  if (!told.has_head || !told.head.is_part) return say("it begins with the call", "empieza con la llamada");
  if (reading.state == State::Whole) return say("there the call is over", "ahí la llamada ya terminó");
  if (told.head.before != reading.hash)
    return say(
        fmt::format("it goes on from hash {}, and that one has {}", hex_of(told.head.before), hex_of(reading.hash)),
        fmt::format("sigue a la de huella {}, y la de esa es {}", hex_of(told.head.before), hex_of(reading.hash)));
  if (told.head.call_id != reading.head.call_id) return say("that one is of another call", "esa es de otra llamada");
  return std::nullopt;
}

Telling tell(Bytes trace, const Subject& subject, Tongue tongue) {
  Reading reading = read_trace(trace);
  Telling out;
  out.state = reading.state;
  out.hash = reading.hash;
  out.has_head = reading.has_head;
  out.head = std::move(reading.head);
  if (!out.has_head) {
    out.fault = std::move(reading.fault);
    return out;
  }
  if (auto why = stranger(out.head, subject)) {
    out.state = State::Damaged;
    out.fault = Fault{0, std::move(*why)};
    return out;
  }
  Player{subject.flow, tongue, out}.run(reading.records);
  // What is wrong with the telling comes before what is wrong behind it.
  if (!out.fault) out.fault = std::move(reading.fault);
  return out;
}

}  // namespace guion::evidence
