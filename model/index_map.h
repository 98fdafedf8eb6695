#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

#include "model/organization.h"

namespace orgsim {

/// Where the records of one snapshot are in another, and the means to make records refer to those.
class IndexMap {
 public:
  /// By position in the old table.
  template <class T>
  std::vector<Index<T>>& of() {
    return std::get<std::vector<Index<T>>>(maps_);
  }

  template <class T>
  Index<T> operator()(Index<T> old) const {
    const auto& map = std::get<std::vector<Index<T>>>(maps_);
    return old.value() < map.size() ? map[old.value()] : old;
  }

  /// Makes every index in the record, or in the records of a list, mean the new place.
  template <class T>
  void apply(Index<T>& index) const {
    index = (*this)(index);
  }
  template <class T>
  void apply(std::optional<T>& value) const {
    if (value) {
      apply(*value);
    }
  }
  template <class T>
  void apply(std::vector<T>& values) const {
    for (T& value : values) {
      apply(value);
    }
  }
  template <class T>
  void apply(std::set<Index<T>>& values) const {
    std::set<Index<T>> result;
    for (const Index<T> value : values) {
      result.insert((*this)(value));
    }
    values = std::move(result);
  }
  template <class T>
  void apply(std::map<std::string, T>& values) const {
    for (auto& [key, value] : values) {
      apply(value);
    }
  }
  /// Keys alone.
  template <class T>
  void apply(std::map<Index<Account>, T>& values) const {
    std::map<Index<Account>, T> result;
    for (auto& [key, value] : values) {
      result.insert_or_assign((*this)(key), std::move(value));
    }
    values = std::move(result);
  }
  template <class... T>
    requires(sizeof...(T) > 1)
  void apply(T&... values) const {
    (apply(values), ...);
  }

  void apply(OrganizationRecord& record) const;
  void apply(OrganizationalUnit& ou) const;
  void apply(Account& account) const;
  void apply(OrganizationPolicy& policy) const;
  void apply(PolicyDocument& document) const;
  void apply(ManagedPolicy& policy) const;
  void apply(IdentityPolicies& policies) const;
  void apply(Role& role) const;
  void apply(User& user) const;
  void apply(Group& group) const;
  void apply(IdentityUser& user) const;
  void apply(IdentityGroup& group) const;
  void apply(PermissionSet& set) const;
  void apply(Assignment& assignment) const;
  void apply(IdentityCenterInstance& instance) const;
  void apply(Resource& resource) const;
  void apply(ResourceShare& share) const;
  void apply(Delivery& delivery) const;
  void apply(Network& network) const;
  void apply(Dns& dns) const;
  void apply(Logging& logging) const;
  void apply(Declared& declared) const;

 private:
  template <class... T>
  using Maps = std::tuple<std::vector<Index<T>>...>;
  Maps<OrganizationRecord, OrganizationalUnit, Account, OrganizationPolicy, PolicyDocument,
       ManagedPolicy, Role, User, Group, IdentityUser, IdentityGroup, PermissionSet, Assignment,
       Resource, ResourceShare>
      maps_;
};

}  // namespace orgsim
