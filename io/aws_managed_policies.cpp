#include "io/aws_managed_policies.h"

#include <algorithm>
#include <cassert>
#include <vector>

#include "model/text.h"

namespace orgsim::io {
namespace {

constexpr std::string_view kArnStart = "arn:aws:iam::aws:policy/";

struct ManagedPolicyTable {
  std::string_view date;
  std::string_view source;
  std::vector<AwsManagedPolicy> policies;  // Sorted by name, as the file is.
};

ManagedPolicyTable parse(std::string_view text) {
  ManagedPolicyTable table;
  for (const std::string_view line : split(text, '\n')) {
    const std::size_t first = line.find(' ');
    if (first == std::string_view::npos) {
      continue;  // Behind the last line.
    }
    const std::string_view name = line.substr(0, first);
    const std::string_view rest = line.substr(first + 1);
    if (name == "date") {
      table.date = rest;
    } else if (name == "source") {
      table.source = rest;
    } else {
      const std::size_t second = std::min(rest.find(' '), rest.size() - 1);
      table.policies.push_back(
          {.name = name, .version = rest.substr(0, second), .document = rest.substr(second + 1)});
    }
  }
  assert(std::ranges::is_sorted(table.policies, {}, &AwsManagedPolicy::name));
  return table;
}

const ManagedPolicyTable& table() {
  static const ManagedPolicyTable kTable = parse(aws_managed_policy_texts().front());
  return kTable;
}

}  // namespace

std::optional<AwsManagedPolicy> aws_managed_policy(std::string_view arn) {
  if (!arn.starts_with(kArnStart)) {
    return std::nullopt;
  }
  const std::string_view name = arn.substr(kArnStart.size());
  const auto& policies = table().policies;
  const auto found = std::ranges::lower_bound(policies, name, {}, &AwsManagedPolicy::name);
  return found != policies.end() && found->name == name ? std::optional(*found) : std::nullopt;
}

std::span<const AwsManagedPolicy> aws_managed_policies() { return table().policies; }

std::string_view aws_managed_policies_date() { return table().date; }

std::string_view aws_managed_policies_source() { return table().source; }

}  // namespace orgsim::io
