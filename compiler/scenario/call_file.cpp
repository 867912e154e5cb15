// Reading of scripted calls, line by line. See call_file.hpp.
#include "scenario/call_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "scenario/values.hpp"

namespace guion::scenario {
namespace {

struct WordRow {
  std::string_view en, es;
};
constexpr WordRow kWords[] = {
#define CALL_WORD(id, en, es) {en, es},
#include "scenario/call_words.def"
#undef CALL_WORD
};

/// Splits off everything up to `mark`; false if it is not there.
bool split(std::string_view text, std::string_view mark, std::string_view& left, std::string_view& right) {
  const std::size_t at = text.find(mark);
  if (at == std::string_view::npos) return false;
  left = trim(text.substr(0, at));
  right = trim(text.substr(at + mark.size()));
  return true;
}

class Reader {
 public:
  Reader(std::string_view text, std::vector<Problem>& problems) : text_{text}, problems_{problems} {}

  Script read() {
    if (text_.starts_with("\xef\xbb\xbf")) text_.remove_prefix(3);
    while (!text_.empty()) {
      const std::size_t end = std::min(text_.find('\n'), text_.size());
      ++line_;
      read_line(text_.substr(0, end));
      text_.remove_prefix(std::min(end + 1, text_.size()));
    }
    if (!has_head_ && problems_.empty()) {
      line_ = 1;
      problem("a scripted call begins with «flow NAME», the flow that it plays",
              "un ensayo empieza con «flujo NOMBRE», el flujo que recorre");
    }
    return std::move(script_);
  }

 private:
  void problem(std::string en, std::string es) { problems_.push_back({line_, {std::move(en), std::move(es)}}); }

  void read_line(std::string_view raw) {
    const std::string_view text = trim(raw);
    if (text.empty() || text.front() == '#') return;
    const bool indented = raw.front() == ' ' || raw.front() == '\t';
    if (indented) return read_field(text);
    open_ = false;
    if (!has_head_) return read_head(text);
    if (script_.breach)
      return problem("the call is over where it breaks something: nothing follows that line",
                     "la llamada acaba donde viola algo: después de esa línea no va nada");
    for (std::size_t i = 0; i < std::size(kWords); ++i) {
      const auto word = static_cast<CallWord>(i);
      if (const auto rest = after(word, text)) return read_statement(word, *rest);
    }
    const std::string_view word = text.substr(0, text.find_first_of(" \t=,"));
    problem(fmt::format("no line of a scripted call starts with «{}»", word),
            fmt::format("ninguna línea de un ensayo empieza con «{}»", word));
  }

  /// What stands behind the word, if the line starts with it.
  [[nodiscard]] std::optional<std::string_view> after(CallWord word, std::string_view text) const {
    const std::string key = fold(spelling(word, script_.tongue));
    std::size_t end = 0;
    for (std::size_t blanks = static_cast<std::size_t>(std::count(key.begin(), key.end(), ' ')); end < text.size();
         ++end) {
      if (text[end] == '=' || text[end] == ',') break;
      if (text[end] == ' ' && blanks-- == 0) break;
    }
    if (fold(text.substr(0, end)) != key) return std::nullopt;
    return trim(text.substr(end));
  }

  void read_head(std::string_view text) {
    for (const Tongue t : {Tongue::Es, Tongue::En}) {
      script_.tongue = t;
      if (const auto rest = after(CallWord::Flow, text)) {
        has_head_ = true;
        script_.flow = *rest;
        script_.flow_line = line_;
        if (rest->empty()) problem("the name of the flow is missing", "falta el nombre del flujo");
        return;
      }
    }
    script_.tongue = Tongue::Es;
    has_head_ = true;
    problem("the first line must be «flow NAME»", "la primera línea debe ser «flujo NOMBRE»");
  }

  void read_field(std::string_view text) {
    std::string_view name, value;
    if (!open_)
      return problem("an indented line stands only under a look-up",
                     "una línea con sangría solo va debajo de una consulta o solicitud");
    if (!split(text, "=", name, value) || name.empty())
      return problem("a field is written «name = value»", "un campo se escribe «nombre = valor»");
    script_.steps.back().fields.push_back({std::string{name}, std::string{value}, line_});
  }

  void read_statement(CallWord word, std::string_view rest) {
    switch (word) {
      case CallWord::Flow:
        return problem("a scripted call plays one flow", "un ensayo recorre un solo flujo");
      case CallWord::Time:
        return read_time(rest);
      case CallWord::Seed:
        return read_seed(rest);
      case CallWord::Give:
        return read_named(word, rest);
      case CallWord::Ask:
        return read_named(word, rest);
      case CallWord::Record:
        return read_record(rest);
      case CallWord::Menu:
        return read_menu(rest);
      case CallWord::Verify:
        return read_result(word, rest, {Result::Passes, Result::Fails, Result::Lacks});
      case CallWord::Transfer:
        return read_result(word, rest, {Result::Passes, Result::Fails, Result::Returns});
      case CallWord::Lookup:
      case CallWord::Request:
        return read_service(word, rest);
      case CallWord::Judge:
        return read_menu_like(word, rest);
      case CallWord::Silence:
      case CallWord::HangUp:
        return read_bare(word, rest);
      case CallWord::Expect:
        return read_expectation(rest);
      case CallWord::End:
        return read_end(rest);
      case CallWord::Breaks:
        return read_breach(rest);
      case CallWord::At:
      case CallWord::Visit:
      case CallWord::Silently:
      case CallWord::AsOf:
      case CallWord::Passes:
      case CallWord::Fails:
      case CallWord::Returns:
      case CallWord::Lacks:
      case CallWord::Unsaid:
      case CallWord::Transferred:
      case CallWord::Abandoned:
        break;
    }
    problem(fmt::format("«{}» does not start a line", spelling(word, script_.tongue)),
            fmt::format("«{}» no empieza una línea", spelling(word, script_.tongue)));
  }

  Step& add(CallWord word, std::string_view name, std::string_view value, Result result = Result::Value) {
    script_.steps.push_back({word, line_, std::string{name}, std::string{value}, result, {}});
    return script_.steps.back();
  }

  void expected(CallWord word, std::string_view en, std::string_view es) {
    const auto key = spelling(word, script_.tongue);
    problem(fmt::format("expected «{} {}»", key, en), fmt::format("se esperaba «{} {}»", key, es));
  }

  void read_time(std::string_view rest) {
    std::int64_t seconds = 0;
    if (!read_moment(rest, seconds)) return expected(CallWord::Time, "2026-11-20 09:30", "2026-11-20 09:30");
    script_.time = seconds;
  }

  void read_seed(std::string_view rest) {
    if (!read_count(rest, script_.seed)) return expected(CallWord::Seed, "7", "7");
  }

  static bool read_count(std::string_view text, std::uint32_t& out) {
    SlotInfo count;
    count.type = GUION_TYPE_Count;
    count.max = 0xffffffff;
    Value value;
    if (read_value(count, text, value) != Reading::Ok) return false;
    out = static_cast<std::uint32_t>(value.number);
    return true;
  }

  void read_named(CallWord word, std::string_view rest) {
    std::string_view name, value;
    if (!split(rest, "=", name, value) || name.empty()) return expected(word, "slot = value", "dato = valor");
    if (word == CallWord::Give) {
      script_.gives.push_back({std::string{name}, std::string{value}, line_});
    } else {
      add(word, name, value);
    }
  }

  void read_record(std::string_view rest) {
    std::string_view name, flag;
    const std::size_t equals = rest.find('=');
    if (equals != std::string_view::npos || !split(rest, ",", name, flag)) return read_named(CallWord::Record, rest);
    if (fold(flag) != fold(spelling(CallWord::Unsaid, script_.tongue)))
      return expected(CallWord::Record, "slot, unsaid", "dato, sin dato");
    add(CallWord::Record, name, {}, Result::Unsaid);
  }

  void read_menu(std::string_view rest) { read_menu_like(CallWord::Menu, rest); }

  void read_menu_like(CallWord word, std::string_view rest) {
    if (!rest.starts_with('=')) {
      return word == CallWord::Menu ? expected(word, "= label of the option", "= texto de la opción")
                                    : expected(word, "= yes", "= sí");
    }
    add(word, {}, trim(rest.substr(1)));
  }

  [[nodiscard]] std::string_view word_of(Result result) const {
    switch (result) {
      case Result::Passes:
        return spelling(CallWord::Passes, script_.tongue);
      case Result::Fails:
        return spelling(CallWord::Fails, script_.tongue);
      case Result::Returns:
        return spelling(CallWord::Returns, script_.tongue);
      case Result::Lacks:
        return spelling(CallWord::Lacks, script_.tongue);
      case Result::Unsaid:
        return spelling(CallWord::Unsaid, script_.tongue);
      case Result::Value:
        break;
    }
    return {};
  }

  void read_result(CallWord word, std::string_view rest, std::array<Result, 3> allowed) {
    std::string_view name, value;
    if (split(rest, "=", name, value) && !name.empty()) {
      for (const Result r : allowed) {
        if (fold(value) == fold(word_of(r))) {
          add(word, name, {}, r);
          return;
        }
      }
    }
    const std::string form =
        fmt::format("… = {} | {} | {}", word_of(allowed[0]), word_of(allowed[1]), word_of(allowed[2]));
    expected(word, form, form);
  }

  void read_service(CallWord word, std::string_view rest) {
    std::string_view name = rest, flag;
    if (split(rest, ",", name, flag)) {
      if (fold(flag) != fold(spelling(CallWord::Fails, script_.tongue)))
        return expected(word, "service, fails", "servicio, falla");
      add(word, name, {}, Result::Fails);
      return;
    }
    if (name.empty()) return expected(word, "service", "servicio");
    add(word, name, {});
    open_ = true;
  }

  void read_bare(CallWord word, std::string_view rest) {
    if (!rest.empty()) return problem("nothing follows this word", "después de esta palabra no va nada");
    add(word, {}, {});
  }

  void read_expectation(std::string_view rest) {
    if (rest.empty()) return expected(CallWord::Expect, "text that must be heard", "texto que debe oírse");
    add(CallWord::Expect, {}, rest);
  }

  void read_end(std::string_view rest) {
    if (rest.empty()) return expected(CallWord::End, "outcome", "final");
    if (script_.end_line != 0 || script_.breach) return ends_once();
    script_.end = rest;
    script_.end_line = line_;
  }

  void ends_once() { problem("a call ends once", "una llamada termina una sola vez"); }

  void bad_breach() {
    expected(CallWord::Breaks, "G0406 at LINE, visit 2, silently, as of 2027-01-31",
             "G0406 en LÍNEA, vez 2, en silencio, al 2027-01-31");
  }

  /// «G0406 en 45, vez 2, en silencio, al 2027-01-31»
  void read_breach(std::string_view rest) {
    if (script_.end_line != 0 || script_.breach) return ends_once();
    const std::size_t blank = rest.find(' ');
    if (blank == std::string_view::npos) return bad_breach();
    Breach made;
    made.line = line_;
    made.code = rest.substr(0, blank);
    rest = trim(rest.substr(blank));
    std::string_view place = rest.substr(0, rest.find(','));
    const auto at = after(CallWord::At, place);
    if (!at || at->empty()) return bad_breach();
    made.where = *at;
    while (place.size() != rest.size()) {
      rest = trim(rest.substr(place.size() + 1));
      place = rest.substr(0, rest.find(','));
      if (!read_breach_detail(trim(place), made)) return bad_breach();
    }
    script_.breach = std::move(made);
  }
  bool read_breach_detail(std::string_view text, Breach& out) {
    if (fold(text) == fold(spelling(CallWord::Silently, script_.tongue))) return out.silently = true;
    if (const auto day = after(CallWord::AsOf, text)) {
      std::int64_t seconds = 0;
      out.as_of = *day;
      return day->size() == std::string_view{"2027-01-31"}.size() && read_moment(out.as_of + "T00:00", seconds);
    }
    const auto count = after(CallWord::Visit, text);
    return count && read_count(*count, out.visit) && out.visit != 0;
  }

  std::string_view text_;
  std::vector<Problem>& problems_;
  Script script_;
  std::uint32_t line_ = 0;
  bool has_head_ = false;
  bool open_ = false;  ///< the last step takes indented fields
};

}  // namespace

std::string_view spelling(CallWord word, Tongue tongue) {
  const WordRow& row = kWords[static_cast<std::size_t>(word)];
  return tongue == Tongue::Es ? row.es : row.en;
}

Script read_script(std::string_view text, std::vector<Problem>& problems) { return Reader{text, problems}.read(); }

}  // namespace guion::scenario
