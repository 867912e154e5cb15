// Commands and replies of Redis by hiredis: see redis.hpp.
#include "redis.hpp"

#include <poll.h>

#include <stdexcept>

namespace sessions {
namespace {

constexpr char kSeparator = '\x1f';

Reply convert(const redisReply& raw) {
  Reply out;
  out.nil = raw.type == REDIS_REPLY_NIL;
  out.number = raw.integer;
  if (raw.str != nullptr) out.text.assign(raw.str, raw.len);
  for (std::size_t i = 0; i < raw.elements; ++i) out.items.push_back(convert(*raw.element[i]));
  if (raw.type == REDIS_REPLY_ERROR) throw std::runtime_error("redis: " + out.text);
  return out;
}

Reply take(redisContext& connection, void* reply) {
  if (reply == nullptr) throw std::runtime_error(std::string("redis: ") + connection.errstr);
  const std::unique_ptr<void, void (*)(void*)> owned(reply, freeReplyObject);
  return convert(*static_cast<const redisReply*>(reply));
}

}  // namespace

Redis::Redis(const std::string& socket) : connection_(redisConnectUnix(socket.c_str()), redisFree) {
  if (connection_ == nullptr || connection_->err != 0) throw std::runtime_error("redis: no connection to " + socket);
}

Reply Redis::command(const std::vector<std::string>& words) {
  std::vector<const char*> begins;
  std::vector<std::size_t> sizes;
  for (const std::string& word : words) {
    begins.push_back(word.data());
    sizes.push_back(word.size());
  }
  return take(*connection_,
              redisCommandArgv(connection_.get(), static_cast<int>(words.size()), begins.data(), sizes.data()));
}

Reply Redis::script(std::string_view text, const std::vector<std::string>& keys,
                    const std::vector<std::string>& arguments) {
  std::vector<std::string> words = {"EVAL", std::string(text), std::to_string(keys.size())};
  words.insert(words.end(), keys.begin(), keys.end());
  words.insert(words.end(), arguments.begin(), arguments.end());
  return command(words);
}

void Redis::subscribe(const std::string& channel) { command({"SUBSCRIBE", channel}); }

std::optional<std::string> Redis::message(std::chrono::milliseconds wait) {
  void* reply = nullptr;
  if (redisGetReplyFromReader(connection_.get(), &reply) != REDIS_OK) throw std::runtime_error("redis: bad reply");
  if (reply == nullptr) {
    pollfd ready = {connection_->fd, POLLIN, 0};
    if (poll(&ready, 1, static_cast<int>(wait.count())) <= 0) return std::nullopt;
    if (redisGetReply(connection_.get(), &reply) != REDIS_OK) reply = nullptr;
  }
  const Reply heard = take(*connection_, reply);  // "message", channel, text
  return heard.items.size() == 3 ? std::optional(heard.items[2].text) : std::nullopt;
}

std::string join(const std::vector<std::string>& fields) {
  std::string out;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i != 0) out += kSeparator;
    out += fields[i];
  }
  return out;
}

std::vector<std::string> split(std::string_view joined) {
  std::vector<std::string> out(1);
  for (const char c : joined) {
    if (c == kSeparator) {
      out.emplace_back();
    } else {
      out.back() += c;
    }
  }
  return out;
}

}  // namespace sessions
