// Spanish cardinals and lists: see words.hpp.
#include "vm/words.hpp"

namespace guion::vm {
namespace {

constexpr char kSmall[][13] = {"cero",         "uno",         "dos",        "tres",        "cuatro",     "cinco",
                               "seis",         "siete",       "ocho",       "nueve",       "diez",       "once",
                               "doce",         "trece",       "catorce",    "quince",      "dieciséis",  "diecisiete",
                               "dieciocho",    "diecinueve",  "veinte",     "veintiuno",   "veintidós",  "veintitrés",
                               "veinticuatro", "veinticinco", "veintiséis", "veintisiete", "veintiocho", "veintinueve"};
constexpr char kTens[][10] = {"treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"};
constexpr char kHundreds[][12] = {"cien",      "doscient",  "trescient", "cuatrocient", "quinient",
                                  "seiscient", "setecient", "ochocient", "novecient"};

void put_below_hundred(Out& out, unsigned n, Ending ending) {
  const bool one = n % 10 == 1 && n != 11;
  if (one && ending == Ending::Un && n == 21) return out.put("veintiún");
  if (one && ending == Ending::Una && n == 21) return out.put("veintiuna");
  if (n >= 30) {
    out.put(kTens[n / 10 - 3]);
    if (n % 10 == 0) return;
    out.put(" y ");
    n %= 10;
  }
  if (n == 1 && ending != Ending::Uno) return out.put(ending == Ending::Un ? "un" : "una");
  out.put(kSmall[n]);
}

/// 1..999.
void put_below_thousand(Out& out, unsigned n, Ending ending) {
  if (n >= 100) {
    out.put(kHundreds[n / 100 - 1]);
    if (n >= 200) out.put(ending == Ending::Una ? "as" : "os");
    if (n > 100 && n < 200) out.put("to");
    n %= 100;
    if (n == 0) return;
    out.put(' ');
  }
  put_below_hundred(out, n, ending);
}

/// 1..999,999.
void put_below_million(Out& out, unsigned n, Ending ending) {
  if (n >= 1000) {
    // Before "mil" a number takes the gender of what is counted, but is never said "uno".
    if (n >= 2000) {
      put_below_thousand(out, n / 1000, ending == Ending::Una ? Ending::Una : Ending::Un);
      out.put(' ');
    }
    out.put("mil");
    n %= 1000;
    if (n == 0) return;
    out.put(' ');
  }
  put_below_thousand(out, n, ending);
}

constexpr uint64_t kMillion = 1000000;

bool begins_with(image::Text t, const char* what) {
  const size_t n = image::length_of(what);
  return t.size >= n && __builtin_memcmp(t.data, what, n) == 0;
}

/// Whether "y" before this word becomes "e": it begins with the sound of i, but not with a diphthong (hielo, ion as
/// hiato).
bool takes_e(image::Text word) {
  static constexpr char kDiphthongs[][5] = {"hie", "Hie", "HIE", "hia", "Hia", "HIA",
                                            "hio", "Hio", "HIO", "hiá", "Hiá"};
  static constexpr char kSounds[][4] = {"i", "I", "í", "Í", "hi", "Hi", "HI", "hí", "Hí", "HÍ"};
  for (const char* diphthong : kDiphthongs)
    if (begins_with(word, diphthong)) return false;
  for (const char* sound : kSounds)
    if (begins_with(word, sound)) return true;
  return false;
}

}  // namespace

void put_cardinal(Out& out, uint64_t n, Ending ending) {
  if (n >= kMillion * kMillion) {
    const uint64_t billions = n / (kMillion * kMillion);
    put_cardinal(out, billions, Ending::Un);
    out.put(billions == 1 ? " billón" : " billones");
    n %= kMillion * kMillion;
    if (n == 0) return;
    out.put(' ');
  }
  if (n >= kMillion) {
    const auto millions = static_cast<unsigned>(n / kMillion);
    put_below_million(out, millions, Ending::Un);
    out.put(millions == 1 ? " millón" : " millones");
    n %= kMillion;
    if (n == 0) return;
    out.put(' ');
  }
  if (n == 0) return out.put(kSmall[0]);
  put_below_million(out, static_cast<unsigned>(n), ending);
}

bool takes_de(uint64_t n) { return n != 0 && n % kMillion == 0; }

unsigned plural_category(int64_t n) {
  if (n == 1) return 0;
  return n != 0 && n % static_cast<int64_t>(kMillion) == 0 ? 1 : 2;
}

void put_list(Out& out, image::Text list) {
  const char* p = list.data;
  const char* end = p + list.size;
  for (bool first = true; p != end; first = false) {
    const char* stop = p;
    while (*stop != '\n') ++stop;
    const image::Text item{p, static_cast<size_t>(stop - p)};
    p = stop + 1;
    if (!first) out.put(p != end ? ", " : takes_e(item) ? " e " : " y ");
    out.put(item);
  }
}

}  // namespace guion::vm
