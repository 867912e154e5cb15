// The flow around a line, and what its reading found.
#include "spanish/reading.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace guion::test {
namespace {

constexpr const char* kPath = "lectura.flow";
constexpr const char* kProtocol = "protocolo atención, guion 1\n\nfinal resuelto, normal\n\netapa única, obligatoria\n";

bool reads(diag::Code code) { return static_cast<int>(code) / 100 == 7; }

Compilation compiled(const std::string& text, const Manner& manner) {
  MemorySources sources;
  sources.put(kPath, text);
  sources.put("atención.flow", kProtocol);
  CompileOptions options;
  options.reading = manner.options;
  return compile(kPath, sources, options);
}

std::vector<diag::Diagnostic> findings(const std::string& text, const Manner& manner) {
  std::vector<diag::Diagnostic> out;
  for (const diag::Diagnostic& d : compiled(text, manner).diagnostics)
    if (reads(d.code))
      out.push_back(d);
    else
      EXPECT_NE(d.severity, diag::Severity::Error) << d.es << "\n" << text;
  return out;
}

/// The line in which the place lies, without its indent.
std::string line_at(const std::string& text, std::size_t at) {
  const std::size_t begin = text.rfind('\n', at == 0 ? 0 : at - 1) + 1;
  const std::size_t first = text.find_first_not_of(' ', begin);
  return text.substr(first, text.find('\n', at) - first);
}

std::string mended(const std::string& text, const diag::Diagnostic& d, const Manner& manner) {
  if (!d.fix) return {};
  const Span where = d.fix->span;
  std::string fixed = text;
  fixed.replace(where.begin, where.end - where.begin, d.fix->replacement);
  const auto count = [&](const std::vector<diag::Diagnostic>& all) {
    return std::ranges::count_if(all, [&](const auto& other) { return other.code == d.code; });
  };
  EXPECT_LT(count(findings(fixed, manner)), count(findings(text, manner))) << "the fix leaves it: " << d.es << "\n" << fixed;
  return line_at(fixed, where.begin);
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const Finding& f) {
  return out << 'G' << static_cast<int>(f.code) << " «" << f.words << "» → «" << f.mended << "»";
}

std::string flow_with(const std::string& lines, const Manner& manner) {
  std::string flow = "flujo lectura, guion 1\nidioma " + manner.locale + "\nregistro " + manner.register_word + "\n";
  if (!manner.channel.empty()) flow += "canal " + manner.channel + "\n";
  flow += "sigue atención\n\ndato empresa = Cable Austral\ndato agente: nombre, del sistema\n"
          "dato cliente: nombre, del sistema\ndato trato_cliente: trato, del sistema\ndato saldo: dinero USD, del sistema\n"
          "dato hora: hora, del sistema\ndato línea: teléfono, del sistema\n\netapa única\n";
  for (std::size_t begin = 0; begin < lines.size();) {
    const std::size_t end = std::min(lines.find('\n', begin), lines.size());
    flow += "  " + lines.substr(begin, end - begin) + "\n";
    begin = end + 1;
  }
  return flow + "  termina resuelto\n";
}

std::vector<Finding> read_lines(const std::string& lines, const Manner& manner) {
  const std::string text = flow_with(lines, manner);
  std::vector<Finding> out;
  for (const diag::Diagnostic& d : findings(text, manner))
    out.push_back({d.code, text.substr(d.span.begin, d.span.end - d.span.begin), mended(text, d, manner)});
  return out;
}

std::vector<Finding> read_text(const std::string& text, const Manner& manner) { return read_lines("di " + text, manner); }

}  // namespace guion::test
