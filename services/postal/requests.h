// Request messages turned into what postal works with, and refused where they are wrong.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/auth/caller.h"
#include "common/catalogue/catalogue.h"
#include "motcua/postal/v1/postal_service.pb.h"
#include "services/postal/domain/consignment.h"

namespace motcua::postal {

// Reports a call may bring.
inline constexpr int kMaxReports = 1000;

// INVALID_ARGUMENT FIELD_REQUIRED.
absl::Status CheckPresent(std::string_view field, std::string_view value);
// INVALID_ARGUMENT FIELD_REQUIRED when empty, BATCH_TOO_LARGE beyond `max`.
absl::Status CheckBatch(std::string_view field, int size, int max);

// How many a page holds: `fallback` when 0 are asked for, never more than `most`. INVALID_ARGUMENT
// FIELD_INVALID when negative.
absl::StatusOr<int> PageSizeOf(int asked, int fallback = 50, int most = 500);
// Parcels a call may name for a bag.
inline constexpr int kMaxParcelsOfCall = 500;
// INVALID_ARGUMENT FIELD_INVALID: an identifier is not S10, or there twice.
absl::Status CheckParcelIds(std::string_view field,
                            const google::protobuf::RepeatedPtrField<std::string>& ids);
// Within bounds and not empty: INVALID_ARGUMENT FIELD_REQUIRED | FIELD_INVALID.
absl::Status CheckText(std::string_view field, std::string_view text, size_t max);

// OK if the caller covers the post office's area. NOT_FOUND POST_OFFICE_NOT_FOUND;
// PERMISSION_DENIED UNIT_OUT_OF_SCOPE.
absl::Status RequireOffice(const auth::Caller& caller, std::string_view office,
                           const catalogue::Catalogue& catalogue);

Wish WishOf(const v1::CreateConsignmentRequest& request);

// Which list a request asks for.
struct ListQuery {
  std::string list;  // name, as in store/places.h
  int page_size = 0;
  std::string post_office;                                                           // empty: any
  dossier::v1::ConsignmentState state = dossier::v1::CONSIGNMENT_STATE_UNSPECIFIED;  // or any

  bool Wants(const dossier::v1::Consignment& consignment) const;
};

// A dossier's list where a dossier is given (of one post office, if that is given too), else a post
// office's, which the caller must cover. INVALID_ARGUMENT FIELD_REQUIRED | FIELD_INVALID; NOT_FOUND
// POST_OFFICE_NOT_FOUND; PERMISSION_DENIED UNIT_OUT_OF_SCOPE.
absl::StatusOr<ListQuery> QueryOf(const v1::ListConsignmentsRequest& request,
                                  const auth::Caller& caller,
                                  const catalogue::Catalogue& catalogue);

}  // namespace motcua::postal
