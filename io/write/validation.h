#pragma once

#include <string>
#include <vector>

#include "io/write/paint.h"
#include "model/organization.h"
#include "model/result.h"

namespace orgsim::io {

/// What checking found, an entry per input.
struct Validation {
  struct Entry {
    std::string input;  // As the user named it.
    std::size_t errors = 0;
    std::size_t accounts = 0;
    std::size_t units = 0;
    std::size_t policies = 0;
    std::size_t principals = 0;
    std::size_t resources = 0;
    std::size_t not_modelled = 0;
  };
  std::vector<Entry> entries;

  void add(std::string input, const Result<Organization>& organization);

  /// Whether no input has an error.
  bool valid() const;

  /// Whether something was read that the model cannot hold.
  bool incomplete() const;
};

/// A line per input: `organization.json: valid: 3 accounts, ...`.
std::string validation_text(const Validation& validation, const Paint& paint);

/// The same counts as JSON: format `orgsim-validation/1`.
std::string validation_json(const Validation& validation);

}  // namespace orgsim::io
