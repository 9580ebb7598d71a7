#include "clients/cli/commands/commands.h"
#include "clients/cli/rpc.h"
#include "motcua/postal/v1/tracking_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::postal::v1;  // NOLINT: the messages of one service

struct Args {
  std::string carrier;
  std::vector<std::string> ids;
  int limit = 50;
};

absl::Status Summarise(Session& session) {
  MOTCUA_ASSIGN_OR_RETURN(const auto summary,
                          Call<TrackingService>(session, &TrackingService::Stub::SummariseQuarantine,
                                                SummariseQuarantineRequest()));
  Table table({{"CARRIER"}, {"RECORDS", Align::kRight}, {"OLDEST"}});
  for (const auto& one : summary.carriers()) {
    table.Add({one.carrier(), Cat(one.records()), Local(one.oldest_time())});
  }
  return session.Answer(summary, session.Show(table, "There are no carriers' tables."));
}

absl::Status List(Session& session, const Args& args) {
  if (args.carrier.empty()) return Summarise(session);
  ListQuarantineRequest request;
  request.set_carrier(args.carrier);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto list,
      CallPaged<TrackingService>(session, &TrackingService::Stub::ListQuarantine, request,
                                 args.limit, &ListQuarantineResponse::records_size));
  Table table({{"ID"}, {"CAME"}, {"WHY"}, {"IN WORDS"}, {"RECORD"}});
  for (const auto& record : list.records()) {
    table.Add({record.id(), Local(record.receive_time()), Word(record.reason()), record.message(),
               record.record()});
  }
  return session.Answer(list, session.Show(table, "Nothing is set aside."));
}

void Add(const ReplayQuarantineResponse& page, ReplayQuarantineResponse* all) {
  all->set_read(all->read() + page.read());
  all->set_recorded(all->recorded() + page.recorded());
  all->set_settled(all->settled() + page.settled());
  all->set_kept(all->kept() + page.kept());
}

absl::Status Replay(Session& session, const Args& args) {
  ReplayQuarantineRequest request;
  request.set_carrier(args.carrier);
  ReplayQuarantineResponse all;
  do {
    MOTCUA_ASSIGN_OR_RETURN(
        const auto page,
        Call<TrackingService>(session, &TrackingService::Stub::ReplayQuarantine, request));
    Add(page, &all);
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return session.Answer(all, Cat("read ", all.read(), ", recorded ", all.recorded(), ", settled ",
                                 all.settled(), ", still set aside ", all.kept(), "\n"));
}

absl::Status Discard(Session& session, const Args& args) {
  DiscardQuarantinedRequest request;
  request.set_carrier(args.carrier);
  request.mutable_ids()->Add(args.ids.begin(), args.ids.end());
  MOTCUA_ASSIGN_OR_RETURN(
      const auto answer,
      Call<TrackingService>(session, &TrackingService::Stub::DiscardQuarantined, request));
  return session.Answer(answer, Cat("discarded ", answer.discarded(), "\n"));
}

void AddDiscard(Program& program) {
  auto args = std::make_shared<Args>();
  program
      .Command("quarantine discard", Group::kPost, "Throws records away that never will be read.")
      .Text("CARRIER", &args->carrier, "", "Code of the carrier's table.")
      .Required()
      .List("ID", &args->ids, "", "Records, as `motcua quarantine list` shows them.")
      .Required()
      .Example("motcua quarantine discard ems 5d41402abc4b2a76b9719d911017c592")
      .Run([args](Session& session) { return Discard(session, *args); });
}

}  // namespace

void AddQuarantine(Program& program) {
  program.Family("quarantine", Group::kPost, "Carriers' records that could not be read.");
  auto args = std::make_shared<Args>();
  program
      .Command("quarantine list", Group::kPost,
               "Lists a carrier's records set aside, oldest first; without one, counts them all.")
      .Text("CARRIER", &args->carrier, "", "Code of the carrier's table.")
      .Number("--limit", &args->limit, 1, 100000, "At most so many. Default: 50.")
      .Example("motcua quarantine list")
      .Example("motcua quarantine list ems --json")
      .Run([args](Session& session) { return List(session, *args); });
  auto replay = std::make_shared<Args>();
  program
      .Command("quarantine replay", Group::kPost,
               "Reads the carriers' tables anew, and a carrier's records set aside again.")
      .Text("CARRIER", &replay->carrier, "", "Code of the carrier's table.")
      .Required()
      .Example("motcua quarantine replay ems")
      .Run([replay](Session& session) { return Replay(session, *replay); });
  AddDiscard(program);
}

}  // namespace motcua::cli
