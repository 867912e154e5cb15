// Counts before nouns: see counted.hpp.
#include "lower/counted.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "image/format.hpp"

namespace guion::lower {
namespace {

using sema::Segment;
using sema::SegmentKind;
constexpr image::Form Masculine = image::Form::BeforeMasculine, Feminine = image::Form::BeforeFeminine;

struct Noun {
  std::string_view one, many;
  image::Form form;
  bool verb;  ///< the plural is a verb of tú, too: «con el plan tres cuentas con…»
};
/// What is counted in calls. Source: own selection; gender of the Diccionario de la lengua española (RAE and ASALE),
/// 2026-11-22.
constexpr std::array<Noun, 97> kNouns{{
    {"pago", "pagos", Masculine, false},
    {"mes", "meses", Masculine, false},
    {"día", "días", Masculine, false},
    {"año", "años", Masculine, false},
    {"minuto", "minutos", Masculine, false},
    {"segundo", "segundos", Masculine, false},
    {"recibo", "recibos", Masculine, false},
    {"cargo", "cargos", Masculine, false},
    {"abono", "abonos", Masculine, false},
    {"equipo", "equipos", Masculine, false},
    {"canal", "canales", Masculine, false},
    {"dólar", "dólares", Masculine, false},
    {"peso", "pesos", Masculine, false},
    {"euro", "euros", Masculine, false},
    {"centavo", "centavos", Masculine, false},
    {"céntimo", "céntimos", Masculine, false},
    {"punto", "puntos", Masculine, false},
    {"intento", "intentos", Masculine, false},
    {"mensaje", "mensajes", Masculine, false},
    {"usuario", "usuarios", Masculine, false},
    {"cliente", "clientes", Masculine, false},
    {"servicio", "servicios", Masculine, false},
    {"contrato", "contratos", Masculine, false},
    {"plan", "planes", Masculine, false},
    {"dispositivo", "dispositivos", Masculine, false},
    {"teléfono", "teléfonos", Masculine, false},
    {"aparato", "aparatos", Masculine, false},
    {"dígito", "dígitos", Masculine, false},
    {"número", "números", Masculine, false},
    {"paso", "pasos", Masculine, false},
    {"pedido", "pedidos", Masculine, false},
    {"envío", "envíos", Masculine, false},
    {"paquete", "paquetes", Masculine, false},
    {"producto", "productos", Masculine, false},
    {"artículo", "artículos", Masculine, false},
    {"vuelo", "vuelos", Masculine, false},
    {"boleto", "boletos", Masculine, false},
    {"asiento", "asientos", Masculine, false},
    {"pasajero", "pasajeros", Masculine, false},
    {"kilómetro", "kilómetros", Masculine, false},
    {"metro", "metros", Masculine, false},
    {"mega", "megas", Masculine, false},
    {"giga", "gigas", Masculine, false},
    {"crédito", "créditos", Masculine, false},
    {"préstamo", "préstamos", Masculine, false},
    {"cheque", "cheques", Masculine, false},
    {"depósito", "depósitos", Masculine, false},
    {"retiro", "retiros", Masculine, false},
    {"movimiento", "movimientos", Masculine, false},
    {"vencimiento", "vencimientos", Masculine, false},
    {"reclamo", "reclamos", Masculine, false},
    {"documento", "documentos", Masculine, false},
    {"archivo", "archivos", Masculine, false},
    {"correo", "correos", Masculine, false},
    {"código", "códigos", Masculine, false},
    {"cupón", "cupones", Masculine, false},
    {"descuento", "descuentos", Masculine, false},
    {"adulto", "adultos", Masculine, false},
    {"niño", "niños", Masculine, false},
    {"grado", "grados", Masculine, false},
    {"cuota", "cuotas", Feminine, false},
    {"factura", "facturas", Feminine, false},
    {"línea", "líneas", Feminine, false},
    {"hora", "horas", Feminine, false},
    {"semana", "semanas", Feminine, false},
    {"llamada", "llamadas", Feminine, false},
    {"persona", "personas", Feminine, false},
    {"tarjeta", "tarjetas", Feminine, false},
    {"mensualidad", "mensualidades", Feminine, false},
    {"vez", "veces", Feminine, false},
    {"transferencia", "transferencias", Feminine, false},
    {"transacción", "transacciones", Feminine, false},
    {"operación", "operaciones", Feminine, false},
    {"opción", "opciones", Feminine, false},
    {"sesión", "sesiones", Feminine, false},
    {"habitación", "habitaciones", Feminine, false},
    {"página", "páginas", Feminine, false},
    {"unidad", "unidades", Feminine, false},
    {"milla", "millas", Feminine, false},
    {"venta", "ventas", Feminine, false},
    {"noche", "noches", Feminine, false},
    {"solicitud", "solicitudes", Feminine, false},
    {"suscripción", "suscripciones", Feminine, false},
    {"reclamación", "reclamaciones", Feminine, false},
    {"libra", "libras", Feminine, false},
    {"parcialidad", "parcialidades", Feminine, false},
    {"póliza", "pólizas", Feminine, false},
    {"cuenta", "cuentas", Feminine, true},
    {"visita", "visitas", Feminine, true},
    {"compra", "compras", Feminine, true},
    {"consulta", "consultas", Feminine, true},
    {"reserva", "reservas", Feminine, true},
    {"entrega", "entregas", Feminine, true},
    {"recarga", "recargas", Feminine, true},
    {"pregunta", "preguntas", Feminine, true},
    {"cita", "citas", Feminine, true},
    {"queja", "quejas", Feminine, true}}};

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         (static_cast<unsigned char>(c) & 0x80U) != 0;
}

std::string_view first_word(std::string_view text) {
  return text.substr(0, static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_letter) - text.begin()));
}

const Noun* find(std::string_view word, bool one) {
  const auto* const found = std::find_if(kNouns.begin(), kNouns.end(),
                                         [&](const Noun& n) { return (one ? n.one : n.many) == word; });
  return found == kNouns.end() ? nullptr : found;
}

/// The noun that a choice by the count begins with, in every arm the same.
const Noun* noun_of(const sema::Program& program, const Segment& choice) {
  const Noun* noun = nullptr;
  const auto arms = program.arms_of(choice);
  for (std::size_t k = 0; k < arms.size(); ++k) {
    const auto arm = program.segments_in(arms[k]);
    if (arm.empty() || arm.front().kind != SegmentKind::Literal) return nullptr;
    std::string_view text = program.text_of(arm.front());
    if (k == 1 && text.starts_with("de ")) text.remove_prefix(3);  // un millón de pagos
    const std::string_view word = first_word(text);
    // An arm that is not written has the words of «other».
    const Noun* found = find(word, false);
    if (found == nullptr && k == 0) found = find(word, true);
    if (found == nullptr || (noun != nullptr && noun != found)) return nullptr;
    if (word.size() == text.size() && arm.size() > 1) return nullptr;  // a value ends the word
    noun = found;
  }
  return noun;
}

const Noun* noun_behind(const sema::Program& program, std::span<const Segment> segments, std::size_t at) {
  if (at + 1 >= segments.size() || segments[at + 1].kind != SegmentKind::Literal) return nullptr;
  std::string_view text = program.text_of(segments[at + 1]);
  if (!text.starts_with(' ')) return nullptr;
  text.remove_prefix(1);
  const bool last = at + 2 >= segments.size();
  if (!text.empty()) {
    const std::string_view word = first_word(text);
    return word.size() == text.size() && !last ? nullptr : find(word, false);
  }
  if (last || segments[at + 2].kind != SegmentKind::Choice || segments[at + 2].slot != segments[at].slot) return nullptr;
  return noun_of(program, segments[at + 2]);
}

}  // namespace

std::uint8_t form_of(const sema::Program& program, std::span<const Segment> segments, std::size_t at) {
  const Segment& s = segments[at];
  const auto own = static_cast<std::uint8_t>(s.form);
  if (s.kind != SegmentKind::Value || s.form != sema::Form::Words || !program.locale.starts_with("es")) return own;
  if (program.slots[s.slot].type.kind != sema::TypeKind::Count) return own;
  const Noun* noun = noun_behind(program, segments, at);
  if (noun == nullptr || (noun->verb && program.register_word == Word::Tu)) return own;
  return static_cast<std::uint8_t>(noun->form);
}

}  // namespace guion::lower
