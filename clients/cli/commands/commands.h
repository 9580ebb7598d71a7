// Every command, one file each.
#pragma once

#include "clients/cli/program.h"

namespace motcua::cli {

void AddGuide(Program& program);
void AddEvent(Program& program);
void AddSubmit(Program& program);
void AddAccept(Program& program);
void AddRefuse(Program& program);
void AddList(Program& program);
void AddSupplement(Program& program);
void AddPay(Program& program);
void AddWithdraw(Program& program);
void AddApologise(Program& program);
void AddHandover(Program& program);
void AddTrack(Program& program);
void AddPrint(Program& program);
void AddExplain(Program& program);

void AddQueue(Program& program);
void AddClaim(Program& program);
void AddRenew(Program& program);
void AddComplete(Program& program);
void AddRelease(Program& program);
void AddHandback(Program& program);
void AddHold(Program& program);
void AddResume(Program& program);
void AddStuck(Program& program);
void AddRequeue(Program& program);
void AddLateAnswer(Program& program);
void AddCalendarMoved(Program& program);

void AddShip(Program& program);
void AddParcels(Program& program);
void AddScan(Program& program);
void AddQuarantine(Program& program);
void AddWebhook(Program& program);
void AddBag(Program& program);
void AddPapers(Program& program);
void AddComplaint(Program& program);
void AddPost(Program& program);
void AddLedger(Program& program);

void AddTop(Program& program);
void AddReport(Program& program);
void AddLateness(Program& program);
void AddReportCompare(Program& program);
void AddHandBacks(Program& program);
void AddFacts(Program& program);
void AddWatch(Program& program);
void AddSync(Program& program);
void AddStatus(Program& program);
void AddAudit(Program& program);
void AddRetention(Program& program);
void AddErase(Program& program);
void AddReorganise(Program& program);
void AddCells(Program& program);
void AddRisk(Program& program);
void AddSimulate(Program& program);
void AddExportEvents(Program& program);

void AddCheck(Program& program);
void AddDeadline(Program& program);
void AddS10(Program& program);

void AddCatalogue(Program& program);
void AddCompletion(Program& program);
void AddVersion(Program& program);

// All of them.
void AddCommands(Program& program);

}  // namespace motcua::cli
