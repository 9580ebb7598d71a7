// One dossier on its way, and what must hold at its end.
#pragma once

#include <cstdio>
#include <string>

#include "tests/system/province.h"

namespace motcua {

inline constexpr char kCommune[] = "29881";  // Xã Mỹ Ngãi, Thành phố Cao Lãnh

class JourneysTest : public ::testing::Test {
 protected:
  void TearDown() override {
    if (HasFailure()) printf("%s\n", stack_.Logs().c_str());
  }

  absl::Time Now() { return stack_.clock().Now(); }

  // What must hold when all is done: nothing is left anywhere, and the archive counts one dossier.
  void ExpectEnded(const std::string& code, const std::string& unit) {
    EXPECT_TRUE(stack_.Settle());
    const auto places = province_.CheckPlaces();
    EXPECT_EQ(places.open_journeys(), 0);
    EXPECT_EQ(places.open_steps(), 0);
    EXPECT_EQ(places.violations(), 0) << places.DebugString();
    EXPECT_EQ(stack_.DeadLetters(), 0);
    int64_t before = 0;
    for (const auto& archived : province_.Timeline(code)) {
      EXPECT_GT(archived.sequence(), before);
      EXPECT_FALSE(archived.text().empty()) << archived.DebugString();
      EXPECT_FALSE(archived.event().actor().empty());
      before = archived.sequence();
    }
    const auto report = province_.Report(unit);
    EXPECT_EQ(report.received(), 1);
    EXPECT_EQ(report.resolved(), 1);
    ExpectAudited(code);
  }

  void ExpectClosed(const std::string& code, const std::string& unit) {
    ExpectEnded(code, unit);
    EXPECT_EQ(province_.Dossier(code).state(), dossier::v1::DOSSIER_STATE_CLOSED);
    EXPECT_EQ(province_.Journey(code).state(), dossier::v1::JOURNEY_STATE_CLOSED);
  }

  void ExpectAudited(const std::string& code) {
    reporting::v1::AuditDossiersRequest request;
    request.add_dossier_codes(code);
    const auto audit = Must(province_.client().Call<reporting::v1::AuditDossiersResponse>(request));
    EXPECT_THAT(audit, EqualsProto("ended: 1"));
  }

  dossier::v1::StepState StateOf(const std::string& code, int step) {
    return province_.Journey(code).steps(step).state();
  }

  Stack stack_;
  Province province_{stack_};
};

}  // namespace motcua
