// The texts of a flow on their way to translators and back: what each of the three formats carries. The formats know
// nothing of flows, and export and import nothing of formats. Spec: docs/translation.md, «Files for translators».
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/message.hpp"
#include "strings/plain.hpp"

namespace guion::strings {

/// One text. `source` and `target` are texts with braces, as a flow would have them. Of XLIFF that was read only `bits`
/// and `target_bits` are there, whose words are not escaped: how, depends on where the text stands.
struct Unit {
  std::string file;  ///< path from the folder of the flow
  std::string key;   ///< see texts.hpp
  std::string source, target;
  std::string hash;        ///< of the source text at the export; empty: the file has lost it
  bool unsure = false;     ///< the file marks the translation as not to be used yet
  std::uint32_t line = 0;  ///< exported: in `file`; read: in the translators' file, from 1

  Bits bits, target_bits;

  // What a translator is told; not read back.
  Shape shape = Shape::Text;
  Tongue tongue = Tongue::Es;       ///< in which its marks are spelt
  std::vector<std::string> values;  ///< one a Value bit of `bits`: a sample, maybe empty
  std::string place, context, slots, limit, sample;
};

struct Catalogue {
  std::string flow;  ///< its name
  std::string source_locale, target_locale;
  Tongue tongue = Tongue::Es;  ///< of what translators are told
  std::vector<Unit> units;
};

enum class Form : std::uint8_t { Xliff, Po, Csv };

/// By the extension: .xlf, .xliff, .po, .csv.
[[nodiscard]] std::optional<Form> form_of(std::string_view path);

/// Something about a line of the translators' file.
struct Problem {
  bool error = true;
  std::uint32_t line = 0;  ///< from 1; 0: the file as a whole
  Message message;
};

[[nodiscard]] std::string write_xliff(const Catalogue& catalogue);
[[nodiscard]] std::string write_po(const Catalogue& catalogue);
[[nodiscard]] std::string write_csv(const Catalogue& catalogue);
[[nodiscard]] std::string write(const Catalogue& catalogue, Form form);

/// Reads any bytes. What cannot be understood is a problem with its line; what can is in the catalogue.
/// Cost: linear.
[[nodiscard]] Catalogue read_xliff(std::string_view utf8, std::vector<Problem>& problems);
[[nodiscard]] Catalogue read_po(std::string_view utf8, std::vector<Problem>& problems);
[[nodiscard]] Catalogue read_csv(std::string_view utf8, std::vector<Problem>& problems);
/// The same by form, from bytes in UTF-8, UTF-16 or, where the file says so, ISO-8859-1. Errors: a problem with its
/// line.
[[nodiscard]] Catalogue read(std::string_view bytes, Form form, std::vector<Problem>& problems);

}  // namespace guion::strings
