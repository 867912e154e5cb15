// What one turn of the agent asks of a listener (questions, sentences, values), and what a stage asks of a reader.
// A turn is what the agent says from one answer of the customer to the next, as far as that is certain: lines that
// follow one another in one block. Whatever else may happen between two lines parts them, so a turn may be longer than
// it is taken for, never shorter. A written channel has no turns.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "spanish/readability.hpp"
#include "spanish/rules.hpp"

namespace guion::spanish {
namespace {

using ast::NodeKind;

/// Something that counts, and where it stands.
struct Counted {
  Span span;
  sema::SlotId slot = kNone;  ///< of a value
};

/// The wordings of one line: more than one with «una de».
using Line = std::span<const Measured>;

bool is_mark(const Token& t, Mark m) { return t.kind == TokenKind::Mark && t.mark == m; }

class Turns {
 public:
  Turns(Context& c, FileId file) : c_(c), tree_(c.tree(file)) {}

  void run(std::span<const Measured> texts) {
    std::vector<Line> turn;
    for (std::size_t i = 0; i < texts.size();) {
      std::size_t end = i + 1;
      while (end < texts.size() && texts[end].head == texts[i].head) ++end;
      const Line line = texts.subspan(i, end - i);
      i = end;
      // The options of a menu stand behind it under the same head, an agent's texts apart.
      const Line heard = line.first(static_cast<std::size_t>(
          std::find_if(line.begin(), line.end(), [](const Measured& m) { return m.hearer != Hearer::Customer; }) -
          line.begin()));
      if (heard.empty()) continue;
      if (!turn.empty() && !follows(turn.back(), heard)) judge(turn);
      turn.push_back(heard);
      if (heard[0].kind != NodeKind::Say) judge(turn);
    }
    judge(turn);
  }

 private:
  /// The line that stands beside others in its block: of a way to verify its «verifica».
  [[nodiscard]] LineId beside(const Measured& m) const { return m.kind == NodeKind::With ? m.block : m.head.line; }

  /// Whether nothing but remarks and silent steps stands between two lines of one block.
  [[nodiscard]] bool follows(Line before, Line line) const {
    const LineId first = tree_.lines[before[0].head.line].block_end, second = beside(line[0]);
    if (second < first || tree_.lines[second].depth != tree_.lines[before[0].head.line].depth) return false;
    if (!silent(first, second)) return false;
    return line[0].kind != NodeKind::With || silent(second + 1, line[0].head.line);
  }
  [[nodiscard]] bool silent(LineId first, LineId end) const {
    for (LineId l = first; l < end; ++l) {
      const ast::Line& line = tree_.lines[l];
      const bool step = line.kind == NodeKind::Set && line.block_end <= l + 1;
      if (line.kind != NodeKind::Comment && !step) return false;
    }
    return true;
  }

  /// Judges the turn and empties it.
  void judge(std::vector<Line>& turn) {
    const ReadingOptions& limits = c_.options.reading;
    std::uint32_t questions = 0, sentences = 0, slots = 0;
    for (const Line& line : turn) {
      const auto most = [&](std::uint32_t Measured::*count) {
        std::uint32_t n = 0;
        for (const Measured& m : line) n = std::max(n, m.*count);
        return n;
      };
      questions += most(&Measured::questions);
      sentences += most(&Measured::sentences);
      slots += most(&Measured::slots);
    }
    if (questions > 1)
      told(turn, &Turns::questions, 1, [&](Span first, Span at, const std::string& count) {
        c_.emitter.report(diag::SeveralQuestions, at, count)
            .note(first, "the first one stands here", "la primera está aquí");
      });
    if (sentences > limits.turn_sentences)
      told(turn, &Turns::sentences, limits.turn_sentences, [&](Span first, Span at, const std::string& count) {
        c_.emitter.report(diag::LongTurn, at, count, std::to_string(limits.turn_sentences))
            .note(first, "the turn begins here", "el turno empieza aquí");
      });
    if (slots > limits.turn_values)
      told(turn, &Turns::values, limits.turn_values, [&](Span, Span at, const std::string& count) {
        c_.emitter.report(diag::ManyValues, at, count, std::to_string(limits.turn_values));
      });
    turn.clear();
  }

  using Count = std::vector<Counted> (Turns::*)(const Measured&);

  /// Counts exactly what was suspected, of each line in its longest wording; tells the first of all and the first that
  /// is too many.
  template <class Report>
  void told(const std::vector<Line>& turn, Count count, std::size_t limit, Report report) {
    std::vector<Counted> all;
    for (const Line& line : turn) {
      std::vector<Counted> longest;
      for (const Measured& m : line) {
        std::vector<Counted> some = (this->*count)(m);
        if (some.size() > longest.size()) longest = std::move(some);
      }
      for (const Counted& one : longest) {
        const bool known = one.slot != kNone && std::any_of(all.begin(), all.end(), [&](const Counted& other) {
                             return other.slot == one.slot;
                           });
        if (!known) all.push_back(one);
      }
    }
    if (all.size() > limit) report(all[0].span, all[limit].span, std::to_string(all.size()));
  }

  const Reading& read(const Measured& m) {
    read_text(tree_, ast::text_of(tree_.parts_of(m.line.line)), 0, c_.words, reading_);
    return reading_;
  }

  /// Questions that want an answer and are written as such: not «¿verdad?», nor what is quoted, nor the rest of a
  /// choice («¿O …?»).
  std::vector<Counted> questions(const Measured& m) {
    std::vector<Counted> found;
    const auto& tokens = read(m).tokens;
    std::size_t open = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (is_mark(tokens[i], Mark::OpenQuote)) quoted = true;
      if (is_mark(tokens[i], Mark::CloseQuote)) quoted = false;
      if (is_mark(tokens[i], Mark::Quote)) quoted = !quoted;
      if (is_mark(tokens[i], Mark::Stop) || is_mark(tokens[i], Mark::Exclamation)) open = i + 1;
      if (is_mark(tokens[i], Mark::OpenQuestion)) open = i;
      if (!is_mark(tokens[i], Mark::Question)) continue;
      if (!quoted && is_mark(tokens[open], Mark::OpenQuestion) && wants_answer(tokens, open, i))
        found.push_back({c_.span(m.line, tokens[open], tokens[i])});
      open = i + 1;
    }
    return found;
  }
  [[nodiscard]] bool wants_answer(const std::vector<Token>& tokens, std::size_t open, std::size_t close) const {
    std::size_t first = is_mark(tokens[open], Mark::OpenQuestion) ? open + 1 : open;
    while (first < close && tokens[first].kind == TokenKind::Mark) ++first;
    if (first == close) return false;
    if (tokens[first].kind == TokenKind::Word) {
      const std::string_view word = c_.words.text(tokens[first].word);
      if (word == "o" || word == "u") return false;
    }
    const Row* row = c_.lists.match(List::Tags, tokens, first, c_.words);
    if (row == nullptr) return true;
    for (std::size_t i = first + c_.lists.size_of(*row); i < close; ++i)  // «¿Hola, {cliente}?»
      if (tokens[i].kind == TokenKind::Word || tokens[i].kind == TokenKind::Number) return true;
    return false;
  }

  /// Sentences that say something: «Gracias.» and «Muy bien.» burden nobody's memory.
  std::vector<Counted> sentences(const Measured& m) {
    constexpr std::uint32_t kLeast = 3;
    std::vector<Counted> found;
    const Reading& r = read(m);
    for (const Sentence& s : r.sentences) {
      if (s.words >= kLeast) found.push_back({c_.span(m.line, r.of(s).front(), r.of(s).back())});
    }
    return found;
  }

  /// Values that a listener might want to note: not constants, not names or how somebody is addressed.
  std::vector<Counted> values(const Measured& m) {
    std::vector<Counted> found;
    const sema::TemplateId text = c_.program.at(m.line).text;
    if (text == kNone) return found;
    for (const Token& t : read(m).tokens) {
      if (t.kind != TokenKind::Value) continue;
      const sema::SlotId slot = slot_at(text, t.part->begin);
      if (slot == kNone) continue;
      const sema::Slot& s = c_.program.slots[slot];
      const bool noted =
          !s.constant && !s.own_words && s.type.kind != sema::TypeKind::Name && s.type.kind != sema::TypeKind::Address;
      if (noted) found.push_back({c_.span(m.line, t), slot});
    }
    return found;
  }
  [[nodiscard]] sema::SlotId slot_at(sema::TemplateId text, std::uint32_t begin) const {
    const auto find = [&](std::span<const sema::Segment> in) {
      for (const sema::Segment& s : in)
        if (s.kind == sema::SegmentKind::Value && s.span.begin == begin) return s.slot;
      return static_cast<sema::SlotId>(kNone);
    };
    const auto all = c_.program.segments_of(text);
    sema::SlotId slot = find(all);
    for (const sema::Segment& s : all) {
      if (s.kind != sema::SegmentKind::Choice) continue;
      for (const sema::Range& arm : c_.program.arms_of(s))
        if (slot == kNone) slot = find(c_.program.segments_in(arm));
    }
    return slot;
  }

  Context& c_;
  const ast::Tree& tree_;
  Reading reading_;
};

void judge_place(Context& c, FileId file, LineId place, const Prose& prose) {
  const double score = szigriszt_pazos(prose);
  if (prose.words < kLeastWords || score >= c.options.reading.readability) return;
  const ast::Part* name = ast::find(c.tree(file).parts_of(place), ast::PartKind::Name);
  const Span span = name == nullptr ? c.program.span_of({file, place}) : Span{file, name->begin, name->end};
  // Rounded down, or it would seem to be what is asked for.
  const std::string points = std::to_string(static_cast<int>(std::floor(score)));
  const std::string asked = std::to_string(c.options.reading.readability);
  const std::string_view en = name_of(band_of(score), Tongue::En), es = name_of(band_of(score), Tongue::Es);
  diag::Diagnostic& d = c.emitter.report(diag::HardToRead, span, points, en, asked);
  d.es = fmt::vformat(fmt::string_view{diag::HardToRead.es}, fmt::make_format_args(points, es, asked));
}

/// The score of each stage and part, over what the customer hears in it.
void judge_places(Context& c, FileId file, std::span<const Measured> texts) {
  LineId place = kNone;
  Prose prose;
  for (const Measured& m : texts) {
    if (m.hearer != Hearer::Customer) continue;
    if (m.place != place) {
      if (place != kNone) judge_place(c, file, place, prose);
      place = m.place;
      prose = {};
    }
    prose += {m.words, m.syllables, m.sentences};
  }
  if (place != kNone) judge_place(c, file, place, prose);
}

}  // namespace

void check_turns(Context& context, FileId file, std::span<const Measured> texts) {
  if (context.program.channel != Word::Written) Turns(context, file).run(texts);
  judge_places(context, file, texts);
}

}  // namespace guion::spanish
