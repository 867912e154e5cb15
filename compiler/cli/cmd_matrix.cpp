// guion matrix: what the protocol demands, by how calls end.
#include <fmt/format.h>

#include <algorithm>

#include "cli/asking.hpp"
#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "export/text.hpp"

namespace guion::cli {
namespace {

using questions::Cell;
using questions::Row;

constexpr std::size_t kWidest = 100;  // Units: characters of a table whose columns have names

std::string_view sign_of(Cell cell) {
  switch (cell) {
    case Cell::Kept:
      return "✓";
    case Cell::Broken:
      return "✗";
    case Cell::Waived:
      return "~";
    case Cell::Undecided:
      return "?";
    case Cell::Idle:
      break;
  }
  return "·";
}
std::string_view word_of(Cell cell) {
  switch (cell) {
    case Cell::Kept:
      return "kept";
    case Cell::Broken:
      return "broken";
    case Cell::Waived:
      return "waived";
    case Cell::Undecided:
      return "undecided";
    case Cell::Idle:
      break;
  }
  return "idle";
}
std::string_view meaning_of(Cell cell, Tongue t) {
  switch (cell) {
    case Cell::Kept:
      return pick(t, "kept by every call that ends so", "lo cumple toda llamada que acaba así");
    case Cell::Broken:
      return pick(t, "some call that ends so breaks it; guion check shows it",
                  "alguna llamada que acaba así lo incumple; guion check la muestra");
    case Cell::Waived:
      return pick(t, "broken, under an exception that holds today", "se incumple, con una excepción vigente");
    case Cell::Undecided:
      return pick(t, "not decided", "sin decidir");
    case Cell::Idle:
      break;
  }
  return pick(t, "does not arise in calls that end so", "no se da en llamadas que acaban así");
}

std::string row_name(const sema::Program& p, const Row& row, Tongue t) {
  const std::string levels = levels_text(p, row.levels, t);
  switch (row.kind) {
    case Row::Kind::Rule:
      return p.rules[row.object].name;
    case Row::Kind::Stage:
      return fmt::format("{} {}", spelling(Keyword::Stage, t), p.stage_rules[row.object].name);
    case Row::Kind::Class:
      return fmt::format(fmt::runtime(pick(t, "{} requires {}", "{} exige {}")), p.classes[row.object].name, levels);
    case Row::Kind::Line:
      break;
  }
  return fmt::format(fmt::runtime(pick(t, "lines that require {}", "líneas que exigen {}")), levels);
}

std::string_view word_of(Row::Kind kind) {
  switch (kind) {
    case Row::Kind::Rule:
      return "rule";
    case Row::Kind::Stage:
      return "required-stage";
    case Row::Kind::Class:
      return "class";
    case Row::Kind::Line:
      break;
  }
  return "line";
}

/// A, B … Z, AA …
std::string letter(std::size_t i) {
  std::string out(1, static_cast<char>('A' + i % 26));
  return i < 26 ? out : letter(i / 26 - 1) + out;
}

bool arises(const Row& row) {
  return std::any_of(row.cells.begin(), row.cells.end(), [](Cell c) { return c != Cell::Idle; });
}

/// `markdown`: with the rows that do not arise in any call; a text names them below.
Table table_of(const Asked& a, const questions::Matrix& m, bool letters, bool markdown) {
  const sema::Program& p = a.made.program;
  const auto escaped = [markdown](const std::string& text) { return markdown ? markdown_escaped(text) : text; };
  Table table;
  std::vector<std::string> head{std::string{pick(a.tongue, "every call that ends so:", "toda llamada que acaba así:")}};
  for (std::size_t f = 0; f < m.finals.size(); ++f)
    head.push_back(letters ? letter(f) : escaped(final_text(p, m.finals[f])));
  table.add(std::move(head));
  for (const Row& row : m.rows) {
    if (!markdown && !arises(row)) continue;
    std::vector<std::string> cells{escaped(row_name(p, row, a.tongue))};
    for (const Cell c : row.cells) cells.emplace_back(sign_of(c));
    table.add(std::move(cells));
  }
  return table;
}

bool has(const questions::Matrix& m, Cell cell) {
  return std::any_of(m.rows.begin(), m.rows.end(),
                     [cell](const Row& r) { return std::find(r.cells.begin(), r.cells.end(), cell) != r.cells.end(); });
}

/// The signs that occur, one a line.
std::string legend(const questions::Matrix& m, Tongue t, std::string_view before) {
  std::string out;
  for (const Cell c : {Cell::Kept, Cell::Broken, Cell::Waived, Cell::Undecided, Cell::Idle}) {
    if (has(m, c)) out += fmt::format("{}{} {}\n", before, sign_of(c), meaning_of(c, t));
  }
  return out;
}

/// «· en ninguna llamada de este flujo: a, b».
std::string idle_rows(const Asked& a, const questions::Matrix& m, const Console& console) {
  std::string names;
  for (const Row& row : m.rows) {
    if (!arises(row)) names += (names.empty() ? "" : ", ") + row_name(a.made.program, row, a.tongue);
  }
  if (names.empty()) return {};
  return "\n" +
         console.wrapped(
             fmt::format("{} {}", pick(a.tongue, "In no call of this flow:", "En ninguna llamada de este flujo:"),
                         names),
             "") +
         "\n";
}

std::string as_text(const Asked& a, const questions::Matrix& m, const Console& console) {
  Table table = table_of(a, m, false, false);
  std::string names;
  if (table.width() > kWidest) {
    table = table_of(a, m, true, false);
    for (std::size_t f = 0; f < m.finals.size(); ++f)
      names += fmt::format("{} {}\n", letter(f), final_text(a.made.program, m.finals[f]));
    names += "\n";
  }
  return table.text() + "\n" + names + legend(m, a.tongue, "") + idle_rows(a, m, console);
}

std::string as_json(const Asked& a, const questions::Matrix& m) {
  const sema::Program& p = a.made.program;
  report::JsonWriter w;
  w.open('{');
  w.text("flow", a.path);
  w.open("finals", '[');
  for (const questions::Final& f : m.finals) {
    w.open('{');
    w.text("kind", f.transfer ? "transfer" : "outcome");
    w.text("name", f.transfer ? p.areas[f.object].name : p.outcomes[f.object].name);
    w.close();
  }
  w.close();
  w.open("rows", '[');
  for (const Row& row : m.rows) {
    w.open('{');
    w.text("kind", word_of(row.kind));
    w.text("name", row_name(p, row, a.tongue));
    w.open("cells", '[');
    for (const Cell c : row.cells) w.text("", word_of(c));
    w.close();
    w.close();
  }
  w.close();
  w.close();
  return w.take();
}

std::string shown(const Asked& a, const questions::Matrix& m, Shape shape, const Console& console) {
  switch (shape) {
    case Shape::Text:
      return as_text(a, m, console);
    case Shape::Markdown:
      return table_of(a, m, false, true).markdown() + "\n" + legend(m, a.tongue, "- ");
    case Shape::Json:
      break;
  }
  return as_json(a, m);
}

}  // namespace

int matrix(const MatrixOptions& options, Console& console) {
  const auto asked = open_asked(options.flow, options.settings, console);
  if (!asked) return kCannotRun;
  const questions::Matrix m = questions::matrix_of(asked->input(), asked->today);
  if (m.finals.empty()) {
    console.complain(
        {fmt::format("no call of {} ends", options.flow), fmt::format("ninguna llamada de {} acaba", options.flow)},
        asked->tongue);
    return kCannotRun;
  }
  const std::string text = shown(*asked, m, options.shape, console);
  if (options.to_file.empty()) {
    console.out(text);
  } else if (const auto failure = write_file(options.to_file, text)) {
    console.complain(*failure, asked->tongue);
    return kCannotRun;
  }
  return has(m, Cell::Broken) ? kFindings : kClean;
}

}  // namespace guion::cli
