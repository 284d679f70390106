#include "infrastructure/smtp/url.hpp"

#include <gtest/gtest.h>

namespace snapory {
namespace {

TEST(SmtpUrl, IsTakenApart) {
    EXPECT_EQ(parse_smtp_url("smtp://mail.example.org").value(),
              (SmtpPlace{"smtp://mail.example.org", "", "", ""}));
    EXPECT_EQ(parse_smtp_url("smtp://ada:p%40ss%3A%2F@mail.example.org:587").value(),
              (SmtpPlace{"smtp://mail.example.org:587", "ada", "p@ss:/", ""}));
    EXPECT_EQ(parse_smtp_url("smtps://a%40example.org:b@[::1]/?ca=/etc/ca.pem").value(),
              (SmtpPlace{"smtps://[::1]", "a@example.org", "b", "/etc/ca.pem"}));
}

TEST(SmtpUrl, WhatIsWrongIsSaidWithoutTheSecret) {
    for (const auto* url :
         {"", "mail.example.org", "http://mail.example.org", "smtp://", "smtp://ada@mail.example.org",
          "smtp://:secret@mail.example.org", "smtp://ada:secret@mail.example.org/path",
          "smtp://ada:secret@mail.example.org?tls=off", "smtp://ada:secret@mail.example.org:99999"}) {
        auto parsed = parse_smtp_url(url);
        ASSERT_FALSE(parsed) << url;
        EXPECT_EQ(parsed.error().find("secret"), std::string::npos) << url;
    }
}

TEST(MailSender, IsAnAddressWithOrWithoutAName) {
    EXPECT_EQ(parse_mail_sender("photos@example.org"), (MailSender{"", "photos@example.org"}));
    EXPECT_EQ(parse_mail_sender(" Ada & Zoë <photos@example.org> "),
              (MailSender{"Ada & Zoë", "photos@example.org"}));
    EXPECT_EQ(parse_mail_sender("<photos@example.org>"), (MailSender{"", "photos@example.org"}));
    for (const auto* text : {"", "photos", "Ada <photos@example.org", "Ada photos@example.org", "a <b> c@d.e",
                             "a@example.org\r\nBcc: b@example.org", "<a@example.org>, <b@example.org>",
                             "a@example.org,b@example.org"})
        EXPECT_FALSE(parse_mail_sender(text)) << text;
}

}  // namespace
}  // namespace snapory
