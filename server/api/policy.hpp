#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/request.hpp"
#include "http/response.hpp"
#include "http/router.hpp"

namespace snapory {

// What holds for every answer of a scope of the api, whatever made it.
struct PolicyConfig {
    std::vector<std::string>
        allowed_origins;  // of other sites' pages that may call, such as "https://app.example.org"
};

// Renders failures as problems, answers CORS preflights, and adds an ETag to what was read, CORS headers, and
// the headers that keep browsers from guessing.
void add_policy(http::Scope& scope, const PolicyConfig& config);

}  // namespace snapory
