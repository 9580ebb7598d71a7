// The book of a post office and an agency unit: what is posted to it, and how it is taken back.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "motcua/dossier/v1/ledger.pb.h"
#include "motcua/event/v1/event.pb.h"
#include "services/postal/domain/entries.h"

namespace motcua::postal {

// The largest amount a person may post, in đồng.
inline constexpr int64_t kMostPosted = 10'000'000'000;

// The local day as "YYYY-MM-DD"; such days compare as texts.
std::string DayOf(absl::Time time);
std::string DayAfter(const std::string& day);
// Whether the text is a day in that form.
bool IsDay(std::string_view text);

// A change of a book in the making. References must outlive it.
struct BookTurn {
  dossier::v1::LedgerBook& book;
  std::vector<event::v1::Event>& events;
  std::string actor;  // the caller's name, or "motcua"
  absl::Time now;
};

// What is to be posted. `entries` add up to 0.
struct PostingWish {
  dossier::v1::PostingKind kind = dossier::v1::POSTING_KIND_UNSPECIFIED;
  Entries entries;
  std::string dossier_code;
  std::string consignment_id;
  int64_t reverses = 0;
  std::string note;
  absl::Time occur_time;
};

// Whether people may post the kind; the others are posted by themselves.
bool IsPostedByPeople(dossier::v1::PostingKind kind);

// The book of the two, before its first posting.
dossier::v1::LedgerBook NewBook(std::string post_office, std::string agency_unit, absl::Time now);

// Posts, and tells MoneyPosted. The day is that of occur_time, or the first that is not settled. The
// posting lives as long as the book is not changed.
const dossier::v1::Posting& Post(BookTurn& turn, PostingWish wish);
// The same on a day of which it is known that it is not settled.
const dossier::v1::Posting& PostOn(BookTurn& turn, std::string day, PostingWish wish);

// Takes a posting of this book back. INVALID_ARGUMENT FIELD_INVALID (number): it follows from a
// settlement. FAILED_PRECONDITION POSTING_REVERSED: it was taken back before, or takes another back.
absl::StatusOr<dossier::v1::Posting> Reverse(BookTurn& turn,
                                             const dossier::v1::Posting& posting,
                                             std::string note);

// Posts what MoneyCollected tells; what it undoes is a counter posting. Nothing where it tells of no
// money.
void PostCollected(BookTurn& turn, const event::v1::Event& event);
// Posts what ClaimMoved tells: compensation and the cost of issuing papers again (QĐ 45/2016 Đ.14) are
// owed once the claim is accepted, and paid when it is paid; what was owed for a parcel that turned up
// is taken back. Nothing for the claim's other moves.
void PostClaim(BookTurn& turn, const event::v1::Event& event);
// Posts what Paid tells of a payment to a post clerk.
void PostPaid(BookTurn& turn, const event::v1::Event& event);

}  // namespace motcua::postal
