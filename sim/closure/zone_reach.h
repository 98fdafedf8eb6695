#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/organization.h"

namespace orgsim::sim {

/// As Route 53 names it in policies.
std::string zone_arn(const Organization& organization, const HostedZone& zone);

/// Whether who writes the zone answers for the name: it is the zone's or below it, as NS records in
/// the zone can be replaced, whoever has the child zone.
/// Source: RFC 1034 section 4.2.1; Amazon Route 53 Developer Guide, "Routing traffic for
/// subdomains".
bool answers_for(std::string_view zone, std::string_view name);

/// The domain of an e-mail address in lower case; empty when it is none.
std::string mail_domain(std::string_view address);

/// Accounts whose root e-mail address ends in a name that the public zone answers for.
/// Source: AWS Account Management Reference Guide, "Update the root user email address".
std::vector<Index<Account>> accounts_by_mail(const Organization& organization,
                                             std::string_view zone);

/// The host of an OIDC provider of IAM, from its ARN or address.
std::string issuer_host(std::string_view provider);

}  // namespace orgsim::sim
