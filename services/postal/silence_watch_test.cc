#include "services/postal/workers/silence_watch.h"

#include "services/postal/carrier_recorder.h"
#include "services/postal/postal_fixture.h"
#include "services/postal/quarantine_reader.h"
#include "services/postal/tracking_service.h"

namespace motcua::postal {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr calendar::TimeLimit kTwoDays{.kind = calendar::LimitKind::kWorkingDays, .amount = 2};

class SilenceWatchTest : public PostalTest {
 protected:
  void Look() { EXPECT_THAT(RunOn(io, watch.RunOnce()), IsOk()); }

  void Report(const std::string& id, dossier::v1::TrackingKind kind) {
    v1::RecordTrackingRequest request;
    auto& event = *request.add_events();
    event.set_consignment_id(id);
    event.set_event_id(Cat(kind, "@", absl::ToUnixSeconds(clock.Now())));
    event.set_kind(kind);
    *event.mutable_event_time() = ToProto(clock.Now());
    EXPECT_THAT(RunOn(io, service.RecordTracking(Everyone(), request)), IsOk());
  }

  std::vector<std::string> Silent() { return Listed(std::string(kSilentList)); }

  int Alarms() {
    int alarms = 0;
    for (const Event& event : Events()) alarms += event.has_parcel_silent();
    return alarms;
  }

  CarrierMetrics carrier_metrics{registry};
  SilenceWatch watch{consignments, catalogue, clock, kTwoDays, carrier_metrics};
};

TEST_F(SilenceWatchTest, RaisesTheAlarmOnceAndEndsItWithTheNextReport) {
  const std::string heard = MakeTransfer("r1"), silent = MakeTransfer("r2");
  clock.Advance(absl::Hours(30));
  Report(heard, dossier::v1::TRACKING_KIND_COLLECTED);
  clock.Advance(absl::Hours(27));  // Friday evening
  Look();
  Look();
  EXPECT_THAT(Silent(), ElementsAre(silent));
  EXPECT_EQ(Alarms(), 1);
  Report(silent, dossier::v1::TRACKING_KIND_COLLECTED);
  EXPECT_THAT(Silent(), IsEmpty());
  clock.Advance(absl::Hours(24 * 7));
  Look();
  EXPECT_THAT(Silent(), ElementsAre(heard, silent)) << "longest silent first";
  EXPECT_EQ(Alarms(), 3);
}

TEST_F(SilenceWatchTest, NothingIsLeftToLookAtOfWhatIsAtItsEnd) {
  const std::string id = MakeTransfer("r1");
  Report(id, dossier::v1::TRACKING_KIND_DELIVERED);
  EXPECT_THAT(Members(SilenceTimers(keys)), IsEmpty());
  clock.Advance(absl::Hours(24 * 30));
  Look();
  EXPECT_EQ(Alarms(), 0);
}

TEST_F(SilenceWatchTest, LooksAtManyInFewTurns) {
  for (int i = 0; i < 150; ++i) MakeTransfer(Cat("r", i));
  clock.Advance(absl::Hours(24 * 7));
  EXPECT_THAT(RunOn(io, watch.CountDue()), IsOkAndHolds(150));
  Look();
  EXPECT_EQ(Alarms(), 150);
  EXPECT_THAT(RunOn(io, watch.CountDue()), IsOkAndHolds(0));
}

}  // namespace
}  // namespace motcua::postal
