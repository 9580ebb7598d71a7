#include "clients/cli/commands/commands.h"
#include "clients/cli/rpc.h"
#include "motcua/postal/v1/postal_service.grpc.pb.h"
#include "motcua/postal/v1/tracking_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::postal::v1;  // NOLINT: the messages of one service

struct ParcelsArgs {
  std::string id;
  std::string office;
  std::string dossier;
  dossier::v1::ConsignmentState state = dossier::v1::CONSIGNMENT_STATE_CREATED;
  bool silent = false;
  int limit = 50;
};

std::string FromTo(const dossier::v1::Consignment& parcel) {
  return Cat(parcel.from_unit().empty() ? "home" : parcel.from_unit(), " → ",
             parcel.to_unit().empty() ? "home" : parcel.to_unit());
}

std::string TrackingTable(Session& session, const dossier::v1::Consignment& parcel) {
  Table table({{"TIME"}, {"EVENT"}, {"POST OFFICE"}, {"NOTE"}});
  for (const auto& event : parcel.events()) {
    table.Add({Local(event.event_time()), Word(event.kind()), event.post_office(), event.note()});
  }
  return session.Show(table, "Nothing was reported yet.");
}

absl::Status ShowOne(Session& session, const std::string& id) {
  GetConsignmentRequest request;
  request.set_consignment_id(id);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto found,
      Call<PostalService>(session, &PostalService::Stub::GetConsignment, request));
  const auto& parcel = found.consignment();
  return session.Answer(found, Cat(Facts({{"Consignment", parcel.id()},
                                          {"Dossier", parcel.dossier_code()},
                                          {"Kind", Word(parcel.kind())},
                                          {"State", Word(parcel.state())},
                                          {"Way", FromTo(parcel)},
                                          {"Address", parcel.address()},
                                          {"Contact", parcel.contact_name()},
                                          {"Phone", parcel.contact_phone()},
                                          {"Post office", parcel.post_office()},
                                          {"Due", Local(parcel.due_time())}}),
                                   "\n", TrackingTable(session, parcel)));
}

absl::Status ShowSilent(Session& session, int limit) {
  MOTCUA_ASSIGN_OR_RETURN(
      const auto list,
      CallPaged<TrackingService>(session, &TrackingService::Stub::ListSilentParcels,
                                 ListSilentParcelsRequest(), limit,
                                 &ListSilentParcelsResponse::parcels_size));
  Table table({{"CONSIGNMENT"}, {"DOSSIER"}, {"STATE"}, {"POST OFFICE"}, {"LAST HEARD"}, {"AT"}});
  for (const auto& parcel : list.parcels()) {
    table.Add({parcel.consignment_id(), parcel.dossier_code(), Word(parcel.state()),
               parcel.post_office(), Local(parcel.last_time()), parcel.last_office()});
  }
  return session.Answer(list, session.Show(table, "No consignment is silent."));
}

absl::Status Parcels(Session& session, const ParcelsArgs& args) {
  if (args.silent) return ShowSilent(session, args.limit);
  if (!args.id.empty()) return ShowOne(session, args.id);
  if (args.office.empty() == args.dossier.empty()) {
    return UsageError("give a consignment, --office or --dossier");
  }
  ListConsignmentsRequest request;
  request.set_post_office(args.office);
  request.set_dossier_code(args.dossier);
  if (!args.office.empty()) request.set_state(args.state);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto list,
      CallPaged<PostalService>(session, &PostalService::Stub::ListConsignments, request, args.limit,
                               &ListConsignmentsResponse::consignments_size));
  Table table({{"CONSIGNMENT"}, {"DOSSIER"}, {"KIND"}, {"STATE"}, {"WAY"}, {"DUE"}});
  for (const auto& parcel : list.consignments()) {
    table.Add({parcel.id(), parcel.dossier_code(), Word(parcel.kind()), Word(parcel.state()),
               FromTo(parcel), Local(parcel.due_time())});
  }
  return session.Answer(list, session.Show(table, "No consignments."));
}

}  // namespace

void AddParcels(Program& program) {
  auto args = std::make_shared<ParcelsArgs>();
  program
      .Command("parcels", Group::kPost,
               "Shows a consignment, or lists those of a post office or of a dossier.")
      .Text("ID", &args->id, "", "S10 identifier of one consignment.")
      .Text("--office", &args->office, "CODE", "Those of this post office.")
      .Choice("--state", &args->state, "With --office: in this state. Default: created.")
      .Text("--dossier", &args->dossier, "CODE", "Those of this dossier.")
      .Flag("--silent", &args->silent, "Those of which nothing was heard for too long.")
      .Number("--limit", &args->limit, 1, 100000, "At most so many. Default: 50.")
      .Example("motcua parcels EQ473124829VN")
      .Example("motcua parcels --office BD.866 --state in-transit")
      .Run([args](Session& session) { return Parcels(session, *args); });
}

}  // namespace motcua::cli
