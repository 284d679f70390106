#include "app/reanalysis_report.hpp"

#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <string>

#include <boost/json.hpp>

namespace snapory {
namespace {

using namespace std::chrono_literals;

constexpr auto until_somebody_should_have_begun = 30s;

std::string photos(std::uint64_t number) {
    return std::to_string(number) + (number == 1 ? " photo" : " photos");
}

std::string minutes(double seconds) {
    const auto whole = static_cast<std::uint64_t>(seconds / 60);
    return whole == 0 ? "less than a minute" : std::to_string(whole) + " min";
}

void print(const boost::json::object& line) { std::cout << boost::json::serialize(line) << std::endl; }

}  // namespace

ReanalysisReport::ReanalysisReport(bool json)
    : json_(json), terminal_(!json && ::isatty(STDERR_FILENO) == 1), begun_(Ticks::now()) {}

void ReanalysisReport::begun(std::uint64_t demanded, std::uint64_t all) {
    all_ = all;
    if (json_) return print({{"demanded", demanded}, {"left", all}});
    if (all == 0) {
        std::cerr << "Nothing is to be read again.\n";
        return;
    }
    std::cerr << photos(all) << " will be read again when nothing else waits";
    if (demanded < all) std::cerr << ", " << all - demanded << " of them since before";
    std::cerr << ".\n";
}

void ReanalysisReport::left(std::uint64_t photos) {
    all_ = std::max(all_, photos);  // others may ask for more meanwhile
    const auto done = all_ - photos;
    const auto now = Ticks::now();
    const auto pause = terminal_ ? Ticks::duration(0) : Ticks::duration(10s);
    const bool is_news = !done_ || done != *done_ || terminal_;
    if (!is_news || (photos > 0 && done_ && now - shown_ < pause)) return;
    shown_ = now;
    done_ = done;
    if (json_) return print({{"done", done}, {"left", photos}});
    draw(done, photos, now - begun_);
}

void ReanalysisReport::draw(std::uint64_t done, std::uint64_t left, Ticks::duration passed) const {
    const auto seconds = std::max(0.001, std::chrono::duration<double>(passed).count());
    const auto rate = static_cast<double>(done) / seconds;
    auto line = std::to_string(done) + " of " + std::to_string(all_);
    if (done > 0)
        line += ", " + std::to_string(static_cast<std::uint64_t>(rate * 60)) + " a minute, " +
                minutes(static_cast<double>(left) / rate) + " left";
    else if (passed > until_somebody_should_have_begun)
        line += "; is snapory serve or snapory ai running?";
    std::cerr << (terminal_ ? "\r\x1b[K" : "") << line << (terminal_ ? "" : "\n") << std::flush;
}

bool ReanalysisReport::ended(std::uint64_t unread) {
    if (json_)
        print({{"unread", unread}});
    else if (unread == 0)
        std::cerr << (terminal_ ? "\r\x1b[K" : "") << "All are read.\n";
    else
        std::cerr << (terminal_ ? "\r\x1b[K" : "") << photos(unread)
                  << " could not be read again and keep what was found before; the log of the ai says why.\n";
    return unread == 0;
}

}  // namespace snapory
