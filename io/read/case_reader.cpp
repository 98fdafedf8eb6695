#include "io/read/case_reader.h"

#include <algorithm>

#include "io/read/policy_grammar.h"
#include "io/read/policy_reader.h"
#include "model/arn.h"
#include "model/text.h"
#include "sim/decide/context_keys.h"

namespace orgsim::io {
namespace {

using Documents = std::vector<sim::CompiledPolicy>;

/// The role of `assumed-role/Name/session`, with path `/`.
std::string role_of_session(const ArnParts& arn) {
  const auto parts = split(arn.resource, '/');
  return parts.size() < 2 ? std::string()
                          : iam_arn(arn.partition, arn.account, "role/" + std::string(parts[1]));
}

/// Whether a caller whose name is no ARN is a provider of identities: no service makes these calls.
bool is_called_by_providers(const sim::ActionName& action) {
  return action.lower() == "sts:assumerolewithwebidentity" ||
         action.lower() == "sts:assumerolewithsaml";
}

/// The account of the field in an ARN; none for S3 and others that leave it out.
std::string account_named_by(const std::string& resource) {
  const auto arn = parse_arn(resource);
  return arn && is_all_digits(arn->account) ? std::string(arn->account) : std::string();
}

void caller_of_sts_arn(const ArnParts& arn, sim::Caller& caller) {
  if (arn.resource.starts_with("assumed-role/")) {
    caller.kind = sim::CallerKind::RoleSession;
    caller.role_arn = role_of_session(arn);
  } else {
    caller.kind = sim::CallerKind::FederatedUser;
    const auto name = arn.resource.substr(arn.resource.find('/') + 1);
    caller.user_arn = iam_arn(arn.partition, arn.account, "user/" + std::string(name));
  }
}

void caller_of_arn(const ArnParts& arn, sim::Caller& caller) {
  caller.account = arn.account;
  if (arn.service == "sts") {
    caller_of_sts_arn(arn, caller);
  } else if (arn.resource == "root") {
    caller.kind = sim::CallerKind::RootUser;
  } else if (arn.resource.starts_with("role/")) {
    caller.kind = sim::CallerKind::RoleSession;
    caller.role_arn = caller.arn;
  } else if (arn.resource.starts_with("saml-provider/") ||
             arn.resource.starts_with("oidc-provider/")) {
    caller.kind = sim::CallerKind::FederatedProvider;
    caller.account.clear();
  } else {
    caller.kind = sim::CallerKind::User;
  }
}

sim::Caller caller_from(const std::string& principal, const sim::ActionName& action) {
  sim::Caller caller{.arn = principal};
  if (const auto arn = parse_arn(principal)) {
    caller_of_arn(*arn, caller);
  } else if (principal == "*") {
    caller.arn.clear();
  } else {
    caller.kind = is_called_by_providers(action) ? sim::CallerKind::FederatedProvider
                                                 : sim::CallerKind::Service;
  }
  return caller;
}

class CaseReader {
 public:
  CaseReader(const JsonValue& json, const sim::Assumptions& assumptions, PolicyMode mode)
      : json_(json), assumptions_(assumptions), mode_(mode) {}

  EvaluationCase read() {
    EvaluationCase result;
    if (const JsonValue* id = member("id")) {
      result.id = id->text;
    }
    result.request.assumptions = assumptions_;
    result.request.action = text("action", true);
    result.request.caller = caller(result.request.action);
    result.request.resource = flag("wildcard_only_action") ? "*" : text("resource", true);
    result.request.resource_account = text("resource_account", false);
    if (result.request.resource_account.empty()) {
      result.request.resource_account = account_named_by(result.request.resource);
    }
    result.request.s3_block_public_access = sim::truth(flag("s3_block_public_access"));
    context(result.request.context);
    result.identity = documents("identity_policies", PolicyKind::Identity);
    result.boundary = documents("permission_boundaries", PolicyKind::Identity);
    result.session = documents("session_policies", PolicyKind::Identity);
    result.scps = levels("scps", PolicyKind::Scp);
    result.rcps = levels("rcps", PolicyKind::Rcp);
    result.resource = documents("resource_policy", resource_kind(result.request.action));
    result.endpoint = documents("endpoint_policies", PolicyKind::VpcEndpoint);
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

  bool flag(std::string_view key) {
    const JsonValue* value = member(key);
    if (value != nullptr && value->kind != JsonKind::Boolean) {
      error("`" + std::string(key) + "` must be true or false", value->where);
    }
    return value != nullptr && value->text == "true";
  }

  sim::Caller caller(const sim::ActionName& action) {
    const std::string name = text("principal", true);
    if (name.empty() && diagnostics.empty()) {
      error("`principal` is empty", json_.find("principal")->where);
    }
    sim::Caller result = caller_from(name, action);
    const std::string account = text("principal_account", false);
    if (!account.empty() && result.is_principal()) {
      result.account = account;
    }
    if (const std::string role = text("principal_role_arn", false); !role.empty()) {
      result.role_arn = role;
    }
    result.in_management_account = flag("in_management_account");
    result.named_by_everyone =
        (result.kind != sim::CallerKind::Service || assumptions_.everyone_names_services) &&
        (result.kind != sim::CallerKind::FederatedProvider ||
         assumptions_.everyone_names_federated);
    return result;
  }

  static PolicyKind resource_kind(const sim::ActionName& action) {
    if (action.service() == "sts") {
      return PolicyKind::Trust;
    }
    return action.service() == "kms" ? PolicyKind::KmsKey : PolicyKind::Resource;
  }

  sim::CompiledPolicy document(const JsonValue& json, PolicyKind kind) {
    return sim::CompiledPolicy(read_policy(json, kind, mode_, diagnostics), assumptions_);
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
    result.reserve(value->items.size());
    for (const JsonValue& item : value->items) {
      result.push_back(level(item, kind));
    }
    return result;
  }

  /// A name and its policies, or the policies alone.
  CaseLevel level(const JsonValue& json, PolicyKind kind) {
    const JsonValue* name = json.find("level");
    const JsonValue* policies = json.kind == JsonKind::Array ? &json : json.find("policies");
    if (policies == nullptr) {
      error("a level has `level` and `policies`", json.where);
      return {};
    }
    return {.name = name == nullptr ? "" : name->text,
            .policies = policies->kind == JsonKind::Object ? Documents{document(*policies, kind)}
                                                           : list(*policies, "policies", kind)};
  }

  std::vector<std::string> scalars(const JsonValue& json) {
    std::vector<std::string> result;
    const auto add = [&](const JsonValue& value) {
      if (value.kind == JsonKind::Array || value.kind == JsonKind::Object) {
        error("a context value must be a string, a number or a boolean", value.where);
      } else if (value.kind != JsonKind::Null) {
        result.push_back(value.kind == JsonKind::Number ? number(value.text) : value.text);
      }
    };
    if (json.kind == JsonKind::Array) {
      std::ranges::for_each(json.items, add);
    } else {
      add(json);
    }
    return result;
  }

  static std::string number(const std::string& text) {
    const auto decimal = sim::Decimal::parse(text);
    return decimal ? decimal->text().value_or(text) : text;
  }

  /// Two tags whose keys differ by letter case alone: AWS matches either, we cannot say which.
  static bool is_ambiguous(const std::vector<JsonMember>& members, const JsonMember& key) {
    return key.key.find('/') != std::string::npos &&
           std::ranges::count_if(members, [&](const JsonMember& other) {
             return equals_ignoring_case(other.key, key.key);
           }) > 1;
  }

  void context(sim::Context& result) {
    std::vector<std::string> multivalued;
    if (const JsonValue* value = member("context_multivalued")) {
      multivalued = scalars(*value);
    }
    if (const JsonValue* value = member("context")) {
      if (value->kind != JsonKind::Object) {
        error("`context` must be an object", value->where);
      }
      for (const JsonMember& key : value->members) {
        const bool many = std::ranges::any_of(multivalued, [&](const std::string& name) {
          return equals_ignoring_case(name, key.key);
        });
        result.set(key.key, is_ambiguous(value->members, key)
                                ? sim::KeyValue(sim::NotKnown{})
                                : sim::Present{scalars(key.value), many});
      }
    }
    if (const JsonValue* value = member("context_unknown")) {
      for (const std::string& key : scalars(*value)) {
        const bool many = std::ranges::any_of(
            multivalued, [&](const std::string& name) { return equals_ignoring_case(name, key); });
        const bool said = many || !sim::find_global_key(to_lower(key));
        result.set(key, sim::NotKnown{.never = {},
                                      .cardinality = many   ? sim::Cardinality::Several
                                                     : said ? sim::Cardinality::One
                                                            : sim::Cardinality::Unsaid});
      }
    }
  }

  const JsonValue& json_;
  const sim::Assumptions& assumptions_;
  const PolicyMode mode_;
};

}  // namespace

Result<EvaluationCase> read_case(const JsonValue& json, const sim::Assumptions& assumptions,
                                 PolicyMode mode) {
  if (json.kind != JsonKind::Object) {
    return std::unexpected(
        Diagnostics{{.code = "E1101", .message = "a case must be an object", .where = json.where}});
  }
  CaseReader reader(json, assumptions, mode);
  EvaluationCase result = reader.read();
  if (has_errors(reader.diagnostics)) {
    std::erase_if(reader.diagnostics, [](const Diagnostic& diagnostic) {
      return diagnostic.level == DiagnosticLevel::Warning;
    });
    return std::unexpected(std::move(reader.diagnostics));
  }
  return result;
}

}  // namespace orgsim::io
