// Requests to the ledger, refused where they are wrong.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/auth/caller.h"
#include "common/catalogue/catalogue.h"
#include "motcua/postal/v1/ledger_service.pb.h"
#include "services/postal/store/ledger_places.h"

namespace motcua::postal {

// Lines an agency may send.
inline constexpr int kMostLines = 5000;

// Of any request that names a book.
template <class Request>
BookName NameOf(const Request& request) {
  return {request.post_office(), request.agency_unit()};
}

// The post office is there. INVALID_ARGUMENT FIELD_REQUIRED; NOT_FOUND POST_OFFICE_NOT_FOUND.
absl::Status CheckPostOffice(std::string_view post_office, const catalogue::Catalogue& catalogue);
// Both are there, and the catalogue has them. Besides, NOT_FOUND UNIT_NOT_FOUND.
absl::Status CheckBook(const BookName& name, const catalogue::Catalogue& catalogue);
// A day, "YYYY-MM-DD". INVALID_ARGUMENT FIELD_REQUIRED | FIELD_INVALID.
absl::Status CheckDay(std::string_view day);
// Present, of at most 1,000 characters.
absl::Status CheckNote(std::string_view field, std::string_view text, bool required);

absl::Status Check(const v1::RecordPostingRequest& request, const catalogue::Catalogue& catalogue);
absl::Status Check(const v1::ReversePostingRequest& request, const catalogue::Catalogue& catalogue);
absl::Status Check(const v1::SettleDayRequest& request, const catalogue::Catalogue& catalogue,
                   absl::Time now);
absl::Status Check(const v1::ConfirmDaySettlementRequest& request,
                   const catalogue::Catalogue& catalogue);
absl::Status Check(const v1::ExplainDifferenceRequest& request,
                   const catalogue::Catalogue& catalogue);
// The quarter. Besides, FAILED_PRECONDITION QUARTER_NOT_OVER.
absl::StatusOr<Quarter> QuarterOf(int year, int quarter);
absl::Status CheckOver(const Quarter& quarter, absl::Time now);

// Nothing was ever posted to the book.
absl::Status NoBook(const BookName& name);

// The day, or the quarter ("2023-1"), is not settled.
absl::Status NoSettlement(std::string_view day);

// A statement as lists show it.
dossier::v1::DaySettlement WithoutPostings(dossier::v1::DaySettlement day);

// Which list a request asks for, among those the caller may see.
absl::StatusOr<std::string> ListOf(const v1::ListBalancesRequest& request,
                                   const auth::Caller& caller,
                                   const catalogue::Catalogue& catalogue);
absl::StatusOr<std::string> ListOf(const v1::ListDaySettlementsRequest& request,
                                   const auth::Caller& caller,
                                   const catalogue::Catalogue& catalogue);

}  // namespace motcua::postal
