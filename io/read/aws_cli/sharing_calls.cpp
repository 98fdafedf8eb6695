#include <algorithm>
#include <array>

#include "io/read/aws_cli/calls.h"

namespace orgsim::io {
namespace {

/// `get-resource-shares`: what an account shares itself, and what is shared with it.
bool read_shares(Call& call, DumpReading& reading) {
  each_object(call.output, "resourceShares", "resource share",
              {"statusMessage", "tags", "creationTime", "lastUpdatedTime", "featureSet"}, reading,
              [&](JsonCursor& cursor) {
                const std::string arn = cursor.required_text("resourceShareArn");
                const std::string name = cursor.text("name");
                const bool deleted = cursor.text("status") == "DELETED";
                const auto external = cursor.boolean("allowExternalPrincipals");
                const auto owner = reading.account(cursor, "owningAccountId");
                if (owner) {
                  reading.resource_facts.shares.try_emplace(
                      arn,
                      ResourceShare{.name = name.empty() ? arn : name,
                                    .owner = *owner,
                                    .allow_external_principals = external,
                                    .presence = deleted ? Presence::Deleted : Presence::Present,
                                    .where = cursor.where()});
                }
              });
  return true;
}

/// `get-resource-share-associations`, once for principals and once for resources.
bool read_share_associations(Call& call, DumpReading& reading) {
  each_object(call.output, "resourceShareAssociations", "resource share association",
              {"resourceShareName", "statusMessage", "creationTime", "lastUpdatedTime", "external",
               "resourceShareArn", "associatedEntity", "associationType"},
              reading, [&](JsonCursor& cursor) {
                const std::string status = cursor.text("status");
                if (status != "DISASSOCIATED" && status != "FAILED") {
                  reading.resource_facts.share_associations.push_back(
                      {.share = cursor.required_text("resourceShareArn"),
                       .entity = cursor.required_text("associatedEntity"),
                       .principal = cursor.text("associationType") == "PRINCIPAL",
                       .where = cursor.where()});
                }
              });
  return true;
}

constexpr std::array kRows = {
    CallRow{"resourceShares", &read_shares},
    CallRow{"resourceShareAssociations", &read_share_associations},
};

}  // namespace

std::span<const CallRow> sharing_calls() { return kRows; }

}  // namespace orgsim::io
