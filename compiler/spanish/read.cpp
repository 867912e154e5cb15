// The walk over the texts of a program: see read.hpp. It knows which line reaches whom, and judges nothing itself.
#include "spanish/read.hpp"

#include <vector>

#include "spanish/rules.hpp"
#include "spanish/terms.hpp"

namespace guion::spanish {
namespace {

using ast::NodeKind;
using ast::PartKind;

constexpr std::uint32_t kMostBytes = 8192;  ///< of a text; a longer one is refused anyway (G0528)

class Walk {
 public:
  explicit Walk(Context& context) : c_(context) {}

  void file(FileId file) {
    file_ = file;
    open_.clear();
    const std::size_t first = measured_.size();
    const auto& lines = c_.tree(file).lines;
    for (LineId l = 0; l < lines.size(); ++l) {
      while (!open_.empty() && lines[open_.back()].block_end <= l) open_.pop_back();
      line(l);
      if (lines[l].block_end > l + 1) open_.push_back(l);
    }
    const std::span texts = std::span<const Measured>{measured_}.subspan(first);
    (void)texts;
#define UTTERANCE(function)
#define PROGRAM(function)
#define TURNS(function) function(c_, file, texts);
#include "spanish/rules.def"
#undef TURNS
#undef PROGRAM
#undef UTTERANCE
  }

  void all() {
#define UTTERANCE(function)
#define TURNS(function)
#define PROGRAM(function) function(c_, measured_);
#include "spanish/rules.def"
#undef PROGRAM
#undef TURNS
#undef UTTERANCE
  }

 private:
  void line(LineId l) {
    const ast::Line& line = c_.tree(file_).lines[l];
    LineId head = l;
    Hearer hearer = Hearer::Customer;
    switch (line.kind) {
      case NodeKind::Say:
      case NodeKind::Ask:
      case NodeKind::Menu:
      case NodeKind::With:
      case NodeKind::Transfer:
        break;
      case NodeKind::Item:
        if (open_.empty()) return;
        head = open_.back();
        if (c_.tree(file_).lines[head].kind == NodeKind::Menu) hearer = Hearer::Option;
        if (c_.tree(file_).lines[head].kind == NodeKind::Type) return value(l, head);
        break;
      case NodeKind::Note:
      case NodeKind::Record:
      case NodeKind::Judge:
        hearer = Hearer::Agent;
        break;
      case NodeKind::Slot:
      case NodeKind::Area:
        hearer = Hearer::Phrase;
        break;
      default:
        return;
    }
    text(l, head, hearer, ast::text_of(c_.tree(file_).parts_of(l)));
  }

  /// The value of an enumeration: its label, then maybe how it is spoken.
  void value(LineId l, LineId head) {
    const auto run = ast::text_of(c_.tree(file_).parts_of(l));
    std::size_t bar = 0;
    while (bar < run.size() && run[bar].kind != PartKind::Spoken) ++bar;
    text(l, head, Hearer::Option, run.first(bar));
    if (bar < run.size()) text(l, head, Hearer::Phrase, run.subspan(bar + 1));
  }

  void text(LineId l, LineId head, Hearer hearer, std::span<const ast::Part> run) {
    if (run.empty() || run.back().end - run.front().begin > kMostBytes) return;
    const ast::Tree& tree = c_.tree(file_);
    const unsigned ways = ways_to_read(run);
    for (unsigned way = 0; way < ways; ++way) {
      read_text(tree, run, way, c_.words, reading_);
      const Utterance u{{file_, l}, {file_, head}, tree.lines[head].kind, hearer, place(), run, way, reading_, open_};
      if (way == 0) measure(u);
#define UTTERANCE(function) function(c_, u);
#define TURNS(function)
#define PROGRAM(function)
#include "spanish/rules.def"
#undef PROGRAM
#undef TURNS
#undef UTTERANCE
    }
  }

  void measure(const Utterance& u) {
    Measured m{u.line, u.head, u.kind, u.hearer, u.place, open_.empty() ? kNone : open_.back()};
    for (const Token& t : reading_.tokens) {
      if (t.kind == TokenKind::Value) ++m.slots;
      if (t.kind == TokenKind::Word) ++m.words, m.syllables += c_.words[t.word].syllables;
    }
    m.sentences = static_cast<std::uint32_t>(reading_.sentences.size());
    for (const Sentence& s : reading_.sentences) m.questions += s.asks ? 1u : 0u;
    measured_.push_back(m);
  }

  [[nodiscard]] LineId place() const { return open_.empty() ? kNone : open_.front(); }

  Context& c_;
  FileId file_ = 0;
  std::vector<LineId> open_;  ///< lines whose blocks are open
  std::vector<Measured> measured_;
  Reading reading_;
};

/// What the lists say of words, before any text.
struct Knowledge {
  Words words;
  Lists lists;
  Pairs pairs;
};

Knowledge knowledge_of(std::span<const TermList> of_company) {
  Knowledge k;
  for (const Builtin& b : builtin_lists()) (void)k.lists.add(b.list, b.text, k.words);
  for (const TermList& t : of_company)
    if (const auto list = list_named(t.name)) (void)k.lists.add(*list, t.text, k.words);
  learn_accents(k.words, k.lists, k.pairs);
  return k;
}

/// The lists of Guion are taken in once a process: that costs more than to read a flow.
const Knowledge& builtin_knowledge() {
  static const Knowledge knowledge = knowledge_of({});
  return knowledge;
}

}  // namespace

void read(const sema::Program& program, const CompileOptions& options, diag::Emitter& emitter) {
  if (program.locale.rfind("es", 0) != 0) return;
  const auto& own = options.reading.lists;
  const Knowledge& known = builtin_knowledge();
  const Knowledge company = own.empty() ? Knowledge{} : knowledge_of(own);
  const Knowledge& knowledge = own.empty() ? known : company;
  Words words = knowledge.words;  // texts add theirs
  Terms terms = terms_of(program, words);
  Context context{program, options, words, knowledge.lists, emitter, terms, knowledge.pairs};
  learn_names(context);
  Walk walk(context);
  for (FileId file = 0; file < program.files.size(); ++file) walk.file(file);
  walk.all();
}

}  // namespace guion::spanish
