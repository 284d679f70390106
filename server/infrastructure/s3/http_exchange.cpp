#include "infrastructure/s3/http_exchange.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <exception>

#include "application/ports/unavailable.hpp"

namespace snapory {
namespace {

constexpr long slowest = 1'000;  // bytes a second; less is silence
constexpr std::size_t most_body = 8 << 20;
constexpr std::size_t most_idle = 32;

std::string lower_case(std::string_view text) {
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return lower;
}

std::string_view without_blanks(std::string_view text) {
    auto from = text.find_first_not_of(" \t\r\n");
    if (from == std::string_view::npos) return {};
    return text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
}

}  // namespace

std::string HttpAnswer::header(std::string_view name) const {
    auto found = std::ranges::find(headers, name, &NameValues::value_type::first);
    return found == headers.end() ? std::string() : found->second;
}

// One libcurl handle with the connections it keeps. No exception may cross libcurl: what a callback throws is
// kept until it has returned.
class HttpExchanges::Handle {
public:
    Handle() : curl_(curl_easy_init()) {
        if (curl_ == nullptr) throw Unavailable("libcurl cannot be used");
    }
    ~Handle() {
        curl_slist_free_all(headers_);
        curl_easy_cleanup(curl_);
    }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;

    HttpAnswer ask(const HttpQuestion& question, const HttpDeadlines& deadlines) {
        question_ = &question;
        sent_ = 0;
        set_up(question);
        set_up_deadlines(deadlines);
        auto outcome = curl_easy_perform(curl_);
        if (fault_) std::rethrow_exception(std::exchange(fault_, nullptr));
        if (outcome != CURLE_OK)
            throw ExchangeBroken("the object store does not answer: " +
                                 std::string(curl_easy_strerror(outcome)));
        long status = 0;
        curl_easy_getinfo(curl_, CURLINFO_RESPONSE_CODE, &status);
        answer_.status = static_cast<int>(status);
        return std::move(answer_);
    }

private:
    template <class Value>
    void set(CURLoption option, Value value) {
        curl_easy_setopt(curl_, option, value);
    }

    void set_up(const HttpQuestion& question) {
        curl_easy_reset(curl_);
        answer_ = {};
        set(CURLOPT_URL, question.url.c_str());
        set(CURLOPT_PATH_AS_IS, 1L);
        set(CURLOPT_PROTOCOLS_STR, "http,https");
        set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
        set(CURLOPT_NOSIGNAL, 1L);
        set(CURLOPT_WRITEFUNCTION, take_body);
        set(CURLOPT_WRITEDATA, this);
        set(CURLOPT_HEADERFUNCTION, take_header);
        set(CURLOPT_HEADERDATA, this);
        set_up_headers(question.headers);
        set_up_body(question);
    }

    void set_up_deadlines(const HttpDeadlines& deadlines) {
        set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(deadlines.connect.count()));
        set(CURLOPT_LOW_SPEED_LIMIT, slowest);
        set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(deadlines.silence.count()));
        set(CURLOPT_TIMEOUT, static_cast<long>(deadlines.all.count()));
    }

    void set_up_headers(const NameValues& headers) {
        curl_slist_free_all(std::exchange(headers_, nullptr));
        headers_ = curl_slist_append(headers_, "Expect:");
        for (const auto& [name, value] : headers)
            headers_ =
                curl_slist_append(headers_, (value.empty() ? name + ";" : name + ": " + value).c_str());
        set(CURLOPT_HTTPHEADER, headers_);
    }

    void set_up_body(const HttpQuestion& question) {
        bool has_body = question.method == "PUT" || question.method == "POST";
        if (has_body) {
            set(CURLOPT_UPLOAD, 1L);
            set(CURLOPT_READFUNCTION, give_body);
            set(CURLOPT_READDATA, this);
            set(CURLOPT_SEEKFUNCTION, seek_body);
            set(CURLOPT_SEEKDATA, this);
            set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(question.body_bytes));
        }
        if (question.method == "HEAD") set(CURLOPT_NOBODY, 1L);
        set(CURLOPT_CUSTOMREQUEST, question.method.c_str());
    }

    bool succeeded() const {
        long status = 0;
        curl_easy_getinfo(curl_, CURLINFO_RESPONSE_CODE, &status);
        return status >= 200 && status < 300;
    }

    static std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* self) try {
        return static_cast<Handle*>(self)->take({bytes, size * count});
    } catch (...) {
        static_cast<Handle*>(self)->fault_ = std::current_exception();
        return CURL_WRITEFUNC_ERROR;
    }

    std::size_t take(std::string_view bytes) {
        if (question_->take && succeeded()) {
            question_->take(std::as_bytes(std::span(bytes)));
        } else {
            if (answer_.body.size() + bytes.size() > most_body) return CURL_WRITEFUNC_ERROR;
            answer_.body += bytes;
        }
        return bytes.size();
    }

    static std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* self) {
        std::string_view line(bytes, size * count);
        auto& headers = static_cast<Handle*>(self)->answer_.headers;
        auto colon = line.find(':');
        if (line.starts_with("HTTP/")) headers.clear();  // of an answer such as "100 Continue"
        if (colon != std::string_view::npos)
            headers.emplace_back(lower_case(line.substr(0, colon)), without_blanks(line.substr(colon + 1)));
        return line.size();
    }

    static std::size_t give_body(char* bytes, std::size_t size, std::size_t count, void* self) try {
        auto& handle = *static_cast<Handle*>(self);
        const auto& question = *handle.question_;
        auto room = std::min<std::uint64_t>(size * count, question.body_bytes - handle.sent_);
        if (room == 0) return 0;
        auto given = question.body(handle.sent_, std::as_writable_bytes(std::span(bytes, room)));
        handle.sent_ += given;
        return given;
    } catch (...) {
        static_cast<Handle*>(self)->fault_ = std::current_exception();
        return CURL_READFUNC_ABORT;
    }

    // libcurl begins anew by itself when the store had closed a kept connection.
    static int seek_body(void* self, curl_off_t offset, int) {
        static_cast<Handle*>(self)->sent_ = static_cast<std::uint64_t>(offset);
        return CURL_SEEKFUNC_OK;
    }

    CURL* curl_;
    curl_slist* headers_ = nullptr;
    const HttpQuestion* question_ = nullptr;
    std::uint64_t sent_ = 0;
    HttpAnswer answer_;
    std::exception_ptr fault_;
};

HttpExchanges::HttpExchanges(const HttpDeadlines& deadlines) : deadlines_(deadlines) {
    static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    if (!ready) throw Unavailable("libcurl cannot be used");
}

HttpExchanges::~HttpExchanges() = default;

HttpAnswer HttpExchanges::ask(const HttpQuestion& question) {
    auto handle = borrow();
    auto answer = handle->ask(question, deadlines_);
    give_back(std::move(handle));  // one whose exchange broke goes with its connection
    return answer;
}

std::unique_ptr<HttpExchanges::Handle> HttpExchanges::borrow() {
    std::lock_guard lock(mutex_);
    if (idle_.empty()) return std::make_unique<Handle>();
    auto handle = std::move(idle_.back());
    idle_.pop_back();
    return handle;
}

void HttpExchanges::give_back(std::unique_ptr<Handle> handle) {
    std::lock_guard lock(mutex_);
    if (idle_.size() < most_idle) idle_.push_back(std::move(handle));
}

}  // namespace snapory
