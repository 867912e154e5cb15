// See show.hpp.
#include "evidence/show.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace guion::evidence {
namespace {

constexpr std::int64_t kDay = 86400;
/// Times that a calendar has words for; others are shown as they are.
constexpr std::int64_t kFirst = -62135596800, kLast = 253402300799;

std::int64_t second_of_day(std::int64_t seconds) { return (seconds % kDay + kDay) % kDay; }

std::string date(std::int64_t seconds) {
  const std::int64_t days = (seconds - second_of_day(seconds)) / kDay;
  const std::chrono::year_month_day d{std::chrono::sys_days{std::chrono::days{days}}};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(d.year()), static_cast<unsigned>(d.month()),
                     static_cast<unsigned>(d.day()));
}
std::string time_of_day(std::int64_t seconds) {
  const std::int64_t s = second_of_day(seconds);
  return fmt::format("{:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60);
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// The part of a line behind its time and place: as in the transcript of a scripted call.
std::string spoken(const Line& line, Tongue t) {
  switch (line.who) {
    case Who::Agent:
      return fmt::format("{}{}", pick(t, "Agent:    ", "Agente:  "), line.text);
    case Who::Customer:
      return fmt::format("{}{}", pick(t, "Customer: ", "Cliente: "), line.text);
    case Who::Option:
      return fmt::format("{}- {}", pick(t, "          ", "         "), line.text);
    case Who::Remark:
      return fmt::format("  ({})", line.text);
    case Who::Note:
    case Who::Entry:
    case Who::System:
      break;
  }
  return "  " + line.text;
}

}  // namespace

std::string moment(std::int64_t seconds) {
  if (seconds < kFirst || seconds > kLast) return fmt::format("{} s", seconds);
  return date(seconds) + " " + time_of_day(seconds);
}

std::string heading(const Telling& telling, const std::string& title, Tongue tongue) {
  if (!telling.has_head) return {};
  const bool es = tongue == Tongue::Es;
  const Head& head = telling.head;
  std::string out = fmt::format("{} {}, {}{}{}\n", es ? "llamada" : "call", head.call_id, moment(head.time),
                                title.empty() ? "" : ": ", title);
  out += fmt::format("  {}{}\n", es ? "imagen   " : "image   ", hex_of(head.image));
  if (head.policy != Sum{}) out += fmt::format("  {}{}\n", es ? "política " : "policy  ", hex_of(head.policy));
  if (!head.is_part) return out;
  const std::string before =
      head.before == Sum{} ? (es ? "(no consta qué traza)" : "(no trace is named)") : hex_of(head.before);
  return out + fmt::format("  {}{}\n", es ? "tras     " : "after   ", before);
}

std::string transcript(const Telling& telling, Tongue tongue) {
  std::size_t width = 0;
  for (const Line& l : telling.lines) width = std::max(width, characters(l.place));
  std::string out, stage,
      day = telling.head.time >= kFirst && telling.head.time <= kLast ? date(telling.head.time) : "";
  for (const Line& l : telling.lines) {
    if (l.stage != stage) out += fmt::format("\n[{}]\n", stage = l.stage);
    const bool known = l.time >= kFirst && l.time <= kLast;
    if (known && date(l.time) != day) out += (day = date(l.time)) + "\n";
    out += fmt::format("{}  {}{}  {}\n", known ? time_of_day(l.time) : moment(l.time), l.place,
                       std::string(width - characters(l.place), ' '), spoken(l, tongue));
  }
  if (!telling.end.empty()) out += fmt::format("\n{}: {}\n", pick(tongue, "end", "final"), telling.end);
  return out;
}

namespace {

/// Of a trace without a fault that is not what was expected.
std::string verdict_of_other(const Telling& t, const Expected& is, Tongue tongue) {
  if (!is.signed_one) {
    const auto end = is.successor
                         ? std::string_view{}
                         : pick(tongue, ", nor does it go on from the one given", ", ni sigue a la que se indicó");
    return fmt::format("{}{}. {}",
                       pick(tongue, "The trace agrees with itself, but it is NOT the one that was signed",
                            "La traza concuerda consigo misma, pero NO es la que se firmó"),
                       end, pick(tongue, "Its hash:", "Su huella:"));
  }
  if (tongue == Tongue::Es)
    return fmt::format("La traza concuerda consigo misma: {} registros. Pero NO sigue a la que se indicó{} Su huella:",
                       t.records, t.head.is_part ? ": de lo que se dijo antes no se sabe nada." : ".");
  return fmt::format("The trace agrees with itself: {} records. But it does NOT go on from the one given{} Its hash:",
                     t.records, t.head.is_part ? ": nothing is known of what was said before." : ".");
}

/// Of a trace that is known up to a record only.
std::string verdict_of_first(const Telling& t, const Expected& is, Tongue tongue) {
  const std::size_t n = t.records;
  const bool doubt = t.head.is_part && !is.successor;
  if (tongue == Tongue::Es) {
    return fmt::format("{}; de lo que vino después no se sabe nada{}.\n",
                       n == 1 ? "Solo consta el primer registro" : fmt::format("Constan los {} primeros registros", n),
                       doubt ? ", ni de lo que se dijo antes" : "");
  }
  return fmt::format("This is what the first {} show{}; nothing is known of what came after {}{}.\n",
                     n == 1 ? "record" : fmt::format("{} records", n), n == 1 ? "s" : "", n == 1 ? "it" : "them",
                     doubt ? ", nor of what was said before" : "");
}

}  // namespace

std::string verdict(const Telling& telling, const Expected& is, Tongue tongue) {
  const bool sound = telling.state == State::Whole && !telling.fault;
  if (!sound) return telling.has_head && telling.records != 0 ? verdict_of_first(telling, is, tongue) : std::string{};
  const std::string hash = hex_of(telling.hash);
  if (!is.signed_one || !is.successor) return verdict_of_other(telling, is, tongue) + "\n" + hash + "\n";
  const bool part = telling.head.is_part;
  return tongue == Tongue::Es
             ? fmt::format(
                   "La traza está completa{}: {} registros, y lo dicho es lo que consta en ella. Su huella:\n{}\n",
                   part ? " desde donde sigue la llamada" : "", telling.records, hash)
             : fmt::format("The trace is whole{}: {} records, and what was said is what stands in it. Its hash:\n{}\n",
                           part ? " from where the call goes on" : "", telling.records, hash);
}

std::string_view heard_by(Who who) {
  switch (who) {
    case Who::Agent:
    case Who::Option:
    case Who::Customer:
      return "both";
    case Who::Note:
    case Who::Entry:
      return "agent";
    case Who::System:
    case Who::Remark:
      break;
  }
  return "nobody";
}

std::string_view name_of(Who who) {
  switch (who) {
    case Who::Agent:
      return "said";
    case Who::Option:
      return "option";
    case Who::Customer:
      return "answered";
    case Who::Note:
      return "note";
    case Who::Entry:
      return "entered";
    case Who::System:
      return "system";
    case Who::Remark:
      break;
  }
  return "remark";
}

std::string_view name_of(State state) {
  switch (state) {
    case State::Whole:
      return "whole";
    case State::Open:
      return "open";
    case State::Cut:
      return "cut-off";
    case State::Damaged:
      break;
  }
  return "damaged";
}

}  // namespace guion::evidence
