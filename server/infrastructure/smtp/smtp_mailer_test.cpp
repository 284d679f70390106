#include "infrastructure/smtp/smtp_mailer.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <thread>

#include "application/ports/unavailable.hpp"
#include "infrastructure/memory/clock.hpp"
#include "infrastructure/smtp/mail_server.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;
using Outcome = Delivery::Outcome;

Mail mail_to(const std::string& to) {
    return {MailId("0199f1c2-7a3e-7cc1-9a51-2f6f0d6a1b11"), to, "A subject", "text\n", "<p>html</p>\n"};
}

// The real server, and what a mailer of this configuration says of a mail.
class SmtpMailerTest : public testing::Test {
protected:
    static MailServer& server() {
        static MailServer server;
        return server;
    }
    Delivery send(const SmtpConfig& config, const std::string& to = "ada@example.org",
                  const std::stop_token& stop = {}) {
        return make_smtp_mailer(config, clock_)->send(mail_to(to), stop);
    }

private:
    HeldClock clock_;
};

TEST_F(SmtpMailerTest, SpeaksTlsAtOnceOrAfterStartTls) {
    for (const auto* scheme : {"smtp", "smtps"}) {
        auto delivery = send(server().config(scheme));
        EXPECT_EQ(delivery.outcome, Outcome::accepted) << scheme << ": " << delivery.reason;
    }
    ASSERT_GE(server().raw().size(), 2U);
    for (const auto& mail : server().raw())
        EXPECT_NE(mail.find("with esmtpsa"), std::string::npos) << "by TLS and after a login: " << mail;
}

TEST_F(SmtpMailerTest, AMailThatIsRefusedAfterItWasSentIsNotSentAgain) {
    auto delivery = send(server().config(), "full@example.org");
    EXPECT_EQ(delivery.outcome, Outcome::refused) << delivery.reason;
    EXPECT_EQ(send(server().config(), "somebody@elsewhere.org").outcome, Outcome::refused);
}

TEST_F(SmtpMailerTest, AWrongLoginIsOursToMend) {
    auto config = server().config();
    config.place.password = "wrong";
    auto delivery = send(config);
    EXPECT_EQ(delivery.outcome, Outcome::postponed);
    EXPECT_EQ(delivery.reason.find("wrong"), std::string::npos);
    EXPECT_THROW(check_mail_server(config), Unavailable);
    EXPECT_NO_THROW(check_mail_server(server().config()));
    EXPECT_NO_THROW(check_mail_server(server().config("smtps")));
}

TEST_F(SmtpMailerTest, AnUntrustedCertificateGetsNeitherPasswordNorMail) {
    auto config = server().config();
    config.place.ca.clear();
    auto before = server().raw().size();
    EXPECT_EQ(send(config).outcome, Outcome::postponed);
    config.place.user.clear();
    config.place.password.clear();
    EXPECT_EQ(send(config).outcome, Outcome::postponed);
    EXPECT_THROW(check_mail_server(config), Unavailable);
    EXPECT_EQ(server().raw().size(), before);
}

TEST_F(SmtpMailerTest, NoAddressBringsAnotherRecipientOrCommand) {
    for (const auto* to : {"ada@example.org>\r\nRCPT TO:<eve@example.org", "ada@example.org,eve@example.org",
                           "<ada@example.org>", "ada@example.org SIZE=1", ""})
        EXPECT_NE(send(server().config(), to).outcome, Outcome::accepted) << to;
}

// A server that says its lines, one for each that it hears but in a mail, and then hangs up or falls silent.
class ScriptedServer {
public:
    enum class AtLast : std::uint8_t { hangs_up, falls_silent };

    ScriptedServer(std::vector<std::string> lines, AtLast at_last)
        : lines_(std::move(lines)),
          at_last_(at_last),
          listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        if (listener_ < 0 || ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
            ::listen(listener_, 1) != 0)
            throw std::runtime_error("no port can be listened on");
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ::ntohs(address.sin_port);
        thread_ = std::jthread([this] { serve(); });
    }
    ~ScriptedServer() {
        ::shutdown(listener_, SHUT_RDWR);
        thread_.join();
        ::close(listener_);
    }
    ScriptedServer(const ScriptedServer&) = delete;
    ScriptedServer& operator=(const ScriptedServer&) = delete;

    SmtpConfig config() const {
        SmtpConfig config;
        config.place.url = "smtp://127.0.0.1:" + std::to_string(port_);
        config.from.address = "photos@example.org";
        config.done_within = 300ms;
        return config;
    }

    // Until the client has answered the first line.
    void until_heard() { heard_.wait(false); }

private:
    void serve() {
        int client = ::accept(listener_, nullptr, nullptr);
        if (client < 0) return;
        std::array<char, 4096> heard{};
        for (const auto& line : lines_) {
            auto text = line + "\r\n";
            ::send(client, text.data(), text.size(), MSG_NOSIGNAL);
            if (::recv(client, heard.data(), heard.size(), 0) <= 0) break;
            heard_ = true;
            heard_.notify_all();
        }
        if (at_last_ == AtLast::falls_silent)
            while (::recv(client, heard.data(), heard.size(), 0) > 0) {
            }
        ::close(client);
    }

    std::vector<std::string> lines_;
    AtLast at_last_;
    int listener_;
    std::uint16_t port_ = 0;
    std::atomic<bool> heard_ = false;
    std::jthread thread_;
};

TEST_F(SmtpMailerTest, WhateverServersDoNoMailIsLost) {
    const std::string greeting = "220 here", hello = "250 here", yes = "250 yes", go_on = "354 go on";
    using enum ScriptedServer::AtLast;
    struct {
        std::string what;
        std::vector<std::string> lines;
        ScriptedServer::AtLast at_last;
        Outcome outcome;
    } const cases[] = {
        {"says nothing", {}, falls_silent, Outcome::postponed},
        {"hangs up", {}, hangs_up, Outcome::postponed},
        {"is no mail server", {"HTTP/1.1 400 Bad Request"}, hangs_up, Outcome::postponed},
        {"wants nothing from us", {"554 go away"}, hangs_up, Outcome::postponed},
        {"falls silent", {greeting, hello, yes, yes}, falls_silent, Outcome::postponed},
        {"hangs up amid the mail", {greeting, hello, yes, yes, go_on}, hangs_up, Outcome::postponed},
        {"falls silent after it", {greeting, hello, yes, yes, go_on}, falls_silent, Outcome::postponed},
        {"has no room now", {greeting, hello, yes, yes, go_on, "452 full"}, hangs_up, Outcome::postponed},
        {"refuses the sender", {greeting, hello, "550 not you"}, hangs_up, Outcome::refused},
        {"takes it and hangs up",
         {greeting, hello, yes, yes, go_on, "250 mine"},
         hangs_up,
         Outcome::accepted},
    };
    for (const auto& [what, lines, at_last, outcome] : cases) {
        const ScriptedServer scripted(lines, at_last);
        auto delivery = send(scripted.config());
        EXPECT_EQ(delivery.outcome, outcome) << what << ": " << delivery.reason;
        EXPECT_EQ(delivery.reason.empty(), outcome == Outcome::accepted) << what;
        EXPECT_EQ(delivery.reason.find("example.org"), std::string::npos) << what << ": " << delivery.reason;
    }
}

TEST_F(SmtpMailerTest, StopsWhenItIsToldTo) {
    ScriptedServer scripted({"220 here"}, ScriptedServer::AtLast::falls_silent);
    auto config = scripted.config();
    config.done_within = 1h;
    std::stop_source stop;
    const std::jthread stopper([&] {
        scripted.until_heard();
        stop.request_stop();
    });
    EXPECT_EQ(send(config, "ada@example.org", stop.get_token()).outcome, Outcome::postponed);
}

TEST_F(SmtpMailerTest, AServerThatIsDownIsTriedAgain) {
    auto config = server().config();
    config.place.url = "smtp://127.0.0.1:1";
    EXPECT_EQ(send(config).outcome, Outcome::postponed);
}

TEST_F(SmtpMailerTest, APasswordIsNeverSaidWithoutTls) {
    const ScriptedServer scripted({"220 here", "250-here\r\n250 AUTH PLAIN"},
                                  ScriptedServer::AtLast::hangs_up);
    auto config = scripted.config();
    config.place.user = "snapory";
    config.place.password = "secret";
    auto delivery = send(config);
    EXPECT_EQ(delivery.outcome, Outcome::postponed);
    EXPECT_NE(delivery.reason.find("STARTTLS"), std::string::npos) << delivery.reason;
}

}  // namespace
}  // namespace snapory
