#pragma once

#include <cstddef>
#include <filesystem>

namespace orgsim::bench {

/// How large an organization to make up. The same numbers give the same files everywhere.
struct DumpSize {
  std::size_t n_accounts = 50;
  std::size_t n_roles = 84;  // Of each account.
  std::size_t n_users = 16;  // Of each account.
  /// Of a thousand roles, how many trust everybody of the organization who is called like a team's
  /// deployment role.
  std::size_t n_open_trusts = 8;
};

/// Writes an organization as a folder of AWS CLI outputs: accounts below OUs with SCPs and RCPs,
/// and for each account its roles, users, groups and managed policies, with trusts within the
/// account, to hub accounts, to services and to everybody. Returns how many bytes it wrote.
std::size_t write_dump(const std::filesystem::path& folder, const DumpSize& size);

}  // namespace orgsim::bench
