// Routing as a whole on a real Redis, on a clock that the test moves.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "asio/io_context.hpp"
#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/base/proto_time.h"
#include "common/base/strings.h"
#include "common/catalogue/catalogue.h"
#include "common/redis/client.h"
#include "common/testing/matchers.h"
#include "common/testing/redis_server.h"
#include "common/testing/run.h"
#include "services/routing/metrics.h"
#include "services/routing/reactions.h"
#include "services/routing/routing_service.h"
#include "services/routing/workers/lease_recoverer.h"
#include "services/routing/workers/reconciler.h"
#include "services/routing/workers/timer_firer.h"

namespace motcua::routing {

inline constexpr char kCommune[] = "30076";
inline constexpr char kDistrict[] = "866";
inline constexpr char kDivision[] = "866.TNMT";
inline constexpr char kDepartment[] = "87.SXD";

// Procedures: a single step, there and back, parallel consultation, originals that travel.
inline constexpr char kSingle[] = "1.1";
inline constexpr char kThereAndBack[] = "1.2";
inline constexpr char kParallel[] = "1.3";
inline constexpr char kOriginals[] = "1.4";

inline constexpr char kTestCatalogue[] = R"pb(
  units { code: "87" name: "Tỉnh Đồng Tháp" level: LEVEL_PROVINCE }
  units { code: "87.SXD" name: "Sở Xây dựng" level: LEVEL_PROVINCE parent_code: "87" }
  units { code: "866" name: "Huyện Cao Lãnh" level: LEVEL_DISTRICT parent_code: "87" }
  units { code: "866.TNMT" name: "Phòng TN&MT" level: LEVEL_DISTRICT parent_code: "866" }
  units {
    code: "30076"
    name: "Xã Mỹ Thọ"
    level: LEVEL_COMMUNE
    parent_code: "866"
    one_stop: true
    agency_code: "000.31.14.H20"
  }
  units {
    code: "30079"
    name: "Xã Tân Hội Trung"
    level: LEVEL_COMMUNE
    parent_code: "866"
    one_stop: true
    agency_code: "000.32.14.H20"
  }
  procedures {
    code: "1.1"
    name: "Chứng thực bản sao"
    field: "Chứng thực"
    levels: LEVEL_COMMUNE
    limit { kind: LIMIT_KIND_SAME_DAY }
    papers { name: "Bản chính" kind: PAPER_KIND_ORIGINAL count: 1 required: true }
    route { stage: 1 name: "Ký" unit_selector: "origin" share_permille: 1000 role: "leader" }
  }
  procedures {
    code: "1.2"
    name: "Đăng ký đất đai"
    field: "Đất đai"
    levels: LEVEL_COMMUNE
    limit { kind: LIMIT_KIND_WORKING_DAYS amount: 10 }
    papers { name: "Tờ khai" kind: PAPER_KIND_ORIGINAL count: 1 required: true }
    route { stage: 1 name: "Kiểm tra" unit_selector: "origin" share_permille: 200 role: "officer" }
    route { stage: 2 name: "Ký" unit_selector: "district" share_permille: 700 role: "leader" }
    route { stage: 3 name: "Trả" unit_selector: "origin" share_permille: 100 role: "officer" }
  }
  procedures {
    code: "1.3"
    name: "Cấp phép xây dựng"
    field: "Xây dựng"
    levels: LEVEL_COMMUNE
    limit { kind: LIMIT_KIND_NONE }
    papers { name: "Đơn" kind: PAPER_KIND_ORIGINAL count: 1 required: true }
    route { stage: 1 name: "Kiểm tra" unit_selector: "origin" share_permille: 200 role: "officer" }
    route {
      stage: 2
      name: "Thẩm định"
      unit_selector: "division:TNMT"
      share_permille: 600
      role: "officer"
    }
    route {
      stage: 2
      name: "Ý kiến"
      unit_selector: "department:SXD"
      share_permille: 300
      role: "officer"
    }
    route { stage: 3 name: "Ký" unit_selector: "district" share_permille: 200 role: "leader" }
  }
  procedures {
    code: "1.4"
    name: "Cấp lại giấy"
    field: "Đất đai"
    levels: LEVEL_COMMUNE
    limit { kind: LIMIT_KIND_WORKING_DAYS amount: 5 }
    papers { name: "Giấy cũ" kind: PAPER_KIND_ORIGINAL count: 1 required: true }
    route { stage: 1 name: "Kiểm tra" unit_selector: "origin" share_permille: 200 role: "officer" }
    route {
      stage: 2
      name: "Ký"
      unit_selector: "district"
      share_permille: 800
      needs_originals: true
      role: "leader"
    }
  }
)pb";

inline absl::Time LocalTime(int year, int month, int day, int hour = 0, int minute = 0) {
  return absl::FromCivil(absl::CivilMinute(year, month, day, hour, minute), LocalZone());
}

inline RedisServer& TestRedis() {
  static auto* server = new RedisServer();
  return *server;
}

class RoutingTest : public testing::Test {
 protected:
  RoutingTest() : catalogue(MakeCatalogue()) {
    TestRedis().Flush();
    EXPECT_THAT(RunOn(io, committer.LoadFunctions()), IsOk());
    call.caller = {.name = "can-bo", .units = {std::string(auth::kEveryUnit)}};
  }
  // Whatever a test does, every step is in its place afterwards.
  ~RoutingTest() override {
    auto findings = RunOn(io, checker.CheckAll());
    EXPECT_THAT(findings, IsOk());
    if (findings.ok()) {
      EXPECT_THAT(findings->examples, testing::IsEmpty());
    }
  }

  static catalogue::Catalogue MakeCatalogue() {
    auto made = catalogue::Catalogue::FromFiles({{"test.textproto", kTestCatalogue}});
    EXPECT_THAT(made, IsOk());
    return *std::move(made);
  }

  std::string NextId() { return Cat("request-", ++last_id_); }

  absl::Status React(Event event) {
    return RunOn(io, reactions.React({}, std::move(event))).status();
  }
  Event EventOf(std::string code) {
    Event event;
    event.set_dossier_code(std::move(code));
    *event.mutable_occur_time() = ToProto(clock.Now());
    return event;
  }
  Event AcceptedEvent(std::string code, std::string procedure,
                      type::v1::ReturnMethod method = type::v1::RETURN_METHOD_COUNTER) {
    Event event = EventOf(std::move(code));
    auto& accepted = *event.mutable_accepted();
    const auto& rule = *catalogue.FindProcedure(procedure);
    accepted.set_procedure_code(procedure);
    accepted.set_field(rule.field());
    accepted.set_receiving_unit(kCommune);
    accepted.set_channel(type::v1::CHANNEL_COUNTER);
    accepted.set_return_method(method);
    *accepted.mutable_limit() = rule.limit();
    const auto limit = catalogue::ToTimeLimit(rule.limit());
    const absl::Time due = catalogue.calendar().Due(clock.Now(), limit);
    if (due < absl::InfiniteFuture()) *accepted.mutable_due_time() = ToProto(due);
    return event;
  }
  void Accept(std::string code, std::string procedure,
              type::v1::ReturnMethod method = type::v1::RETURN_METHOD_COUNTER) {
    ASSERT_THAT(React(AcceptedEvent(std::move(code), std::move(procedure), method)), IsOk());
  }
  void Supplement(std::string code) {
    Event event = EventOf(std::move(code));
    event.mutable_supplemented()->set_after_acceptance(true);
    ASSERT_THAT(React(std::move(event)), IsOk());
  }
  void DoWithdraw(std::string code) {
    Event event = EventOf(std::move(code));
    event.mutable_withdrawn()->set_after_acceptance(true);
    ASSERT_THAT(React(std::move(event)), IsOk());
  }

  absl::StatusOr<v1::ClaimStepsResponse> Claim(std::string unit, int max_steps = 1,
                                               std::string request_id = "") {
    v1::ClaimStepsRequest request;
    request.set_request_id(request_id.empty() ? NextId() : request_id);
    request.set_unit_code(std::move(unit));
    request.set_max_steps(max_steps);
    return RunOn(io, service.ClaimSteps(call, request));
  }
  // One step of the unit, claimed.
  v1::ClaimedStep ClaimOne(std::string unit) {
    auto claimed = Claim(unit);
    EXPECT_THAT(claimed, IsOk());
    if (!claimed.ok() || claimed->steps_size() != 1) {
      ADD_FAILURE() << "nothing to claim in " << unit;
      return {};
    }
    return claimed->steps(0);
  }
  template <class Request>
  Request RequestFor(const v1::ClaimedStep& step) {
    Request request;
    request.set_request_id(NextId());
    request.set_unit_code(step.step().unit_code());
    request.set_dossier_code(step.dossier_code());
    request.set_step_index(step.step().index());
    request.set_lease_token(step.lease_token());
    return request;
  }
  absl::StatusOr<v1::CompleteStepResponse> Complete(const v1::ClaimedStep& step) {
    auto request = RequestFor<v1::CompleteStepRequest>(step);
    return RunOn(io, service.CompleteStep(call, request));
  }
  absl::StatusOr<v1::HandBackStepResponse> HandBack(const v1::ClaimedStep& step) {
    auto request = RequestFor<v1::HandBackStepRequest>(step);
    request.add_items("Tờ khai");
    request.set_reason("Thiếu chữ ký");
    return RunOn(io, service.HandBackStep(call, request));
  }
  absl::StatusOr<v1::StopClockResponse> Stop(const v1::ClaimedStep& step) {
    auto request = RequestFor<v1::StopClockRequest>(step);
    request.set_authority("Bộ Tư pháp");
    return RunOn(io, service.StopClock(call, request));
  }
  absl::StatusOr<v1::ResumeClockResponse> Resume(const v1::ClaimedStep& step) {
    v1::ResumeClockRequest request;
    request.set_request_id(NextId());
    request.set_dossier_code(step.dossier_code());
    request.set_unit_code(step.step().unit_code());
    request.set_step_index(step.step().index());
    return RunOn(io, service.ResumeClock(call, request));
  }
  absl::StatusOr<v1::RepromiseDossierResponse> Repromise(std::string code, absl::Time due) {
    v1::RepromiseDossierRequest request;
    request.set_request_id(NextId());
    request.set_dossier_code(std::move(code));
    *request.mutable_new_due_time() = ToProto(due);
    request.set_reason("Chờ ý kiến chuyên gia");
    return RunOn(io, service.RepromiseDossier(call, request));
  }
  absl::StatusOr<v1::HandOverResultResponse> HandOver(std::string code) {
    v1::HandOverResultRequest request;
    request.set_request_id(NextId());
    request.set_dossier_code(std::move(code));
    return RunOn(io, service.HandOverResult(call, request));
  }
  // Claims and completes the unit's next step.
  void Work(std::string unit) { ASSERT_THAT(Complete(ClaimOne(std::move(unit))), IsOk()); }

  Journey Stored(std::string code) {
    auto loaded = RunOn(io, journeys.Load(std::move(code)));
    EXPECT_THAT(loaded, IsOk());
    return loaded.ok() ? *loaded->state : Journey();
  }
  redis::Reply Call(redis::Args args) { return *RunOn(io, redis.Call(std::move(args))); }

  // The events of a dossier so far, as words.
  std::vector<std::string> Said(const std::string& code) {
    std::vector<std::string> words;
    for (const auto& entry : Call({"XRANGE", committer.keys().Events(), "-", "+"}).items) {
      Event event;
      EXPECT_TRUE(event.ParseFromString(entry.items[1].items[1].text));
      if (event.dossier_code() != code) continue;
      const auto* what = event.GetDescriptor()->FindOneofByName("what");
      words.emplace_back(event.GetReflection()->GetOneofFieldDescriptor(event, what)->name());
    }
    return words;
  }
  std::vector<std::string> Queue(std::string unit) {
    std::vector<std::string> members;
    for (const auto& item : Call({"ZRANGE", committer.keys().Queue(unit), "0", "-1"}).items) {
      members.push_back(item.text);
    }
    return members;
  }

  asio::io_context io;
  redis::Client redis{io, {.address = TestRedis().address()}};
  store::Committer committer{redis, store::Keys("t")};
  FakeClock clock{LocalTime(2023, 3, 6, 8, 0)};  // a Monday
  SequentialIds ids{"token"};
  catalogue::Catalogue catalogue;
  metrics::Registry registry;
  Metrics metrics{registry, UnitCodes(catalogue)};
  Journeys journeys{committer, catalogue.calendar(), clock};
  PlaceChecker checker{journeys, UnitCodes(catalogue)};
  RoutingService service{journeys, checker, catalogue, ids};
  Reactions reactions{journeys, catalogue, *ParseLadder("-2:officer,0:chairman")};
  int max_expiries = 3;
  LeaseRecoverer lease_recoverer{journeys, metrics, max_expiries};
  TimerFirer timer_firer{journeys, metrics};
  Reconciler reconciler{checker, metrics};
  CallContext call;

 private:
  int last_id_ = 0;
};

}  // namespace motcua::routing
