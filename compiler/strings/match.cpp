// Which text of now a unit of an earlier file is about. See exchange.hpp.
#include <map>

#include "strings/exchange.hpp"

namespace guion::strings {
namespace {

/// Whether the source text of an earlier unit is that of now.
bool same_words(const Unit& now, const Unit& then) {
  if (!then.hash.empty()) return then.hash == now.hash;
  Message ignored;
  const auto text =
      read(then.bits.empty() ? then.source : braces(then.bits, now.shape), now.shape, now.tongue, ignored);
  return text && hash_of(text->tree, text->run(), now.shape) == now.hash;
}

class Matcher {
 public:
  Matcher(const Exported& now, const Catalogue& then) : now_(now), then_(then), out_(then.units.size()) {}

  std::vector<Match> run() {
    for (std::uint32_t i = 0; i < units().size(); ++i) {
      by_key_.emplace(std::pair{std::string_view{units()[i].file}, std::string_view{units()[i].key}}, i);
      const auto [any, first] = by_key_.emplace(std::pair{std::string_view{}, std::string_view{units()[i].key}}, i);
      if (!first) any->second = kNone;
      by_hash_[{units()[i].hash, units()[i].file}].units.push_back(i);
      by_hash_[{units()[i].hash, {}}].units.push_back(i);
    }
    taken_.resize(units().size());
    pass(&Matcher::unchanged);
    pass(&Matcher::moved);
    pass(&Matcher::changed);
    return std::move(out_);
  }

 private:
  using Finder = std::uint32_t (Matcher::*)(std::size_t);
  /// Units of the same words; those before `next` are taken.
  struct Queue {
    std::vector<std::uint32_t> units;
    std::size_t next = 0;
  };

  [[nodiscard]] const std::vector<Unit>& units() const { return now_.catalogue.units; }

  void pass(Finder find) {
    for (std::size_t i = 0; i < out_.size(); ++i) {
      if (out_[i].now != kNone || out_[i].twice) continue;
      const std::uint32_t found = (this->*find)(i);
      if (found == kNone) continue;
      if (taken_[found]) {
        out_[i].twice = find != &Matcher::moved;
        continue;
      }
      taken_[found] = true;
      out_[i].now = found;
      out_[i].stale = find == &Matcher::changed;
    }
  }

  [[nodiscard]] std::uint32_t of_key(std::size_t i) const {
    const auto found = by_key_.find({then_.units[i].file, then_.units[i].key});
    return found == by_key_.end() ? kNone : found->second;  // without a file: kNone if several have the key
  }
  [[nodiscard]] std::uint32_t unchanged(std::size_t i) {
    const std::uint32_t found = of_key(i);
    return found != kNone && same_words(units()[found], then_.units[i]) ? found : kNone;
  }
  /// The next text of the same words that nothing else is about, of the same file if there is one.
  [[nodiscard]] std::uint32_t moved(std::size_t i) {
    const Unit& then = then_.units[i];
    if (then.hash.empty()) return kNone;
    for (const std::string_view file : {std::string_view{then.file}, std::string_view{}}) {
      const auto found = by_hash_.find({then.hash, file});
      if (found == by_hash_.end()) continue;
      Queue& queue = found->second;
      while (queue.next < queue.units.size() && taken_[queue.units[queue.next]]) ++queue.next;
      if (queue.next < queue.units.size()) return queue.units[queue.next];
    }
    return kNone;
  }
  [[nodiscard]] std::uint32_t changed(std::size_t i) { return of_key(i); }

  const Exported& now_;
  const Catalogue& then_;
  std::vector<Match> out_;
  std::vector<bool> taken_;
  std::map<std::pair<std::string_view, std::string_view>, std::uint32_t> by_key_;
  std::map<std::pair<std::string_view, std::string_view>, Queue> by_hash_;  ///< by hash and file; without file: all
};

}  // namespace

std::vector<Match> match(const Exported& now, const Catalogue& then) { return Matcher{now, then}.run(); }

std::size_t carry_over(Exported& now, const Catalogue& then) {
  const std::vector<Match> matches = match(now, then);
  std::size_t count = 0;
  for (std::size_t i = 0; i < matches.size(); ++i) {
    const Match& m = matches[i];
    if (m.now == kNone || m.stale || then.units[i].unsure) continue;
    Unit& u = now.catalogue.units[m.now];
    const Unit& old = then.units[i];
    Message ignored;
    const auto text =
        read(old.target_bits.empty() ? old.target : braces(old.target_bits, u.shape), u.shape, u.tongue, ignored);
    if (!text) continue;
    u.target_bits = bits_of(text->tree, text->run(), u.tongue);
    ++count;
  }
  return count;
}

}  // namespace guion::strings
