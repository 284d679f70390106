#pragma once

#include <string>

#include "api/api.hpp"
#include "api/repeats.hpp"
#include "application/events/change_event.hpp"
#include "application/events/create_event.hpp"
#include "application/events/delete_event.hpp"
#include "application/events/list_events.hpp"
#include "application/events/read_event.hpp"
#include "http/router.hpp"

namespace snapory {

// /events and their QR codes.
class EventRoutes {
public:
    EventRoutes(const ApiConfig& config, const ApiPorts& ports, Repeats& repeats);

    void add_to(http::Scope& v1);

private:
    http::Response list(http::Request& request);
    http::Response create(http::Request& request);
    http::Response read(http::Request& request);
    http::Response change(http::Request& request);
    http::Response remove(http::Request& request);
    http::Response qr_svg(http::Request& request);
    http::Response qr_png(http::Request& request);

    std::string public_url_;
    QrCodes& qr_codes_;
    Repeats& repeats_;
    ListEvents list_events_;
    CreateEvent create_event_;
    ReadEvent read_event_;
    ChangeEvent change_event_;
    DeleteEvent delete_event_;
};

}  // namespace snapory
