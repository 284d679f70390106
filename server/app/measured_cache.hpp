#pragma once

#include "application/ports/cache.hpp"
#include "telemetry/metrics.hpp"

namespace snapory {

// Counts what another cache was asked for: what it had, and what had to be made. Both must outlive it.
class MeasuredCache final : public Cache {
public:
    MeasuredCache(Cache& cache, Metrics& metrics) : cache_(cache), metrics_(metrics) {}

    std::string get(const std::string& key, const std::string& version, const Make& make) override {
        bool made = false;
        auto text = cache_.get(key, version, [&] {
            made = true;
            return make();
        });
        metrics_.cache_asked(!made);
        return text;
    }

private:
    Cache& cache_;
    Metrics& metrics_;
};

}  // namespace snapory
