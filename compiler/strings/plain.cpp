// See plain.hpp. What a text may hold is the grammar's to say: a snippet is read as a line of a small flow.
#include "strings/plain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "diag/diagnostics.hpp"
#include "grammar/keywords.hpp"
#include "parse/parse.hpp"

namespace guion::strings {
namespace {

using ast::NodeKind;
using ast::Part;
using ast::PartKind;

constexpr std::array kWordsOfArms{Word::PluralOne, Word::PluralMany, Word::PluralOther, Word::Sir,
                                  Word::Madam,     Word::Neutral,    Word::Yes,         Word::No};

bool blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// A label of an arm in another tongue, if it is a word of the language.
std::string in_tongue(std::string_view label, Tongue from, Tongue to) {
  const auto same = [&](Word w) { return spelling(w, from) == label; };
  const auto found = std::find_if(kWordsOfArms.begin(), kWordsOfArms.end(), same);
  return std::string{found == kWordsOfArms.end() ? label : spelling(*found, to)};
}

class Writer {
 public:
  Writer(const ast::Tree& tree, Tongue to) : tree_(tree), to_(to) {}

  Bits run(std::span<const Part> parts) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const Part* next = i + 1 < parts.size() ? &parts[i + 1] : nullptr;
      step(parts[i], next != nullptr && next->kind == PartKind::Form ? next : nullptr);
    }
    if (!bits_.empty() && bits_.back().kind == BitKind::Words) {
      std::string& last = bits_.back().text;
      while (!last.empty() && blank(last.back())) last.pop_back();
      if (last.empty()) bits_.pop_back();
    }
    return std::move(bits_);
  }

 private:
  void step(const Part& p, const Part* form) {
    switch (p.kind) {
      case PartKind::Text:
      case PartKind::Escape:
        return words(tree_.at(p));
      case PartKind::Join:
        return words(" ");
      case PartKind::Hole:
        fresh_arm_ = false;
        bits_.push_back(
            {BitKind::Value, "{" + std::string{tree_.at(p)} + spelt(form) + "}", std::string{tree_.at(p)}, {}});
        return;
      case PartKind::Moment: {
        fresh_arm_ = false;
        const auto moment = spelling(static_cast<Word>(p.arg), to_);
        bits_.push_back({BitKind::Value, fmt::format("{{{}.{}}}", spelling(Word::Now, to_), moment), {}, {}});
        return;
      }
      case PartKind::Choice:
        choice_ = tree_.at(p);
        first_ = true;
        return;
      case PartKind::Arm:
        return arm(in_tongue(tree_.at(p), tree_.tongue, to_));
      case PartKind::ChoiceEnd:
        trim();
        bits_.push_back({BitKind::Close, "}", {}, {}});
        in_arm_ = false;
        return;
      default:  // Form went with its Hole; the rest is no text
        return;
    }
  }

  void words(std::string_view text) {
    if (fresh_arm_)
      while (!text.empty() && blank(text.front())) text.remove_prefix(1);
    if (text.empty()) return;
    fresh_arm_ = false;
    if (bits_.empty() || bits_.back().kind != BitKind::Words) bits_.push_back({});
    bits_.back().text += text;
  }

  void arm(std::string label) {
    if (in_arm_) trim();
    const std::string lead = first_ ? "{" + choice_ + " ? " : " | ";
    bits_.push_back(
        {first_ ? BitKind::Open : BitKind::Arm, lead + label + ": ", first_ ? choice_ : std::string{}, label});
    first_ = false;
    in_arm_ = fresh_arm_ = true;
  }

  /// Blanks at the end of an arm do not count.
  void trim() {
    if (fresh_arm_ && !bits_.empty()) bits_.back().text.pop_back();  // an arm without words: «a:»
    fresh_arm_ = false;
    if (bits_.empty() || bits_.back().kind != BitKind::Words) return;
    std::string& text = bits_.back().text;
    while (!text.empty() && blank(text.back())) text.pop_back();
    if (text.empty()) bits_.pop_back();
  }

  [[nodiscard]] std::string spelt(const Part* form) const {
    if (form == nullptr) return {};
    const auto word = static_cast<Word>(form->arg);
    if (word == Word::WithAddress) return fmt::format(" {}", spelling(word, to_));
    return fmt::format(" {} {}", spelling(Word::As, to_), spelling(word, to_));
  }

  const ast::Tree& tree_;
  Tongue to_;
  Bits bits_;
  std::string choice_;
  bool first_ = false, in_arm_ = false, fresh_arm_ = false;
};

struct Frame {
  std::string head;
  LineId line = 0;  ///< where the text ends up
};

Frame frame(Shape shape, Tongue tongue) {
  const bool es = tongue == Tongue::Es;
  const std::string head = fmt::format("{} f, guion 1\n", spelling(Keyword::Flow, tongue));
  if (shape == Shape::Label) return {head + (es ? "tipo t\n  - v: " : "type t\n  - v: "), 2};
  if (shape == Shape::Instruction) return {head + (es ? "dato d: a viva voz (" : "slot d: own words ("), 1};
  return {head + (es ? "etapa e\n  nota " : "stage s\n  note "), 2};
}

std::optional<Snippet> read_in(const std::string& text, Shape shape, Tongue tongue, Message& error) {
  const Frame f = frame(shape, tongue);
  diag::Emitter emitter;
  Snippet out;
  out.tree = parse::parse(f.head + text + (shape == Shape::Instruction ? ")\n" : "\n"), 0, emitter);
  for (const diag::Diagnostic& d : emitter.all()) {
    if (d.severity != diag::Severity::Error) continue;
    error = {d.en, d.es};
    return std::nullopt;
  }
  if (out.tree.lines.size() <= f.line) return error = {"there is no text", "no hay texto"}, std::nullopt;
  const ast::Line& line = out.tree.lines[f.line];
  out.first = line.parts;
  out.end = line.parts_end;
  while (out.first < out.end && !ast::is_text(out.tree.parts[out.first].kind) &&
         out.tree.parts[out.first].kind != PartKind::Instruction)
    ++out.first;
  if (shape == Shape::Instruction) out.end = std::min(out.end, out.first + 1);
  for (const Part& p : out.run()) {
    if (p.kind != PartKind::Spoken) continue;
    error = {"a bar here would begin the words spoken for the value; write \\|",
             "aquí una barra empezaría las palabras que se dicen del valor; escriba \\|"};
    return std::nullopt;
  }
  if (out.first == out.end || out.tree.lines.size() != f.line + 1)
    return error = {"this cannot be a text of a flow", "esto no puede ser un texto de un flujo"}, std::nullopt;
  return out;
}

}  // namespace

Bits bits_of(const ast::Tree& tree, std::span<const Part> run, Tongue tongue) {
  if (run.size() == 1 && run[0].kind == PartKind::Instruction)
    return {{BitKind::Words, std::string{tree.at(run[0])}, {}, {}}};
  return Writer{tree, tongue}.run(run);
}

std::string escaped(std::string_view words, bool bar) {
  std::string out;
  for (const char c : words) {
    if (c == '{' || c == '}' || c == '\\' || (bar && c == '|')) out += '\\';
    out += c;
  }
  return out;
}

std::string braces(const Bits& bits, Shape shape) {
  std::string out;
  bool in_choice = false;
  for (const Bit& b : bits) {
    if (b.kind == BitKind::Words && shape != Shape::Instruction) {
      out += escaped(b.text, in_choice || shape == Shape::Label);
      continue;
    }
    out += b.text;
    if (b.kind == BitKind::Open) in_choice = true;
    if (b.kind == BitKind::Close) in_choice = false;
  }
  return out;
}

std::string unwrapped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] != '\n' && text[i] != '\r') {
      out += text[i++];
      continue;
    }
    while (i < text.size() && blank(text[i])) ++i;
    while (!out.empty() && blank(out.back())) out.pop_back();
    if (!out.empty()) out += ' ';
  }
  std::size_t begin = 0;
  while (begin < out.size() && blank(out[begin])) ++begin;
  while (out.size() > begin && blank(out.back())) out.pop_back();
  return out.substr(begin);
}

std::optional<Snippet> read(std::string_view text, Shape shape, Tongue tongue, Message& error) {
  const std::string one = unwrapped(text);
  if (one.empty()) return error = {"there is no text", "no hay texto"}, std::nullopt;
  if (auto found = read_in(one, shape, tongue, error)) return found;
  Message other;
  const auto found = read_in(one, shape, tongue == Tongue::Es ? Tongue::En : Tongue::Es, other);
  if (!found) return std::nullopt;
  return read_in(braces(bits_of(found->tree, found->run(), tongue), shape), shape, tongue, error);
}

std::string hash_of(const ast::Tree& tree, std::span<const Part> run, Shape shape) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : braces(bits_of(tree, run, Tongue::Es), shape)) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3;
  }
  return fmt::format("{:08x}", hash >> 32);
}

}  // namespace guion::strings
