// The labelled corpus: its files as records, each record as a flow, and what an editor marked in it. The form of a file:
// README.md. Nothing here knows a rule.
#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "base/ids.hpp"

namespace guion::test {

/// Words that an editor marks. Units: bytes of Record::flow. A label of the whole record has begin = end = 0.
struct Label {
  std::vector<unsigned> codes;  ///< any of them will do; it counts for the first
  std::uint32_t begin = 0, end = 0;
  [[nodiscard]] bool of_record() const { return end == 0; }
};

/// A stage of its own, made a flow.
struct Record {
  std::string file;       ///< as the corpus names it: train/signos.txt
  unsigned line = 0;      ///< from 1, its first line there
  std::string flow;       ///< the flow that says it, without labels
  std::vector<Label> labels;
  unsigned lines = 0, good = 0;  ///< lines of text, and those without a label
};

/// What every record may name; beside it in memory, as «corpus.flow».
[[nodiscard]] std::string corpus_protocol();

/// The records of all files of a folder of the corpus, in order of names. Errors: a form that README.md does not know
/// is put into `errors`.
[[nodiscard]] std::vector<Record> read_corpus(const std::filesystem::path& folder, std::vector<std::string>& errors);

}  // namespace guion::test
