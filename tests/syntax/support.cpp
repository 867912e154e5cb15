// See support.hpp.
#include "syntax/support.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace guion::test {
namespace {

using ast::NodeKind;
using ast::PartKind;

bool has_word(PartKind kind) {
  return kind == PartKind::Flag || kind == PartKind::TypeWord || kind == PartKind::YesNo || kind == PartKind::Form ||
         kind == PartKind::Moment;
}
bool is_operator(PartKind kind) {
  return (kind >= PartKind::Truth && kind <= PartKind::Not) || kind == PartKind::When || kind == PartKind::Unless ||
         kind == PartKind::RuleForm || kind == PartKind::RuleEvent || kind == PartKind::Spoken ||
         kind == PartKind::ChoiceEnd;
}

std::string joined(std::initializer_list<std::string_view> lines) {
  std::string text;
  for (const std::string_view line : lines) text += std::string{line} + "\n";
  return text;
}

}  // namespace

Parsed read(std::string text) {
  diag::Emitter emitter;
  Parsed parsed;
  parsed.tree = parse::parse(std::move(text), 0, emitter);
  parsed.diagnostics = emitter.take_sorted();
  for (const auto& d : parsed.diagnostics)
    parsed.complaints += fmt::format("{}@{}..{} ", diag::code_text(d.code), d.span.begin, d.span.end);
  return parsed;
}

std::string dump_line(const ast::Tree& tree, LineId line) {
  std::string text{ast::name_of(tree.lines[line].kind)};
  bool in_run = false;
  for (const ast::Part& part : tree.parts_of(line)) {
    // A run of literal characters is one text, however it was wrapped.
    if (part.kind == PartKind::Text || part.kind == PartKind::Join) {
      if (!in_run) text += " Text:";
      text += part.kind == PartKind::Join ? " " : tree.at(part);
      in_run = true;
      continue;
    }
    in_run = false;
    text += fmt::format(" {}", ast::name_of(part.kind));
    if (has_word(part.kind) || is_operator(part.kind)) text += fmt::format("#{}", part.arg);
    if (!has_word(part.kind) && !is_operator(part.kind)) text += fmt::format(":{}", tree.at(part));
  }
  return text;
}

std::string dump(const ast::Tree& tree) {
  std::string text;
  for (LineId i = 0; i < tree.lines.size(); ++i) {
    const ast::Line& line = tree.lines[i];
    text += fmt::format("{}{}{} [{}]", line.blank_before ? "\n" : "", std::string(std::size_t{2} * line.depth, ' '),
                        dump_line(tree, i), line.block_end);
    if (line.kind == NodeKind::Error)
      text += fmt::format(" «{}»", std::string_view{tree.text}.substr(line.begin, line.end - line.begin));
    text += '\n';
  }
  return text;
}

std::string file_around(const std::string& line, int keyword, Tongue tongue, bool in_type) {
  const bool es = tongue == Tongue::Es;
  const auto word = [tongue](Keyword k) { return std::string{spelling(k, tongue)}; };
  const std::string flow = word(Keyword::Flow) + " f, guion 1";
  const std::string protocol = word(Keyword::Protocol) + " f, guion 1";
  const std::string stage = word(Keyword::Stage) + " e";
  if (keyword < 0) {
    return in_type ? joined({flow, word(Keyword::Type) + " t", "  " + line})
                   : joined({flow, stage, "  " + word(Keyword::Menu) + " m", "    " + line});
  }
  const auto kind = static_cast<NodeKind>(keyword);
  const auto under = [&](Keyword parent, std::string_view rest) {
    return joined({flow, stage, "  " + word(parent) + std::string{rest}, "    " + line});
  };
  using enum NodeKind;
  switch (ast::where_of(kind)) {
    case ast::Where::Head:
      return joined({line});
    case ast::Where::Top: {
      const std::string_view demands[] = {es ? "obligatoria" : "required", es ? "opcional" : "optional"};
      const bool demand = kind == Stage && std::any_of(std::begin(demands), std::end(demands),
                                                       [&](auto d) { return line.find(d) != std::string::npos; });
      const bool conditional = kind == Stage && !demand;
      return joined({conditional ? flow : protocol, line});
    }
    case ast::Where::Field:
      return joined({protocol, word(Keyword::Service) + " s", "  " + line});
    case ast::Where::Statement:
      return joined({flow, stage, "  " + line});
    case ast::Where::Guard:
      return joined({flow, stage, "  " + word(Keyword::Menu) + " m", "    - x", "      " + line});
    case ast::Where::Item:
      return {};
    case ast::Where::Arm:
      break;
  }
  if (kind == With) return under(Keyword::Verify, " x");
  if (kind == Is) return under(Keyword::When, " x");
  if (kind == OnOverflow) return under(Keyword::Set, " x = 1");
  if (kind == OnSilence) return under(Keyword::Ask, " x: y");
  if (kind == OnReturn) return under(Keyword::Transfer, " x: y");
  if (kind == OnFailure) return under(Keyword::Lookup, " x");
  return joined({flow, stage, "  " + word(Keyword::If) + " x", "    " + word(Keyword::Nothing), "  " + line});
}

Parsed parse_line(const std::string& line, int keyword, Tongue tongue, bool in_type) {
  Parsed parsed = read(file_around(line, keyword, tongue, in_type));
  parsed.complaints.clear();
  for (const auto& d : parsed.diagnostics) {
    if (d.code != diag::Code::MissingBlock)
      parsed.complaints += fmt::format("{}@{}: {} ", diag::code_text(d.code), d.span.begin, d.en);
  }
  return parsed;
}

std::string apply(std::string text, const diag::Fix& fix) {
  return text.replace(fix.span.begin, fix.span.end - fix.span.begin, fix.replacement);
}

}  // namespace guion::test
