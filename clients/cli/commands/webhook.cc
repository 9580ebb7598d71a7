#include "clients/cli/commands/commands.h"
#include "clients/cli/errors.h"
#include "clients/cli/rpc.h"
#include "motcua/postal/v1/webhook_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::postal::v1;  // NOLINT: the messages of one service

struct AddArgs {
  std::string url, unit, description;
  std::vector<std::string> states, kinds;
};

struct Args {
  std::string id;
  std::vector<std::string> deliveries;
  bool given_up = false;
  int limit = 50;
};

// Words of an enumeration into a repeated field.
template <class Enum>
absl::Status Read(const std::vector<std::string>& words, google::protobuf::RepeatedField<int>* into) {
  for (const std::string& word : words) {
    const auto value = EnumValue(google::protobuf::GetEnumDescriptor<Enum>(), word);
    if (!value.has_value()) return UsageError(Cat(word, " is not known"));
    into->Add(*value);
  }
  return absl::OkStatus();
}

template <class Enum>
std::string Words(const google::protobuf::RepeatedField<int>& values) {
  std::vector<std::string> words;
  for (int value : values) words.push_back(Word(static_cast<Enum>(value)));
  return Join(words);
}

absl::Status Subscribe(Session& session, const AddArgs& args) {
  AddWebhookRequest request;
  request.set_request_id(session.RequestId());
  request.set_url(args.url);
  request.set_unit_code(args.unit);
  request.set_description(args.description);
  MOTCUA_RETURN_IF_ERROR(
      Read<dossier::v1::ConsignmentState>(args.states, request.mutable_states()));
  MOTCUA_RETURN_IF_ERROR(Read<dossier::v1::ConsignmentKind>(args.kinds, request.mutable_kinds()));
  MOTCUA_ASSIGN_OR_RETURN(
      const auto added,
      Call<WebhookService>(session, &WebhookService::Stub::AddWebhook, request));
  return session.Answer(
      added, Cat(Facts({{"Webhook", added.webhook().id()}, {"Secret", added.secret()}}),
                 "The secret is shown this once; docs/tracking.md says how to check by it.\n"));
}

absl::Status List(Session& session) {
  MOTCUA_ASSIGN_OR_RETURN(const auto list,
                          Call<WebhookService>(session, &WebhookService::Stub::ListWebhooks,
                                               ListWebhooksRequest()));
  Table table({{"WEBHOOK"}, {"URL"}, {"UNIT"}, {"STATES"}, {"KINDS"}, {"WAITING", Align::kRight},
               {"GIVEN UP", Align::kRight}, {"FOR"}});
  for (const auto& one : list.webhooks()) {
    const Webhook& webhook = one.webhook();
    const auto states = Words<dossier::v1::ConsignmentState>(webhook.states());
    const auto kinds = Words<dossier::v1::ConsignmentKind>(webhook.kinds());
    table.Add({webhook.id(), webhook.url(), webhook.unit_code(), states.empty() ? "all" : states,
               kinds.empty() ? "all" : kinds, Cat(one.waiting()), Cat(one.given_up()),
               webhook.description()});
  }
  return session.Answer(list, session.Show(table, "Nobody subscribed."));
}

absl::Status Remove(Session& session, const Args& args) {
  RemoveWebhookRequest request;
  request.set_request_id(session.RequestId());
  request.set_webhook_id(args.id);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto removed,
      Call<WebhookService>(session, &WebhookService::Stub::RemoveWebhook, request));
  return session.Answer(removed, Cat("Removed ", removed.webhook().id(), ".\n"));
}

absl::Status Log(Session& session, const Args& args) {
  ListWebhookAttemptsRequest request;
  request.set_webhook_id(args.id);
  request.set_page_size(args.limit);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto list,
      Call<WebhookService>(session, &WebhookService::Stub::ListWebhookAttempts, request));
  Table table({{"TIME"}, {"DELIVERY"}, {"CONSIGNMENT"}, {"STATE"}, {"TRY", Align::kRight},
               {"RESULT"}, {"STATUS", Align::kRight}, {"ERROR"}});
  for (const auto& one : list.attempts()) {
    table.Add({Local(one.attempt_time()), one.delivery_id(), one.consignment_id(),
               Word(one.state()), Cat(one.attempt()), Word(one.result()),
               one.status() == 0 ? "" : Cat(one.status()), one.error()});
  }
  return session.Answer(list, session.Show(table, "Nothing was sent yet."));
}

absl::Status Resend(Session& session, const Args& args) {
  ResendWebhookRequest request;
  request.set_webhook_id(args.id);
  request.set_given_up(args.given_up);
  request.mutable_delivery_ids()->Add(args.deliveries.begin(), args.deliveries.end());
  MOTCUA_ASSIGN_OR_RETURN(
      const auto answer,
      Call<WebhookService>(session, &WebhookService::Stub::ResendWebhook, request));
  return session.Answer(answer, Cat("sent again: ", answer.resent(), "\n"));
}

void AddSubscribe(Program& program) {
  auto args = std::make_shared<AddArgs>();
  program
      .Command("webhook add", Group::kPost,
               "Subscribes an address to the changes of consignments' states.")
      .Text("URL", &args->url, "", "Where signed calls go; https.")
      .Required()
      .Text("--unit", &args->unit, "CODE", "Consignments of this unit and those below it.")
      .Required()
      .List("--state", &args->states, "STATE", "Only changes into this state, e.g. delivered.")
      .List("--kind", &args->kinds, "KIND", "Only this kind, e.g. result-to-home.")
      .Text("--description", &args->description, "TEXT", "What it is for.")
      .Example("motcua webhook add https://portal.example/parcels --unit 87 --state delivered")
      .Run([args](Session& session) { return Subscribe(session, *args); });
}

void AddLog(Program& program) {
  auto args = std::make_shared<Args>();
  program.Command("webhook log", Group::kPost, "Lists the last tries, newest first.")
      .Text("WEBHOOK", &args->id, "", "As `motcua webhook list` shows it.")
      .Required()
      .Number("--limit", &args->limit, 1, 500, "At most so many. Default: 50.")
      .Example("motcua webhook log webhook-2f6c0a9d51e7")
      .Run([args](Session& session) { return Log(session, *args); });
}

void AddResend(Program& program) {
  auto args = std::make_shared<Args>();
  program.Command("webhook resend", Group::kPost, "Sends calls again.")
      .Text("WEBHOOK", &args->id, "", "As `motcua webhook list` shows it.")
      .Required()
      .List("DELIVERY", &args->deliveries, "", "Calls, as `motcua webhook log` shows them.")
      .Flag("--given-up", &args->given_up, "All that was given up.")
      .Example("motcua webhook resend webhook-2f6c0a9d51e7 --given-up")
      .Run([args](Session& session) { return Resend(session, *args); });
}

}  // namespace

void AddWebhook(Program& program) {
  program.Family("webhook", Group::kPost, "Who is told when a consignment's state changes.");
  AddSubscribe(program);
  program.Command("webhook list", Group::kPost, "Lists the subscriptions and what waits for them.")
      .Example("motcua webhook list")
      .Run([](Session& session) { return List(session); });
  auto args = std::make_shared<Args>();
  program.Command("webhook remove", Group::kPost, "Unsubscribes; what waits is thrown away.")
      .Text("WEBHOOK", &args->id, "", "As `motcua webhook list` shows it.")
      .Required()
      .Example("motcua webhook remove webhook-2f6c0a9d51e7")
      .Run([args](Session& session) { return Remove(session, *args); });
  AddLog(program);
  AddResend(program);
}

}  // namespace motcua::cli
