#pragma once

#include <optional>

#include "domain/download.hpp"

namespace snapory {

// May be called from any thread; throws Unavailable.
class Downloads {
public:
    virtual ~Downloads() = default;
    virtual void add(const Download& download) = 0;
    virtual std::optional<Download> find(const DownloadId& id, TimePoint now) = 0;  // not expired
    virtual void purge(TimePoint now) = 0;                                          // expired ones
};

}  // namespace snapory
