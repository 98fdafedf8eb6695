#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "io/write/access_names.h"
#include "io/write/blast_radius_names.h"
#include "io/write/blast_radius_text.h"
#include "io/write/text_table.h"

namespace orgsim::io {
namespace {

std::string_view sentence_of(sim::Untouched reason) {
  switch (reason) {
    case sim::Untouched::OutsideOrganization:
      return "in no organization of the attacker's, and trusts nobody who fell";
    case sim::Untouched::Suspended:
      return "suspended or closed: nobody can act in it";
    case sim::Untouched::NoRoute:
      return "inside the organization, but no way leads there";
  }
  return "";
}

Span cell_of(const sim::RouteMatrix::Row& row, std::string_view id) {
  const auto found = std::ranges::find(row.routes, id, &sim::Route::id);
  if (found == row.routes.end()) {
    return {.text = ".", .tone = Tone::Dim};
  }
  if (found->certain != sim::Truth::Yes) {
    return {.text = "possible", .tone = Tone::Unknown};
  }
  return found->direct ? Span{.text = found->after_raise ? "if lifted" : "open", .tone = Tone::Bad}
                       : Span{.text = "chain", .tone = Tone::Warning};
}

class MatrixText {
 public:
  MatrixText(const sim::Authorizer& authorizer, const sim::RouteMatrix& matrix, const Paint& paint,
             std::optional<std::size_t> width)
      : organization_(authorizer.organization()), matrix_(matrix), paint_(paint), width_(width) {}

  std::string text() {
    out_ += "\n" + paint_({{.text = "Ways into accounts", .tone = Tone::Heading}}) + "\n";
    table();
    closing();
    survivors();
    return std::move(out_);
  }

 private:
  void line(const Line& line) { out_ += paint_(line) + "\n"; }

  void table() {
    std::vector<Column> columns = {{.title = "account"}, {.title = "falls as"}};
    for (const std::string_view id : matrix_.ids) {
      columns.push_back({.title = std::string(id)});
    }
    columns.push_back({.title = "direct ways", .align = Align::Right});
    TextTable table(std::move(columns));
    for (const sim::RouteMatrix::Row& row : matrix_.rows) {
      std::vector<Span> cells = {
          {.text = organization_.accounts()[row.account].name},
          row.administered ? Span{.text = "admin", .tone = Tone::Bad} : Span{.text = "less"}};
      cells.reserve(cells.size() + matrix_.ids.size() + 1);
      for (const std::string_view id : matrix_.ids) {
        cells.push_back(cell_of(row, id));
      }
      cells.push_back(
          {.text = std::to_string(std::ranges::count(row.routes, true, &sim::Route::direct))});
      table.add(std::move(cells));
    }
    if (table.empty()) {
      return;
    }
    out_ += table.text(paint_, width_);
    line({{.text = "open: as things are; if lifted: once a ceiling is lifted; possible: under an "
                   "open condition; chain: from somebody who fell before",
           .tone = Tone::Dim}});
  }

  std::string names(const std::vector<Index<Account>>& accounts) const {
    std::vector<std::string_view> result(accounts.size());
    std::ranges::transform(accounts, result.begin(), [&](Index<Account> account) {
      return std::string_view(organization_.accounts()[account].name);
    });
    return fmt::format("{}", fmt::join(result, ", "));
  }

  void closing() {
    if (matrix_.closed.empty()) {
      return;
    }
    line({});
    line({{.text = "Closing one of them", .tone = Tone::Heading}});
    TextTable table({{.title = "route"},
                     {.title = "what it is", .wraps = true},
                     {.title = "still fall as admin", .align = Align::Right},
                     {.title = "saved", .wraps = true}});
    bool saves = false;
    for (const sim::ClosedRoute& closed : matrix_.closed) {
      saves = saves || !closed.saved.empty();
      table.add({{.text = std::string(closed.id)},
                 {.text = std::string(route_title(closed.id))},
                 {.text = std::to_string(closed.n_left)},
                 closed.saved.empty() ? Span{.text = "none", .tone = Tone::Bad}
                                      : Span{.text = names(closed.saved), .tone = Tone::Good}});
    }
    out_ += table.text(paint_, width_);
    if (!saves) {
      line({{.text = "Closing any one of them saves no account: where one way is closed, another "
                     "remains.",
             .tone = Tone::Strong}});
    }
  }

  void survivors() {
    if (matrix_.survivors.empty()) {
      return;
    }
    line({});
    line({{.text = "Not reached", .tone = Tone::Heading}});
    for (const sim::RouteMatrix::Survivor& survivor : matrix_.survivors) {
      line({{.text = "  "},
            {.text = name_of(organization_, survivor.account), .tone = Tone::Good},
            {.text = fmt::format(": {}", sentence_of(survivor.reason))}});
    }
  }

  const Organization& organization_;
  const sim::RouteMatrix& matrix_;
  const Paint& paint_;
  std::optional<std::size_t> width_;
  std::string out_;
};

}  // namespace

std::string route_matrix_text(const sim::Authorizer& authorizer, const sim::RouteMatrix& matrix,
                              const Paint& paint, std::optional<std::size_t> width) {
  return MatrixText(authorizer, matrix, paint, width).text();
}

}  // namespace orgsim::io
