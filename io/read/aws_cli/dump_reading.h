#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <unordered_map>

#include "io/read/aws_cli/call_context.h"
#include "io/read/aws_cli/dns_facts.h"
#include "io/read/aws_cli/document_pool.h"
#include "io/read/aws_cli/identity_facts.h"
#include "io/read/aws_cli/logging_facts.h"
#include "io/read/aws_cli/organization_facts.h"
#include "io/read/aws_cli/resource_facts.h"
#include "io/read/json_cursor.h"
#include "model/organization_builder.h"

namespace orgsim::io {

struct DumpOptions {
  bool allow_partial = false;  // Whether a page that is not the last is enough.
};

/// A user before its record is known.
using UserName = std::pair<Index<Account>, std::string>;

struct UserKeys {
  std::vector<AccessKey> keys;
  SourceLocation where;
};

/// What the readers of the outputs of a dump share: the records so far, the facts that wait to be
/// put together, and every problem.
class DumpReading {
 public:
  explicit DumpReading(const DumpOptions& options);
  DumpReading(const DumpReading&) = delete;
  DumpReading& operator=(const DumpReading&) = delete;

  OrganizationTables& tables() { return builder.tables(); }
  const DumpOptions& options() const { return options_; }

  void error(std::string code, std::string message, SourceLocation where, std::string hint = "");

  /// Lists a construct the model cannot hold, once, by its first place.
  void unmodelled(const std::string& construct, SourceLocation where);
  void unmodelled(const JsonCursor& cursor, const std::string& what);

  /// The account of an id, with a new record when it is the first word of it. Nothing, and an
  /// error, when `id` is no account id.
  std::optional<Index<Account>> account(std::string_view id, SourceLocation where);

  /// The account a member names; nothing when absent or wrong, which is reported.
  std::optional<Index<Account>> account(JsonCursor& cursor, std::string_view key);

  /// The managed policy of an ARN, without text until one is read.
  Index<ManagedPolicy> managed_policy(std::string_view arn, SourceLocation where);

  /// The resource of an ARN; `make` gives a new record when it is the first word of it.
  Resource& resource(const std::string& arn, const std::function<Resource()>& make);

  /// A date as text or, from SDKs, as seconds since 1970. Keeps the newest, see `newest_date`.
  std::optional<Date> date(JsonCursor& cursor, std::string_view key);
  std::optional<Date> date(std::string_view text);

  /// Reports a page that is not the last one. `IsTruncated` decides where it is given.
  void check_whole(JsonCursor& output);
  void partial(SourceLocation where);

  void collected(Index<Account> account, EvidenceDomain domain);

  OrganizationBuilder builder;
  Diagnostics diagnostics;
  DocumentPool documents;
  OrganizationFacts organization;
  IdentityFacts identity;
  ResourceFacts resource_facts;
  LoggingFacts logging;
  DnsFacts dns;
  std::map<std::string, Index<Account>, std::less<>> accounts;
  std::set<Index<Account>> with_iam;
  std::map<UserName, UserKeys> access_keys;
  std::set<UserName> login_profiles;
  std::unordered_map<std::string, std::string> policy_dates;  // Of AWS managed policies, by ARN.
  std::optional<Date> newest_date;                            // Of all that the dump mentions.

 private:
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept {
      return std::hash<std::string_view>()(text);
    }
  };

  DumpOptions options_;
  std::set<std::string> unmodelled_;
  std::unordered_map<std::string, Index<ManagedPolicy>, TextHash, std::equal_to<>> policies_;
  std::map<std::string, Index<Resource>> resources_;
};

}  // namespace orgsim::io
