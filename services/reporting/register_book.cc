#include "services/reporting/register_book.h"

#include <algorithm>
#include <string>

#include "common/base/clock.h"
#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"

namespace motcua::reporting {
namespace {

constexpr int kDefaultPage = 200;
constexpr int kMostPerPage = 1000;
constexpr int kFirstYear = 2000;
constexpr int kLastYear = 2100;

int64_t NewYear(int year) {
  return absl::ToUnixMicros(absl::FromCivil(absl::CivilDay(year, 1, 1), LocalZone()));
}

// Where a page goes on: the book, and the number of the last line before it.
struct Place {
  size_t book = 0;
  int64_t after = 0;
};

std::string Token(const Place& place) { return Cat(place.book, "/", place.after); }

bool ReadToken(const std::string& token, Place* place) {
  if (token.empty()) return true;
  const size_t slash = token.find('/');
  return slash != std::string::npos && ParseInt(token.substr(0, slash), &place->book) &&
         ParseInt(token.substr(slash + 1), &place->after) && place->after >= 0 &&
         Token(*place) == token;
}

void SetTime(int64_t micros, google::protobuf::Timestamp* (v1::RegisterEntry::*field)(),
             v1::RegisterEntry& entry) {
  if (micros < kNever) *(entry.*field)() = ToProto(absl::FromUnixMicros(micros));
}

event::v1::CloseReason ReasonOfEnding(int ending) {
  switch (ending) {
    case kHandedOver:
      return event::v1::CLOSE_REASON_HANDED_OVER;
    case kDelivered:
      return event::v1::CLOSE_REASON_DELIVERED;
    case kWithdrawn:
      return event::v1::CLOSE_REASON_WITHDRAWN;
    default:
      return event::v1::CLOSE_REASON_UNSPECIFIED;
  }
}

v1::RegisterEntry EntryOf(const RegisterLine& line) {
  using Entry = v1::RegisterEntry;
  const DossierRow& row = line.row;
  Entry entry;
  entry.set_number(line.number);
  entry.set_dossier_code(row.code);
  entry.set_procedure_code(row.procedure_code);
  entry.set_channel(static_cast<type::v1::Channel>(row.channel));
  entry.set_return_method(static_cast<type::v1::ReturnMethod>(row.return_method));
  SetTime(row.accept_time, &Entry::mutable_accept_time, entry);
  SetTime(row.due_time, &Entry::mutable_due_time, entry);
  if (row.resolution == kResolvedByResult) {
    SetTime(row.resolve_time, &Entry::mutable_result_time, entry);
  }
  SetTime(row.close_time, &Entry::mutable_close_time, entry);
  entry.set_close_reason(ReasonOfEnding(row.ending));
  return entry;
}

absl::Status CheckRegister(const v1::ListRegisterRequest& request) {
  if (request.unit_code().empty()) {
    return InvalidArgument(kFieldRequired, "a required field is missing")
        .Field("unit_code", "is required");
  }
  if (request.year() < kFirstYear || request.year() > kLastYear) {
    return InvalidArgument(kFieldInvalid, "not a year of a register")
        .Field("year", Cat("between ", kFirstYear, " and ", kLastYear));
  }
  if (request.page_size() < 0) {
    return InvalidArgument(kFieldInvalid, "a page has a size").Field("page_size", "not negative");
  }
  return absl::OkStatus();
}

// Those before it first, and before them theirs.
void AddUnits(const std::string& unit, const catalogue::Catalogue& catalogue,
              std::vector<std::string>& units) {
  for (const std::string& before : catalogue.succession().PredecessorsOf(unit)) {
    if (catalogue.succession().LatestOf(before) == units.front()) AddUnits(before, catalogue, units);
  }
  units.push_back(unit);
}

std::vector<std::string> UnitsOf(const v1::ListRegisterRequest& request,
                                 const catalogue::Catalogue& catalogue) {
  std::vector<std::string> units = {request.unit_code()};
  if (request.units() != v1::REPORT_UNITS_TODAY) return units;
  AddUnits(request.unit_code(), catalogue, units);
  units.erase(units.begin());
  return units;
}

}  // namespace

absl::StatusOr<std::vector<RegisterBook>> RegisterBooksOf(const v1::ListRegisterRequest& request,
                                                          const catalogue::Catalogue& catalogue) {
  MOTCUA_RETURN_IF_ERROR(CheckRegister(request));
  const std::vector<std::string> units = UnitsOf(request, catalogue);
  Place place;
  if (!ReadToken(request.page_token(), &place) || place.book >= units.size()) {
    return InvalidArgument(kPageTokenInvalid, "the token is not from this list")
        .Field("page_token", "as in next_page_token of the page before");
  }
  const int size = request.page_size() == 0 ? kDefaultPage : request.page_size();
  std::vector<RegisterBook> books;
  for (size_t i = place.book; i < units.size(); ++i) {
    RegisterQuery query{.unit_code = units[i],
                        .year = {NewYear(request.year()), NewYear(request.year() + 1)},
                        .dossier_code = request.dossier_code()};
    query.after = i == place.book ? place.after : 0;
    query.limit = std::min(size, kMostPerPage) + 1;
    books.push_back({i, std::move(query)});
  }
  return books;
}

bool AddBook(const RegisterBook& book, const RegisterPage& page,
             v1::ListRegisterResponse& response) {
  response.set_total(response.total() + page.total);
  const int room = book.query.limit - 1 - response.entries_size();
  const int size = std::min<int>(page.lines.size(), room);
  for (int i = 0; i < size; ++i) {
    v1::RegisterEntry& entry = *response.add_entries() = EntryOf(page.lines[i]);
    entry.set_unit_code(book.query.unit_code);
  }
  if (size == static_cast<int>(page.lines.size())) return true;
  const int64_t after = size == 0 ? book.query.after : page.lines[size - 1].number;
  response.set_next_page_token(Token({book.index, after}));
  return false;
}

void NameRegister(const std::string& unit_code, const catalogue::Catalogue& catalogue,
                  v1::ListRegisterResponse& response) {
  const auto* unit = catalogue.FindUnit(unit_code);
  if (unit == nullptr) return;
  response.set_unit_name(unit->name());
  const auto* parent = catalogue.FindUnit(unit->parent_code());
  if (parent != nullptr) response.set_parent_name(parent->name());
}

}  // namespace motcua::reporting
