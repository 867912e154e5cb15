// The company's systems, simulated: what a call asks them and what they answer. A service that acts keeps its answer
// under the token of the event: a token that comes again gets the answer already given, and nothing is done twice. That
// is what a real billing or payment system must do too («idempotency key»).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "call.hpp"
#include "redis.hpp"

namespace sessions {

struct Request {
  std::string call, token, service;
  bool acts = false;
  Fields takes;
};

class Services {
 public:
  Services() = default;
  Services(const Services&) = delete;
  Services& operator=(const Services&) = delete;
  virtual ~Services() = default;
  /// None: no answer came; who asked does not know what was done.
  virtual std::optional<Fields> ask(const Request& request) = 0;
};

/// In the process: for one that plays a call alone.
class LocalServices : public Services {
 public:
  std::optional<Fields> ask(const Request& request) override;
  [[nodiscard]] const std::vector<std::string>& acts() const { return acts_; }

 private:
  long long paid_ = 0;
  std::vector<std::string> acts_;  ///< of what was really done, in order
};

/// In Redis, beside the calls: results (service and token → answer), acts:<call> (what was really done, in order),
/// paid:<call>, again (how often an old token came).
class RedisServices : public Services {
 public:
  explicit RedisServices(Redis& redis) : redis_(redis) {}
  std::optional<Fields> ask(const Request& request) override;

 private:
  Redis& redis_;
};

}  // namespace sessions
