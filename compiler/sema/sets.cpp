// `pon` and constants: types that agree, and by interval arithmetic whether the result can leave its range.
// It must not know what happens then: the line's block says so.
// Spec: docs/semantics.md, «Values»; the interface with its comments is expressions.hpp.
#include "sema/expressions.hpp"
#include "sema/types.hpp"

namespace guion::sema {
namespace {

using ast::PartKind;

struct Interval {
  std::int64_t low = 0, high = 0;
};

Interval interval_of(const Slot& slot) {
  if (slot.constant && is_number(slot.type.kind)) return {slot.number, slot.number};
  return {slot.type.min, slot.type.max};
}

bool within(const Interval& inner, const Type& outer) { return inner.low >= outer.min && inner.high <= outer.max; }

bool is_operand(PartKind kind) {
  return kind == PartKind::Ref || kind == PartKind::Number || kind == PartKind::Date || kind == PartKind::Clock ||
         kind == PartKind::YesNo;
}

/// Whether `a ± b` is a value of the kind of `target`: the loader holds sums to the same rule.
bool adds_up(const Type& target, const Type& a, const Type& b) {
  if (!same_sort(target, a)) return false;
  if (a.kind == TypeKind::Count || a.kind == TypeKind::Money || a.kind == TypeKind::Duration) return same_sort(a, b);
  if (a.kind == TypeKind::Date) return b.kind == TypeKind::Count;
  return a.kind == TypeKind::Hour && b.kind == TypeKind::Duration;
}

/// Lengths that a text slot can have: a constant has one.
Interval lengths_of(const Slot& slot) {
  const auto size = static_cast<std::int64_t>(slot.text.size());
  return slot.constant ? Interval{size, size} : Interval{slot.type.min, slot.type.max};
}

class Sets {
 public:
  Sets(Checker& checker, SlotId target) : c_(checker), target_(checker.program.slots[target]) {}

  std::optional<SetExpr> run(std::span<const ast::Part> parts) {
    const ast::Part* first = nullptr;
    const ast::Part* second = nullptr;
    const ast::Part* op = nullptr;
    for (const ast::Part& part : parts) {
      if (is_operand(part.kind)) (first == nullptr ? first : second) = &part;
      if (part.kind == PartKind::Plus || part.kind == PartKind::Minus) op = &part;
    }
    if (first == nullptr) return std::nullopt;
    if (op != nullptr && second != nullptr) return arithmetic(*first, *second, op->kind == PartKind::Minus);
    return plain(*first);
  }

 private:
  std::optional<SetExpr> plain(const ast::Part& part);
  std::optional<SetExpr> copy(const ast::Part& part);
  std::optional<SetExpr> arithmetic(const ast::Part& first, const ast::Part& second, bool minus);
  std::optional<SetExpr> with_number(SlotId a, const ast::Part& number, bool minus);
  bool is_value_of_target(const ast::Part& part) const;
  std::string describe_type(const Type& type) const { return describe(type, c_.program, c_.tongue()); }

  Checker& c_;
  const Slot& target_;
};

bool Sets::is_value_of_target(const ast::Part& part) const {
  if (part.kind != PartKind::Ref) return true;
  const std::string_view name = c_.text(part);
  if (target_.type.kind == TypeKind::Enum) return c_.enum_values()[target_.type.enumeration].exact.find(name) != kNone;
  for (std::size_t v = 0; v < value_count(target_.type, c_.program); ++v) {
    if (name == value_name(target_.type, v, c_.program, Tongue::Es)) return true;
    if (name == value_name(target_.type, v, c_.program, Tongue::En)) return true;
  }
  return false;
}

std::optional<SetExpr> Sets::plain(const ast::Part& part) {
  if (!is_value_of_target(part)) return copy(part);
  const auto value = compile_constant(c_, target_.type, part);
  if (!value) return std::nullopt;
  SetExpr set;
  set.number = *value;
  return set;
}

std::optional<SetExpr> Sets::copy(const ast::Part& part) {
  // A name that is neither a slot nor a level was probably meant as a value of the enumeration.
  if (is_choice(target_.type.kind) && c_.space(NameSpace::Slots).exact.find(c_.text(part)) == kNone) {
    (void)c_.find_value(target_.type, part);
    return std::nullopt;
  }
  const SlotId from = c_.find_slot(part);
  if (c_.is_bad(from)) return std::nullopt;
  const Slot& source = c_.program.slots[from];
  if (source.own_words) {
    c_.emitter.report(diag::OwnWordsElsewhere, c_.span(part), source.name)
        .note(source.span, "declared here", "declarado aquí");
    return std::nullopt;
  }
  if (!same_sort(source.type, target_.type)) {
    c_.emitter.report(diag::TypesDoNotAgree, c_.span(part), describe_type(target_.type), describe_type(source.type))
        .note(target_.span, "the first is declared here", "el primero está declarado aquí")
        .note(source.span, "the second is declared here", "el segundo está declarado aquí");
    return std::nullopt;
  }
  SetExpr set;
  set.op = SetOp::Copy;
  set.a = from;
  set.can_overflow = is_ordered(source.type.kind) && !within(interval_of(source), target_.type);
  if (!is_number(source.type.kind) && !within(lengths_of(source), target_.type)) {
    c_.emitter.report(diag::TextMayNotFit, c_.span(part), source.name, target_.name)
        .note(target_.span, "declared here", "declarado aquí");
    return std::nullopt;
  }
  return set;
}

std::optional<SetExpr> Sets::arithmetic(const ast::Part& first, const ast::Part& second, bool minus) {
  if (first.kind != PartKind::Ref) {
    c_.emitter.report(diag::SumStartsWithLiteral, c_.span(first), c_.text(first));
    return std::nullopt;
  }
  const SlotId a = c_.find_slot(first);
  if (second.kind != PartKind::Ref) return c_.is_bad(a) ? std::nullopt : with_number(a, second, minus);
  const SlotId b = c_.find_slot(second);
  if (c_.is_bad(a) || c_.is_bad(b)) return std::nullopt;
  const Slot& left = c_.program.slots[a];
  const Slot& right = c_.program.slots[b];
  if (!adds_up(target_.type, left.type, right.type)) {
    c_.emitter
        .report(diag::SumDoesNotAgree, Span{c_.file, first.begin, second.end}, describe_type(left.type),
                minus ? "-" : "+", describe_type(right.type), describe_type(target_.type))
        .note(left.span, "the first is declared here", "el primero está declarado aquí")
        .note(right.span, "the second is declared here", "el segundo está declarado aquí");
    return std::nullopt;
  }
  SetExpr set;
  set.op = minus ? SetOp::Subtract : SetOp::Add;
  set.a = a;
  set.b = b;
  const Interval x = interval_of(left), y = interval_of(right);
  const Interval result = minus ? Interval{x.low - y.high, x.high - y.low} : Interval{x.low + y.low, x.high + y.high};
  set.can_overflow = !within(result, target_.type);
  return set;
}

std::optional<SetExpr> Sets::with_number(SlotId a, const ast::Part& number, bool minus) {
  const Slot& left = c_.program.slots[a];
  const Literal distance = read_distance(left.type, number.kind, c_.text(number));
  if (distance.error != LiteralError::None) {
    report_literal(c_, left.type, number, static_cast<std::uint8_t>(distance.error));
    return std::nullopt;
  }
  if (!same_sort(left.type, target_.type)) {
    c_.emitter.report(diag::TypesDoNotAgree, c_.span(number), describe_type(target_.type), describe_type(left.type))
        .note(target_.span, "the first is declared here", "el primero está declarado aquí")
        .note(left.span, "the second is declared here", "el segundo está declarado aquí");
    return std::nullopt;
  }
  SetExpr set;
  set.op = minus ? SetOp::Subtract : SetOp::Add;
  set.a = a;
  set.number = distance.value;
  const Interval x = interval_of(left);
  const std::int64_t k = minus ? -distance.value : distance.value;
  set.can_overflow = !within({x.low + k, x.high + k}, target_.type);
  return set;
}

}  // namespace

std::optional<SetExpr> compile_set(Checker& checker, SlotId target, std::span<const ast::Part> parts) {
  return Sets{checker, target}.run(parts);
}

std::optional<std::int64_t> compile_constant(Checker& c, const Type& type, const ast::Part& part) {
  if (is_choice(type.kind)) {
    if (part.kind == PartKind::YesNo && type.kind == TypeKind::YesNo) {
      return static_cast<Word>(part.arg) == Word::Yes ? 1 : 0;
    }
    if (part.kind == PartKind::Ref || part.kind == PartKind::Name || part.kind == PartKind::Arm) {
      const std::int64_t value = c.find_value(type, part);
      return value < 0 ? std::nullopt : std::optional{value};
    }
    // «sí» where an enumeration has a value of that name is a name like any other.
    if (part.kind == PartKind::YesNo && type.kind == TypeKind::Enum) {
      const std::int64_t value = c.find_value(type, part);
      return value < 0 ? std::nullopt : std::optional{value};
    }
    report_literal(c, type, part, static_cast<std::uint8_t>(LiteralError::WrongKind));
    return std::nullopt;
  }
  const Literal literal = read_literal(type, part.kind, c.text(part));
  if (literal.error != LiteralError::None) {
    report_literal(c, type, part, static_cast<std::uint8_t>(literal.error));
    return std::nullopt;
  }
  if (literal.value < type.min || literal.value > type.max) {
    c.emitter.report(diag::ValueOutOfRange, c.span(part), c.text(part), describe(type, c.program, c.tongue()));
    return std::nullopt;
  }
  return literal.value;
}

void report_literal(Checker& c, const Type& type, const ast::Part& part, std::uint8_t literal_error) {
  const std::string name = describe(type, c.program, c.tongue());
  switch (static_cast<LiteralError>(literal_error)) {
    case LiteralError::None:
      return;
    case LiteralError::WrongKind:
      c.emitter.report(diag::LiteralOfOtherType, c.span(part), c.text(part), name);
      return;
    case LiteralError::TooPrecise:
      c.emitter.report(diag::TooManyDecimals, c.span(part), c.text(part), name);
      return;
    case LiteralError::TooLarge:
      c.emitter.report(diag::NumberTooLarge, c.span(part), c.text(part));
      return;
    case LiteralError::NoSuchDate:
      c.emitter.report(diag::NoSuchDate, c.span(part), c.text(part));
      return;
    case LiteralError::NoSuchTime:
      c.emitter.report(diag::NoSuchTime, c.span(part), c.text(part));
      return;
  }
}

}  // namespace guion::sema
