// Whether calls that wait at an old place can stand at the new one: what each version's certificate knows of them is
// laid side by side. See places.hpp.
#include <fmt/format.h>

#include <algorithm>

#include "upgrade/cover.hpp"
#include "upgrade/hurdles.hpp"

namespace guion::upgrade {

using cfg::NodeId;

namespace {

class Oracle {
 public:
  Oracle(const Matching& m, NodeId p, const std::vector<std::uint32_t>& to)
      : m_(m), p_(p), to_(to), cover_(m.after.image) {}

  Forecast run() {
    find_stacks(p_, {}, {});
    Share share = ask();
    if (share == Share::All) return by_stacks();
    comes_ = before_of(m_.before, p_);
    share = ask();
    if (share == Share::All) return by_stacks();
    Forecast out{share == Share::None ? Fate::Stays : Fate::Depends, Cause::Facts, {}, lacks()};
    out.why = sentence(out.needs);
    return out;
  }

 private:
  /// Where the parts around a place go on, in both versions.
  struct Stack {
    std::vector<std::uint32_t> before, after;
  };
  static constexpr std::size_t kMostStacks = 32;

  /// All that can return go on; of the others there may be some.
  [[nodiscard]] Forecast by_stacks() const {
    if (!lost_) return {};
    return {Fate::Depends,
            Cause::Part,
            {"not every line that runs its part stays where it was",
             "no todas las líneas que ejecutan su parte siguen en su sitio"},
            {}};
  }

  /// Whether all, some or none of the ways of standing at the old place are let in.
  [[nodiscard]] Share ask() {
    needs_.clear();
    std::size_t ways = 0, all = 0, none = 0;
    bool whole = !cut_;
    for (const Stack& stack : stacks_) {
      Standings wanted;
      for (const std::uint32_t pc : to_) {
        Standings more = standings(m_.after.image, stack.after, pc);
        wanted.whole = wanted.whole && more.whole;
        wanted.ways.insert(wanted.ways.end(), more.ways.begin(), more.ways.end());
      }
      for (const std::uint32_t spot : m_.before.spots_of[p_]) {
        const Standings known = standings(m_.before.image, stack.before, m_.before.spots[spot].pc);
        whole = whole && known.whole;
        for (const Standing& way : known.ways) {
          const Standing now = translated(way);
          Share share = cover_.of(now, wanted, needs_);
          if (share != Share::All) share = with(share, ease(now, stack.after));
          ++ways;
          all += share == Share::All ? 1 : 0;
          none += share == Share::None ? 1 : 0;
        }
      }
    }
    if (whole && all == ways) return Share::All;
    return whole && none == ways ? Share::None : Share::Some;
  }

  [[nodiscard]] static Share with(Share direct, Share eased) {
    if (eased == Share::All) return Share::All;
    return direct == Share::None && eased == Share::None ? Share::None : Share::Some;
  }
  [[nodiscard]] Share ease(const Standing& known, const std::vector<std::uint32_t>& returns) const {
    Share out = Share::None;
    for (const std::uint32_t pc : to_) out = std::max(out, eased(m_.after.image, returns, pc, known));
    return out;
  }

  /// What is known of an old call, as the new version numbers it, with what the analysis knows.
  [[nodiscard]] Standing translated(const Standing& way) const {
    const image::ImageView& to = m_.after.image;
    Standing out;
    out.filled.assign(to.slots, 0);
    out.empty.assign(to.slots, 1);
    for (std::uint32_t s = 0; s < to.slots; ++s)
      if ((to.slot_flags(s) & image::kSlotValue) != 0) out.filled[s] = 1, out.empty[s] = 0;
    const analysis::States& must = m_.before.states.before;
    for (sema::SlotId s = 0; s < m_.before.program.slots.size(); ++s) {
      const std::uint32_t from = m_.before.image_slot[s];
      const std::uint32_t slot = from < m_.carried.slots.size() ? m_.carried.slots[from].to : kNone;
      if (slot == kNone) continue;
      const bool filled = way.filled[from] != 0 || must.filled(p_, s);
      out.filled[slot] = filled ? 1 : 0;
      out.empty[slot] = !filled && (way.empty[from] != 0 || (comes_.asked && !comes_.filled[s])) ? 1 : 0;
    }
    levels(way, out);
    for (verify::Known k : way.known)
      if (carry(k.slot) && (k.kind != verify::Literal::Apart || carry(k.other))) out.known.push_back(k);
    return out;
  }
  void levels(const Standing& way, Standing& out) const {
    const sema::Levels must = m_.before.states.before.levels(p_);
    out.absent = static_cast<std::uint8_t>((1u << m_.after.policy.levels) - 1);
    for (std::size_t l = 0; l < m_.carried.levels.size(); ++l) {
      const std::uint32_t to = m_.carried.levels[l];
      if (to == kNone) continue;
      const bool held = ((way.levels | must) >> l & 1u) != 0;
      const bool absent = !held && ((way.absent >> l & 1u) != 0 || (comes_.asked && (comes_.granted >> l & 1u) == 0));
      if (held) out.levels = static_cast<std::uint8_t>(out.levels | 1u << to);
      if (!absent) out.absent = static_cast<std::uint8_t>(out.absent & ~(1u << to));
    }
    // One that includes more than is held is left behind.
    for (std::uint32_t l = 0; l < m_.after.policy.levels; ++l) {
      const std::uint8_t all = m_.after.policy.closure[l];
      if ((all & ~out.levels) != 0) out.levels = static_cast<std::uint8_t>(out.levels & ~(1u << l));
      if ((all & out.absent) != 0) out.absent = static_cast<std::uint8_t>(out.absent | 1u << l);
    }
  }
  /// The slot's number in the new version, if its values mean the same there.
  [[nodiscard]] bool carry(std::uint16_t& slot) const {
    if (slot >= m_.carried.slots.size() || m_.carried.slots[slot].to == kNone || m_.carried.slots[slot].map != kNone)
      return false;
    slot = static_cast<std::uint16_t>(m_.carried.slots[slot].to);
    return true;
  }

  /// The ways in which parts can be running there, in both versions.
  void find_stacks(NodeId n, std::vector<std::uint32_t> was, std::vector<std::uint32_t> is) {
    const std::uint32_t routine = m_.before.routine_of[n];
    if (routine == 0) {
      if (stacks_.size() == kMostStacks) return void(cut_ = true);
      stacks_.push_back({std::move(was), std::move(is)});
      return;
    }
    for (NodeId c = 0; c < m_.before.graph.nodes.size() && is.size() < image::kMaxDepth && !cut_; ++c) {
      if (analysis::callee(m_.before.calls, m_.before.graph.nodes[c]) != routine) continue;
      if (m_.before.spots_of[c].empty() || m_.before.states.reachable[c] == 0) continue;
      const NodeId partner = m_.node_of_old[c];
      if (partner == kNone || m_.after.spots_of[partner].empty()) {
        lost_ = true;
        continue;
      }
      for (const std::uint32_t spot : m_.before.spots_of[c])
        for (const std::uint32_t other : m_.after.spots_of[partner]) {
          auto before = was, after = is;
          before.insert(before.begin(), m_.before.spots[spot].behind);
          after.insert(after.begin(), m_.after.spots[other].behind);
          find_stacks(c, std::move(before), std::move(after));
        }
    }
  }

  [[nodiscard]] std::vector<Lack> lacks() const {
    std::vector<Lack> out;
    for (const Need& n : needs_) {
      const bool level = n.kind == Lacked::Level || n.kind == Lacked::NoLevel;
      if (level && n.number < m_.after.program.levels.size())
        out.push_back({n.kind, m_.after.program.levels[n.number].name});
      if (level) continue;
      const auto& slots = m_.after.image_slot;
      const auto at = std::find(slots.begin(), slots.end(), n.number);
      if (at != slots.end())
        out.push_back({n.kind, m_.after.program.slots[static_cast<std::size_t>(at - slots.begin())].name});
    }
    return out;
  }

  static Texts said(const Lack& l) {
    switch (l.kind) {
      case Lacked::Filled:
        return {fmt::format("«{}» as filled", l.name), fmt::format("que ya se llenó «{}»", l.name)};
      case Lacked::Empty:
        return {fmt::format("«{}» as empty", l.name), fmt::format("que «{}» está vacío", l.name)};
      case Lacked::Level:
        return {fmt::format("level «{}» as held", l.name), fmt::format("que se verificó «{}»", l.name)};
      case Lacked::NoLevel:
        return {fmt::format("level «{}» as not held", l.name), fmt::format("que no se ha verificado «{}»", l.name)};
      case Lacked::Value:
        break;
    }
    return {fmt::format("«{}» to be among certain values", l.name),
            fmt::format("que «{}» tiene ciertos valores", l.name)};
  }
  static Texts sentence(const std::vector<Lack>& needs) {
    if (needs.empty())
      return {"it is too long to tell what the new version needs there",
              "no se pudo precisar qué necesita ahí la versión nueva"};
    Texts out{"the new version takes ", "la versión nueva supone "};
    for (std::size_t i = 0; i < needs.size(); ++i) {
      const Texts one = said(needs[i]);
      const bool last = i + 1 == needs.size();
      out.en += (i == 0 ? "" : last ? " and " : ", ") + one.en;
      out.es += (i == 0 ? "" : last ? " y " : ", ") + one.es;
    }
    return out;
  }

  const Matching& m_;
  NodeId p_;
  const std::vector<std::uint32_t>& to_;  ///< in the new code
  Cover cover_;
  std::set<Need> needs_;
  std::vector<Stack> stacks_;
  bool cut_ = false;   ///< there are more stacks than are looked at
  bool lost_ = false;  ///< calls whose part is run by a line that is gone may wait there
  Before comes_;
};

}  // namespace

Forecast foresee(const Matching& m, NodeId p, const std::vector<std::uint32_t>& to) { return Oracle(m, p, to).run(); }

}  // namespace guion::upgrade
