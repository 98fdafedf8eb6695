#include "io/read/organization_references.h"

namespace orgsim::io {
namespace {

using Strings = std::vector<std::string>;

Pipeline pipeline(const JsonValue& json, OrganizationReading& reading) {
  JsonCursor cursor(json, "pipeline", reading.diagnostics);
  Pipeline result{.name = cursor.required_text("name"),
                  .arn = cursor.text("arn"),
                  .build_arn = cursor.text("build_arn"),
                  .account = reading.owner(cursor, "account"),
                  .repository = cursor.text("repo"),
                  .build_role = cursor.text("build_role"),
                  .role = cursor.text("role"),
                  .artifact_bucket = cursor.text("artifact_bucket"),
                  .image_repository = cursor.text("image_repo"),
                  .deploys_to = reading.accounts_of(cursor, "deploys_to"),
                  .manual_approval = cursor.boolean("manual_approval").value_or(false),
                  .where = json.where};
  reading.unmodelled(cursor, "/cicd/pipelines/" + result.name + "/");
  return result;
}

Repository repository(const JsonMember& member, OrganizationReading& reading) {
  JsonCursor cursor(member.value, "repository", reading.diagnostics);
  Repository result{.name = member.key,
                    .writers = cursor.strings("writers").value_or(Strings()),
                    .protected_branch = cursor.boolean("protected_branch").value_or(false),
                    .required_approvals = cursor.integer("required_approvals").value_or(0),
                    .author_may_approve = cursor.boolean("author_may_approve").value_or(true),
                    .pipelines = cursor.strings("pipelines").value_or(Strings()),
                    .unsaid = cursor.unsaid({"writers", "protected_branch", "required_approvals",
                                             "author_may_approve"}),
                    .where = member.where};
  reading.unmodelled(cursor, "/cicd/repositories/" + member.key + "/");
  return result;
}

}  // namespace

void read_delivery(JsonCursor& file, OrganizationReading& reading) {
  const JsonValue* json = file.member("cicd", JsonKind::Object);
  if (json == nullptr) {
    return;
  }
  JsonCursor cursor(*json, "cicd", reading.diagnostics);
  auto& table = reading.tables().delivery;
  Delivery& delivery = (table ? *table : table.emplace()).edit();
  delivery.unsaid = cursor.unsaid({"pipelines", "repositories"});
  cursor.each_item("pipelines", [&](const JsonValue& item) {
    delivery.pipelines.push_back(pipeline(item, reading));
  });
  cursor.each_member("repositories", [&](const JsonMember& member) {
    delivery.repositories.push_back(repository(member, reading));
  });
  reading.unmodelled(cursor, "/cicd/");
}

}  // namespace orgsim::io
