#pragma once

#include "io/read/organization_references.h"

namespace orgsim::io {

/// Names compare without regard to case and without the trailing dot. Source: RFC 4343 section 3.
std::string dns_name(const std::string& text);

/// Visits the objects of an array below `dns`, each named `what` in messages, and lists the members
/// that the visit did not ask for.
void each_object(JsonCursor& cursor, const std::string& key, const std::string& what,
                 OrganizationReading& reading, const std::function<void(JsonCursor&)>& visit);

/// Of `dns`: resolver rules and endpoints, Profiles, DNS Firewall, resolvers outside AWS.
void read_resolver(JsonCursor& cursor, OrganizationReading& reading, Dns& dns);

}  // namespace orgsim::io
