#include "api/docs.hpp"

#include <array>
#include <string>

#include "api/problem.hpp"

namespace snapory {
namespace {

// Swagger UI sets styles from its script, so they cannot be held to files.
constexpr std::string_view docs_policy =
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

constexpr std::string_view page = R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Snapory API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
)";

constexpr std::string_view start_script =
    "SwaggerUIBundle({ url: \"/api/openapi.json\", dom_id: \"#swagger-ui\", deepLinking: true });\n";

struct Asset {
    std::string_view name;
    std::string_view type;
};
constexpr std::array assets{
    Asset{"swagger-ui.css", "text/css; charset=utf-8"},
    Asset{"swagger-ui-bundle.js", "text/javascript; charset=utf-8"},
};

http::Response docs_page(http::Request& /*request*/) {
    auto response = http::Response::html(200, std::string(page));
    response.headers().set("Content-Security-Policy", docs_policy);
    return response;
}

http::Response start_page(http::Request& /*request*/) {
    auto response = http::Response::text(200, std::string(start_script));
    response.headers().set("Content-Type", "text/javascript; charset=utf-8");
    return response;
}

http::Response asset(const http::Request& request, const std::filesystem::path& file, std::string_view type) {
    std::error_code absent;
    if (std::filesystem::is_regular_file(file, absent)) return http::Response::file(file.string(), type);
    return problem(request,
                   Error{Errc::not_found, "Swagger UI is not installed; read /api/openapi.json.", ""});
}

}  // namespace

void add_docs_routes(http::Scope& api, const std::filesystem::path& folder) {
    api.get("/openapi.json", [](http::Request& /*request*/) {
        return http::Response::json(200, std::string(openapi_json()));
    });
    api.get("/docs", docs_page);
    api.get("/docs/start.js", start_page);
    for (const auto& [name, type] : assets)
        api.get("/docs/" + std::string(name),
                [file = folder / name, type](http::Request& request) { return asset(request, file, type); });
}

}  // namespace snapory
