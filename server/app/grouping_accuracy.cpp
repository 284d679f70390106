#include "app/grouping_accuracy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include <boost/json.hpp>

#include "domain/grouping.hpp"

namespace snapory {
namespace {

// The group of each face, after the last; empty for one that is in none.
std::vector<std::string> grouped(const std::vector<KnownFace>& known, const JudgedModel& model) {
    Grouping grouping(model.id, model.thresholds);
    std::vector<std::string> groups(known.size());
    std::map<std::string, std::string> merged;
    std::size_t made = 0;
    const auto new_id = [&] { return PersonId(fmt::format("{:08}", ++made)); };
    for (std::size_t i = 0; i < known.size(); ++i) {
        if (known[i].code.empty()) continue;
        const Face face{.id = FaceId(known[i].photo),
                        .photo = PhotoId(known[i].photo),
                        .box = {},
                        .score = 1,
                        .quality = known[i].quality,
                        .code = known[i].code,
                        .model = model.id};
        if (const auto person = grouping.place({face}, new_id).front()) groups[i] = person->text();
        for (const auto& [from, into] : grouping.merge()) merged[from.text()] = into.text();
    }
    for (auto& group : groups)
        for (auto into = merged.find(group); into != merged.end(); into = merged.find(group))
            group = into->second;
    return groups;
}

double share(std::size_t part, std::size_t whole) {
    return whole == 0 ? 1 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

double GroupingAccuracy::precision() const { return share(pairs_rightly_together, pairs_together); }
double GroupingAccuracy::recall() const { return share(pairs_rightly_together, pairs_of_one); }

GroupingAccuracy grouping_accuracy(std::vector<KnownFace> faces, const JudgedModel& model,
                                   std::uint64_t seed) {
    std::ranges::shuffle(faces, std::mt19937_64(seed));
    const auto groups = grouped(faces, model);
    GroupingAccuracy accuracy{.photos = faces.size()};
    std::set<std::string> people, found;
    for (std::size_t i = 0; i < faces.size(); ++i) {
        accuracy.without_face += faces[i].code.empty();
        accuracy.ungrouped += !faces[i].code.empty() && groups[i].empty();
        if (faces[i].code.empty()) continue;
        people.insert(faces[i].person);
        if (!groups[i].empty()) found.insert(groups[i]);
        for (std::size_t j = 0; j < i; ++j) {
            if (faces[j].code.empty()) continue;
            const bool one = faces[i].person == faces[j].person;
            const bool together = !groups[i].empty() && groups[i] == groups[j];
            accuracy.pairs_of_one += one;
            accuracy.pairs_together += together;
            accuracy.pairs_rightly_together += one && together;
        }
    }
    accuracy.people = people.size();
    accuracy.groups = found.size();
    return accuracy;
}

std::string grouping_table(const GroupingAccuracy& accuracy, const JudgedModel& model) {
    return fmt::format(
        "model                     {}\n"
        "photos                    {}\n"
        "  without a face found    {}\n"
        "  too poor to be grouped  {}\n"
        "people                    {}\n"
        "groups                    {}\n"
        "pairwise precision        {:.2f} % of {} pairs\n"
        "pairwise recall           {:.2f} % of {} pairs\n",
        model.id.text(), accuracy.photos, accuracy.without_face, accuracy.ungrouped, accuracy.people,
        accuracy.groups, 100 * accuracy.precision(), accuracy.pairs_together, 100 * accuracy.recall(),
        accuracy.pairs_of_one);
}

std::string grouping_json(const GroupingAccuracy& accuracy, const JudgedModel& model) {
    return boost::json::serialize(boost::json::object{{"model", model.id.text()},
                                                      {"photos", accuracy.photos},
                                                      {"withoutFace", accuracy.without_face},
                                                      {"ungrouped", accuracy.ungrouped},
                                                      {"people", accuracy.people},
                                                      {"groups", accuracy.groups},
                                                      {"pairsTogether", accuracy.pairs_together},
                                                      {"pairsOfOne", accuracy.pairs_of_one},
                                                      {"precision", accuracy.precision()},
                                                      {"recall", accuracy.recall()}});
}

}  // namespace snapory
