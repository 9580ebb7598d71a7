// Postal with an archive, for tests of what leaves Redis.
#pragma once

#include <string>
#include <vector>

#include "common/keeping/fake_keeper.h"
#include "services/postal/erasure.h"
#include "services/postal/ledger_service.h"
#include "services/postal/postal_fixture.h"
#include "services/postal/workers/leaving.h"

namespace motcua::postal {

class KeepingTest : public PostalTest {
 protected:
  KeepingTest() {
    service.set_keeper(&keeper);
    manifests.set_keeper(&keeper);
    custody.set_keeper(&keeper);
    claim_keeper.set_keeper(&keeper);
    claim_service.set_keeper(&keeper);
    ledger_service.set_keeper(&keeper);
  }

  void Report(const std::string& id, dossier::v1::TrackingKind kind) {
    v1::RecordTrackingRequest request;
    request.add_events()->set_consignment_id(id);
    request.mutable_events(0)->set_event_id(Cat("scan-", ++scans));
    request.mutable_events(0)->set_kind(kind);
    *request.mutable_events(0)->mutable_event_time() = ToProto(clock.Now());
    ASSERT_THAT(RunOn(io, service.RecordTracking(Everyone(), request)), IsOk());
  }

  // The result of the fixture's dossier, on its way home.
  std::string MakeResult() {
    v1::CreateConsignmentRequest request = TransferRequest("result");
    request.set_kind(dossier::v1::CONSIGNMENT_KIND_RESULT_TO_HOME);
    request.clear_to_unit();
    request.set_address("12 Lý Thường Kiệt");
    request.set_contact_name("Nguyễn Văn An");
    request.set_contact_phone("0912345678");
    const auto made = Create(request);
    EXPECT_THAT(made, IsOk());
    return made.ok() ? made->consignment_id() : std::string();
  }
  std::string MakeDelivered() {
    const std::string id = MakeResult();
    Report(id, dossier::v1::TRACKING_KIND_COLLECTED);
    Report(id, dossier::v1::TRACKING_KIND_DELIVERED);
    return id;
  }
  void LetGo() {
    clock.Advance(absl::Hours(24 * 31));
    ASSERT_THAT(RunOn(io, leaving.RunOnce()), IsOk());
  }
  absl::StatusOr<v1::GetConsignmentResponse> Get(const std::string& id) {
    v1::GetConsignmentRequest request;
    request.set_consignment_id(id);
    return RunOn(io, service.GetConsignment(Everyone(), request));
  }

  // A bag from BD.866 to BD.87 with these parcels, and what its two ends do with it.
  std::string BuildBag(const std::vector<std::string>& parcels) {
    v1::BuildBagRequest request;
    request.set_request_id(NextRequest());
    request.set_from_office("BD.866");
    request.set_to_office("BD.87");
    request.mutable_parcel_ids()->Assign(parcels.begin(), parcels.end());
    const auto built = RunOn(io, manifests.BuildBag(Everyone(), request));
    EXPECT_THAT(built, IsOk());
    return built.ok() ? built->bag_id() : std::string();
  }
  absl::StatusOr<v1::DispatchBagResponse> Dispatch(const std::string& bag) {
    auto request = OfBag<v1::DispatchBagRequest>(bag);
    request.set_seal("S-17");
    request.set_signer("Lê Văn Bưu");
    return RunOn(io, manifests.DispatchBag(Everyone(), request));
  }
  absl::StatusOr<v1::ReceiveBagResponse> Receive(const std::string& bag,
                                                 const std::vector<std::string>& parcels) {
    auto request = OfBag<v1::ReceiveBagRequest>(bag);
    request.mutable_parcel_ids()->Assign(parcels.begin(), parcels.end());
    return RunOn(io, manifests.ReceiveBag(Everyone(), request));
  }
  absl::StatusOr<v1::ReconcileBagResponse> Reconcile(const std::string& bag) {
    auto request = OfBag<v1::ReconcileBagRequest>(bag);
    request.set_signer("Trần Thị Nhận");
    return RunOn(io, manifests.ReconcileBag(Everyone(), request));
  }
  // All but the last parcel come out of the bag.
  std::string CarryInBag(const std::vector<std::string>& parcels) {
    const std::string bag = BuildBag(parcels);
    EXPECT_THAT(Dispatch(bag), IsOk());
    clock.Advance(absl::Hours(20));
    EXPECT_THAT(Receive(bag, {parcels.begin(), parcels.end() - 1}), IsOk());
    EXPECT_THAT(Reconcile(bag), IsOk());
    return bag;
  }
  // Reacts to everything postal was told, as its inbox does.
  void Pump() {
    const std::string inbox = keys.Inbox("postal");
    for (;;) {
      redis::Reply read =
          Call({"XREADGROUP", "GROUP", "postal", "1", "COUNT", "50", "STREAMS", inbox, ">"});
      if (read.items.empty()) return;
      for (redis::Reply& entry : read.items[0].items[1].items) {
        Event event;
        ASSERT_TRUE(event.ParseFromString(entry.items[1].items[1].text));
        const store::InboxEntry at{inbox, "postal", entry.items[0].text};
        const auto reaction = React(at, event);
        ASSERT_THAT(reaction, IsOk());
        if (*reaction == store::Reaction::kIgnored) {
          ASSERT_THAT(RunOn(io, committer.Acknowledge(at)), IsOk());
        }
      }
    }
  }
  std::string NextRequest() { return Cat("request-", ++requests); }
  template <class Request>
  Request OfBag(const std::string& bag) {
    Request request;
    request.set_request_id(NextRequest());
    request.set_bag_id(bag);
    return request;
  }

  Event Erased() {
    Event event;
    event.set_dossier_code(kDossier);
    *event.mutable_occur_time() = ToProto(clock.Now());
    event.mutable_personal_data_erased()->set_reason("Hết thời hạn");
    return event;
  }

  int scans = 0, requests = 0;
  keeping::FakeKeeper keeper;
  LedgerService ledger_service{books, catalogue, clock};
  Leaving leaving{stores, keeper, clock, absl::Hours(24 * 30)};
  Erasure erasure{consignments};
};

}  // namespace motcua::postal
