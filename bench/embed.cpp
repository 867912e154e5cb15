// Sizes through the tool `size`, snapshots through the public interface. See embed.hpp.
#include "embed.hpp"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <map>
#include <sstream>

#include "measure.hpp"

namespace guion::bench {
namespace {

namespace fs = std::filesystem;

/// Calls `f(member, bytes)` for each section of code or constants; a program is one member without a name.
template <class F>
void each_section(const std::string& file, F f) {
  std::istringstream lines{run_process({"size", "-A", file}).output};
  std::string line, member;
  while (std::getline(lines, line)) {
    std::istringstream words{line};
    std::string first, second;
    words >> first >> second;
    if (second == "(ex") member = first;
    const bool counts = first.starts_with(".text") || first.starts_with(".rodata");
    if (counts) f(member, std::stoul(second));
  }
}

}  // namespace

std::size_t code_bytes(const std::string& file) {
  std::size_t total = 0;
  each_section(file, [&](const std::string&, std::size_t bytes) { total += bytes; });
  return total;
}

std::string code_by_room(const std::string& archive, const std::string& source_folder) {
  std::map<std::string, std::size_t> rooms;
  each_section(archive, [&](const std::string& member, std::size_t bytes) {
    const std::string source = member.substr(0, member.size() - 2);  // name.cpp.o
    for (const char* room : {"capi", "image", "trace", "verify", "vm"}) {
      if (fs::exists(source_folder + "/runtime/" + room + "/" + source)) rooms[room] += bytes;
    }
  });
  std::string text;
  for (const auto& [room, bytes] : rooms)
    text += fmt::format("{}{} {:.1f}", text.empty() ? "" : ", ", room, static_cast<double>(bytes) / 1024);
  return text;
}

SnapshotFigures snapshot_figures(Player& player, int times) {
  SnapshotFigures f;
  guion_session* session = player.suspend(1);
  std::array<char, 2048> snapshot;
  const guion_session_options options = player.options();
  std::vector<std::uint64_t> memory(player.session_bytes() / 8 + 1);
  if (session == nullptr || guion_save(session, nullptr, snapshot.data(), snapshot.size(), &f.bytes) != GUION_OK)
    return {};
  for (std::uint32_t slot = 0; slot < guion_slot_count(player.image()); ++slot) {
    guion_value value{};
    if (guion_read(session, slot, &value) == GUION_OK) f.texts += value.size;
  }
  bool fine = true;
  std::size_t size = 0;
  f.save = least_seconds(
               5,
               [&] {
                 for (int i = 0; i < times; ++i)
                   fine = guion_save(session, nullptr, snapshot.data(), snapshot.size(), &size) == GUION_OK && fine;
               }) /
           times;
  guion_session* again = nullptr;
  f.restore = least_seconds(5,
                             [&] {
                               for (int i = 0; i < times; ++i)
                                 fine = guion_restore(player.image(), &options, nullptr, snapshot.data(), size,
                                                      memory.data(), memory.size() * 8, &again) == GUION_OK &&
                                        fine;
                             }) /
              times;
  return fine ? f : SnapshotFigures{};
}

}  // namespace guion::bench
