#include "sim/organization/stated_keys.h"

#include <algorithm>
#include <array>

#include "model/text.h"
#include "sim/decide/instant.h"

namespace orgsim::sim {
namespace {

/// Only in requests through an endpoint.
constexpr auto kEndpointKeys = std::to_array<std::string_view>(
    {"aws:sourcevpc", "aws:sourcevpcarn", "aws:sourcevpce", "aws:vpceaccount", "aws:vpceorgid",
     "aws:vpceorgpaths", "aws:vpcsourceip"});

const StatedKey* find_stated(std::span<const StatedKey> stated, std::string_view key) {
  const auto found = std::ranges::find_if(
      stated, [&](const StatedKey& each) { return equals_ignoring_case(each.key, key); });
  return found == stated.end() ? nullptr : &*found;
}

const Present* find(std::span<const StatedKey> stated, std::string_view key) {
  const StatedKey* found = find_stated(stated, key);
  const Present* present = found == nullptr ? nullptr : std::get_if<Present>(&found->value);
  return present == nullptr || present->values.empty() ? nullptr : present;
}

bool is_endpoint_key(std::string_view key) {
  return std::ranges::find(kEndpointKeys, key) != kEndpointKeys.end();
}

std::optional<KeyValue> absent_if(bool condition) {
  return condition ? std::optional<KeyValue>(Absent{}) : std::nullopt;
}

KeyValue one(std::string value) { return Present{.values = {std::move(value)}}; }

std::optional<KeyValue> of_network(std::span<const StatedKey> stated, std::string_view key) {
  if (key == "aws:sourceip") {
    return absent_if(std::ranges::any_of(
        kEndpointKeys, [&](std::string_view other) { return find(stated, other) != nullptr; }));
  }
  return absent_if(find(stated, "aws:sourceip") != nullptr);
}

/// The chain of services through which a principal's call came, and that it came so at all.
std::optional<KeyValue> of_call_chain(std::span<const StatedKey> stated, std::string_view key) {
  const Present* chain = find(stated, "aws:CalledVia");
  const Present* via = find(stated, "aws:ViaAWSService");
  if (key == "aws:viaawsservice") {
    const bool called = chain != nullptr || find(stated, "aws:CalledViaFirst") != nullptr ||
                        find(stated, "aws:CalledViaLast") != nullptr;
    return called ? std::optional(one("true")) : std::nullopt;
  }
  if (chain != nullptr && key != "aws:calledvia") {
    return one(key == "aws:calledviafirst" ? chain->values.front() : chain->values.back());
  }
  const bool through = via != nullptr && equals_ignoring_case(via->values.front(), "true");
  return through ? std::optional<KeyValue>(NotKnown{}) : std::nullopt;
}

/// The same instant as the other key of the clock.
std::optional<KeyValue> of_clock(std::span<const StatedKey> stated, std::string_view key) {
  const Present* other =
      find(stated, key == "aws:currenttime" ? "aws:EpochTime" : "aws:CurrentTime");
  const auto instant =
      other == nullptr ? std::nullopt : parse_instant(std::string_view(other->values.front()));
  if (!instant) {
    return std::nullopt;
  }
  return one(key == "aws:currenttime" ? to_text(*instant) : std::to_string(instant->seconds));
}

struct OrganizationKeys {
  std::string_view id;
  std::string_view paths;
};

constexpr auto kOrganizationKeys =
    std::to_array<OrganizationKeys>({{"aws:principalorgid", "aws:principalorgpaths"},
                                     {"aws:resourceorgid", "aws:resourceorgpaths"},
                                     {"aws:sourceorgid", "aws:sourceorgpaths"},
                                     {"aws:vpceorgid", "aws:vpceorgpaths"}});

/// An organization has its paths, which begin with its id: one is there if the other is.
std::optional<KeyValue> of_organization(std::span<const StatedKey> stated, std::string_view key) {
  for (const OrganizationKeys& keys : kOrganizationKeys) {
    if (key != keys.id && key != keys.paths) {
      continue;
    }
    const StatedKey* other = find_stated(stated, key == keys.id ? keys.paths : keys.id);
    if (other == nullptr) {
      return std::nullopt;
    }
    const Present* present = std::get_if<Present>(&other->value);
    if (present == nullptr) {
      return other->value;
    }
    const std::string& path = present->values.front();
    return key == keys.id ? one(path.substr(0, path.find('/'))) : KeyValue(NotKnown{});
  }
  return std::nullopt;
}

/// The tags of a request are those whose keys it lists.
std::optional<KeyValue> of_request_tag(std::span<const StatedKey> stated, std::string_view key) {
  const Present* keys = find(stated, "aws:TagKeys");
  const std::string_view name = key.substr(key.find('/') + 1);
  return absent_if(keys != nullptr && std::ranges::none_of(keys->values, [&](const auto& listed) {
                     return equals_ignoring_case(listed, name);
                   }));
}

}  // namespace

std::optional<KeyValue> implied_by(std::span<const StatedKey> stated, std::string_view key) {
  if (stated.empty()) {
    return std::nullopt;
  }
  if (key == "aws:sourceip" || is_endpoint_key(key)) {
    return of_network(stated, key);
  }
  if (key == "aws:viaawsservice" || key.starts_with("aws:calledvia")) {
    return key == "aws:calledviaawsmcp" ? std::nullopt : of_call_chain(stated, key);
  }
  if (key == "aws:currenttime" || key == "aws:epochtime") {
    return of_clock(stated, key);
  }
  return key.starts_with("aws:requesttag/") ? of_request_tag(stated, key)
                                            : of_organization(stated, key);
}

}  // namespace orgsim::sim
