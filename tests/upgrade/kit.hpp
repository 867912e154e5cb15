// Two versions of a flow, the table between them, and calls that begin in one and go on in the other. What is told of a
// call comes from the graph, never from the automata that upgrade-check runs.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "driver/compile.hpp"
#include "guion/guion.h"
#include "upgrade/side.hpp"
#include "upgrade/upgrade.hpp"

namespace guion::upgrade::test {

/// A compiled version that calls can be played in.
struct Edition {
  Edition(const std::string& flow, const std::string& protocol, const std::string& protocol_name);
  Edition(const Edition&) = delete;

  Compilation made;
  std::unique_ptr<Version> version;
  std::unique_ptr<Side> side;
  guion_policy policy{};
  guion_image image{};
  [[nodiscard]] bool ok() const { return version != nullptr; }
  /// Node of an instruction that waits, or kNone.
  [[nodiscard]] cfg::NodeId node_at(std::uint32_t pc) const;
  [[nodiscard]] std::string errors() const;
};

struct Upgrade {
  Upgrade(const Edition& before, const Edition& after);
  const Edition &before, &after;
  Plan plan;
  guion_moves moves{};
  guion_status opened = GUION_OK;
  /// The fate of the calls that wait at the first line of the old version in which `part` stands.
  [[nodiscard]] const Move* at(const std::string& part) const;
};

/// What happened at one moment of a call, in words of rules: «say @aviso», «ask monto», «heard» …
using Moment = std::set<std::string>;

struct History {
  std::vector<Moment> moments;
  std::set<std::string> stages;  ///< that may have been done
  bool finished = false, normal = false;
};

/// A call in one of the versions. Copies nothing: a new one is made from a snapshot.
class Caller {
 public:
  Caller(const Edition& edition, std::uint32_t seed);
  /// Goes on with a call of the old version. Null: refused, and `status` says how.
  [[nodiscard]] static std::unique_ptr<Caller> moved(const Upgrade& up, const Caller& from, guion_status& status,
                                                     bool with_old_image = true);

  /// Goes on with a session that was moved by other means, in memory that it lives in.
  [[nodiscard]] static std::unique_ptr<Caller> resumed(const Edition& edition, guion_session* session,
                                                       std::vector<std::uint64_t> memory);

  /// The next event; false when the call is over.
  bool next();
  /// Answers it by chance. False: refused.
  bool answer(std::mt19937& chance);
  [[nodiscard]] std::vector<std::uint8_t> save(guion_status& status) const;

  const Edition& edition;
  guion_event event{};
  History history;
  std::vector<std::string> faults;  ///< a value heard below a level, of this version's law or of the old one
  guion_session* session = nullptr;

 private:
  explicit Caller(const Edition& e) : edition(e) {}
  void hear();
  void look(cfg::NodeId from, cfg::EdgeKind way, std::uint32_t option);

  std::vector<std::uint64_t> memory_;
  bool put_again_ = false;           ///< the event at hand stands in the history
  const Edition* law_ = nullptr;     ///< of the version that the call comes from
  std::set<std::string> inherited_;  ///< slots whose value was got under that law
  cfg::NodeId left_ = kNone;         ///< node that was answered, with the way taken
  cfg::EdgeKind way_ = cfg::EdgeKind::Next;
  std::uint32_t option_ = 0;
};

/// What became of calls that were made to move at each of their events.
struct Tally {
  std::size_t pairs = 0, moved = 0, refused = 0, ended = 0;
  std::size_t menus_asked_again = 0;  ///< with options under conditions
  std::size_t foretold[3] = {};       ///< by fate; what the runtime did was never against it, or try_moves() says so
};
/// Plays a call of the old version by chance; at each event a copy of it moves and goes on to its end. Gives what must
/// not happen, with what was told of the call in which it did: empty if all is well.
[[nodiscard]] std::string try_moves(const Upgrade& up, std::uint32_t seed, Tally& tally);

/// Rules and required stages of the version that a finished call broke, by name.
[[nodiscard]] std::vector<std::string> broken(const sema::Program& program, const History& history);

}  // namespace guion::upgrade::test
