#pragma once

#include <functional>
#include <initializer_list>
#include <span>
#include <string_view>

#include "io/read/aws_cli/dump_reading.h"

namespace orgsim::io {

/// The output of one call of the AWS CLI, with what its place says.
struct Call {
  const CallContext& context;
  const JsonSlice& slice;
  JsonCursor output;
};

/// Which outputs a function reads: those with the member. It returns false when the output is of
/// another call that happens to have a member of that name.
struct CallRow {
  std::string_view member;
  bool (*read)(Call&, DumpReading&);
};

/// AWS Organizations: organization, roots, OUs, accounts and their places.
std::span<const CallRow> tree_calls();

/// AWS Organizations: policies, attachments, delegations, trusted access.
std::span<const CallRow> policy_calls();

/// IAM beside the account details: access keys, identity providers, the root user.
std::span<const CallRow> iam_calls();

/// IAM Identity Center and its identity store.
std::span<const CallRow> identity_center_calls();

/// Policies and settings of resources.
std::span<const CallRow> resource_calls();

/// CloudTrail, AWS Config, GuardDuty, Security Hub.
std::span<const CallRow> logging_calls();

/// Shares of AWS RAM.
std::span<const CallRow> sharing_calls();

/// Route 53: zones and domains.
std::span<const CallRow> dns_calls();

/// Route 53: record sets and resolver rules.
std::span<const CallRow> dns_record_calls();

/// Hands each object of a list to `visit`. Members that neither it nor `ignored` names are listed
/// as not modelled, under `what`.
void each_object(JsonCursor& cursor, std::string_view list, std::string_view what,
                 std::initializer_list<std::string_view> ignored, DumpReading& reading,
                 const std::function<void(JsonCursor&)>& visit);

/// The same for one object; does nothing when it is absent.
void with_object(JsonCursor& cursor, std::string_view member, std::string_view what,
                 std::initializer_list<std::string_view> ignored, DumpReading& reading,
                 const std::function<void(JsonCursor&)>& visit);

void ignore(JsonCursor& cursor, std::initializer_list<std::string_view> members);

/// The policy document of a member in any dress; nothing when absent or an empty text.
std::optional<Index<PolicyDocument>> document_of(const Call& call, JsonCursor& cursor,
                                                 std::string_view member, PolicyKind kind,
                                                 DumpReading& reading);

/// The account whose output it is; an error when the place does not say it.
std::optional<Index<Account>> account_of(const Call& call, DumpReading& reading);

/// What the call was about, which only the name of the file says; an error when it does not.
std::string required_key(const std::string& key, std::string_view what, const Call& call,
                         DumpReading& reading);

/// Whether the first object of a list has the member: tells apart outputs with the same list.
bool first_has(JsonCursor& output, std::string_view list, std::string_view member);

}  // namespace orgsim::io
