// The loader: from bytes that nobody vouches for to a view that the interpreter can trust. One walk over the tables,
// one over the code; no heap, a bounded stack. Rules: docs/bytecode.md, «What the loader proves».
#pragma once

#include "image/view.hpp"

namespace guion::verify {

using image::Fault;

enum class FileKind : uint8_t { Image, Policy };

/// Checks header, checksum and section table; gives where each of `count` sections is. Errors: into `fault`.
[[nodiscard]] bool check_header(const uint8_t* bytes, size_t size, FileKind kind, image::Extent* sections,
                                unsigned count, Fault& fault);

/// Opens a policy. Errors: into `fault`; `view` is then unusable.
[[nodiscard]] bool open_policy(const uint8_t* bytes, size_t size, image::PolicyView& view, Fault& fault);

/// Checks all tables of an image but not its code. `policy` may be null. Errors: into `fault`.
[[nodiscard]] bool open_tables(const uint8_t* bytes, size_t size, const image::PolicyView* policy,
                               image::ImageView& view, Fault& fault);

/// Runs the certificate over the code. Sets `view.depth`. Errors: into `fault`.
[[nodiscard]] bool verify_code(image::ImageView& view, Fault& fault);

/// What is known in a call that waits somewhere: for `admits`. Borrows everything. `value` is only asked for filled
/// slots of number types.
struct Standing {
  uint32_t pc = 0;                    ///< the instruction that waits
  const uint32_t* returns = nullptr;  ///< from the outermost part to the innermost: where each goes on when it is left
  uint32_t depth = 0;
  uint8_t levels = 0;
  const uint8_t* filled = nullptr;  ///< a set of slot_bytes
  const void* values = nullptr;     ///< handed to `value`
  int64_t (*value)(const void* values, uint32_t slot) = nullptr;
  bool runs = false;  ///< `pc` may also be an instruction that does not yield: the call will go on from there
};
/// Whether an open image lets a call stand so: `pc` is an instruction that yields (any, if it `runs`), each return stands behind the call
/// of the part that runs inside it, and what is known there by the certificate is so in the call; or what is so in the
/// call, numbers apart, is enough for all from there to the next targets. Cost: one walk over the blocks of `pc` and of
/// each call.
[[nodiscard]] bool admits(const image::ImageView& view, const Standing& standing);

/// Opens an image: both of the above, and the policy's id. Errors: into `fault`.
[[nodiscard]] bool open_image(const uint8_t* bytes, size_t size, const image::PolicyView* policy,
                              image::ImageView& view, Fault& fault);

}  // namespace guion::verify
