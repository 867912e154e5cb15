// What Redis holds of the calls, and the only ways in which it changes. It knows lines and messages, not sessions.
//
//   work           stream, group «workers»: who has to do what: start, answer, ready, act
//   call:<number>  hash: version (how often it was saved), snapshot
//   acting:<number> list: tokens that a worker was about to act upon while the call could not be saved
//   told           stream: what the desks are told, in order
//   takeovers      hash: how often a message of a call was taken from a worker that fell silent
//   unresolved     list, for people to look at: «call token» of what was perhaps done and no call knows of, «call
//   reason» of calls that cannot go on
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "call.hpp"
#include "redis.hpp"

namespace sessions {

/// Something to do for a call. «start» with the name of the agent; «answer» to the event `token`; «ready»: whoever
/// knows the secret that `token` asks for is on the line; «act»: the look-up `token` is to be done.
struct Message {
  std::string id;  ///< of the entry in the stream
  std::string call, kind, token;
  Answer answer;
};

struct Saved {
  std::string version = "0", snapshot;
};

/// What a step leaves behind. All of it happens, or nothing.
struct Outcome {
  std::string snapshot;  ///< empty: the call is over, nobody needs it any more
  std::vector<Line> lines;
  std::string act;        ///< token of the look-up to be done next, or empty
  std::size_t acted = 0;  ///< how many tokens noted by note_acting() this step asked about
};

class Store {
 public:
  using Milliseconds = std::chrono::milliseconds;
  Store(Redis& redis, std::string worker, Milliseconds lease);

  /// A message for this worker: one that another worker holds and was silent about for longer than the lease, else a
  /// new one; none within `wait`.
  std::optional<Message> take(Milliseconds wait);
  [[nodiscard]] Saved load(const std::string& call);
  /// Compare and set: false, and nothing changed, if the call was saved by another since `before` was loaded.
  [[nodiscard]] bool save(const Message& done, const Saved& before, const Outcome& outcome);
  /// Nothing is to be done for the message: its event is answered already, or `why` not. Then people are told.
  void drop(const Message& message, const std::string& why = {});
  /// Holds the message for one lease more. False: another worker has it by now.
  [[nodiscard]] bool renew(const Message& message);
  /// Notes that this worker is about to act upon `token`, the `index`th since the last save. False: an earlier worker
  /// stood here with another token, or the call was saved since.
  [[nodiscard]] bool note_acting(const std::string& call, const Saved& before, std::size_t index,
                                 const std::string& token);

  /// Makes the stream of work, unless it is there.
  static void prepare(Redis& redis);
  /// For those who give the workers work.
  static void add(Redis& redis, const Message& message);

 private:
  std::optional<Message> claim();

  Redis& redis_;
  std::string worker_;
  Milliseconds lease_;
  std::string cursor_ = "0-0";
  std::chrono::steady_clock::time_point looked_{};
};

/// The fields of a line in the stream `told` and on a direct line.
[[nodiscard]] std::vector<std::string> fields_of(const std::string& call, const Line& line);
struct Told {
  std::string call;
  Line line;
};
[[nodiscard]] Told told_of(const std::vector<std::string>& fields);

}  // namespace sessions
