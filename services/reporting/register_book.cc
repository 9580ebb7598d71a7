#include "services/reporting/register_book.h"

#include <algorithm>
#include <string>

#include "common/base/clock.h"
#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
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

// A place in a register is the number of the last line before it.
bool ReadToken(const std::string& token, int64_t* after) {
  return token.empty() || (ParseInt(token, after) && *after > 0 && Cat(*after) == token);
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

}  // namespace

absl::StatusOr<RegisterQuery> RegisterQueryOf(const v1::ListRegisterRequest& request) {
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
  RegisterQuery query{.unit_code = request.unit_code(),
                      .year = {NewYear(request.year()), NewYear(request.year() + 1)},
                      .dossier_code = request.dossier_code()};
  if (!ReadToken(request.page_token(), &query.after)) {
    return InvalidArgument(kPageTokenInvalid, "the token is not from this list")
        .Field("page_token", "as in next_page_token of the page before");
  }
  const int size = request.page_size() == 0 ? kDefaultPage : request.page_size();
  query.limit = std::min(size, kMostPerPage) + 1;
  return query;
}

v1::ListRegisterResponse RegisterAnswer(const RegisterQuery& query, const RegisterPage& page,
                                        const catalogue::Catalogue& catalogue) {
  v1::ListRegisterResponse response;
  const int size = std::min<int>(page.lines.size(), query.limit - 1);
  for (int i = 0; i < size; ++i) *response.add_entries() = EntryOf(page.lines[i]);
  if (size < static_cast<int>(page.lines.size())) {
    response.set_next_page_token(Cat(page.lines[size - 1].number));
  }
  response.set_total(page.total);
  const auto* unit = catalogue.FindUnit(query.unit_code);
  if (unit == nullptr) return response;
  response.set_unit_name(unit->name());
  const auto* parent = catalogue.FindUnit(unit->parent_code());
  if (parent != nullptr) response.set_parent_name(parent->name());
  return response;
}

}  // namespace motcua::reporting
