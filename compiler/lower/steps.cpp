// Longest ways over silent instructions, each routine by itself, parts before those that call them. See steps.hpp.
#include "lower/steps.hpp"

#include <algorithm>

#include "image/format.hpp"
#include "image/opcodes.hpp"

namespace guion::lower {
namespace {

using assembly::Module;
using assembly::Opcode;

constexpr std::uint32_t kUnknown = 0xffffffff, kOpen = 0xfffffffe;

class Steps {
 public:
  explicit Steps(Module& m) : m_(m), bound_(m.code.size(), kUnknown), passing_(m.parts.size(), false) {
    for (const assembly::PartDef& p : m.parts)
      begins_.push_back(p.begin < m.labels.size() ? m.labels[p.begin].instruction : kUnknown);
  }

  void run() {
    // A part that turns out to be the event of a loop is asked to say so; then all is measured again.
    do {
      again_ = false;
      std::fill(bound_.begin(), bound_.end(), kUnknown);
      for (const assembly::LabelDef& l : m_.labels) measure(l.instruction);
      for (const std::uint32_t begin : begins_) measure(begin);
    } while (again_);
    for (std::size_t p = 0; p < m_.parts.size(); ++p)
      if (passing_[p]) say_passed(p);
    for (const assembly::LabelDef& l : m_.labels)
      for (std::uint32_t c = l.claims; c < l.claims_end; ++c) m_.claims[c].steps = measured(l.instruction);
    for (std::size_t p = 0; p < m_.parts.size(); ++p)
      for (assembly::PartCase& c : m_.parts[p].cases) c.steps = measured(begins_[p]);
  }

 private:
  struct Frame {
    std::uint32_t at = 0, next = 0, longest = 0;
  };

  [[nodiscard]] unsigned flags_of(std::uint32_t i) const {
    return image::opcode_info(static_cast<std::uint8_t>(m_.code[i].op)).flags;
  }
  [[nodiscard]] bool is_event(std::uint32_t i) const {
    return (flags_of(i) & image::flag::Y) != 0 && m_.code[i].op != Opcode::Verify;
  }
  /// Instructions that a silent one leads to at once. An event leads nowhere in silence, but for tries that are used
  /// up.
  void successors(std::uint32_t i, std::vector<std::uint32_t>& out) const {
    out.clear();
    if (is_event(i)) return;
    const auto operands = m_.operands_of(m_.code[i]);
    const bool verify = m_.code[i].op == Opcode::Verify;
    std::size_t at = 0;
    for (const char* o = image::opcode_info(static_cast<std::uint8_t>(m_.code[i].op)).operands; *o != 0; ++o, ++at) {
      if (*o == 'P')
        for (; at < operands.size(); ++at) add(operands[at], out);
      if (*o == 'j' && at < operands.size()) add(operands[at], out);
      if (*o == 'j' && verify) return;
    }
    const bool passes = callee(i) < passing_.size() && passing_[callee(i)];
    if ((flags_of(i) & image::flag::X) == 0 && !passes && i + 1 < m_.code.size()) out.push_back(i + 1);
  }
  void add(std::int64_t label, std::vector<std::uint32_t>& out) const {
    const auto l = static_cast<std::uint64_t>(label);
    if (l < m_.labels.size() && m_.labels[l].instruction < m_.code.size()) out.push_back(m_.labels[l].instruction);
  }
  /// The part that it calls; one that there is not if it calls none.
  [[nodiscard]] std::size_t callee(std::uint32_t i) const {
    const auto operands = m_.operands_of(m_.code[i]);
    if (m_.code[i].op != Opcode::Call || operands.empty()) return m_.parts.size();
    return std::min(static_cast<std::uint64_t>(operands[0]), static_cast<std::uint64_t>(m_.parts.size()));
  }
  [[nodiscard]] std::uint32_t own(std::uint32_t i) {
    if (is_event(i)) return 0;
    return callee(i) == m_.parts.size() ? 1 : 1 + measured(begins_[callee(i)]);
  }
  /// Of a part: those that call each other in a circle the loader refuses.
  std::uint32_t measured(std::uint32_t i) {
    if (i >= m_.code.size()) return 0;
    measure(i);
    return bound_[i] == kOpen ? 0 : bound_[i];
  }

  /// Depth first with a stack of its own: code is long.
  void measure(std::uint32_t from) {
    if (from >= m_.code.size() || bound_[from] != kUnknown) return;
    std::vector<Frame> stack{{from}};
    bound_[from] = kOpen;
    std::vector<std::uint32_t> next;
    while (!stack.empty()) {
      Frame& f = stack.back();
      successors(f.at, next);
      if (f.next >= next.size()) {  // fewer, once a part is found to be an event
        bound_[f.at] = own(f.at) + f.longest;
        const std::uint32_t done = bound_[f.at];
        stack.pop_back();
        if (!stack.empty()) stack.back().longest = std::max(stack.back().longest, done);
        continue;
      }
      const std::uint32_t to = next[f.next++];
      if (bound_[to] == kOpen) {
        circle(stack, to);
      } else if (bound_[to] == kUnknown) {
        bound_[to] = kOpen;
        stack.push_back({to});
      } else {
        f.longest = std::max(f.longest, bound_[to]);
      }
    }
  }

  /// The way from `to` back to itself is silent but for the parts that it calls.
  void circle(const std::vector<Frame>& stack, std::uint32_t to) {
    for (std::size_t i = stack.size(); i-- != 0;) {
      const std::uint32_t at = stack[i].at;
      const std::size_t part = callee(at);
      if (part != m_.parts.size() && !passing_[part] && always_passes(part)) passing_[part] = again_ = true;
      if (at == to) return;
    }
  }

  /// Instructions that a call of the part may come to before any event of it.
  [[nodiscard]] std::vector<bool> silent(std::size_t part) const {
    std::vector<bool> seen(m_.code.size(), false);
    if (begins_[part] >= m_.code.size()) return seen;
    std::vector<std::uint32_t> work{begins_[part]}, next;
    seen[begins_[part]] = true;
    while (!work.empty()) {
      const std::uint32_t i = work.back();
      work.pop_back();
      successors(i, next);
      for (const std::uint32_t to : next) {
        if (!seen[to]) work.push_back(to);
        seen[to] = true;
      }
    }
    return seen;
  }
  /// Parts that it calls are asked to say so first, if they can: then it may follow for this one. Those that call each
  /// other in a circle are refused by the loader; here the depth ends it.
  bool always_passes(std::size_t part, unsigned depth = 0) {
    if (depth > image::kMaxDepth) return false;
    const auto returns_silently = [&] {
      const std::vector<bool> seen = silent(part);
      for (std::uint32_t i = 0; i < seen.size(); ++i)
        if (seen[i] && m_.code[i].op == Opcode::Return) return true;
      return false;
    };
    if (!returns_silently()) return true;
    const std::vector<bool> seen = silent(part);
    for (std::uint32_t i = 0; i < seen.size(); ++i) {
      const std::size_t called = seen[i] ? callee(i) : m_.parts.size();
      if (called == m_.parts.size() || called == part || passing_[called]) continue;
      if (always_passes(called, depth + 1)) passing_[called] = true;
    }
    return !returns_silently();
  }

  /// Where an event has come for certain, the claims of the part say so; and so do its exits.
  void say_passed(std::size_t part) {
    const std::vector<bool> seen = silent(part);
    const std::uint32_t begin = begins_[part];
    std::uint32_t end = static_cast<std::uint32_t>(m_.code.size());
    for (const std::uint32_t other : begins_)
      if (other > begin) end = std::min(end, other);
    for (const assembly::LabelDef& l : m_.labels) {
      if (l.instruction < begin || l.instruction >= end || seen[l.instruction]) continue;
      for (std::uint32_t c = l.claims; c < l.claims_end; ++c) {
        assembly::State with = m_.states[m_.claims[c].state];
        with.literals.push_back({});
        m_.claims[c].state = static_cast<std::uint32_t>(m_.states.size());
        m_.states.push_back(std::move(with));
      }
    }
    for (assembly::PartCase& c : m_.parts[part].cases)
      for (assembly::State& exit : c.exits) exit.literals.push_back({});
  }

  Module& m_;
  std::vector<std::uint32_t> bound_;   ///< one an instruction
  std::vector<std::uint32_t> begins_;  ///< one a part
  std::vector<bool> passing_;          ///< one a part: its certificate says that an event has come
  bool again_ = false;
};

}  // namespace

void bound_steps(Module& module) { Steps(module).run(); }

}  // namespace guion::lower
