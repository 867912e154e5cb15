// See sarif_shape.hpp. Numbers in comments are sections of the specification.
#include "export/sarif_shape.hpp"

#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <vector>

namespace guion::test {
namespace {

using Json = nlohmann::json;

/// An object of the format. The type of a property: `text`, `flag`, `index` (0…), `count` (1…), `uri`, `words:a|b` (one
/// of them), `texts` (an object of texts), the name of an object, or `[type]`; `!` behind its name: it must be there.
using Properties = std::map<std::string, std::string>;

const std::map<std::string, Properties>& objects() {
  static const std::map<std::string, Properties> all{
      {"log", {{"$schema", "uri"}, {"version!", "words:2.1.0"}, {"runs!", "[run]"}}},  // 3.13
      {"run",                                                                          // 3.14
       {{"tool!", "tool"},
        {"language", "language"},
        {"columnKind", "words:utf16CodeUnits|unicodeCodePoints"},
        {"invocations", "[invocation]"},
        {"artifacts", "[artifact]"},
        {"results!", "[result]"}}},
      {"tool", {{"driver!", "component"}}},  // 3.18
      {"component",                          // 3.19
       {{"name!", "text"},
        {"version", "text"},
        {"semanticVersion", "semver"},
        {"language", "language"},
        {"rules", "[rule]"}}},
      {"rule",  // 3.49
       {{"id!", "text"},
        {"name", "text"},
        {"shortDescription", "described"},
        {"fullDescription", "described"},
        {"help", "described"},
        {"defaultConfiguration", "configuration"}}},
      {"configuration", {{"level", "words:none|note|warning|error"}}},                                       // 3.50
      {"described", {{"text!", "message_text"}, {"markdown", "message_text"}}},                              // 3.12
      {"message", {{"text!", "message_text"}, {"markdown", "message_text"}}},                                // 3.11
      {"invocation", {{"executionSuccessful!", "flag"}, {"toolExecutionNotifications", "[notification]"}}},  // 3.20
      {"notification", {{"message!", "message"}, {"level", "words:none|note|warning|error"}}},               // 3.58
      {"artifact",
       {{"location", "artifact_location"},
        {"encoding", "text"},
        {"roles", "[words:analysisTarget|resultFile]"}}},                                  // 3.24
      {"artifact_location", {{"uri", "uri"}, {"uriBaseId", "text"}, {"index", "index"}}},  // 3.4
      {"result",                                                                           // 3.27
       {{"ruleId", "text"},
        {"ruleIndex", "index"},
        {"level", "words:none|note|warning|error"},
        {"message!", "message"},
        {"locations", "[location]"},
        {"partialFingerprints", "texts"},
        {"baselineState", "words:new|unchanged|updated|absent"},
        {"suppressions", "[suppression]"},
        {"relatedLocations", "[location]"},
        {"fixes", "[fix]"},
        {"codeFlows", "[code_flow]"}}},
      {"location", {{"id", "index"}, {"physicalLocation", "physical"}, {"message", "message"}}},  // 3.28
      {"physical", {{"artifactLocation!", "artifact_location"}, {"region", "region"}}},           // 3.29
      {"region",                                                                                  // 3.30
       {{"startLine!", "count"}, {"startColumn", "count"}, {"endLine", "count"}, {"endColumn", "count"}}},
      {"suppression",  // 3.35
       {{"kind!", "words:inSource|external"},
        {"status", "words:accepted|underReview|rejected"},
        {"justification", "text"}}},
      {"code_flow", {{"message", "message"}, {"threadFlows!", "[thread_flow]"}}},                    // 3.36
      {"thread_flow", {{"message", "message"}, {"locations!", "[flow_location]"}}},                  // 3.37
      {"flow_location", {{"location", "location"}}},                                                 // 3.38
      {"fix", {{"description", "message"}, {"artifactChanges!", "[change]"}}},                       // 3.55
      {"change", {{"artifactLocation!", "artifact_location"}, {"replacements!", "[replacement]"}}},  // 3.56
      {"replacement", {{"deletedRegion!", "region"}, {"insertedContent", "content"}}},               // 3.57
      {"content", {{"text", "text"}}},                                                               // 3.3
  };
  return all;
}

/// Arrays in which nothing may stand, and nothing twice.
const std::set<std::string> kNotEmpty{"threadFlows", "locations of thread_flow", "artifactChanges", "replacements"};
const std::set<std::string> kUnique{"artifacts", "rules", "relatedLocations", "fixes", "suppressions", "roles"};

class Validator {
 public:
  std::string run(std::string_view text) {
    const Json log = Json::parse(text, nullptr, false);
    if (log.is_discarded()) return "not JSON\n";
    object(log, "log", "");
    if (!problems_.empty()) return problems_;
    for (const Json& r : log["runs"]) cross_check(r);
    return problems_;
  }

 private:
  void tell(const std::string& at, const std::string& what) { problems_ += at + ": " + what + "\n"; }

  void object(const Json& value, const std::string& kind, const std::string& at) {
    if (!value.is_object()) return tell(at, "must be an object");
    const Properties& known = objects().at(kind);
    for (const auto& [key, of] : value.items()) {
      auto property = known.find(key);
      if (property == known.end()) property = known.find(key + "!");
      if (property == known.end()) {
        tell(at + "/" + key, "no property of " + kind);
      } else {
        check(of, property->second, at + "/" + key, key + (kind == "thread_flow" ? " of thread_flow" : ""));
      }
    }
    for (const auto& [key, type] : known) {
      if (key.ends_with('!') && !value.contains(key.substr(0, key.size() - 1))) tell(at, key + " is missing");
    }
  }

  void check(const Json& value, const std::string& type, const std::string& at, const std::string& key) {
    if (type.starts_with('[')) return array(value, type.substr(1, type.size() - 2), at, key);
    if (objects().contains(type)) return object(value, type, at);
    if (type == "flag") return value.is_boolean() ? void() : tell(at, "must be a boolean");
    if (type == "texts") {
      for (const auto& [name, of] : value.items()) check(of, "text", at + "/" + name, name);
      return;
    }
    if (type == "index" || type == "count") {
      if (!value.is_number_unsigned() || (type == "count" && value == 0))
        tell(at, "must be a whole number from " + type);
      return;
    }
    if (!value.is_string()) return tell(at, "must be a string");
    const auto text = value.get<std::string>();
    static const std::map<std::string, std::regex> kForms{
        {"text", std::regex{"[\\s\\S]+"}},
        {"language", std::regex{"[a-zA-Z]{2}(-[a-zA-Z]{2})?"}},
        {"semver", std::regex{"\\d+\\.\\d+\\.\\d+"}},
        {"uri", std::regex{"((https|file)://)?([A-Za-z0-9._~/-]|%[0-9A-F]{2})+"}},
        {"message_text", std::regex{"([^{}]|\\{\\{|\\}\\})+"}}};  // 3.11.5
    if (type.starts_with("words:")) {
      if (("|" + type.substr(6) + "|").find("|" + text + "|") == std::string::npos)
        tell(at, "«" + text + "» is none of " + type);
    } else if (text.size() < 4000 ? !std::regex_match(text, kForms.at(type)) : false) {
      tell(at, "«" + text + "» is no " + type);
    }
  }

  void array(const Json& value, const std::string& type, const std::string& at, const std::string& key) {
    if (!value.is_array()) return tell(at, "must be an array");
    if (value.empty() && kNotEmpty.contains(key)) tell(at, "must not be empty");
    std::set<std::string> seen;
    for (std::size_t i = 0; i < value.size(); ++i) {
      check(value[i], type, at + "/" + std::to_string(i), key);
      if (kUnique.contains(key) && !seen.insert(value[i].dump()).second) tell(at, "holds one thing twice");
    }
  }

  void cross_check(const Json& run) {
    const Json& rules = run["tool"]["driver"]["rules"];
    std::size_t suppressed = 0;
    for (const Json& result : run["results"]) {
      const auto index = result.value("ruleIndex", std::size_t{0});
      if (index >= rules.size() || rules[index]["id"] != result["ruleId"])
        tell("results", "ruleIndex is not that of ruleId");
      suppressed += result.contains("suppressions");
    }
    if (suppressed != 0 && suppressed != run["results"].size()) tell("results", "some say nothing of suppressions");
    descend(run, run["artifacts"]);
  }

  /// Every region and every index below a value.
  void descend(const Json& value, const Json& artifacts) {
    if (value.is_object() && value.contains("startLine")) {
      const auto line = value["startLine"].get<int>(), end = value["endLine"].get<int>();
      if (end < line || (end == line && value["endColumn"] < value["startColumn"]))
        tell("region", "ends before it begins");
    }
    if (value.is_object() && value.contains("uri") && value.contains("index")) {
      const auto index = value["index"].get<std::size_t>();
      if (index >= artifacts.size() || artifacts[index]["location"]["uri"] != value["uri"])
        tell("artifacts", "wrong index");
    }
    if (!value.is_structured()) return;
    for (const Json& inner : value) descend(inner, artifacts);
  }

  std::string problems_;
};

}  // namespace

std::string sarif_problems(std::string_view json) { return Validator{}.run(json); }

}  // namespace guion::test
