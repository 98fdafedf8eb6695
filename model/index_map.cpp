#include "model/index_map.h"

namespace orgsim {

void IndexMap::apply(OrganizationRecord& record) const {
  apply(record.root, record.management_account, record.delegated_administrators,
        record.delegation_policy);
}

void IndexMap::apply(OrganizationalUnit& ou) const {
  apply(ou.parent, ou.organization, ou.attached);
}

void IndexMap::apply(Account& account) const { apply(account.parent, account.attached); }

void IndexMap::apply(OrganizationPolicy& policy) const {
  apply(policy.organization, policy.document);
}

void IndexMap::apply(PolicyDocument& /*document*/) const {}

void IndexMap::apply(ManagedPolicy& policy) const {
  apply(policy.account, policy.document, policy.other_versions);
}

void IndexMap::apply(IdentityPolicies& policies) const {
  for (InlinePolicy& policy : policies.inline_policies) {
    apply(policy.document);
  }
  apply(policies.attached);
  if (policies.boundary) {
    apply(policies.boundary->document);
  }
}

void IndexMap::apply(Role& role) const { apply(role.account, role.trust, role.policies); }

void IndexMap::apply(User& user) const { apply(user.account, user.policies, user.groups); }

void IndexMap::apply(Group& group) const { apply(group.account, group.policies); }

void IndexMap::apply(IdentityUser& user) const { apply(user.organization); }

void IndexMap::apply(IdentityGroup& group) const { apply(group.organization, group.members); }

void IndexMap::apply(PermissionSet& set) const { apply(set.organization, set.policies); }

void IndexMap::apply(Assignment& assignment) const {
  std::visit([&](auto& who) { apply(who); }, assignment.assignee);
  apply(assignment.permission_set, assignment.account);
}

void IndexMap::apply(IdentityCenterInstance& instance) const {
  apply(instance.organization, instance.instance_account, instance.delegated_administrator);
}

void IndexMap::apply(Resource& resource) const {
  apply(resource.account, resource.policy, resource.covers);
}

void IndexMap::apply(ResourceShare& share) const { apply(share.owner); }

void IndexMap::apply(Delivery& delivery) const {
  for (Pipeline& pipeline : delivery.pipelines) {
    apply(pipeline.account, pipeline.deploys_to);
  }
}

void IndexMap::apply(Network& network) const {
  for (Vpc& vpc : network.vpcs) {
    apply(vpc.account, vpc.flow_logs);
  }
  if (network.transit_gateway) {
    apply(network.transit_gateway->account);
  }
  for (SharedSubnet& subnet : network.shared_subnets) {
    apply(subnet.shared_with);
  }
}

void IndexMap::apply(Dns& dns) const {
  const auto accounts = [&](auto& records) {
    for (auto& record : records) {
      apply(record.account);
    }
  };
  accounts(dns.domains);
  accounts(dns.zones);
  accounts(dns.resolver_rules);
  accounts(dns.resolver_endpoints);
  accounts(dns.profiles);
  accounts(dns.firewall_groups);
  for (HostedZone& zone : dns.zones) {
    apply(zone.query_logging);
  }
  for (RecordSet& record : dns.records) {
    apply(record.target_account);
  }
}

void IndexMap::apply(Logging& logging) const {
  for (Trail& trail : logging.trails) {
    apply(trail.owner);
  }
  apply(logging.config.recorders, logging.config.aggregator_account,
        logging.access_analyzer.account);
  for (DetectionService* service : {&logging.guardduty, &logging.security_hub}) {
    apply(service->delegated_administrator, service->enabled);
  }
}

void IndexMap::apply(Declared& declared) const {
  if (declared.third_parties) {
    for (ThirdParty& party : *declared.third_parties) {
      apply(party.may_reach);
    }
  }
  if (declared.blast_radius) {
    for (auto& [account, budget] : *declared.blast_radius) {
      apply(budget.accounts);
    }
    apply(*declared.blast_radius);
  }
  if (declared.fedramp_boundary) {
    apply(declared.fedramp_boundary->accounts);
    for (Interconnection& connection : declared.fedramp_boundary->interconnections) {
      apply(connection.inside);
    }
  }
  apply(declared.tenants);
}

}  // namespace orgsim
