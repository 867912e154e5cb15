// Walks a template and fills its blanks: see render.hpp.
#include "vm/render.hpp"

#include "image/sounds.hpp"
#include "vm/english.hpp"
#include "vm/spoken.hpp"
#include "vm/words.hpp"

namespace guion::vm {
namespace {

using image::take_number;

constexpr Word<15> kGreetings[] = {"buenos días", "buenas tardes", "buenas noches"};
constexpr Word<16> kFarewells[] = {"un buen día", "una buena tarde", "una buena noche"};

const image::Locale& locale_of(const Session& s) { return image::kLocales[s.image->locales[s.language]]; }

/// By the part of the day that the customer's clock shows.
void put_greeting(Out& out, const Session& s, bool farewell) {
  const image::Locale& l = locale_of(s);
  const unsigned part = s.hour < l.dawn || s.hour >= l.evening ? 2 : s.hour < l.noon ? 0 : 1;
  if (image::in_english(l)) return put_english_greeting(out, part, farewell);
  if (farewell) {
    out.put(kFarewells[part]);
  } else {
    out.put(kGreetings[part]);
  }
}

/// The name, with señor or señora before it; alone when the address form is neutral.
void put_with_address(Out& out, const Session& s, uint32_t slot, uint32_t address) {
  const int64_t form = s.number(address);
  if (image::in_english(locale_of(s))) {
    put_english_title(out, form);
  } else if (form < 2) {
    render_value(out, s, address, Form::Plain);
    out.put(' ');
  }
  render_value(out, s, slot, Form::Plain);
}

/// Of a slot record of money.
uint32_t currency_at(const uint8_t* record) {
  return image::currency_code(reinterpret_cast<const char*>(image::behind_classes(record)));
}

void put_text(Out& out, const image::Locale& locale, Type type, Text text, Form form) {
  if (type == Type::List) return image::in_english(locale) ? put_english_list(out, text) : put_list(out, text);
  const bool signs = type == Type::Phone || type == Type::Code;
  if (signs && form == Form::Words && !image::in_english(locale)) return put_spoken_signs(out, text);
  return signs && (form == Form::Digits || form == Form::Words) ? put_spelt(out, locale, text) : out.put(text);
}

[[gnu::noinline]] void put_enum(Out& out, const Session& s, const uint8_t* record, int64_t n) {
  const uint8_t* enumeration = image::behind_classes(record);
  out.put(s.image->enum_value(take_number(enumeration), static_cast<uint32_t>(n), s.language).spoken);
}

uint32_t plural_of(const Session& s, int64_t n) {
  return image::in_english(locale_of(s)) ? english_plural(n) : plural_category(n);
}

uint32_t arm_of(const Session& s, uint32_t slot) {
  const int64_t n = s.number(slot);
  const Type t = s.image->slot_type(slot);
  if (t == Type::Count || t == Type::Duration) return plural_of(s, n);
  if (t != Type::Money) return static_cast<uint32_t>(n);
  // Money counts whole units: 1.00 is one, 1.50 is not.
  const int64_t unit = image::currency_unit(currency_at(s.image->slot_record(slot)));
  return n % unit == 0 ? plural_of(s, n / unit) : 2;
}

/// The pieces from `p` to `end`, or to the zero byte of the template. Gives what stands behind.
const uint8_t* render_pieces(Out& out, const Session& s, const uint8_t* p, const uint8_t* end);

/// Puts the arm that the slot's value selects; gives what is behind the choice.
const uint8_t* put_choice(Out& out, const Session& s, const uint8_t* p) {
  const uint32_t slot = take_number(p) - 1;
  const uint32_t count = take_number(p);
  const uint32_t wanted = arm_of(s, slot);
  for (uint32_t i = 0; i < count; ++i) {
    const uint32_t size = take_number(p) - 1;
    if (i == wanted) (void)render_pieces(out, s, p, p + size);
    p += size;
  }
  return p;
}

const uint8_t* put_operation(Out& out, const Session& s, uint8_t op, const uint8_t* p);

/// One value, name or greeting.
const uint8_t* put_piece(Out& out, const Session& s, const uint8_t* p) {
  const uint8_t op = *p++;
  if (op < image::kNearValue) return put_operation(out, s, op, p);
  render_value(out, s, op - image::kNearValue, Form::Plain);
  return p;
}

/// The piece with a capital, but a name that stands alone as it is.
const uint8_t* put_capital(Out& out, const Session& s, const uint8_t* p) {
  const size_t mark = out.size();
  const uint8_t* piece = p;
  p = put_piece(out, s, p);
  if (*piece++ == image::kWithAddress) {
    (void)take_number(piece);
    if (s.number(take_number(piece) - 1) >= 2) return p;
  }
  out.raise(mark);
  return p;
}

/// The type of what stands at `p`: a value's own, and text for a greeting or a name with its address form.
Type type_at(const Session& s, const uint8_t* p) {
  const uint8_t op = *p++;
  if (op >= image::kNearValue) return s.image->slot_type(op - image::kNearValue);
  if (op == image::kFarValue) return s.image->slot_type(take_number(p) + image::kNearValues - 1);
  return op == image::kFormed ? s.image->slot_type(take_number(++p) - 1) : Type::Text;
}

/// Units: bytes of a value that decide what the word before it becomes.
constexpr size_t kHeard = 24;

/// What of a value is heard first: of money the amount, not its sign, of a padded day its second figure; of a code or
/// phone one letter or figure.
Text heard_first(Type type, Text text) {
  const char* end = text.data + text.size;
  if (type == Type::Money) {
    for (const char* p = text.data; p != end && *p != '-'; ++p)
      if (*p >= '0' && *p <= '9') return {p, static_cast<size_t>(end - p)};
  } else if (type == Type::Code || type == Type::Phone) {
    if (text.size > 1) text.size = 1;
  } else if (type == Type::Date && text.size != 0 && *text.data == '0') {
    return {text.data + 1, text.size - 1};
  }
  return text;
}

/// A word before a value that may change with it, a blank, and the value.
const uint8_t* put_edge(Out& out, const Session& s, const uint8_t* p) {
  constexpr char kWords[] = {'d', 'a', 'y', 'o'};
  const uint8_t kind = *p++;
  const bool capital = kind > image::kEdges;
  const auto edge = static_cast<image::Edge>(capital ? kind - image::kEdgeCapital : kind);
  char first[kHeard] = {};
  Out aside(first, sizeof first);
  (void)put_piece(aside, s, p);
  const Text begin{first, aside.size() < sizeof first ? aside.size() : sizeof first};
  const size_t mark = out.size();
  if (edge <= image::Edge::A && image::contracts(begin)) {
    if (edge == image::Edge::De) out.put('d');
    p = put_piece(out, s, p);
    if (edge == image::Edge::A) out.replace(mark, 'a');
  } else {
    const Text heard = heard_first(type_at(s, p), begin);
    const bool changes =
        edge == image::Edge::Y ? image::takes_e(heard) : edge == image::Edge::O && image::takes_u(heard);
    out.put(changes ? edge == image::Edge::Y ? 'e' : 'u' : kWords[static_cast<unsigned>(edge) - 1]);
    if (edge == image::Edge::De) out.put('e');
    out.put(' ');
    p = put_piece(out, s, p);
  }
  if (capital) out.raise(mark);
  return p;
}

/// What is neither a plain value of the first slots nor the end. Kept out of the loop, which is hot.
[[gnu::noinline]] const uint8_t* put_operation(Out& out, const Session& s, uint8_t op, const uint8_t* p) {
  if (op == image::kChoice) return put_choice(out, s, p);
  if (op == image::kFarValue) {
    render_value(out, s, take_number(p) + image::kNearValues - 1, Form::Plain);
  } else if (op == image::kFormed) {
    const uint8_t form = *p++;
    if (form == image::kCapital) return put_capital(out, s, p);
    if (form == image::kEdge) return put_edge(out, s, p);
    render_value(out, s, take_number(p) - 1, static_cast<Form>(form));
  } else if (op == image::kWithAddress) {
    const uint32_t slot = take_number(p) - 1;
    put_with_address(out, s, slot, take_number(p) - 1);
  } else {
    put_greeting(out, s, op == image::kFarewell);
  }
  return p;
}

const uint8_t* render_pieces(Out& out, const Session& s, const uint8_t* p, const uint8_t* end) {
  while (p != end) {
    p = out.literal(p, end);
    if (p == end) return p;
    const uint8_t op = *p++;
    if (op >= image::kNearValue) {
      render_value(out, s, op - image::kNearValue, Form::Plain);
    } else if (op == image::kEndOfTemplate) {
      return p;
    } else {
      p = put_operation(out, s, op, p);
    }
  }
  return p;
}

}  // namespace

const uint8_t* render(Out& out, const Session& s, const uint8_t* p) {
  const ImageView& image = *s.image;
  if (*p != image::kShared) return render_pieces(out, s, p, image.base + image.section(image::Section::Code).end);
  const image::Extent texts = image.section(image::Section::Texts);
  ++p;
  uint32_t at = take_number(p) - 1;
  if (*p != image::kEndOfTemplate) {
    const uint32_t other = take_number(p) - 1;
    if (s.language != 0) at = other;
  }
  (void)render_pieces(out, s, image.base + texts.begin + at, image.base + texts.end);
  return p + 1;
}

void render_value(Out& out, const Session& s, uint32_t slot, Form form) {
  const ImageView& image = *s.image;
  const uint8_t* record = image.slot_record(slot);
  const auto type = static_cast<Type>(*record);
  if (image::is_text(type)) return put_text(out, locale_of(s), type, s.said_text(slot), form);
  const int64_t n = s.number(slot);
  if (type == Type::Enum) return put_enum(out, s, record, n);
  const uint32_t currency = type == Type::Money ? currency_at(record) : 0;
  put_number(out, locale_of(s), {type, currency, n}, form);
}

}  // namespace guion::vm
