// A flow as a reader goes through it: its stages in order, parts put in where they are done, every text in each of its
// wordings, and how long each stage takes to say. What the texts sound like is the runtime's to say
// (replay/recital.hpp); how they are printed is the command's. It knows no terminal. Meaning: docs/questions.md,
// «Read».
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "questions/questions.hpp"
#include "sema/program.hpp"

namespace guion::questions {

/// A value of a slot that chooses an arm.
struct Choice {
  sema::SlotId slot = kNone;
  std::int64_t value = 0;
  std::uint32_t arm = 0;
};

/// A text with the arms that it is read with; no choice of arms if it has none.
struct Wording {
  sema::TemplateId text = kNone;
  std::vector<Choice> chosen;
};

/// A line of the reading. Lines that say nothing (a condition, a look-up) are there too: they say when what follows
/// applies.
struct Entry {
  LineRef line;        ///< of a note of conduct: that of the stage
  ast::NodeKind kind;  ///< Item: a wording, an option; Note without a line of its own: a note of conduct
  std::uint32_t depth = 0;
  std::vector<Wording> wordings;  ///< empty: nothing is said
  sema::PartId part = kNone;      ///< Do: the part that it runs
  bool again = false;             ///< … which stands further up in this reading, and not below
};

/// A stage of a flow; of a protocol a stage with notes of conduct, or a part; of a library a part.
struct Section {
  std::string name;
  LineRef line;
  std::vector<Entry> entries;
  std::vector<LineRef> heard;  ///< the lines of it, of its parts too, that the customer hears; each once
  /// Words of the shortest and the longest way through it, whether conditions hold or not; no line twice, a prompt of
  /// `verifica` as often as it may be tried.
  Words talk;
};

/// Whether the customer hears (or, in a written channel, reads) what such a line says. An item: as its head.
[[nodiscard]] bool is_heard(ast::NodeKind kind);
/// The whole of a flow, library or protocol, of its own file and, below `haz`, of others. Cost: linear in the lines,
/// parts put in.
[[nodiscard]] std::vector<Section> reading_of(const sema::Program& program);
/// Every arm of a text once: of several choices their first arms together, then their second ones. A text without a
/// choice is one.
[[nodiscard]] std::vector<Wording> wordings_of(const sema::Program& program, sema::TemplateId text);

}  // namespace guion::questions
