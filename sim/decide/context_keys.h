#pragma once

#include <optional>
#include <string_view>

namespace orgsim::sim {

/// Who decides the value of a context key, which tells what an attacker may assume of it.
/// `Model`: it follows from the organization; `Caller`: a parameter or header of the request;
/// `Credential`: from how the credentials were obtained; `Network`: from where the caller can send
/// traffic; `Service`: only a calling AWS service sets it; `Environment`: time and the like.
enum class KeyControl { Model, Caller, Credential, Network, Service, Environment };

/// A global condition key of AWS. For a family such as `aws:PrincipalTag/` the name ends with `/`.
struct GlobalKey {
  std::string_view name;  // In lower case.
  KeyControl control = KeyControl::Model;
  bool multivalued = false;
};

/// Nothing for a key of a service, or one that AWS does not have. `name` is in lower case; the part
/// behind the `/` of a family does not matter.
/// Source: IAM User Guide, "AWS global condition context keys".
std::optional<GlobalKey> find_global_key(std::string_view name);

/// Who decides the value of a key, also of the keys of STS and of those that a service puts into
/// the credentials it hands out. Nothing for other keys of services: the request or the resource
/// has them. `name` is in lower case.
/// Source: IAM User Guide, "AWS global condition context keys"; Service Authorization Reference,
/// "Condition keys for AWS Security Token Service".
std::optional<KeyControl> key_control(std::string_view name);

}  // namespace orgsim::sim
