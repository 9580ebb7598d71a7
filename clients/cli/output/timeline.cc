#include "clients/cli/output/timeline.h"

#include "clients/cli/output/width.h"
#include "clients/cli/output/words.h"
#include "common/base/strings.h"

namespace motcua::cli {
namespace {

// The name of the event's kind: "step_completed".
std::string KindOf(const motcua::event::v1::Event& event) {
  const auto* kinds = event.GetDescriptor()->FindOneofByName("what");
  const auto* kind = event.GetReflection()->GetOneofFieldDescriptor(event, kinds);
  return kind == nullptr ? "unknown event" : kind->name();
}

}  // namespace

std::string EventText(const motcua::reporting::v1::ArchivedEvent& event) {
  const std::string text = event.text().empty() ? KindOf(event.event()) : event.text();
  return Cat(Local(event.event().occur_time()), "  ", OneLine(text));
}

std::string TimelineText(
    const google::protobuf::RepeatedPtrField<motcua::reporting::v1::ArchivedEvent>& events) {
  std::string lines;
  for (const auto& event : events) Append(&lines, EventText(event), "\n");
  return lines;
}

}  // namespace motcua::cli
