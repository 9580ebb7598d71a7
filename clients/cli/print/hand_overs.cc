#include "clients/cli/print/hand_overs.h"

#include <map>
#include <set>
#include <utility>

#include "common/base/clock.h"
#include "common/base/proto_time.h"
#include "common/base/strings.h"

namespace motcua::cli {
namespace {

using event::v1::Event;

std::string Judgement(const event::v1::StepCompleted& step, absl::Time done) {
  if (!step.has_due_time()) return "Không quy định thời hạn";
  const absl::CivilDay due_day = absl::ToCivilDay(FromProto(step.due_time()), LocalZone());
  const absl::CivilDay done_day = absl::ToCivilDay(done, LocalZone());
  if (done_day == due_day) return "Đúng hạn";
  return done_day < due_day ? "Trước hạn" : "Quá hạn";
}

// Reads the timeline once, and keeps who holds the dossier.
class Reader {
 public:
  Reader(const dossier::v1::Journey& journey, std::string one_stop,
         const std::function<std::string(const std::string&)>& name_of)
      : one_stop_(std::move(one_stop)), name_of_(name_of) {
    for (const auto& step : journey.steps()) stages_[step.index()] = step.stage();
  }

  void Read(const Event& event) {
    const absl::Time at = FromProto(event.occur_time());
    if (event.has_queued()) {
      Open(event.queued(), at);
    } else if (event.has_papers_awaited()) {
      by_post_.insert(event.papers_awaited().step_index());
    } else if (event.has_step_completed()) {
      Complete(event, at);
    } else if (event.has_supplement_requested()) {
      Add(name_of_(event.unit_code()), one_stop_, at, "",
          Cat("Yêu cầu bổ sung: ", event.supplement_requested().reason()));
      // All open steps wait, and open again when the supplement is there.
      open_.clear();
      given_back_ = true;
    } else if (event.has_result_ready()) {
      Add(Givers(), one_stop_, at, Result(), "Kết quả giải quyết");
    }
  }

  std::vector<forms::HandOver> Take() && { return std::move(hand_overs_); }

 private:
  int StageOf(int step) const {
    const auto found = stages_.find(step);
    return found == stages_.end() ? step + 1 : found->second;
  }

  // A step that comes back to its own unit's queue is handed over to nobody.
  void Open(const event::v1::Queued& queued, absl::Time at) {
    const int step = queued.step_index();
    if (!open_.insert(step).second) return;
    const bool first = done_stage_ == 0 || given_back_;
    const std::string note = by_post_.erase(step) > 0 ? "Hồ sơ giấy chuyển qua bưu chính" : "";
    Add(first ? one_stop_ : Givers(), name_of_(queued.queue_unit()), at, first ? "" : Result(),
        note);
  }

  void Complete(const Event& event, absl::Time at) {
    const auto& step = event.step_completed();
    const int stage = StageOf(step.step_index());
    if (stage != done_stage_) done_.clear();
    done_stage_ = stage;
    given_back_ = false;
    open_.erase(step.step_index());
    done_.emplace_back(name_of_(event.unit_code()), Judgement(step, at));
  }

  // Units of the last stage that was done, and how they kept their time.
  std::string Givers() const {
    std::string text;
    for (const auto& [unit, result] : done_) Append(&text, text.empty() ? "" : "; ", unit);
    return text;
  }
  std::string Result() const {
    std::string text;
    for (const auto& [unit, result] : done_) Append(&text, text.empty() ? "" : "; ", result);
    return text;
  }

  void Add(std::string from, std::string to, absl::Time at, std::string result, std::string note) {
    hand_overs_.push_back({std::move(from), std::move(to), at, std::move(result), std::move(note)});
  }

  std::string one_stop_;
  const std::function<std::string(const std::string&)>& name_of_;
  std::map<int, int> stages_;
  std::set<int> open_;     // steps that are in their unit's hands
  std::set<int> by_post_;  // steps whose papers travel
  std::vector<std::pair<std::string, std::string>> done_;
  int done_stage_ = 0;
  bool given_back_ = false;
  std::vector<forms::HandOver> hand_overs_;
};

}  // namespace

std::vector<forms::HandOver> HandOversOf(
    const reporting::v1::GetTimelineResponse& timeline, const dossier::v1::Journey& journey,
    const std::string& one_stop, const std::function<std::string(const std::string&)>& name_of) {
  Reader reader(journey, one_stop, name_of);
  for (const auto& archived : timeline.events()) reader.Read(archived.event());
  return std::move(reader).Take();
}

}  // namespace motcua::cli
