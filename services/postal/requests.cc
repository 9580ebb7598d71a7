#include "services/postal/requests.h"

#include <algorithm>

#include "absl/container/flat_hash_set.h"
#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "services/postal/domain/checks.h"
#include "services/postal/domain/s10.h"
#include "services/postal/store/places.h"

namespace motcua::postal {
namespace {

absl::StatusOr<ListQuery> QueryOfOffice(const v1::ListConsignmentsRequest& request,
                                        const auth::Caller& caller,
                                        const catalogue::Catalogue& catalogue) {
  MOTCUA_RETURN_IF_ERROR(CheckPresent("post_office", request.post_office()));
  MOTCUA_RETURN_IF_ERROR(RequireOffice(caller, request.post_office(), catalogue));
  ListQuery query;
  query.post_office = request.post_office();
  query.state = request.state() == dossier::v1::CONSIGNMENT_STATE_UNSPECIFIED
                    ? dossier::v1::CONSIGNMENT_STATE_CREATED
                    : request.state();
  query.list = ListOfOffice(query.post_office, query.state);
  return query;
}

}  // namespace

absl::Status CheckPresent(std::string_view field, std::string_view value) {
  return value.empty() ? Required(field) : absl::OkStatus();
}

absl::Status CheckBatch(std::string_view field, int size, int max) {
  if (size == 0) return CheckPresent(field, "");
  if (size <= max) return absl::OkStatus();
  return InvalidArgument(kBatchTooLarge, Cat(field, " holds more than ", max))
      .Field(field, Cat("holds ", size, " of at most ", max));
}

absl::StatusOr<int> PageSizeOf(int asked, int fallback, int most) {
  if (asked == 0) return fallback;
  if (asked < 0) return Invalid("page_size", "is negative");
  return std::min(asked, most);
}

absl::Status CheckParcelIds(std::string_view field,
                            const google::protobuf::RepeatedPtrField<std::string>& ids) {
  absl::flat_hash_set<std::string_view> seen;
  for (const std::string& id : ids) {
    if (!IsS10(id)) return Invalid(field, Cat("hold ", id, ", which is not an S10 identifier"));
    if (!seen.insert(id).second) return Invalid(field, Cat("hold ", id, " twice"));
  }
  return absl::OkStatus();
}

absl::Status CheckText(std::string_view field, std::string_view text, size_t max) {
  MOTCUA_RETURN_IF_ERROR(CheckPresent(field, text));
  return CheckLength(field, text, max);
}

absl::Status RequireOffice(const auth::Caller& caller, std::string_view office,
                           const catalogue::Catalogue& catalogue) {
  const auto* found = catalogue.FindPostOffice(office);
  if (found == nullptr) {
    return NotFound(kPostOfficeNotFound, "no such post office").With("postOffice", office);
  }
  return auth::RequireCovers(caller, found->unit_code(), catalogue);
}

namespace {

std::vector<std::vector<type::v1::Paper>> ContentsOf(const v1::CreateConsignmentRequest& request) {
  std::vector<std::vector<type::v1::Paper>> contents;
  for (const v1::ParcelWish& parcel : request.parcels()) {
    contents.emplace_back(parcel.papers().begin(), parcel.papers().end());
  }
  return contents;
}

}  // namespace

Wish WishOf(const v1::CreateConsignmentRequest& request) {
  return {.dossier_code = request.dossier_code(),
          .kind = request.kind(),
          .from_unit = request.from_unit(),
          .to_unit = request.to_unit(),
          .address = request.address(),
          .contact_name = request.contact_name(),
          .contact_phone = request.contact_phone(),
          .home_commune = request.home_commune(),
          .parcels = ContentsOf(request),
          .slip_return = request.slip_return()};
}

bool ListQuery::Wants(const dossier::v1::Consignment& consignment) const {
  if (!post_office.empty() && consignment.post_office() != post_office) return false;
  return state == dossier::v1::CONSIGNMENT_STATE_UNSPECIFIED || consignment.state() == state;
}

absl::StatusOr<ListQuery> QueryOf(const v1::ListConsignmentsRequest& request,
                                  const auth::Caller& caller,
                                  const catalogue::Catalogue& catalogue) {
  ListQuery query;
  if (!dossier::v1::ConsignmentState_IsValid(request.state())) {
    return Invalid("state", "is not known");
  }
  if (request.dossier_code().empty()) {
    MOTCUA_ASSIGN_OR_RETURN(query, QueryOfOffice(request, caller, catalogue));
  } else {
    query.list = ListOfDossier(request.dossier_code());
    query.post_office = request.post_office();
    query.state = request.state();
  }
  MOTCUA_ASSIGN_OR_RETURN(query.page_size, PageSizeOf(request.page_size()));
  return query;
}

}  // namespace motcua::postal
