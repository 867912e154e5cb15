// Imports: where a file is looked for, each file read once, cycles, what may import what.
// It must not know what the files declare.
// Spec: docs/language.md, «Heads and settings»; the interface with its comments is loader.hpp.
#include "sema/loader.hpp"

#include <optional>
#include <unordered_map>

#include "parse/parse.hpp"

namespace guion::sema {
namespace {

using ast::NodeKind;
using ast::PartKind;

constexpr std::size_t kMostFiles = 1024;

/// `a/./b`, `a/x/../b` → `a/b`, so that a file reached by two ways is one file.
std::string tidy(std::string_view path) {
  std::vector<std::string_view> steps;
  const bool rooted = path.starts_with('/');
  while (!path.empty()) {
    const std::size_t end = path.find('/');
    const std::string_view step = path.substr(0, end);
    path = end == std::string_view::npos ? std::string_view{} : path.substr(end + 1);
    if (step.empty() || step == ".") continue;
    if (step == ".." && !steps.empty() && steps.back() != "..") {
      steps.pop_back();
    } else {
      steps.push_back(step);
    }
  }
  std::string tidied = rooted ? "/" : "";
  for (std::size_t i = 0; i < steps.size(); ++i) tidied.append(i == 0 ? "" : "/").append(steps[i]);
  return tidied;
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? std::string{} : path.substr(0, slash + 1);
}

class Loader {
 public:
  Loader(Sources& sources, const CompileOptions& options, Program& program, diag::Emitter& emitter)
      : sources_(sources), options_(options), program_(program), emitter_(emitter) {}

  Load run(const std::string& path) {
    std::string text;
    const ReadStatus status = sources_.read(path, text);
    known_.emplace(tidy(path), FileId{0});
    if (status == ReadStatus::Ok) {
      (void)take(path, std::move(text));
      visit(0);
    } else {
      report_unread(diag::FileNotFound, status, Span{0, 0, 0}, path);
      program_.files.push_back({path, {}, {}});
      load_.files.emplace_back();
      load_.order.push_back(0);
    }
    mark_protocol_files();
    return std::move(load_);
  }

 private:
  struct Import {
    FileId from = 0;
    FileId to = 0;
    bool follows = false;
  };

  FileId take(const std::string& path, std::string text);
  void visit(FileId file);
  void import_line(FileId file, LineId line, bool follows);
  std::optional<FileId> fetch(FileId from, const ast::Part& path, Span span);
  void report_unread(const diag::Definition<diag::Arg>& missing, ReadStatus status, Span span, const std::string& path);
  void report_cycle(FileId to, Span span);
  bool check_kind(FileId to, bool follows, Span span);
  void check_protocol(FileId file, std::size_t follows);
  void mark_protocol_files();

  Sources& sources_;
  const CompileOptions& options_;
  Program& program_;
  diag::Emitter& emitter_;
  Load load_;
  std::unordered_map<std::string, FileId> known_;
  std::vector<FileId> open_;  ///< the imports that lead to the file in hand
  std::vector<bool> done_;
  std::vector<Import> imports_;
};

FileId Loader::take(const std::string& path, std::string text) {
  const auto id = static_cast<FileId>(program_.files.size());
  File file;
  file.path = path;
  file.tree = parse::parse(std::move(text), id, emitter_);
  file.statements.resize(file.tree.lines.size());
  Loaded loaded;
  for (LineId i = 0; i < file.tree.lines.size() && loaded.head_line == kNone; ++i) {
    const NodeKind kind = file.tree.lines[i].kind;
    if (kind == NodeKind::Comment) continue;
    loaded.head_line = i;
    loaded.head = kind == NodeKind::Flow || kind == NodeKind::Protocol || kind == NodeKind::Library;
    if (kind == NodeKind::Protocol) loaded.kind = FileKind::Protocol;
    if (kind == NodeKind::Library) loaded.kind = FileKind::Library;
  }
  program_.files.push_back(std::move(file));
  load_.files.push_back(loaded);
  done_.push_back(false);
  return id;
}

void Loader::visit(FileId file) {
  open_.push_back(file);
  std::size_t follows = 0;
  // Protocols first, whatever the order of the lines: their tables then come out the same from every flow.
  for (const NodeKind wanted : {NodeKind::Follows, NodeKind::Use}) {
    const std::size_t count = program_.files[file].tree.lines.size();
    for (LineId i = 0; i < count; ++i) {
      const ast::Line& line = program_.files[file].tree.lines[i];
      if (line.depth != 0 || line.kind != wanted) continue;
      // A protocol may follow several, each for itself; a flow has one set of rules.
      if (wanted == NodeKind::Follows && ++follows > 1 && load_.files[file].kind != FileKind::Protocol) {
        emitter_.report(diag::SeveralProtocols, Span{file, line.begin, line.end});
        continue;
      }
      import_line(file, i, wanted == NodeKind::Follows);
    }
  }
  check_protocol(file, follows);
  open_.pop_back();
  done_[file] = true;
  load_.order.push_back(file);
}

void Loader::check_protocol(FileId file, std::size_t follows) {
  const Loaded& loaded = load_.files[file];
  if (loaded.kind != FileKind::Flow || follows > 0) return;
  load_.broken = true;
  if (!loaded.head) return;
  const ast::Line& head = program_.files[file].tree.lines[loaded.head_line];
  bool unread = false;  // perhaps the line that could not be read is the one that is missing
  for (const ast::Line& line : program_.files[file].tree.lines)
    unread = unread || (line.depth == 0 && line.kind == NodeKind::Error);
  if (!unread) emitter_.report(diag::MissingProtocol, Span{file, head.begin, head.end});
}

void Loader::import_line(FileId file, LineId line, bool follows) {
  const ast::Part* path = ast::find(program_.files[file].tree.parts_of(line), PartKind::Path);
  if (path == nullptr) {
    load_.broken = true;
    return;
  }
  const Span span{file, path->begin, path->end};
  const std::optional<FileId> found = fetch(file, *path, span);
  if (!found) {
    load_.broken = true;
    return;
  }
  const FileId to = *found;
  for (const FileId open : open_) {
    if (open == to) {
      load_.broken = true;
      return report_cycle(to, span);
    }
  }
  if (!check_kind(to, follows, span)) {
    load_.broken = true;
    done_[to] = true;
    return;
  }
  imports_.push_back({file, to, follows});
  if (!done_[to]) visit(to);
}

std::optional<FileId> Loader::fetch(FileId from, const ast::Part& path, Span span) {
  const ast::Tree& tree = program_.files[from].tree;
  const std::string name = std::string{tree.at(path)} + ".flow";
  std::vector<std::string> candidates{tidy(folder_of(program_.files[from].path) + name)};
  for (const std::string& folder : options_.include) candidates.push_back(tidy(folder + "/" + name));
  for (const std::string& candidate : candidates) {
    if (const auto known = known_.find(candidate); known != known_.end()) return known->second;
    std::string text;
    const ReadStatus status = sources_.read(candidate, text);
    if (status == ReadStatus::NotFound) continue;
    if (status != ReadStatus::Ok) {
      report_unread(diag::ImportNotFound, status, span, candidate);
      return std::nullopt;
    }
    if (program_.files.size() >= kMostFiles) {
      emitter_.report(diag::TooManyFiles, span);
      return std::nullopt;
    }
    const FileId id = take(candidate, std::move(text));
    known_.emplace(candidate, id);
    return id;
  }
  report_unread(diag::ImportNotFound, ReadStatus::NotFound, span, name);
  return std::nullopt;
}

void Loader::report_unread(const diag::Definition<diag::Arg>& missing, ReadStatus status, Span span,
                           const std::string& path) {
  switch (status) {
    case ReadStatus::Ok:
      return;
    case ReadStatus::NotFound:
      emitter_.report(missing, span, path);
      return;
    case ReadStatus::IsDirectory:
      emitter_.report(diag::FileIsFolder, span, path);
      return;
    case ReadStatus::Unreadable:
      emitter_.report(diag::FileUnreadable, span, path);
      return;
  }
}

void Loader::report_cycle(FileId to, Span span) {
  std::string chain;
  bool inside = false;
  for (const FileId open : open_) {
    inside = inside || open == to;
    if (inside) chain.append(program_.files[open].path).append(" → ");
  }
  emitter_.report(diag::ImportCycle, span, chain + program_.files[to].path);
}

bool Loader::check_kind(FileId to, bool follows, Span span) {
  const Loaded& target = load_.files[to];
  if (!target.head) {
    load_.broken = true;  // what it is was already asked
    return true;
  }
  if (follows ? target.kind == FileKind::Protocol : target.kind == FileKind::Library) return true;
  if (follows) {
    emitter_.report(diag::FollowsNoProtocol, span, program_.files[to].path);
  } else {
    emitter_.report(diag::UsesNoLibrary, span, program_.files[to].path);
  }
  return false;
}

void Loader::mark_protocol_files() {
  for (Loaded& loaded : load_.files) loaded.of_protocol = loaded.kind == FileKind::Protocol;
  for (bool more = true; more;) {
    more = false;
    for (const Import& import : imports_) {
      if (!load_.files[import.from].of_protocol || load_.files[import.to].of_protocol) continue;
      load_.files[import.to].of_protocol = true;
      more = true;
    }
  }
}

}  // namespace

Load load_all(const std::string& path, Sources& sources, const CompileOptions& options, Program& program,
              diag::Emitter& emitter) {
  return Loader{sources, options, program, emitter}.run(path);
}

}  // namespace guion::sema
