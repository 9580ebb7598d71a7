#include "clients/cli/commands/commands.h"
#include "clients/cli/rpc.h"
#include "motcua/intake/v1/intake_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::intake::v1;  // NOLINT: the messages of one service

struct PayArgs {
  std::string code;
  int64_t amount = 0;
  int64_t version = 0;
  type::v1::PaymentCollector collector = type::v1::PAYMENT_COLLECTOR_UNSPECIFIED;
};

absl::Status Pay(Session& session, const PayArgs& args) {
  RecordPaymentRequest request;
  request.set_request_id(session.RequestId());
  request.set_dossier_code(args.code);
  request.set_amount_vnd(args.amount);
  request.set_expected_version(args.version);
  request.set_collector(args.collector);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto done, Call<IntakeService>(session, &IntakeService::Stub::RecordPayment, request));
  return session.Answer(done, Cat(args.code, ": ", Money(done.paid_vnd()), " paid in all.\n"));
}

}  // namespace

void AddPay(Program& program) {
  auto args = std::make_shared<PayArgs>();
  program.Command("pay", Group::kCitizens, "Records a payment of fees.")
      .Text("CODE", &args->code, "", "The dossier.")
      .Required()
      .Number("AMOUNT", &args->amount, 1, int64_t{1} << 40, "In đồng.")
      .Required()
      .Choice("--collector", &args->collector, "Who has the money. Default: the agency's cashier.")
      .Number("--expect-version", &args->version, 0, INT64_MAX,
              "Only if the dossier is at this version.")
      .Example("motcua pay 000.31.14.H20-230118-0002 30000")
      .Run([args](Session& session) { return Pay(session, *args); });
}

}  // namespace motcua::cli
