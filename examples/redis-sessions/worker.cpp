// worker <socket> <policy> <image>: takes messages from Redis and does one step of a call for each: load, answer, go on
// to the next event that waits, save. Any number of workers, on any number of machines, share the calls; one may be
// killed at any moment (README.md has the table). GUION_LEASE: milliseconds after which a silent worker counts as dead
// (2000). GUION_NOW: what the clock says, for tests. GUION_DIE_AT, GUION_DIE_BY: where this worker kills itself, for
// tests.
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <stdexcept>

#include "call.hpp"
#include "services.hpp"
#include "store.hpp"

namespace {

using namespace sessions;
using Milliseconds = std::chrono::milliseconds;

long long setting(const char* name, long long otherwise) {
  const char* value = std::getenv(name);
  return value != nullptr ? std::atoll(value) : otherwise;
}

/// As if the power went here; or, by GUION_DIE_BY, as if this process were frozen here for a while.
void crash_point(std::string_view name) {
  const char* chosen = std::getenv("GUION_DIE_AT");
  if (chosen != nullptr && name == chosen) kill(getpid(), static_cast<int>(setting("GUION_DIE_BY", SIGKILL)));
}

/// How long somebody may think before they say a secret.
constexpr std::chrono::minutes kPatience{1};

/// The call cannot go on: its snapshot is damaged, or of another image.
struct CallError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// One among all workers of all machines.
std::string own_name() {
  std::array<char, 256> host{};
  (void)gethostname(host.data(), host.size() - 1);
  return std::string(host.data()) + ':' + std::to_string(getpid());
}

/// What a call is asked and answers without anything being written down: for secrets. A published message is kept
/// nowhere.
class DirectLine {
 public:
  DirectLine(const std::string& socket, std::string worker) : listening_(socket), channel_("line:" + worker) {
    listening_.subscribe(channel_);
  }
  /// Puts a line to the desk. False: nobody is there.
  bool put(Redis& redis, const std::string& call, const Line& line) {
    std::vector<std::string> fields = fields_of(call, line);
    fields.insert(fields.begin(), channel_);
    return redis.command({"PUBLISH", "desk", join(fields)}).number != 0;
  }
  /// What the desk says to the event `token`; none within `wait`. What comes late, to an earlier event, is passed over.
  std::optional<Answer> hear(const std::string& token, Milliseconds wait) {
    while (const auto heard = listening_.message(wait)) {
      const std::vector<std::string> words = split(*heard);  // token, kind, value
      if (words.size() == 3 && words[0] == token) return Answer{words[1], words[2]};
    }
    return std::nullopt;
  }

 private:
  Redis listening_;
  std::string channel_;
};

class Worker {
 public:
  Worker(const std::string& socket, const Script& script)
      : script_(script),
        name_(own_name()),
        lease_(setting("GUION_LEASE", 2000)),
        redis_(socket),
        store_(redis_, name_, lease_),
        direct_(socket, name_),
        services_(redis_) {
    Store::prepare(redis_);
  }

  [[noreturn]] void run() {
    for (;;) {
      const auto message = store_.take(lease_ / 4);
      if (!message) continue;
      try {
        step(*message);
      } catch (const CallError& error) {
        store_.drop(*message, error.what());  // or every worker, one after the other, would fall over it
      }
    }
  }

 private:
  void step(const Message& message) {
    crash_point("taken");
    const Saved before = store_.load(message.call);
    Call call(script_);
    if (!begin(call, message, before)) return store_.drop(message);
    crash_point("restored");
    Outcome outcome;
    if (!apply(call, message)) return;
    crash_point("answered");
    // Once, but while a secret is held: the call cannot be written down, and so cannot leave this worker.
    for (;;) {
      check(call.run(now(), outcome.lines));
      if (call.over()) break;
      const auto snapshot = call.save();
      outcome.snapshot = *snapshot;
      if (snapshot) break;
      if (snapshot.status().code() != GUION_SECRET_HELD) check(snapshot.status());
      crash_point("secret_held");
      if (!go_on_directly(call, message, before, outcome)) return;
    }
    if (call.event().kind == GUION_EVENT_LOOKUP && !call.over()) outcome.act = call.token();
    crash_point("before_save");
    if (store_.save(message, before, outcome)) crash_point("saved");
    // Not saved: another worker took this call for dead and was faster. What this one did is forgotten; its acts had
    // the same tokens.
  }

  /// The call as it was left. False: the message is of an event that is over.
  bool begin(Call& call, const Message& message, const Saved& before) {
    const bool starts = message.kind == "start";
    if (starts != before.snapshot.empty()) return false;
    if (starts) {
      if (before.version != "0") return false;
      check(call.start(std::strtoull(message.call.c_str(), nullptr, 10), {{"agente", message.answer.value}}));
      return true;
    }
    check(call.restore(before.snapshot));
    return call.token() == message.token || message.answer.kind == "hangup";  // that fits every event
  }

  /// Does what the message says. False: this worker gives the call up; the message comes again.
  bool apply(Call& call, const Message& message) {
    if (message.kind == "act") {
      act(call, message);
      return true;
    }
    if (message.kind == "ready") return ask_directly(call, message);
    // What is asked of a service is not left in the air: who hangs up now is heard when the message comes again.
    if (call.event().kind == GUION_EVENT_LOOKUP) return false;
    if (message.kind == "answer") (void)call.answer(message.answer);  // refused: run() tells the same event again
    return true;
  }

  /// The pending event is saved. Whatever happens from here on, the service sees the same token.
  void act(Call& call, const Message& message) {
    crash_point("before_act");
    const auto fields = services_.ask(request(call, message.call));
    if (call.event().acts != 0) crash_point("acted");
    check(call.answer_lookup(fields));
  }

  /// The same with a secret held: the pending event cannot be saved, so its token is noted instead.
  bool act_unsaved(Call& call, const Message& message, const Saved& before, Outcome& outcome) {
    std::optional<Fields> fields;  // none: nobody knows what an earlier worker did here, and the call is told so
    if (call.event().acts == 0) {
      fields = services_.ask(request(call, message.call));
    } else if (store_.note_acting(message.call, before, outcome.acted, call.token())) {
      crash_point("noted");
      fields = services_.ask(request(call, message.call));
      ++outcome.acted;
      crash_point("secret_acted");
    }
    check(call.answer_lookup(fields));
    return true;
  }

  /// The answer of whoever is on the line; the message is held meanwhile. None: nobody is, or another worker has the
  /// call by now.
  std::optional<Answer> speak(const Message& message, const Line& line) {
    if (!store_.renew(message) || !direct_.put(redis_, message.call, line)) return std::nullopt;
    const auto until = std::chrono::steady_clock::now() + kPatience;
    while (std::chrono::steady_clock::now() < until) {
      if (const auto answer = direct_.hear(line.token, lease_ / 4)) return answer;
      if (!store_.renew(message)) return std::nullopt;
    }
    return std::nullopt;
  }

  bool ask_directly(Call& call, const Message& message) {
    const auto answer = speak(message, call.line());
    if (!answer) return false;
    crash_point("secret_heard");
    (void)call.answer(*answer);  // refused: it is asked again
    return true;
  }

  /// One event further with a secret held. Lines are told at once: there will be no save to tell them.
  bool go_on_directly(Call& call, const Message& message, const Saved& before, Outcome& outcome) {
    if (call.event().kind == GUION_EVENT_LOOKUP) return act_unsaved(call, message, before, outcome);
    for (const Line& line : outcome.lines) {
      if (!line.waits && !speak(message, line)) return false;
    }
    outcome.lines.clear();
    return ask_directly(call, message);
  }

  static Request request(const Call& call, const std::string& number) {
    return {number, call.token(), call.service(), call.event().acts != 0, call.takes()};
  }
  static void check(embed::Status status) {
    if (!status) throw CallError(status.text());
  }
  static std::int64_t now() {
    const std::time_t seconds = std::time(nullptr);
    std::tm local{};
    localtime_r(&seconds, &local);
    return setting("GUION_NOW", seconds + local.tm_gmtoff);
  }

  const Script& script_;
  std::string name_;
  Milliseconds lease_;
  Redis redis_;
  Store store_;
  DirectLine direct_;
  RedisServices services_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return std::cerr << "usage: worker SOCKET POLICY IMAGE\n", 2;
  try {
    const Script script(argv[2], argv[3]);
    Worker(argv[1], script).run();
  } catch (const std::exception& error) {
    std::cerr << "worker: " << error.what() << '\n';
    return 1;
  }
}
