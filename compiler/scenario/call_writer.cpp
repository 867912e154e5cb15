// Writing of scripted calls: the contrary of call_file.cpp.
#include <fmt/format.h>

#include <chrono>

#include "scenario/call_file.hpp"

namespace guion::scenario {
namespace {

std::string moment(std::int64_t seconds) {
  const std::chrono::sys_seconds at{std::chrono::seconds{seconds}};
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date{day};
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(at - day).count();
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), minutes / 60,
                     minutes % 60);
}

class Writer {
 public:
  explicit Writer(const Script& script) : script_{script} {}

  std::string write() {
    line(CallWord::Flow, script_.flow);
    if (script_.time) line(CallWord::Time, moment(*script_.time));
    if (script_.seed != 0) line(CallWord::Seed, fmt::format("{}", script_.seed));
    for (const Given& g : script_.gives) line(CallWord::Give, fmt::format("{} = {}", g.name, g.value));
    for (const Step& s : script_.steps) step(s);
    if (script_.breach) breach(*script_.breach);
    if (!script_.end.empty()) line(CallWord::End, script_.end);
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string_view word(CallWord w) const { return spelling(w, script_.tongue); }
  void line(CallWord w, std::string_view rest) { out_ += fmt::format("{} {}\n", word(w), rest); }

  [[nodiscard]] std::string_view word_of(Result result) const {
    switch (result) {
      case Result::Passes:
        return word(CallWord::Passes);
      case Result::Fails:
        return word(CallWord::Fails);
      case Result::Returns:
        return word(CallWord::Returns);
      case Result::Lacks:
        return word(CallWord::Lacks);
      case Result::Unsaid:
        return word(CallWord::Unsaid);
      case Result::Value:
        break;
    }
    return {};
  }

  void step(const Step& s) {
    const bool service = s.word == CallWord::Lookup || s.word == CallWord::Request;
    if (s.word == CallWord::Silence || s.word == CallWord::HangUp) {
      out_ += fmt::format("{}\n", word(s.word));
    } else if (s.word == CallWord::Expect) {
      line(s.word, s.value);
    } else if (s.word == CallWord::Menu || s.word == CallWord::Judge) {
      line(s.word, fmt::format("= {}", s.value));
    } else if (s.result == Result::Unsaid || (service && s.result != Result::Value)) {
      line(s.word, fmt::format("{}, {}", s.name, word_of(s.result)));
    } else if (service) {
      line(s.word, s.name);
      for (const Given& g : s.fields) out_ += fmt::format("  {} = {}\n", g.name, g.value);
    } else {
      line(s.word,
           fmt::format("{} = {}", s.name, s.result == Result::Value ? std::string_view{s.value} : word_of(s.result)));
    }
  }

  void breach(const Breach& b) {
    std::string rest = fmt::format("{} {} {}", b.code, word(CallWord::At), b.where);
    if (b.visit != 1) rest += fmt::format(", {} {}", word(CallWord::Visit), b.visit);
    if (b.silently) rest += fmt::format(", {}", word(CallWord::Silently));
    if (!b.as_of.empty()) rest += fmt::format(", {} {}", word(CallWord::AsOf), b.as_of);
    line(CallWord::Breaks, rest);
  }

  const Script& script_;
  std::string out_;
};

}  // namespace

std::string write_script(const Script& script) { return Writer{script}.write(); }

}  // namespace guion::scenario
