#include "web/languages.hpp"

namespace snapory {

std::string language_of(const http::Request& request, const http::Languages& languages) {
    for (auto wish : {request.query("lang"), request.cookie("snapory_lang")})
        if (wish && languages.contains(*wish)) return std::string(*wish);
    auto accepted = http::accepted_language(request.header("Accept-Language").value_or(""), languages);
    return accepted.empty() ? "en" : std::string(accepted);
}

}  // namespace snapory
