// What left Redis, kept on SQLite and PostgreSQL, and what erasing makes of it.
#include "services/reporting/store/kept_states.h"

#include <fstream>
#include <sstream>

#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/testing/matchers.h"
#include "services/reporting/store/archive_reader.h"
#include "services/reporting/store/archive_writer.h"
#include "services/reporting/store/testing/temp_database.h"

namespace motcua::reporting {
namespace {

using v1::KeptAggregate;

constexpr char kStream[] = "{test}:events";
constexpr char kName[] = "Nguyen Van Bi Mat";

KeptAggregate Aggregate(const std::string& id, const std::string& dossier, int64_t version = 3) {
  KeptAggregate aggregate;
  aggregate.set_id(id);
  aggregate.set_dossier_code(dossier);
  aggregate.set_version(version);
  aggregate.set_state("state of " + id);
  aggregate.set_personal(kName);
  aggregate.mutable_end_time()->set_seconds(1700000000);
  return aggregate;
}

class KeptStatesTest : public testing::TestWithParam<std::string> {
 protected:
  KeptStatesTest() { EXPECT_THAT(writer_.State(), IsOk()); }

  absl::Status Keep(std::vector<KeptAggregate> aggregates, const std::string& kind = "dossier") {
    return writer_.Keep(kind, aggregates, master_);
  }

  std::vector<KeptAggregate> Find(std::vector<std::string> ids, const std::string& dossier = "",
                                  const std::string& kind = "dossier") {
    auto reader = *ArchiveReader::Open(temp_.database());
    const auto found = FindKept(reader->sql(), kind, ids, dossier, master_);
    EXPECT_THAT(found, IsOk());
    return found.ok() ? *found : std::vector<KeptAggregate>();
  }

  void Erase(const std::string& dossier) {
    event::v1::Event event;
    event.set_dossier_code(dossier);
    event.mutable_occur_time()->set_seconds(1800000000);
    event.mutable_personal_data_erased()->set_reason("Hết thời hạn");
    ASSERT_THAT(writer_.Append({{"1-" + std::to_string(++events_), event.SerializeAsString()}}),
                IsOk());
  }

  int Count(const std::string& table) {
    auto reader = *ArchiveReader::Open(temp_.database());
    int count = 0;
    reader->sql().once << "SELECT COUNT(*) FROM " << table, soci::into(count);
    return count;
  }

  TempDatabase temp_{GetParam()};
  ArchiveWriter writer_{temp_.database(), kStream};
  SecretKey master_ = SecretKey::Random();
  int events_ = 0;
};

INSTANTIATE_TEST_SUITE_P(Databases, KeptStatesTest, testing::ValuesIn(TestBackends()),
                         [](const auto& info) { return info.param; });

TEST_P(KeptStatesTest, WhatIsKeptIsFoundAsItWas) {
  ASSERT_THAT(Keep({Aggregate("D1", "D1"), Aggregate("D2", "D2")}), IsOk());
  ASSERT_THAT(Keep({Aggregate("C1", "D1"), Aggregate("C2", "D1")}, "consignment"), IsOk());
  const auto found = Find({"D1", "D3"});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_THAT(found[0], EqualsProto(Aggregate("D1", "D1")));
  EXPECT_EQ(Find({}, "D1", "consignment").size(), 2u);
  EXPECT_EQ(Find({}, "D2", "consignment").size(), 0u);
  EXPECT_EQ(Count("dossier_key"), 2);
}

TEST_P(KeptStatesTest, TheSameAgainOrNewerReplacesAndOlderDoesNot) {
  ASSERT_THAT(Keep({Aggregate("D1", "D1", 3)}), IsOk());
  ASSERT_THAT(Keep({Aggregate("D1", "D1", 3)}), IsOk());
  KeptAggregate newer = Aggregate("D1", "D1", 4);
  newer.set_state("changed late");
  ASSERT_THAT(Keep({newer}), IsOk());
  ASSERT_THAT(Keep({Aggregate("D1", "D1", 3)}), IsOk());
  EXPECT_THAT(Find({"D1"}).at(0), EqualsProto(newer));
  EXPECT_EQ(Count("kept"), 1);
}

TEST_P(KeptStatesTest, ErasingDestroysTheKeyAndWhatItSealed) {
  ASSERT_THAT(Keep({Aggregate("D1", "D1"), Aggregate("D2", "D2")}), IsOk());
  Erase("D1");
  const auto erased = Find({"D1"}).at(0);
  EXPECT_EQ(erased.personal(), "");
  EXPECT_EQ(erased.state(), "state of D1");
  EXPECT_EQ(erased.erase_time().seconds(), 1800000000);
  EXPECT_EQ(Find({"D2"}).at(0).personal(), kName);
  EXPECT_EQ(Count("dossier_key"), 1);
}

TEST_P(KeptStatesTest, WhatComesAfterTheErasureIsKeptWithoutPersonalData) {
  Erase("D1");
  ASSERT_THAT(Keep({Aggregate("D1", "D1")}), IsOk());
  EXPECT_EQ(Find({"D1"}).at(0).personal(), "");
  EXPECT_EQ(Count("dossier_key"), 0);
}

TEST_P(KeptStatesTest, NothingOpensWithoutTheMasterKey) {
  ASSERT_THAT(Keep({Aggregate("D1", "D1")}), IsOk());
  auto reader = *ArchiveReader::Open(temp_.database());
  EXPECT_THAT(FindKept(reader->sql(), "dossier", {"D1"}, "", SecretKey::Random()),
              StatusIs(absl::StatusCode::kInternal, kArchiveError));
}

// SQLite's files hold nothing of a key that was destroyed.
TEST(KeptStatesFileTest, NoTraceOfADestroyedKeyIsLeft) {
  TempDatabase temp("sqlite");
  ArchiveWriter writer(temp.database(), kStream);
  ASSERT_THAT(writer.Keep("dossier", {Aggregate("D1", "D1")}, SecretKey::Random()), IsOk());
  std::string wrapped;
  (*Connect(temp.database(), Access::kRead))->once << "SELECT wrapped FROM dossier_key",
      soci::into(wrapped);
  const auto is_there = [&] {
    std::string all;
    for (const char* suffix : {"", "-wal"}) {
      std::ifstream file(temp.address().substr(9) + suffix, std::ios::binary);
      std::ostringstream bytes;
      bytes << file.rdbuf();
      all += bytes.str();
    }
    return all.find(wrapped) != all.npos;
  };
  ASSERT_TRUE(is_there());
  event::v1::Event event;
  event.set_dossier_code("D1");
  event.mutable_personal_data_erased();
  ASSERT_THAT(writer.Append({{"1-1", event.SerializeAsString()}}), IsOk());
  EXPECT_FALSE(is_there());
}

// Sealed data stand for nothing else: not for another aggregate, not under another dossier's key.
TEST_P(KeptStatesTest, SealedDataThatWereMovedDoNotOpen) {
  ASSERT_THAT(Keep({Aggregate("D1", "D1"), Aggregate("D2", "D2")}), IsOk());
  auto sql = *Connect(temp_.database(), Access::kWrite);
  sql->once << "UPDATE kept SET personal = (SELECT personal FROM kept WHERE id = 'D2')"
               " WHERE id = 'D1'";
  auto reader = *ArchiveReader::Open(temp_.database());
  EXPECT_THAT(FindKept(reader->sql(), "dossier", {"D1"}, "", master_),
              StatusIs(absl::StatusCode::kInternal, kArchiveError));
}

}  // namespace
}  // namespace motcua::reporting
