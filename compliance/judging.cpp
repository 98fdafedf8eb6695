#include "compliance/judging.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "model/given.h"
#include "model/text.h"

namespace orgsim::compliance {

Finding finding(std::string_view subject, Reason reason, SourceLocation where,
                std::vector<Fact> facts) {
  return {
      .subject = std::string(subject), .reason = reason, .facts = std::move(facts), .where = where};
}

bool matches_any(const std::vector<std::string>& patterns, std::string_view text) {
  return std::ranges::any_of(
      patterns, [&](const std::string& pattern) { return matches_wildcard(pattern, text); });
}

std::string joined(const std::vector<std::string>& items, std::size_t most) {
  std::string result;
  for (std::size_t i = 0; i < std::min(items.size(), most); ++i) {
    result += (i == 0 ? "" : ", ") + items[i];
  }
  return items.size() > most ? result + " and " + std::to_string(items.size() - most) + " more"
                             : result;
}

Approval approval(const std::optional<std::vector<std::string>>& declared, std::string_view name) {
  if (!declared) {
    return Approval::Undeclared;
  }
  return matches_any(*declared, name) ? Approval::Approved : Approval::NotApproved;
}

void judge_approval(Judgement& judgement, Approval approval, std::string_view member,
                    Finding found) {
  switch (approval) {
    case Approval::Approved:
      return;
    case Approval::NotApproved:
      judgement.failures.push_back(std::move(found));
      return;
    case Approval::Undeclared:
      judgement.undeclared.emplace(member);
      judgement.undecided.push_back(std::move(found));
      return;
  }
}

bool is_restricted(std::string_view data_class) {
  return data_class == "chd" || data_class == "sad" || data_class == "ephi" ||
         data_class == "confidential";
}

bool holds_restricted(const std::vector<std::string>& data_classes) {
  return std::ranges::any_of(data_classes, is_restricted);
}

bool is_data_store(const Resource& resource) {
  constexpr auto kOthers = std::to_array<std::string_view>(
      {"backup-vault", "ecr-repository", "kms-key", "lambda-function", "sns-topic"});
  return resource.presence == Presence::Present &&
         !std::ranges::binary_search(kOthers, resource.type);
}

bool may_hold_data(const Resource& resource) {
  return is_data_store(resource) || (resource.presence == Presence::Present &&
                                     resource.data_classes && resource.type != "kms-key");
}

bool holds_account_data(const std::vector<std::string>& data_classes) {
  return contains(data_classes, "chd") || contains(data_classes, "sad");
}

bool is_provider_key(std::string_view key) {
  return key == "AES256" || key.starts_with("aws/") || key.find("alias/aws/") != key.npos;
}

bool is_declared_cde(const Account& account) { return account.pci_declared == "cde"; }

bool is_production_profile(std::string_view profile) {
  return profile == "prod" || profile == "pci" || profile == "ephi" || profile == "infrastructure";
}

bool is_workload_or_sandbox(std::string_view profile) {
  return profile == "prod" || profile == "nonprod" || profile == "pci" || profile == "ephi" ||
         profile == "sandbox";
}

namespace {

struct SectionState {
  std::string_view name;
  bool there;
};

SectionState state_of(const OrganizationTables& tables, Section section) {
  switch (section) {
    case Section::Delivery:
      return {"cicd", tables.delivery.has_value()};
    case Section::Dns:
      return {"dns", tables.dns.has_value()};
    case Section::Logging:
      return {"logging", tables.logging.has_value()};
    case Section::Network:
      return {"network", tables.network.has_value()};
  }
  return {"", true};
}

}  // namespace

namespace {

void demand_store(const Premises& premises, const std::string& store, const Pipeline& pipeline,
                  Judgement& judgement) {
  if (!store.empty() && find_resource(premises, store) == nullptr) {
    judgement.undecided.push_back(
        finding(store, Reason::NotCollected, pipeline.where,
                {{"what", "who may write what pipeline " + pipeline.name + " delivers"}}));
  }
}

}  // namespace

void demand_delivery_stores(const Premises& premises, Judgement& judgement) {
  if (!premises.tables().delivery) {
    return;
  }
  for (const Pipeline& pipeline : given(premises.tables().delivery).pipelines) {
    demand_store(premises, pipeline.artifact_bucket, pipeline, judgement);
    demand_store(premises, pipeline.image_repository, pipeline, judgement);
  }
}

void demand_sections(const Premises& premises, std::initializer_list<Section> sections,
                     Judgement& judgement) {
  for (const Section section : sections) {
    const SectionState state = state_of(premises.tables(), section);
    if (!state.there) {
      judgement.undecided.push_back(
          finding(state.name, Reason::NotCollected, {},
                  {{"what", "section `" + std::string(state.name) + "`"}}));
    }
    if (section == Section::Delivery) {
      demand_delivery_stores(premises, judgement);
    }
  }
}

void demand_said(const std::vector<std::string>& unsaid,
                 std::initializer_list<std::string_view> needed, std::string_view subject,
                 SourceLocation where, Judgement& judgement) {
  for (const std::string_view member : needed) {
    if (contains(unsaid, member)) {
      judgement.undecided.push_back(finding(subject, Reason::NotCollected, where,
                                            {{"what", "`" + std::string(member) + "`"}}));
    }
  }
}

const Resource* find_resource(const Premises& premises, std::string_view arn) {
  const auto found = premises.authorizer().resources().find(arn);
  if (!found) {
    return nullptr;
  }
  const Resource& resource = (*premises.tables().resources)[*found];
  return resource.presence == Presence::Present && resource.arn == arn ? &resource : nullptr;
}

Date months_before(Date date, int months) {
  const std::chrono::year_month_day day(date);
  const auto month = std::chrono::year_month(day.year(), day.month()) - std::chrono::months(months);
  const auto last = std::chrono::year_month_day(month / std::chrono::last);
  return std::chrono::year_month_day(month / std::min(day.day(), last.day()));
}

}  // namespace orgsim::compliance
