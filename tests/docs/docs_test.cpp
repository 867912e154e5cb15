// Every fenced example of README and docs/ runs. One folder a page, blocks in the order of the page:
//   ```flow, first line «# archivo: NAME» or «# file: NAME»   a whole file: written, and read by the commands that
//   follow
//   ```flow without it                                         a fragment: must be read without a syntax error
//   ```call and ```json with that first line                   written (the line itself is left out of a .json)
//   ```console                                                 lines «$ guion …» are run, what they print must be what
//   stands below them
//   ```c, ```cpp with a main                                   compiled with the runtime, linked, run; «// prints:
//   TEXT» lines are its output
// GUION_REWRITE=1 writes what the commands print into the page.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "diag/diagnostics.hpp"
#include "parse/parse.hpp"

namespace fs = std::filesystem;

namespace {

const fs::path kRoot{GUION_SOURCE_DIR};

std::string read(const fs::path& path) {
  std::ifstream in{path, std::ios::binary};
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

void write(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream{path, std::ios::binary} << text;
}

/// What a shell command prints (both streams) when run in `folder`.
std::string run(const fs::path& folder, const std::string& command, int& status) {
  const std::string bin = fs::path{GUION_COMMAND}.parent_path().string();
  const std::string line = "cd '" + folder.string() + "' && export PATH='" + bin +
                           "':\"$PATH\" NO_COLOR=1 GUION_LANG= && { " + command + "\n} 2>&1 </dev/null";
  FILE* pipe = popen(line.c_str(), "r");
  std::string out;
  char buffer[4096];
  for (std::size_t n = 0; (n = fread(buffer, 1, sizeof buffer, pipe)) != 0;) out.append(buffer, n);
  const int code = pclose(pipe);
  status = WIFEXITED(code) ? WEXITSTATUS(code) : -1;
  return out;
}

struct Block {
  std::string language, body;
  int line = 0;
};

/// One page: the text between its blocks, and the blocks.
struct Page {
  std::vector<std::string> between;
  std::vector<Block> blocks;
};

Page split(const std::string& text) {
  Page page;
  page.between.emplace_back();
  bool inside = false;
  int number = 0;
  std::istringstream lines{text};
  for (std::string line; std::getline(lines, line);) {
    ++number;
    const bool fence = line.starts_with("```");
    if (fence && !inside) {
      page.blocks.push_back({line.substr(3), "", number});
      inside = true;
    } else if (fence) {
      page.between.emplace_back();
      inside = false;
    } else {
      (inside ? page.blocks.back().body : page.between.back()) += line + "\n";
    }
  }
  return page;
}

std::string joined(const Page& page) {
  std::string text;
  for (std::size_t i = 0; i < page.between.size(); ++i) {
    text += page.between[i];
    if (i < page.blocks.size()) text += "```" + page.blocks[i].language + "\n" + page.blocks[i].body + "```\n";
  }
  return text;
}

/// The file name that a block's first line gives it, or empty.
std::string file_name(const std::string& body) {
  const std::string first = body.substr(0, body.find('\n'));
  for (const std::string mark : {"# archivo: ", "# file: "}) {
    if (first.starts_with(mark)) return first.substr(mark.size());
  }
  return {};
}

/// A fragment as the file it would stand in.
std::string completed(const std::string& fragment) {
  std::istringstream lines{fragment};
  std::string body;
  bool english = false, top = false;
  for (std::string line; std::getline(lines, line);) {
    if (body.empty() && line.starts_with('#')) continue;
    if (body.empty()) {
      const std::string word = line.substr(0, line.find(' '));
      for (const char* en :
           {"say", "slot", "stage", "ask", "menu", "verify", "if", "when", "note", "service", "class", "level", "part"})
        english |= word == en;
      for (const char* head :
           {"etapa",    "stage", "dato",    "slot",   "clase",    "class", "nivel", "level",  "servicio",
            "service",  "parte", "part",    "regla",  "rule",     "tipo",  "type",  "método", "final",
            "etiqueta", "área",  "excepto", "idioma", "registro", "sigue", "usa",   "título", "canal"})
        top |= word == head;
      if (word == "flujo" || word == "flow" || word == "protocolo" || word == "protocol" || word == "biblioteca" ||
          word == "library")
        return fragment;
    }
    body += (top || line.empty() ? "" : "  ") + line + "\n";
  }
  const std::string head = english ? "flow f, guion 1\n" : "flujo f, guion 1\n";
  return head + (top ? "" : english ? "stage s\n" : "etapa e\n") + body;
}

void check_fragment(const Block& block, const fs::path& page) {
  guion::diag::Emitter emitter;
  (void)guion::parse::parse(completed(block.body), 0, emitter);
  for (const auto& d : emitter.all()) {
    if (d.severity == guion::diag::Severity::Error) {
      ADD_FAILURE() << page << ":" << block.line << ": fragment: " << guion::diag::code_text(d.code) << " " << d.en
                    << "\n"
                    << block.body;
    }
  }
}

/// The block with every command followed by what it prints now.
std::string replayed(const Block& block, const fs::path& folder) {
  std::string out;
  std::istringstream lines{block.body};
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("$ ")) continue;
    int status = 0;
    const std::string printed = run(folder, line.substr(2), status);
    out += line + "\n" + printed;
    if (!printed.empty() && printed.back() != '\n') out += "\n";
  }
  return out;
}

void check_program(const Block& block, const fs::path& folder, const fs::path& page) {
  const bool c = block.language == "c";
  const fs::path source = folder / (c ? "example.c" : "example.cpp");
  write(source, block.body);
  int status = 0;
  const std::string flags = std::string{" -Wall -Wextra -Werror "} + GUION_SANITIZE_FLAGS;
  std::string build = (c ? GUION_CC " -std=c11" : GUION_CXX " -std=c++20") + flags + " -I '" +
                      (kRoot / "runtime/include").string() + "' -c " + source.filename().string() + " -o example.o";
  const bool program = block.body.find("main(") != std::string::npos;
  if (program) build += " && " GUION_CXX + flags + " example.o '" GUION_RUNTIME_LIBRARY "' -o example";
  const std::string built = run(folder, build, status);
  ASSERT_EQ(status, 0) << page << ":" << block.line << "\n" << built;
  if (!program) return;
  const std::string printed = run(folder, "./example", status);
  EXPECT_EQ(status, 0) << page << ":" << block.line << "\n" << printed;
  std::istringstream lines{block.body};
  for (std::string line; std::getline(lines, line);) {
    const std::size_t at = line.find("// prints: ");
    if (at == std::string::npos) continue;
    EXPECT_NE(printed.find(line.substr(at + 11)), std::string::npos) << page << ":" << block.line << " printed\n"
                                                                     << printed;
  }
}

void check_page(const fs::path& path) {
  Page page = split(read(path));
  const fs::path folder = fs::path{GUION_BINARY_DIR} / "docs" / path.stem();
  fs::remove_all(folder);
  fs::create_directories(folder);
  // A page may use the flows that the project ships.
  fs::create_directory_symlink(kRoot / "flows", folder / "flows");
  const bool rewrite = std::getenv("GUION_REWRITE") != nullptr;
  for (Block& block : page.blocks) {
    const std::string name = file_name(block.body);
    if (!name.empty()) {
      const bool json = name.ends_with(".json");
      write(folder / name, json ? block.body.substr(block.body.find('\n') + 1) : block.body);
    } else if (block.language == "flow") {
      check_fragment(block, path);
    } else if (block.language == "console") {
      const std::string now = replayed(block, folder);
      if (rewrite) {
        block.body = now;
      } else {
        EXPECT_EQ(block.body, now) << path << ":" << block.line;
      }
    } else if (block.language == "c" || block.language == "cpp") {
      check_program(block, folder, path);
    }
  }
  if (rewrite) write(path, joined(page));
}

TEST(Docs, EveryExampleRuns) {
  check_page(kRoot / "README.md");
  for (const auto& entry : fs::recursive_directory_iterator{kRoot / "docs"}) {
    if (entry.path().extension() == ".md") check_page(entry.path());
  }
}

}  // namespace
