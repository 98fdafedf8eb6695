#include "io/read/aws_cli/document_pool.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <random>

#include "io/read/aws_cli/policy_dress.h"
#include "io/read/policy_quota.h"

namespace orgsim::io {
namespace {

constexpr std::uint64_t kPrime = (std::uint64_t{1} << 61) - 1;
__extension__ using Wide = unsigned __int128;

/// (a * b + c) modulo 2^61 - 1, for a below the prime and c below 2^61.
std::uint64_t multiply_add(std::uint64_t a, std::uint64_t b, std::uint64_t c) {
  const Wide product = Wide{a} * b + c;
  const std::uint64_t folded =
      (static_cast<std::uint64_t>(product) & kPrime) + static_cast<std::uint64_t>(product >> 61);
  return folded >= kPrime ? folded - kPrime : folded;
}

std::uint64_t random_key() {
  std::random_device device;
  const std::uint64_t high = device();
  const std::uint64_t low = device();
  return 2 + (high << 32 | low) % (kPrime - 2);
}

/// Gives every place of the text its place in the file.
void relocate(JsonValue& value, const std::vector<std::uint32_t>& origin) {
  value.where.offset = origin[value.where.offset];
  for (JsonValue& item : value.items) {
    relocate(item, origin);
  }
  for (JsonMember& member : value.members) {
    member.where.offset = origin[member.where.offset];
    relocate(member.value, origin);
  }
}

}  // namespace

DocumentPool::DocumentPool(Cow<Table<PolicyDocument>>& documents, Diagnostics& diagnostics)
    : documents_(documents), diagnostics_(diagnostics), keys_{random_key(), random_key()} {}

/// The text as a polynomial over a prime field, at two random points. Two texts of n bytes agree at
/// both with probability (n / 2^64)^2, whoever wrote them, so equal identities mean equal texts and
/// the texts need not be kept.
DocumentPool::TextIdentity DocumentPool::identity_of(std::string_view text, PolicyKind kind) const {
  constexpr std::size_t kChunk = 7;  // Below the prime.
  constexpr std::uint64_t kMask = (std::uint64_t{1} << 56) - 1;
  const std::uint64_t first = text.size() << 3 | static_cast<std::uint64_t>(kind);
  TextIdentity identity{first, first};
  const auto add = [&](std::uint64_t chunk) {
    identity[0] = multiply_add(identity[0], keys_[0], chunk);
    identity[1] = multiply_add(identity[1], keys_[1], chunk);
  };
  std::size_t i = 0;
  for (; i + sizeof(std::uint64_t) <= text.size(); i += kChunk) {
    std::uint64_t chunk = 0;
    std::memcpy(&chunk, text.data() + i, sizeof(chunk));
    add(chunk & kMask);
  }
  std::uint64_t rest = 0;
  std::memcpy(&rest, text.data() + i, text.size() - i);
  add(rest & kMask);
  return identity;
}

Index<PolicyDocument> DocumentPool::intern(const JsonSlice& text, PolicyKind kind) {
  const auto [entry, added] =
      known_.try_emplace(identity_of(text.text, kind), Index<PolicyDocument>());
  if (added) {
    Result<PolicyDocument> document = read(text, kind);
    if (!document) {
      std::ranges::move(document.error(), std::back_inserter(diagnostics_));
      document = PolicyDocument{.where = text.at(0)};
    }
    entry->second = documents_.edit().append(std::move(*document));
  }
  return entry->second;
}

Result<PolicyDocument> DocumentPool::read(const JsonSlice& text, PolicyKind kind) {
  if (text.text.starts_with('"')) {
    return read_string(text, kind);
  }
  const Result<JsonValue> json = json_.parse(text);
  Result<PolicyDocument> document = json ? read_policy(*json, kind) : std::unexpected(json.error());
  // The layout of the text is not AWS's own, which matters only where space counts.
  if (document && unit_of(kind) == SizeUnit::CharactersWithoutSpace) {
    document->size = policy_size(text.text, SizeUnit::CharactersWithoutSpace);
  }
  return document;
}

Result<PolicyDocument> DocumentPool::read_string(const JsonSlice& text, PolicyKind kind) {
  std::optional<PlainPolicy> plain = undress(text);
  if (!plain) {
    return std::unexpected(
        Diagnostics{{.code = "E2004",
                     .message = "a policy text that is neither JSON nor URL-encoded JSON",
                     .hint = "give the document as AWS prints it",
                     .where = text.at(0)}});
  }
  // Where the text ends a message may point behind its last byte.
  plain->origin.push_back(text.at(text.text.size()).offset);
  Result<JsonValue> json = json_.parse({.text = plain->text, .file = text.file, .begin = 0});
  if (!json) {
    for (Diagnostic& diagnostic : json.error()) {
      diagnostic.where.offset = plain->origin[diagnostic.where.offset];
    }
    return std::unexpected(json.error());
  }
  relocate(*json, plain->origin);
  Result<PolicyDocument> document = read_policy(*json, kind);
  if (document) {
    document->size = policy_size(plain->text, unit_of(kind));
  }
  return document;
}

}  // namespace orgsim::io
