// What becomes of calls in progress when a flow gets a new version: for each place where a call of the old one can
// wait, the place of the new one to which it may go, or why it may not. Gives a report and the move table that the
// runtime applies. Knows neither files nor terminals. Meaning: docs/upgrades.md; form of the table: docs/bytecode.md.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lower/assembly.hpp"
#include "prove/prove.hpp"
#include "questions/diff.hpp"

namespace guion::upgrade {

using questions::Place;
using questions::Texts;

/// One version, compiled without errors and with its names. `id`: the build id of the image that is deployed, which may
/// be a stripped one of the same code. Borrows everything.
struct Version {
  const sema::Program& program;
  const cfg::Graph& graph;
  const prove::Result& proof;
  std::span<const std::uint8_t> image, policy;
  std::span<const assembly::Origin> origins;
  std::array<std::uint8_t, 32> id{};
};

enum class Fate : std::uint8_t {
  Moves,    ///< every call that waits there goes on
  Depends,  ///< the runtime decides by what the call holds
  Stays,    ///< none does: they end with the old version
};
[[nodiscard]] std::string_view name_of(Fate fate);

/// Why calls stay, or may: the name is the key in JSON.
enum class Cause : std::uint8_t {
  None,
  LineGone,
  OtherStage,
  OtherEvent,
  Options,
  Service,
  Transfer,
  Part,
  Rule,
  Facts,
  Tries
};
[[nodiscard]] std::string_view name_of(Cause cause);

/// A fact that the new version counts on at a place, and that calls may lack. The name is the key in JSON.
enum class Lacked : std::uint8_t {
  Filled,   ///< the slot is filled
  Empty,    ///< it is not
  Level,    ///< the level holds
  NoLevel,  ///< it does not
  Value     ///< the slot, if filled, has one of certain values
};
[[nodiscard]] std::string_view name_of(Lacked kind);
struct Lack {
  Lacked kind = Lacked::Filled;
  std::string name;  ///< of the slot or level, in the new version
};

/// What becomes of the calls that wait at one place of the old version.
struct Move {
  Fate fate = Fate::Moves;
  Cause cause = Cause::None;
  bool anew = false;        ///< the event is put again, with a new token: its words or its answers changed
  Place from, to;           ///< `to` without a path: nowhere
  std::string line;         ///< as the old file has it
  bool stage_note = false;  ///< the line opens a stage, and the call waits at the stage's own note
  Texts why;                ///< of Stays and Depends: one sentence without its full stop
  std::vector<Lack> needs;  ///< of Cause::Facts
};

/// A value, level or counter that does not go along as it is.
struct Loss {
  Texts what;          ///< one sentence without its full stop
  bool stops = false;  ///< calls that it is about stay
};

struct Plan {
  std::vector<Move> moves;  ///< by line of the old version
  std::vector<Loss> losses;
  std::vector<std::uint8_t> table;
};

/// Errors: an empty table if an image cannot be read. Cost: linear in the lines for each rule of the new version, but
/// for the comparison of lines (questions/diff.hpp).
[[nodiscard]] Plan plan(const Version& before, const Version& after);

}  // namespace guion::upgrade
