// guion dis: an image as assembler text. A flow is compiled first.
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/findings.hpp"
#include "lower/disassemble.hpp"
#include "scenario/flow.hpp"

namespace guion::cli {
namespace {

std::vector<std::uint8_t> as_bytes(const std::string& text) { return {text.begin(), text.end()}; }

bool read_bytes(const std::string& path, std::vector<std::uint8_t>& bytes, Console& console) {
  std::string text;
  const ReadStatus status = read_file(path, text);
  if (status == ReadStatus::Ok)
    bytes = as_bytes(text);
  else
    console.complain(read_failure(path, status));
  return status == ReadStatus::Ok;
}

/// Image and policy of what was asked for: read, or compiled.
int load(const DisOptions& options, Console& console, std::vector<std::uint8_t>& image,
         std::vector<std::uint8_t>& policy) {
  if (!read_bytes(options.path, image, console)) return kCannotRun;
  if (is_image(as_text(image)))
    return options.policy.empty() || read_bytes(options.policy, policy, console) ? kClean : kCannotRun;
  int exit = kClean;
  Compilation made = compile_for(options.path, options.settings, false, console, exit);
  image = std::move(made.image);
  policy = std::move(made.policy);
  if (exit == kClean && image.empty()) {
    console.complain({fmt::format("{} is no flow: only flows become instructions", options.path),
                      fmt::format("{} no es un flujo: solo los flujos se vuelven instrucciones", options.path)},
                     tongue_of(made));
    return kCannotRun;
  }
  return exit;
}

}  // namespace

int dis(const DisOptions& options, Console& console) {
  std::vector<std::uint8_t> image, policy;
  const int exit = load(options, console, image, policy);
  if (exit != kClean) return exit;
  Message error;
  if (!scenario::Flow::open(image, policy, error)) {
    if (policy.empty() && options.policy.empty()) {
      error.en += "; if the flow follows a protocol, give its policy with --policy";
      error.es += "; si el flujo sigue un protocolo, indique su política con --policy";
    }
    console.complain({options.path + ": " + error.en, options.path + ": " + error.es});
    return kFindings;
  }
  console.out(disassemble(image, policy));
  return kClean;
}

}  // namespace guion::cli
