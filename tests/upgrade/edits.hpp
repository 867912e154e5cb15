// Small random changes of a flow and its protocol, as a writer would make between two versions. Many give a flow that
// does not compile: the caller tries again.
#pragma once

#include <random>
#include <string>

namespace guion::upgrade::test {

struct Sources {
  std::string flow, protocol;
};

/// `from` with one to three changes.
[[nodiscard]] Sources edited(const Sources& from, std::mt19937& chance);
/// `text` with its first `from` replaced. Fails the test if there is none.
[[nodiscard]] std::string replaced(std::string text, const std::string& from, const std::string& to);

}  // namespace guion::upgrade::test
