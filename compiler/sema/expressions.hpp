// Conditions and `pon` expressions: from postfix parts to Cond and SetExpr, with types and units checked. Spec:
// docs/language.md, CONDITION; docs/semantics.md, «Values». A name that cannot be resolved gives a condition that is
// always true and says nothing more.
#pragma once

#include <optional>
#include <span>

#include "sema/checker.hpp"

namespace guion::sema {

/// The condition that the expression parts among `parts` make; other parts are passed over. kNone if there is none.
/// Errors: reported; a condition of more than 64 atoms is one.
[[nodiscard]] CondId compile_condition(Checker& checker, std::span<const ast::Part> parts);

/// `slot` is filled.
[[nodiscard]] CondId known(Checker& checker, SlotId slot, Span span);
/// `slot` (a choice) has one of the values: an Or of tests, in order.
[[nodiscard]] CondId one_of_values(Checker& checker, SlotId slot, std::span<const std::int64_t> values, Span span);

/// What stands right of `=` in `pon target = …`. Nothing after a message.
[[nodiscard]] std::optional<SetExpr> compile_set(Checker& checker, SlotId target, std::span<const ast::Part> parts);

/// A literal or name of a choice as a value of `type`, range included. Nothing after a message.
[[nodiscard]] std::optional<std::int64_t> compile_constant(Checker& checker, const Type& type, const ast::Part& part);
/// Reports why a literal is no value of `type`.
void report_literal(Checker& checker, const Type& type, const ast::Part& part, std::uint8_t literal_error);

}  // namespace guion::sema
