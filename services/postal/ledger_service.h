// motcua.postal.v1.LedgerService: the law of the books is in domain/book and domain/settlement.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/catalogue/catalogue.h"
#include "common/keeping/kept.h"
#include "common/runtime/call_context.h"
#include "motcua/postal/v1/ledger_service.pb.h"
#include "services/postal/book_keeper.h"
#include "services/postal/ledger_requests.h"
#include "services/postal/store/keeping.h"

namespace motcua::runtime {
class RpcServer;
}

namespace motcua::postal {

// Errors of each method: see the proto.
class LedgerService {
 public:
  using Call = runtime::CallContext;

  LedgerService(BookKeeper& keeper, const catalogue::Catalogue& catalogue, const Clock& clock)
      : keeper_(keeper),
        ledger_(keeper.ledger()),
        catalogue_(catalogue),
        clock_(clock),
        kept_(nullptr, NatureOfKeptSettlements()) {}

  // Where settlements are found that have left; without it they are not.
  void set_keeper(keeping::Keeper* keeper);

  async::Task<absl::StatusOr<v1::ListBalancesResponse>> ListBalances(
      const Call& call, const v1::ListBalancesRequest& request);
  async::Task<absl::StatusOr<v1::ListPostingsResponse>> ListPostings(
      const Call& call, const v1::ListPostingsRequest& request);
  async::Task<absl::StatusOr<v1::RecordPostingResponse>> RecordPosting(
      const Call& call, const v1::RecordPostingRequest& request);
  async::Task<absl::StatusOr<v1::ReversePostingResponse>> ReversePosting(
      const Call& call, const v1::ReversePostingRequest& request);
  async::Task<absl::StatusOr<v1::SettleDayResponse>> SettleDay(const Call& call,
                                                               const v1::SettleDayRequest& request);
  async::Task<absl::StatusOr<v1::GetDaySettlementResponse>> GetDaySettlement(
      const Call& call, const v1::GetDaySettlementRequest& request);
  async::Task<absl::StatusOr<v1::ListDaySettlementsResponse>> ListDaySettlements(
      const Call& call, const v1::ListDaySettlementsRequest& request);
  async::Task<absl::StatusOr<v1::ConfirmDaySettlementResponse>> ConfirmDaySettlement(
      const Call& call, const v1::ConfirmDaySettlementRequest& request);
  async::Task<absl::StatusOr<v1::ExplainDifferenceResponse>> ExplainDifference(
      const Call& call, const v1::ExplainDifferenceRequest& request);
  async::Task<absl::StatusOr<v1::SettleQuarterResponse>> SettleQuarter(
      const Call& call, const v1::SettleQuarterRequest& request);
  async::Task<absl::StatusOr<v1::GetQuarterSettlementResponse>> GetQuarterSettlement(
      const Call& call, const v1::GetQuarterSettlementRequest& request);

 private:
  using Record = dossier::v1::LedgerRecord;

  // Changes the book the request names, and the records of `others`.
  template <class Reply, class Request>
  async::Task<absl::StatusOr<Reply>> Change(
      const Call& call, const Request& request, std::vector<std::string> others,
      std::function<absl::StatusOr<Reply>(BookKeeper::Desk&)> decide) {
    const store::Keys& keys = ledger_.committer().keys();
    return keeper_.Change<Reply>(store::CommandOf(keys, "postal", call.caller.name, request),
                                 NameOf(request), std::move(others), call.caller.name,
                                 std::move(decide));
  }

  // The record, also one that has left; NOT_FOUND with `reason` when there is none.
  async::Task<absl::StatusOr<Record>> Find(std::string id, std::string_view reason);
  // Units of which a caller must cover one to see the book.
  std::vector<std::string> UnitsOf(const BookName& name) const;
  // Every agency unit with which the office has a book.
  async::Task<absl::StatusOr<std::vector<std::string>>> UnitsWithBooks(std::string post_office);
  // The book's statement of the day: made, or that there was.
  async::Task<absl::StatusOr<v1::SettleDayResponse>> SettleBook(const Call& call,
                                                                v1::SettleDayRequest request);
  // Changes the statement of a day. FAILED_PRECONDITION SETTLEMENT_CLOSED also when it has left.
  template <class Reply, class Request>
  async::Task<absl::StatusOr<Reply>> ChangeDay(
      const Call& call, const Request& request,
      std::function<absl::StatusOr<Reply>(BookKeeper::Desk&)> decide);
  // The quarter's settlement in Redis. Where there is none it is made, or, unless `may_make`,
  // NOT_FOUND SETTLEMENT_NOT_FOUND.
  async::Task<absl::StatusOr<v1::SettleQuarterResponse>> MakeQuarter(
      const Call& call, const v1::SettleQuarterRequest& request, Quarter quarter, bool may_make);
  // Ids of the statements of the quarter, in order.
  async::Task<absl::StatusOr<std::vector<std::string>>> DaysIn(BookName name, Quarter quarter);

  BookKeeper& keeper_;
  Ledger& ledger_;
  const catalogue::Catalogue& catalogue_;
  const Clock& clock_;
  keeping::Kept<Record> kept_;
};

// Registers the methods. `service` must outlive the server.
void Serve(LedgerService& service, runtime::RpcServer& server);

}  // namespace motcua::postal
