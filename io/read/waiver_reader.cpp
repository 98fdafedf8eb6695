#include "io/read/waiver_reader.h"

#include <algorithm>
#include <map>

#include "io/read/json_cursor.h"

namespace orgsim::io {
namespace {

void refuse_unknown(const JsonCursor& cursor, Diagnostics& diagnostics) {
  for (const JsonMember* member : cursor.not_read()) {
    diagnostics.push_back({.code = "E1104",
                           .message = "unknown member `" + member->key + "` of a waiver",
                           .hint = "a limit that is not understood would widen the waiver",
                           .where = member->where});
  }
}

WaiverMatch match_of(JsonCursor& cursor, Diagnostics& diagnostics) {
  const JsonValue* json = cursor.member("match", JsonKind::Object);
  if (json == nullptr) {
    diagnostics.push_back({.code = "E1103",
                           .message = "`waiver` without `match`",
                           .hint = "write which check, subject and account it is for",
                           .where = cursor.where()});
    return {};
  }
  JsonCursor match(*json, "match", diagnostics);
  WaiverMatch result{.check = match.required_text("check"),
                     .subject = match.text("subject"),
                     .account = match.text("account")};
  refuse_unknown(match, diagnostics);
  return result;
}

Waiver waiver(const JsonValue& json, Diagnostics& diagnostics) {
  JsonCursor cursor(json, "waiver", diagnostics);
  Waiver result{.id = cursor.required_text("id"),
                .match = match_of(cursor, diagnostics),
                .justification = cursor.text("justification"),
                .owner = cursor.text("owner"),
                .approver = cursor.text("approver"),
                .start = cursor.date("start"),
                .review = cursor.date("review"),
                .expires = cursor.date("expires"),
                .compensating = cursor.text("compensating"),
                .where = json.where};
  refuse_unknown(cursor, diagnostics);
  return result;
}

}  // namespace

std::vector<Waiver> read_waivers(const JsonValue& list, Diagnostics& diagnostics) {
  std::vector<Waiver> result;
  for (const JsonValue& item : list.items) {
    Waiver read = waiver(item, diagnostics);
    if (std::ranges::find(result, read.id, &Waiver::id) != result.end()) {
      diagnostics.push_back({.code = "E3006",
                             .message = "second waiver with id `" + read.id + "`",
                             .where = item.where});
    }
    result.push_back(std::move(read));
  }
  return result;
}

Result<std::vector<Waiver>> read_waiver_file(const JsonValue& json) {
  Diagnostics diagnostics;
  JsonCursor cursor(json, "waiver file", diagnostics);
  std::vector<Waiver> result;
  if (cursor.integer("version") != 1) {
    diagnostics.push_back({.code = "E1105",
                           .message = "unknown version of a waiver file",
                           .hint = "this program reads `\"version\": 1`",
                           .where = json.where});
  }
  if (const JsonValue* list = cursor.member("waivers", JsonKind::Array)) {
    result = read_waivers(*list, diagnostics);
  } else {
    diagnostics.push_back(
        {.code = "E1103", .message = "`waiver file` without `waivers`", .where = json.where});
  }
  cursor.member("$schema");
  cursor.member("about");
  refuse_unknown(cursor, diagnostics);
  if (has_errors(diagnostics)) {
    return std::unexpected(std::move(diagnostics));
  }
  return result;
}

}  // namespace orgsim::io
