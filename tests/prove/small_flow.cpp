// An author who knows roughly what is filled and which levels hold, forgets it now and then, and comes back to
// conditions that were tested before. The protocol and its rules are written by small_protocol.cpp.
#include "prove/small_flow.hpp"

#include <algorithm>
#include <map>

#include "prove/small_protocol.hpp"

namespace guion::test {

namespace {

enum class Filled : std::uint8_t { No, Maybe, Yes };

/// What the author believes at a line.
struct Belief {
  std::array<Filled, kSmallSlots.size()> slots{};
  bool identified = false, holder = false, live = true;

  void meet(const Belief& other) {
    if (!other.live) return;
    if (!live) {
      *this = other;
      return;
    }
    for (std::size_t i = 0; i < slots.size(); ++i) slots[i] = slots[i] == other.slots[i] ? slots[i] : Filled::Maybe;
    identified = identified && other.identified;
    holder = holder && other.holder;
  }
};

struct Condition {
  std::string text;
  std::vector<std::size_t> reads;
};

class Author {
 public:
  explicit Author(std::uint32_t seed)
      : dice_(seed), family_(static_cast<Family>(seed % 3)), used_(choose_slots(dice_)) {}

  SmallFlow write() {
    stages_ = 2 + dice_.below(3);
    careless_ = dice_.once_in(4) ? 6 : 80;
    const std::size_t parts = family_ == Family::Parts ? 1 + dice_.below(3) : dice_.below(8) == 0 ? 1 : 0;
    Belief now = opening();
    // Parts first, the deepest first: each may run those that are written already.
    std::string part_text;
    for (std::size_t p = 0; p < parts; ++p) part_text += write_part(p, now);
    parts_ = parts;
    std::string flow = "flujo azar, guion 1\nsigue prueba\n\n";
    now = {};
    for (const std::size_t s : used_) {
      if (kSmallSlots[s].from == SmallSlot::System) now.slots[s] = Filled::Yes;
    }
    for (stage_ = 0; stage_ < stages_; ++stage_) flow += write_stage(now);
    return {family_, small_protocol(dice_, used_, stages_), flow + part_text};
  }

 private:
  // ---- lines
  void put(const std::string& line) {
    out_ += std::string(depth_ * 2, ' ') + line + "\n";
    ++lines_;
  }
  std::string number() { return std::to_string(dice_.below(90) + 10); }
  bool careless() { return dice_.once_in(careless_); }

  bool may_read(const Belief& b, std::size_t s) {
    if (careless()) return true;
    if (b.slots[s] != Filled::Yes && !(b.slots[s] == Filled::Maybe && dice_.once_in(12))) return false;
    const SmallSlot& slot = kSmallSlots[s];
    return slot.needs == 0 || b.holder || (slot.needs == 1 && b.identified);
  }
  /// A used slot that may be read, of that type or any, or none.
  std::size_t readable(const Belief& b, bool (*fits)(const SmallSlot&)) {
    std::vector<std::size_t> found;
    for (const std::size_t s : used_) {
      if (fits(kSmallSlots[s]) && may_read(b, s)) found.push_back(s);
    }
    return found.empty() ? kNothing : found[dice_.below(found.size())];
  }
  static bool any(const SmallSlot&) { return true; }
  static bool decides(const SmallSlot& s) { return s.type != SmallSlot::Name; }
  static bool counts(const SmallSlot& s) { return s.type == SmallSlot::Count; }
  static bool chooses(const SmallSlot& s) { return s.type == SmallSlot::Enum || s.type == SmallSlot::YesNo; }
  static bool is_asked(const SmallSlot& s) { return s.from == SmallSlot::Host; }

  std::string text(const Belief& b, const std::string& what) {
    std::string out = what + " " + number();
    if (!dice_.once_in(2)) return out + ".";
    const std::size_t s = readable(b, any);
    return s == kNothing ? out + "." : out + ": {" + std::string(kSmallSlots[s].name) + "}.";
  }
  std::string tag() {
    if (!dice_.once_in(3)) return "";
    constexpr std::array<const char*, 3> kTags = {"@aviso ", "@oferta ", "@cierre "};
    return kTags[dice_.below(kTags.size())];
  }

  // ---- conditions
  Condition atom(const Belief& b) {
    const std::size_t way = dice_.below(10);
    if (way == 0) return {dice_.once_in(2) ? "titular" : "falta titular", {}};
    if (way == 1) {
      const std::size_t s = used_[dice_.below(used_.size())];
      return {"se sabe " + std::string(kSmallSlots[s].name), {}};
    }
    const std::size_t s = readable(b, decides);
    if (s == kNothing) return {dice_.once_in(2) ? "identificado" : "titular", {}};
    return compare(b, s);
  }
  Condition compare(const Belief& b, std::size_t s) {
    const SmallSlot& slot = kSmallSlots[s];
    const std::string name(slot.name);
    if (slot.type == SmallSlot::YesNo) return {name + (dice_.once_in(3) ? " es no" : ""), {s}};
    if (slot.type == SmallSlot::Enum) {
      constexpr std::array<const char*, 3> kValues = {"pago", "alza", "otro"};
      return {name + (dice_.once_in(3) ? " no es " : " es ") + kValues[dice_.below(3)], {s}};
    }
    constexpr std::array<const char*, 6> kSigns = {" < ", " <= ", " > ", " >= ", " = ", " != "};
    const std::string sign = kSigns[dice_.below(kSigns.size())];
    const std::size_t other = readable(b, counts);
    if (other != kNothing && other != s && dice_.once_in(3)) {
      constexpr std::array<const char*, 4> kShifts = {"", "", " + 1", " - 1"};
      return {name + sign + std::string(kSmallSlots[other].name) + kShifts[dice_.below(4)], {s, other}};
    }
    return {name + sign + std::to_string(dice_.below(static_cast<std::size_t>(slot.max) + 1)), {s}};
  }
  Condition condition(const Belief& b) {
    if (!tested_.empty() && dice_.below(10) < 5) {
      const Condition& c = tested_[dice_.below(tested_.size())];
      if (std::all_of(c.reads.begin(), c.reads.end(), [&](std::size_t s) { return may_read(b, s); })) return c;
    }
    Condition c = atom(b);
    const std::size_t way = dice_.below(8);
    if (way < 3) {
      const Condition d = atom(b);
      c.text += way == 0 ? " y " + d.text : way == 1 ? " o " + d.text : " y no (" + d.text + ")";
      c.reads.insert(c.reads.end(), d.reads.begin(), d.reads.end());
    }
    tested_.push_back(c);
    return c;
  }
  /// What holds behind a test that was passed: what it says, and what was done where it was passed before.
  void believe(Belief& b, const std::string& text) {
    for (const std::size_t s : used_) {
      if (text == "se sabe " + std::string(kSmallSlots[s].name)) b.slots[s] = Filled::Yes;
    }
    if (text == "titular") b.holder = b.identified = true;
    if (text == "identificado") b.identified = true;
    const auto done = done_under_.find(text);
    if (done == done_under_.end() || dice_.once_in(5)) return;
    for (const std::size_t s : used_) {
      if (done->second.slots[s] == Filled::Yes) b.slots[s] = Filled::Yes;
    }
    b.holder = b.holder || done->second.holder;
    b.identified = b.identified || done->second.identified;
  }

  // ---- blocks
  void block(Belief& b, std::size_t budget) {
    ++depth_;
    const std::size_t before = out_.size();
    for (std::size_t i = 0; i < budget && b.live; ++i) statement(b);
    if (out_.size() == before) put("nada");
    --depth_;
  }
  void arm(const std::string& head, Belief& b) {
    ++depth_;
    put(head);
    block(b, 1 + dice_.below(2));
    --depth_;
  }

  void statement(Belief& b) {
    if (depth_ > 4 || lines_ > kMostLines) return say(b);
    const std::size_t way = dice_.below(22);
    if (family_ == Family::Loops && way < 4 && !in_part_) return way < 2 ? again(b) : go_back(b);
    if ((family_ == Family::Parts || parts_ != 0) && way < 5 && parts_ != 0) return run_part(b);
    if (family_ == Family::Conditions && way < 6) return way < 4 ? choose(b) : set(b);
    switch (dice_.below(14)) {
      case 0:
      case 1:
        return say(b);
      case 2:
        return dice_.once_in(2) ? say_one_of(b) : put("nota " + text(b, "Nota"));
      case 3:
      case 4:
        return ask(b);
      case 5:
        return record(b);
      case 6:
        return judge(b);
      case 7:
        return menu(b);
      case 8:
        return verify(b);
      case 9:
        return look_up(b);
      case 10:
        return choose(b);
      case 11:
        return when(b);
      case 12:
        return dice_.once_in(3) ? revoke(b) : set(b);
      default:
        return dice_.once_in(3) ? finish(b) : dice_.once_in(2) ? transfer(b) : choose(b);
    }
  }

  // ---- lines of each kind
  void say(Belief& b) {
    std::string marks = tag();
    if (dice_.once_in(14) && (b.holder || careless())) {
      if (!marks.empty()) marks.pop_back();
      return put(marks.empty() ? "di, exige titular: Línea reservada."
                               : "di " + marks + ", exige titular: Línea reservada.");
    }
    put("di " + marks + text(b, "Línea"));
  }
  void say_one_of(Belief& b) {
    put("di " + tag() + "una de");
    ++depth_;
    const bool guarded = dice_.once_in(2);
    put("- " + text(b, "Variante"));
    Belief yes = b;
    const Condition c = guarded ? condition(b) : Condition{};
    if (guarded) believe(yes, c.text);
    put("- " + text(yes, "Variante"));
    if (guarded) put("  solo si " + c.text);
    --depth_;
  }
  void ask(Belief& b) {
    std::vector<std::size_t> from;
    for (const std::size_t s : used_) {
      if (is_asked(kSmallSlots[s])) from.push_back(s);
    }
    const std::size_t s = from[dice_.below(from.size())];
    const bool timed = dice_.once_in(8), missing = dice_.once_in(4);
    put("pregunta " + std::string(kSmallSlots[s].name) + (missing ? ", si falta" : "") +
        (timed ? ", 20 segundos" : "") + ": " + text(b, "Dato"));
    Belief silent = b;
    b.slots[s] = Filled::Yes;
    if (!timed) return;
    arm("si no responde", silent);
    b.meet(silent);
  }
  void record(Belief& b) {
    const std::size_t s = readable_or_not(is_asked);
    const bool may = dice_.once_in(3);
    put("anota " + std::string(kSmallSlots[s].name) + (may ? ", si lo dijo: " : ": ") + text(b, "Anote"));
    b.slots[s] = may && b.slots[s] != Filled::Yes ? Filled::Maybe : Filled::Yes;
  }
  std::size_t readable_or_not(bool (*fits)(const SmallSlot&)) {
    std::vector<std::size_t> from;
    for (const std::size_t s : used_) {
      if (fits(kSmallSlots[s])) from.push_back(s);
    }
    return from[dice_.below(from.size())];
  }
  void judge(Belief& b) {
    put("si procede: Caso " + number() + ".");
    two_ways(b, b, "si no");
  }
  void choose(Belief& b) {
    const Condition c = condition(b);
    put("si " + c.text);
    Belief yes = b;
    believe(yes, c.text);
    two_ways(b, yes, "si no");
    if (yes_.live) {
      Belief& done = done_under_[c.text];
      done = yes_;
    }
  }
  /// The block below, and maybe the other one.
  void two_ways(Belief& b, Belief yes, const std::string& otherwise) {
    Belief no = b;
    block(yes, 1 + dice_.below(2));
    if (dice_.once_in(3)) {
      put(otherwise);
      block(no, 1 + dice_.below(2));
    }
    b = yes;
    b.meet(no);
    yes_ = yes;
  }
  void menu(Belief& b) {
    put("menú Elija, por favor.");
    ++depth_;
    Belief after = b;
    after.live = false;
    const std::size_t options = 2 + dice_.below(2);
    for (std::size_t i = 0; i < options; ++i) {
      Belief in = b;
      const bool guarded = i != 0 && dice_.once_in(3);
      const Condition c = guarded ? condition(b) : Condition{};
      // The label of an option that is not shown counts as read, so one with a guard has no blanks.
      const std::string label = "- Opción " + std::to_string(i + 1);
      put(!guarded && dice_.once_in(4) ? text(b, label) : label);
      if (guarded) {
        put("  solo si " + c.text);
        believe(in, c.text);
      }
      block(in, 1 + dice_.below(2));
      after.meet(in);
    }
    --depth_;
    b = after;
  }
  void verify(Belief& b) {
    const bool holder = !dice_.once_in(4);
    put(std::string("verifica ") + (holder ? "titular" : "identificado"));
    put(std::string("  con pin, ") + (dice_.once_in(2) ? "1 intento" : "2 intentos") + ": Diga su clave.");
    if (dice_.once_in(3)) {
      put(std::string("  con ") + (holder ? "frase" : "carnet") + ", 1 intento" +
          (dice_.once_in(2) ? ", si no lo tiene" : "") + ": Diga su palabra.");
    }
    Belief failed = b;
    if (dice_.once_in(2)) {
      ++depth_;
      put("si falla");
      ++depth_;
      put("di " + tag() + "No fue posible.");
      end(failed);
      depth_ -= 2;
    } else {
      arm("si falla", failed);
    }
    b.identified = true;
    b.holder = b.holder || holder;
    b.meet(failed);
  }
  void revoke(Belief& b) {
    put("revoca identificado");
    b.identified = b.holder = false;
  }
  void look_up(Belief& b) {
    const std::size_t amount = index_of("monto");
    const bool pays = dice_.once_in(3) && std::count(used_.begin(), used_.end(), amount) != 0 && may_read(b, amount);
    put(pays ? "solicita caja" : "consulta saldos");
    Belief failed = b;
    for (const std::size_t s : used_) {
      if (kSmallSlots[s].from != SmallSlot::Service) continue;
      const bool paid = kSmallSlots[s].name == "cobrado";
      if (paid == pays) {
        b.slots[s] = Filled::Yes;
        failed.slots[s] = Filled::No;
      } else if (pays && kSmallSlots[s].name == "saldo") {
        b.slots[s] = failed.slots[s] = Filled::No;
      }
    }
    arm("si falla", failed);
    b.meet(failed);
  }
  void when(Belief& b) {
    const std::size_t s = readable(b, chooses);
    if (s == kNothing) return say(b);
    put("según " + std::string(kSmallSlots[s].name));
    const bool yes_no = kSmallSlots[s].type == SmallSlot::YesNo;
    Belief after = b, one = b, other = b;
    after.live = false;
    arm(yes_no ? "es sí" : dice_.once_in(2) ? "es pago" : "es otro o alza", one);
    arm(yes_no ? "es no" : "si no", other);
    after.meet(one);
    after.meet(other);
    b = after;
  }
  void set(Belief& b) {
    const std::size_t to =
        readable_or_not([](const SmallSlot& s) { return s.type == SmallSlot::Count && s.from != SmallSlot::Service; });
    const SmallSlot& target = kSmallSlots[to];
    std::string line = "pon " + std::string(target.name) + " = ";
    const std::size_t from = readable(b, counts);
    int low = 0, high = 0;
    if (from == kNothing || dice_.once_in(4)) {
      line += std::to_string(dice_.below(static_cast<std::size_t>(target.max) + 1));
    } else {
      high = kSmallSlots[from].max;
      line += kSmallSlots[from].name;
      const std::size_t way = dice_.below(4);
      if (way == 0) {
        line += " + 1";
        low = 1, ++high;
      } else if (way == 1) {
        line += " - 1";
        low = -1, --high;
      }
    }
    put(line);
    Belief over = b;
    b.slots[to] = Filled::Yes;
    if (low >= 0 && high <= target.max) return;
    arm("si no cabe", over);
    b.meet(over);
  }

  // ---- ways elsewhere
  /// «¿Algo más?»
  void again(Belief& b) {
    put("menú Elija si hay algo más.");
    put("  - Hay algo más");
    put("    ir a paso" + std::to_string(1 + dice_.below(stage_ + 1)));
    put("  - Eso es todo");
    Belief on = b;
    depth_ += 1;
    block(on, dice_.below(2));
    depth_ -= 1;
    b = on;
  }
  void go_back(Belief& b) {
    const Condition c = condition(b);
    put("si " + c.text);
    ++depth_;
    if (dice_.once_in(2)) put("di " + tag() + "Volvamos a empezar.");
    put("ir a paso" + std::to_string(1 + dice_.below(stage_ + 1 + (stage_ + 1 < stages_ ? 1 : 0))));
    --depth_;
  }
  void run_part(Belief& b) {
    const std::size_t limit = in_part_ ? part_ : parts_;
    if (limit == 0) return say(b);
    const std::size_t p = dice_.below(limit);
    put("haz parte" + std::to_string(p + 1));
    const Belief& after = part_ends_[p];
    if (!after.live) b.live = false;
    for (const std::size_t s : used_) {
      if (after.slots[s] != Filled::No) b.slots[s] = std::max(b.slots[s], after.slots[s]);
    }
    b.holder = b.holder || after.holder;
    b.identified = b.identified || after.identified;
  }
  void end(Belief& b) {
    put(dice_.once_in(2) ? "termina hecho" : "termina roto");
    b.live = false;
  }
  void finish(Belief& b) { end(b); }
  void transfer(Belief& b) {
    put("transfiere ventas: " + text(b, "Traslado"));
    Belief failed = b, back = b;
    back.holder = back.identified = false;
    arm("si falla", failed);
    if (dice_.once_in(2)) {
      arm("si vuelve", back);
      failed.meet(back);
    }
    b = failed;
  }

  // ---- stages and parts
  /// What the first stage fills, so that most lines have something to read. Written by write_stage() of the first one.
  Belief opening() {
    Belief b;
    for (const std::size_t s : used_) {
      const SmallSlot& slot = kSmallSlots[s];
      if (slot.from == SmallSlot::System) b.slots[s] = Filled::Yes;
      if (slot.from != SmallSlot::Host || !dice_.once_in(2)) continue;
      b.slots[s] = Filled::Yes;
      opening_.push_back(s);
    }
    return b;
  }
  void write_opening(Belief& b) {
    for (const std::size_t s : opening_) {
      const std::string name(kSmallSlots[s].name);
      if (kSmallSlots[s].type == SmallSlot::Count && dice_.once_in(3)) {
        put("pon " + name + " = 0");
      } else {
        put(dice_.once_in(3) ? "anota " + name : "pregunta " + name + ": Dato de " + name + ".");
      }
      b.slots[s] = Filled::Yes;
    }
    if (!dice_.once_in(2)) return;
    verify(b);
    if (b.live && dice_.once_in(2)) look_up(b);
  }
  std::string write_stage(Belief& now) {
    out_.clear();
    const bool first = stage_ == 0, last = stage_ + 1 == stages_;
    std::string head = "etapa paso" + std::to_string(stage_ + 1);
    Belief skipped = now;
    skipped.live = false;
    if (!now.live) now.live = true;  // reached by a way back only, if at all
    Belief in = now;
    if (!first && !last && dice_.once_in(4)) {
      skipped = now;
      const Condition c = dice_.once_in(2) ? condition(now) : Condition{};
      head += c.text.empty() ? ", a criterio" : ", si " + c.text;
      if (!c.text.empty()) believe(in, c.text);
    }
    put(head);
    ++depth_;
    const std::string mark = first && !dice_.once_in(3) ? "@aviso " : last && !dice_.once_in(3) ? "@cierre " : tag();
    put("di " + mark + (first ? "Etapa " + number() + "." : text(in, "Etapa")));
    if (first) write_opening(in);
    --depth_;
    if (in.live) block(in, 1 + dice_.below(3));
    ++depth_;
    if (last && in.live) end(in);
    --depth_;
    now = in;
    now.meet(skipped);
    return out_ + "\n";
  }
  std::string write_part(std::size_t p, Belief b) {
    out_.clear();
    in_part_ = true;
    part_ = p;
    parts_ = p;  // those that can be run
    put("parte parte" + std::to_string(p + 1));
    block(b, 1 + dice_.below(3));
    in_part_ = false;
    part_ends_.push_back(b);
    return out_ + "\n";
  }

  static constexpr std::size_t kNothing = kSmallSlots.size();
  static constexpr std::size_t kMostLines = 34;

  Dice dice_;
  Family family_;
  std::vector<std::size_t> used_;
  std::size_t careless_ = 60;
  std::string out_;
  std::size_t depth_ = 0, lines_ = 0, stages_ = 0, stage_ = 0, parts_ = 0, part_ = 0;
  bool in_part_ = false;
  std::vector<std::size_t> opening_;
  std::vector<Condition> tested_;
  std::map<std::string, Belief> done_under_;
  std::vector<Belief> part_ends_;
  Belief yes_;
};

}  // namespace

SmallFlow small_flow(std::uint32_t seed) { return Author(seed).write(); }

}  // namespace guion::test
