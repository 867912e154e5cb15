// One function for each kind of line. `Known` is what the author is sure of: filled slots and levels.
#include "support/random_flow.hpp"

#include <algorithm>
#include <array>
#include <random>
#include <set>
#include <string_view>
#include <vector>

#include "support/random_protocol.hpp"

namespace guion::test {

namespace {

/// What holds for sure. A block that never gets to its end is not `live`.
struct Known {
  std::set<std::string_view> filled;
  unsigned levels = 0;
  bool live = true;

  void meet(const Known& other) {
    if (!other.live) return;
    if (!live) {
      *this = other;
      return;
    }
    std::set<std::string_view> both;
    std::set_intersection(filled.begin(), filled.end(), other.filled.begin(), other.filled.end(),
                          std::inserter(both, both.end()));
    filled = std::move(both);
    levels &= other.levels;
  }
  [[nodiscard]] bool covers(const Known& other) const {
    return (other.levels & ~levels) == 0 &&
           std::includes(filled.begin(), filled.end(), other.filled.begin(), other.filled.end());
  }
};

class Author {
 public:
  explicit Author(std::uint32_t seed) : random_(seed), careless_(below(20) == 0) {}

  RandomFlow write() {
    start_.filled = {"empresa", "agente", "tope"};
    part_count_ = below(3);
    std::string parts;
    for (std::size_t p = 0; p < part_count_; ++p) parts += write_part(p);
    stages_ = 1 + below(4);
    pending_.assign(stages_, Known{{}, 0, false});
    entries_.assign(stages_, Known{});
    std::string body;
    Known now = start_;
    for (stage_ = 0; stage_ < stages_; ++stage_) body += write_stage(now);
    return {std::string(kRandomProtocol), head() + body + parts, !careless_};
  }

 private:
  struct Part {
    Known after;
    std::set<std::string_view> written;
  };

  std::size_t below(std::size_t n) { return static_cast<std::size_t>(random_() % n); }
  bool once_in(std::size_t n) { return below(n) == 0; }
  std::string number() { return std::to_string(++lines_); }

  static std::string head() {
    return "flujo azar, guion 1\nsigue prueba\n\ntipo sitio\n  - casa: La casa\n  - tienda: La tienda\n\n"
           "dato empresa = Cable Austral\ndato agente: nombre, del sistema\ndato tope: cuenta 0..7 = 7\n"
           "dato n3: cuenta 0..5\ndato b1: sí o no\ndato b2: sí o no\ndato asunto: motivo\ndato lugar: sitio\ndato "
           "cliente: nombre 1..20\n"
           "dato pago_hoy: dinero USD 0..99.99\ndato copia: cuenta 0..40, clase cuenta\n\n";
  }

  // ---- lines of text
  // ---------------------------------------------------------------------------------------------------------------
  void put(const std::string& line) { out_ += std::string(depth_ * 2, ' ') + line + "\n"; }

  /// Slots that may be read now. A careless author does not look.
  std::vector<SlotKind> readable(const Known& k) {
    std::vector<SlotKind> slots;
    for (const SlotKind& s : kSlots) {
      const bool fine = k.filled.count(s.name) != 0 && (s.needs & ~k.levels) == 0;
      if (fine || (careless_ && once_in(12))) slots.push_back(s);
    }
    return slots;
  }
  std::string blank(const SlotKind& s) {
    const std::string name(s.name);
    if (s.name == "asunto" && once_in(2))
      return "{asunto ? pago: el pago | alza: el alza de {empresa} | otro: otra cosa}";
    if (s.name == "lugar" && once_in(2)) return "{lugar ? casa: a casa | tienda: a la tienda}";
    if (s.type == SlotKind::YesNo && once_in(2)) return "{" + name + " ? sí: con gusto | no: sin prisa}";
    if (s.type == SlotKind::Count && once_in(3)) return "{" + name + " ? uno: un día | otros: {" + name + "} días}";
    return "{" + name + "}";
  }
  std::string text(const Known& k, std::string_view word) {
    std::string t = std::string(word) + " " + number();
    const auto slots = readable(k);
    // What stands before a blank: words that change with it, the end of a sentence, or neither.
    static constexpr std::array<std::string_view, 6> kBefore = {" con ", " de ", ". ", " o ", " a ", " y "};
    for (std::size_t i = below(3); i > 0 && !slots.empty(); --i) {
      t += kBefore[(lines_ + i) % kBefore.size()];
      t += blank(slots[below(slots.size())]);
    }
    return t + ".";
  }

  // ---- conditions
  // --------------------------------------------------------------------------------------------------------------------
  std::string atom(const Known& k, const SlotKind& s) {
    const std::string name(s.name);
    switch (s.type) {
      case SlotKind::YesNo:
        return once_in(3) ? name + " es no" : name;
      case SlotKind::Enum: {
        const std::string value = s.name == "lugar" ? "tienda" : (once_in(2) ? "alza" : "otro");
        return name + (once_in(3) ? " no es " : " es ") + value;
      }
      case SlotKind::Count:
        return count_atom(k, s);
      case SlotKind::Money:
        return name + (once_in(2) ? " >= 50" : " < 12.50");
      case SlotKind::Text:
        return "se sabe " + name;
    }
    return name;
  }
  std::string count_atom(const Known& k, const SlotKind& s) {
    static constexpr std::array kSigns = {" < ", " <= ", " > ", " >= ", " = ", " != "};
    const std::string left = std::string(s.name) + kSigns[below(kSigns.size())];
    if (once_in(3)) {
      for (const SlotKind& other : readable(k)) {
        if (other.type != SlotKind::Count || other.name == s.name) continue;
        return left + std::string(other.name) + (once_in(2) ? "" : once_in(2) ? " + 2" : " - 1");
      }
    }
    return left + std::to_string(below(static_cast<std::size_t>(s.max) + 1));
  }
  /// A condition; `yes` gets what is known once it came out true.
  std::string condition(const Known& k, Known& yes) {
    const std::size_t way = below(8);
    if (way == 0) {
      yes.levels |= kHolder;
      return "titular";
    }
    if (way == 1) return once_in(2) ? "falta titular" : "falta autorizado";
    if (way == 2) {
      const SlotKind& s = kSlots[below(kSlots.size() - 5)];
      yes.filled.insert(s.name);
      if (s.type == SlotKind::Text || (s.needs & ~k.levels) != 0 || once_in(2)) return "se sabe " + std::string(s.name);
      return "se sabe " + std::string(s.name) + " y " + atom(k, s);
    }
    const auto slots = readable(k);
    if (slots.empty()) return "titular o falta titular";
    const std::string one = atom(k, slots[below(slots.size())]);
    if (way == 3) return one + " o " + atom(k, slots[below(slots.size())]);
    if (way == 4) return one + " y " + atom(k, slots[below(slots.size())]);
    if (way == 5) return one + " y no (" + atom(k, slots[below(slots.size())]) + ")";
    return one;
  }

  // ---- statements
  // --------------------------------------------------------------------------------------------------------------------
  void block(Known& k, std::size_t budget) {
    ++depth_;
    const std::size_t before = out_.size();
    for (std::size_t i = 0; i < budget && k.live; ++i) statement(k);
    if (out_.size() == before) put("nada");
    --depth_;
  }
  void arm(const std::string& head, Known& k, std::size_t budget = 2) {
    ++depth_;
    put(head);
    block(k, 1 + below(budget));
    --depth_;
  }

  void statement(Known& k) {
    if (depth_ > 5) return say(k);
    switch (below(24)) {
      case 0:
      case 1:
      case 2:
      case 3:
        return say(k);
      case 4:
        return say_one_of(k);
      case 5:
        return put("nota " + text(k, "Nota"));
      case 6:
      case 7:
      case 8:
        return ask(k);
      case 9:
        return record(k);
      case 10:
        return judge(k);
      case 11:
      case 12:
        return menu(k);
      case 13:
      case 14:
        return verify(k);
      case 15:
        return revoke(k);
      case 16:
      case 17:
        return look_up(k);
      case 18:
        return choose(k);
      case 19:
        return when(k);
      case 20:
        return set(k);
      case 21:
        return once_in(2) ? go_to(k) : call(k);
      case 22:
        return once_in(3) ? finish(k) : transfer(k);
      default:
        return set(k);
    }
  }

  void say(Known& k) {
    std::string line = "di ";
    if (once_in(6)) line += once_in(2) ? "@aviso " : "@cierre ";
    if (once_in(10)) line += "@#x" + number() + " ";
    if ((k.levels & kHolder) == kHolder && once_in(3)) {
      line.pop_back();
      line += ", exige titular: ";
    }
    put(line + text(k, "Línea"));
  }

  void say_one_of(Known& k) {
    put("di una de");
    ++depth_;
    const std::size_t free = below(3);
    for (std::size_t i = 0; i < 3; ++i) {
      Known yes = k;
      const bool guarded = i != free && once_in(2);
      const std::string guard = guarded ? condition(k, yes) : "";
      put("- " + text(k, "Variante"));
      if (guarded) put("  solo si " + guard);
    }
    --depth_;
  }

  const SlotKind& askable() {
    for (;;) {
      const SlotKind& s = kSlots[below(kSlots.size())];
      if (s.askable) return s;
    }
  }
  void ask(Known& k) {
    const SlotKind& s = askable();
    const bool missing = once_in(4), timed = once_in(5);
    put("pregunta " + std::string(s.name) + (missing ? ", si falta" : "") + (timed ? ", 20 segundos" : "") + ": " +
        text(k, "Dato"));
    note_written(s.name);
    if (timed) {
      Known silent = k;
      arm("si no responde", silent);
      k.filled.insert(s.name);
      k.meet(silent);
      return;
    }
    k.filled.insert(s.name);
  }
  void record(Known& k) {
    const SlotKind& s = askable();
    const bool optional = once_in(2);
    put("anota " + std::string(s.name) + (optional ? ", si lo dijo" : "") +
        (once_in(3) ? "" : ": " + text(k, "Apunte")));
    note_written(s.name);
    if (!optional) k.filled.insert(s.name);
  }

  void judge(Known& k) {
    put("si procede: " + text(k, "Criterio"));
    Known yes = k, no = k;
    block(yes, 1 + below(2));
    if (once_in(2)) {
      put("si no");
      block(no, 1 + below(2));
    }
    k = yes;
    k.meet(no);
  }

  void menu(Known& k) {
    const bool timed = once_in(4);
    put((timed ? "menú, 15 segundos: " : "menú ") + text(k, "Opciones"));
    Known after{{}, 0, false};
    const std::size_t options = 2 + below(2), free = below(options);
    for (std::size_t i = 0; i < options; ++i) {
      Known yes = k;
      const bool guarded = i != free && once_in(2);
      const std::string guard = guarded ? condition(k, yes) : "";
      ++depth_;
      put("- " + text(k, "Opción"));
      if (guarded) put("  solo si " + guard);
      Known inside = k;  // what a guard showed is used inside the block only by those who look again
      block(inside, 1 + below(2));
      --depth_;
      after.meet(inside);
    }
    if (timed) {
      Known silent = k;
      arm("si no responde", silent);
      after.meet(silent);
    }
    k = after;
  }

  void verify(Known& k) {
    static constexpr std::array<std::string_view, 3> kNames = {"titular", "identificado", "autorizado"};
    const std::size_t which = below(4) % 3;
    put("verifica " + std::string(kNames[which]));
    ++depth_;
    const auto with = [&](std::string_view method, std::string_view rest) {
      put("con " + std::string(method) + ", " + std::string(rest) + ": " + text(k, "Prueba"));
    };
    if (which == 0) {
      with("pin", once_in(2) ? "3 intentos" : "1 intento");
      if (once_in(2)) with("frase", once_in(2) ? "2 intentos, si no lo tiene" : "1 intento");
    } else {
      with(which == 1 ? "carnet" : "poder", "2 intentos");
      if (which == 1 && once_in(2)) with("pin", "1 intento, si no lo tiene");
    }
    --depth_;
    ++depth_;
    put("si falla");
    Known out = k;
    if (once_in(2)) {
      ++depth_;
      finish(out);
      --depth_;
    } else {
      block(out, 2);
    }
    --depth_;
    k.levels |= which == 0 ? kHolder : which == 1 ? kIdentified : kAuthorised;
    k.meet(out);
  }

  void revoke(Known& k) {
    const bool all = once_in(2);
    put(all ? "revoca identificado" : "revoca autorizado");
    k.levels &= ~static_cast<unsigned>(all ? kHolder : kAuthorised);
  }

  void look_up(Known& k) {
    Known failed = k;
    const std::size_t which = below(3);
    if (which == 0) {
      put("consulta saldos");
      lose(failed, {"saldo", "corte"});
      k.filled.insert({"saldo", "corte"});
      note_written("saldo");
      note_written("corte");
    } else if (which == 1) {
      if (k.filled.count("n1") == 0) put("pregunta n1: ¿Cuánto " + number() + "?");
      put("pregunta clave: ¿Qué clave " + number() + "?");
      put("solicita caja");
      k.filled.insert("n1");
      failed.filled.insert("n1");
      lose(k, {"saldo"});
      lose(failed, {"saldo", "cobrado"});
      k.filled.insert("cobrado");
      for (const std::string_view s : {"n1", "clave", "cobrado", "saldo"}) note_written(s);
    } else {
      put("solicita agenda");
      lose(k, {"n2"});
      lose(failed, {"n2", "turno"});
      k.filled.insert("turno");
      note_written("turno");
      note_written("n2");
    }
    arm("si falla", failed);
    k.meet(failed);
  }
  static void lose(Known& k, std::initializer_list<std::string_view> slots) {
    for (const std::string_view s : slots) k.filled.erase(s);
  }

  void choose(Known& k) {
    Known yes = k, no = k;
    put("si " + condition(k, yes));
    block(yes, 1 + below(3));
    if (once_in(2)) {
      put("si no");
      block(no, 1 + below(2));
    }
    k = yes;
    k.meet(no);
  }

  void when(Known& k) {
    if (k.filled.count("asunto") == 0) {
      put("pregunta asunto: ¿Qué asunto " + number() + "?");
      k.filled.insert("asunto");
      note_written("asunto");
    }
    put("según asunto");
    Known after{{}, 0, false};
    const bool rest = once_in(2);
    const std::vector<std::string> heads =
        rest ? std::vector<std::string>{"es pago", "si no"} : std::vector<std::string>{"es pago o otro", "es alza"};
    for (const std::string& h : heads) {
      Known inside = k;
      arm(h, inside);
      after.meet(inside);
    }
    k = after;
  }

  void set(Known& k) {
    if (once_in(5)) {
      put("pon asunto = alza");
      k.filled.insert("asunto");
      note_written("asunto");
      return;
    }
    if (k.filled.count("saldo") != 0 && (k.levels & kHolder) == kHolder && once_in(2)) {
      put("pon copia = saldo" + std::string(once_in(2) ? " + 3" : ""));
      k.filled.insert("copia");
      note_written("copia");
      return;
    }
    if (k.filled.count("n1") == 0 || once_in(3)) {
      put("pon n1 = " + std::to_string(below(10)));
      k.filled.insert("n1");
      note_written("n1");
      return;
    }
    if (once_in(2)) {  // cannot leave the range
      const bool copy = k.filled.count("n3") != 0 && once_in(2);
      put(copy ? "pon n2 = n1 + n3" : once_in(2) ? "pon n2 = n1" : "pon n2 = n1 + tope");
      k.filled.insert("n2");
      note_written("n2");
      return;
    }
    const std::size_t way = below(3);
    put(way == 0 ? "pon n1 = n1 + 4" : way == 1 ? "pon n1 = n1 - 3" : "pon n3 = n1");
    Known over = k;
    if (way == 2) k.filled.insert("n3");
    note_written(way == 2 ? "n3" : "n1");
    arm("si no cabe", over);
    k.meet(over);
  }

  void call(Known& k) {
    if (writing_part_ || part_count_ == 0) return say(k);
    const std::size_t p = below(part_count_);
    put("haz parte" + std::to_string(p + 1));
    const Part& part = parts_[p];
    for (const std::string_view s : part.written) k.filled.erase(s);
    k.filled.insert(part.after.filled.begin(), part.after.filled.end());
    // A level that a part may grant or take is only sure afterwards if the part itself makes sure of it.
    k.levels = part.after.levels;
    k.live = part.after.live;
  }

  void go_to(Known& k) {
    if (writing_part_) return say(k);
    const std::size_t to = below(stages_);
    if (to <= stage_) {
      if (!k.covers(entries_[to]) || depth_ < 2) return say(k);
    } else {
      pending_[to].meet(k);
    }
    put("ir a paso" + std::to_string(to + 1));
    k.live = false;
  }

  void finish(Known& k) {
    put(once_in(2) ? "termina hecho" : "termina roto");
    k.live = false;
  }

  void transfer(Known& k) {
    put("transfiere " + std::string(once_in(2) ? "ventas" : "quejas") + ": " + text(k, "Traslado"));
    Known after{{}, 0, false};
    Known failed = k;
    arm("si falla", failed);
    Known back = k;
    back.levels = 0;
    if (once_in(2)) {
      arm("si vuelve", back);
    } else {
      back.live = false;
    }
    after.meet(failed);
    after.meet(back);
    k = after;
  }

  // ---- stages and parts
  // ----------------------------------------------------------------------------------------------------------------
  std::string write_stage(Known& now) {
    out_.clear();
    Known k = now;
    k.meet(pending_[stage_]);
    if (stage_ > 0 && !k.live) k = start_;  // no way leads here: a warning, not an error
    entries_[stage_] = k;
    std::string head = "etapa paso" + std::to_string(stage_ + 1);
    Known skipped = k, yes = k;
    skipped.live = false;
    const bool last = stage_ + 1 == stages_;
    if (!last && once_in(5)) {
      head += ", si " + condition(k, yes);
      skipped = k;
    } else if (!last && once_in(5)) {
      head += ", a criterio";
      skipped = k;
    }
    put(head);
    ++depth_;
    say(yes);
    --depth_;
    block(yes, 2 + below(6));
    if (last && yes.live) {
      ++depth_;
      finish(yes);
      --depth_;
    }
    now = yes;
    now.meet(skipped);
    return out_ + "\n";
  }

  std::string write_part(std::size_t p) {
    out_.clear();
    writing_part_ = true;
    written_.clear();
    Known k = start_;
    put("parte parte" + std::to_string(p + 1));
    block(k, 1 + below(4));
    writing_part_ = false;
    parts_.push_back({k, written_});
    return out_ + "\n";
  }
  void note_written(std::string_view slot) { written_.insert(slot); }

  std::mt19937 random_;
  bool careless_;
  std::string out_;
  std::size_t depth_ = 0, lines_ = 0, stages_ = 0, stage_ = 0, part_count_ = 0;
  bool writing_part_ = false;
  std::set<std::string_view> written_;
  std::vector<Part> parts_;
  Known start_;
  std::vector<Known> pending_, entries_;
};

}  // namespace

RandomFlow random_flow(std::uint32_t seed) { return Author(seed).write(); }

}  // namespace guion::test
