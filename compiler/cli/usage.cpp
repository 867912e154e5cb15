// See usage.hpp.
#include "cli/usage.hpp"

#include <cstdlib>

namespace guion::cli {

std::optional<Tongue> tongue_asked_for(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view arg{argv[i]};
    if (arg == "--lang" && i + 1 < argc) return read_tongue(argv[i + 1]);
    if (arg.starts_with("--lang=")) return read_tongue(arg.substr(7));
  }
  const char* environment = std::getenv("GUION_LANG");
  return environment == nullptr ? std::nullopt : read_tongue(environment);
}

Message message_of(const CLI::ParseError& error, const CLI::App& app) {
  const std::string what = error.what();
  const std::size_t colon = what.rfind(": ");
  const std::string detail = colon == std::string::npos ? what : what.substr(colon + 2);
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
    std::string words;  // the library's own text has them from last to first
    for (const std::string& word : app.remaining(true)) words += (words.empty() ? "" : " ") + word;
    return {"not expected here: " + words, "esto no se esperaba aquí: " + words};
  }
  if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) {
    if (what.starts_with("A subcommand")) return {"the verb is missing or unknown", "falta el verbo o no existe"};
    const std::string name = what.substr(0, what.find(' '));
    return {"missing: " + name, "falta: " + name};
  }
  if (dynamic_cast<const CLI::ConversionError*>(&error) != nullptr)
    return {"not a value for this option: " + detail, "no es un valor para esta opción: " + detail};
  return {what, what};
}

std::shared_ptr<CLI::Formatter> formatter_in(Tongue tongue) {
  auto formatter = std::make_shared<CLI::Formatter>();
  formatter->column_width(32);
  if (tongue == Tongue::Es) {
    for (const auto& [key, label] : {std::pair{"Usage", "Uso"},
                                     {"OPTIONS", "OPCIONES"},
                                     {"SUBCOMMAND", "VERBO"},
                                     {"SUBCOMMANDS", "VERBOS"},
                                     {"Positionals", "Argumentos"},
                                     {"REQUIRED", "(obligatorio)"},
                                     {"Subcommands", "Verbos"}}) {
      formatter->label(key, label);
    }
  } else {
    formatter->label("SUBCOMMAND", "VERB");
    formatter->label("SUBCOMMANDS", "VERBS");
    formatter->label("Positionals", "Arguments");
    formatter->label("REQUIRED", "(required)");
  }
  return formatter;
}

}  // namespace guion::cli
