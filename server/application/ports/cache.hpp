#pragma once

#include <functional>
#include <string>

namespace snapory {

// Texts that cost something to make and are the same for many. Each is kept for one version of what it was
// made of, such as the number of an event's last change, and made anew for another, so that nobody who names
// the version of now gets a text that is out of date. May forget anything at any time. Any thread may call.
class Cache {
public:
    virtual ~Cache() = default;

    using Make = std::function<std::string()>;
    // What make() gives, or gave before for this key and version, neither of which holds a line break. Of
    // many who ask at once, one makes it and the others wait. Throws what make() throws.
    virtual std::string get(const std::string& key, const std::string& version, const Make& make) = 0;
};

}  // namespace snapory
