// Conditions: a stack over the postfix parts that the parser made, with types and units checked as operands meet.
// It must not know on which lines conditions stand.
// Spec: docs/language.md, CONDITION; the interface with its comments is expressions.hpp.
#include "sema/expressions.hpp"
#include "sema/types.hpp"

namespace guion::sema {
namespace {

using ast::Comparison;
using ast::PartKind;

constexpr std::size_t kMostAtoms = 64;

/// What stands on the stack: a name or literal not yet looked at, a `slot ± number`, or a finished condition.
struct Operand {
  const ast::Part* part = nullptr;
  const ast::Part* distance = nullptr;  ///< of a sum
  bool minus = false;
  CondId cond = kNone;
  std::uint32_t begin = 0, end = 0;
};

class Conditions {
 public:
  explicit Conditions(Checker& checker) : c_(checker) {}

  CondId run(std::span<const ast::Part> parts) {
    for (const ast::Part& part : parts) step(part);
    if (stack_.empty()) return kNone;
    return finished(stack_.back());
  }

 private:
  void step(const ast::Part& part);
  void binary(CondOp op);
  void negate();
  void sum(bool minus);
  void truth();
  void is_known();
  void is_missing();
  void compare(const ast::Part& part);
  CondId compare_choice(const Operand& left, const Operand& right, SlotId slot, Comparison cmp, Span where);
  CondId compare_ordered(const Operand& right, SlotId slot, Comparison cmp, const ast::Part& sign, Span where);
  CondId compare_slots(const Operand& right, SlotId slot, Comparison cmp, Span where);
  CondId compare_literal(const ast::Part& literal, SlotId slot, Comparison cmp, Span where);

  Operand pop() {
    if (stack_.empty()) return {};
    const Operand top = stack_.back();
    stack_.pop_back();
    return top;
  }
  void push(CondId cond, Span where) {
    Operand made;
    made.cond = cond;
    made.begin = where.begin;
    made.end = where.end;
    stack_.push_back(made);
  }
  Span over(const Operand& a, const Operand& b) const {
    return {c_.file, a.begin < b.begin ? a.begin : b.begin, a.end > b.end ? a.end : b.end};
  }
  Span over(const Operand& a) const { return {c_.file, a.begin, a.end}; }
  /// The value of something wrong: true, and silent.
  CondId anything(Span where) {
    Cond cond;
    cond.span = where;
    return c_.add(cond);
  }
  CondId finished(const Operand& o) { return o.cond != kNone ? o.cond : anything(over(o)); }
  bool one_more_atom(Span where) {
    if (++atoms_ == kMostAtoms + 1) c_.emitter.report(diag::ConditionTooLong, where);
    return atoms_ <= kMostAtoms;
  }

  Checker& c_;
  std::vector<Operand> stack_;
  std::size_t atoms_ = 0;
};

void Conditions::step(const ast::Part& part) {
  const PartKind kind = part.kind;
  const bool operand = kind == PartKind::Ref || kind == PartKind::Number || kind == PartKind::Date ||
                       kind == PartKind::Clock || kind == PartKind::YesNo;
  if (operand) {
    Operand made;
    made.part = &part;
    made.begin = part.begin;
    made.end = part.end;
    stack_.push_back(made);
  }
  if (kind == PartKind::Truth) truth();
  if (kind == PartKind::IsKnown) is_known();
  if (kind == PartKind::IsMissing) is_missing();
  if (kind == PartKind::Compare) compare(part);
  if (kind == PartKind::Plus || kind == PartKind::Minus) sum(kind == PartKind::Minus);
  if (kind == PartKind::And) binary(CondOp::And);
  if (kind == PartKind::Or) binary(CondOp::Or);
  if (kind == PartKind::Not) negate();
}

void Conditions::binary(CondOp op) {
  const Operand right = pop();
  const Operand left = pop();
  Cond cond;
  cond.op = op;
  cond.left = finished(left);
  cond.right = finished(right);
  cond.span = over(left, right);
  push(c_.add(cond), cond.span);
}

void Conditions::negate() {
  const Operand inner = pop();
  Cond cond;
  cond.op = CondOp::Not;
  cond.left = finished(inner);
  cond.span = over(inner);
  push(c_.add(cond), cond.span);
}

void Conditions::sum(bool minus) {
  const Operand distance = pop();
  Operand base = pop();
  base.distance = distance.part;
  base.minus = minus;
  base.end = distance.end;
  stack_.push_back(base);
}

void Conditions::truth() {
  const Operand operand = pop();
  const Span where = over(operand);
  if (operand.part == nullptr || !one_more_atom(where)) return push(anything(where), where);
  const std::uint32_t id = c_.find_slot_or_level(*operand.part);
  Cond cond;
  cond.span = where;
  if (id != kNone && (id & kLevelBit) != 0) {
    cond.op = CondOp::HasLevels;
    cond.levels = c_.program.levels[id & ~kLevelBit].closure;
  } else if (!c_.is_bad(id)) {
    const Type& type = c_.program.slots[id].type;
    if (type.kind == TypeKind::YesNo) {
      cond.op = CondOp::CompareNumber;
      cond.slot = id;
      cond.number = 1;
    } else {
      c_.emitter.report(diag::ConditionNotYesNo, where, c_.text(*operand.part), describe(type, c_.program, c_.tongue()))
          .note(c_.program.slots[id].span, "declared here", "declarado aquí");
    }
  }
  push(c_.add(cond), where);
}

void Conditions::is_known() {
  const Operand operand = pop();
  const Span where = over(operand);
  if (operand.part == nullptr || !one_more_atom(where)) return push(anything(where), where);
  const SlotId slot = c_.find_slot(*operand.part);
  push(slot == kNone ? anything(where) : known(c_, slot, where), where);
}

void Conditions::is_missing() {
  const Operand operand = pop();
  const Span where = over(operand);
  if (operand.part == nullptr || !one_more_atom(where)) return push(anything(where), where);
  const std::uint32_t level = c_.find_level(*operand.part);
  if (level == kNone) return push(anything(where), where);
  Cond has;
  has.op = CondOp::HasLevels;
  has.levels = c_.program.levels[level].closure;
  has.span = where;
  Cond missing;
  missing.op = CondOp::Not;
  missing.left = c_.add(has);
  missing.span = where;
  push(c_.add(missing), where);
}

void Conditions::compare(const ast::Part& part) {
  const Operand right = pop();
  const Operand left = pop();
  const Span where = over(left, right);
  const auto cmp = static_cast<Comparison>(part.arg);
  if (left.part == nullptr || right.part == nullptr || !one_more_atom(where)) return push(anything(where), where);
  const SlotId slot = c_.find_slot(*left.part);
  if (c_.is_bad(slot)) return push(anything(where), where);
  const bool choice = cmp == Comparison::Is || cmp == Comparison::IsNot;
  push(choice ? compare_choice(left, right, slot, cmp, where) : compare_ordered(right, slot, cmp, part, where), where);
}

CondId Conditions::compare_choice(const Operand& left, const Operand& right, SlotId slot, Comparison cmp, Span where) {
  const Type& type = c_.program.slots[slot].type;
  if (!is_choice(type.kind)) {
    c_.emitter.report(diag::IsOnlyForChoices, where, c_.text(*left.part), describe(type, c_.program, c_.tongue()))
        .note(c_.program.slots[slot].span, "declared here", "declarado aquí");
    return anything(where);
  }
  const auto value = compile_constant(c_, type, *right.part);
  if (!value) return anything(where);
  Cond cond;
  cond.op = CondOp::CompareNumber;
  cond.cmp = cmp == Comparison::Is ? Comparison::Equal : Comparison::NotEqual;
  cond.slot = slot;
  cond.number = *value;
  cond.span = where;
  return c_.add(cond);
}

CondId Conditions::compare_ordered(const Operand& right, SlotId slot, Comparison cmp, const ast::Part& sign,
                                   Span where) {
  const Slot& left = c_.program.slots[slot];
  if (is_choice(left.type.kind)) {
    c_.emitter.report(diag::ChoiceComparedBySign, where, left.name, c_.text(sign))
        .note(left.span, "declared here", "declarado aquí");
    return anything(where);
  }
  if (!is_ordered(left.type.kind)) {
    c_.emitter.report(diag::TypeHasNoOrder, where, left.name, describe(left.type, c_.program, c_.tongue()))
        .note(left.span, "declared here", "declarado aquí");
    return anything(where);
  }
  if (right.part->kind == PartKind::Ref) return compare_slots(right, slot, cmp, where);
  return compare_literal(*right.part, slot, cmp, where);
}

CondId Conditions::compare_slots(const Operand& right, SlotId slot, Comparison cmp, Span where) {
  const SlotId other = c_.find_slot(*right.part);
  if (c_.is_bad(other)) return anything(where);
  const Type& a = c_.program.slots[slot].type;
  const Type& b = c_.program.slots[other].type;
  if (!same_sort(a, b)) {
    c_.emitter
        .report(diag::TypesDoNotAgree, where, describe(a, c_.program, c_.tongue()),
                describe(b, c_.program, c_.tongue()))
        .note(c_.program.slots[slot].span, "the first is declared here", "el primero está declarado aquí")
        .note(c_.program.slots[other].span, "the second is declared here", "el segundo está declarado aquí");
    return anything(where);
  }
  Cond cond;
  cond.op = CondOp::CompareSlot;
  cond.cmp = cmp;
  cond.slot = slot;
  cond.other = other;
  cond.span = where;
  if (right.distance != nullptr) {
    const Literal distance = read_distance(b, right.distance->kind, c_.text(*right.distance));
    if (distance.error != LiteralError::None) {
      report_literal(c_, b, *right.distance, static_cast<std::uint8_t>(distance.error));
      return anything(where);
    }
    cond.number = right.minus ? -distance.value : distance.value;
  }
  return c_.add(cond);
}

CondId Conditions::compare_literal(const ast::Part& literal, SlotId slot, Comparison cmp, Span where) {
  const Slot& left = c_.program.slots[slot];
  const Literal value = read_literal(left.type, literal.kind, c_.text(literal));
  if (value.error != LiteralError::None) {
    report_literal(c_, left.type, literal, static_cast<std::uint8_t>(value.error));
    return anything(where);
  }
  if (value.value < left.type.min || value.value > left.type.max) {
    c_.emitter.report(diag::ComparedOutOfRange, c_.span(literal), c_.text(literal), left.name)
        .note(left.span, "its range is declared here", "su rango está declarado aquí");
  }
  Cond cond;
  cond.op = CondOp::CompareNumber;
  cond.cmp = cmp;
  cond.slot = slot;
  cond.number = value.value;
  cond.span = where;
  return c_.add(cond);
}

}  // namespace

CondId compile_condition(Checker& checker, std::span<const ast::Part> parts) { return Conditions{checker}.run(parts); }

CondId known(Checker& checker, SlotId slot, Span span) {
  Cond cond;
  cond.op = CondOp::Known;
  cond.slot = slot;
  cond.span = span;
  return checker.add(cond);
}

CondId one_of_values(Checker& checker, SlotId slot, std::span<const std::int64_t> values, Span span) {
  CondId all = kNone;
  for (const std::int64_t value : values) {
    Cond test;
    test.op = CondOp::CompareNumber;
    test.slot = slot;
    test.number = value;
    test.span = span;
    const CondId one = checker.add(test);
    if (all == kNone) {
      all = one;
      continue;
    }
    Cond either;
    either.op = CondOp::Or;
    either.left = all;
    either.right = one;
    either.span = span;
    all = checker.add(either);
  }
  return all;
}

}  // namespace guion::sema
