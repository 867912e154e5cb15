// Walks a template and fills its blanks: see render.hpp.
#include "vm/render.hpp"

#include "vm/words.hpp"

namespace guion::vm {
namespace {

using image::take_number;

constexpr Word<15> kGreetings[] = {"buenos días", "buenas tardes", "buenas noches"};
constexpr Word<16> kFarewells[] = {"un buen día", "una buena tarde", "una buena noche"};

/// By the part of the day that the customer's clock shows.
void put_greeting(Out& out, const Session& s, bool farewell) {
  const unsigned part = s.hour < 12 ? 0 : s.hour < image::kLocales[s.image->locale].evening ? 1 : 2;
  if (farewell) {
    out.put(kFarewells[part]);
  } else {
    out.put(kGreetings[part]);
  }
}

/// The name, with señor or señora before it; alone when the address form is neutral.
void put_with_address(Out& out, const Session& s, uint32_t slot, uint32_t address) {
  const int64_t form = s.number(address);
  if (form < 2) {
    render_value(out, s, address, Form::Plain);
    out.put(' ');
  }
  render_value(out, s, slot, Form::Plain);
}

/// Of a slot record of money.
uint32_t currency_at(const uint8_t* record) {
  return image::currency_code(reinterpret_cast<const char*>(image::behind_classes(record)));
}

void put_text(Out& out, Type type, Text text, Form form) {
  if (type == Type::List) return put_list(out, text);
  const bool spelt = form == Form::Digits && (type == Type::Phone || type == Type::Code);
  return spelt ? put_spelt(out, text) : out.put(text);
}

[[gnu::noinline]] void put_enum(Out& out, const ImageView& image, const uint8_t* record, int64_t n) {
  const uint8_t* enumeration = image::behind_classes(record);
  out.put(image.enum_value(take_number(enumeration), static_cast<uint32_t>(n)).spoken);
}

uint32_t arm_of(const Session& s, uint32_t slot) {
  const int64_t n = s.number(slot);
  const Type t = s.image->slot_type(slot);
  if (t == Type::Count || t == Type::Duration) return plural_category(n);
  if (t != Type::Money) return static_cast<uint32_t>(n);
  // Money counts whole units: 1.00 is one, 1.50 is not.
  const int64_t unit = image::currency_unit(currency_at(s.image->slot_record(slot)));
  return n % unit == 0 ? plural_category(n / unit) : 2;
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

/// What is neither a plain value of the first slots nor the end. Kept out of the loop, which is hot.
[[gnu::noinline]] const uint8_t* put_operation(Out& out, const Session& s, uint8_t op, const uint8_t* p) {
  if (op == image::kChoice) return put_choice(out, s, p);
  if (op == image::kFarValue) {
    render_value(out, s, take_number(p) + image::kNearValues - 1, Form::Plain);
  } else if (op == image::kFormed) {
    const auto form = static_cast<Form>(*p++);
    render_value(out, s, take_number(p) - 1, form);
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
  const uint32_t at = take_number(p) - 1;
  (void)render_pieces(out, s, image.base + texts.begin + at, image.base + texts.end);
  return p + 1;
}

void render_value(Out& out, const Session& s, uint32_t slot, Form form) {
  const ImageView& image = *s.image;
  const uint8_t* record = image.slot_record(slot);
  const auto type = static_cast<Type>(*record);
  if (image::is_text(type)) return put_text(out, type, s.text(slot), form);
  const int64_t n = s.number(slot);
  if (type == Type::Enum) return put_enum(out, image, record, n);
  const uint32_t currency = type == Type::Money ? currency_at(record) : 0;
  put_number(out, image::kLocales[image.locale], {type, currency, n}, form);
}

}  // namespace guion::vm
