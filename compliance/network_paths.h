#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compliance/finding.h"
#include "compliance/premises.h"

namespace orgsim::compliance {

/// A way for packets from one VPC to another, by routes alone; filters are not looked at.
struct Route {
  const Vpc* from = nullptr;
  const Vpc* to = nullptr;
  std::string_view by;  // `transit-gateway`, `peering` or `shared-subnet`.
  SourceLocation where;
};

/// The network; null where none was collected, which is then recorded as undecided.
const Network* collected_network(const Premises& premises, Judgement& judgement);

/// Every route of the network, in order of its VPCs. A peering routes both ways.
std::vector<Route> routes(const Network& network);

/// Attached VPCs for which no route table is known.
std::vector<std::string_view> attachments_without_table(const Network& network);

/// How the target's filter treats what comes from the source.
enum class Filter { Closed, SomePorts, Open };
Filter filter_between(const Vpc& from, const Vpc& to);

}  // namespace orgsim::compliance
