#include "io/read/aws_cli/dump_reading.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "io/aws_managed_policies.h"
#include "io/read/policy_reader.h"
#include "model/arn.h"

namespace orgsim::io {

DumpReading::DumpReading(const DumpOptions& options)
    : documents(builder.tables().documents, diagnostics), options_(options) {
  tables().evidence.emplace();
}

void DumpReading::error(std::string code, std::string message, SourceLocation where,
                        std::string hint) {
  diagnostics.push_back({.code = std::move(code),
                         .message = std::move(message),
                         .hint = std::move(hint),
                         .where = where});
}

void DumpReading::unmodelled(const std::string& construct, SourceLocation where) {
  if (unmodelled_.insert(construct).second) {
    tables().unmodelled.edit().push_back({.where = where, .construct = construct});
  }
}

void DumpReading::unmodelled(const JsonCursor& cursor, const std::string& what) {
  for (const JsonMember* member : cursor.not_read()) {
    if (member->value.kind != JsonKind::Null) {
      unmodelled(what + "/" + member->key, member->where);
    }
  }
}

std::optional<Index<Account>> DumpReading::account(std::string_view id, SourceLocation where) {
  if (const auto known = accounts.find(id); known != accounts.end()) {
    return known->second;
  }
  const auto parsed = AccountId::parse(id);
  if (!parsed) {
    error("E1105", "`" + std::string(id) + "` is no account id", where,
          "twelve digits, as a string");
    return std::nullopt;
  }
  const auto index = tables().accounts.edit().append(
      {.id = *parsed, .name = parsed->text(), .parent = std::nullopt, .where = where});
  accounts.emplace(id, index);
  return index;
}

std::optional<Index<Account>> DumpReading::account(JsonCursor& cursor, std::string_view key) {
  const JsonValue* value = cursor.member(key);
  if (value == nullptr) {
    return std::nullopt;
  }
  if (value->kind == JsonKind::Number) {
    error("E1105", "the account id " + value->text + " is a number, which drops leading zeros",
          value->where, "write it as a string of twelve digits");
    return std::nullopt;
  }
  value = cursor.member(key, JsonKind::String);
  return value == nullptr ? std::nullopt : account(value->text, value->where);
}

namespace {

/// The text of a policy of AWS that we hold, for dumps that name it only; theirs replaces it.
std::optional<Index<PolicyDocument>> shipped_document(std::string_view arn,
                                                      OrganizationTables& tables) {
  const auto shipped = aws_managed_policy(arn);
  auto document = shipped ? read_policy(shipped->document, 0, PolicyKind::Identity)
                          : Result<PolicyDocument>(std::unexpected(Diagnostics()));
  if (!document) {
    return std::nullopt;
  }
  document->where = {};
  for (Statement& statement : document->statements) {
    statement.where = {};
  }
  return tables.documents.edit().append(*std::move(document));
}

}  // namespace

Index<ManagedPolicy> DumpReading::managed_policy(std::string_view arn, SourceLocation where) {
  if (const auto known = policies_.find(arn); known != policies_.end()) {
    return known->second;
  }
  const auto index = tables().managed_policies.edit().append(
      {.arn = std::string(arn), .document = shipped_document(arn, tables()), .where = where});
  policies_.emplace(arn, index);
  return index;
}

Resource& DumpReading::resource(const std::string& arn, const std::function<Resource()>& make) {
  auto known = resources_.find(arn);
  if (known == resources_.end()) {
    known = resources_.emplace(arn, tables().resources.edit().append(make())).first;
  }
  return tables().resources.edit()[known->second];
}

std::optional<Date> DumpReading::date(std::string_view text) {
  const auto result = parse_date(text);
  if (result && (!newest_date || *newest_date < *result)) {
    newest_date = result;
  }
  return result;
}

std::optional<Date> DumpReading::date(JsonCursor& cursor, std::string_view key) {
  const JsonValue* value = cursor.member(key);
  if (value == nullptr) {
    return std::nullopt;
  }
  std::string text = value->text;
  if (value->kind == JsonKind::Number) {
    long long seconds = 0;
    std::from_chars(text.data(), text.data() + text.size(), seconds);
    text = to_text(std::chrono::floor<std::chrono::days>(
        std::chrono::sys_seconds(std::chrono::seconds(seconds))));
  }
  const auto result = date(text);
  if (!result) {
    error("E1105", "`" + text + "` is no date", value->where,
          "`YYYY-MM-DD`, with a time or without");
  }
  return result;
}

void DumpReading::partial(SourceLocation where) {
  if (!options_.allow_partial) {
    error("E2003", "a partial page: AWS has more than this file holds", where,
          "collect all pages, as the AWS CLI does by itself, or allow partial pages");
  }
}

void DumpReading::check_whole(JsonCursor& output) {
  constexpr std::array<std::string_view, 5> kTokens = {"NextToken", "nextToken", "Marker",
                                                       "NextMarker", "NextRecordName"};
  const JsonValue* truncated = output.member("IsTruncated");
  if (truncated == nullptr) {
    truncated = output.member("Truncated");
  }
  bool more = truncated != nullptr && truncated->text == "true";
  SourceLocation where = truncated != nullptr ? truncated->where : output.where();
  for (const std::string_view name : kTokens) {
    const JsonValue* token = output.member(name);
    if (token != nullptr && truncated == nullptr && !token->text.empty()) {
      more = true;
      where = token->where;
    }
  }
  if (more) {
    partial(where);
  }
}

void DumpReading::collected(Index<Account> account, EvidenceDomain domain) {
  if (auto& evidence = tables().evidence) {
    evidence->edit().accounts[account].domains.insert(domain);
  }
}

}  // namespace orgsim::io
