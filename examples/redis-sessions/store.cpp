// Keys and scripts of Redis: see store.hpp. A script runs alone and whole: what it changes is seen at once or not at
// all.
#include "store.hpp"

#include <stdexcept>

namespace sessions {
namespace {

constexpr const char* kGroup = "workers";

/// Version, snapshot, message done, token to act upon, tokens acted upon; then the lines, field by field.
constexpr std::string_view kSave = R"lua(
local call, acting, work, told, unresolved = unpack(KEYS)
local version, snapshot, done, act, acted, number, fields = unpack(ARGV, 1, 7)
if (redis.call('HGET', call, 'version') or '0') ~= version then return 0 end
redis.call('HSET', call, 'version', version + 1, 'snapshot', snapshot)
if snapshot == '' then redis.call('EXPIRE', call, 86400) end -- for messages that come late
for i = 8, #ARGV, fields do
  redis.call('XADD', told, '*', 'line', table.concat(ARGV, '\31', i, i + fields - 1))
end
if act ~= '' then redis.call('XADD', work, '*', 'call', number, 'kind', 'act', 'token', act, 'answer', '', 'value', '') end
for _, token in ipairs(redis.call('LRANGE', acting, acted, -1)) do redis.call('RPUSH', unresolved, number .. ' ' .. token) end
redis.call('DEL', acting)
redis.call('XACK', work, 'workers', done)
redis.call('XDEL', work, done)
return 1
)lua";

constexpr std::string_view kDrop = R"lua(
if ARGV[2] ~= '' then redis.call('RPUSH', KEYS[2], ARGV[2]) end
redis.call('XACK', KEYS[1], 'workers', ARGV[1])
redis.call('XDEL', KEYS[1], ARGV[1])
)lua";

/// Only who holds a message may hold it for longer.
constexpr std::string_view kRenew = R"lua(
local held = redis.call('XPENDING', KEYS[1], 'workers', ARGV[1], ARGV[1], 1)[1]
if not held or held[2] ~= ARGV[2] then return 0 end
redis.call('XCLAIM', KEYS[1], 'workers', ARGV[2], 0, ARGV[1], 'JUSTID')
return 1
)lua";

constexpr std::string_view kNoteActing = R"lua(
if (redis.call('HGET', KEYS[1], 'version') or '0') ~= ARGV[1] then return 0 end
local noted = redis.call('LINDEX', KEYS[2], ARGV[2])
if not noted then
  redis.call('RPUSH', KEYS[2], ARGV[3])
  return 1
end
return noted == ARGV[3] and 1 or 0
)lua";

std::string call_key(const std::string& call) { return "call:" + call; }
std::string acting_key(const std::string& call) { return "acting:" + call; }

/// An entry of the stream of work: its id, then names and values.
Message message_of(const Reply& entry) {
  Message out;
  out.id = entry.items.at(0).text;
  const auto& words = entry.items.at(1).items;
  for (std::size_t i = 0; i + 1 < words.size(); i += 2) {
    const std::string &name = words[i].text, &value = words[i + 1].text;
    if (name == "call") out.call = value;
    if (name == "kind") out.kind = value;
    if (name == "token") out.token = value;
    if (name == "answer") out.answer.kind = value;
    if (name == "value") out.answer.value = value;
  }
  return out;
}

}  // namespace

Store::Store(Redis& redis, std::string worker, Milliseconds lease)
    : redis_(redis), worker_(std::move(worker)), lease_(lease) {}

std::optional<Message> Store::take(Milliseconds wait) {
  if (std::chrono::steady_clock::now() - looked_ >= lease_ / 2) {
    if (auto claimed = claim()) return claimed;
    looked_ = std::chrono::steady_clock::now();
  }
  const Reply fresh = redis_.command({"XREADGROUP", "GROUP", kGroup, worker_, "COUNT", "1", "BLOCK",
                                      std::to_string(wait.count()), "STREAMS", "work", ">"});
  if (fresh.nil) return std::nullopt;
  return message_of(fresh.items.at(0).items.at(1).items.at(0));
}

std::optional<Message> Store::claim() {
  const Reply found =
      redis_.command({"XAUTOCLAIM", "work", kGroup, worker_, std::to_string(lease_.count()), cursor_, "COUNT", "1"});
  cursor_ = found.items.at(0).text;
  if (found.items.at(1).items.empty()) return std::nullopt;
  Message message = message_of(found.items.at(1).items.at(0));
  redis_.command({"HINCRBY", "takeovers", message.call, "1"});
  return message;
}

Saved Store::load(const std::string& call) {
  const Reply found = redis_.command({"HMGET", call_key(call), "version", "snapshot"});
  if (found.items.at(0).nil) return {};
  return {found.items[0].text, found.items[1].text};
}

bool Store::save(const Message& done, const Saved& before, const Outcome& outcome) {
  const std::size_t fields = fields_of({}, {}).size();
  std::vector<std::string> arguments = {
      before.version, outcome.snapshot,      done.id, outcome.act, std::to_string(outcome.acted),
      done.call,      std::to_string(fields)};
  for (const Line& line : outcome.lines) {
    for (std::string& field : fields_of(done.call, line)) arguments.push_back(std::move(field));
  }
  return redis_.script(kSave, {call_key(done.call), acting_key(done.call), "work", "told", "unresolved"}, arguments)
             .number == 1;
}

void Store::drop(const Message& message, const std::string& why) {
  redis_.script(kDrop, {"work", "unresolved"}, {message.id, why.empty() ? "" : message.call + ' ' + why});
}

bool Store::renew(const Message& message) { return redis_.script(kRenew, {"work"}, {message.id, worker_}).number == 1; }

bool Store::note_acting(const std::string& call, const Saved& before, std::size_t index, const std::string& token) {
  return redis_.script(kNoteActing, {call_key(call), acting_key(call)}, {before.version, std::to_string(index), token})
             .number == 1;
}

void Store::prepare(Redis& redis) {
  redis.script("return redis.pcall('XGROUP', 'CREATE', KEYS[1], ARGV[1], '0', 'MKSTREAM') and 1", {"work"}, {kGroup});
}

void Store::add(Redis& redis, const Message& message) {
  redis.command({"XADD", "work", "*", "call", message.call, "kind", message.kind, "token", message.token, "answer",
                 message.answer.kind, "value", message.answer.value});
}

std::vector<std::string> fields_of(const std::string& call, const Line& line) {
  // The options come last: they are several fields.
  return {call,        line.token, line.kind, line.text, line.name, line.waits ? "1" : "", line.secret ? "1" : "",
          line.options};
}

Told told_of(const std::vector<std::string>& fields) {
  constexpr std::size_t kOptions = 7;
  if (fields.size() <= kOptions) throw std::runtime_error("a line of too few fields");
  Told out{fields[0], {fields[1], fields[2], fields[3], fields[4], {}, !fields[5].empty(), !fields[6].empty()}};
  out.line.options = join({fields.begin() + kOptions, fields.end()});
  return out;
}

}  // namespace sessions
