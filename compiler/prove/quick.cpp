// The cheap proof: the states of all automata are bits of one row a node, spread until nothing changes. What a node
// tells is looked up once and kept as a class of symbols, so that a silent node costs one comparison of words. It must
// not know conditions, levels or values. The interface with its comments is quick.hpp.
#include "prove/quick.hpp"

#include <array>
#include <bit>
#include <span>

#include "analysis/agenda.hpp"

namespace guion::prove {

using analysis::callee;
using cfg::EdgeKind;
using cfg::FactKind;
using cfg::NodeId;
using cfg::Op;

namespace {

using Word = std::uint64_t;
using Row = std::span<Word>;
using ClassId = std::uint32_t;
constexpr ClassId kSilent = 0;
constexpr std::size_t kMostStates = 64;  ///< an automaton lies in one word

#define FACT(kind, object, sentence) +1
constexpr std::size_t kFactKinds = 0
#include "cfg/facts.def"
    ;
#undef FACT

/// Where the states of an automaton lie.
struct Place {
  const Automaton* automaton = nullptr;
  std::uint32_t word = 0, shift = 0;
  Word mask = 0;
};

/// Letters for one automaton.
struct Heard {
  std::uint32_t automaton;
  Letters letters;
};
/// What can be heard at once, by automaton, and the states that it moves.
struct SymbolClass {
  std::vector<Heard> heard;
  std::vector<Word> moves;
};

/// The automata packed into words, and what each fact is to them.
class Alphabet {
 public:
  explicit Alphabet(const std::vector<Property>& properties) {
    std::uint32_t bit = 0;
    for (const Property& p : properties) {
      const auto states = static_cast<std::uint32_t>(p.automaton.states());
      if (states == 0 || states > kMostStates) continue;
      if (bit % 64 + states > 64) bit += 64 - bit % 64;
      const Word mask = states == 64 ? ~Word{0} : (Word{1} << states) - 1;
      places.push_back({&p.automaton, bit / 64, bit % 64, mask << (bit % 64)});
      indices.push_back(static_cast<std::size_t>(&p - properties.data()));
      owner_.resize(bit + states, static_cast<std::uint32_t>(places.size() - 1));
      bit += states;
    }
    words = (bit + 63) / 64;
    owner_.resize(words * 64, 0);
    classes_.push_back({{}, std::vector<Word>(words)});
    joined_.emplace_back();
    list_ears();
  }

  std::vector<Place> places;
  std::vector<std::size_t> indices;  ///< into the properties
  std::size_t words = 0;

  [[nodiscard]] std::uint32_t owner(std::size_t bit) const { return owner_[bit]; }
  [[nodiscard]] const SymbolClass& at(ClassId c) const { return classes_[c]; }

  /// The class of one fact.
  [[nodiscard]] ClassId of(const cfg::Fact& f) const {
    const auto& table = symbols_[static_cast<std::size_t>(f.kind)];
    return f.object < table.size() ? table[f.object] : rest_[static_cast<std::size_t>(f.kind)];
  }

  [[nodiscard]] ClassId join(ClassId a, ClassId b) {
    if (b == kSilent || a == b) return a;
    if (a == kSilent) return b;
    if (joined_[a].size() <= b) joined_[a].resize(b + 1, kSilent);
    if (joined_[a][b] == kSilent) {
      std::vector<Heard> heard = classes_[a].heard;
      bool more = false;
      for (const Heard& h : classes_[b].heard) more = hear(heard, h.automaton, h.letters) || more;
      const ClassId made = more ? add(std::move(heard)) : a;
      joined_[a][b] = made;
    }
    return joined_[a][b];
  }

 private:
  static bool hear(std::vector<Heard>& heard, std::uint32_t automaton, Letters letters) {
    for (Heard& h : heard) {
      if (h.automaton != automaton) continue;
      const auto both = static_cast<Letters>(h.letters | letters);
      const bool more = both != h.letters;
      h.letters = both;
      return more;
    }
    heard.push_back({automaton, letters});
    return true;
  }

  ClassId add(std::vector<Heard> heard) {
    if (heard.empty()) return kSilent;
    std::vector<Word> moves(words);
    for (const Heard& h : heard) {
      const Place& p = places[h.automaton];
      for (std::size_t s = 0; s < p.automaton->states(); ++s) {
        if (p.automaton->step(static_cast<State>(s), h.letters) != s) moves[p.word] |= Word{1} << (p.shift + s);
      }
    }
    classes_.push_back({std::move(heard), std::move(moves)});
    joined_.emplace_back();
    return static_cast<ClassId>(classes_.size() - 1);
  }

  /// Builds the table of each kind of fact: by object as far as an ear names one, and one class for all others.
  void list_ears() {
    std::array<std::vector<std::pair<std::uint32_t, const Ear*>>, kFactKinds> ears;
    for (std::uint32_t a = 0; a < places.size(); ++a) {
      for (const Ear& ear : places[a].automaton->ears) ears[static_cast<std::size_t>(ear.kind)].emplace_back(a, &ear);
    }
    for (std::size_t k = 0; k < kFactKinds; ++k) {
      std::vector<Heard> any;
      std::uint32_t end = 0;
      for (const auto& [a, ear] : ears[k]) {
        if (ear->object == kNone) hear(any, a, ear->letters);
        if (ear->object != kNone) end = std::max(end, ear->object + 1);
      }
      rest_[k] = add(any);
      const auto kind = static_cast<FactKind>(k);
      const bool levels = kind == FactKind::Needs || kind == FactKind::Grants || kind == FactKind::Revokes;
      if (levels && end != 0) end = 256;
      symbols_[k].assign(end, rest_[k]);
      if (levels) {
        for (std::uint32_t set = 0; set < end; ++set) symbols_[k][set] = add_levels(kind, set, ears[k]);
        continue;
      }
      std::vector<std::vector<Heard>> own(end);
      for (const auto& [a, ear] : ears[k]) {
        if (ear->object != kNone) hear(own[ear->object], a, ear->letters);
      }
      for (std::uint32_t object = 0; object < end; ++object) {
        if (own[object].empty()) continue;
        for (const Heard& h : any) hear(own[object], h.automaton, h.letters);
        symbols_[k][object] = add(std::move(own[object]));
      }
    }
  }

  ClassId add_levels(FactKind kind, std::uint32_t set, const std::vector<std::pair<std::uint32_t, const Ear*>>& ears) {
    cfg::Fact fact{};
    fact.kind = kind;
    fact.object = set;
    std::vector<Heard> heard;
    for (const auto& [a, ear] : ears) {
      if (hears(*ear, fact)) hear(heard, a, ear->letters);
    }
    return add(std::move(heard));
  }

  std::vector<std::uint32_t> owner_;
  std::vector<SymbolClass> classes_;
  std::vector<std::vector<ClassId>> joined_;
  std::array<std::vector<ClassId>, kFactKinds> symbols_;
  std::array<ClassId, kFactKinds> rest_{};
};

/// What a part does to each automaton: a row of exits for the k-th state of every automaton. A broken automaton is
/// marked at its state 0.
struct Summary {
  std::vector<Word> touched;  ///< automata that hear something in it; the others come out as they went in
  std::vector<Word> exits, broken;
};

class Spread {
 public:
  Spread(const Input& in, const analysis::Result& states, Alphabet& alphabet)
      : in_(in),
        states_(states),
        alphabet_(alphabet),
        words_(alphabet.words),
        arrival_(in.graph.nodes.size()),
        ways_(in.graph.edges.size()),
        done_(in.graph.nodes.size()),
        rows_(in.graph.nodes.size() * words_),
        summaries_(in.graph.routines.size()),
        after_(words_),
        way_(words_),
        tries_(words_),
        agenda_(in.graph.nodes.size()) {}

  /// The automata that may be broken, marked at their state 0.
  std::vector<Word> solve() {
    classify();
    for (const std::uint32_t r : in_.calls.order) {
      if (r != 0) summarise(r);
    }
    std::vector<Word> start(words_), exit(words_), broken(words_);
    for (const Place& p : alphabet_.places) start[p.word] |= Word{1} << p.shift;
    run(0, start, exit, broken);
    return broken;
  }

 private:
  Row row(NodeId n) { return Row{rows_}.subspan(n * words_, words_); }

  void classify() {
    for (NodeId n = 0; n < in_.graph.nodes.size(); ++n) {
      ClassId arrival = kSilent;
      bool on_ways = false;
      for (const cfg::Fact& f : in_.graph.told(n)) {
        const ClassId c = alphabet_.of(f);
        if (c == kSilent) continue;
        if (told_on_arrival(f)) {
          arrival = alphabet_.join(arrival, c);
        } else {
          on_ways = true;
        }
      }
      arrival_[n] = arrival;
      if (!on_ways) continue;
      const cfg::Node& node = in_.graph.nodes[n];
      for (std::uint32_t e = node.edges; e < node.edges_end; ++e) ways_[e] = on_way(n, in_.graph.edges[e].kind);
      if (node.op == Op::Transfer) done_[n] = on_way(n, EdgeKind::Next);
    }
  }

  ClassId on_way(NodeId n, EdgeKind way) {
    ClassId c = kSilent;
    for (const cfg::Fact& f : in_.graph.told(n)) {
      if (!told_on_arrival(f) && (f.edges & cfg::on(way)) != 0) c = alphabet_.join(c, alphabet_.of(f));
    }
    return c;
  }

  /// Moves a row by what is heard.
  void apply(ClassId heard, Row row, Row broken) const {
    if (heard == kSilent) return;
    const SymbolClass& c = alphabet_.at(heard);
    Word any = 0;
    for (std::size_t w = 0; w < words_; ++w) any |= row[w] & c.moves[w];
    if (any == 0) return;
    for (const Heard& h : c.heard) {
      const Place& p = alphabet_.places[h.automaton];
      Word before = (row[p.word] & p.mask) >> p.shift, after = 0;
      for (; before != 0; before &= before - 1) {
        const State to = p.automaton->step(static_cast<State>(std::countr_zero(before)), h.letters);
        if (to == kBroken) {
          broken[p.word] |= Word{1} << p.shift;
        } else {
          after |= Word{1} << to;
        }
      }
      row[p.word] = (row[p.word] & ~p.mask) | (after << p.shift);
    }
  }

  void summarise(std::uint32_t routine) {
    Summary& summary = summaries_[routine];
    summary.touched = touched_by(routine);
    std::size_t most = 0;
    for (const Place& p : alphabet_.places) {
      if ((summary.touched[p.word] & p.mask) != 0) most = std::max(most, p.automaton->states());
    }
    const std::size_t size = std::max<std::size_t>(most, 1) * words_;
    summary.exits.assign(size, 0);
    summary.broken.assign(size, 0);
    std::vector<Word> start(words_);
    for (std::size_t k = 0; k < most; ++k) {
      std::fill(start.begin(), start.end(), 0);
      for (const Place& p : alphabet_.places) {
        if ((summary.touched[p.word] & p.mask) != 0 && k < p.automaton->states())
          start[p.word] |= Word{1} << (p.shift + k);
      }
      run(routine, start, Row{summary.exits}.subspan(k * words_, words_),
          Row{summary.broken}.subspan(k * words_, words_));
    }
  }

  std::vector<Word> touched_by(std::uint32_t routine) const {
    std::vector<Word> touched(words_);
    const auto add = [&](ClassId c) {
      for (const Heard& h : alphabet_.at(c).heard)
        touched[alphabet_.places[h.automaton].word] |= alphabet_.places[h.automaton].mask;
    };
    const cfg::Routine& r = in_.graph.routines[routine];
    for (NodeId n = r.begin; n < r.end; ++n) {
      const cfg::Node& node = in_.graph.nodes[n];
      add(arrival_[n]);
      add(done_[n]);
      for (std::uint32_t e = node.edges; e < node.edges_end; ++e) add(ways_[e]);
      const std::uint32_t to = callee(in_.calls, node);
      for (std::size_t w = 0; to != kNone && w < words_; ++w) touched[w] |= summaries_[to].touched[w];
    }
    return touched;
  }

  /// Spreads a start through a routine; adds what comes out at its Returns and what is broken on the way.
  void run(std::uint32_t routine, Row start, Row exit, Row broken) {
    const cfg::Routine& r = in_.graph.routines[routine];
    if (r.entry == kNone) return;
    std::fill(rows_.begin() + static_cast<std::ptrdiff_t>(r.begin * words_),
              rows_.begin() + static_cast<std::ptrdiff_t>(r.end * words_), 0);
    merge(r.entry, start);
    for (NodeId n = agenda_.take(); n != kNone; n = agenda_.take()) visit(n, exit, broken);
  }

  void merge(NodeId n, std::span<const Word> from) {
    const Row into = row(n);
    Word news = 0;
    for (std::size_t w = 0; w < words_; ++w) {
      news |= from[w] & ~into[w];
      into[w] |= from[w];
    }
    if (news != 0) agenda_.put(n);
  }

  void visit(NodeId n, Row exit, Row broken) {
    const cfg::Node& node = in_.graph.nodes[n];
    const Row in = row(n);
    std::copy(in.begin(), in.end(), after_.begin());
    if (node.op == Op::Verify && arrival_[n] != kSilent) return try_out(n, broken);
    apply(arrival_[n], after_, broken);
    if (node.op == Op::Return) {
      for (std::size_t w = 0; w < words_; ++w) exit[w] |= after_[w];
      return;
    }
    const std::uint32_t to = callee(in_.calls, node);
    if (to != kNone) {
      cross(summaries_[to], after_, broken);
      if (!states_.returns[to]) return;
    }
    if (done_[n] != kSilent) {
      std::copy(after_.begin(), after_.end(), way_.begin());
      apply(done_[n], way_, broken);
    }
    for (std::uint32_t e = node.edges; e < node.edges_end; ++e) leave(e, after_, broken);
  }

  void leave(std::uint32_t e, std::span<const Word> from, Row broken) {
    const cfg::Edge& edge = in_.graph.edges[e];
    if (edge.vain || edge.to == kNone) return;
    if (ways_[e] == kSilent) return merge(edge.to, from);
    std::copy(from.begin(), from.end(), way_.begin());
    apply(ways_[e], way_, broken);
    merge(edge.to, way_);
  }

  /// A Verify is heard once a try; with none left it is passed over in silence. `after_` holds what comes in.
  void try_out(NodeId n, Row broken) {
    const cfg::Node& node = in_.graph.nodes[n];
    std::fill(tries_.begin(), tries_.end(), 0);
    for (std::uint32_t k = 0; k < std::max<std::uint32_t>(node.tries, 1); ++k) {
      apply(arrival_[n], after_, broken);
      Word news = 0;
      for (std::size_t w = 0; w < words_; ++w) {
        news |= after_[w] & ~tries_[w];
        tries_[w] |= after_[w];
      }
      if (news == 0) break;
    }
    for (std::uint32_t e = node.edges; e < node.edges_end; ++e) {
      leave(e, tries_, broken);
      if (in_.graph.edges[e].kind == EdgeKind::Exhausted) leave(e, row(n), broken);
    }
  }

  /// Through a part: every state goes where it goes by itself.
  void cross(const Summary& summary, Row row, Row broken) const {
    for (std::size_t w = 0; w < words_; ++w) {
      Word in = row[w] & summary.touched[w];
      row[w] &= ~summary.touched[w];
      for (; in != 0; in &= in - 1) {
        const auto bit = static_cast<std::uint32_t>(std::countr_zero(in));
        const Place& p = alphabet_.places[alphabet_.owner(w * 64 + bit)];
        const std::size_t k = (bit - p.shift) * words_ + w;
        row[w] |= summary.exits[k] & p.mask;
        broken[w] |= summary.broken[k] & p.mask;
      }
    }
  }

  const Input& in_;
  const analysis::Result& states_;
  Alphabet& alphabet_;
  std::size_t words_;
  std::vector<ClassId> arrival_, ways_, done_;
  std::vector<Word> rows_;
  std::vector<Summary> summaries_;
  std::vector<Word> after_, way_, tries_;
  analysis::Agenda agenda_;
};

}  // namespace

std::vector<std::uint8_t> proved_quickly(const Input& in, const analysis::Result& states,
                                         const std::vector<Property>& properties) {
  std::vector<std::uint8_t> proved(properties.size());
  Alphabet alphabet(properties);
  if (alphabet.words == 0 || in.graph.routines.empty()) return proved;
  const std::vector<Word> broken = Spread(in, states, alphabet).solve();
  for (std::size_t a = 0; a < alphabet.places.size(); ++a) {
    const Place& p = alphabet.places[a];
    proved[alphabet.indices[a]] = (broken[p.word] & p.mask) == 0 ? 1 : 0;
  }
  return proved;
}

}  // namespace guion::prove
