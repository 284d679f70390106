#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "infrastructure/s3/http_exchange.hpp"
#include "infrastructure/s3/s3_place.hpp"
#include "infrastructure/s3/sigv4.hpp"

namespace snapory {

struct S3Object {
    std::uint64_t bytes = 0;
    std::string etag;  // as the store writes it, with quotes
};

struct S3Listing {
    struct Entry {
        std::string key;
        std::uint64_t bytes = 0;
        TimePoint modified_at;
    };
    std::vector<Entry> entries;
    std::string next;  // where the list goes on; empty at its end
};

// A multipart upload that was neither completed nor aborted.
struct S3OpenUpload {
    std::string key;
    std::string id;
    TimePoint begun_at;
};

// The bytes of an object that is to be written.
struct S3Body {
    std::uint64_t bytes = 0;
    std::string sha256;  // hex; the store verifies it
    std::function<std::size_t(std::uint64_t offset, std::span<std::byte>)> read;
};
S3Body body_of(std::string_view text);  // which must outlive it

// One operation, for whoever measures; `status` is 0 when there was no answer.
using S3Observer = std::function<void(std::string_view operation, int status, std::chrono::nanoseconds took)>;

// How long a store that is busy, silent or away is asked again.
struct S3Patience {
    HttpDeadlines exchange{};
    int attempts = 5;
    std::chrono::milliseconds all{45'000};  // from the first; none begins later
    std::chrono::milliseconds first_pause{100}, longest_pause{3'000};
};

// What can be done with a bucket, request by request. Keys are whole, with the prefix. Every operation may be
// repeated, and is, with growing pauses, when the store is busy or the connection breaks. Any thread may
// call; throws Unavailable, which says what the operator can do, and StorageFull.
class S3Bucket {
public:
    S3Bucket(S3Endpoint endpoint, const S3Credentials& credentials, S3Observer observer = {},
             const S3Patience& patience = {});

    std::optional<S3Object> look_up(const std::string& key);
    // Hands over `bytes` bytes from `from` on, or what there is of them, each once, and tells of the whole
    // object; nothing when there is none. An object of no more than `from` bytes gives none.
    using Take = std::function<void(std::span<const std::byte>)>;
    std::optional<S3Object> read(const std::string& key, std::uint64_t from, std::uint64_t bytes,
                                 const Take& take);
    // `headers`: what is kept with it, Content-Type and such, names in lower case.
    void write(const std::string& key, const S3Body& body, NameValues headers);
    void remove(const std::string& key);
    // False when the source is gone or no longer has this etag.
    bool copy(const std::string& from, const std::string& etag, const std::string& to, NameValues headers);
    // One object of several, in their order; all but the last at least 5 MiB. False as above.
    struct Source {
        std::string key;
        std::string etag;
    };
    bool join(const std::vector<Source>& sources, const std::string& to, NameValues headers);
    S3Listing list(const std::string& prefix, const std::string& after);
    std::vector<S3OpenUpload> open_uploads(const std::string& prefix);  // the first thousand
    void abort(const S3OpenUpload& upload);

    bool exists();
    void create();

    // The XML of a setting of the bucket, such as "cors"; empty when there is none.
    std::string setting(const std::string& name);
    void set_setting(const std::string& name, const std::string& xml);
    // Whether pages of this origin may PUT there, as the store answers a browser that asks.
    bool lets_browsers_send(const std::string& origin);
    // How far this machine's clock is ahead of the store's.
    std::chrono::seconds clock_ahead();

    // A URL that needs no credentials until `lifetime` after `since`. `headers`: those that the client has to
    // send as they are.
    std::string presigned(const std::string& method, const std::string& key, const NameValues& query,
                          NameValues headers, TimePoint since, std::chrono::seconds lifetime) const;

    const S3Endpoint& endpoint() const { return endpoint_; }

private:
    struct Request;
    HttpAnswer send(Request& request);
    HttpAnswer attempt(Request& request);
    HttpQuestion question_of(Request& request) const;
    [[noreturn]] void refuse(const Request& request, const HttpAnswer& answer) const;
    std::optional<std::string> copy_part(const Source& source, const std::string& to,
                                         const std::string& upload, std::size_t number);
    std::string begin_upload(const std::string& key, NameValues headers);

    S3Endpoint endpoint_;
    SigV4 signer_;
    S3Observer observer_;
    S3Patience patience_;
    HttpExchanges exchanges_;
};

}  // namespace snapory
