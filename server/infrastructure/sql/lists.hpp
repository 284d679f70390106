#pragma once

#include <algorithm>
#include <bit>
#include <span>
#include <string>
#include <vector>

#include "infrastructure/sql/database.hpp"

namespace snapory {

// Adds the value to the parameters and gives its place: "$3".
inline std::string bind_value(std::vector<Parameter>& parameters, const Parameter& value) {
    parameters.push_back(value);
    return "$" + std::to_string(parameters.size());
}

// Adds ids to the parameters and gives the list for IN: "($2, $3)". Longer lists are filled up to a power of
// two by repeating the last id, so that few different texts are prepared.
template <class SomeId>
std::string bind_list(std::vector<Parameter>& parameters, std::span<const SomeId> ids) {
    if (ids.empty()) return "(null)";
    std::string list = "(";
    for (std::size_t i = 0; i < std::bit_ceil(ids.size()); ++i)
        list += (i == 0 ? "" : ", ") + bind_value(parameters, ids[std::min(i, ids.size() - 1)]);
    return list + ")";
}

// Calls `visit` with the ids in slices that a statement can take.
template <class SomeId, class Visit>
void in_slices(const std::vector<SomeId>& ids, const Visit& visit) {
    constexpr std::size_t most = 512;
    std::span<const SomeId> rest(ids);
    while (!rest.empty()) {
        auto slice = rest.first(std::min(most, rest.size()));
        visit(slice);
        rest = rest.subspan(slice.size());
    }
}

}  // namespace snapory
