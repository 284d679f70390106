#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/face_accuracy.hpp"
#include "app/face_accuracy_report.hpp"

namespace snapory {

// How well faces that come one by one are grouped into people. A pair is two faces that are grouped.
struct GroupingAccuracy {
    std::size_t photos = 0;
    std::size_t without_face = 0;    // photos in which no face was found
    std::size_t ungrouped = 0;       // faces too poor to be anybody's
    std::size_t people = 0;          // in truth
    std::size_t groups = 0;          // found
    std::size_t pairs_together = 0;  // in one group
    std::size_t pairs_of_one = 0;    // of one person, the ungrouped among them
    std::size_t pairs_rightly_together = 0;

    double precision() const;  // share of the pairs in one group that are of one person
    double recall() const;     // share of the pairs of one person that are in one group
};

// `seed` gives the order in which the photos come.
GroupingAccuracy grouping_accuracy(std::vector<KnownFace> faces, const JudgedModel& model,
                                   std::uint64_t seed);

std::string grouping_table(const GroupingAccuracy& accuracy, const JudgedModel& model);
std::string grouping_json(const GroupingAccuracy& accuracy, const JudgedModel& model);

}  // namespace snapory
