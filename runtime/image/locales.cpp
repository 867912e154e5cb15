// The table of currencies: see locales.hpp.
#include "image/locales.hpp"

namespace guion::image {
namespace {

constexpr Currency kCurrencies[] = {
#define CURRENCY(code, decimals, gender, one, other, minor_one, minor_other) \
  {currency_code(code), decimals, *gender == 'f', one, other, minor_one, minor_other},
#include "image/currencies.def"
#undef CURRENCY
};

}  // namespace

const Currency* find_currency(uint32_t code) {
  for (const Currency& c : kCurrencies)
    if (c.code == code) return &c;
  return nullptr;
}

unsigned currency_decimals(uint32_t code) {
  const Currency* c = find_currency(code);
  return c == nullptr ? 2 : c->decimals;
}

uint32_t currency_unit(uint32_t code) {
  uint32_t unit = 1;
  for (unsigned d = currency_decimals(code); d != 0; --d) unit *= 10;
  return unit;
}

}  // namespace guion::image
