// Postal on a real Redis, with a clock that stands still and dossiers made up by the test.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "common/base/clock.h"
#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"
#include "common/store/inbox.h"
#include "common/testing/matchers.h"
#include "common/testing/redis_server.h"
#include "common/testing/run.h"
#include "services/postal/claim_service.h"
#include "services/postal/custody_service.h"
#include "services/postal/domain/s10.h"
#include "services/postal/domain/test_catalogue.h"
#include "services/postal/domain/test_postage.h"
#include "services/postal/manifest_service.h"
#include "services/postal/postal_service.h"
#include "services/postal/reactions.h"
#include "services/postal/store/stores.h"

namespace motcua::postal {

using dossier::v1::Consignment;
using event::v1::Event;

inline constexpr char kDossier[] = "000.03.31.H20-230201-0001";

// Knows the dossiers it was given.
class FakeDossiers : public DossierSource {
 public:
  async::Task<absl::StatusOr<dossier::v1::Dossier>> Get(std::string code) override {
    ++asked;
    if (!failure.ok()) co_return failure;
    auto found = dossiers.find(code);
    if (found == dossiers.end()) co_return NotFound(kDossierNotFound, "no such dossier");
    co_return found->second;
  }

  std::map<std::string, dossier::v1::Dossier> dossiers;
  absl::Status failure;
  int asked = 0;
};

class PostalTest : public testing::Test {
 protected:
  static RedisServer& Server() {
    static auto* server = new RedisServer();
    return *server;
  }

  PostalTest() {
    Server().Flush();
    EXPECT_THAT(RunOn(io, committer.LoadFunctions()), IsOk());
    group = {"XGROUP", "CREATE", keys.Inbox("postal"), "postal", "0", "MKSTREAM"};
    Call(group);
    AddDossier(kDossier);
  }

  void AddDossier(const std::string& code) {
    dossier::v1::Dossier& dossier = dossiers.dossiers[code];
    dossier.set_code(code);
    dossier.mutable_applicant()->set_name("Nguyễn Văn An");
    dossier.mutable_applicant()->set_phone("0912345678");
    dossier.mutable_applicant()->set_address("12 Lý Thường Kiệt");
    dossier.mutable_applicant()->set_commune_code("29884");
    type::v1::Paper& paper = *dossier.add_papers();
    paper.set_name("Tờ khai");
    paper.set_kind(type::v1::PAPER_KIND_ORIGINAL);
    paper.set_count(1);
  }

  static runtime::CallContext By(std::string name, std::vector<std::string> units) {
    runtime::CallContext call;
    call.caller = {.name = std::move(name), .units = std::move(units)};
    return call;
  }
  static runtime::CallContext Everyone() { return By("vnpost", {"*"}); }

  redis::Reply Call(redis::Args args) {
    auto reply = RunOn(io, redis.Call(std::move(args)));
    EXPECT_THAT(reply, IsOk());
    return reply.ok() ? *std::move(reply) : redis::Reply();
  }

  // The events of a stream, oldest first.
  std::vector<Event> EventsIn(std::string key) {
    std::vector<Event> events;
    for (redis::Reply& entry : Call({"XRANGE", std::move(key), "-", "+"}).items) {
      EXPECT_TRUE(events.emplace_back().ParseFromString(entry.items[1].items[1].text));
    }
    return events;
  }
  std::vector<Event> Events() { return EventsIn(keys.Events()); }
  std::vector<Event> Inbox(std::string_view service) { return EventsIn(keys.Inbox(service)); }

  // Members of a sorted set, in its order.
  std::vector<std::string> Members(std::string key) {
    std::vector<std::string> members;
    for (redis::Reply& item : Call({"ZRANGE", std::move(key), "0", "-1"}).items) {
      members.push_back(std::move(item.text));
    }
    return members;
  }
  std::vector<std::string> Open() { return Members(keys.Open(kConsignmentKind)); }
  std::vector<std::string> Listed(const std::string& list) {
    return Members(keys.Index(kConsignmentKind, list));
  }

  // Says the event as another service would, and delivers it to postal.
  store::InboxEntry Deliver(const Event& event) {
    store::Commit commit;
    commit.events.push_back(event);
    EXPECT_THAT(RunOn(io, committer.Run(std::move(commit))), IsOk());
    redis::Reply read = Call(
        {"XREADGROUP", "GROUP", "postal", "1", "COUNT", "1", "STREAMS", keys.Inbox("postal"), ">"});
    if (read.items.empty()) return {};
    return {keys.Inbox("postal"), "postal", read.items[0].items[1].items[0].items[0].text};
  }

  absl::StatusOr<store::Reaction> React(store::InboxEntry entry, Event event) {
    return RunOn(io, reactions.React(std::move(entry), std::move(event)));
  }

  static v1::CreateConsignmentRequest TransferRequest(std::string request_id) {
    v1::CreateConsignmentRequest request;
    request.set_request_id(std::move(request_id));
    request.set_dossier_code(kDossier);
    request.set_kind(dossier::v1::CONSIGNMENT_KIND_UNIT_TO_UNIT);
    request.set_from_unit("29869");
    request.set_to_unit("87.SXD");
    return request;
  }
  absl::StatusOr<v1::CreateConsignmentResponse> Create(
      const v1::CreateConsignmentRequest& request, const runtime::CallContext& call = Everyone()) {
    return RunOn(io, service.CreateConsignment(call, request));
  }
  std::string MakeTransfer(std::string request_id) {
    auto made = Create(TransferRequest(std::move(request_id)));
    EXPECT_THAT(made, IsOk());
    return made.ok() ? made->consignment_id() : std::string();
  }
  Consignment Stored(std::string id) {
    auto loaded = RunOn(io, consignments.Load(std::move(id)));
    EXPECT_THAT(loaded, IsOk());
    return loaded.ok() ? *loaded->state : Consignment();
  }

  asio::io_context io;
  redis::Client redis{io, {.address = Server().address(), .connections = 2}};
  store::Keys keys{"t"};
  store::Committer committer{redis, keys};
  redis::Args group;
  // Wednesday.
  FakeClock clock{absl::FromCivil(absl::CivilHour(2023, 2, 1, 9), LocalZone())};
  catalogue::Catalogue catalogue = TestCatalogue();
  metrics::Registry registry;
  Metrics metrics{registry};
  Stores stores{committer, catalogue, registry};
  Consignments& consignments = stores.consignments;
  Bags& bags = stores.bags;
  Claims& claims = stores.claims;
  Ledger& ledger = stores.ledger;
  ConsignmentMaker maker{consignments, catalogue, clock, metrics};
  PostalService service{consignments, maker, catalogue, clock, metrics};
  FakeDossiers dossiers;
  ClaimKeeper claim_keeper{claims, catalogue, clock};
  ManifestService manifests{bags, consignments, catalogue, clock};
  CustodyService custody{consignments, claims, dossiers, catalogue, clock};
  ClaimService claim_service{claims, consignments, claim_keeper, catalogue, clock};
  BookKeeper books{ledger, catalogue, clock};
  Reactions reactions{maker, claim_keeper, dossiers, books};
};

}  // namespace motcua::postal
