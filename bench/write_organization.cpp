#include <charconv>
#include <iostream>
#include <string_view>

#include "bench/write_dump.h"

/// `write_organization ACCOUNTS FOLDER`: a hundred principals an account.
int main(int argc, char** argv) {
  orgsim::bench::DumpSize size;
  const std::string_view accounts = argc == 3 ? argv[1] : "";
  const auto [end, error] =
      std::from_chars(accounts.data(), accounts.data() + accounts.size(), size.n_accounts);
  if (argc != 3 || error != std::errc() || end != accounts.data() + accounts.size()) {
    std::cerr << "usage: write_organization ACCOUNTS FOLDER\n";
    return 2;
  }
  std::cout << orgsim::bench::write_dump(argv[2], size) << " bytes\n";
  return 0;
}
