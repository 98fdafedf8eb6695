#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/index.h"
#include "model/organization_tree.h"

namespace orgsim {

struct IngressRule {
  std::string from;        // A VPC id, `internet`, or a CIDR.
  std::vector<int> ports;  // Empty: all.
};

struct Vpc {
  std::string id;
  Index<Account> account;
  std::string cidr;
  bool internet_gateway = false;
  std::optional<Index<Account>> flow_logs;  // The account that receives them; nothing: none.
  std::vector<IngressRule> ingress;
  std::string egress;
  std::string region;
  std::optional<bool> dns_support;                      // `enableDnsSupport`.
  std::optional<bool> dns_hostnames;                    // `enableDnsHostnames`.
  std::optional<std::vector<std::string>> dns_servers;  // Of the DHCP options.
  std::optional<bool> dnssec_validation;
  std::vector<std::string> unsaid;  // Members that the source could say and does not.
  SourceLocation where;
};

struct TransitGateway {
  Index<Account> account;
  bool auto_accept_shared_attachments = false;
  bool default_association = false;
  bool default_propagation = false;
  std::vector<std::string> attachments;                          // VPC ids.
  std::map<std::string, std::string> association;                // VPC id to route table.
  std::map<std::string, std::vector<std::string>> route_tables;  // To the VPCs it routes to.
  std::vector<std::string> unsaid;  // Members that the source could say and does not.
  SourceLocation where;
};

struct VpcPeering {
  std::string requester;  // VPC ids.
  std::string accepter;
  SourceLocation where;
};

struct SharedSubnet {
  std::string subnet;
  std::string vpc;
  std::vector<Index<Account>> shared_with;
  SourceLocation where;
};

struct Network {
  std::vector<Vpc> vpcs;
  std::optional<TransitGateway> transit_gateway;
  std::vector<VpcPeering> peerings;
  std::vector<SharedSubnet> shared_subnets;
  std::vector<std::string> unsaid;  // Members that the source could say and does not.
};

}  // namespace orgsim
