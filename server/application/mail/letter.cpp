#include "application/mail/letter.hpp"

#include "application/mail/letter_words.hpp"

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

std::string plain(const Letter& letter) {
    auto text = letter.lead + "\n\n" + letter.action + ":\n" + letter.url + "\n\n" + letter.note + "\n\n";
    if (!letter.end_url.empty()) text += letter.end_action + ":\n" + letter.end_url + "\n\n";
    return text + "-- \nSnapory\n";
}

std::string paragraph(std::string_view html) {
    return "<p style=\"margin:0 0 24px\">" + std::string(html) + "</p>\n";
}

std::string button(const Letter& letter) {
    return paragraph("<a href=\"" + escaped(letter.url) +
                     "\" style=\"display:inline-block;padding:12px 20px;border-radius:12px;"
                     "background:#ffc629;color:#17191b;font-weight:600;text-decoration:none\">" +
                     escaped(letter.action) + "</a>");
}

std::string picture(const Letter& letter) {
    if (letter.picture.empty()) return "";
    return paragraph("<img src=\"cid:" + std::string(mail_picture) + "\" alt=\"" + escaped(letter.url) +
                     "\" width=\"200\" height=\"200\" style=\"border-radius:12px;background:#fff\">");
}

std::string ending(const Letter& letter) {
    if (letter.end_url.empty()) return "";
    return paragraph("<a href=\"" + escaped(letter.end_url) + "\">" + escaped(letter.end_action) + "</a>");
}

// Mail programs know few styles, and only those that stand on the element itself.
std::string html(const Letter& letter) {
    auto direction = letter.language == "ar" ? "rtl" : "ltr";
    return "<!doctype html>\n<html lang=\"" + letter.language + "\" dir=\"" + direction +
           "\">\n"
           "<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n"
           "<meta name=\"color-scheme\" content=\"light dark\">\n<title>" +
           escaped(letter.subject) +
           "</title>\n</head>\n"
           "<body style=\"margin:0;padding:24px;font:16px/1.5 system-ui,-apple-system,'Segoe "
           "UI',sans-serif\">\n"
           "<div style=\"max-width:32em;margin:0 auto\">\n"
           "<p style=\"margin:0 0 24px;font-size:20px;font-weight:700\">snapory</p>\n" +
           paragraph(escaped(letter.lead)) + button(letter) + picture(letter) +
           paragraph(escaped(letter.note)) + ending(letter) +
           "<p style=\"margin:0;font-size:13px;word-break:break-all\" dir=\"ltr\">" + escaped(letter.url) +
           "</p>\n</div>\n</body>\n</html>\n";
}

}  // namespace

std::string filled(std::string_view text, std::string_view mark, std::string_view value) {
    std::string result(text);
    for (auto at = result.find(mark); at != std::string::npos; at = result.find(mark, at + value.size()))
        result.replace(at, mark.size(), value);
    return result;
}

Mail mail_of(const Letter& letter, const OwedMail& owed) {
    return {owed.id, owed.to, letter.subject, plain(letter), html(letter), letter.picture, ""};
}

}  // namespace snapory
