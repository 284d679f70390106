#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "infrastructure/s3/sigv4.hpp"

namespace snapory {

// The store could not be reached, or the exchange broke off: nobody knows what was done.
struct ExchangeBroken : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct HttpQuestion {
    std::string method;
    std::string url;
    NameValues headers;
    std::uint64_t body_bytes = 0;
    // Fills the front of a buffer with the body from an offset on; may throw.
    std::function<std::size_t(std::uint64_t offset, std::span<std::byte>)> body;
    // Takes the body of a successful answer as it comes, in place of HttpAnswer::body; may throw.
    std::function<void(std::span<const std::byte>)> take;
};

struct HttpAnswer {
    int status = 0;
    NameValues headers;  // names in lower case
    std::string body;    // at most a few MB

    std::string header(std::string_view name) const;  // empty when there is none
};

// When an exchange is broken off.
struct HttpDeadlines {
    std::chrono::milliseconds connect{5'000};
    std::chrono::seconds silence{15};  // in which less than 1,000 bytes a second came or went
    std::chrono::seconds all{600};
};

// Exchanges HTTP messages over connections that are kept for the next one. Follows no redirect. Any thread
// may call.
class HttpExchanges {
public:
    explicit HttpExchanges(const HttpDeadlines& deadlines = {});
    ~HttpExchanges();
    HttpExchanges(const HttpExchanges&) = delete;
    HttpExchanges& operator=(const HttpExchanges&) = delete;

    // Throws ExchangeBroken, and what the question's functions throw.
    HttpAnswer ask(const HttpQuestion& question);

private:
    class Handle;
    std::unique_ptr<Handle> borrow();
    void give_back(std::unique_ptr<Handle> handle);

    HttpDeadlines deadlines_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Handle>> idle_;
};

}  // namespace snapory
