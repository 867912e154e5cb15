// Legal answers by chance, and one line of text for every event.
#include "support/call_script.hpp"

#include <algorithm>

namespace guion::test {

using sema::TypeKind;

bool is_number(TypeKind kind) {
  return kind != TypeKind::Text && kind != TypeKind::Name && kind != TypeKind::Phone && kind != TypeKind::Code &&
         kind != TypeKind::List;
}

std::string show(TypeKind kind, const Value& value) {
  return is_number(kind) ? std::to_string(value.number) : value.text;
}

std::string show(const Event& e) {
  static constexpr const char* kNames[] = {"",     "say",    "note",   "ask",      "record", "judge",
                                           "menu", "verify", "lookup", "transfer", "end"};
  std::string out = kNames[static_cast<std::size_t>(e.kind)];
  if (!e.object.empty()) out += " " + e.object;
  for (const Wanted& w : e.wanted) out += " ?" + w.name;
  for (const std::string& h : e.handed) out += " !" + h;
  if (e.tries_left != 0) out += " tries " + std::to_string(e.tries_left);
  if (e.seconds != 0) out += " seconds " + std::to_string(e.seconds);
  if (e.optional) out += " optional";
  if (e.can_return) out += " can-return";
  if (e.can_fail) out += " can-fail";
  out += " levels " + std::to_string(e.levels);
  out += ": " + e.text;
  for (const std::string& o : e.options) out += " | " + o;
  return out;
}

Value SeededHost::given(const Wanted& w) const {
  std::uint32_t mixed = seed_;
  for (const char c : w.name) mixed = mixed * 31 + static_cast<unsigned char>(c);
  return SeededHost(mixed).value(w);
}

Value SeededHost::value(const Wanted& w) {
  Value v;
  if (w.kind == TypeKind::Enum) {
    v.number = static_cast<std::int64_t>(below(std::max<std::size_t>(w.values, 1)));
  } else if (w.kind == TypeKind::Cycle || w.kind == TypeKind::Window) {
    const auto from = static_cast<std::int64_t>(below(700));
    v.number = from * (std::int64_t{1} << 32) + from + static_cast<std::int64_t>(below(700));
  } else if (is_number(w.kind)) {
    const auto width = static_cast<std::uint64_t>(w.max - w.min) + 1;
    const std::size_t way = below(8);
    v.number = way == 0   ? w.min
               : way == 1 ? w.max
                          : w.min + static_cast<std::int64_t>(random_() % (width == 0 ? 1 : width));
  } else {
    const bool digits = w.kind == TypeKind::Phone;
    const auto low = static_cast<std::size_t>(std::max<std::int64_t>(w.min, 1));
    const auto high = static_cast<std::size_t>(std::min<std::int64_t>(w.max, static_cast<std::int64_t>(low) + 8));
    const std::size_t length = low + below(high - low + 1);
    for (std::size_t i = 0; i < length; ++i) v.text += static_cast<char>(digits ? '0' + below(10) : 'a' + below(26));
    if (w.kind == TypeKind::List) v.text += '\n';
  }
  return v;
}

Answer SeededHost::answer(const Event& e) {
  Answer a;
  switch (e.kind) {
    case EventKind::Say:
    case EventKind::Note:
    case EventKind::End:
      break;
    case EventKind::Ask:
    case EventKind::Record:
      a.kind = AnswerKind::Value;
      if (e.seconds != 0 && once_in(4)) a.kind = AnswerKind::Silent;
      if (e.optional && once_in(3)) a.kind = AnswerKind::Unsaid;
      if (a.kind == AnswerKind::Value) a.values.push_back(value(e.wanted.at(0)));
      break;
    case EventKind::Judge:
      a.kind = once_in(2) ? AnswerKind::Yes : AnswerKind::No;
      break;
    case EventKind::Menu:
      a.kind = e.seconds != 0 && once_in(5) ? AnswerKind::Silent : AnswerKind::Option;
      if (!e.options.empty()) a.option = below(e.options.size());
      break;
    case EventKind::Verify: {
      const std::size_t way = below(6);
      a.kind = way < 3 ? AnswerKind::Passed : way == 3 ? AnswerKind::Lacking : AnswerKind::Wrong;
      break;
    }
    case EventKind::Lookup:
      a.kind = once_in(4) ? AnswerKind::Failed : AnswerKind::Fields;
      if (a.kind == AnswerKind::Fields) {
        for (const Wanted& w : e.wanted) a.values.push_back(value(w));
      }
      break;
    case EventKind::Transfer:
      a.kind = e.can_return ? AnswerKind::Returned : AnswerKind::Done;
      if (e.can_fail && once_in(3)) a.kind = AnswerKind::Failed;
      break;
  }
  return a;
}

}  // namespace guion::test
