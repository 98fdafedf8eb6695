#include "io/read/aws_managed_document.h"

#include "io/aws_managed_policies.h"
#include "io/read/policy_reader.h"

namespace orgsim::io {

std::optional<PolicyDocument> aws_managed_document(std::string_view arn) {
  const auto policy = aws_managed_policy(arn);
  if (!policy) {
    return std::nullopt;
  }
  Result<PolicyDocument> document = read_policy(policy->document, 0, PolicyKind::Identity);
  if (!document) {
    return std::nullopt;
  }
  document->where = {};
  for (Statement& statement : document->statements) {
    statement.where = {};
  }
  return *std::move(document);
}

}  // namespace orgsim::io
