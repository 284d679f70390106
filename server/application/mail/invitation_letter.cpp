#include <array>

#include "application/mail/letter.hpp"
#include "application/mail/letter_words.hpp"

namespace snapory {
namespace {

struct InvitationWords {
    std::string_view language, subject, lead, action, note, pin;
};

constexpr std::array invitation_words{
    InvitationWords{
        .language = "en",
        .subject = "{host} invites you to {event}",
        .lead = "{host} invites you to “{event}”, where the photos of all guests come together. You need "
                "neither an app nor an account.",
        .action = "See the photos",
        .note =
            "You can also scan the code with your phone. {host} entered your address for this one mail; no "
            "other follows.",
        .pin = "The event asks for a PIN, which {host} can tell you.",
    },
    InvitationWords{
        .language = "es",
        .subject = "{host} te invita a {event}",
        .lead =
            "{host} te invita a «{event}», donde se reúnen las fotos de todos los invitados. No hace falta "
            "ni aplicación ni cuenta.",
        .action = "Ver las fotos",
        .note = "También puedes escanear el código con el móvil. {host} indicó tu dirección solo para este "
                "correo; no habrá más.",
        .pin = "El evento pide un PIN; {host} te lo dirá.",
    },
    InvitationWords{
        .language = "de",
        .subject = "{host} lädt dich ein: {event}",
        .lead =
            "{host} lädt dich zu „{event}“ ein, wo die Fotos aller Gäste zusammenkommen. Du brauchst weder "
            "eine App noch ein Konto.",
        .action = "Fotos ansehen",
        .note = "Du kannst auch den Code mit dem Handy scannen. {host} hat deine Adresse für diese eine Mail "
                "eingegeben; es folgt keine weitere.",
        .pin = "Das Event fragt nach einer PIN, die {host} dir sagen kann.",
    },
    InvitationWords{
        .language = "fr",
        .subject = "{host} vous invite à {event}",
        .lead =
            "{host} vous invite à « {event} », où se retrouvent les photos de tous les invités. Il ne faut "
            "ni application ni compte.",
        .action = "Voir les photos",
        .note = "Vous pouvez aussi scanner le code avec votre téléphone. {host} a indiqué votre adresse pour "
                "ce seul e-mail ; il n’y en aura pas d’autre.",
        .pin = "L’événement demande un code PIN, que {host} peut vous donner.",
    },
    InvitationWords{
        .language = "pt",
        .subject = "{host} convida-o para {event}",
        .lead =
            "{host} convida-o para “{event}”, onde se juntam as fotos de todos os convidados. Não precisa "
            "de aplicação nem de conta.",
        .action = "Ver as fotos",
        .note = "Também pode ler o código com o telemóvel. {host} indicou o seu endereço apenas para este "
                "e-mail; não haverá outro.",
        .pin = "O evento pede um PIN, que {host} lhe pode dizer.",
    },
    InvitationWords{
        .language = "it",
        .subject = "{host} ti invita a {event}",
        .lead = "{host} ti invita a «{event}», dove si raccolgono le foto di tutti gli invitati. Non servono "
                "né un’app né un account.",
        .action = "Guarda le foto",
        .note =
            "Puoi anche inquadrare il codice con il telefono. {host} ha inserito il tuo indirizzo solo per "
            "questa e-mail; non ne seguiranno altre.",
        .pin = "L’evento chiede un PIN: te lo dirà {host}.",
    },
    InvitationWords{
        .language = "tr",
        .subject = "{host} sizi davet ediyor: {event}",
        .lead =
            "{host} sizi, bütün konukların fotoğraflarının toplandığı “{event}” etkinliğine davet ediyor. "
            "Ne uygulama ne de hesap gerekir.",
        .action = "Fotoğraflara bak",
        .note = "Kodu telefonunuzla da okutabilirsiniz. {host} adresinizi yalnızca bu e-posta için girdi; "
                "başka e-posta gelmeyecek.",
        .pin = "Etkinlik bir PIN soruyor; {host} size söyleyebilir.",
    },
    InvitationWords{
        .language = "hi",
        .subject = "{host} आपको {event} में बुला रहे हैं",
        .lead = "{host} आपको “{event}” में बुला रहे हैं, जहाँ सभी मेहमानों की फ़ोटो एक साथ आती हैं। न ऐप चाहिए, न खाता।",
        .action = "फ़ोटो देखें",
        .note = "आप फ़ोन से कोड भी स्कैन कर सकते हैं। {host} ने आपका पता केवल इसी मेल के लिए डाला; और कोई मेल नहीं आएगा।",
        .pin = "इस इवेंट के लिए PIN चाहिए, जो {host} आपको बता सकते हैं।",
    },
    InvitationWords{
        .language = "ar",
        .subject = "دعوة من {host} إلى {event}",
        .lead = "يدعوك {host} إلى «{event}» حيث تجتمع صور جميع الضيوف. لا تحتاج إلى تطبيق ولا إلى حساب.",
        .action = "مشاهدة الصور",
        .note = "يمكنك أيضًا مسح الرمز بهاتفك. أدخل {host} عنوانك من أجل هذه الرسالة وحدها، ولن تصلك رسالة "
                "أخرى.",
        .pin = "تطلب المناسبة رمز PIN، ويمكن أن يخبرك به {host}.",
    },
};

}  // namespace

Letter invitation_letter(std::string_view language, const InvitationNames& names, const std::string& url) {
    const auto& words = in_language(invitation_words, language);
    auto named = [&](std::string_view text) {
        return filled(filled(text, "{host}", names.host), "{event}", names.event);
    };
    Letter letter;
    letter.language = words.language;
    letter.subject = named(words.subject);
    letter.lead = named(words.lead);
    if (names.has_pin) letter.lead += " " + named(words.pin);
    letter.action = words.action;
    letter.url = url;
    letter.note = named(words.note);
    return letter;
}

}  // namespace snapory
