#include "compliance/exempt_roles.h"

#include <algorithm>
#include <deque>

#include "model/arn.h"
#include "model/text.h"

namespace orgsim::compliance {
namespace {

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
  Search(std::string_view left, std::string_view right)
      : left_(left), right_(right), found_((left.size() + 1) * (right.size() + 1)) {}

  std::optional<std::string> run() {
    found_.front().known = true;
    queue_.push_back(0);
    while (!queue_.empty()) {
      const Front front = queue_.front();
      queue_.pop_front();
      if (front + 1 == found_.size()) {
        return text_to(front);
      }
      skip_stars(front);
      step(front);
    }
    return std::nullopt;
  }

 private:
  /// How far both patterns are consumed, as one number.
  using Front = std::size_t;

  /// How a front was come by first.
  struct Found {
    bool known = false;
    Front from = 0;
    char by = 0;  // 0: a star that matches nothing more.
  };

  Front front_of(std::size_t left, std::size_t right) const {
    return left * (right_.size() + 1) + right;
  }
  std::size_t left_of(Front front) const { return front / (right_.size() + 1); }
  std::size_t right_of(Front front) const { return front % (right_.size() + 1); }

  bool note(Front front, Front from, char by) {
    if (found_[front].known) {
      return false;
    }
    found_[front] = {.known = true, .from = from, .by = by};
    return true;
  }

  /// A star that matches nothing more costs no character, so it goes first.
  void skip_stars(Front front) {
    const std::size_t left = left_of(front);
    const std::size_t right = right_of(front);
    if (left < left_.size() && left_[left] == '*') {
      add_first(front_of(left + 1, right), front);
    }
    if (right < right_.size() && right_[right] == '*') {
      add_first(front_of(left, right + 1), front);
    }
  }

  void add_first(Front front, Front from) {
    if (note(front, from, 0)) {
      queue_.push_front(front);
    }
  }

  void step(Front front) {
    const auto left = offer_at(left_, left_of(front));
    const auto right = offer_at(right_, right_of(front));
    if (!left || !right || (!left->any && !right->any && left->exactly != right->exactly)) {
      return;
    }
    const char c = !left->any ? left->exactly : !right->any ? right->exactly : 'x';
    const Front next = front_of(left->next, right->next);
    if (note(next, front, c)) {
      queue_.push_back(next);
    }
  }

  std::string text_to(Front front) const {
    std::string result;
    for (; front != 0; front = found_[front].from) {
      if (found_[front].by != 0) {
        result += found_[front].by;
      }
    }
    std::ranges::reverse(result);
    return result;
  }

  std::string_view left_;
  std::string_view right_;
  std::vector<Found> found_;
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
