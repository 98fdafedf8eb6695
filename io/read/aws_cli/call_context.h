#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace orgsim::io {

/// What the place of an output in the dump says about the call that printed it, since the output
/// itself often does not: whose account, which Region, which bucket.
struct CallContext {
  std::string account;    // Twelve digits; empty when the place names none.
  std::string region;     // Empty: not said, or `global`.
  std::string service;    // `kms`; empty when not said.
  std::string operation;  // `list-grants`; empty when not said.
  std::string key;        // What the call was about, decoded: a bucket, a policy id.

  /// The last organization id of a kind that the key or the place holds; empty when none does.
  std::string root_or_ou;
  std::string policy_id;
  std::string permission_set_id;
  std::string instance_id;
};

/// Reads a path relative to the dump:
/// `accounts/<account>/<region>/<service>.<operation>.<key>.json`,
/// `organizations/<operation>/<key>.json`, or any name that holds the operation and ids.
CallContext context_of_path(std::string_view path);

/// The same from the fields of an envelope and the parameters of its call.
CallContext context_of_call(std::string_view account, std::string_view region,
                            std::string_view service, std::string_view operation,
                            const std::map<std::string, std::string>& parameters);

}  // namespace orgsim::io
