// See standing.hpp: the walk of verify/admits.cpp, which collects what that one compares.
#include "upgrade/standing.hpp"

#include <memory>

#include "verify/code_verifier.hpp"

namespace guion::verify {

struct Inspector {
  static constexpr std::size_t kMost = 64;
  using Standing = upgrade::Standing;

  /// A part's case, or the stages, with what the parts around it know.
  struct Way {
    std::uint32_t part = image::kNone, number = 0;
    Standing outer;
  };

  Inspector(const ImageView& view, Fault& fault) : v(view), code(view, fault) { code.trust(); }

  upgrade::Standings run(const std::vector<std::uint32_t>& returns, std::uint32_t pc) {
    std::vector<Way> ways(1);
    ways[0].outer.filled.assign(v.slots, 0);
    ways[0].outer.empty.assign(v.slots, 0);
    for (const std::uint32_t back : returns) {
      std::vector<Way> inner;
      for (const Way& way : ways) call_before(way, back, inner);
      ways = std::move(inner);
    }
    for (const Way& way : ways) {
      enter(way);
      if (pc < code.begin_ || pc >= code.end_ || !code.walk_to(pc)) continue;
      for (std::uint32_t i = 0; i < code.count_; ++i) {
        if (out.ways.size() == kMost) out.whole = false;
        if (!out.whole) break;
        out.ways.push_back(way.outer);
        add(out.ways.back(), code.now_[i], nullptr);
      }
    }
    return std::move(out);
  }

  /// Goes to the beginning of a routine's case.
  void enter(const Way& way) {
    const std::uint8_t* cursor = nullptr;
    std::uint32_t record = 0;
    if (way.part != image::kNone) (void)code.certificate_.cases_of(way.part, cursor, record);
    for (std::uint32_t n = 0; n <= way.number; ++n) code.enter_routine(way.part, cursor, record);
  }

  /// The ways in which the part called just before `back` is entered.
  void call_before(const Way& way, std::uint32_t back, std::vector<Way>& inner) {
    enter(way);
    if (back <= code.begin_ || back >= code.end_) return;
    for (std::uint32_t size = 2; size <= 3 && back - code.begin_ >= size; ++size) {  // `call` and the number of a part
      const std::uint8_t* p = v.base + code.code_.begin + back - size;
      if (*p++ != static_cast<std::uint8_t>(Opcode::Call) || (p[0] >= 0x80) != (size == 3)) continue;
      if (!code.walk_to(back - size)) continue;
      const std::uint32_t callee = image::take_number(p);
      const image::PartView called = v.part(callee);
      for (std::uint32_t i = 0; i < code.count_; ++i) {
        Case found;
        const std::uint32_t number = code.find_case(code.now_[i], callee, found);
        if (number >= image::kMaxCases) continue;
        if (inner.size() == kMost) out.whole = false;
        if (!out.whole) return;
        inner.push_back({callee, number, way.outer});
        add(inner.back().outer, code.now_[i], &called);
      }
      return;
    }
  }

  /// Adds what is known, but for what the part that was called may have changed.
  void add(Standing& to, const Facts& f, const image::PartView* changed) const {
    const std::uint8_t levels = changed == nullptr ? 0xff : static_cast<std::uint8_t>(~changed->touched_levels);
    const auto same = [&](std::uint32_t s) { return changed == nullptr || !CodeVerifier::holds(changed->touched, s); };
    to.levels = static_cast<std::uint8_t>(to.levels | (f.levels & levels));
    to.absent = static_cast<std::uint8_t>(to.absent | (f.absent & levels));
    for (std::uint32_t s = 0; s < v.slots; ++s) {
      if (!same(s)) continue;
      if (f.has(s)) to.filled[s] = 1;
      if (f.lacks(s)) to.empty[s] = 1;
    }
    for (std::uint32_t i = 0; i < f.count; ++i)
      if (same(f.known[i].slot) && (f.known[i].kind != Literal::Apart || same(f.known[i].other)))
        to.known.push_back(f.known[i]);
  }

  // ---- what is enough for what comes next: CodeVerifier::admits of calls that are known in part

  /// Cases of one routine, a bit each; of the stages there is one. `eased`: those come to by what is enough somewhere.
  struct Cases {
    std::uint32_t part = image::kNone, direct = 1, eased = 0;
  };
  /// What is taken of facts that are not known: that none helps, or that each does.
  enum class Unknown : std::uint8_t { Lacks, Has };

  upgrade::Share eased(const std::vector<std::uint32_t>& returns, std::uint32_t pc, const Standing& known) {
    Cases cases;
    bool all = true;
    for (const std::uint32_t back : returns) all = step_into(cases, back, known) && all;
    bool some = false;
    each_case(cases, [&](bool by_ease) {
      bool sure = false, may = false;
      if (pc < code.begin_ || pc >= code.end_ || !code.walk_to(pc)) return void(all = false);
      for (std::uint32_t i = 0; i < code.count_; ++i) {
        sure = sure || surely(code.now_[i], known, nullptr);
        may = may || (by_ease && perhaps(code.now_[i], known, nullptr));
      }
      const bool open = code.count_ != 0;
      all = all && (sure || (open && goes_on(pc, true, known, Unknown::Lacks)));
      some = some || may || (open && goes_on(pc, true, known, Unknown::Has));
    });
    if (all && (cases.direct | cases.eased) != 0) return upgrade::Share::All;
    return some ? upgrade::Share::Some : upgrade::Share::None;
  }

  /// At the beginning of each case in question.
  template <class Do>
  void each_case(const Cases& cases, Do look) {
    for (std::uint32_t n = 0; n < image::kMaxCases; ++n)
      if (((cases.direct | cases.eased) >> n & 1) != 0) {
        enter({cases.part, n, {}});
        look((cases.eased >> n & 1) != 0);
      }
  }

  /// From the cases of a routine to those of the part that it called before `back`. False: not certain that any call
  /// gets there.
  bool step_into(Cases& cases, std::uint32_t back, const Standing& known) {
    Cases inner{image::kNone, 0, 0};
    bool all = true;
    each_case(cases, [&](bool by_ease) {
      image::PartView called;
      if (!walk_to_call(back, inner.part, called)) return void(all = false);
      bool sure = false;
      for (std::uint32_t i = 0; i < code.count_; ++i) {
        Case found;
        if (!perhaps(code.now_[i], known, &called)) continue;
        const std::uint32_t number = code.find_case(code.now_[i], inner.part, found);
        if (number >= image::kMaxCases) continue;
        (by_ease ? inner.eased : inner.direct) |= 1u << number;
        sure = sure || surely(code.now_[i], known, &called);
      }
      const bool open = code.count_ != 0;
      if (!sure) all = all && open && left(inner.part, back, known, Unknown::Lacks) != 0;
      if (open) inner.eased |= left(inner.part, back, known, Unknown::Has);
    });
    cases = inner;
    return all;
  }

  bool walk_to_call(std::uint32_t back, std::uint32_t& callee, image::PartView& called) {
    if (back <= code.begin_ || back >= code.end_) return false;
    for (std::uint32_t size = 2; size <= 3 && back - code.begin_ >= size; ++size) {
      const std::uint8_t* p = v.base + code.code_.begin + back - size;
      if (*p++ != static_cast<std::uint8_t>(Opcode::Call) || (p[0] >= 0x80) != (size == 3)) continue;
      if (!code.walk_to(back - size)) continue;
      callee = image::take_number(p);
      called = v.part(callee);
      return true;
    }
    return false;
  }

  /// Cases of a part behind whose exits such a call goes on at `back`.
  std::uint32_t left(std::uint32_t callee, std::uint32_t back, const Standing& known, Unknown how) {
    const image::PartView called = v.part(callee);
    std::uint32_t behind = 0;
    const std::uint8_t* cursor = nullptr;
    std::uint32_t record = 0;
    const std::uint32_t cases = code.certificate_.cases_of(callee, cursor, record);
    for (std::uint32_t n = 0; n < cases; ++n) {
      const Case c = code.certificate_.next_case(cursor, record);
      for (code.count_ = 0; code.count_ < c.exits; ++code.count_) {
        stand(code.now_[code.count_], known, how);
        code.leave_part(code.now_[code.count_], c, code.count_, called);
      }
      if (walks_on(back, false, how)) behind |= 1u << n;
    }
    return behind;
  }

  bool goes_on(std::uint32_t pc, bool behind, const Standing& known, Unknown how) {
    stand(code.now_[0], known, how);
    code.count_ = 1;
    return walks_on(pc, behind, how);
  }
  /// Which case of a part is run hangs on what is not known: nothing is certain then.
  bool walks_on(std::uint32_t pc, bool behind, Unknown how) {
    const std::uint32_t count = code.count_;
    const bool well = code.goes_on(pc, behind);
    const bool helps = how == Unknown::Has;
    const bool open = well != helps && runs_many_cases(pc, behind);
    code.count_ = count;
    return open ? helps : well;
  }
  bool runs_many_cases(std::uint32_t pc, bool behind) {
    code.next_record_ = code.claims_.first;
    code.next_record_ = code.last_found_ = code.search_record(behind ? pc + 1 : pc);
    code.in_.move_to(v.base + code.code_.begin + pc);
    while (code.in_.ok()) {
      const std::uint32_t at = code.in_.at() - code.code_.begin;
      if (at >= code.end_) break;
      if (code.next_record_ < code.claims_.end && code.certificate_.target(code.next_record_) == at) break;
      const std::uint8_t* p = code.in_.here();
      const std::uint8_t op = *p++;
      if (op == static_cast<std::uint8_t>(Opcode::Call)) {
        const std::uint8_t* cursor = nullptr;
        std::uint32_t record = 0;
        if (code.certificate_.cases_of(image::take_number(p), cursor, record) > 1) return true;
      }
      if ((image::kOperands.rows[op].flags & image::flag::X) != 0) break;
      code.count_ = 0;
      code.instruction();
    }
    return false;
  }

  void stand(Facts& f, const Standing& known, Unknown how) const {
    f = Facts{};
    const bool has = how == Unknown::Has;
    f.levels = has ? static_cast<std::uint8_t>(code.all_levels() & ~known.absent) : known.levels;
    f.absent = static_cast<std::uint8_t>(code.all_levels() & (has ? ~known.levels : known.absent));
    f.passed = true;  // one waits
    for (std::uint32_t s = 0; s < v.slots; ++s) {
      const std::uint64_t bit = std::uint64_t{1} << s % 64;
      if (has ? known.empty[s] == 0 : known.filled[s] != 0) f.filled[s / 64] |= bit;
      if (has ? known.filled[s] == 0 : known.empty[s] != 0) f.empty[s / 64] |= bit;
    }
  }

  /// Whether what is known in `f` is so of all these calls, but for what the part that was called may have changed.
  bool surely(const Facts& f, const Standing& known, const image::PartView* changed) const {
    Standing wanted;
    wanted.filled.assign(v.slots, 0);
    wanted.empty.assign(v.slots, 0);
    add(wanted, f, changed);
    Facts have;
    for (const Known& k : known.known) have.learn(k);
    bool so = (wanted.levels & ~known.levels) == 0 && (wanted.absent & code.all_levels() & ~known.absent) == 0;
    for (std::uint32_t s = 0; s < v.slots; ++s)
      so = so && wanted.filled[s] <= known.filled[s] && wanted.empty[s] <= known.empty[s];
    for (const Known& k : wanted.known) so = so && (known.empty[k.slot] != 0 || have.knows(k));
    return so;
  }
  /// Whether it can be so of one of them; numbers are not looked at.
  bool perhaps(const Facts& f, const Standing& known, const image::PartView* changed) const {
    Standing wanted;
    wanted.filled.assign(v.slots, 0);
    wanted.empty.assign(v.slots, 0);
    add(wanted, f, changed);
    bool so = (wanted.levels & known.absent) == 0 && (wanted.absent & known.levels) == 0;
    for (std::uint32_t s = 0; s < v.slots; ++s)
      so = so && (wanted.filled[s] & known.empty[s]) == 0 && (wanted.empty[s] & known.filled[s]) == 0;
    return so;
  }

  const ImageView& v;
  CodeVerifier code;
  upgrade::Standings out;
};

}  // namespace guion::verify

namespace guion::upgrade {

Standings standings(const image::ImageView& view, const std::vector<std::uint32_t>& returns, std::uint32_t pc) {
  verify::Fault fault;
  return verify::Inspector(view, fault).run(returns, pc);
}

Share eased(const image::ImageView& view, const std::vector<std::uint32_t>& returns, std::uint32_t pc,
            const Standing& known) {
  verify::Fault fault;
  return verify::Inspector(view, fault).eased(returns, pc, known);
}

}  // namespace guion::upgrade
