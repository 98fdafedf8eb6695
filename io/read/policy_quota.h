#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "io/read/policy_reader.h"

namespace orgsim::io {

/// What counts toward the size of a policy.
enum class SizeUnit { Characters, CharactersWithoutSpace, Bytes };

/// How large a policy of a kind may be. AWS raises these: each has its date, and a caller may bring
/// its own.
struct PolicyQuota {
  PolicyKind kind;
  std::size_t limit;
  SizeUnit unit;
  std::string_view as_of;
};

/// The quotas in force at the dates given.
/// Source: AWS Organizations User Guide, "Quotas and service limits"; IAM User Guide, "IAM and AWS
/// STS quotas"; Amazon S3 User Guide, "Bucket policies"; AWS KMS Developer Guide, "Quotas".
std::span<const PolicyQuota> policy_quotas();

/// How policies of the kind are counted.
SizeUnit unit_of(PolicyKind kind);

/// The size of a policy text in the unit.
std::size_t policy_size(std::string_view text, SizeUnit unit);

/// A warning when a size is beyond the quota of its kind; nothing without a quota.
std::optional<Diagnostic> oversize(std::size_t size, PolicyKind kind, SourceLocation where,
                                   std::span<const PolicyQuota> quotas);

}  // namespace orgsim::io
