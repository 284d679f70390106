#include "infrastructure/smtp/message.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace snapory {
namespace {

constexpr TimePoint noon{std::chrono::seconds(1'781'956'800)};
const MailSender ada{"Ada", "photos@example.org"};

Mail some_mail() { return {MailId("0199"), "grace@example.org", "A subject", "text", "<p>html</p>", "", ""}; }
std::string message_of(const Mail& mail, const MailSender& from = ada) {
    return mime_message(mail, from, noon);
}
bool has(const std::string& message, std::string_view part) {
    return message.find(part) != std::string::npos;
}

TEST(MimeMessage, HasTheHeadersThatMailServersLookFor) {
    auto message = message_of(some_mail());
    EXPECT_TRUE(
        message.starts_with("From: \"Ada\" <photos@example.org>\r\nTo: <grace@example.org>\r\n"
                            "Subject: A subject\r\nDate: Sat, 20 Jun 2026 12:00:00 +0000\r\n"
                            "Message-ID: <0199@example.org>\r\nAuto-Submitted: auto-generated\r\n"
                            "MIME-Version: 1.0\r\n"))
        << message;
    EXPECT_TRUE(has(message_of(some_mail(), {"", "photos@example.org"}), "From: <photos@example.org>\r\n"));
}

TEST(MimeMessage, NoTextAddsAHeader) {
    auto mail = some_mail();
    mail.subject = "Hello\r\nBcc: everybody@example.org";
    mail.to = "grace@example.org\r\nX-To: more";
    auto message = message_of(mail, {"Ada\r\nX-From: more", "photos@example.org"});
    EXPECT_FALSE(has(message, "\r\nBcc:"));
    EXPECT_FALSE(has(message, "\r\nX-"));
}

TEST(MimeMessage, NamesAreQuoted) {
    EXPECT_TRUE(has(message_of(some_mail(), {"A \"B\" \\C", "photos@example.org"}),
                    "From: \"A \\\"B\\\" \\\\C\" <photos@example.org>\r\n"));
}

TEST(MimeMessage, OtherThanAsciiIsInEncodedWords) {
    auto mail = some_mail();
    mail.subject = "Schöne Grüße";
    EXPECT_TRUE(has(message_of(mail), "Subject: =?UTF-8?B?U2Now7ZuZSBHcsO8w59l?=\r\n"));
    mail.subject = "=?UTF-8?B?QQ==?=";
    EXPECT_FALSE(has(message_of(mail), "Subject: =?UTF-8?B?QQ==?=\r\n")) << "it is meant literally";
    EXPECT_TRUE(has(message_of(some_mail(), {"Zoë", "photos@example.org"}),
                    "From: =?UTF-8?B?Wm/Dqw==?= <photos@example.org>\r\n"));
}

TEST(MimeMessage, NoLineIsTooLong) {
    auto mail = some_mail();
    for (int i = 0; i < 100; ++i) mail.subject += "ü€😀";
    mail.text = std::string(5000, 'x') + std::string(500, '=') + "\n" + mail.subject;
    std::istringstream lines(message_of(mail));
    for (std::string line; std::getline(lines, line);) {
        EXPECT_LE(line.size(), 77U) << line;
        EXPECT_TRUE(line.ends_with('\r')) << line;
        EXPECT_TRUE(std::ranges::all_of(line, [](char c) { return c == '\r' || (c >= ' ' && c <= '~'); }));
    }
}

TEST(MimeMessage, WhatIsNoUtf8EndsToo) {
    auto mail = some_mail();
    mail.subject = std::string(100, '\x80');
    EXPECT_TRUE(has(message_of(mail), "Subject: =?UTF-8?B?gICAgICA"));
}

TEST(MimeMessage, BodiesAreQuotedPrintable) {
    auto mail = some_mail();
    mail.text = "a=b \n.\nGrüße\t\n";
    EXPECT_TRUE(has(message_of(mail), "\r\n\r\na=3Db=20\r\n.\r\nGr=C3=BC=C3=9Fe=09\r\n"));
}

TEST(MimeMessage, OffersToEndMailsLikeIt) {
    auto mail = some_mail();
    EXPECT_FALSE(has(message_of(mail), "List-Unsubscribe"));
    mail.unsubscribe_url = "https://here/api/v1/unsubscribe/token";
    EXPECT_TRUE(has(message_of(mail),
                    "\r\nList-Unsubscribe:\r\n <https://here/api/v1/unsubscribe/token>\r\n"
                    "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
}

TEST(MimeMessage, APictureBelongsToTheHtml) {
    auto mail = some_mail();
    EXPECT_FALSE(has(message_of(mail), "image/png"));
    mail.picture = std::string(100, '\xFF');
    auto message = message_of(mail);
    EXPECT_TRUE(has(message,
                    "Content-Type: multipart/related;\r\n boundary=\"=_0199_\"\r\n\r\n--=_0199_\r\n"
                    "Content-Type: text/html; charset=utf-8\r\n"))
        << message;
    EXPECT_TRUE(has(message, "Content-ID: <picture>\r\n\r\n" + std::string(76, '/') + "\r\n"));
    EXPECT_TRUE(message.ends_with("\r\n--=_0199_--\r\n--=_0199--\r\n"));
}

}  // namespace
}  // namespace snapory
