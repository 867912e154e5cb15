// Expressions of the tree, which stand in postfix order, written out with as few parentheses as keep their shape.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "ast/tree.hpp"

namespace guion::format {

/// How many of the parts from the first on belong to one expression.
[[nodiscard]] std::size_t expression_length(std::span<const ast::Part> parts);
/// The expression with words of `tongue`. `value` spells a Ref; its second argument is the Ref that it is compared
/// with, if any.
using SpellRef = std::function<std::string(const ast::Part& ref, const ast::Part* subject)>;
[[nodiscard]] std::string print_expression(const ast::Tree& tree, std::span<const ast::Part> parts, Tongue tongue,
                                           const SpellRef& spell);

}  // namespace guion::format
