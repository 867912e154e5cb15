// examples/redis-sessions under fire: two workers share calls, and one after the other is killed with SIGKILL, at every
// point where it matters and at any other. No call may be lost, no service that acts may act twice or be forgotten, and
// every customer hears what they hear when nothing happens. What may be told twice: a line of the stretch in which a
// secret is held, and only if the call was taken over there. Everything else: never.
#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>
#include <array>
#include <deque>
#include <fstream>
#include <iterator>
#include <memory>
#include <random>
#include <regex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "desk.hpp"
#include "server.hpp"
#include "services.hpp"

namespace {

using namespace sessions;
using guion::test::Process;
using guion::test::Server;

constexpr int kCalls = 200;
constexpr int kSeconds = 120;  ///< until a test gives up
constexpr std::int64_t kNow = 10 * 3600;

/// What customer and services see when one process plays the call from memory.
struct Alone {
  std::vector<std::string> transcript, acts;
};

Alone play_alone(const Script& script, int number) {
  Customer customer(number);
  LocalServices services;
  Call call(script);
  std::vector<Line> lines;
  EXPECT_TRUE(call.start(static_cast<std::uint64_t>(number), {{"agente", "Marisol"}}));
  for (int events = 0; events < 1000; ++events) {
    lines.clear();
    EXPECT_TRUE(call.run(kNow, lines));
    for (const Line& line : lines) customer.hear(line);
    if (call.over()) break;
    const bool lookup = call.event().kind == GUION_EVENT_LOOKUP;
    const embed::Status status =
        lookup ? call.answer_lookup(services.ask(
                     {std::to_string(number), call.token(), call.service(), call.event().acts != 0, call.takes()}))
               : call.answer(customer.answer(lines.back()));
    EXPECT_TRUE(status) << status.text();
  }
  EXPECT_TRUE(customer.ended());
  return {customer.transcript(), services.acts()};
}

/// Two workers; who dies is followed by another, with the next crash point. One who is only frozen is alone with it:
/// the other must take over.
class Workers {
 public:
  /// `signal`: what a worker does to itself at its point.
  Workers(const Server& server, std::deque<std::string> points, int signal = SIGKILL)
      : server_(server), points_(std::move(points)), signal_(signal) {}
  /// Starts those that are missing.
  void tend() {
    for (std::unique_ptr<Process>& worker : workers_) {
      if (worker != nullptr && worker->runs()) continue;
      if (signal_ == SIGSTOP && &worker != workers_.data() && !workers_[0]->is_stopped()) continue;
      if (worker != nullptr) {
        EXPECT_EQ(worker->signal(), SIGKILL) << "a worker ended by itself";
        ++deaths_;
      }
      std::map<std::string, std::string> environment = {{"GUION_LEASE", "200"}, {"GUION_NOW", std::to_string(kNow)}};
      if (!points_.empty() && (signal_ == SIGKILL || &worker == workers_.data())) {
        environment["GUION_DIE_AT"] = points_.front();
        environment["GUION_DIE_BY"] = std::to_string(signal_);
        points_.pop_front();
      }
      worker = std::make_unique<Process>(
          std::vector<std::string>{GUION_WORKER, server_.socket(), GUION_FLOW_POLICY, GUION_FLOW_IMAGE}, environment);
    }
  }
  void send(std::size_t which, int signal) {
    if (workers_[which] != nullptr) workers_[which]->send(signal);
  }
  /// How many died, those included that nobody has followed yet.
  [[nodiscard]] int deaths() {
    return deaths_ + static_cast<int>(std::count_if(workers_.begin(), workers_.end(), [](const auto& worker) {
             return worker != nullptr && !worker->runs();
           }));
  }

 private:
  const Server& server_;
  std::deque<std::string> points_;
  int signal_;
  std::array<std::unique_ptr<Process>, 2> workers_;
  int deaths_ = 0;
};

class RedisSessions : public testing::Test {
 protected:
  void SetUp() override {
    if (!Server::is_installed()) {
      if (std::getenv("CI") != nullptr) FAIL() << "CI is set, and redis-server 7 is missing";
      GTEST_SKIP() << "redis-server 7 is missing";
    }
    server_ = std::make_unique<Server>();
    redis_ = std::make_unique<Redis>(server_->socket());
    script_ = std::make_unique<Script>(GUION_FLOW_POLICY, GUION_FLOW_IMAGE);
  }
  void begin(int copies = 1, int calls = kCalls) {
    desk_ = std::make_unique<Desk>(server_->socket(), calls, copies);
    desk_->open();
  }

  [[nodiscard]] long long number(const std::vector<std::string>& command) {
    const Reply reply = redis_->command(command);
    return reply.text.empty() ? reply.number : std::stoll(reply.text);
  }

  [[nodiscard]] long long takeovers() {
    long long all = 0;
    for (const Reply& count : redis_->command({"HVALS", "takeovers"}).items) all += std::stoll(count.text);
    return all;
  }

  /// Every call went as if nothing had happened.
  void check_all() {
    for (const auto& [call, customer] : desk_->customers()) {
      const Alone alone = play_alone(*script_, call);
      EXPECT_EQ(customer.transcript(), alone.transcript) << "call " << call;
      std::vector<std::string> acts;
      for (const Reply& act : redis_->command({"LRANGE", "acts:" + std::to_string(call), "0", "-1"}).items)
        acts.push_back(act.text);
      EXPECT_EQ(acts, alone.acts) << "call " << call;
      const long long takeovers = number({"HGET", "takeovers", std::to_string(call)});
      for (const auto& [token, times] : customer.repeats()) {
        EXPECT_TRUE(customer.direct().contains(token))
            << "call " << call << " was told twice what was saved: " << token;
        EXPECT_LE(times, takeovers) << "call " << call << ": told twice by a worker that was alive";
      }
    }
    EXPECT_EQ(number({"XLEN", "work"}), 0) << "something is left to be done";
    EXPECT_EQ(redis_->command({"XPENDING", "work", "workers"}).items.at(0).number, 0);
    EXPECT_EQ(number({"LLEN", "unresolved"}), 0);
  }

  /// Calls go on, and workers die, until all have ended and nothing is left to be done. `disturb` is called again and
  /// again.
  template <typename F>
  void play(Workers& workers, F disturb) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(kSeconds);
    while (!desk_->poll() || number({"XLEN", "work"}) != 0) {
      ASSERT_LT(std::chrono::steady_clock::now(), until) << "calls were lost";
      workers.tend();
      disturb();
    }
  }

  std::unique_ptr<Server> server_;
  std::unique_ptr<Redis> redis_;
  std::unique_ptr<Script> script_;
  std::unique_ptr<Desk> desk_;
};

/// Where worker.cpp can be made to die.
const std::vector<std::string> kCrashPoints = {"taken", "restored",     "answered",    "before_save",
                                               "saved", "before_act",   "acted",       "secret_held",
                                               "noted", "secret_acted", "secret_heard"};

TEST_F(RedisSessions, UndisturbedNothingIsToldTwice) {
  begin();
  Workers workers(*server_, {});
  play(workers, [] {});
  EXPECT_EQ(workers.deaths(), 0);
  check_all();
}

TEST_F(RedisSessions, EveryCrashPointLosesNothingAndDoublesNothing) {
  begin();
  std::deque<std::string> points;
  for (int round = 0; round < 3; ++round) points.insert(points.end(), kCrashPoints.begin(), kCrashPoints.end());
  const auto planned = static_cast<int>(points.size());
  Workers workers(*server_, points);
  play(workers, [] {});
  check_all();
  EXPECT_EQ(workers.deaths(), planned);
  EXPECT_GE(number({"GET", "again"}), 6)
      << "who died behind «acted» and «secret_acted» had acted: the token must have come again";
}

// Every answer is sent twice here.
TEST_F(RedisSessions, KilledAtAnyMoment) {
  begin(2);
  Workers workers(*server_, {});
  std::mt19937 random(20261122);
  auto next = std::chrono::steady_clock::now();
  int kills = 0;
  play(workers, [&] {
    if (kills == 60 || std::chrono::steady_clock::now() < next) return;
    next = std::chrono::steady_clock::now() + std::chrono::milliseconds(3 + random() % 20);
    workers.send(random() % 2, SIGKILL);
    ++kills;
  });
  check_all();
  EXPECT_GE(workers.deaths(), 20);
}

// A worker that is frozen in the middle of a step, taken for dead, and then goes on: what it saves must not count.
class Frozen : public RedisSessions, public testing::WithParamInterface<const char*> {};

TEST_P(Frozen, LosesItsCall) {
  begin(1, 60);
  Workers workers(*server_, {GetParam()}, SIGSTOP);
  long long seen = 0;
  play(workers, [&] {
    if (takeovers() == seen) return;
    seen = takeovers();
    workers.send(0, SIGCONT);
  });
  workers.send(0, SIGCONT);  // what it still wants to do, it does now
  for (int i = 0; i < 50; ++i) desk_->poll();
  workers.send(0, SIGKILL);
  check_all();
  EXPECT_GE(takeovers(), 1);
}
INSTANTIATE_TEST_SUITE_P(RedisSessions, Frozen,
                         testing::Values("answered", "before_save", "acted", "secret_held", "noted", "secret_acted"),
                         [](const auto& point) { return std::string{point.param}; });

Message taken(Store& store) {
  const auto message = store.take(std::chrono::milliseconds(100));
  EXPECT_TRUE(message);
  return message.value_or(Message{});
}

TEST_F(RedisSessions, OfTwoWhoHoldACallOneSaves) {
  Store::prepare(*redis_);
  Store::add(*redis_, {{}, "7", "start", {}, {}});
  Store early(*redis_, "early", std::chrono::milliseconds(1)), late(*redis_, "late", std::chrono::milliseconds(1));
  const Message first = taken(early);
  const Saved before = early.load("7");
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  const Message second = taken(late);  // taken over
  EXPECT_EQ(first.id, second.id);
  EXPECT_FALSE(early.renew(first));
  EXPECT_TRUE(late.renew(second));
  EXPECT_TRUE(late.save(second, late.load("7"), {"theirs", {}, {}, 0}));
  EXPECT_FALSE(early.save(first, before, {"mine", {}, {}, 0}));
  EXPECT_FALSE(early.note_acting("7", before, 0, "42"));
  EXPECT_EQ(early.load("7").snapshot, "theirs");
  EXPECT_EQ(early.load("7").version, "1");
}

// A worker dies behind an act that no snapshot knows of, and this time the call comes to another event: it may not act
// there, and people hear of it.
TEST_F(RedisSessions, AnActThatNobodyKnowsOfIsNotForgotten) {
  Store::prepare(*redis_);
  Store::add(*redis_, {{}, "7", "start", {}, {}});
  Store store(*redis_, "one", std::chrono::milliseconds(1000));
  const Message message = taken(store);
  const Saved before = store.load("7");
  EXPECT_TRUE(store.note_acting("7", before, 0, "42"));
  EXPECT_TRUE(store.note_acting("7", before, 0, "42"));  // the same way again
  EXPECT_FALSE(store.note_acting("7", before, 0, "43"));
  EXPECT_TRUE(store.note_acting("7", before, 1, "44"));
  EXPECT_TRUE(store.save(message, before, {"snapshot", {}, {}, 1}));  // of 42 the call knows, of 44 it does not
  EXPECT_EQ(redis_->command({"LRANGE", "unresolved", "0", "-1"}).items.at(0).text, "7 44");
  EXPECT_EQ(number({"LLEN", "unresolved"}), 1);
  EXPECT_TRUE(store.note_acting("7", store.load("7"), 0, "45"));  // saved: a new stretch
}

// Customers hang up whenever they like, while workers die: every call ends, and a recording that was paused is resumed.
TEST_F(RedisSessions, WhoHangsUpIsHeardAtAnyMoment) {
  begin(1, 100);
  Workers workers(*server_, {"saved", "acted", "secret_held", "noted", "before_save"});
  std::mt19937 random(7);
  int sent = 0;
  play(workers, [&] {
    if (sent == 60) return;
    ++sent;
    Store::add(*redis_, {{}, std::to_string(1 + random() % 100), "answer", {}, {"hangup", ""}});
  });
  int abandoned = 0;
  for (const auto& [call, customer] : desk_->customers()) {
    abandoned += customer.transcript().back() == "end: [abandoned]" ? 1 : 0;
    std::map<std::string, int> acts;
    for (const Reply& act : redis_->command({"LRANGE", "acts:" + std::to_string(call), "0", "-1"}).items)
      ++acts[act.text];
    EXPECT_EQ(acts["pausa_grabación"], acts["reanuda_grabación"]) << "call " << call;
    EXPECT_LE(acts["caja"], call % 5 == 1 ? 2 : 1) << "call " << call;
  }
  EXPECT_GT(abandoned, 15);
}

// A call that cannot go on is set aside; the workers live, and all others go on.
TEST_F(RedisSessions, ADamagedCallStopsNobody) {
  begin(1, 20);
  redis_->command({"HSET", "call:999", "version", "3", "snapshot", "not a snapshot"});
  Store::add(*redis_, {{}, "999", "answer", "1", {"done", ""}});
  Workers workers(*server_, {});
  play(workers, [] {});
  EXPECT_EQ(workers.deaths(), 0);
  EXPECT_TRUE(redis_->command({"LRANGE", "unresolved", "0", "-1"}).items.at(0).text.starts_with("999 "));
  redis_->command({"DEL", "unresolved"});
  check_all();
}

// next → save → act → answer, read from what Redis wrote down: no token is acted upon that was not saved as pending, or
// noted, before.
TEST_F(RedisSessions, WhatActsWasSavedBefore) {
  begin();
  Workers workers(*server_, {"acted", "secret_acted"});
  play(workers, [] {});
  std::set<std::string> saved;
  int acts = 0;
  for (const std::vector<std::string>& command : server_->commands()) {
    const std::string key = command.size() > 2 ? command[0] + ' ' + command[1] : "";
    if (key == "XADD work" && std::find(command.begin(), command.end(), "act") != command.end())
      saved.insert(command.at(8));
    if (key.starts_with("RPUSH acting:")) saved.insert(command[2]);
    if (key != "HSET results") continue;
    EXPECT_TRUE(saved.contains(command[2].substr(command[2].find(' ') + 1))) << command[2];  // service, token
    ++acts;
  }
  EXPECT_GT(acts, kCalls);
}

// The page that tells what happens at each crash point, and the list above, name those of the program.
TEST(RedisSessionsPage, NamesEveryCrashPoint) {
  const auto read = [](const std::string& file) {
    std::ifstream in{std::string{GUION_SOURCE_DIR} + "/examples/redis-sessions/" + file};
    return std::string{std::istreambuf_iterator<char>{in}, {}};
  };
  const std::string worker = read("worker.cpp"), page = read("README.md");
  static const std::regex call{"crash_point\\(\"([a-z_]+)\"\\)"};
  std::set<std::string> points;
  for (std::sregex_iterator i{worker.begin(), worker.end(), call}, end; i != end; ++i) points.insert((*i)[1]);
  EXPECT_EQ(points, (std::set<std::string>{kCrashPoints.begin(), kCrashPoints.end()}));
  for (const std::string& point : points) EXPECT_NE(page.find("| `" + point + "` |"), std::string::npos) << point;
}

// Card numbers are said, but never written: neither in a snapshot nor in a message nor in a result.
TEST_F(RedisSessions, SecretsAreNeverWritten) {
  begin();
  Workers workers(*server_, {"secret_held", "secret_acted"});
  play(workers, [] {});
  const std::string written = server_->written();
  EXPECT_NE(written.find("Ana B"), std::string::npos) << "is the right file looked at?";
  EXPECT_EQ(written.find("4000000000000002"), std::string::npos);
  EXPECT_EQ(written.find("4000000000000010"), std::string::npos);
}

}  // namespace
