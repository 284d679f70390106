#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "app/api_client.hpp"
#include "app/photo_sender.hpp"

namespace snapory {

// How somebody named the event and themselves on the command line.
struct Invitee {
    std::string server;
    std::string event;  // code or id
    std::string token;  // empty: join as a guest, by the code
    std::string pin;
    std::string name;  // what the others see of a guest
};

// Finds the event and, without a token, joins it. The guest's token is kept in `folder`, so that a second run
// is the same guest and goes on with what the first began. Throws UsageError, Refusal.
Destination join(const Invitee& invitee, const std::filesystem::path& folder,
                 const ApiClient::Stopped& stopped);

// $XDG_STATE_HOME/snapory, by default ~/.local/state/snapory.
std::filesystem::path state_folder();

}  // namespace snapory
