#include "application/cameras/list_cameras.hpp"

#include "application/admission.hpp"

namespace snapory {

Result<std::vector<ShownCamera>> ListCameras::operator()(const Caller& caller, const EventId& id) const {
    constexpr std::size_t most_sightings = 10'000;
    auto event = admit(caller, Action::manage_event, events_, id, clock_.now());
    if (!event) return fail(event.error());
    auto seen = cameras_.list(id);
    std::vector<EventCamera> cameras;
    for (const auto& [camera, photos] : seen) cameras.push_back(camera);
    const auto suggestions = suggest_offsets(cameras, cameras_.sightings(id, most_sightings));

    std::vector<ShownCamera> shown;
    for (auto& camera : seen) {
        const auto found = suggestions.find(camera.camera.id);
        const bool is_phone = makes_phones(camera.camera.make);
        shown.push_back({std::move(camera), is_phone,
                         found == suggestions.end() ? std::nullopt : std::optional(found->second)});
    }
    return shown;
}

}  // namespace snapory
