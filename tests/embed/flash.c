/* A device without an operating system's help: no C library, no start-up code; policy and image are bytes of the
 * program, in read-only memory, and are used where they are. Plays a call and prints its lines by two system calls,
 * write and exit. With -DHOSTED the same source is an ordinary program, to compare with. */
#include "host.h"

#define STRING_(x) #x
#define STRING(x) STRING_(x)
#define BYTES(name, file)                                                                                    \
  __asm__(".section .rodata\n.balign 8\n.global " #name "\n" #name ":\n.incbin \"" file "\"\n.global " #name \
          "_end\n" #name "_end:\n.byte 0\n.previous\n");                                                     \
  extern const unsigned char name[], name##_end[]

BYTES(flash_policy, FLASH_POLICY);
BYTES(flash_image, FLASH_IMAGE);

static guion_policy policy;
static guion_image image;
static uint64_t memory[2][512];
static uint64_t snapshot[512];
static char told[1 << 16];

/* What is printed is in `told`. Zero: the call went to its end. */
static int play(size_t* size) {
  guion_load_error error = {0, 0};
  if (guion_policy_open(&policy, flash_policy, (size_t)(flash_policy_end - flash_policy), &error) != GUION_OK) return 2;
  if (guion_image_open(&image, &policy, flash_image, (size_t)(flash_image_end - flash_image), &error) != GUION_OK)
    return 3;
  host h = {&image, {memory[0], memory[1]}, sizeof memory[0], snapshot, sizeof snapshot, told, sizeof told, 0, 0, 0, 0};
  const guion_status status = host_play(&h, 4);
  *size = h.used;
  return (int)status;
}

#ifdef HOSTED
#include <stdio.h>
int main(void) {
  size_t size = 0;
  const int status = play(&size);
  fwrite(told, 1, size, stdout);
  return status;
}
#else
void* memcpy(void* restrict to, const void* restrict from, size_t size) {
  for (size_t i = 0; i < size; ++i) ((unsigned char*)to)[i] = ((const unsigned char*)from)[i];
  return to;
}

void* memmove(void* to, const void* from, size_t size) {
  unsigned char* t = to;
  const unsigned char* f = from;
  if (t <= f) return memcpy(to, from, size);
  while (size-- != 0) t[size] = f[size];
  return to;
}

void* memset(void* to, int value, size_t size) {
  for (size_t i = 0; i < size; ++i) ((unsigned char*)to)[i] = (unsigned char)value;
  return to;
}

int memcmp(const void* a, const void* b, size_t size) {
  const unsigned char *x = a, *y = b;
  for (size_t i = 0; i < size; ++i) {
    if (x[i] != y[i]) return x[i] < y[i] ? -1 : 1;
  }
  return 0;
}

static long system_call(long number, long a, long b, long c) {
#if defined(__x86_64__)
  long result;
  __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory");
  return result;
#elif defined(__aarch64__)
  register long x8 __asm__("x8") = number;
  register long x0 __asm__("x0") = a;
  register long x1 __asm__("x1") = b;
  register long x2 __asm__("x2") = c;
  __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2) : "memory");
  return x0;
#endif
}

#if defined(__x86_64__)
enum { kWrite = 1, kExit = 60 };
__asm__(".global _start\n_start:\n  xor %ebp, %ebp\n  and $-16, %rsp\n  call flash_main\n");
#elif defined(__aarch64__)
enum { kWrite = 64, kExit = 93 };
__asm__(".global _start\n_start:\n  bl flash_main\n");
#endif

void flash_main(void);
void flash_main(void) {
  size_t size = 0;
  const int status = play(&size);
  for (size_t done = 0; done < size;) {
    const long written = system_call(kWrite, 1, (long)(told + done), (long)(size - done));
    if (written <= 0) break;
    done += (size_t)written;
  }
  for (;;) system_call(kExit, status, 0, 0);
}
#endif
