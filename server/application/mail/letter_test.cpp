#include "application/mail/letter.hpp"

#include <gtest/gtest.h>

namespace snapory {
namespace {

const OwedMail owed{MailId("mail"), MailKind::password_reset, "ada@example.org", "en", {}, {}};

TEST(Letter, SaysTheSameInTextAndHtml) {
    auto mail =
        mail_of({"en", "A subject", "A lead.", "Do it", "https://here/#token", "A note.", "", "", ""}, owed);
    EXPECT_EQ(mail.id, owed.id);
    EXPECT_EQ(mail.to, "ada@example.org");
    EXPECT_EQ(mail.subject, "A subject");
    EXPECT_EQ(mail.text, "A lead.\n\nDo it:\nhttps://here/#token\n\nA note.\n\n-- \nSnapory\n");
    for (const auto* part : {"A subject", "A lead.", "Do it", "href=\"https://here/#token\"", "A note."})
        EXPECT_NE(mail.html.find(part), std::string::npos) << part;
}

TEST(Letter, NothingThatSomebodyTypedIsMarkup) {
    auto mail =
        mail_of({"en", "<s>", "<b>&\"</b>", "<i>", "https://here/?a=1&b=\"2\"", "<u>", "", "", ""}, owed);
    EXPECT_NE(mail.html.find("&lt;b&gt;&amp;&quot;&lt;/b&gt;"), std::string::npos);
    EXPECT_NE(mail.html.find("href=\"https://here/?a=1&amp;b=&quot;2&quot;\""), std::string::npos);
    for (const auto* markup : {"<s>", "<b>", "<i>", "<u>"})
        EXPECT_EQ(mail.html.find(markup), std::string::npos) << markup;
}

TEST(Letter, SpeaksTheLanguageOfItsReader) {
    EXPECT_EQ(letter_languages().size(), 9U);
    for (const auto& language : letter_languages()) {
        auto letter = password_reset_letter(language, "ada@example.org", "https://here/");
        EXPECT_EQ(letter.language, language);
        EXPECT_NE(letter.lead.find("ada@example.org"), std::string::npos) << language;
        EXPECT_EQ(letter.lead.find('{'), std::string::npos) << language;
    }
    EXPECT_EQ(password_reset_letter("tlh", "", "").language, "en");
    EXPECT_NE(mail_of(password_reset_letter("ar", "", ""), owed).html.find("dir=\"rtl\""), std::string::npos);
}

TEST(Letter, AnInvitationNamesHostAndEventInEveryLanguage) {
    for (const auto& language : letter_languages()) {
        auto letter = invitation_letter(language, {"Ada", "Ada & Charles", true}, "https://here/e/code");
        EXPECT_EQ(letter.language, language);
        for (const auto& text : {letter.subject, letter.lead})
            EXPECT_NE(text.find("Ada & Charles"), std::string::npos) << text;
        EXPECT_NE(letter.lead.find("PIN"), std::string::npos) << language;
        for (const auto& text : {letter.subject, letter.lead, letter.note})
            EXPECT_EQ(text.find('{'), std::string::npos) << text;
    }
    EXPECT_EQ(invitation_letter("en", {"Ada", "An event", false}, "").lead.find("PIN"), std::string::npos);
}

TEST(Letter, AMarkThatSomebodyTypedStaysOne) {
    EXPECT_EQ(invitation_letter("en", {"{host}", "{event}{host}", false}, "").subject,
              "{host} invites you to {event}{host}");
}

TEST(Letter, ADigestSaysHowToEndItInEveryLanguage) {
    for (const auto& language : letter_languages()) {
        auto letter =
            digest_letter(language, "Ada & Charles", "https://here/e/code", "https://here/unsubscribe#1");
        EXPECT_EQ(letter.language, language);
        EXPECT_NE(letter.lead.find("Ada & Charles"), std::string::npos) << language;
        EXPECT_FALSE(letter.end_action.empty()) << language;
        auto mail = mail_of(letter, owed);
        for (const auto& text : {mail.text, mail.html})
            EXPECT_NE(text.find("https://here/unsubscribe#1"), std::string::npos) << text;
    }
}

TEST(Letter, ShowsItsPicture) {
    Letter letter{"en", "", "", "", "https://here/", "", "a PNG", "", ""};
    auto mail = mail_of(letter, owed);
    EXPECT_EQ(mail.picture, "a PNG");
    EXPECT_NE(mail.html.find("<img src=\"cid:picture\" alt=\"https://here/\""), std::string::npos);
    letter.picture = "";
    EXPECT_EQ(mail_of(letter, owed).html.find("<img"), std::string::npos);
}

}  // namespace
}  // namespace snapory
