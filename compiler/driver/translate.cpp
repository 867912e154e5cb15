// See translate.hpp.
#include "driver/translate.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "sema/sema.hpp"
#include "spanish/read.hpp"
#include "translation/translation.hpp"

namespace guion {
namespace {

/// Files of the copy are numbered from 0 while it is looked at, and those of the original behind them; in the end it is
/// the other way round.
class Renumbering {
 public:
  Renumbering(std::size_t copy, std::size_t original)
      : copy_(static_cast<FileId>(copy)), original_(static_cast<FileId>(original)) {}

  void run(diag::Diagnostic& d) const {
    turn(d.span);
    for (diag::Note& n : d.notes) turn(n.span);
    if (d.fix) turn(d.fix->span);
  }
  void turn(Span& s) const { s.file = static_cast<FileId>(s.file < copy_ ? s.file + original_ : s.file - copy_); }

 private:
  FileId copy_, original_;
};

/// Comments of the original stand in its copy, and what they allow is often found in the original only.
bool is_idle_allowance(const diag::Diagnostic& d) { return d.code == diag::Code::AllowanceUnused; }

}  // namespace

Translated translate(const sema::Program& original, Sources& sources, const CompileOptions& options) {
  Translated made;
  diag::Emitter emitter;
  made.program = sema::analyse(options.translation, sources, options, emitter);
  if (!emitter.has_errors()) made.texts = translation::compare(original, made.program, emitter);
  if (options.read && !emitter.has_errors()) spanish::read(made.program, options, emitter);
  made.verdict = judge(made.program, options, emitter.take_sorted());
  std::erase_if(made.verdict.diagnostics, is_idle_allowance);
  made.failed = std::any_of(made.verdict.diagnostics.begin(), made.verdict.diagnostics.end(),
                            [](const diag::Diagnostic& d) { return d.severity == diag::Severity::Error; });
  const Renumbering turn{made.program.files.size(), original.files.size()};
  for (diag::Diagnostic& d : made.verdict.diagnostics) turn.run(d);
  for (Allowed& a : made.verdict.allowed) {
    turn.run(a.finding);
    turn.turn(a.comment);
  }
  return made;
}

void join(Translated translated, Compilation& into) {
  const auto append = [](auto& to, auto& from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
  };
  append(into.diagnostics, translated.verdict.diagnostics);
  append(into.allowed, translated.verdict.allowed);
  append(into.program.files, translated.program.files);
}

}  // namespace guion
