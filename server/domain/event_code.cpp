#include "domain/event_code.hpp"

#include <string>

namespace snapory {

std::optional<EventCode> event_code_from(std::span<const unsigned char> random) {
    constexpr auto whole = 256 / event_code_alphabet.size() * event_code_alphabet.size();
    std::string code;
    for (auto byte : random) {
        if (byte >= whole) continue;
        code += event_code_alphabet[byte % event_code_alphabet.size()];
        if (code.size() == event_code_length) return EventCode(code);
    }
    return std::nullopt;
}

std::optional<EventCode> parse_event_code(std::string_view typed) {
    std::string code;
    for (char letter : typed) {
        if (letter == ' ' || letter == '-') continue;
        if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
        if (event_code_alphabet.find(letter) == std::string_view::npos) return std::nullopt;
        code += letter;
        if (code.size() > event_code_length) return std::nullopt;
    }
    if (code.size() != event_code_length) return std::nullopt;
    return EventCode(code);
}

}  // namespace snapory
