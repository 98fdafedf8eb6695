#include "io/read/case_reader.h"

#include <algorithm>

#include "io/read/policy_reader.h"
#include "model/arn.h"
#include "model/text.h"

namespace orgsim::io {
namespace {

using Documents = std::vector<sim::CompiledPolicy>;

/// The role of `assumed-role/Name/session`, with path `/`.
std::string role_of_session(const ArnParts& arn) {
  const auto parts = split(arn.resource, '/');
  return parts.size() < 2 ? std::string()
                          : iam_arn(arn.partition, arn.account, "role/" + std::string(parts[1]));
}

sim::Caller caller_from(const std::string& principal) {
  sim::Caller caller{.arn = principal};
  const auto arn = parse_arn(principal);
  if (principal == "*") {
    caller.arn.clear();
  } else if (!arn) {
    caller.kind = sim::CallerKind::Service;
  } else if (arn->service == "sts" && arn->resource.starts_with("assumed-role/")) {
    caller.kind = sim::CallerKind::RoleSession;
    caller.role_arn = role_of_session(*arn);
  } else if (arn->service == "sts" && arn->resource.starts_with("federated-user/")) {
    caller.kind = sim::CallerKind::FederatedUser;
    const auto name = arn->resource.substr(arn->resource.find('/') + 1);
    caller.user_arn = iam_arn(arn->partition, arn->account, "user/" + std::string(name));
  } else if (arn->resource == "root") {
    caller.kind = sim::CallerKind::RootUser;
  } else if (arn->resource.starts_with("role/")) {
    caller.kind = sim::CallerKind::RoleSession;
    caller.role_arn = principal;
  } else {
    caller.kind = sim::CallerKind::User;
  }
  return caller;
}

class CaseReader {
 public:
  explicit CaseReader(const JsonValue& json) : json_(json) {}

  EvaluationCase read() {
    EvaluationCase result;
    result.id = text("id", false);
    result.request.caller = caller();
    result.request.action = text("action", true);
    result.request.resource = flag("wildcard_only_action") ? "*" : text("resource", true);
    result.request.resource_account = text("resource_account", false);
    context(result.request.context);
    result.identity = documents("identity_policies", PolicyKind::Identity);
    result.boundary = documents("permission_boundaries", PolicyKind::Identity);
    result.session = documents("session_policies", PolicyKind::Identity);
    result.scps = levels("scps", PolicyKind::Scp);
    result.rcps = levels("rcps", PolicyKind::Rcp);
    result.resource = documents("resource_policy", resource_kind(result.request.action));
    result.endpoint = documents("endpoint_policies", PolicyKind::Resource);
    return result;
  }

  Diagnostics diagnostics;

 private:
  /// Nothing for a member that is absent or null.
  const JsonValue* member(std::string_view key) const {
    const JsonValue* value = json_.find(key);
    return value == nullptr || value->kind == JsonKind::Null ? nullptr : value;
  }

  void error(std::string message, SourceLocation where) {
    diagnostics.push_back({.code = "E1101", .message = std::move(message), .where = where});
  }

  std::string text(std::string_view key, bool required) {
    const JsonValue* value = member(key);
    if (value == nullptr && !required) {
      return "";
    }
    if (value == nullptr || value->kind != JsonKind::String) {
      error("`" + std::string(key) + "` must be a string",
            value == nullptr ? json_.where : value->where);
      return "";
    }
    return value->text;
  }

  bool flag(std::string_view key) const {
    const JsonValue* value = member(key);
    return value != nullptr && value->kind == JsonKind::Boolean && value->text == "true";
  }

  sim::Caller caller() {
    sim::Caller result = caller_from(text("principal", true));
    result.account = text("principal_account", false);
    if (const std::string role = text("principal_role_arn", false); !role.empty()) {
      result.role_arn = role;
    }
    result.in_management_account = flag("in_management_account");
    return result;
  }

  static PolicyKind resource_kind(std::string_view action) {
    return to_lower(action).starts_with("sts:assumerole") ? PolicyKind::Trust
                                                          : PolicyKind::Resource;
  }

  sim::CompiledPolicy document(const JsonValue& json, PolicyKind kind) {
    Result<PolicyDocument> result = read_policy(json, kind);
    if (!result) {
      std::ranges::move(result.error(), std::back_inserter(diagnostics));
      return sim::CompiledPolicy({});
    }
    return sim::CompiledPolicy(std::move(*result));
  }

  std::optional<Documents> documents(std::string_view key, PolicyKind kind) {
    const JsonValue* value = member(key);
    if (value == nullptr) {
      return std::nullopt;
    }
    if (value->kind == JsonKind::Object) {
      return Documents{document(*value, kind)};
    }
    return list(*value, key, kind);
  }

  Documents list(const JsonValue& json, std::string_view key, PolicyKind kind) {
    Documents result;
    if (json.kind != JsonKind::Array) {
      error("`" + std::string(key) + "` must be an array of policies", json.where);
    }
    result.reserve(json.items.size());
    for (const JsonValue& item : json.items) {
      result.push_back(document(item, kind));
    }
    return result;
  }

  std::vector<CaseLevel> levels(std::string_view key, PolicyKind kind) {
    std::vector<CaseLevel> result;
    const JsonValue* value = member(key);
    if (value == nullptr) {
      return result;
    }
    if (value->kind != JsonKind::Array) {
      error("`" + std::string(key) + "` must be an array of levels", value->where);
    }
    for (const JsonValue& item : value->items) {
      const JsonValue* name = item.find("level");
      const JsonValue* policies = item.find("policies");
      if (name == nullptr || policies == nullptr) {
        error("a level has `level` and `policies`", item.where);
        continue;
      }
      result.push_back({.name = name->text, .policies = list(*policies, "policies", kind)});
    }
    return result;
  }

  std::vector<std::string> scalars(const JsonValue& json) {
    std::vector<std::string> result;
    const auto add = [&](const JsonValue& value) {
      if (value.kind == JsonKind::Array || value.kind == JsonKind::Object) {
        error("a context value must be a string, a number or a boolean", value.where);
      } else if (value.kind != JsonKind::Null) {
        result.push_back(value.text);
      }
    };
    if (json.kind == JsonKind::Array) {
      std::ranges::for_each(json.items, add);
    } else {
      add(json);
    }
    return result;
  }

  void context(sim::Context& result) {
    std::vector<std::string> multivalued;
    if (const JsonValue* value = member("context_multivalued")) {
      multivalued = scalars(*value);
    }
    if (const JsonValue* value = member("context")) {
      for (const JsonMember& key : value->members) {
        const bool many = std::ranges::any_of(multivalued, [&](const std::string& name) {
          return equals_ignoring_case(name, key.key);
        });
        result.set(key.key, sim::Present{scalars(key.value), many});
      }
    }
    if (const JsonValue* value = member("context_unknown")) {
      for (const std::string& key : scalars(*value)) {
        result.set(key, sim::NotKnown{});
      }
    }
  }

  const JsonValue& json_;
};

}  // namespace

Result<EvaluationCase> read_case(const JsonValue& json) {
  if (json.kind != JsonKind::Object) {
    return std::unexpected(
        Diagnostics{{.code = "E1101", .message = "a case must be an object", .where = json.where}});
  }
  CaseReader reader(json);
  EvaluationCase result = reader.read();
  if (has_errors(reader.diagnostics)) {
    return std::unexpected(std::move(reader.diagnostics));
  }
  return result;
}

}  // namespace orgsim::io
