#pragma once

#include <memory>
#include <string>

#include "application/ports/selfie_reader.hpp"

namespace snapory {

// Asks the ai over HTTP. `url` is "unix:/path" of its socket or "http://host:port". Connections are kept and
// shared by the calling threads.
std::unique_ptr<SelfieReader> make_http_selfie_reader(const std::string& url);

// Throws Unavailable unless the ai at `url` answers that it is alive.
void require_ai(const std::string& url);

}  // namespace snapory
