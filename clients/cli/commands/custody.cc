#include "absl/strings/escaping.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/commands/papers.h"
#include "clients/cli/rpc.h"
#include "common/base/proto_time.h"
#include "motcua/postal/v1/custody_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::postal::v1;  // NOLINT: the messages of one service

using Stub = CustodyService::Stub;

struct CustodyArgs {
  std::string code, office, name, relation, image;
  dossier::v1::RecipientCapacity capacity = dossier::v1::RECIPIENT_CAPACITY_UNSPECIFIED;
  absl::Time at = absl::InfinitePast();
  int limit = 50;
};

std::string HolderText(const dossier::v1::Holder& holder, const std::string& name) {
  if (holder.kind() == dossier::v1::HOLDER_KIND_CITIZEN) return "the citizen";
  const std::string who = name.empty() ? holder.code() : Cat(name, " (", holder.code(), ")");
  const bool moving = holder.kind() == dossier::v1::HOLDER_KIND_ON_THE_WAY;
  return moving ? Cat("on the way from ", who) : who;
}

std::string StateText(const LocatedPaper& paper) {
  if (paper.missed()) return "missing";
  return paper.parcel_id().empty() ? "" : Word(paper.parcel_state());
}

absl::Status Where(Session& session, const CustodyArgs& args) {
  LocatePapersRequest request;
  request.set_dossier_code(args.code);
  MOTCUA_ASSIGN_OR_RETURN(const auto found,
                          Call<CustodyService>(session, &Stub::LocatePapers, request));
  Table table({{"PAPER"}, {"HOLDER"}, {"SINCE"}, {"PARCEL"}, {"STATE"}, {"DUE"}});
  for (const auto& paper : found.papers()) {
    table.Add({paper.has_paper() ? PaperText(paper.paper()) : "",
               HolderText(paper.holder(), paper.holder_name()), Local(paper.since_time()),
               paper.parcel_id(), StateText(paper), Local(paper.receive_due_time())});
  }
  return session.Answer(found, session.Show(table, "The dossier has no papers."));
}

std::string Short(const std::string& hash) {
  constexpr size_t kShown = 6;
  return absl::BytesToHexString(hash.substr(0, kShown));
}

absl::Status Verify(Session& session, const CustodyArgs& args) {
  VerifyCustodyRequest request;
  request.set_dossier_code(args.code);
  MOTCUA_ASSIGN_OR_RETURN(const auto verified,
                          Call<CustodyService>(session, &Stub::VerifyCustody, request));
  Table table({{"PARCEL"}, {"TIME"}, {"FROM"}, {"TO"}, {"BAG"}, {"BY"}, {"HASH"}, {"FAULT"}});
  for (const auto& log : verified.logs()) {
    const bool begins_wrong = log.fault() == CUSTODY_FAULT_BEGINNING;
    if (begins_wrong) table.Add({log.consignment_id(), "", "", "", "", "", "", "beginning"});
    for (const auto& one : log.hand_overs()) {
      const bool wrong = !begins_wrong && log.fault_sequence() == one.sequence();
      table.Add({one.parcel_id(), Local(one.hand_over_time()), HolderText(one.from(), ""),
                 HolderText(one.to(), ""), one.bag_id(), one.actor(), Short(one.hash()),
                 wrong ? Word(log.fault()) : ""});
    }
  }
  MOTCUA_RETURN_IF_ERROR(session.Answer(
      verified, Cat(session.Show(table, "Nothing was handed over yet."),
                    verified.whole() ? "The log is whole.\n" : "The log does not add up.\n")));
  return verified.whole() ? absl::OkStatus() : absl::DataLossError("the log does not add up");
}

absl::Status Unclosed(Session& session, const CustodyArgs& args) {
  ListUnclosedHandOversRequest request;
  request.set_post_office(args.office);
  request.set_page_size(args.limit);
  MOTCUA_ASSIGN_OR_RETURN(const auto list,
                          Call<CustodyService>(session, &Stub::ListUnclosedHandOvers, request));
  Table table({{"PARCEL"}, {"DOSSIER"}, {"LAST HOLDER"}, {"LEFT"}, {"DUE"}, {"BAG"}});
  for (const auto& one : list.hand_overs()) {
    table.Add({one.parcel_id(), one.dossier_code(),
               Cat(one.post_office_name(), " (", one.post_office(), ")"), Local(one.leave_time()),
               Local(one.receive_due_time()), one.bag_id()});
  }
  return session.Answer(list, session.Show(table, "Every hand-over is closed."));
}

absl::Status Deliver(Session& session, const CustodyArgs& args) {
  DeliverParcelRequest request;
  request.set_request_id(session.RequestId());
  request.set_post_office(args.office);
  dossier::v1::ProofOfDelivery& proof = *request.mutable_proof();
  proof.set_parcel_id(args.code);
  proof.set_recipient_name(args.name);
  proof.set_capacity(args.capacity);
  proof.set_relation(args.relation);
  proof.set_image_sha256(args.image);
  const bool now = args.at == absl::InfinitePast();
  *proof.mutable_deliver_time() = ToProto(now ? session.clock().Now() : args.at);
  MOTCUA_ASSIGN_OR_RETURN(const auto delivered,
                          Call<CustodyService>(session, &Stub::DeliverParcel, request));
  return session.Answer(delivered, Facts({{"State", Word(delivered.state())}}));
}

CommandBuilder OfDossier(Program& program, const std::string& name, const std::string& what,
                         const std::shared_ptr<CustodyArgs>& args) {
  CommandBuilder command = program.Command("papers " + name, Group::kPost, what);
  command.Text("CODE", &args->code, "", "The dossier.").Required();
  return command;
}

void AddDeliver(Program& program) {
  auto args = std::make_shared<CustodyArgs>();
  program
      .Command("papers deliver", Group::kPost,
               "Hands a parcel over to a person, with the proof of it.")
      .Text("PARCEL", &args->code, "", "S10 identifier of the parcel.")
      .Required()
      .Text("--to", &args->name, "NAME", "Full name of who takes it.")
      .Required()
      .Choice("--as", &args->capacity, "In what capacity.")
      .Required()
      .Text("--relation", &args->relation, "TEXT", "Of an authorised person to the citizen.")
      .Text("--image", &args->image, "SHA256", "Hash of the image of the signed slip.")
      .Required()
      .Time("--at", &args->at, "When. Default: now.")
      .Text("--office", &args->office, "OFFICE", "Post office that delivers it.")
      .Example(
          "motcua papers deliver EQ473124829VN --to 'Trần Thị Bình' --as authorised "
          "--relation vợ --image \"$(sha256sum < slip.jpg | cut -d' ' -f1)\"")
      .Run([args](Session& session) { return Deliver(session, *args); });
}

}  // namespace

void AddPapers(Program& program) {
  program.Family("papers", Group::kPost,
                 "Who holds the papers of a dossier, and how they came there.");
  auto where = std::make_shared<CustodyArgs>(), verify = std::make_shared<CustodyArgs>(),
       unclosed = std::make_shared<CustodyArgs>();
  OfDossier(program, "where", "Says who holds each paper of a dossier now.", where)
      .Example("motcua papers where 000.31.14.H20-230118-0002")
      .Run([where](Session& session) { return Where(session, *where); });
  OfDossier(program, "verify", "Shows the log of hand-overs, and whether it is whole.", verify)
      .Example("motcua papers verify 000.31.14.H20-230118-0002")
      .Run([verify](Session& session) { return Verify(session, *verify); });
  program
      .Command("papers unclosed", Group::kPost,
               "Lists parcels that left a post office and were received nowhere in time.")
      .Text("--office", &unclosed->office, "OFFICE", "Only those this post office answers for.")
      .Number("--limit", &unclosed->limit, 1, 500, "At most so many. Default: 50.")
      .Example("motcua papers unclosed --office BD.866")
      .Run([unclosed](Session& session) { return Unclosed(session, *unclosed); });
  AddDeliver(program);
}

}  // namespace motcua::cli
