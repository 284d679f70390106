#include <array>

#include "application/mail/letter.hpp"
#include "application/mail/letter_words.hpp"

namespace snapory {
namespace {

struct DigestWords {
    std::string_view language, subject, lead, action, note, end;
};

constexpr std::array digest_words{
    DigestWords{
        .language = "en",
        .subject = "New photos of you: {event}",
        .lead = "There are new photos of you in “{event}”.",
        .action = "See my photos",
        .note =
            "Open the link with the browser in which you took the selfie. Such a mail comes twice a day at "
            "most, and never again once your face code is deleted.",
        .end = "No more of these mails",
    },
    DigestWords{
        .language = "es",
        .subject = "Nuevas fotos tuyas: {event}",
        .lead = "Hay nuevas fotos tuyas en «{event}».",
        .action = "Ver mis fotos",
        .note =
            "Abre el enlace con el navegador en el que te hiciste el selfi. Un correo así llega como mucho "
            "dos veces al día, y ninguno más cuando se borre tu código facial.",
        .end = "No quiero más correos como este",
    },
    DigestWords{
        .language = "de",
        .subject = "Neue Fotos von dir: {event}",
        .lead = "In „{event}“ gibt es neue Fotos von dir.",
        .action = "Meine Fotos ansehen",
        .note = "Öffne den Link in dem Browser, in dem du das Selfie gemacht hast. So eine Mail kommt "
                "höchstens zweimal am Tag, und keine mehr, sobald dein Gesichtscode gelöscht ist.",
        .end = "Keine solchen Mails mehr",
    },
    DigestWords{
        .language = "fr",
        .subject = "De nouvelles photos de vous : {event}",
        .lead = "Il y a de nouvelles photos de vous dans « {event} ».",
        .action = "Voir mes photos",
        .note =
            "Ouvrez le lien dans le navigateur où vous avez pris le selfie. Un tel e-mail vient deux fois "
            "par jour au plus, et plus jamais une fois votre code de visage supprimé.",
        .end = "Ne plus recevoir ces e-mails",
    },
    DigestWords{
        .language = "pt",
        .subject = "Novas fotos suas: {event}",
        .lead = "Há novas fotos suas em “{event}”.",
        .action = "Ver as minhas fotos",
        .note =
            "Abra a ligação no navegador em que tirou a selfie. Um e-mail destes chega no máximo duas vezes "
            "por dia, e nenhum mais depois de o seu código facial ser apagado.",
        .end = "Não receber mais estes e-mails",
    },
    DigestWords{
        .language = "it",
        .subject = "Nuove foto di te: {event}",
        .lead = "Ci sono nuove foto di te in «{event}».",
        .action = "Guarda le mie foto",
        .note = "Apri il link nel browser con cui hai fatto il selfie. Un’e-mail così arriva al massimo due "
                "volte al giorno, e nessuna più quando il tuo codice del volto è cancellato.",
        .end = "Non voglio più queste e-mail",
    },
    DigestWords{
        .language = "tr",
        .subject = "Yeni fotoğraflarınız: {event}",
        .lead = "“{event}” etkinliğinde sizin yeni fotoğraflarınız var.",
        .action = "Fotoğraflarıma bak",
        .note =
            "Bağlantıyı özçekimi yaptığınız tarayıcıda açın. Böyle bir e-posta günde en çok iki kez gelir; "
            "yüz kodunuz silindiğinde bir daha gelmez.",
        .end = "Bu e-postalar artık gelmesin",
    },
    DigestWords{
        .language = "hi",
        .subject = "आपकी नई फ़ोटो: {event}",
        .lead = "“{event}” में आपकी नई फ़ोटो हैं।",
        .action = "मेरी फ़ोटो देखें",
        .note = "लिंक उसी ब्राउज़र में खोलें जिसमें आपने सेल्फ़ी ली थी। ऐसी मेल दिन में ज़्यादा से ज़्यादा दो बार आती है, और "
                "आपका चेहरा कोड मिटने के बाद कभी नहीं।",
        .end = "ऐसी मेल और नहीं चाहिए",
    },
    DigestWords{
        .language = "ar",
        .subject = "صور جديدة لك: {event}",
        .lead = "هناك صور جديدة لك في «{event}».",
        .action = "مشاهدة صوري",
        .note = "افتح الرابط في المتصفح الذي التقطت به السيلفي. تصل رسالة كهذه مرتين في اليوم على الأكثر، "
                "ولا تصل "
                "بعد حذف رمز وجهك.",
        .end = "لا أريد مثل هذه الرسائل بعد الآن",
    },
};

}  // namespace

Letter digest_letter(std::string_view language, const std::string& event, const std::string& url,
                     const std::string& end_url) {
    const auto& words = in_language(digest_words, language);
    Letter letter;
    letter.language = words.language;
    letter.subject = filled(words.subject, "{event}", event);
    letter.lead = filled(words.lead, "{event}", event);
    letter.action = words.action;
    letter.url = url;
    letter.note = words.note;
    letter.end_action = words.end;
    letter.end_url = end_url;
    return letter;
}

}  // namespace snapory
