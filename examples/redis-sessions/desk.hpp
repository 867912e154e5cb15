// The other end of the calls, simulated: agents' desks and customers who answer from a script by the number of their
// call. It knows lines and answers, no sessions. A customer who is asked the same question again (the same token) gives
// the same answer.
#pragma once

#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "call.hpp"
#include "store.hpp"

namespace sessions {

/// One customer with an agent, and what was heard.
class Customer {
 public:
  explicit Customer(int call) : call_(call) {}
  Answer answer(const Line& line);
  /// Writes the line down. A line whose event was answered already is told again: that is counted, and not written
  /// twice.
  void hear(const Line& line);

  [[nodiscard]] const std::vector<std::string>& transcript() const { return transcript_; }
  /// Tokens of lines told again, with how often.
  [[nodiscard]] const std::map<std::string, int>& repeats() const { return repeats_; }
  /// Tokens of lines that were told directly.
  [[nodiscard]] const std::set<std::string>& direct() const { return direct_; }
  void heard_directly(const std::string& token) { direct_.insert(token); }
  [[nodiscard]] bool ended() const { return ended_; }

 private:
  [[nodiscard]] Answer think(const Line& line);

  int call_;
  std::map<std::string, Answer> answers_;  ///< by event
  std::set<std::string> heard_;            ///< events
  std::map<std::string, int> asked_;       ///< by name or text: how often, in different events
  std::vector<std::string> transcript_;
  std::map<std::string, int> repeats_;
  std::set<std::string> direct_;
  bool ended_ = false;
};

/// All customers of a socket: reads what the desks are told, sends what they answer.
class Desk {
 public:
  /// Customers 1 … `calls`. `copies`: how often each answer is sent, as by a nervous finger.
  Desk(const std::string& socket, int calls, int copies = 1);
  /// Every customer calls.
  void open();
  /// Hears what there is and answers it. Gives whether every call has ended.
  bool poll();
  [[nodiscard]] const std::map<int, Customer>& customers() const { return customers_; }

 private:
  void hear_told();
  void hear_direct();

  Redis redis_, listening_;
  std::map<int, Customer> customers_;
  int copies_;
  std::string read_ = "0-0";
};

}  // namespace sessions
