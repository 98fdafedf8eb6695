#include "tests/support/shrink.h"

#include <vector>

namespace orgsim::reference {
namespace {

using Fails = std::function<bool(const Case&)>;

/// Every list of the case from which items can be taken, of whatever type.
class Lists {
 public:
  explicit Lists(Case& request) {
    for (auto* layer : {&request.identity, &request.boundary, &request.session,
                        &request.resource_policy, &request.endpoint}) {
      add_optional(*layer);
    }
    add(request.key_grants, 0);
    add_levels(request.scps);
    add_levels(request.rcps);
  }

  /// Removes the n-th removable thing; false when there are not so many.
  bool remove(std::size_t n) {
    for (const auto& [count, erase] : removals_) {
      if (n < count) {
        erase(n);
        return true;
      }
      n -= count;
    }
    return false;
  }

 private:
  struct Group {
    std::size_t count;
    std::function<void(std::size_t)> erase;
  };

  template <class T>
  void add(std::vector<T>& list, std::size_t least) {
    const std::size_t removable = list.size() > least ? list.size() : 0;
    removals_.push_back({removable, [&list](std::size_t n) {
                           list.erase(list.begin() + static_cast<std::ptrdiff_t>(n));
                         }});
  }

  void add_optional(std::optional<Documents>& layer) {
    if (layer) {
      removals_.push_back({1, [&layer](std::size_t) { layer.reset(); }});
      add_documents(*layer);
    }
  }

  void add_levels(std::vector<Level>& levels) {
    add(levels, 0);
    for (Level& level : levels) {
      add_documents(level.policies);
    }
  }

  void add_documents(Documents& documents) {
    add(documents, 0);
    for (PolicyDocument& document : documents) {
      add(document.statements, 0);
      for (Statement& statement : document.statements) {
        add_statement(statement);
      }
    }
  }

  void add_statement(Statement& statement) {
    add(statement.conditions, 0);
    add(statement.action.patterns, 1);
    add(statement.resource.patterns, 1);
    if (statement.principal) {
      add(statement.principal->entries, 1);
    }
    for (Condition& condition : statement.conditions) {
      add(condition.values, 1);
    }
  }

  std::vector<Group> removals_;
};

bool drop_one_key(Case& request, const Fails& fails) {
  for (const auto& [key, state] : request.context) {
    Case smaller = request;
    smaller.context.erase(key);
    if (fails(smaller)) {
      request = std::move(smaller);
      return true;
    }
  }
  return false;
}

bool drop_one_item(Case& request, const Fails& fails) {
  for (std::size_t n = 0;; ++n) {
    Case smaller = request;
    if (!Lists(smaller).remove(n)) {
      return false;
    }
    if (fails(smaller)) {
      request = std::move(smaller);
      return true;
    }
  }
}

}  // namespace

Case shrunk(Case request, const Fails& fails) {
  while (drop_one_key(request, fails) || drop_one_item(request, fails)) {
  }
  return request;
}

}  // namespace orgsim::reference
