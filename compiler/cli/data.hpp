// The answers of the company's systems for a played call, from a JSON file:
//
//   { "agente": "Marisol",                                     a slot that the system gives
//     "facturación": { "saldo": 85.40, "vence": 5 },           what a service answers, every time
//     "caja": [ null, { "cobrado": true } ] }                  one answer after another; null: it fails; the last one
//     stays
//
// Everything is checked against the flow when it is read. Only data.cpp sees the JSON library.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/flow.hpp"

namespace guion::cli {

class Data {
 public:
  /// Reads and checks. `declared`: slots that the system gives to any flow of the protocol, folded; those that this flow
  /// does not use are passed over. Errors: the first thing that does not fit, naming the key, what is expected and what
  /// stands there.
  [[nodiscard]] static std::optional<Message> read(std::string_view json, const scenario::Flow& flow,
                                                   const std::vector<std::string>& declared, Data& out);

  /// The value of a slot that the system gives, if the file has it.
  [[nodiscard]] const scenario::Value* slot(std::uint32_t slot) const;

  struct Field {
    std::uint32_t slot = 0;
    scenario::Value value;
  };
  struct Answer {
    bool fails = false;
    std::vector<Field> fields;
  };
  /// The next answer of a service; null if the file says nothing of it.
  [[nodiscard]] const Answer* next(std::string_view service);

 private:
  struct Service {
    std::string name;
    std::vector<Answer> answers;
    std::size_t next = 0;
  };
  friend class DataReader;
  std::vector<Field> slots_;
  std::vector<Service> services_;
};

}  // namespace guion::cli
