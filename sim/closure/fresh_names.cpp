#include "sim/closure/fresh_names.h"

#include <algorithm>
#include <array>
#include <optional>

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

/// A name that fits a pattern, and where the pattern wants it.
struct FittingName {
  std::string name;
  std::string_view region;  // Empty: anywhere.
};

/// Nothing: no name of the format fits the pattern.
std::optional<FittingName> fitting_name(const ArnParts& wanted, const ArnParts& format) {
  if (!matches_wildcard(wanted.partition, format.partition) ||
      !matches_wildcard(wanted.account, format.account)) {
    return std::nullopt;
  }
  for (std::string& name : names_for(wanted.resource)) {
    if (matches_wildcard(format.resource, name)) {
      const bool anywhere = format.region.empty() || is_open(wanted.region);
      return FittingName{.name = std::move(name),
                         .region = anywhere ? std::string_view() : wanted.region};
    }
  }
  return std::nullopt;
}

/// Names without a Region are the same in each.
std::span<const std::string> regions_of(const FreshNameQuestion& question, bool regional) {
  const std::size_t n = question.regions.size();
  return question.regions.first(regional ? n : std::min<std::size_t>(n, 1));
}

/// Names that fit patterns, in every Region.
void add_fitting(const FreshNameQuestion& question, const ArnParts& format,
                 std::vector<std::string>& result) {
  std::vector<FittingName> names;
  for (const ArnParts& wanted : question.patterns->of_service(format.service)) {
    if (auto name = fitting_name(wanted, format)) {
      names.push_back(*std::move(name));
    }
  }
  for (const std::string& region : regions_of(question, !format.region.empty())) {
    for (const FittingName& name : names) {
      std::string arn = "arn:";
      arn.append(format.partition).append(":").append(format.service).append(":");
      if (!format.region.empty()) {
        arn.append(name.region.empty() ? std::string_view(region) : name.region);
      }
      arn.append(":").append(format.account).append(":").append(name.name);
      result.push_back(std::move(arn));
    }
  }
}

}  // namespace

void OpenPatterns::add(std::string_view pattern) {
  const auto arn = parse_arn(pattern);
  if (arn && arn->resource != "*" && !pattern.contains("${")) {
    by_service_[to_lower(arn->service)].push_back({.position = n_patterns_, .pattern = *arn});
    ++n_patterns_;
  }
}

std::vector<ArnParts> OpenPatterns::of_service(std::string_view service) const {
  std::vector<Open> found;
  for (const auto& [each, patterns] : by_service_) {
    if (each == service || (is_open(each) && matches_wildcard(each, service))) {
      found.insert(found.end(), patterns.begin(), patterns.end());
    }
  }
  std::ranges::sort(found, {}, &Open::position);
  std::vector<ArnParts> result;
  std::ranges::transform(found, std::back_inserter(result), &Open::pattern);
  return result;
}

std::vector<std::string> fresh_names(const FreshNameQuestion& question) {
  std::vector<std::string> result;
  const std::string in_any_region = replaced(std::string(question.format), "{a}", question.account);
  const std::string named = replaced(in_any_region, "*", kName);
  for (const std::string& region : regions_of(question, named.contains("{r}"))) {
    result.push_back(replaced(named, "{r}", region));
  }
  const auto format = parse_arn(in_any_region);
  if (format && question.patterns != nullptr) {
    add_fitting(question, *format, result);
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
