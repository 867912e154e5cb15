// What of a call's values, levels and counters of tries goes along into the new version: see matching.hpp. When in
// doubt it stays behind, and the certificate of the new place decides whether the call can do without it.
#include <fmt/format.h>

#include <algorithm>

#include "upgrade/matching.hpp"

namespace guion::upgrade {

namespace {

bool is_fixed(const sema::Slot& s) { return s.constant || s.own_words; }

/// New value of each old one; empty if nothing moved.
std::vector<std::uint32_t> value_map(const sema::Enum& was, const sema::Enum& is) {
  std::vector<std::uint32_t> map;
  for (const sema::EnumValue& v : was.values) map.push_back(named(is.values, v.name));
  bool moved = false;
  for (std::uint32_t i = 0; i < map.size(); ++i) moved = moved || map[i] != i;
  return moved ? map : std::vector<std::uint32_t>{};
}

class Carrier {
 public:
  explicit Carrier(const Matching& m) : m_(m), old_(m.before.program), new_(m.after.program) {}

  Carried run() {
    if (m_.before.open) out_.slots.resize(m_.before.image.slots);
    for (sema::SlotId s = 0; s < old_.slots.size(); ++s) slot(s);
    out_.levels.fill(kNone);
    out_.pairs.fill(kNone);
    for (std::uint32_t l = 0; l < old_.levels.size(); ++l) level(l);
    for (std::uint32_t i = 0; m_.before.open && i < m_.before.policy.pairs; ++i) pair(i);
    counters();
    return std::move(out_);
  }

 private:
  void lose(std::string en, std::string es) { out_.losses.push_back({{std::move(en), std::move(es)}, false}); }
  void stop(std::string en, std::string es) { out_.losses.push_back({{std::move(en), std::move(es)}, true}); }

  void slot(sema::SlotId s) {
    const std::uint32_t from = m_.before.image_slot[s];
    if (from >= out_.slots.size() || is_fixed(old_.slots[s])) return;
    const sema::Slot& was = old_.slots[s];
    const std::uint32_t other = m_.to_new.slots[s];
    const std::uint32_t to = other == kNone ? kNone : m_.after.image_slot[other];
    if (to == kNone) return;  // nothing of the new version looks at it
    const sema::Slot& is = new_.slots[other];
    if (is_fixed(is)) return;
    const bool alike = was.type.kind == is.type.kind && was.type.currency == is.type.currency;
    if (!alike)
      return lose(fmt::format("{} stays behind: its type changed", was.name),
                  fmt::format("{} se queda atrás: cambia de tipo", was.name));
    if (classes_of(old_, was) != classes_of(new_, is))
      return lose(fmt::format("{} stays behind: its classes, or what they demand, changed", was.name),
                  fmt::format("{} se queda atrás: cambian sus clases o lo que exigen", was.name));
    out_.slots[from].to = to;
    if (was.type.enumeration < old_.enums.size()) values(from, s, other);
    if (was.type.enumeration >= old_.enums.size() && (is.type.min > was.type.min || is.type.max < was.type.max))
      stop(fmt::format("calls whose {} lies outside the new range stay", was.name),
           fmt::format("se quedan las llamadas cuyo {} no cabe en el rango nuevo", was.name));
  }

  void values(std::uint32_t from, sema::SlotId s, sema::SlotId other) {
    const sema::Enum &was = old_.enums[old_.slots[s].type.enumeration],
                     &is = new_.enums[new_.slots[other].type.enumeration];
    auto map = value_map(was, is);
    if (map.empty()) return;
    for (std::size_t v = 0; v < map.size(); ++v)
      if (map[v] == kNone)
        stop(fmt::format("calls in which {} is {} stay: the new version has no such value", old_.slots[s].name,
                         was.values[v].name),
             fmt::format("se quedan las llamadas en las que {} es {}: la versión nueva no tiene ese valor",
                         old_.slots[s].name, was.values[v].name));
    out_.slots[from].map = static_cast<std::uint32_t>(out_.maps.size());
    out_.maps.push_back(std::move(map));
  }

  /// A level goes along if whatever gave it before would give it now.
  void level(std::uint32_t l) {
    const std::uint32_t to = m_.to_new.levels[l];
    bool given = to != kNone;
    for (const cfg::Node& node : m_.before.graph.nodes) {
      if (!given || node.op != cfg::Op::Verify || ((node.levels >> l) & 1u) == 0) continue;
      const std::uint32_t method = m_.to_new.methods[node.object];
      given = method != kNone && ((new_.methods[method].grants >> to) & 1u) != 0;
    }
    if (given) {
      out_.levels[l] = to;
      return;
    }
    if (to == kNone)
      return lose(fmt::format("the level {} stays behind: the new version has none of that name", old_.levels[l].name),
                  fmt::format("el nivel {} se queda atrás: la versión nueva no lo tiene", old_.levels[l].name));
    lose(fmt::format("the level {} stays behind: a method that gave it gives it no longer", old_.levels[l].name),
         fmt::format("el nivel {} se queda atrás: un método que lo daba ya no lo da", old_.levels[l].name));
  }

  void pair(std::uint32_t i) {
    const image::PolicyView &was = m_.before.policy, &is = m_.after.policy;
    for (std::uint32_t j = 0; j < is.pairs; ++j)
      if (m_.to_new.services[was.opening[i]] == is.opening[j] && m_.to_new.services[was.closing[i]] == is.closing[j])
        out_.pairs[i] = j;
    if (out_.pairs[i] == kNone)
      stop(fmt::format("calls in which {} waits for {} stay: the new version does not pair them",
                       old_.services[was.opening[i]].name, old_.services[was.closing[i]].name),
           fmt::format("se quedan las llamadas en las que {} espera a {}: la versión nueva no los empareja",
                       old_.services[was.opening[i]].name, old_.services[was.closing[i]].name));
  }

  /// A line's tries go to its partner. Those of a line without one go to every new line of the same method without one:
  /// a call never gets more tries by moving.
  void counters() {
    for (const cfg::Node& node : m_.before.graph.nodes) {
      if (node.op != cfg::Op::Verify) continue;
      const auto n = static_cast<cfg::NodeId>(&node - m_.before.graph.nodes.data());
      const std::uint32_t method = m_.to_new.methods[node.object];
      const cfg::NodeId partner = m_.node_of_old[n];
      if (partner != kNone && m_.after.graph.nodes[partner].object == method) {
        add(node.counter, m_.after.graph.nodes[partner].counter);
        continue;
      }
      for (cfg::NodeId other = 0; other < m_.after.graph.nodes.size(); ++other) {
        const cfg::Node& to = m_.after.graph.nodes[other];
        if (to.op != cfg::Op::Verify || to.object != method) continue;
        const cfg::NodeId of = m_.node_of_new[other];
        const bool taken = of != kNone && m_.to_new.methods[m_.before.graph.nodes[of].object] == method;
        if (!taken) add(node.counter, to.counter);
      }
    }
  }
  void add(std::uint32_t from, std::uint32_t to) {
    const auto row = std::make_pair(from, to);
    if (std::find(out_.counters.begin(), out_.counters.end(), row) == out_.counters.end()) out_.counters.push_back(row);
  }

  const Matching& m_;
  const sema::Program &old_, &new_;
  Carried out_;
};

}  // namespace

Carried carry(const Matching& m) { return Carrier(m).run(); }

}  // namespace guion::upgrade
