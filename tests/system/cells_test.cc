// Two provinces become one (202/2025/QH15): the open work of Tiền Giang's cell moves into Đồng
// Tháp's, whatever is killed meanwhile, and each dossier is in one of them at every instant.
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "common/base/errors.h"
#include "common/base/strings.h"
#include "motcua/ops/v1/cell_service.pb.h"
#include "motcua/ops/v1/reorganisation_service.pb.h"
#include "tests/system/province.h"

namespace motcua {
namespace {

using namespace ops::v1;  // NOLINT: the messages of one service

constexpr char kPlan[] = "dong-thap-2025-07-01";
constexpr char kBirth[] = "1.001193";
// Of My Tho; the plan merges them, and a third one, into 82.28249.
constexpr const char* kOldUnits[] = {"28249", "28252"};
constexpr char kNewUnit[] = "82.28249";
constexpr const char* kOwners[] = {"intake", "routing", "postal"};

// Names and codes of units are official; agency codes and post offices are this test's own.
constexpr char kUnits[] = R"pb(
  units { code: "82" name: "Tỉnh Tiền Giang" level: LEVEL_PROVINCE post_office_code: "BD.82" }
  units {
    code: "82.TTHCC" name: "Trung tâm Phục vụ hành chính công tỉnh Tiền Giang" level: LEVEL_PROVINCE
    parent_code: "82" one_stop: true agency_code: "000.00.01.H58"
  }
  units {
    code: "815" name: "Thành phố Mỹ Tho" level: LEVEL_DISTRICT parent_code: "82"
    one_stop: true agency_code: "000.00.31.H58"
  }
  units {
    code: "28249" name: "Phường 5" level: LEVEL_COMMUNE parent_code: "815"
    one_stop: true agency_code: "000.01.31.H58"
  }
  units {
    code: "28252" name: "Phường 4" level: LEVEL_COMMUNE parent_code: "815"
    one_stop: true agency_code: "000.02.31.H58"
  }
  post_offices { code: "BD.82" name: "Bưu điện tỉnh Tiền Giang" unit_code: "82" address: "Mỹ Tho" }
)pb";

// The text of a procedure as Đồng Tháp has it.
std::string TextOfProcedure(const std::filesystem::path& file, const std::string& code) {
  std::ifstream stream(file);
  std::string text{std::istreambuf_iterator<char>(stream), {}};
  const size_t begin = text.rfind("procedures {", text.find(Cat("code: \"", code, "\"")));
  return text.substr(begin, text.find("\n}", begin) + 2 - begin);
}

// The catalogue of Tiền Giang, as far as the test needs one; gone with the object.
class TienGiang {
 public:
  TienGiang() {
    std::string path = (std::filesystem::temp_directory_path() / "tien-giang-XXXXXX").string();
    folder_ = mkdtemp(path.data());
    const std::filesystem::path shipped =
        std::filesystem::path(MOTCUA_ROOT) / "deploy/catalogue/dong-thap";
    std::filesystem::copy(shipped / "calendar.textproto", folder_ / "calendar.textproto");
    std::ofstream(folder_ / "units.textproto") << kUnits;
    std::ofstream(folder_ / "procedures.textproto")
        << TextOfProcedure(shipped / "procedures_civil_status.textproto", kBirth);
  }
  ~TienGiang() { std::filesystem::remove_all(folder_); }
  std::string folder() const { return folder_.string(); }

 private:
  std::filesystem::path folder_;
};

Stack::Options OptionsOfOld(const Stack& into, const TienGiang& catalogue, RedisServer* redis) {
  Stack::Options options{.start = LocalTime(2025, 7, 1, 8)};
  options.cell = "tiengiang";
  options.catalogue = catalogue.folder();
  options.redis = redis;
  for (const char* owner : kOwners) {
    options.settings[owner] = {Cat("--peer-cells=dongthap=", into.Endpoint(owner))};
  }
  return options;
}

// The parameter: both cells in one Redis.
class CellsTest : public ::testing::TestWithParam<bool> {
 protected:
  CellsTest()
      : new_stack_(Stack::Options{.start = LocalTime(2025, 7, 1, 8)}),
        old_stack_(OptionsOfOld(new_stack_, catalogue_,
                                GetParam() ? &new_stack_.redis() : nullptr)),
        new_(new_stack_),
        old_(old_stack_) {}

  template <class Response, class Request>
  absl::StatusOr<Response> Ask(Stack& stack, const std::string& owner, const Request& request) {
    return stack.ChannelOf("operator", owner)
        .CallSync<Response>(MethodOf(Request::descriptor()), request, absl::Seconds(10));
  }

  GetCellResponse CellOf(Stack& stack, const std::string& owner) {
    return Must(Ask<GetCellResponse>(stack, owner, GetCellRequest()));
  }

  void ApplyPlan() {
    ApplyReorganisationRequest request;
    request.set_request_id(Province::NewRequestId());
    request.set_id(kPlan);
    ASSERT_THAT(Ask<ApplyReorganisationResponse>(new_stack_, "routing", request), IsOk());
    ASSERT_TRUE(Eventually([&] {
      for (const char* owner : kOwners) {
        const auto list = Ask<ListReorganisationsResponse>(new_stack_, owner,
                                                           ListReorganisationsRequest());
        if (!list.ok() || list->reorganisations(0).run().state() !=
                              dossier::v1::REORGANISATION_STATE_APPLIED) {
          return false;
        }
      }
      return true;
    }));
  }

  absl::Status StartMove() {
    StartCellMoveRequest request;
    request.set_request_id(Province::NewRequestId());
    request.set_to_cell("dongthap");
    return Ask<StartCellMoveResponse>(old_stack_, "intake", request).status();
  }
  absl::StatusOr<StopCellMoveResponse> StopMove(
      const std::string& request_id = Province::NewRequestId()) {
    StopCellMoveRequest request;
    request.set_request_id(request_id);
    return Ask<StopCellMoveResponse>(old_stack_, "intake", request);
  }

  bool NothingIsLeft() {
    for (const char* owner : kOwners) {
      const auto cell = Ask<GetCellResponse>(old_stack_, owner, GetCellRequest());
      if (!cell.ok() || cell->open() + cell->leaving() + cell->inbox_waiting() > 0) return false;
    }
    return true;
  }

  std::vector<std::string> FileSome(int count, bool accept) {
    std::vector<std::string> codes;
    for (int i = 0; i < count; ++i) {
      auto draft = old_.Draft(kBirth, kOldUnits[i % 2]);
      draft.mutable_applicant()->clear_commune_code();
      codes.push_back(old_.File(draft, accept));
    }
    return codes;
  }

  int64_t ArchivedIn(Province& province) {
    return Must(province.client().Call<reporting::v1::GetArchiveStatusResponse>(
                    reporting::v1::GetArchiveStatusRequest()))
        .dossiers();
  }

  TienGiang catalogue_;
  Stack new_stack_;
  Stack old_stack_;
  Province new_;
  Province old_;
};

TEST_P(CellsTest, WhatTheOtherCellCannotTakeStays) {
  const std::string code = FileSome(1, true)[0];
  ASSERT_TRUE(old_stack_.Settle());
  CheckCellMoveRequest check;
  check.set_to_cell("dongthap");
  const auto checked = Must(Ask<CheckCellMoveResponse>(old_stack_, "routing", check));
  EXPECT_EQ(checked.open(), 1);
  EXPECT_EQ(checked.acceptable(), 0);
  ASSERT_EQ(checked.refusals_size(), 1);
  EXPECT_EQ(checked.refusals(0).reason(), "UNIT_NOT_FOUND");
  ASSERT_THAT(StartMove(), IsOk());
  ASSERT_TRUE(Eventually([&] { return CellOf(old_stack_, "intake").refused() == 1; }));
  ASSERT_TRUE(Eventually([&] { return CellOf(old_stack_, "intake").leaving() == 0; }));
  EXPECT_EQ(old_.Dossier(code).receiving_unit(), kOldUnits[0]);
  old_.Work(kOldUnits[0]);
  EXPECT_EQ(old_.CheckPlaces().violations(), 0);
}

TEST_P(CellsTest, WhatWasRefusedIsTakenOnceThatIsMended) {
  const std::string code = FileSome(1, true)[0];
  ASSERT_TRUE(old_stack_.Settle());
  ASSERT_THAT(StartMove(), IsOk());
  ASSERT_TRUE(Eventually([&] { return CellOf(old_stack_, "intake").refused() == 1; }));
  ApplyPlan();
  old_stack_.Terminate("intake");  // which asks again at once, not after half a minute
  old_stack_.Start("intake");
  ASSERT_TRUE(Eventually([&] { return NothingIsLeft(); }));
  EXPECT_EQ(new_.Dossier(code).receiving_unit(), kNewUnit);
}

TEST_P(CellsTest, ADossierGoesOnInTheNewCell) {
  ApplyPlan();
  const std::string leased = FileSome(1, true)[0];
  const auto step = old_.Claim(kOldUnits[0]);
  const std::string filed = FileSome(1, false)[0];
  ASSERT_TRUE(old_stack_.Settle());
  ASSERT_THAT(StartMove(), IsOk());
  ASSERT_TRUE(Eventually([&] { return NothingIsLeft(); }));

  // The old cell says where it went; the lease goes on there.
  routing::v1::GetJourneyRequest get;
  get.set_dossier_code(leased);
  const auto told = old_.client().Call<routing::v1::GetJourneyResponse>(get);
  EXPECT_THAT(told, StatusIs(absl::StatusCode::kFailedPrecondition, "MOVED_TO_CELL"));
  EXPECT_EQ(MetadataOf(told.status(), "cell"), "dongthap");
  EXPECT_EQ(MetadataOf(told.status(), "address"), new_stack_.Endpoint("routing"));
  EXPECT_EQ(new_.Journey(leased).receiving_unit(), kNewUnit);
  new_.Complete(step);
  new_.Accept(filed);
  for (int step = 0; step < 3; ++step) new_.Work(kNewUnit);
  ASSERT_TRUE(new_stack_.Settle());
  new_.HandOver(leased);
  new_.HandOver(filed);
  ASSERT_TRUE(new_stack_.Settle());
  EXPECT_EQ(new_.Dossier(filed).state(), dossier::v1::DOSSIER_STATE_CLOSED);
  EXPECT_EQ(new_.Dossier(leased).state(), dossier::v1::DOSSIER_STATE_CLOSED);
  EXPECT_EQ(new_.CheckPlaces().violations(), 0);
  EXPECT_EQ(new_stack_.DeadLetters() + old_stack_.DeadLetters(), 0);
  EXPECT_EQ(ArchivedIn(old_), 0);
  EXPECT_EQ(ArchivedIn(new_), 2);
}

// A call that was answered before its dossier went is answered alike afterwards: by the old cell,
// and by the new one once the move is ended.
TEST_P(CellsTest, AnswersOfRequestsMoveToo) {
  ApplyPlan();
  intake::v1::SubmitDossierRequest submit;
  submit.set_request_id("once");
  *submit.mutable_draft() = old_.Draft(kBirth, kOldUnits[0]);
  submit.mutable_draft()->mutable_applicant()->clear_commune_code();
  const auto first = Must(old_.client().Call<intake::v1::SubmitDossierResponse>(submit));
  intake::v1::AcceptDossierRequest accept;
  accept.set_request_id("twice");
  accept.set_dossier_code(first.dossier_code());
  const auto accepted = Must(old_.client().Call<intake::v1::AcceptDossierResponse>(accept));
  ASSERT_TRUE(old_stack_.Settle());
  ASSERT_THAT(StartMove(), IsOk());
  ASSERT_TRUE(Eventually([&] { return NothingIsLeft(); }));
  EXPECT_THAT(old_.client().Call<intake::v1::AcceptDossierResponse>(accept),
              IsOkAndHolds(EqualsProto(accepted.DebugString())));
  const auto stopped = Must(StopMove());
  EXPECT_GE(stopped.answers(), 2);
  EXPECT_THAT(new_.client().Call<intake::v1::AcceptDossierResponse>(accept),
              IsOkAndHolds(EqualsProto(accepted.DebugString())));
  EXPECT_EQ(CellOf(new_stack_, "intake").arriving_from_size(), 0);
}

// Else the new cell would wait for what never comes, and hold up its inboxes.
TEST_P(CellsTest, AnEndedOrderDoesNotBeginAgain) {
  const auto tell = [&](const std::string& owner, int64_t order, bool ended) {
    AnnounceCellMoveRequest told;
    told.set_from_cell("tiengiang");
    told.set_order(order);
    told.set_ended(ended);
    ASSERT_THAT(Ask<AnnounceCellMoveResponse>(new_stack_, owner, told), IsOk());
  };
  const auto arriving = [&] { return CellOf(new_stack_, "postal").arriving_from_size(); };
  tell("intake", 1, false);
  for (const char* owner : kOwners) {
    EXPECT_EQ(arriving(), 1);
    tell(owner, 1, true);
  }
  EXPECT_EQ(arriving(), 0);
  tell("routing", 1, false);
  tell("intake", 1, false);
  EXPECT_EQ(arriving(), 0);
  tell("routing", 2, false);
  EXPECT_EQ(arriving(), 1);
  tell("routing", 2, true);
  EXPECT_EQ(arriving(), 0);
}

TEST_P(CellsTest, ARepeatedStopDoesNotEndALaterOrder) {
  FileSome(1, true);  // which the new cell does not take
  ASSERT_TRUE(old_stack_.Settle());
  const auto announced = [&] { return CellOf(new_stack_, "intake").arriving_from_size() == 1; };
  ASSERT_THAT(StartMove(), IsOk());
  ASSERT_TRUE(Eventually([&] { return StopMove("late").ok(); }));
  ASSERT_THAT(StartMove(), IsOk());
  old_stack_.Terminate("intake");  // which asks again at once, not after half a minute
  old_stack_.Start("intake");
  ASSERT_TRUE(Eventually(announced));
  EXPECT_EQ(Must(StopMove("late")).run().state(), dossier::v1::CELL_MOVE_STATE_STOPPED);
  EXPECT_TRUE(announced());
  EXPECT_EQ(CellOf(old_stack_, "intake").run().state(), dossier::v1::CELL_MOVE_STATE_MOVING);
}

// An order given and taken back at once, again and again: the new cell waits for nothing at the end.
TEST_P(CellsTest, StoppingWhileATurnRunsLeavesNothingAnnounced) {
  FileSome(1, true);  // the new cell does not take it, so that each turn announces and asks
  ASSERT_TRUE(old_stack_.Settle());
  for (int order = 1; order <= 20; ++order) {
    ASSERT_THAT(StartMove(), IsOk());
    ASSERT_TRUE(Eventually([&] { return StopMove().ok(); }));
    EXPECT_EQ(CellOf(old_stack_, "intake").run().number(), order);
  }
  ASSERT_TRUE(Eventually([&] { return CellOf(old_stack_, "intake").leaving() == 0; }));
  for (const char* owner : kOwners) {
    EXPECT_EQ(CellOf(new_stack_, owner).arriving_from_size(), 0) << owner;
  }
}

TEST_P(CellsTest, NothingIsLostOrDoubledWhateverIsKilled) {
  constexpr int kEach = 150;
  ApplyPlan();
  std::vector<std::string> codes = FileSome(kEach, true);
  const std::vector<std::string> unaccepted = FileSome(kEach, false);
  ASSERT_THAT(StartMove(), IsOk());
  for (const char* victim : {"intake", "routing", "postal", "intake", "routing"}) {
    old_stack_.Kill9(victim);
    old_stack_.Start(victim);
    new_stack_.Kill9(victim);
    new_stack_.Start(victim);
  }
  old_stack_.redis().Kill9();
  old_stack_.redis().Start();
  ASSERT_TRUE(Eventually([&] { return NothingIsLeft(); }, absl::Seconds(60)))
      << CellOf(old_stack_, "intake").DebugString() << CellOf(old_stack_, "routing").DebugString();
  ASSERT_TRUE(new_stack_.Settle());
  ASSERT_TRUE(old_stack_.Settle());

  for (const std::string& code : codes) EXPECT_EQ(new_.Journey(code).receiving_unit(), kNewUnit);
  codes.insert(codes.end(), unaccepted.begin(), unaccepted.end());
  for (const std::string& code : codes) {
    EXPECT_EQ(new_.Dossier(code).receiving_unit(), kNewUnit);
    int entered = 0;
    for (const std::string& kind : new_.Kinds(code)) entered += kind == "cell_entered";
    EXPECT_EQ(entered, new_.Dossier(code).has_accept_time() ? 2 : 1) << code;
  }
  const auto places = new_.CheckPlaces();
  EXPECT_EQ(places.violations(), 0) << places.DebugString();
  EXPECT_EQ(places.open_journeys(), kEach);
  EXPECT_EQ(old_.CheckPlaces().open_journeys(), 0);
  EXPECT_EQ(ArchivedIn(old_), 0);
  EXPECT_EQ(ArchivedIn(new_), 2 * kEach);
  const auto report = new_.Report("82", LocalTime(2025, 1, 1, 0), LocalTime(2026, 1, 1, 0));
  EXPECT_EQ(report.received(), kEach);
  EXPECT_EQ(new_stack_.DeadLetters() + old_stack_.DeadLetters(), 0);
  if (HasFailure()) printf("%s%s\n", old_stack_.Logs().c_str(), new_stack_.Logs().c_str());
}

INSTANTIATE_TEST_SUITE_P(Redis, CellsTest, ::testing::Bool(), [](const auto& info) {
  return info.param ? "One" : "Two";
});

}  // namespace
}  // namespace motcua
