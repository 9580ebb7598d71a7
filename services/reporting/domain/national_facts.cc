#include "services/reporting/domain/national_facts.h"

#include "common/base/proto_time.h"

namespace motcua::reporting {
namespace {

using event::v1::Event;

constexpr char kSupplement[] = "SUPPLEMENT";

template <class Message>
absl::Time DueOf(const Message& message) {
  return message.has_due_time() ? FromProto(message.due_time()) : absl::InfiniteFuture();
}

// CompletionRequested or SupplementRequested.
template <class Message>
void Ask(const Message& message, absl::Time at, NationalFacts& facts) {
  std::string text;
  for (const std::string& item : message.items()) text += (text.empty() ? "" : "; ") + item;
  if (!message.reason().empty()) text += (text.empty() ? "" : ". ") + message.reason();
  facts.asked.push_back({.text = std::move(text), .asked = at, .old_due = facts.due});
}

void HandIn(absl::Time at, NationalFacts& facts) {
  if (facts.asked.empty()) return;
  PapersAsked& last = facts.asked.back();
  if (last.handed_in == absl::InfiniteFuture()) last.handed_in = at;
}

void Repromise(const event::v1::Repromised& repromised, NationalFacts& facts) {
  facts.due = repromised.has_new_due_time() ? FromProto(repromised.new_due_time())
                                            : absl::InfiniteFuture();
  if (repromised.reason() == kSupplement && !facts.asked.empty()) {
    facts.asked.back().new_due = facts.due;
  }
  if (!repromised.explanation().empty()) facts.note = repromised.explanation();
}

void Accept(const event::v1::Accepted& accepted, NationalFacts& facts) {
  facts.due = DueOf(accepted);
  facts.procedure_version = accepted.procedure_version();
  // What was completed before acceptance is promised for the first time now.
  for (PapersAsked& asked : facts.asked) asked.new_due = facts.due;
}

void Finish(const event::v1::ResultReady& ready, absl::Time at, NationalFacts& facts) {
  if (facts.has_result) return;
  facts.has_result = true;
  facts.rejected = ready.result() == dossier::v1::STEP_RESULT_REJECTED;
  facts.result_time = at;
}

}  // namespace

void Fold(const Event& event, NationalFacts& facts) {
  const absl::Time at = FromProto(event.occur_time());
  switch (event.what_case()) {
    case Event::kSubmitted:
      facts.subject_kind = event.submitted().subject_kind();
      return;
    case Event::kAccepted:
      return Accept(event.accepted(), facts);
    case Event::kCompletionRequested:
      return Ask(event.completion_requested(), at, facts);
    case Event::kSupplementRequested:
      return Ask(event.supplement_requested(), at, facts);
    case Event::kSupplemented:
      return HandIn(at, facts);
    case Event::kRepromised:
      return Repromise(event.repromised(), facts);
    case Event::kPaid:
      facts.paid_vnd += event.paid().amount_vnd();
      return;
    case Event::kRefused:
      facts.note = event.refused().reason();
      return;
    case Event::kWithdrawn:
      facts.note = event.withdrawn().reason();
      return;
    case Event::kMigrated:
      facts.procedure_version = event.migrated().to_version();
      return;
    case Event::kQueued:
      facts.queued.try_emplace(event.queued().step_index(), at);
      return;
    case Event::kResultReady:
      return Finish(event.result_ready(), at, facts);
    default:
      return;
  }
}

}  // namespace motcua::reporting
