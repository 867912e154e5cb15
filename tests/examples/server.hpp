// Processes of a test: a redis-server of its own on a Unix socket in a folder of its own, and workers that are killed.
// Each ends with its object, whatever becomes of the test. It knows no calls.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace guion::test {

/// A program that runs until it is killed.
class Process {
 public:
  /// `environment`: variables set besides those of the test. Errors: throws std::runtime_error.
  Process(const std::vector<std::string>& words, const std::map<std::string, std::string>& environment);
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process();

  void send(int signal);
  /// Whether it runs. Once it does not, `signal()` says what ended it, 0 for none.
  [[nodiscard]] bool runs();
  [[nodiscard]] bool is_stopped() const;
  [[nodiscard]] int signal() const { return signal_; }

 private:
  pid_t pid_ = 0;
  int signal_ = 0;
};

class Server {
 public:
  /// False: there is no redis-server in the path, or none of version 7.
  [[nodiscard]] static bool is_installed();
  /// Errors: throws std::runtime_error.
  Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server();
  [[nodiscard]] std::string socket() const { return (folder_ / "redis.sock").string(); }
  /// Every change that Redis wrote down.
  [[nodiscard]] std::string written() const;
  /// The same as commands, in order, each as its words.
  [[nodiscard]] std::vector<std::vector<std::string>> commands() const;

 private:
  std::filesystem::path folder_;
  std::unique_ptr<Process> process_;
};

}  // namespace guion::test
