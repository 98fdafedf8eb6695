#include "sim/closure/zone_reach.h"

#include "model/text.h"

namespace orgsim::sim {

std::string zone_arn(const Organization& organization, const HostedZone& zone) {
  return "arn:" + organization.tables().partition + ":route53:::hostedzone/" + zone.id;
}

bool answers_for(std::string_view zone, std::string_view name) {
  return name == zone || (name.size() > zone.size() && name.ends_with(zone) &&
                          name[name.size() - zone.size() - 1] == '.');
}

std::string mail_domain(std::string_view address) {
  const std::size_t at = address.rfind('@');
  return at == std::string_view::npos ? std::string() : to_lower(address.substr(at + 1));
}

std::vector<Index<Account>> accounts_by_mail(const Organization& organization,
                                             std::string_view zone) {
  std::vector<Index<Account>> result;
  for (const auto account : organization.accounts().indexes()) {
    const std::string domain = mail_domain(organization.accounts()[account].root_email);
    if (!domain.empty() && answers_for(zone, domain)) {
      result.push_back(account);
    }
  }
  return result;
}

std::string issuer_host(std::string_view provider) {
  for (const std::string_view lead : {":oidc-provider/", "https://"}) {
    const std::size_t at = provider.find(lead);
    if (at != std::string_view::npos) {
      provider.remove_prefix(at + lead.size());
    }
  }
  return to_lower(provider.substr(0, provider.find('/')));
}

}  // namespace orgsim::sim
