#pragma once

#include <string_view>

#include "io/read/policy_reader.h"

namespace orgsim::io {

/// Whether a kind of policy must, may or must not have an element.
enum class Presence { Required, Optional, Forbidden };

/// The elements of one kind of policy.
/// Source: IAM User Guide, "IAM JSON policy element reference"; AWS Organizations User Guide, "SCP
/// syntax" (the language of 2025-09-19) and "RCP syntax".
struct PolicyGrammar {
  PolicyKind kind;
  std::string_view name;  // As messages call it.
  Presence principal;
  bool not_principal;  // With Deny only.
  Presence resource;
  bool customer_allow;  // Without it, only AWS's own full-access policy allows.
  bool not_action;
  bool every_action;       // Whether a bare `*` is an action.
  bool alphanumeric_sids;  // Unique ones at that, in a document of Latin-1 characters.
};

const PolicyGrammar& grammar_of(PolicyKind kind);

/// Whether `*` or `service:name`, with a literal service and one colon; `*:*` is `*`. The name may
/// be any text: AWS stores what matches no action.
/// Source: IAM JSON policy elements: Action.
bool is_action_pattern(std::string_view text);

/// Whether `*`, or an ARN with a partition and a service as far as it goes: AWS completes what ends
/// early.
/// Source: IAM JSON policy elements: Resource.
bool is_resource_pattern(std::string_view text);

/// Whether a policy variable stands before the resource part, where AWS replaces none.
/// Source: IAM User Guide, "IAM policy elements: Variables and tags".
bool has_misplaced_variable(std::string_view text);

/// Whether the service part of an action has wildcards, which no policy may have.
bool has_wildcard_service(std::string_view text);

/// Whether an entry of a `Principal` element's `AWS` list can name somebody: an account id, an IAM
/// or STS ARN without wildcards that is no group, a unique id, or `*`.
/// Source: AWS JSON policy elements: Principal.
bool is_aws_principal(std::string_view text);

/// Whether it is a number of at least one digit, as account ids are; theirs has twelve.
bool is_all_digits(std::string_view text);

/// Whether every character is one that identity-based policies may hold: tab, line ends and
/// U+0020 to U+00FF.
bool is_identity_text(std::string_view text);

}  // namespace orgsim::io
