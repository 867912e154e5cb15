// What each service of flows/protocolos/atención_telefónica answers, by the number of the call: see services.hpp.
#include "services.hpp"

#include <cstdlib>

namespace sessions {
namespace {

struct Result {
  std::optional<Fields> fields;
  long long paid = 0;  ///< minor units taken from the card
};

std::string cycle(long long from, long long to) { return std::to_string(from * (1LL << 32) + to); }

Result pay(const Request& request, int call) {
  const std::string& card = request.takes.at("número_tarjeta");
  const long long amount = std::strtoll(request.takes.at("monto").c_str(), nullptr, 10);
  if (card.ends_with("0010")) return {Fields{{"cobrado", "0"}}, 0};
  if (call % 5 == 2) return {std::nullopt, amount};  // the money was taken, and the answer lost
  return {Fields{{"cobrado", "1"}}, amount};
}

Fields bill(int call, long long paid) {
  const long long balance = 5000 + 10LL * call - paid;
  return {{"saldo", std::to_string(balance < 0 ? 0 : balance)},
          {"vence", std::to_string(1 + call % 28)},
          {"vencido", "0"},
          {"vencido_desde", "20366"},
          {"ciclo_actual", cycle(20397, 20426)}};
}

Result decide(const Request& request, long long paid) {
  const int call = std::atoi(request.call.c_str());
  if (request.service == "ficha")
    return {Fields{{"años_de_cliente", std::to_string(call % 7)}, {"meses_de_cliente", "3"}}};
  if (request.service == "facturación") return {bill(call, paid)};
  if (request.service == "caja") return pay(request, call);
  if (request.service == "pausa_grabación") return {Fields{{"grabación_en_pausa", "1"}}};
  if (request.service == "reanuda_grabación") return {Fields{{"grabación_activa", "1"}}};
  if (request.service == "comprobantes") return {Fields{{"comprobante", "AB" + request.call}}};
  if (request.service == "pago_automático") return {Fields{{"pago_automático_activo", "1"}}};
  if (request.service == "agenda") return {Fields{{"folio_llamada", "F" + request.call}}};
  return {};  // no such service here: no answer
}

/// A name and a value in turn; "-" alone for no answer.
std::string write(const std::optional<Fields>& fields) {
  std::vector<std::string> out;
  if (!fields) return "-";
  for (const auto& [name, value] : *fields) {
    out.push_back(name);
    out.push_back(value);
  }
  return join(out);
}

std::optional<Fields> read(const std::string& text) {
  if (text == "-") return std::nullopt;
  Fields out;
  const std::vector<std::string> words = split(text);
  for (std::size_t i = 0; i + 1 < words.size(); i += 2) out[words[i]] = words[i + 1];
  return out;
}

/// The one place where something is really done.
constexpr std::string_view kAct = R"lua(
local results, acts, paid, again = unpack(KEYS)
local key, result, service, amount = unpack(ARGV)
local given = redis.call('HGET', results, key)
if given then
  redis.call('INCR', again)
  return given
end
redis.call('HSET', results, key, result)
redis.call('RPUSH', acts, service)
redis.call('INCRBY', paid, amount)
return result
)lua";

}  // namespace

std::optional<Fields> LocalServices::ask(const Request& request) {
  const Result result = decide(request, paid_);
  if (request.acts) {
    acts_.push_back(request.service);
    paid_ += result.paid;
  }
  return result.fields;
}

std::optional<Fields> RedisServices::ask(const Request& request) {
  const std::string paid = "paid:" + request.call;
  if (!request.acts) return decide(request, std::atoll(redis_.command({"GET", paid}).text.c_str())).fields;
  const Result result = decide(request, 0);
  return read(redis_
                  .script(kAct, {"results", "acts:" + request.call, paid, "again"},
                          {request.service + ' ' + request.token, write(result.fields), request.service,
                           std::to_string(result.paid)})
                  .text);
}

}  // namespace sessions
