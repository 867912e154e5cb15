// Allowances, agreements and weights. See verdict.hpp.
#include "driver/verdict.hpp"

#include <algorithm>
#include <tuple>

#include "ast/tree.hpp"

namespace guion {
namespace {

using ast::NodeKind;
using diag::Diagnostic;
using diag::Severity;

/// A comment that allows a code on the stretch [begin, end] of its file.
struct Allowance {
  FileId file = 0;
  std::uint32_t begin = 0, end = 0;
  diag::Code code{};
  std::string reason;
  Span comment;
  bool used = false;
};

std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes the first word, which a blank or a colon ends.
std::string_view take_word(std::string_view& text) {
  const std::string_view word = text.substr(0, std::min(text.find_first_of(" :"), text.size()));
  text.remove_prefix(word.size());
  return word;
}

bool opens_allowance(std::string_view word) {
  std::string small{word};
  for (char& c : small) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  return small == "permite" || small == "allow";
}

/// «G0442» as a number; 0 if it does not look like a code.
unsigned read_code(std::string_view word) {
  constexpr std::size_t kMostDigits = 5;
  if (word.size() < 2 || word.size() > kMostDigits + 1 || (word[0] != 'G' && word[0] != 'g')) return 0;
  unsigned number = 0;
  for (const char c : word.substr(1)) {
    if (!is_digit(c)) return 0;
    number = number * 10 + static_cast<unsigned>(c - '0');
  }
  return number;
}

const diag::Row* row_if(unsigned number) {
  const auto& rows = diag::rows();
  const auto at = std::find_if(rows.begin(), rows.end(),
                               [&](const diag::Row& r) { return static_cast<unsigned>(r.code) == number; });
  return at == rows.end() ? nullptr : &*at;
}

/// Reads the comments of one compilation.
class Reader {
 public:
  Reader(const sema::Program& program, diag::Emitter& emitter) : program_{program}, emitter_{emitter} {}

  std::vector<Allowance> read() {
    for (FileId f = 0; f < program_.files.size(); ++f) {
      const ast::Tree& tree = program_.files[f].tree;
      for (LineId i = 0; i < tree.lines.size(); ++i) {
        if (tree.lines[i].kind == NodeKind::Comment) read_comment(f, i);
      }
    }
    return std::move(allowances_);
  }

 private:
  void read_comment(FileId file, LineId line) {
    const ast::Tree& tree = program_.files[file].tree;
    const ast::Line& l = tree.lines[line];
    std::string_view text = std::string_view{tree.text}.substr(l.begin, l.end - l.begin);
    if (text.starts_with('#')) text.remove_prefix(1);
    text = trimmed(text);
    if (!opens_allowance(take_word(text))) return;
    text = trimmed(text);
    const Span comment{file, l.begin, l.end};
    const std::string_view word = take_word(text);
    const unsigned number = read_code(word);
    if (number == 0) return named(word, comment);  // any other comment may begin with «permite»
    text = trimmed(text);
    const std::string_view reason = text.starts_with(':') ? trimmed(text.substr(1)) : std::string_view{};
    const diag::Row* row = row_if(number);
    if (row == nullptr) {
      incomplete(comment, fmt::format("there is no finding {}", word), fmt::format("no existe el hallazgo {}", word));
    } else if (row->severity == Severity::Error) {
      incomplete(comment, fmt::format("{} is an error", word), fmt::format("{} es un error", word));
    } else if (reason.empty()) {
      incomplete(comment, "the reason is missing", "falta la razón");
    } else {
      allow(file, line, row->code, reason, comment);
    }
  }

  /// The name of a finding where its code should stand.
  void named(std::string_view word, Span comment) {
    for (const diag::Row& row : diag::rows()) {
      if (row.name != word) continue;
      const std::string code = diag::code_text(row.code);
      incomplete(comment, fmt::format("write the code of {}, {}", word, code),
                 fmt::format("escriba el código de {}, {}", word, code));
    }
  }

  void allow(FileId file, LineId line, diag::Code code, std::string_view reason, Span comment) {
    Allowance made{file, comment.end, comment.end, code, std::string{reason}, comment, false};
    const auto& lines = program_.files[file].tree.lines;
    LineId next = line + 1;
    while (next < lines.size() && lines[next].kind == NodeKind::Comment && !lines[next].blank_before) ++next;
    if (next < lines.size() && lines[next].kind != NodeKind::Comment && !lines[next].blank_before) {
      made.begin = lines[next].begin;
      made.end = lines[next].end;
    }
    allowances_.push_back(std::move(made));
  }

  void incomplete(Span comment, std::string_view en, std::string_view es) {
    emitter_.report(diag::AllowanceIncomplete, comment, en, es);
  }

  const sema::Program& program_;
  diag::Emitter& emitter_;
  std::vector<Allowance> allowances_;
};

/// The allowance for a finding, or null. `all` are in the order of (file, end).
Allowance* allowance_of(const Diagnostic& d, std::vector<Allowance>& all) {
  const auto before = [](const Allowance& a, const Span& s) {
    return std::tie(a.file, a.end) < std::tie(s.file, s.begin);
  };
  for (auto a = std::lower_bound(all.begin(), all.end(), d.span, before);
       a != all.end() && a->file == d.span.file && a->begin <= d.span.begin; ++a) {
    if (a->code == d.code) return &*a;
  }
  return nullptr;
}

/// The place of the line that settles something: the last of its kind that counts, else the first line of the flow.
Span settled_at(const sema::Program& program, NodeKind kind) {
  Span found{0, 0, 0};
  for (std::size_t f = program.files.size(); f-- > 0;) {
    const ast::Tree& tree = program.files[f].tree;
    if (!tree.lines.empty() && tree.lines[0].kind == NodeKind::Library) continue;
    for (const ast::Line& line : tree.lines) {
      if (line.kind == kind || (f == 0 && found == Span{} && line.kind == NodeKind::Flow))
        found = {static_cast<FileId>(f), line.begin, line.end};
    }
  }
  return found;
}

void hold_to_agreements(const sema::Program& program, const CompileOptions& options, diag::Emitter& emitter) {
  if (program.kind != sema::FileKind::Flow) return;
  const auto& locales = options.locales;
  if (!locales.empty() && std::find(locales.begin(), locales.end(), program.locale) == locales.end()) {
    std::string wanted = locales.front();
    for (std::size_t i = 1; i < locales.size(); ++i) wanted += ", " + locales[i];
    emitter.report(diag::LocaleNotAgreed, settled_at(program, NodeKind::Language), program.locale, wanted);
  }
  const std::string_view address = spelling(program.register_word, Tongue::Es);
  if (!options.address.empty() && options.address != address)
    emitter.report(diag::RegisterNotAgreed, settled_at(program, NodeKind::Register), address, options.address);
}

/// A comment with its indentation and the end of its line: what to remove.
Span whole_line(const sema::Program& program, Span comment) {
  const std::string_view text = program.files[comment.file].tree.text;
  while (comment.begin > 0 && text[comment.begin - 1] == ' ') --comment.begin;
  const std::size_t end = text.find('\n', comment.end);
  comment.end = static_cast<std::uint32_t>(end == std::string_view::npos ? text.size() : end + 1);
  return comment;
}

/// What a finding weighs in the end; nothing: it is not shown.
std::optional<Severity> weigh(const Diagnostic& d, const std::vector<CodeWeight>& weights) {
  if (d.severity == Severity::Error) return Severity::Error;
  const CodeWeight* chosen = nullptr;
  for (const CodeWeight& w : weights) {
    const bool own = w.code == static_cast<std::uint16_t>(d.code);
    const bool of_all = w.code == 0 && d.severity == Severity::Warning && (chosen == nullptr || chosen->code == 0);
    if (own || of_all) chosen = &w;
  }
  if (chosen == nullptr) return d.severity;
  switch (chosen->weight) {
    case Weight::Error:
      return Severity::Error;
    case Weight::Warning:
      return Severity::Warning;
    case Weight::Hint:
      return Severity::Hint;
    case Weight::Off:
      return std::nullopt;
  }
  return d.severity;
}

}  // namespace

Verdict judge(const sema::Program& program, const CompileOptions& options, std::vector<Diagnostic> found) {
  Verdict verdict;
  diag::Emitter kept;
  std::vector<Allowance> allowances = Reader{program, kept}.read();
  std::sort(allowances.begin(), allowances.end(), [](const Allowance& a, const Allowance& b) {
    return std::tie(a.file, a.end, a.comment.begin) < std::tie(b.file, b.end, b.comment.begin);
  });
  bool errors = false;
  for (Diagnostic& d : found) {
    errors |= d.severity == Severity::Error;
    Allowance* a = d.severity == Severity::Error ? nullptr : allowance_of(d, allowances);
    if (a == nullptr) {
      kept.add(std::move(d));
    } else {
      a->used = true;
      verdict.allowed.push_back({std::move(d), a->reason, a->comment});
    }
  }
  hold_to_agreements(program, options, kept);
  // Other flows may need the allowances of a library or a protocol, and after an error not all is found.
  for (const Allowance& a : allowances) {
    if (a.used || a.file != 0 || errors || program.kind != sema::FileKind::Flow) continue;
    kept.report(diag::AllowanceUnused, a.comment, diag::code_text(a.code)).fix_with(whole_line(program, a.comment), "");
  }
  for (Diagnostic& d : kept.take_sorted()) {
    const auto severity = weigh(d, options.weights);
    if (!severity) continue;
    d.severity = *severity;
    verdict.diagnostics.push_back(std::move(d));
  }
  return verdict;
}

}  // namespace guion
