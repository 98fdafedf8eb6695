#include "io/write/tree_text.h"

#include <algorithm>

#include "io/write/organization_view.h"
#include "io/write/text_tree.h"

namespace orgsim::io {
namespace {

class TreeWriter {
 public:
  explicit TreeWriter(const Organization& organization) : organization_(organization) {}

  std::vector<TreeLine> lines() && {
    for (const OrganizationRecord& record : *organization_.tables().organizations) {
      record_ = &record;
      Line title = {{.text = record.id, .tone = Tone::Heading}};
      if (record.name != record.id) {
        title.push_back({.text = "  " + record.name});
      }
      lines_.push_back({.depth = 0, .label = std::move(title)});
      add_unit(record.root, 0);
    }
    add_standalone();
    return std::move(lines_);
  }

 private:
  /// OUs are at most five levels deep, so this recursion is too.
  void add_unit(Index<OrganizationalUnit> index, std::size_t depth) {
    const OrganizationalUnit& ou = organization_.ous()[index];
    Line label = {{.text = ou.name, .tone = Tone::Strong}, {.text = " (" + ou.id + ")"}};
    add_attached(ou.attached, label);
    lines_.push_back({.depth = depth, .label = std::move(label)});
    for (const Index<Account> account : accounts_of(organization_, index)) {
      add_account(account, depth + 1);
    }
    for (const Index<OrganizationalUnit> child : children_of(organization_, index)) {
      add_unit(child, depth + 1);
    }
  }

  void add_account(Index<Account> index, std::size_t depth) {
    const Account& account = organization_.accounts()[index];
    Line label = {{.text = account.id.text(), .tone = Tone::Identity},
                  {.text = " " + account.name}};
    const bool management = organization_.is_management_account(index);
    if (management) {
      label.push_back({.text = "  (management account)", .tone = Tone::Warning});
    }
    if (account.state != AccountState::Active) {
      label.push_back({.text = "  " + std::string(name_of(account.state)), .tone = Tone::Warning});
    }
    add_delegations(index, label);
    if (account.parent) {
      add_attached(account.attached, label);
    }
    lines_.push_back({.depth = depth, .label = std::move(label)});
  }

  void add_delegations(Index<Account> index, Line& label) const {
    std::string services;
    for (const std::string& service : delegations_of(organization_, index)) {
      services += (services.empty() ? "" : ", ") + service.substr(0, service.find('.'));
    }
    if (!services.empty()) {
      label.push_back({.text = "  delegated administrator: " + services, .tone = Tone::Good});
    }
  }

  void add_attached(const std::vector<Index<OrganizationPolicy>>& attached, Line& label) const {
    using enum OrganizationPolicyType;
    add_policies("  SCP: ", attached, ServiceControlPolicy, label);
    add_policies("  RCP: ", attached, ResourceControlPolicy, label);
    const bool enabled = record_->enabled_policy_types.contains(ServiceControlPolicy);
    const bool has_scp = std::ranges::any_of(attached, [&](Index<OrganizationPolicy> index) {
      return organization_.policies()[index].type == ServiceControlPolicy;
    });
    if (enabled && !has_scp) {
      label.push_back({.text = "  no SCP: nothing is allowed", .tone = Tone::Bad});
    }
  }

  void add_policies(const std::string& lead, const std::vector<Index<OrganizationPolicy>>& attached,
                    OrganizationPolicyType type, Line& label) const {
    std::string names;
    for (const Index<OrganizationPolicy> index : attached) {
      const OrganizationPolicy& policy = organization_.policies()[index];
      if (policy.type == type && !policy.aws_managed) {
        names += (names.empty() ? "" : ", ") + policy.name;
      }
    }
    if (!names.empty()) {
      label.push_back({.text = lead + names});
    }
  }

  void add_standalone() {
    const auto accounts = standalone_accounts(organization_);
    if (!accounts.empty()) {
      lines_.push_back(
          {.depth = 0, .label = {{.text = "in no organization", .tone = Tone::Heading}}});
    }
    for (const Index<Account> account : accounts) {
      add_account(account, 1);
    }
  }

  const Organization& organization_;
  const OrganizationRecord* record_ = nullptr;  // Of the tree being drawn.
  std::vector<TreeLine> lines_;
};

}  // namespace

std::string tree_text(const Organization& organization, const Paint& paint,
                      std::optional<std::size_t> width) {
  return text_tree(TreeWriter(organization).lines(), paint, width);
}

}  // namespace orgsim::io
