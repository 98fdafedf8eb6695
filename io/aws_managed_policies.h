#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace orgsim::io {

/// A policy that AWS maintains, as it was on the day of the data.
struct AwsManagedPolicy {
  std::string_view name;      // With its path, e.g. `job-function/Billing`.
  std::string_view version;   // Of the document, e.g. `v12`.
  std::string_view document;  // JSON.
};

/// The policy with this ARN, e.g. `arn:aws:iam::aws:policy/AdministratorAccess`, for input that
/// names it without its text. Nothing for other policies, ReadOnlyAccess and SecurityAudit among
/// them, which AWS changes every few weeks, and for other partitions, where the documents differ:
/// what these say stays unknown. An answer that uses the text assumes that it still is what it was
/// on `date`. Source: AWS Managed Policy Reference Guide.
std::optional<AwsManagedPolicy> aws_managed_policy(std::string_view arn);

/// All of them, sorted by name.
std::span<const AwsManagedPolicy> aws_managed_policies();

/// The day up to which the documents are the newest ones, e.g. `2026-08-26`.
std::string_view aws_managed_policies_date();
/// Where they come from: the package and its version.
std::string_view aws_managed_policies_source();

/// The text of `io/data/aws_managed_policies.txt`, in the format that
/// `script/update-managed-policies` describes.
std::span<const std::string_view> aws_managed_policy_texts();

}  // namespace orgsim::io
