#include "application/mail/letter.hpp"

#include <algorithm>
#include <array>

namespace snapory {
namespace {

std::string escaped(std::string_view text) {
    std::string html;
    for (char c : text) switch (c) {
            case '&': html += "&amp;"; break;
            case '<': html += "&lt;"; break;
            case '>': html += "&gt;"; break;
            case '"': html += "&quot;"; break;
            default: html += c;
        }
    return html;
}

// The text with what stands for {name} in it.
std::string filled(std::string_view text, std::string_view name, std::string_view value) {
    std::string result(text);
    auto mark = "{" + std::string(name) + "}";
    if (auto at = result.find(mark); at != std::string::npos) result.replace(at, mark.size(), value);
    return result;
}

std::string plain(const Letter& letter) {
    return letter.lead + "\n\n" + letter.action + ":\n" + letter.url + "\n\n" + letter.note +
           "\n\n-- \nSnapory\n";
}

// Mail programs know few styles, and only those that stand on the element itself.
std::string html(const Letter& letter) {
    auto direction = letter.language == "ar" ? "rtl" : "ltr";
    auto url = escaped(letter.url);
    return "<!doctype html>\n<html lang=\"" + letter.language + "\" dir=\"" + direction +
           "\">\n"
           "<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n"
           "<meta name=\"color-scheme\" content=\"light dark\">\n<title>" +
           escaped(letter.subject) +
           "</title>\n</head>\n"
           "<body style=\"margin:0;padding:24px;font:16px/1.5 system-ui,-apple-system,'Segoe "
           "UI',sans-serif\">\n"
           "<div style=\"max-width:32em;margin:0 auto\">\n"
           "<p style=\"margin:0 0 24px;font-size:20px;font-weight:700\">snapory</p>\n"
           "<p style=\"margin:0 0 24px\">" +
           escaped(letter.lead) +
           "</p>\n"
           "<p style=\"margin:0 0 24px\"><a href=\"" +
           url +
           "\" style=\"display:inline-block;padding:12px 20px;border-radius:12px;background:#ffc629;"
           "color:#17191b;font-weight:600;text-decoration:none\">" +
           escaped(letter.action) +
           "</a></p>\n"
           "<p style=\"margin:0 0 24px\">" +
           escaped(letter.note) +
           "</p>\n"
           "<p style=\"margin:0;font-size:13px;word-break:break-all\" dir=\"ltr\">" +
           url + "</p>\n</div>\n</body>\n</html>\n";
}

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

template <class Words>
const typename Words::value_type& in_language(const Words& words, std::string_view language) {
    auto found = std::ranges::find(words, language, &Words::value_type::language);
    return found == words.end() ? words.front() : *found;
}

}  // namespace

Mail mail_of(const Letter& letter, const OwedMail& owed) {
    return {owed.id, owed.to, letter.subject, plain(letter), html(letter)};
}

std::set<std::string, std::less<>> letter_languages() {
    std::set<std::string, std::less<>> languages;
    for (const auto& words : reset_words) languages.emplace(words.language);
    return languages;
}

Letter password_reset_letter(std::string_view language, const std::string& email, const std::string& url) {
    const auto& words = in_language(reset_words, language);
    return {std::string(words.language),
            std::string(words.subject),
            filled(words.lead, "email", email),
            std::string(words.action),
            url,
            std::string(words.note)};
}

}  // namespace snapory
