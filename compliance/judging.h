#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compliance/finding.h"
#include "compliance/premises.h"
#include "model/given.h"

namespace orgsim::compliance {

Finding finding(std::string_view subject, Reason reason, SourceLocation where = {},
                std::vector<Fact> facts = {});

/// Whether one of the patterns, with `*` and `?`, matches the whole of `text`.
bool matches_any(const std::vector<std::string>& patterns, std::string_view text);

template <class Range>
bool contains(const Range& range, std::string_view value) {
  for (const auto& item : range) {
    if (item == value) {
      return true;
    }
  }
  return false;
}

/// The items joined with `, `; of more than `most` the first ones and how many more there are.
std::string joined(const std::vector<std::string>& items, std::size_t most = 4);

/// An undeclared list approves nobody and refuses nobody.
enum class Approval { Approved, NotApproved, Undeclared };

/// Whether a list of patterns that somebody declared holds the name.
Approval approval(const std::optional<std::vector<std::string>>& declared, std::string_view name);

/// Records that somebody can do what only declared ones may: nothing when declared, a failure when
/// not, undecided when there is no list at all.
void judge_approval(Judgement& judgement, Approval approval, std::string_view member,
                    Finding found);

/// Classes of data that need isolation: cardholder data, health data, confidential data.
bool is_restricted(std::string_view data_class);
bool holds_restricted(const std::vector<std::string>& data_classes);

/// A resource that holds data: neither a key nor an image repository nor a vault of backups.
bool is_data_store(const Resource& resource);

/// A store of data, or whatever else somebody classified: a vault of backups, a repository of
/// images. A key holds nothing.
bool may_hold_data(const Resource& resource);

/// Cardholder or sensitive authentication data. Source: PCI DSS v4.0.1, "Account data elements".
bool holds_account_data(const std::vector<std::string>& data_classes);

/// Whether the key is one that AWS manages for a service, by alias or as the name of a mode of
/// encryption. Source: AWS KMS Developer Guide, "AWS managed keys".
bool is_provider_key(std::string_view key);

/// Whether the client declares the account to be of the cardholder data environment.
bool is_declared_cde(const Account& account);

/// Profiles that production depends on: changes there change production.
bool is_production_profile(std::string_view profile);

/// Profiles of accounts that run workloads or experiments, and connect through the network account.
bool is_workload_or_sandbox(std::string_view profile);

/// Sections of the input that may be absent as a whole: then nobody looked, whatever the record of
/// the evidence says.
enum class Section { Delivery, Dns, Logging, Network };

/// Records as undecided the artifact stores and image repositories of pipelines that the snapshot
/// does not hold: their policies are not known.
void demand_delivery_stores(const Premises& premises, Judgement& judgement);

/// Records those that are absent as undecided; of the delivery also the stores that are.
void demand_sections(const Premises& premises, std::initializer_list<Section> sections,
                     Judgement& judgement);

/// The section; null where the input lacks it, which is then recorded as undecided.
template <class Part>
const Part* demand_section(const std::optional<Cow<Part>>& section, std::string_view name,
                           std::string_view what, Judgement& judgement) {
  if (section) {
    return &given(section);
  }
  judgement.undecided.push_back(
      finding(name, Reason::NotCollected, {}, {{"what", std::string(what)}}));
  return nullptr;
}

/// Records as undecided which of the needed members the source leaves out of `subject`.
void demand_said(const std::vector<std::string>& unsaid,
                 std::initializer_list<std::string_view> needed, std::string_view subject,
                 SourceLocation where, Judgement& judgement);

/// The record of a resource by ARN; nothing when the snapshot has none that is still there.
const Resource* find_resource(const Premises& premises, std::string_view arn);

/// Whole months back in the calendar; a day that the month lacks becomes its last one.
Date months_before(Date date, int months);

}  // namespace orgsim::compliance
