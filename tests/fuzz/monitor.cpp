// See monitor.hpp.
#include "fuzz/monitor.hpp"

#include <algorithm>
#include <cstring>
#include <memory>
#include <new>
#include <utility>
#include <vector>

#include "capi/handles.hpp"
#include "fuzz/dice.hpp"
#include "verify/verify.hpp"
#include "vm/session.hpp"

namespace guion::fuzz {
namespace {

using image::Type;

/// A value of a slot, with its text.
struct Value {
  std::int64_t number = 0;
  std::string text;
  friend bool operator==(const Value&, const Value&) = default;
};
using Two = std::pair<Value, Value>;

/// One of the two calls.
class Side {
 public:
  Side(const guion_image& image, const guion_session_options& options) {
    const std::size_t size = guion_session_size(&image, &options);
    memory_ = std::make_unique<std::uint64_t[]>(size / 8);
    if (guion_session_start(&image, &options, memory_.get(), size, &session) != GUION_OK) session = nullptr;
  }
  /// Goes on with what was saved, in other memory.
  guion_status restore(const guion_image& image, const guion_session_options& options, const std::string& snapshot) {
    const std::size_t size = guion_session_size(&image, &options);
    auto memory = std::make_unique<std::uint64_t[]>(size / 8);
    const auto done =
        guion_restore(&image, &options, nullptr, snapshot.data(), snapshot.size(), memory.get(), size, &session);
    if (done == GUION_OK) memory_ = std::move(memory);
    return done;
  }
  vm::Session& state() { return *static_cast<vm::Session*>(session); }

  void look() {
    text = read([&](char* b, std::size_t n, std::size_t* needed) { return guion_text(session, b, n, needed); });
    labels.clear();
    ids.clear();
    for (std::uint32_t i = 0; i < event.options; ++i) {
      std::uint32_t id = 0;
      labels += read([&](char* b, std::size_t n, std::size_t* needed) {
                  return guion_option(session, i, &id, b, n, needed);
                }) +
                "\n";
      ids.push_back(id);
    }
  }
  /// Empty if the slot is.
  [[nodiscard]] std::vector<Value> value(std::uint32_t slot, bool is_text) const {
    guion_value v{};
    if (guion_read(session, slot, &v) != GUION_OK) return {};
    return {is_text ? Value{0, {v.text, v.size}} : Value{v.number, ""}};
  }

  guion_session* session = nullptr;
  guion_status status = GUION_OK;
  guion_event event{};
  std::string text, labels;
  std::vector<std::uint32_t> ids;

 private:
  template <typename F>
  static std::string read(F f) {
    std::vector<char> buffer(16384);
    std::size_t size = 0;
    return f(buffer.data(), buffer.size(), &size) == GUION_OK ? std::string(buffer.data(), size) : std::string{};
  }
  std::unique_ptr<std::uint64_t[]> memory_;
};

class Judge {
 public:
  Judge(const guion_image& image, const guion_policy* policy, Pair pair, std::uint64_t seed, std::uint32_t steps)
      : image_{image},
        view_{*capi::opened(&image)},
        policy_{capi::opened(policy)},
        pair_{pair},
        dice_{seed},
        options_{3, static_cast<std::uint32_t>(seed % 3), 2048, steps != 0 ? steps : guion_image_steps(&image) + 1,
                 static_cast<std::uint32_t>(seed % guion_image_languages(&image))},
        one_{image, options_},
        two_{image, options_},
        proved_{steps == 0},
        hang_at_{dice_.once_in(2) ? dice_.below(24) : ~std::uint64_t{0}} {}

  Watched run(unsigned events, const std::function<void(guion_session*)>& visit) {
    if (one_.session == nullptr || two_.session == nullptr) return out_;
    if (pair_ == Pair::Gate) choose_secret();
    give();
    if (hang_at_ == 0 && !hang_up()) return out_;
    for (unsigned n = 0; (n < events || gone_) && out_.broken.empty(); ++n) {
      poison();
      if (!next()) break;
      ++out_.events;
      if (visit && !gone_) visit(one_.session);
      poison();  // what was emptied on the way
      one_.look();
      two_.look();
      if (!same_words() || !handed_over() || (gone_ && !leaves_well())) break;
      held_ = guion_levels(one_.session);
      out_.ended = one_.event.kind == GUION_EVENT_END;
      if (!goes_on_elsewhere() || out_.ended) break;
      if (hang_at_ != 2 * n + 1 && !answer()) break;
      if ((hang_at_ == 2 * n + 1 || hang_at_ == 2 * n + 2) && !hang_up()) break;
    }
    return out_;
  }

 private:
  void broken(const std::string& what) {
    if (out_.broken.empty()) out_.broken = what;
  }

  /// False: there is no further event, or none that is to be compared.
  bool next() {
    const std::uint8_t held = held_;
    one_.status = guion_next(one_.session, 36000, &one_.event);
    two_.status = guion_next(two_.session, 36000, &two_.event);
    if (!lawful(one_) || !lawful(two_)) return false;
    if (gone_ && one_.status != GUION_OK) broken("the customer is gone, and the call does not end");
    if (one_.status != GUION_OK && one_.status == two_.status) return false;
    if (!same_way(held)) return false;
    if (!gone_ && one_.event.kind == GUION_EVENT_LOOKUP) open_ |= pairs_with(policy_->opening, one_.event.object);
    return true;
  }

  // ---- the customer hangs up
  /// The pairs of services in which `service` is the one of `side`.
  [[nodiscard]] unsigned pairs_with(const std::uint16_t* side, std::uint32_t service) const {
    unsigned set = 0;
    for (unsigned i = 0; i < policy_->pairs; ++i) set |= side[i] == service ? 1U << i : 0U;
    return set;
  }
  /// False: the call is over for another reason.
  bool hang_up() {
    const auto first = guion_hangup(one_.session), second = guion_hangup(two_.session);
    if (first == GUION_CALL_OVER && second == first && one_.event.kind == GUION_EVENT_TRANSFER) return false;
    if (first != GUION_OK || second != GUION_OK) return broken("the customer cannot hang up"), false;
    return out_.hung_up = gone_ = true;
  }
  /// What is left to do without a customer: the look-ups that close what is open, nothing that is said, no secret.
  bool leaves_well() {
    const guion_event& e = one_.event;
    const bool asks = e.kind == GUION_EVENT_LOOKUP;
    if (!asks && e.kind != GUION_EVENT_END) broken("an event for a customer who is gone");
    if (!one_.text.empty() || !one_.labels.empty()) broken("said to a customer who is gone");
    if (!asks && (e.abandoned == 0 || e.over == 0)) broken("a customer who is gone did not abandon the call");
    if (!asks && can_close()) broken("a pair is left open that could be closed");
    if (asks && (pairs_with(policy_->closing, e.object) & open_) == 0) broken("a look-up that closes nothing");
    if (holds_secret(one_, asks) || holds_secret(two_, asks)) broken("a secret outlives the customer");
    out_.closings += asks ? 1 : 0;
    return out_.broken.empty();
  }
  /// Whether a service that closes what is open can be asked with what is known.
  [[nodiscard]] bool can_close() const {
    for (std::uint32_t b = 0; b < view_.bindings; ++b) {
      const image::BindingView binding = view_.binding(b);
      if ((pairs_with(policy_->closing, binding.service) & open_) == 0) continue;
      const std::uint8_t* list = binding.takes;
      bool all = true;
      for (std::uint32_t n = image::take_number(list); n != 0; --n) {
        const std::uint32_t s = image::take_number(list);
        all = all && filled(one_, s) && (needs_of(view_.slot_classes(s)).agent & ~held_) == 0;
      }
      if (all) return true;
    }
    return false;
  }
  [[nodiscard]] static bool filled(const Side& side, std::uint32_t slot) {
    guion_value v{};
    return guion_read(side.session, slot, &v) == GUION_OK;
  }
  /// Whether a slot that is never said has a value, but for those that the pending look-up takes.
  [[nodiscard]] bool holds_secret(const Side& side, bool asks) const {
    if (policy_ == nullptr) return false;
    for (std::uint32_t s = 0; s < view_.slots; ++s) {
      const bool constant = (view_.slot_flags(s) & image::kSlotValue) != 0;
      if (!constant && filled(side, s) && needs_of(view_.slot_classes(s)).never && !(asks && is_taken(side, s)))
        return true;
    }
    return false;
  }
  [[nodiscard]] static bool is_taken(const Side& side, std::uint32_t wanted) {
    std::uint32_t slot = 0;
    for (std::uint32_t i = 0; guion_lookup_takes(side.session, i, &slot) == GUION_OK; ++i)
      if (slot == wanted) return true;
    return false;
  }
  /// What a look-up hands to its service is there, and no gated value below the levels that the agent needs for it.
  bool handed_over() {
    if (one_.event.kind != GUION_EVENT_LOOKUP) return true;
    std::uint32_t slot = 0;
    for (std::uint32_t i = 0; guion_lookup_takes(one_.session, i, &slot) == GUION_OK; ++i) {
      const bool is_text = image::is_text(view_.slot_type(slot));
      const auto a = one_.value(slot, is_text), b = two_.value(slot, is_text);
      if (a.empty() || b.empty()) return broken("an empty slot is handed to a service"), false;
      if (a != b && (needs_.agent & ~guion_levels(one_.session)) != 0)
        return broken("a gated value below its level is handed to a service"), false;
    }
    return true;
  }

  // ---- the first call goes on elsewhere, the second where it is: they are compared as before
  bool goes_on_elsewhere() {
    if (!proved_ || !dice_.once_in(6)) return true;
    std::string snapshot(guion_snapshot_limit(&image_, &options_), '\0');
    std::size_t size = 0;
    const auto saved = guion_save(one_.session, nullptr, snapshot.data(), snapshot.size(), &size);
    const bool secret = holds_secret(one_, false);
    if (saved != (secret ? GUION_SECRET_HELD : GUION_OK)) return broken("a call is not saved as it should"), false;
    if (secret) return true;
    snapshot.resize(size);
    const guion_event was = one_.event;
    const std::string text = one_.text, labels = one_.labels;
    if (one_.restore(image_, options_, snapshot) != GUION_OK) return broken("a saved call is refused"), false;
    if (guion_next(one_.session, 36000, &one_.event) != GUION_OK || !same_event(was, one_.event))
      return broken("a restored call stands at another event"), false;
    one_.look();
    if (text != one_.text || labels != one_.labels) return broken("a restored call says something else"), false;
    ++out_.restored;
    return true;
  }
  static bool same_event(const guion_event& a, const guion_event& b) {
    return a.token == b.token && a.kind == b.kind && a.position == b.position && a.object == b.object &&
           a.slot == b.slot && a.options == b.options && a.levels == b.levels && a.tries_left == b.tries_left &&
           a.seconds == b.seconds && a.optional == b.optional && a.can_fail == b.can_fail &&
           a.can_return == b.can_return && a.abandoned == b.abandoned && a.over == b.over;
  }

  // ---- what must hold of each call
  bool lawful(Side& s) {
    if (s.status == GUION_STEP_LIMIT) return broken("more silent steps than the image proves"), false;
    if (s.status == GUION_MISSING_VALUE || s.status == GUION_CALL_OVER) return true;
    if (s.status != GUION_OK) return broken("the call trapped"), false;
    if (s.state().depth > view_.depth) return broken("parts deeper than the image says"), false;
    if ((guion_levels(s.session) & ~held_) != 0) return broken("a level that nobody was verified for"), false;
    if (s.event.kind == GUION_EVENT_VERIFY &&
        (policy_ == nullptr || (s.event.levels & ~policy_->method_grants(s.event.object)) != 0))
      return broken("a method grants more than the policy lets it"), false;
    return true;
  }

  // ---- the gated slots: all of the same classes
  struct Needs {
    std::uint8_t heard = 0, agent = 0;
    bool never = false;
  };
  [[nodiscard]] Needs needs_of(std::uint32_t classes) const {
    Needs n;
    for (unsigned c = 0; c < policy_->classes; ++c) {
      if ((classes >> c & 1) == 0) continue;
      n.heard = static_cast<std::uint8_t>(n.heard | policy_->needs[c]);
      n.never = n.never || (policy_->never_said >> c & 1) != 0;
      if ((policy_->agent >> c & 1) == 0) n.agent = static_cast<std::uint8_t>(n.agent | policy_->needs[c]);
    }
    return n;
  }
  void choose_secret() {
    std::vector<std::uint32_t> gated;
    const auto add = [&](std::uint32_t p) {
      if (p < policy_->slots && policy_->slot_classes(p) != 0) gated.push_back(p);
    };
    for (std::uint32_t s = 0; policy_ != nullptr && s < view_.slots; ++s) add(view_.slot(s).policy_slot);
    for (std::uint32_t b = 0; b < view_.bindings; ++b)
      for (const std::uint32_t p : fields_of(view_.binding(b).service)) add(p);
    if (gated.empty()) return;
    secret_ = policy_->slot_classes(dice_.among(gated));
    needs_ = needs_of(secret_);
  }

  // ---- comparing the two
  /// The values of one slot are those that the host gave for the secret, or their copy.
  [[nodiscard]] bool is_secret(std::uint32_t slot, const Value& a, const Value& b) const {
    if (std::find(given_.begin(), given_.end(), Two{a, b}) == given_.end()) return false;
    const std::int64_t apart = a.number - b.number;
    return holds_[slot] || !a.text.empty() || apart > 999 || apart < -999;
  }
  /// Whether the two calls know the same but for the secret itself. What a line inside the gate did because of it is
  /// not followed.
  bool only_secret_differs() {
    for (std::uint32_t s = 0; s < view_.slots; ++s) {
      const bool is_text = image::is_text(view_.slot_type(s));
      const auto a = one_.value(s, is_text), b = two_.value(s, is_text);
      if (a == b) continue;
      if (pair_ == Pair::Hole) return broken("an empty slot was read into another"), false;
      if (a.empty() || b.empty() || !is_secret(s, a[0], b[0])) return false;
    }
    return true;
  }
  /// May who knows `held` hear of the difference?
  void judge(bool differ, std::uint8_t needed, bool never, std::uint8_t held, const char* what) {
    if (!differ) return;
    if (pair_ == Pair::Hole) return broken(std::string("an empty slot was read: ") + what);
    if (never || (needed & ~held) != 0) return broken(std::string("a gated value below its level: ") + what);
    ++out_.gated_said;
  }
  /// Both calls stand at the same place. Where they part, it was known before the event that the secret may be looked
  /// at.
  bool same_way(std::uint8_t held) {
    const bool same = one_.status == two_.status && one_.event.position == two_.event.position &&
                      one_.event.options == two_.event.options && one_.state().depth == two_.state().depth &&
                      one_.event.tries_left == two_.event.tries_left && one_.event.token == two_.event.token &&
                      one_.event.kind == two_.event.kind && one_.event.object == two_.event.object &&
                      guion_levels(one_.session) == guion_levels(two_.session);
    if (!same && gone_) broken("what is left to do without a customer depends on a gated value");
    if (!same) judge(true, needs_.heard, needs_.never, held, "another way");
    return same && only_secret_differs();
  }
  bool same_words() {
    const bool agent = one_.event.kind == GUION_EVENT_NOTE || one_.event.kind == GUION_EVENT_RECORD ||
                       one_.event.kind == GUION_EVENT_JUDGE;
    judge(one_.text != two_.text, agent ? needs_.agent : needs_.heard, needs_.never, guion_levels(one_.session),
          one_.text.c_str());
    judge(one_.labels != two_.labels, needs_.heard, needs_.never, guion_levels(one_.session), one_.labels.c_str());
    return out_.broken.empty() && one_.ids == two_.ids;
  }

  // ---- values
  static std::string text_of(Type type, std::int64_t min, std::int64_t max, char with) {
    if (type == Type::List) return std::string(1, with) + "\n" + std::string(3, with);
    const std::int64_t size = std::clamp<std::int64_t>(type == Type::Phone ? 8 : 3, min, std::max(min, max));
    return std::string(static_cast<std::size_t>(size), with);
  }
  Value number(const guion_slot_info& info) {
    if (info.type == GUION_TYPE_Window) return {static_cast<std::int64_t>((60 + dice_.below(60)) << 32 | 900), ""};
    if (info.type == GUION_TYPE_Cycle) return {static_cast<std::int64_t>((20000 + dice_.below(60)) << 32 | 20090), ""};
    const auto span = static_cast<std::uint64_t>(info.max) - static_cast<std::uint64_t>(info.min);
    return {static_cast<std::int64_t>(static_cast<std::uint64_t>(info.min) + dice_.below(span + 1)), ""};
  }
  /// A value of each call for a slot, of the policy's slot `source` (or none).
  Two values(std::uint32_t slot, std::uint32_t source) {
    guion_slot_info info{};
    (void)guion_slot_describe(&image_, slot, &info);
    const auto type = static_cast<Type>(info.type);
    Two v;
    v.first = image::is_text(type)
                  ? Value{0, text_of(type, info.min, info.max, static_cast<char>('2' + dice_.below(4)))}
                  : number(info);
    v.second = v.first;
    holds_[slot] =
        pair_ == Pair::Gate && source != image::kNone && secret_ != 0 && policy_->slot_classes(source) == secret_;
    if (!holds_[slot]) return v;
    if (image::is_text(type)) v.second.text = text_of(type, info.min, info.max, '7');
    for (int tries = 0; tries < 9 && v.second == v.first; ++tries) v.second = number(info);
    out_.gated = true;
    given_.push_back(v);
    return v;
  }
  static guion_value raw(const Value& v) { return {v.number, v.text.data(), v.text.size()}; }

  void give() {
    for (std::uint32_t s = 0; s < view_.slots; ++s) {
      guion_slot_info info{};
      if (guion_slot_describe(&image_, s, &info) != GUION_OK || info.from_system == 0) continue;
      const Two v = values(s, view_.slot(s).policy_slot);
      const guion_value a = raw(v.first), b = raw(v.second);
      (void)guion_give(one_.session, s, &a);
      (void)guion_give(two_.session, s, &b);
    }
  }
  /// A text behind those of the call, which a list and any other slot may hold. Its place.
  static vm::TextCell plant(vm::Session& s, char with) {
    const std::uint32_t at = s.text_capacity - 5;
    if (s.text_used > at) return {0, 0};
    const char text[] = {with, '\n', with, with, '\n'};  // each element of a list ends so
    std::memcpy(s.texts() + at, text, sizeof text);
    return {at, sizeof text};
  }
  /// Other values in the cells of empty slots, such as slots of their type may hold. The gate looks at full ones only:
  /// there the texts are the same, so that code that nobody verified may read them.
  void poison() {
    const bool hole = pair_ == Pair::Hole;
    const vm::TextCell one = plant(one_.state(), '1'), two = plant(two_.state(), hole ? '2' : '1');
    for (std::uint32_t s = 0; s < view_.slots; ++s) {
      if (one_.state().has(s) || two_.state().has(s)) continue;
      const image::SlotView slot = view_.slot(s);
      if (image::is_text(slot.type)) {
        one_.state().set_cell(s, one);
        two_.state().set_cell(s, two);
        continue;
      }
      if (!hole) continue;
      const bool pair = slot.type == Type::Window || slot.type == Type::Cycle;
      const std::int64_t most = slot.type == Type::Enum ? view_.enum_values(slot.enumeration) - 1 : slot.range.max;
      one_.state().set_number(s, pair ? INT64_C(60) << 32 | 900 : slot.range.min);
      two_.state().set_number(s, pair ? INT64_C(120) << 32 | 900 : most);
    }
  }

  // ---- answers
  bool send(guion_answer_kind kind, std::uint32_t option = 0, const std::vector<Two>& values = {}) {
    std::vector<guion_value> a, b;
    for (const Two& v : values) a.push_back(raw(v.first)), b.push_back(raw(v.second));
    const guion_answer first{kind, option, a.data(), a.size()}, second{kind, option, b.data(), b.size()};
    // Some values do not fit: the call ends there, as nothing more can be learnt of it.
    const bool both = guion_answer_event(one_.session, one_.event.token, &first) == GUION_OK;
    return (guion_answer_event(two_.session, two_.event.token, &second) == GUION_OK) && both;
  }
  bool either(unsigned odds, guion_answer_kind often, guion_answer_kind seldom) {
    return send(dice_.once_in(odds) ? seldom : often);
  }
  /// The policy's slots that a service gives.
  [[nodiscard]] std::vector<std::uint32_t> fields_of(std::uint32_t service) const {
    std::vector<std::uint32_t> out;
    if (policy_ == nullptr || service >= policy_->services) return out;
    const std::uint8_t* p = policy_->service(service) + 1;
    for (std::uint32_t taken = image::take_number(p); taken != 0; --taken) (void)image::take_number(p);
    for (std::uint32_t n = image::take_number(p); n != 0; --n) out.push_back(image::take_number(p));
    return out;
  }
  bool fields() {
    const std::vector<std::uint32_t> sources = fields_of(one_.event.object);
    std::vector<Two> all;
    std::uint32_t slot = 0;
    for (std::uint32_t i = 0; guion_lookup_gives(one_.session, i, &slot) == GUION_OK; ++i)
      all.push_back(values(slot, i < sources.size() ? sources[i] : image::kNone));
    // Without a customer the call goes on to its end.
    return send(GUION_ANSWER_FIELDS, 0, all) || (gone_ && send(GUION_ANSWER_FAILED));
  }
  bool answer() {
    const guion_event& e = one_.event;
    switch (e.kind) {
      case GUION_EVENT_SAY:
      case GUION_EVENT_NOTE:
        return send(GUION_ANSWER_DONE);
      case GUION_EVENT_ASK:
      case GUION_EVENT_RECORD:
        if (e.optional != 0 && dice_.once_in(3)) return send(GUION_ANSWER_UNSAID);
        if (e.seconds != 0 && dice_.once_in(3)) return send(GUION_ANSWER_SILENT);
        return send(GUION_ANSWER_VALUE, 0, {values(e.slot, view_.slot(e.slot).policy_slot)});
      case GUION_EVENT_JUDGE:
        return either(3, GUION_ANSWER_YES, GUION_ANSWER_NO);
      case GUION_EVENT_MENU:
        if (e.seconds != 0 && dice_.once_in(4)) return send(GUION_ANSWER_SILENT);
        if (one_.ids.empty()) return broken("a menu without options"), false;
        return send(GUION_ANSWER_OPTION, dice_.among(one_.ids));
      case GUION_EVENT_VERIFY: {
        const auto kind =
            dice_.once_in(3) ? (dice_.once_in(2) ? GUION_ANSWER_WRONG : GUION_ANSWER_LACKING) : GUION_ANSWER_PASSED;
        if (kind == GUION_ANSWER_PASSED) held_ = static_cast<std::uint8_t>(held_ | e.levels);
        return send(kind);
      }
      case GUION_EVENT_LOOKUP:
        open_ &= ~pairs_with(policy_->closing, e.object);
        return dice_.once_in(5) ? send(GUION_ANSWER_FAILED) : fields();
      case GUION_EVENT_TRANSFER:
        if (e.can_return != 0 && !dice_.once_in(3)) return held_ = 0, send(GUION_ANSWER_RETURNED);
        return send(e.can_fail != 0 ? GUION_ANSWER_FAILED : GUION_ANSWER_DONE);
      case GUION_EVENT_END:
        break;
    }
    return false;
  }

  const guion_image& image_;
  const image::ImageView& view_;
  const image::PolicyView* policy_;
  Pair pair_;
  Dice dice_;
  guion_session_options options_;
  Side one_, two_;
  const bool proved_;            ///< the loader saw its code: what it saves can be restored
  const std::uint64_t hang_at_;  ///< 0: before the first event; 2 n + 1: at the n-th; 2 n + 2: behind its answer
  bool gone_ = false;            ///< the customer hung up
  unsigned open_ = 0;            ///< its own account of pairs of services
  std::uint8_t held_ = 0;        ///< its own account
  std::uint32_t secret_ = 0;     ///< classes of the policy's slots whose values the two do not share
  Needs needs_;
  std::vector<Two> given_;                                               ///< pairs of values of the secret
  std::vector<bool> holds_ = std::vector<bool>(view_.slots + 1, false);  ///< slots that the host filled with it last
  Watched out_;
};

}  // namespace

Watched watch(const guion_image& image, const guion_policy* policy, Pair pair, std::uint64_t seed, unsigned events,
              std::uint32_t steps, const std::function<void(guion_session*)>& visit) {
  return Judge(image, policy, pair, seed, steps).run(events, visit);
}

bool open_unproved(guion_image& image, const guion_policy* policy, const void* bytes, std::size_t size) {
  std::memset(&image, 0, sizeof image);
  auto& view = *new (image.opaque) image::ImageView;
  image::Fault fault;
  if (!verify::open_tables(static_cast<const std::uint8_t*>(bytes), size, capi::opened(policy), view, fault))
    return false;
  view.magic = image::kOpenImage;
  return true;
}

}  // namespace guion::fuzz
