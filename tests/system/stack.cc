#include "tests/system/stack.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>
#include <optional>
#include <regex>
#include <sstream>

#include "common/base/strings.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/generic/generic_stub.h"
#include "motcua/reporting/v1/reporting_service.pb.h"

namespace motcua {
namespace {

constexpr absl::Duration kLongestStart = absl::Seconds(30);
// Whom the tests call as where nothing depends on who calls.
constexpr char kOperator[] = "operator";
constexpr char kRoot[] = MOTCUA_ROOT;

std::string PolicyFile() { return Cat(kRoot, "/deploy/local/policy.textproto"); }

std::string MakeDirectory(const char* what) {
  std::string path =
      Cat(std::filesystem::temp_directory_path().string(), "/motcua-", what, "-XXXXXX");
  if (mkdtemp(path.data()) == nullptr) {
    perror(path.c_str());
    abort();
  }
  return path;
}

std::string CallersOfPolicy() {
  std::ifstream file(PolicyFile());
  std::stringstream text;
  text << file.rdbuf();
  const std::string policy = text.str();
  const std::regex caller(R"re(callers \{\s*name: "([^"]+)")re");
  std::string names;
  for (std::sregex_iterator found(policy.begin(), policy.end(), caller), end; found != end;
       ++found) {
    Append(&names, " ", (*found)[1].str());
  }
  return names;
}

// Runs a command of the shell that must not fail.
void RunShell(const std::string& command) {
  if (std::system(command.c_str()) == 0) return;
  fprintf(stderr, "failed: %s\n", command.c_str());
  abort();
}

// A folder of certificates that goes with the process.
struct Certificates {
  Certificates() : folder(MakeDirectory("certs")) {
    RunShell(Cat(kRoot, "/deploy/local/certs.sh ", folder, CallersOfPolicy(), " stranger"));
  }
  ~Certificates() {
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
  }
  const std::string folder;
};

runtime::TlsFiles FilesOf(const std::string& caller) {
  const std::string& folder = Stack::CertificatesFolder();
  return {folder + "/ca.pem", Cat(folder, "/", caller, ".pem"), Cat(folder, "/", caller, ".key")};
}

}  // namespace

absl::Time LocalTime(int year, int month, int day, int hour, int minute) {
  return absl::FromCivil(absl::CivilMinute(year, month, day, hour, minute), LocalZone());
}

const std::string& Stack::CertificatesFolder() {
  static const Certificates certificates;
  return certificates.folder;
}

Stack::Stack(Options options)
    : options_(std::move(options)),
      directory_(MakeDirectory("stack")),
      own_redis_(options_.redis != nullptr
                     ? nullptr
                     : std::make_unique<RedisServer>(RedisServer::Options{.append_only = true})),
      redis_(options_.redis != nullptr ? options_.redis : own_redis_.get()) {
  auto clock = DrivenClockWriter::Create(directory_ + "/clock", options_.start);
  if (!clock.ok()) abort();
  clock_ = *std::move(clock);
  RunShell(Cat(kRoot, "/deploy/local/keys.sh ", directory_, "/keys"));
  const std::vector<int> ports = FreePorts(2 * std::ssize(kServices));
  size_t next = 0;
  for (const char* service : kServices) {
    ports_[service] = ports[next++];
    metrics_ports_[service] = ports[next++];
  }
  for (const char* service : kServices) {
    const std::string log = Cat(directory_, "/", service, ".log");
    processes_[service] = std::make_unique<Process>(CommandLine(service), log);
    processes_[service]->Start();
  }
  for (const char* service : kServices) Start(service);
}

Stack::~Stack() {
  channels_.clear();
  processes_.clear();
  std::error_code ignored;
  std::filesystem::remove_all(directory_, ignored);
}

std::vector<std::string> Stack::CommandLine(const std::string& service) const {
  const runtime::TlsFiles tls = FilesOf(service);
  const std::string catalogue = options_.catalogue.empty()
                                    ? Cat(kRoot, "/deploy/catalogue/dong-thap")
                                    : options_.catalogue;
  std::vector<std::string> line = {Cat(MOTCUA_BIN, "/motcua-", service),
                                   "--listen=" + Endpoint(service),
                                   "--metrics-listen=" + MetricsEndpoint(service),
                                   "--redis=" + redis_->address(),
                                   "--cell=" + options_.cell,
                                   "--catalogue=" + catalogue,
                                   "--policy=" + PolicyFile(),
                                   "--tls-ca=" + tls.ca,
                                   "--tls-cert=" + tls.cert,
                                   "--tls-key=" + tls.key,
                                   Cat("--clock=driven:", directory_, "/clock")};
  if (service == "intake") {
    line.push_back("--peer-routing=" + Endpoint("routing"));
    line.push_back("--peer-postal=" + Endpoint("postal"));
  }
  if (service == "postal") line.push_back("--peer-intake=" + Endpoint("intake"));
  if (service != "reporting") line.push_back("--peer-reporting=" + Endpoint("reporting"));
  if (service == "reporting") {
    line.insert(line.end(), {Cat("--archive=sqlite://", directory_, "/archive.db"),
                             Cat("--audit-key-file=", directory_, "/keys/audit.pem"),
                             Cat("--master-key-file=", directory_, "/keys/master.hex")});
  }
  if (const auto more = options_.settings.find(service); more != options_.settings.end()) {
    line.insert(line.end(), more->second.begin(), more->second.end());
  }
  return line;
}

std::string Stack::Endpoint(const std::string& service) const {
  return Cat("127.0.0.1:", ports_.at(service));
}

std::string Stack::MetricsEndpoint(const std::string& service) const {
  return Cat("127.0.0.1:", metrics_ports_.at(service));
}

void Stack::Start(const std::string& service, const std::vector<std::string>& more) {
  Process& process = *processes_.at(service);
  process.Start(more);
  const bool up = Eventually([&] { return IsHealthy(service) || !process.Runs(); }, kLongestStart);
  if (up && process.Runs()) return;
  fprintf(stderr, "%s does not come up\n%s\n", service.c_str(), process.LogTail().c_str());
  abort();
}

bool Stack::IsHealthy(const std::string& service) const {
  const auto credentials = runtime::ChannelCredentialsOf(FilesOf(kOperator));
  if (!credentials.ok()) return false;
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  grpc::GenericStub stub(grpc::CreateCustomChannel(Endpoint(service), *credentials, arguments));
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(RealClock().Now() + absl::Seconds(1)));
  const grpc::ByteBuffer request(nullptr, 0);
  grpc::ByteBuffer response;
  std::promise<bool> answered;
  stub.UnaryCall(&context, "/grpc.health.v1.Health/Check", grpc::StubOptions(), &request, &response,
                 [&](grpc::Status status) { answered.set_value(status.ok()); });
  grpc::Slice slice;
  if (!answered.get_future().get() || !response.DumpToSingleSlice(&slice).ok()) return false;
  // HealthCheckResponse{status: SERVING}.
  return slice.size() == 2 && slice.begin()[0] == 8 && slice.begin()[1] == 1;
}

runtime::Channel& Stack::ChannelOf(const std::string& caller, const std::string& service) {
  std::lock_guard lock(mutex_);
  std::shared_ptr<runtime::Channel>& channel = channels_[{caller, service}];
  if (channel == nullptr) {
    runtime::Channel::Options options{.target = Endpoint(service), .tls = FilesOf(caller)};
    auto created = runtime::Channel::Create(nullptr, std::move(options));
    if (!created.ok()) abort();
    channel = *std::move(created);
  }
  return *channel;
}

absl::StatusOr<ops::v1::GetBacklogResponse> Stack::Backlog(const std::string& service) {
  return ChannelOf(kOperator, service)
      .CallSync<ops::v1::GetBacklogResponse>("/motcua.ops.v1.OpsService/GetBacklog",
                                             ops::v1::GetBacklogRequest(), absl::Seconds(5));
}

bool Stack::NothingToDo(int64_t* archived) {
  for (const char* service : kServices) {
    const auto backlog = Backlog(service);
    if (!backlog.ok()) return false;
    if (backlog->inbox_waiting() + backlog->reactions_in_flight() + backlog->timers_due() > 0) {
      return false;
    }
  }
  const auto status =
      Client(*this, kOperator)
          .Call<reporting::v1::GetArchiveStatusResponse>(reporting::v1::GetArchiveStatusRequest());
  if (!status.ok() || status->lag() > 0) return false;
  *archived = status->last_sequence();
  return true;
}

// Looks twice: a look alone could pass from service to service just ahead of an event.
bool Stack::Settle(absl::Duration within) {
  return Eventually(
      [this] {
        int64_t first = 0, second = 0;
        return NothingToDo(&first) && NothingToDo(&second) && first == second;
      },
      within);
}

int64_t Stack::DeadLetters() {
  int64_t all = 0;
  for (const char* service : kServices) {
    const auto backlog = Backlog(service);
    if (backlog.ok()) all += backlog->dead_letters();
  }
  return all;
}

std::string Stack::Logs() const {
  std::string logs;
  for (const auto& [service, process] : processes_) {
    Append(&logs, "--- ", service, "\n", process->LogTail());
  }
  return logs;
}

std::string MethodOf(const google::protobuf::Descriptor* request) {
  const auto* file = request->file();
  for (int i = 0; i < file->service_count(); ++i) {
    for (int j = 0; j < file->service(i)->method_count(); ++j) {
      const auto* method = file->service(i)->method(j);
      if (method->input_type() != request) continue;
      return Cat("/", file->service(i)->full_name(), "/", method->name());
    }
  }
  fprintf(stderr, "no method takes %s\n", request->full_name().c_str());
  abort();
}

std::string ServiceOf(const google::protobuf::Descriptor* request) {
  return std::string(Split(request->file()->package(), '.').at(1));
}

}  // namespace motcua
