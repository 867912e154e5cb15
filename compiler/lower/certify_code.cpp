// What instructions read and change, for certificates. See certify_code.hpp.
#include "lower/certify_code.hpp"

#include <algorithm>

#include "image/format.hpp"
#include "image/opcodes.hpp"
#include "image/values.hpp"

namespace guion::lower {

using assembly::kNoLabel;
using assembly::Opcode;

namespace {

/// Numbers of a template, which is bytes that lowering wrote.
std::uint64_t take_varint(std::string_view bytes, std::size_t& at) {
  std::uint64_t v = 0;
  for (unsigned shift = 0; at < bytes.size() && shift < 64; shift += 7) {
    const auto b = static_cast<unsigned char>(bytes[at++]);
    v |= std::uint64_t{b & 0x7fu} << shift;
    if (b < 0x80) break;
  }
  return v;
}

/// The slots that a template reads. An arm of a choice stands in it like a template of its own.
std::vector<std::uint32_t> slots_in(std::string_view bytes) {
  std::vector<std::uint32_t> slots;
  const auto add = [&slots](std::uint64_t slot) { slots.push_back(static_cast<std::uint32_t>(slot)); };
  for (std::size_t at = 0; at < bytes.size();) {
    const auto op = static_cast<unsigned char>(bytes[at++]);
    if (op >= image::kFirstLiteral || op == image::kGreeting || op == image::kFarewell) continue;
    if (op >= image::kNearValue) {
      add(op - image::kNearValue);
    } else if (op == image::kFarValue) {
      add(take_varint(bytes, at) + image::kNearValues - 1);
    } else if (op == image::kFormed) {
      const auto form = static_cast<unsigned char>(at < bytes.size() ? bytes[at] : 0);
      at += form == image::kEdge ? 2 : 1;
      if (image::is_form(form)) add(take_varint(bytes, at) - 1);
    } else if (op == image::kWithAddress) {
      add(take_varint(bytes, at) - 1);
      add(take_varint(bytes, at) - 1);
    } else if (op == image::kChoice) {
      add(take_varint(bytes, at) - 1);
      for (std::uint64_t arms = take_varint(bytes, at); arms != 0 && at < bytes.size(); --arms) {
        const auto size = static_cast<std::size_t>(take_varint(bytes, at) - 1);
        const std::vector<std::uint32_t> inside = slots_in(bytes.substr(at, size));
        slots.insert(slots.end(), inside.begin(), inside.end());
        at += std::min(size, bytes.size() - at);
      }
    }
  }
  return slots;
}

Range range_of(const assembly::Module& m, const assembly::SlotDef& s) {
  const auto type = static_cast<image::Type>(s.type);
  if (image::has_range(type)) return {s.min, s.max};
  const image::Range usual = image::default_range(type);
  if (type == image::Type::Enum && s.enumeration < m.enums.size())
    return {usual.min, static_cast<std::int64_t>(m.enums[s.enumeration].size()) - 1};
  return {usual.min, usual.max};
}

const char* letters_of(Opcode op) { return image::opcode_info(static_cast<std::uint8_t>(op)).operands; }

}  // namespace

Code::Code(const assembly::Module& module, const assembly::Policy& policy) : m_(module), p_(policy) {
  const std::size_t slots = m_.slots.size();
  heard_.resize(slots);
  agent_.resize(slots);
  secret_.resize(slots);
  for (std::size_t s = 0; s < slots; ++s) {
    ranges_.push_back(range_of(m_, m_.slots[s]));
    for (std::size_t c = 0; c < p_.classes.size(); ++c) {
      if ((m_.slots[s].classes >> c & 1) == 0) continue;
      heard_[s] |= p_.classes[c].needs;
      if (!p_.classes[c].visible_to_agent) agent_[s] |= p_.classes[c].needs;
      if (p_.classes[c].never_said) secret_[s] = 1;
    }
  }
  texts_.resize(m_.templates.size());
  for (std::size_t t = 0; t < texts_.size(); ++t) texts_[t] = slots_in(m_.text(static_cast<std::int64_t>(t)));
  find_places();
}

void Code::find_places() {
  const auto size = static_cast<std::uint32_t>(m_.code.size());
  routines_.push_back({0, size, 0, 0});
  for (const assembly::PartDef& p : m_.parts) {
    routines_.back().end = m_.labels[p.begin].instruction;
    routines_.push_back({routines_.back().end, size, 0, 0});
  }
  place_at_.assign(size, kNoPlace);
  for (const assembly::LabelDef& l : m_.labels) {
    if (l.claims != l.claims_end && l.instruction < size) place_at_[l.instruction] = 0;
  }
  for (std::uint32_t r = 0; r < routines_.size(); ++r) {
    routines_[r].first_place = static_cast<std::uint32_t>(places_.size());
    for (std::uint32_t i = routines_[r].begin; i < routines_[r].end; ++i) {
      if (place_at_[i] == kNoPlace) continue;
      place_at_[i] = static_cast<std::uint32_t>(places_.size());
      places_.push_back({i, r});
    }
    routines_[r].places_end = static_cast<std::uint32_t>(places_.size());
  }
}

std::uint8_t Code::without(std::uint8_t gone) const {
  std::uint8_t lost = 0;
  for (std::size_t l = 0; l < p_.levels.size(); ++l) {
    if ((p_.levels[l].closure & gone) != 0) lost = static_cast<std::uint8_t>(lost | 1u << l);
  }
  return lost;
}

std::uint8_t Code::lacking(std::uint8_t wanted, std::uint8_t held) const {
  const auto missing = static_cast<std::uint8_t>(wanted & ~held);
  for (std::size_t l = 0; l < p_.levels.size(); ++l) {
    if ((missing >> l & 1) == 0 || (missing & ~p_.levels[l].closure) != 0) continue;
    return without(static_cast<std::uint8_t>(1u << l));
  }
  return 0;
}

bool Code::falls_through(std::uint32_t i) const {
  return (image::opcode_info(static_cast<std::uint8_t>(at(i).op)).flags & image::flag::X) == 0;
}

void Code::read_template(std::int64_t text, bool agent, const std::function<void(Read)>& f) const {
  if (const assembly::TextPair* pair = m_.pair(text)) {
    read_template(pair->first, agent, f);
    return read_template(pair->second, agent, f);
  }
  if (text < 0 || static_cast<std::size_t>(text) >= texts_.size()) return;
  for (const std::uint32_t s : texts_[static_cast<std::size_t>(text)]) f({s, levels_for(s, agent)});
}

void Code::reads(std::uint32_t i, const std::function<void(Read)>& f) const {
  const Opcode op = at(i).op;
  const auto operands = m_.operands_of(at(i));
  const bool agent = op == Opcode::Note || op == Opcode::Record || op == Opcode::Judge;
  const bool writes = op == Opcode::Ask || op == Opcode::AskTimed || op == Opcode::Record || op == Opcode::SetNumber ||
                      op == Opcode::Copy || op == Opcode::Add || op == Opcode::Subtract || op == Opcode::AddNumber;
  std::size_t k = 0;
  for (const char* letter = letters_of(op); *letter != 0; ++letter, ++k) {
    if (*letter == 's' && op != Opcode::UnlessKnown && !(writes && k == 0))
      f({slot(i, k), levels_for(slot(i, k), false)});
    if (*letter == 'T' || *letter == 't') read_template(operands[k], agent, f);
    if (*letter == 'M') {
      for (std::size_t j = k; j < operands.size(); j += 2) read_template(operands[j], false, f);
    }
    if (*letter == 'v') {
      for (const std::uint32_t s : m_.bindings[slot(i, k)].takes)
        f({s, secret_[s] != 0 ? std::uint8_t{0} : levels_for(s, true)});
    }
  }
  if (op == Opcode::Require) f({kNoPlace, static_cast<std::uint8_t>(operands[0])});
}

void Code::writes(std::uint32_t i, const std::function<void(std::uint32_t)>& f) const {
  switch (at(i).op) {
    case Opcode::Ask:
    case Opcode::AskTimed:
    case Opcode::Record:
    case Opcode::SetNumber:
    case Opcode::Copy:
    case Opcode::Add:
    case Opcode::Subtract:
    case Opcode::AddNumber:
      f(slot(i, 0));
      return;
    case Opcode::Lookup:
      empties(m_.bindings[slot(i, 0)], f);
      return;
    case Opcode::Say:
    case Opcode::Note:
    case Opcode::Judge:
    case Opcode::Menu:
    case Opcode::MenuTimed:
    case Opcode::Verify:
    case Opcode::Transfer:
    case Opcode::End:
    case Opcode::Jump:
    case Opcode::UnlessKnown:
    case Opcode::UnlessLevel:
    case Opcode::UnlessNumber:
    case Opcode::UnlessSlot:
    case Opcode::Show:
    case Opcode::Pick:
    case Opcode::Revoke:
    case Opcode::Require:
    case Opcode::Call:
    case Opcode::Return:
      return;
  }
}

void Code::targets(std::uint32_t i, const std::function<void(std::uint32_t)>& f) const {
  const auto operands = m_.operands_of(at(i));
  std::size_t k = 0;
  for (const char* letter = letters_of(at(i).op); *letter != 0; ++letter, ++k) {
    if ((*letter == 'j' || *letter == 'J') && operands[k] != kNoLabel)
      f(place_of(static_cast<assembly::Label>(operands[k])));
    if (*letter != 'M' && *letter != 'P') continue;
    for (std::size_t j = k + (*letter == 'M' ? 1 : 0); j < operands.size(); j += *letter == 'M' ? 2 : 1)
      f(place_of(static_cast<assembly::Label>(operands[j])));
  }
}

void Code::empties(const assembly::Binding& b, const std::function<void(std::uint32_t)>& f) const {
  for (const std::uint32_t s : b.takes) {
    if (secret_[s] != 0 && !m_.slots[s].has_value) f(s);
  }
  for (const std::uint32_t s : b.gives) f(s);
  for (const std::uint32_t s : b.stales) f(s);
}

Facts Code::start() const {
  Facts f(m_.slots.size());
  f.absent = all_levels();
  for (std::uint32_t s = 0; s < m_.slots.size(); ++s)
    put(m_.slots[s].from_system || m_.slots[s].has_value ? f.filled : f.empty, s);
  return f;
}

// ---- ways out
// -------------------------------------------------------------------------------------------------------------------------

void Code::jump(std::int64_t label, Facts facts, std::vector<Way>& out) const {
  if (label == kNoLabel) return;
  out.push_back({place_of(static_cast<assembly::Label>(label)), std::move(facts)});
}

void Code::step(std::uint32_t i, Facts before, std::vector<Way>& out) const {
  switch (at(i).op) {
    case Opcode::Ask:
    case Opcode::AskTimed:
    case Opcode::Record:
    case Opcode::Judge:
    case Opcode::Menu:
    case Opcode::MenuTimed:
    case Opcode::Verify:
    case Opcode::Lookup:
    case Opcode::Transfer:
      return event(i, before, out);
    case Opcode::UnlessKnown:
    case Opcode::UnlessLevel:
    case Opcode::UnlessNumber:
    case Opcode::UnlessSlot:
      return test(i, before, out);
    case Opcode::SetNumber:
    case Opcode::Copy:
    case Opcode::Add:
    case Opcode::Subtract:
    case Opcode::AddNumber:
    case Opcode::Revoke:
      return set(i, before, out);
    case Opcode::Jump:
      return jump(operand(i, 0), before, out);
    case Opcode::Pick:
      for (std::size_t k = 1; k < m_.operands_of(at(i)).size(); ++k) jump(operand(i, k), before, out);
      return;
    case Opcode::Say:
    case Opcode::Note:
    case Opcode::Show:
    case Opcode::Require:
      out.push_back({kNoPlace, std::move(before)});
      return;
    case Opcode::End:
    case Opcode::Call:
    case Opcode::Return:
      return;
  }
}

void Code::event(std::uint32_t i, const Facts& before, std::vector<Way>& out) const {
  const auto operands = m_.operands_of(at(i));
  const auto go_on = [&](Facts facts) { out.push_back({kNoPlace, std::move(facts)}); };
  Facts after = before;
  switch (at(i).op) {
    case Opcode::Ask:
    case Opcode::AskTimed:
    case Opcode::Record:
      if (at(i).op != Opcode::Ask) jump(operands.back(), before, out);
      after.fill(slot(i, 0));
      return go_on(std::move(after));
    case Opcode::Judge:
      jump(operands[1], before, out);
      return go_on(std::move(after));
    case Opcode::Menu:
    case Opcode::MenuTimed: {
      const bool timed = at(i).op == Opcode::MenuTimed;
      if (timed) jump(operands[3], before, out);
      for (std::size_t k = timed ? 5 : 3; k < operands.size(); k += 2) jump(operands[k], before, out);
      return;
    }
    case Opcode::Verify:
      jump(operands[5], before, out);
      jump(operands[6], before, out);
      after.levels = static_cast<std::uint8_t>(after.levels | operands[1]);
      after.absent = static_cast<std::uint8_t>(after.absent & ~after.levels);
      return go_on(std::move(after));
    case Opcode::Lookup: {
      const assembly::Binding& b = m_.bindings[slot(i, 0)];
      empties(b, [&](std::uint32_t s) { after.clear(s); });
      jump(operands[1], after, out);
      for (const std::uint32_t s : b.gives) after.fill(s);
      return go_on(std::move(after));
    }
    case Opcode::Transfer:
      jump(operands[2], before, out);
      after.levels = 0;
      after.absent = all_levels();
      return jump(operands[3], std::move(after), out);
    default:
      return;
  }
}

void Code::test(std::uint32_t i, const Facts& before, std::vector<Way>& out) const {
  const Opcode op = at(i).op;
  Facts yes = before, no = before;
  bool can = true, cannot = true;
  if (op == Opcode::UnlessKnown) {
    can = !has(before.empty, slot(i, 0));
    cannot = !has(before.filled, slot(i, 0));
    put(yes.filled, slot(i, 0));
    if (cannot) no.clear(slot(i, 0));
  } else if (op == Opcode::UnlessLevel) {
    const auto wanted = static_cast<std::uint8_t>(operand(i, 0));
    can = (wanted & before.absent) == 0;
    cannot = (wanted & ~before.levels) != 0;
    yes.levels |= wanted;
    no.absent |= lacking(wanted, before.levels);
  } else if (op == Opcode::UnlessNumber) {
    const Range range = ranges_[slot(i, 0)];
    can = learn_number(yes, slot(i, 0), operand(i, 1), operand(i, 2), range);
    cannot = learn_number(no, slot(i, 0), negated(operand(i, 1)), operand(i, 2), range);
  } else {
    can = learn_slots(yes, slot(i, 0), operand(i, 1), slot(i, 2), operand(i, 3));
    cannot = learn_slots(no, slot(i, 0), negated(operand(i, 1)), slot(i, 2), operand(i, 3));
  }
  if (cannot) jump(m_.operands_of(at(i)).back(), std::move(no), out);
  if (can) out.push_back({kNoPlace, std::move(yes)});
}

void Code::set(std::uint32_t i, const Facts& before, std::vector<Way>& out) const {
  const Opcode op = at(i).op;
  Facts after = before;
  if (op == Opcode::Revoke) {
    const std::uint8_t lost = without(static_cast<std::uint8_t>(operand(i, 0)));
    after.levels = static_cast<std::uint8_t>(after.levels & ~lost);
    after.absent |= lost;
  } else if (op == Opcode::Copy) {
    copy_value(after, slot(i, 0), slot(i, 1));
  } else {
    after.fill(slot(i, 0));
    if (op == Opcode::SetNumber) after.add({LiteralKind::Within, slot(i, 0), 0, operand(i, 1), operand(i, 1)});
    if (op != Opcode::SetNumber) jump(m_.operands_of(at(i)).back(), before, out);
  }
  out.push_back({kNoPlace, std::move(after)});
}

}  // namespace guion::lower
