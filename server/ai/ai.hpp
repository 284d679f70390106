#pragma once

#include <string>
#include <vector>

#include "application/ports/selfie_reader.hpp"
#include "application/ports/text_reader.hpp"
#include "http/router.hpp"
#include "telemetry/metrics.hpp"
#include "telemetry/readiness.hpp"

namespace snapory {

struct AiConfig {
    std::string version;        // of the program
    std::vector<Probe> probes;  // asked by /ready
};

// The ai's own HTTP: how it is, and POST /ai/selfie, which takes the bytes of a picture and gives
// {"code":[…],"model":…,"match":…,"maybe":…,"quality":…}, or 422 {"code":"no_face","detail":…}; and
// POST /ai/text, which takes a text in UTF-8 and gives {"model":…,"direction":[…],"alike":…}, or 204 where no
// model understands texts. It is for the api alone, so it stands behind no login and must not be reachable
// from outside. The parts must outlive the router.
void add_ai_routes(http::Router& router, AiConfig config, SelfieReader& selfies, TextReader& texts,
                   Metrics& metrics);

}  // namespace snapory
