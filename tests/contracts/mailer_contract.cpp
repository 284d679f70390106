#include <gtest/gtest.h>

#include "adapters.hpp"

namespace snapory {
namespace {

class MailerContract : public testing::TestWithParam<Adapter<PostOffice>> {
protected:
    static Mail mail_to(std::string_view to) {
        return {MailId("0199f1c2-7a3e-7cc1-9a51-2f6f0d6a1b11"),
                std::string(to),
                "A subject",
                "text\n",
                "<p>html</p>\n",
                "",
                ""};
    }
    Delivery::Outcome send(const Mail& mail, const std::stop_token& stop = {}) {
        return office->mailer().send(mail, stop).outcome;
    }
    // What arrived is what was sent, but for its id.
    void expect_arrived(Mail mail) {
        mail.id = MailId();
        auto arrived = office->arrived();
        ASSERT_FALSE(arrived.empty());
        EXPECT_EQ(arrived.back(), mail);
    }

    std::unique_ptr<PostOffice> office = GetParam().make();
};
INSTANTIATE_TEST_SUITE_P(PostOffice, MailerContract, testing::ValuesIn(post_offices()),
                         name_of_adapter<Adapter<PostOffice>>);

TEST_P(MailerContract, WhatIsAcceptedArrives) {
    auto mail = mail_to("ada@example.org");
    EXPECT_EQ(send(mail), Delivery::Outcome::accepted);
    expect_arrived(mail);
    EXPECT_EQ(office->arrived().size(), 1U);
}

TEST_P(MailerContract, EveryLanguageArrivesAsItWasWritten) {
    auto mail = mail_to("ada@example.org");
    mail.subject = "Grüße, اختر كلمة مرور, नया पासवर्ड चुनें, and something long enough for a second line 😀";
    mail.text = "Zoë = 100 %\n.\n..\n-- \nFrom here\n" + std::string(2000, 'x') + "\n" + mail.subject + "\n";
    mail.html = "<p title=\"=?x?=\">" + mail.text + "</p>\n";
    EXPECT_EQ(send(mail), Delivery::Outcome::accepted);
    expect_arrived(mail);
}

TEST_P(MailerContract, TellsWhatIsRefusedFromWhatIsPutOff) {
    EXPECT_EQ(send(mail_to(refused_address)), Delivery::Outcome::refused);
    EXPECT_EQ(send(mail_to(later_address)), Delivery::Outcome::postponed);
    EXPECT_TRUE(office->arrived().empty());
}

TEST_P(MailerContract, SendsNothingOnceItIsStopped) {
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(send(mail_to("ada@example.org"), stop.get_token()), Delivery::Outcome::postponed);
    EXPECT_TRUE(office->arrived().empty());
}

}  // namespace
}  // namespace snapory
