// What the customers say, and how it reaches the workers: see desk.hpp.
#include "desk.hpp"

namespace sessions {
namespace {

/// The id of the option with this label; the last one's if there is none.
std::string option(const Line& line, std::string_view label) {
  const std::vector<std::string> words = split(line.options);
  for (std::size_t i = 0; i + 1 < words.size(); i += 2) {
    if (words[i + 1] == label) return words[i];
  }
  return words.at(words.size() - 2);
}

/// A token alone does not name an event: when a worker dies with what it did not save, its tokens are given again, and
/// the call may go another way.
std::string event_of(const Line& line) { return join({line.token, line.kind, line.name, line.text}); }

std::string written(const Line& line) {
  std::string out = line.kind + ":" + (line.text.empty() ? "" : " " + line.text);
  if (!line.name.empty()) out += " [" + line.name + ']';
  const std::vector<std::string> words = split(line.options);
  for (std::size_t i = 1; i < words.size(); i += 2) out += (i == 1 ? " " : " / ") + words[i];
  return out;
}

}  // namespace

Answer Customer::answer(const Line& line) {
  const auto found = answers_.find(event_of(line));
  if (found != answers_.end()) return found->second;
  return answers_[event_of(line)] = think(line);
}

// Of every five customers one pays in cash, one has a first card that is refused, one is charged without an answer, one
// pays another amount after a wrong PIN. One of twenty hangs up while the card is taken, one of twenty before.
Answer Customer::think(const Line& line) {
  const int kind = call_ % 5;
  if (line.kind == "say" || line.kind == "note") return {"done", ""};
  if (line.kind == "judge") return {"no", ""};
  if (line.kind == "record") return {"value", std::to_string(call_ % 3)};
  if (line.name == (call_ % 20 == 14 ? "cvv" : call_ % 20 == 10 ? "forma" : "-")) return {"hangup", ""};
  const int before = asked_[line.kind == "menu" ? line.text : line.name]++;
  if (line.kind == "verify") return {kind == 3 && before == 0 ? "wrong" : "passed", ""};
  if (line.kind == "menu") {
    if (line.text == "¿Cuánto desea pagar hoy?") {
      return {"option", option(line, kind == 3 ? "Otra cantidad" : "Todo el saldo")};
    }
    return {"option", option(line, "Sí")};
  }
  if (line.name == "cliente") return {"value", "Ana " + std::string(1, static_cast<char>('A' + call_ % 26))};
  if (line.name == "forma") return {"value", kind == 0 ? "2" : "0"};
  if (line.name == "monto") return {"value", "1500"};
  if (line.name == "número_tarjeta")
    return {"value", kind == 1 && before == 0 ? "4000000000000010" : "4000000000000002"};
  if (line.name == "vence_tarjeta") return {"value", "0829"};
  if (line.name == "cvv") return {"value", "123"};
  if (line.name == "teléfono_contacto") return {"value", "5550100"};
  if (line.name == "desea_pago_automático") return {"value", kind == 3 ? "1" : "0"};
  if (line.name == "desea_comprobante") return {"value", kind == 4 ? "1" : "0"};
  return {"value", "0"};  // «motivo» pago, and no to everything else
}

void Customer::hear(const Line& line) {
  if (heard_.insert(event_of(line)).second) {
    transcript_.push_back(written(line));
  } else if (answers_.contains(event_of(line))) {
    ++repeats_[line.token];
  }
  ended_ = ended_ || line.kind == "end";
}

Desk::Desk(const std::string& socket, int calls, int copies) : redis_(socket), listening_(socket), copies_(copies) {
  for (int call = 1; call <= calls; ++call) customers_.emplace(call, Customer(call));
  listening_.subscribe("desk");
}

void Desk::open() {
  Store::prepare(redis_);
  for (const auto& [call, customer] : customers_) {
    Store::add(redis_, {{}, std::to_string(call), "start", {}, {"value", "Marisol"}});
  }
}

bool Desk::poll() {
  hear_direct();
  hear_told();
  for (const auto& [call, customer] : customers_) {
    if (!customer.ended()) return false;
  }
  return true;
}

void Desk::hear_told() {
  const Reply reply = redis_.command({"XREAD", "COUNT", "100", "STREAMS", "told", read_});
  if (reply.nil) return;
  for (const Reply& entry : reply.items.at(0).items.at(1).items) {
    read_ = entry.items.at(0).text;
    const Told told = told_of(split(entry.items.at(1).items.at(1).text));
    Customer& customer = customers_.at(std::stoi(told.call));
    customer.hear(told.line);
    if (!told.line.waits) continue;
    // What is secret is said only to somebody who listens now.
    if (told.line.secret) {
      Store::add(redis_, {{}, told.call, "ready", told.line.token, {}});
      continue;
    }
    const Message message = {{}, told.call, "answer", told.line.token, customer.answer(told.line)};
    for (int copy = 0; copy < copies_; ++copy) Store::add(redis_, message);
  }
}

void Desk::hear_direct() {
  while (const auto heard = listening_.message(std::chrono::milliseconds(1))) {
    std::vector<std::string> fields = split(*heard);
    const std::string channel = fields.at(0);
    fields.erase(fields.begin());
    const Told told = told_of(fields);
    Customer& customer = customers_.at(std::stoi(told.call));
    customer.hear(told.line);
    customer.heard_directly(told.line.token);
    const Answer answer = customer.answer(told.line);
    redis_.command({"PUBLISH", channel, join({told.line.token, answer.kind, answer.value})});
  }
}

}  // namespace sessions
