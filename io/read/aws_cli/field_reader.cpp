#include "io/read/aws_cli/field_reader.h"

namespace orgsim::io {
namespace {

JsonKind kind_of(ondemand::json_type type) {
  switch (type) {
    case ondemand::json_type::object:
      return JsonKind::Object;
    case ondemand::json_type::array:
      return JsonKind::Array;
    case ondemand::json_type::string:
      return JsonKind::String;
    case ondemand::json_type::number:
      return JsonKind::Number;
    case ondemand::json_type::boolean:
      return JsonKind::Boolean;
    case ondemand::json_type::null:
      return JsonKind::Null;
  }
  return JsonKind::Null;
}

}  // namespace

bool FieldReader::expect(ondemand::value& json, ondemand::json_type type, std::string_view what) {
  const ondemand::json_type actual = json.type();
  if (actual == type) {
    return true;
  }
  reading_.error("E1101",
                 "`" + std::string(what) + "` must be " + std::string(name_of(kind_of(type))) +
                     ", not " + std::string(name_of(kind_of(actual))),
                 where(json));
  return false;
}

JsonSlice FieldReader::whole(ondemand::value json) {
  if (json.type() == ondemand::json_type::object) {
    return slice_.part(json.get_object().value().raw_json());
  }
  const std::string_view token = json.raw_json_token();
  return slice_.part(token.substr(0, token.find_last_not_of(" \t\r\n") + 1));
}

void FieldReader::unknown(std::string_view what, std::string_view key, const char* position) {
  reading_.unmodelled(std::string(what) + "/" + std::string(key), slice_.part({position, 1}).at(0));
}

void FieldReader::duplicate(std::string_view key, const char* position) {
  reading_.error("E1002", "duplicate key `" + std::string(key) + "`",
                 slice_.part({position, 1}).at(0), "keep one of the two");
}

}  // namespace orgsim::io
