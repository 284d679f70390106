// Times, cursors and live tickets, of which clients may send any text; bodies are read as they come.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "api/answer.hpp"
#include "api/live_ticket.hpp"

using namespace snapory;

namespace {

void expect(bool holds) {
    if (!holds) std::abort();
}

// Takes every signature, so that what stands behind the check is reached too.
class Credulous final : public Signatures {
public:
    std::string sign(std::string_view /*grant*/, TimePoint /*expires_at*/) override { return "signed"; }
    bool fits(std::string_view /*grant*/, TimePoint /*expires_at*/, std::string_view /*signature*/) override {
        return true;
    }
};

void cursor(std::string_view text) {
    const auto parts = parse_cursor(text);
    if (!parts) return;
    const auto again = parse_cursor(cursor_text(parts->at, parts->id));
    expect(again && again->at == parts->at && again->id == parts->id);
}

void ticket(std::string_view text) {
    Credulous signatures;
    const auto read = parse_ticket(text, TimePoint{}, signatures);
    if (!read) return;
    const auto again = parse_ticket(ticket_text(*read, signatures), TimePoint{}, signatures);
    expect(again && again->event == read->event && again->nonce == read->nonce &&
           again->expires_at == read->expires_at);
}

void body(std::string_view text) {
    boost::system::error_code error;
    const auto value = boost::json::parse(text, error);
    if (error || !value.is_object()) return;
    std::vector<FieldError> errors;
    Input input(value.get_object(), errors);
    static_cast<void>(input.text("a"));
    static_cast<void>(input.flag("a"));
    static_cast<void>(input.number("a", 1, 200));
    static_cast<void>(input.time("a"));
    static_cast<void>(input.id<PhotoId>("a"));
    static_cast<void>(ids<PhotoId>(input, "a", 1, 200));
    if (auto inner = input.object("a")) static_cast<void>(inner->text("a"));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    static_cast<void>(parse_time(text));
    cursor(text);
    ticket(text);
    body(text);
    return 0;
}
