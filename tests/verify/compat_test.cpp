// Images of every released version load for ever and tell the same story: tests/verify/compat/<version>/ holds what
// that version's compiler made and the transcripts of a few calls. GUION_REWRITE=1 adds the folder of this version if
// there is none; it never changes one that is there. An image that a fix of the loader must refuse is named below, with
// the reason.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "fuzz/bases.hpp"
#include "support/vm_call.hpp"
#include "verify/support.hpp"

namespace guion::test {
namespace {

namespace fs = std::filesystem;

const fs::path kFolder = fs::path{GUION_SOURCE_DIR} / "tests/verify/compat";

/// «version/name» and the reason why it is refused since.
const std::map<std::string, std::string>& refused() {
  static const std::map<std::string, std::string> table;
  return table;
}

std::string read_file(const fs::path& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}
Bytes bytes_of(const fs::path& path) {
  const std::string s = read_file(path);
  return {s.begin(), s.end()};
}
void write_file(const fs::path& path, const std::string& text) {
  std::ofstream{path, std::ios::binary}.write(text.data(), static_cast<std::streamsize>(text.size()));
}

/// Three calls, one event a line.
std::string story_of(const Bytes& policy, const Bytes& image) {
  std::string out;
  for (std::uint32_t seed = 1; seed <= 3; ++seed) {
    SeededHost host(seed);
    const Transcript t = play(policy, image, host, 60, seed - 1);
    out += "--- " + std::to_string(seed) + "\n";
    for (const std::string& line : t.lines) out += line + "\n";
    for (const std::string& fault : t.faults) out += "fault: " + fault + "\n";
  }
  return out;
}

/// Those written by hand, two of the reference flows and a few random ones: with more versions this folder grows.
void add_version(const fs::path& folder) {
  fs::create_directories(folder);
  std::vector<fuzz::Base> bases = fuzz::written_bases();
  for (auto& b : fuzz::reference_bases(GUION_SOURCE_DIR))
    if (b.name == "pago_de_factura" || b.name == "preguntas_de_saldo") bases.push_back(std::move(b));
  for (auto& b : fuzz::random_bases(1, 60))
    if (b.image.size() < 2500 && bases.size() < 9) bases.push_back(std::move(b));
  for (const fuzz::Base& b : bases) {
    std::string name = b.name;
    std::replace(name.begin(), name.end(), ' ', '_');
    write_file(folder / (name + ".flowc"), {b.image.begin(), b.image.end()});
    write_file(folder / (name + ".policy"), {b.policy.begin(), b.policy.end()});
    write_file(folder / (name + ".story"), story_of(b.policy, b.image));
  }
}

std::vector<fs::path> images() {
  std::vector<fs::path> out;
  if (!fs::exists(kFolder)) return out;
  for (const auto& entry : fs::recursive_directory_iterator{kFolder})
    if (entry.path().extension() == ".flowc") out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

TEST(Compat, ImagesOfAllVersionsLoadAndTellTheSameStory) {
  const fs::path own = kFolder / GUION_VERSION;
  if (std::getenv("GUION_REWRITE") != nullptr && !fs::exists(own)) add_version(own);
  const std::vector<fs::path> all = images();
  EXPECT_GE(all.size(), 8U);
  for (const fs::path& path : all) {
    const std::string name = (path.parent_path().filename() / path.stem()).generic_string();
    const Bytes policy = bytes_of(fs::path{path}.replace_extension(".policy")), image = bytes_of(path);
    const Loaded loaded(image, policy);
    if (const auto found = refused().find(name); found != refused().end()) {
      EXPECT_EQ(loaded.reason(), found->second) << name;
      continue;
    }
    ASSERT_EQ(loaded.status, GUION_OK) << name << ": " << loaded.reason() << " at " << loaded.error.offset;
    EXPECT_EQ(story_of(policy, image), read_file(fs::path{path}.replace_extension(".story"))) << name;
  }
}

}  // namespace
}  // namespace guion::test
