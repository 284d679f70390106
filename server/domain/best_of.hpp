#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "domain/id.hpp"
#include "domain/time.hpp"

namespace snapory {

// A photo that may be among the best, one a stack.
struct Candidate {
    PhotoId photo;
    TimePoint taken_at;
    double appeal = 0;               // 0 to 1, see domain/stack.hpp
    std::vector<PersonId> people{};  // who is in it
};

// At most `count` of them, by the time they were taken, chosen so that everybody is seen before anybody is
// seen twice. After that each further photo of a person counts half as much as the one before, and so does
// each further photo of one part of the event, of which there are as many as photos are wanted; and better
// pictures count more.
std::vector<PhotoId> best_of(std::span<const Candidate> candidates, std::size_t count);

}  // namespace snapory
