// The hash map behind the name spaces, and folded keys.
// It must not know what names stand for.
// Spec: docs/language.md, «Lines».
#include "sema/names.hpp"

#include <utf8proc.h>

#include <cstdlib>

namespace guion::sema {
namespace {

std::uint32_t hash_of(std::string_view name) {
  std::uint32_t h = 2166136261U;
  for (const char c : name) h = (h ^ static_cast<unsigned char>(c)) * 16777619U;
  return h;
}

std::string decomposed(std::string_view name) {
  utf8proc_uint8_t* out = nullptr;
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STABLE);
  const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(name.data()),
                                 static_cast<utf8proc_ssize_t>(name.size()), &out, options);
  if (size < 0) return std::string{name};
  std::string result(reinterpret_cast<const char*>(out), static_cast<std::size_t>(size));
  std::free(out);
  return result;
}

}  // namespace

std::size_t NameTable::slot_of(std::string_view name, std::uint32_t hash) const {
  const std::size_t mask = entries_.size() - 1;
  std::size_t at = hash & mask;
  while (entries_[at].id != kNone && (entries_[at].hash != hash || entries_[at].name != name)) at = (at + 1) & mask;
  return at;
}

std::uint32_t NameTable::find(std::string_view name) const {
  if (entries_.empty()) return kNone;
  return entries_[slot_of(name, hash_of(name))].id;
}

std::uint32_t NameTable::insert(std::string_view name, std::uint32_t id) {
  if (used_ * 2 >= entries_.size()) grow();
  const std::uint32_t hash = hash_of(name);
  Entry& entry = entries_[slot_of(name, hash)];
  if (entry.id != kNone) return entry.id;
  entry = {name, hash, id};
  ++used_;
  return kNone;
}

void NameTable::grow() {
  std::vector<Entry> old = std::move(entries_);
  entries_.assign(old.empty() ? 16 : old.size() * 2, {});
  for (const Entry& entry : old) {
    if (entry.id != kNone) entries_[slot_of(entry.name, entry.hash)] = entry;
  }
}

std::string_view Spellings::folded(std::string_view name) {
  const std::string nfd = decomposed(name);
  std::string kept;
  for (std::size_t i = 0; i < nfd.size();) {
    utf8proc_int32_t point = 0;
    const auto step = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(nfd.data()) + i,
                                       static_cast<utf8proc_ssize_t>(nfd.size() - i), &point);
    const std::size_t length = step > 0 ? static_cast<std::size_t>(step) : 1;
    const bool mark = step > 0 && utf8proc_category(point) == UTF8PROC_CATEGORY_MN;
    const bool tilde_of_n = point == 0x303 && !kept.empty() && kept.back() == 'n';
    if (!mark || tilde_of_n) kept.append(nfd, i, length);
    i += length;
  }
  return kept_.emplace_back(std::move(kept));
}

}  // namespace guion::sema
