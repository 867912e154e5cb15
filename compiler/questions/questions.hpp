// Questions about the calls of a flow, answered by the engine that checks it: the ways to reach something, the rules by
// how calls end, the time that the agent talks. Data only: how it is printed is the command's. Meaning:
// docs/questions.md. Knows neither files nor terminals.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "prove/engine.hpp"
#include "prove/prove.hpp"

namespace guion::questions {

// ---- what may be asked for
// -----------------------------------------------------------------------------------------------------------

/// The nodes that a target names, in either tongue: `{saldo}` or `saldo` (the customer hears the value), `@aviso`,
/// `@#id`, `termina resuelto`, `transfiere retención`, `solicita caja`, `consulta saldos`, `pregunta monto`, `verifica
/// titular`, `etapa cierre`, the number of a line of the flow's own file, or `identidad.flow:12`.
struct Target {
  std::vector<cfg::NodeId> nodes;  ///< empty: nothing in this flow does it
  sema::SlotId filled = kNone;     ///< its value is what is asked for: a call that arrives without it does not count
  std::string unknown;             ///< the word that nothing is called by; empty: understood
  std::string suggestion;          ///< what may have been meant, if anything
};
[[nodiscard]] Target find_target(const sema::Program& program, const cfg::Graph& graph, std::string_view text);

// ---- ways to reach something
// ---------------------------------------------------------------------------------------------------------

struct Way {
  prove::Witness witness;    ///< ends on arrival at the target
  cfg::NodeId node = kNone;  ///< the target that it reaches
  sema::Levels levels = 0;   ///< that hold there
  std::uint32_t events = 0;  ///< on the way, the target included
  std::vector<std::uint8_t>
      decides;  ///< one a step: whether another answer there leads elsewhere or changes what is told
};
struct Ways {
  std::vector<Way> ways;    ///< by target, the one with the shortest way first; then shortest first
  bool more = false;        ///< there are, or may be, others
  bool undecided = false;   ///< some way could be neither found nor excluded
  bool only_empty = false;  ///< no way at all, but there are some on which the slot is empty
};
/// The shortest way to each target, and the others that differ in a decision that tells (crossroads.hpp) and hold no
/// needless one, the shortest until there are `most`. The decisions of a way found are forbidden one by one and the
/// next shortest is looked for. Source: R. Reiter, «A theory of diagnosis from first principles» (1987), for the tree
/// of hitting sets. With `filled`, that slot must hold a value on arrival. Cost: one run of the engine a set of
/// forbidden decisions that no way found avoids.
[[nodiscard]] Ways ways_to(const prove::Input& in, const std::vector<cfg::NodeId>& targets, std::size_t most,
                           sema::SlotId filled = kNone);

// ---- finals
// --------------------------------------------------------------------------------------------------------------------------

/// How a call can end: an outcome, or a transfer to an area. In the order of the protocol.
struct Final {
  bool transfer = false;
  std::uint32_t object = kNone;    ///< outcome or area
  std::vector<cfg::NodeId> nodes;  ///< where the flow does it
};
[[nodiscard]] std::vector<Final> finals_of(const sema::Program& program, const cfg::Graph& graph);

// ---- rules by finals
// -----------------------------------------------------------------------------------------------------------------

enum class Cell : std::uint8_t {
  Kept,    ///< every call that ends so keeps it, and some such call does what it speaks of
  Broken,  ///< a call breaks it and ends so
  Waived,  ///< the same, under a dated exception that holds today
  Undecided,
  Idle,  ///< no call that ends so does what it speaks of
};
struct Row {
  enum class Kind : std::uint8_t { Rule, Stage, Class, Line };
  Kind kind = Kind::Rule;
  std::uint32_t object = kNone;  ///< rule, stage rule or class; kNone for Line
  sema::Levels levels = 0;       ///< that a class or lines with `exige` demand
  std::vector<Cell> cells;       ///< one a final
};
struct Matrix {
  std::vector<Final> finals;  ///< columns
  std::vector<Row> rows;      ///< rules, required stages, classes, lines: each in the order of the protocol
};
/// `today`: days since 1970-01-01, against which exceptions are held.
[[nodiscard]] Matrix matrix_of(const prove::Input& in, std::int64_t today, const prove::Budget& budget = {});

// ---- talk time
// -----------------------------------------------------------------------------------------------------------------------

struct Talk {
  std::uint32_t least = 0, most = 0;  ///< Units: words that the agent says. `most` goes through no line twice.
  bool possible = false;
};
struct TalkTime {
  std::vector<Final> finals;             ///< columns
  std::vector<std::int64_t> values;      ///< rows: values of the slot asked by; one row of 0 without a slot
  std::vector<std::vector<Talk>> cells;  ///< [row][column]
};
/// `by`: an enumeration or yes/no slot, or kNone. A row speaks of the calls in which every test of the slot comes out
/// as for that value.
[[nodiscard]] TalkTime talk_time(const prove::Input& in, sema::SlotId by);
/// The slot that sorts the calls: the protocol's enumeration that most tests of the flow read; kNone if there is none.
[[nodiscard]] sema::SlotId sorting_slot(const prove::Input& in);
/// Words of a template as spoken: literals as written, values by their type. The shortest and the longest arms of
/// choices.
struct Words {
  std::uint32_t least = 0, most = 0;
};
[[nodiscard]] Words words_of(const sema::Program& program, sema::TemplateId text);
/// Seconds at this many words a minute; 150 is usual on the telephone (docs/questions.md).
[[nodiscard]] constexpr std::uint32_t seconds_of(std::uint32_t words, std::uint32_t a_minute = 150) {
  return (words * 60 + a_minute - 1) / a_minute;
}

}  // namespace guion::questions
