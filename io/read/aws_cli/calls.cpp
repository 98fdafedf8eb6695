#include "io/read/aws_cli/calls.h"

namespace orgsim::io {

void ignore(JsonCursor& cursor, std::initializer_list<std::string_view> members) {
  for (const std::string_view member : members) {
    cursor.member(member);
  }
}

namespace {

void visit_object(const JsonValue& json, std::string_view what,
                  std::initializer_list<std::string_view> ignored, DumpReading& reading,
                  const std::function<void(JsonCursor&)>& visit) {
  JsonCursor object(json, std::string(what), reading.diagnostics);
  visit(object);
  ignore(object, ignored);
  reading.unmodelled(object, std::string(what));
}

}  // namespace

void each_object(JsonCursor& cursor, std::string_view list, std::string_view what,
                 std::initializer_list<std::string_view> ignored, DumpReading& reading,
                 const std::function<void(JsonCursor&)>& visit) {
  cursor.each_item(
      list, [&](const JsonValue& item) { visit_object(item, what, ignored, reading, visit); });
}

void with_object(JsonCursor& cursor, std::string_view member, std::string_view what,
                 std::initializer_list<std::string_view> ignored, DumpReading& reading,
                 const std::function<void(JsonCursor&)>& visit) {
  if (const JsonValue* json = cursor.member(member, JsonKind::Object)) {
    visit_object(*json, what, ignored, reading, visit);
  }
}

std::optional<Index<PolicyDocument>> document_of(const Call& call, JsonCursor& cursor,
                                                 std::string_view member, PolicyKind kind,
                                                 DumpReading& reading) {
  const JsonValue* json = cursor.member(member);
  if (json == nullptr || (json->kind == JsonKind::String && json->text.empty())) {
    return std::nullopt;
  }
  return reading.documents.intern(value_at(call.slice, json->where.offset - call.slice.begin),
                                  kind);
}

std::optional<Index<Account>> account_of(const Call& call, DumpReading& reading) {
  if (call.context.account.empty()) {
    reading.error("E2001", "nothing says which account this is", call.output.where(),
                  "put the file into a folder `accounts/<account id>`");
    return std::nullopt;
  }
  return reading.account(call.context.account, call.output.where());
}

std::string required_key(const std::string& key, std::string_view what, const Call& call,
                         DumpReading& reading) {
  if (key.empty()) {
    reading.error("E2006", "nothing says which " + std::string(what) + " this is about",
                  call.output.where(), "name the file after it");
  }
  return key;
}

bool first_has(JsonCursor& output, std::string_view list, std::string_view member) {
  const JsonValue* items = output.member(list, JsonKind::Array);
  return items != nullptr && !items->items.empty() && items->items.front().find(member) != nullptr;
}

}  // namespace orgsim::io
