// motcua audit export | verify | rebuild | checkpoints.
#include <fstream>
#include <functional>
#include <sstream>

#include "clients/cli/commands/commands.h"
#include "clients/cli/files.h"
#include "clients/cli/interrupt.h"
#include "clients/cli/output/json.h"
#include "clients/cli/rpc.h"
#include "common/audit/export_file.h"
#include "motcua/reporting/v1/audit_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::reporting::v1;  // NOLINT: the messages of one service

struct Args {
  std::string file, out, public_key;
  std::vector<std::string> kept;
  int64_t after = 0;
  bool sign = false;
  int most = 100;
};

// Reads a stream of the audit to its end; `take` sees each message.
template <class Req, class Res, class Take>
absl::Status Read(Session& session,
                  std::unique_ptr<grpc::ClientReader<Res>> (AuditService::Stub::*method)(
                      grpc::ClientContext*, const Req&),
                  const Req& request, Take take) {
  MOTCUA_ASSIGN_OR_RETURN(const auto stub, StubOf<AuditService>(session));
  grpc::ClientContext context;
  session.connection().Prepare(&context, /*bounded=*/false);
  Interrupt interrupt([&context] { context.TryCancel(); });
  const auto stream = (stub.get()->*method)(&context, request);
  Res message;
  while (stream->Read(&message)) take(message);
  return FromGrpc(stream->Finish());
}

// How far a long work is, on the error output of a terminal.
void ShowProgress(Session& session, const std::string& what, int64_t done, int64_t total) {
  if (session.json() || session.columns() == 0) return;
  session.err() << "\r" << what << " " << done;
  if (total > 0) session.err() << " of " << total;
  session.err() << (done == total ? "\n" : "") << std::flush;
}

absl::StatusOr<audit::PublicKey> ReadPublicKey(const std::string& path) {
  MOTCUA_ASSIGN_OR_RETURN(const std::string pem, ReadFile(path));
  auto key = audit::PublicKey::FromPem(pem);
  if (!key.ok()) return UsageError(Cat(path, ": is not an Ed25519 public key in PEM"));
  return key;
}

// Checkpoints of exports that were kept.
absl::StatusOr<std::vector<audit::AuditCheckpoint>> ReadKept(
    const std::vector<std::string>& paths) {
  std::vector<audit::AuditCheckpoint> all;
  for (const std::string& path : paths) {
    MOTCUA_ASSIGN_OR_RETURN(const std::string text, ReadFile(path));
    std::istringstream lines(text);
    auto checkpoints = audit::ReadCheckpoints(lines);
    if (!checkpoints.ok()) return UsageError(Cat(path, ": ", ToStd(checkpoints.status().message())));
    all.insert(all.end(), checkpoints->begin(), checkpoints->end());
  }
  return all;
}

absl::Status Export(Session& session, const Args& args) {
  ExportAuditRequest request;
  request.set_after_sequence(args.after);
  request.set_sign_now(args.sign);
  std::ofstream file;
  if (!args.out.empty()) file.open(args.out);
  if (!args.out.empty() && !file) return UsageError(Cat(args.out, ": cannot be written"));
  std::ostream& out = args.out.empty() ? session.out() : file;
  int64_t rows = 0, total = 0;
  const absl::Status status =
      Read(session, &AuditService::Stub::ExportAudit, request, [&](const ExportAuditResponse& message) {
        audit::WriteLines(message, out);
        rows += message.rows_size();
        if (message.has_archive()) total = message.last_sequence() - message.after_sequence();
        if (!args.out.empty()) ShowProgress(session, "exported", rows, total);
      });
  if (!status.ok()) return status;
  if (!out.flush()) return UsageError(Cat(args.out, ": cannot be written"));
  if (!args.out.empty()) session.out() << rows << " events exported to " << args.out << "\n";
  return absl::OkStatus();
}

// The exit code says whether something was found.
absl::Status Found(const AuditFinding& finding) {
  return absl::DataLossError(Cat("row ", finding.sequence(), ": ", Word(finding.fault()), ": ",
                                 finding.detail()));
}

absl::Status VerifyExport(Session& session, const Args& args) {
  if (args.public_key.empty()) return UsageError("--public-key is needed to verify a file");
  MOTCUA_ASSIGN_OR_RETURN(const audit::PublicKey key, ReadPublicKey(args.public_key));
  MOTCUA_ASSIGN_OR_RETURN(auto kept, ReadKept(args.kept));
  std::ifstream file(args.file);
  if (!file) return UsageError(Cat(args.file, ": cannot be read"));
  const auto verdict = audit::VerifyFile(file, key, std::move(kept), [&](int64_t rows) {
    ShowProgress(session, "verified", rows, 0);
  });
  if (!verdict.ok()) return UsageError(Cat(args.file, ": ", ToStd(verdict.status().message())));
  VerifyAuditResponse answer;
  answer.set_verified(verdict->rows);
  answer.set_checkpoints(verdict->checkpoints);
  answer.set_done(true);
  answer.set_hash(std::string(audit::BytesOf(verdict->hash)));
  if (verdict->finding) *answer.mutable_finding() = *verdict->finding;
  const std::string proved =
      Cat(verdict->rows, " events are whole; signed up to row ", verdict->covered_to, "\n");
  const std::string text = verdict->finding ? std::string() : proved;
  MOTCUA_RETURN_IF_ERROR(session.Answer(answer, text));
  if (verdict->finding) return Found(*verdict->finding);
  if (verdict->covered_to < verdict->after + verdict->rows) {
    return absl::DataLossError(Cat("no checkpoint covers the rows after ", verdict->covered_to));
  }
  return absl::OkStatus();
}

absl::Status VerifyService(Session& session, const Args& args) {
  VerifyAuditRequest request;
  MOTCUA_ASSIGN_OR_RETURN(const auto kept, ReadKept(args.kept));
  for (const auto& checkpoint : kept) *request.add_kept() = checkpoint;
  VerifyAuditResponse last;
  MOTCUA_RETURN_IF_ERROR(Read(session, &AuditService::Stub::VerifyAudit, request,
                              [&](const VerifyAuditResponse& message) {
                                last = message;
                                ShowProgress(session, "verified", last.verified(), last.total());
                              }));
  const std::string text =
      last.has_finding() ? std::string()
                         : Cat(last.verified(), " events are whole; ", last.checkpoints(),
                               " checkpoints hold\n");
  MOTCUA_RETURN_IF_ERROR(session.Answer(last, text));
  return last.has_finding() ? Found(last.finding()) : absl::OkStatus();
}

absl::Status Verify(Session& session, const Args& args) {
  return args.file.empty() ? VerifyService(session, args) : VerifyExport(session, args);
}

absl::Status Rebuild(Session& session, const Args& args) {
  CompareProjectionsRequest request;
  request.set_max_differences(args.most);
  CompareProjectionsResponse all, last;
  MOTCUA_RETURN_IF_ERROR(Read(session, &AuditService::Stub::CompareProjections, request,
                              [&](const CompareProjectionsResponse& message) {
                                all.mutable_differences()->MergeFrom(message.differences());
                                last = message;
                                ShowProgress(session, "events", last.events(), last.total_events());
                              }));
  *last.mutable_differences() = all.differences();
  Table table({{"TABLE"}, {"KEY"}, {"COLUMN"}, {"STORED"}, {"FROM THE EVENTS"}});
  for (const ProjectionDifference& one : last.differences()) {
    table.Add({one.table(), one.key(), one.column().empty() ? "-" : one.column(), one.stored(),
               one.rebuilt()});
  }
  const std::string none = Cat(last.rows(), " rows are what ", last.events(), " events give.");
  MOTCUA_RETURN_IF_ERROR(session.Answer(last, session.Show(table, none)));
  if (last.difference_count() == 0) return absl::OkStatus();
  return absl::DataLossError(Cat(last.difference_count(), " differences"));
}

absl::Status Checkpoints(Session& session, const Args& args) {
  ListCheckpointsRequest request;
  request.set_page_size(args.most);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto list, Call<AuditService>(session, &AuditService::Stub::ListCheckpoints, request));
  if (!args.public_key.empty()) {
    if (list.public_key().empty()) return absl::NotFoundError("the service signs no checkpoints");
    MOTCUA_RETURN_IF_ERROR(WriteWhole(args.public_key, list.public_key()));
  }
  Table table({{"ROW"}, {"SIGNED"}, {"KEY"}, {"HASH"}});
  for (const auto& checkpoint : list.checkpoints()) {
    const auto hash = audit::HashOfBytes(checkpoint.hash());
    table.Add({Cat(checkpoint.sequence()), Local(checkpoint.sign_time()), checkpoint.key_id(),
               hash.ok() ? audit::HexOf(*hash) : "-"});
  }
  return session.Answer(list, session.Show(table, "No checkpoint was signed yet."));
}

}  // namespace

void AddAudit(Program& program) {
  program.Family("audit", Group::kFigures, "The proof that the archive is what happened.");
  auto args = std::make_shared<Args>();
  program
      .Command("audit export", Group::kFigures,
               "Writes the archive's events with their hash chain and signed checkpoints.")
      .File("--out", &args->out, "File to write. Default: standard output.")
      .Number("--after", &args->after, 0, INT64_MAX, "Only events after this one.")
      .Flag("--sign", &args->sign, "Sign a checkpoint of the present end first.")
      .Example("motcua audit export --sign --out archive.jsonl")
      .Run([args](Session& session) { return Export(session, *args); });
  program
      .Command("audit verify", Group::kFigures,
               "Checks the archive, or an exported file, and names the first wrong row.")
      .File("FILE", &args->file, "An exported file. Default: the archive itself, by reporting.")
      .File("--public-key", &args->public_key, "Key the file's checkpoints must be signed with.")
      .List("--kept", &args->kept, "FILE", "Earlier export whose checkpoints must still hold.")
      .Example("motcua audit verify")
      .Example("motcua audit verify archive.jsonl --public-key audit.pub --kept last-year.jsonl")
      .Run([args](Session& session) { return Verify(session, *args); });
  program
      .Command("audit rebuild", Group::kFigures,
               "Makes every projection anew from the events and lists where the stored one differs.")
      .Number("--most", &args->most, 1, 100000, "At most so many differences. Default: 100.")
      .Example("motcua audit rebuild")
      .Run([args](Session& session) { return Rebuild(session, *args); });
  program
      .Command("audit checkpoints", Group::kFigures, "Shows the signed checkpoints, newest first.")
      .Number("--most", &args->most, 1, 1000, "At most so many. Default: 100.")
      .File("--public-key", &args->public_key, "Write the public key to this file.")
      .Example("motcua audit checkpoints --public-key audit.pub")
      .Run([args](Session& session) { return Checkpoints(session, *args); });
}

}  // namespace motcua::cli
