#include <cstdlib>
#include <iostream>

#include "bench/generate_organization.h"
#include "tests/support/case_json.h"

/// Writes the requests of the benchmarks as cases for `orgsim evaluate --cases`, one a line. The
/// argument is the number of principals.
int main(int argc, char** argv) {
  orgsim::bench::GeneratedSize size;
  if (argc > 1) {
    size.n_principals = std::strtoul(argv[1], nullptr, 10);
  }
  std::size_t id = 0;
  for (const auto& request : orgsim::bench::generate_requests(size)) {
    std::cout << orgsim::reference::to_json(request, std::to_string(id++)) << '\n';
  }
  return 0;
}
