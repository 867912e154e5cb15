// Walks a template and fills its blanks: see render.hpp.
#include "vm/render.hpp"

#include "vm/words.hpp"

namespace guion::vm {
namespace {

using image::take_number;

/// Which part of the day the customer's clock shows: 0 morning, 1 afternoon, 2 evening.
unsigned part_of_day(const Session& s) {
  if (s.hour < 12) return 0;
  return s.hour < image::kLocales[s.image->locale].evening ? 1 : 2;
}
constexpr char kGreetings[][16] = {"buenos días", "buenas tardes", "buenas noches"};
constexpr char kFarewells[][16] = {"un buen día", "una buena tarde", "una buena noche"};

/// The name, with señor or señora before it; alone when the address form is neutral.
void put_with_address(Out& out, const Session& s, uint32_t slot, uint32_t address) {
  const int64_t form = s.number(address);
  if (form < 2) out.put(form == 0 ? "señor " : "señora ");
  render_value(out, s, slot, Form::Plain);
}

const char* currency_of(const Session& s, uint32_t slot) {
  return reinterpret_cast<const char*>(s.image->slot_kind(slot));
}

uint32_t arm_of(const Session& s, uint32_t slot) {
  const int64_t n = s.number(slot);
  const Type t = s.image->slot_type(slot);
  if (t == Type::Count || t == Type::Duration) return plural_category(n);
  if (t != Type::Money) return static_cast<uint32_t>(n);
  // Money counts whole units: 1.00 is one, 1.50 is not.
  const int64_t unit = image::currency_unit(currency_of(s, slot));
  return n % unit == 0 ? plural_category(n / unit) : 2;
}

void render_pieces(Out& out, const Session& s, const uint8_t* p, const uint8_t* end);

/// Puts the arm that the slot's value selects; gives what is behind the choice.
const uint8_t* put_choice(Out& out, const Session& s, const uint8_t* p) {
  const uint32_t slot = take_number(p) - 1;
  const uint32_t count = take_number(p);
  const uint32_t wanted = arm_of(s, slot);
  for (uint32_t i = 0; i < count; ++i) {
    const uint32_t size = take_number(p) - 1;
    if (i == wanted) render_pieces(out, s, p, p + size);
    p += size;
  }
  return p;
}

const uint8_t* put_operation(Out& out, const Session& s, uint8_t op, const uint8_t* p) {
  if (op >= image::kNearValue) {
    render_value(out, s, op - image::kNearValue, Form::Plain);
  } else if (op == image::kFarValue) {
    render_value(out, s, take_number(p) + image::kNearValues - 1, Form::Plain);
  } else if (op == image::kFormed) {
    const auto form = static_cast<Form>(*p++);
    render_value(out, s, take_number(p) - 1, form);
  } else if (op == image::kWithAddress) {
    const uint32_t slot = take_number(p) - 1;
    put_with_address(out, s, slot, take_number(p) - 1);
  } else if (op == image::kChoice) {
    p = put_choice(out, s, p);
  } else {
    out.put((op == image::kGreeting ? kGreetings : kFarewells)[part_of_day(s)]);
  }
  return p;
}

void render_pieces(Out& out, const Session& s, const uint8_t* p, const uint8_t* end) {
  while (p != end) {
    const uint8_t* stop = out.literal(p, end);
    if (stop == end || *stop == image::kEndOfTemplate) return;
    p = put_operation(out, s, *stop, stop + 1);
  }
}

}  // namespace

void render(Out& out, const Session& s, const uint8_t* p) {
  const uint8_t* template_ = image::resolve_template(*s.image, p);
  const image::Section in = *p == image::kShared ? image::Section::Texts : image::Section::Code;
  render_pieces(out, s, template_, s.image->base + s.image->section(in).end);
}

void render_value(Out& out, const Session& s, uint32_t slot, Form form) {
  const ImageView& image = *s.image;
  const Type type = image.slot_type(slot);
  if (image::is_text(type)) {
    if (type == Type::List) return put_list(out, s.text(slot));
    const bool spelt = form == Form::Digits && (type == Type::Phone || type == Type::Code);
    return spelt ? put_spelt(out, s.text(slot)) : out.put(s.text(slot));
  }
  if (type == Type::Enum) {
    const uint8_t* enumeration = image.slot_kind(slot);
    return out.put(image.enum_value(take_number(enumeration), static_cast<uint32_t>(s.number(slot))).spoken);
  }
  put_number(out, image::kLocales[image.locale], {type, s.number(slot), currency_of(s, slot)}, form);
}

}  // namespace guion::vm
