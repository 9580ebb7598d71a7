#include "clients/cli/print/facts.h"

#include <algorithm>
#include <set>

#include "clients/cli/print/hand_overs.h"
#include "clients/cli/rpc.h"
#include "common/base/clock.h"
#include "common/base/proto_time.h"
#include "motcua/intake/v1/intake_service.grpc.pb.h"
#include "motcua/reporting/v1/reporting_service.grpc.pb.h"
#include "motcua/routing/v1/routing_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using dossier::v1::Dossier;
using event::v1::Event;
using intake::v1::IntakeService;
using reporting::v1::ReportingService;
using routing::v1::RoutingService;

constexpr int kMostLines = 1000000;

absl::Time TimeOf(bool known, const google::protobuf::Timestamp& time) {
  return known ? FromProto(time) : absl::InfiniteFuture();
}

absl::CivilDay DayOf(absl::Time time) { return absl::ToCivilDay(time, LocalZone()); }

absl::Status NotYet(const char* what) {
  return absl::FailedPreconditionError(Cat("the dossier ", what));
}

// The same of an event that the timeline does not have: if there is no timeline, who knows?
absl::Status NotTold(const DossierFacts& facts, const char* what) {
  return facts.archive.ok() || absl::IsNotFound(facts.archive) ? NotYet(what) : facts.archive;
}

// The last event that `is` says; nullptr if there is none.
template <class Is>
const Event* LastEvent(const DossierFacts& facts, Is is) {
  const Event* last = nullptr;
  for (const auto& archived : facts.timeline.events()) {
    if (is(archived.event())) last = &archived.event();
  }
  return last;
}

std::string NameOf(const intake::v1::GetGuidanceResponse& guidance, const std::string& unit) {
  for (const auto& step : guidance.steps()) {
    if (step.unit_code() == unit && !step.unit_name().empty()) return step.unit_name();
  }
  return unit;
}

std::string ContentOf(const intake::v1::GetGuidanceResponse& guidance, const std::string& code) {
  return guidance.procedure().name().empty() ? code : guidance.procedure().name();
}

// The unit of the last step solves; the others take part.
std::string SolvingUnit(const intake::v1::GetGuidanceResponse& guidance) {
  return guidance.steps().empty() ? "" : guidance.steps().rbegin()->unit_name();
}

forms::Agency AgencyOf(const reporting::v1::ListRegisterResponse& book, const std::string& unit,
                       absl::Time day) {
  return forms::AgencyOf(book.unit_name().empty() ? unit : book.unit_name(), book.parent_name(),
                         DayOf(day));
}

forms::Person PersonOf(const type::v1::Applicant& applicant) {
  return {applicant.name(), applicant.address(), applicant.phone(), applicant.email(),
          applicant.identity_number()};
}

forms::Head HeadOf(const DossierFacts& facts, absl::Time issued) {
  const Dossier& dossier = facts.dossier;
  forms::Head head{.agency = AgencyOf(facts.book, dossier.receiving_unit(), issued),
                   .officer = facts.by_hand.officer,
                   .phone = facts.by_hand.phone,
                   .dossier_code = dossier.code(),
                   .owner = PersonOf(dossier.applicant()),
                   .content = ContentOf(facts.guidance, dossier.procedure_code()),
                   .issued = issued};
  if (facts.book.entries().empty()) return head;
  head.book = Cat(DayOf(FromProto(dossier.accept_time())).year());
  head.number = Cat(facts.book.entries(0).number());
  return head;
}

forms::PaperLine LineOf(const type::v1::Paper& paper) {
  forms::PaperLine line{.name = paper.name()};
  switch (paper.kind()) {
    case type::v1::PAPER_KIND_ORIGINAL:
      line.originals = paper.count();
      break;
    case type::v1::PAPER_KIND_CERTIFIED_COPY:
      line.certified_copies = paper.count();
      break;
    default:
      line.plain_copies = paper.count();
  }
  return line;
}

std::string ReturnPlace(const Dossier& dossier, const forms::Agency& agency) {
  if (dossier.return_method() == type::v1::RETURN_METHOD_POST) {
    return "địa chỉ của người nộp, qua dịch vụ bưu chính công ích";
  }
  return Cat(agency.name, agency.superior.empty() ? "" : ", ", agency.superior);
}

intake::v1::GetGuidanceRequest GuidanceRequest(const std::string& procedure,
                                               const std::string& case_key,
                                               const std::string& unit) {
  intake::v1::GetGuidanceRequest request;
  request.set_procedure_code(procedure);
  request.set_case_key(case_key);
  request.set_receiving_unit(unit);
  return request;
}

reporting::v1::ListRegisterRequest BookRequest(const Dossier& dossier) {
  reporting::v1::ListRegisterRequest request;
  request.set_unit_code(dossier.receiving_unit());
  const auto& time = dossier.has_accept_time() ? dossier.accept_time() : dossier.submit_time();
  request.set_year(static_cast<int>(DayOf(FromProto(time)).year()));
  request.set_dossier_code(dossier.code());
  return request;
}

}  // namespace

std::string LimitText(const type::v1::TimeLimit& limit) {
  const std::string amount = Cat(limit.amount() < 10 ? "0" : "", limit.amount());
  switch (limit.kind()) {
    case type::v1::LIMIT_KIND_WORKING_DAYS:
      return Cat(amount, " ngày làm việc");
    case type::v1::LIMIT_KIND_CALENDAR_DAYS:
      return Cat(amount, " ngày");
    case type::v1::LIMIT_KIND_WORKING_HOURS:
      return Cat(amount, " giờ làm việc");
    case type::v1::LIMIT_KIND_SAME_DAY:
      return "trong ngày làm việc";
    default:
      return "không quy định";
  }
}

absl::StatusOr<DossierFacts> AskDossier(Session& session, const std::string& code, ByHand by_hand) {
  DossierFacts facts{.by_hand = std::move(by_hand)};
  intake::v1::GetDossierRequest dossier;
  dossier.set_dossier_code(code);
  MOTCUA_ASSIGN_OR_RETURN(const auto found,
                          Call<IntakeService>(session, &IntakeService::Stub::GetDossier, dossier));
  facts.dossier = found.dossier();
  const auto guidance =
      Call<IntakeService>(session, &IntakeService::Stub::GetGuidance,
                          GuidanceRequest(facts.dossier.procedure_code(), facts.dossier.case_key(),
                                          facts.dossier.receiving_unit()));
  if (guidance.ok()) facts.guidance = *guidance;
  const auto book = Call<ReportingService>(session, &ReportingService::Stub::ListRegister,
                                           BookRequest(facts.dossier));
  if (book.ok()) facts.book = *book;
  reporting::v1::GetTimelineRequest timeline;
  timeline.set_dossier_code(code);
  const auto told = Call<ReportingService>(session, &ReportingService::Stub::GetTimeline, timeline);
  facts.archive = told.status();
  if (told.ok()) facts.timeline = *told;
  return facts;
}

absl::StatusOr<std::string> ReceiptPage(const DossierFacts& facts) {
  const Dossier& dossier = facts.dossier;
  if (!dossier.has_accept_time()) return NotYet("was not accepted");
  const absl::Time received = FromProto(dossier.accept_time());
  forms::Receipt form{.head = HeadOf(facts, received),
                      .limit = LimitText(dossier.limit()),
                      .received = received,
                      .counts_from = dossier.has_counts_from_time()
                                         ? FromProto(dossier.counts_from_time())
                                         : received,
                      .has_due = dossier.has_due_time(),
                      .due = TimeOf(dossier.has_due_time(), dossier.due_time()),
                      .fee_vnd = dossier.fee_vnd(),
                      .paid_vnd = dossier.paid_vnd()};
  form.return_place = ReturnPlace(dossier, form.head.agency);
  for (const auto& paper : dossier.papers()) form.papers.push_back(LineOf(paper));
  return forms::ToHtml(form);
}

absl::StatusOr<std::string> SupplementPage(const DossierFacts& facts) {
  const Event* event = LastEvent(facts, [](const Event& one) {
    return one.has_completion_requested() || one.has_supplement_requested();
  });
  if (event == nullptr) return NotTold(facts, "was never handed back for a supplement");
  forms::SupplementRequest form{.head = HeadOf(facts, FromProto(event->occur_time()))};
  const auto fill = [&form](const auto& what) {
    form.items.assign(what.items().begin(), what.items().end());
    form.reason = what.reason();
  };
  if (event->has_completion_requested()) {
    fill(event->completion_requested());
  } else {
    fill(event->supplement_requested());
  }
  return forms::ToHtml(form);
}

absl::StatusOr<std::string> RefusalPage(const DossierFacts& facts) {
  const Event* event = LastEvent(facts, [](const Event& one) { return one.has_refused(); });
  if (event == nullptr) return NotTold(facts, "was not refused");
  return forms::ToHtml(forms::Refusal{.head = HeadOf(facts, FromProto(event->occur_time())),
                                      .reason = event->refused().reason()});
}

absl::StatusOr<std::string> ApologyPage(const DossierFacts& facts, absl::Time now) {
  constexpr char kLate[] = "LATE";
  const Dossier& dossier = facts.dossier;
  const ByHand& by_hand = facts.by_hand;
  const Event* event = LastEvent(facts, [&](const Event& one) {
    return one.has_repromised() && one.repromised().reason() == kLate;
  });
  if (!dossier.has_accept_time()) return NotYet("was not accepted");
  if (event == nullptr && by_hand.new_due == absl::InfiniteFuture()) {
    return NotTold(facts, "has no new date by an apology: name it with --new-due and --reason");
  }
  const absl::Time issued = event == nullptr ? now : FromProto(event->occur_time());
  forms::Apology form{.head = HeadOf(facts, issued),
                      .received = FromProto(dossier.accept_time()),
                      .due = TimeOf(dossier.has_due_time(), dossier.due_time()),
                      .new_due = by_hand.new_due,
                      .reason = by_hand.reason};
  if (event == nullptr) return forms::ToHtml(form);
  const auto& promise = event->repromised();
  form.due = TimeOf(promise.has_old_due_time(), promise.old_due_time());
  form.new_due = TimeOf(promise.has_new_due_time(), promise.new_due_time());
  if (!promise.explanation().empty()) form.reason = promise.explanation();
  return forms::ToHtml(form);
}

absl::StatusOr<std::string> StopPage(const DossierFacts& facts) {
  const Event* event = LastEvent(facts, [](const Event& one) {
    return one.has_withdrawn() && one.withdrawn().after_acceptance();
  });
  if (event == nullptr) return NotTold(facts, "was not taken back after acceptance");
  return forms::ToHtml(forms::StopNotice{.head = HeadOf(facts, FromProto(event->occur_time())),
                                         .received = FromProto(facts.dossier.accept_time()),
                                         .reason = event->withdrawn().reason()});
}

absl::StatusOr<std::string> ControlPage(Session& session, const DossierFacts& facts) {
  const Dossier& dossier = facts.dossier;
  if (!dossier.has_accept_time()) return NotYet("was not accepted");
  MOTCUA_RETURN_IF_ERROR(facts.archive);
  routing::v1::GetJourneyRequest request;
  request.set_dossier_code(dossier.code());
  const auto journey = Call<RoutingService>(session, &RoutingService::Stub::GetJourney, request);
  const absl::Time received = FromProto(dossier.accept_time());
  forms::ControlSlip form{.head = HeadOf(facts, received),
                          .received = received,
                          .has_due = dossier.has_due_time(),
                          .due = TimeOf(dossier.has_due_time(), dossier.due_time()),
                          .solving_agency = SolvingUnit(facts.guidance)};
  std::set<std::string> seen = {form.solving_agency};
  for (const auto& step : facts.guidance.steps()) {
    if (seen.insert(step.unit_name()).second) form.other_agencies.push_back(step.unit_name());
  }
  form.hand_overs = HandOversOf(
      facts.timeline, journey.ok() ? journey->journey() : dossier::v1::Journey(),
      Cat(form.head.agency.name, ", ",
          facts.book.unit_name().empty() ? dossier.receiving_unit() : facts.book.unit_name()),
      [&](const std::string& unit) { return NameOf(facts.guidance, unit); });
  return forms::ToHtml(form);
}

namespace {

// Procedures and the people of dossiers, each asked for once.
class RegisterFiller {
 public:
  RegisterFiller(Session& session, std::string unit) : session_(session), unit_(std::move(unit)) {}

  absl::StatusOr<forms::RegisterRow> RowOf(const reporting::v1::RegisterEntry& entry) {
    const auto& guidance = GuidanceOf(entry.procedure_code());
    forms::RegisterRow row{.number = entry.number(),
                           .dossier_code = entry.dossier_code(),
                           .content = ContentOf(guidance, entry.procedure_code()),
                           .solving_agency = SolvingUnit(guidance),
                           .received = FromProto(entry.accept_time()),
                           .due = TimeOf(entry.has_due_time(), entry.due_time()),
                           .returned = TimeOf(entry.has_close_time(), entry.close_time())};
    row.return_method =
        entry.return_method() == type::v1::RETURN_METHOD_POST ? "Bưu chính" : "Trực tiếp";
    if (entry.close_reason() == event::v1::CLOSE_REASON_WITHDRAWN) row.note = "Rút hồ sơ";
    if (!entry.unit_code().empty() && entry.unit_code() != unit_) {
      Append(&row.note, row.note.empty() ? "" : "; ", "Sổ của ", entry.unit_code());
    }
    MOTCUA_RETURN_IF_ERROR(FillPerson(row));
    return row;
  }

 private:
  const intake::v1::GetGuidanceResponse& GuidanceOf(const std::string& procedure) {
    const auto [at, fresh] = guidance_.try_emplace(procedure);
    if (!fresh) return at->second;
    const auto answer = Call<IntakeService>(session_, &IntakeService::Stub::GetGuidance,
                                            GuidanceRequest(procedure, "", unit_));
    if (answer.ok()) at->second = *answer;
    return at->second;
  }

  // What intake no longer has, or does not show to this caller, stays empty.
  absl::Status FillPerson(forms::RegisterRow& row) {
    intake::v1::GetDossierRequest request;
    request.set_dossier_code(row.dossier_code);
    const auto answer = Call<IntakeService>(session_, &IntakeService::Stub::GetDossier, request);
    if (absl::IsNotFound(answer.status()) || absl::IsPermissionDenied(answer.status())) {
      return absl::OkStatus();
    }
    MOTCUA_RETURN_IF_ERROR(answer.status());
    row.owner = PersonOf(answer->dossier().applicant());
    for (const auto& paper : answer->dossier().papers()) row.papers += paper.count();
    return absl::OkStatus();
  }

  Session& session_;
  std::string unit_;
  std::map<std::string, intake::v1::GetGuidanceResponse> guidance_;
};

}  // namespace

absl::StatusOr<std::string> RegisterPage(Session& session, const std::string& unit, int year,
                                         reporting::v1::ReportUnits units) {
  reporting::v1::ListRegisterRequest request;
  request.set_units(units);
  request.set_unit_code(unit);
  request.set_year(year);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto book,
      CallPaged<ReportingService>(session, &ReportingService::Stub::ListRegister, request,
                                  kMostLines, &reporting::v1::ListRegisterResponse::entries_size));
  const absl::Time year_end =
      absl::FromCivil(absl::CivilDay(year + 1, 1, 1), LocalZone()) - absl::Seconds(1);
  const absl::Time as_of = std::min(session.clock().Now(), year_end);
  forms::Register form{.agency = AgencyOf(book, unit, as_of), .year = year, .as_of = as_of};
  RegisterFiller filler(session, unit);
  for (const auto& entry : book.entries()) {
    MOTCUA_ASSIGN_OR_RETURN(auto row, filler.RowOf(entry));
    form.rows.push_back(std::move(row));
  }
  return forms::ToHtml(form);
}

}  // namespace motcua::cli
