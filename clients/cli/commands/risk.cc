// motcua risk
#include "absl/strings/str_format.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/rpc.h"
#include "common/base/proto_time.h"
#include "motcua/reporting/v1/prediction_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::reporting::v1;  // NOLINT: the messages of one service

struct Args {
  std::string unit;
  int min_percent = 0;
  int limit = 50;
  bool by_unit = false;
  bool calibration = false;
};

std::string Percent(double share) { return absl::StrFormat("%.1f", 100 * share); }

std::string RiskTable(Session& session, const ListRisksResponse& risks) {
  Table table({{"LATE %", Align::kRight},
               {"DOSSIER"},
               {"DUE"},
               {"AS LIKELY AS NOT BY"},
               {"AT"},
               {"STEP"},
               {"QUEUED BEFORE", Align::kRight}});
  for (const DossierRisk& risk : risks.risks()) {
    table.Add({Percent(risk.probability()), risk.dossier_code(), Local(risk.due_time()),
               Local(risk.median_time()), risk.unit_code(), risk.step_name(),
               Cat(risk.queue_before())});
  }
  return session.Show(table, "No open dossier has a promise.");
}

std::string UnitTable(Session& session, const ListRisksResponse& risks) {
  Table table({{"UNIT"}, {"OPEN", Align::kRight}, {"EXPECTED LATE", Align::kRight}});
  for (const UnitRisk& unit : risks.units()) {
    table.Add({unit.unit_code(), Cat(unit.open()), absl::StrFormat("%.1f", unit.expected_late())});
  }
  return session.Show(table, "No open dossier has a promise.");
}

absl::Status ShowRisks(Session& session, const Args& args) {
  ListRisksRequest request;
  request.set_unit_code(args.unit);
  request.set_min_probability(args.min_percent / 100.0);
  request.set_page_size(args.limit);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto risks,
      Call<PredictionService>(session, &PredictionService::Stub::ListRisks, request));
  double expected = 0;
  for (const UnitRisk& unit : risks.units()) expected += unit.expected_late();
  const std::string table = args.by_unit ? UnitTable(session, risks) : RiskTable(session, risks);
  return session.Answer(
      risks, Cat(table, "\n", risks.total(), " open dossiers with a promise, ",
                 absl::StrFormat("%.1f", expected), " expected late, as of ",
                 Local(risks.as_of_time()), "; learned from ", risks.learned_steps(), " steps.\n"));
}

absl::Status ShowCalibration(Session& session) {
  MOTCUA_ASSIGN_OR_RETURN(const auto answer,
                          Call<PredictionService>(session, &PredictionService::Stub::GetCalibration,
                                                  GetCalibrationRequest()));
  Table table({{"FORETOLD %"},
               {"PREDICTIONS", Align::kRight},
               {"MEAN %", Align::kRight},
               {"CAME TRUE %", Align::kRight}});
  for (const ReliabilityBucket& bucket : answer.buckets()) {
    table.Add({Cat(Percent(bucket.lower()), "-", Percent(bucket.upper())), Cat(bucket.count()),
               Percent(bucket.mean_probability()), Percent(bucket.late_share())});
  }
  return session.Answer(
      answer,
      Cat(session.Show(table, ""), "\n", answer.predictions(), " predictions of ",
          answer.dossiers(), " dossiers accepted since ", Local(answer.split_time()), ", ",
          answer.late(), " of them late; learned from what was before.\n",
          absl::StrFormat("Brier score %.4f (always saying the share: %.4f), skill %.3f, "
                          "calibration error %.4f\nWithout the last stage: Brier score %.4f, "
                          "calibration error %.4f\n",
                          answer.brier_score(), answer.base_rate_brier_score(), answer.skill(),
                          answer.calibration_error(), answer.raw_brier_score(),
                          answer.raw_calibration_error())));
}

}  // namespace

void AddRisk(Program& program) {
  auto args = std::make_shared<Args>();
  program
      .Command("risk", Group::kFigures,
               "Lists open dossiers by how likely they will be late, learned from the archive.")
      .Text("--unit", &args->unit, "UNIT", "Only of this unit and those under it.")
      .Number("--min", &args->min_percent, 0, 100, "Only those at least so likely, in percent.")
      .Number("--limit", &args->limit, 1, 1000, "At most so many.")
      .Flag("--by-unit", &args->by_unit, "A line a receiving unit instead.")
      .Flag("--calibration", &args->calibration,
            "How good the probabilities were on dossiers that were not learned from.")
      .Example("motcua risk --unit 866 --min 20")
      .Example("motcua risk --calibration")
      .Run([args](Session& session) {
        return args->calibration ? ShowCalibration(session) : ShowRisks(session, *args);
      });
}

}  // namespace motcua::cli
