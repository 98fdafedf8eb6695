#include "compliance/exempt_roles.h"

#include <algorithm>
#include <deque>
#include <map>

#include "model/arn.h"
#include "model/text.h"

namespace orgsim::compliance {
namespace {

/// How far both patterns are consumed.
struct Front {
  std::size_t left = 0;
  std::size_t right = 0;

  friend auto operator<=>(const Front&, const Front&) = default;
};

/// What one pattern offers at a position: to stay at a star, or to go on by a character.
struct Offer {
  bool any = false;  // Whatever the character is.
  char exactly = 0;  // Else this one.
  std::size_t next = 0;
};

std::optional<Offer> offer_at(std::string_view pattern, std::size_t at) {
  if (at == pattern.size()) {
    return std::nullopt;
  }
  const char c = pattern[at];
  return Offer{.any = c == '*' || c == '?', .exactly = c, .next = c == '*' ? at : at + 1};
}

/// The texts of both patterns by breadth: the first that is complete is a shortest.
class Search {
 public:
  Search(std::string_view left, std::string_view right) : left_(left), right_(right) {}

  std::optional<std::string> run() {
    add({}, {});
    while (!queue_.empty()) {
      const Front front = queue_.front();
      queue_.pop_front();
      std::string text = texts_.at(front);
      if (front.left == left_.size() && front.right == right_.size()) {
        return text;
      }
      skip_stars(front, text);
      step(front, text);
    }
    return std::nullopt;
  }

 private:
  void add(Front front, const std::string& text) {
    if (texts_.emplace(front, text).second) {
      queue_.push_back(front);
    }
  }

  /// A star that matches nothing more costs no character, so it goes first.
  void skip_stars(Front front, const std::string& text) {
    if (front.left < left_.size() && left_[front.left] == '*') {
      add_first({front.left + 1, front.right}, text);
    }
    if (front.right < right_.size() && right_[front.right] == '*') {
      add_first({front.left, front.right + 1}, text);
    }
  }

  void add_first(Front front, const std::string& text) {
    if (texts_.emplace(front, text).second) {
      queue_.push_front(front);
    }
  }

  void step(Front front, const std::string& text) {
    const auto left = offer_at(left_, front.left);
    const auto right = offer_at(right_, front.right);
    if (!left || !right || (!left->any && !right->any && left->exactly != right->exactly)) {
      return;
    }
    const char c = !left->any ? left->exactly : !right->any ? right->exactly : 'x';
    add({left->next, right->next}, text + c);
  }

  std::string_view left_;
  std::string_view right_;
  std::map<Front, std::string> texts_;
  std::deque<Front> queue_;
};

/// The pattern with at least one character for every star.
std::string filled_stars(std::string_view pattern) {
  std::string result;
  for (const char c : pattern) {
    result += c == '*' ? "?*" : std::string(1, c);
  }
  return result;
}

}  // namespace

std::optional<std::string> common_match(std::string_view left, std::string_view right) {
  return Search(left, right).run();
}

std::vector<std::string> creatable_roles(const Premises& premises, std::string_view pattern,
                                         Index<Account> account) {
  const std::string roles = iam_arn(premises.tables().partition, premises.id(account), "role/?*");
  std::vector<std::string> result;
  for (const std::string& form : {filled_stars(pattern), std::string(pattern)}) {
    const auto arn = common_match(roles, form);
    if (arn && arn->find(":role/aws-reserved/") == arn->npos &&
        arn->find(":role/aws-service-role/") == arn->npos &&
        std::ranges::count(result, *arn) == 0) {
      result.push_back(*arn);
    }
  }
  return result;
}

}  // namespace orgsim::compliance
