// See config.hpp.
#include "cli/config.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>

#include <toml++/toml.h>

#include "cli/files.hpp"
#include "diag/diagnostics.hpp"
#include "image/locales.hpp"
#include "scenario/values.hpp"

namespace guion::cli {
namespace {

namespace fs = std::filesystem;

using diag::Severity;

constexpr std::int64_t kDay = 86'400;  ///< Units: seconds

/// «; did you mean «x»?», or nothing.
Message meant(std::string_view word, const std::vector<std::string_view>& known) {
  const std::string_view near = diag::nearest(word, known);
  if (near.empty()) return {};
  return {fmt::format("; did you mean «{}»?", near), fmt::format("; ¿quiso decir «{}»?", near)};
}

std::string joined(const std::vector<std::string_view>& words) {
  std::string out;
  for (const std::string_view word : words) (out += out.empty() ? "" : ", ").append(word);
  return out;
}

const diag::Row* row_of(std::string_view text) {
  unsigned number = 0;
  const bool code =
      text.size() > 1 && (text[0] == 'G' || text[0] == 'g') &&
      std::from_chars(text.data() + 1, text.data() + text.size(), number).ptr == text.data() + text.size();
  for (const diag::Row& row : diag::rows()) {
    if (code ? static_cast<unsigned>(row.code) == number : row.name == text) return &row;
  }
  return nullptr;
}

std::int64_t local_today() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  localtime_r(&now, &parts);
  return (static_cast<std::int64_t>(now) + parts.tm_gmtoff) / kDay;
}

/// The seconds of SOURCE_DATE_EPOCH, the date for reproducible builds. Nothing: not set, or no number.
std::optional<std::int64_t> source_date() {
  const char* text = std::getenv("SOURCE_DATE_EPOCH");
  if (text == nullptr) return std::nullopt;
  const std::string_view digits{text};
  std::int64_t seconds = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
  if (digits.empty() || read.ec != std::errc{} || read.ptr != digits.data() + digits.size() || seconds < 0)
    return std::nullopt;
  return seconds / kDay;
}

/// Reads one guion.toml, key by key. Every problem is told, none stops the rest.
class Reader {
 public:
  Reader(const std::string& path, std::vector<Message>& errors) : path_{path}, errors_{errors} {}

  Config read(std::string_view text) {
    try {
      const toml::table root = toml::parse(text, path_);
      for (const auto& [key, value] : root) top(key, value);
    } catch (const toml::parse_error& error) {
      tell(error.source(), fmt::format("this is not TOML ({})", error.description()),
           fmt::format("esto no es TOML (detalle, en inglés: {})", error.description()));
    }
    config_.weights.insert(config_.weights.end(), denied_.begin(), denied_.end());
    return std::move(config_);
  }

 private:
  void tell(const toml::source_region& at, std::string_view en, std::string_view es) {
    const auto place = fmt::format("{}:{}:{}", path_, at.begin.line, at.begin.column);
    errors_.push_back({fmt::format("{}: {}", place, en), fmt::format("{}: {}", place, es)});
  }

  void unknown(const toml::key& key, const std::vector<std::string_view>& known) {
    const Message near = meant(key.str(), known);
    tell(key.source(), fmt::format("there is no key «{}» here{}; there are: {}", key.str(), near.en, joined(known)),
         fmt::format("aquí no hay ninguna clave «{}»{}; hay: {}", key.str(), near.es, joined(known)));
  }

  void wrong_type(const toml::key& key, const toml::node& value, std::string_view en, std::string_view es) {
    tell(value.source(), fmt::format("«{}» must be {}", key.str(), en), fmt::format("«{}» debe ser {}", key.str(), es));
  }

  void top(const toml::key& key, const toml::node& value) {
    if (key == "include") return include(key, value);
    if (key == "deny") return deny(key, value);
    if (key == "today") return today(key, value);
    if (key == "flow" || key == "severity") {
      const toml::table* table = value.as_table();
      if (table == nullptr) return wrong_type(key, value, "a table", "una tabla");
      for (const auto& [inner, of] : *table) key == "flow" ? flow(inner, of) : severity(inner, of);
      return;
    }
    unknown(key, {"include", "deny", "today", "flow", "severity"});
  }

  /// A text, or a list of them.
  std::vector<std::pair<std::string, const toml::node*>> texts(const toml::key& key, const toml::node& value) {
    std::vector<std::pair<std::string, const toml::node*>> out;
    const auto take = [&](const toml::node& n) {
      if (const auto* text = n.as_string()) {
        out.emplace_back(text->get(), &n);
      } else {
        wrong_type(key, n, "a text or a list of texts", "un texto o una lista de textos");
      }
    };
    if (const toml::array* list = value.as_array()) {
      for (const toml::node& n : *list) take(n);
    } else {
      take(value);
    }
    return out;
  }

  void include(const toml::key& key, const toml::node& value) {
    for (const auto& [folder, node] : texts(key, value)) {
      const fs::path full = (fs::path{path_}.parent_path() / folder).lexically_normal();
      std::error_code error;
      if (fs::is_directory(full, error)) {
        config_.include.push_back(full.string());
      } else {
        tell(node->source(), fmt::format("{} is no folder", full.string()),
             fmt::format("{} no es una carpeta", full.string()));
      }
    }
  }

  void deny(const toml::key& key, const toml::node& value) {
    for (const auto& [word, node] : texts(key, value)) {
      Message error;
      const auto code = word == "warnings" ? std::optional<std::uint16_t>{0} : read_code(word, error);
      if (code) {
        denied_.push_back({*code, Weight::Error});
      } else {
        tell(node->source(), error.en, error.es);
      }
    }
  }

  void today(const toml::key& key, const toml::node& value) {
    std::string text;
    if (const auto* date = value.as_date()) {
      const toml::date d = date->get();
      text = fmt::format("{:04}-{:02}-{:02}", d.year, d.month, d.day);
    } else if (const auto* written = value.as_string()) {
      text = written->get();
    }
    config_.today = read_date(text);
    if (!config_.today) wrong_type(key, value, "a date such as 2026-11-20", "una fecha como 2026-11-20");
  }

  void flow(const toml::key& key, const toml::node& value) {
    if (key == "locale") return locale(key, value);
    if (key != "register") return unknown(key, {"locale", "register"});
    const std::vector<std::string_view> known{"usted", "tú", "vos"};
    const auto* text = value.as_string();
    if (text == nullptr || std::find(known.begin(), known.end(), text->get()) == known.end()) {
      wrong_type(key, value, "«usted», «tú» or «vos»", "«usted», «tú» o «vos»");
    } else {
      config_.address = text->get();
    }
  }

  void locale(const toml::key& key, const toml::node& value) {
    std::vector<std::string_view> known;
    for (const image::Locale& l : image::kLocales) known.emplace_back(l.tag);
    for (const auto& [tag, node] : texts(key, value)) {
      if (std::find(known.begin(), known.end(), tag) != known.end()) {
        config_.locales.push_back(tag);
      } else {
        tell(node->source(), fmt::format("the locale «{}» is not known; there are: {}", tag, joined(known)),
             fmt::format("no se conoce el idioma «{}»; hay: {}", tag, joined(known)));
      }
    }
  }

  void severity(const toml::key& key, const toml::node& value) {
    Message error;
    const auto code = read_code(key.str(), error);
    if (!code) return tell(key.source(), error.en, error.es);
    const diag::Row* row = row_of(key.str());
    const auto* text = value.as_string();
    static constexpr std::array<std::pair<std::string_view, Weight>, 4> kWords{
        {{"error", Weight::Error}, {"warning", Weight::Warning}, {"hint", Weight::Hint}, {"off", Weight::Off}}};
    for (const auto& [word, weight] : kWords) {
      if (text == nullptr || text->get() != word) continue;
      if (row->severity == Severity::Error && weight != Weight::Error) {
        return tell(value.source(), fmt::format("{} is an error and stays one", key.str()),
                    fmt::format("{} es un error y no se puede rebajar", key.str()));
      }
      config_.weights.push_back({*code, weight});
      return;
    }
    wrong_type(key, value, "«error», «warning», «hint» or «off»", "«error», «warning», «hint» u «off»");
  }

  const std::string& path_;
  std::vector<Message>& errors_;
  Config config_;
  std::vector<CodeWeight> denied_;
};

}  // namespace

Config read_config(const std::string& path, std::string_view text, std::vector<Message>& errors) {
  return Reader{path, errors}.read(text);
}

std::optional<std::int64_t> read_date(std::string_view text) {
  constexpr std::size_t kLength = 10;
  std::int64_t seconds = 0;
  if (text.size() != kLength || !scenario::read_moment(std::string{text} + "T00:00", seconds)) return std::nullopt;
  return seconds >= 0 ? seconds / kDay : -((kDay - 1 - seconds) / kDay);
}

std::string date_text(std::int64_t days) {
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{days}}};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::optional<std::uint16_t> read_code(std::string_view text, Message& error) {
  if (const diag::Row* row = row_of(text)) return static_cast<std::uint16_t>(row->code);
  std::vector<std::string> codes;
  std::vector<std::string_view> known;
  for (const diag::Row& row : diag::rows()) codes.push_back(diag::code_text(row.code));
  for (const diag::Row& row : diag::rows()) known.push_back(row.name);
  known.insert(known.end(), codes.begin(), codes.end());
  const Message near = meant(text, known);
  error = {fmt::format("there is no finding «{}»{}", text, near.en),
           fmt::format("no hay ningún hallazgo «{}»{}", text, near.es)};
  return std::nullopt;
}

/// «G0432,G0430»: one finding, or several with commas between.
bool Settings::deny(std::string_view list, Console& console) {
  bool good = true;
  for (;;) {
    const std::size_t comma = list.find(',');
    const std::string_view word = scenario::trim(list.substr(0, comma));
    Message error;
    const auto code = word == "warnings" ? std::optional<std::uint16_t>{0} : read_code(word, error);
    if (code) denied_.push_back({*code, Weight::Error});
    if (!code) console.complain({"--deny: " + error.en, "--deny: " + error.es});
    good = good && code;
    if (comma == std::string_view::npos) return good;
    list.remove_prefix(comma + 1);
  }
}

bool Settings::open(const SettingOptions& options, Console& console) {
  options_ = options;
  bool good = options.config.empty() || !options.no_config;
  if (!good) console.complain({"--config and --no-config exclude each other", "--config y --no-config se excluyen"});
  for (const std::string& list : options.deny) good = deny(list, console) && good;
  if (!options.today.empty()) {
    today_ = read_date(options.today);
    if (!today_) console.complain({"--today is written 2026-11-20", "--today se escribe 2026-11-20"});
    good = good && today_;
  }
  now_ = source_date().value_or(local_today());
  return good;
}

std::string Settings::config_for(const std::string& path) {
  if (options_.no_config) return {};
  if (!options_.config.empty()) return options_.config;
  std::error_code error;
  fs::path folder = path == "-" ? fs::path{} : fs::path{path}.parent_path();
  const auto known = of_folder_.find(folder.string());
  if (known != of_folder_.end()) return known->second;
  const std::string asked = folder.string();
  const fs::path here = fs::current_path(error);
  folder = (here / folder).lexically_normal();
  std::string found;
  for (;; folder = folder.parent_path()) {
    if (fs::is_regular_file(folder / "guion.toml", error)) {
      // As short as it can be said from here: it stands in messages, and the folders it names are relative to it.
      const fs::path near = (folder / "guion.toml").lexically_proximate(here);
      found = near.string();
      break;
    }
    if (!folder.has_relative_path()) break;
  }
  return of_folder_[asked] = found;
}

std::optional<CompileOptions> Settings::load(const std::string& config, Console& console,
                                             std::optional<Tongue> of_file) const {
  Config read;
  if (!config.empty()) {
    std::string text;
    const ReadStatus status = read_file(config, text);
    std::vector<Message> errors;
    if (status == ReadStatus::Ok) read = read_config(config, text, errors);
    if (status != ReadStatus::Ok) errors.push_back(read_failure(config, status));
    for (const Message& error : errors) console.complain(error, of_file);
    if (!errors.empty()) return std::nullopt;
  }
  CompileOptions made;
  made.include = options_.include;
  made.include.insert(made.include.end(), read.include.begin(), read.include.end());
  made.weights = std::move(read.weights);
  made.weights.insert(made.weights.end(), denied_.begin(), denied_.end());
  made.today = today_ ? *today_ : read.today.value_or(now_);
  made.locales = std::move(read.locales);
  made.address = std::move(read.address);
  return made;
}

const CompileOptions* Settings::of(const std::string& path, Console& console, std::optional<Tongue> of_file) {
  const std::string config = config_for(path);
  auto at = loaded_.find(config);
  if (at == loaded_.end()) at = loaded_.emplace(config, load(config, console, of_file)).first;
  return at->second ? &*at->second : nullptr;
}

}  // namespace guion::cli
