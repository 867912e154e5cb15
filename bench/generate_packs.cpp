// The flows on which the proof is measured. «Big with packs»: blocks of 27 lines that keep every rule of all packs of
// flows/protocolos/normas, five kinds in turn, texts and numbers vary; the protocol is the same for every length.
// «Slots»: yes/no slots that guard what is read at the end. See generate.hpp.
#include <fmt/format.h>

#include <algorithm>

#include "dice.hpp"
#include "generate.hpp"

namespace guion::bench {
namespace {

constexpr const char* kProtocolHead = R"(protocolo grande_normas, guion 1
sigue normas/atención_españa
sigue normas/aviso_de_grabación
sigue normas/cargo_ach
sigue normas/cobranza
sigue normas/consentimiento_de_grabación
sigue normas/cpni
sigue normas/privacidad_cable
sigue normas/redacción_sellada
sigue normas/tarjeta_pci
dato teléfono_de_contacto: teléfono = 800 555 0142
dato cómo_revocar = llame a ese número el día anterior
servicio facturación
  da saldo: dinero USD, clase cuenta
servicio eventos
  da evento_título: texto, clase consumo
servicio tráfico
  da llamadas_del_mes: lista, clase detalle_de_llamadas
servicio caja, actúa
  recibe número_tarjeta: código 12..19, clase secreta
  recibe cvv: código 3..4, clase secreta
  da cobrado: sí o no
final resuelto, normal
final pendiente, temprano
final sin_acceso, temprano
etapa apertura, obligatoria
)";

constexpr const char* kFlowHead = R"(flujo grande, guion 1
título Consulta larga
idioma es-US
registro usted
sigue grande_normas
dato cliente: nombre, del sistema
dato veces: cuenta 0..9, del sistema
dato monto: dinero USD, del sistema
parte pedir_sí
  verifica cargo_autorizado
    con sí_hablado, 1 intento: ¿Autoriza usted este débito?
    si falla
      di De acuerdo. No se hizo ningún débito.
      termina pendiente
etapa apertura
  di @aviso_grabación Gracias por llamar a Cable Austral. Esta llamada puede grabarse.
  di @operador_se_identifica Le atiende {operador}.
  verifica grabación_aceptada
    con sí_a_la_grabación, 1 intento: ¿Está de acuerdo con que se grabe?
    si falla
      di Lo comprendo. Puede hacer esta gestión en cualquiera de nuestras tiendas.
      termina sin_acceso
  verifica contraseña_dada
    con contraseña, 3 intentos: Para proteger su cuenta, ¿me dice su contraseña, por favor?
    si falla
      di Sin esa confirmación no puedo abrir su cuenta. Le enviaremos una carta.
      termina sin_acceso
  di @aviso_de_cobranza Le hablo de parte de {acreedor} para cobrar una deuda. Lo que me diga se usará para ese fin.
)";

/// The seal of a text: docs/language.md.
std::uint32_t seal(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return static_cast<std::uint32_t>(hash >> 32);
}

class PackWriter {
 public:
  explicit PackWriter(std::uint64_t seed) : dice_{seed} {}

  std::string flow;
  std::size_t lines = 0;

  void add(std::string_view text) {
    flow += text;
    for (const char c : text) lines += c == '\n' ? 1 : 0;
  }

  void stage(unsigned n) { line(0, fmt::format("etapa gestión_{}", n)); }

  /// One block of 27 lines, inside a stage.
  void block() {
    switch (blocks_++ % 5) {
      case 0:
        return bill();
      case 1:
        return card();
      case 2:
        return changes();
      case 3:
        return contract();
      case 4:
        return debit();
    }
  }

 private:
  void line(unsigned depth, const std::string& text) {
    (flow.append(depth * 2, ' ') += text) += '\n';
    ++lines;
  }
  std::string phrase() {
    std::string text = dice_.phrase(30);
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
  }
  std::string label(int n) { return fmt::format("{} {}", dice_.phrase(10), n); }
  void say(unsigned depth, const char* slot) {
    line(depth, fmt::format("di {} {{{}}} {}.", phrase(), slot, dice_.phrase(30)));
  }
  void say(unsigned depth) { line(depth, "di " + phrase() + "."); }
  void note(unsigned depth) { line(depth, "nota " + phrase() + "."); }

  void lookup(const char* service) {
    line(1, fmt::format("consulta {}", service));
    line(2, "si falla");
    say(3);
    line(3, "termina pendiente");
  }
  void request(unsigned depth, const char* service) {
    line(depth, fmt::format("solicita {}", service));
    line(depth + 1, "si falla");
    note(depth + 2);
  }
  void menu() {
    line(1, "di @ofrece_persona " + phrase() + ".");
    line(1, "menú ¿" + phrase() + "?");
  }

  void bill() {
    say(1, "cliente");
    lookup("facturación");
    say(1, "saldo");
    line(1, "si veces > 3");
    say(2, "cliente");
    note(2);
    line(1, "si no");
    say(2);
    say(2, "monto");
    menu();
    line(2, "- " + label(1));
    say(3, "saldo");
    line(2, "- " + label(2));
    line(3, "nada");
    line(2, "- Con una persona");
    line(3, "transfiere persona: " + phrase() + ".");
    line(4, "si falla");
    say(5);
    line(5, "termina pendiente");
    for (int i = 0; i < 4; ++i) say(1);
  }

  void card() {
    say(1);
    request(1, "pausa_grabación");
    line(1, "si se sabe grabación_en_pausa");
    line(2, "si grabación_en_pausa");
    line(3, "pregunta número_tarjeta: ¿" + phrase() + "?");
    line(3, "pregunta cvv: ¿" + phrase() + "?");
    request(3, "caja");
    request(1, "reanuda_grabación");
    note(1);
    say(1, "cliente");
    line(1, "si veces > 3");
    say(2, "monto");
    say(2);
    line(1, "si no");
    note(2);
    say(2);
    for (int i = 0; i < 5; ++i) say(1, i % 2 == 0 ? "monto" : "cliente");
  }

  void changes() {
    constexpr const char* kChanges[] = {"cambio_de_dirección", "cambio_de_contraseña", "cambio_de_respaldo"};
    line(1, "si procede: " + phrase());
    request(2, kChanges[blocks_ % 3]);
    request(2, "aviso_de_cambio");
    say(2);
    request(1, "reclamación");
    line(1, "di @acuse_de_reclamación " + phrase() + " {clave_de_reclamación}, " + dice_.phrase(30) +
                " {plazo_de_respuesta_días} días hábiles.");
    menu();
    line(2, "- " + label(1));
    say(3);
    line(2, "- " + label(2));
    say(3, "monto");
    line(2, "- " + label(3));
    line(3, "nada");
    line(1, "si veces > 3");
    say(2, "cliente");
    line(1, "si no");
    note(2);
    for (int i = 0; i < 3; ++i) say(1);
  }

  void contract() {
    lookup("eventos");
    say(1, "evento_título");
    lookup("tráfico");
    say(1, "llamadas_del_mes");
    lookup("deuda_pendiente");
    say(1, "deuda_monto");
    const std::string text = phrase() + ".";
    line(1, fmt::format("di @texto_legal, sellada {:08x} por cumplimiento: {}", seal(text), text));
    request(1, "contratación");
    say(1);
    menu();
    line(2, "- " + label(1));
    say(3);
    line(2, "- " + label(2));
    line(3, "nada");
    say(1);
  }

  /// The way of the debit ends the call, so it is authorised once a call although there are many such blocks.
  void debit() {
    say(1, "cliente");
    menu();
    line(2, "- " + label(1));
    line(3, "pregunta dueño_de_la_cuenta: ¿" + phrase() + "?");
    line(3, "pregunta final_de_la_cuenta: ¿" + phrase() + "?");
    line(3, "pregunta monto_del_cargo: ¿" + phrase() + "?");
    line(3, "pregunta fecha_del_cargo: ¿" + phrase() + "?");
    line(3,
         "di @autorización_ach Hoy, {fecha_de_hoy}, usted autoriza un débito de {monto_del_cargo} el "
         "{fecha_del_cargo}, de la cuenta {final_de_la_cuenta}, a nombre de {dueño_de_la_cuenta}. Llame al "
         "{teléfono_de_contacto}. Para revocarlo, {cómo_revocar}.");
    line(3, "haz pedir_sí");
    for (int i = 0; i < 4; ++i) say(3);
    line(3, "solicita débito_bancario");
    line(4, "si falla");
    say(5);
    line(5, "termina pendiente");
    say(3);
    line(3, "termina pendiente");
    line(2, "- " + label(2));
    say(3, "monto");
    line(2, "- " + label(3));
    line(3, "nada");
    note(1);
    say(1);
    say(1);
  }

  Dice dice_;
  unsigned blocks_ = 0;
};

constexpr unsigned kStages = 8;
constexpr std::size_t kBlock = 27;

}  // namespace

BigTexts make_big_with_packs(std::size_t lines, std::uint64_t seed, bool broken_at_the_end) {
  BigTexts out;
  out.protocol = kProtocolHead;
  for (unsigned n = 1; n <= kStages; ++n)
    out.protocol += fmt::format("etapa gestión_{}, obligatoria, salvo transfiere persona\n", n);
  PackWriter w{seed};
  w.add(kFlowHead);
  const std::size_t blocks = (std::max(lines, w.lines) - w.lines) / kBlock;
  for (unsigned n = 0; n < kStages; ++n) {
    w.stage(n + 1);
    const std::size_t first = blocks * n / kStages, end = blocks * (n + 1) / kStages;
    if (first == end) w.add("  di Sigamos.\n");
    for (std::size_t b = first; b < end; ++b) w.block();
  }
  if (broken_at_the_end) w.add("  solicita contratación\n    si falla\n      nota Repórtelo al terminar.\n");
  w.add("  di Gracias por llamar. Recibirá la confirmación en su correo.\n  termina resuelto\n");
  out.flow = std::move(w.flow);
  out.lines = w.lines;
  return out;
}

BigTexts make_slots(unsigned slots, SlotsForm form) {
  BigTexts out;
  out.protocol = "protocolo grande_normas, guion 1\nfinal resuelto, normal\netapa motivos, obligatoria\n";
  std::string& flow = out.flow;
  flow = "flujo grande, guion 1\nregistro usted\nsigue grande_normas\n";
  const bool one_line = form == SlotsForm::OneLine || form == SlotsForm::OneLineCounted;
  for (unsigned i = 1; i <= slots; ++i) flow += fmt::format("dato tema_{0}: sí o no\ndato caso_{0}: texto\n", i);
  if (form == SlotsForm::OneLineCounted) flow += fmt::format("dato cuántos: cuenta 0..{}\n", slots);
  flow += "etapa motivos\n";
  for (unsigned i = 1; i <= slots; ++i) flow += fmt::format("  pregunta tema_{0}: ¿Llama por el tema {0}?\n", i);
  if (form == SlotsForm::OneLineCounted) flow += "  pon cuántos = 0\n";
  for (unsigned i = 1; i <= slots; ++i) {
    flow += fmt::format("  si tema_{0}\n    pregunta caso_{0}: ¿Qué pasó con el tema {0}?\n", i);
    if (form == SlotsForm::OneLineCounted)
      flow += "    pon cuántos = cuántos + 1\n      si no cabe\n        termina resuelto\n";
  }
  if (!one_line) {
    for (int round = 0; round < 2; ++round) {
      for (unsigned i = 1; i <= slots; ++i)
        flow += fmt::format("  si tema_{0}\n    di Del tema {0} anoté lo siguiente: {{caso_{0}}}.\n", i);
    }
  } else {
    unsigned depth = 1;
    if (form == SlotsForm::OneLineCounted) {
      flow += fmt::format("  si cuántos = {}\n", slots);
      ++depth;
    } else {
      for (unsigned i = 1; i <= slots; ++i, ++depth)
        flow += fmt::format("{}si tema_{}\n", std::string(depth * 2, ' '), i);
    }
    flow.append(depth * 2, ' ') += "di Anoté lo siguiente:";
    for (unsigned i = 1; i <= slots; ++i) flow += fmt::format(" {{caso_{}}}", i);
    flow += ".\n";
  }
  flow += "  di Gracias por llamar.\n  termina resuelto\n";
  out.lines = static_cast<std::size_t>(std::count(flow.begin(), flow.end(), '\n'));
  return out;
}

}  // namespace guion::bench
