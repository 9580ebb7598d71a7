// Metrics of one process, and the HTTP endpoint Prometheus reads them from.
//
// Every series is resolved once, at start, and used by reference: counting is then one atomic
// operation. Names: …_total for counters, …_seconds and …_bytes for units.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "prometheus/counter.h"
#include "prometheus/exposer.h"
#include "prometheus/gauge.h"
#include "prometheus/histogram.h"
#include "prometheus/registry.h"

namespace motcua::metrics {

using prometheus::Counter;
using prometheus::Gauge;
using prometheus::Histogram;
using Labels = prometheus::Labels;
using Buckets = std::vector<double>;

// Upper bounds in seconds for calls that take from 0.25 ms to 10 s.
const Buckets& LatencyBuckets();

// Creating a series again with the same name and labels returns the same series. A malformed name,
// or one already used for another kind of metric, ends the process: it is an error in the program.
// References stay valid as long as the registry. Thread-safe.
class Registry {
 public:
  Registry();

  Counter& AddCounter(const std::string& name, const std::string& help, const Labels& labels = {});
  Gauge& AddGauge(const std::string& name, const std::string& help, const Labels& labels = {});
  Histogram& AddHistogram(const std::string& name, const std::string& help, const Buckets& buckets,
                          const Labels& labels = {});

  // The page Prometheus would read now.
  std::string Text() const;

 private:
  friend class Exposer;
  std::shared_ptr<prometheus::Registry> registry_;
};

inline void Observe(Histogram& histogram, absl::Duration value) {
  histogram.Observe(absl::ToDoubleSeconds(value));
}

// Serves GET /metrics until destroyed.
class Exposer {
 public:
  // `address` is host:port; port 0 picks a free one. UNAVAILABLE if it cannot be listened on.
  static absl::StatusOr<std::unique_ptr<Exposer>> Start(const Registry& registry,
                                                        const std::string& address);

  int port() const;

 private:
  Exposer(const Registry& registry, const std::string& address);

  std::shared_ptr<prometheus::Registry> registry_;
  prometheus::Exposer exposer_;
};

}  // namespace motcua::metrics
