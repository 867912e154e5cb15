// A flow made of a few lines, read, and what was found in it: codes, the words underlined, what the fixes make of it.
// For the tests of the rules of reading. Knows no rule.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "driver/compile.hpp"

namespace guion::test {

/// A finding of reading: its code, the text it underlines, the whole flow once its fix is put in («» if it has none).
struct Seen {
  diag::Code code;
  std::string words, mended;
  diag::Diagnostic diagnostic;
};

/// A flow and its protocol. Lines are added as they stand in a file, each with its line feed.
struct Script {
  std::string heads = "idioma es-US\n";  ///< of the flow
  std::string slots;                     ///< its declarations
  std::string law;                       ///< further lines of the protocol
  std::string lines = "  di Gracias.\n";
  CompileOptions options{};

  [[nodiscard]] std::string text() const {
    return "flujo ejemplo, guion 1\n" + heads + "sigue base\n" + slots + "etapa única\n" + lines +
           "  termina resuelto\n";
  }
  [[nodiscard]] std::string protocol() const {
    return "protocolo base, guion 1\n" + law + "final resuelto, normal\netapa única, opcional\n";
  }
  [[nodiscard]] Compilation read(const std::string& flow) const {
    MemorySources sources;
    sources.put("base.flow", protocol());
    sources.put("ejemplo.flow", flow);
    return compile("ejemplo.flow", sources, options);
  }
  /// The findings of this code in the flow.
  [[nodiscard]] std::vector<Seen> find(diag::Code code) const { return find(code, text()); }
  [[nodiscard]] std::vector<Seen> find(diag::Code code, const std::string& flow) const {
    std::vector<Seen> out;
    const Compilation made = read(flow);
    for (const diag::Diagnostic& d : made.diagnostics) {
      if (d.severity == diag::Severity::Error) ADD_FAILURE() << diag::code_text(d.code) << " " << d.es << "\n" << flow;
      if (d.code != code) continue;
      const std::string& all = made.program.files[d.span.file].tree.text;
      Seen seen{d.code, all.substr(d.span.begin, d.span.end - d.span.begin), {}, d};
      if (d.fix)
        seen.mended =
            std::string{all}.replace(d.fix->span.begin, d.fix->span.end - d.fix->span.begin, d.fix->replacement);
      out.push_back(std::move(seen));
    }
    return out;
  }
};

/// A flow that says `text`.
[[nodiscard]] inline Script says(const std::string& text) {
  Script script;
  script.lines = "  di " + text + "\n";
  return script;
}

/// The words underlined, with « | » between.
[[nodiscard]] inline std::string words_of(const std::vector<Seen>& seen) {
  std::string out;
  for (const Seen& s : seen) out += (out.empty() ? "" : " | ") + s.words;
  return out;
}

/// What the first fix makes of the text of the first `di`; «» without a fix. Fails if the finding stays.
[[nodiscard]] inline std::string mended(const Script& script, diag::Code code) {
  const std::vector<Seen> seen = script.find(code);
  if (seen.empty() || seen[0].mended.empty()) return {};
  EXPECT_EQ(script.find(code, seen[0].mended).size(), seen.size() - 1) << seen[0].mended;
  const std::size_t at = seen[0].mended.find("  di ") + 5;
  return seen[0].mended.substr(at, seen[0].mended.find('\n', at) - at);
}

}  // namespace guion::test
