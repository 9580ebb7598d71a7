#include "clients/cli/commands/commands.h"
#include "clients/cli/rpc.h"
#include "motcua/postal/v1/manifest_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::postal::v1;  // NOLINT: the messages of one service

using Stub = ManifestService::Stub;

struct BagArgs {
  std::string bag, from, to, seal, signer, note;
  std::vector<std::string> parcels, damaged;
  bool all = false;
  dossier::v1::BagState state = dossier::v1::BAG_STATE_UNSPECIFIED;
  int limit = 50;
};

// A request about one bag, with the wish's identifier.
template <class Request>
Request RequestOf(Session& session, const BagArgs& args) {
  Request request;
  request.set_request_id(session.RequestId());
  request.set_bag_id(args.bag);
  return request;
}

absl::Status Build(Session& session, const BagArgs& args) {
  BuildBagRequest request;
  request.set_request_id(session.RequestId());
  request.set_from_office(args.from);
  request.set_to_office(args.to);
  request.mutable_parcel_ids()->Assign(args.parcels.begin(), args.parcels.end());
  MOTCUA_ASSIGN_OR_RETURN(const auto built,
                          Call<ManifestService>(session, &Stub::BuildBag, request));
  return session.Answer(built, Facts({{"Bag", built.bag_id()}, {"Parcels", Cat(built.parcels())}}));
}

absl::Status Add(Session& session, const BagArgs& args) {
  auto request = RequestOf<AddToBagRequest>(session, args);
  request.mutable_parcel_ids()->Assign(args.parcels.begin(), args.parcels.end());
  MOTCUA_ASSIGN_OR_RETURN(const auto added,
                          Call<ManifestService>(session, &Stub::AddToBag, request));
  return session.Answer(added, Facts({{"Parcels", Cat(added.parcels())}}));
}

absl::Status Dispatch(Session& session, const BagArgs& args) {
  auto request = RequestOf<DispatchBagRequest>(session, args);
  request.set_seal(args.seal);
  request.set_signer(args.signer);
  MOTCUA_ASSIGN_OR_RETURN(const auto sent,
                          Call<ManifestService>(session, &Stub::DispatchBag, request));
  return session.Answer(sent,
                        Facts({{"Parcels", Cat(sent.parcels())}, {"Due", Local(sent.due_time())}}));
}

absl::Status Receive(Session& session, const BagArgs& args) {
  auto request = RequestOf<ReceiveBagRequest>(session, args);
  request.mutable_parcel_ids()->Assign(args.parcels.begin(), args.parcels.end());
  request.mutable_damaged_ids()->Assign(args.damaged.begin(), args.damaged.end());
  request.set_all(args.all);
  MOTCUA_ASSIGN_OR_RETURN(const auto received,
                          Call<ManifestService>(session, &Stub::ReceiveBag, request));
  return session.Answer(
      received, Facts({{"Received", Cat(received.received())},
                       {"Not scanned yet", Cat(received.expected())},
                       {"Over", Join({received.over_ids().begin(), received.over_ids().end()})}}));
}

absl::Status Reconcile(Session& session, const BagArgs& args) {
  auto request = RequestOf<ReconcileBagRequest>(session, args);
  request.set_signer(args.signer);
  request.set_note(args.note);
  MOTCUA_ASSIGN_OR_RETURN(const auto ended,
                          Call<ManifestService>(session, &Stub::ReconcileBag, request));
  const auto list = [](const auto& ids) {
    return ids.empty() ? std::string("none") : Join({ids.begin(), ids.end()});
  };
  return session.Answer(ended, Facts({{"Short", list(ended.short_ids())},
                                      {"Over", list(ended.over_ids())},
                                      {"Damaged", list(ended.damaged_ids())}}));
}

std::string SignatureText(const dossier::v1::BagSignature& signature) {
  if (signature.name().empty()) return "";
  return Cat(signature.name(), ", ", signature.post_office(), ", ", Local(signature.sign_time()));
}

absl::Status Show(Session& session, const BagArgs& args) {
  GetBagRequest request;
  request.set_bag_id(args.bag);
  MOTCUA_ASSIGN_OR_RETURN(const auto found, Call<ManifestService>(session, &Stub::GetBag, request));
  const auto& bag = found.bag();
  Table table({{"PARCEL"}, {"DOSSIER"}, {"SHEETS", Align::kRight}, {"STATE"}, {"SCANNED"}});
  for (const auto& item : bag.items()) {
    table.Add({item.parcel_id(), item.dossier_code(),
               item.paper_count() == 0 ? "" : Cat(item.paper_count()), Word(item.state()),
               Local(item.scan_time())});
  }
  const std::string facts = Facts({{"Bag", bag.id()},
                                   {"From", bag.from_office()},
                                   {"To", bag.to_office()},
                                   {"State", Word(bag.state())},
                                   {"Seal", bag.seal()},
                                   {"Given by", SignatureText(bag.giver())},
                                   {"Due", Local(bag.due_time())},
                                   {"Taken by", SignatureText(bag.taker())},
                                   {"Note", bag.note()}});
  return session.Answer(found, Cat(facts, "\n", session.Show(table, "There is nothing in it.")));
}

absl::Status List(Session& session, const BagArgs& args) {
  if (args.from.empty() == args.to.empty()) return UsageError("give --from or --to");
  ListBagsRequest request;
  request.set_from_office(args.from);
  request.set_to_office(args.to);
  request.set_state(args.state);
  MOTCUA_ASSIGN_OR_RETURN(const auto list,
                          CallPaged<ManifestService>(session, &Stub::ListBags, request, args.limit,
                                                     &ListBagsResponse::bags_size));
  Table table({{"BAG"}, {"FROM"}, {"TO"}, {"STATE"}, {"PARCELS", Align::kRight}, {"DUE"}});
  for (const auto& summary : list.bags()) {
    const auto& bag = summary.bag();
    table.Add({bag.id(), bag.from_office(), bag.to_office(), Word(bag.state()),
               Cat(summary.parcels()), Local(bag.due_time())});
  }
  return session.Answer(list, session.Show(table, "No bags."));
}

// A command about one bag.
CommandBuilder OfBag(Program& program, const std::string& name, const std::string& what,
                     const std::shared_ptr<BagArgs>& args) {
  CommandBuilder command = program.Command("bag " + name, Group::kPost, what);
  command.Text("BAG", &args->bag, "", "The bag.").Required();
  return command;
}

void AddBuild(Program& program) {
  auto args = std::make_shared<BagArgs>();
  program.Command("bag build", Group::kPost, "Begins a bag, and puts parcels in.")
      .Text("--from", &args->from, "OFFICE", "Post office that fills it.")
      .Required()
      .Text("--to", &args->to, "OFFICE", "Post office it goes to.")
      .Required()
      .List("PARCEL", &args->parcels, "", "S10 identifiers of what goes in.")
      .Example("motcua bag build --from BD.866 --to BD.87 EQ473124829VN")
      .Run([args](Session& session) { return Build(session, *args); });
}

void AddFilling(Program& program) {
  auto adding = std::make_shared<BagArgs>(), sending = std::make_shared<BagArgs>();
  OfBag(program, "add", "Puts parcels into a bag: all of them or none.", adding)
      .List("PARCEL", &adding->parcels, "", "S10 identifiers of what goes in.")
      .Required()
      .Example("motcua bag add BD.866-230201-0001 EQ473124829VN EQ473124832VN")
      .Run([adding](Session& session) { return Add(session, *adding); });
  OfBag(program, "dispatch", "Seals a bag and sends it off with everything in it.", sending)
      .Text("--seal", &sending->seal, "NUMBER", "Number of the seal.")
      .Required()
      .Text("--signer", &sending->signer, "NAME", "Who gives it.")
      .Required()
      .Example("motcua bag dispatch BD.866-230201-0001 --seal S-17 --signer 'Lê Văn Bưu'")
      .Run([sending](Session& session) { return Dispatch(session, *sending); });
}

void AddEmptying(Program& program) {
  auto scanning = std::make_shared<BagArgs>(), ending = std::make_shared<BagArgs>();
  OfBag(program, "receive", "Records what was scanned out of a bag.", scanning)
      .List("PARCEL", &scanning->parcels, "", "S10 identifiers of what is whole.")
      .List("--damaged", &scanning->damaged, "PARCEL", "S10 identifiers of what is damaged.")
      .Flag("--all", &scanning->all, "Everything on the manifest was in it, whole.")
      .Example("motcua bag receive BD.866-230201-0001 EQ473124829VN --damaged EQ473124832VN")
      .Run([scanning](Session& session) { return Receive(session, *scanning); });
  OfBag(program, "reconcile", "Ends a bag: what was not scanned is short, and claims follow.",
        ending)
      .Text("--signer", &ending->signer, "NAME", "Who takes it.")
      .Required()
      .Text("--note", &ending->note, "TEXT", "What is noted, e.g. a broken seal.")
      .Example("motcua bag reconcile BD.866-230201-0001 --signer 'Trần Thị Nhận'")
      .Run([ending](Session& session) { return Reconcile(session, *ending); });
}

void AddReading(Program& program) {
  auto showing = std::make_shared<BagArgs>(), listing = std::make_shared<BagArgs>();
  OfBag(program, "show", "Shows a bag with its manifest.", showing)
      .Example("motcua bag show BD.866-230201-0001")
      .Run([showing](Session& session) { return Show(session, *showing); });
  program.Command("bag list", Group::kPost, "Lists the bags a post office sends, or expects.")
      .Text("--from", &listing->from, "OFFICE", "Sent by this post office.")
      .Text("--to", &listing->to, "OFFICE", "Going to this post office.")
      .Choice("--state", &listing->state, "Only in this state. Default: all but reconciled; of those the last month.")
      .Number("--limit", &listing->limit, 1, 100000, "At most so many. Default: 50.")
      .Example("motcua bag list --to BD.87 --state dispatched")
      .Run([listing](Session& session) { return List(session, *listing); });
}

}  // namespace

void AddBag(Program& program) {
  program.Family("bag", Group::kPost, "Bags of parcels and their manifests (BD13).");
  AddBuild(program);
  AddFilling(program);
  AddEmptying(program);
  AddReading(program);
}

}  // namespace motcua::cli
