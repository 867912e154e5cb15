// Any file that translators give back, and any translations: the first byte says which format, or that each line is the
// translation of one text. Reading never crashes, every problem has a line of the file, and a copy that is made is a
// flow that reads without an error and carries the same texts through all three formats.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "diag/diagnostics.hpp"
#include "fuzz/play.hpp"
#include "parse/parse.hpp"
#include "strings/sources.hpp"

namespace {

using guion::fuzz::demand;
using guion::strings::Catalogue;
using guion::strings::Exported;
using guion::strings::Form;
using guion::strings::Imported;
using guion::strings::Problem;

struct Source {
  guion::Compilation made = guion::test::compile_three();
  Exported exported = guion::strings::export_texts(made.program, guion::Tongue::Es, false);
};

const Source& source() {
  static const Source one;
  return one;
}

/// The flow with one line of the input as each translation.
Catalogue lines_as_targets(std::string_view lines) {
  Catalogue c = source().exported.catalogue;
  c.target_locale = "en-US";
  for (guion::strings::Unit& u : c.units) {
    const std::size_t end = lines.find('\n');
    u.bits.clear();
    u.target = lines.substr(0, end);
    lines = end == std::string_view::npos ? std::string_view{} : lines.substr(end + 1);
  }
  return c;
}

void check_copies(const Imported& made) {
  for (const std::string& text : made.files) {
    guion::diag::Emitter emitter;
    (void)guion::parse::parse(text, 0, emitter);
    demand(!emitter.has_errors(), "a copy cannot be read");
  }
}

/// What was taken, written in each format and read again, gives the same copies.
void check_round_trip(const Catalogue& read, const Imported& made) {
  Exported out = source().exported;
  out.catalogue.target_locale = read.target_locale;
  (void)guion::strings::carry_over(out, read);
  const Imported direct = guion::strings::import_texts(source().made.program, read, {});
  demand(direct.files == made.files, "two imports differ");
  std::vector<std::string> first;
  for (const Form form : {Form::Xliff, Form::Po, Form::Csv}) {
    std::vector<Problem> problems;
    const Catalogue again = guion::strings::read(guion::strings::write(out.catalogue, form), form, problems);
    demand(problems.empty(), "what was written cannot be read");
    const Imported copy = guion::strings::import_texts(source().made.program, again, {});
    demand(!copy.files.empty(), "what was accepted is refused");
    if (first.empty()) first = copy.files;
    demand(copy.files == first, "the formats differ");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes{reinterpret_cast<const char*>(data + 1), size - 1};
  std::vector<Problem> problems;
  constexpr Form kForms[] = {Form::Xliff, Form::Po, Form::Csv};
  const unsigned mode = data[0] % 4;
  const Catalogue read = mode < 3 ? guion::strings::read(bytes, kForms[mode], problems) : lines_as_targets(bytes);
  const auto lines = static_cast<std::uint32_t>(std::count(bytes.begin(), bytes.end(), '\n')) + 2;
  for (const Problem& p : problems)
    demand(p.line <= lines && !p.message.en.empty() && !p.message.es.empty(), "a problem without a place");
  const Imported made = guion::strings::import_texts(source().made.program, read, {});
  check_copies(made);
  if (!made.files.empty()) check_round_trip(read, made);
  return 0;
}
