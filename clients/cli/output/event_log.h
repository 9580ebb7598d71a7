// Event logs for process mining: IEEE 1849-2016 XES, and CSV.
#pragma once

#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "motcua/reporting/v1/history_service.pb.h"

namespace motcua::cli {

// An event as process mining has it: an activity, and where in its life it is.
struct LoggedEvent {
  std::string activity;    // name of the step, or what happened
  std::string transition;  // of XES's standard model: "schedule", "start", "suspend", "complete", …
  const reporting::v1::HistoryEvent* event = nullptr;
};

// The events of a history in order. A step is scheduled when it enters the queue, started when
// somebody takes it, and complete when it is done.
std::vector<LoggedEvent> LogOf(const reporting::v1::StreamHistoriesResponse& history);

// "2023-03-06T08:00:00.000+07:00".
std::string XesTime(const google::protobuf::Timestamp& time);

// Writes a log in pieces; the document is whole after End.
class EventLogWriter {
 public:
  virtual ~EventLogWriter() = default;
  virtual void Begin() = 0;
  virtual void Add(const reporting::v1::StreamHistoriesResponse& history) = 0;
  virtual void End() = 0;
};

class XesWriter : public EventLogWriter {
 public:
  explicit XesWriter(std::ostream& out) : out_(out) {}
  void Begin() override;
  void Add(const reporting::v1::StreamHistoriesResponse& history) override;
  void End() override;

 private:
  std::ostream& out_;
};

class CsvWriter : public EventLogWriter {
 public:
  explicit CsvWriter(std::ostream& out) : out_(out) {}
  void Begin() override;
  void Add(const reporting::v1::StreamHistoriesResponse& history) override;
  void End() override {}

 private:
  std::ostream& out_;
};

}  // namespace motcua::cli
