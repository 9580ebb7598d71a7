#include "common/http/listener.h"

#include <httplib.h>

#include <thread>
#include <utility>

#include "absl/strings/ascii.h"
#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"

namespace motcua::http {
namespace {

constexpr char kJson[] = "application/json";
constexpr int kSecondsPerRead = 5;

struct Address {
  std::string host;
  int port = 0;
};

absl::Status Refused(std::string message) {
  return FailedPrecondition(kSettingInvalid, std::move(message));
}

absl::StatusOr<Address> ParseAddress(std::string_view text) {
  const size_t colon = text.rfind(':');
  Address address;
  if (colon == std::string_view::npos || !ParseInt(text.substr(colon + 1), &address.port)) {
    return Refused(Cat(text, " is not host:port"));
  }
  address.host = std::string(text.substr(0, colon));
  return address;
}

bool IsLoopback(const Address& address) {
  return address.host == "127.0.0.1" || address.host == "::1" || address.host == "localhost";
}

void Fill(httplib::Response& response, const Outgoing& answer) {
  response.status = answer.status;
  for (const auto& [name, value] : answer.headers) response.set_header(name, value);
  response.set_content(answer.body, kJson);
}

Incoming Read(const httplib::Request& request) {
  Incoming incoming{.path = request.path, .headers = {}, .body = request.body};
  for (const auto& [name, value] : request.headers) {
    incoming.headers[absl::AsciiStrToLower(ToAbsl(name))] = value;
  }
  return incoming;
}

void ReuseAddress(socket_t socket) {
  const int yes = 1;
  setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
}

// The one file holds both.
bool SetUpTls(SSL_CTX& context, const std::string& pem_file) {
  return SSL_CTX_set_min_proto_version(&context, TLS1_2_VERSION) == 1 &&
         SSL_CTX_use_certificate_chain_file(&context, pem_file.c_str()) == 1 &&
         SSL_CTX_use_PrivateKey_file(&context, pem_file.c_str(), SSL_FILETYPE_PEM) == 1 &&
         SSL_CTX_check_private_key(&context) == 1;
}

}  // namespace

class Listener::Core {
 public:
  Core(Options options, Handler handler)
      : options_(std::move(options)), handler_(std::move(handler)) {}
  ~Core() {
    if (!thread_.joinable()) return;
    server_->stop();
    thread_.join();
  }

  absl::Status Start(const Address& address) {
    MOTCUA_RETURN_IF_ERROR(MakeServer());
    port_ = address.port != 0 ? address.port : server_->bind_to_any_port(address.host);
    const bool bound = address.port != 0 ? server_->bind_to_port(address.host, address.port)
                                         : port_ > 0;
    if (!bound) return Refused(Cat("cannot listen on ", options_.address));
    thread_ = std::thread([this] { server_->listen_after_bind(); });
    while (!server_->is_running()) std::this_thread::yield();  // else stop would not be heard
    return absl::OkStatus();
  }

  int port() const { return port_; }

 private:
  absl::Status MakeServer() {
    if (options_.pem_file.empty()) {
      server_ = std::make_unique<httplib::Server>();
    } else {
      server_ = std::make_unique<httplib::SSLServer>(
          [this](SSL_CTX& context) { return SetUpTls(context, options_.pem_file); });
    }
    if (!server_->is_valid()) return Refused(Cat(options_.pem_file, " holds no certificate and key"));
    server_->new_task_queue = [this] {
      return new httplib::ThreadPool(static_cast<size_t>(options_.threads));
    };
    // A connection kept open would keep a thread; an address taken twice would share the calls.
    server_->set_keep_alive_max_count(1);
    server_->set_socket_options(&ReuseAddress);
    server_->set_payload_max_length(options_.max_body_bytes);
    server_->set_read_timeout(kSecondsPerRead);
    server_->set_write_timeout(kSecondsPerRead);
    server_->set_pre_routing_handler([](const auto& request, auto& response) {
      return RefuseUnread(request, response) ? httplib::Server::HandlerResponse::Handled
                                             : httplib::Server::HandlerResponse::Unhandled;
    });
    server_->Post(".*", [this](const httplib::Request& request, httplib::Response& response) {
      Fill(response, handler_(Read(request)));
    });
    return absl::OkStatus();
  }

  // Before the body is read: whether the request is answered for good.
  static bool RefuseUnread(const httplib::Request& request, httplib::Response& response) {
    int status = 0;
    if (request.method != "POST") {
      status = 405;
    } else if (request.has_header("Content-Encoding")) {
      status = 415;  // packed bodies may unpack to anything
    } else if (!request.has_header("Content-Length")) {
      status = 411;
    }
    if (status == 0) return false;
    Fill(response, {status, R"({"code":"error"})", {{"Connection", "close"}}});
    return true;
  }

  const Options options_;
  const Handler handler_;
  std::unique_ptr<httplib::Server> server_;
  int port_ = 0;
  std::thread thread_;
};

std::string_view Incoming::Header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

absl::StatusOr<std::unique_ptr<Listener>> Listener::Start(Options options, Handler handler) {
  MOTCUA_ASSIGN_OR_RETURN(const Address address, ParseAddress(options.address));
  if (options.pem_file.empty() && !IsLoopback(address)) {
    return Refused(Cat("plain HTTP on ", options.address, ", which is not loopback"));
  }
  auto core = std::make_unique<Core>(std::move(options), std::move(handler));
  MOTCUA_RETURN_IF_ERROR(core->Start(address));
  return std::unique_ptr<Listener>(new Listener(std::move(core)));
}

Listener::Listener(std::unique_ptr<Core> core) : core_(std::move(core)) {}
Listener::~Listener() = default;

int Listener::port() const { return core_->port(); }

}  // namespace motcua::http
