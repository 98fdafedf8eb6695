#include "io/read/aws_cli/aws_cli_reader.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <tuple>

#include "io/read/aws_cli/calls.h"
#include "io/read/aws_cli/iam_details.h"
#include "io/read/aws_cli/link.h"

namespace orgsim::io {
namespace {

namespace fs = std::filesystem;

struct DumpFile {
  std::string path;      // As opened.
  std::string relative;  // Below the dump, with `/`.
};

bool is_hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

/// The files of the dump in an order of its own: what is about the organization first, so that its
/// accounts keep the order of its listing, then by name.
std::vector<DumpFile> files_of(const std::string& path, DumpReading& reading) {
  std::vector<DumpFile> result;
  std::error_code problem;
  if (!fs::is_directory(path, problem)) {
    result.push_back({.path = path, .relative = fs::path(path).filename().string()});
    return result;
  }
  fs::recursive_directory_iterator entry(path, problem);
  for (; !problem && entry != fs::recursive_directory_iterator(); entry.increment(problem)) {
    if (is_hidden(entry->path())) {
      entry.disable_recursion_pending();
    } else if (entry->is_regular_file(problem)) {
      result.push_back({.path = entry->path().string(),
                        .relative = entry->path().lexically_relative(path).generic_string()});
    }
  }
  if (problem) {
    reading.error("E1005", "cannot read `" + path + "`: " + problem.message(), {});
  }
  std::ranges::sort(result, {}, [](const DumpFile& file) {
    return std::tuple(file.relative.find("accounts/") != std::string::npos,
                      std::string_view(file.relative));
  });
  return result;
}

std::map<std::string, std::string> texts_of(const JsonValue* object) {
  std::map<std::string, std::string> result;
  if (object != nullptr) {
    for (const JsonMember& member : object->members) {
      result.emplace(member.key, member.value.text);
    }
  }
  return result;
}

class AwsCliReader {
 public:
  AwsCliReader(const DumpOptions& options, SourceFiles& files) : reading_(options), files_(files) {}

  Result<Organization> read(const std::string& path) {
    for (const DumpFile& file : files_of(path, reading_)) {
      read_file(file);
    }
    if (read_ == 0 && !has_errors(reading_.diagnostics)) {
      reading_.error("E2010", "no output of the AWS CLI in `" + path + "`", {},
                     "`orgsim import aws-cli --print-script` prints what to collect");
    }
    link_organization(reading_);
    link_iam(reading_);
    link_resources(reading_);
    link_identity_center(reading_);
    link_logging(reading_);
    link_dns(reading_);
    if (has_errors(reading_.diagnostics)) {
      std::ranges::stable_sort(reading_.diagnostics, {}, &Diagnostic::where);
      return std::unexpected(std::move(reading_.diagnostics));
    }
    date();
    return std::move(reading_.builder).build();
  }

 private:
  void read_file(const DumpFile& file) {
    const std::uint32_t number = files_.add_on_disk(file.path);
    if (!io::read_file(file.path, kJsonPadding, text_)) {
      reading_.error("E1005", "cannot read `" + file.path + "`", {.file = number});
      return;
    }
    if (text_.size() > std::numeric_limits<std::uint32_t>::max()) {
      reading_.error("E1004", "a file of 4 GiB or more", {.file = number}, "split it by account");
      return;
    }
    const JsonSlice whole{.text = text_, .file = number};
    const CallContext context = context_of_path(file.relative);
    if (file.relative.ends_with(".json")) {
      read_output(whole, context, file.relative);
    } else if (file.relative.ends_with(".ndjson") || file.relative.ends_with(".jsonl")) {
      read_lines(whole, context, file.relative);
    } else {
      reading_.unmodelled("file " + file.relative, whole.at(0));
    }
  }

  void read_lines(const JsonSlice& whole, const CallContext& context, const std::string& name) {
    for (std::size_t at = 0; at < whole.text.size();) {
      const std::size_t end = std::min(whole.text.find('\n', at), whole.text.size());
      const std::string_view line = whole.text.substr(at, end - at);
      if (line.find_first_not_of(" \t\r") != std::string_view::npos) {
        read_output(whole.part(line), context, name);
      }
      at = end + 1;
    }
  }

  void read_output(const JsonSlice& slice, const CallContext& context, const std::string& name) {
    if (context.operation == "get-account-authorization-details") {
      ++read_;
      return iam_.read(slice, context);
    }
    const auto members = json_.top_level(slice);
    if (!members) {
      return read_other(slice, name);
    }
    if (is_iam_details(*members)) {
      ++read_;
      return iam_.read(slice, context);
    }
    const auto output = std::ranges::find(*members, "output", &TopLevelMember::key);
    const auto operation = std::ranges::find(*members, "operation", &TopLevelMember::key);
    if (output != members->end() && operation != members->end()) {
      return read_envelope(slice, output->value, name);
    }
    const Result<JsonValue> json = json_.parse(slice);
    if (!json) {
      std::ranges::copy(json.error(), std::back_inserter(reading_.diagnostics));
    } else if (!read_call(*json, slice, context)) {
      reading_.unmodelled("file " + name, slice.at(0));
    } else {
      ++read_;
    }
  }

  /// What is no object, or broken.
  void read_other(const JsonSlice& slice, const std::string& name) {
    const Result<JsonValue> json = json_.parse(slice);
    if (json) {
      reading_.unmodelled("file " + name, slice.at(0));
    } else {
      std::ranges::copy(json.error(), std::back_inserter(reading_.diagnostics));
    }
  }

  void read_envelope(const JsonSlice& slice, const JsonSlice& output, const std::string& name) {
    const Result<JsonValue> json = json_.parse(slice);
    if (!json) {
      std::ranges::copy(json.error(), std::back_inserter(reading_.diagnostics));
      return;
    }
    JsonCursor cursor(*json, "envelope", reading_.diagnostics);
    reading_.account(cursor, "account");
    const CallContext context = context_of_call(
        cursor.text("account"), cursor.text("region"), cursor.text("service"),
        kebab(cursor.required_text("operation")), texts_of(cursor.member("params")));
    read_output(output, context, name);
  }

  /// SDKs say `ListRoots` for what the CLI calls `list-roots`.
  static std::string kebab(const std::string& operation) {
    std::string result;
    for (const char c : operation) {
      const bool capital = c >= 'A' && c <= 'Z';
      if (capital && !result.empty()) {
        result += '-';
      }
      result += capital ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return result;
  }

  bool read_call(const JsonValue& json, const JsonSlice& slice, const CallContext& context) {
    if (json.find("collectedAt") != nullptr || json.find("partition") != nullptr) {
      return read_meta(json);
    }
    const std::array tables = {tree_calls(),     policy_calls(),     iam_calls(),
                               resource_calls(), sharing_calls(),    logging_calls(),
                               dns_calls(),      dns_record_calls(), identity_center_calls()};
    Call call{.context = context,
              .slice = slice,
              .output = JsonCursor(json, "output", reading_.diagnostics)};
    for (const std::span<const CallRow> table : tables) {
      for (const CallRow& row : table) {
        if (json.find(row.member) != nullptr && row.read(call, reading_)) {
          reading_.check_whole(call.output);
          ignore(call.output, {"ResponseMetadata"});
          reading_.unmodelled(call.output, std::string(row.member));
          return true;
        }
      }
    }
    return false;
  }

  /// `meta.json`, which the collecting script writes.
  bool read_meta(const JsonValue& json) {
    JsonCursor cursor(json, "meta", reading_.diagnostics);
    if (const auto collected = cursor.date("collectedAt")) {
      reading_.tables().as_of = collected;
    }
    if (const std::string partition = cursor.text("partition"); !partition.empty()) {
      reading_.tables().partition = partition;
    }
    reading_.unmodelled(cursor, "meta");
    return true;
  }

  /// Nothing in a dump is younger than it, so the newest date in it is the best guess.
  void date() {
    auto& tables = reading_.tables();
    const auto collected = tables.as_of;
    if (!tables.as_of) {
      tables.as_of = reading_.newest_date;
    }
    if (auto& evidence = tables.evidence) {
      for (auto& [account, collection] : evidence->edit().accounts) {
        collection.collected = collected;
      }
    }
  }

  DumpReading reading_;
  SourceFiles& files_;
  IamDetails iam_{reading_};
  FastJson json_;
  std::string text_;      // Of the file being read; its memory serves all of them.
  std::size_t read_ = 0;  // Outputs.
};

}  // namespace

Result<Organization> read_aws_cli(const std::string& path, const DumpOptions& options,
                                  SourceFiles& files) {
  return AwsCliReader(options, files).read(path);
}

}  // namespace orgsim::io
