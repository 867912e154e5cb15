// guion dis: an image as assembler text. A flow is compiled first.
#include "cli/commands.hpp"
#include "cli/load.hpp"
#include "lower/disassemble.hpp"
#include "scenario/flow.hpp"

namespace guion::cli {

int dis(const DisOptions& options, Console& console) {
  Loaded files;
  const int exit =
      load(options.path, options.policy, options.settings,
           {"is no flow: only flows become instructions", "no es un flujo: solo los flujos se vuelven instrucciones"},
           files, console);
  if (exit != kClean) return exit;
  Message error;
  if (!scenario::Flow::open(files.image, files.policy, error)) {
    console.complain({options.path + ": " + error.en, options.path + ": " + error.es}, files.tongue);
    return kFindings;
  }
  console.out(disassemble(files.image, files.policy));
  return kClean;
}

}  // namespace guion::cli
