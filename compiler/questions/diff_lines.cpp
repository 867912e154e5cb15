// See diff_lines.hpp.
#include "questions/diff_lines.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "diag/lines.hpp"

namespace guion::questions {

using ast::NodeKind;
using ast::PartKind;

namespace {

/// Parts whose meaning is a Word or an operator: their spelling depends on the tongue.
bool means_its_argument(PartKind kind) {
  static constexpr PartKind kSuch[] = {PartKind::Flag,    PartKind::TypeWord,  PartKind::YesNo,    PartKind::Truth,
                                       PartKind::IsKnown, PartKind::IsMissing, PartKind::Compare,  PartKind::Plus,
                                       PartKind::Minus,   PartKind::And,       PartKind::Or,       PartKind::Not,
                                       PartKind::When,    PartKind::Unless,    PartKind::RuleForm, PartKind::RuleEvent};
  return std::find(std::begin(kSuch), std::end(kSuch), kind) != std::end(kSuch);
}

/// One blank for every stretch of line end, indentation and continuation bar.
std::string joined(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] != '\n' && text[i] != '\r') {
      out += text[i++];
      continue;
    }
    while (i < text.size() && (text[i] == '\n' || text[i] == '\r' || text[i] == ' ' || text[i] == '|')) ++i;
    while (!out.empty() && out.back() == ' ') out.pop_back();
    out += ' ';
  }
  return out;
}

std::set<std::string> words_of_text(const std::string& text) {
  std::set<std::string> words;
  std::string word;
  for (const char c : text + " ") {
    const bool inside = static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                        (c >= '0' && c <= '9') || c == '_';
    if (inside) {
      word += c;
    } else if (!word.empty()) {
      words.insert(std::move(word));
      word.clear();
    }
  }
  return words;
}

/// Share of words that two texts have in common, of those of the longer one. Two without words are alike.
double likeness(const std::string& a, const std::string& b) {
  const auto in_a = words_of_text(a), in_b = words_of_text(b);
  const std::size_t longer = std::max(in_a.size(), in_b.size());
  if (longer == 0) return 1;
  const auto common = std::count_if(in_a.begin(), in_a.end(), [&](const std::string& w) { return in_b.contains(w); });
  return static_cast<double>(common) / static_cast<double>(longer);
}

using Indices = std::vector<std::uint32_t>;

class Matcher {
 public:
  Matcher(const std::vector<ScriptLine>& before, const std::vector<ScriptLine>& after) : old_(before), new_(after) {
    pairs_.of_old.assign(before.size(), kNone);
    pairs_.of_new.assign(after.size(), kNone);
  }

  Pairs run() {
    by_id();
    std::map<std::string, std::pair<Indices, Indices>> places;
    for (std::uint32_t i = 0; i < old_.size(); ++i) places[old_[i].place].first.push_back(i);
    for (std::uint32_t i = 0; i < new_.size(); ++i) places[new_[i].place].second.push_back(i);
    for (const auto& [name, lines] : places) in_place(lines.first, lines.second);
    elsewhere();
    return std::move(pairs_);
  }

 private:
  static constexpr std::size_t kMostCells = 16'000'000;
  static constexpr double kAlike = 0.34;

  void pair(std::uint32_t o, std::uint32_t n) {
    pairs_.of_old[o] = n;
    pairs_.of_new[n] = o;
  }
  [[nodiscard]] bool same(std::uint32_t o, std::uint32_t n) const {
    return old_[o].kind == new_[n].kind && old_[o].key == new_[n].key && old_[o].text == new_[n].text;
  }

  void by_id() {
    std::map<std::string, std::uint32_t> ids;
    for (std::uint32_t i = 0; i < old_.size(); ++i) {
      if (!old_[i].id.empty()) ids.emplace(old_[i].id, i);
    }
    for (std::uint32_t i = 0; i < new_.size(); ++i) {
      const auto found = ids.find(new_[i].id);
      if (found != ids.end() && pairs_.of_old[found->second] == kNone) pair(found->second, i);
    }
  }

  [[nodiscard]] Indices open_of(const Indices& lines, const Indices& partner) const {
    Indices open;
    for (const std::uint32_t i : lines) {
      if (partner[i] == kNone) open.push_back(i);
    }
    return open;
  }

  /// Lines that stayed as they are, by a longest common subsequence; then the likeliest partners in the gaps between
  /// them.
  void in_place(const Indices& before, const Indices& after) {
    Indices a = open_of(before, pairs_.of_old), b = open_of(after, pairs_.of_new);
    std::size_t front = 0;
    while (front < a.size() && front < b.size() && same(a[front], b[front])) pair(a[front], b[front]), ++front;
    std::size_t back = 0;
    while (back + front < a.size() && back + front < b.size() && same(a[a.size() - 1 - back], b[b.size() - 1 - back])) {
      pair(a[a.size() - 1 - back], b[b.size() - 1 - back]);
      ++back;
    }
    a = Indices(a.begin() + static_cast<std::ptrdiff_t>(front), a.end() - static_cast<std::ptrdiff_t>(back));
    b = Indices(b.begin() + static_cast<std::ptrdiff_t>(front), b.end() - static_cast<std::ptrdiff_t>(back));
    if (a.size() * b.size() <= kMostCells) common(a, b);
    gaps(before, after);
  }

  void common(const Indices& a, const Indices& b) {
    const std::size_t width = b.size() + 1;
    std::vector<std::uint32_t> length((a.size() + 1) * width);
    for (std::size_t i = a.size(); i-- > 0;) {
      for (std::size_t j = b.size(); j-- > 0;) {
        length[i * width + j] = same(a[i], b[j]) ? length[(i + 1) * width + j + 1] + 1
                                                 : std::max(length[(i + 1) * width + j], length[i * width + j + 1]);
      }
    }
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
      if (same(a[i], b[j])) {
        pair(a[i++], b[j++]);
      } else if (length[(i + 1) * width + j] >= length[i * width + j + 1]) {
        ++i;
      } else {
        ++j;
      }
    }
  }

  /// What is left between two lines that stayed.
  void gaps(const Indices& before, const Indices& after) {
    std::size_t next = 0;
    Indices left;
    const auto close = [&](std::size_t until) {
      Indices right;
      for (; next < until; ++next) {
        if (pairs_.of_new[after[next]] == kNone) right.push_back(after[next]);
      }
      alike(left, right);
      left.clear();
    };
    for (const std::uint32_t o : before) {
      const std::uint32_t n = pairs_.of_old[o];
      if (n == kNone) {
        left.push_back(o);
        continue;
      }
      const auto at = std::find(after.begin() + static_cast<std::ptrdiff_t>(next), after.end(), n);
      if (at == after.end()) continue;
      close(static_cast<std::size_t>(at - after.begin()));
      ++next;
    }
    close(after.size());
  }

  void alike(const Indices& before, const Indices& after) {
    for (const bool by_subject : {true, false}) {
      for (const std::uint32_t o : before) {
        if (pairs_.of_old[o] != kNone) continue;
        std::uint32_t best = kNone;
        double most = 0;
        for (const std::uint32_t n : after) {
          if (pairs_.of_new[n] != kNone || old_[o].kind != new_[n].kind) continue;
          if (by_subject && (old_[o].subject.empty() || old_[o].subject != new_[n].subject)) continue;
          const double how = likeness(old_[o].text + old_[o].key, new_[n].text + new_[n].key);
          if (how <= most || (!by_subject && how < kAlike)) continue;
          best = n;
          most = how;
        }
        if (best != kNone) pair(o, best);
      }
    }
  }

  /// Lines with words that stand the same in another stage or part.
  void elsewhere() {
    std::map<std::string, std::uint32_t> open;
    const auto whole = [](const ScriptLine& l) {
      return std::to_string(static_cast<unsigned>(l.kind)) + "\n" + l.key + "\n" + l.text;
    };
    for (std::uint32_t i = 0; i < old_.size(); ++i) {
      if (pairs_.of_old[i] == kNone && !old_[i].text.empty() && old_[i].kind != NodeKind::Item)
        open.emplace(whole(old_[i]), i);
    }
    for (std::uint32_t i = 0; i < new_.size(); ++i) {
      const auto found = pairs_.of_new[i] == kNone ? open.find(whole(new_[i])) : open.end();
      if (found == open.end()) continue;
      pair(found->second, i);
      open.erase(found);
    }
  }

  const std::vector<ScriptLine>&old_, &new_;
  Pairs pairs_;
};

void add_block(const sema::Program& p, LineRef head, std::string place, std::vector<ScriptLine>& lines) {
  if (head.line == kNone || head.file >= p.files.size()) return;
  const ast::Tree& tree = p.files[head.file].tree;
  std::vector<std::pair<std::uint8_t, std::uint32_t>> owners;  // depth, index
  for (LineId l = head.line; l < std::max(head.line + 1, tree.lines[head.line].block_end); ++l) {
    const ast::Line& line = tree.lines[l];
    if (line.kind == NodeKind::Comment) continue;
    ScriptLine s{{head.file, l}, line.kind, place, {}, {}, text_of(tree, l), key_of(tree, l), kNone};
    const auto parts = tree.parts_of(l);
    if (const auto* id = ast::find(parts, PartKind::LineId)) s.id = tree.at(*id);
    const auto* name = ast::find(parts, PartKind::Name);
    if (name == nullptr) name = ast::find(parts, PartKind::Ref);
    if (name != nullptr) s.subject = tree.at(*name);
    while (!owners.empty() && owners.back().first >= line.depth) owners.pop_back();
    if (!owners.empty()) s.parent = owners.back().second;
    owners.emplace_back(line.depth, static_cast<std::uint32_t>(lines.size()));
    lines.push_back(std::move(s));
  }
}

}  // namespace

std::string key_of(const ast::Tree& tree, LineId line) {
  std::string key;
  for (const ast::Part& p : tree.parts_of(line)) {
    if (p.kind == PartKind::LineId || ast::is_text(p.kind)) continue;
    key += ast::name_of(p.kind);
    key += ' ';
    if (means_its_argument(p.kind)) {
      key += std::to_string(p.arg);
    } else {
      key += tree.at(p);
    }
    key += '\n';
  }
  return key;
}

std::string text_of(const ast::Tree& tree, LineId line) {
  const auto text = ast::text_of(tree.parts_of(line));
  if (text.empty()) return {};
  // The range of a blank is its slot's; its brace stands before it.
  const PartKind first = text.front().kind;
  const bool blank = first == PartKind::Hole || first == PartKind::Choice || first == PartKind::Moment;
  const ast::Line& whole = tree.lines[line];
  const std::size_t begin =
      blank ? std::min<std::size_t>(tree.text.rfind('{', text.front().begin), text.front().begin) : text.front().begin;
  const std::string_view bytes = std::string_view{tree.text}.substr(begin, whole.end - begin);
  return joined(bytes);
}

std::string source_of(const sema::Program& program, LineRef line) {
  const Span s = program.span_of(line);
  return joined(std::string_view{program.files[s.file].tree.text}.substr(s.begin, s.end - s.begin));
}

Place place_of(const sema::Program& program, LineRef line) {
  if (line.line == kNone || line.file >= program.files.size()) return {};
  const sema::File& file = program.files[line.file];
  return {file.path, diag::LineTable(file.tree.text).position(file.tree.lines[line.line].begin).line};
}

std::vector<ScriptLine> script_lines(const sema::Program& program) {
  std::vector<ScriptLine> lines;
  for (const sema::StageDef& s : program.stages) add_block(program, s.line, "stage " + s.name, lines);
  for (const sema::PartDef& p : program.parts) {
    if (p.used) add_block(program, p.line, "part " + p.name, lines);
  }
  return lines;
}

Pairs match(const std::vector<ScriptLine>& before, const std::vector<ScriptLine>& after) {
  return Matcher(before, after).run();
}

}  // namespace guion::questions
