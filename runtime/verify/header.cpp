// Header, checksum and section table, the same for images and policies. Format: docs/bytecode.md.
#include "guion/version.h"
#include "verify/verify.hpp"

namespace guion::verify {
namespace {

using image::LoadReason;

LoadReason check_magic(const uint8_t* b, FileKind kind) {
  if (b[0] != 'G' || b[1] != 'U' || b[2] != 'I' || (b[3] != 'O' && b[3] != 'P')) return LoadReason::WrongMagic;
  const FileKind found = b[3] == 'O' ? FileKind::Image : FileKind::Policy;
  if (found == kind) return LoadReason::None;
  return found == FileKind::Policy ? LoadReason::PolicyInsteadOfImage : LoadReason::ImageInsteadOfPolicy;
}

void check_fixed(const uint8_t* b, size_t size, FileKind kind, Fault& fault) {
  if (size < image::kHeaderSize) return fault.raise(LoadReason::TooShort, static_cast<uint32_t>(size));
  if (const LoadReason r = check_magic(b, kind); r != LoadReason::None) return fault.raise(r, 0);
  const uint16_t version = image::load16(b + image::kAtVersion);
  if (version > GUION_IMAGE_VERSION) return fault.raise(LoadReason::NewerVersion, image::kAtVersion);
  if (version == 1) return fault.raise(LoadReason::OlderVersion, image::kAtVersion);
  if (version == 0) return fault.raise(LoadReason::UnknownVersion, image::kAtVersion);
  const uint16_t known =
      kind == FileKind::Image ? image::kFlagWritten | image::kFlagStripped | image::kFlagTwoLanguages : 0;
  if ((image::load16(b + image::kAtFlags) & ~known) != 0) return fault.raise(LoadReason::UnknownFlags, image::kAtFlags);
  if (image::load32(b + image::kAtSize) != size) return fault.raise(LoadReason::WrongSize, image::kAtSize);
  const uint64_t sum = image::checksum(b + image::kAtSize, size - image::kAtSize, image::load64(b));
  if (sum != image::load64(b + image::kAtChecksum)) fault.raise(LoadReason::ChecksumMismatch, image::kAtChecksum);
}

}  // namespace

bool check_header(const uint8_t* bytes, size_t size, FileKind kind, image::Extent* sections, unsigned count,
                  Fault& fault) {
  check_fixed(bytes, size, kind, fault);
  if (fault.raised()) return false;
  const auto total = static_cast<uint32_t>(size);
  image::Reader in(bytes, image::kHeaderSize, total, fault);
  uint32_t sizes[image::kSections] = {};
  for (unsigned i = 0; i < count; ++i) sizes[i] = in.number();
  uint64_t at = in.at();
  for (unsigned i = 0; i < count; ++i) {
    sections[i] = {static_cast<uint32_t>(at), static_cast<uint32_t>(at + sizes[i])};
    at += sizes[i];
    if (at > total) break;
  }
  if (!fault.raised() && at != total) fault.raise(LoadReason::BadSectionTable, image::kHeaderSize);
  return !fault.raised();
}

}  // namespace guion::verify
