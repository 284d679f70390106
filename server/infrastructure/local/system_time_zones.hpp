#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "application/ports/time_zones.hpp"

namespace snapory {

// The zones that the system has in TZif files (RFC 8536), each read once. After the last transition in a
// file, which Debian writes up to 2037, its last offset is taken to last.
class SystemTimeZones final : public TimeZones {
public:
    explicit SystemTimeZones(std::filesystem::path folder = "/usr/share/zoneinfo");
    ~SystemTimeZones() override;

    bool knows(std::string_view zone) override;
    TimePoint to_utc(TimePoint wall_clock, std::string_view zone) override;

private:
    struct Zone;

    std::shared_ptr<const Zone> find(std::string_view name);

    std::filesystem::path folder_;
    std::mutex mutex_;
    std::map<std::string, std::shared_ptr<const Zone>, std::less<>> zones_;  // only those that exist
};

}  // namespace snapory
