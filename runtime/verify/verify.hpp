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

/// Opens an image: both of the above, and the policy's id. Errors: into `fault`.
[[nodiscard]] bool open_image(const uint8_t* bytes, size_t size, const image::PolicyView* policy,
                              image::ImageView& view, Fault& fault);

}  // namespace guion::verify
