#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>

#include "io/source_files.h"
#include "sim/graph/access_graph.h"

namespace orgsim::bench {

/// Processor time of the program: a ratio must not depend on what else the machine does.
double processor_seconds();

/// An organization of a size, made up, written to disk and read back, with what each part took.
class Scale {
 public:
  explicit Scale(std::size_t n_accounts);
  /// One that is there already, and stays.
  explicit Scale(std::filesystem::path folder);
  Scale(const Scale&) = delete;
  Scale& operator=(const Scale&) = delete;
  ~Scale();

  const std::filesystem::path& folder() const { return folder_; }
  std::size_t n_bytes() const { return n_bytes_; }
  const sim::Authorizer& authorizer() const { return *authorizer_; }
  const sim::AccessGraph& graph() const { return *graph_; }

  double load_seconds() const { return load_seconds_; }  // With making policies ready.
  double graph_seconds() const { return graph_seconds_; }

 private:
  void read();

  std::filesystem::path folder_;
  bool owned_ = true;
  std::size_t n_bytes_ = 0;
  io::SourceFiles files_;
  std::unique_ptr<const Organization> organization_;
  std::unique_ptr<const sim::Authorizer> authorizer_;
  std::unique_ptr<const sim::AccessGraph> graph_;
  double load_seconds_ = 0;
  double graph_seconds_ = 0;
};

/// The large organization, the same for all benchmarks of a run: the folder that
/// ORGSIM_BENCH_FOLDER names, else one made up with as many accounts as ORGSIM_BENCH_ACCOUNTS says,
/// 200 by default.
const Scale& large_scale();

/// What growth is measured from: the folder that ORGSIM_BENCH_SMALL_FOLDER names, else a twentieth
/// of the large one's accounts, but no less than 50.
const Scale& small_scale();

/// Ends the program when a benchmark's answer is wrong.
void demand(bool right, const char* what);

/// The most memory, in bytes, that a program of its own takes to load a folder and build its graph.
std::size_t peak_bytes(const std::filesystem::path& folder);

/// What that program finds of itself.
std::size_t peak_of_building(const std::filesystem::path& folder);

}  // namespace orgsim::bench
