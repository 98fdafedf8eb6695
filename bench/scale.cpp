#include "bench/scale.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <map>
#include <string>

#include "bench/write_dump.h"
#include "io/load_organization.h"

namespace orgsim::bench {
namespace {

std::filesystem::path folder_for(std::size_t n_accounts) {
  return std::filesystem::temp_directory_path() /
         ("orgsim-bench-" + std::to_string(getpid()) + "-" + std::to_string(n_accounts));
}

}  // namespace

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

void demand(bool right, const char* what) {
  if (!right) {
    std::cerr << "wrong: " << what << '\n';
    std::exit(1);
  }
}

Scale::Scale(std::size_t n_accounts) : folder_(folder_for(n_accounts)) {
  const DumpSize size{.n_accounts = n_accounts};
  n_bytes_ = write_dump(folder_, size);
  double start = processor_seconds();
  auto organization = io::load_organization(folder_.string(), files_);
  demand(organization.has_value(), "the organization cannot be read");
  organization_ = std::make_unique<const Organization>(*std::move(organization));
  authorizer_ = std::make_unique<const sim::Authorizer>(*organization_);
  load_seconds_ = processor_seconds() - start;
  start = processor_seconds();
  graph_ = std::make_unique<const sim::AccessGraph>(sim::build_access_graph(*authorizer_));
  graph_seconds_ = processor_seconds() - start;
  constexpr std::size_t kOfAccount = 3;  // Root user, root session and administrator stand-in.
  demand(graph_->n_principals() == n_accounts * (size.n_roles + size.n_users + kOfAccount),
         "principals are missing");
}

Scale::~Scale() { std::filesystem::remove_all(folder_); }

const Scale& scale(std::size_t n_accounts) {
  static std::map<std::size_t, std::unique_ptr<Scale>> made;
  std::unique_ptr<Scale>& result = made[n_accounts];
  if (!result) {
    result = std::make_unique<Scale>(n_accounts);
  }
  return *result;
}

std::size_t n_large() {
  const char* asked = std::getenv("ORGSIM_BENCH_ACCOUNTS");
  constexpr std::size_t kDefault = 200;
  return asked == nullptr ? kDefault : std::stoul(asked);
}

std::size_t n_small() {
  constexpr std::size_t kLeast = 50;
  constexpr std::size_t kPart = 20;
  return std::max(kLeast, n_large() / kPart);
}

std::size_t peak_bytes(const std::filesystem::path& folder) {
  const std::string path = folder.string();
  const pid_t child = fork();
  if (child == 0) {
    execl("/proc/self/exe", "scale_bench", "--peak", path.c_str(), nullptr);
    _exit(1);
  }
  int status = 1;
  rusage usage{};
  demand(child > 0 && wait4(child, &status, 0, &usage) == child && status == 0,
         "the program that measures memory failed");
  constexpr std::size_t kKibi = 1024;
  return static_cast<std::size_t>(usage.ru_maxrss) * kKibi;
}

bool load_and_build(const std::filesystem::path& folder) {
  io::SourceFiles files;
  const auto organization = io::load_organization(folder.string(), files);
  if (!organization) {
    return false;
  }
  const sim::Authorizer authorizer(*organization);
  return sim::build_access_graph(authorizer).n_principals() > 0;
}

}  // namespace orgsim::bench
