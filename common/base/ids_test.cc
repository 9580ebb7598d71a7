#include "common/base/ids.h"

#include <set>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua {
namespace {

TEST(RandomIds, AreLongAndNeverTheSame) {
  RandomIds ids;
  std::set<std::string> seen;
  for (int i = 0; i < 10000; ++i) {
    const std::string id = ids.NewId();
    EXPECT_EQ(id.size(), 26u);
    EXPECT_EQ(id.find_first_not_of("0123456789ABCDEFGHJKMNPQRSTVWXYZ"), std::string::npos);
    EXPECT_TRUE(seen.insert(id).second);
  }
}

TEST(SequentialIds, Count) {
  SequentialIds ids("event");
  EXPECT_EQ(ids.NewId(), "event-0001");
  EXPECT_EQ(ids.NewId(), "event-0002");
}

}  // namespace
}  // namespace motcua
