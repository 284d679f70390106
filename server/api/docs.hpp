#pragma once

#include <filesystem>
#include <string_view>

#include "http/router.hpp"

namespace snapory {

// openapi.yaml as JSON, put into the program when it is built.
std::string_view openapi_json();

// GET /openapi.json, and /docs: Swagger UI, whose files lie in `folder`. The scope is that of "/api".
void add_docs_routes(http::Scope& api, const std::filesystem::path& folder);

}  // namespace snapory
