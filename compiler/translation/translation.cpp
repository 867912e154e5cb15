// What the texts of a copy read and say, against those of the original: see translation.hpp.
#include "translation/translation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "translation/lines.hpp"

namespace guion::translation {
namespace {

using ast::NodeKind;
using sema::Program;
using sema::SegmentKind;
using sema::SlotId;
using sema::TemplateId;

/// The slots that a text needs, and where each is named first.
void each_read(const Program& p, std::span<const sema::Segment> segments, const auto& f) {
  for (const sema::Segment& s : segments) {
    if (s.kind == SegmentKind::Value || s.kind == SegmentKind::Choice) f(s.slot, s);
    if (s.form == sema::Form::WithAddress) f(p.address_slot, s);
    if (s.kind != SegmentKind::Choice) continue;
    for (const sema::Range& arm : p.arms_of(s)) each_read(p, p.segments_in(arm), f);
  }
}
std::set<SlotId> reads(const Program& p, TemplateId t) {
  std::set<SlotId> out;
  each_read(p, p.segments_of(t), [&](SlotId s, const sema::Segment&) { out.insert(s); });
  return out;
}

/// Whether the value is heard whatever arm is taken.
bool always_says(const Program& p, std::span<const sema::Segment> segments, SlotId slot) {
  return std::any_of(segments.begin(), segments.end(), [&](const sema::Segment& s) {
    if (s.kind == SegmentKind::Value) return s.slot == slot;
    if (s.kind != SegmentKind::Choice) return false;
    const auto arms = p.arms_of(s);
    return std::all_of(arms.begin(), arms.end(),
                       [&](const sema::Range& arm) { return always_says(p, p.segments_in(arm), slot); });
  });
}

/// A text from its first letter to its last: the span of a template begins and ends within the braces of its blanks.
Span whole_text(const Program& p, TemplateId t) {
  Span s = p.templates[t].span;
  const std::string_view text = p.files[s.file].tree.text;
  const std::size_t brace = text.find_last_of("{}\n", s.begin == 0 ? 0 : s.begin - 1);
  if (brace != std::string_view::npos && brace < s.begin && text[brace] == '{')
    s.begin = static_cast<std::uint32_t>(brace);
  const std::size_t next = text.find_first_not_of(' ', s.end);
  if (next != std::string_view::npos && text[next] == '}') s.end = static_cast<std::uint32_t>(next + 1);
  return s;
}

Span language_line(const Program& p) {
  const ast::Tree& tree = p.files[0].tree;
  Span found{0, 0, 0};
  for (const ast::Line& l : tree.lines)
    if (l.kind == NodeKind::Language || found == Span{}) found = {0, l.begin, l.end};
  return found;
}

/// Words and marks of a text, as they are compared.
void spell(const Program& p, std::span<const sema::Segment> segments, std::string& out) {
  for (const sema::Segment& s : segments) {
    if (s.kind == SegmentKind::Literal) out += p.text_of(s);
    if (s.kind == SegmentKind::Literal) continue;
    out += fmt::format("{{{}:{}:{}", static_cast<int>(s.kind), s.slot, static_cast<int>(s.form));
    if (s.kind == SegmentKind::Choice) {
      for (const sema::Range& arm : p.arms_of(s)) {
        out += '|';
        spell(p, p.segments_in(arm), out);
      }
    }
    out += '}';
  }
}

/// Whether a text has words to translate: more than one, and not all with a capital, as names have.
bool has_text_to_translate(const Program& p, std::span<const sema::Segment> segments) {
  std::size_t words = 0, small = 0;
  const auto count = [&](std::string_view text) {
    bool inside = false;
    for (const char c : text) {
      const bool lower = c >= 'a' && c <= 'z';
      const bool letter = lower || (c >= 'A' && c <= 'Z') || (static_cast<unsigned char>(c) & 0x80U) != 0;
      words += letter && !inside ? 1U : 0U;
      small += lower && !inside ? 1U : 0U;
      inside = letter;
    }
  };
  for (const sema::Segment& s : segments) {
    if (s.kind == SegmentKind::Literal) count(p.text_of(s));
    if (s.kind != SegmentKind::Choice) continue;
    for (const sema::Range& arm : p.arms_of(s))
      for (const sema::Segment& part : p.segments_in(arm))
        if (part.kind == SegmentKind::Literal) count(p.text_of(part));
  }
  return words > 1 && small != 0;
}

/// Whether the customer hears the text of a line.
bool is_for_customer(const Program& p, LineRef line) {
  const auto& lines = p.files[line.file].tree.lines;
  LineId at = line.line;
  while (lines[at].kind == NodeKind::Item && at > 0) {
    const auto depth = lines[at].depth;
    while (at > 0 && lines[at].depth >= depth) --at;
  }
  const NodeKind kind = lines[at].kind;
  return kind == NodeKind::Say || kind == NodeKind::Ask || kind == NodeKind::Menu || kind == NodeKind::With ||
         kind == NodeKind::Transfer;
}

/// Whether a literal holds a letter or a digit: more than blanks and marks.
bool has_words(std::string_view text) {
  return std::ranges::any_of(text, [](char c) {
    const auto u = static_cast<unsigned char>(c);
    const bool plain = (u >= '0' && u <= '9') || ((u | 0x20) >= 'a' && (u | 0x20) <= 'z');
    return plain || (u >= 0xc3 && u != 0xe2);  // what begins with C2 or E2 is a blank or a mark
  });
}

/// Whether anything of a text can be heard: words or a value, in some arm.
bool is_heard(const Program& program, std::span<const sema::Segment> segments) {
  return std::ranges::any_of(segments, [&](const sema::Segment& s) {
    if (s.kind == sema::SegmentKind::Literal) return has_words(program.text_of(s));
    if (s.kind != sema::SegmentKind::Choice) return true;
    return std::ranges::any_of(program.arms_of(s),
                               [&](const sema::Range& arm) { return is_heard(program, program.segments_in(arm)); });
  });
}

class Comparison {
 public:
  Comparison(const Program& original, const Program& copy, diag::Emitter& emitter)
      : original_(original), copy_(copy), emitter_(emitter), texts_(original.templates.size(), kNone) {}

  Texts run() {
    if (copy_.locale == original_.locale)
      emitter_.report(diag::TranslationOfSameLanguage, language_line(copy_), copy_.locale);
    if (original_.files.size() != copy_.files.size()) return other_files(), texts_;
    std::vector<LinePair> same;
    const std::size_t before = emitter_.all().size();
    for (FileId f = 0; f < copy_.files.size(); ++f) compare_lines(original_, copy_, f, emitter_, same);
    if (emitter_.all().size() != before) return texts_;  // numbers of slots would not be the same
    for (const auto& [there, here] : same) pair(original_.at(there).text, copy_.at(here).text);
    for (std::size_t r = 0; r < original_.stage_rules.size(); ++r) {
      const auto &there = original_.stage_rules[r].notes, &here = copy_.stage_rules[r].notes;
      for (std::size_t n = 0; n < there.size(); ++n) pair(there[n], here[n]);
    }
    for (const auto& [there, here] : same) hold_to_rules(there);
    for (TemplateId t = 0; t < texts_.size(); ++t)
      if (texts_[t] != kNone) compare_texts(t, texts_[t]);
    find_untouched(same);
    return texts_;
  }

 private:
  void other_files() {
    const std::size_t wanted = original_.files.size() - 1, found = copy_.files.size() - 1;
    emitter_
        .report(diag::TranslationDiffers, language_line(copy_),
                fmt::format("it brings in {} files, and the original {}", found, wanted),
                fmt::format("trae {} archivos, y el original {}", found, wanted))
        .note(in_original(copy_, language_line(original_)), "the original", "el original");
  }

  void pair(TemplateId there, TemplateId here) {
    if (there < texts_.size() && here < copy_.templates.size()) texts_[there] = here;
  }

  void compare_texts(TemplateId there, TemplateId here) {
    if (is_heard(original_, original_.segments_of(there)) && !is_heard(copy_, copy_.segments_of(here))) {
      emitter_
          .report(diag::TranslationDiffers, whole_text(copy_, here), "this text says nothing, and that one does",
                  "este texto no dice nada, y aquel sí")
          .note(in_original(copy_, whole_text(original_, there)), "the original", "el original");
      return;
    }
    const std::set<SlotId> allowed = reads(original_, there);
    std::set<SlotId> found;
    each_read(copy_, copy_.segments_of(here), [&](SlotId slot, const sema::Segment& s) {
      if (!found.insert(slot).second || allowed.contains(slot) || slot >= copy_.slots.size()) return;
      emitter_.report(diag::TranslationReadsMore, s.span, copy_.slots[slot].name)
          .note(in_original(copy_, whole_text(original_, there)), "the original", "el original");
    });
    for (const SlotId slot : allowed) {
      // «Señor» and «señora» are often not said in another language.
      if (found.contains(slot) || told_.contains({there, slot}) ||
          original_.slots[slot].type.kind == sema::TypeKind::Address)
        continue;
      if (!always_says(original_, original_.segments_of(there), slot)) continue;
      emitter_.report(diag::TranslationSaysLess, whole_text(copy_, here), original_.slots[slot].name)
          .note(in_original(copy_, whole_text(original_, there)), "the original", "el original");
    }
  }

  /// Two kinds of one language share most of their words.
  void find_untouched(const std::vector<LinePair>& same) {
    constexpr std::size_t kLanguage = 2, kNotes = 4;
    if (copy_.locale.substr(0, kLanguage) == original_.locale.substr(0, kLanguage)) return;
    std::size_t all = 0;
    std::vector<Span> untouched;
    for (const auto& [there, here] : same) {
      const TemplateId text = original_.at(there).text;
      if (text >= texts_.size() || texts_[text] == kNone || !is_for_customer(original_, there)) continue;
      const auto wanted = original_.segments_of(text), found = copy_.segments_of(texts_[text]);
      if (!has_text_to_translate(original_, wanted)) continue;
      ++all;
      std::string a, b;
      spell(original_, wanted, a);
      spell(copy_, found, b);
      if (a == b) untouched.push_back(whole_text(copy_, texts_[text]));
    }
    if (untouched.empty()) return;
    auto& d = emitter_.report(diag::TranslationUntouched, untouched.front(), untouched.size(), all);
    for (std::size_t i = 1; i < untouched.size() && i <= kNotes; ++i) d.note(untouched[i], "here, too", "también aquí");
  }

  /// `@x dice {dato}` holds for the wordings of both.
  void hold_to_rules(LineRef there) {
    const sema::Statement& s = original_.at(there);
    for (std::uint32_t t = s.tags; t < s.tags_end; ++t) {
      for (const sema::Rule& rule : original_.rules) {
        if (rule.form != ast::RuleForm::TagSays || rule.events.front().object != original_.tag_lists[t]) continue;
        hold_to_rule(rule, there);
      }
    }
  }
  /// Where the original does not say it, an exception of the rule holds.
  void hold_to_rule(const sema::Rule& rule, LineRef head) {
    const LineId end = std::max(original_.line(head).block_end, head.line + 1);
    const SlotId slot = rule.events.front().says;
    for (LineRef l = head; l.line < end; ++l.line) {
      const TemplateId text = original_.at(l).text;
      if (text == kNone || texts_[text] == kNone) continue;
      const bool kept = always_says(copy_, copy_.segments_of(texts_[text]), slot);
      if (kept || !always_says(original_, original_.segments_of(text), slot)) continue;
      told_.insert({text, slot});
      emitter_.report(diag::TranslationBreaksWording, whole_text(copy_, texts_[text]), rule.name,
                      copy_.slots[slot].name);
    }
  }

  const Program& original_;
  const Program& copy_;
  diag::Emitter& emitter_;
  Texts texts_;
  std::set<std::pair<TemplateId, SlotId>> told_;  ///< texts of the original whose copies break a rule by this slot
};

}  // namespace

Texts compare(const Program& original, const Program& copy, diag::Emitter& emitter) {
  return Comparison(original, copy, emitter).run();
}

}  // namespace guion::translation
