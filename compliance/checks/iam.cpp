#include <algorithm>
#include <array>
#include <chrono>

#include "compliance/checks/checks.h"
#include "compliance/invitation.h"
#include "compliance/judging.h"
#include "model/arn.h"
#include "model/given.h"
#include "model/text.h"

namespace orgsim::compliance {
namespace {

constexpr std::chrono::days kLongestKeyException{90};

const RegisteredUser* registration(const Premises& premises, const User& user) {
  const auto& registered = premises.declared().registered_users;
  if (!registered) {
    return nullptr;  // An empty register: nobody answers for the user.
  }
  const auto found = std::ranges::find_if(*registered, [&](const RegisteredUser& entry) {
    return matches_wildcard(entry.user, user.arn) || matches_wildcard(entry.user, user.name);
  });
  return found == registered->end() ? nullptr : &*found;
}

template <class Judge>
Judgement of_users(const Premises& premises, Judge judge) {
  Judgement judgement;
  for (const auto& [account, identity] : *premises.tables().account_identities) {
    if (premises.at_home(account)) {
      demand_said(identity.unsaid, {"users"}, premises.id(account), identity.where, judgement);
    }
  }
  for (const User& user : *premises.tables().users) {
    if (user.presence == Presence::Present && premises.at_home(user.account)) {
      ++judgement.n_examined;
      judge(user, judgement);
    }
  }
  return judgement;
}

}  // namespace

Judgement users_are_registered(const Premises& premises) {
  return of_users(premises, [&](const User& user, Judgement& judgement) {
    const RegisteredUser* entry = registration(premises, user);
    if (entry == nullptr) {
      judgement.failures.push_back(finding(user.arn, Reason::UserNotRegistered, user.where));
    } else if (entry->purpose.empty() || entry->owner.empty() || !entry->expires) {
      judgement.failures.push_back(finding(user.arn, Reason::RegistrationIncomplete, entry->where));
    } else if (*entry->expires < premises.now()) {
      judgement.failures.push_back(finding(user.arn, Reason::RegistrationExpired, entry->where,
                                           {{"actual", to_text(*entry->expires)}}));
    }
  });
}

Judgement no_active_access_keys(const Premises& premises) {
  return of_users(premises, [&](const User& user, Judgement& judgement) {
    if (!user.access_keys) {
      judgement.undecided.push_back(
          finding(user.arn, Reason::NotCollected, user.where, {{"what", "access keys"}}));
      return;
    }
    const RegisteredUser* entry = registration(premises, user);
    const bool excepted = entry != nullptr && entry->expires && *entry->expires >= premises.now() &&
                          *entry->expires <= premises.now() + kLongestKeyException;
    for (const AccessKey& key : *user.access_keys) {
      if (key.active && !excepted) {
        judgement.failures.push_back(
            finding(user.arn, Reason::ActiveAccessKey, user.where, {{"key", key.id}}));
      }
    }
  });
}

namespace {

/// Whether a condition narrows the caller to roles by name, or to some of the organization's paths:
/// its patterns must not hold for just anybody of the account or of the organization.
bool narrows_callers(const Premises& premises, const Statement& statement,
                     std::string_view account) {
  if (!demands(statement, {"aws:PrincipalArn", "aws:PrincipalOrgPaths"})) {
    return false;
  }
  const std::string anybody = iam_arn(
      premises.tables().partition, account.empty() ? "999999999999" : account, "role/orgsim-probe");
  const std::string anywhere =
      (premises.home() == nullptr ? std::string("o-none") : premises.home()->id) + "/r-probe/ou-x/";
  return std::ranges::any_of(statement.conditions, [&](const Condition& condition) {
    const bool of_arn = equals_ignoring_case(condition.key, "aws:PrincipalArn");
    return (of_arn || equals_ignoring_case(condition.key, "aws:PrincipalOrgPaths")) &&
           demands_by(condition) && !matches_any(condition.values, of_arn ? anybody : anywhere);
  });
}

}  // namespace

Judgement trust_names_roles(const Premises& premises) {
  Judgement judgement;
  for (const Invitation& invitation : trust_invitations(premises)) {
    const Statement& statement = *invitation.statement;
    ++judgement.n_examined;
    if (admits_everyone(statement) && !narrows_callers(premises, statement, {})) {
      judgement.failures.push_back(
          finding(invitation.subject, Reason::TrustAdmitsEveryone, statement.where));
      continue;
    }
    for (const PrincipalEntry& entry : given(statement.principal).entries) {
      const auto account = premises.organization().find_account(whole_account(entry));
      if (account && premises.at_home(*account) && *account != invitation.owner &&
          !narrows_callers(premises, statement, premises.id(*account))) {
        judgement.failures.push_back(finding(invitation.subject, Reason::TrustNamesAccount,
                                             statement.where,
                                             {{"account", std::string(premises.id(*account))}}));
      }
    }
  }
  return judgement;
}

namespace {

bool key_ends_with(std::string_view key, std::string_view ending) {
  return to_lower(key).ends_with(ending);
}

/// Whether a pattern stands for one audience, or for one repository, branch or service account: no
/// wildcard may begin it, nor a part that says whose it is.
bool is_fixed(std::string_view value) {
  // The parts after these name an owner and its repository, a group and its project, a namespace
  // and its account. Source: each provider's page on the claims of its tokens.
  constexpr auto kPrefixes = std::to_array<std::string_view>(
      {"organization:", "project_path:", "repo:", "system:serviceaccount:"});
  const auto open = [](std::string_view part) {
    return part.empty() || part.front() == '*' || part.front() == '?';
  };
  const auto prefix =
      std::ranges::find_if(kPrefixes, [&](std::string_view one) { return value.starts_with(one); });
  if (prefix == kPrefixes.end()) {
    return !open(value);
  }
  value.remove_prefix(prefix->size());
  const auto end = value.find_first_of("/:");
  return !open(value) && end != std::string_view::npos && !open(value.substr(end + 1)) &&
         value.substr(0, end).find('*') == std::string_view::npos;
}

/// Whether some condition pins a key of the provider.
bool pinned(const Statement& statement, std::string_view ending) {
  return std::ranges::any_of(statement.conditions, [&](const Condition& condition) {
    const bool equality = condition.op.comparison == Comparison::StringEquals ||
                          condition.op.comparison == Comparison::StringLike ||
                          condition.op.comparison == Comparison::StringEqualsIgnoreCase;
    return equality && demands_by(condition) && key_ends_with(condition.key, ending) &&
           std::ranges::all_of(condition.values, [&](const std::string& value) {
             // Without patterns a wildcard is a character that no token's claim holds.
             return condition.op.comparison == Comparison::StringLike ? is_fixed(value)
                                                                      : !value.empty();
           });
  });
}

/// OpenID Connect providers of the account, or the built-in web identity providers.
/// Source: IAM User Guide, "Creating a role for OpenID Connect federation".
bool is_web_identity(const PrincipalEntry& entry) {
  return entry.type == PrincipalType::Federated &&
         entry.value.find(":saml-provider/") == std::string::npos;
}

}  // namespace

Judgement federation_is_pinned(const Premises& premises) {
  Judgement judgement;
  for (const Invitation& invitation : trust_invitations(premises)) {
    const Statement& statement = *invitation.statement;
    if (std::ranges::none_of(given(statement.principal).entries, is_web_identity)) {
      continue;
    }
    ++judgement.n_examined;
    if (!pinned(statement, ":aud")) {
      judgement.failures.push_back(
          finding(invitation.subject, Reason::AudienceNotPinned, statement.where));
    }
    if (!pinned(statement, ":sub")) {
      judgement.failures.push_back(
          finding(invitation.subject, Reason::SubjectNotPinned, statement.where));
    }
  }
  if (judgement.n_examined == 0) {
    judgement.not_applicable = Reason::NoFederatedWorkload;
  }
  return judgement;
}

Judgement unused_roles_are_removed(const Premises& premises) {
  Judgement judgement;
  const auto& most = premises.declared().unused_role_max_days;
  if (!most) {
    judgement.undeclared.emplace("unused_role_max_days");
    return judgement;
  }
  for (const Role& role : *premises.tables().roles) {
    if (role.presence != Presence::Present || !premises.at_home(role.account) ||
        role.path.starts_with("/aws-service-role/")) {
      continue;
    }
    ++judgement.n_examined;
    if (!role.last_used) {
      judgement.undecided.push_back(
          finding(role.arn, Reason::NotCollected, role.where, {{"what", "last use"}}));
    } else if ((premises.now() - *role.last_used).count() > *most) {
      judgement.failures.push_back(
          finding(role.arn, Reason::RoleUnused, role.where,
                  {{"actual", to_text(*role.last_used)}, {"expected", std::to_string(*most)}}));
    }
  }
  return judgement;
}

namespace {

constexpr int kReviewMonths = 6;

/// Judges the home organization's Identity Center; undecided when there is none, as where people
/// come from is then not known.
template <class Judge>
Judgement of_identity_source(const Premises& premises, Judge judge) {
  Judgement judgement;
  for (const IdentityCenterInstance& instance : *premises.tables().identity_centers) {
    if (instance.organization == Index<OrganizationRecord>(0)) {
      ++judgement.n_examined;
      judge(instance, judgement);
    }
  }
  if (judgement.n_examined == 0) {
    judgement.undecided.push_back(finding("Identity Center", Reason::NotCollected, {},
                                          {{"what", "identity source of people"}}));
  }
  return judgement;
}

std::string_view source_name(const IdentityCenterInstance& instance) {
  return instance.source.name.empty() ? std::string_view("identity source")
                                      : std::string_view(instance.source.name);
}

}  // namespace

Judgement people_use_mfa(const Premises& premises) {
  return of_identity_source(
      premises, [](const IdentityCenterInstance& instance, Judgement& judgement) {
        const auto& required = instance.source.mfa_required;
        if (!required) {
          judgement.undecided.push_back(finding(source_name(instance), Reason::NotCollected,
                                                instance.where,
                                                {{"what", "multi-factor authentication"}}));
        } else if (!*required) {
          judgement.failures.push_back(
              finding(source_name(instance), Reason::MfaNotRequired, instance.where));
        }
      });
}

Judgement access_is_reviewed(const Premises& premises) {
  return of_identity_source(
      premises, [&](const IdentityCenterInstance& instance, Judgement& judgement) {
        const auto& last = instance.source.last_access_review;
        if (!last) {
          judgement.undecided.push_back(finding(source_name(instance), Reason::NotCollected,
                                                instance.where, {{"what", "access review"}}));
        } else if (*last < months_before(premises.now(), kReviewMonths)) {
          judgement.failures.push_back(finding(source_name(instance), Reason::ReviewTooOld,
                                               instance.where, {{"actual", to_text(*last)}}));
        }
      });
}

}  // namespace orgsim::compliance
