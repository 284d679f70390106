#include "application/processing/reanalyse.hpp"

#include <stdexcept>

#include "app/commands.hpp"
#include "app/data_folder.hpp"
#include "app/open_database.hpp"
#include "app/reanalysis_report.hpp"
#include "app/signals.hpp"
#include "app/wiring.hpp"
#include "infrastructure/sql/migrate.hpp"
#include "infrastructure/sql/stages_due.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

// Until nothing is left; false when a signal came first.
bool watch(StagesDue& due, const Reanalysis& reanalysis, const Signals& signals, ReanalysisReport& report) {
    for (auto left = reanalysis.left; left > 0; left = due.left(reanalysis.query.event)) {
        report.left(left);
        if (signals.wait(500ms)) return false;
    }
    report.left(0);
    return true;
}

Reanalysis begin(const ReanalyseOptions& options, const Config& config, Database& database, StagesDue& due) {
    SqlEvents events(database);
    const auto faces = make_face_reader(config);
    const auto tagger = make_tagger(config);
    auto begun = Reanalyse(due, events, *faces, *tagger)({options.event, options.stages, options.all});
    if (!begun) throw UsageError(begun.error().detail);
    return *begun;
}

}  // namespace

int reanalyse(const ReanalyseOptions& options) {
    const Signals signals;  // before there are threads
    const auto config = load_config(options.installation);
    make_data_folder(config);
    const auto database = open_database(config);
    migrate(*database);
    SqlStagesDue due(*database);
    const auto reanalysis = begin(options, config, *database, due);
    ReanalysisReport report(options.json);
    report.begun(reanalysis.demanded, reanalysis.left);
    if (options.background || reanalysis.left == 0) return 0;
    if (!watch(due, reanalysis, signals, report))
        throw std::runtime_error("stopped watching; snapory serve and snapory ai go on with what is left");
    return report.ended(due.outdated(reanalysis.query)) ? 0 : 1;
}

}  // namespace snapory
