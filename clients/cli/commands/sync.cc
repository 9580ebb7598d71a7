#include "clients/cli/commands/commands.h"
#include "clients/cli/interrupt.h"
#include "clients/cli/output/json.h"
#include "clients/cli/rpc.h"
#include "motcua/intake/v1/intake_service.grpc.pb.h"
#include "motcua/reporting/v1/reporting_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::reporting::v1;  // NOLINT: the messages of one service
using intake::v1::IntakeService;

struct SyncArgs {
  std::string resume;
  bool until_caught_up = false;
  bool personal_data = false;
};

// The personal data and papers of a dossier, as intake has them and lets the caller read them; one
// that is no longer with intake stays without.
absl::Status AddPersonalData(Session& session, DongBoHoSoMC* message) {
  intake::v1::GetDossierRequest request;
  request.set_dossier_code(message->ma_ho_so());
  const auto found = Call<IntakeService>(session, &IntakeService::Stub::GetDossier, request);
  if (absl::IsNotFound(found.status())) return absl::OkStatus();
  MOTCUA_RETURN_IF_ERROR(found.status());
  const dossier::v1::Dossier& dossier = found->dossier();
  const type::v1::Applicant& applicant = dossier.applicant();
  message->set_chu_ho_so(applicant.name());
  message->set_email(applicant.email());
  message->set_so_dien_thoai(applicant.phone());
  if (!applicant.identity_number().empty()) {
    DinhDanhChuHoSo& identity = *message->mutable_dinh_danh_chs();
    identity.set_loai_dinh_danh(applicant.identity_number().size() == 12 ? 1 : 2);
    identity.set_so_dinh_danh(applicant.identity_number());
  }
  for (const type::v1::Paper& paper : dossier.papers()) {
    TaiLieuNop& shown = *message->add_tai_lieu_nop();
    shown.set_ten_giay_to(paper.name());
    shown.set_so_luong(paper.count());
    shown.set_loai_giay_to(paper.kind());
  }
  return absl::OkStatus();
}

absl::Status AddPersonalData(Session& session, SyncNationalPortalResponse* message) {
  for (NationalStep& step : *message->mutable_steps()) {
    if (!step.has_dossier()) continue;
    MOTCUA_RETURN_IF_ERROR(AddPersonalData(session, step.mutable_dossier()));
  }
  return absl::OkStatus();
}

void Print(Session& session, const SyncNationalPortalResponse& message) {
  if (session.json()) {
    session.out() << ToJson(message) << "\n";
  } else {
    for (const NationalStep& step : message.steps()) {
      const CapNhatTienDoHoSoMC& progress = step.progress();
      session.out() << progress.thoi_diem_xu_ly() << "  " << progress.ma_ho_so() << "  "
                    << static_cast<int>(progress.trang_thai()) << " "
                    << Word(progress.trang_thai()) << "  " << progress.noi_dung_xu_ly() << "\n";
    }
  }
  session.out().flush();
}

absl::Status Sync(Session& session, const SyncArgs& args) {
  SyncNationalPortalRequest request;
  request.set_resume_token(args.resume);
  request.set_until_caught_up(args.until_caught_up);
  MOTCUA_ASSIGN_OR_RETURN(const auto stub, StubOf<ReportingService>(session));
  grpc::ClientContext context;
  session.connection().Prepare(&context, /*bounded=*/false);
  Interrupt interrupt([&context] { context.TryCancel(); });
  const auto stream = stub->SyncNationalPortal(&context, request);
  SyncNationalPortalResponse message;
  std::string token = args.resume;
  while (stream->Read(&message)) {
    if (args.personal_data) {
      const absl::Status added = AddPersonalData(session, &message);
      if (!added.ok()) {
        context.TryCancel();
        stream->Finish();
        return added;
      }
    }
    Print(session, message);
    token = message.resume_token();
  }
  const absl::Status status = FromGrpc(stream->Finish());
  // In JSON every message carries its token.
  if (!token.empty() && !session.json()) session.err() << "go on with --resume " << token << "\n";
  return interrupt.Came() ? absl::OkStatus() : status;
}

}  // namespace

void AddSync(Program& program) {
  auto args = std::make_shared<SyncArgs>();
  program
      .Command("sync", Group::kFigures,
               "Shows what the national portal is to be told, as it comes, until interrupted.")
      .Text("--resume", &args->resume, "TOKEN", "Go on after the message that had this token.")
      .Flag("--until-caught-up", &args->until_caught_up, "End where the archive ends now.")
      .Flag("--personal-data", &args->personal_data,
            "Add the subject, identity and papers from intake, for who may read them there.")
      .Example("motcua sync --until-caught-up")
      .Example("motcua sync --json --personal-data")
      .Example("motcua sync --json --resume TOKEN")
      .Run([args](Session& session) { return Sync(session, *args); });
}

}  // namespace motcua::cli
