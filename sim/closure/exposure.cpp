#include "sim/closure/exposure.h"

#include <algorithm>

#include "model/arn.h"

namespace orgsim::sim {
namespace {

bool is_asked(PrincipalKind kind) {
  return kind == PrincipalKind::User || kind == PrincipalKind::Role ||
         kind == PrincipalKind::Person || kind == PrincipalKind::RootUser;
}

/// Follows every principal in turn with what one table of powers knows.
class ExposureQuestion {
 public:
  /// Who of the fallen reaches the thing; nothing: nobody.
  using Reached = std::function<std::optional<Doer>(const Fallen&)>;

  ExposureQuestion(const Authorizer& authorizer, const AccessGraph& graph, Reached reached)
      : authorizer_(authorizer),
        ground_(authorizer, graph),
        powers_(ground_),
        reached_(std::move(reached)) {}

  std::vector<Exposure> all() {
    std::vector<Exposure> result;
    for (const auto index : authorizer_.principals().all().indexes()) {
      if (!is_asked(authorizer_.principals()[index].kind)) {
        continue;
      }
      if (auto found = of(index, Reading::Possible)) {
        found->certain = of(index, Reading::Certain) ? Truth::Yes : Truth::Unknown;
        result.push_back(*std::move(found));
      }
    }
    std::ranges::stable_sort(result, {}, &Exposure::hops);
    return result;
  }

 private:
  std::optional<Exposure> of(Index<Principal> index, Reading reading) {
    const std::array footholds = {index};
    std::optional<Doer> doer;
    const Closure closure(powers_, footholds, {.reading = reading}, [&](const Closure& so_far) {
      doer = reached_(Fallen(so_far));
      return doer.has_value();
    });
    return doer ? std::optional(Exposure{.principal = index,
                                         .hops = doer->hops,
                                         .doer = doer->principal,
                                         .witness = closure.witness(doer->needs)})
                : std::nullopt;
  }

  const Authorizer& authorizer_;
  EscalationGround ground_;
  PowerTable powers_;
  Reached reached_;
};

}  // namespace

std::vector<Exposure> exposure_of(const Authorizer& authorizer, const AccessGraph& graph,
                                  const std::vector<Index<Principal>>& targets) {
  const auto nearest = [&](const Closure& closure) {
    std::optional<Index<Principal>> result;
    for (const auto target : targets) {
      if (closure.holds(target) && (!result || closure.hops(target) < closure.hops(*result))) {
        result = target;
      }
    }
    return result;
  };
  auto result =
      ExposureQuestion(authorizer, graph, [&](const Fallen& fallen) -> std::optional<Doer> {
        const auto target = nearest(fallen.closure());
        return target ? std::optional(Doer{.principal = *target,
                                           .needs = {Fact::held(*target)},
                                           .hops = fallen.closure().hops(*target)})
                      : std::nullopt;
      }).all();
  std::erase_if(result, [](const Exposure& exposure) { return exposure.hops == 0; });
  return result;
}

std::vector<Exposure> exposure_of(const Authorizer& authorizer, const AccessGraph& graph,
                                  std::string_view action, std::string_view resource) {
  const auto arn = parse_arn(resource);
  const auto known = authorizer.resources().find(resource);
  const auto owner =
      known ? std::optional((*authorizer.organization().tables().resources)[*known].account)
      : arn ? authorizer.organization().find_account(arn->account)
            : std::nullopt;
  return ExposureQuestion(authorizer, graph,
                          [&](const Fallen& fallen) {
                            std::vector<Index<Principal>> acting;
                            for (const auto held : fallen.closure().held()) {
                              if (authorizer.principals()[held].account) {
                                acting.push_back(held);
                              }
                            }
                            return fallen.nearest(acting, owner, [&](const Standing& standing) {
                              return standing.may(action, resource);
                            });
                          })
      .all();
}

}  // namespace orgsim::sim
