// What the protocols of two versions demand, and whether their flows keep it. Declarations are compared by name. See
// diff_sides.hpp.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "questions/diff_sides.hpp"

namespace guion::questions {

using ast::NodeKind;
using prove::PropertyKind;
using prove::Verdict;

namespace {

/// Index of the item of this name, or kNone.
template <class Items>
std::uint32_t called(const Items& items, const std::string& name) {
  const auto found = std::find_if(items.begin(), items.end(), [&](const auto& i) { return i.name == name; });
  return found == items.end() ? kNone : static_cast<std::uint32_t>(found - items.begin());
}

Place place_of_span(const sema::Program& p, Span span) {
  if (span.file >= p.files.size()) return {};
  const auto& lines = p.files[span.file].tree.lines;
  for (LineId l = 0; l < lines.size(); ++l) {
    if (lines[l].begin <= span.begin && span.begin < std::max(lines[l].end, lines[l].begin + 1))
      return place_of(p, {span.file, l});
  }
  return {};
}

/// Calls `both(old, new)`, `gone(old)`, `added(new)` for items of two tables, by name.
template <class Items, class Both, class Gone, class Added>
void by_name(const Items& before, const Items& after, Both both, Gone gone, Added added) {
  for (std::uint32_t i = 0; i < before.size(); ++i) {
    const std::uint32_t n = called(after, before[i].name);
    n == kNone ? gone(i) : both(i, n);
  }
  for (std::uint32_t i = 0; i < after.size(); ++i) {
    if (called(before, after[i].name) == kNone) added(i);
  }
}

class Declarations {
 public:
  explicit Declarations(Sides& sides) : s_(sides), a_(sides.before.program), b_(sides.after.program) {}

  void run() {
    levels();
    methods();
    classes();
    slots();
    others();
  }

 private:
  /// What got less and what got more, as one change each.
  void less_or_more(const Names& was, const Names& is, Topic less, Topic more, const Texts& less_text,
                    const Texts& more_text, Place there, Place here) {
    if (const Names lost = without(was, is); !lost.empty()) {
      const Texts names = listed_levels(a_, lost);
      s_.add(Weight::Lowers, less, {less_text.en + names.en, less_text.es + names.es}, there, here);
    }
    if (const Names got = without(is, was); !got.empty()) {
      const Texts names = listed_levels(b_, got);
      s_.add(Weight::Raises, more, {more_text.en + names.en, more_text.es + names.es}, there, here);
    }
  }

  void levels() {
    by_name(
        a_.levels, b_.levels,
        [&](std::uint32_t o, std::uint32_t n) {
          const std::string& name = a_.levels[o].name;
          // Who includes more proves more at once: the reverse of a demand.
          less_or_more(level_names(b_, b_.levels[n].closure), level_names(a_, a_.levels[o].closure),
                       Topic::VerificationWeaker, Topic::VerificationStronger,
                       {name + " now includes ", name + " incluye ahora "},
                       {name + " no longer includes ", name + " ya no incluye "}, place_of_span(a_, a_.levels[o].span),
                       place_of_span(b_, b_.levels[n].span));
        },
        [](std::uint32_t) {}, [](std::uint32_t) {});
  }

  void methods() {
    by_name(
        a_.methods, b_.methods, [&](std::uint32_t o, std::uint32_t n) { method(a_.methods[o], b_.methods[n]); },
        [&](std::uint32_t o) {
          s_.add(Weight::Raises, Topic::VerificationStronger,
                 {"the method " + a_.methods[o].name + " is gone", "ya no existe el método " + a_.methods[o].name},
                 place_of_span(a_, a_.methods[o].span));
        },
        [&](std::uint32_t n) {
          const Texts grants = listed_levels(b_, level_names(b_, b_.methods[n].grants));
          s_.add(Weight::Lowers, Topic::VerificationWeaker,
                 {fmt::format("a new method, {}, grants {}", b_.methods[n].name, grants.en),
                  fmt::format("un método nuevo, {}, da {}", b_.methods[n].name, grants.es)},
                 {}, place_of_span(b_, b_.methods[n].span));
        });
  }

  void method(const sema::Method& was, const sema::Method& is) {
    const Place there = place_of_span(a_, was.span), here = place_of_span(b_, is.span);
    less_or_more(level_names(b_, is.grants), level_names(a_, was.grants), Topic::VerificationWeaker,
                 Topic::VerificationStronger, {was.name + " now also grants ", was.name + " da ahora también "},
                 {was.name + " no longer grants ", was.name + " ya no da "}, there, here);
    if (was.tries == is.tries) return;
    const bool more = is.tries > was.tries;
    s_.add(more ? Weight::Lowers : Weight::Raises, more ? Topic::VerificationWeaker : Topic::VerificationStronger,
           {fmt::format("{}: up to {} tries, {} before", was.name, is.tries, was.tries),
            fmt::format("{}: hasta {} intentos, antes {}", was.name, is.tries, was.tries)},
           there, here);
  }

  void classes() {
    by_name(
        a_.classes, b_.classes, [&](std::uint32_t o, std::uint32_t n) { class_of(a_.classes[o], b_.classes[n]); },
        [](std::uint32_t) {}, [](std::uint32_t) {});
  }

  void class_of(const sema::Class& was, const sema::Class& is) {
    const Place there = place_of_span(a_, was.span), here = place_of_span(b_, is.span);
    less_or_more(level_names(a_, was.needs), level_names(b_, is.needs), Topic::GateLost, Topic::GateAdded,
                 {"the class " + was.name + " no longer requires ", "la clase " + was.name + " ya no exige "},
                 {"the class " + was.name + " now requires ", "la clase " + was.name + " exige ahora "}, there, here);
    if (was.never_said != is.never_said) {
      s_.add(was.never_said ? Weight::Lowers : Weight::Raises, was.never_said ? Topic::GateLost : Topic::GateAdded,
             was.never_said ? Texts{"values of the class " + was.name + " may now be said",
                                    "los datos de la clase " + was.name + " ahora se pueden decir"}
                            : Texts{"values of the class " + was.name + " are now never said",
                                    "los datos de la clase " + was.name + " ahora no se dicen nunca"},
             there, here);
    }
    if (was.visible_to_agent == is.visible_to_agent) return;
    s_.add(is.visible_to_agent ? Weight::Lowers : Weight::Raises,
           is.visible_to_agent ? Topic::GateLost : Topic::GateAdded,
           is.visible_to_agent ? Texts{"the agent now sees values of the class " + was.name + " before the gate",
                                       "el agente ve ahora los datos de la clase " + was.name + " sin el nivel"}
                               : Texts{"the agent no longer sees values of the class " + was.name + " before the gate",
                                       "el agente ya no ve los datos de la clase " + was.name + " sin el nivel"},
           there, here);
  }

  static Names classes_of(const sema::Program& p, const sema::Slot& slot) {
    Names names;
    for (std::size_t c = 0; c < p.classes.size(); ++c) {
      if (((slot.classes >> c) & 1u) != 0) names.push_back(p.classes[c].name);
    }
    return names;
  }

  void slots() {
    by_name(
        a_.slots, b_.slots,
        [&](std::uint32_t o, std::uint32_t n) {
          const std::string& name = a_.slots[o].name;
          less_or_more(classes_of(a_, a_.slots[o]), classes_of(b_, b_.slots[n]), Topic::GateLost, Topic::GateAdded,
                       {"{" + name + "} is no longer of class ", "{" + name + "} ya no es de clase "},
                       {"{" + name + "} is now of class ", "{" + name + "} es ahora de clase "},
                       place_of_span(a_, a_.slots[o].span), place_of_span(b_, b_.slots[n].span));
        },
        [](std::uint32_t) {}, [](std::uint32_t) {});
  }

  /// A line of a declaration; its key is the same in both keyword languages.
  struct DeclaredLine {
    std::string key;
    LineRef at;
    bool operator==(const DeclaredLine& other) const { return key == other.key; }
  };
  /// A declaration with its block, the head first.
  using Declared = std::vector<DeclaredLine>;

  /// The key of a line without the classes of what it declares: those are told by slot.
  static std::string classless_key(const ast::Tree& tree, LineId line) {
    const std::string key = key_of(tree, line), mark = std::string{ast::name_of(ast::PartKind::Class)} + " ";
    std::string left;
    for (std::size_t at = 0; at < key.size();) {
      const std::size_t end = std::min(key.find('\n', at), key.size() - 1) + 1;
      if (key.compare(at, mark.size(), mark) != 0) left += key.substr(at, end - at);
      at = end;
    }
    return left;
  }

  static bool compared_elsewhere(NodeKind kind) {
    static constexpr NodeKind kSuch[] = {NodeKind::Level,   NodeKind::Method,  NodeKind::Class, NodeKind::Rule,
                                         NodeKind::Except,  NodeKind::Part,    NodeKind::Flow,  NodeKind::Protocol,
                                         NodeKind::Library, NodeKind::Follows, NodeKind::Use,   NodeKind::Comment,
                                         NodeKind::Tag};
    return std::find(std::begin(kSuch), std::end(kSuch), kind) != std::end(kSuch);
  }

  static std::map<std::string, Declared> declared(const sema::Program& p) {
    std::map<std::string, Declared> all;
    for (FileId f = 0; f < p.files.size(); ++f) {
      const ast::Tree& tree = p.files[f].tree;
      for (LineId l = 0; l < tree.lines.size(); ++l) {
        const ast::Line& line = tree.lines[l];
        if (line.depth != 0 || compared_elsewhere(line.kind)) continue;
        // A stage of a flow is compared line by line; that of a protocol demands and has notes.
        if (line.kind == NodeKind::Stage && (f == 0 || called(p.stage_rules, first_name(tree, l)) == kNone)) continue;
        Declared d;
        for (LineId in = l; in < std::max(l + 1, line.block_end); ++in) {
          if (tree.lines[in].kind == NodeKind::Comment) continue;
          const bool head = line.kind == NodeKind::Stage && in == l;
          d.push_back({std::string{ast::name_of(tree.lines[in].kind)} + " " +
                           (head ? std::string{} : classless_key(tree, in)) + text_of(tree, in),
                       {f, in}});
        }
        // What a flow says of itself comes before what its protocol says.
        all.try_emplace(std::string{ast::name_of(line.kind)} + " " + first_name(tree, l), std::move(d));
      }
    }
    return all;
  }

  static std::string first_name(const ast::Tree& tree, LineId l) {
    const auto* name = ast::find(tree.parts_of(l), ast::PartKind::Name);
    return name == nullptr ? std::string{} : std::string{tree.at(*name)};
  }

  void others() {
    const auto before = declared(a_), after = declared(b_);
    for (const auto& [name, d] : before) {
      const auto now = after.find(name);
      if (now == after.end()) {
        if (is_used(s_.before, name))
          s_.add(Weight::Ways, Topic::DeclarationChanged, {"a declaration is gone", "falta una declaración"},
                 place_of(a_, d.front().at), {})
              .before = source_of(a_, d.front().at);
      } else if (!(now->second == d)) {
        declaration(d, now->second);
      }
    }
    for (const auto& [name, d] : after) {
      if (!before.contains(name) && is_used(s_.after, name))
        s_.add(Weight::Ways, Topic::DeclarationChanged, {"a new declaration", "una declaración nueva"}, {},
               place_of(b_, d.front().at))
            .after = source_of(b_, d.front().at);
    }
  }

  /// Lines that are not in the other one, in order, each as often as it is missing there.
  static Declared missing_in(const Declared& all, Declared other) {
    Declared missing;
    for (const DeclaredLine& line : all) {
      const auto found = std::find(other.begin(), other.end(), line);
      if (found == other.end()) {
        missing.push_back(line);
      } else {
        other.erase(found);
      }
    }
    return missing;
  }

  /// Line by line: what went beside what came.
  void declaration(const Declared& was, const Declared& is) {
    const Declared gone = missing_in(was, is), come = missing_in(is, was);
    if (gone.empty() && come.empty()) {
      const auto differ = std::mismatch(was.begin(), was.end(), is.begin(), is.end());
      return declared_line({"a declaration has another order", "cambia el orden de una declaración"}, &*differ.first,
                           &*differ.second);
    }
    for (std::size_t i = 0; i < std::max(gone.size(), come.size()); ++i)
      declared_line({"a declaration changed", "cambia una declaración"}, i < gone.size() ? &gone[i] : nullptr,
                    i < come.size() ? &come[i] : nullptr);
  }

  void declared_line(Texts what, const DeclaredLine* was, const DeclaredLine* is) {
    Change& c =
        s_.add(Weight::Ways, Topic::DeclarationChanged, std::move(what),
               was == nullptr ? Place{} : place_of(a_, was->at), is == nullptr ? Place{} : place_of(b_, is->at));
    if (was != nullptr) c.before = source_of(a_, was->at);
    if (is != nullptr) c.after = source_of(b_, is->at);
  }

  /// Declarations that no call meets are not told of: areas, outcomes and services of a protocol serve many flows.
  static bool is_used(const Side& side, const std::string& kind_and_name) {
    const std::size_t blank = kind_and_name.find(' ');
    const std::string_view kind = std::string_view{kind_and_name}.substr(0, blank);
    const std::string name = kind_and_name.substr(blank + 1);
    if (kind != ast::name_of(NodeKind::Slot))
      return kind == ast::name_of(NodeKind::Title) || kind == ast::name_of(NodeKind::Language) ||
             kind == ast::name_of(NodeKind::Register) || kind == ast::name_of(NodeKind::Channel);
    const std::uint32_t slot = called(side.program.slots, name);
    return slot != kNone && std::any_of(side.graph.facts.begin(), side.graph.facts.end(), [&](const cfg::Fact& f) {
             return f.kind == cfg::FactKind::Reads && f.object == slot;
           });
  }

  Sides& s_;
  const sema::Program &a_, &b_;
};

// ---- rules
// -------------------------------------------------------------------------------------------------------------------------

/// How a property stands, by name. Exceptions do not count: they are told of by themselves.
std::map<std::string, bool> broken_by_name(const Side& side, PropertyKind kind) {
  std::map<std::string, bool> broken;
  for (const prove::Judgement& j : side.proof.judgements) {
    if (j.kind != kind) continue;
    std::string name;
    if (kind == PropertyKind::Rule) name = side.program.rules[j.object].name;
    if (kind == PropertyKind::RequiredStage) name = side.program.stage_rules[j.object].name;
    if (kind == PropertyKind::Gate && j.object != kNone) name = side.program.slots[j.object].name;
    broken[name] = broken[name] || j.verdict == Verdict::Violated;
  }
  return broken;
}

std::string rule_source(const sema::Program& p, Span span) {
  if (span.file >= p.files.size()) return {};
  const auto& lines = p.files[span.file].tree.lines;
  for (LineId l = 0; l < lines.size(); ++l) {
    if (lines[l].begin <= span.begin && span.begin < lines[l].end) return source_of(p, {span.file, l});
  }
  return {};
}

class Rules {
 public:
  explicit Rules(Sides& sides) : s_(sides), a_(sides.before.program), b_(sides.after.program) {}

  void run() {
    by_name(
        a_.rules, b_.rules, [&](std::uint32_t o, std::uint32_t n) { rule(a_.rules[o], b_.rules[n]); },
        [&](std::uint32_t o) {
          Change& c = s_.add(Weight::Lowers, Topic::RuleLost,
                             {"the rule " + a_.rules[o].name + " is gone", "ya no existe la regla " + a_.rules[o].name},
                             place_of_span(a_, a_.rules[o].span));
          c.before = rule_source(a_, a_.rules[o].span);
        },
        [&](std::uint32_t n) {
          Change& c = s_.add(Weight::Raises, Topic::RuleAdded,
                             {"a new rule: " + b_.rules[n].name, "una regla nueva: " + b_.rules[n].name}, {},
                             place_of_span(b_, b_.rules[n].span));
          c.after = rule_source(b_, b_.rules[n].span);
        });
    verdicts(PropertyKind::Rule, Topic::RuleBroken, Topic::RuleKept,
             {"a call now breaks the rule {}", "ahora una llamada incumple la regla {}"},
             {"every call keeps the rule {} again", "toda llamada vuelve a cumplir la regla {}"});
    verdicts(PropertyKind::RequiredStage, Topic::StageBroken, Topic::StageKept,
             {"a call can now skip the required stage {}", "una llamada puede saltarse ahora la etapa obligatoria {}"},
             {"no call skips the required stage {} any more", "ninguna llamada se salta ya la etapa obligatoria {}"});
    gates();
    stages();
    exceptions();
  }

 private:
  void rule(const sema::Rule& was, const sema::Rule& is) {
    const Place there = place_of_span(a_, was.span), here = place_of_span(b_, is.span);
    const std::string before = rule_key(a_, was.span), after = rule_key(b_, is.span);
    if (before == after) return;
    Change& c = s_.add(Weight::Lowers, Topic::RuleChanged,
                       {"the rule " + was.name + " says something else", "la regla " + was.name + " dice otra cosa"},
                       there, here);
    c.before = rule_source(a_, was.span);
    c.after = rule_source(b_, is.span);
  }

  static std::string rule_key(const sema::Program& p, Span span) {
    if (span.file >= p.files.size()) return {};
    const ast::Tree& tree = p.files[span.file].tree;
    for (LineId l = 0; l < tree.lines.size(); ++l) {
      if (tree.lines[l].begin <= span.begin && span.begin < tree.lines[l].end) return key_of(tree, l);
    }
    return {};
  }

  [[nodiscard]] Place where(const Side& side, PropertyKind kind, const std::string& name) const {
    const sema::Program& p = side.program;
    if (kind == PropertyKind::Rule) {
      const std::uint32_t r = called(p.rules, name);
      return r == kNone ? Place{} : place_of_span(p, p.rules[r].span);
    }
    const std::uint32_t r = called(p.stage_rules, name);
    return r == kNone ? Place{} : place_of_span(p, p.stage_rules[r].span);
  }

  void verdicts(PropertyKind kind, Topic broken, Topic kept, const Texts& broken_text, const Texts& kept_text) {
    const auto before = broken_by_name(s_.before, kind), after = broken_by_name(s_.after, kind);
    const auto state = [](const std::map<std::string, bool>& all, const std::string& name) {
      const auto found = all.find(name);
      return found != all.end() && found->second;
    };
    std::set<std::string> names;
    for (const auto& [name, is] : before) names.insert(name);
    for (const auto& [name, is] : after) names.insert(name);
    for (const std::string& name : names) {
      const bool was = state(before, name), is = state(after, name);
      if (was == is) continue;
      const Texts& text = is ? broken_text : kept_text;
      if (!is && !after.contains(name)) continue;  // the rule went, which is told
      s_.add(is ? Weight::Lowers : Weight::Raises, is ? broken : kept,
             {fmt::format(fmt::runtime(text.en), name), fmt::format(fmt::runtime(text.es), name)},
             where(s_.before, kind, name), where(s_.after, kind, name));
    }
  }

  /// All values together: one line that lost its gate often says many.
  void gates() {
    const auto before = broken_by_name(s_.before, PropertyKind::Gate),
               after = broken_by_name(s_.after, PropertyKind::Gate);
    for (const bool now : {true, false}) {
      const auto &from = now ? after : before, &other = now ? before : after;
      Names names;
      for (const auto& [name, broken] : from) {
        const auto there = other.find(name);
        const bool told = now && std::find(s_.told.begin(), s_.told.end(), name) != s_.told.end();
        if (broken && !told && (there == other.end() || !there->second))
          names.push_back(name.empty() ? std::string{"exige"} : "{" + name + "}");
      }
      if (names.empty()) continue;
      const Texts all = listed(names);
      const bool one = names.size() == 1;
      const Texts text =
          now ? Texts{all.en + " can now be read without the level",
                      all.es + (one ? " se puede leer ahora sin su nivel" : " se pueden leer ahora sin su nivel")}
              : Texts{all.en + (one ? " is" : " are") + " no longer read without the level",
                      all.es + (one ? " ya no se lee sin su nivel" : " ya no se leen sin su nivel")};
      s_.add(now ? Weight::Lowers : Weight::Raises, now ? Topic::GateBroken : Topic::GateKept, text);
    }
  }

  void stages() {
    for (const bool lost : {true, false}) {
      const sema::Program &has = lost ? a_ : b_, &other = lost ? b_ : a_;
      for (const sema::StageRule& r : has.stage_rules) {
        const std::uint32_t there = called(other.stage_rules, r.name);
        if (!r.required || (there != kNone && other.stage_rules[there].required)) continue;
        const Place own = place_of_span(has, r.span),
                    elsewhere = there == kNone ? Place{} : place_of_span(other, other.stage_rules[there].span);
        if (lost) {
          s_.add(Weight::Lowers, Topic::StageNotRequired,
                 {"the stage " + r.name + " is no longer required", "la etapa " + r.name + " ya no es obligatoria"},
                 own, elsewhere);
        } else {
          s_.add(Weight::Raises, Topic::StageRequired,
                 {"the stage " + r.name + " is now required", "la etapa " + r.name + " es ahora obligatoria"},
                 elsewhere, own);
        }
      }
    }
    waivers_of_stages();
    order_of_stages();
  }

  /// A required stage comes before those behind it: another order demands something else.
  void order_of_stages() {
    const auto common = [](const sema::Program& p, const sema::Program& other) {
      Names names;
      for (const sema::StageRule& r : p.stage_rules) {
        if (called(other.stage_rules, r.name) != kNone) names.push_back(r.name);
      }
      return names;
    };
    const Names before = common(a_, b_), after = common(b_, a_);
    const auto differ = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
    if (differ.first == before.end()) return;
    const std::string& name = *differ.second;
    s_.add(Weight::Lowers, Topic::RuleChanged,
           {"the protocol has its stages in another order", "el protocolo tiene las etapas en otro orden"},
           place_of_span(a_, a_.stage_rules[called(a_.stage_rules, name)].span),
           place_of_span(b_, b_.stage_rules[called(b_.stage_rules, name)].span));
  }

  static std::string line_key(const sema::Program& p, Span span) { return rule_key(p, span); }

  /// A stage that stays required, but with other excuses.
  void waivers_of_stages() {
    for (const sema::StageRule& r : a_.stage_rules) {
      const std::uint32_t n = called(b_.stage_rules, r.name);
      if (n == kNone || !r.required || !b_.stage_rules[n].required) continue;
      const Span was = r.span, is = b_.stage_rules[n].span;
      if (line_key(a_, was) == line_key(b_, is)) continue;
      const bool more = b_.stage_rules[n].waivers.size() < r.waivers.size();
      Change& c = s_.add(more ? Weight::Raises : Weight::Lowers, Topic::RuleChanged,
                         {"the stage " + r.name + " has other excuses", "la etapa " + r.name + " tiene otras excusas"},
                         place_of_span(a_, was), place_of_span(b_, is));
      c.before = rule_source(a_, was);
      c.after = rule_source(b_, is);
    }
  }

  /// «excepto regla … hasta …»: the last day on which a rule is excepted, by name.
  static std::map<std::string, const sema::Waiver*> last_waivers(const sema::Program& p) {
    std::map<std::string, const sema::Waiver*> all;
    for (const sema::Waiver& w : p.waivers) {
      const sema::Waiver*& last = all[p.rules[w.rule].name];
      if (last == nullptr || last->until < w.until) last = &w;
    }
    return all;
  }

  /// The date of an exception, as the file has it.
  static std::string until_text(const sema::Program& p, const sema::Waiver& w) {
    if (w.span.file >= p.files.size()) return {};
    const ast::Tree& tree = p.files[w.span.file].tree;
    for (LineId l = 0; l < tree.lines.size(); ++l) {
      if (w.span.begin < tree.lines[l].begin || tree.lines[l].end <= w.span.begin) continue;
      const auto* until = ast::find(tree.parts_of(l), ast::PartKind::Until);
      return until == nullptr ? std::string{} : std::string{tree.at(*until)};
    }
    return {};
  }

  void exceptions() {
    const auto before = last_waivers(a_), after = last_waivers(b_);
    for (const auto& [name, is] : after) {
      const auto was = before.find(name);
      if (was != before.end()) {
        until(name, *was->second, *is);
        continue;
      }
      s_.add(Weight::Lowers, Topic::ExceptionAdded,
             {"an exception to the rule " + name, "una excepción a la regla " + name}, {}, place_of_span(b_, is->span))
          .after = rule_source(b_, is->span);
    }
    for (const auto& [name, was] : before) {
      // The exception of a rule that went is told with the rule.
      if (after.contains(name) || called(b_.rules, name) == kNone) continue;
      s_.add(Weight::Raises, Topic::ExceptionRemoved,
             {"no exception any more to the rule " + name, "ya no hay excepción a la regla " + name},
             place_of_span(a_, was->span))
          .before = rule_source(a_, was->span);
    }
  }

  void until(const std::string& name, const sema::Waiver& was, const sema::Waiver& is) {
    if (was.until == is.until) return;
    const bool longer = is.until > was.until;
    const std::string then = until_text(a_, was), now = until_text(b_, is);
    s_.add(longer ? Weight::Lowers : Weight::Raises, longer ? Topic::ExceptionProlonged : Topic::ExceptionShortened,
           {fmt::format("the exception to the rule {} is {}: until {} before, until {} now", name,
                        longer ? "prolonged" : "shortened", then, now),
            fmt::format("la excepción a la regla {} se {}: antes hasta {}, ahora hasta {}", name,
                        longer ? "prolonga" : "acorta", then, now)},
           place_of_span(a_, was.span), place_of_span(b_, is.span));
  }

  Sides& s_;
  const sema::Program &a_, &b_;
};

}  // namespace

void compare_declarations(Sides& sides) { Declarations(sides).run(); }
void compare_rules(Sides& sides) { Rules(sides).run(); }

}  // namespace guion::questions
