// Diagnostics: what the compiler found, where, why it matters, what to do. Texts live in diagnostics.def, in two languages, checked
// against their arguments at compile time. This room collects and orders; rendering with source lines is render.hpp.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/ids.hpp"
#include "grammar/keywords.hpp"

namespace guion::diag {

enum class Severity : std::uint8_t { Error, Warning, Hint };

enum class Code : std::uint16_t {
#define DIAG(number, Name, severity, args, en, es, help_en, help_es) Name = number,
#include "diag/diagnostics.def"
#undef DIAG
};

/// An argument of a message: always a string by the time it is reported.
using Arg = std::string_view;

/// A row of the table with its argument types. Both texts and both helps are format strings over the same arguments.
template <class... Args>
struct Definition {
  Code code;
  Severity severity;
  fmt::format_string<Args...> en, es, help_en, help_es;
};

template <class... Args>
struct Arguments {};

#define GUION_ARGS(...) __VA_ARGS__
#define DIAG(number, Name, severity, args, en, es, help_en, help_es) \
  inline const Definition<GUION_ARGS args> Name{Code::Name, Severity::severity, en, es, help_en, help_es};
#include "diag/diagnostics.def"
#undef DIAG

/// A replacement that mends the finding. Applying it and checking again must make the finding go away.
struct Fix {
  Span span;
  std::string replacement;
};

/// A second place that a message refers to («declared here»).
struct Note {
  Span span;
  std::string en, es;
};

/// A call that does what the message says, played in the interpreter before it was attached.
/// Shape: `transcript` is lines as the agent sees them, the last one the offending; `script` is a .call file that replays it.
struct Call {
  std::string script, transcript;
  std::vector<Span> steps;  ///< the lines on the way in order, the offending one last
};

struct Diagnostic {
  Code code;
  Severity severity;
  Span span;
  std::string en, es;            ///< what was seen
  std::string help_en, help_es;  ///< why it matters and what to do; may be empty
  std::vector<Note> notes;
  std::optional<Fix> fix;
  std::optional<Call> call;

  Diagnostic& note(Span where, std::string_view en_text, std::string_view es_text);
  Diagnostic& fix_with(Span where, std::string_view replacement);
};

/// Collects what one compilation finds. Owns the diagnostics.
class Emitter {
 public:
  /// Reports one finding. The reference returned is good until the next report.
  template <class... Args>
  Diagnostic& report(const Definition<Args...>& d, Span span, const std::type_identity_t<Args>&... args) {
    const auto text = [&](fmt::string_view form) { return fmt::vformat(form, fmt::make_format_args(args...)); };  // checked in the table
    return add({d.code, d.severity, span, text(d.en), text(d.es), text(d.help_en), text(d.help_es), {}, {}, {}});
  }
  Diagnostic& add(Diagnostic d);
  /// Reports `d` instead of finding `index` of all().
  void replace(std::size_t index, Diagnostic d);
  /// Attaches the call that does what finding `index` of all() says.
  void attach(std::size_t index, Call call) { diagnostics_[index].call = std::move(call); }
  [[nodiscard]] bool has_errors() const { return errors_ != 0; }
  [[nodiscard]] std::size_t count(Severity severity) const;
  /// All findings, ordered by file, place and code; equal ones once.
  [[nodiscard]] std::vector<Diagnostic> take_sorted();
  [[nodiscard]] const std::vector<Diagnostic>& all() const { return diagnostics_; }

 private:
  std::vector<Diagnostic> diagnostics_;
  std::size_t errors_ = 0;
};

/// A row of the table as data, for `explain`, docs and tests.
struct Row {
  Code code;
  std::string_view name;
  Severity severity;
  std::string_view en, es, help_en, help_es;
};
[[nodiscard]] const std::vector<Row>& rows();
[[nodiscard]] const Row& row(Code code);
/// «G0203».
[[nodiscard]] std::string code_text(Code code);
/// The candidate nearest to `name` within a third of its length (Damerau-Levenshtein over characters, accents and case free), or empty.
[[nodiscard]] std::string_view nearest(std::string_view name, const std::vector<std::string_view>& candidates);

}  // namespace guion::diag
