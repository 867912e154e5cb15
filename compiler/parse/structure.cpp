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
using Kinds = std::uint64_t;  // a set of kinds of line

constexpr Kinds set_of(std::initializer_list<NodeKind> kinds) {
  Kinds set = 0;
  for (const NodeKind k : kinds) set |= Kinds{1} << static_cast<unsigned>(k);
  return set;
}
constexpr bool has(Kinds set, NodeKind kind) { return (set >> static_cast<unsigned>(kind) & 1U) != 0; }
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
  Checker(ast::Tree& tree, FileId file, diag::Emitter& emitter) : tree_(tree), file_(file), emitter_(emitter) {}

  void run() {
    const auto size = static_cast<LineId>(tree_.lines.size());
    last_at_.fill(kNone);
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
    if (kind(i) == Error || (parent != kNone && kind(parent) == Error)) return;
    if (!stands_well(i, parent, before)) return;
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
    return misplaced(i, {"in the block of a stage, a part, an arm or an option of a menu",
                         "en el bloque de una etapa, una parte, un caso o una opción de menú"});
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

  bool misplaced(LineId i, const Place& place) {
    emitter_.report(diag::MisplacedLine, head_span(i), keyword(i), place.en, place.es);
    spoil(i, tree_.lines[i].block_end);
    return false;
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
  }

  ast::Tree& tree_;
  FileId file_;
  diag::Emitter& emitter_;
  LineId first_ = kNone;
  std::array<LineId, 34> last_at_{};  ///< the last line read at each level of the open path
};

}  // namespace

bool takes_block(const ast::Tree& tree, LineId line, bool item_follows) {
  const ast::NodeKind kind = tree.lines[line].kind;
  if (kind == NodeKind::Say && !item_follows) return ast::has_flag(tree.parts_of(line), Word::OneOf);
  return has(kTakeBlocks, kind);
}

void check_structure(ast::Tree& tree, FileId file, diag::Emitter& emitter) { Checker{tree, file, emitter}.run(); }

}  // namespace guion::parse
