#include "io/write/blast_radius_names.h"

namespace orgsim::io {

std::string_view name_of(sim::AccountLevel level) {
  switch (level) {
    case sim::AccountLevel::None:
      return "none";
    case sim::AccountLevel::Metadata:
      return "metadata";
    case sim::AccountLevel::Read:
      return "read";
    case sim::AccountLevel::Write:
      return "write";
    case sim::AccountLevel::Admin:
      return "admin";
  }
  return "";
}

std::string_view name_of(sim::StoreAccess access) {
  switch (access) {
    case sim::StoreAccess::Read:
      return "read";
    case sim::StoreAccess::Write:
      return "write";
    case sim::StoreAccess::Delete:
      return "delete";
  }
  return "";
}

std::string_view name_of(sim::BoundaryKind kind) {
  switch (kind) {
    case sim::BoundaryKind::CardholderData:
      return "cardholder data";
    case sim::BoundaryKind::Production:
      return "production";
    case sim::BoundaryKind::Sandbox:
      return "sandbox";
    case sim::BoundaryKind::Organization:
      return "organization";
  }
  return "";
}

}  // namespace orgsim::io
