// Spoken texts: from runs of text parts to Templates, with the forms that each type may be said in and with complete
// arms; and the seal of a text. Spec: docs/language.md, «Blanks in a text».
#pragma once

#include <span>
#include <string>

#include "sema/checker.hpp"

namespace guion::sema {

/// The template of a run of text parts; kNone if the run is empty. Errors: reported; a blank that is wrong is left out.
[[nodiscard]] TemplateId compile_text(Checker& checker, std::span<const ast::Part> run);
/// The text at the end of a line, as compile_text.
[[nodiscard]] TemplateId compile_text_of(Checker& checker, LineId line);
/// A text without blanks: label, reason, constant. Escapes are undone, continuations joined. Errors: a blank in it is
/// reported.
[[nodiscard]] std::string plain_text(Checker& checker, std::span<const ast::Part> run);
/// Whether two texts say the same with the same values.
[[nodiscard]] bool same_words(const Program& program, Range a, Range b);
[[nodiscard]] Span span_of_run(FileId file, std::span<const ast::Part> run);

/// The seal of a template: eight hexadecimal digits, the upper half of the FNV-1a-64 of its canonical text. That is the
/// literal text after unwrapping and unescaping, with `{name:form}` for a value, `{now:0}` and `{now:1}` for greeting
/// and farewell and `{name?arm|arm…}` for a choice, arms in the order of their values. So neither wrapping nor the
/// language of the keywords changes a seal; any word does.
[[nodiscard]] std::string seal_of(const Program& program, const Template& text);

}  // namespace guion::sema
