// Draws the built-in organization through the installed headers and libraries.

#include <iostream>
#include <string>
#include <vector>

#include "io/load_layers.h"
#include "io/write/tree_text.h"
#include "model/organization.h"

int main() {
  orgsim::io::SourceFiles files;
  const std::vector<std::string> names = {"reference"};
  const auto organization = orgsim::io::load_layers(names, files);
  if (!organization || organization->accounts().empty()) {
    std::cerr << "the built-in organization cannot be read\n";
    return 1;
  }
  std::cout << orgsim::io::tree_text(*organization);
  return 0;
}
