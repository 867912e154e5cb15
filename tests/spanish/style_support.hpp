// A flow around the lines of a test, what is found in it, and fixes put to work. For the rules of style, sentences and
// turns.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "driver/compile.hpp"

namespace guion::test {

/// One finding: «G0750 "el"», the words that it underlines between quotes.
using Findings = std::vector<std::string>;

struct Read {
  std::string text;  ///< of the flow
  Compilation made;
  std::vector<diag::Diagnostic> found;  ///< of the codes asked for
};

inline constexpr std::string_view kSlots =
    "tipo vía\n  - tarjeta: Tarjeta\n  - cheque: Cheque\n"
    "dato empresa = Cable Austral\ndato saldo: dinero USD\ndato vence: fecha\ndato hora: hora\ndato franja: ventana\n"
    "dato periodo: ciclo\ndato folio: código\ndato vía_de_pago: vía\ndato cliente: nombre\ndato meses: cuenta\n"
    "dato conceptos: lista\ndato trato: trato\n";

/// A protocol whose one part is `lines`, each two blanks deep; `head` are its further top lines.
inline Read read_lines(const std::string& lines, std::vector<unsigned> codes, const std::string& head = {},
                       const CompileOptions& options = {}) {
  Read r;
  r.text = "protocolo prueba, guion 1\n" + head + std::string{kSlots} + "parte una\n" + lines;
  MemorySources sources;
  sources.put("prueba.flow", r.text);
  r.made = compile("prueba.flow", sources, options);
  for (const diag::Diagnostic& d : r.made.diagnostics) {
    const bool wanted = std::find(codes.begin(), codes.end(), static_cast<unsigned>(d.code)) != codes.end();
    if (wanted || d.severity == diag::Severity::Error) r.found.push_back(d);
  }
  return r;
}

inline Findings shown(const Read& r) {
  Findings out;
  for (const diag::Diagnostic& d : r.found)
    out.push_back(diag::code_text(d.code) + " \"" + r.text.substr(d.span.begin, d.span.end - d.span.begin) + "\"");
  return out;
}

/// The lines of the part once every fix was applied, from the last to the first.
inline std::string mended(const Read& r) {
  std::string text = r.text;
  std::vector<diag::Fix> fixes;
  for (const diag::Diagnostic& d : r.found)
    if (d.fix) fixes.push_back(*d.fix);
  std::sort(fixes.begin(), fixes.end(),
            [](const diag::Fix& a, const diag::Fix& b) { return a.span.begin > b.span.begin; });
  for (const diag::Fix& f : fixes) text.replace(f.span.begin, f.span.end - f.span.begin, f.replacement);
  const std::string_view part = "parte una\n";
  return text.substr(text.find(part) + part.size());
}

}  // namespace guion::test
