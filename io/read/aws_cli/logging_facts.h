#pragma once

#include <map>
#include <set>
#include <string>

#include "model/logging.h"

namespace orgsim::io {

/// What CloudTrail, AWS Config, GuardDuty and Security Hub say, before it is put together.
struct LoggingFacts {
  bool any = false;                     // Whether some output was about logging.
  std::map<std::string, Trail> trails;  // By ARN. Every Region of a trail shows it.
  std::map<std::string, Trail> parts;   // What says only the ARN or the name of its trail.
  Logging rest;
  std::set<Index<Account>> trails_collected;
  std::set<Index<Account>> recorders_collected;
};

}  // namespace orgsim::io
