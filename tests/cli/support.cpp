// Processes and folders of the tests. See support.hpp.
#include "support.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace guion::test {
namespace {

namespace fs = std::filesystem;

/// Both ends of a pipe that no other child inherits.
struct Pipe {
  std::array<int, 2> ends{-1, -1};
  Pipe() { EXPECT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0); }
  void close(std::size_t end) {
    if (ends[end] >= 0) ::close(ends[end]);
    ends[end] = -1;
  }
};

[[noreturn]] void become(const std::vector<std::string>& command, const std::vector<std::string>& environment, Pipe& in,
                         Pipe& out, Pipe& err) {
  ::dup2(in.ends[0], STDIN_FILENO);
  ::dup2(out.ends[1], STDOUT_FILENO);
  ::dup2(err.ends[1], STDERR_FILENO);
  std::signal(SIGPIPE, SIG_DFL);
  std::vector<std::string> kept{"PATH=/usr/bin:/bin", "TERM=xterm", "LC_ALL=C.UTF-8"};
  kept.insert(kept.end(), environment.begin(), environment.end());
  std::vector<char*> argv, envp;
  for (const std::string& word : command) argv.push_back(const_cast<char*>(word.c_str()));
  for (const std::string& word : kept) envp.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  envp.push_back(nullptr);
  ::alarm(60);
  ::execve(argv[0], argv.data(), envp.data());
  ::_exit(127);
}

/// Feeds the input and collects both outputs until the child closes them.
void pump(const std::string& input, Pipe& in, Pipe& out, Pipe& err, Ran& ran) {
  std::size_t sent = 0;
  ::fcntl(in.ends[1], F_SETFL, O_NONBLOCK);
  std::array<char, 65536> piece{};
  while (out.ends[0] >= 0 || err.ends[0] >= 0) {
    if (sent == input.size()) in.close(1);
    std::array<pollfd, 3> ports{pollfd{in.ends[1], POLLOUT, 0}, pollfd{out.ends[0], POLLIN, 0},
                                pollfd{err.ends[0], POLLIN, 0}};
    ::poll(ports.data(), ports.size(), -1);
    if (ports[0].revents != 0) {
      const auto n = ::write(in.ends[1], input.data() + sent, input.size() - sent);
      if (n > 0) sent += static_cast<std::size_t>(n);
      if (n < 0) sent = input.size();
    }
    for (const auto& [port, pipe, text] :
         {std::tuple{&ports[1], &out, &ran.out}, std::tuple{&ports[2], &err, &ran.err}}) {
      if (port->revents == 0) continue;
      const auto n = ::read(pipe->ends[0], piece.data(), piece.size());
      if (n > 0) text->append(piece.data(), static_cast<std::size_t>(n));
      if (n == 0) pipe->close(0);
    }
  }
  in.close(1);
}

}  // namespace

Ran run_command(const std::vector<std::string>& command, const std::string& input,
                const std::vector<std::string>& environment) {
  std::signal(SIGPIPE, SIG_IGN);
  Ran ran;
  Pipe in, out, err;
  const pid_t child = ::fork();
  if (child == 0) become(command, environment, in, out, err);
  in.close(0);
  out.close(1);
  err.close(1);
  pump(input, in, out, err, ran);
  int status = 0;
  ::waitpid(child, &status, 0);
  ran.code = WIFSIGNALED(status) ? 1000 + WTERMSIG(status) : WEXITSTATUS(status);
  return ran;
}

Ran guion(const std::vector<std::string>& arguments, const std::string& input,
          const std::vector<std::string>& environment) {
  std::vector<std::string> command{GUION_COMMAND};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return run_command(command, input, environment);
}

void put(const std::string& path, const std::string& text) { std::ofstream{path, std::ios::binary} << text; }

std::string get(const std::string& path) {
  std::ifstream in{path, std::ios::binary};
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

void Folder::SetUp() {
  std::string name = (fs::temp_directory_path() / "guion-cli-XXXXXX").string();
  ASSERT_NE(::mkdtemp(name.data()), nullptr);
  folder_ = name;
  put(at("empresa.flow"), kProtocol);
  put(at("factura.flow"), kFlow);
  put(at("pagada.call"), kCall);
}

void Folder::TearDown() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

std::vector<std::string> Folder::names() const {
  std::vector<std::string> out;
  for (const auto& entry : fs::directory_iterator{folder_}) out.push_back(entry.path().filename().string());
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace guion::test
