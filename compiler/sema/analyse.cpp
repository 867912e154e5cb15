// The order of the work: read all files; declare each after those that it imports; check the bodies; then what concerns
// all. See sema.hpp.
#include <algorithm>

#include "sema/bodies.hpp"
#include "sema/checker.hpp"
#include "sema/declarations.hpp"
#include "sema/loader.hpp"
#include "sema/sema.hpp"

namespace guion::sema {
namespace {

using ast::NodeKind;

void take_up(Checker& c, FileId file, const Loaded& loaded) {
  c.file = file;
  c.file_kind = loaded.kind;
  c.origin = loaded.of_protocol ? SlotOrigin::Protocol : SlotOrigin::Flow;
}

/// About as much as lines and parts come to, so that tables are not moved while they grow.
void make_room(Program& program) {
  std::size_t lines = 0, parts = 0;
  for (const File& f : program.files) {
    lines += f.tree.lines.size();
    parts += f.tree.parts.size();
  }
  program.templates.reserve(lines);
  program.segments.reserve(parts * 3 / 4);
}

void declare_file(Checker& c) {
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
}

/// Locale and register of a flow that says none, as the company settled them.
void take_defaults(const CompileOptions& options, Program& program) {
  if (!options.locales.empty()) program.locale = options.locales.front();
  for (const Word word : {Word::Usted, Word::Tu, Word::Vos}) {
    if (options.address == spelling(word, Tongue::Es)) program.register_word = word;
  }
}

}  // namespace

Program analyse(const std::string& path, Sources& sources, const CompileOptions& options, diag::Emitter& emitter,
                const Hooks& hooks) {
  Program program;
  take_defaults(options, program);
  const Load load = load_all(path, sources, options, program, emitter);
  program.kind = load.files[0].kind;
  make_room(program);
  Checker checker{program, emitter, hooks};
  // A library by itself cannot know what the protocol of its flows declares: its names are checked where it is used.
  checker.quiet = load.broken || program.kind == FileKind::Library;
  checker.has_protocol = program.kind == FileKind::Flow && !load.broken;
  for (const FileId file : load.order) {
    take_up(checker, file, load.files[file]);
    declare_file(checker);
  }
  // Bodies come after all declarations, so that the parts of a library may name what the protocol or the flow declares.
  for (const FileId file : load.order) {
    take_up(checker, file, load.files[file]);
    for (const LineId line : top_lines(checker)) check_body(checker, line);
  }
  checker.file = 0;
  finish_parts(checker);
  if (program.kind == FileKind::Flow) finish_stages(checker, load.files[0].head_line, load.files[0].head);
  finish_classes(checker);
  finish_address(checker);
  return program;
}

}  // namespace guion::sema
