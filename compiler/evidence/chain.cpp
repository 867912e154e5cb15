// Frames and links: see chain.hpp.
#include "evidence/chain.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace guion::evidence {
namespace {

Sum link_behind(const Sum& before, Bytes body) {
  Sum out;
  trace::Sha256{trace::fastest_blocks()}
      .add(before.data(), before.size())
      .add(body.data(), body.size())
      .finish(out.data());
  return out;
}

/// The frame at the beginning of `bytes`, which has `prefix` bytes before its kind. None: the file ends within it.
std::optional<Frame> frame_at(Bytes bytes, std::size_t prefix) {
  std::size_t at = prefix + 1;
  std::uint64_t size = 0;
  for (unsigned shift = 0;; shift += 7, ++at) {
    if (at >= bytes.size() || shift > 56) return std::nullopt;
    size |= static_cast<std::uint64_t>(bytes[at] & 0x7fU) << shift;
    if (bytes[at] < 0x80) break;
  }
  ++at;
  if (size > bytes.size() - at || bytes.size() - at - size < trace::kSum) return std::nullopt;
  Frame f;
  f.kind = static_cast<trace::Kind>(bytes[prefix]);
  f.payload = bytes.subspan(at, static_cast<std::size_t>(size));
  f.body = bytes.first(at + f.payload.size());
  std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(f.body.size()), trace::kSum, f.link.begin());
  return f;
}

/// All frames, whatever their links.
std::vector<Frame> frames_of(Bytes bytes, bool& cut) {
  std::vector<Frame> out;
  while (!bytes.empty() && !cut) {
    if (const auto frame = frame_at(bytes, out.empty() ? sizeof trace::kMagic : 0)) {
      out.push_back(*frame);
      bytes = bytes.subspan(frame->body.size() + trace::kSum);
    } else {
      cut = true;
    }
  }
  return out;
}

bool is_head(const Frame& f) { return f.kind == trace::Kind::Head || f.kind == trace::Kind::Part; }

/// Why frame `i` does not follow from the one before it.
Message reason(const std::vector<Frame>& frames, std::size_t i) {
  for (std::size_t j = 0; j < i; ++j) {
    if (!is_head(frames[i]) && frames[i].link == frames[j].link && std::ranges::equal(frames[i].body, frames[j].body))
      return {fmt::format("it repeats record {}", j + 1), fmt::format("repite el registro {}", j + 1)};
  }
  for (std::size_t j = 0; j < frames.size(); ++j) {
    if (j + 1 == i || j == i || link_behind(frames[j].link, frames[i].body) != frames[i].link) continue;
    if (j < i)
      return {fmt::format("it belongs behind record {}: records were put in before it, or moved", j + 1),
              fmt::format("va detrás del registro {}: antes de este se añadieron o se movieron registros", j + 1)};
    return {fmt::format("it belongs behind record {}: the order of the records was changed", j + 1),
            fmt::format("va detrás del registro {}: se cambió el orden de los registros", j + 1)};
  }
  const bool goes_on = i + 1 < frames.size() && link_behind(frames[i].link, frames[i + 1].body) == frames[i + 1].link;
  if (goes_on) return {"it was changed, or records before it are missing", "se alteró, o faltan registros antes de él"};
  return {"it was changed", "se alteró"};
}

Fault misfit(const std::vector<Frame>& frames, std::size_t i) {
  if (i == 0)
    return {1, {"record 1, the beginning of the trace, was changed", "se alteró el registro 1, el comienzo de la traza"}};
  const Message why = reason(frames, i);
  return {i + 1,
          {fmt::format("record {} does not fit those before it: {}", i + 1, why.en),
           fmt::format("el registro {} no encaja con los anteriores: {}", i + 1, why.es)}};
}

}  // namespace

Chain follow(Bytes bytes) {
  Chain out;
  const std::vector<Frame> frames = frames_of(bytes, out.cut);
  Sum link{};
  for (std::size_t i = 0; i < frames.size(); ++i) {
    if (link_behind(link, frames[i].body) != frames[i].link) {
      out.cut = false;
      out.fault = misfit(frames, i);
      return out;
    }
    link = frames[i].link;
    out.frames.push_back(frames[i]);
  }
  return out;
}

}  // namespace guion::evidence
