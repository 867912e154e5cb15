// See describe_strings.hpp.
#include "cli/describe_strings.hpp"

namespace guion::cli {
namespace {

constexpr VerbWords kStrings{"strings", "Takes the texts of a flow to translators and back",
                             "Lleva a traducir los textos de un flujo y los trae de vuelta",
                             "Examples:\n  guion strings export billing.flow --to en-US -o billing.en-US.xlf\n"
                             "  guion strings import billing.en-US.xlf --flow billing.flow -o en-US",
                             "Ejemplos:\n  guion strings export factura.flow --to en-US -o factura.en-US.xlf\n"
                             "  guion strings import factura.en-US.xlf --flow factura.flow -o en-US"};

constexpr VerbWords kExport{
    "export", "Writes every text of a flow, of its protocol and libraries, for translators",
    "Escribe todos los textos de un flujo, de su protocolo y sus bibliotecas, para traducirlos",
    "Examples:\n  guion strings export billing.flow --to en-US -o billing.en-US.xlf\n"
    "  guion strings export billing.flow --to en-US --from before.xlf -o billing.en-US.xlf\n\n"
    "The extension says which format: .xlf (XLIFF 2.1), .po or .csv. Each text has its place, who hears it, its slots\n"
    "and how it sounds. With --from the translations of texts that did not change are filled in.",
    "Ejemplos:\n  guion strings export factura.flow --to en-US -o factura.en-US.xlf\n"
    "  guion strings export factura.flow --to en-US --from anterior.xlf -o factura.en-US.xlf\n\n"
    "La extensión dice el formato: .xlf (XLIFF 2.1), .po o .csv. Cada texto lleva su lugar, quién lo oye, sus datos y\n"
    "cómo suena. Con --from se conservan las traducciones de los textos que no cambiaron."};

constexpr VerbWords kImport{
    "import", "Writes a translated copy of a flow and of every file that it brings in",
    "Escribe una copia traducida de un flujo y de los archivos que trae",
    "Examples:\n  guion strings import billing.en-US.xlf --flow billing.flow -o en-US\n"
    "  guion strings import billing.en-US.po --flow billing.flow -o en-US --keywords en\n\n"
    "Nothing is written if a translation lacks a slot or a case. Texts without a translation stay as they are and are\n"
    "listed; those that changed after the export stay as they are, with a warning.",
    "Ejemplos:\n  guion strings import factura.en-US.xlf --flow factura.flow -o en-US\n"
    "  guion strings import factura.en-US.po --flow factura.flow -o en-US --keywords en\n\n"
    "No se escribe nada si a una traducción le falta un dato o un caso. Los textos sin traducir quedan como están y "
    "se\n"
    "listan; los que cambiaron después de la exportación quedan como están, con un aviso."};

/// The words of one tongue.
struct Says {
  Tongue tongue;
  std::string operator()(const char* en, const char* es) const { return tongue == Tongue::Es ? es : en; }
};

void describe_export(CLI::App& app, const Says& t, StringsExportOptions& to) {
  app.add_option(t("flow", "flujo"), to.flow, t("the flow", "el flujo"))->required()->type_name("");
  app.add_option("--to", to.to,
                 t("the language of the translation, such as en-US", "el idioma de la traducción, como en-US"))
      ->required()
      ->type_name(t("LOCALE", "IDIOMA"));
  app.add_option("-o,--out", to.out,
                 t("the file for translators (else XLIFF on the standard output)",
                   "el archivo para traducir (si no, XLIFF en la salida estándar)"))
      ->type_name(t("FILE", "ARCHIVO"));
  app.add_option(
         "--from", to.from,
         t("an earlier file, whose translations are kept", "un archivo anterior, cuyas traducciones se conservan"))
      ->type_name(t("FILE", "ARCHIVO"));
}

void describe_import(CLI::App& app, const Says& t, StringsImportOptions& to, std::string& keywords) {
  app.add_option(t("file", "archivo"), to.file, t("the file of the translators", "el archivo traducido"))
      ->required()
      ->type_name("");
  app.add_option("--flow", to.flow, t("the flow that was exported", "el flujo que se exportó"))
      ->required()
      ->type_name(t("FLOW", "FLUJO"));
  app.add_option("-o,--out", to.out, t("the folder of the copy", "la carpeta de la copia"))
      ->required()
      ->type_name(t("FOLDER", "CARPETA"));
  app.add_option("--keywords", keywords,
                 t("translate the keywords of the copy too: en or es",
                   "traduce también las palabras clave de la copia: en o es"))
      ->type_name("en|es");
  app.add_flag("--stale", to.stale,
               t("take translations of texts that changed, and those marked as fuzzy",
                 "toma también las traducciones de textos que cambiaron y las dudosas (fuzzy)"));
}

}  // namespace

void describe_strings(const VerbMaker& make, const SettingsMaker& settings, Tongue tongue, StringsExportOptions& out,
                      StringsImportOptions& in, std::string& keywords) {
  const Says t{tongue};
  CLI::App& strings = make(nullptr, kStrings);
  strings.require_subcommand(1);
  CLI::App& exporting = make(&strings, kExport);
  describe_export(exporting, t, out);
  settings(exporting, out.settings);
  CLI::App& importing = make(&strings, kImport);
  describe_import(importing, t, in, keywords);
  settings(importing, in.settings);
}

}  // namespace guion::cli
