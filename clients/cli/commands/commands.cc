#include "clients/cli/commands/commands.h"

namespace motcua::cli {

namespace {

// The help shows them in this order.
constexpr void (*kAll[])(Program&) = {
    AddGuide,
    AddEvent,
    AddSubmit,
    AddAccept,
    AddRefuse,
    AddList,
    AddSupplement,
    AddPay,
    AddWithdraw,
    AddApologise,
    AddHandover,
    AddTrack,
    AddPrint,
    AddQueue,
    AddClaim,
    AddRenew,
    AddComplete,
    AddRelease,
    AddHandback,
    AddHold,
    AddResume,
    AddStuck,
    AddRequeue,
    AddLateAnswer,
    AddCalendarMoved,
    AddShip,
    AddParcels,
    AddScan,
    AddPost,
    AddLedger,
    AddQuarantine,
    AddWebhook,
    AddBag,
    AddPapers,
    AddComplaint,
    AddTop,
    AddExplain,
    AddReport,
    AddLateness,
    AddWatch,
    AddSync,
    AddAudit,
    AddRetention,
    AddErase,
    AddCells,
    AddRisk,
    AddSimulate,
    AddExportEvents,
    AddReportCompare,
    AddHandBacks,
    AddFacts,
    AddStatus,
    AddCheck,
    AddDeadline,
    AddS10,
    AddCatalogue,
    AddCompletion,
    AddVersion,
    AddReorganise,
};

}  // namespace

void AddCommands(Program& program) {
  for (auto add : kAll) add(program);
}

}  // namespace motcua::cli
