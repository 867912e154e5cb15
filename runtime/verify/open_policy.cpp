// Opening a policy: its tables, all names, and that levels are closed under what they include.
#include "verify/verify.hpp"

namespace guion::verify {
namespace {

using image::Extent;
using image::LoadReason;
using image::PolicySection;
using image::PolicyView;
using image::Reader;

class PolicyReader {
 public:
  PolicyReader(const uint8_t* bytes, PolicyView& view, Fault& fault) : base_(bytes), v_(view), fault_(fault) {}

  bool read(size_t size) {
    if (!check_header(base_, size, FileKind::Policy, at_, image::kPolicySections, fault_)) return false;
    v_ = PolicyView{};
    v_.base = base_;
    read_levels();
    read_methods();
    read_classes();
    read_slots();
    read_outcomes();
    read_services();
    read_names();
    read_pairs();
    if (fault_.raised()) return false;
    v_.magic = image::kOpenPolicy;
    return true;
  }

 private:
  Extent section(PolicySection s) const { return at_[static_cast<unsigned>(s)]; }
  /// How many records of `stride` bytes a section has; refuses a rest.
  uint32_t records(PolicySection s, uint32_t stride, uint32_t& at) {
    const Extent e = section(s);
    at = e.begin;
    if (e.size() % stride != 0) fault_.raise(LoadReason::Truncated, e.end);
    return e.size() / stride;
  }
  void check_levels(uint8_t set, uint32_t at) {
    if ((set & ~((1u << v_.levels) - 1)) != 0) fault_.raise(LoadReason::UnknownLevel, at);
  }

  void read_levels() {
    uint32_t at = 0;
    v_.levels = records(PolicySection::Levels, 1, at);
    if (v_.levels > image::kMaxLevels) {
      v_.levels = 0;
      return fault_.raise(LoadReason::TooManyLevels, at);
    }
    for (unsigned l = 0; l < v_.levels; ++l) v_.closure[l] = base_[at + l];
    for (unsigned l = 0; l < v_.levels; ++l) {
      check_levels(v_.closure[l], at + l);
      uint8_t wanted = static_cast<uint8_t>(1u << l);
      for (unsigned m = 0; m < v_.levels; ++m)
        if ((v_.closure[l] >> m & 1) != 0) wanted = static_cast<uint8_t>(wanted | v_.closure[m]);
      if (wanted != v_.closure[l]) fault_.raise(LoadReason::BadClosure, at + l);
    }
  }
  void read_methods() {
    v_.methods = records(PolicySection::Methods, 2, v_.methods_at);
    for (uint32_t m = 0; m < v_.methods; ++m) check_levels(v_.method_grants(m), v_.methods_at + 2 * m);
  }
  void read_classes() {
    uint32_t at = 0;
    v_.classes = records(PolicySection::Classes, 2, at);
    if (v_.classes > image::kMaxClasses) {
      v_.classes = 0;
      return fault_.raise(LoadReason::TooManyClasses, at);
    }
    for (unsigned c = 0; c < v_.classes; ++c) {
      v_.needs[c] = base_[at + 2 * c];
      const uint8_t flags = base_[at + 2 * c + 1];
      check_levels(v_.needs[c], at + 2 * c);
      if (flags > (image::kClassNeverSaid | image::kClassAgent)) fault_.raise(LoadReason::UnknownFlags, at + 2 * c + 1);
      if ((flags & image::kClassNeverSaid) != 0) v_.never_said |= 1u << c;
      if ((flags & image::kClassAgent) != 0) v_.agent |= 1u << c;
    }
  }
  void read_slots() {
    v_.slots = records(PolicySection::Slots, 5, v_.slots_at);
    for (uint32_t s = 0; s < v_.slots; ++s) {
      const uint32_t at = v_.slots_at + 5 * s;
      if (base_[at] >= image::kTypes) return fault_.raise(LoadReason::UnknownType, at);
      if (v_.classes < 32 && v_.slot_classes(s) >> v_.classes != 0)
        return fault_.raise(LoadReason::UnknownClass, at + 1);
    }
  }
  void read_outcomes() {
    v_.outcomes = records(PolicySection::Outcomes, 1, v_.outcomes_at);
    for (uint32_t o = 0; o < v_.outcomes; ++o)
      if (base_[v_.outcomes_at + o] > 1) fault_.raise(LoadReason::UnknownFlags, v_.outcomes_at + o);
  }
  void read_slot_list(Reader& in) {
    for (uint32_t n = in.number(); n != 0 && in.ok(); --n) (void)in.index(v_.slots, LoadReason::UnknownPolicySlot);
  }
  void read_services() {
    const Extent e = section(PolicySection::Services);
    Reader in(base_, e.begin, e.end, fault_);
    v_.services = in.number();
    v_.services_at = in.at();
    if (v_.services > e.size() / 4) in.fail(LoadReason::Truncated);
    if (!in.ok()) return;
    (void)in.take(4 * v_.services);
    for (uint32_t s = 0; s < v_.services && in.ok(); ++s) {
      if (image::load32(base_ + v_.services_at + 4 * s) != in.at())
        return in.fail(LoadReason::BadOffset, v_.services_at + 4 * s);
      if (in.byte() > 1) return in.fail(LoadReason::UnknownFlags, in.at() - 1);
      for (int list = 0; list < 3; ++list) read_slot_list(in);
    }
    in.finish();
  }
  void read_names() {
    const Extent areas = section(PolicySection::Areas);
    Reader count(base_, areas.begin, areas.end, fault_);
    v_.areas = count.number(0xffff);
    count.finish();
    const Extent e = section(PolicySection::Names);
    v_.names_at = e.begin;
    const uint64_t names =
        uint64_t{v_.levels} + v_.methods + v_.classes + v_.slots + v_.services + 2 * v_.areas + v_.outcomes;
    Reader in(base_, e.begin, e.end, fault_);
    if (names > e.size() / 4) in.fail(LoadReason::Truncated);
    if (!in.ok()) return;
    (void)in.take(static_cast<uint32_t>(4 * names));
    for (uint32_t n = 0; n < names && in.ok(); ++n) {
      if (image::load32(base_ + e.begin + 4 * n) != in.at()) return in.fail(LoadReason::BadOffset, e.begin + 4 * n);
      (void)in.text();
    }
    in.finish();
  }

  void read_pairs() {
    const Extent e = section(PolicySection::Pairs);
    Reader in(base_, e.begin, e.end, fault_);
    const uint32_t count = in.index(image::kMaxPairs + 1, LoadReason::BadPair);
    const uint32_t services = v_.services < 0xffff ? v_.services : 0xffff;  // their numbers are kept in 16 bits
    for (uint32_t i = 0; i < count && in.ok(); ++i) {
      const uint32_t at = in.at();
      v_.opening[i] = static_cast<uint16_t>(in.index(services, LoadReason::BadPair));
      v_.closing[i] = static_cast<uint16_t>(in.index(services, LoadReason::BadPair));
      if (v_.opening[i] == v_.closing[i]) in.fail(LoadReason::BadPair, at);
    }
    in.finish();
    v_.pairs = count;
  }

  const uint8_t* base_;
  PolicyView& v_;
  Fault& fault_;
  Extent at_[image::kPolicySections];
};

}  // namespace

bool open_policy(const uint8_t* bytes, size_t size, PolicyView& view, Fault& fault) {
  return PolicyReader(bytes, view, fault).read(size);
}

}  // namespace guion::verify
