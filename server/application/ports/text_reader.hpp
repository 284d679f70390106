#pragma once

#include <optional>
#include <string>

#include "domain/embedding.hpp"

namespace snapory {

// Says in numbers what a picture looks like that shows what a text says. Every call may be made from any
// thread, and runs for tens of milliseconds on the ai's; the first one may have to wait for a model to load.
class TextReader {
public:
    virtual ~TextReader() = default;

    // To be compared with what pictures look like to the same model; `alike` is the least cosine of one that
    // shows it. Nothing where no model understands texts, or none can be asked now: a search goes without.
    virtual std::optional<Embedding> read(const std::string& text) = 0;
};

}  // namespace snapory
