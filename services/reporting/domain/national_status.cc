#include "services/reporting/domain/national_status.h"

#include <algorithm>
#include <array>
#include <deque>
#include <utility>

namespace motcua::reporting {
namespace {

using namespace type::v1;     // NOLINT: enumerators
using namespace dossier::v1;  // NOLINT: enumerators
using event::v1::Event;

// From what is known of the portal's handlers; from SUPPLEMENT it goes back to PROCESSING, where it
// came from.
constexpr std::pair<NationalStatus, NationalStatus> kTransitions[] = {
    {NATIONAL_STATUS_UNSPECIFIED, NATIONAL_STATUS_NEW},
    {NATIONAL_STATUS_NEW, NATIONAL_STATUS_RECEIVED},
    {NATIONAL_STATUS_NEW, NATIONAL_STATUS_NOT_RECEIVED},
    {NATIONAL_STATUS_RECEIVED, NATIONAL_STATUS_PROCESSING},
    {NATIONAL_STATUS_PROCESSING, NATIONAL_STATUS_SUPPLEMENT},
    {NATIONAL_STATUS_PROCESSING, NATIONAL_STATUS_FEE},
    {NATIONAL_STATUS_PROCESSING, NATIONAL_STATUS_WITHDRAWN},
    {NATIONAL_STATUS_PROCESSING, NATIONAL_STATUS_SUSPENDED},
    {NATIONAL_STATUS_PROCESSING, NATIONAL_STATUS_DONE},
    {NATIONAL_STATUS_SUPPLEMENT, NATIONAL_STATUS_PROCESSING},
    {NATIONAL_STATUS_SUPPLEMENT, NATIONAL_STATUS_NOT_RECEIVED},
    {NATIONAL_STATUS_SUPPLEMENT, NATIONAL_STATUS_WITHDRAWN},
    {NATIONAL_STATUS_FEE, NATIONAL_STATUS_PROCESSING},
    {NATIONAL_STATUS_SUSPENDED, NATIONAL_STATUS_PROCESSING},
    {NATIONAL_STATUS_DONE, NATIONAL_STATUS_RETURNED},
};

NationalStatus StatusOf(JourneyState state) {
  switch (state) {
    case JOURNEY_STATE_RUNNING:
    case JOURNEY_STATE_AWAITING_POST:  // the dossier goes on, only its clock stands
      return NATIONAL_STATUS_PROCESSING;
    case JOURNEY_STATE_AWAITING_SUPPLEMENT:
      return NATIONAL_STATUS_SUPPLEMENT;
    case JOURNEY_STATE_AWAITING_FEE:
      return NATIONAL_STATUS_FEE;
    case JOURNEY_STATE_AWAITING_AUTHORITY:
      return NATIONAL_STATUS_SUSPENDED;
    case JOURNEY_STATE_RESULT_READY:
      return NATIONAL_STATUS_DONE;
    case JOURNEY_STATE_CLOSED:
      return NATIONAL_STATUS_RETURNED;
    case JOURNEY_STATE_WITHDRAWN:
      return NATIONAL_STATUS_WITHDRAWN;
    default:
      return NATIONAL_STATUS_RECEIVED;
  }
}

JourneyState StoppedFor(const std::string& reason) {
  if (reason == "FEE") return JOURNEY_STATE_AWAITING_FEE;
  if (reason == "POST") return JOURNEY_STATE_AWAITING_POST;
  if (reason == "OTHER_AUTHORITY") return JOURNEY_STATE_AWAITING_AUTHORITY;
  return JOURNEY_STATE_AWAITING_SUPPLEMENT;
}

void FoldIntake(const Event& event, Standing& standing) {
  switch (event.what_case()) {
    case Event::kSubmitted:
      standing.dossier = DOSSIER_STATE_SUBMITTED;
      return;
    case Event::kCompletionRequested:
      standing.dossier = DOSSIER_STATE_COMPLETION_REQUESTED;
      return;
    case Event::kSupplemented:
      standing.dossier = standing.accepted ? DOSSIER_STATE_ACCEPTED : DOSSIER_STATE_SUBMITTED;
      return;
    case Event::kAccepted:
      standing.dossier = DOSSIER_STATE_ACCEPTED;
      standing.accepted = true;
      return;
    case Event::kRefused:
      standing.dossier = DOSSIER_STATE_REFUSED;
      return;
    case Event::kWithdrawn:
      standing.dossier = DOSSIER_STATE_WITHDRAWN;
      return;
    default:
      return;
  }
}

void FoldRouting(const Event& event, Standing& standing) {
  switch (event.what_case()) {
    case Event::kRouted:
    case Event::kClockResumed:
      standing.journey = JOURNEY_STATE_RUNNING;
      return;
    case Event::kClockStopped:
      standing.journey = StoppedFor(event.clock_stopped().reason());
      return;
    case Event::kResultReady:
      standing.journey = JOURNEY_STATE_RESULT_READY;
      return;
    case Event::kClosed:
      standing.journey = event.closed().reason() == event::v1::CLOSE_REASON_WITHDRAWN
                             ? JOURNEY_STATE_WITHDRAWN
                             : JOURNEY_STATE_CLOSED;
      return;
    default:
      return;
  }
}

}  // namespace

void Fold(const Event& event, Standing& standing) {
  FoldIntake(event, standing);
  FoldRouting(event, standing);
}

NationalStatus NationalStatusOf(const Standing& standing) {
  switch (standing.dossier) {
    case DOSSIER_STATE_UNSPECIFIED:
      return NATIONAL_STATUS_UNSPECIFIED;
    case DOSSIER_STATE_SUBMITTED:
    case DOSSIER_STATE_COMPLETION_REQUESTED:
      return NATIONAL_STATUS_NEW;
    case DOSSIER_STATE_REFUSED:
      return NATIONAL_STATUS_NOT_RECEIVED;
    case DOSSIER_STATE_WITHDRAWN:
      return standing.accepted ? NATIONAL_STATUS_WITHDRAWN : NATIONAL_STATUS_NOT_RECEIVED;
    case DOSSIER_STATE_CLOSED:
      return NATIONAL_STATUS_RETURNED;
    default:
      return StatusOf(standing.journey);
  }
}

bool MayFollow(NationalStatus from, NationalStatus to) {
  return std::ranges::find(kTransitions, std::pair(from, to)) != std::end(kTransitions);
}

std::vector<NationalStatus> WayTo(NationalStatus from, NationalStatus to) {
  std::array<int, NationalStatus_ARRAYSIZE> before;
  before.fill(-1);
  std::deque<NationalStatus> next = {from};
  while (!next.empty() && before[to] < 0) {
    for (const auto& [here, there] : kTransitions) {
      if (here != next.front() || before[there] >= 0 || there == from) continue;
      before[there] = here;
      next.push_back(there);
    }
    next.pop_front();
  }
  std::vector<NationalStatus> way;
  if (before[to] < 0) return way;
  for (int at = to; at != from; at = before[at]) way.push_back(static_cast<NationalStatus>(at));
  std::ranges::reverse(way);
  return way;
}

}  // namespace motcua::reporting
