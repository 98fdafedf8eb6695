#include "sim/catalogue/arn_formats.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include "model/arn.h"
#include "model/text.h"

namespace orgsim::sim {
namespace {

constexpr std::size_t kHeadFields = 3;  // Service, Region and account.

std::string glob_of(std::string_view text) {
  std::string glob;
  for (const char c : text) {
    glob += c == '*' ? "?*" : std::string(1, c);
  }
  return glob;
}

std::size_t literal_size(std::string_view text) {
  return text.size() - static_cast<std::size_t>(std::ranges::count(text, '*'));
}

bool field_fits(std::string_view format, std::string_view field) {
  return format == "*" || format == field;
}

}  // namespace

ArnFormats::ArnFormats(const ActionTables& tables) {
  for (std::size_t i = 0; i < tables.types.size(); ++i) {
    const TypeRow& type = tables.types[i];
    for (const std::string_view format : split(type.formats, ',')) {
      add(format, static_cast<ResourceTypeId>(i), tables.services[type.service].prefix);
    }
  }
  std::ranges::sort(by_service_, {}, [](const Format& format) {
    return std::tuple(std::string_view(format.service), -static_cast<int>(format.literal),
                      !format.own_service, format.type);
  });
  by_type_.resize(by_service_.size());
  std::iota(by_type_.begin(), by_type_.end(), std::size_t{0});
  std::ranges::sort(by_type_, {},
                    [&](std::size_t at) { return std::pair(by_service_[at].type, at); });
}

void ArnFormats::add(std::string_view text, ResourceTypeId type, std::string_view service) {
  const auto fields = split(text, ':');
  if (fields.size() <= kHeadFields) {
    return;
  }
  std::size_t head = kHeadFields;  // The colons between the fields before the resource.
  for (std::size_t i = 0; i < kHeadFields; ++i) {
    head += fields[i].size();
  }
  by_service_.push_back({.service = std::string(fields[0]),
                         .region = std::string(fields[1]),
                         .account = std::string(fields[2]),
                         .resource = glob_of(text.substr(head)),
                         .type = type,
                         .literal = literal_size(text.substr(fields[0].size())),
                         .own_service = fields[0] == service});
}

bool ArnFormats::fits(const Format& format, std::string_view arn) {
  const auto parts = parse_arn(arn);
  return parts && field_fits(format.service, parts->service) &&
         field_fits(format.region, parts->region) && field_fits(format.account, parts->account) &&
         matches_wildcard(format.resource, parts->resource);
}

std::vector<ResourceTypeId> ArnFormats::best(std::string_view arn) const {
  std::vector<ResourceTypeId> types;
  const auto parts = parse_arn(arn);
  if (!parts) {
    return types;
  }
  const Format* first = nullptr;
  for (const Format& format :
       std::ranges::equal_range(by_service_, parts->service, {},
                                [](const Format& f) -> std::string_view { return f.service; })) {
    if (first != nullptr &&
        (format.literal != first->literal || format.own_service != first->own_service)) {
      break;
    }
    if (fits(format, arn) && (types.empty() || types.back() != format.type)) {
      first = first == nullptr ? &format : first;
      types.push_back(format.type);
    }
  }
  return types;
}

std::optional<std::size_t> ArnFormats::fit(ResourceTypeId type, std::string_view arn) const {
  std::optional<std::size_t> best;
  for (const std::size_t at : std::ranges::equal_range(
           by_type_, type, {}, [&](std::size_t position) { return by_service_[position].type; })) {
    if (fits(by_service_[at], arn)) {
      best = std::max(best.value_or(0), by_service_[at].literal);
    }
  }
  return best;
}

bool ArnFormats::has_region(ResourceTypeId type) const {
  return std::ranges::any_of(
      std::ranges::equal_range(by_type_, type, {},
                               [&](std::size_t position) { return by_service_[position].type; }),
      [&](std::size_t at) { return by_service_[at].region == "*"; });
}

}  // namespace orgsim::sim
