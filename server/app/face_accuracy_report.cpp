#include "app/face_accuracy_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include <boost/json.hpp>

namespace snapory {
namespace {

namespace json = boost::json;

constexpr std::array rates_of_interest{1e-2, 1e-3, 1e-4};

float quantile(const std::vector<float>& ascending, double share) {
    if (ascending.empty()) return 0;
    return ascending[static_cast<std::size_t>(share * static_cast<double>(ascending.size() - 1))];
}

// With fewer pairs a rate this small is no more than "none at all".
bool is_resolved(const FaceAccuracy& accuracy, double rate) {
    return static_cast<double>(accuracy.impostor.size()) * rate >= 1;
}

constexpr double bin = 0.02;
constexpr double lowest_cosine = -0.4;
constexpr double highest_cosine = 1;

// Shares of the pairs, a bin each.
std::vector<double> histogram(const std::vector<float>& pairs) {
    std::vector<double> shares(static_cast<std::size_t>(std::lround((highest_cosine - lowest_cosine) / bin)));
    const auto last = static_cast<double>(shares.size() - 1);
    for (const float cosine : pairs) {
        const double index = std::clamp(std::floor((cosine - lowest_cosine) / bin), 0.0, last);
        shares[static_cast<std::size_t>(index)] += 1 / static_cast<double>(pairs.size());
    }
    return shares;
}

using Line = std::back_insert_iterator<std::string>;

void write_pairs(Line out, const char* name, const std::vector<float>& pairs) {
    fmt::format_to(out, "{:<16}{:>10}", name, pairs.size());
    for (const double share : {0.0, 0.01, 0.5, 0.99, 1.0})
        fmt::format_to(out, "{:>8.3f}", quantile(pairs, share));
    fmt::format_to(out, "\n");
}

void write_tier(Line out, const char* name, float cosine, const FaceAccuracy& accuracy) {
    fmt::format_to(out, "{:<8}{:>10.2f}{:>13.2f} %{:>15.1e}\n", name, cosine,
                   100 * accuracy.true_accepts(cosine), accuracy.false_accepts(cosine));
}

void write_guest(Line out, const GuestAccuracy& guest) {
    fmt::format_to(out, "{:<28}{:>7}{:>9}{:>10.1f} %{:>7}{:>10.1f} %{:>7}\n", guest.person, guest.photos,
                   guest.without_face, 100 * guest.match.recall, guest.match.false_hits,
                   100 * guest.maybe.recall, guest.maybe.false_hits);
}

// All guests as one: the mean of their recalls, the sum of their false hits.
GuestAccuracy all_guests(const FaceAccuracy& accuracy) {
    GuestAccuracy all{.person = "all, each guest alike", .match = {}, .maybe = {}};
    const auto count = static_cast<double>(std::max<std::size_t>(1, accuracy.guests.size()));
    for (const auto& guest : accuracy.guests) {
        all.photos += guest.photos;
        all.without_face += guest.without_face;
        all.match.recall += guest.match.recall / count;
        all.match.false_hits += guest.match.false_hits;
        all.maybe.recall += guest.maybe.recall / count;
        all.maybe.false_hits += guest.maybe.false_hits;
    }
    return all;
}

json::object to_json(const GuestAccuracy& guest) {
    const auto tier = [](const GuestAccuracy::Tier& found) {
        return json::object{{"recall", found.recall}, {"falseHits", found.false_hits}};
    };
    return {{"person", guest.person},
            {"photos", guest.photos},
            {"withoutFace", guest.without_face},
            {"match", tier(guest.match)},
            {"maybe", tier(guest.maybe)}};
}

json::object tier_json(float cosine, const FaceAccuracy& accuracy) {
    return {{"cosine", cosine},
            {"trueAccepts", accuracy.true_accepts(cosine)},
            {"falseAccepts", accuracy.false_accepts(cosine)}};
}

json::object distributions_json(const FaceAccuracy& accuracy) {
    const auto genuine = histogram(accuracy.genuine);
    const auto impostor = histogram(accuracy.impostor);
    return {{"from", lowest_cosine},
            {"step", bin},
            {"genuinePairs", accuracy.genuine.size()},
            {"impostorPairs", accuracy.impostor.size()},
            {"genuine", json::array(genuine.begin(), genuine.end())},
            {"impostor", json::array(impostor.begin(), impostor.end())}};
}

// A rectangle of the plot, and what its axes reach from and to.
struct Panel {
    double left, top, width, height;
    double first, last;      // along x
    double lowest, highest;  // along y

    double x(double value) const { return left + width * (value - first) / (last - first); }
    double y(double value) const {
        return top + height * (highest - std::max(value, lowest)) / (highest - lowest);
    }
};

void write_axes(Line out, const Panel& panel, const char* along) {
    fmt::format_to(out, R"(<rect x="{:.0f}" y="{:.0f}" width="{:.0f}" height="{:.0f}" class="frame"/>)",
                   panel.left, panel.top, panel.width, panel.height);
    fmt::format_to(out, R"(<text x="{:.0f}" y="{:.0f}" class="middle">{}</text>)",
                   panel.left + panel.width / 2, panel.top + panel.height + 38, along);
}

void write_tick(Line out, const Panel& panel, double value, const std::string& text) {
    fmt::format_to(out, R"(<text x="{:.1f}" y="{:.0f}" class="middle">{}</text>)", panel.x(value),
                   panel.top + panel.height + 18, text);
}

void write_bars(Line out, const Panel& panel, const std::vector<double>& shares, const char* name) {
    for (std::size_t i = 0; i < shares.size(); ++i) {
        if (shares[i] == 0) continue;
        const double from = lowest_cosine + static_cast<double>(i) * bin;
        fmt::format_to(out, R"(<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" class="{}"/>)",
                       panel.x(from), panel.y(shares[i]), panel.x(from + bin) - panel.x(from),
                       panel.y(0) - panel.y(shares[i]), name);
    }
}

void write_threshold(Line out, const Panel& panel, float cosine, const std::string& name, double height) {
    const double x = panel.x(cosine);
    fmt::format_to(out, R"(<line x1="{0:.1f}" x2="{0:.1f}" y1="{1:.0f}" y2="{2:.0f}" class="threshold"/>)", x,
                   panel.top, panel.top + panel.height);
    fmt::format_to(out, R"(<text x="{:.1f}" y="{:.0f}">{} {:.2f}</text>)", x + 4, panel.top + height, name,
                   cosine);
}

void write_distributions(Line out, const FaceAccuracy& accuracy, const MatchThresholds& thresholds) {
    const auto genuine = histogram(accuracy.genuine);
    const auto impostor = histogram(accuracy.impostor);
    const double highest = std::max({std::ranges::max(genuine), std::ranges::max(impostor), 0.01}) * 1.05;
    const Panel panel{60, 30, 680, 240, lowest_cosine, highest_cosine, 0, highest};
    write_axes(out, panel, "cosine; green: pairs of one person, red: pairs of two");
    for (int tenths = -4; tenths <= 10; tenths += 2)
        write_tick(out, panel, tenths / 10.0, fmt::format("{:.1f}", tenths / 10.0));
    write_bars(out, panel, impostor, "two");
    write_bars(out, panel, genuine, "one");
    write_threshold(out, panel, thresholds.match, "match", 14);
    write_threshold(out, panel, thresholds.maybe, "maybe", 30);
}

void write_trade(Line out, const FaceAccuracy& accuracy) {
    constexpr int fewest = -5;  // powers of ten
    constexpr int steps = 20;   // between two of them
    constexpr double least_found = 0.8;
    const Panel panel{60, 340, 680, 240, fewest, 0, least_found, 1};
    write_axes(out, panel, "false accepts (share of pairs of two people)");
    for (int power = fewest; power <= 0; ++power) write_tick(out, panel, power, fmt::format("1e{}", power));
    for (const double share : {0.8, 0.9, 1.0})
        fmt::format_to(out, R"(<text x="52" y="{:.0f}" class="end">{:.0f} %</text>)", panel.y(share) + 4,
                       100 * share);
    fmt::format_to(out, R"(<polyline class="trade" points=")");
    for (int step = fewest * steps; step <= 0; ++step) {
        const double power = static_cast<double>(step) / steps;
        const double found = accuracy.true_accepts(accuracy.cosine_at(std::pow(10, power)));
        fmt::format_to(out, "{:.1f},{:.1f} ", panel.x(power), panel.y(found));
    }
    fmt::format_to(out, R"("/>)");
}

}  // namespace

std::string accuracy_table(const FaceAccuracy& accuracy, const JudgedModel& model) {
    std::string text;
    const Line out(text);
    fmt::format_to(out, "model {}\n\npairs                count     min      1%  median     99%     max\n",
                   model.id.text());
    write_pairs(out, "of one person", accuracy.genuine);
    write_pairs(out, "of two people", accuracy.impostor);

    fmt::format_to(out, "\nfalse accepts  true accepts  from cosine\n");
    for (const double rate : rates_of_interest) {
        const float cosine = accuracy.cosine_at(rate);
        fmt::format_to(
            out, "{:>13.0e}{:>12.2f} %{:>13.3f}{}\n", rate, 100 * accuracy.true_accepts(cosine), cosine,
            is_resolved(accuracy, rate) ? "" : "  (too few pairs for this rate: above every pair of two)");
    }
    fmt::format_to(out, "\ntier    from cosine   true accepts  false accepts\n");
    write_tier(out, "match", model.thresholds.match, accuracy);
    write_tier(out, "maybe", model.thresholds.maybe, accuracy);

    fmt::format_to(
        out, "\nguest                        photos  no face  match: found  false  maybe: found  false\n");
    for (const auto& guest : accuracy.guests) write_guest(out, guest);
    write_guest(out, all_guests(accuracy));
    return text;
}

std::string accuracy_json(const FaceAccuracy& accuracy, const JudgedModel& model) {
    json::array rates;
    for (const double rate : rates_of_interest) {
        const float cosine = accuracy.cosine_at(rate);
        rates.push_back(json::object{{"falseAccepts", rate},
                                     {"trueAccepts", accuracy.true_accepts(cosine)},
                                     {"cosine", cosine},
                                     {"resolved", is_resolved(accuracy, rate)}});
    }
    json::array guests;
    for (const auto& guest : accuracy.guests) guests.push_back(to_json(guest));
    return json::serialize(json::object{{"model", model.id.text()},
                                        {"rates", std::move(rates)},
                                        {"match", tier_json(model.thresholds.match, accuracy)},
                                        {"maybe", tier_json(model.thresholds.maybe, accuracy)},
                                        {"guests", std::move(guests)},
                                        {"allGuests", to_json(all_guests(accuracy))},
                                        {"distributions", distributions_json(accuracy)}});
}

std::string accuracy_svg(const FaceAccuracy& accuracy, const JudgedModel& model) {
    std::string text;
    const Line out(text);
    fmt::format_to(
        out,
        R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 780 630" font-family="sans-serif" font-size="13">
<style>.frame{{fill:none;stroke:#888}}.middle{{text-anchor:middle}}.end{{text-anchor:end}}.one{{fill:#2a7d4f;opacity:.75}}.two{{fill:#c0392b;opacity:.6}}.threshold{{stroke:#333;stroke-dasharray:4}}.trade{{fill:none;stroke:#1f5fa8;stroke-width:2}}</style>
<rect width="780" height="630" fill="#fff"/>
<text x="60" y="20">{}: {} pairs of one person, {} of two</text>
)",
        model.id.text(), accuracy.genuine.size(), accuracy.impostor.size());
    write_distributions(out, accuracy, model.thresholds);
    write_trade(out, accuracy);
    fmt::format_to(out, "\n</svg>\n");
    return text;
}

}  // namespace snapory
