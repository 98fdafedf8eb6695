#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>

#include "model/index.h"
#include "model/organization_tree.h"
#include "sim/organization/principals.h"

namespace orgsim::sim {

/// What an attacker has of a principal: its credentials, permissions without limit, freedom from
/// its boundary, freedom from its own policies' denies.
enum class FactKind : std::uint8_t { Held, Widened, Unbounded, Undenied };

inline constexpr std::array kFactKinds = {FactKind::Held, FactKind::Widened, FactKind::Unbounded,
                                          FactKind::Undenied};

/// What has been rewritten of a principal, as bits.
using Rewritten = unsigned;
constexpr Rewritten kUnchanged = 0;
constexpr Rewritten bit(FactKind kind) { return 1U << static_cast<unsigned>(kind); }

/// Something that the attacker has: of a principal; that a policy of the organization is lifted;
/// that an account hangs directly below the root, or has left its organization.
struct Fact {
  enum class Subject : std::uint8_t { Principal, Policy, MovedAccount, LeftAccount };

  Subject subject = Subject::Principal;
  FactKind kind = FactKind::Held;
  std::uint32_t index = 0;

  friend auto operator<=>(const Fact&, const Fact&) = default;

  bool is_raise() const { return subject != Subject::Principal; }
  /// Of a fact about a principal.
  Index<Principal> principal() const { return Index<Principal>(index); }

  static Fact of(Index<Principal> principal, FactKind kind) {
    return {Subject::Principal, kind, static_cast<std::uint32_t>(principal.value())};
  }
  static Fact held(Index<Principal> principal) { return of(principal, FactKind::Held); }
  static Fact lifted(Index<OrganizationPolicy> policy) {
    return {Subject::Policy, FactKind::Held, static_cast<std::uint32_t>(policy.value())};
  }
  static Fact moved(Index<Account> account) {
    return {Subject::MovedAccount, FactKind::Held, static_cast<std::uint32_t>(account.value())};
  }
  static Fact left(Index<Account> account) {
    return {Subject::LeftAccount, FactKind::Held, static_cast<std::uint32_t>(account.value())};
  }
};

struct FactHash {
  std::size_t operator()(const Fact& fact) const {
    const auto subject = static_cast<std::uint64_t>(fact.subject);
    const auto kind = static_cast<std::uint64_t>(fact.kind);
    return std::hash<std::uint64_t>()((subject << 40U) | (kind << 32U) | fact.index);
  }
};

}  // namespace orgsim::sim
