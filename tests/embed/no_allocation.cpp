// No allocation after load: every way to ask for memory ends this program while calls are played from memory that the
// caller supplies, snapshots included. no_allocation <policy> <image>.
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>

extern "C" {
#include "host.h"
}

namespace {

bool forbidden = false;

/// What the C library itself needs before the calls begin. Nothing is ever given back.
alignas(16) unsigned char arena[1 << 20];
std::size_t arena_used = 0;

void* allocate(std::size_t size) {
  if (forbidden) {
    static const char kText[] = "memory was asked for\n";
    (void)!write(2, kText, sizeof kText - 1);
    _exit(1);
  }
  const std::size_t begin = arena_used;
  arena_used += (size + 31) / 16 * 16;
  if (arena_used > sizeof arena) _exit(3);
  std::memcpy(arena + begin, &size, sizeof size);
  return arena + begin + 16;
}

void release() {
  if (forbidden) (void)allocate(0);
}

std::size_t read_file(const char* path, unsigned char* out, std::size_t capacity) {
  std::FILE* file = std::fopen(path, "rb");
  const std::size_t size = file != nullptr ? std::fread(out, 1, capacity, file) : 0;
  if (file != nullptr) std::fclose(file);
  return size;
}

unsigned char law[1 << 16], script[1 << 18], snapshot[1 << 14];
alignas(8) unsigned char memory[2][1 << 14];
char told[1 << 16];
guion_policy policy;
guion_image image;

}  // namespace

extern "C" {
void* malloc(std::size_t size) { return allocate(size); }
void free(void*) { release(); }
void* calloc(std::size_t count, std::size_t size) { return allocate(count * size); }  // the arena is zero
void* realloc(void* old, std::size_t size) {
  void* out = allocate(size);
  std::size_t before = 0;
  if (old != nullptr) std::memcpy(&before, static_cast<unsigned char*>(old) - 16, sizeof before);
  if (old != nullptr) std::memcpy(out, old, before < size ? before : size);
  return out;
}
void* aligned_alloc(std::size_t, std::size_t size) { return allocate(size); }
}
void* operator new(std::size_t size) { return allocate(size); }
void* operator new[](std::size_t size) { return allocate(size); }
void operator delete(void*) noexcept { release(); }
void operator delete[](void*) noexcept { release(); }
void operator delete(void*, std::size_t) noexcept { release(); }
void operator delete[](void*, std::size_t) noexcept { release(); }

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const std::size_t law_size = read_file(argv[1], law, sizeof law),
                    script_size = read_file(argv[2], script, sizeof script);
  const std::size_t before = arena_used;
  forbidden = true;
  guion_load_error error = {0, 0};
  guion_status status = guion_policy_open(&policy, law, law_size, &error);
  if (status == GUION_OK) status = guion_image_open(&image, &policy, script, script_size, &error);
  bool fits = status == GUION_OK && guion_session_size(&image, nullptr) <= sizeof memory[0] &&
              guion_snapshot_limit(&image, nullptr) <= sizeof snapshot;
  std::size_t lines = 0, saved = 0, held = 0;
  for (std::uint64_t call = 1; fits && status == GUION_OK && call <= 200; ++call) {
    host h{&image, {memory[0], memory[1]}, sizeof memory[0], snapshot, sizeof snapshot, told, sizeof told, 0, 0, 0, 0};
    status = host_play(&h, call);
    lines += h.used;
    saved += h.saved;
    held += h.held;
  }
  forbidden = false;
  if (status != GUION_OK) std::printf("%s %s\n", guion_status_text(status), guion_load_error_text(error.reason));
  if (before == 0) std::puts("the C library asked for nothing: is it watched?");
  const bool done = fits && status == GUION_OK && before != 0 && lines > 100000 && saved > 1000 && held > 0;
  if (!done) std::printf("fits %d, %zu bytes told, saved %zu times, held back %zu times\n", fits, lines, saved, held);
  return done ? 0 : 1;
}
