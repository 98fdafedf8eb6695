#pragma once

namespace orgsim {

/// Lambdas as one visitor, so that `std::visit` fails to compile when an alternative is missing.
template <class... Visitors>
struct Overload : Visitors... {
  using Visitors::operator()...;
};
template <class... Visitors>
Overload(Visitors...) -> Overload<Visitors...>;

}  // namespace orgsim
