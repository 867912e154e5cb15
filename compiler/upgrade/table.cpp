// See table.hpp.
#include "upgrade/table.hpp"

#include "image/bytes.hpp"
#include "image/format.hpp"

namespace guion::upgrade {

namespace {

class Writer {
 public:
  void byte(std::uint8_t b) { bytes.push_back(b); }
  void number(std::uint64_t n) {
    for (; n >= 0x80; n >>= 7) byte(static_cast<std::uint8_t>(n | 0x80));
    byte(static_cast<std::uint8_t>(n));
  }
  void signed_number(std::int64_t n) {
    number(static_cast<std::uint64_t>(n) << 1 ^ static_cast<std::uint64_t>(n >> 63));
  }
  /// A number, or none.
  void maybe(std::uint32_t n) { number(n == kNone ? 0 : std::uint64_t{n} + 1); }
  void fixed(std::uint64_t n, unsigned bytes_of_it) {
    for (; bytes_of_it != 0; --bytes_of_it, n >>= 8) byte(static_cast<std::uint8_t>(n));
  }
  void patch(std::size_t at, std::uint64_t n, unsigned bytes_of_it) {
    for (; bytes_of_it != 0; --bytes_of_it, n >>= 8) bytes[at++] = static_cast<std::uint8_t>(n);
  }
  std::vector<std::uint8_t> bytes;
};

void write_rows(Writer& w, const std::vector<Row>& rows) {
  w.number(rows.size());
  std::uint32_t from = 0, to = 0;
  for (const Row& r : rows) {
    w.number(r.from - from);
    from = r.from;
    if (r.to == kNone) {
      w.number(0);
      w.byte(static_cast<std::uint8_t>(r.cause));
      continue;
    }
    const std::int64_t step = std::int64_t{r.to} - to;
    const std::uint64_t zigzag = static_cast<std::uint64_t>(step) << 1 ^ static_cast<std::uint64_t>(step >> 63);
    w.number(1 + 2 * zigzag + (r.anew ? 1 : 0));
    to = r.to;
  }
}

void write_carried(Writer& w, const Carried& c) {
  for (const std::uint32_t l : c.levels) w.byte(static_cast<std::uint8_t>(l == kNone ? 0 : l + 1));
  for (const std::uint32_t p : c.pairs) w.byte(static_cast<std::uint8_t>(p == kNone ? 0 : p + 1));
  w.number(c.maps.size());
  for (const auto& map : c.maps) {
    w.number(map.size());
    for (const std::uint32_t v : map) w.maybe(v);
  }
  w.number(c.slots.size());
  for (const CarriedSlot& s : c.slots) {
    w.maybe(s.to);
    if (s.to != kNone) w.maybe(s.map);
  }
  w.number(c.counters.size());
  for (const auto& [from, to] : c.counters) {
    w.number(from);
    w.number(to);
  }
}

}  // namespace

std::vector<std::uint8_t> write_table(const Matching& m, const Rows& rows) {
  Writer w;
  w.fixed(image::kMovesMagic, 4);
  w.fixed(image::kMovesVersion, 2);
  w.fixed(0, 2);
  w.fixed(0, 8);
  w.fixed(0, 4);
  for (const std::uint8_t b : m.before.version.id) w.byte(b);
  for (const std::uint8_t b : m.after.version.id) w.byte(b);
  w.number(m.before.image.counters);
  write_carried(w, m.carried);
  write_rows(w, rows.returns);
  write_rows(w, rows.places);
  w.patch(image::kAtSize, w.bytes.size(), 4);
  w.patch(
      image::kAtChecksum,
      image::checksum(w.bytes.data() + image::kAtSize, w.bytes.size() - image::kAtSize, image::load64(w.bytes.data())),
      8);
  return std::move(w.bytes);
}

}  // namespace guion::upgrade
