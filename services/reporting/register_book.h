// The register book (Sổ theo dõi hồ sơ): from a request to a query, from lines to the answer.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/catalogue/catalogue.h"
#include "motcua/reporting/v1/reporting_service.pb.h"
#include "services/reporting/store/archive_reader.h"

namespace motcua::reporting {

// A book to read, and which of the answer's it is.
struct RegisterBook {
  size_t index = 0;
  RegisterQuery query;
};

// The books an answer is read from, in order, each from where the page goes on: the unit's own; with
// TODAY before it those of the units whose work it goes on with.
// INVALID_ARGUMENT(FIELD_REQUIRED | FIELD_INVALID | PAGE_TOKEN_INVALID).
absl::StatusOr<std::vector<RegisterBook>> RegisterBooksOf(const v1::ListRegisterRequest& request,
                                                          const catalogue::Catalogue& catalogue);

// Adds a book to the answer. False when the page is full: `response` then says where the next one
// goes on. A page is read with a line more than it may still hold (query.limit).
bool AddBook(const RegisterBook& book, const RegisterPage& page, v1::ListRegisterResponse& response);

// Adds whose register it is.
void NameRegister(const std::string& unit_code, const catalogue::Catalogue& catalogue,
                  v1::ListRegisterResponse& response);

}  // namespace motcua::reporting
