// Reading of JSON data. See data.hpp.
#include "cli/data.hpp"

#include <fmt/format.h>

#include <algorithm>

#include <nlohmann/json.hpp>

namespace guion::cli {
namespace {

/// A JSON value that keeps numbers as they were written: 85.40 must not pass through a double.
struct Json {
  enum class Kind { Null, Bool, Number, String, Array, Object };
  Kind kind = Kind::Null;
  std::string text;  ///< of a scalar
  std::vector<Json> items;
  std::vector<std::string> keys;  ///< of an object, one an item
};

constexpr std::size_t kMaxDepth = 16;

/// Builds a Json from the library's events.
class Builder {
 public:
  using number_integer_t = nlohmann::json::number_integer_t;
  using number_unsigned_t = nlohmann::json::number_unsigned_t;
  using number_float_t = nlohmann::json::number_float_t;
  using string_t = nlohmann::json::string_t;
  using binary_t = nlohmann::json::binary_t;

  Json root;
  std::size_t error_at = 0;
  bool too_deep = false;

  bool null() { return add({}); }
  bool boolean(bool value) { return add({Json::Kind::Bool, value ? "true" : "false", {}, {}}); }
  bool number_integer(number_integer_t value) { return add({Json::Kind::Number, fmt::format("{}", value), {}, {}}); }
  bool number_unsigned(number_unsigned_t value) { return add({Json::Kind::Number, fmt::format("{}", value), {}, {}}); }
  bool number_float(number_float_t, const string_t& written) { return add({Json::Kind::Number, written, {}, {}}); }
  bool string(string_t& value) { return add({Json::Kind::String, value, {}, {}}); }
  bool binary(binary_t&) { return false; }
  bool start_object(std::size_t) { return open(Json::Kind::Object); }
  bool start_array(std::size_t) { return open(Json::Kind::Array); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool key(string_t& value) {
    open_.back()->keys.push_back(value);
    return true;
  }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) {
    error_at = position;
    return false;
  }

 private:
  Json* place(Json value) {
    if (open_.empty()) {
      root = std::move(value);
      return &root;
    }
    open_.back()->items.push_back(std::move(value));
    return &open_.back()->items.back();
  }
  bool add(Json value) {
    place(std::move(value));
    return true;
  }
  bool open(Json::Kind kind) {
    too_deep = open_.size() >= kMaxDepth;
    if (too_deep) return false;
    open_.push_back(place({kind, {}, {}, {}}));
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }

  std::vector<Json*> open_;  ///< a parent gets no new item while a child is open, so these stay good
};

Message seen(const Json& json) {
  switch (json.kind) {
    case Json::Kind::Null:
      return {"null", "null"};
    case Json::Kind::Bool:
      return {json.text, json.text};
    case Json::Kind::Number:
      return {"the number " + json.text, "el número " + json.text};
    case Json::Kind::String:
      return {fmt::format("the text \"{}\"", json.text), fmt::format("el texto \"{}\"", json.text)};
    case Json::Kind::Array:
      return {"a list", "una lista"};
    case Json::Kind::Object:
      return {"an object", "un objeto"};
  }
  return {};
}

bool takes_numbers(guion_type type) {
  return type == GUION_TYPE_Count || type == GUION_TYPE_Money || type == GUION_TYPE_Day || type == GUION_TYPE_Month ||
         type == GUION_TYPE_Duration;
}

/// The literal that a JSON value stands for, if its kind suits the type.
std::optional<std::string> literal_of(const Json& json, guion_type type) {
  if (json.kind == Json::Kind::String) return json.text;
  if (json.kind == Json::Kind::Number && takes_numbers(type)) return json.text;
  if (json.kind == Json::Kind::Bool && type == GUION_TYPE_YesNo) return json.text == "true" ? "yes" : "no";
  if (json.kind != Json::Kind::Array || type != GUION_TYPE_List || json.items.empty()) return std::nullopt;
  std::string joined;
  for (const Json& item : json.items) {
    if (item.kind != Json::Kind::String || item.text.find('|') != std::string::npos) return std::nullopt;
    joined += (joined.empty() ? "" : "|") + item.text;
  }
  return joined;
}

}  // namespace

/// Turns the tree into data of one flow; stops at the first thing that does not fit.
class DataReader {
 public:
  DataReader(const scenario::Flow& flow, const std::vector<std::string>& declared, Data& out)
      : flow_{flow}, declared_{declared}, out_{out} {}

  std::optional<Message> read(const Json& root) {
    if (root.kind != Json::Kind::Object)
      return wrong("$", {"an object with slots and services", "un objeto con datos y servicios"}, root);
    for (std::size_t i = 0; i < root.items.size(); ++i) {
      if (auto failure = member(root.keys[i], root.items[i])) return failure;
    }
    return std::nullopt;
  }

 private:
  static Message wrong(std::string_view key, const Message& want, const Json& json) {
    const Message got = seen(json);
    return {fmt::format("«{}»: expected {}, found {}", key, want.en, got.en),
            fmt::format("«{}»: se esperaba {} y hay {}", key, want.es, got.es)};
  }

  [[nodiscard]] bool is_service(std::string_view name) const {
    for (std::uint32_t i = 0;; ++i) {
      const std::string service = flow_.service(i);
      if (service.empty()) return false;
      if (scenario::fold(service) == scenario::fold(name)) return true;
    }
  }

  std::optional<Message> member(const std::string& key, const Json& json) {
    if (is_service(key)) return service(key, json);
    const auto slot = flow_.find_slot(key);
    if (slot && flow_.slots()[*slot].from_system) return value(key, *slot, json, out_.slots_);
    if (!slot && std::find(declared_.begin(), declared_.end(), scenario::fold(key)) != declared_.end())
      return std::nullopt;
    return Message{fmt::format("«{}» is neither a service nor a slot that the system gives", key),
                   fmt::format("«{}» no es un servicio ni un dato que dé el sistema", key)};
  }

  std::optional<Message> value(std::string_view key, std::uint32_t slot, const Json& json,
                               std::vector<Data::Field>& to) {
    const scenario::SlotInfo& info = flow_.slots()[slot];
    const auto literal = literal_of(json, info.type);
    if (!literal) return wrong(key, scenario::expected_form(info), json);
    scenario::Value out;
    const auto reading = scenario::read_value(info, *literal, out);
    if (reading == scenario::Reading::BadForm) return wrong(key, scenario::expected_form(info), json);
    if (reading == scenario::Reading::OutOfRange) return wrong(key, scenario::expected_range(info), json);
    to.push_back({slot, std::move(out)});
    return std::nullopt;
  }

  std::optional<Message> service(const std::string& key, const Json& json) {
    Data::Service service{key, {}, 0};
    const std::vector<Json> one{json};
    for (const Json& answer : json.kind == Json::Kind::Array ? json.items : one) {
      if (auto failure = fields(key, answer, service.answers.emplace_back())) return failure;
    }
    if (service.answers.empty()) return wrong(key, {"at least one answer", "al menos una respuesta"}, json);
    out_.services_.push_back(std::move(service));
    return std::nullopt;
  }

  std::optional<Message> fields(const std::string& key, const Json& json, Data::Answer& to) {
    to.fails = json.kind == Json::Kind::Null;
    if (to.fails) return std::nullopt;
    if (json.kind != Json::Kind::Object)
      return wrong(key, {"an object with fields, or null if it fails", "un objeto con campos, o null si falla"}, json);
    for (std::size_t i = 0; i < json.items.size(); ++i) {
      const std::string path = key + "." + json.keys[i];
      const auto slot = flow_.find_slot(json.keys[i]);
      if (!slot)
        return Message{fmt::format("«{}»: the flow has no such slot", path),
                       fmt::format("«{}»: el flujo no tiene ese dato", path)};
      if (auto failure = value(path, *slot, json.items[i], to.fields)) return failure;
    }
    return std::nullopt;
  }

  const scenario::Flow& flow_;
  const std::vector<std::string>& declared_;
  Data& out_;
};

std::optional<Message> Data::read(std::string_view json, const scenario::Flow& flow,
                                  const std::vector<std::string>& declared, Data& out) {
  Builder builder;
  if (!nlohmann::json::sax_parse(json.begin(), json.end(), &builder)) {
    if (builder.too_deep) return Message{"nested too deeply", "hay demasiados niveles anidados"};
    return Message{fmt::format("this is not JSON: error at byte {}", builder.error_at),
                   fmt::format("esto no es JSON: error en el byte {}", builder.error_at)};
  }
  return DataReader{flow, declared, out}.read(builder.root);
}

const scenario::Value* Data::slot(std::uint32_t slot) const {
  for (const Field& f : slots_) {
    if (f.slot == slot) return &f.value;
  }
  return nullptr;
}

const Data::Answer* Data::next(std::string_view service) {
  for (Service& s : services_) {
    if (scenario::fold(s.name) != scenario::fold(service)) continue;
    const Answer& answer = s.answers[s.next];
    if (s.next + 1 < s.answers.size()) ++s.next;
    return &answer;
  }
  return nullptr;
}

}  // namespace guion::cli
