// See edits.hpp.
#include "edits.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <vector>

namespace guion::upgrade::test {
namespace {

using Lines = std::vector<std::string>;

Lines split(const std::string& text) {
  Lines out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}
std::string joined(const Lines& lines) {
  std::string out;
  for (const std::string& l : lines) out += l + "\n";
  return out;
}
std::size_t depth(const std::string& line) { return line.find_first_not_of(' '); }
std::string word(const std::string& line) {
  const std::size_t at = depth(line);
  return at == std::string::npos ? "" : line.substr(at, line.find(' ', at) - at);
}

class Editor {
 public:
  Editor(const Sources& from, std::mt19937& chance)
      : flow_(split(from.flow)), law_(split(from.protocol)), chance_(chance) {}
  Sources run() {
    for (std::size_t n = 1 + below(3); n > 0; --n) change();
    return {joined(flow_), joined(law_)};
  }

 private:
  std::size_t below(std::size_t n) { return n == 0 ? 0 : chance_() % n; }
  /// A random line of the flow whose first word is one of these; the end if there is none.
  std::size_t some(std::initializer_list<const char*> words) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < flow_.size(); ++i)
      if (std::find(words.begin(), words.end(), word(flow_[i])) != words.end()) found.push_back(i);
    return found.empty() ? flow_.size() : found[below(found.size())];
  }
  bool is_leaf(std::size_t i) const {
    return i + 1 >= flow_.size() || depth(flow_[i + 1]) == std::string::npos || depth(flow_[i + 1]) <= depth(flow_[i]);
  }

  void change() {
    const std::size_t statement = some({"di", "pregunta", "nota", "anota", "menú", "verifica", "consulta", "solicita",
                                        "si", "haz", "transfiere", "termina"});
    switch (below(22)) {
      case 0: {  // other words
        const std::size_t i = some({"di", "pregunta", "nota"});
        if (i < flow_.size()) flow_[i] += " Gracias.";
        return;
      }
      case 1:
      case 2:  // a line more
        if (statement < flow_.size() && word(flow_[statement]) != "si")
          insert(statement,
                 std::string(depth(flow_[statement]), ' ') + (below(3) == 0 ? "nota Mire bien." : "di Un momento."));
        return;
      case 3:  // a line less
        if (const std::size_t i = some({"di", "pregunta", "nota", "haz", "pon", "revoca"});
            i < flow_.size() && is_leaf(i))
          flow_.erase(flow_.begin() + static_cast<std::ptrdiff_t>(i));
        return;
      case 4:  // two lines change places
        if (const std::size_t i = some({"di", "pregunta", "nota", "haz"});
            i + 1 < flow_.size() && is_leaf(i) && depth(flow_[i]) == depth(flow_[i + 1]) && is_leaf(i + 1))
          std::swap(flow_[i], flow_[i + 1]);
        return;
      case 5:  // a line twice
        if (const std::size_t i = some({"di", "pregunta", "haz"}); i < flow_.size() && is_leaf(i)) insert(i, flow_[i]);
        return;
      case 6:  // a line that only a later version has tagged, or had
        if (const std::size_t i = some({"di"}); i < flow_.size()) toggle_tag(flow_[i]);
        return;
      case 7:  // a rule less, or one that a stage is demanded by
        law("regla", [](Lines& lines, std::size_t i) { lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(i)); });
        return;
      case 8:
        law("etapa", [](Lines& lines, std::size_t i) {
          const std::size_t at = lines[i].find(", opcional");
          if (at != std::string::npos) return void(lines[i].replace(at, 10, ", obligatoria"));
          const std::size_t other = lines[i].find(", obligatoria");
          if (other != std::string::npos) lines[i].replace(other, 13, ", opcional");
        });
        return;
      case 9:  // a rule more
        add_rule();
        return;
      case 10:  // a class demands more or less
        law("clase", [](Lines& lines, std::size_t i) {
          const std::size_t low = lines[i].find("identificado"), high = lines[i].find("titular");
          if (low != std::string::npos) return void(lines[i].replace(low, 12, "titular"));
          if (high != std::string::npos) lines[i].replace(high, 7, "identificado");
        });
        return;
      case 11:
      case 12:  // something that is done first from now on, and a rule that demands it
        return demand_first();
      case 13:  // a stage more, which every call must do
        return add_stage();
      case 14:  // a line that ends something, and a rule of what may come behind it
        return forbid_later();
      case 15:  // other words where something is answered
        if (const std::size_t i = some({"menú", "con", "transfiere", "anota", "-"}); i < flow_.size())
          flow_[i] += " Gracias.";
        return;
      case 16:
      case 17:
      case 18:
        return change_options();
      case 19:  // fewer tries
        if (const std::size_t i = some({"con"}); i < flow_.size())
          if (const std::size_t at = flow_[i].find("2 intentos"); at != std::string::npos)
            flow_[i].replace(at, 10, "1 intento");
        return;
      case 20:  // a range that shrinks, a value less
        if (below(2) == 0)
          return law("-",
                     [](Lines& lines, std::size_t i) { lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(i)); });
        if (const std::size_t i = below(law_.size()); law_[i].find(" 0..") != std::string::npos)
          law_[i].replace(law_[i].find(" 0.."), 4, " 1..");
        return;
      default:  // a value changes its number
        law("-", [this](Lines& lines, std::size_t i) {
          if (i + 1 < lines.size() && word(lines[i + 1]) == "-" && below(2) == 0) std::swap(lines[i], lines[i + 1]);
        });
    }
  }
  std::size_t stage(std::size_t nth) const {
    for (std::size_t i = 0; i < flow_.size(); ++i)
      if (word(flow_[i]) == "etapa" && nth-- == 0) return i;
    return flow_.size();
  }
  std::size_t stages() const {
    return static_cast<std::size_t>(
        std::count_if(flow_.begin(), flow_.end(), [](const std::string& l) { return word(l) == "etapa"; }));
  }
  void demand_first() {
    static constexpr const char* kThen[] = {"pregunta", "consulta", "solicita", "transfiere",       "termina hecho",
                                            "nota",     "anota",    "menú",     "verifica titular", "termina roto"};
    if (stages() == 0) return;
    insert(stage(0) + 1, "  di @primero Antes de nada.");
    law_.push_back("etiqueta primero");
    law_.push_back("regla primero: di @primero antes de " + std::string{kThen[below(std::size(kThen))]});
  }
  void add_stage() {
    if (stages() == 0) return;
    const std::size_t nth = below(stages());
    const std::size_t at = stage(nth);
    const std::string next = flow_[at].substr(6, flow_[at].find_first_of(", ", 6) - 6);
    insert(at, "etapa añadida");
    insert(at + 1, "  di Algo más.");
    for (std::size_t i = 0; i < law_.size(); ++i) {
      if (!law_[i].starts_with("etapa " + next)) continue;
      law_.insert(law_.begin() + static_cast<std::ptrdiff_t>(i), "etapa añadida, obligatoria");
      return;
    }
  }
  /// A menu's options: a guard more or less, another guard, an option more or less.
  void change_options() {
    static constexpr const char* kGuards[] = {"se sabe asunto",
                                              "falta titular",
                                              "se sabe b1 o falta titular",
                                              "asunto es pago",
                                              "b1",
                                              "se sabe cliente y se sabe b1"};
    const std::size_t i = some({"-"});
    if (i + 1 >= flow_.size() || word(flow_[i + 1]) == "di") return;
    const std::string in(depth(flow_[i]), ' ');
    const std::string guard = in + "  solo si " + kGuards[below(std::size(kGuards))];
    const bool guarded = word(flow_[i + 1]) == "solo";
    switch (below(4)) {
      case 0:
        if (guarded) flow_.erase(flow_.begin() + static_cast<std::ptrdiff_t>(i) + 1);
        return;
      case 1:
        if (guarded) return void(flow_[i + 1] = guard);
        return insert(i + 1, guard);
      case 2:
        insert(i, in + "- Otra opción.");
        insert(i + 1, in + "  nada");
        if (below(2) == 0) insert(i + 1, guard);
        return;
      default: {
        std::size_t end = i + 1;
        while (end < flow_.size() && depth(flow_[end]) != std::string::npos && depth(flow_[end]) > depth(flow_[i]))
          ++end;
        flow_.erase(flow_.begin() + static_cast<std::ptrdiff_t>(i), flow_.begin() + static_cast<std::ptrdiff_t>(end));
      }
    }
  }
  void forbid_later() {
    static constexpr const char* kForms[] = {
        "a lo más 1 vez di @marca",           "di @marca y di @cierre en pareja",
        "después de di @marca siempre di",    "entre di @marca y di @cierre nunca pregunta",
        "di @marca antes de cada transfiere", "después de di @marca nunca consulta"};
    const std::size_t i = some({"pregunta", "consulta", "menú", "termina", "transfiere", "verifica", "di"});
    if (i == flow_.size()) return;
    insert(i, std::string(depth(flow_[i]), ' ') + "di @marca Fin de esta parte.");
    law_.push_back("etiqueta marca");
    law_.push_back("regla marca: " + std::string{kForms[below(std::size(kForms))]});
  }
  void insert(std::size_t i, const std::string& line) {
    flow_.insert(flow_.begin() + static_cast<std::ptrdiff_t>(i), line);
  }

  static void toggle_tag(std::string& line) {
    const std::size_t at = line.find("di ") + 3;
    if (at < line.size() && line[at] == '@') {
      line.erase(at, line.find(' ', at) + 1 - at);
    } else if (line.substr(at) != "una de") {
      line.insert(at, "@aviso ");
    }
  }
  template <class Do>
  void law(const std::string& first, Do change_line) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < law_.size(); ++i)
      if (word(law_[i]) == first) found.push_back(i);
    if (!found.empty()) change_line(law_, found[below(found.size())]);
  }
  void add_rule() {
    static constexpr const char* kRules[] = {
        "di @aviso antes de pregunta",          "di @aviso antes de consulta",
        "di @aviso antes de cada transfiere",   "después de consulta siempre di",
        "después de di @cierre nunca pregunta", "a lo más 2 veces pregunta",
        "a lo más 3 veces verifica titular",    "entre pregunta y di @cierre nunca transfiere",
        "verifica titular antes de transfiere", "nunca transfiere"};
    law_.push_back("regla nueva: " + std::string{kRules[below(std::size(kRules))]});
  }

  Lines flow_, law_;
  std::mt19937& chance_;
};

}  // namespace

Sources edited(const Sources& from, std::mt19937& chance) { return Editor(from, chance).run(); }

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

}  // namespace guion::upgrade::test
