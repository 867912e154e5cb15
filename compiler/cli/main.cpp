// The command guion: reads the command line, calls one verb, gives its exit code. CLI11 is seen here, in
// describe_strings.cpp and in usage.cpp only.
#include <csignal>
#include <cstdlib>
#include <exception>

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "cli/describe_strings.hpp"
#include "cli/usage.hpp"

namespace guion::cli {
namespace {

/// All options of all verbs. A verb sees its own.
struct Line {
  std::string lang, color = "auto", keywords, code, format = "text";
  CheckOptions check;
  BuildOptions build;
  RunOptions run;
  FmtOptions fmt;
  DisOptions dis;
  std::string shape = "text";
  PathsOptions paths;
  MatrixOptions matrix;
  TimeOptions time;
  ReadOptions read;
  DiffOptions diff;
  ReplayOptions replay;
  UpgradeOptions upgrade;
  ExportOptions exported;
  StringsExportOptions strings_export;
  StringsImportOptions strings_import;
};

/// Builds the description of the command line in one tongue.
class Grammar {
 public:
  Grammar(CLI::App& app, Line& line, Tongue tongue) : app_{app}, line_{line}, tongue_{tongue} {
    app_.formatter(formatter_in(tongue));
    dress(app_);
  }

  void describe() {
    app_.description(
        t("Checks, builds and plays the scripts of calls.", "Revisa, compila y recorre guiones de llamadas."));
    app_.footer(
        t("Exit codes: 0 nothing wrong, 1 errors found, 2 wrong usage or a file that cannot be read or written.\n"
          "guion VERB --help shows examples.",
          "Códigos de salida: 0 sin errores, 1 hay errores, 2 uso incorrecto o un archivo que no se puede leer o "
          "escribir.\n"
          "guion VERBO --help muestra ejemplos."));
    app_.require_subcommand(1);
    describe_check();
    describe_build();
    describe_run();
    describe_fmt();
    describe_dis();
    describe_export();
    describe_strings();
    describe_paths();
    describe_matrix();
    describe_time();
    describe_read();
    describe_diff();
    describe_replay();
    describe_upgrade();
    describe_explain();
    verb("version", "Shows the version", "Muestra la versión", "", "");
  }

 private:
  [[nodiscard]] std::string t(const char* en, const char* es) const { return tongue_ == Tongue::Es ? es : en; }

  /// Options that every level has, and the words of help.
  void dress(CLI::App& app) {
    app.option_defaults()->group(t("Options", "Opciones"));
    app.set_help_flag("-h,--help", t("this help", "esta ayuda"))->group(t("Options", "Opciones"));
    app.add_option("--lang", line_.lang,
                   t("language of the messages: en or es (else GUION_LANG, else that of the file)",
                     "idioma de los mensajes: en o es (si no, GUION_LANG; si no, el del archivo)"))
        ->type_name(t("LANG", "IDIOMA"));
    app.add_option("--color", line_.color,
                   t("auto, always or never (NO_COLOR is honoured)", "auto, always o never (se respeta NO_COLOR)"))
        ->type_name(t("WHEN", "MODO"));
  }

  CLI::App& verb(const char* name, const char* en, const char* es, const char* footer_en, const char* footer_es) {
    return verb_of(app_, name, en, es, footer_en, footer_es);
  }
  CLI::App& verb_of(CLI::App& parent, const char* name, const char* en, const char* es, const char* footer_en,
                    const char* footer_es) {
    CLI::App& app = *parent.add_subcommand(name, t(en, es));
    dress(app);
    app.footer(t(footer_en, footer_es));
    app.group(t("Verbs", "Verbos"));
    return app;
  }

  /// What every verb that compiles can be told of settings.
  void settings(CLI::App& app, SettingOptions& to) {
    app.add_option("--include", to.include,
                   t("a folder where protocols and libraries are looked for too",
                     "otra carpeta donde buscar protocolos y bibliotecas"))
        ->type_name(t("FOLDER", "CARPETA"))
        ->allow_extra_args(false);
    app.add_option("--config", to.config,
                                  t("the settings (else the nearest guion.toml above the flow)",
                                    "los ajustes (si no, el guion.toml más cercano por encima del flujo)"))
                       ->type_name(t("FILE", "ARCHIVO"));
    app.add_flag("--no-config", to.no_config, t("look at no guion.toml", "sin mirar ningún guion.toml"));
    app.add_option("--today", to.today,
                   t("date of the check (else that of guion.toml, SOURCE_DATE_EPOCH, or today)",
                     "fecha de la revisión (si no, la de guion.toml, SOURCE_DATE_EPOCH o la de hoy)"))
        ->type_name(t("DATE", "FECHA"));
  }

  /// Of verbs that make an image, or say whether one can be made.
  void translation(CLI::App& app, SettingOptions& to) {
    app.add_option("--translation", to.translation,
                   t("the same flow in another language: the image speaks both",
                     "el mismo flujo en otro idioma: la imagen habla los dos"))
        ->type_name(t("FILE", "ARCHIVO"));
  }

  void describe_check() {
    CLI::App& app = verb(
        "check", "Reports every error and warning of flows, protocols and libraries",
        "Señala los errores y avisos de flujos, protocolos y bibliotecas",
        "Examples:\n  guion check flows/\n  guion check billing.flow --lang es\n  cat billing.flow | guion check -\n"
        "  guion check flows/ --deny warnings --format sarif > guion.sarif\n"
        "  guion check flows/ --baseline known.txt        only what is new counts\n"
        "  guion check flows/ --fix                       mends what can be mended",
        "Ejemplos:\n  guion check flows/\n  guion check factura.flow --lang en\n  cat factura.flow | guion check -\n"
        "  guion check flows/ --deny warnings --format sarif > guion.sarif\n"
        "  guion check flows/ --baseline conocidos.txt    solo cuenta lo nuevo\n"
        "  guion check flows/ --fix                       arregla lo que se puede arreglar");
    app.add_option(t("paths", "rutas"), line_.check.paths,
                   t("files, folders (every .flow in them), or - for the standard input",
                     "archivos, carpetas (todos sus .flow) o - para la entrada estándar"))
        ->required()
        ->type_name("");
    translation(app, line_.check.settings);
    settings(app, line_.check.settings);
    app.add_option("--deny", line_.check.settings.deny,
                   t("what counts as an error: warnings (all of them), codes or names, with commas between",
                     "lo que cuenta como error: warnings (todos los avisos), códigos o nombres, separados por comas"))
        ->type_name(t("FINDING", "HALLAZGO"))
        ->allow_extra_args(false);
    app.add_option("--format", line_.format, t("text, json, sarif, junit or github", "text, json, sarif, junit o github"))
        ->type_name(t("FORMAT", "FORMATO"));
    app.add_option("--baseline", line_.check.baseline,
                   t("known findings, which do not count", "hallazgos conocidos, que no cuentan"))
        ->type_name(t("FILE", "ARCHIVO"));
    app.add_option("--write-baseline", line_.check.write_baseline,
                   t("writes what is found now as known findings", "guarda lo que hay ahora como hallazgos conocidos"))
        ->type_name(t("FILE", "ARCHIVO"));
    app.add_option("--write-calls", line_.check.write_calls,
                   t("writes the call of each violation as a .call that guion run replays",
                     "guarda la llamada de cada violación como .call que guion run repite"))
        ->type_name(t("FOLDER", "CARPETA"));
    app.add_flag("--fix", line_.check.fix,
                 t("writes the fixes that are certain into the files", "escribe en los archivos los arreglos que son seguros"));
    app.add_flag("--vacuous", line_.check.vacuous,
                 t("shows which rules of a protocol say nothing of a flow", "muestra qué reglas del protocolo no dicen nada de un flujo"));
    app.add_option("-j,--jobs", line_.check.jobs,
                   t("threads (else one per processor)", "hilos (si no, uno por procesador)"))
        ->type_name("N");
  }

  void describe_build() {
    CLI::App& app =
        verb("build", "Compiles a flow into an image and its policy", "Compila un flujo en una imagen y su política",
             "Examples:\n  guion build billing.flow\n  guion build billing.flow -o out/billing.flowc --policy-out "
             "out/company.policy --strip\n"
             "  guion build billing.flow --translation en-US/billing.flow      one image in two languages\n\n"
             "The policy is the law of the protocol: the host keeps it and checks every image against it.\n"
             "If anything fails, what was on disk stays as it was.",
             "Ejemplos:\n  guion build factura.flow\n  guion build factura.flow -o salida/factura.flowc --policy-out "
             "salida/empresa.policy --strip\n"
             "  guion build factura.flow --translation en-US/factura.flow      una imagen en dos idiomas\n\n"
             "La política es la ley del protocolo: la guarda quien ejecuta y con ella revisa cada imagen.\n"
             "Si algo falla, lo que había en el disco queda como estaba.");
    app.add_option(t("flow", "flujo"), line_.build.flow,
                   t("the flow (or a protocol: only its policy is written)",
                     "el flujo (o un protocolo: solo se escribe su política)"))
        ->required()
        ->type_name("");
    app.add_option("-o,--out", line_.build.out,
                   t("the image (else beside the flow, .flowc)", "la imagen (si no, junto al flujo, .flowc)"))
        ->type_name(t("FILE", "ARCHIVO"));
    app.add_option("--policy-out", line_.build.policy_out,
                   t("the policy (else beside the image, .policy)", "la política (si no, junto a la imagen, .policy)"))
        ->type_name(t("FILE", "ARCHIVO"));
    app.add_flag("--strip", line_.build.strip, t("leave out names and places", "sin nombres ni lugares"));
    translation(app, line_.build.settings);
    settings(app, line_.build.settings);
  }

  void describe_run() {
    CLI::App& app =
        verb("run", "Plays a call: at the terminal, or as a .call file scripts it",
             "Recorre una llamada: en la terminal, o como diga un archivo .call",
             "Examples:\n  guion run billing.flow                          at the terminal; «?» helps\n"
             "  guion run billing.flow --data systems.json      the systems' answers come from a file\n"
             "  guion run paid.call                             prints the transcript; 1 if it is not as expected\n"
             "  guion run billing.flowc --policy company.policy\n\n"
             "In systems.json: {\"agent\": \"Marisol\", \"billing\": {\"balance\": 85.40}, \"payments\": [null, "
             "{\"charged\": true}]}\n"
             "null is a service that fails; a list is one answer after another.",
             "Ejemplos:\n  guion run factura.flow                          en la terminal; «?» da ayuda\n"
             "  guion run factura.flow --data sistemas.json     las respuestas de los sistemas salen de un archivo\n"
             "  guion run pagada.call                           imprime la llamada; 1 si no es la esperada\n"
             "  guion run factura.flowc --policy empresa.policy\n\n"
             "En sistemas.json: {\"agente\": \"Marisol\", \"facturación\": {\"saldo\": 85.40}, \"caja\": [null, "
             "{\"cobrado\": true}]}\n"
             "null es un servicio que falla; una lista son respuestas sucesivas.");
    app.add_option(t("path", "ruta"), line_.run.path,
                   t("a .flow, a .call or a .flowc", "un .flow, un .call o un .flowc"))
        ->required()
        ->type_name("");
    app.add_option("--policy", line_.run.policy, t("the policy of a .flowc", "la política de un .flowc"))
        ->type_name(t("FILE", "ARCHIVO"));
    app.add_option("--data", line_.run.data, t("answers of the systems, JSON", "respuestas de los sistemas, en JSON"))
        ->type_name(t("FILE", "ARCHIVO"));
    app.add_option(
           "--seed", line_.run.seed,
           t("which of several wordings is said; 0: the first", "cuál de varias redacciones se dice; 0: la primera"))
        ->type_name("N");
    app.add_option("--time", line_.run.time,
                   t("local time of the call, 2026-11-20T09:30 (else now)",
                     "hora local de la llamada, 2026-11-20T09:30 (si no, la actual)"))
        ->type_name(t("TIME", "HORA"));
    app.add_option("--language", line_.run.language,
                   t("the language in which the call begins: en-US", "el idioma en que empieza la llamada: en-US"))
        ->type_name(t("TAG", "IDIOMA"));
    app.add_option("--trace", line_.run.trace,
                   t("writes what happens as evidence that guion replay tells again",
                     "guarda la llamada como evidencia, para contarla después con guion replay"))
        ->type_name(t("FILE", "ARCHIVO"));
    translation(app, line_.run.settings);
    settings(app, line_.run.settings);
  }

  void describe_fmt() {
    CLI::App& app = verb("fmt", "Writes files in their one canonical form", "Escribe los archivos en su forma canónica",
                         "Examples:\n  guion fmt flows/\n  guion fmt --check flows/            lists what is not "
                         "canonical; 1 if there is any\n"
                         "  guion fmt --keywords es billing.flow --stdout",
                         "Ejemplos:\n  guion fmt flows/\n  guion fmt --check flows/            lista lo que no está en "
                         "su forma; 1 si hay alguno\n"
                         "  guion fmt --keywords en factura.flow --stdout");
    app.add_option(t("paths", "rutas"), line_.fmt.paths,
                   t("files, folders, or - (prints to the standard output)",
                     "archivos, carpetas o - (imprime en la salida estándar)"))
        ->required()
        ->type_name("");
    app.add_flag("--check", line_.fmt.check,
                 t("only list the files that would change", "solo lista los archivos que cambiarían"));
    app.add_flag("--stdout", line_.fmt.to_stdout,
                 t("print, and leave the file as it is", "imprime y deja el archivo como está"));
    app.add_option("--keywords", line_.keywords,
                   t("translate the keywords: en or es", "traduce las palabras clave: en o es"))
        ->type_name("en|es");
  }

  void describe_dis() {
    CLI::App& app = verb("dis", "Shows an image as assembler text", "Muestra una imagen como texto de ensamblador",
                         "Examples:\n  guion dis billing.flow\n  guion dis billing.flowc --policy company.policy",
                         "Ejemplos:\n  guion dis factura.flow\n  guion dis factura.flowc --policy empresa.policy");
    app.add_option(t("path", "ruta"), line_.dis.path,
                   t("an image, or a flow, which is compiled first", "una imagen, o un flujo, que antes se compila"))
        ->required()
        ->type_name("");
    app.add_option("--policy", line_.dis.policy, t("the policy of the image", "la política de la imagen"))
        ->type_name(t("FILE", "ARCHIVO"));
    translation(app, line_.dis.settings);
    settings(app, line_.dis.settings);
  }

  void describe_export() {
    CLI::App& app =
        verb("export", "Writes a flow in the form of another tool", "Escribe un flujo en el formato de otra herramienta",
             "Examples:\n  guion export billing.flow --promela -o billing.pml\n"
             "  guion export billing.flow --promela --property recording\n\n"
             "SPIN then searches every call for what breaks a gate, a fill, a rule or a stage: spin -run billing.pml\n"
             "A flow is exported even if its calls break rules.",
             "Ejemplos:\n  guion export factura.flow --promela -o factura.pml\n"
             "  guion export factura.flow --promela --property grabación\n\n"
             "Después SPIN busca en todas las llamadas la que se salta un nivel, un dato, una regla o una etapa: spin -run "
             "factura.pml\n"
             "El flujo se exporta aunque sus llamadas incumplan reglas.");
    app.add_option(t("flow", "flujo"), line_.exported.flow, t("the flow", "el flujo"))->required()->type_name("");
    app.add_flag("--promela", line_.exported.promela, t("a model for SPIN", "un modelo para SPIN"));
    app.add_option("-o,--out", line_.exported.out,
                   t("the model (else the standard output)", "el modelo (si no, la salida estándar)"))
        ->type_name(t("FILE", "ARCHIVO"));
    app.add_option("--property", line_.exported.property,
                   t("only what bears this name: a rule, a stage, a slot, or a name of the model",
                     "solo lo que lleva este nombre: una regla, una etapa, un dato o un nombre del modelo"))
        ->type_name(t("NAME", "NOMBRE"));
    settings(app, line_.exported.settings);
  }

  void describe_strings() {
    const VerbMaker make = [this](CLI::App* parent, const VerbWords& words) -> CLI::App& {
      return verb_of(parent == nullptr ? app_ : *parent, words.name, words.en, words.es, words.footer_en, words.footer_es);
    };
    const SettingsMaker with = [this](CLI::App& app, SettingOptions& to) { settings(app, to); };
    cli::describe_strings(make, with, tongue_, line_.strings_export, line_.strings_import, line_.keywords);
  }

  void shape(CLI::App& app) {
    app.add_option("--format", line_.shape, t("text, md or json", "text, md o json"))->type_name(t("FORMAT", "FORMATO"));
  }
  void the_flow(CLI::App& app, std::string& to) {
    app.add_option(t("flow", "flujo"), to, t("the flow", "el flujo"))->required()->type_name("");
  }

  void describe_paths() {
    CLI::App& app = verb(
        "paths", "Shows all the ways to reach something", "Muestra todos los caminos que llevan a algo",
        "Examples:\n  guion paths billing.flow --to '{balance}'      where it is heard, and who decided what before\n"
        "  guion paths billing.flow --to 'transfer retention' --calls\n"
        "  guion paths billing.flow --to 'end solved' --most 3 --write-calls calls/\n\n"
        "What can be asked for: {slot}, @tag, @#id, end, transfer, request, lookup, ask, record, verify or stage with a "
        "name, or the number of a line (45, parts.flow:45).\n1 if no call gets there.",
        "Ejemplos:\n  guion paths factura.flow --to '{saldo}'        dónde se oye y qué decidió cada quien antes\n"
        "  guion paths factura.flow --to 'transfiere retención' --calls\n"
        "  guion paths factura.flow --to 'termina resuelto' --most 3 --write-calls llamadas/\n\n"
        "Se puede preguntar por {dato}, @etiqueta, @#id; por termina, transfiere, solicita, consulta, pregunta, anota, "
        "verifica o etapa con un nombre, o por el número de una línea (45, partes.flow:45).\n1 si ninguna llamada llega.");
    the_flow(app, line_.paths.flow);
    app.add_option("--to", line_.paths.to, t("what is to be reached", "a qué hay que llegar"))->required()->type_name(t("TARGET", "META"));
    app.add_option("--most", line_.paths.most, t("how many ways at most (10)", "cuántos caminos como máximo (10)"))->type_name("N");
    app.add_flag("--calls", line_.paths.calls, t("the whole dialogue of each", "el diálogo entero de cada uno"));
    app.add_option("--write-calls", line_.paths.write_calls,
                   t("writes each as a .call that guion run replays", "guarda cada uno como .call que guion run repite"))
        ->type_name(t("FOLDER", "CARPETA"));
    shape(app);
    settings(app, line_.paths.settings);
  }

  void describe_matrix() {
    CLI::App& app = verb("matrix", "Shows what the protocol demands by how calls end",
                         "Muestra lo que exige el protocolo según cómo acaba la llamada",
                         "Examples:\n  guion matrix billing.flow\n  guion matrix billing.flow --format md --to-file "
                         "matrix.md\n\n1 if anything is broken.",
                         "Ejemplos:\n  guion matrix factura.flow\n  guion matrix factura.flow --format md --to-file "
                         "matriz.md\n\n1 si algo se incumple.");
    the_flow(app, line_.matrix.flow);
    app.add_option("--to-file", line_.matrix.to_file, t("where to write it (else the standard output)", "dónde escribirla (si no, la salida estándar)"))
        ->type_name(t("FILE", "ARCHIVO"));
    shape(app);
    settings(app, line_.matrix.settings);
  }

  void describe_time() {
    CLI::App& app = verb("time", "Shows how long the agent talks", "Muestra cuánto habla el agente",
                         "Examples:\n  guion time billing.flow\n  guion time billing.flow --by method --wpm 130",
                         "Ejemplos:\n  guion time factura.flow\n  guion time factura.flow --by forma --wpm 130");
    the_flow(app, line_.time.flow);
    app.add_option("--by", line_.time.by,
                   t("an enumeration or yes-or-no slot that sorts the calls (else the protocol's enumeration that the flow tests most)",
                     "enumeración o dato de sí o no que separa las llamadas (si no, la enumeración del protocolo que más mira el flujo)"))
        ->type_name(t("SLOT", "DATO"));
    app.add_option("--wpm", line_.time.wpm, t("words a minute (150)", "palabras por minuto (150)"))->type_name("N");
    shape(app);
    settings(app, line_.time.settings);
  }

  void describe_read() {
    CLI::App& app = verb("read", "Shows what is said, as it would sound", "Muestra lo que se dice, tal como sonaría",
                         "Examples:\n  guion read billing.flow\n  guion read billing.flow --seed 2\n"
                         "  guion read billing.flow --format md > review.md\n\n"
                         "Every stage with its parts and sample values: who hears each line, how long it takes, how easily it is read,\n"
                         "what was found in it. Exit codes: 0 no errors, 1 errors found, 2 it cannot be read or understood.",
                         "Ejemplos:\n  guion read factura.flow\n  guion read factura.flow --seed 2\n"
                         "  guion read factura.flow --format md > revisión.md\n\n"
                         "Cada etapa con sus partes y valores de muestra: quién oye cada línea, cuánto dura, qué tan fácil se lee,\n"
                         "qué se halló en ella. Códigos de salida: 0 sin errores, 1 hay errores, 2 no se puede leer o entender.");
    the_flow(app, line_.read.flow);
    app.add_option("--seed", line_.read.seed, t("other sample values (0)", "otros valores de muestra (0)"))->type_name("N");
    app.add_option("--format", line_.shape, t("text or md", "text o md"))->type_name(t("FORMAT", "FORMATO"));
    settings(app, line_.read.settings);
  }

  void describe_diff() {
    CLI::App& app = verb(
        "diff", "Shows what changed in the calls between two versions of a flow",
        "Muestra qué cambia en las llamadas entre dos versiones de un flujo",
        "Examples:\n  guion diff old/billing.flow billing.flow\n  guion diff old/billing.flow billing.flow --format md\n\n"
        "What lowers protection comes first. Each version is read with the protocol beside it.\n"
        "Exit codes: 0 nothing changed, 1 something changed, 2 one of them cannot be read or understood.",
        "Ejemplos:\n  guion diff antes/factura.flow factura.flow\n  guion diff antes/factura.flow factura.flow --format "
        "md\n\nLo que baja la protección va primero. Cada versión se lee con el protocolo que tiene al lado.\n"
        "Códigos de salida: 0 no cambia nada, 1 algo cambia, 2 alguna no se puede leer o no se entiende.");
    app.add_option(t("old", "antes"), line_.diff.before, t("the version before", "la versión anterior"))->required()->type_name("");
    app.add_option(t("new", "ahora"), line_.diff.after, t("the version now", "la versión actual"))->required()->type_name("");
    app.add_flag("-q,--quiet", line_.diff.quiet, t("only the exit code", "solo el código de salida"));
    shape(app);
    settings(app, line_.diff.settings);
  }

  void describe_replay() {
    CLI::App& app = verb(
        "replay", "Tells a call again from its trace", "Cuenta otra vez una llamada a partir de su traza",
        "Examples:\n  guion replay call.trace --image billing.flowc --policy company.policy\n"
        "  guion replay call.trace --image billing.flow               compiled, and the same only if nothing changed\n"
        "  guion replay call.trace --image billing.flow --expect HASH   1 if it is not the trace with this hash\n\n"
        "Prints what the customer was told, with times and places, in the language of the flow or of the image's locale. "
        "HASH is the last line of an earlier replay: keep it signed, away from the trace.\n\n"
        "Exit codes: 0 the trace is whole and the call was as it says; 1 image, policy or trace are not what they were, "
        "or the trace is open; 2 a file cannot be read.",
        "Ejemplos:\n  guion replay llamada.traza --image factura.flowc --policy empresa.policy\n"
        "  guion replay llamada.traza --image factura.flow              se compila; es la misma solo si no cambió nada\n"
        "  guion replay llamada.traza --image factura.flow --expect HUELLA   1 si no es la traza que tiene esta huella\n\n"
        "Imprime lo que se le dijo al cliente, con horas y lugares, en el idioma del flujo o de la imagen. "
        "HUELLA es la última línea que imprimió antes guion replay: guárdela firmada, lejos de la traza.\n\n"
        "Códigos de salida: 0 la traza está completa y la llamada fue como consta; 1 la imagen, la política o la traza no "
        "son las que eran, o la traza está abierta; 2 un archivo no se puede leer.");
    app.add_option(t("trace", "traza"), line_.replay.trace, t("the trace of a call", "la traza de una llamada"))
        ->required()
        ->type_name("");
    app.add_option("--image", line_.replay.image, t("the image of the call, or its flow", "la imagen de la llamada o su flujo"))
        ->required()
        ->type_name(t("FILE", "ARCHIVO"));
    app.add_option("--policy", line_.replay.policy, t("the policy of a .flowc", "la política de un .flowc"))
        ->type_name(t("FILE", "ARCHIVO"));
    app.add_option("--expect", line_.replay.expect,
                   t("the hash that the trace must have", "la huella que debe tener la traza"))
        ->type_name(t("HASH", "HUELLA"));
    app.add_option("--after", line_.replay.after,
                   t("the trace that it must go on from", "la traza a la que debe seguir"))
        ->type_name(t("FILE", "ARCHIVO"));
    app.add_option("--format", line_.shape, t("text or json", "text o json"))->type_name(t("FORMAT", "FORMATO"));
    translation(app, line_.replay.settings);
    settings(app, line_.replay.settings);
  }

  void describe_upgrade() {
    CLI::App& app = verb(
        "upgrade-check", "Shows which calls in progress can go on in a new version of their flow",
        "Muestra qué llamadas en curso pueden seguir en una versión nueva de su flujo",
        "Examples:\n  guion upgrade-check old/billing.flow billing.flow\n"
        "  guion upgrade-check old/billing.flow billing.flow -o billing.moves\n\n"
        "The table tells the runtime where a saved call goes on. Each version is read with the protocol beside it.\n"
        "\"Depends\": of the calls that wait there, those go on that hold what the new version counts on; the runtime\n"
        "looks at each. A call that cannot go on ends in the old version: keep its image until then.\n"
        "A stripped --old-image or --new-image is recognised by itself.\n"
        "Exit codes: 0 every call can go on, 1 some cannot, 2 one of them cannot be compiled, or is not what is deployed.",
        "Ejemplos:\n  guion upgrade-check antes/factura.flow factura.flow\n"
        "  guion upgrade-check antes/factura.flow factura.flow -o factura.moves\n\n"
        "La tabla dice al intérprete dónde sigue cada llamada guardada. Cada versión se lee con el protocolo que tiene al "
        "lado.\n"
        "«Depende»: de las llamadas que esperan ahí siguen las que tienen lo que la versión nueva da por hecho; el\n"
        "intérprete mira cada una. La que no puede seguir termina en la versión anterior: conserve su imagen hasta "
        "entonces.\n"
        "Una --old-image o --new-image sin nombres (--strip) se reconoce sola.\n"
        "Códigos de salida: 0 todas pueden seguir, 1 algunas no, 2 alguna versión no se puede compilar o no es la que está "
        "en uso.");
    app.add_option(t("old", "antes"), line_.upgrade.before, t("the version that calls run in", "la versión en la que están las llamadas"))->required()->type_name("");
    app.add_option(t("new", "ahora"), line_.upgrade.after, t("the version that they are to go on in", "la versión en la que deben seguir"))->required()->type_name("");
    app.add_option("-o,--out", line_.upgrade.out, t("where to write the table: written only if both compile", "dónde escribir la tabla: solo se escribe si ambas compilan"))->type_name(t("FILE", "ARCHIVO"));
    app.add_option("--old-image", line_.upgrade.old_image, t("the old image that is deployed: its build id must be the one", "la imagen anterior en uso: su identificador debe coincidir"))
        ->type_name(t("FILE", "ARCHIVO"));
    app.add_option("--new-image", line_.upgrade.new_image, t("the same of the new one", "lo mismo con la nueva"))->type_name(t("FILE", "ARCHIVO"));
    app.add_flag("--strip", line_.upgrade.strip, t("the images are built with --strip", "las imágenes se compilan con --strip"));
    app.add_option("--format", line_.shape, t("text or json", "text o json"))->type_name(t("FORMAT", "FORMATO"));
    settings(app, line_.upgrade.settings);
  }

  void describe_explain() {
    CLI::App& app = verb("explain", "Explains a finding by its code", "Explica un hallazgo por su código",
                         "Example:\n  guion explain G0405", "Ejemplo:\n  guion explain G0405");
    app.add_option(t("code", "hallazgo"), line_.code, t("a code such as G0405", "un código como G0405"))
        ->required()
        ->type_name("");
  }

  CLI::App& app_;
  Line& line_;
  Tongue tongue_;
};

int usage(const Message& message, Console& console) {
  console.complain(message);
  console.err(pick(console.tongue(), "guion --help shows how it is used.\n", "guion --help muestra cómo se usa.\n"));
  return kCannotRun;
}

/// What CLI11 cannot say in two tongues is checked here. Nothing: all is well.
std::optional<Message> check_words(const std::string& verb, Line& line) {
  bool known_format = false, known_shape = false;
  if (!line.lang.empty() && !read_tongue(line.lang)) return Message{"--lang is en or es", "--lang es en o es"};
  if (line.color != "auto" && line.color != "always" && line.color != "never")
    return Message{"--color is auto, always or never", "--color es auto, always o never"};
  for (const auto& [word, format] : {std::pair{"text", Format::Text},
                                     {"json", Format::Json},
                                     {"sarif", Format::Sarif},
                                     {"junit", Format::Junit},
                                     {"github", Format::Github}}) {
    if (line.format == word) line.check.format = format, known_format = true;
  }
  if (!known_format)
    return Message{"--format is text, json, sarif, junit or github", "--format es text, json, sarif, junit o github"};
  for (const auto& [word, shape] : {std::pair{"text", Shape::Text}, {"md", Shape::Markdown}, {"json", Shape::Json}}) {
    if (line.shape == word) line.paths.shape = line.matrix.shape = line.time.shape = line.read.shape = line.diff.shape = line.replay.shape = line.upgrade.shape = shape, known_shape = true;
  }
  if (!known_shape) return Message{"--format is text, md or json", "--format es text, md o json"};
  if (verb == "read" && line.read.shape == Shape::Json)
    return Message{"--format is text or md", "--format es text o md"};
  if (verb == "upgrade-check" && line.upgrade.shape == Shape::Markdown)
    return Message{"--format is text or json", "--format es text o json"};
  if (line.paths.most == 0) return Message{"--most is at least 1", "--most es al menos 1"};
  if (line.time.wpm < 30 || line.time.wpm > 600) return Message{"--wpm is 30 to 600", "--wpm va de 30 a 600"};
  if (!line.keywords.empty()) {
    line.fmt.keywords = line.strings_import.keywords = read_tongue(line.keywords);
    if (!line.fmt.keywords) return Message{"--keywords is en or es", "--keywords es en o es"};
  }
  return std::nullopt;
}

int dispatch(const std::string& verb, const Line& line, Console& console) {
  if (verb == "check") return check(line.check, console);
  if (verb == "build") return build(line.build, console);
  if (verb == "run") return run(line.run, console);
  if (verb == "fmt") return fmt(line.fmt, console);
  if (verb == "dis") return dis(line.dis, console);
  if (verb == "export") return export_flow(line.exported, console);
  if (verb == "strings export") return strings_export(line.strings_export, console);
  if (verb == "strings import") return strings_import(line.strings_import, console);
  if (verb == "paths") return paths(line.paths, console);
  if (verb == "matrix") return matrix(line.matrix, console);
  if (verb == "time") return time(line.time, console);
  if (verb == "read") return read(line.read, console);
  if (verb == "diff") return diff(line.diff, console);
  if (verb == "replay") return replay(line.replay, console);
  if (verb == "upgrade-check") return upgrade_check(line.upgrade, console);
  if (verb == "explain") return explain(line.code, console);
  return version(console);
}

int main_of(int argc, char** argv) {
  const auto asked = tongue_asked_for(argc, argv);
  Line line;
  CLI::App app{"", "guion"};
  Grammar{app, line, asked.value_or(Tongue::En)}.describe();
  app.add_flag_callback(
      "--version", [] { throw CLI::CallForVersion{}; },
      asked == Tongue::Es ? "muestra la versión" : "shows the version");
  Console plain{asked, Color::Auto};
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    plain.out(app.help());
    return plain.flush() ? kClean : kCannotRun;
  } catch (const CLI::CallForVersion&) {
    return version(plain);
  } catch (const CLI::ParseError& error) {
    if (argc > 1) return usage(message_of(error, app), plain);
    plain.err(app.help());
    return kCannotRun;
  }
  const CLI::App* const chosen = app.get_subcommands().front();
  std::string verb = chosen->get_name();
  if (!chosen->get_subcommands().empty()) verb += " " + chosen->get_subcommands().front()->get_name();
  if (const auto wrong = check_words(verb, line)) return usage(*wrong, plain);
  const Color color = line.color == "always" ? Color::Always : line.color == "never" ? Color::Never : Color::Auto;
  Console console{asked, color};
  const int exit = dispatch(verb, line, console);
  if (console.flush()) return exit;
  console.complain({"the output could not be written", "no se pudo escribir la salida"});
  return kCannotRun;
}

}  // namespace
}  // namespace guion::cli

int main(int argc, char** argv) {
  std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow is a write error like any other
  try {
    return guion::cli::main_of(argc, argv);
  } catch (const std::exception& error) {
    std::fputs("guion: ", stderr);
    std::fputs(error.what(), stderr);
    std::fputs("\n", stderr);
    return guion::cli::kCannotRun;
  }
}
