// Memory of the WebAssembly module: what JavaScript asks for to hold images, sessions and buffers. The runtime itself
// allocates nothing and knows nothing of this. A list of free blocks in the order of their addresses, first fit,
// neighbours joined: K&R, The C Programming Language, 8.7.
#include <stddef.h>
#include <stdint.h>

namespace {

/// Head of every block. Units: of `size`, heads (8 bytes), its own included.
struct Block {
  uint32_t size;
  Block* next;
};
static_assert(sizeof(Block) == 8);

constexpr size_t kPage = 65536;
Block* free_blocks = nullptr;

[[nodiscard]] Block* behind(Block* block) { return block + block->size; }

void join_with_next(Block* block) {
  if (behind(block) != block->next) return;
  block->size += block->next->size;
  block->next = block->next->next;
}

void give_back(Block* block) {
  Block* before = nullptr;
  Block* after = free_blocks;
  for (; after != nullptr && after < block; after = after->next) before = after;
  block->next = after;
  join_with_next(block);
  if (before == nullptr) {
    free_blocks = block;
  } else {
    before->next = block;
    join_with_next(before);
  }
}

/// The first free block of at least `units`, cut to that; null if there is none.
[[nodiscard]] Block* take(uint32_t units) {
  for (Block** link = &free_blocks; *link != nullptr; link = &(*link)->next) {
    Block* block = *link;
    if (block->size < units) continue;
    if (block->size == units) {
      *link = block->next;
      return block;
    }
    block->size -= units;  // the end of it, so that the list stays as it is
    block = behind(block);
    block->size = units;
    return block;
  }
  return nullptr;
}

void free_between(uintptr_t from, uintptr_t to) {
  auto* block = reinterpret_cast<Block*>(from);
  block->size = static_cast<uint32_t>((to - from) / sizeof(Block));
  give_back(block);
}

[[nodiscard]] bool grow(uint32_t units) {
  const size_t pages = (size_t{units} * sizeof(Block) + kPage - 1) / kPage;
  const size_t had = __builtin_wasm_memory_grow(0, pages);
  if (had == SIZE_MAX) return false;
  free_between(had * kPage, (had + pages) * kPage);
  return true;
}

}  // namespace

extern "C" {

extern unsigned char __heap_base;  // of the linker: where its own data ends

/// Aligned to 8; null if the host gives no more memory.
void* guion_web_alloc(size_t size) {
  static bool begun = false;
  if (!begun) {
    const uintptr_t base = (reinterpret_cast<uintptr_t>(&__heap_base) + 7) / 8 * 8;
    free_between(base, __builtin_wasm_memory_size(0) * kPage);
    begun = true;
  }
  if (size > SIZE_MAX / 2) return nullptr;
  const auto units = static_cast<uint32_t>((size + sizeof(Block) - 1) / sizeof(Block) + 1);
  Block* block = take(units);
  if (block == nullptr && grow(units)) block = take(units);
  return block == nullptr ? nullptr : block + 1;
}

/// Null is nothing to free.
void guion_web_free(void* memory) {
  if (memory != nullptr) give_back(static_cast<Block*>(memory) - 1);
}

/// The only function of a C library that the compiler does not turn into an instruction.
int memcmp(const void* a, const void* b, size_t size) {
  const auto* x = static_cast<const unsigned char*>(a);
  const auto* y = static_cast<const unsigned char*>(b);
  for (; size != 0; --size, ++x, ++y) {
    if (*x != *y) return *x < *y ? -1 : 1;
  }
  return 0;
}

}  // extern "C"
