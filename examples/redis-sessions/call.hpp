// One call in memory: started or restored, taken to its next event, answered, written down. Everything that it tells
// and is told is text, so that it can travel. It knows nothing of Redis. Meaning of events and answers:
// docs/embedding.md.
#pragma once

#include <guion/guion.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sessions {

namespace embed = guion::embed;

/// A line told to the agent's desk. `waits`: it wants an answer.
struct Line {
  std::string token, kind, text;
  std::string name;     ///< slot asked for, method of a verification, outcome of an end
  std::string options;  ///< of a menu: id, label, id, label … joined
  bool waits = false;
  bool secret = false;  ///< the answer is never written anywhere
};

/// How a desk answers: «value» with what was said, «option» with an id, «yes», «no», «passed», «wrong», «lacking»,
/// «unsaid», «silent», «done»; «hangup» at any event.
struct Answer {
  std::string kind, value;
};

/// Values by name of slot: what a service is handed, and what it gives back.
using Fields = std::map<std::string, std::string>;

/// The files of a call, opened once and shared by all calls of a worker. Stays where it is.
class Script {
 public:
  /// Errors: throws std::runtime_error with the reason of the loader.
  Script(const std::string& policy_file, const std::string& image_file);
  [[nodiscard]] const embed::Image& image() const { return image_; }
  [[nodiscard]] const embed::Policy& policy() const { return policy_; }

 private:
  std::vector<char> policy_bytes_, image_bytes_;
  embed::Policy policy_;
  embed::Image image_;
};

class Call {
 public:
  explicit Call(const Script& script);

  embed::Status start(std::uint64_t number, const Fields& given);
  embed::Status restore(std::string_view snapshot);
  /// Errors: GUION_SECRET_HELD: the call must stay with this worker.
  [[nodiscard]] embed::Result<std::string> save() const { return session_.save(); }

  /// To the next event that waits for somebody; what is told on the way, and the waiting event itself unless it is a
  /// look-up, is put behind `lines`.
  embed::Status run(std::int64_t now, std::vector<Line>& lines);
  /// The pending event. `kind` is 0 when the call is over by a transfer.
  [[nodiscard]] const guion_event& event() const { return event_; }
  [[nodiscard]] bool over() const { return over_; }
  [[nodiscard]] std::string token() const { return std::to_string(event_.token); }
  [[nodiscard]] Line line() const;

  [[nodiscard]] std::string service() const;
  [[nodiscard]] Fields takes() const;
  /// No fields: the service failed, or nobody knows what it did.
  embed::Status answer_lookup(const std::optional<Fields>& fields);
  embed::Status answer(const Answer& answer);

 private:
  [[nodiscard]] std::string name_of(std::uint32_t slot) const;
  [[nodiscard]] guion_value value_of(std::uint32_t slot, const std::string& text) const;

  const Script& script_;
  std::vector<std::uint64_t> memory_;
  embed::Session session_;
  guion_event event_{};
  bool over_ = false;
};

}  // namespace sessions
