#include "model/arn.h"

#include <array>

namespace orgsim {

std::optional<ArnParts> parse_arn(std::string_view text) {
  std::array<std::string_view, 5> parts;
  std::string_view rest = text;
  for (std::string_view& part : parts) {
    const std::size_t colon = rest.find(':');
    if (colon == std::string_view::npos) {
      return std::nullopt;
    }
    part = rest.substr(0, colon);
    rest.remove_prefix(colon + 1);
  }
  if (parts[0] != "arn") {
    return std::nullopt;
  }
  return ArnParts{.partition = parts[1],
                  .service = parts[2],
                  .region = parts[3],
                  .account = parts[4],
                  .resource = rest};
}

std::string iam_arn(std::string_view partition, std::string_view account,
                    std::string_view resource) {
  std::string arn = "arn:";
  arn.append(partition).append(":iam::").append(account).append(":").append(resource);
  return arn;
}

}  // namespace orgsim
