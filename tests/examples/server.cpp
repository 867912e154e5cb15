// Processes and the private redis-server: see server.hpp.
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>

#include "server.hpp"

namespace guion::test {
namespace fs = std::filesystem;

namespace {

bool answers(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) throw std::runtime_error("too long for a socket: " + path);
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  const int file = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const bool there = connect(file, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  close(file);
  return there;
}

}  // namespace

Process::Process(const std::vector<std::string>& words, const std::map<std::string, std::string>& environment) {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  pid_ = fork();
  if (pid_ < 0) throw std::runtime_error("fork");
  if (pid_ != 0) return;
  prctl(PR_SET_PDEATHSIG, SIGKILL);  // nothing outlives the test, even one that crashes
  for (const auto& [name, value] : environment) setenv(name.c_str(), value.c_str(), 1);
  execvp(arguments[0], arguments.data());
  _exit(127);
}

Process::~Process() {
  if (!runs()) return;
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
}

void Process::send(int signal) { kill(pid_, signal); }

bool Process::runs() {
  if (pid_ == 0) return false;
  int status = 0;
  if (waitpid(pid_, &status, WNOHANG) == 0) return true;
  signal_ = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  pid_ = 0;
  return false;
}

bool Process::is_stopped() const {
  siginfo_t info{};
  return pid_ != 0 && waitid(P_PID, static_cast<id_t>(pid_), &info, WSTOPPED | WNOHANG | WNOWAIT) == 0 &&
         info.si_pid == pid_;
}

bool Server::is_installed() {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> out(popen("redis-server --version 2>/dev/null", "r"), pclose);
  int major = 0;
  return out != nullptr && std::fscanf(out.get(), "Redis server v=%d", &major) == 1 && major >= 7;
}

Server::Server() {
  std::string folder = (fs::temp_directory_path() / "guion-redis-XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr) throw std::runtime_error("mkdtemp");
  folder_ = folder;
  const std::vector<std::string> words = {"redis-server", "--port",    "0",
                                          "--unixsocket", socket(),    "--dir",
                                          folder,         "--save",    "",
                                          "--appendonly", "yes",       "--appendfsync",
                                          "no",           "--logfile", folder + "/log",
                                          "--daemonize",  "no"};
  process_ = std::make_unique<Process>(words, std::map<std::string, std::string>{});
  for (int i = 0; i < 1000 && process_->runs(); ++i) {
    if (answers(socket())) return;
    poll(nullptr, 0, 10);
  }
  throw std::runtime_error("redis-server did not start");
}

Server::~Server() {
  process_.reset();
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

std::string Server::written() const {
  std::stringstream out;
  for (const auto& entry : fs::recursive_directory_iterator{folder_}) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in{entry.path(), std::ios::binary};
    out << in.rdbuf();
    out.clear();
  }
  return out.str();
}

// The file is in the protocol of Redis: «*words», then for each «$bytes» and the bytes.
std::vector<std::vector<std::string>> Server::commands() const {
  std::ifstream in{folder_ / "appendonlydir" / "appendonly.aof.1.incr.aof", std::ios::binary};
  std::vector<std::vector<std::string>> out;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with('*')) out.emplace_back();
    if (!line.starts_with('$') || out.empty()) continue;
    std::string word(std::stoul(line.substr(1)), '\0');
    in.read(word.data(), static_cast<std::streamsize>(word.size()));
    out.back().push_back(std::move(word));
    in.ignore(2);  // its line end
  }
  return out;
}

}  // namespace guion::test
