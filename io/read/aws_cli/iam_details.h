#pragma once

#include "io/read/aws_cli/dump_reading.h"

namespace orgsim::io {

/// Whether an output of these members is that of `get-account-authorization-details`.
bool is_iam_details(const std::vector<TopLevelMember>& members);

/// Reads outputs of `get-account-authorization-details`: users, groups, roles and managed policies
/// of one account each, which is most of the bytes of a dump. Keeps its buffers from file to file.
/// Source: IAM API Reference, "GetAccountAuthorizationDetails".
class IamDetails {
 public:
  explicit IamDetails(DumpReading& reading);
  ~IamDetails();

  /// The account is that of the place or, where the place names none, that of the ARNs.
  void read(const JsonSlice& slice, const CallContext& context);

 private:
  struct Parser;
  DumpReading& reading_;
  std::unique_ptr<Parser> parser_;
};

}  // namespace orgsim::io
