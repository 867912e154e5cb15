// Reading and writing of files. See files.hpp.
#include "cli/files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>

namespace guion::cli {
namespace {

namespace fs = std::filesystem;

/// An open file that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_{fd} {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  [[nodiscard]] int get() const { return fd_; }
  [[nodiscard]] bool close() {
    const int fd = fd_;
    fd_ = -1;
    return ::close(fd) == 0;
  }

 private:
  int fd_;
};

Message write_failure(const std::string& path, int error) {
  const char* why = std::strerror(error);
  return {fmt::format("cannot write {}: {}. What was there is unchanged", path, why),
          fmt::format("no se puede escribir {}: {}. Lo que había sigue igual", path, why)};
}

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

bool read_all(int fd, std::string& out) {
  constexpr std::size_t kPiece = 1 << 16;
  for (;;) {
    const std::size_t size = out.size();
    out.resize(size + kPiece);
    const auto n = ::read(fd, out.data() + size, kPiece);
    out.resize(size + (n > 0 ? static_cast<std::size_t>(n) : 0));
    if (n == 0) return true;
    if (n < 0 && errno != EINTR) return false;
  }
}

/// The permissions of what is replaced, else those of a new file.
mode_t mode_for(const std::string& target) {
  struct stat info {};
  if (::stat(target.c_str(), &info) == 0) return info.st_mode & 07777;
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

}  // namespace

ReadStatus read_file(const std::string& path, std::string& bytes) {
  bytes.clear();
  // Without O_NONBLOCK a pipe that nobody writes to would hold us here.
  Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
  if (file.get() < 0) return errno == ENOENT || errno == ENOTDIR ? ReadStatus::NotFound : ReadStatus::Unreadable;
  struct stat info {};
  if (::fstat(file.get(), &info) != 0) return ReadStatus::Unreadable;
  if (S_ISDIR(info.st_mode)) return ReadStatus::IsDirectory;
  // Devices and pipes may have no end.
  if (!S_ISREG(info.st_mode)) return ReadStatus::Unreadable;
  if (info.st_size > 0) bytes.reserve(static_cast<std::size_t>(info.st_size) + (1 << 16));
  return read_all(file.get(), bytes) ? ReadStatus::Ok : ReadStatus::Unreadable;
}

Message read_failure(const std::string& path, ReadStatus status) {
  switch (status) {
    case ReadStatus::NotFound:
      return {fmt::format("{} does not exist", path), fmt::format("{} no existe", path)};
    case ReadStatus::IsDirectory:
      return {fmt::format("{} is a folder; a file is expected", path),
              fmt::format("{} es una carpeta; se espera un archivo", path)};
    case ReadStatus::Ok:
    case ReadStatus::Unreadable:
      break;
  }
  return {fmt::format("{} cannot be read", path), fmt::format("no se puede leer {}", path)};
}

ReadStatus DiskSources::read(const std::string& path, std::string& text) {
  if (path != "-") return read_file(path, text);
  text = stdin_;
  return ReadStatus::Ok;
}

void DiskSources::take_stdin() {
  stdin_.clear();
  static_cast<void>(read_all(STDIN_FILENO, stdin_));
}

NewFile::NewFile(NewFile&& other) noexcept
    : path_{std::move(other.path_)},
      target_{std::move(other.target_)},
      temporary_{std::exchange(other.temporary_, {})} {}

NewFile::~NewFile() {
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

std::optional<Message> NewFile::prepare(const std::string& path, std::string_view bytes) {
  std::error_code error;
  path_ = path;
  const fs::path real = fs::exists(path, error) ? fs::canonical(path, error) : fs::path{path};
  target_ = error ? path : real.string();
  const auto kind = fs::status(target_, error).type();
  if (kind == fs::file_type::directory) return write_failure(path, EISDIR);
  if (kind == fs::file_type::character || kind == fs::file_type::fifo || kind == fs::file_type::block) {
    Descriptor device{::open(target_.c_str(), O_WRONLY | O_CLOEXEC)};
    if (device.get() < 0 || !write_all(device.get(), bytes) || !device.close()) return write_failure(path, errno);
    return std::nullopt;
  }
  std::string name = target_ + ".XXXXXX";
  Descriptor file{::mkstemp(name.data())};
  if (file.get() < 0) return write_failure(path, errno);
  temporary_ = name;
  const bool done = write_all(file.get(), bytes) && ::fchmod(file.get(), mode_for(target_)) == 0 &&
                    ::fsync(file.get()) == 0 && file.close();
  if (done) return std::nullopt;
  const int why = errno;
  ::unlink(temporary_.c_str());
  temporary_.clear();
  return write_failure(path, why);
}

std::optional<Message> NewFile::commit() {
  if (temporary_.empty()) return std::nullopt;
  if (std::rename(temporary_.c_str(), target_.c_str()) != 0) return write_failure(path_, errno);
  temporary_.clear();
  return std::nullopt;
}

std::optional<Message> write_file(const std::string& path, std::string_view bytes) {
  NewFile file;
  if (auto failure = file.prepare(path, bytes)) return failure;
  return file.commit();
}

GrowingFile::~GrowingFile() {
  if (file_ >= 0) ::close(file_);
}

std::optional<Message> GrowingFile::open(const std::string& path) {
  path_ = path;
  file_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file_ < 0) error_ = errno;
  return file_ < 0 ? close() : std::nullopt;
}

void GrowingFile::append(std::string_view bytes) {
  if (error_ == 0 && !write_all(file_, bytes)) error_ = errno;
}

std::optional<Message> GrowingFile::close() {
  if (file_ >= 0 && ::close(std::exchange(file_, -1)) != 0 && error_ == 0) error_ = errno;
  if (error_ == 0) return std::nullopt;
  const char* why = std::strerror(error_);
  return Message{fmt::format("cannot write {}: {}", path_, why), fmt::format("no se puede escribir {}: {}", path_, why)};
}

std::vector<std::string> flows_under(const std::string& folder) {
  std::vector<std::string> found;
  std::error_code error;
  for (fs::recursive_directory_iterator i{folder, fs::directory_options::skip_permission_denied, error}, end;
       !error && i != end; i.increment(error)) {
    std::error_code ignored;
    if (i->path().extension() == ".flow" && i->is_regular_file(ignored)) found.push_back(i->path().string());
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::string with_extension(const std::string& path, std::string_view extension) {
  return fs::path{path}.replace_extension(fs::path{extension}).string();
}

std::string_view as_text(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace guion::cli
