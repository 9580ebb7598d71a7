#include "common/http/client.h"

#include <curl/curl.h>

#include <asio/post.hpp>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <utility>

#include "common/base/clock.h"
#include "common/http/guard.h"

namespace motcua::http {
namespace {

constexpr int kPollMilliseconds = 1000;

struct FreeHandle {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeMulti {
  void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

// A call on its way; lives in the frame of the coroutine that waits for it.
struct Call {
  Request request;
  Answer answer;
  async::Parking waiter;
};

size_t Discard(char*, size_t size, size_t count, void*) { return size * count; }

curl_socket_t OpenPublic(void*, curlsocktype, curl_sockaddr* address) {
  if (!IsPublic(&address->addr)) return CURL_SOCKET_BAD;
  return socket(address->family, address->socktype, address->protocol);
}

}  // namespace

class Client::Core {
 public:
  Core(asio::io_context& io, Options options)
      : io_(io), options_(std::move(options)), multi_(curl_multi_init()) {
    thread_ = std::thread([this] { Run(); });
  }

  ~Core() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    curl_multi_wakeup(multi_.get());
    thread_.join();
  }

  void Start(Call* call) {
    {
      const std::lock_guard lock(mutex_);
      fresh_.push_back(call);
    }
    curl_multi_wakeup(multi_.get());
  }

 private:
  // What curl works on.
  struct Transfer {
    Call* call;
    std::unique_ptr<CURL, FreeHandle> handle;
    std::unique_ptr<curl_slist, FreeList> headers;
    Stopwatch watch;
    char error[CURL_ERROR_SIZE] = "";
  };

  void Run() {
    while (TakeFresh()) {
      int running = 0;
      curl_multi_perform(multi_.get(), &running);
      FinishDone();
      curl_multi_poll(multi_.get(), nullptr, 0, kPollMilliseconds, nullptr);
    }
    for (auto& [handle, transfer] : transfers_) curl_multi_remove_handle(multi_.get(), handle);
    transfers_.clear();
  }

  // False when stopping.
  bool TakeFresh() {
    std::vector<Call*> fresh;
    {
      const std::lock_guard lock(mutex_);
      if (stopping_) return false;
      fresh.swap(fresh_);
    }
    for (Call* call : fresh) Begin(call);
    return true;
  }

  void Begin(Call* call) {
    auto transfer = std::make_unique<Transfer>();
    transfer->call = call;
    transfer->handle.reset(curl_easy_init());
    for (const std::string& header : call->request.headers) {
      curl_slist* longer = curl_slist_append(transfer->headers.get(), header.c_str());
      (void)transfer->headers.release();
      transfer->headers.reset(longer);
    }
    SetUp(*transfer);
    CURL* handle = transfer->handle.get();
    transfers_.emplace(handle, std::move(transfer));
    curl_multi_add_handle(multi_.get(), handle);
  }

  void SetUp(Transfer& transfer) const {
    CURL* handle = transfer.handle.get();
    const Request& request = transfer.call->request;
    curl_easy_setopt(handle, CURLOPT_URL, request.url.c_str());
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, request.body.data());
    curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(request.body.size()));
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, transfer.headers.get());
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS,
                     static_cast<long>(absl::ToInt64Milliseconds(options_.timeout)));
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(handle, CURLOPT_PROXY, "");
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &Discard);
    curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, transfer.error);
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, options_.allow_private ? "http,https" : "https");
    if (!options_.ca_file.empty()) {
      curl_easy_setopt(handle, CURLOPT_CAINFO, options_.ca_file.c_str());
    }
    if (!options_.allow_private) {
      curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, &OpenPublic);
    }
  }

  void FinishDone() {
    int left = 0;
    while (CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
      if (message->msg == CURLMSG_DONE) Finish(message->easy_handle, message->data.result);
    }
  }

  void Finish(CURL* handle, CURLcode result) {
    const auto found = transfers_.find(handle);
    const Transfer& transfer = *found->second;
    Call* call = transfer.call;
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    call->answer.took = transfer.watch.Elapsed();
    if (result == CURLE_OK) {
      call->answer.status = static_cast<int>(status);
    } else {
      call->answer.error = transfer.error[0] != 0 ? transfer.error : curl_easy_strerror(result);
    }
    curl_multi_remove_handle(multi_.get(), handle);
    transfers_.erase(found);
    asio::post(io_, [call] { call->waiter.Unpark(); });
  }

  asio::io_context& io_;
  const Options options_;
  const std::unique_ptr<CURLM, FreeMulti> multi_;
  std::mutex mutex_;
  std::vector<Call*> fresh_;  // guarded by mutex_
  bool stopping_ = false;     // guarded by mutex_
  // The thread's own.
  std::unordered_map<CURL*, std::unique_ptr<Transfer>> transfers_;
  std::thread thread_;
};

Client::Client(asio::io_context& io, Options options) {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  (void)ready;
  core_ = std::make_unique<Core>(io, std::move(options));
}

Client::~Client() = default;

async::Task<Answer> Client::Post(Request request) {
  Call call{.request = std::move(request), .answer = {}, .waiter = {}};
  core_->Start(&call);
  co_await call.waiter.Park();
  co_return std::move(call.answer);
}

}  // namespace motcua::http
