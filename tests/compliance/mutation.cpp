#include "mutation.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "io/builtin.h"
#include "io/read/organization_reader.h"

namespace orgsim::compliance {
namespace {

using io::JsonKind;
using io::JsonValue;

std::vector<std::string> texts(const JsonValue* list) {
  std::vector<std::string> result;
  for (const JsonValue& item : list == nullptr ? std::vector<JsonValue>() : list->items) {
    result.push_back(item.text);
  }
  return result;
}

Edit edit_of(const JsonValue& json) {
  Edit edit{.path = texts(json.find("path"))};
  REQUIRE(!edit.path.empty());
  if (json.find("remove") != nullptr) {
    edit.kind = Edit::Kind::Remove;
  } else if (const JsonValue* item = json.find("append")) {
    edit.kind = Edit::Kind::Append;
    edit.value = *item;
  } else if (const JsonValue* gone = json.find("without")) {
    edit.kind = Edit::Kind::Without;
    edit.value = *gone;
  } else {
    REQUIRE(json.find("set") != nullptr);
    edit.value = *json.find("set");
  }
  return edit;
}

bool is_picked(const JsonValue& item, std::string_view key, std::string_view value) {
  const JsonValue* member = item.find(key);
  return member != nullptr && member->text == value;
}

/// The member or item that the segment names; with `create`, a member that is not there is made.
JsonValue* child(JsonValue& at, const std::string& segment, bool create) {
  if (at.kind == JsonKind::Array) {
    const auto equals = segment.find('=');
    REQUIRE(equals != std::string::npos);
    for (JsonValue& item : at.items) {
      if (is_picked(item, segment.substr(0, equals), segment.substr(equals + 1))) {
        return &item;
      }
    }
    return nullptr;
  }
  for (io::JsonMember& member : at.members) {
    if (member.key == segment) {
      return &member.value;
    }
  }
  if (!create) {
    return nullptr;
  }
  at.members.push_back({.key = segment});
  return &at.members.back().value;
}

void remove(JsonValue& parent, const std::string& segment) {
  const JsonValue* gone = child(parent, segment, false);
  REQUIRE(gone != nullptr);
  if (parent.kind == JsonKind::Array) {
    parent.items.erase(parent.items.begin() + (gone - parent.items.data()));
  } else {
    std::erase_if(parent.members,
                  [&](const io::JsonMember& member) { return member.key == segment; });
  }
}

}  // namespace

void apply(JsonValue& root, const Edit& edit) {
  JsonValue* at = &root;
  JsonValue* parent = nullptr;
  for (const std::string& segment : edit.path) {
    INFO("segment " << segment);
    parent = at;
    at = child(*at, segment, edit.kind == Edit::Kind::Set && &segment == &edit.path.back());
    REQUIRE(at != nullptr);
  }
  switch (edit.kind) {
    case Edit::Kind::Set:
      *at = edit.value;
      break;
    case Edit::Kind::Remove:
      remove(*parent, edit.path.back());
      break;
    case Edit::Kind::Append:
      at->items.push_back(edit.value);
      break;
    case Edit::Kind::Without: {
      const auto found = std::ranges::find(at->items, edit.value.text, &JsonValue::text);
      REQUIRE(found != at->items.end());
      at->items.erase(found);
      break;
    }
  }
}

std::vector<Mutation> read_mutations(const std::string& file) {
  std::ifstream input(std::string(ORGSIM_TEST_FILES) + "/" + file);
  const std::string text((std::istreambuf_iterator<char>(input)), std::istreambuf_iterator<char>());
  const auto json = io::parse_json(text, 0);
  REQUIRE(json.has_value());
  std::vector<Mutation> result;
  for (const JsonValue& item : json->items) {
    Mutation mutation{.name = item.find("name")->text,
                      .edits = {},
                      .fails = texts(item.find("fails")),
                      .cannot_tell = texts(item.find("cannot_tell")),
                      .not_applicable = texts(item.find("not_applicable")),
                      .holds = texts(item.find("holds"))};
    for (const JsonValue& edit : item.find("edits")->items) {
      mutation.edits.push_back(edit_of(edit));
    }
    result.push_back(std::move(mutation));
  }
  REQUIRE(!result.empty());
  return result;
}

Organization rewritten(const std::function<void(JsonValue&)>& rewrite) {
  const auto text = io::builtin_file("library/reference/organization.json");
  REQUIRE(text.has_value());
  auto json = io::parse_json(*text, 0);
  REQUIRE(json.has_value());
  rewrite(*json);
  auto organization = io::read_organization_to_judge(*json);
  for (const Diagnostic& problem : organization ? Diagnostics() : organization.error()) {
    FAIL_CHECK(problem.message);
  }
  REQUIRE(organization.has_value());
  return std::move(*organization);
}

Organization mutated(const std::vector<Edit>& edits) {
  return rewritten([&](JsonValue& root) {
    for (const Edit& edit : edits) {
      apply(root, edit);
    }
  });
}

}  // namespace orgsim::compliance
