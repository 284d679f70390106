#include <array>

#include "application/mail/letter.hpp"
#include "application/mail/letter_words.hpp"

namespace snapory {
namespace {

struct ResetWords {
    std::string_view language, subject, lead, action, note;
};

constexpr std::array reset_words{
    ResetWords{
        .language = "en",
        .subject = "Choose a new password",
        .lead = "Someone, we hope you, asked for a new password for the Snapory account {email}.",
        .action = "Choose a new password",
        .note =
            "The link works once, and for one hour. If it was not you, there is nothing to do: the password "
            "stays as it is.",
    },
    ResetWords{
        .language = "es",
        .subject = "Elige una contraseña nueva",
        .lead =
            "Alguien, esperamos que tú, ha pedido una contraseña nueva para la cuenta de Snapory {email}.",
        .action = "Elegir una contraseña nueva",
        .note =
            "El enlace funciona una sola vez y durante una hora. Si no has sido tú, no hay nada que hacer: "
            "la contraseña no cambia.",
    },
    ResetWords{
        .language = "de",
        .subject = "Wähle ein neues Passwort",
        .lead = "Jemand, hoffentlich du, hat ein neues Passwort für das Snapory-Konto {email} angefordert.",
        .action = "Neues Passwort wählen",
        .note = "Der Link gilt einmal und eine Stunde lang. Wenn du es nicht warst, ist nichts zu tun: Das "
                "Passwort bleibt, wie es ist.",
    },
    ResetWords{
        .language = "fr",
        .subject = "Choisissez un nouveau mot de passe",
        .lead =
            "Quelqu’un, vous sans doute, a demandé un nouveau mot de passe pour le compte Snapory {email}.",
        .action = "Choisir un nouveau mot de passe",
        .note =
            "Le lien fonctionne une seule fois, pendant une heure. Si ce n’était pas vous, il n’y a rien à "
            "faire : le mot de passe ne change pas.",
    },
    ResetWords{
        .language = "pt",
        .subject = "Escolha uma nova palavra-passe",
        .lead = "Alguém, esperamos que tenha sido você, pediu uma nova palavra-passe para a conta {email} do "
                "Snapory.",
        .action = "Escolher uma nova palavra-passe",
        .note = "A ligação funciona uma vez e durante uma hora. Se não foi você, não é preciso fazer nada: a "
                "palavra-passe continua a mesma.",
    },
    ResetWords{
        .language = "it",
        .subject = "Scegli una nuova password",
        .lead = "Qualcuno, speriamo tu, ha chiesto una nuova password per l’account Snapory {email}.",
        .action = "Scegli una nuova password",
        .note =
            "Il link funziona una volta sola e per un’ora. Se non sei stato tu, non c’è nulla da fare: la "
            "password resta com’è.",
    },
    ResetWords{
        .language = "tr",
        .subject = "Yeni bir parola seçin",
        .lead = "Biri, umarız siz, {email} Snapory hesabı için yeni bir parola istedi.",
        .action = "Yeni parola seç",
        .note =
            "Bağlantı bir kez ve bir saat boyunca çalışır. İsteyen siz değilseniz yapmanız gereken bir şey "
            "yok: parola olduğu gibi kalır.",
    },
    ResetWords{
        .language = "hi",
        .subject = "नया पासवर्ड चुनें",
        .lead = "किसी ने, शायद आपने, Snapory खाते {email} के लिए नया पासवर्ड माँगा है।",
        .action = "नया पासवर्ड चुनें",
        .note = "यह लिंक एक बार और एक घंटे तक काम करता है। अगर यह आप नहीं थे, तो कुछ करने की ज़रूरत नहीं: "
                "पासवर्ड वही रहेगा।",
    },
    ResetWords{
        .language = "ar",
        .subject = "اختر كلمة مرور جديدة",
        .lead = "طلب أحدهم، ونأمل أن تكون أنت، كلمة مرور جديدة لحساب Snapory {email}.",
        .action = "اختيار كلمة مرور جديدة",
        .note = "يعمل الرابط مرة واحدة ولمدة ساعة. إن لم تكن أنت من طلب ذلك فلا داعي لفعل شيء: تبقى كلمة "
                "المرور كما هي.",
    },
};

}  // namespace

std::set<std::string, std::less<>> letter_languages() {
    std::set<std::string, std::less<>> languages;
    for (const auto& words : reset_words) languages.emplace(words.language);
    return languages;
}

Letter password_reset_letter(std::string_view language, const std::string& email, const std::string& url) {
    const auto& words = in_language(reset_words, language);
    Letter letter;
    letter.language = words.language;
    letter.subject = words.subject;
    letter.lead = filled(words.lead, "{email}", email);
    letter.action = words.action;
    letter.url = url;
    letter.note = words.note;
    return letter;
}

}  // namespace snapory
