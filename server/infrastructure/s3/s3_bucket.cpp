#include "infrastructure/s3/s3_bucket.hpp"

#include <curl/curl.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <random>
#include <thread>

#include "application/ports/blob_store.hpp"
#include "application/ports/unavailable.hpp"
#include "domain/text.hpp"
#include "infrastructure/s3/s3_xml.hpp"

namespace snapory {
namespace {

TimePoint now() { return std::chrono::floor<Milliseconds>(std::chrono::system_clock::now()); }

// Anywhere between a quarter and all of a pause that doubles, so that many clients do not come back at once.
std::chrono::milliseconds pause_after(int attempt, const S3Patience& patience) {
    thread_local std::minstd_rand random{std::random_device{}()};
    auto most = std::min(patience.first_pause * (1 << (attempt - 1)), patience.longest_pause);
    return std::chrono::milliseconds(
        std::uniform_int_distribution<std::int64_t>(most.count() / 4, most.count())(random));
}

bool is_busy(const HttpAnswer& answer) {
    if (answer.status == 429 || answer.status == 500 || answer.status == 502 || answer.status == 503 ||
        answer.status == 504)
        return true;
    if (answer.status != 200 && answer.status != 400) return false;
    auto code = error_code_of(answer.body);  // some errors come after the 200 has been sent
    return code == "RequestTimeout" || code == "InternalError" || code == "SlowDown";
}

bool is_full(const HttpAnswer& answer, std::string_view code) {
    return answer.status == 507 || code == "QuotaExceeded" || code == "InsufficientStorage" ||
           code == "XMinioStorageFull";
}

std::uint64_t number_of(std::string_view text) {
    std::uint64_t number = 0;
    for (char c : text) number = number * 10 + static_cast<std::uint64_t>(c - '0');
    return number;
}

// Of "bytes 0-99/1234" or "bytes */1234".
std::optional<std::uint64_t> total_of(const std::string& content_range) {
    auto slash = content_range.find('/');
    if (slash == std::string::npos) return std::nullopt;
    auto total = std::string_view(content_range).substr(slash + 1);
    if (total.empty() || total.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
    return number_of(total);
}

std::string content_md5(std::string_view text) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    std::array<unsigned char, 64> base64{};
    unsigned length = 0;
    if (EVP_Digest(text.data(), text.size(), digest.data(), &length, EVP_md5(), nullptr) != 1)
        throw Unavailable("MD5 is not available from OpenSSL.");
    auto size = EVP_EncodeBlock(base64.data(), digest.data(), static_cast<int>(length));
    return {reinterpret_cast<const char*>(base64.data()), static_cast<std::size_t>(size)};
}

std::string copy_source(const S3Endpoint& endpoint, const std::string& key) {
    return "/" + percent_encoded(endpoint.bucket + "/" + key, "/");
}

}  // namespace

struct S3Bucket::Request {
    std::string operation;  // by its name in the S3 API
    std::string method;
    std::string key = {};  // empty: the bucket
    NameValues query = {};
    NameValues headers = {};
    S3Body body = {};
    // Of a GET that streams: what is wanted, and how much of it has been handed over already.
    const Take* take = nullptr;
    std::uint64_t from = 0;
    std::uint64_t bytes = 0;
    std::uint64_t taken = 0;
    std::string etag = {};  // what the rest must belong to
};

S3Body body_of(std::string_view text) {
    auto bytes = std::as_bytes(std::span(text));
    return {bytes.size(), sha256_hex(bytes), [bytes](std::uint64_t offset, std::span<std::byte> into) {
                auto count = std::min<std::uint64_t>(into.size(), bytes.size() - offset);
                std::memcpy(into.data(), bytes.data() + offset, count);
                return static_cast<std::size_t>(count);
            }};
}

S3Bucket::S3Bucket(S3Endpoint endpoint, const S3Credentials& credentials, S3Observer observer,
                   const S3Patience& patience)
    : endpoint_(std::move(endpoint)),
      signer_(credentials, endpoint_.region),
      observer_(std::move(observer)),
      patience_(patience),
      exchanges_(patience.exchange) {}

HttpQuestion S3Bucket::question_of(Request& request) const {
    auto time = now();
    static const std::string nothing = sha256_hex({});
    SignedRequest to_sign{request.method, endpoint_.path_of(request.key), request.query, request.headers,
                          request.body.sha256.empty() ? nothing : request.body.sha256};
    auto& headers = to_sign.headers;
    if (request.take) {
        auto first = request.from + request.taken;
        headers.emplace_back("range", "bytes=" + std::to_string(first) + "-" +
                                          std::to_string(request.from + request.bytes - 1));
        if (!request.etag.empty()) headers.emplace_back("if-match", request.etag);
    }
    headers.insert(headers.end(), {{"host", endpoint_.host()},
                                   {"x-amz-content-sha256", to_sign.payload},
                                   {"x-amz-date", amz_time(time)}});
    if (const auto& token = signer_.credentials().session_token; !token.empty())
        headers.emplace_back("x-amz-security-token", token);

    auto query = encoded_query(request.query);
    HttpQuestion question{
        request.method,    endpoint_.url_origin() + to_sign.path + (query.empty() ? "" : "?" + query),
        headers,           request.body.bytes,
        request.body.read, {}};
    std::erase_if(question.headers, [](const auto& header) { return header.first == "host"; });
    question.headers.emplace_back("authorization", signer_.authorization(to_sign, time));
    if (request.take)
        question.take = [&request](std::span<const std::byte> bytes) {
            if (request.taken + bytes.size() > request.bytes)
                throw Unavailable("The object store sends more than was asked for.");
            request.taken += bytes.size();
            (*request.take)(bytes);
        };
    return question;
}

HttpAnswer S3Bucket::attempt(Request& request) {
    auto begun = std::chrono::steady_clock::now();
    auto ended = [&](int status) {
        if (observer_) observer_(request.operation, status, std::chrono::steady_clock::now() - begun);
    };
    try {
        auto answer = exchanges_.ask(question_of(request));
        ended(answer.status);
        return answer;
    } catch (const ExchangeBroken&) {
        ended(0);
        throw;
    }
}

HttpAnswer S3Bucket::send(Request& request) {
    auto begun = std::chrono::steady_clock::now();
    for (int attempts = 1;; ++attempts) {
        auto pause = pause_after(attempts, patience_);
        auto is_last = [&] {
            return attempts >= patience_.attempts ||
                   std::chrono::steady_clock::now() + pause > begun + patience_.all;
        };
        try {
            auto answer = attempt(request);
            if (!is_busy(answer)) return answer;
            if (is_last()) refuse(request, answer);
        } catch (const ExchangeBroken& broken) {
            if (is_last()) throw Unavailable(request.operation + ": " + broken.what());
        }
        std::this_thread::sleep_for(pause);
    }
}

// What an operator can do about an answer that is none of those expected.
void S3Bucket::refuse(const Request& request, const HttpAnswer& answer) const {
    auto code = error_code_of(answer.body);
    if (is_full(answer, code)) throw StorageFull("The object store has no room left: " + code);
    auto text = "The object store answers " + request.operation + " with " + std::to_string(answer.status) +
                (code.empty() ? "" : " " + code) + ": ";
    if (code == "RequestTimeTooSkewed") {
        auto ahead = std::chrono::system_clock::to_time_t(now()) -
                     ::curl_getdate(answer.header("date").c_str(), nullptr);
        throw Unavailable(text + "this machine's clock is " + std::to_string(ahead) +
                          " s ahead of the store's; set it right");
    }
    if (code == "SignatureDoesNotMatch") throw Unavailable(text + "check storage.secret_key and the region");
    if (code == "InvalidAccessKeyId") throw Unavailable(text + "it does not know storage.access_key");
    if (code == "ExpiredToken") throw Unavailable(text + "the temporary credentials have ended");
    if (code == "NoSuchBucket")
        throw Unavailable(text + "make the bucket " + endpoint_.bucket + ", or correct storage.url");
    if (answer.status == 301 || answer.status == 307 || code == "AuthorizationHeaderMalformed") {
        auto region = answer.header("x-amz-bucket-region");
        throw Unavailable(text + "the bucket is in another region" + (region.empty() ? "" : ", " + region) +
                          "; correct storage.url");
    }
    if (answer.status == 403)
        throw Unavailable(text + "the key may not do this in " + endpoint_.bucket +
                          "; grant what docs/operators.md lists");
    throw Unavailable(text + element_of(answer.body, "Message"));
}

std::optional<S3Object> S3Bucket::look_up(const std::string& key) {
    Request request{.operation = "HeadObject", .method = "HEAD", .key = key};
    auto answer = send(request);
    if (answer.status == 404) return std::nullopt;
    if (answer.status != 200) refuse(request, answer);
    return S3Object{number_of(answer.header("content-length")), answer.header("etag")};
}

std::optional<S3Object> S3Bucket::read(const std::string& key, std::uint64_t from, std::uint64_t bytes,
                                       const Take& take) {
    Request request{.operation = "GetObject", .method = "GET", .key = key};
    request.take = &take;
    request.from = from;
    request.bytes = bytes;
    auto answer = send(request);
    if (answer.status == 404 && error_code_of(answer.body) != "NoSuchBucket") return std::nullopt;
    if (answer.status == 416) return S3Object{total_of(answer.header("content-range")).value_or(0), ""};
    auto total = total_of(answer.header("content-range"));
    if (answer.status != 206 || !total) refuse(request, answer);
    return S3Object{*total, answer.header("etag")};
}

void S3Bucket::write(const std::string& key, const S3Body& body, NameValues headers) {
    Request request{
        .operation = "PutObject", .method = "PUT", .key = key, .headers = std::move(headers), .body = body};
    if (auto answer = send(request); answer.status != 200) refuse(request, answer);
}

void S3Bucket::remove(const std::string& key) {
    Request request{.operation = "DeleteObject", .method = "DELETE", .key = key};
    auto answer = send(request);
    bool gone =
        answer.status / 100 == 2 || (answer.status == 404 && error_code_of(answer.body) != "NoSuchBucket");
    if (!gone) refuse(request, answer);
}

bool S3Bucket::copy(const std::string& from, const std::string& etag, const std::string& to,
                    NameValues headers) {
    Request request{.operation = "CopyObject", .method = "PUT", .key = to, .headers = std::move(headers)};
    request.headers.insert(request.headers.end(), {{"x-amz-copy-source", copy_source(endpoint_, from)},
                                                   {"x-amz-copy-source-if-match", etag},
                                                   {"x-amz-metadata-directive", "REPLACE"}});
    auto answer = send(request);
    if (answer.status == 412 || error_code_of(answer.body) == "NoSuchKey") return false;
    if (answer.status != 200 || element_of(answer.body, "ETag").empty()) refuse(request, answer);
    return true;
}

std::string S3Bucket::begin_upload(const std::string& key, NameValues headers) {
    Request request{.operation = "CreateMultipartUpload",
                    .method = "POST",
                    .key = key,
                    .query = {{"uploads", ""}},
                    .headers = std::move(headers)};
    auto answer = send(request);
    auto id = element_of(answer.body, "UploadId");
    if (answer.status != 200 || id.empty()) refuse(request, answer);
    return id;
}

std::optional<std::string> S3Bucket::copy_part(const Source& source, const std::string& to,
                                               const std::string& upload, std::size_t number) {
    Request request{.operation = "UploadPartCopy", .method = "PUT", .key = to};
    request.query = {{"partNumber", std::to_string(number)}, {"uploadId", upload}};
    request.headers = {{"x-amz-copy-source", copy_source(endpoint_, source.key)},
                       {"x-amz-copy-source-if-match", source.etag}};
    auto answer = send(request);
    if (answer.status == 412 || error_code_of(answer.body) == "NoSuchKey") return std::nullopt;
    auto etag = element_of(answer.body, "ETag");
    if (answer.status != 200 || etag.empty()) refuse(request, answer);
    return etag;
}

bool S3Bucket::join(const std::vector<Source>& sources, const std::string& to, NameValues headers) {
    S3OpenUpload upload{to, begin_upload(to, std::move(headers)), {}};
    std::vector<std::string> etags;
    for (const auto& source : sources) {
        auto etag = copy_part(source, to, upload.id, etags.size() + 1);
        if (!etag) {
            abort(upload);
            return false;
        }
        etags.push_back(*etag);
    }
    auto completion = completion_of(etags);
    Request request{.operation = "CompleteMultipartUpload",
                    .method = "POST",
                    .key = to,
                    .query = {{"uploadId", upload.id}},
                    .body = body_of(completion)};
    auto answer = send(request);
    if (error_code_of(answer.body) == "NoSuchUpload" && look_up(to))
        return true;  // done, but its answer was lost
    if (answer.status != 200 || element_of(answer.body, "Key").empty()) refuse(request, answer);
    return true;
}

S3Listing S3Bucket::list(const std::string& prefix, const std::string& after) {
    Request request{
        .operation = "ListObjectsV2", .method = "GET", .query = {{"list-type", "2"}, {"prefix", prefix}}};
    if (!after.empty()) request.query.emplace_back("continuation-token", after);
    auto answer = send(request);
    if (answer.status != 200) refuse(request, answer);
    return read_listing(answer.body);
}

std::vector<S3OpenUpload> S3Bucket::open_uploads(const std::string& prefix) {
    Request request{
        .operation = "ListMultipartUploads", .method = "GET", .query = {{"uploads", ""}, {"prefix", prefix}}};
    auto answer = send(request);
    if (answer.status != 200) refuse(request, answer);
    return read_open_uploads(answer.body);
}

void S3Bucket::abort(const S3OpenUpload& upload) {
    Request request{.operation = "AbortMultipartUpload",
                    .method = "DELETE",
                    .key = upload.key,
                    .query = {{"uploadId", upload.id}}};
    auto answer = send(request);
    if (answer.status / 100 != 2 && answer.status != 404) refuse(request, answer);
}

bool S3Bucket::exists() {
    Request request{.operation = "HeadBucket", .method = "HEAD"};
    auto answer = send(request);
    if (answer.status == 404) return false;
    if (answer.status != 200) refuse(request, answer);
    return true;
}

void S3Bucket::create() {
    std::string where;
    if (endpoint_.region != "us-east-1" && endpoint_.origin.ends_with(".amazonaws.com"))
        where = "<CreateBucketConfiguration><LocationConstraint>" + endpoint_.region +
                "</LocationConstraint></CreateBucketConfiguration>";
    Request request{.operation = "CreateBucket", .method = "PUT", .body = body_of(where)};
    if (auto answer = send(request); answer.status != 200) refuse(request, answer);
}

std::string S3Bucket::setting(const std::string& name) {
    Request request{.operation = "GetBucketSetting", .method = "GET", .query = {{name, ""}}};
    auto answer = send(request);
    if (answer.status == 404 && error_code_of(answer.body) != "NoSuchBucket") return {};
    if (answer.status != 200) refuse(request, answer);
    return answer.body;
}

void S3Bucket::set_setting(const std::string& name, const std::string& xml) {
    Request request{.operation = "PutBucketSetting",
                    .method = "PUT",
                    .query = {{name, ""}},
                    .headers = {{"content-md5", content_md5(xml)}},
                    .body = body_of(xml)};
    if (auto answer = send(request); answer.status / 100 != 2) refuse(request, answer);
}

bool S3Bucket::lets_browsers_send(const std::string& origin) try {
    HttpQuestion preflight{"OPTIONS",
                           endpoint_.url_origin() + endpoint_.path_of("staging/part"),
                           {{"origin", origin},
                            {"access-control-request-method", "PUT"},
                            {"access-control-request-headers", "content-type"}},
                           0,
                           {},
                           {}};
    auto allowed = exchanges_.ask(preflight).header("access-control-allow-origin");
    return allowed == origin || allowed == "*";
} catch (const ExchangeBroken& broken) {
    throw Unavailable(broken.what());
}

std::chrono::seconds S3Bucket::clock_ahead() {
    Request request{.operation = "HeadBucket", .method = "HEAD"};
    auto told = ::curl_getdate(send(request).header("date").c_str(), nullptr);
    if (told < 0) throw Unavailable("The object store does not tell its time.");
    return std::chrono::seconds(std::chrono::system_clock::to_time_t(now()) - told);
}

std::string S3Bucket::presigned(const std::string& method, const std::string& key, const NameValues& query,
                                NameValues headers, TimePoint since, std::chrono::seconds lifetime) const {
    headers.emplace_back("host", endpoint_.host());
    SignedRequest request{method, endpoint_.path_of(key), query, std::move(headers), ""};
    auto path = request.path;
    return endpoint_.url_origin() + path + "?" + signer_.presigned_query(std::move(request), since, lifetime);
}

}  // namespace snapory
