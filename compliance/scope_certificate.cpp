#include <algorithm>

#include "compliance/access.h"
#include "compliance/checks/checks.h"
#include "compliance/closure.h"
#include "compliance/isolation.h"
#include "compliance/network_paths.h"
#include "compliance/scope_relations.h"
#include "compliance/stores.h"
#include "model/given.h"

namespace orgsim::compliance {
namespace {

/// Collects what refuses a takeover of one account, by kind of relation.
class Certificates {
 public:
  Certificates(const Premises& premises, Index<Account> account, Index<sim::Principal> asker,
               const std::set<Index<Account>>& cde)
      : premises_(premises), account_(account), asker_(asker), cde_(cde) {}

  std::vector<Certificate> all() {
    roles();
    stores();
    names();
    delivery();
    logs();
    organization_policy();
    network();
    return std::move(result_);
  }

 private:
  void refuse(std::string_view kind, std::string_view action, const std::string& target) {
    refuse(kind, {.asker = asker_,
                  .action = std::string(action),
                  .resource = target,
                  .resource_account = {},
                  .context = {}});
  }

  void refuse(std::string_view kind, const Attempt& attempt) {
    const auto refused = refusals(premises_, attempt);
    Certificate certificate{.kind = kind,
                            .action = attempt.action,
                            .target = attempt.resource,
                            .layer = {},
                            .policy = {},
                            .statement = {},
                            .where = {}};
    if (refused.empty()) {
      // A service that takes no calls from other accounts refuses without a policy.
      certificate.layer = may(premises_, attempt) ? "open" : "service";
    } else {
      const Support& first = refused.front();
      certificate.layer = first.kind;
      certificate.policy = first.kind == "no-allow" ? first.detail : first.subject;
      certificate.statement = first.kind == "no-allow" ? std::string() : first.detail;
      certificate.where = first.where;
    }
    result_.push_back(std::move(certificate));
  }

  void roles() {
    for (const auto inside : cde_) {
      for (const auto role : premises_.existing(inside)) {
        if (premises_.does_harm(role)) {
          refuse("become", "sts:AssumeRole", premises_.principals()[role].arn);
        }
      }
    }
  }

  void stores() {
    for (const Resource* store : account_data_stores(premises_)) {
      if (const Attempt read = reading_attempt(asker_, *store); !read.action.empty()) {
        refuse("data", read.action, read.resource);
      }
      if (!store->encryption_key.empty()) {
        refuse("keys", "kms:Decrypt", store->encryption_key);
      }
    }
  }

  void names() {
    if (!premises_.tables().dns) {
      return;
    }
    for (const HostedZone* zone : cde_zones(premises_, cde_)) {
      refuse("names", name_change(premises_, *zone, asker_));
    }
  }

  void delivery() {
    if (!premises_.tables().delivery) {
      return;
    }
    for (const Pipeline& pipeline : given(premises_.tables().delivery).pipelines) {
      const bool into = std::ranges::any_of(
          pipeline.deploys_to, [&](Index<Account> target) { return cde_.contains(target); });
      for (const Attempt& attempt :
           into ? delivery_changes(premises_, pipeline, asker_) : std::vector<Attempt>()) {
        refuse("artifacts", attempt.action, attempt.resource);
      }
    }
  }

  void logs() {
    for (const Resource* bucket : log_buckets(premises_)) {
      refuse("logs", "s3:DeleteObject", bucket->arn + "/AWSLogs/orgsim-probe");
    }
  }

  void organization_policy() {
    const OrganizationRecord* home = premises_.home();
    if (home == nullptr) {
      return;
    }
    const std::string id(premises_.id(home->management_account));
    refuse("organization-policy",
           {.asker = asker_,
            .action = "organizations:AttachPolicy",
            .resource = "arn:" + premises_.tables().partition + ":organizations::" + id +
                        ":policy/" + home->id + "/service_control_policy/p-orgsimprobe",
            .resource_account = id,
            .context = {}});
  }

  /// By now every route is filtered to nothing, or the account would be connected.
  void network() {
    if (!premises_.tables().network) {
      return;
    }
    const Network& net = given(premises_.tables().network);
    const auto all = routes(net);
    const auto route = std::ranges::find_if(all, [&](const Route& one) {
      return (one.from->account == account_ && cde_.contains(one.to->account)) ||
             (one.to->account == account_ && cde_.contains(one.from->account));
    });
    const bool none = route == all.end();
    result_.push_back({.kind = "network",
                       .action = {},
                       .target = none ? "every VPC of the environment" : route->to->id,
                       .layer = none ? "no-route" : "closed-filter",
                       .policy = {},
                       .statement = {},
                       .where = none ? SourceLocation() : route->where});
  }

  const Premises& premises_;
  Index<Account> account_;
  Index<sim::Principal> asker_;
  const std::set<Index<Account>>& cde_;
  std::vector<Certificate> result_;
};

}  // namespace

std::vector<Certificate> out_certificate(const Premises& premises, Index<Account> account,
                                         const std::set<Index<Account>>& cde) {
  const auto asker = premises.principals().hypothetical_administrator(account);
  return asker ? Certificates(premises, account, *asker, cde).all() : std::vector<Certificate>();
}

}  // namespace orgsim::compliance
