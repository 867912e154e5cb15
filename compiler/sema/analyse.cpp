// The order of the work: read all files, resolve each after those that it imports, then what concerns all. See sema.hpp.
#include <algorithm>

#include "sema/bodies.hpp"
#include "sema/checker.hpp"
#include "sema/declarations.hpp"
#include "sema/loader.hpp"
#include "sema/sema.hpp"

namespace guion::sema {
namespace {

using ast::NodeKind;

void resolve_file(Checker& c, const Loaded& loaded) {
  c.file_kind = loaded.kind;
  c.origin = loaded.of_protocol ? SlotOrigin::Protocol : SlotOrigin::Flow;
  c.collect_broken_words();
  const std::vector<LineId> tops = top_lines(c);
  std::vector<LineId> levels;
  for (const LineId line : tops) {
    settings(c, line);
    declare_name(c, line);
    declare_body(c, line);
    if (c.line(line).kind == NodeKind::Level) levels.push_back(line);
  }
  close_levels(c, levels);
  for (const LineId line : tops) declare_law(c, line);
  for (const LineId line : tops) declare_slots(c, line);
  for (const LineId line : tops) declare_rules(c, line);
  for (const LineId line : tops) check_body(c, line);
}

}  // namespace

Program analyse(const std::string& path, Sources& sources, const CompileOptions& options, diag::Emitter& emitter,
                const Hooks& hooks) {
  Program program;
  const Load load = load_all(path, sources, options, program, emitter);
  program.kind = load.files[0].kind;
  Checker checker{program, emitter, hooks};
  checker.quiet = load.broken;
  checker.has_protocol = program.kind == FileKind::Flow && !load.broken;
  for (const FileId file : load.order) {
    checker.file = file;
    resolve_file(checker, load.files[file]);
  }
  checker.file = 0;
  finish_parts(checker);
  if (program.kind == FileKind::Flow) finish_stages(checker, load.files[0].head_line, load.files[0].head);
  finish_classes(checker);
  finish_address(checker);
  return program;
}

}  // namespace guion::sema
