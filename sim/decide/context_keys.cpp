#include "sim/decide/context_keys.h"

#include <algorithm>
#include <array>

namespace orgsim::sim {
namespace {

using enum KeyControl;

constexpr auto kGlobalKeys = std::to_array<GlobalKey>({
    {"aws:assumedroot", Credential},
    {"aws:calledvia", Service, true},
    {"aws:calledviaawsmcp", Service},
    {"aws:calledviafirst", Service},
    {"aws:calledvialast", Service},
    {"aws:chatbotsourcearn", Credential},
    {"aws:currenttime", Environment},
    {"aws:ec2instancesourceprivateipv4", Credential},
    {"aws:ec2instancesourcevpc", Credential},
    {"aws:epochtime", Environment},
    {"aws:federatedprovider", Credential},
    {"aws:ismcpserviceaction", Model},
    {"aws:multifactorauthage", Credential},
    {"aws:multifactorauthpresent", Credential},
    {"aws:principalaccount", Model},
    {"aws:principalarn", Model},
    {"aws:principalisawsservice", Model},
    {"aws:principalorgid", Model},
    {"aws:principalorgpaths", Model, true},
    {"aws:principalservicename", Service},
    {"aws:principalservicenameslist", Service, true},
    {"aws:principaltag/", Model},
    {"aws:principaltype", Model},
    {"aws:referer", Caller},
    {"aws:requestedregion", Caller},
    {"aws:requesttag/", Caller},
    {"aws:resourceaccount", Model},
    {"aws:resourceorgid", Model},
    {"aws:resourceorgpaths", Model, true},
    {"aws:resourcetag/", Model},
    {"aws:securetransport", Caller},
    {"aws:signinsessionarn", Credential},
    {"aws:sourceaccount", Service},
    {"aws:sourcearn", Service},
    {"aws:sourceidentity", Caller},
    {"aws:sourceip", Network},
    {"aws:sourceorgid", Service},
    {"aws:sourceorgpaths", Service, true},
    {"aws:sourceowner", Service},
    {"aws:sourcevpc", Network},
    {"aws:sourcevpcarn", Network},
    {"aws:sourcevpce", Network},
    {"aws:tagkeys", Caller, true},
    {"aws:tokenissuetime", Credential},
    {"aws:useragent", Caller},
    {"aws:userid", Model},
    {"aws:username", Model},
    {"aws:viaawsmcpservice", Service},
    {"aws:viaawsservice", Service},
    {"aws:vpceaccount", Network},
    {"aws:vpceorgid", Network},
    {"aws:vpceorgpaths", Network, true},
    {"aws:vpcsourceip", Network},
});
static_assert(std::ranges::is_sorted(kGlobalKeys, {}, &GlobalKey::name));

/// Of services, in the credentials that they hand out.
constexpr auto kCredentialKeys = std::to_array<std::string_view>(
    {"codebuild:buildarn", "codebuild:projectarn", "ec2:roledelivery", "ec2:sourceinstancearn",
     "glue:credentialissuingservice", "glue:roleassumedby", "lambda:sourcefunctionarn",
     "ssm:sourceinstancearn"});
static_assert(std::ranges::is_sorted(kCredentialKeys));

}  // namespace

std::optional<GlobalKey> find_global_key(std::string_view name) {
  const std::size_t slash = name.find('/');
  const std::string_view stem = slash == std::string_view::npos ? name : name.substr(0, slash + 1);
  const auto found = std::ranges::lower_bound(kGlobalKeys, stem, {}, &GlobalKey::name);
  return found != kGlobalKeys.end() && found->name == stem ? std::optional(*found) : std::nullopt;
}

std::optional<KeyControl> key_control(std::string_view name) {
  if (const auto global = find_global_key(name)) {
    return global->control;
  }
  if (std::ranges::binary_search(kCredentialKeys, name)) {
    return Credential;
  }
  if (name == "identitystore:userid") {
    return Model;
  }
  return name.starts_with("sts:") ? std::optional(Caller) : std::nullopt;
}

}  // namespace orgsim::sim
