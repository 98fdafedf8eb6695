#include "sim/closure/fresh_names.h"

#include <algorithm>
#include <array>

#include "model/arn.h"
#include "model/text.h"

namespace orgsim::sim {
namespace {

constexpr std::string_view kName = "orgsim";

std::string replaced(std::string text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
  return text;
}

std::string in_place(std::string_view format, std::string_view region, std::string_view account) {
  return replaced(replaced(std::string(format), "{r}", region), "{a}", account);
}

bool is_open(std::string_view text) { return text.find_first_of("*?") != std::string_view::npos; }

/// The pattern's resource with names in place of its wildcards, for a format that wants more fields
/// behind its last star, with these.
std::vector<std::string> names_for(std::string_view resource) {
  std::vector<std::string> result;
  for (const std::string_view tail : {"", "/orgsim", ":1"}) {
    std::string text(resource);
    if (!tail.empty()) {
      if (!text.ends_with('*')) {
        continue;
      }
      text += tail;
    }
    result.push_back(replaced(replaced(text, "*", kName), "?", "x"));
  }
  return result;
}

void add_fitting(const ArnParts& wanted, const ArnParts& format, std::vector<std::string>& result) {
  if (!matches_wildcard(wanted.partition, format.partition) ||
      !matches_wildcard(wanted.account, format.account)) {
    return;
  }
  const bool open_region = format.region.empty() || is_open(wanted.region) || wanted.region.empty();
  const std::string region(open_region ? format.region : wanted.region);
  for (const std::string& name : names_for(wanted.resource)) {
    if (matches_wildcard(format.resource, name)) {
      std::string arn = "arn:";
      arn.append(format.partition).append(":").append(format.service).append(":");
      arn.append(region).append(":").append(format.account).append(":").append(name);
      result.push_back(std::move(arn));
      return;
    }
  }
}

}  // namespace

void OpenPatterns::add(std::string_view pattern) {
  const auto arn = parse_arn(pattern);
  if (arn && arn->resource != "*" && !pattern.contains("${")) {
    patterns_.push_back({.text = std::string(pattern), .service = to_lower(arn->service)});
  }
}

std::vector<ArnParts> OpenPatterns::of_service(std::string_view service) const {
  std::vector<ArnParts> result;
  for (const Open& open : patterns_) {
    if (open.service == service ||
        (is_open(open.service) && matches_wildcard(open.service, service))) {
      result.push_back(parse_arn(open.text).value());
    }
  }
  return result;
}

std::vector<std::string> fresh_names(const FreshNameQuestion& question) {
  std::vector<std::string> result;
  for (const std::string& region : question.regions) {
    const std::string arn = in_place(question.format, region, question.account);
    result.push_back(replaced(arn, "*", kName));
  }
  const auto stated = parse_arn(question.format);
  std::vector<ArnParts> fitting_service;
  if (stated && question.patterns != nullptr) {
    fitting_service = question.patterns->of_service(stated->service);
  }
  for (const std::string& region : question.regions) {
    if (fitting_service.empty()) {
      break;
    }
    const std::string arn = in_place(question.format, region, question.account);
    const auto format = parse_arn(arn);
    for (std::size_t i = 0; format && i < fitting_service.size(); ++i) {
      add_fitting(fitting_service[i], *format, result);
    }
  }
  std::vector<std::string> distinct;
  for (std::string& arn : result) {
    if (std::ranges::find(distinct, arn) == distinct.end()) {
      distinct.push_back(std::move(arn));
    }
  }
  return distinct;
}

}  // namespace orgsim::sim
