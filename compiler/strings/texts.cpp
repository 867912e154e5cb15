// See texts.hpp.
#include "strings/texts.hpp"

#include <map>
#include <set>

namespace guion::strings {
namespace {

using ast::NodeKind;
using ast::PartKind;

class Walk {
 public:
  Walk(const sema::Program& program, FileId file, std::vector<Text>& out)
      : tree_(program.files[file].tree), file_(file), out_(out) {}

  void run() {
    keys_.resize(tree_.lines.size());
    for (LineId l = 0; l < tree_.lines.size(); ++l) {
      while (!open_.empty() && tree_.lines[open_.back()].block_end <= l) open_.pop_back();
      line(l);
      if (tree_.lines[l].block_end > l + 1) open_.push_back(l);
    }
  }

 private:
  void line(LineId l) {
    switch (tree_.lines[l].kind) {
      case NodeKind::Title:
        return add(l, "title", Hearer::Title, true);
      case NodeKind::Area:
        return add(l, "area/" + name(l), Hearer::Phrase, true);
      case NodeKind::Slot:
        return slot(l);
      case NodeKind::Stage:
        place_ = "stage/" + name(l);
        return;
      case NodeKind::Part:
        place_ = "part/" + name(l);
        return;
      case NodeKind::Say:
        return said(l, "say", Hearer::Heard);
      case NodeKind::Ask:
        return said(l, "ask/" + name(l), Hearer::Heard);
      case NodeKind::Menu:
        return said(l, "menu", Hearer::Heard);
      case NodeKind::With:
        return said(l, "verify/" + name(l), Hearer::Heard);
      case NodeKind::Transfer:
        return said(l, "transfer/" + name(l), Hearer::Heard);
      case NodeKind::Note:
        return said(l, "note", Hearer::Agent);
      case NodeKind::Record:
        return said(l, "record/" + name(l), Hearer::Agent);
      case NodeKind::Judge:
        return said(l, "judge", Hearer::Agent);
      case NodeKind::Item:
        return item(l);
      default:  // nobody hears or sees it
        return;
    }
  }

  [[nodiscard]] std::string name(LineId l) const {
    const ast::Part* part = ast::find(tree_.parts_of(l), PartKind::Name);
    return part == nullptr ? std::string{} : std::string{tree_.at(*part)};
  }

  void said(LineId l, const std::string& role, Hearer hearer) {
    const auto parts = tree_.parts_of(l);
    std::string key = place_ + "/" + role;
    key += "/" + std::to_string(++ordinals_[key]);
    if (const ast::Part* id = ast::find(parts, PartKind::LineId)) key = "line/" + std::string{tree_.at(*id)};
    keys_[l] = key;
    add(l, std::move(key), hearer, false);
  }

  void slot(LineId l) {
    const auto parts = tree_.parts_of(l);
    if (const ast::Part* words = ast::find(parts, PartKind::Instruction)) {
      const auto at = static_cast<std::uint32_t>(words - tree_.parts.data());
      return put(l, at, at + 1, Shape::Instruction, "slot/" + name(l), Hearer::Agent, true);
    }
    const ast::Part* type = ast::find(parts, PartKind::TypeWord);
    const auto word = type == nullptr ? Word::TypeText : static_cast<Word>(type->arg);
    if (word == Word::TypeText || word == Word::TypeName || word == Word::TypeList)
      add(l, "slot/" + name(l), Hearer::Phrase, true);
  }

  void item(LineId l) {
    if (open_.empty()) return;
    const LineId head = open_.back();
    const NodeKind kind = tree_.lines[head].kind;
    const std::string ordinal = std::to_string(++items_[head]);
    if (kind != NodeKind::Type)
      return add(l, keys_[head] + "/" + ordinal, kind == NodeKind::Menu ? Hearer::Option : Hearer::Heard, false);
    const std::string key = "type/" + name(head) + "/" + name(l);
    const auto run = ast::text_of(tree_.parts_of(l));
    const auto first = static_cast<std::uint32_t>(run.data() - tree_.parts.data());
    const auto end = first + static_cast<std::uint32_t>(run.size());
    std::uint32_t bar = first;
    while (bar < end && tree_.parts[bar].kind != PartKind::Spoken) ++bar;
    put(l, first, bar, Shape::Label, key + "/label", Hearer::Option, true);
    if (bar < end) put(l, bar + 1, end, Shape::Label, key + "/spoken", Hearer::Phrase, true);
  }

  void add(LineId l, std::string key, Hearer hearer, bool plain) {
    const auto run = ast::text_of(tree_.parts_of(l));
    const auto first = static_cast<std::uint32_t>(run.data() - tree_.parts.data());
    put(l, first, first + static_cast<std::uint32_t>(run.size()), Shape::Text, std::move(key), hearer, plain);
  }

  void put(LineId l, std::uint32_t first, std::uint32_t end, Shape shape, std::string key, Hearer hearer, bool plain) {
    if (first == end || !used_.insert(key).second) return;
    const bool sealed = ast::find(tree_.parts_of(l), PartKind::Seal) != nullptr;
    std::vector<LineId> above(open_.begin() + (open_.empty() ? 0 : 1), open_.end());
    out_.push_back({{file_, l}, first, end, shape, hearer, sealed, plain, std::move(key), std::move(above)});
  }

  const ast::Tree& tree_;
  FileId file_;
  std::vector<Text>& out_;
  std::string place_;
  std::vector<LineId> open_;       ///< lines whose blocks are open
  std::vector<std::string> keys_;  ///< of heads of lists
  std::map<std::string, unsigned> ordinals_;
  std::map<LineId, unsigned> items_;
  std::set<std::string> used_;
};

}  // namespace

std::vector<Text> texts_of(const sema::Program& program) {
  std::vector<Text> out;
  for (FileId f = 0; f < program.files.size(); ++f) Walk{program, f, out}.run();
  return out;
}

}  // namespace guion::strings
