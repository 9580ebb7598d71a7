// Runs whole command lines against fake services.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "clients/cli/commands/commands.h"
#include "clients/cli/errors.h"
#include "clients/cli/program.h"
#include "clients/cli/testing/fake_services.h"
#include "common/base/strings.h"
#include "common/testing/matchers.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace motcua::cli {

template <class Message>
Message FromText(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message)) << text;
  return message;
}

class CliTest : public ::testing::Test {
 protected:
  struct Result {
    int code = 0;
    std::string out, err;
  };

  CliTest() {
    std::string name = "/tmp/motcua-cli-XXXXXX";
    folder_ = mkdtemp(name.data());
    variables_["XDG_STATE_HOME"] = folder_ / "state";
  }
  ~CliTest() override { std::filesystem::remove_all(folder_); }

  // As a person would type it; without a terminal unless the test sets its size.
  Result RunAlone(const std::vector<std::string>& arguments, const std::string& input = "") {
    std::istringstream in(input);
    std::ostringstream out, err;
    auto variable = [this](const char* name) { return variables_[name]; };
    Program program(Environment{in, out, err, variable, columns_, lines_});
    AddCommands(program);
    const int code = program.Run(arguments);
    return {code, out.str(), err.str()};
  }

  // The same, with the fake services' addresses.
  Result Run(std::vector<std::string> arguments, const std::string& input = "") {
    arguments.push_back("--plaintext");
    for (const char* service : {"intake", "routing", "postal", "reporting"}) {
      arguments.push_back(Cat("--", service, "=", services_.address()));
    }
    return RunAlone(arguments, input);
  }

  std::string WriteFile(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name) << text;
    return folder_ / name;
  }

  std::filesystem::path folder_;
  std::map<std::string, std::string> variables_;
  int columns_ = 0;
  int lines_ = 0;
  FakeServices services_;
};

inline constexpr char kCode[] = "000.31.14.H20-230118-0002";

}  // namespace motcua::cli
