// guion strings: the texts of a flow to translators and back. It decides nothing: strings/ makes the catalogue and the
// copies; here files are read, compiled, mirrored into a folder and written.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/findings.hpp"
#include "diag/lines.hpp"
#include "strings/exchange.hpp"

namespace guion::cli {
namespace {

namespace fs = std::filesystem;
using strings::Problem;

/// Whether an error leaves names, types or texts unknown: anything but a finding about ways (G04…) does.
bool hides_texts(const diag::Diagnostic& d) {
  constexpr unsigned kBlock = 100, kWays = 4;
  return d.severity == diag::Severity::Error && static_cast<unsigned>(d.code) / kBlock != kWays;
}

/// Compiles the flow for its texts. False: it was said why there are none. What is wrong with its calls is no matter
/// here.
bool compile_texts(const std::string& flow, const SettingOptions& asked, Console& console, Compilation& made,
                   int& exit) {
  DiskSources sources;
  Settings settings;
  std::string text;
  exit = kCannotRun;
  if (!read_source(flow, sources, text, console)) return false;
  const CompileOptions* found =
      settings.open(asked, console) ? settings.of(flow, console, tongue_of_text(text)) : nullptr;
  if (found == nullptr) return false;
  CompileOptions options = *found;
  options.emit = options.read = false;
  made = compile(flow, sources, options);
  std::erase_if(made.diagnostics, [](const diag::Diagnostic& d) { return !hides_texts(d); });
  Seen seen;
  Tally tally;
  console.err(render_findings(made, console.tongue(tongue_of(made)), console.color_err(), seen, tally));
  exit = kFindings;
  return made.diagnostics.empty();
}

/// Path of a file of the program, the same for the same file.
fs::path whole(const std::string& path) {
  std::error_code error;
  return fs::absolute(path, error).lexically_normal();
}

/// Shows what is wrong with lines of a file. Gives whether anything is.
bool show(const std::string& path, const std::vector<Problem>& problems, Tongue tongue, Console& console) {
  bool errors = false;
  for (const Problem& p : problems) {
    errors = errors || p.error;
    const std::string_view kind = p.error ? pick(tongue, "error", "error") : pick(tongue, "warning", "aviso");
    const std::string where = p.line == 0 ? path : fmt::format("{}:{}", path, p.line);
    console.err(fmt::format("{}: {}: {}\n", where, kind, p.message.in(tongue)));
  }
  return errors;
}

/// Reads a file of translators. Nothing: it was said what is wrong.
std::optional<strings::Catalogue> read_catalogue(const std::string& path, Tongue tongue, Console& console, int& exit) {
  exit = kCannotRun;
  const auto form = strings::form_of(path);
  if (!form) {
    console.complain({fmt::format("{}: the format is told by the extension: .xlf, .po or .csv", path),
                      fmt::format("{}: el formato lo dice la extensión: .xlf, .po o .csv", path)},
                     tongue);
    return std::nullopt;
  }
  std::string bytes;
  if (const ReadStatus status = read_file(path, bytes); status != ReadStatus::Ok) {
    console.complain(read_failure(path, status), tongue);
    return std::nullopt;
  }
  std::vector<Problem> problems;
  strings::Catalogue read = strings::read(bytes, *form, problems);
  exit = kFindings;
  if (show(path, problems, console.tongue(tongue), console)) return std::nullopt;
  exit = kClean;
  return read;
}

int write_out(const std::string& path, const std::string& text, std::optional<Tongue> tongue, Console& console) {
  if (const auto failure = write_file(path, text)) {
    console.complain(*failure, tongue);
    return kCannotRun;
  }
  return kClean;
}

// ---- import

/// The copy of a program in a folder: each file as deep below it as it stands below the folder that holds them all.
class Mirror {
 public:
  Mirror(const sema::Program& program, const std::string& folder) : folder_(folder) {
    for (const sema::File& file : program.files) {
      const fs::path path = whole(file.path);
      root_ = paths_.empty() ? path.parent_path() : common(root_, path.parent_path());
      paths_.push_back(path);
    }
  }

  [[nodiscard]] std::string path(std::size_t file) const { return below(paths_[file]); }
  /// The path of a folder in the copy; itself if it is not mirrored.
  [[nodiscard]] std::string include(const std::string& folder) const {
    const fs::path path = whole(folder);
    return common(root_, path) == root_ ? below(path) : folder;
  }
  /// The file of the program that a copy would be written over.
  [[nodiscard]] bool overwrites() const {
    for (std::size_t i = 0; i < paths_.size(); ++i) {
      std::error_code error;
      const fs::path copy = whole(path(i));
      for (const fs::path& source : paths_)
        if (copy == source || fs::equivalent(copy, source, error)) return true;
    }
    return false;
  }

 private:
  static fs::path common(const fs::path& a, const fs::path& b) {
    fs::path out;
    for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end() && *i == *j; ++i, ++j) out /= *i;
    return out;
  }
  [[nodiscard]] std::string below(const fs::path& path) const {
    return (fs::path{folder_} / path.lexically_relative(root_)).lexically_normal().generic_string();
  }

  std::string folder_;
  fs::path root_;
  std::vector<fs::path> paths_;
};

/// Says where a finding in the copy comes from: the line of the translation, else its place in the copy.
class Finder {
 public:
  Finder(const Compilation& copy, const strings::Imported& imported) : copy_(copy), tables_(copy.program.files.size()) {
    for (std::size_t i = 0; i < imported.texts.size(); ++i) {
      const LineRef at = imported.texts[i].line;
      if (imported.lines[i] != 0) lines_.emplace(std::pair{at.file, at.line}, imported.lines[i]);
    }
  }

  [[nodiscard]] Problem problem(const diag::Diagnostic& d) {
    const auto& lines = copy_.program.files[d.span.file].tree.lines;
    const auto behind = std::upper_bound(lines.begin(), lines.end(), d.span.begin,
                                         [](std::uint32_t offset, const ast::Line& l) { return offset < l.begin; });
    const auto line = static_cast<LineId>(behind == lines.begin() ? 0 : behind - lines.begin() - 1);
    const auto found = lines_.find({d.span.file, line});
    const std::string code = diag::code_text(d.code);
    if (found != lines_.end())
      return {true, found->second, {fmt::format("{} ({})", d.en, code), fmt::format("{} ({})", d.es, code)}};
    const std::string place = place_of(d.span);
    return {true, 0, {fmt::format("{}: {} ({})", place, d.en, code), fmt::format("{}: {} ({})", place, d.es, code)}};
  }

 private:
  std::string place_of(Span span) {
    const sema::File& file = copy_.program.files[span.file];
    auto& table = tables_[span.file];
    if (!table) table.emplace(file.tree.text);
    return fmt::format("{}:{}", file.path, table->position(span.begin).line);
  }

  const Compilation& copy_;
  std::map<std::pair<FileId, LineId>, std::uint32_t> lines_;  ///< of the translators' file, by line of the flow
  std::vector<std::optional<diag::LineTable>> tables_;
};

/// What a compilation of the copy finds that is no fault of the flow, nor an approver's to mend.
std::vector<Problem> faults_of_copy(const Compilation& copy, const strings::Imported& imported) {
  std::vector<Problem> problems;
  Finder finder{copy, imported};
  for (const diag::Diagnostic& d : copy.diagnostics) {
    if (!hides_texts(d) || d.code == diag::Code::SealBroken || d.span.file >= copy.program.files.size()) continue;
    problems.push_back(finder.problem(d));
  }
  return problems;
}

/// Compiles the copies as they will stand on disk.
std::vector<Problem> check_copies(const strings::Imported& imported, const Mirror& mirror,
                                  const SettingOptions& asked) {
  MemorySources sources;
  for (std::size_t i = 0; i < imported.files.size(); ++i) sources.put(mirror.path(i), imported.files[i]);
  CompileOptions options;
  options.read = false;
  for (const std::string& folder : asked.include) options.include.push_back(mirror.include(folder));
  return faults_of_copy(compile(mirror.path(0), sources, options), imported);
}

int write_copies(const strings::Imported& imported, const Mirror& mirror, std::optional<Tongue> tongue,
                 Console& console) {
  std::vector<NewFile> files(imported.files.size());
  for (std::size_t i = 0; i < files.size(); ++i) {
    std::error_code error;
    fs::create_directories(fs::path{mirror.path(i)}.parent_path(), error);
    if (const auto failure = files[i].prepare(mirror.path(i), imported.files[i]))
      return console.complain(*failure, tongue), kCannotRun;
  }
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (const auto failure = files[i].commit()) return console.complain(*failure, tongue), kCannotRun;
    console.out(mirror.path(i) + "\n");
  }
  return kClean;
}

void tell(const strings::Imported& imported, Tongue tongue, Console& console) {
  const std::size_t left = imported.untranslated.size();
  if (left != 0) {
    console.out(pick(tongue, "Not translated:\n", "Sin traducir:\n"));
    for (const std::string& text : imported.untranslated) console.out("  " + text + "\n");
  }
  console.out(tongue == Tongue::Es
                  ? fmt::format("{} textos traducidos, {} sin traducir\n", imported.translated, left)
                  : fmt::format("{} texts translated, {} not translated\n", imported.translated, left));
}

}  // namespace

int strings_export(const StringsExportOptions& options, Console& console) {
  if (!strings::is_locale(options.to)) {
    console.complain({fmt::format("{} names no language; write it like en-US", options.to),
                      fmt::format("{} no nombra ningún idioma; escríbalo como en-US", options.to)});
    return kCannotRun;
  }
  const auto form = options.out.empty() ? strings::Form::Xliff : strings::form_of(options.out);
  if (!form) {
    console.complain({"the format is told by the extension: .xlf, .po or .csv",
                      "el formato lo dice la extensión: .xlf, .po o .csv"});
    return kCannotRun;
  }
  Compilation made;
  int exit = kClean;
  if (!compile_texts(options.flow, options.settings, console, made, exit)) return exit;
  const Tongue tongue = console.tongue(tongue_of(made));
  strings::Exported exported = strings::export_texts(made.program, tongue, true);
  exported.catalogue.target_locale = options.to;
  std::size_t kept = 0;
  if (!options.from.empty()) {
    const auto earlier = read_catalogue(options.from, tongue, console, exit);
    if (!earlier) return exit;
    kept = strings::carry_over(exported, *earlier);
  }
  const std::string text = strings::write(exported.catalogue, *form);
  if (options.out.empty()) return console.out(text), kClean;
  exit = write_out(options.out, text, tongue, console);
  if (exit != kClean) return exit;
  const std::size_t count = exported.catalogue.units.size();
  console.out(tongue == Tongue::Es ? fmt::format("{}  {} textos, {} ya traducidos\n", options.out, count, kept)
                                   : fmt::format("{}  {} texts, {} of them translated\n", options.out, count, kept));
  return kClean;
}

int strings_import(const StringsImportOptions& options, Console& console) {
  Compilation made;
  int exit = kClean;
  if (!compile_texts(options.flow, options.settings, console, made, exit)) return exit;
  const auto of_file = tongue_of(made);
  const Tongue tongue = console.tongue(of_file);
  const auto file = read_catalogue(options.file, tongue, console, exit);
  if (!file) return exit;
  const Mirror mirror{made.program, options.out};
  if (mirror.overwrites()) {
    console.complain({fmt::format("the copy in {} would be written over the flow itself", options.out),
                      fmt::format("la copia en {} se escribiría encima del propio flujo", options.out)},
                     of_file);
    return kCannotRun;
  }
  strings::Imported imported = strings::import_texts(made.program, *file, {options.stale, options.keywords});
  if (show(options.file, imported.problems, tongue, console)) return kFindings;
  if (show(options.file, check_copies(imported, mirror, options.settings), tongue, console)) return kFindings;
  exit = write_copies(imported, mirror, of_file, console);
  if (exit == kClean) tell(imported, tongue, console);
  return exit;
}

}  // namespace guion::cli
