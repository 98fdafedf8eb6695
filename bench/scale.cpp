#include "bench/scale.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>
#include <string>
#include <utility>

#include "bench/write_dump.h"
#include "io/load_organization.h"

namespace orgsim::bench {
namespace {

std::filesystem::path folder_for(std::size_t n_accounts) {
  return std::filesystem::temp_directory_path() /
         ("orgsim-bench-" + std::to_string(getpid()) + "-" + std::to_string(n_accounts));
}

/// Source: proc_pid_status(5), "VmHWM".
std::size_t own_peak_kib() {
  std::ifstream status("/proc/self/status");
  std::string word;
  std::size_t peak = 0;
  while (status >> word) {
    if (word == "VmHWM:" && status >> peak) {
      return peak;
    }
  }
  demand(false, "the system does not say how much memory is used");
  return 0;
}

std::size_t n_large() {
  const char* asked = std::getenv("ORGSIM_BENCH_ACCOUNTS");
  constexpr std::size_t kDefault = 200;
  return asked == nullptr ? kDefault : std::stoul(asked);
}

/// The folder that the variable names, else one made up.
std::unique_ptr<const Scale> scale(const char* variable, std::size_t n_accounts) {
  const char* folder = std::getenv(variable);
  return folder == nullptr ? std::make_unique<const Scale>(n_accounts)
                           : std::make_unique<const Scale>(std::filesystem::path(folder));
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
  read();
  constexpr std::size_t kOfAccount = 3;  // Root user, root session and administrator stand-in.
  demand(graph_->n_principals() == n_accounts * (size.n_roles + size.n_users + kOfAccount),
         "principals are missing");
}

Scale::Scale(std::filesystem::path folder) : folder_(std::move(folder)), owned_(false) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_)) {
    n_bytes_ += entry.is_regular_file() ? entry.file_size() : 0;
  }
  read();
}

void Scale::read() {
  double start = processor_seconds();
  auto organization = io::load_organization(folder_.string(), files_);
  demand(organization.has_value(), "the organization cannot be read");
  organization_ = std::make_unique<const Organization>(*std::move(organization));
  authorizer_ = std::make_unique<const sim::Authorizer>(*organization_);
  load_seconds_ = processor_seconds() - start;
  start = processor_seconds();
  graph_ = std::make_unique<const sim::AccessGraph>(sim::build_access_graph(*authorizer_));
  graph_seconds_ = processor_seconds() - start;
}

Scale::~Scale() {
  if (owned_) {
    std::filesystem::remove_all(folder_);
  }
}

const Scale& large_scale() {
  static const std::unique_ptr<const Scale> made = scale("ORGSIM_BENCH_FOLDER", n_large());
  return *made;
}

const Scale& small_scale() {
  constexpr std::size_t kLeast = 50;
  constexpr std::size_t kPart = 20;
  static const std::unique_ptr<const Scale> made =
      scale("ORGSIM_BENCH_SMALL_FOLDER", std::max(kLeast, n_large() / kPart));
  return *made;
}

/// In a program of its own, which says the peak itself: what its parent took counts for a child.
std::size_t peak_bytes(const std::filesystem::path& folder) {
  const std::string command =
      std::filesystem::read_symlink("/proc/self/exe").string() + " --peak " + folder.string();
  std::FILE* output = popen(command.c_str(), "r");
  demand(output != nullptr, "the program that measures memory does not start");
  unsigned long long peak = 0;
  const bool read = std::fscanf(output, "%llu", &peak) == 1;
  demand(pclose(output) == 0 && read, "the program that measures memory failed");
  return peak;
}

std::size_t peak_of_building(const std::filesystem::path& folder) {
  io::SourceFiles files;
  const auto organization = io::load_organization(folder.string(), files);
  demand(organization.has_value(), "the organization cannot be read");
  const sim::Authorizer authorizer(*organization);
  demand(!sim::build_access_graph(authorizer).edges().empty(), "the graph is empty");
  constexpr std::size_t kKibi = 1024;
  return own_peak_kib() * kKibi;
}

}  // namespace orgsim::bench
