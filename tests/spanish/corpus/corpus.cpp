// See corpus.hpp. A record is gathered line by line; its marks are taken out while its flow is written.
#include "spanish/corpus/corpus.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string_view>

namespace guion::test {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kOpen = "‹", kClose = "›";

/// A line of a record, marks taken out, its labels counted from its own first byte.
struct Bare {
  std::string text;
  std::vector<Label> labels;
};

std::vector<unsigned> codes_in(std::string_view text) {
  std::vector<unsigned> codes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned code = 0;
    for (; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i) code = code * 10 + static_cast<unsigned>(text[i] - '0');
    if (code != 0) codes.push_back(code);
  }
  return codes;
}

/// Takes the marks out of a line. False: a mark is not closed, or names no code.
bool take_marks(std::string_view line, Bare& out) {
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < line.size();) {
    if (line.substr(i).starts_with(kOpen)) {
      i += kOpen.size();
      const std::size_t blank = line.find(' ', i);
      if (blank == std::string_view::npos) return false;
      out.labels.push_back({codes_in(line.substr(i, blank - i)), static_cast<std::uint32_t>(out.text.size()), 0});
      if (out.labels.back().codes.empty()) return false;
      open.push_back(out.labels.size() - 1);
      i = blank + 1;
    } else if (line.substr(i).starts_with(kClose)) {
      if (open.empty()) return false;
      out.labels[open.back()].end = static_cast<std::uint32_t>(out.text.size());
      open.pop_back();
      i += kClose.size();
    } else {
      out.text += line[i++];
    }
  }
  return open.empty();
}

bool declares(std::string_view line) { return line.starts_with("dato ") || line.starts_with("tipo "); }
bool deeper(std::string_view line) { return line.starts_with("  "); }

/// Whether the line holds a text that somebody hears or reads.
bool speaks(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  for (const std::string_view word : {"di ", "di, ", "pregunta ", "menú ", "transfiere ", "nota ", "- "})
    if (line.starts_with(word)) return true;
  return false;
}

class Reader {
 public:
  Reader(std::string file, std::vector<Record>& out, std::vector<std::string>& errors)
      : file_(std::move(file)), out_(out), errors_(errors) {}

  void line(const std::string& text) {
    ++number_;
    if (text.empty()) return;
    if (text[0] == '#') return;
    if (text[0] == '@') return head(text);
    if (text[0] == '(') return open(text);
    if (text == ")") return close();
    if (!inside_ && !deeper(text)) finish(), begin();
    take(inside_ && deeper(text) ? text.substr(2) : text);
  }

  void finish() {
    if (statements_.empty()) return;
    Record r;
    r.file = file_;
    r.line = first_;
    r.flow = head_;
    for (const Bare& b : declarations_) put(r, b, deeper(b.text) ? "" : "\n");
    r.flow += "\netapa única\n";
    for (const Bare& b : statements_) {
      put(r, b, "  ");
      if (b.text.starts_with("transfiere ")) r.flow += "    si falla\n      nada\n";
    }
    r.flow += "  termina resuelto\n";
    for (const unsigned code : of_record_) r.labels.push_back({{code}});
    out_.push_back(std::move(r));
    declarations_.clear();
    statements_.clear();
    of_record_.clear();
  }

  [[nodiscard]] bool open_record() const { return inside_; }

 private:
  void fault(const std::string& what) { errors_.push_back(file_ + ":" + std::to_string(number_) + ": " + what); }

  void begin() { first_ = number_; }

  void head(const std::string& text) {
    finish();
    std::istringstream words(text.substr(1));
    std::string locale, address, channel;
    if (!(words >> locale >> address >> channel)) fault("@ LOCALE REGISTER CHANNEL");
    head_ = "flujo llamada, guion 1\nidioma " + locale + "\nregistro " + address + "\ncanal " + channel +
            "\nsigue corpus\n";
  }

  void open(const std::string& text) {
    finish();
    if (inside_) fault("( inside (");
    inside_ = true;
    declaring_ = false;
    of_record_ = codes_in(text);
    begin();
  }

  void close() {
    if (!inside_) fault(") without (");
    inside_ = false;
    finish();
  }

  void take(const std::string& text) {
    Bare bare;
    if (head_.empty()) fault("a line before the first @");
    if (!take_marks(text, bare)) fault("a mark without its end or code");
    if (!deeper(text)) declaring_ = inside_ && declares(text);
    (declaring_ ? declarations_ : statements_).push_back(std::move(bare));
  }

  static void put(Record& r, const Bare& b, std::string_view indent) {
    r.flow += indent;
    const auto at = static_cast<std::uint32_t>(r.flow.size());
    for (Label label : b.labels) {
      label.begin += at;
      label.end += at;
      r.labels.push_back(std::move(label));
    }
    if (speaks(b.text)) ++r.lines, r.good += b.labels.empty() ? 1u : 0u;
    r.flow += b.text + "\n";
  }

  std::string file_;
  std::vector<Record>& out_;
  std::vector<std::string>& errors_;
  std::string head_;
  std::vector<Bare> declarations_, statements_;
  std::vector<unsigned> of_record_;
  unsigned number_ = 0, first_ = 0;
  bool inside_ = false, declaring_ = false;
};

}  // namespace

std::string corpus_protocol() {
  return R"(protocolo corpus, guion 1

nivel titular
método pin da titular, 3 intentos
clase cuenta exige titular

área soporte: Soporte
área retención: Planes

final resuelto, normal

dato empresa = Cable Austral
dato agente: nombre, del sistema
dato cliente: nombre
dato trato: trato, del sistema
dato saldo: dinero USD, clase cuenta, del sistema
dato pago: dinero USD, del sistema
dato cargo: dinero USD, del sistema
dato descuento: dinero USD, del sistema
dato fecha: fecha, del sistema
dato vence: día del mes, del sistema
dato hora: hora, del sistema
dato ventana: ventana, del sistema
dato ciclo: ciclo, del sistema
dato espera: duración, del sistema
dato mes_factura: mes, del sistema
dato folio: código, del sistema
dato servicios: lista, del sistema

dato motivo: texto
dato correo: texto
dato dirección: texto
dato nombre_titular: nombre
dato tel: teléfono
dato rut: código
dato dni: código
dato cédula: código
dato hay_factura: sí o no
dato autoriza: sí o no

etapa única, obligatoria
)";
}

std::vector<Record> read_corpus(const fs::path& folder, std::vector<std::string>& errors) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  std::ranges::sort(files);
  std::vector<Record> records;
  for (const fs::path& file : files) {
    std::ifstream in(file, std::ios::binary);
    Reader reader((folder.filename() / file.filename()).string(), records, errors);
    for (std::string line; std::getline(in, line);) reader.line(line);
    reader.finish();
    if (reader.open_record()) errors.push_back(file.string() + ": ( without )");
  }
  return records;
}

}  // namespace guion::test
