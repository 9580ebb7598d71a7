// Declares the command line: one call a subcommand, one call an option. Keeps the parser's large
// header out of the commands.
//
//   auto args = std::make_shared<QueueArgs>();
//   program.Command("queue", Group::kUnits, "Lists a unit's queue, nearest its due time first.")
//       .Text("UNIT", &args->unit, "", "Unit whose queue.").Required()
//       .Example("motcua queue 866.TNMT")
//       .Run([args](Session& session) { return Queue(session, *args); });
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "clients/cli/output/words.h"
#include "clients/cli/session.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace motcua::cli {

// Where a command stands in the help.
enum class Group { kCitizens, kUnits, kPost, kFigures, kCalculators, kProgram };

class CommandBuilder {
 public:
  CommandBuilder(CLI::App* app, Session* session) : app_(app), session_(session) {}

  // An option ("--unit,-u") or a positional ("UNIT"); `metavar` names an option's value in help.
  CommandBuilder& Text(const std::string& name, std::string* into, const std::string& metavar,
                       const std::string& help);
  // May be given several times, in one or more arguments.
  CommandBuilder& List(const std::string& name, std::vector<std::string>* into,
                       const std::string& metavar, const std::string& help);
  // A path of a file; completed as such.
  CommandBuilder& File(const std::string& name, std::string* into, const std::string& help);
  CommandBuilder& Flag(const std::string& name, bool* into, const std::string& help);
  // A whole number within bounds.
  CommandBuilder& Number(const std::string& name, int* into, int least, int most,
                         const std::string& help);
  CommandBuilder& Number(const std::string& name, int64_t* into, int64_t least, int64_t most,
                         const std::string& help);
  // One of the words.
  CommandBuilder& Choice(const std::string& name, std::string* into,
                         const std::vector<std::string>& words, const std::string& help);
  // A word of a protobuf enumeration: "working-days".
  template <class Enum>
  CommandBuilder& Choice(const std::string& name, Enum* into, const std::string& help) {
    auto store = [into](int value) { *into = static_cast<Enum>(value); };
    return EnumChoice(name, google::protobuf::GetEnumDescriptor<Enum>(), store, help);
  }
  // "90s", "30m", "2h".
  CommandBuilder& Duration(const std::string& name, absl::Duration* into, const std::string& help);
  // See ParseTime.
  CommandBuilder& Time(const std::string& name, absl::Time* into, const std::string& help);

  // The option declared last must be given.
  CommandBuilder& Required();
  // A line of the help's examples.
  CommandBuilder& Example(const std::string& line);
  // What the command does.
  void Run(std::function<absl::Status(Session&)> run);

 private:
  CommandBuilder& EnumChoice(const std::string& name, const google::protobuf::EnumDescriptor* type,
                             std::function<void(int)> store, const std::string& help);
  CommandBuilder& Declared(CLI::Option* option, const std::string& name,
                           const std::string& metavar);

  CLI::App* app_;
  Session* session_;
  CLI::Option* last_ = nullptr;
  std::string examples_;
};

class Program {
 public:
  explicit Program(const Environment& environment);
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  // A command that is only the first word of others.
  void Family(const std::string& name, Group group, const std::string& description);
  // "queue", or "catalogue lint" of the family "catalogue".
  CommandBuilder Command(const std::string& name, Group group, const std::string& description);

  // Parses the arguments (without the program's name), runs the command and says what went wrong,
  // if anything. The exit code.
  int Run(const std::vector<std::string>& arguments);

  const CLI::App& app() const { return *app_; }
  Session& session() { return session_; }

 private:
  void AddGlobalOptions();

  Session session_;
  std::unique_ptr<CLI::App> app_;
};

}  // namespace motcua::cli
