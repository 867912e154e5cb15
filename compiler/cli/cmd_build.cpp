// guion build: a flow becomes an image and its policy. Nothing on disk changes unless both could be written.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/findings.hpp"

namespace guion::cli {
namespace {

/// Prepares image and policy, then gives both their names.
std::optional<Message> write_both(const Compilation& made, const std::string& image, const std::string& policy) {
  NewFile image_file, policy_file;
  if (!made.image.empty()) {
    if (auto failure = image_file.prepare(image, as_text(made.image))) return failure;
  }
  if (!policy.empty()) {
    if (auto failure = policy_file.prepare(policy, as_text(made.policy))) return failure;
  }
  if (auto failure = policy_file.commit()) return failure;
  return image_file.commit();
}

bool same_file(const std::string& a, const std::string& b) {
  std::error_code error;
  return std::filesystem::weakly_canonical(a, error) == std::filesystem::weakly_canonical(b, error) ||
         std::filesystem::equivalent(a, b, error);
}

/// Whether writing `path` would replace a file that this compilation has read.
bool is_source(const Compilation& made, const std::string& path) {
  return !path.empty() && std::any_of(made.program.files.begin(), made.program.files.end(),
                                      [&](const sema::File& file) { return same_file(path, file.path); });
}

}  // namespace

int build(const BuildOptions& options, Console& console) {
  int exit = kClean;
  const Compilation made = compile_for(options.flow, options.settings, options.strip, console, exit);
  if (exit != kClean) return exit;
  const auto of_file = tongue_of(made);
  if (made.program.kind == sema::FileKind::Library) {
    console.complain({fmt::format("{} is a library: there is nothing to build in it", options.flow),
                      fmt::format("{} es una biblioteca: no hay nada que compilar en ella", options.flow)},
                     of_file);
    return kCannotRun;
  }
  const std::string image = options.out.empty() ? with_extension(options.flow, ".flowc") : options.out;
  std::string policy = options.policy_out;
  if (made.policy.empty()) {
    policy.clear();
  } else if (policy.empty()) {
    // A protocol has nothing but its policy: -o names that.
    policy = made.image.empty() && !options.out.empty() ? options.out : with_extension(image, ".policy");
  }
  if ((!made.image.empty() && is_source(made, image)) || is_source(made, policy) ||
      (!made.image.empty() && same_file(image, policy))) {
    console.complain({"image and policy need names of their own: nothing was written over a source",
                      "la imagen y la política necesitan nombres propios: no se escribió encima de ninguna fuente"},
                     of_file);
    return kCannotRun;
  }
  if (const auto failure = write_both(made, image, policy)) {
    console.complain(*failure, of_file);
    return kCannotRun;
  }
  if (!made.image.empty()) console.out(fmt::format("{}  {} B\n", image, made.image.size()));
  if (!policy.empty()) console.out(fmt::format("{}  {} B\n", policy, made.policy.size()));
  return kClean;
}

}  // namespace guion::cli
