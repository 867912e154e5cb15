// See expression.hpp.
#include "format/expression.hpp"

#include <utility>
#include <vector>

namespace guion::format {
namespace {

using ast::Part;
using ast::PartKind;

enum class Rank : std::uint8_t { Or, And, Not, Atom };

/// A piece of the expression already written out.
struct Piece {
  std::string text;
  Rank rank = Rank::Atom;
  const Part* ref = nullptr;  ///< the Ref it consists of, if it is nothing else
};

std::string_view sign(ast::Comparison comparison) {
  switch (comparison) {
    case ast::Comparison::Less:
      return "<";
    case ast::Comparison::LessEqual:
      return "<=";
    case ast::Comparison::Greater:
      return ">";
    case ast::Comparison::GreaterEqual:
      return ">=";
    case ast::Comparison::Equal:
      return "=";
    case ast::Comparison::NotEqual:
      return "!=";
    case ast::Comparison::Is:
    case ast::Comparison::IsNot:
      return "";
  }
  return "";
}

std::string comparison_text(ast::Comparison comparison, Tongue tongue) {
  const std::string is{spelling(Keyword::Is, tongue)};
  const std::string no{spelling(Word::Not, tongue)};
  if (comparison == ast::Comparison::Is) return is;
  if (comparison == ast::Comparison::IsNot) return tongue == Tongue::Es ? no + " " + is : is + " " + no;
  return std::string{sign(comparison)};
}

class Writer {
 public:
  Writer(const ast::Tree& tree, Tongue tongue, const SpellRef& spell) : tree_(tree), tongue_(tongue), spell_(spell) {}

  void part(const Part& p) {
    using enum PartKind;
    const bool is_literal = p.kind == Number || p.kind == Date || p.kind == Clock;
    if (p.kind == Ref) stack_.push_back({spell_(p, nullptr), Rank::Atom, &p});
    if (p.kind == YesNo)
      stack_.push_back({std::string{spelling(static_cast<Word>(p.arg), tongue_)}, Rank::Atom, nullptr});
    if (is_literal) stack_.push_back({std::string{tree_.at(p)}, Rank::Atom, nullptr});
    if (p.kind == IsKnown) prefix(spelling(Word::Known, tongue_), Rank::Atom);
    if (p.kind == IsMissing) prefix(spelling(Word::Lacks, tongue_), Rank::Atom);
    if (p.kind == Not) prefix(spelling(Word::Not, tongue_), Rank::Not);
    if (p.kind == Compare) compare(static_cast<ast::Comparison>(p.arg));
    if (p.kind == Plus) join("+", Rank::Atom);
    if (p.kind == Minus) join("-", Rank::Atom);
    if (p.kind == And) join(spelling(Word::And, tongue_), Rank::And);
    if (p.kind == Or) join(spelling(Word::Or, tongue_), Rank::Or);
  }

  std::string take() { return stack_.empty() ? std::string{} : std::move(stack_.back().text); }

 private:
  static void enclose(Piece& piece, bool needed) {
    if (needed) piece.text = "(" + std::move(piece.text) + ")";
  }

  void prefix(std::string_view word, Rank rank) {
    if (stack_.empty()) return;
    Piece& top = stack_.back();
    enclose(top, top.rank < rank && rank == Rank::Not);
    top = {std::string{word} + " " + top.text, rank, nullptr};
  }

  void join(std::string_view word, Rank rank) {
    if (stack_.size() < 2) return;
    Piece right = std::move(stack_.back());
    stack_.pop_back();
    Piece& left = stack_.back();
    if (rank != Rank::Atom) {
      enclose(left, left.rank < rank);
      enclose(right, right.rank <= rank);
    }
    left.text += " ";
    left.text += word;
    left.text += " ";
    left.text += right.text;
    left.rank = rank;
    left.ref = nullptr;
  }

  void compare(ast::Comparison comparison) {
    if (stack_.size() < 2) return;
    Piece& right = stack_.back();
    const Part* const subject = stack_[stack_.size() - 2].ref;
    if (right.ref != nullptr && subject != nullptr) right.text = spell_(*right.ref, subject);
    join(comparison_text(comparison, tongue_), Rank::Atom);
  }

  const ast::Tree& tree_;
  Tongue tongue_;
  const SpellRef& spell_;
  std::vector<Piece> stack_;
};

}  // namespace

std::size_t expression_length(std::span<const Part> parts) {
  std::size_t n = 0;
  while (n < parts.size() &&
         ((parts[n].kind >= PartKind::Number && parts[n].kind <= PartKind::Not) || parts[n].kind == PartKind::Ref))
    ++n;
  return n;
}

std::string print_expression(const ast::Tree& tree, std::span<const Part> parts, Tongue tongue, const SpellRef& spell) {
  Writer writer{tree, tongue, spell};
  for (const Part& p : parts) writer.part(p);
  return writer.take();
}

}  // namespace guion::format
