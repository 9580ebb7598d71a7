#include "common/metrics/registry.h"

#include <cstdlib>
#include <exception>

#include "common/base/log.h"
#include "common/base/strings.h"
#include "prometheus/text_serializer.h"

namespace motcua::metrics {
namespace {

// Runs `create`; what prometheus-cpp throws is always a mistake in our own code.
template <class Create>
auto& OrDie(const std::string& name, Create create) {
  try {
    return create();
  } catch (const std::exception& error) {
    Log(kError, "metric cannot be created", {{"metric", name}, {"error", error.what()}});
    std::abort();
  }
}

}  // namespace

const Buckets& LatencyBuckets() {
  static const Buckets buckets = {.00025, .0005, .001, .0025, .005, .01, .025, .05,
                                  .1,     .25,   .5,   1,     2.5,  5,   10};
  return buckets;
}

Registry::Registry() : registry_(std::make_shared<prometheus::Registry>()) {}

Counter& Registry::AddCounter(const std::string& name, const std::string& help,
                              const Labels& labels) {
  return OrDie(name, [&]() -> Counter& {
    return prometheus::BuildCounter().Name(name).Help(help).Register(*registry_).Add(labels);
  });
}

Gauge& Registry::AddGauge(const std::string& name, const std::string& help, const Labels& labels) {
  return OrDie(name, [&]() -> Gauge& {
    return prometheus::BuildGauge().Name(name).Help(help).Register(*registry_).Add(labels);
  });
}

Histogram& Registry::AddHistogram(const std::string& name, const std::string& help,
                                  const Buckets& buckets, const Labels& labels) {
  return OrDie(name, [&]() -> Histogram& {
    auto& family = prometheus::BuildHistogram().Name(name).Help(help).Register(*registry_);
    return family.Add(labels, buckets);
  });
}

std::string Registry::Text() const {
  return prometheus::TextSerializer().Serialize(registry_->Collect());
}

Exposer::Exposer(const Registry& registry, const std::string& address)
    : registry_(registry.registry_), exposer_(address, /*num_threads=*/1) {
  exposer_.RegisterCollectable(registry_);
}

absl::StatusOr<std::unique_ptr<Exposer>> Exposer::Start(const Registry& registry,
                                                        const std::string& address) {
  try {
    return std::unique_ptr<Exposer>(new Exposer(registry, address));
  } catch (const std::exception& error) {
    return absl::UnavailableError(
        Cat("metrics cannot be served at ", address, ": ", error.what()));
  }
}

int Exposer::port() const {
  const std::vector<int> ports = exposer_.GetListeningPorts();
  return ports.empty() ? 0 : ports.front();
}

}  // namespace motcua::metrics
