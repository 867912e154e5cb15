// A host at the terminal: the person who types is the agent, and plays customer and systems too where no data was
// given.
#pragma once

#include "cli/console.hpp"
#include "cli/data.hpp"
#include "scenario/player.hpp"

namespace guion::cli {

class InteractiveHost : public scenario::Host {
 public:
  InteractiveHost(const scenario::Flow& flow, Data data, Console& console, Tongue tongue);

  bool give(std::uint32_t slot, scenario::Value& out) override;
  scenario::Reply on_event(const scenario::Event& event) override;
  bool refused(const scenario::Event& event, guion_status status) override;
  /// The last lines: how the call ended.
  void finish(const scenario::Ending& ending);

 private:
  enum class Typed { Line, HangUp, EndOfInput };

  [[nodiscard]] std::string_view text(std::string_view en, std::string_view es) const { return pick(tongue_, en, es); }
  /// A text in a style; indented unless the customer hears it.
  void line(Style style, std::string_view text, std::string_view indent = "  ");
  void show(const scenario::Event& event);
  void show_text(const scenario::Event& event);
  /// What may be typed, and the pending text again.
  void help(const scenario::Event* event);
  /// How an answer is asked for. `slot`: the one that it fills, if any.
  struct Prompt {
    std::string text;
    const scenario::Event* event = nullptr;
    const scenario::SlotInfo* slot = nullptr;
  };
  /// Reads a line that is neither help nor, unless it may be, empty.
  Typed type(const Prompt& prompt, std::string& out, bool may_be_empty = false);
  void show_words(const std::vector<std::string>& words);
  scenario::Reply reply_of(Typed typed);
  /// Asks until the value fits. Silent and unsaid are told apart by `what` when the event allows them.
  Typed type_value(std::uint32_t slot, const scenario::Event* event, scenario::Value& out, bool& passed_over);
  /// Asks for one of numbered words; gives its index, or their number for a silence.
  Typed type_choice(const std::vector<std::string>& words, const scenario::Event& event, std::size_t& index);
  [[nodiscard]] bool is_silence(const scenario::Event* event, std::string_view typed) const;

  scenario::Reply value_reply(const scenario::Event& event);
  scenario::Reply judge(const scenario::Event& event);
  scenario::Reply menu(const scenario::Event& event);
  scenario::Reply verify(const scenario::Event& event);
  scenario::Reply lookup(const scenario::Event& event);
  scenario::Reply typed_lookup(const scenario::Event& event);
  scenario::Reply transfer(const scenario::Event& event);

  const scenario::Flow& flow_;
  Data data_;
  Console& console_;
  Tongue tongue_;
  std::string stage_;
  bool cut_ = false;   ///< the input ended
  bool gone_ = false;  ///< the customer hung up
};

}  // namespace guion::cli
