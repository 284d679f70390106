#include "infrastructure/smtp/message.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace snapory {
namespace {

constexpr std::size_t longest_line = 76;
constexpr std::size_t word_bytes = 39;  // of an encoded word, so that it has room behind "Subject: "
constexpr std::string_view line_end = "\r\n";

bool is_printable(char c) { return c >= ' ' && c <= '~'; }
bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

std::string one_line(std::string_view text) {
    std::string line(text);
    for (char& c : line)
        if (static_cast<unsigned char>(c) < ' ' || c == 0x7F) c = ' ';
    return line;
}

std::string base64(std::string_view bytes) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t group = 0;
        for (std::size_t j = i; j < i + 3; ++j)
            group = group << 8 | (j < bytes.size() ? static_cast<unsigned char>(bytes[j]) : 0U);
        for (std::size_t j = 0; j < 4; ++j)
            text += i + j > bytes.size() ? '=' : digits[group >> (18 - 6 * j) & 0x3F];
    }
    return text;
}

// RFC 2047: encoded words on lines of their own, none of which breaks a character.
std::string encoded_words(std::string_view text) {
    std::string words;
    while (!text.empty()) {
        auto end = std::min(text.size(), word_bytes);
        for (int step = 0; step < 3 && end < text.size() && continues_character(text[end]); ++step) --end;
        words += (words.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + base64(text.substr(0, end)) + "?=";
        text.remove_prefix(end);
    }
    return words;
}

// What has room on one line and needs no coding is left to be read.
bool is_plain(std::string_view text) {
    return text.size() <= 60 && std::ranges::all_of(text, is_printable) &&
           text.find("=?") == std::string_view::npos;
}

std::string header_text(std::string_view text) {
    auto line = one_line(text);
    return is_plain(line) ? line : encoded_words(line);
}

std::string header_phrase(std::string_view name) {
    auto line = one_line(name);
    if (!is_plain(line)) return encoded_words(line);
    std::string quoted = "\"";
    for (char c : line) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted + '"';
}

std::string two_digits(unsigned number) {
    return {static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
}

// "Mon, 23 Nov 2026 22:18:29 +0000", whatever the locale.
std::string mail_date(TimePoint time) {
    constexpr std::array<std::string_view, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - day));
    return std::string(days.at(std::chrono::weekday(day).c_encoding())) + ", " +
           two_digits(unsigned(date.day())) + " " + std::string(months.at(unsigned(date.month()) - 1)) + " " +
           std::to_string(int(date.year())) + " " + two_digits(unsigned(clock.hours().count())) + ":" +
           two_digits(unsigned(clock.minutes().count())) + ":" +
           two_digits(unsigned(clock.seconds().count())) + " +0000";
}

// RFC 2045, 6.7, with lines that end with CRLF; a blank at the end of a line would get lost on the way.
std::string quoted_printable(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string coded;
    std::size_t column = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n') {
            coded += line_end;
            column = 0;
            continue;
        }
        bool ends_line = i + 1 == text.size() || text[i + 1] == '\n';
        bool plain = is_printable(text[i]) && text[i] != '=' && (text[i] != ' ' || !ends_line);
        if (column + (plain ? 1 : 3) >= longest_line) {
            coded += "=\r\n";
            column = 0;
        }
        auto byte = static_cast<unsigned char>(text[i]);
        if (plain)
            coded += text[i];
        else
            coded.append({'=', digits[byte >> 4], digits[byte & 0x0F]});
        column += plain ? 1 : 3;
    }
    return coded;
}

// RFC 8058, folded so that a long URL has a line of its own.
std::string unsubscribe_headers(const Mail& mail) {
    if (mail.unsubscribe_url.empty()) return "";
    return "List-Unsubscribe:\r\n <" + one_line(mail.unsubscribe_url) +
           ">\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n";
}

std::string text_part(std::string_view type, std::string_view body) {
    return "Content-Type: " + std::string(type) +
           "; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + quoted_printable(body) +
           std::string(line_end);
}

std::string picture_part(std::string_view png) {
    auto coded = base64(png);
    std::string lines;
    for (std::size_t at = 0; at < coded.size(); at += longest_line)
        lines += coded.substr(at, longest_line) + std::string(line_end);
    return "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: "
           "inline\r\nContent-ID: <" +
           std::string(mail_picture) + ">\r\n\r\n" + lines;
}

// Parts that belong together; each begins with its headers.
std::string multipart(std::string_view kind, const std::string& boundary,
                      std::initializer_list<std::string> parts) {
    auto all = "Content-Type: multipart/" + std::string(kind) + ";\r\n boundary=\"" + boundary + "\"\r\n\r\n";
    for (const auto& part : parts) all += "--" + boundary + "\r\n" + part;
    return all + "--" + boundary + "--\r\n";
}

std::string html_part(const Mail& mail, const std::string& boundary) {
    auto html = text_part("text/html", mail.html);
    if (mail.picture.empty()) return html;
    return multipart("related", boundary, {html, picture_part(mail.picture)});
}

}  // namespace

std::string mime_message(const Mail& mail, const MailSender& from, TimePoint now) {
    auto sender = "<" + from.address + ">";
    if (!from.name.empty()) sender = header_phrase(from.name) + " " + sender;
    auto domain = from.address.substr(from.address.find('@') + 1);
    auto boundary = "=_" + mail.id.text();  // a quoted-printable text holds no "=_"
    return "From: " + sender + "\r\nTo: <" + one_line(mail.to) +
           ">\r\nSubject: " + header_text(mail.subject) + "\r\nDate: " + mail_date(now) +
           "\r\nMessage-ID: <" + mail.id.text() + "@" + domain + ">\r\nAuto-Submitted: auto-generated\r\n" +
           unsubscribe_headers(mail) + "MIME-Version: 1.0\r\n" +
           multipart("alternative", boundary,
                     {text_part("text/plain", mail.text), html_part(mail, boundary + "_")});
}

}  // namespace snapory
