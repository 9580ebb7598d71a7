#include "services/postal/ledger_requests.h"

#include <set>

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/request_id.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "services/postal/domain/book.h"
#include "services/postal/domain/checks.h"
#include "services/postal/requests.h"

namespace motcua::postal {
namespace {

constexpr size_t kLongestText = 1000;

absl::Status CheckUnit(std::string_view unit, const catalogue::Catalogue& catalogue) {
  MOTCUA_RETURN_IF_ERROR(CheckPresent("agency_unit", unit));
  if (catalogue.FindUnit(unit) != nullptr) return absl::OkStatus();
  return NotFound(kUnitNotFound, "no such unit").With("unit", unit);
}

absl::Status RequireUnit(const auth::Caller& caller, std::string_view unit,
                         const catalogue::Catalogue& catalogue) {
  MOTCUA_RETURN_IF_ERROR(CheckUnit(unit, catalogue));
  return auth::RequireCovers(caller, unit, catalogue);
}

}  // namespace

absl::Status CheckPostOffice(std::string_view post_office, const catalogue::Catalogue& catalogue) {
  MOTCUA_RETURN_IF_ERROR(CheckPresent("post_office", post_office));
  if (catalogue.FindPostOffice(post_office) != nullptr) return absl::OkStatus();
  return NotFound(kPostOfficeNotFound, "no such post office").With("postOffice", post_office);
}

absl::Status CheckBook(const BookName& name, const catalogue::Catalogue& catalogue) {
  MOTCUA_RETURN_IF_ERROR(CheckPostOffice(name.post_office, catalogue));
  return CheckUnit(name.agency_unit, catalogue);
}

absl::Status CheckDay(std::string_view day) {
  MOTCUA_RETURN_IF_ERROR(CheckPresent("day", day));
  return IsDay(day) ? absl::OkStatus() : Invalid("day", "is not a day YYYY-MM-DD");
}

absl::Status CheckNote(std::string_view field, std::string_view text, bool required) {
  if (required) MOTCUA_RETURN_IF_ERROR(CheckPresent(field, text));
  return CheckLength(field, text, kLongestText);
}

absl::Status Check(const v1::RecordPostingRequest& request, const catalogue::Catalogue& catalogue) {
  MOTCUA_RETURN_IF_ERROR(CheckRequestId(request.request_id()));
  MOTCUA_RETURN_IF_ERROR(CheckBook(NameOf(request), catalogue));
  if (request.kind() == dossier::v1::POSTING_KIND_UNSPECIFIED) return CheckPresent("kind", "");
  if (!IsPostedByPeople(request.kind())) return Invalid("kind", "is posted by itself");
  if (request.amount_vnd() < 1 || request.amount_vnd() > kMostPosted) {
    return Invalid("amount_vnd", Cat("is not 1 to ", kMostPosted));
  }
  if (request.kind() == dossier::v1::POSTING_KIND_FEE_AT_COUNTER) {
    MOTCUA_RETURN_IF_ERROR(CheckPresent("dossier_code", request.dossier_code()));
  }
  return CheckNote("note", request.note(), false);
}

absl::Status Check(const v1::ReversePostingRequest& request,
                   const catalogue::Catalogue& catalogue) {
  MOTCUA_RETURN_IF_ERROR(CheckRequestId(request.request_id()));
  MOTCUA_RETURN_IF_ERROR(CheckBook(NameOf(request), catalogue));
  MOTCUA_RETURN_IF_ERROR(CheckDay(request.day()));
  if (request.number() < 1) return Invalid("number", "is not positive");
  return CheckNote("note", request.note(), true);
}

absl::Status Check(const v1::SettleDayRequest& request, const catalogue::Catalogue& catalogue,
                   absl::Time now) {
  MOTCUA_RETURN_IF_ERROR(CheckRequestId(request.request_id()));
  MOTCUA_RETURN_IF_ERROR(CheckPostOffice(request.post_office(), catalogue));
  if (!request.agency_unit().empty()) {
    MOTCUA_RETURN_IF_ERROR(CheckUnit(request.agency_unit(), catalogue));
  }
  MOTCUA_RETURN_IF_ERROR(CheckDay(request.day()));
  if (request.day() > DayOf(now)) return Invalid("day", "has not begun");
  if (!request.has_counted_cash_vnd()) return absl::OkStatus();
  if (request.agency_unit().empty()) {
    return Invalid("counted_cash_vnd", "is counted for one book: name agency_unit");
  }
  if (request.counted_cash_vnd() >= 0) return absl::OkStatus();
  return Invalid("counted_cash_vnd", "is negative");
}

absl::Status Check(const v1::ConfirmDaySettlementRequest& request,
                   const catalogue::Catalogue& catalogue) {
  MOTCUA_RETURN_IF_ERROR(CheckRequestId(request.request_id()));
  MOTCUA_RETURN_IF_ERROR(CheckBook(NameOf(request), catalogue));
  MOTCUA_RETURN_IF_ERROR(CheckDay(request.day()));
  if (request.received_vnd() < 0) return Invalid("received_vnd", "is negative");
  if (!request.lines().empty()) {
    MOTCUA_RETURN_IF_ERROR(CheckBatch("lines", request.lines_size(), kMostLines));
  }
  std::set<std::string_view> codes;
  for (const dossier::v1::SettlementLine& line : request.lines()) {
    MOTCUA_RETURN_IF_ERROR(CheckPresent("lines.dossier_code", line.dossier_code()));
    if (line.amount_vnd() == 0) return Invalid("lines.amount_vnd", "is 0");
    if (!codes.insert(line.dossier_code()).second) {
      return Invalid("lines.dossier_code", "is there twice");
    }
  }
  return absl::OkStatus();
}

absl::Status Check(const v1::ExplainDifferenceRequest& request,
                   const catalogue::Catalogue& catalogue) {
  MOTCUA_RETURN_IF_ERROR(CheckRequestId(request.request_id()));
  MOTCUA_RETURN_IF_ERROR(CheckBook(NameOf(request), catalogue));
  MOTCUA_RETURN_IF_ERROR(CheckDay(request.day()));
  return CheckNote("explanation", request.explanation(), true);
}

absl::StatusOr<Quarter> QuarterOf(int year, int quarter) {
  if (year < 2000 || year > 2100) return Invalid("year", "is not 2000 to 2100");
  if (quarter < 1 || quarter > 4) return Invalid("quarter", "is not 1 to 4");
  return Quarter{year, quarter};
}

absl::Status CheckOver(const Quarter& quarter, absl::Time now) {
  const std::string last_day = quarter.last_day();
  if (DayOf(now) > last_day) return absl::OkStatus();
  return FailedPrecondition(kQuarterNotOver, "the quarter is not over").With("lastDay", last_day);
}

absl::Status NoBook(const BookName& name) {
  return NotFound(kBookNotFound, "nothing was posted to this book")
      .With("postOffice", name.post_office)
      .With("agencyUnit", name.agency_unit);
}

absl::Status NoSettlement(std::string_view day) {
  return NotFound(kSettlementNotFound, "no such settlement").With("day", day);
}

dossier::v1::DaySettlement WithoutPostings(dossier::v1::DaySettlement day) {
  day.clear_postings();
  return day;
}

absl::StatusOr<std::string> ListOf(const v1::ListBalancesRequest& request,
                                   const auth::Caller& caller,
                                   const catalogue::Catalogue& catalogue) {
  if (!request.post_office().empty()) {
    MOTCUA_RETURN_IF_ERROR(RequireOffice(caller, request.post_office(), catalogue));
    return BooksOfOffice(request.post_office());
  }
  MOTCUA_RETURN_IF_ERROR(RequireUnit(caller, request.agency_unit(), catalogue));
  return BooksOfUnit(request.agency_unit());
}

absl::StatusOr<std::string> ListOf(const v1::ListDaySettlementsRequest& request,
                                   const auth::Caller& caller,
                                   const catalogue::Catalogue& catalogue) {
  std::string list;
  if (!request.post_office().empty()) {
    MOTCUA_RETURN_IF_ERROR(RequireOffice(caller, request.post_office(), catalogue));
    list = DaysOfOffice(request.post_office());
  } else if (!request.agency_unit().empty()) {
    MOTCUA_RETURN_IF_ERROR(RequireUnit(caller, request.agency_unit(), catalogue));
    list = DaysOfUnit(request.agency_unit());
  }
  return request.open_only() || list.empty() ? OpenDays(list) : list;
}

}  // namespace motcua::postal
