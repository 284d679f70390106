#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "domain/face.hpp"
#include "domain/person.hpp"

namespace snapory {

// The people of one event as their faces come, photo by photo. A face joins the person whose mean reference
// it is nearest to, if it is near enough; else it founds a person. A person is in a photo once. Faces of poor
// quality join, but stand for nobody. Nobody's faces move by themselves, but two people whom no host has
// shaped become one when their references agree. 2 KB a person. For one thread.
class Grouping {
public:
    using NewId = std::function<PersonId()>;

    Grouping(ModelId model, const MatchThresholds& thresholds)
        : model_(std::move(model)), thresholds_(thresholds) {}

    // Takes over a person who is there already.
    void know(const Person& person);
    // Whose each face of one photo is, in their order; nothing for one that is too poor to tell, or whose
    // code another model made. Faces that have a person already keep it.
    std::vector<std::optional<PersonId>> place(const std::vector<Face>& faces, const NewId& new_id);
    // Those who proved to be one since the last call: the first goes into the second, which is the older.
    std::vector<std::pair<PersonId, PersonId>> merge();

private:
    struct Group {
        bool settled = false;
        FaceCode sum;  // of the codes of its references
        std::size_t references = 0;
        std::set<PhotoId> photos;
    };
    struct Offer {
        float cosine;
        std::size_t face;
        PersonId person;
    };
    std::vector<Offer> offers(const std::vector<Face>& faces) const;
    void join(const Face& face, const PersonId& person);
    bool one(const Group& a, const Group& b) const;
    std::optional<PersonId> double_of(const PersonId& id) const;

    ModelId model_;
    MatchThresholds thresholds_;
    std::map<PersonId, Group> groups_;
    std::set<PersonId> grown_;  // whose references changed since the last merge
};

}  // namespace snapory
