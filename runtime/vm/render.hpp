// Templates and values as text, by type, form and locale. Reads a session, changes nothing. What is written how:
// docs/bytecode.md, «Values».
#pragma once

#include "image/locales.hpp"
#include "vm/out.hpp"
#include "vm/session.hpp"

namespace guion::vm {

using image::Form;

/// The template that stands at `p`, in place or shared. Gives what stands behind it.
const uint8_t* render(Out& out, const Session& s, const uint8_t* p);
/// The value of a filled slot, as a line would say it.
void render_value(Out& out, const Session& s, uint32_t slot, Form form);

/// One number of a type.
struct Number {
  Type type;
  uint32_t currency;  ///< image::currency_code(); read for money only
  int64_t value;
};
/// Everything but texts and enumerations.
void put_number(Out& out, const image::Locale& locale, Number n, Form form);
/// A phone or code: said digit by digit in the form of digits.
void put_spelt(Out& out, const image::Locale& locale, Text text);
/// A whole number with the separators of the locale.
void put_grouped(Out& out, const image::Locale& locale, uint64_t n);

}  // namespace guion::vm
