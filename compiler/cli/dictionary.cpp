// See dictionary.hpp. Built without libhunspell it knows nothing and says so.
#include "cli/dictionary.hpp"

#include <fmt/format.h>

#ifdef GUION_HUNSPELL
#include <array>
#include <cstdlib>
#include <filesystem>
#include <hunspell.hxx>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>
#endif

namespace guion::cli {

#ifdef GUION_HUNSPELL
namespace {

namespace fs = std::filesystem;

/// The path of a word list without its ending; empty if there is none.
std::string find_words() {
  std::vector<std::string> folders;
  const char* set = std::getenv("DICPATH");
  std::string_view rest = set == nullptr ? std::string_view{} : set;
  while (!rest.empty()) {
    const std::size_t colon = rest.find(':');
    folders.emplace_back(rest.substr(0, colon));
    rest = colon == std::string_view::npos ? std::string_view{} : rest.substr(colon + 1);
  }
  for (const char* usual : {"/usr/share/hunspell", "/usr/local/share/hunspell", "/usr/share/myspell",
                            "/usr/share/myspell/dicts", "/opt/homebrew/share/hunspell", "/Library/Spelling"})
    folders.emplace_back(usual);
  static constexpr std::array<std::string_view, 8> kNames{"es_ES", "es_MX", "es_US",  "es_CO",
                                                          "es_CL", "es_AR", "es_ANY", "es"};
  for (const std::string& folder : folders) {
    for (const std::string_view name : kNames) {
      const std::string path = fmt::format("{}/{}", folder, name);
      std::error_code error;
      if (fs::is_regular_file(path + ".aff", error) && fs::is_regular_file(path + ".dic", error)) return path;
    }
  }
  return {};
}

/// UTF-8 as Latin-1, for word lists that are kept so; nothing if a letter has no place there.
std::string to_latin(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x80) {
      out += text[i];
    } else if ((c == 0xc2 || c == 0xc3) && i + 1 < text.size()) {
      const auto next = static_cast<unsigned char>(text[++i]);
      out += static_cast<char>(((c & 0x03u) << 6) | (next & 0x3fu));
    } else {
      return {};
    }
  }
  return out;
}

std::string from_latin(std::string_view text) {
  std::string out;
  for (const char letter : text) {
    const auto c = static_cast<unsigned char>(letter);
    if (c >= 0x80) out += static_cast<char>(0xc0u | (c >> 6));
    out += c >= 0x80 ? static_cast<char>(0x80u | (c & 0x3fu)) : letter;
  }
  return out;
}

class HunspellDictionary final : public Dictionary {
 public:
  explicit HunspellDictionary(std::string path) : path_{std::move(path)} {}

  bool knows(const std::string& word) override {
    const std::lock_guard lock{mutex_};
    const std::string asked = coded(word);
    return !asked.empty() && words().spell(asked);
  }

  std::vector<std::string> suggest(const std::string& word) override {
    constexpr std::size_t kMost = 5;
    const std::lock_guard lock{mutex_};
    const std::string asked = coded(word);
    if (asked.empty()) return {};
    std::vector<std::string> found = words().suggest(asked);
    if (found.size() > kMost) found.resize(kMost);
    if (!utf8_)
      for (std::string& s : found) s = from_latin(s);
    return found;
  }

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  Hunspell& words() {
    if (!words_) {
      words_ = std::make_unique<Hunspell>((path_ + ".aff").c_str(), (path_ + ".dic").c_str());
      utf8_ = words_->get_dict_encoding() == "UTF-8";
    }
    return *words_;
  }

  std::string coded(const std::string& word) {
    (void)words();
    return utf8_ ? word : to_latin(word);
  }

  std::string path_;
  std::mutex mutex_;
  std::unique_ptr<Hunspell> words_;
  bool utf8_ = true;
};

HunspellDictionary* dictionary() {
  static const std::string path = find_words();
  if (path.empty()) return nullptr;
  static HunspellDictionary made{path};
  return &made;
}

}  // namespace

Dictionary* spanish_dictionary() { return dictionary(); }

Message spelling_status() {
  if (const HunspellDictionary* d = dictionary())
    return {fmt::format("spelling: {}", d->path()), fmt::format("ortografía: {}", d->path())};
  return {"spelling: not read; a Spanish word list for Hunspell is missing (package hunspell-es)",
          "ortografía: no se revisa; falta un diccionario español para Hunspell (paquete hunspell-es)"};
}
#else
Dictionary* spanish_dictionary() { return nullptr; }

Message spelling_status() {
  return {"spelling: not read; this guion was built without Hunspell (package libhunspell-dev)",
          "ortografía: no se revisa; este guion se compiló sin Hunspell (paquete libhunspell-dev)"};
}
#endif

}  // namespace guion::cli
