// From judgements and verdicts to disagreements.
#include "prove/compare.hpp"

#include <algorithm>
#include <map>

namespace guion::test {

namespace {

using prove::PropertyKind;
using prove::Verdict;

/// Orders of stages are compared as one: the prover tells of the first of several stages that come too early.
using Key = std::pair<Matter, std::uint32_t>;
Key key(Matter matter, std::uint32_t object) { return {matter, matter == Matter::StageOrder ? 0 : object}; }

bool matter_of(PropertyKind kind, Matter& matter) {
  switch (kind) {
    case PropertyKind::Gate:
      matter = Matter::Gate;
      return true;
    case PropertyKind::Filled:
      matter = Matter::Filled;
      return true;
    case PropertyKind::Rule:
      matter = Matter::Rule;
      return true;
    case PropertyKind::RequiredStage:
      matter = Matter::RequiredStage;
      return true;
    case PropertyKind::StageOrder:
      matter = Matter::StageOrder;
      return true;
    case PropertyKind::Secret:
    case PropertyKind::StaleCaller:
    case PropertyKind::StaleTopic:
    case PropertyKind::RequestRepeated:
    case PropertyKind::TriesRenewed:
    case PropertyKind::EndsInSilence:
    case PropertyKind::OpenQuestion:
      return false;
  }
  return false;
}

/// The worst that the prover says of a property. What it says nothing of, it holds for proved: nothing of the kind
/// stands in the flow.
std::map<Key, Verdict> of_prover(const prove::Result& proof) {
  std::map<Key, Verdict> out;
  for (const prove::Judgement& j : proof.judgements) {
    Matter matter = Matter::Rule;
    if (!matter_of(j.kind, matter)) continue;
    Verdict& v = out.emplace(key(matter, j.object), Verdict::Proved).first->second;
    if (j.verdict == Verdict::Violated || (j.verdict == Verdict::Undecided && v == Verdict::Proved)) v = j.verdict;
  }
  return out;
}

std::map<Key, const Judged*> of_judge(const Verdicts& verdicts) {
  std::map<Key, const Judged*> out;
  for (const Judged& j : verdicts.properties) {
    const Judged*& worst = out[key(j.matter, j.object)];
    if (worst == nullptr || (j.broken && !worst->broken)) worst = &j;
  }
  return out;
}

const char* name_of(Verdict v) {
  switch (v) {
    case Verdict::Proved:
      return "proved";
    case Verdict::Violated:
      return "violated";
    case Verdict::Undecided:
      return "not decided";
  }
  return "";
}

std::string disagreement(const Judged& j, Verdict v) {
  std::string out = std::string(name_of(j.matter)) + " «" + j.name + "»: the prover says " + name_of(v) +
                    ", the judge " + (j.broken ? "broken, by this call:" : "that no call breaks it") + "\n";
  for (const std::string& line : j.call) out += line + "\n";
  return out;
}

/// A message of another kind than those that are compared: the flow is not what the generator meant.
const diag::Diagnostic* refusal(const Compilation& c) {
  for (const diag::Diagnostic& d : c.diagnostics) {
    if (d.severity != diag::Severity::Error) continue;
    const std::string code(diag::code_text(d.code));
    if (code < "G0405" || code >= "G0444") return &d;
  }
  return nullptr;
}

}  // namespace

std::string show(const SmallFlow& flow) { return flow.protocol + "\n" + flow.flow; }

Compilation compile_small(std::uint32_t seed) {
  const SmallFlow text = small_flow(seed);
  MemorySources sources;
  sources.put("prueba.flow", text.protocol);
  sources.put("azar.flow", text.flow);
  CompileOptions options;
  options.emit = false;
  return compile("azar.flow", sources, options);
}

Comparison compare(std::uint32_t seed, std::size_t most_states, Fault fault) {
  Comparison out;
  const Compilation c = compile_small(seed);
  if (const diag::Diagnostic* d = refusal(c)) {
    out.outcome = Comparison::Outcome::Refused;
    out.refusal = std::string(diag::code_text(d->code)) + " " + d->en;
    return out;
  }
  const Verdicts judged = judge(c.program, most_states, fault);
  out.judge_states = judged.states;
  out.prover_states = c.proof.states;
  if (judged.skipped) {
    out.outcome = Comparison::Outcome::TooLarge;
    return out;
  }
  if (judged.astray) out.disagreements.push_back("the judge went astray in a flow that the compiler takes\n");
  const std::map<Key, Verdict> proof = of_prover(c.proof);
  const bool stops = judged.any(Matter::Filled);
  for (const auto& [k, j] : of_judge(judged)) {
    const auto found = proof.find(k);
    const Verdict v = found == proof.end() ? Verdict::Proved : found->second;
    ++out.properties;
    out.broken += j->broken ? 1 : 0;
    out.undecided += v == Verdict::Undecided ? 1 : 0;
    if (v == Verdict::Undecided || j->broken == (v == Verdict::Violated)) continue;
    if (!j->broken && stops) {
      ++out.hidden;
    } else {
      out.disagreements.push_back(disagreement(*j, v));
    }
  }
  return out;
}

}  // namespace guion::test
