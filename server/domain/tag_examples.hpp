#pragma once

#include <optional>
#include <vector>

#include "domain/embedding.hpp"

namespace snapory {

// What a tag looks like, learnt from photos of which a host said that they show it, and others that they do
// not. Finds the nearest neighbours among them; docs/models.md has the figures that it was chosen by.
class TagExamples {
public:
    // How many that show it there must be before anything is proposed.
    static constexpr std::size_t fewest = 5;

    TagExamples(std::vector<Embedding> showing, std::vector<Embedding> refused);

    // How alike a picture is to those that show it, 0 to 1, if that is enough to propose the tag for it:
    // as alike as most of them are among themselves, and more than it is to any that was refused.
    std::optional<float> likeness(const Embedding& picture) const;

private:
    std::vector<Embedding> showing_;
    std::vector<Embedding> refused_;
    float least_;
};

}  // namespace snapory
