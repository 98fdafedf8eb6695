#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "sim/organization/principals.h"

namespace orgsim::sim {

/// Something that can be taken over and is no principal.
enum class FootholdKind { Workload, Repository, Mailbox, Zone };

/// `workload`, `repository`, `mailbox`, `zone`; nothing for another word.
std::optional<FootholdKind> foothold_kind(std::string_view word);

/// The principals that fall with it at once: the role that a workload runs as; the roles of the
/// pipelines that build from a repository; the root users whose mail goes to a mailbox, by its
/// address with or without `+suffix`; for a public zone, by id or name, the root users whose mail
/// domain it answers for and the roles that trust a token issuer there. Empty: nothing is called
/// so, or nobody falls with it.
std::vector<Index<Principal>> principals_behind(const Organization& organization,
                                                const Principals& principals, FootholdKind kind,
                                                std::string_view name);

}  // namespace orgsim::sim
