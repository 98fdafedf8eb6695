#include "compliance/granting.h"

#include <algorithm>

#include "sim/decide/statement_query.h"

namespace orgsim::compliance {

GrantingDocuments::GrantingDocuments(const sim::Authorizer& authorizer,
                                     std::span<const std::string> actions)
    : authorizer_(authorizer),
      actions_(actions.begin(), actions.end()),
      by_document_(authorizer.documents().size()) {
  for (const sim::ActionName& action : actions_) {
    services_ |= action.mark();
  }
}

bool GrantingDocuments::any_of(std::span<const sim::PolicyRef> policies) {
  return std::ranges::any_of(policies, [&](sim::PolicyRef policy) {
    const auto document = authorizer_.documents().document_of(policy);
    if (!document) {
      return true;
    }
    std::optional<bool>& answer = by_document_[document->value()];
    if (!answer) {
      answer = (policy->services() & services_) != 0 &&
               sim::may_grant(authorizer_.organization().document(*document), actions_);
    }
    return *answer;
  });
}

}  // namespace orgsim::compliance
