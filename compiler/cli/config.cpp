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

#include "cli/dictionary.hpp"
#include "cli/files.hpp"
#include "diag/diagnostics.hpp"
#include "diag/lines.hpp"
#include "image/locales.hpp"
#include "parse/hygiene.hpp"
#include "scenario/values.hpp"
#include "spanish/lists.hpp"

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
    if (key == "flow") return table(key, value, &Reader::flow);
    if (key == "severity") return table(key, value, &Reader::severity);
    if (key == "spanish") return table(key, value, &Reader::reading);
    unknown(key, {"include", "deny", "today", "flow", "severity", "spanish"});
  }

  void table(const toml::key& key, const toml::node& value, void (Reader::*each)(const toml::key&, const toml::node&)) {
    const toml::table* inner = value.as_table();
    if (inner == nullptr) return wrong_type(key, value, "a table", "una tabla");
    for (const auto& [name, of] : *inner) (this->*each)(name, of);
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

  void reading(const toml::key& key, const toml::node& value) {
    if (key == "read") return yes_or_no(key, value, config_.read);
    if (key == "spelling") return yes_or_no(key, value, config_.spelling);
    if (key == "lists") return table(key, value, &Reader::lists);
    struct Limit {
      std::string_view name;
      std::uint32_t ReadingOptions::*field;
      std::int64_t least, most;
    };
    static constexpr std::array<Limit, 5> kLimits{{{"sentence_words", &ReadingOptions::sentence_words, 1, 1000},
                                                   {"turn_sentences", &ReadingOptions::turn_sentences, 1, 100},
                                                   {"turn_values", &ReadingOptions::turn_values, 1, 100},
                                                   {"negations", &ReadingOptions::negations, 1, 100},
                                                   {"readability", &ReadingOptions::readability, 0, 100}}};
    for (const Limit& l : kLimits)
      if (key == l.name) return limit(key, value, config_.reading.*l.field, l.least, l.most);
    unknown(key, {"read", "spelling", "lists", "sentence_words", "turn_sentences", "turn_values", "negations",
                  "readability"});
  }

  void yes_or_no(const toml::key& key, const toml::node& value, bool& out) {
    const auto* given = value.as_boolean();
    if (given == nullptr) return wrong_type(key, value, "true or false", "true o false");
    out = given->get();
  }

  void limit(const toml::key& key, const toml::node& value, std::uint32_t& out, std::int64_t least, std::int64_t most) {
    const auto* given = value.as_integer();
    if (given == nullptr || given->get() < least || given->get() > most) {
      return wrong_type(key, value, fmt::format("a whole number from {} to {}", least, most),
                        fmt::format("un número entero de {} a {}", least, most));
    }
    out = static_cast<std::uint32_t>(given->get());
  }

  /// `proyecto = "terms/proyecto.txt"`: the files of one list.
  void lists(const toml::key& key, const toml::node& value) {
    const auto list = spanish::list_named(key.str());
    if (!list) {
      std::vector<std::string_view> known;
      for (unsigned l = 0; l < spanish::kLists; ++l) known.push_back(spanish::name_of(static_cast<spanish::List>(l)));
      const Message near = meant(key.str(), known);
      return tell(key.source(),
                  fmt::format("there is no list «{}»{}; there are: {}", key.str(), near.en, joined(known)),
                  fmt::format("no hay ninguna lista «{}»{}; hay: {}", key.str(), near.es, joined(known)));
    }
    for (const auto& [file, node] : texts(key, value)) list_file(*list, file, *node);
  }

  void list_file(spanish::List list, const std::string& file, const toml::node& node) {
    const std::string full = (fs::path{path_}.parent_path() / file).lexically_normal().string();
    std::string text;
    if (const ReadStatus status = read_file(full, text); status != ReadStatus::Ok) {
      const Message why = read_failure(full, status);
      return tell(node.source(), why.en, why.es);
    }
    if (!clean(full, text)) return;
    spanish::Words words;
    for (const spanish::ListError& e : spanish::Lists{}.add(list, text, words)) {
      errors_.push_back({fmt::format("{}:{}: {}", full, e.line, e.en), fmt::format("{}:{}: {}", full, e.line, e.es)});
    }
    config_.reading.lists.push_back({std::string{spanish::name_of(list)}, full, std::move(text)});
  }

  /// Composes the letters of a list as those of flows are. False: it holds what is no text.
  bool clean(const std::string& path, std::string& text) {
    constexpr char32_t kByteOrderMark = 0xfeff;
    const parse::Hygiene found = parse::examine(text);
    for (const parse::Flaw& flaw : found.flaws) {
      if (flaw.kind == parse::FlawKind::Tab || (flaw.begin == 0 && flaw.character == kByteOrderMark)) continue;
      const std::uint32_t line = diag::LineTable(text).line_of(flaw.begin) + 1;
      const bool foreign = flaw.kind == parse::FlawKind::NotUtf8;
      errors_.push_back({fmt::format("{}:{}: {}", path, line, foreign ? "this is not UTF-8" : "an invisible character stands here"),
                         fmt::format("{}:{}: {}", path, line, foreign ? "esto no es UTF-8" : "aquí hay un carácter invisible")});
      return false;
    }
    static_cast<void>(parse::compose(text));
    return true;
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
  made.read = read.read;
  made.reading = std::move(read.reading);
  if (options_.spelling && read.spelling) made.reading.dictionary = spanish_dictionary();
  made.translation = options_.translation;
  return made;
}

const CompileOptions* Settings::of(const std::string& path, Console& console, std::optional<Tongue> of_file) {
  const std::string config = config_for(path);
  auto at = loaded_.find(config);
  if (at == loaded_.end()) at = loaded_.emplace(config, load(config, console, of_file)).first;
  return at->second ? &*at->second : nullptr;
}

}  // namespace guion::cli
