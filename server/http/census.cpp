#include "http/census.hpp"

namespace snapory::http {

std::shared_ptr<void> Census::admit(const std::string& address, bool exempt) {
    {
        const std::lock_guard lock(mutex_);
        if (total_ >= most_) return nullptr;
        std::size_t& here = by_address_[address];
        if (!exempt && here >= most_per_address_) return nullptr;
        ++here;
        ++total_;
    }
    return {this, [address](Census* census) { census->leave(address); }};
}

void Census::leave(const std::string& address) {
    const std::lock_guard lock(mutex_);
    const auto here = by_address_.find(address);
    if (--here->second == 0) by_address_.erase(here);
    if (--total_ == 0) empty_.notify_all();
}

bool Census::wait_until_empty(Clock::time_point until) {
    std::unique_lock lock(mutex_);
    return empty_.wait_until(lock, until, [this] { return total_ == 0; });
}

void Census::wait_until_empty() {
    std::unique_lock lock(mutex_);
    empty_.wait(lock, [this] { return total_ == 0; });
}

}  // namespace snapory::http
