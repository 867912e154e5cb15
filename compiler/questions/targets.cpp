// See questions.hpp. A target is read by its first word, as a line of a flow is.
#include <algorithm>

#include "ast/tree.hpp"
#include "diag/diagnostics.hpp"
#include "diag/lines.hpp"
#include "grammar/keywords.hpp"
#include "questions/questions.hpp"

namespace guion::questions {

using cfg::FactKind;
using cfg::NodeId;

namespace {

std::string_view trim(std::string_view s) {
  while (!s.empty() && s.front() == ' ') s.remove_prefix(1);
  while (!s.empty() && s.back() == ' ') s.remove_suffix(1);
  return s;
}

template <class Items>
std::uint32_t index_of(const Items& items, std::string_view name) {
  const auto found = std::find_if(items.begin(), items.end(), [&](const auto& item) { return item.name == name; });
  return found == items.end() ? kNone : static_cast<std::uint32_t>(found - items.begin());
}

/// Services that only read are looked up, those that act are requested.
enum class Which : std::uint8_t { All, Reading, Acting };
bool is_such(const sema::Service& service, Which which) {
  return which == Which::All || service.acts == (which == Which::Acting);
}

/// Nodes that tell this of this object (kNone: of any).
std::vector<NodeId> tellers(const cfg::Graph& graph, FactKind kind, std::uint32_t object) {
  std::vector<NodeId> nodes;
  for (NodeId n = 0; n < graph.nodes.size(); ++n) {
    const auto told = graph.told(n);
    const bool tells = std::any_of(told.begin(), told.end(), [&](const cfg::Fact& f) {
      const bool heard = kind != FactKind::Reads || f.sink == cfg::Sink::Heard;
      return f.kind == kind && heard && (object == kNone || f.object == object);
    });
    if (tells) nodes.push_back(n);
  }
  return nodes;
}

/// The word with which a target begins, in either tongue.
struct Spoken {
  Keyword keyword;
  FactKind fact;
  Which services = Which::All;
};
constexpr Spoken kSpoken[] = {{Keyword::End, FactKind::Ends},
                              {Keyword::Transfer, FactKind::Transfers},
                              {Keyword::Request, FactKind::Calls, Which::Acting},
                              {Keyword::Lookup, FactKind::Calls, Which::Reading},
                              {Keyword::Ask, FactKind::Asks},
                              {Keyword::Record, FactKind::Records},
                              {Keyword::Verify, FactKind::Verifies},
                              {Keyword::Stage, FactKind::Enters}};

/// The names that a target of this kind may have.
std::vector<std::string_view> names_of(const sema::Program& p, FactKind fact) {
  std::vector<std::string_view> names;
  const auto all = [&](const auto& items) {
    for (const auto& item : items) names.push_back(item.name);
  };
  if (fact == FactKind::Ends) {
    all(p.outcomes);
  } else if (fact == FactKind::Transfers) {
    all(p.areas);
  } else if (fact == FactKind::Calls) {
    all(p.services);
  } else if (fact == FactKind::Verifies) {
    all(p.levels);
  } else if (fact == FactKind::Enters) {
    all(p.stages);
  } else if (fact == FactKind::Tag) {
    all(p.tags);
  } else {
    all(p.slots);
  }
  return names;
}

Target unknown(std::string_view word, const std::vector<std::string_view>& candidates) {
  return {{}, kNone, std::string(word), std::string(diag::nearest(word, candidates))};
}

Target named(const sema::Program& p, const cfg::Graph& graph, FactKind fact, std::string_view name) {
  const std::vector<std::string_view> names = names_of(p, fact);
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return unknown(name, names);
  const auto object = static_cast<std::uint32_t>(found - names.begin());
  return {tellers(graph, fact, object), fact == FactKind::Reads ? object : kNone, {}, {}};
}

std::string as_written(const sema::Service& service, Tongue tongue) {
  return std::string(spelling(service.acts ? Keyword::Request : Keyword::Lookup, tongue)) + " " + service.name;
}

/// `consulta` or `solicita`, with a service's name or alone. What only reads is looked up, what acts is requested.
Target of_service(const sema::Program& p, const cfg::Graph& graph, Which which, std::string_view word,
                  std::string_view name, Tongue tongue) {
  Target t;
  if (name.empty()) {
    for (std::uint32_t s = 0; s < p.services.size(); ++s) {
      if (!is_such(p.services[s], which)) continue;
      for (const NodeId n : tellers(graph, FactKind::Calls, s)) t.nodes.push_back(n);
    }
    std::sort(t.nodes.begin(), t.nodes.end());
    return t;
  }
  const std::uint32_t service = index_of(p.services, name);
  if (service == kNone) {
    t = unknown(name, names_of(p, FactKind::Calls));
    const std::uint32_t near = index_of(p.services, t.suggestion);
    if (near != kNone) t.suggestion = as_written(p.services[near], tongue);
    return t;
  }
  if (is_such(p.services[service], which)) return {tellers(graph, FactKind::Calls, service), kNone, {}, {}};
  t.unknown = std::string(word) + " " + std::string(name);
  t.suggestion = as_written(p.services[service], tongue);
  return t;
}

/// What happens on a line: its events, or its first step if nobody notices it.
Target on_line(const cfg::Graph& graph, LineRef line) {
  Target t;
  NodeId first = kNone;
  for (NodeId n = 0; n < graph.nodes.size(); ++n) {
    if (!(graph.nodes[n].line == line)) continue;
    if (first == kNone) first = n;
    if (cfg::yields(graph.nodes[n].op)) t.nodes.push_back(n);
  }
  if (t.nodes.empty() && first != kNone) t.nodes.push_back(first);
  return t;
}

/// «45», or «identidad.flow:45» for a line of another file.
Target on_numbered_line(const sema::Program& p, const cfg::Graph& graph, std::string_view text) {
  const std::size_t colon = text.rfind(':');
  const std::string_view file = colon == std::string_view::npos ? std::string_view{} : text.substr(0, colon);
  const auto number = static_cast<std::uint32_t>(
      std::stoul(std::string(colon == std::string_view::npos ? text : text.substr(colon + 1))));
  for (FileId f = 0; f < p.files.size(); ++f) {
    const std::string_view path = p.files[f].path;
    const bool named =
        file.empty() ? f == 0 : path == file || (path.ends_with(file) && path[path.size() - file.size() - 1] == '/');
    if (!named) continue;
    const diag::LineTable table(p.files[f].tree.text);
    const auto& lines = p.files[f].tree.lines;
    for (LineId l = 0; l < lines.size(); ++l) {
      const std::uint32_t from = table.line_of(lines[l].begin) + 1,
                          to = table.line_of(std::max(lines[l].begin + 1, lines[l].end) - 1) + 1;
      if (from <= number && number <= to) return on_line(graph, {f, l});
    }
    return {};
  }
  return {{}, kNone, std::string(file), {}};
}

bool is_line_number(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  const std::string_view digits = colon == std::string_view::npos ? text : text.substr(colon + 1);
  return !digits.empty() && digits.size() < 8 &&
         std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The line that bears `@#id`.
Target with_id(const sema::Program& p, const cfg::Graph& graph, std::string_view id) {
  std::vector<std::string_view> ids;
  for (FileId f = 0; f < p.files.size(); ++f) {
    const ast::Tree& tree = p.files[f].tree;
    for (LineId l = 0; l < tree.lines.size(); ++l) {
      const ast::Part* const part = ast::find(tree.parts_of(l), ast::PartKind::LineId);
      if (part == nullptr) continue;
      if (tree.at(*part) == id) return on_line(graph, {f, l});
      ids.push_back(tree.at(*part));
    }
  }
  Target t = unknown(id, ids);
  t.unknown.insert(0, "@#");
  if (!t.suggestion.empty()) t.suggestion.insert(0, "@#");
  return t;
}

}  // namespace

Target find_target(const sema::Program& program, const cfg::Graph& graph, std::string_view text) {
  text = trim(text);
  if (text.size() > 2 && text.front() == '{' && text.back() == '}') {
    Target t = named(program, graph, FactKind::Reads, trim(text.substr(1, text.size() - 2)));
    if (!t.suggestion.empty()) t.suggestion = "{" + t.suggestion + "}";
    return t;
  }
  if (text.starts_with("@#")) return with_id(program, graph, text.substr(2));
  if (text.starts_with("@")) {
    Target t = named(program, graph, FactKind::Tag, text.substr(1));
    if (!t.suggestion.empty()) t.suggestion.insert(0, "@");
    return t;
  }
  if (is_line_number(text)) return on_numbered_line(program, graph, text);
  const std::size_t blank = std::min(text.find(' '), text.size());
  const std::string_view word = text.substr(0, blank), rest = trim(text.substr(blank));
  std::vector<std::string_view> words = names_of(program, FactKind::Reads);
  for (const Spoken& s : kSpoken) {
    for (const Tongue tongue : {Tongue::Es, Tongue::En}) {
      words.push_back(spelling(s.keyword, tongue));
      if (word != words.back()) continue;
      if (s.fact != FactKind::Calls && rest.empty()) return {tellers(graph, s.fact, kNone), kNone, {}, {}};
      if (s.fact == FactKind::Calls) return of_service(program, graph, s.services, word, rest, tongue);
      Target t = named(program, graph, s.fact, rest);
      if (!t.suggestion.empty()) t.suggestion = std::string(word) + " " + t.suggestion;
      return t;
    }
  }
  if (!rest.empty()) return unknown(word, words);
  // A shell may have eaten the braces of {saldo}.
  return index_of(program.slots, text) == kNone ? unknown(text, words) : named(program, graph, FactKind::Reads, text);
}

std::vector<Final> finals_of(const sema::Program& program, const cfg::Graph& graph) {
  std::vector<Final> finals;
  const auto add = [&](bool transfer, FactKind kind, std::size_t count) {
    for (std::uint32_t k = 0; k < count; ++k) {
      Final f{transfer, k, tellers(graph, kind, k)};
      if (!f.nodes.empty()) finals.push_back(std::move(f));
    }
  };
  add(false, FactKind::Ends, program.outcomes.size());
  add(true, FactKind::Transfers, program.areas.size());
  return finals;
}

}  // namespace guion::questions
