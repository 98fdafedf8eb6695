#include "io/write/tree_text.h"

#include <algorithm>

#include "io/source_files.h"

namespace orgsim::io {
namespace {

class TreeWriter {
 public:
  explicit TreeWriter(const Organization& organization) : organization_(organization) {}

  std::string write() {
    for (const OrganizationRecord& record : *organization_.tables().organizations) {
      text_ += printable(record.id) + "\n";
      node(record.root, "", "");
    }
    return std::move(text_);
  }

 private:
  std::string attached(const std::vector<Index<OrganizationPolicy>>& policies) const {
    std::string names;
    for (const auto index : policies) {
      const OrganizationPolicy& policy = organization_.policies()[index];
      if (!policy.aws_managed) {
        names += (names.empty() ? "  [" : ", ") + printable(policy.name);
      }
    }
    return names.empty() ? "" : names + "]";
  }

  /// OUs are at most five levels deep, so this recursion is too.
  void node(Index<OrganizationalUnit> index, const std::string& lead, const std::string& indent) {
    const OrganizationalUnit& ou = organization_.ous()[index];
    text_ +=
        lead + printable(ou.name) + " (" + printable(ou.id) + ")" + attached(ou.attached) + "\n";
    const auto accounts = children(organization_.accounts(), index, &Account::name);
    const auto ous = children(organization_.ous(), index, &OrganizationalUnit::name);
    for (std::size_t i = 0; i < accounts.size(); ++i) {
      const Account& account = organization_.accounts()[accounts[i]];
      const bool last = ous.empty() && i + 1 == accounts.size();
      const bool management = organization_.is_management_account(accounts[i]);
      text_ += indent + (last ? "└─ " : "├─ ") + account.id.text() + " " + printable(account.name) +
               (management ? "  (management account)" : "") + attached(account.attached) + "\n";
    }
    for (std::size_t i = 0; i < ous.size(); ++i) {
      const bool last = i + 1 == ous.size();
      node(ous[i], indent + (last ? "└─ " : "├─ "), indent + (last ? "   " : "│  "));
    }
  }

  template <class Record>
  std::vector<Index<Record>> children(const Table<Record>& table, Index<OrganizationalUnit> parent,
                                      std::string Record::* name) const {
    std::vector<Index<Record>> result;
    for (const auto index : table.indexes()) {
      if (table[index].parent == parent) {
        result.push_back(index);
      }
    }
    std::ranges::stable_sort(result, {}, [&](Index<Record> index) { return table[index].*name; });
    return result;
  }

  const Organization& organization_;
  std::string text_;
};

}  // namespace

std::string tree_text(const Organization& organization) { return TreeWriter(organization).write(); }

}  // namespace orgsim::io
