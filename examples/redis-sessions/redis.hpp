// A connection to Redis over a Unix socket: a command is a row of words, a reply is a value. It knows no calls. Losing
// the connection throws, and the program stops there: for a worker, stopping is always safe (README.md).
#pragma once

#include <hiredis/hiredis.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sessions {

struct Reply {
  bool nil = false;
  long long number = 0;
  std::string text;
  std::vector<Reply> items;
};

class Redis {
 public:
  explicit Redis(const std::string& socket);
  /// Errors: throws std::runtime_error when the connection is lost or Redis refuses.
  Reply command(const std::vector<std::string>& words);
  /// Runs a Lua script: keys, then arguments.
  Reply script(std::string_view text, const std::vector<std::string>& keys, const std::vector<std::string>& arguments);
  void subscribe(const std::string& channel);
  /// The next message of a subscribed connection, or none within `wait`.
  std::optional<std::string> message(std::chrono::milliseconds wait);

 private:
  std::unique_ptr<redisContext, void (*)(redisContext*)> connection_;
};

/// Fields of one message in one string: texts of a call hold no control characters.
[[nodiscard]] std::string join(const std::vector<std::string>& fields);
[[nodiscard]] std::vector<std::string> split(std::string_view joined);

}  // namespace sessions
