// Slips that a text or a type makes plain although it reads well: quotation marks round a whole text, a comma where a
// choice needs a bar, `{saludo}` for `{ahora.saludo}`, a type called by its common name. Each gives the message that
// names the cause. It knows nothing of lines. Forms: docs/language.md, «Blanks in a text» and TYPE.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sema/checker.hpp"

namespace guion::sema {

/// Warns of a run whose words stand in quotation marks from the first to the last.
void check_quotes(Checker& checker, std::span<const ast::Part> run);
/// Reports a blank that names a moment of the day without `ahora.`; false if it does not, or if a slot bears the name.
[[nodiscard]] bool report_moment_slip(Checker& checker, const ast::Part& hole);
/// Reports the first of `labels` that stands in `choice` behind another sign than a bar; false if none does. The fix
/// puts bars before all of them. `choice`: the bytes between selector and brace.
[[nodiscard]] bool report_separator_slip(Checker& checker, Span choice, const std::vector<std::string_view>& labels);
/// The type that somebody meant who wrote `name`, as it is written; empty if none is near. `declared`: names of types.
[[nodiscard]] std::string meant_type(const Checker& checker, std::string_view name,
                                     std::vector<std::string_view> declared);

}  // namespace guion::sema
