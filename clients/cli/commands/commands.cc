#include "clients/cli/commands/commands.h"

namespace motcua::cli {

void AddCommands(Program& program) {
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
      AddStatus,
      AddCheck,
      AddDeadline,
      AddS10,
      AddCatalogue,
      AddCompletion,
      AddVersion,
      AddReorganise,
  };
  for (auto add : kAll) add(program);
}

}  // namespace motcua::cli
