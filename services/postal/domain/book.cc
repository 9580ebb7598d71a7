#include "services/postal/domain/book.h"

#include <algorithm>
#include <utility>

#include "absl/time/civil_time.h"
#include "common/base/clock.h"
#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"
#include "common/catalogue/unit_index.h"

namespace motcua::postal {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators

bool FollowsFromSettlement(PostingKind kind) {
  return kind == POSTING_KIND_HANDED_IN || kind == POSTING_KIND_REMITTED ||
         kind == POSTING_KIND_RECEIVED;
}

void Tell(BookTurn& turn, const Posting& posting) {
  event::v1::Event event;
  event.set_dossier_code(posting.dossier_code());
  event.set_actor(turn.actor);
  event.set_unit_code(turn.book.agency_unit());
  *event.mutable_occur_time() = ToProto(turn.now);
  event::v1::MoneyPosted& posted = *event.mutable_money_posted();
  posted.set_post_office(turn.book.post_office());
  posted.set_number(posting.number());
  posted.set_day(posting.day());
  posted.set_kind(posting.kind());
  *posted.mutable_entries() = posting.entries();
  posted.set_consignment_id(posting.consignment_id());
  posted.set_reverses(posting.reverses());
  turn.events.push_back(std::move(event));
}

// The last posting of the consignment that is not taken back and not settled; 0: none.
int64_t LastOf(const LedgerBook& book, const std::string& consignment_id) {
  int64_t number = 0;
  for (const Posting& posting : book.postings()) {
    if (posting.consignment_id() != consignment_id || posting.reverses() != 0) continue;
    if (std::ranges::find(book.reversed(), posting.number()) != book.reversed().end()) continue;
    number = posting.number();
  }
  return number;
}

PostingWish WishOf(const event::v1::Event& event, PostingKind kind, Entries entries) {
  PostingWish wish;
  wish.kind = kind;
  wish.entries = std::move(entries);
  wish.dossier_code = event.dossier_code();
  wish.occur_time = FromProto(event.occur_time());
  return wish;
}

Entries EntriesTold(const event::v1::MoneyCollected& money) {
  if (money.billed()) return EntriesOf(POSTING_KIND_POSTAGE_BILLED, money.postage_vnd());
  return CollectionEntries(money.fee_vnd(), money.postage_vnd());
}

}  // namespace

std::string DayOf(absl::Time time) {
  return absl::FormatCivilTime(absl::ToCivilDay(time, LocalZone()));
}

std::string DayAfter(const std::string& day) {
  absl::CivilDay parsed;
  catalogue::ParseDay(day, &parsed);
  return absl::FormatCivilTime(parsed + 1);
}

bool IsDay(std::string_view text) {
  absl::CivilDay day;
  return catalogue::ParseDay(text, &day);
}

bool IsPostedByPeople(PostingKind kind) {
  switch (kind) {
    case POSTING_KIND_FEE_AT_COUNTER:
    case POSTING_KIND_POSTAGE_AT_COUNTER:
    case POSTING_KIND_POSTAGE_PAID:
    case POSTING_KIND_POSTAGE_REFUNDED:
    case POSTING_KIND_COMPENSATION_OWED:
    case POSTING_KIND_COMPENSATION_PAID:
      return true;
    default:
      return false;
  }
}

LedgerBook NewBook(std::string post_office, std::string agency_unit, absl::Time now) {
  LedgerBook book;
  book.set_post_office(std::move(post_office));
  book.set_agency_unit(std::move(agency_unit));
  *book.mutable_create_time() = ToProto(now);
  return book;
}

const Posting& PostOn(BookTurn& turn, std::string day, PostingWish wish) {
  LedgerBook& book = turn.book;
  book.set_last_number(book.last_number() + 1);
  Posting& posting = *book.add_postings();
  posting.set_number(book.last_number());
  posting.set_day(std::move(day));
  posting.set_kind(wish.kind);
  *posting.mutable_entries() = std::move(wish.entries);
  posting.set_dossier_code(std::move(wish.dossier_code));
  posting.set_consignment_id(std::move(wish.consignment_id));
  *posting.mutable_occur_time() = ToProto(wish.occur_time);
  posting.set_actor(turn.actor);
  posting.set_reverses(wish.reverses);
  posting.set_note(std::move(wish.note));
  if (wish.reverses != 0) book.add_reversed(wish.reverses);
  AddTo(*book.mutable_balances(), posting.entries());
  Tell(turn, posting);
  return posting;
}

const Posting& Post(BookTurn& turn, PostingWish wish) {
  std::string day = DayOf(wish.occur_time);
  const std::string& settled = turn.book.settled_day();
  if (!settled.empty() && day <= settled) day = DayAfter(settled);
  return PostOn(turn, std::move(day), std::move(wish));
}

absl::StatusOr<Posting> Reverse(BookTurn& turn, const Posting& posting, std::string note) {
  if (FollowsFromSettlement(posting.kind())) {
    return InvalidArgument(kFieldInvalid, "the posting follows from a settlement")
        .Field("number", "follows from a settlement");
  }
  const auto& reversed = turn.book.reversed();
  if (posting.reverses() != 0 || std::ranges::find(reversed, posting.number()) != reversed.end()) {
    return FailedPrecondition(kPostingReversed, "the posting was taken back, or takes another back")
        .With("number", posting.number());
  }
  PostingWish wish;
  wish.kind = POSTING_KIND_REVERSAL;
  wish.entries = Negated(posting.entries());
  wish.dossier_code = posting.dossier_code();
  wish.consignment_id = posting.consignment_id();
  wish.reverses = posting.number();
  wish.note = std::move(note);
  wish.occur_time = turn.now;
  return Post(turn, std::move(wish));
}

void PostCollected(BookTurn& turn, const event::v1::Event& event) {
  const event::v1::MoneyCollected& money = event.money_collected();
  Entries entries = EntriesTold(money);
  if (entries.empty()) return;
  const PostingKind kind =
      money.billed() ? POSTING_KIND_POSTAGE_BILLED : POSTING_KIND_COLLECTED_BY_POSTMAN;
  PostingWish wish = WishOf(event, kind, std::move(entries));
  wish.consignment_id = money.consignment_id();
  if (money.undone()) {
    wish.kind = POSTING_KIND_REVERSAL;
    wish.entries = Negated(wish.entries);
    wish.reverses = LastOf(turn.book, money.consignment_id());
  }
  Post(turn, std::move(wish));
}

void PostClaim(BookTurn& turn, const event::v1::Event& event) {
  const event::v1::ClaimMoved& claim = event.claim_moved();
  const int64_t amount = claim.reissue_cost_vnd() + claim.compensation_vnd();
  if (claim.escalation_level() > 0 || amount == 0) return;
  PostingKind kind = POSTING_KIND_COMPENSATION_OWED;
  if (claim.state() == CLAIM_STATE_PAID) kind = POSTING_KIND_COMPENSATION_PAID;
  PostingWish wish = WishOf(event, kind, EntriesOf(kind, amount));
  wish.consignment_id = claim.consignment_id();
  if (claim.state() == CLAIM_STATE_FOUND) {
    wish.kind = POSTING_KIND_REVERSAL;
    wish.entries = Negated(wish.entries);
  } else if (claim.state() != CLAIM_STATE_ACCEPTED && claim.state() != CLAIM_STATE_PAID) {
    return;
  }
  Post(turn, std::move(wish));
}

void PostPaid(BookTurn& turn, const event::v1::Event& event) {
  Entries entries = EntriesOf(POSTING_KIND_FEE_AT_COUNTER, event.paid().amount_vnd());
  if (entries.empty()) return;
  Post(turn, WishOf(event, POSTING_KIND_FEE_AT_COUNTER, std::move(entries)));
}

}  // namespace motcua::postal
