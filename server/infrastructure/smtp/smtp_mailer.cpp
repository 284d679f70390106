#include "infrastructure/smtp/smtp_mailer.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "application/ports/unavailable.hpp"
#include "infrastructure/smtp/message.hpp"

namespace snapory {
namespace {

using Outcome = Delivery::Outcome;

void need_curl() {
    static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    if (!ready) throw Unavailable("libcurl cannot be used");
}

// An address that could end or split what stands around it in SMTP or in a header.
bool is_hostile(std::string_view address) {
    return address.empty() || std::ranges::any_of(address, [](unsigned char c) {
               return c <= ' ' || c == 0x7F ||
                      std::string_view("<>()[],;:\"\\").find(static_cast<char>(c)) != std::string_view::npos;
           });
}

// One exchange with the server.
class Exchange {
public:
    explicit Exchange(const SmtpConfig& config)
        : curl_(curl_easy_init()), deadline_(std::chrono::steady_clock::now() + config.done_within) {
        if (curl_ == nullptr) throw Unavailable("libcurl cannot be used");
        const auto& place = config.place;
        set(CURLOPT_URL, place.url.c_str());
        set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
        set(CURLOPT_NOSIGNAL, 1L);
        set(CURLOPT_ERRORBUFFER, fault_.data());
        set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(config.connect_within.count()));
        set(CURLOPT_TIMEOUT_MS, static_cast<long>(config.done_within.count()));
        set(CURLOPT_FORBID_REUSE, 1L);  // so that it is this exchange that takes leave, within its time
        set(CURLOPT_NOPROGRESS, 0L);
        set(CURLOPT_XFERINFOFUNCTION, go_on);
        set(CURLOPT_XFERINFODATA, this);
        set(CURLOPT_USE_SSL, static_cast<long>(place.user.empty() ? CURLUSESSL_TRY : CURLUSESSL_ALL));
        if (!place.ca.empty()) set(CURLOPT_CAINFO, place.ca.c_str());
        if (place.user.empty()) return;
        set(CURLOPT_USERNAME, place.user.c_str());
        set(CURLOPT_PASSWORD, place.password.c_str());
    }
    ~Exchange() {
        curl_slist_free_all(recipients_);
        curl_easy_cleanup(curl_);
    }
    Exchange(const Exchange&) = delete;
    Exchange& operator=(const Exchange&) = delete;

    Delivery send(const std::string& from, const std::string& to, std::string message,
                  const std::stop_token& stop) {
        unsent_ = std::move(message);
        stop_ = stop;
        recipients_ = curl_slist_append(nullptr, to.c_str());
        set(CURLOPT_MAIL_FROM, from.c_str());
        set(CURLOPT_MAIL_RCPT, recipients_);
        set(CURLOPT_UPLOAD, 1L);
        set(CURLOPT_READFUNCTION, give);
        set(CURLOPT_READDATA, this);
        return perform();
    }

    Delivery look() {
        set(CURLOPT_CUSTOMREQUEST, "NOOP");
        set(CURLOPT_NOBODY, 1L);
        return perform();
    }

private:
    template <class Value>
    void set(CURLoption option, Value value) {
        curl_easy_setopt(curl_, option, value);
    }

    Delivery perform() {
        auto outcome = curl_easy_perform(curl_);
        if (outcome == CURLE_OK) return {Outcome::accepted, ""};
        std::string reason = curl_easy_strerror(outcome);
        if (fault_.front() != '\0') reason = fault_.data();
        return {refuses_mail(outcome) ? Outcome::refused : Outcome::postponed, reason};
    }

    // Whether it was the mail that the server did not want: its sender, its recipient or what it says. A
    // login or a connection that is refused is ours to mend.
    bool refuses_mail(CURLcode outcome) const {
        long reply = 0;
        curl_easy_getinfo(curl_, CURLINFO_RESPONSE_CODE, &reply);
        bool about_mail =
            outcome == CURLE_SEND_ERROR || (outcome == CURLE_WEIRD_SERVER_REPLY && unsent_.empty());
        return about_mail && reply >= 500 && reply < 600;
    }

    static std::size_t give(char* into, std::size_t size, std::size_t count, void* self) {
        auto& unsent = static_cast<Exchange*>(self)->unsent_;
        auto bytes = unsent.copy(into, size * count);
        unsent.erase(0, bytes);
        return bytes;
    }

    // Asked every second; libcurl's own limits do not hold while it takes leave of the server.
    static int go_on(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
        const auto& exchange = *static_cast<Exchange*>(self);
        bool late = std::chrono::steady_clock::now() > exchange.deadline_;
        return late || exchange.stop_.stop_requested() ? 1 : 0;
    }

    CURL* curl_;
    std::chrono::steady_clock::time_point deadline_;
    curl_slist* recipients_ = nullptr;
    std::string unsent_;
    std::stop_token stop_;
    std::array<char, CURL_ERROR_SIZE> fault_{};
};

class SmtpMailer final : public Mailer {
public:
    SmtpMailer(SmtpConfig config, Clock& clock) : config_(std::move(config)), clock_(clock) { need_curl(); }

    Delivery send(const Mail& mail, const std::stop_token& stop) override {
        if (is_hostile(mail.to)) return {Outcome::refused, "the address holds what no address needs"};
        auto message = mime_message(mail, config_.from, clock_.now());
        return Exchange(config_).send(config_.from.address, mail.to, std::move(message), stop);
    }

private:
    SmtpConfig config_;
    Clock& clock_;
};

}  // namespace

std::unique_ptr<Mailer> make_smtp_mailer(SmtpConfig config, Clock& clock) {
    return std::make_unique<SmtpMailer>(std::move(config), clock);
}

void check_mail_server(const SmtpConfig& config) {
    need_curl();
    auto seen = Exchange(config).look();
    if (seen.outcome != Outcome::accepted) throw Unavailable(seen.reason);
}

}  // namespace snapory
