#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace snapory {

// One page of a list, and where the next begins; nothing when this was the last. `Position` is the sort key
// of the last item, so that pages stay right while rows come and go.
template <class Item, class Position>
struct Page {
    std::vector<Item> items;
    std::optional<Position> next;
};

}  // namespace snapory
