// XLIFF 2.x as translators' tools give it back: prefixes, split segments, marks of their own. The only file that sees
// pugixml, which neither follows entities nor opens files. Writing is write_xliff.cpp.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <pugixml.hpp>

#include "diag/lines.hpp"
#include "strings/bytes.hpp"
#include "strings/catalogue.hpp"

namespace guion::strings {
namespace {

constexpr int kDeepest = 64;  ///< marks within marks

std::string_view local(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_node& c : node.children())
    if (local(c) == name) return c;
  return {};
}

std::string_view attribute(const pugi::xml_node& node, const char* name) { return node.attribute(name).value(); }

class Reader {
 public:
  Reader(std::string_view text, std::vector<Problem>& problems) : lines_(text), problems_(problems) {}

  Catalogue run(const pugi::xml_document& document) {
    const pugi::xml_node root = document.document_element();
    const std::string_view version = attribute(root, "version");
    if (local(root) != "xliff" || !version.starts_with("2.")) {
      if (local(root) != "xliff")
        complain(root, {"this is no XLIFF file", "este archivo no es XLIFF"});
      else
        complain(root, {fmt::format("XLIFF {} is not read: save it as XLIFF 2.0 or 2.1", version),
                        fmt::format("XLIFF {} no se lee: guárdelo como XLIFF 2.0 o 2.1", version)});
      return {};
    }
    out_.source_locale = attribute(root, "srcLang");
    out_.target_locale = attribute(root, "trgLang");
    for (const pugi::xml_node& f : root.children())
      if (local(f) == "file") file(f);
    return std::move(out_);
  }

 private:
  /// Groups may hold groups, to any depth: no recursion.
  void file(const pugi::xml_node& top) {
    file_ = attribute(top, "original");
    pugi::xml_node node = top.first_child();
    while (node) {
      if (local(node) == "unit") unit(node);
      if (local(node) == "group" && node.first_child()) {
        node = node.first_child();
        continue;
      }
      while (!node.next_sibling() && node.parent() != top) node = node.parent();
      node = node.next_sibling();
    }
  }

  void unit(const pugi::xml_node& node) {
    Unit u;
    u.file = file_;
    u.key = attribute(node, "name");
    if (u.key.empty()) {
      u.key = attribute(node, "id");
      std::replace(u.key.begin(), u.key.end(), '.', '/');
    }
    u.line = line(node);
    for (const pugi::xml_node& n : child(node, "notes").children()) take_hash(unwrapped(n.child_value()), u);
    data_.clear();
    marks_.clear();
    for (const pugi::xml_node& d : child(node, "originalData").children())
      data_[std::string{attribute(d, "id")}] = d.child_value();
    if (segments(node, u)) out_.units.push_back(std::move(u));
  }

  /// The note is known by its words, as some tools drop its category.
  static void take_hash(const std::string& note, Unit& u) {
    constexpr std::string_view kHash = "hash ";
    if (note.starts_with(kHash)) u.hash = note.substr(kHash.size());
  }

  /// A unit may have been split; what stands between its segments belongs to it. One without a target: the unit is not
  /// translated.
  bool segments(const pugi::xml_node& node, Unit& u) {
    bool whole = true;
    std::vector<std::pair<std::uint64_t, Bits>> targets;
    for (const pugi::xml_node& s : node.children()) {
      const bool between = local(s) == "ignorable";
      if (!between && local(s) != "segment") continue;
      Bits source, target;
      if (!content(child(s, "source"), source)) return false;
      const pugi::xml_node t = child(s, "target");
      if (!content(t, target)) return false;
      if (between && !t) target = source;
      if (!between && empty(target)) whole = whole && empty(source);
      if (t && !empty(target)) u.line = line(t);
      append(u.bits, source);
      const std::uint64_t order = t ? t.attribute("order").as_ullong(targets.size() + 1) : targets.size() + 1;
      targets.emplace_back(order, std::move(target));
    }
    if (!whole) return true;
    std::stable_sort(targets.begin(), targets.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [order, bits] : targets) append(u.target_bits, bits);
    return true;
  }

  static bool empty(const Bits& bits) {
    return std::all_of(bits.begin(), bits.end(),
                       [](const Bit& b) { return b.kind == BitKind::Words && unwrapped(b.text).empty(); });
  }
  static void append(Bits& to, const Bits& more) { to.insert(to.end(), more.begin(), more.end()); }

  /// Words and marks of a source or target. False: something in it is not ours, and it was said.
  bool content(const pugi::xml_node& node, Bits& out, int depth = 0) {
    for (const pugi::xml_node& n : node.children()) {
      const std::string_view name = local(n);
      if (n.type() == pugi::node_pcdata || n.type() == pugi::node_cdata) {
        out.push_back({BitKind::Words, n.value(), {}, {}});
      } else if (n.type() != pugi::node_element || name == "sm" || name == "em") {
        continue;
      } else if (name == "mrk" && depth < kDeepest) {
        if (!content(n, out, depth + 1)) return false;
      } else if (name == "cp") {
        std::string character;
        put_character(character, static_cast<std::uint32_t>(std::strtoul(n.attribute("hex").value(), nullptr, 16)));
        out.push_back({BitKind::Words, character, {}, {}});
      } else if (name == "ph") {
        if (!mark(n, out)) return false;
      } else {
        complain(n, {fmt::format("<{}> stands for nothing in this text", n.name()),
                     fmt::format("<{}> no corresponde a nada en este texto", n.name())});
        return false;
      }
    }
    return true;
  }

  /// What a mark stands for is said by the data it refers to; where a tool dropped those, by what it shows, or by the
  /// mark of the same number in the source.
  bool mark(const pugi::xml_node& n, Bits& out) {
    const std::string id{attribute(n, "id")};
    std::string text{attribute(n, "disp")};
    if (const auto data = data_.find(attribute(n, "dataRef")); data != data_.end()) text = data->second;
    if (const auto known = marks_.find(id); text.empty() && known != marks_.end()) text = known->second;
    if (text.empty()) {
      complain(n,
               {fmt::format("there is no mark {} in this text", id), fmt::format("en este texto no hay marca {}", id)});
      return false;
    }
    marks_.emplace(id, text);
    const BitKind kind = text.find(" ? ") != std::string::npos ? BitKind::Open
                         : text == "}"                         ? BitKind::Close
                                                               : BitKind::Value;
    out.push_back({kind, std::move(text), {}, {}});
    return true;
  }

  [[nodiscard]] std::uint32_t line(const pugi::xml_node& node) const {
    const auto offset = node.offset_debug();
    return offset < 0 ? 0 : lines_.line_of(static_cast<std::uint32_t>(offset)) + 1;
  }
  void complain(const pugi::xml_node& node, Message message) {
    problems_.push_back({true, line(node), std::move(message)});
  }

  diag::LineTable lines_;
  std::vector<Problem>& problems_;
  Catalogue out_;
  std::string file_;
  std::map<std::string, std::string, std::less<>> data_, marks_;
};

}  // namespace

Catalogue read_xliff(std::string_view text, std::vector<Problem>& problems) {
  pugi::xml_document document;
  const auto options = pugi::parse_default | pugi::parse_ws_pcdata;
  const auto result = document.load_buffer(text.data(), text.size(), options, pugi::encoding_utf8);
  if (!result) {
    const auto offset = static_cast<std::uint32_t>(
        std::clamp<std::ptrdiff_t>(result.offset, 0, static_cast<std::ptrdiff_t>(text.size())));
    problems.push_back({true,
                        diag::LineTable(text).line_of(offset) + 1,
                        {fmt::format("the XML is broken: {}", result.description()),
                         fmt::format("el XML está dañado: {}", result.description())}});
    return {};
  }
  return Reader{text, problems}.run(document);
}

}  // namespace guion::strings
