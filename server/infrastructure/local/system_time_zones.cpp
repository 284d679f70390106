#include "infrastructure/local/system_time_zones.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

namespace snapory {
namespace {

using std::chrono::seconds;

// A cursor over big-endian numbers; reads zeros past the end and remembers that it did.
class Bytes {
public:
    explicit Bytes(std::string text) : text_(std::move(text)) {}

    template <std::size_t Size>
    std::int64_t number() {
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < Size; ++i) value = value << 8 | byte();
        constexpr auto unused = 64 - 8 * Size;
        return static_cast<std::int64_t>(value << unused) >> unused;
    }
    void skip(std::size_t bytes) { at_ += bytes; }
    bool overrun() const { return at_ > text_.size(); }

private:
    std::uint64_t byte() {
        auto at = at_++;
        return at < text_.size() ? static_cast<unsigned char>(text_[at]) : 0;
    }

    std::string text_;
    std::size_t at_ = 0;
};

struct Counts {
    std::size_t utc_flags, standard_flags, leaps, transitions, types, characters;

    std::size_t bytes(std::size_t time_bytes) const {
        return transitions * (time_bytes + 1) + types * 6 + characters + leaps * (time_bytes + 4) +
               standard_flags + utc_flags;
    }
};

Counts read_head(Bytes& bytes) {
    bytes.skip(20);  // "TZif", the version, and what is reserved
    auto count = [&] { return static_cast<std::size_t>(bytes.number<4>()) & 0xFFFF'FFFF; };
    Counts counts{};
    counts.utc_flags = count();
    counts.standard_flags = count();
    counts.leaps = count();
    counts.transitions = count();
    counts.types = count();
    counts.characters = count();
    return counts;
}

bool is_zone_name(std::string_view name) {
    constexpr std::string_view allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/";
    return !name.empty() && name.size() <= 64 && name.front() != '/' &&
           name.find_first_not_of(allowed) == std::string_view::npos;
}

}  // namespace

struct SystemTimeZones::Zone {
    struct Transition {
        seconds at;  // Unix time
        seconds offset;
    };
    std::vector<Transition> transitions;
    seconds first_offset{0};

    seconds offset_at(seconds unix_time) const {
        auto after = std::ranges::upper_bound(transitions, unix_time, {}, &Transition::at);
        return after == transitions.begin() ? first_offset : std::prev(after)->offset;
    }

    // Nothing when these are not the bytes of a zone.
    static std::optional<Zone> read(const std::string& text) {
        constexpr std::size_t most = 100'000;
        if (!text.starts_with("TZif") || text.size() < 44 || text[4] < '2') return std::nullopt;
        Bytes bytes(text);
        bytes.skip(read_head(bytes).bytes(4));  // the block for readers of 32 bits
        auto counts = read_head(bytes);
        if (counts.transitions > most || counts.types == 0 || counts.types > 256) return std::nullopt;
        std::vector<seconds> times(counts.transitions), offsets(counts.types);
        std::vector<std::size_t> types(counts.transitions);
        for (auto& time : times) time = seconds(bytes.number<8>());
        for (auto& type : types) type = static_cast<std::size_t>(bytes.number<1>()) & 0xFF;
        for (auto& offset : offsets) {
            offset = seconds(bytes.number<4>());
            bytes.skip(2);
        }
        if (bytes.overrun()) return std::nullopt;
        Zone zone{{}, offsets.front()};
        for (std::size_t i = 0; i < times.size(); ++i)
            zone.transitions.push_back({times[i], offsets[std::min(types[i], offsets.size() - 1)]});
        return zone;
    }
};

SystemTimeZones::SystemTimeZones(std::filesystem::path folder) : folder_(std::move(folder)) {
    zones_.emplace("UTC", std::make_shared<Zone>());
}

SystemTimeZones::~SystemTimeZones() = default;

std::shared_ptr<const SystemTimeZones::Zone> SystemTimeZones::find(std::string_view name) {
    std::lock_guard lock(mutex_);
    auto known = zones_.find(name);
    if (known != zones_.end()) return known->second;
    if (!is_zone_name(name)) return nullptr;
    std::error_code missing;
    if (!std::filesystem::is_regular_file(folder_ / name, missing)) return nullptr;
    std::ifstream file(folder_ / name, std::ios::binary);
    auto zone = Zone::read(std::string(std::istreambuf_iterator<char>(file), {}));
    if (!zone) return nullptr;
    return zones_.emplace(name, std::make_shared<Zone>(std::move(*zone))).first->second;
}

bool SystemTimeZones::knows(std::string_view zone) { return find(zone) != nullptr; }

TimePoint SystemTimeZones::to_utc(TimePoint wall_clock, std::string_view name) {
    auto zone = find(name);
    if (!zone) return wall_clock;
    auto wall = std::chrono::floor<seconds>(wall_clock.time_since_epoch());
    auto before = zone->offset_at(wall - std::chrono::days{1});
    auto after = zone->offset_at(wall + std::chrono::days{1});
    bool only_after = zone->offset_at(wall - before) != before && zone->offset_at(wall - after) == after;
    return wall_clock - (only_after ? after : before);
}

}  // namespace snapory
