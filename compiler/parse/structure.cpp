// See structure.hpp.
#include "parse/structure.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "parse/lines.hpp"

namespace guion::parse {
namespace {

using ast::NodeKind;
constexpr Kinds set_of(std::initializer_list<NodeKind> kinds) {
  Kinds set = 0;
  for (const NodeKind k : kinds) set |= Kinds{1} << static_cast<unsigned>(k);
  return set;
}
static_assert(static_cast<unsigned>(NodeKind::Error) < 64);

using enum NodeKind;
constexpr Kinds kArms = set_of({OnFailure, OnReturn, OnSilence, OnOverflow});
constexpr Kinds kHoldStatements = set_of({Stage, Part, If, Else, Judge, Is}) | kArms;
constexpr Kinds kTakeBlocks = kHoldStatements | set_of({Type, Service, Say, Ask, Menu, Item, Verify, Lookup, Request,
                                                        When, Set, Transfer, Error});
constexpr Kinds kNeedLines = set_of({If, Else, Judge, Is}) | kArms;

// What may stand at the left margin of a library and of a flow; a protocol may hold it all.
constexpr Kinds kInLibrary = set_of({Title, Language, Use, Type, Slot, Part});
constexpr Kinds kInFlow = kInLibrary | set_of({Register, Channel, Follows, Stage, Except});

/// The lines under which an arm or a field may stand.
Kinds parents_of(NodeKind kind) {
  if (kind == With) return set_of({Verify});
  if (kind == OnFailure) return set_of({Verify, Lookup, Request, Transfer});
  if (kind == OnReturn) return set_of({Transfer});
  if (kind == OnSilence) return set_of({Ask, Menu});
  if (kind == OnOverflow) return set_of({Set});
  if (kind == Is) return set_of({When});
  return ast::where_of(kind) == ast::Where::Field ? set_of({Service}) : 0;
}

/// Every kind of one of these places.
constexpr Kinds of_places(std::initializer_list<ast::Where> places) {
  Kinds set = 0;
  unsigned k = 0;
#define NODE(kind, where, sentence)                                                 \
  for (const ast::Where place : places) {                                           \
    if (place == ast::Where::where) set |= Kinds{1} << k; /* rows stand in order */ \
  }                                                                                 \
  ++k;
#include "ast/nodes.def"
#undef NODE
  return set;
}
constexpr Kinds kStatements = of_places({ast::Where::Statement});
constexpr Kinds kAtMargin = of_places({ast::Where::Head, ast::Where::Top}) & ~set_of({Comment, Error});

/// The arms and fields that may stand under a kind of line.
Kinds arms_under(NodeKind owner) {
  Kinds set = 0;
  for (unsigned k = 0; k < kKeywords; ++k) {
    if (has(parents_of(static_cast<NodeKind>(k)), owner)) set |= Kinds{1} << k;
  }
  return set;
}

/// The same place in words: {English, Spanish}.
struct Place {
  std::string en, es;
};

Place under(Kinds parents, Tongue tongue) {
  Place place;
  for (unsigned k = 0; k < kKeywords; ++k) {
    if (!has(parents, static_cast<NodeKind>(k))) continue;
    const std::string word{spelling(static_cast<Keyword>(k), tongue)};
    const bool last = (parents >> (k + 1)) == 0;
    place.en += (place.en.empty() ? "under \"" : last ? " or \"" : ", \"") + word + "\"";
    place.es += (place.es.empty() ? "debajo de «" : last ? " o «" : ", «") + word + "»";
  }
  return place;
}

class Checker {
 public:
  Checker(ast::Tree& tree, FileId file, diag::Emitter& emitter, std::span<const Adoption> adoptions)
      : tree_(tree), file_(file), emitter_(emitter), adoptions_(adoptions) {}

  void run() {
    const auto size = static_cast<LineId>(tree_.lines.size());
    if (!adoptions_.empty()) told_.resize(size);
    last_at_.fill(kNone);
    lacks_block_.fill(kNone);
    for (LineId i = 0; i < size; ++i) {
      const ast::Line& line = tree_.lines[i];
      if (line.kind == Comment) continue;
      const LineId parent = line.depth == 0 ? kNone : last_at_[line.depth - 1U];
      const LineId before = last_at_[line.depth];
      if (first_ == kNone) first_ = i;
      check(i, parent, before != kNone && (parent == kNone || before > parent) ? before : kNone);
      last_at_[line.depth] = i;
      for (std::size_t d = line.depth + 1U; d < last_at_.size() && last_at_[d] != kNone; ++d) last_at_[d] = kNone;
    }
  }

 private:
  [[nodiscard]] NodeKind kind(LineId i) const { return i == kNone ? Error : tree_.lines[i].kind; }
  [[nodiscard]] std::string_view keyword(LineId i) const {
    return kind(i) == Item ? "-" : spelling(static_cast<Keyword>(kind(i)), tree_.tongue);
  }
  [[nodiscard]] Span head_span(LineId i) const {
    const ast::Line& line = tree_.lines[i];
    const auto length = static_cast<std::uint32_t>(keyword(i).size());
    return {file_, line.begin, std::min(line.begin + length, line.end)};
  }
  [[nodiscard]] bool one_of(LineId i) const { return ast::has_flag(tree_.parts_of(i), Word::OneOf); }
  [[nodiscard]] NodeKind head() const { return kind(first_); }

  void check(LineId i, LineId parent, LineId before) {
    const bool adopted = next_ < adoptions_.size() && adoptions_[next_].line == i && ++next_ != 0;
    if (kind(i) == Error || (parent != kNone && kind(parent) == Error)) return;
    if (!stands_well(i, parent, before)) return;
    if (adopted) report_adopted(i, parent);
    if (kind(i) == Stage && !check_stage(i)) return;
    check_block(i);
  }

  /// Whether the line may stand here; reports it if not.
  bool stands_well(LineId i, LineId parent, LineId before) {
    switch (ast::where_of(kind(i))) {
      case ast::Where::Head:
        return i == first_ || misplaced(i, {"on the first line of a file", "en la primera línea de un archivo"});
      case ast::Where::Top:
        return at_margin(i, parent);
      case ast::Where::Field:
        return has(parents_of(kind(i)), kind(parent)) || misplaced(i, under(parents_of(kind(i)), tree_.tongue));
      case ast::Where::Statement:
        return statement(i, parent);
      case ast::Where::Arm:
        return arm(i, parent, before);
      case ast::Where::Guard:
        return (kind(parent) == Item && before == kNone && holds_item(parent, false)) ||
               misplaced(i, {"as the first line under an item that is offered or said",
                             "como primera línea debajo de un elemento que se ofrece o se dice"});
      case ast::Where::Item:
        return item(i, parent, before);
    }
    return true;
  }

  /// One message for all that was written beside the line it belongs under.
  void report_adopted(LineId i, LineId owner) {
    if (told_[owner]) return;
    told_[owner] = true;
    Place place{"under \"" + std::string{keyword(owner)} + "\"", "debajo de «" + std::string{keyword(owner)} + "»"};
    if (kind(owner) == Item)
      place = {"under the option above, two blanks deeper", "debajo de la opción, con dos espacios más"};
    auto& found = emitter_.report(diag::MisplacedLine, head_span(i), keyword(i), place.en, place.es);
    indent_anew(i, tree_.lines[owner].block_end, found);
  }

  /// A fix that gives the lines from `begin` to before `end` the blanks of their levels.
  void indent_anew(LineId begin, LineId end, diag::Diagnostic& found) const {
    const std::string_view text = tree_.text;
    std::string mended;
    std::uint32_t first = 0, last = 0, done = 0;  // what changed first and last; what was copied
    for (LineId i = begin; i < end; ++i) {
      const ast::Line& line = tree_.lines[i];
      for (std::uint32_t at = line.begin; at < line.end;) {  // each physical line
        auto start = static_cast<std::uint32_t>(text.rfind('\n', at) + 1);
        const std::size_t blanks = at == line.begin ? std::size_t{2} * line.depth : std::size_t{2} * line.depth + 2;
        if (at - start != blanks) {
          if (last == 0) first = done = start;
          mended.append(text.substr(done, start - done)).append(blanks, ' ');
          last = done = at;
        }
        const std::size_t next = text.find('\n', at);
        if (next == std::string_view::npos || next >= line.end) break;
        at = static_cast<std::uint32_t>(text.find_first_not_of(" \t\r\n", next));
      }
    }
    if (last != 0) found.fix_with({file_, first, last}, mended);
  }

  bool at_margin(LineId i, LineId parent) {
    if (parent != kNone) return misplaced(i, {"at the left margin", "en el margen izquierdo"});
    if (head() == Flow && !has(kInFlow, kind(i))) return misplaced(i, {"in a protocol", "en un protocolo"});
    if (head() == Library && !has(kInLibrary, kind(i))) {
      return has(kInFlow, kind(i)) ? misplaced(i, {"in a flow or a protocol", "en un flujo o un protocolo"})
                                   : misplaced(i, {"in a protocol", "en un protocolo"});
    }
    return true;
  }

  bool statement(LineId i, LineId parent) {
    if (parent != kNone && kind(parent) == Stage && head() == Protocol) {
      return kind(i) == Note || misplaced(i, {"in a flow; under a stage of a protocol only notes can stand",
                                              "en un flujo; debajo de una etapa de un protocolo solo van notas"});
    }
    if (parent != kNone && (has(kHoldStatements, kind(parent)) || (kind(parent) == Item && holds_item(parent, true))))
      return true;
    return misplaced(i,
                     {"in the block of a stage, a part, an arm or an option of a menu",
                      "en el bloque de una etapa, una parte, un caso o una opción de menú"},
                     parent);
  }

  /// Whether an item stands under a menu, or (not `menu_only`) under any list that is said or offered.
  [[nodiscard]] bool holds_item(LineId item, bool menu_only) const {
    const LineId list = last_at_[tree_.lines[item].depth - 1U];
    return kind(list) == Menu || kind(list) == Error || (!menu_only && (kind(list) == Say || kind(list) == Ask));
  }

  bool arm(LineId i, LineId parent, LineId before) {
    if (kind(i) != Else)
      return (parent != kNone && has(parents_of(kind(i)), kind(parent))) ||
             misplaced(i, under(parents_of(kind(i)), tree_.tongue));
    const bool answers = before != kNone && has(set_of({If, Judge, Error}), kind(before));
    if (answers || (parent != kNone && kind(parent) == When && before != kNone && kind(before) == Is)) return true;
    // The «si» above was told that its block is missing: what stands between the two was to be that block.
    const LineId lacking = lacks_block_[tree_.lines[i].depth];
    if (lacking != kNone && (parent == kNone || lacking > parent)) {
      spoil(i, tree_.lines[i].block_end);
      return false;
    }
    return misplaced(i, {"right behind the block of an \"if\", at its level, or last under a \"when\"",
                         "justo después del bloque de un «si», a su nivel, o al final debajo de un «según»"});
  }

  bool item(LineId i, LineId parent, LineId before) {
    const NodeKind list = parent == kNone ? Comment : kind(parent);
    if (list == Type || list == Menu || ((list == Say || list == Ask) && one_of(parent))) return true;
    if (list != Say && list != Ask) {
      return misplaced(i, {"under a type, a menu, or a line that ends with \"one of\"",
                           "debajo de un tipo, un menú o una línea que termina con «una de»"});
    }
    // One message a list: the neighbours of a reported item follow it.
    if (before == kNone)
      emitter_.report(diag::ItemWithoutList, head_span(i), keyword(parent), spelling(Word::OneOf, tree_.tongue));
    spoil(i, tree_.lines[i].block_end);
    return false;
  }

  bool misplaced(LineId i, const Place& place, LineId parent = kNone) {
    auto& found = emitter_.report(diag::MisplacedLine, head_span(i), keyword(i), place.en, place.es);
    if (parent != kNone) say_what_stands_under(i, parent, found);
    spoil(i, tree_.lines[i].block_end);
    return false;
  }

  /// What the line above takes instead of a statement; the arm that was meant, if its words are near («si flata»).
  void say_what_stands_under(LineId i, LineId parent, diag::Diagnostic& found) const {
    const Kinds arms = kinds_under(tree_, parent, kNone);
    std::string en, es;
    std::vector<std::string_view> words;
    for (unsigned k = 0; k < kKeywords; ++k) {
      if (!has(arms, static_cast<NodeKind>(k))) continue;
      words.push_back(spelling(static_cast<Keyword>(k), tree_.tongue));
      const bool last = (arms >> (k + 1)) == 0;
      en += (en.empty() ? "\"" : last ? " or \"" : ", \"") + std::string{words.back()} + "\"";
      es += (es.empty() ? "«" : last ? " o «" : ", «") + std::string{words.back()} + "»";
    }
    const ast::Line& line = tree_.lines[i];
    const std::string_view seen = std::string_view{tree_.text}.substr(line.begin, line.end - line.begin);
    if (const auto near = diag::nearest(seen, words); !near.empty())
      found.fix_with({file_, line.begin, line.end}, near);
    if (has(arms, Item)) {
      en += en.empty() ? "\"- \"" : " or \"- \"";
      es += es.empty() ? "«- »" : " o «- »";
    }
    const std::string who{keyword(parent)};
    if (!en.empty())
      found.note(head_span(parent), "under \"" + who + "\" only " + en + " can stand",
                 "debajo de «" + who + "» solo puede ir " + es);
  }

  /// Turns lines into Error lines, in silence.
  void spoil(LineId begin, LineId end) {
    for (LineId i = begin; i < end; ++i) {
      ast::Line& line = tree_.lines[i];
      if (line.kind == Comment) continue;
      line.kind = Error;
      line.parts_end = line.parts;
    }
  }

  bool check_stage(LineId i) {
    const auto parts = tree_.parts_of(i);
    const std::string_view name = tree_.at(parts[0]);
    const bool demand = ast::has_flag(parts, Word::Required) || ast::has_flag(parts, Word::Optional);
    const bool conditional = ast::find(parts, ast::PartKind::When) != nullptr || ast::has_flag(parts, Word::Discretion);
    const Span place{file_, parts[0].begin, parts[0].end};
    if (head() == Flow && demand) {
      emitter_.report(diag::DemandInFlow, place, name);
    } else if (head() == Protocol && conditional) {
      emitter_.report(diag::ConditionInProtocol, place, name);
    } else if (head() == Protocol && !demand) {
      emitter_.report(diag::StageWithoutDemand, place, name);
    } else {
      return true;
    }
    spoil(i, i + 1);
    return false;
  }

  void check_block(LineId i) {
    const NodeKind k = kind(i);
    if (k == If || k == Judge) lacks_block_[tree_.lines[i].depth] = kNone;
    if (has(kNeedLines, k)) return demand_child(i, "a line at least", "al menos una línea", ~Kinds{0});
    if (k == When) return demand_child(i, "arms with \"is\"", "casos con «es»", set_of({Is, Error}));
    if (k == Verify)
      return demand_child(i, "a method at least, with \"with\"", "al menos un método, con «con»",
                          set_of({With, Error}));
    if (k == Type || k == Menu || ((k == Say || k == Ask) && one_of(i))) {
      demand_child(i, "items, each with \"- \"", "elementos de lista, cada uno con «- »", set_of({Item, Error}));
    }
  }

  void demand_child(LineId i, std::string_view en, std::string_view es, Kinds kinds) {
    const ast::Line& line = tree_.lines[i];
    if (line.depth == kMaxLevel) return;  // what stood under it was too deep, and reported
    for (LineId c = i + 1; c < line.block_end; c = std::max(c + 1, tree_.lines[c].block_end)) {
      if (tree_.lines[c].kind != Comment && has(kinds, tree_.lines[c].kind)) return;
    }
    emitter_.report(diag::MissingBlock, head_span(i), keyword(i), en, es);
    if (kind(i) == If || kind(i) == Judge) lacks_block_[line.depth] = i;
  }

  ast::Tree& tree_;
  FileId file_;
  diag::Emitter& emitter_;
  std::span<const Adoption> adoptions_;
  std::size_t next_ = 0;    ///< the adoption that comes next
  std::vector<bool> told_;  ///< by owner: its adopted lines were reported
  LineId first_ = kNone;
  std::array<LineId, 34> last_at_{};      ///< the last line read at each level of the open path
  std::array<LineId, 34> lacks_block_{};  ///< at each level, the last «si» if it lacks its block
};

}  // namespace

bool takes_block(const ast::Tree& tree, LineId line, bool item_follows) {
  const ast::NodeKind kind = tree.lines[line].kind;
  if (kind == NodeKind::Say && !item_follows) return ast::has_flag(tree.parts_of(line), Word::OneOf);
  return has(kTakeBlocks, kind);
}

NodeKind kind_at(std::string_view text, Tongue tongue, bool is_item) {
  if (is_item) return Item;
  const auto found = find_keyword(text, tongue);
  return found ? static_cast<NodeKind>(found->keyword) : Error;
}

Kinds kinds_under(const ast::Tree& tree, LineId line, LineId list) {
  if (line == kNone) return kAtMargin;
  const NodeKind kind = tree.lines[line].kind;
  if (kind == Error) return ~Kinds{0};
  if (has(kHoldStatements, kind)) return kStatements | set_of({Else});
  if (kind == Type) return set_of({Item});
  if (kind == When) return set_of({Is, Else});
  if (kind == Item) {
    const NodeKind of = list == kNone ? Error : tree.lines[list].kind;
    const Kinds more = of == Menu || of == Error ? kStatements | set_of({Else}) : 0;
    return of == Type ? 0 : more | set_of({OnlyIf});
  }
  const bool items = kind == Menu || ((kind == Say || kind == Ask) && ast::has_flag(tree.parts_of(line), Word::OneOf));
  return arms_under(kind) | (items ? set_of({Item}) : 0);
}

bool may_hold(const ast::Tree& tree, LineId line, LineId list, NodeKind kind) {
  return kind != Error && has(kinds_under(tree, line, list), kind);
}

bool may_adopt(const ast::Tree& tree, LineId line) {
  constexpr Kinds kOwners = kTakeBlocks & ~set_of({If, Else, Judge, Error});
  return has(kOwners, tree.lines[line].kind);
}

bool belongs_under(const ast::Tree& tree, LineId owner, LineId parent, LineId list, NodeKind kind) {
  if (!may_hold(tree, owner, parent, kind)) return false;
  if (kind == OnlyIf) return owner + 1 == tree.lines.size();
  const bool is_else_of_when = kind == Else && tree.lines[owner].kind == When;
  return is_else_of_when || !has(kinds_under(tree, parent, list), kind);
}

void check_structure(ast::Tree& tree, FileId file, diag::Emitter& emitter, std::span<const Adoption> adoptions) {
  Checker{tree, file, emitter, adoptions}.run();
}

}  // namespace guion::parse
