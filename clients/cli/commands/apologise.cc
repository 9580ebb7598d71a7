#include "clients/cli/commands/commands.h"
#include "clients/cli/rpc.h"
#include "common/base/clock.h"
#include "common/base/proto_time.h"
#include "motcua/routing/v1/routing_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::routing::v1;  // NOLINT: the messages of one service

struct ApologiseArgs {
  std::string code, reason;
  absl::Time new_date = absl::InfinitePast();
  int64_t version = 0;
};

// A day is meant to its closing hour.
absl::Time PromiseAt(absl::Time date) {
  const absl::TimeZone local = LocalZone();
  const absl::CivilDay day = absl::ToCivilDay(date, local);
  if (absl::FromCivil(day, local) != date) return date;
  return absl::FromCivil(absl::CivilHour(day) + 17, local);
}

absl::Status Apologise(Session& session, const ApologiseArgs& args) {
  RepromiseDossierRequest request;
  request.set_request_id(session.RequestId());
  request.set_dossier_code(args.code);
  *request.mutable_new_due_time() = ToProto(PromiseAt(args.new_date));
  request.set_reason(args.reason);
  request.set_expected_version(args.version);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto done,
      Call<RoutingService>(session, &RoutingService::Stub::RepromiseDossier, request));
  return session.Answer(done, Cat(args.code, ": promised for ", Local(done.new_due_time()),
                                  " instead of ", Local(done.old_due_time()), ".\n"));
}

}  // namespace

void AddApologise(Program& program) {
  auto args = std::make_shared<ApologiseArgs>();
  program
      .Command("apologise", Group::kCitizens,
               "Puts the promise of a dossier that will be late off, once, with an apology.")
      .Text("CODE", &args->code, "", "The dossier.")
      .Required()
      .Time("--new-date", &args->new_date,
            "The new promise: a working day, until 17:00; or an instant.")
      .Required()
      .Text("--reason", &args->reason, "TEXT", "Why it will be late, for the citizen.")
      .Required()
      .Number("--expect-version", &args->version, 0, INT64_MAX,
              "Only if the journey is at this version.")
      .Example(
          "motcua apologise 000.31.14.H20-230118-0002 --new-date 2023-02-10 "
          "--reason 'Chờ kết quả trích đo'")
      .Run([args](Session& session) { return Apologise(session, *args); });
}

}  // namespace motcua::cli
