// See sources.hpp.
#include "base/sources.hpp"

namespace guion {

ReadStatus MemorySources::read(const std::string& path, std::string& text) {
  for (const Entry& e : files_) {
    if (e.path == path) {
      text = e.text;
      return ReadStatus::Ok;
    }
  }
  return ReadStatus::NotFound;
}

}  // namespace guion
