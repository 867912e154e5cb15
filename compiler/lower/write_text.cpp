// See write_text.hpp.
#include "lower/write_text.hpp"

#include <algorithm>
#include <optional>

#include "image/format.hpp"
#include "lower/assembly.hpp"
#include "lower/counted.hpp"
#include "lower/edges.hpp"

namespace guion::lower {
namespace {

class TextWriter {
 public:
  TextWriter(const sema::Program& program, std::span<const std::uint32_t> slots) : program_(program), slots_(slots) {}

  /// What stands before the next piece of a text: where in a sentence it is, and a word that may change with it.
  struct Place {
    Before before = Before::Start;
    std::uint8_t edge = 0;  ///< of edge_at_end()
  };
  Place write(std::span<const sema::Segment> segments, Place place, bool arm, std::string& out) const;

 private:
  Place literal(std::string_view text, const sema::Segment* next, Place place, bool arm, std::string& out) const;
  Place choice(const sema::Segment& s, Place place, std::string& out) const;
  void piece(std::span<const sema::Segment> segments, std::size_t at, Place place, std::string& out) const;
  [[nodiscard]] bool may_begin_with_letter(const sema::Segment& s) const;
  [[nodiscard]] bool may_change(const sema::Segment& s, std::uint8_t edge) const;
  [[nodiscard]] std::uint32_t slot(sema::SlotId s) const { return s < slots_.size() ? slots_[s] : 0; }

  const sema::Program& program_;
  std::span<const std::uint32_t> slots_;
  bool spanish_ = program_.locale.starts_with("es");
};

bool TextWriter::may_begin_with_letter(const sema::Segment& s) const {
  if (s.kind != sema::SegmentKind::Value || s.form == sema::Form::WithAddress) return true;
  const sema::Slot& slot = program_.slots[s.slot];
  if (slot.constant || slot.own_words) return false;  // as the company writes it
  const bool figures = s.form != sema::Form::Words && s.form != sema::Form::Long;
  switch (slot.type.kind) {
    case sema::TypeKind::Text:
    case sema::TypeKind::Address:
    case sema::TypeKind::YesNo:
    case sema::TypeKind::Enum:
    case sema::TypeKind::Month:
    case sema::TypeKind::Cycle:
    case sema::TypeKind::List:
      return true;
    case sema::TypeKind::Hour:
    case sema::TypeKind::Window:
      return s.form != sema::Form::Short;
    case sema::TypeKind::Count:
    case sema::TypeKind::Money:
    case sema::TypeKind::Date:
    case sema::TypeKind::Day:
    case sema::TypeKind::Duration:
      return !figures;
    case sema::TypeKind::Name:
    case sema::TypeKind::Phone:
    case sema::TypeKind::Code:
      return false;
  }
  return false;
}

/// A word that no value of the type changes stays in the text.
bool TextWriter::may_change(const sema::Segment& s, std::uint8_t edge) const {
  if (s.kind == sema::SegmentKind::Choice) return true;
  if (s.kind != sema::SegmentKind::Value) return false;
  const auto word = static_cast<image::Edge>((edge - 1) % image::kEdges + 1);
  const sema::Slot& slot = program_.slots[s.slot];
  const auto changes = [edge](std::string_view text) {
    return joined(edge, text) != joined(edge, "") + std::string{text};
  };
  switch (slot.type.kind) {
    case sema::TypeKind::Text:
    case sema::TypeKind::Name:
    case sema::TypeKind::List:
      return !slot.constant || changes(slot.text);
    case sema::TypeKind::Enum: {
      const auto& values = program_.enums[slot.type.enumeration].values;
      return std::any_of(values.begin(), values.end(), [&](const auto& v) { return changes(v.spoken); });
    }
    case sema::TypeKind::Code:
      return word == image::Edge::Y || word == image::Edge::O;
    case sema::TypeKind::Count:
    case sema::TypeKind::Money:
    case sema::TypeKind::Date:
    case sema::TypeKind::Day:
    case sema::TypeKind::Month:
    case sema::TypeKind::Hour:
    case sema::TypeKind::Window:
    case sema::TypeKind::Duration:
    case sema::TypeKind::Phone:
      return word == image::Edge::O;
    case sema::TypeKind::Address:
    case sema::TypeKind::YesNo:
    case sema::TypeKind::Cycle:
      return false;
  }
  return false;
}

/// The words before a piece that may change with it go into its edge; in an arm the place behind the choice's own.
TextWriter::Place TextWriter::literal(std::string_view text, const sema::Segment* next, Place place, bool arm,
                              std::string& out) const {
  std::string made;
  if (place.edge != 0) {
    text = made = joined(place.edge, text);
  } else if (arm && place.before == Before::Start) {
    text = made = raised(text);
  }
  Place behind_it;
  behind_it.edge = next == nullptr || !spanish_ ? std::uint8_t{0} : edge_at_end(text, place.before);
  if (behind_it.edge != 0 && !may_change(*next, behind_it.edge)) behind_it.edge = 0;
  behind_it.before = behind(text, place.before);
  if (behind_it.edge != 0) text.remove_suffix(assembly::kEdgeWords[behind_it.edge - 1].size() + 1);
  assembly::TemplateWriter(out).literal(text);
  return behind_it;
}

void TextWriter::piece(std::span<const sema::Segment> segments, std::size_t at, Place place, std::string& out) const {
  const sema::Segment& s = segments[at];
  assembly::TemplateWriter writer(out);
  if (place.edge != 0) {
    if (may_change(s, place.edge)) {
      writer.edge(place.edge);
    } else {
      writer.literal(joined(place.edge, ""));
    }
  } else if (place.before == Before::Start && may_begin_with_letter(s)) {
    writer.capital();
  }
  const auto number = slot(s.slot);
  if (s.kind == sema::SegmentKind::Greeting) return writer.greeting();
  if (s.kind == sema::SegmentKind::Farewell) return writer.farewell();
  if (s.form != sema::Form::WithAddress) return writer.value(number, form_of(program_, segments, at));
  writer.with_address(number, slot(program_.address_slot));
}

/// What stands behind a choice is what stands behind each of its arms, if that is one.
TextWriter::Place TextWriter::choice(const sema::Segment& s, Place place, std::string& out) const {
  std::vector<std::string> arms;
  std::optional<Before> left;
  for (const sema::Range& arm : program_.arms_of(s)) {
    std::string& bytes = arms.emplace_back();
    const auto segments = program_.segments_in(arm);
    if (segments.empty() && place.edge != 0) bytes = joined(place.edge, "");
    const Before behind_arm = write(segments, place, true, bytes).before;
    left = !left || *left == behind_arm ? behind_arm : Before::Piece;
  }
  assembly::TemplateWriter(out).choice(slot(s.slot), arms);
  return {left.value_or(Before::Piece), 0};
}

TextWriter::Place TextWriter::write(std::span<const sema::Segment> segments, Place place, bool arm, std::string& out) const {
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const sema::Segment& s = segments[i];
    if (s.kind == sema::SegmentKind::Choice) {
      place = choice(s, place, out);
    } else if (s.kind != sema::SegmentKind::Literal) {
      piece(segments, i, place, out);
      place = {Before::Piece, 0};
    } else {
      const sema::Segment* next = i + 1 < segments.size() ? &segments[i + 1] : nullptr;
      place = literal(program_.text_of(s), next, place, arm && i == 0, out);
    }
  }
  return place;
}

}  // namespace

void write_text(const sema::Program& program, std::span<const std::uint32_t> slots, sema::TemplateId text,
                std::string& out) {
  TextWriter(program, slots).write(program.segments_of(text), {}, false, out);
}

}  // namespace guion::lower
