#pragma once

#include "api/api.hpp"
#include "application/cameras/correct_camera.hpp"
#include "application/cameras/list_cameras.hpp"
#include "application/cameras/show_clock_card.hpp"
#include "http/router.hpp"

namespace snapory {

// /events/{id}/cameras and /clock-card: whose clock is off by how much, for hosts.
class CameraRoutes {
public:
    explicit CameraRoutes(const ApiPorts& ports);

    void add_to(http::Scope& v1);

private:
    http::Response list(http::Request& request);
    http::Response correct(http::Request& request);
    http::Response show_card(http::Request& request);

    ListCameras list_cameras_;
    CorrectCamera correct_camera_;
    ShowClockCard show_clock_card_;
    QrCodes& qr_codes_;
};

}  // namespace snapory
