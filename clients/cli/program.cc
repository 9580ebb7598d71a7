#include "clients/cli/program.h"

#include <CLI/CLI.hpp>

#include "clients/cli/errors.h"
#include "common/base/strings.h"
#include "common/base/text.h"

namespace motcua::cli {
namespace {

const char* TitleOf(Group group) {
  switch (group) {
    case Group::kCitizens:
      return "At the counter";
    case Group::kUnits:
      return "In the units";
    case Group::kPost:
      return "With the post";
    case Group::kFigures:
      return "Figures";
    case Group::kCalculators:
      return "Without a server";
    case Group::kProgram:
      return "This program";
  }
  return "";
}

// Carries a command's status out of the parser, which runs it.
struct Outcome {
  absl::Status status;
};

std::string FooterOf(const std::string& examples) {
  return Cat("Examples:\n", examples, "\nOptions of every command: motcua --help\n");
}

// Not shown in the help, where only the value's name is wanted; the error names the bounds.
template <class Integer>
CLI::Validator Bounds(Integer least, Integer most) {
  return CLI::Range(least, most).description("");
}

std::string JoinWords(const std::vector<std::string>& words) {
  std::string joined;
  for (const std::string& word : words) joined += (joined.empty() ? "" : "|") + word;
  return joined;
}

std::string NotA(const std::string& what, const std::string& text) {
  return Cat("'", text, "' is not ", what);
}

}  // namespace

CommandBuilder& CommandBuilder::Declared(CLI::Option* option, const std::string& name,
                                         const std::string& metavar) {
  const bool positional = name.front() != '-';
  option->type_name(positional && metavar.find('|') == std::string::npos ? "" : metavar);
  last_ = option;
  return *this;
}

CommandBuilder& CommandBuilder::Text(const std::string& name, std::string* into,
                                     const std::string& metavar, const std::string& help) {
  return Declared(app_->add_option(name, *into, help), name, metavar);
}

CommandBuilder& CommandBuilder::List(const std::string& name, std::vector<std::string>* into,
                                     const std::string& metavar, const std::string& help) {
  CLI::Option* option = app_->add_option(name, *into, help);
  // A positional list takes the rest; an option takes one value each time it is given.
  if (name.front() == '-')
    option->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  return Declared(option, name, metavar);
}

CommandBuilder& CommandBuilder::File(const std::string& name, std::string* into,
                                     const std::string& help) {
  return Declared(app_->add_option(name, *into, help), name, "FILE");
}

CommandBuilder& CommandBuilder::Flag(const std::string& name, bool* into, const std::string& help) {
  last_ = app_->add_flag(name, *into, help);
  return *this;
}

CommandBuilder& CommandBuilder::Number(const std::string& name, int* into, int least, int most,
                                       const std::string& help) {
  return Declared(app_->add_option(name, *into, help)->check(Bounds(least, most)), name, "N");
}

CommandBuilder& CommandBuilder::Number(const std::string& name, int64_t* into, int64_t least,
                                       int64_t most, const std::string& help) {
  return Declared(app_->add_option(name, *into, help)->check(Bounds(least, most)), name, "N");
}

CommandBuilder& CommandBuilder::Choice(const std::string& name, std::string* into,
                                       const std::vector<std::string>& words,
                                       const std::string& help) {
  auto check = [words](const std::string& text) {
    const bool known = std::find(words.begin(), words.end(), text) != words.end();
    return known ? "" : NotA(Cat("one of ", JoinWords(words)), text);
  };
  return Declared(app_->add_option(name, *into, help)->check(check), name, JoinWords(words));
}

CommandBuilder& CommandBuilder::EnumChoice(const std::string& name,
                                           const google::protobuf::EnumDescriptor* type,
                                           std::function<void(int)> store,
                                           const std::string& help) {
  const std::string words = JoinWords(EnumWords(type));
  auto parse = [name, type, store, words](const std::string& text) {
    const auto value = EnumValue(type, text);
    if (!value.has_value()) throw CLI::ValidationError(name, NotA(Cat("one of ", words), text));
    store(*value);
  };
  return Declared(app_->add_option_function<std::string>(name, parse, help), name, words);
}

CommandBuilder& CommandBuilder::Duration(const std::string& name, absl::Duration* into,
                                         const std::string& help) {
  auto parse = [name, into](const std::string& text) {
    if (absl::ParseDuration(text, into) && *into > absl::ZeroDuration()) return;
    throw CLI::ValidationError(name, NotA("a duration such as 90s, 30m or 2h", text));
  };
  return Declared(app_->add_option_function<std::string>(name, parse, help), name, "DURATION");
}

CommandBuilder& CommandBuilder::Time(const std::string& name, absl::Time* into,
                                     const std::string& help) {
  auto parse = [name, into](const std::string& text) {
    const auto time = ParseTime(text);
    if (!time.has_value()) {
      throw CLI::ValidationError(name, NotA("a time such as 2023-01-18 or 2023-01-18T08:30", text));
    }
    *into = *time;
  };
  return Declared(app_->add_option_function<std::string>(name, parse, help), name, "TIME");
}

CommandBuilder& CommandBuilder::Required() {
  last_->required();
  return *this;
}

CommandBuilder& CommandBuilder::Example(const std::string& line) {
  examples_ += Cat("  ", line, "\n");
  app_->footer(FooterOf(examples_));
  return *this;
}

void CommandBuilder::Run(std::function<absl::Status(Session&)> run) {
  app_->final_callback([run = std::move(run), session = session_] {
    absl::Status status = run(*session);
    if (!status.ok()) throw Outcome{std::move(status)};
  });
}

Program::Program(const Environment& environment)
    : session_(environment),
      app_(std::make_unique<CLI::App>(
          "Motcua: dossiers of the one-stop shops, from the counter to the door.", "motcua")) {
  app_->require_subcommand(1);
  app_->fallthrough();
  AddGlobalOptions();
}

Program::~Program() = default;

void Program::AddGlobalOptions() {
  Settings& settings = session_.settings();
  CommandBuilder global(app_.get(), &session_);
  global.Flag("--json", &session_.json(), "Answer in JSON, for programs.")
      .Text("--request-id", &session_.given_request_id(), "ID",
            "Name this wish; repeating it changes nothing again. Default: a new one.")
      .Duration("--timeout", &settings.timeout, "How long a call may take. Default: 10s.")
      .File("--endpoints", &settings.endpoints,
            "Lines intake=HOST:PORT, … Default: $MOTCUA_ENDPOINTS, else the nearest "
            "var/endpoints upwards.");
  for (auto& [service, address] : settings.addresses) {
    global.Text(Cat("--", service), &address, "HOST:PORT", Cat("Where ", service, " is."));
  }
  global
      .Text("--as", &settings.identity, "NAME",
            "Who you are: the certificate NAME.pem. Default: $MOTCUA_AS, else operator.")
      .Text("--certs", &settings.certs, "DIR",
            "Folder of ca.pem, NAME.pem and NAME.key. Default: certs beside the endpoints file.")
      .File("--cert", &settings.cert, "Your certificate.")
      .File("--key", &settings.key, "Your certificate's key.")
      .File("--ca", &settings.ca, "The authority the services' certificates are from.")
      .Flag("--plaintext", &settings.plaintext, "No TLS; for services on loopback started so.");
}

void Program::Family(const std::string& name, Group group, const std::string& description) {
  CLI::App* family = app_->add_subcommand(name, description);
  family->group(TitleOf(group));
  family->require_subcommand(1);
  family->footer(Cat("Each has its own help: motcua ", name, " COMMAND --help\n"));
}

CommandBuilder Program::Command(const std::string& name, Group group,
                                const std::string& description) {
  const size_t space = name.find(' ');
  if (space == std::string::npos) {
    CLI::App* command = app_->add_subcommand(name, description);
    command->group(TitleOf(group));
    return CommandBuilder(command, &session_);
  }
  CLI::App* family = app_->get_subcommand(name.substr(0, space));
  return CommandBuilder(family->add_subcommand(name.substr(space + 1), description), &session_);
}

int Program::Run(const std::vector<std::string>& arguments) {
  // The parser takes them last first. Input methods may write combining marks; the system's form
  // is the composed one.
  std::vector<std::string> reversed;
  for (auto it = arguments.rbegin(); it != arguments.rend(); ++it) reversed.push_back(ToNfc(*it));
  try {
    app_->parse(std::move(reversed));
    return kExitOk;
  } catch (const Outcome& outcome) {
    session_.out().flush();
    session_.err() << (session_.json() ? DescribeJson(outcome.status) : Describe(outcome.status));
    return ExitCodeOf(outcome.status);
  } catch (const CLI::ParseError& error) {
    return app_->exit(error, session_.out(), session_.err()) == 0 ? kExitOk : kExitUsage;
  }
}

}  // namespace motcua::cli
