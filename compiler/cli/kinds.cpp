// See kinds.hpp.
#include "cli/kinds.hpp"

#include <fmt/format.h>

#include "image/format.hpp"

namespace guion::cli {
namespace {

Message name_of(FileKind kind) {
  switch (kind) {
    case FileKind::Flow:
      return {"a flow", "un flujo"};
    case FileKind::Image:
      return {"an image", "una imagen"};
    case FileKind::Policy:
      return {"a policy", "una política"};
    case FileKind::Snapshot:
      return {"the snapshot of a call", "una llamada guardada"};
    case FileKind::Moves:
      return {"a table of guion upgrade", "una tabla de guion upgrade"};
    case FileKind::Trace:
      return {"a trace", "una traza"};
    case FileKind::Other:
      break;
  }
  return {"something else", "otra cosa"};
}

}  // namespace

FileKind kind_of(std::string_view bytes) {
  if (bytes.starts_with("GUIO")) return FileKind::Image;
  if (bytes.starts_with("GUIP")) return FileKind::Policy;
  if (bytes.starts_with("GUIS")) return FileKind::Snapshot;
  if (bytes.starts_with("GUIM")) return FileKind::Moves;
  if (bytes.size() > 3 && bytes.starts_with("GTR") && static_cast<unsigned char>(bytes[3]) < ' ')
    return FileKind::Trace;
  return FileKind::Other;
}

std::optional<Message> wrong_kind(const std::string& path, std::string_view bytes, FileKind wanted) {
  const FileKind found = kind_of(bytes);
  if (found == FileKind::Other || found == wanted) return std::nullopt;
  const Message is = name_of(found), should = name_of(wanted);
  return Message{fmt::format("{} is {}, not {}", path, is.en, should.en),
                 fmt::format("{} es {}, no {}", path, is.es, should.es)};
}

std::optional<Tongue> tongue_of_image(std::span<const std::uint8_t> image) {
  // Behind header and table of sections come the settings: a count, then the locale with its size.
  std::size_t at = image::kHeaderSize;
  for (unsigned sections = 0; sections != image::kSections && at < image.size(); ++at)
    if (image[at] < 0x80) ++sections;
  at += 2;
  if (at + 2 > image.size() || image[at] != 'e' || image[at + 1] != 's') return std::nullopt;
  return Tongue::Es;
}

}  // namespace guion::cli
