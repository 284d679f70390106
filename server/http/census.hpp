#pragma once

#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "http/io_thread.hpp"

namespace snapory::http {

// Counts connections, in all and by address. Any thread may call; it outlives its tickets.
class Census {
public:
    Census(std::size_t most, std::size_t most_per_address)
        : most_(most), most_per_address_(most_per_address) {}

    // A ticket that is returned when it is destroyed; null when there are too many. An exempt address has no
    // limit of its own.
    std::shared_ptr<void> admit(const std::string& address, bool exempt);
    // Waits until every ticket is returned; false if that took too long.
    bool wait_until_empty(Clock::time_point until);
    void wait_until_empty();

private:
    void leave(const std::string& address);

    const std::size_t most_;
    const std::size_t most_per_address_;
    std::mutex mutex_;
    std::condition_variable empty_;
    std::size_t total_ = 0;                                    // guarded by mutex_
    std::unordered_map<std::string, std::size_t> by_address_;  // guarded by mutex_
};

}  // namespace snapory::http
