// An IntakeService on a real Redis, with a clock that stands still.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "common/base/clock.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"
#include "common/testing/matchers.h"
#include "common/testing/redis_server.h"
#include "common/testing/run.h"
#include "services/intake/domain/test_catalogue.h"
#include "services/intake/domain/transitions.h"
#include "services/intake/intake_service.h"
#include "services/intake/store/places.h"

namespace motcua::intake {

inline RedisServer& TestRedis() {
  static auto* server = new RedisServer();
  return *server;
}

class ServiceFixture : public ::testing::Test {
 protected:
  ServiceFixture() {
    TestRedis().Flush();
    EXPECT_THAT(RunOn(io, committer.LoadFunctions()), IsOk());
  }

  static absl::Time Local(int day, int hour, int minute = 0) {
    return absl::FromCivil(absl::CivilSecond(2023, 1, day, hour, minute), LocalZone());
  }

  template <class Response, class Request>
  using Method = async::Task<absl::StatusOr<Response>> (IntakeService::*)(const CallContext&,
                                                                          const Request&);
  template <class Response, class Request>
  absl::StatusOr<Response> Call(Method<Response, Request> method, const Request& request) {
    return RunOn(io, (service.*method)(caller, request));
  }

  static void AddPaper(const std::string& name,
                       google::protobuf::RepeatedPtrField<type::v1::Paper>& papers) {
    type::v1::Paper& paper = *papers.Add();
    paper.set_name(name);
    paper.set_kind(type::v1::PAPER_KIND_ORIGINAL);
    paper.set_count(1);
  }

  // A complete birth registration at a commune's counter, under a request_id never used before.
  v1::SubmitDossierRequest MakeSubmission() {
    v1::SubmitDossierRequest request;
    request.set_request_id(Cat("r-", ++last_request));
    v1::DossierDraft& draft = *request.mutable_draft();
    draft.set_procedure_code("1.001193");
    draft.set_receiving_unit("29869");
    draft.set_channel(type::v1::CHANNEL_COUNTER);
    draft.mutable_applicant()->set_name("Nguyễn Thị Sen");
    AddPaper("Tờ khai", *draft.mutable_papers());
    AddPaper("Giấy chứng sinh", *draft.mutable_papers());
    return request;
  }

  // The code of a dossier that was filed so.
  std::string File(const v1::SubmitDossierRequest& request) {
    auto filed = Call(&IntakeService::SubmitDossier, request);
    EXPECT_THAT(filed, IsOk());
    return filed.ok() ? filed->dossier_code() : std::string();
  }
  std::string File() { return File(MakeSubmission()); }
  std::string FileAccepted() {
    v1::SubmitDossierRequest request = MakeSubmission();
    request.set_accept(true);
    return File(request);
  }

  // A request of the type that names the dossier.
  template <class Request>
  Request About(const std::string& code) {
    Request request;
    request.set_request_id(Cat("r-", ++last_request));
    request.set_dossier_code(code);
    return request;
  }

  Dossier Stored(const std::string& code) {
    auto loaded = RunOn(io, dossiers.Load(code));
    EXPECT_THAT(loaded, IsOk());
    return loaded.ok() ? *loaded->state : Dossier();
  }

  redis::Reply Redis(redis::Args args) { return *RunOn(io, redis.Call(std::move(args))); }
  int64_t EventCount() { return Redis({"XLEN", keys.Events()}).integer; }
  int64_t OpenCount() { return Redis({"ZCARD", keys.Open("dossier")}).integer; }
  std::vector<std::string> Listed(DossierState state, const std::string& unit = "29869") {
    std::vector<std::string> codes;
    for (auto& item : Redis({"ZRANGE", ListKey(keys, unit, state), "0", "-1"}).items) {
      codes.push_back(item.text);
    }
    return codes;
  }
  // The event that was told last.
  event::v1::Event LastEvent() {
    event::v1::Event event;
    redis::Reply reply = Redis({"XREVRANGE", keys.Events(), "+", "-", "COUNT", "1"});
    if (!reply.items.empty()) event.ParseFromString(reply.items[0].items[1].items[1].text);
    return event;
  }

  int last_request = 0;
  asio::io_context io;
  FakeClock clock{Local(18, 9)};
  store::Keys keys{"t"};
  redis::Client redis{io, {.address = TestRedis().address(), .connections = 4}};
  store::Committer committer{redis, keys};
  PersonMarks marks{"secret of the test"};
  Dossiers dossiers{committer, "dossier",
                    [this](const Dossier& dossier) { return PlacesOf(keys, marks, dossier); }, nullptr,
                    /*cache_size=*/0};
  CodeIssuer codes{committer};
  IntakeService service{dossiers, codes, marks, TestCatalogue(), clock};
  CallContext caller{.caller = {.name = "vnpost", .units = {"87"}}};
};

}  // namespace motcua::intake
