#include "io/read/organization_references.h"

#include <algorithm>

#include "model/text.h"

namespace orgsim::io {

void OrganizationReading::error(std::string code, std::string message, SourceLocation where,
                                std::string hint) {
  diagnostics.push_back({.code = std::move(code),
                         .message = std::move(message),
                         .hint = std::move(hint),
                         .where = where});
}

void OrganizationReading::unknown(const std::string& id, const std::vector<std::string>& names,
                                  std::string_view kind, SourceLocation where) {
  constexpr std::size_t kFew = 8;
  std::string hint = "the file names no " + std::string(kind);
  if (const auto near = nearest(id, names)) {
    hint = "did you mean `" + *near + "`?";
  } else if (!names.empty() && names.size() <= kFew) {
    hint = "there is";
    for (const std::string& name : names) {
      hint.append(&name == names.data() ? " `" : ", `").append(name).append("`");
    }
  } else if (!names.empty()) {
    hint = "there are " + std::to_string(names.size()) + " others, none with a similar name";
  }
  error("E3001", "unknown " + std::string(kind) + " `" + id + "`", where, std::move(hint));
}

std::optional<Index<OrganizationalUnit>> OrganizationReading::ou(const std::string& id,
                                                                 SourceLocation where) {
  return named(ous, {.kind = JsonKind::String, .text = id, .where = where}, "OU");
}

std::optional<Index<Account>> OrganizationReading::account(const std::string& id,
                                                           SourceLocation where) {
  return named(accounts, {.kind = JsonKind::String, .text = id, .where = where}, "account");
}

std::optional<Index<Account>> OrganizationReading::account(JsonCursor& cursor,
                                                           std::string_view key) {
  const JsonValue* id = cursor.member(key, JsonKind::String);
  return id == nullptr ? std::nullopt : account(id->text, id->where);
}

std::optional<Index<Account>> OrganizationReading::account_or_outside(const std::string& id,
                                                                      SourceLocation where) {
  auto parsed = AccountId::parse(id);
  if (!parsed || accounts.contains(id)) {
    return account(id, where);
  }
  if (const auto found = outside.find(id); found != outside.end()) {
    return found->second;
  }
  const auto index =
      tables().accounts.edit().append({.id = *std::move(parsed), .name = id, .where = where});
  outside.emplace(id, index);
  tables().unmodelled.edit().push_back(
      {.where = where, .construct = "account " + id + ", which the file does not hold"});
  return index;
}

std::optional<Index<Account>> OrganizationReading::account_or_outside(JsonCursor& cursor,
                                                                      std::string_view key) {
  const JsonValue* id = cursor.member(key, JsonKind::String);
  return id == nullptr ? std::nullopt : account_or_outside(id->text, id->where);
}

std::vector<Index<Account>> OrganizationReading::accounts_of(JsonCursor& cursor,
                                                             std::string_view key) {
  std::vector<Index<Account>> result;
  if (const JsonValue* list = cursor.member(key, JsonKind::Array)) {
    for (const JsonValue* id : names(key, *list)) {
      if (const auto index = account(id->text, id->where)) {
        result.push_back(*index);
      }
    }
  }
  return result;
}

Index<Account> OrganizationReading::owner(JsonCursor& cursor, std::string_view key) {
  cursor.required_text(key);
  return account(cursor, key).value_or(Index<Account>());
}

Index<Account> OrganizationReading::owner_or_outside(JsonCursor& cursor, std::string_view key) {
  cursor.required_text(key);
  return account_or_outside(cursor, key).value_or(Index<Account>());
}

std::vector<const JsonValue*> OrganizationReading::names(std::string_view key,
                                                         const JsonValue& list) {
  std::vector<const JsonValue*> result;
  if (list.kind != JsonKind::Array) {
    error("E1101", "`" + std::string(key) + "` must be an array of names", list.where,
          "write it in brackets, even a single entry");
  }
  for (const JsonValue& item : list.items) {
    if (item.kind == JsonKind::String) {
      result.push_back(&item);
    } else {
      error("E1101", "an entry of `" + std::string(key) + "` must be a string", item.where,
            "write it in quotes");
    }
  }
  return result;
}

namespace {

/// The length of the value as the shortest JSON text, which is what AWS stores and counts.
/// Source: AWS Organizations User Guide, "Quotas and service limits for AWS Organizations".
std::size_t compact_size(const JsonValue& json) {
  const auto quoted = [](std::string_view text) {
    const auto escaped = std::ranges::count_if(text, [](char c) { return c == '"' || c == '\\'; });
    return text.size() + static_cast<std::size_t>(escaped) + 2;
  };
  if (json.kind == JsonKind::String) {
    return quoted(json.text);
  }
  std::size_t size = json.text.size();
  for (const JsonValue& item : json.items) {
    size += compact_size(item) + 1;  // With its comma.
  }
  for (const JsonMember& member : json.members) {
    size += quoted(member.key) + compact_size(member.value) + 2;
  }
  const bool nested = json.kind == JsonKind::Array || json.kind == JsonKind::Object;
  const bool filled = !json.items.empty() || !json.members.empty();
  return size + (nested ? 2 : 0) - (filled ? 1 : 0);
}

}  // namespace

Index<PolicyDocument> OrganizationReading::document(const JsonValue& json, PolicyKind kind) {
  Result<PolicyDocument> read = read_policy(json, kind);
  if (!read) {
    std::ranges::move(read.error(), std::back_inserter(diagnostics));
    read = PolicyDocument{.where = json.where};
  }
  read->size = compact_size(json);
  return tables().documents.edit().append(std::move(*read));
}

void OrganizationReading::unmodelled(const JsonCursor& cursor, const std::string& where_in_file) {
  if (log != nullptr) {
    (*log)[cursor.what()].insert(cursor.asked().begin(), cursor.asked().end());
  }
  for (const JsonMember* member : cursor.not_read()) {
    tables().unmodelled.edit().push_back(
        {.where = member->where, .construct = where_in_file + member->key});
  }
}

}  // namespace orgsim::io
