#pragma once

#include <memory>
#include <string>

#include "application/ports/text_reader.hpp"

namespace snapory {

// Asks the ai over HTTP, at a URL as make_http_selfie_reader has it. An ai that does not answer is not asked
// again for some seconds, so that searches go on at once with words alone.
std::unique_ptr<TextReader> make_http_text_reader(const std::string& url);

}  // namespace snapory
