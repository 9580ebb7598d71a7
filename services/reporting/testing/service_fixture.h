// A reporting service with a small archive, catalogue and Redis of its own: for tests.
//
// The province 87 has the one-stop units 29863 and 29881 (communes of 866), 866 and 87.TTHCC.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "common/base/strings.h"
#include "common/catalogue/test_catalogue.h"
#include "common/testing/matchers.h"
#include "common/testing/redis_server.h"
#include "common/testing/run.h"
#include "services/reporting/reporting_service.h"
#include "services/reporting/store/testing/temp_database.h"

namespace motcua::reporting {

// 2023-03-01 00:00 local, in seconds.
inline constexpr int64_t kMarch = 1677603600;
inline constexpr int64_t kDay = 86400;

class ServiceFixture : public testing::Test {
 protected:
  static constexpr char kStream[] = "{test}:events";

  ServiceFixture() { EXPECT_THAT(RunOn(io_, archive_.State()), IsOk()); }

  static catalogue::Catalogue MakeCatalogue() {
    return *catalogue::Catalogue::FromFiles({{"units", catalogue::kSmallUnits},
                                             {"procedures", catalogue::kSmallProcedures},
                                             {"calendar", catalogue::kSmallCalendar}});
  }

  static runtime::CallContext CallBy(const std::string& unit) {
    return {.caller = {.name = "tester", .units = {unit}}};
  }

  // Archives an event of a dossier at `unit`, `seconds` after kMarch.
  void Add(const std::string& code, const std::string& unit, int64_t seconds,
           const std::string& what) {
    event::v1::Event event;
    ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(what, &event)) << what;
    event.set_dossier_code(code);
    event.set_unit_code(unit);
    event.mutable_occur_time()->set_seconds(kMarch + seconds);
    std::vector<StreamEntry> entries = {{Cat("1-", ++count_), event.SerializeAsString()}};
    ASSERT_THAT(RunOn(io_, archive_.Append(std::move(entries))), IsOk());
  }

  // Files and accepts a dossier at `unit`, promised for the end of the local day `due_day`.
  void AddAccepted(const std::string& code, const std::string& unit, int64_t day, int64_t due_day,
                   const std::string& channel = "CHANNEL_COUNTER") {
    const std::string about = Cat("procedure_code: '1.002' field: 'Chứng thực' receiving_unit: '",
                                  unit, "' channel: ", channel);
    Add(code, unit, day * kDay + 1, Cat("submitted { ", about, " }"));
    Add(code, unit, day * kDay + 2,
        Cat("accepted { ", about, " due_time { seconds: ", kMarch + due_day * kDay + 61200,
            " } }"));
  }

  void AddClosed(const std::string& code, const std::string& unit, int64_t day) {
    Add(code, unit, day * kDay + 3, "result_ready {}");
    Add(code, unit, day * kDay + 4, "closed { reason: CLOSE_REASON_HANDED_OVER }");
  }

  asio::io_context io_;
  RedisServer server_;
  TempDatabase temp_{"sqlite"};
  redis::Client redis_{io_, {.address = server_.address(), .connections = 1}};
  catalogue::Catalogue catalogue_ = MakeCatalogue();
  Archive archive_{temp_.database(), kStream, 2};
  ReportingService service_{archive_,
                            redis_,
                            kStream,
                            catalogue_,
                            {.sign_of_life = absl::Milliseconds(50), .watch_page = 3}};
  int count_ = 0;
};

}  // namespace motcua::reporting
