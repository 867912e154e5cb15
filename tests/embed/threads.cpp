// An image is immutable and shared: policy and image are mapped read-only from their files, the opened objects lie in
// memory that is made read-only too, and four threads play calls over them. Every call must tell what it tells alone.
// Built a second time with ThreadSanitizer. threads <policy> <image>.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

extern "C" {
#include "host.h"
}

namespace {

constexpr int kThreads = 4;
constexpr std::uint64_t kCalls = 500;

[[noreturn]] void fail(const char* what) {
  std::fprintf(stderr, "%s\n", what);
  std::exit(1);
}

struct Mapped {
  const void* bytes;
  std::size_t size;
};

Mapped map(const char* path) {
  struct stat info {};
  const int file = open(path, O_RDONLY);
  if (file < 0 || fstat(file, &info) != 0) fail(path);
  const auto size = static_cast<std::size_t>(info.st_size);
  void* bytes = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
  close(file);
  if (bytes == MAP_FAILED) fail("mmap");
  return {bytes, size};
}

struct Opened {
  guion_policy policy;
  guion_image image;
};

/// Opened once, and from then on nobody can write there.
const guion_image* open_shared(const char* policy_path, const char* image_path) {
  void* pages = mmap(nullptr, sizeof(Opened), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (pages == MAP_FAILED) fail("mmap");
  auto* opened = static_cast<Opened*>(pages);
  const Mapped policy = map(policy_path), image = map(image_path);
  guion_load_error error = {0, 0};
  if (guion_policy_open(&opened->policy, policy.bytes, policy.size, &error) != GUION_OK ||
      guion_image_open(&opened->image, &opened->policy, image.bytes, image.size, &error) != GUION_OK) {
    fail(guion_load_error_text(error.reason));
  }
  if (mprotect(pages, sizeof(Opened), PROT_READ) != 0) fail("mprotect");
  return &opened->image;
}

std::string play(const guion_image* image, std::uint64_t call) {
  const std::size_t words = guion_session_size(image, nullptr) / 8 + 1;
  std::vector<std::uint64_t> memory(2 * words);
  std::vector<unsigned char> snapshot(guion_snapshot_limit(image, nullptr));
  std::string out(64 * 1024, '\0');
  host h{image, {memory.data(), memory.data() + words}, words * 8, nullptr, 0, out.data(), out.size(), 0, 0, 0, 0};
  if (call % 2 == 0) {  // every other call goes from snapshot to snapshot
    h.snapshot = snapshot.data();
    h.snapshot_size = snapshot.size();
  }
  const guion_status status = host_play(&h, call);
  if (status != GUION_OK) out = guion_status_text(status);
  if (status == GUION_OK) out.resize(h.used);
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const guion_image* image = open_shared(argv[1], argv[2]);
  std::vector<std::string> alone;
  for (std::uint64_t call = 1; call <= kCalls; ++call) alone.push_back(play(image, call));
  if (alone[0].size() < 500 || alone[0] == alone[1]) fail("the calls say too little, or all the same");
  std::vector<int> different(kThreads);
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&, thread] {
      for (std::uint64_t i = 0; i < kCalls; ++i) {
        const std::uint64_t call =
            (i * 7 + static_cast<std::uint64_t>(thread) * 131) % kCalls;  // each in another order
        if (play(image, call + 1) != alone[call]) ++different[static_cast<std::size_t>(thread)];
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const int n : different) {
    if (n != 0) fail("a call said something else beside others");
  }
}
