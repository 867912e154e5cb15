// Every scripted call of flows/ leaves a trace from which the same transcript comes back.
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/support.hpp"

namespace fs = std::filesystem;

namespace guion::test {
namespace {

class ReplayedCalls : public Folder {};

/// The lines of a transcript; those broken for their length made whole.
std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in{text};
  for (std::string line; std::getline(in, line);) {
    if (line.empty()) continue;
    if (line.starts_with("      ") && line[6] != ' ') {
      out.back() += line.substr(5);
    } else {
      out.push_back(line);
    }
  }
  return out;
}

/// What a scripted call names in its first line that is no comment: its flow, and in which language.
struct Header {
  std::string keyword, flow;
};
Header header_of(const std::string& script) {
  std::istringstream in{script};
  Header out;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.starts_with('#')) continue;
    std::istringstream{line} >> out.keyword >> out.flow;
    break;
  }
  return out;
}

std::string written(const nlohmann::json& line, bool es) {
  const std::string kind = line["kind"], text = line["text"];
  if (kind == "said") return (es ? "Agente:  " : "Agent:    ") + text;
  if (kind == "answered") return (es ? "Cliente: " : "Customer: ") + text;
  if (kind == "option") return (es ? "         - " : "          - ") + text;
  return "  " + text;
}

/// The transcript that a telling in JSON makes.
std::vector<std::string> transcript_of(const nlohmann::json& told, bool es) {
  std::vector<std::string> out;
  std::string stage;
  for (const auto& line : told["lines"]) {
    if (line["stage"] != stage) out.push_back("[" + (stage = line["stage"]) + "]");
    out.push_back(written(line, es));
  }
  if (!told["end"].is_null()) out.push_back((es ? "final: " : "end: ") + told["end"].get<std::string>());
  return out;
}

TEST_F(ReplayedCalls, TellTheSameTranscript) {
  int told = 0;
  for (const auto& entry : fs::recursive_directory_iterator{fs::path{GUION_SOURCE_DIR} / "flows"}) {
    if (entry.path().extension() != ".call") continue;
    const std::string script = entry.path().string(), text = get(script);
    const bool breaks = text.find("\nviola ") != std::string::npos || text.find("\nbreaks ") != std::string::npos;
    if (breaks) continue;  // not played with the flow itself
    SCOPED_TRACE(script);
    const std::string trace = at("call.trace");
    const Ran ran = guion({"run", script, "--trace", trace});
    ASSERT_EQ(ran.code, 0) << ran.err;
    const Header header = header_of(text);
    const bool es = header.keyword == "flujo";
    const fs::path flow = entry.path().parent_path() / (header.flow + ".flow");
    const Ran replayed =
        guion({"replay", trace, "--image", flow.string(), "--lang", es ? "es" : "en", "--format", "json"});
    ASSERT_EQ(replayed.code, 0) << replayed.err;
    EXPECT_EQ(transcript_of(nlohmann::json::parse(replayed.out), es), lines_of(ran.out));
    ++told;
  }
  EXPECT_GT(told, 15);
}

}  // namespace
}  // namespace guion::test
