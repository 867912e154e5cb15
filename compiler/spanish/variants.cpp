// Two wordings for one thing, anywhere in the files of a program. The one that is used more is the company's; each of
// the others is told once a file, where it first stands. Which wordings are one thing: lists/variantes.txt.
#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

#include "spanish/terms.hpp"

namespace guion::spanish {
namespace {

struct Wording {
  std::uint32_t row = 0;
  std::size_t count = 0;
  std::size_t first = 0;  ///< index of its first sighting
};

std::string_view text_at(const Context& c, Span span) {
  return std::string_view{c.tree(span.file).text}.substr(span.begin, span.end - span.begin);
}

bool stands_before(const Sighting& a, const Sighting& b) {
  return a.span.file != b.span.file ? a.span.file < b.span.file : a.span.begin < b.span.begin;
}

/// The wordings of one thing, the most used first; of two used as often the one that was read first.
std::vector<Wording> wordings(const std::vector<const Sighting*>& seen) {
  std::vector<Wording> all;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    const auto at = std::find_if(all.begin(), all.end(), [&](const Wording& w) { return w.row == seen[i]->row; });
    if (at == all.end())
      all.push_back({seen[i]->row, 1, i});
    else
      ++at->count;
  }
  std::stable_sort(all.begin(), all.end(), [](const Wording& a, const Wording& b) { return a.count > b.count; });
  return all;
}

void judge(Context& c, const std::vector<const Sighting*>& seen) {
  const std::vector<Wording> all = wordings(seen);
  if (all.size() < 2) return;
  const Span usual = seen[all.front().first]->span;
  for (std::size_t w = 1; w < all.size(); ++w) {
    std::uint32_t told = kNone;
    for (const Sighting* s : seen) {
      if (s->row != all[w].row || s->span.file == told) continue;
      told = s->span.file;
      c.emitter.report(diag::TwoWordings, s->span, text_at(c, s->span), text_at(c, usual))
          .note(usual, "the other wording stands here", "aquí está la otra denominación");
    }
  }
}

}  // namespace

void check_variants(Context& c, std::span<const Measured>) {
  std::vector<Sighting>& seen = c.terms.sightings;
  std::sort(seen.begin(), seen.end(), stands_before);
  seen.erase(std::unique(seen.begin(), seen.end(), [](const auto& a, const auto& b) { return a.span == b.span; }),
             seen.end());
  std::map<std::uint32_t, std::vector<const Sighting*>> things;
  for (const Sighting& s : seen) things[c.lists.thing_of(c.lists.rows()[s.row])].push_back(&s);
  for (const auto& [thing, of] : things) judge(c, of);
}

}  // namespace guion::spanish
