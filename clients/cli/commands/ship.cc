#include "clients/cli/commands/commands.h"
#include "clients/cli/rpc.h"
#include "motcua/postal/v1/postal_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::postal::v1;  // NOLINT: the messages of one service

struct ShipArgs {
  std::string code;
  dossier::v1::ConsignmentKind kind = dossier::v1::CONSIGNMENT_KIND_UNSPECIFIED;
  std::string from, to, address, name, phone;
  bool slip_return = false;
};

absl::Status Ship(Session& session, const ShipArgs& args) {
  CreateConsignmentRequest request;
  request.set_request_id(session.RequestId());
  request.set_dossier_code(args.code);
  request.set_kind(args.kind);
  request.set_from_unit(args.from);
  request.set_to_unit(args.to);
  request.set_address(args.address);
  request.set_contact_name(args.name);
  request.set_contact_phone(args.phone);
  request.set_slip_return(args.slip_return);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto made,
      Call<PostalService>(session, &PostalService::Stub::CreateConsignment, request));
  return session.Answer(made, Facts({{"Consignment", made.consignment_id()},
                                     {"Post office", made.post_office()},
                                     {"Due", Local(made.due_time())}}));
}

}  // namespace

void AddShip(Program& program) {
  auto args = std::make_shared<ShipArgs>();
  program
      .Command("ship", Group::kPost,
               "Asks the post to carry something for a dossier, besides what the system asks.")
      .Text("CODE", &args->code, "", "The dossier.")
      .Required()
      .Choice("--kind", &args->kind, "What is carried.")
      .Required()
      .Text("--from", &args->from, "UNIT", "Unit it comes from, unless from home.")
      .Text("--to", &args->to, "UNIT", "Unit it goes to, unless to home.")
      .Text("--address", &args->address, "ADDRESS", "The citizen's address, for home legs.")
      .Text("--name", &args->name, "NAME", "The citizen's name, for home legs.")
      .Text("--phone", &args->phone, "NUMBER", "The citizen's phone, for home legs.")
      .Flag("--slip-return", &args->slip_return,
            "The postman carries the appointment slip back; from home.")
      .Example("motcua ship 000.31.14.H20-230118-0002 --kind unit-to-unit --from 30037 --to 866")
      .Run([args](Session& session) { return Ship(session, *args); });
}

}  // namespace motcua::cli
