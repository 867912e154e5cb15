// Values in Spanish words: «como palabras». What the loader calls a number, and phones and codes sign by sign. How they
// are written is format.cpp's. What is said how: docs/bytecode.md, «Values».
#pragma once

#include "vm/render.hpp"

namespace guion::vm {

/// Everything but texts and enumerations.
void put_spoken(Out& out, const image::Locale& locale, Number n);
/// A count before a noun: the form says of which gender.
void put_counted(Out& out, int64_t n, Form form);
/// A phone or code: digits one by one, letters as they are.
void put_spoken_signs(Out& out, Text text);

}  // namespace guion::vm
