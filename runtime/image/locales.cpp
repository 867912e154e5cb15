// The table of currencies: see locales.hpp.
#include "image/locales.hpp"

namespace guion::image {
namespace {

constexpr Currency kCurrencies[] = {
#define CURRENCY(code, decimals, one, other, minor_one, minor_other) \
  {code, decimals, one, other, minor_one, minor_other},
#include "image/currencies.def"
#undef CURRENCY
};

}  // namespace

const Currency* find_currency(const char* code) {
  for (const Currency& c : kCurrencies)
    if (c.code[0] == code[0] && c.code[1] == code[1] && c.code[2] == code[2]) return &c;
  return nullptr;
}

unsigned currency_decimals(const char* code) {
  const Currency* c = find_currency(code);
  return c == nullptr ? 2 : c->decimals;
}

uint32_t currency_unit(const char* code) {
  uint32_t unit = 1;
  for (unsigned d = currency_decimals(code); d != 0; --d) unit *= 10;
  return unit;
}

}  // namespace guion::image
