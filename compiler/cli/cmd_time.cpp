// guion time: how long the agent talks, at least and at most, by the value of a slot and by how calls end.
#include <fmt/format.h>

#include <algorithm>

#include "cli/asking.hpp"
#include "cli/commands.hpp"
#include "diag/diagnostics.hpp"
#include "export/text.hpp"

namespace guion::cli {
namespace {

using questions::Talk;

std::string clock_text(std::uint32_t words, unsigned wpm) {
  const std::uint32_t seconds = questions::seconds_of(words, wpm);
  return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
}

std::string value_name(const sema::Program& p, sema::SlotId by, std::int64_t value, Tongue t) {
  if (by == kNone) return std::string{pick(t, "all calls", "todas las llamadas")};
  const sema::Type& type = p.slots[by].type;
  if (type.kind == sema::TypeKind::Enum) return p.enums[type.enumeration].values[static_cast<std::size_t>(value)].name;
  return std::string{spelling(value != 0 ? Word::Yes : Word::No, t)};
}

std::string explained(const TimeOptions& options, Tongue t) {
  if (t == Tongue::Es)
    return fmt::format(
        "Lo que habla el agente a {} palabras por minuto (palabras entre paréntesis). Lo más corto es de una llamada "
        "que puede ocurrir; lo más largo\n"
        "es el camino más largo que nunca vuelve atrás, se cumplan o no sus condiciones: una cota superior.\n",
        options.wpm);
  return fmt::format(
      "What the agent says at {} words a minute (words in parentheses). The shortest is that of a call that can "
      "happen; the longest is the longest\n"
      "way that never goes back, whether its conditions hold or not: an upper bound.\n",
      options.wpm);
}

bool same(const std::vector<Talk>& a, const std::vector<Talk>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Talk& x, const Talk& y) {
    return x.possible == y.possible && (!x.possible || (x.least == y.least && x.most == y.most));
  });
}

using Rows = std::vector<std::vector<std::string>>;

/// Values that make no difference stand together, their name at the first of their rows.
Rows rows_of(const Asked& a, const questions::TalkTime& table, sema::SlotId by, const TimeOptions& options) {
  const sema::Program& p = a.made.program;
  const Tongue t = a.tongue;
  Rows rows{{by == kNone ? std::string{} : p.slots[by].name, std::string{pick(t, "end", "final")},
             std::string{pick(t, "shortest", "más corta")}, std::string{pick(t, "longest", "más larga")}}};
  const auto cell = [&](std::uint32_t words) { return fmt::format("{} ({})", clock_text(words, options.wpm), words); };
  std::vector<std::uint8_t> done(table.values.size());
  for (std::size_t v = 0; v < table.values.size(); ++v) {
    if (done[v] != 0) continue;
    std::string names;
    for (std::size_t other = v; other < table.values.size(); ++other) {
      if (done[other] != 0 || !same(table.cells[v], table.cells[other])) continue;
      done[other] = 1;
      names += (names.empty() ? "" : ", ") + value_name(p, by, table.values[other], t);
    }
    for (std::size_t f = 0; f < table.finals.size(); ++f) {
      const Talk& talk = table.cells[v][f];
      if (!talk.possible) continue;
      rows.push_back({names, final_text(p, table.finals[f]), cell(talk.least), cell(talk.most)});
      names.clear();
    }
  }
  if (by == kNone) {
    for (auto& row : rows) row.erase(row.begin());
  }
  return rows;
}

std::string as_json(const Asked& a, const questions::TalkTime& table, sema::SlotId by, const TimeOptions& options) {
  const sema::Program& p = a.made.program;
  report::JsonWriter w;
  w.open('{');
  w.text("flow", a.path);
  w.number("words-a-minute", options.wpm);
  by == kNone ? w.null("by") : w.text("by", p.slots[by].name);
  w.open("calls", '[');
  for (std::size_t v = 0; v < table.values.size(); ++v) {
    for (std::size_t f = 0; f < table.finals.size(); ++f) {
      const Talk& talk = table.cells[v][f];
      if (!talk.possible) continue;
      w.open('{');
      if (by != kNone) w.text("value", value_name(p, by, table.values[v], a.tongue));
      w.text("end", final_text(p, table.finals[f]));
      w.number("least-words", talk.least);
      w.number("most-words", talk.most);
      w.number("least-seconds", questions::seconds_of(talk.least, options.wpm));
      w.number("most-seconds", questions::seconds_of(talk.most, options.wpm));
      w.close();
    }
  }
  w.close();
  w.close();
  return w.take();
}

bool is_sortable(const sema::Slot& slot) {
  return slot.type.kind == sema::TypeKind::Enum || slot.type.kind == sema::TypeKind::YesNo;
}

/// The slot asked by; false: it complained.
bool find_slot(const Asked& a, const std::string& name, sema::SlotId& by, Console& console) {
  if (name.empty()) {
    by = questions::sorting_slot(a.input());
    return true;
  }
  std::vector<std::string_view> names;
  for (sema::SlotId s = 0; s < a.made.program.slots.size(); ++s) {
    const sema::Slot& slot = a.made.program.slots[s];
    if (!is_sortable(slot)) continue;
    if (slot.name == name) {
      by = s;
      return true;
    }
    names.push_back(slot.name);
  }
  const std::string_view near = diag::nearest(name, names);
  Message m{fmt::format("--by {}: no enumeration and no yes-or-no slot is called so", name),
            fmt::format("--by {}: no hay ninguna enumeración ni dato de sí o no que se llame así", name)};
  if (!near.empty()) {
    m.en += fmt::format("; did you mean {}?", near);
    m.es += fmt::format("; ¿quería decir {}?", near);
  }
  console.complain(m, a.tongue);
  return false;
}

}  // namespace

int time(const TimeOptions& options, Console& console) {
  const auto asked = open_asked(options.flow, options.settings, console);
  if (!asked) return kCannotRun;
  sema::SlotId by = kNone;
  if (!find_slot(*asked, options.by, by, console)) return kCannotRun;
  const questions::TalkTime table = questions::talk_time(asked->input(), by);
  if (options.shape == Shape::Json) {
    console.out(as_json(*asked, table, by, options));
    return kClean;
  }
  Rows rows = rows_of(*asked, table, by, options);
  Table out;
  const bool markdown = options.shape == Shape::Markdown;
  for (auto& row : rows) {
    if (markdown)
      std::transform(row.begin(), row.end(), row.begin(),
                     [](const std::string& cell) { return markdown_escaped(cell); });
    out.add(std::move(row));
  }
  console.out((markdown ? out.markdown() : out.text()) + "\n" + explained(options, asked->tongue));
  return kClean;
}

}  // namespace guion::cli
