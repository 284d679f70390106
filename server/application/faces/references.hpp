#pragma once

#include <optional>
#include <vector>

#include "domain/selfie.hpp"

namespace snapory {

// What a guest is searched by: the code of their selfie, and of each photo that they said they are in the
// face that is most like it, where it is good enough and no worse than a maybe, so that who stands beside
// them is never taken for them.
class References {
public:
    References(const Selfie& selfie, const std::vector<ConfirmedFace>& confirmed);

    const std::vector<FaceCode>& codes() const { return codes_; }

    // How near the face comes to the nearest reference; nothing when another model made its code.
    std::optional<float> nearness(const Face& face) const;

private:
    ModelId model_;
    std::vector<FaceCode> codes_;
};

}  // namespace snapory
