// The bench: Guion beside Lua 5.4 and LuaJIT on the same texts in one run. Prints a Markdown table of ratios, writes
// JSON, and on request (--write README) puts the table into docs/performance.md and its headlines into README.md. What
// must be reached, and what is not: docs/performance.md.
#include <fmt/format.h>

#include <cstring>
#include <filesystem>
#include <optional>

#include "cli/dictionary.hpp"
#include "diag/diagnostics.hpp"
#include "driver/compile.hpp"
#include "embed.hpp"
#include "generate.hpp"
#include "image/format.hpp"
#include "measure.hpp"
#include "parse/parse.hpp"
#include "play.hpp"
#include "proof.hpp"
#include "sema/sema.hpp"
#include "spanish/read.hpp"

namespace guion::bench {
namespace {

namespace fs = std::filesystem;

struct Arguments {
  std::string guion, json;
  bool write = false;
  std::size_t lines = 100000;
  int runs = 5;
};

/// A line of the report. Peers that do not have the figure are left empty. README shows the headlines.
struct Row {
  bool headline = false;
  std::string name, unit;
  double guion = 0;
  std::optional<double> lua, luajit;
  std::string remark;
};

class Bench {
 public:
  explicit Bench(Arguments arguments) : args_{std::move(arguments)} {}

  int run() {
    prepare();
    cold_processes();
    artifacts();
    if (!walks()) return 1;
    in_process();
    proofs();
    many_files();
    code_size();
    report();
    return 0;
  }

 private:
  [[nodiscard]] std::string at(const std::string& name) const { return (folder_ / name).string(); }
  [[nodiscard]] std::vector<double> peer(const std::string& lua, const std::vector<std::string>& words) const {
    std::vector<std::string> command{lua, GUION_BENCH_DIR "/peer.lua"};
    command.insert(command.end(), words.begin(), words.end());
    return numbers_of(run_process(command));
  }
  void row(std::string name, std::string unit, double guion, std::optional<double> lua = {},
           std::optional<double> luajit = {}, std::string remark = {}) {
    rows_.push_back({false, std::move(name), std::move(unit), guion, lua, luajit, std::move(remark)});
  }
  void headline(std::string name, std::string unit, double guion, std::optional<double> lua = {},
                std::optional<double> luajit = {}, std::string remark = {}) {
    row(std::move(name), std::move(unit), guion, lua, luajit, std::move(remark));
    rows_.back().headline = true;
  }

  void prepare() {
    folder_ = fs::temp_directory_path() / fmt::format("guion-bench-{}", static_cast<long>(now_seconds()));
    fs::create_directories(folder_);
    const CallTexts call = make_call();
    write_text(at("empresa_de_cable.flow"), call.protocol);
    write_text(at("llamada.flow"), call.flow);
    write_text(at("llamada.lua"), call.lua);
    std::string values = "return {";
    for (const Variable& v : call.variables) {
      values += v.kind == Variable::Kind::Name    ? fmt::format("{} = '{}', ", v.name, v.text)
                : v.kind == Variable::Kind::YesNo ? fmt::format("{} = {}, ", v.name, v.number != 0)
                                                  : fmt::format("{} = {}, ", v.name, v.number);
    }
    write_text(at("values.lua"), values + "}");
    const BigTexts big = make_big(args_.lines);
    write_text(at("grande_base.flow"), big.protocol);
    write_text(at("grande.flow"), big.flow);
    write_text(at("grande.lua"), big.lua);
    lines_ = static_cast<double>(big.lines);
    lua_lines_ = static_cast<double>(big.lua_lines);
    literal_bytes_ = static_cast<double>(call.literal_bytes);
    shape_ = fmt::format(
        "call: {} spoken lines, {:.2f} values each, {} menus, {} options, {} conditions, {} variables, {} bytes of "
        "literal text",
        call.lines, static_cast<double>(call.values) / call.lines, call.menus, call.options, call.conditions,
        call.variables.size(), call.literal_bytes);
    variables_ = call.variables;
  }

  void cold_processes() {
    const Process guion =
        least_process({args_.guion, "build", at("grande.flow"), "-o", at("grande.flowc"), "--strip"}, args_.runs);
    if (guion.status != 0) fmt::print(stderr, "guion build of big: exit {}\n", guion.status);
    const Process lua = least_process({"luac5.4", "-s", "-o", at("grande.luac"), at("grande.lua")}, args_.runs);
    const Process jit = least_process({"luajit", "-b", at("grande.lua"), at("grande.ljbc")}, args_.runs);
    const double scale = lines_ / lua_lines_;
    headline("cold build of big, per 100,000 lines", "ms", guion.seconds * 1e3 * 1e5 / lines_,
             lua.seconds * 1e3 * scale * 1e5 / lines_, jit.seconds * 1e3 * scale * 1e5 / lines_);
    row("peak memory of it", "MB", static_cast<double>(guion.peak_kb) / 1024, static_cast<double>(lua.peak_kb) / 1024,
        static_cast<double>(jit.peak_kb) / 1024);
  }

  [[nodiscard]] static std::size_t certificate_bytes(const std::vector<std::uint8_t>& image_bytes) {
    std::size_t at = image::kHeaderSize;
    for (unsigned s = 0; s < image::kSections && at < image_bytes.size(); ++s) {
      std::size_t size = 0;
      for (unsigned shift = 0; at < image_bytes.size(); shift += 7) {
        const std::uint8_t b = image_bytes[at++];
        size |= static_cast<std::size_t>(b & 0x7f) << shift;
        if (b < 0x80) break;
      }
      if (s == static_cast<unsigned>(image::Section::Certificate)) return size;
    }
    return 0;
  }

  /// Compiles a file on disk with the library.
  [[nodiscard]] Compilation compiled(const std::string& flow, const std::string& protocol, bool strip) const {
    MemorySources sources;
    sources.put(flow, read_text(at(flow)));
    sources.put(protocol, read_text(at(protocol)));
    Compilation made = compile(flow, sources, {{}, strip, true});
    for (const auto& d : made.diagnostics) {
      if (d.severity == diag::Severity::Error) fmt::print(stderr, "{}: {}\n", flow, d.en);
    }
    return made;
  }

  void artifacts() {
    call_ = compiled("llamada.flow", "empresa_de_cable.flow", false);
    stripped_ = compiled("llamada.flow", "empresa_de_cable.flow", true);
    const auto lua = peer("lua5.4", {"artifact", at("llamada.lua"), at("llamada.luac")});
    const auto jit = peer("luajit", {"artifact", at("llamada.lua"), at("llamada.ljbc")});
    const auto size = static_cast<double>(stripped_.image.size());
    const auto certificate = static_cast<double>(certificate_bytes(stripped_.image));
    headline("image of the call, stripped", "bytes", size, lua.at(0), jit.at(0),
             fmt::format("{:.2f} × its text", size / literal_bytes_));
    row("the same without certificate", "bytes", size - certificate, lua.at(0), jit.at(0),
        fmt::format("{:.2f} × its text; the certificate is {:.1f} % of the image",
                    (size - certificate) / literal_bytes_, 100 * certificate / size));
    row("the same with its names", "bytes", static_cast<double>(call_.image.size()));
    const double load = open_seconds(stripped_.image, stripped_.policy, 2000);
    headline("load (Guion: and verify) the call", "µs", load * 1e6, lua.at(1) * 1e6, jit.at(1) * 1e6);
    const Compilation big = compiled("grande.flow", "grande_base.flow", true);
    if (!big.image.empty()) {
      const double seconds = open_seconds(big.image, big.policy, 5);
      headline("load and verify big", "GB/s", static_cast<double>(big.image.size()) / seconds / 1e9, {}, {},
               fmt::format("{:.1f} MB in {:.1f} ms", static_cast<double>(big.image.size()) / 1e6, seconds * 1e3));
    }
    flips("lua5.4", at("llamada.luac"), flips_lua_);
    flips("luajit", at("llamada.ljbc"), flips_luajit_);
    headline("200 one-byte flips: not refused", "", flips_guion(), flips_lua_, flips_luajit_,
             "silently wrong, crashed or hung");
  }

  static double open_seconds(const std::vector<std::uint8_t>& image_bytes,
                             const std::vector<std::uint8_t>& policy_bytes, int times) {
    guion_policy policy{};
    guion_image image{};
    if (guion_policy_open(&policy, policy_bytes.data(), policy_bytes.size(), nullptr) != GUION_OK) return 0;
    return least_seconds(
               5,
               [&] {
                 for (int i = 0; i < times; ++i) {
                   if (guion_image_open(&image, &policy, image_bytes.data(), image_bytes.size(), nullptr) != GUION_OK)
                     fmt::print(stderr, "the image is refused\n");
                 }
               }) /
           times;
  }

  /// Which byte is changed how, the same for all.
  static std::string flipped(std::string bytes, unsigned n) {
    const std::size_t place = (n * 2654435761U) % bytes.size();
    bytes[place] = static_cast<char>(bytes[place] ^ (1U << (n % 8)));
    return bytes;
  }

  double flips_guion() {
    unsigned accepted = 0;
    const std::string whole(stripped_.image.begin(), stripped_.image.end());
    for (unsigned n = 0; n < 200; ++n) {
      const std::string bytes = flipped(whole, n);
      guion_policy policy{};
      guion_image image{};
      std::vector<std::uint64_t> aligned((bytes.size() + 7) / 8);
      std::memcpy(aligned.data(), bytes.data(), bytes.size());
      static_cast<void>(guion_policy_open(&policy, stripped_.policy.data(), stripped_.policy.size(), nullptr));
      if (guion_image_open(&image, &policy, aligned.data(), bytes.size(), nullptr) == GUION_OK) ++accepted;
    }
    return accepted;
  }

  /// A peer's walk over damaged bytecode: an error is a refusal; another transcript, a crash or a hang is not.
  void flips(const std::string& lua, const std::string& code, double& silent) {
    const std::string whole = read_text(code), peer_file = GUION_BENCH_DIR "/peer.lua";
    static_cast<void>(run_process({lua, peer_file, "walks", code, at("values.lua"), at("right.txt"), "1"}));
    const std::string right = read_text(at("right.txt"));
    for (unsigned n = 0; n < 200; ++n) {
      write_text(at("flip"), flipped(whole, n));
      write_text(at("flip.txt"), "");
      const Process p = run_process({lua, peer_file, "walks", at("flip"), at("values.lua"), at("flip.txt"), "1"}, 2);
      if (p.status >= 1000 || (p.status == 0 && read_text(at("flip.txt")) != right)) ++silent;
    }
  }

  bool walks() {
    guion_policy policy{};
    guion_image image{};
    static_cast<void>(guion_policy_open(&policy, call_.policy.data(), call_.policy.size(), nullptr));
    if (guion_image_open(&image, &policy, call_.image.data(), call_.image.size(), nullptr) != GUION_OK) {
      fmt::print(stderr, "the image of the call is refused\n");
      return false;
    }
    Player player{&image, variables_};
    std::vector<std::string> heard;
    const unsigned lines = player.walk(1, &heard);
    const unsigned options = player.options_shown();
    heard.emplace_back("resuelto");
    std::string transcript;
    for (const std::string& text : heard) transcript += text + '\n';
    write_text(at("guion.txt"), transcript);
    const auto lua = peer("lua5.4", {"walks", at("llamada.lua"), at("values.lua"), at("lua.txt"), "20000"});
    const auto jit = peer("luajit", {"walks", at("llamada.lua"), at("values.lua"), at("luajit.txt"), "20000"});
    if (read_text(at("lua.txt")) != transcript || read_text(at("luajit.txt")) != transcript) {
      fmt::print(stderr, "the transcripts differ: compare guion.txt, lua.txt and luajit.txt in {}\n", folder_.string());
      keep_ = true;
      return false;
    }
    walk_figures(player, heard, lines, options, lua.at(0), jit.at(0));
    return true;
  }

  void walk_figures(Player& player, const std::vector<std::string>& heard, unsigned lines, unsigned options, double lua,
                    double jit) {
    constexpr int kWalks = 20000;
    const double seconds = least_seconds(5,
                                         [&] {
                                           for (int i = 0; i < kWalks; ++i)
                                             player.walk(static_cast<std::uint64_t>(i) + 1, nullptr);
                                         }) /
                           kWalks;
    const double floor = floor_seconds(heard, 6, kWalks);
    headline("walks of the call, text rendered", "k/s", 1e-3 / seconds, lua * 1e-3, jit * 1e-3,
             fmt::format("{} lines spoken, {} options shown; {:.1f} × the floor", lines, options, seconds / floor));
    row("spoken lines", "M/s", lines * 1e-6 / seconds, lua * lines * 1e-6, jit * lines * 1e-6);
    const auto lua_memory = peer("lua5.4", {"memory", at("llamada.lua"), at("values.lua")});
    const auto jit_memory = peer("luajit", {"memory", at("llamada.lua"), at("values.lua")});
    headline("a suspended call", "bytes", static_cast<double>(player.session_bytes()), lua_memory.at(0),
             jit_memory.at(0), fmt::format("{} slots, 64 bytes for texts", variables_.size()));
    const SnapshotFigures f = snapshot_figures(player, 100000);
    if (f.bytes == 0) fmt::print(stderr, "the call is not saved and restored\n");
    headline("its snapshot", "bytes", static_cast<double>(f.bytes), {}, {}, fmt::format("{} of them texts", f.texts));
    row("save", "µs", f.save * 1e6);
    row("restore, everything checked", "µs", f.restore * 1e6);
  }

  void in_process() {
    const std::string text = read_text(at("grande.flow"));
    const double parse = least_seconds(args_.runs, [&] {
      diag::Emitter emitter;
      static_cast<void>(parse::parse(text, 0, emitter));
    });
    MemorySources sources;
    sources.put("grande.flow", text);
    sources.put("grande_base.flow", read_text(at("grande_base.flow")));
    const double whole = least_seconds(args_.runs, [&] {
      static_cast<void>(compile("grande.flow", sources, {{}, true, true}));
    });
    const auto lua = peer("lua5.4", {"compile", at("grande.lua"), "5"});
    const auto jit = peer("luajit", {"compile", at("grande.lua"), "5"});
    jit_compile_ = jit.at(0) / lua_lines_;
    row("parse big", "M lines/s", lines_ / parse * 1e-6);
    headline("compile big, every check", "M lines/s", lines_ / whole * 1e-6, lua_lines_ / lua.at(0) * 1e-6,
             lua_lines_ / jit.at(0) * 1e-6, "the peers check nothing");
    reading(sources);
  }

  /// Reading the Spanish of big, beside everything else that a check of it does; spelling apart.
  void reading(MemorySources& sources) {
    CompileOptions check;
    check.emit = check.read = false;
    const double checks = least_seconds(args_.runs, [&] {
      static_cast<void>(compile("grande.flow", sources, check));
    });
    diag::Emitter parsed;
    const sema::Program program = sema::analyse("grande.flow", sources, check, parsed);
    std::size_t findings = 0;
    const auto read = [&] {
      return least_seconds(args_.runs, [&] {
        diag::Emitter emitter;
        spanish::read(program, check, emitter);
        findings = emitter.all().size();
      });
    };
    const double to_ms = 1e3 * 1e5 / lines_, words = read();
    headline("reading the Spanish of big, per 100,000 lines", "ms", words * to_ms, {}, {},
             fmt::format("{:.2f} × parse and checks, {:.1f} ms; {} findings", words / checks, checks * to_ms, findings));
    check.reading.dictionary = cli::spanish_dictionary();
    if (check.reading.dictionary != nullptr) row("the same with spelling", "ms", read() * to_ms);
  }

  /// Everything that is decided over all calls. What stops the bench: a flow that keeps all rules and is not proved to.
  void proofs() {
    const auto checked = [&](const BigTexts& texts, int runs, int whole_runs) {
      const Checked c = check_texts(GUION_SOURCE_DIR, texts, runs, whole_runs);
      if (c.errors != 0) fmt::print(stderr, "a flow of the bench is not proved: {} lines\n", c.lines);
      return c;
    };
    const Checked big = checked(make_big_with_packs(100000), args_.runs, args_.runs);
    const auto ms = [](double seconds) { return seconds * 1e3; };
    const double per_100k = 1e5 / static_cast<double>(big.lines);
    headline("checks of big with all packs, per 100,000 lines", "ms", ms(big.checks) * per_100k, {},
             ms(jit_compile_) * 1e5,
             fmt::format("{} properties, {} states of the engine; LuaJIT compiles as many lines", big.properties,
                         big.states));
    row("the same from text to verdict", "ms", ms(big.whole) * per_100k, {}, ms(jit_compile_) * 1e5);
    std::string remark;
    double least = 1e9, most = 0, first = 0, last = 0;
    for (const std::size_t lines : {1000U, 10000U, 100000U, 300000U}) {
      const Checked c = checked(make_big_with_packs(lines), lines < 100000 ? 41 : args_.runs, 0);
      last = c.checks / static_cast<double>(c.lines) * 1e6;
      if (first == 0) first = last;
      least = std::min(least, last), most = std::max(most, last);
      remark += fmt::format("{}{:.3f}", remark.empty() ? "" : ", ", last);
    }
    row("checks, µs a line at 300,000 ÷ at 1,000 lines", "×", last / first, {}, {},
        fmt::format("at 1k, 10k, 100k, 300k: {} µs; most ÷ least {:.2f}", remark, most / least));
    const Checked apart = checked(make_slots(20, SlotsForm::Apart), args_.runs, args_.runs);
    row("20 yes/no slots, each guards its own lines", "ms", ms(apart.whole), {}, {},
        fmt::format("{} states; text to verdict", apart.states));
    const Checked line = checked(make_slots(12, SlotsForm::OneLine), args_.runs, args_.runs);
    row("12 of them, one line needs all", "ms", ms(line.whole), {}, {}, fmt::format("{} states", line.states));
    const Checked counted = checked(make_slots(20, SlotsForm::OneLineCounted), args_.runs, args_.runs);
    row("20 of them, the line needs their count", "ms", ms(counted.whole), {}, {},
        fmt::format("{} states", counted.states));
    const Checked broken = check_texts(GUION_SOURCE_DIR, make_big_with_packs(100000, 11, true), 1, args_.runs);
    row("big broken at its last line: verdict with its call", "ms", ms(broken.whole), {}, {},
        fmt::format("{:.1f} ms of it to find it, the rest reading and replay", ms(broken.checks)));
  }

  /// Wall time, in turn, so that what else the machine does hits both.
  void many_files() {
    const std::vector<std::string> files = write_many(GUION_SOURCE_DIR, at("many"), 500, 1000);
    double one = 1e9, two = 1e9;
    for (int i = 0; i < args_.runs; ++i) {
      for (const char* jobs : {"1", "2"}) {
        std::vector<std::string> command{args_.guion, "check", "-j", jobs};
        command.insert(command.end(), files.begin(), files.end());
        const Process p = run_process(command);
        if (p.status != 0) fmt::print(stderr, "guion check of many: exit {}\n", p.status);
        double& least = *jobs == '1' ? one : two;
        least = std::min(least, p.seconds);
      }
    }
    headline("500 files of 1,000 lines, one core ÷ two", "×", one / two, {}, {},
             fmt::format("{:.2f} s, {:.2f} s; two empty loops at once: {:.2f} ×", one, two, cores_given()));
  }

  /// .text and .rodata of the runtime compiled for size: all of it, and what the smallest hosts take along.
  void code_size() {
    const auto kb = [](std::size_t bytes) { return static_cast<double>(bytes) / 1024; };
    headline("code and constants of the runtime, -Oz -flto, linked to load and play", "KB", kb(code_bytes(GUION_HOST)),
             {}, {}, "bench/host.c with it; no library");
    row("the same, to save and restore too", "KB", kb(code_bytes(GUION_HOST_SNAPSHOTS)));
    row("the whole archive, -Oz", "KB", kb(code_bytes(GUION_SMALL_RUNTIME)), {}, {},
        code_by_room(GUION_SMALL_RUNTIME, GUION_SOURCE_DIR));
  }

  static std::string number(double x) {
    return x >= 1000 ? fmt::format("{:.0f}", x) : x >= 10 ? fmt::format("{:.1f}", x) : fmt::format("{:.2f}", x);
  }
  static std::string beside(double guion, std::optional<double> other) {
    if (!other) return "–";
    return guion == 0 || *other == 0 ? number(*other) : fmt::format("{} ({:.2f} ×)", number(*other), guion / *other);
  }

  static std::string line(const Row& r) {
    return fmt::format("| {}{}{} | {} | {} | {} | {} |\n", r.name, r.unit.empty() ? "" : ", ", r.unit, number(r.guion),
                       beside(r.guion, r.lua), beside(r.guion, r.luajit), r.remark);
  }

  void report() {
    std::string table =
        "| figure | Guion | Lua 5.4 (Guion ÷ Lua) | LuaJIT (Guion ÷ LuaJIT) | |\n|---|---|---|---|---|\n";
    std::string headlines = table, json = fmt::format("{{\n  \"shape\": \"{}\",\n  \"rows\": [\n", shape_);
    for (const Row& r : rows_) {
      table += line(r);
      if (r.headline) headlines += line(r);
      const auto value = [](std::optional<double> x) { return x ? fmt::format("{}", *x) : std::string{"null"}; };
      json += fmt::format("    {{\"name\": \"{}\", \"unit\": \"{}\", \"guion\": {}, \"lua\": {}, \"luajit\": {}}}{}\n",
                          r.name, r.unit, r.guion, value(r.lua), value(r.luajit), &r == &rows_.back() ? "" : ",");
    }
    fmt::print("{}\n{}", shape_, "\n" + table);
    if (!args_.json.empty()) write_text(args_.json, json + "  ]\n}\n");
    if (args_.write) {
      put_table(GUION_SOURCE_DIR "/README.md", headlines);
      put_table(GUION_SOURCE_DIR "/docs/performance.md", shape_ + ".\n\n" + table);
    }
    if (!keep_) fs::remove_all(folder_);
  }

  static void put_table(const std::string& file, const std::string& table) {
    constexpr std::string_view open = "<!-- bench -->", close = "<!-- /bench -->";
    std::string page = read_text(file);
    const std::size_t begin = page.find(open), end = page.find(close);
    if (begin == std::string::npos || end == std::string::npos || end < begin) {
      fmt::print(stderr, "{} has no {} … {}\n", file, open, close);
      return;
    }
    page.replace(begin + open.size(), end - begin - open.size(), "\n" + table);
    write_text(file, page);
  }

  Arguments args_;
  fs::path folder_;
  bool keep_ = false;
  double lines_ = 0, lua_lines_ = 0, literal_bytes_ = 0, flips_lua_ = 0, flips_luajit_ = 0, jit_compile_ = 0;
  std::string shape_;
  std::vector<Variable> variables_;
  Compilation call_, stripped_;
  std::vector<Row> rows_;
};

}  // namespace
}  // namespace guion::bench

int main(int argc, char** argv) {
  guion::bench::Arguments args;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view name{argv[i]}, value{argv[i + 1]};
    if (name == "--guion") args.guion = value;
    if (name == "--json") args.json = value;
    if (name == "--lines") args.lines = std::stoul(std::string{value});
    if (name == "--runs") args.runs = std::stoi(std::string{value});
    if (name == "--write" && value == "README") args.write = true;
  }
  if (args.guion.empty()) {
    fmt::print(stderr, "guion_bench --guion COMMAND [--json FILE] [--write README] [--lines N] [--runs N]\n");
    return 2;
  }
  return guion::bench::Bench{std::move(args)}.run();
}
