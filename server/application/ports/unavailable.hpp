#pragma once

#include <stdexcept>

namespace snapory {

// A part that the work needs cannot be reached or does not answer: an operator's matter, not a person's
// mistake. The request loop answers 503, the job loop tries again later.
struct Unavailable : std::runtime_error {
    using std::runtime_error::runtime_error;
};

}  // namespace snapory
