// Dossiers that are over: on their way to the archive, found there, and erased.
#include "common/keeping/fake_keeper.h"
#include "common/keeping/leaver.h"
#include "services/intake/reactions.h"
#include "services/intake/service_fixture.h"
#include "services/intake/store/keeping.h"

namespace motcua::intake {
namespace {

class KeepingTest : public ServiceFixture {
 protected:
  std::string FileRefused() {
    const std::string code = File();
    auto request = About<v1::RefuseDossierRequest>(code);
    request.set_reason("Không thuộc thẩm quyền");
    EXPECT_THAT(Call(&IntakeService::RefuseDossier, request), IsOk());
    return code;
  }
  void LetGo() {
    clock.Advance(absl::Hours(24 * 31));
    ASSERT_THAT(RunOn(io, leaver.RunOnce()), IsOk());
  }
  absl::StatusOr<v1::GetDossierResponse> Get(const std::string& code) {
    v1::GetDossierRequest request;
    request.set_dossier_code(code);
    return RunOn(io, keeping_service.GetDossier(caller, request));
  }
  absl::Status Erase(const std::string& code) {
    event::v1::Event event;
    event.set_dossier_code(code);
    event.mutable_occur_time()->set_seconds(1800000000);
    event.mutable_personal_data_erased()->set_reason("Hết thời hạn");
    return RunOn(io, reactions.React({}, event)).status();
  }

  keeping::FakeKeeper keeper;
  keeping::Leaver<Dossier> leaver{dossiers, keeper, NatureOfKeptDossiers(), clock,
                                  absl::Hours(24 * 30)};
  IntakeService keeping_service{dossiers, codes, marks, TestCatalogue(), clock, &keeper};
  Reactions reactions{dossiers, TestCatalogue()};
};

TEST_F(KeepingTest, WhatLeftIsShownAsBefore) {
  const std::string code = FileRefused();
  const auto before = Get(code);
  LetGo();
  EXPECT_EQ(Redis({"EXISTS", keys.Aggregate("dossier", code)}).integer, 0);
  EXPECT_EQ(Redis({"EXISTS", keys.Ended("dossier")}).integer, 0);
  const auto after = Get(code);
  ASSERT_THAT(after, IsOk());
  EXPECT_THAT(after->dossier(), EqualsProto(before->dossier()));
  EXPECT_EQ(keeper.kept[code].state().find("Sen"), std::string::npos);
}

TEST_F(KeepingTest, WhatLeftIsForItsUnitAlone) {
  const std::string code = FileRefused();
  LetGo();
  caller.caller.units = {"29872"};
  EXPECT_THAT(Get(code), StatusIs(absl::StatusCode::kPermissionDenied, kUnitOutOfScope));
}

TEST_F(KeepingTest, WhatIsOpenStays) {
  const std::string code = FileAccepted();
  LetGo();
  EXPECT_EQ(Redis({"EXISTS", keys.Aggregate("dossier", code)}).integer, 1);
}

TEST_F(KeepingTest, EveryEndIsDated) {
  const std::string refused = FileRefused();
  EXPECT_EQ(FromProto(Stored(refused).end_time()), clock.Now());
  const std::string withdrawn = File();
  ASSERT_THAT(Call(&IntakeService::WithdrawDossier, About<v1::WithdrawDossierRequest>(withdrawn)),
              IsOk());
  EXPECT_EQ(FromProto(Stored(withdrawn).end_time()), clock.Now());
  const std::string closed = FileAccepted();
  EXPECT_FALSE(Stored(closed).has_end_time());
  event::v1::Event event;
  event.set_dossier_code(closed);
  *event.mutable_occur_time() = ToProto(clock.Now());
  event.mutable_closed();
  ASSERT_THAT(RunOn(io, reactions.React({}, event)), IsOk());
  EXPECT_EQ(FromProto(Stored(closed).end_time()), clock.Now());
}

TEST_F(KeepingTest, ErasingForgetsTheApplicant) {
  const std::string code = FileRefused();
  ASSERT_THAT(Erase(code), IsOk());
  EXPECT_FALSE(Stored(code).has_applicant());
  EXPECT_EQ(Stored(code).erase_time().seconds(), 1800000000);
  EXPECT_EQ(Stored(code).state(), dossier::v1::DOSSIER_STATE_REFUSED);
}

TEST_F(KeepingTest, WhatLeftIsErasedInTheArchive) {
  const std::string code = FileRefused();
  LetGo();
  EXPECT_THAT(Erase(code), IsOk());
}

}  // namespace
}  // namespace motcua::intake
