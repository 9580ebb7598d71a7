// motcua post today | capacity: a post office's day.
#include "clients/cli/commands/commands.h"
#include "clients/cli/rpc.h"
#include "motcua/postal/v1/work_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::postal::v1;  // NOLINT: the messages of one service

struct TodayArgs {
  std::string office, day;
  int limit = 100;
};

struct CapacityArgs {
  std::string office, day;
  int days = 5;
};

std::string PlaceOf(const WorkItem& item) {
  if (!item.unit_code().empty()) return item.unit_code();
  return Cat("home ", item.home_commune());
}

std::string WorkTable(Session& session,
                      const google::protobuf::RepeatedPtrField<WorkItem>& items,
                      const std::string& none) {
  Table table({{"CONSIGNMENT"}, {"DOSSIER"}, {"KIND"}, {"WHERE"}, {"VISIT"}, {"DUE"},
               {"COLLECT", Align::kRight}});
  for (const WorkItem& item : items) {
    table.Add({item.consignment_id(), item.dossier_code(), Word(item.kind()), PlaceOf(item),
               Local(item.visit_time()), Local(item.due_time()), Money(item.collect_vnd())});
  }
  return session.Show(table, none);
}

std::string BagTable(Session& session, const GetDayWorkResponse& work) {
  Table table({{"BAG"}, {"FROM"}, {"DISPATCHED"}, {"ITEMS", Align::kRight}});
  for (const ExpectedBag& bag : work.bags()) {
    table.Add({bag.manifest_id(), bag.from(), Local(bag.dispatch_time()), Cat(bag.items())});
  }
  return session.Show(table, "No bags are on the way.");
}

absl::Status Today(Session& session, const TodayArgs& args) {
  GetDayWorkRequest request;
  request.set_post_office(args.office);
  request.set_day(args.day);
  request.set_limit(args.limit);
  MOTCUA_ASSIGN_OR_RETURN(const auto work,
                          Call<WorkService>(session, &WorkService::Stub::GetDayWork, request));
  return session.Answer(
      work, Cat(WorkTable(session, work.collect(), "Nothing to collect."), "\n",
                WorkTable(session, work.deliver(), "Nothing to hand over."), "\n",
                BagTable(session, work), "\n", work.collect_total(), " to collect in all, ",
                work.deliver_total(), " to hand over; cash to take: ", Money(work.collect_vnd()),
                "\n"));
}

absl::Status Capacity(Session& session, const CapacityArgs& args) {
  GetCapacityRequest request;
  request.set_post_office(args.office);
  request.set_day(args.day);
  request.set_days(args.days);
  MOTCUA_ASSIGN_OR_RETURN(const auto capacity,
                          Call<WorkService>(session, &WorkService::Stub::GetCapacity, request));
  Table table({{"FROM"}, {"TO"}, {"PLACES", Align::kRight}, {"TAKEN", Align::kRight},
               {"FREE", Align::kRight}});
  for (const RoundLoad& round : capacity.rounds()) {
    table.Add({Local(round.begin_time()), Local(round.end_time()), Cat(round.places()),
               Cat(round.taken()), Cat(round.places() - round.taken())});
  }
  return session.Answer(capacity, session.Show(table, "The office has no rounds."));
}

}  // namespace

void AddPost(Program& program) {
  program.Family("post", Group::kPost, "A post office's day.");
  auto today = std::make_shared<TodayArgs>();
  program.Command("post today", Group::kPost, "Shows what to collect, to hand over and to expect.")
      .Text("OFFICE", &today->office, "", "The post office.")
      .Required()
      .Text("--day", &today->day, "DAY", "Another day.")
      .Number("--limit", &today->limit, 1, 500, "At most so many of each. Default: 100.")
      .Example("motcua post today BD.29884")
      .Run([today](Session& session) { return Today(session, *today); });
  auto capacity = std::make_shared<CapacityArgs>();
  program.Command("post capacity", Group::kPost, "Shows the postmen's rounds and how full they are.")
      .Text("OFFICE", &capacity->office, "", "The post office.")
      .Required()
      .Text("--day", &capacity->day, "DAY", "From this day on. Default: today.")
      .Number("--days", &capacity->days, 1, 30, "Working days. Default: 5.")
      .Example("motcua post capacity BD.29884 --days 3")
      .Run([capacity](Session& session) { return Capacity(session, *capacity); });
}

}  // namespace motcua::cli
