#pragma once

#include <set>
#include <string_view>
#include <vector>

#include "compliance/access.h"
#include "compliance/finding.h"
#include "compliance/premises.h"

namespace orgsim::compliance {

// One function a check; the table of the catalogue says which is which. Those of an area share a
// file.

Judgement all_features_enabled(const Premises& premises);
Judgement management_account_is_empty(const Premises& premises);
Judgement no_account_under_root(const Premises& premises);
Judgement ous_group_by_risk(const Premises& premises);
Judgement delegations_at_home(const Premises& premises);
Judgement organization_policy_is_declared(const Premises& premises);
Judgement attachments_coherent(const Premises& premises);
Judgement suspended_accounts_are_inert(const Premises& premises);

Judgement root_emails_monitored(const Premises& premises);
Judgement contacts_are_set(const Premises& premises);
Judgement accounts_are_vended(const Premises& premises);
Judgement sandboxes_are_limited(const Premises& premises);
Judgement accounts_have_owners(const Premises& premises);
Judgement root_users_have_no_credentials(const Premises& premises);

Judgement only_approved_regions(const Premises& premises);
Judgement root_users_can_do_nothing(const Premises& premises);
Judgement baseline_roles_are_protected(const Premises& premises);
Judgement exemptions_cannot_be_obtained(const Premises& premises);
Judgement protecting_keys_are_kept(const Premises& premises);
Judgement guardrails_leave_life(const Premises& premises);

Judgement outsiders_are_kept_out(const Premises& premises);
Judgement services_are_no_deputies(const Premises& premises);
Judgement third_parties_are_bounded(const Premises& premises);
Judgement nobody_invites_everyone(const Premises& premises);
Judgement zone_has_own_perimeter(const Premises& premises);

Judgement organization_trail_records(const Premises& premises);
Judgement logs_go_to_archive(const Premises& premises);
Judgement logs_are_protected(const Premises& premises);
Judgement logs_are_immutable(const Premises& premises);
Judgement logs_are_kept(const Premises& premises);
Judgement log_readers_are_declared(const Premises& premises);
Judgement configuration_is_recorded(const Premises& premises);
Judgement flows_and_queries_are_logged(const Premises& premises);
Judgement restricted_access_is_logged(const Premises& premises);

Judgement threats_are_detected(const Premises& premises);
Judgement posture_is_central(const Premises& premises);
Judgement foundations_raise_alerts(const Premises& premises);

Judgement users_are_registered(const Premises& premises);
Judgement no_active_access_keys(const Premises& premises);
Judgement trust_names_roles(const Premises& premises);
Judgement administrators_are_approved(const Premises& premises);
Judgement nobody_escalates(const Premises& premises);
Judgement privileged_sessions_are_short(const Premises& premises);
Judgement federation_is_pinned(const Premises& premises);
Judgement unused_roles_are_removed(const Premises& premises);

Judgement people_use_mfa(const Premises& premises);
Judgement identity_administrators_are_declared(const Premises& premises);
Judgement duties_are_separated(const Premises& premises);
Judgement access_is_reviewed(const Premises& premises);

Judgement names_resolve_inside(const Premises& premises);
Judgement name_writers_are_declared(const Premises& premises);
Judgement private_names_stay_private(const Premises& premises);
Judgement domains_are_locked(const Premises& premises);

Judgement no_route_between_environments(const Premises& premises);
Judgement cde_ingress_is_declared(const Premises& premises);
Judgement cde_egress_is_limited(const Premises& premises);
Judgement restricted_data_is_off_the_internet(const Premises& premises);
Judgement transit_hub_joins_nobody(const Premises& premises);

Judgement restricted_data_has_own_key(const Premises& premises);
Judgement backups_survive(const Premises& premises);

Judgement deploy_roles_have_own_pipeline(const Premises& premises);
Judgement artifacts_are_written_by_builds(const Premises& premises);
Judgement changes_need_two_people(const Premises& premises);

Judgement cde_is_isolated(const Premises& premises);
Judgement nonproduction_cannot_affect_production(const Premises& premises);
Judgement sandboxes_reach_nothing(const Premises& premises);
Judgement archive_cannot_be_altered(const Premises& premises);
Judgement workloads_stay_below(const Premises& premises);
Judgement restricted_data_stays_in_zone(const Premises& premises);
Judgement third_parties_stay_bounded(const Premises& premises);
Judgement blast_radius_within_budget(const Premises& premises);
Judgement health_data_is_isolated(const Premises& premises);
Judgement boundary_crossings_are_recorded(const Premises& premises);
Judgement tenants_are_isolated(const Premises& premises);

Judgement scope_is_declared(const Premises& premises);
Judgement account_data_is_in_the_cde(const Premises& premises);
Judgement no_account_data_in_preproduction(const Premises& premises);
Judgement segmentation_test_is_current(const Premises& premises);

Judgement evidence_is_complete(const Premises& premises);
Judgement waivers_are_sound(const Premises& premises);

// What several of them ask.

/// The buckets that organization trails and configuration snapshots are delivered to, as far as
/// they were collected.
std::vector<const Resource*> log_buckets(const Premises& premises);

/// What a session of the account's root user that the management account starts must be able to do;
/// nothing where such sessions are not enabled, or nobody is to act there.
/// Source: IAM User Guide, "Perform a privileged task on an AWS Organizations member account".
std::optional<Attempt> central_root_task(const Premises& premises, Index<Account> account);

/// What is undecided because a bucket that the logging names was not collected.
void demand_log_buckets(const Premises& premises, Judgement& judgement);

/// By what they declare or by a store of theirs.
std::set<Index<Account>> accounts_with_restricted_data(const Premises& premises);

bool has_declared_cde(const Premises& premises);
bool has_account_data(const Premises& premises);

/// The zones that production, infrastructure or a restricted zone uses, with their parents, whose
/// writers can delegate them elsewhere. The snapshot must hold DNS.
std::vector<const HostedZone*> production_zones(const Premises& premises);

/// To change a record of the zone.
Attempt name_change(const Premises& premises, const HostedZone& zone, Index<sim::Principal> asker);

/// What changes the output of the pipeline: its artifacts, its images, itself and its build.
std::vector<Attempt> delivery_changes(const Premises& premises, const Pipeline& pipeline,
                                      const sim::Asker& asker);

/// Whether one person alone can change what the repository holds.
bool one_person_can_push(const Repository& repository);

}  // namespace orgsim::compliance
