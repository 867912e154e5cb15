// Every scripted call of flows/ plays as it says, and its transcript is the one that stands beside it. GUION_REWRITE=1
// writes transcripts.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "support.hpp"

namespace fs = std::filesystem;
using guion::test::Ran;

namespace {

std::vector<std::string> scripts() {
  std::vector<std::string> found;
  for (const auto& entry : fs::recursive_directory_iterator{fs::path{GUION_SOURCE_DIR} / "flows"}) {
    if (entry.path().extension() == ".call") found.push_back(entry.path().string());
  }
  std::sort(found.begin(), found.end());
  return found;
}

TEST(Calls, EveryScriptedCallPlaysAsItSays) {
  const auto all = scripts();
  ASSERT_FALSE(all.empty());
  for (const std::string& script : all) {
    SCOPED_TRACE(script);
    const Ran ran = guion::test::guion({"run", script});
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_EQ(ran.err, "");
    const std::string transcript = fs::path{script}.replace_extension(".transcript").string();
    if (std::getenv("GUION_REWRITE") != nullptr && ran.code == 0) guion::test::put(transcript, ran.out);
    EXPECT_EQ(ran.out, guion::test::get(transcript));
  }
}

}  // namespace
