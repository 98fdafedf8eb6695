#include "tests/support/random_condition.h"

#include <algorithm>

#include "model/text.h"

namespace orgsim::reference {
namespace {

using Values = std::vector<std::string>;

const std::vector<Comparison> kStrings = {Comparison::StringEquals,
                                          Comparison::StringNotEquals,
                                          Comparison::StringEqualsIgnoreCase,
                                          Comparison::StringNotEqualsIgnoreCase,
                                          Comparison::StringLike,
                                          Comparison::StringNotLike};
const std::vector<Comparison> kArns = {Comparison::ArnLike, Comparison::ArnNotLike,
                                       Comparison::StringLike};
const std::vector<Comparison> kNumbers = {
    Comparison::NumericEquals,      Comparison::NumericNotEquals,
    Comparison::NumericLessThan,    Comparison::NumericLessThanEquals,
    Comparison::NumericGreaterThan, Comparison::NumericGreaterThanEquals};
const std::vector<Comparison> kDates = {
    Comparison::DateEquals,         Comparison::DateNotEquals,   Comparison::DateLessThan,
    Comparison::DateLessThanEquals, Comparison::DateGreaterThan, Comparison::DateGreaterThanEquals};
const std::vector<Comparison> kAddresses = {Comparison::IpAddress, Comparison::NotIpAddress};

/// Values of string keys in requests; some look like wildcards, which they are not.
const Values kWords = {"a", "b", "ab", "c", "A", "AB", "acb", "a*", "*"};

/// A word for every way in which the patterns below can match and not match.
const Values kTellingWords = {"aa",  "ac", "bb", "cb",  "cc", "aaa", "B",
                              "a:b", "Ab", "aB", "a*b", "b*", "ab*", "a**"};

const Values kWordPatterns = {"a",
                              "b",
                              "A",
                              "ab",
                              "a*",
                              "*b",
                              "?",
                              "a?",
                              "*",
                              "?*b",
                              "${*}",
                              "${aws:PrincipalTag/team}",
                              "${aws:username}",
                              "a${s3:prefix}",
                              "${s3:prefix, 'a'}",
                              "${aws:TagKeys}",
                              "${AWS:UserName, 'b'}*"};

std::vector<RandomKey> make_keys() {
  const Values arns = {"arn:aws:iam::111111111111:role/App", "arn:aws:iam::111111111111:role/x/App",
                       "arn:aws:iam::222222222222:role/App", "arn:aws:s3:::a", "arn:aws:s3:::a:b"};
  return {
      {"aws:PrincipalTag/team", false, true, kWords, kWordPatterns, kStrings},
      {"s3:prefix", false, true, kWords, kWordPatterns, kStrings},
      {"kms:EncryptionContext:dept", false, true, {"a", "b", "c"}, {"a", "b", "a*"}, kStrings},
      {"kms:EncryptionContextKeys", true, false, {"dept", "team"}, {"dept", "team*"}, kStrings},
      {"aws:username", false, false, {"a", "b", "ab", "a*"}, kWordPatterns, kStrings},
      {"aws:TagKeys", true, false, {"a", "b", "ab", "c"}, kWordPatterns, kStrings},
      {"acme:Names",
       true,
       true,
       {"a", "b", "ab", "c", "A", "cb"},
       {"a", "b", "ab", "a*", "*b", "?", "*", "A"},
       kStrings},
      {"aws:PrincipalOrgPaths",
       true,
       false,
       {"o-a/r-b/", "o-a/r-b/ou-c/", "o-a/r-b/ou-c/ou-d/"},
       {"o-a/*", "o-a/r-b/ou-c/", "o-a/r-b/ou-c/*", "o-z/*"},
       kStrings},
      {"aws:PrincipalArn",
       false,
       false,
       arns,
       {"arn:aws:iam::111111111111:role/App", "arn:aws:iam::*:role/App",
        "arn:aws:iam::111111111111:role/*", "arn:aws:iam::*", "arn:*:*:*:*:*", "arn:aws:s3:::a*",
        "arn:aws:iam::111111111111:*/App", "arn:aws:iam::${aws:PrincipalAccount}:role/*",
        "arn:aws:s3:::${s3:prefix}", "arn:aws:iam::1111????????:role/Ap?", "*"},
       kArns},
      {"aws:PrincipalAccount",
       false,
       false,
       {"111111111111", "222222222222"},
       {"111111111111", "222222222222", "1111*"},
       kStrings},
      {"s3:max-keys",
       false,
       true,
       {"-2", "-1", "-0.5", "0", "0.5", "1", "1.5", "2", "2.25", "2.5", "2.75", "10", "11", "007",
        "9007199254740992", "9007199254740993", "9007199254740994"},
       {"-1", "0", "1", "1.0", "2.5", "2.50", "10", "9007199254740993", "-0"},
       kNumbers},
      {"aws:CurrentTime",
       false,
       true,
       {"2025-12-31T23:59:59Z", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00.25Z",
        "2026-01-01T00:00:00.5Z", "2026-01-01T00:30:00Z", "2026-01-31", "2026-02",
        "2026-02-01T01:00:00+01:00", "2026-02-01T00:00:01Z", "1767225600", "1999-12-31T23:59Z",
        "2030"},
       {"2026-01-01T00:00:00Z", "2026-01-01", "2026-01", "1767225600", "2026-02-01T00:00Z",
        "2026-01-01T01:00:00+01:00", "2026-01-01T00:00:00.5Z", "2026-01-01T00:00:00.50Z"},
       kDates},
      {"aws:SourceIp",
       false,
       true,
       {"10.0.0.0", "10.0.0.1", "10.255.255.255", "11.0.0.0", "192.168.1.1", "192.168.1.2",
        "255.255.255.255", "2001:db8::1", "2001:db8::", "2001:db8::2", "2001:0DB8:0:0:0:0:0:1",
        "2001:db9::", "::1", "fe80::ffff:10.0.0.1"},
       {"10.0.0.0/8", "10.0.0.1", "10.0.0.1/32", "10.9.9.9/8", "0.0.0.0/0", "::/0",
        "192.168.1.0/31", "2001:db8::/32", "2001:DB8::1", "2001:db8::1/127", "::1/128"},
       kAddresses},
      {"acme:Confirmed",
       false,
       true,
       {"true", "false"},
       {"true", "false", "True", "FALSE"},
       {Comparison::Bool}},
      {"acme:Digest",
       false,
       true,
       {"AQI=", "AQID", "AQIDBA==", "YWI="},
       {"AQI=", "AQID", "AQIDBA=="},
       {Comparison::BinaryEquals}},
  };
}

const Values kMalformed = {"",           "10abc",       "x",          "1.2.3",
                           "2026-13-01", "10.0.0.0/33", "arn:aws:s3", "a b"};

const std::vector<Comparison>& every_comparison() {
  static const std::vector<Comparison> all = [] {
    std::vector<Comparison> result;
    for (const auto* group : {&kStrings, &kArns, &kNumbers, &kDates, &kAddresses}) {
      result.insert(result.end(), group->begin(), group->end());
    }
    result.push_back(Comparison::Bool);
    result.push_back(Comparison::BinaryEquals);
    return result;
  }();
  return all;
}

const RandomKey& random_key(Random& random, const RandomConditionOptions& options) {
  const RandomKey* key = &random.pick(random_keys());
  while (options.only_free_keys && !key->free) {
    key = &random.pick(random_keys());
  }
  return *key;
}

/// AWS compares key names without regard to case.
std::string in_some_case(Random& random, const std::string& name) {
  return random.chance(1, 4) ? to_lower(name) : name;
}

std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) {
    return static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  });
  return text;
}

KeyState present(Random& random, const RandomKey& key, const RandomConditionOptions& options) {
  KeyState state{.kind = KeyState::Kind::Present, .multivalued = key.multivalued};
  const std::size_t n = key.multivalued ? 1 + random.below(3) : 1;
  for (std::size_t i = 0; i < n; ++i) {
    state.values.push_back(options.malformed && random.chance(1, 20)
                               ? random.pick(kMalformed)
                               : random.pick(key.context_values));
  }
  return state;
}

/// Absence, every value, and of a multivalued key every set of up to three values.
KeyState unknown(const RandomKey& key) {
  KeyState state{.kind = KeyState::Kind::Unknown, .multivalued = key.multivalued};
  state.candidates.push_back({});
  const Values values = key.domain();
  for (std::size_t i = 0; i < values.size(); ++i) {
    state.candidates.push_back({values[i]});
    for (std::size_t j = i + 1; key.multivalued && j < values.size(); ++j) {
      state.candidates.push_back({values[i], values[j]});
      for (std::size_t k = j + 1; k < values.size(); ++k) {
        state.candidates.push_back({values[i], values[j], values[k]});
      }
    }
  }
  return state;
}

}  // namespace

std::vector<std::string> RandomKey::domain() const {
  Values values = context_values;
  values.push_back("");
  values.push_back("none of it");  // What typed keys do not understand, and no pattern matches.
  if (!free || comparisons != kStrings) {
    return values;
  }
  for (const std::string& text : policy_values) {
    values.push_back(text);
    if (text.find("${") == std::string::npos) {
      values.push_back(upper(text));
    }
  }
  if (!multivalued) {
    values.insert(values.end(), kTellingWords.begin(), kTellingWords.end());
    for (const std::string& word : context_values) {
      values.push_back("a" + word);  // What the policy value `a${...}` may ask for.
    }
  }
  std::ranges::sort(values);
  values.erase(std::ranges::unique(values).begin(), values.end());
  return values;
}

const std::vector<RandomKey>& random_keys() {
  static const std::vector<RandomKey> keys = make_keys();
  return keys;
}

Condition random_condition(Random& random, const RandomConditionOptions& options) {
  const RandomKey& key = random_key(random, options);
  Condition condition{.key = in_some_case(random, key.name)};
  if (random.chance(1, 10)) {
    condition.op.comparison = Comparison::Null;
    condition.values = {random.chance(1, 2) ? "true" : "false"};
    return condition;
  }
  condition.op.comparison = options.foreign_comparisons && random.chance(1, 12)
                                ? random.pick(every_comparison())
                                : random.pick(key.comparisons);
  if (random.chance(key.multivalued ? 5 : 1, 6)) {
    condition.op.quantifier =
        random.chance(1, 2) ? Quantifier::ForAllValues : Quantifier::ForAnyValue;
  }
  condition.op.if_exists = random.chance(1, 5);
  const std::size_t n = 1 + random.below(random.chance(1, 2) ? 1 : 3);
  for (std::size_t i = 0; i < n; ++i) {
    condition.values.push_back(options.malformed && random.chance(1, 20)
                                   ? random.pick(kMalformed)
                                   : random.pick(key.policy_values));
  }
  return condition;
}

Context random_context(Random& random, std::size_t n_unknown,
                       const RandomConditionOptions& options) {
  Context context;
  for (const RandomKey& key : random_keys()) {
    if (random.chance(1, 2)) {
      context[to_lower(key.name)] = present(random, key, options);
    }
  }
  for (std::size_t i = 0; i < n_unknown; ++i) {
    const RandomKey& key = random_key(random, {.only_free_keys = true});
    context[to_lower(key.name)] = unknown(key);
  }
  return context;
}

}  // namespace orgsim::reference
