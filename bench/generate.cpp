// Generation of the measured texts. See generate.hpp.
#include "generate.hpp"

#include <fmt/format.h>

#include "dice.hpp"

namespace guion::bench {
namespace {

using Kind = Variable::Kind;

/// Writes the call in both languages at once.
class CallWriter {
 public:
  CallWriter() {
    make_variables();
    write_heads();
    for (unsigned stage = 0; stage < 10; ++stage) write_stage(stage);
    guion("  termina resuelto");
    lua("  host:finish('resuelto')\nend");
  }
  CallTexts take() { return std::move(out_); }

 private:
  void guion(const std::string& text) { (out_.flow += std::string(indent_ * 2, ' ') + text) += '\n'; }
  void lua(const std::string& text) { (out_.lua += text) += '\n'; }

  void make_variables() {
    const auto add = [this](const std::string& name, Kind kind, std::int64_t number, std::string text = {}) {
      out_.variables.push_back({name, kind, number, std::move(text)});
    };
    add("cliente", Kind::Name, 0, "Ana Ríos");
    add("agente", Kind::Name, 0, "Marisol Vega");
    add("empresa", Kind::Name, 0, "Cable Austral");
    for (int i = 0; i < 9; ++i) add(fmt::format("monto_{}", i), Kind::Money, 8540 + 12345 * i);
    for (int i = 0; i < 5; ++i) add(fmt::format("vence_{}", i), Kind::Date, 20517 + 37 * i);
    for (int i = 0; i < 4; ++i) add(fmt::format("veces_{}", i), Kind::Count, 2 + i);
    for (int i = 0; i < 3; ++i) add(fmt::format("activo_{}", i), Kind::YesNo, 1);
  }

  [[nodiscard]] static const char* type_of(Kind kind) {
    switch (kind) {
      case Kind::Name:
        return "nombre";
      case Kind::Money:
        return "dinero USD";
      case Kind::Date:
        return "fecha";
      case Kind::Count:
        return "cuenta";
      case Kind::YesNo:
        return "sí o no";
    }
    return "";
  }

  /// The first three variables come from the system, the rest from a look-up that only a verified caller is served
  /// from.
  void write_heads() {
    out_.protocol =
        "protocolo empresa_de_cable, guion 1\nnivel titular\nmétodo pin da titular\nclase cuenta exige "
        "titular\nservicio facturación\n";
    for (std::size_t i = 3; i < out_.variables.size(); ++i) {
      out_.protocol +=
          fmt::format("  da {}: {}, clase cuenta\n", out_.variables[i].name, type_of(out_.variables[i].kind));
    }
    out_.protocol += "final resuelto, normal\nfinal pendiente, temprano\n";
    for (int i = 0; i < 10; ++i) out_.protocol += fmt::format("etapa etapa_{}, opcional\n", i);
    guion("flujo llamada, guion 1\ntítulo Consulta de factura\nidioma es-US\nregistro usted\nsigue empresa_de_cable");
    for (std::size_t i = 0; i < 3; ++i) guion(fmt::format("dato {}: nombre, del sistema", out_.variables[i].name));
    lua("local money, date = render_money, render_date\nfunction walk(v, host)");
  }

  /// A spoken text in both languages, with two or three values (five every two lines).
  struct Spoken {
    std::string guion, lua;
  };
  Spoken spoken(std::size_t bytes) {
    const unsigned holes = out_.lines++ % 2 == 0 ? 2 : 3;
    Spoken s;
    s.lua = "'";
    for (unsigned i = 0; i <= holes; ++i) {
      std::string piece = dice_.phrase(bytes / (holes + 1));
      if (i == 0) piece[0] = static_cast<char>(piece[0] >= 'a' && piece[0] <= 'z' ? piece[0] - 'a' + 'A' : piece[0]);
      piece = (i == 0 ? "" : " ") + piece + (i == holes ? "." : " ");
      out_.literal_bytes += piece.size();
      s.guion += piece;
      s.lua += piece;
      if (i < holes) add_value(s);
    }
    s.lua += "'";
    return s;
  }

  void add_value(Spoken& s) {
    ++out_.values;
    const std::size_t count = authenticated_ ? out_.variables.size() - 3 : 3;  // yes/no is never said
    const Variable& v = out_.variables[next_value_++ % count];
    s.guion += "{" + v.name + "}";
    const std::string field = "v." + v.name;
    const std::string shown = v.kind == Kind::Money  ? "money(" + field + ")"
                              : v.kind == Kind::Date ? "date(" + field + ")"
                                                     : field;
    s.lua += "' .. " + shown + " .. '";
  }

  void say() {
    const Spoken s = spoken(kBytes);
    guion("di " + s.guion);
    lua("host:say(" + s.lua + ")");
  }

  /// A condition that holds, or not, for the values of the walk.
  void open_if(bool holds) {
    const unsigned n = out_.conditions++;
    if (n % 3 == 0) {
      const std::string name = fmt::format("activo_{}", n / 3 % 3);
      guion(holds ? "si " + name : "si " + name + " es no");
      lua(fmt::format("if {}v.{} then", holds ? "" : "not ", name));
    } else {
      const std::string name = fmt::format("veces_{}", n % 4);
      guion(fmt::format("si {} {} 1", name, holds ? ">" : "<"));
      lua(fmt::format("if v.{} {} 1 then", name, holds ? ">" : "<"));
    }
    ++indent_;
  }
  void otherwise() {
    --indent_;
    guion("si no");
    ++indent_;
    lua("else");
  }
  void close() {
    --indent_;
    lua("end");
  }

  /// A menu; the first option does nothing, the others say something.
  void menu(unsigned options, bool nested) {
    const Spoken prompt = spoken(kBytes);
    ++out_.menus;
    std::vector<std::string> labels;
    for (unsigned i = 0; i < options; ++i) labels.push_back(label());
    std::string table;
    for (const std::string& l : labels) table += (table.empty() ? "'" : ", '") + l + "'";
    guion("menú " + prompt.guion);
    lua("do local o = host:menu(" + prompt.lua + ", {" + table + "})");
    ++indent_;
    for (unsigned i = 0; i < options; ++i) {
      guion("- " + labels[i]);
      lua(fmt::format("{} o == {} then", i == 0 ? "if" : "elseif", i + 1));
      ++indent_;
      option_body(i, nested);
      --indent_;
    }
    --indent_;
    lua("end end");
  }

  void option_body(unsigned index, bool nested) {
    if (index == 0) return guion("nada");
    if (index > 1 || nested) return say();
    open_if(true);
    say();
    otherwise();
    say();
    close();
  }

  std::string label() {
    std::string text = fmt::format("{} {}", dice_.phrase(6), ++out_.options);
    out_.literal_bytes += text.size();
    return text;
  }

  void authenticate() {
    guion("verifica titular");
    guion("  con pin, 3 intentos: Por favor, ¿me confirma su PIN?");
    guion("  si falla");
    guion("    termina pendiente");
    guion("consulta facturación");
    guion("  si falla");
    guion("    termina pendiente");
    out_.literal_bytes += 37;
    lua("while true do\nlocal r = host:verify('Por favor, ¿me confirma su PIN?')\nif r == 'pass' then break end\nif r "
        "== 'fail' then host:finish('pendiente') return end\nend");
    lua("if not host:lookup(v) then host:finish('pendiente') return end");
    authenticated_ = true;
  }

  /// Even stages have a menu on the way of the walk, odd ones a line; the rest lies in branches that the walk does not
  /// take.
  void write_stage(unsigned stage) {
    guion(fmt::format("etapa etapa_{}", stage));
    ++indent_;
    if (stage == 0) {
      say();
      authenticate();
      --indent_;
      return;
    }
    open_if(true);
    say();
    otherwise();
    side_branch(stage);
    close();
    if (stage % 2 == 1) menu(stage == 9 ? 3 : 4, false);
    --indent_;
  }

  void side_branch(unsigned stage) {
    if (stage < 4) say();
    menu(stage < 7 ? 4 : 3, true);
    open_if(false);
    say();
    close();
  }

  static constexpr std::size_t kBytes = 34;
  CallTexts out_;
  Dice dice_{7};
  unsigned next_value_ = 0;
  unsigned indent_ = 0;
  bool authenticated_ = false;
};

/// One stage of 27 lines, number `n`, in both languages.
void big_stage(std::size_t n, Dice& dice, BigTexts& out) {
  std::string& g = out.flow;
  std::string& l = out.lua;
  const auto line = [&](unsigned depth, const std::string& text) {
    (g += std::string(depth * 2, ' ') + text) += '\n';
    ++out.lines;
  };
  const auto code = [&](const std::string& text) {
    (l += text) += '\n';
    ++out.lua_lines;
  };
  const auto phrase = [&] { return dice.phrase(30); };
  const auto say = [&](unsigned depth, const std::string& keyword) {
    const std::string a = phrase(), b = phrase();
    line(depth, keyword + " " + a + " {cliente} " + b + ".");
    code("host:say('" + a + " ' .. v.cliente .. ' " + b + ".')");
  };
  line(0, fmt::format("etapa etapa_{}", n));
  out.protocol += fmt::format("etapa etapa_{}, opcional\n", n);
  code(fmt::format("stage[{}] = function(v, host)", n));
  say(1, "di");
  line(1, "nota " + phrase());
  code("host:note('" + phrase() + "')");
  for (int half = 0; half < 2; ++half) {
    line(1, "si veces > 3");
    code("if v.veces > 3 then");
    say(2, "di");
    say(2, "di");
    line(1, "si no");
    code("else");
    say(2, "di");
    line(2, "nota " + phrase());
    code("host:note('" + phrase() + "') end");
  }
  line(1, "menú " + phrase());
  code("local o = host:menu('" + phrase() + "', {");
  std::vector<std::string> bodies;
  for (int i = 0; i < 4; ++i) {
    const std::string label = dice.phrase(10);
    line(1, fmt::format("  - {} {}", label, i));
    code(fmt::format("'{} {}',", label, i));
    const std::string a = phrase();
    line(3, "di " + a + " {monto}.");
    bodies.push_back(a);
  }
  code("})");
  for (int i = 0; i < 4; ++i)
    code(fmt::format("{} o == {} then host:say('{} ' .. money(v.monto) .. '.')", i == 0 ? "if" : "elseif", i + 1,
                     bodies[static_cast<std::size_t>(i)]));
  code("end");
  say(1, "di");
  say(1, "di");
  say(1, "di");
  code("end");
}

}  // namespace

CallTexts make_call() { return CallWriter{}.take(); }

BigTexts make_big(std::size_t lines) {
  BigTexts out;
  out.protocol = "protocolo grande_base, guion 1\nfinal resuelto, normal\n";
  out.flow =
      "flujo grande, guion 1\nregistro usted\nsigue grande_base\ndato cliente: nombre, del sistema\ndato veces: "
      "cuenta, del sistema\ndato monto: dinero USD, del sistema\n";
  out.lua = "local money = render_money\nlocal stage = {}\n";
  out.lines = 6;
  out.lua_lines = 2;
  Dice dice{11};
  for (std::size_t n = 0; out.lines < lines; ++n) big_stage(n, dice, out);
  out.flow += "  termina resuelto\n";
  ++out.lines;
  return out;
}

}  // namespace guion::bench
