#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace orgsim::sim {

/// One of 64 marks that a service has by its name; equal names have equal marks. A set of services
/// is then a word, and most statements are refused by one comparison.
std::uint64_t service_mark(std::string_view lower_case_service);

/// The marks of all services.
inline constexpr std::uint64_t kEveryService = ~std::uint64_t{0};

/// The action of a request, `service:Name` in any letter case, read once.
class ActionName {
 public:
  ActionName() = default;
  // Implicit, as a request names its action by its text.
  ActionName(std::string text);  // NOLINT(google-explicit-constructor)
  ActionName(const char* text);  // NOLINT(google-explicit-constructor)
  explicit ActionName(std::string_view text);

  /// As it was written.
  const std::string& text() const { return text_; }
  /// In lower case: whole, and the parts before and after the colon.
  std::string_view lower() const { return lower_; }
  std::string_view service() const { return lower().substr(0, colon_); }
  std::string_view name() const {
    return colon_ < lower_.size() ? lower().substr(colon_ + 1) : std::string_view();
  }
  std::uint64_t mark() const { return mark_; }

 private:
  std::string text_;
  std::string lower_;
  std::size_t colon_ = 0;
  std::uint64_t mark_ = 0;
};

/// A pattern of an `Action` element: `*`, or a literal service and a name with wildcards. Anything
/// else, such as a wildcard in the service, matches nothing. Compares without regard to case.
/// Source: IAM JSON policy elements: Action.
class ActionPattern {
 public:
  explicit ActionPattern(std::string_view text);

  bool matches(const ActionName& action) const;

 private:
  enum class Kind { Nothing, Everything, Exact, Prefix, Glob };

  Kind kind_ = Kind::Nothing;
  std::uint32_t colon_ = 0;  // Where the service ends.
  std::string text_;         // In lower case, without the star of a prefix.
};

/// The mark of the service of a pattern of an `Action` element, or of all of them; none when the
/// pattern matches nothing.
std::uint64_t mark_of_pattern(std::string_view text);

}  // namespace orgsim::sim
