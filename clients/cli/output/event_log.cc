#include "clients/cli/output/event_log.h"

#include "absl/strings/str_replace.h"
#include "absl/time/time.h"
#include "common/base/clock.h"
#include "common/base/proto_time.h"
#include "common/base/strings.h"

namespace motcua::cli {
namespace {

using reporting::v1::HistoryEvent;
using reporting::v1::StreamHistoriesResponse;

// Of the events of a step, by XES's standard life cycle.
std::string TransitionOf(const HistoryEvent& event) {
  static const auto* const transitions = new std::map<std::string, std::string>{
      {"papers_awaited", "schedule"}, {"queued", "schedule"},        {"claimed", "start"},
      {"released", "withdraw"},       {"lease_expired", "withdraw"}, {"stuck", "ate_abort"},
      {"answer_lapsed", "autoskip"}};
  if (event.activity() == "step_completed") {
    return event.detail() == "SKIPPED" ? "manualskip" : "complete";
  }
  const auto found = transitions->find(event.activity());
  return found == transitions->end() ? "complete" : found->second;
}

bool IsOfStep(const HistoryEvent& event) {
  return event.step_index() >= 0 &&
         (event.activity() == "step_completed" || TransitionOf(event) != "complete");
}

std::string EscapeXml(std::string_view text) {
  return absl::StrReplaceAll(ToAbsl(text), {{"&", "&amp;"},
                                            {"<", "&lt;"},
                                            {">", "&gt;"},
                                            {"\"", "&quot;"},
                                            {"'", "&apos;"}});
}

void XesAttribute(std::ostream& out, const char* type, std::string_view key,
                  std::string_view value) {
  if (value.empty()) return;
  out << "<" << type << " key=\"" << key << "\" value=\"" << EscapeXml(value) << "\"/>";
}

std::string Quote(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  return Cat("\"", absl::StrReplaceAll(ToAbsl(text), {{"\"", "\"\""}}), "\"");
}

std::string ChannelWord(type::v1::Channel channel) {
  const std::string& name = type::v1::Channel_Name(channel);
  return name.substr(std::string("CHANNEL_").size());
}

// Traces and events have these attributes, whatever else they have.
constexpr char kXesHead[] = R"(<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
<extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
<global scope="trace"><string key="concept:name" value="UNKNOWN"/></global>
<global scope="event"><string key="concept:name" value="UNKNOWN"/><string key="lifecycle:transition" value="complete"/><date key="time:timestamp" value="1970-01-01T00:00:00.000+00:00"/></global>
<classifier name="Activity" keys="concept:name"/>
<classifier name="Activity and transition" keys="concept:name lifecycle:transition"/>
<string key="lifecycle:model" value="standard"/>
)";

}  // namespace

std::string XesTime(const google::protobuf::Timestamp& time) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%E3S%Ez", FromProto(time), LocalZone());
}

std::vector<LoggedEvent> LogOf(const StreamHistoriesResponse& history) {
  std::map<int, std::string> names;
  for (const HistoryEvent& event : history.events()) {
    if (!event.step_name().empty()) names[event.step_index()] = event.step_name();
  }
  std::vector<LoggedEvent> log;
  for (const HistoryEvent& event : history.events()) {
    LoggedEvent& logged = log.emplace_back();
    logged.event = &event;
    const auto name = names.find(event.step_index());
    const bool step = IsOfStep(event) && name != names.end();
    logged.activity = step ? name->second : event.activity();
    logged.transition = step ? TransitionOf(event) : "complete";
  }
  return log;
}

void XesWriter::Begin() { out_ << kXesHead; }

void XesWriter::Add(const StreamHistoriesResponse& history) {
  out_ << "<trace>";
  XesAttribute(out_, "string", "concept:name", history.case_id());
  XesAttribute(out_, "string", "motcua:procedure", history.procedure_code());
  XesAttribute(out_, "string", "motcua:field", history.field());
  XesAttribute(out_, "string", "motcua:receiving_unit", history.receiving_unit());
  XesAttribute(out_, "string", "motcua:channel", ChannelWord(history.channel()));
  if (history.has_due_time()) {
    XesAttribute(out_, "date", "motcua:due", XesTime(history.due_time()));
  }
  out_ << "\n";
  for (const LoggedEvent& logged : LogOf(history)) {
    const HistoryEvent& event = *logged.event;
    out_ << "<event>";
    XesAttribute(out_, "string", "concept:name", logged.activity);
    XesAttribute(out_, "string", "lifecycle:transition", logged.transition);
    XesAttribute(out_, "date", "time:timestamp", XesTime(event.time()));
    XesAttribute(out_, "string", "org:resource", event.resource());
    XesAttribute(out_, "string", "org:group", event.unit_code());
    XesAttribute(out_, "string", "motcua:detail", event.detail());
    out_ << "</event>\n";
  }
  out_ << "</trace>\n";
}

void XesWriter::End() { out_ << "</log>\n"; }

void CsvWriter::Begin() {
  out_ << "case_id,activity,transition,timestamp,resource,unit,event,step,detail,procedure,field,"
          "receiving_unit,channel,due\r\n";
}

void CsvWriter::Add(const StreamHistoriesResponse& history) {
  for (const LoggedEvent& logged : LogOf(history)) {
    const HistoryEvent& event = *logged.event;
    const std::string step = event.step_index() < 0 ? "" : Cat(event.step_index());
    const std::string due = history.has_due_time() ? XesTime(history.due_time()) : "";
    const std::vector<std::string> cells = {
        history.case_id(), logged.activity,  logged.transition,        XesTime(event.time()),
        event.resource(),  event.unit_code(), event.activity(),        step,
        event.detail(),    history.procedure_code(), history.field(), history.receiving_unit(),
        ChannelWord(history.channel()), due};
    std::string line;
    for (const std::string& cell : cells) Append(&line, line.empty() ? "" : ",", Quote(cell));
    out_ << line << "\r\n";
  }
}

}  // namespace motcua::cli
