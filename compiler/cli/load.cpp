// See load.hpp.
#include "cli/load.hpp"

#include "cli/files.hpp"
#include "cli/findings.hpp"
#include "cli/kinds.hpp"

namespace guion::cli {

bool read_bytes(const std::string& path, std::vector<std::uint8_t>& bytes, Console& console) {
  std::string text;
  const ReadStatus status = read_file(path, text);
  if (status == ReadStatus::Ok)
    bytes.assign(text.begin(), text.end());
  else
    console.complain(read_failure(path, status));
  return status == ReadStatus::Ok;
}

int load(const std::string& path, const std::string& policy, const SettingOptions& settings, const Message& no_flow,
         Loaded& out, Console& console) {
  if (!read_bytes(path, out.image, console)) return kCannotRun;
  if (const auto other = wrong_kind(path, as_text(out.image), FileKind::Image)) {
    console.complain(*other);
    return kFindings;
  }
  if (kind_of(as_text(out.image)) == FileKind::Image || std::string_view{path}.ends_with(".flowc")) {
    out.tongue = tongue_of_image(out.image);
    if (!policy.empty() && !read_bytes(policy, out.policy, console)) return kCannotRun;
    const auto other = policy.empty() ? std::nullopt : wrong_kind(policy, as_text(out.policy), FileKind::Policy);
    if (other) console.complain(*other, out.tongue);
    return other ? kFindings : kClean;
  }
  int exit = kClean;
  Compilation made = compile_for(path, settings, false, console, exit);
  out.image = std::move(made.image);
  out.policy = std::move(made.policy);
  out.tongue = tongue_of(made);
  if (exit == kClean && out.image.empty()) {
    console.complain({path + " " + no_flow.en, path + " " + no_flow.es}, out.tongue);
    return kCannotRun;
  }
  return exit;
}

}  // namespace guion::cli
