// Values as the runtime says them, for the tests of this room: by locale, form and type, without a session.
#pragma once

#include <string>
#include <string_view>

#include "image/locales.hpp"
#include "vm/english.hpp"
#include "vm/render.hpp"
#include "vm/spoken.hpp"
#include "vm/words.hpp"

namespace guion::test {

using image::Form;
using image::Type;

inline const image::Locale* find_locale(std::string_view tag) {
  for (const image::Locale& l : image::kLocales)
    if (std::string_view{l.tag} == tag) return &l;
  return nullptr;
}

/// What `put` writes into an Out of 1,024 bytes.
template <typename Put>
std::string text_of(Put put) {
  char buffer[1024];
  vm::Out out(buffer, sizeof buffer);
  put(out);
  return {buffer, out.size()};
}
inline std::string said(const image::Locale& locale, Type type, std::int64_t n, Form form = Form::Plain,
                        const char* currency = "USD") {
  return text_of([&](vm::Out& out) { vm::put_number(out, locale, {type, image::currency_code(currency), n}, form); });
}
inline std::string said(std::string_view tag, Type type, std::int64_t n, Form form = Form::Plain,
                        const char* currency = "USD") {
  return said(*find_locale(tag), type, n, form, currency);
}
constexpr std::int64_t pair_of(std::int64_t from, std::int64_t to) { return from * 0x100000000 + to; }

}  // namespace guion::test
