#pragma once

#include <simdjson.h>

#include <array>
#include <bitset>
#include <span>
#include <string>
#include <string_view>

#include "io/read/aws_cli/dump_reading.h"

namespace orgsim::io {

namespace ondemand = simdjson::ondemand;

/// A member of an object of the API that `Reader` reads into a `Record`. One without a function is
/// known and says nothing that the model needs.
template <class Reader, class Record>
struct Field {
  std::string_view name;
  void (Reader::*read)(ondemand::value, Record&) = nullptr;
};

/// Reads the members of objects by tables. Broken JSON throws `simdjson::simdjson_error`; a wrong
/// type is reported and read as absent, so is `null`.
class FieldReader {
 public:
  FieldReader(const JsonSlice& slice, DumpReading& reading) : slice_(slice), reading_(reading) {}

  SourceLocation where(ondemand::value& json) const {
    return slice_.part(std::string_view(json.raw_json_token())).at(0);
  }

  /// Whether the value is of the type; anything else is reported.
  bool expect(ondemand::value& json, ondemand::json_type type, std::string_view what);

  /// The value of the member being read; empty when it is no string.
  std::string text(ondemand::value json) {
    return expect(json, ondemand::json_type::string, member_)
               ? std::string(std::string_view(json.get_string()))
               : std::string();
  }

  bool boolean(ondemand::value json) {
    return expect(json, ondemand::json_type::boolean, member_) && json.get_bool();
  }

  /// The text of an object or a string, as a policy document is.
  JsonSlice whole(ondemand::value json);

  template <class Visit>
  void each_item(ondemand::value json, std::string_view what, const Visit& visit) {
    if (expect(json, ondemand::json_type::array, what)) {
      for (auto item : json.get_array()) {
        visit(ondemand::value(item.value()));
      }
    }
  }

  /// Hands each member to its row's function. Members of no row are listed, second ones reported.
  template <class Reader, class Record, std::size_t n>
  void members(ondemand::value json, std::string_view what,
               const std::array<Field<Reader, Record>, n>& rows, Reader& reader, Record& record) {
    if (!expect(json, ondemand::json_type::object, what)) {
      return;
    }
    std::bitset<n> seen;
    for (auto member : json.get_object()) {
      const char* key_position = member.key().value().raw() - 1;
      const std::string_view key = member.unescaped_key();
      ondemand::value value = member.value();
      const std::size_t row = row_of(rows, key);
      if (row == n) {
        unknown(what, key, key_position);
      } else if (seen[row]) {
        duplicate(key, key_position);
      } else if (seen[row] = true; rows[row].read != nullptr && !value.is_null()) {
        member_ = rows[row].name;
        (reader.*rows[row].read)(value, record);
      }
    }
  }

  const JsonSlice& slice() const { return slice_; }
  DumpReading& reading() { return reading_; }

 private:
  template <class Rows>
  static std::size_t row_of(const Rows& rows, std::string_view key) {
    std::size_t row = 0;
    while (row < rows.size() && rows[row].name != key) {
      ++row;
    }
    return row;
  }

  void unknown(std::string_view what, std::string_view key, const char* position);
  void duplicate(std::string_view key, const char* position);

  JsonSlice slice_;
  DumpReading& reading_;
  std::string_view member_;  // The name of the member being read.
};

}  // namespace orgsim::io
