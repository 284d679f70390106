#pragma once

#include <string>

namespace snapory {

// The town that a photo was taken in or near.
struct Place {
    std::string city;     // as people there or the world call it, UTF-8
    std::string country;  // ISO 3166-1 alpha-2, upper case

    bool operator==(const Place&) const = default;
};

}  // namespace snapory
