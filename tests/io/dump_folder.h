#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <string>

#include "io/load_organization.h"

namespace orgsim::io {

using DumpFiles = std::map<std::string, std::string>;

/// A folder of files that lives as long as the object.
class DumpFolder {
 public:
  explicit DumpFolder(const DumpFiles& files) {
    std::random_device device;
    path_ = std::filesystem::temp_directory_path() /
            ("orgsim-dump-" + std::to_string(device()) + "-" + std::to_string(device()));
    for (const auto& [name, text] : files) {
      std::filesystem::create_directories((path_ / name).parent_path());
      std::ofstream(path_ / name, std::ios::binary) << text;
    }
  }
  DumpFolder(const DumpFolder&) = delete;
  DumpFolder& operator=(const DumpFolder&) = delete;
  ~DumpFolder() { std::filesystem::remove_all(path_); }

  std::string path() const { return path_.string(); }
  std::string path(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

inline Result<Organization> load(const DumpFiles& dump, const LoadOptions& options = {}) {
  const DumpFolder folder(dump);
  SourceFiles files;
  return load_organization(folder.path(), options, files);
}

/// The errors of a dump, each as `file:line:column code message`.
inline std::vector<std::string> errors_of(const DumpFiles& dump, const LoadOptions& options = {}) {
  const DumpFolder folder(dump);
  SourceFiles files;
  std::vector<std::string> result;
  const auto organization = load_organization(folder.path(), options, files);
  if (organization) {
    return result;
  }
  for (const Diagnostic& diagnostic : organization.error()) {
    std::string place;
    if (diagnostic.where.known()) {
      const LineColumn at = files.line_column(diagnostic.where);
      place = std::string(files.name(diagnostic.where.file).substr(folder.path().size())) + ":" +
              std::to_string(at.line) + ":" + std::to_string(at.column) + " ";
    }
    result.push_back(place + diagnostic.code + " " + diagnostic.message);
  }
  return result;
}

}  // namespace orgsim::io
