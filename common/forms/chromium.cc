#include "common/forms/chromium.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "common/base/clock.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"

namespace motcua::forms {
namespace {

namespace fs = std::filesystem;

constexpr absl::Duration kPoll = absl::Milliseconds(20);

// Readable by its owner alone; removed with all that is in it.
class PrivateFolder {
 public:
  PrivateFolder() {
    std::error_code error;
    std::string name = (fs::temp_directory_path(error) / "motcua-form-XXXXXX").string();
    if (mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~PrivateFolder() {
    std::error_code error;
    if (!path_.empty()) fs::remove_all(path_, error);
  }
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;

  bool ok() const { return !path_.empty(); }
  std::string File(const char* name) const { return (path_ / name).string(); }

 private:
  fs::path path_;
};

std::string ReadAll(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

std::string LastLine(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text.substr(text.rfind('\n') + 1);
}

// In a process group of its own, with its output in the file `log`.
int Spawn(const std::vector<std::string>& command, const std::string& log, pid_t* child) {
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, log.c_str(), O_WRONLY | O_CREAT, 0600);
  posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  const int error =
      posix_spawnp(child, command[0].c_str(), &files, &attributes, arguments.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  return error;
}

// Whether the child ended by itself, and well.
absl::Status Await(pid_t child, absl::Duration timeout) {
  const Stopwatch watch;
  int status = 0;
  while (waitpid(child, &status, WNOHANG) == 0) {
    if (watch.Elapsed() > timeout) {
      kill(-child, SIGKILL);
      waitpid(child, &status, 0);
      return absl::DeadlineExceededError("Chromium took too long");
    }
    absl::SleepFor(kPoll);
  }
  const bool well = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  return well ? absl::OkStatus() : absl::InternalError("Chromium failed");
}

std::vector<std::string> CommandOf(const std::string& program, const PrivateFolder& folder,
                                   const std::vector<std::string>& wishes) {
  std::vector<std::string> command = {program,
                                      "--headless",
                                      "--disable-gpu",
                                      "--no-first-run",
                                      "--disable-sync",
                                      "--disable-background-networking",
                                      "--hide-scrollbars",
                                      Cat("--user-data-dir=", folder.File("profile"))};
  // Chromium's sandbox refuses to run as root. The page holds no script and loads nothing.
  if (geteuid() == 0) command.push_back("--no-sandbox");
  command.insert(command.end(), wishes.begin(), wishes.end());
  command.push_back(Cat("file://", folder.File("page.html")));
  return command;
}

// NOT_FOUND if the program is not here.
absl::Status RunProgram(const std::string& program, const PrivateFolder& folder,
                        const std::vector<std::string>& wishes, absl::Duration timeout) {
  const std::string log = folder.File("log");
  pid_t child = 0;
  const int error = Spawn(CommandOf(program, folder, wishes), log, &child);
  if (error == ENOENT) return absl::NotFoundError(program);
  if (error != 0) return absl::InternalError(Cat(program, ": ", std::strerror(error)));
  const absl::Status status = Await(child, timeout);
  if (status.ok()) return status;
  return absl::Status(status.code(),
                      Cat(std::string(status.message()), ": ", LastLine(ReadAll(log))));
}

absl::StatusOr<std::string> Make(const std::string& html, const std::vector<std::string>& wishes,
                                 const PrivateFolder& folder, const std::string& product,
                                 const ChromiumOptions& options) {
  std::ofstream(folder.File("page.html")) << html;
  for (const std::string& program : options.programs) {
    const absl::Status status = RunProgram(program, folder, wishes, options.timeout);
    if (absl::IsNotFound(status)) continue;
    MOTCUA_RETURN_IF_ERROR(status);
    std::string made = ReadAll(product);
    if (made.empty()) return absl::InternalError("Chromium made nothing");
    return made;
  }
  return absl::NotFoundError(
      "Chromium is not here: install Debian's package chromium, or print the HTML with a browser");
}

absl::Status NoFolder() { return absl::InternalError("cannot make a folder for temporary files"); }

}  // namespace

absl::StatusOr<std::string> PdfOf(const std::string& html, const ChromiumOptions& options) {
  const PrivateFolder folder;
  if (!folder.ok()) return NoFolder();
  const std::string product = folder.File("page.pdf");
  return Make(html, {Cat("--print-to-pdf=", product), "--no-pdf-header-footer"}, folder, product,
              options);
}

absl::StatusOr<std::string> PngOf(const std::string& html, int width, int height,
                                  const ChromiumOptions& options) {
  const PrivateFolder folder;
  if (!folder.ok()) return NoFolder();
  const std::string product = folder.File("page.png");
  return Make(html, {Cat("--screenshot=", product), Cat("--window-size=", width, ",", height)},
              folder, product, options);
}

}  // namespace motcua::forms
