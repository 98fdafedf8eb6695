#pragma once

#include <functional>
#include <initializer_list>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "io/read/json_value.h"
#include "model/time.h"

namespace orgsim::io {

/// The value of a whole number; nothing for any other kind.
std::optional<int> integer_of(const JsonValue& json);

/// Reads the members of one object by name and type. A wrong type is reported and read as absent;
/// so is `null`. Remembers which members were asked for, so that the others can be listed.
class JsonCursor {
 public:
  /// `what` names the object in messages: `account`. A value of another kind is reported.
  JsonCursor(const JsonValue& json, std::string what, Diagnostics& diagnostics);

  SourceLocation where() const { return json_.where; }
  const std::string& what() const { return what_; }

  /// The members that were asked for, there or not.
  const std::set<std::string, std::less<>>& asked() const { return read_; }

  /// The member of any kind; nothing when absent or `null`.
  const JsonValue* member(std::string_view key);
  const JsonValue* member(std::string_view key, JsonKind kind);

  /// Empty when absent.
  std::string text(std::string_view key);
  std::string required_text(std::string_view key);
  std::optional<int> integer(std::string_view key);
  std::optional<double> number(std::string_view key);
  std::optional<bool> boolean(std::string_view key);
  std::optional<Date> date(std::string_view key);
  std::optional<std::vector<std::string>> strings(std::string_view key);
  std::vector<int> integers(std::string_view key);
  std::map<std::string, std::string> texts(std::string_view key);

  /// Each item of an array member, or each member of an object member; nothing when absent.
  void each_item(std::string_view key, const std::function<void(const JsonValue&)>& visit);
  void each_member(std::string_view key, const std::function<void(const JsonMember&)>& visit);

  /// Of these members, those that are absent or `null`; of the nullable ones, in which `null` says
  /// that there is none, those that are absent. Not to be read as the value that stands for them.
  std::vector<std::string> unsaid(std::initializer_list<std::string_view> keys,
                                  std::initializer_list<std::string_view> nullable = {});

  /// The members nobody asked for.
  std::vector<const JsonMember*> not_read() const;

 private:
  const JsonValue& json_;
  std::string what_;
  Diagnostics& diagnostics_;
  std::set<std::string, std::less<>> read_;
};

}  // namespace orgsim::io
