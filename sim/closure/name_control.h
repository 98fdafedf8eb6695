#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/closure/fallen.h"

namespace orgsim::sim {

/// A hosted zone whose answers the attacker decides.
struct ControlledZone {
  std::string zone;     // Id.
  std::string through;  // Id of the parent zone whose NS records it replaces; empty: writes it.
  std::string_view technique;
  std::string_view action;
  std::size_t n_names = 0;
  bool has_wildcard = false;
  Truth certain = Truth::Yes;
  Index<Principal> principal;
  std::vector<Fact> needs;
  std::size_t hops = 0;
};

/// Root users whose mail goes where the attacker says.
struct MailControlled {
  std::string domain;
  std::vector<Index<Account>> accounts;
};

/// Roles that trust a token issuer whose host is in a controlled zone.
struct IssuerControlled {
  std::string host;
  std::vector<Index<Principal>> roles;
};

struct NamesControlled {
  std::vector<ControlledZone> zones;         // In order of the snapshot.
  std::vector<std::string> certificates;     // Public domains it can get certificates for, sorted.
  std::vector<MailControlled> mail_domains;  // By domain.
  std::vector<IssuerControlled> issuers;     // By host.
};

/// B6. Control of a zone is control of the certificates for its names, as they are issued to who
/// answers a challenge in it, and of every zone delegated from it.
/// Source: AWS Certificate Manager User Guide, "AWS Certificate Manager DNS validation".
NamesControlled names_controlled(const Fallen& fallen);

}  // namespace orgsim::sim
