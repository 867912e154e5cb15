// Declarations of one file, in four passes, so that the order of lines within a file does not matter: names of types,
// levels, classes …; what they refer to; slots and fields; then rules, waivers and stages, whose conditions may name
// any slot. Spec: docs/language.md.
#pragma once

#include <optional>
#include <vector>

#include "sema/checker.hpp"

namespace guion::sema {

/// The lines at depth 0 of the file in hand, comments and unread lines left out.
[[nodiscard]] std::vector<LineId> top_lines(const Checker& checker);

/// Title, language, register, channel and the file's name. A flow overrides its protocol.
void settings(Checker& checker, LineId line);
/// Pass 1.
void declare_name(Checker& checker, LineId line);
/// Closes the levels that the file declared under «incluye»; reports cycles. `levels`: the lines of its levels.
void close_levels(Checker& checker, const std::vector<LineId>& levels);
/// Pass 2: methods and classes.
void declare_law(Checker& checker, LineId line);
/// Pass 3: slots and the fields of services.
void declare_slots(Checker& checker, LineId line);
/// Reports the first declaration of its kind that is too many, `id` being its number.
void check_count(Checker& checker, std::size_t id, const ast::Part& name);
/// Pass 4: `invalida`, rules, waivers, stages of a protocol.
void declare_rules(Checker& checker, LineId line);

/// The type that the parts of a line state. Nothing after a message.
[[nodiscard]] std::optional<Type> type_of(Checker& checker, LineId line);
/// The classes that the parts of a line name.
[[nodiscard]] Classes classes_of(Checker& checker, LineId line);
/// The levels that parts of that kind name, closed.
[[nodiscard]] Levels levels_of(Checker& checker, LineId line, ast::PartKind kind);
/// A number of the line such as tries or seconds, at most `most`; 0 if it has none. Errors: reported.
[[nodiscard]] std::uint32_t count_of(Checker& checker, LineId line, ast::PartKind kind, std::uint32_t most);

}  // namespace guion::sema
