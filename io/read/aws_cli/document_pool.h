#pragma once

#include <array>
#include <unordered_map>

#include "io/read/aws_cli/fast_json.h"
#include "io/read/policy_reader.h"
#include "model/organization.h"

namespace orgsim::io {

/// The policy documents of a dump. A text that occurs again, as most do in an organization, is read
/// once; its document has the place of the first.
class DocumentPool {
 public:
  DocumentPool(Cow<Table<PolicyDocument>>& documents, Diagnostics& diagnostics);

  /// `text` is an object, or a string that holds one in any dress. A document that is wrong is
  /// reported once, and is then empty.
  Index<PolicyDocument> intern(const JsonSlice& text, PolicyKind kind);

 private:
  using TextIdentity = std::array<std::uint64_t, 2>;
  struct Hash {
    std::size_t operator()(const TextIdentity& identity) const noexcept { return identity[0]; }
  };

  TextIdentity identity_of(std::string_view text, PolicyKind kind) const;
  Result<PolicyDocument> read(const JsonSlice& text, PolicyKind kind);
  Result<PolicyDocument> read_string(const JsonSlice& text, PolicyKind kind);

  Cow<Table<PolicyDocument>>& documents_;
  Diagnostics& diagnostics_;
  FastJson json_;
  std::array<std::uint64_t, 2> keys_;
  std::unordered_map<TextIdentity, Index<PolicyDocument>, Hash> known_;
};

}  // namespace orgsim::io
