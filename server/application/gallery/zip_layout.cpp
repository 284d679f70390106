#include "application/gallery/zip_layout.hpp"

#include <algorithm>
#include <chrono>
#include <limits>
#include <unordered_set>

namespace snapory {
namespace {

// Section numbers are of APPNOTE.TXT 6.3.10.
constexpr std::uint32_t local_signature = 0x04034B50, central_signature = 0x02014B50;
constexpr std::uint32_t end64_signature = 0x06064B50, locator64_signature = 0x07064B50,
                        end_signature = 0x06054B50;
constexpr std::uint16_t plain_version = 20, zip64_version = 45;  // 4.4.3: what a reader must understand
constexpr std::uint16_t made_by_unix = 3 << 8;                   // 4.4.2
constexpr std::uint16_t utf8_names = 1 << 11;                    // 4.4.4
constexpr std::uint16_t stored = 0;                              // 4.4.5
constexpr std::uint32_t regular_file = 0100644U << 16;           // 4.4.15, as Unix has it
constexpr std::uint16_t zip64_extra = 1;                         // 4.5.3
constexpr std::uint32_t in_zip64 = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint16_t count_in_zip64 = std::numeric_limits<std::uint16_t>::max();

// Numbers in ZIP are little-endian.
class Record {
public:
    Record& u16(std::uint64_t value) { return number(value, 2); }
    Record& u32(std::uint64_t value) { return number(value, 4); }
    Record& u64(std::uint64_t value) { return number(value, 8); }
    Record& text(const std::string& value) {
        bytes_ += value;
        return *this;
    }
    std::string take() { return std::move(bytes_); }

private:
    Record& number(std::uint64_t value, int width) {
        for (int i = 0; i < width; ++i) bytes_ += static_cast<char>(value >> (8 * i) & 0xFF);
        return *this;
    }
    std::string bytes_;
};

std::uint64_t capped32(std::uint64_t value) { return std::min<std::uint64_t>(value, in_zip64); }
bool large(std::uint64_t value) { return value >= in_zip64; }

// 4.4.6: two seconds is as fine as it gets; 1980 to 2107 is all there is.
struct DosTime {
    std::uint16_t time;
    std::uint16_t date;
};
DosTime dos_time(TimePoint at) {
    using namespace std::chrono;
    const auto first = TimePoint(sys_days(year(1980) / 1 / 1));
    const auto last = TimePoint(sys_days(year(2107) / 12 / 31));
    auto held = std::clamp(at, first, last);
    auto day = floor<days>(held);
    year_month_day date(day);
    hh_mm_ss clock(floor<seconds>(held - day));
    auto years = static_cast<int>(date.year()) - 1980;
    return {static_cast<std::uint16_t>(clock.hours().count() << 11 | clock.minutes().count() << 5 |
                                       clock.seconds().count() / 2),
            static_cast<std::uint16_t>(static_cast<unsigned>(years) << 9 |
                                       static_cast<unsigned>(date.month()) << 5 |
                                       static_cast<unsigned>(date.day()))};
}

// What some file system refuses in a name, or takes for a folder.
std::string harmless(std::string name) {
    for (char& c : name)
        if (std::string_view("<>:\"/\\|?*").find(c) != std::string_view::npos ||
            static_cast<unsigned char>(c) < ' ')
            c = '_';
    while (!name.empty() && (name.back() == '.' || name.back() == ' ')) name.pop_back();
    return name.empty() ? "photo" : name;
}

// Names that differ only in the case of ASCII letters are one file on many a phone and laptop.
std::string folded(std::string name) {
    std::ranges::transform(name, name.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    return name;
}

void make_unique(std::vector<ZipEntry>& entries) {
    std::unordered_set<std::string> taken;
    for (auto& entry : entries) {
        auto name = harmless(entry.name);
        auto dot = std::min(name.rfind('.'), name.size());
        entry.name = name;
        for (int copy = 2; !taken.insert(folded(entry.name)).second; ++copy)
            entry.name = name.substr(0, dot) + " (" + std::to_string(copy) + ")" + name.substr(dot);
    }
}

std::size_t copy_from(const std::string& record, std::uint64_t offset, std::span<std::byte> into) {
    auto count = std::min<std::size_t>(into.size(), record.size() - offset);
    std::ranges::copy_n(reinterpret_cast<const std::byte*>(record.data()) + offset,
                        static_cast<std::ptrdiff_t>(count), into.begin());
    return count;
}

// Which of the places, in ascending order, the offset lies behind.
std::size_t place_of(const std::vector<std::uint64_t>& places, std::uint64_t offset) {
    return static_cast<std::size_t>(std::ranges::upper_bound(places, offset) - places.begin()) - 1;
}

}  // namespace

ZipLayout::ZipLayout(std::vector<ZipEntry> entries) : entries_(std::move(entries)) {
    make_unique(entries_);
    std::uint64_t at = 0;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        local_at_.push_back(at);
        at += local_header(i).size() + entries_[i].bytes;
    }
    directory_at_ = at;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        central_at_.push_back(at);
        at += central_record(i).size();
    }
    end_at_ = at;
    bytes_ = end_at_ + end_records().size();
}

std::size_t ZipLayout::read(std::uint64_t offset, std::span<std::byte> into, const Content& content) const {
    if (offset >= bytes_ || into.empty()) return 0;
    if (offset >= end_at_) return copy_from(end_records(), offset - end_at_, into);
    if (offset >= directory_at_) {
        auto entry = place_of(central_at_, offset);
        return copy_from(central_record(entry), offset - central_at_[entry], into);
    }
    auto entry = place_of(local_at_, offset);
    auto within = offset - local_at_[entry];
    auto header = local_header(entry);
    if (within < header.size()) return copy_from(header, within, into);
    within -= header.size();
    auto most = std::min<std::uint64_t>(into.size(), entries_[entry].bytes - within);
    return content(entry, within, into.first(static_cast<std::size_t>(most)));
}

// 4.3.7
std::string ZipLayout::local_header(std::size_t entry) const {
    const auto& file = entries_[entry];
    auto [time, date] = dos_time(file.modified);
    bool zip64 = large(file.bytes);
    Record record;
    record.u32(local_signature).u16(zip64 ? zip64_version : plain_version).u16(utf8_names).u16(stored);
    record.u16(time).u16(date).u32(file.crc32).u32(capped32(file.bytes)).u32(capped32(file.bytes));
    record.u16(file.name.size()).u16(zip64 ? 20 : 0).text(file.name);
    if (zip64) record.u16(zip64_extra).u16(16).u64(file.bytes).u64(file.bytes);
    return record.take();
}

// 4.3.12; the ZIP64 extra holds only what did not fit, in this order.
std::string ZipLayout::central_record(std::size_t entry) const {
    const auto& file = entries_[entry];
    auto at = local_at_[entry];
    Record extra;
    if (large(file.bytes)) extra.u64(file.bytes).u64(file.bytes);
    if (large(at)) extra.u64(at);
    auto zip64 = extra.take();
    auto version = zip64.empty() ? plain_version : zip64_version;
    auto [time, date] = dos_time(file.modified);

    Record record;
    record.u32(central_signature).u16(made_by_unix | version).u16(version).u16(utf8_names).u16(stored);
    record.u16(time).u16(date).u32(file.crc32).u32(capped32(file.bytes)).u32(capped32(file.bytes));
    record.u16(file.name.size()).u16(zip64.empty() ? 0 : zip64.size() + 4).u16(0).u16(0).u16(0);
    record.u32(regular_file).u32(capped32(at)).text(file.name);
    if (!zip64.empty()) record.u16(zip64_extra).u16(zip64.size()).text(zip64);
    return record.take();
}

// 4.3.14 to 4.3.16
std::string ZipLayout::end_records() const {
    auto count = entries_.size();
    auto directory_bytes = end_at_ - directory_at_;
    bool zip64 = count >= count_in_zip64 || large(directory_bytes) || large(directory_at_);
    Record record;
    if (zip64) {
        record.u32(end64_signature).u64(44).u16(made_by_unix | zip64_version).u16(zip64_version);
        record.u32(0).u32(0).u64(count).u64(count).u64(directory_bytes).u64(directory_at_);
        record.u32(locator64_signature).u32(0).u64(end_at_).u32(1);
    }
    auto short_count = std::min<std::uint64_t>(count, count_in_zip64);
    record.u32(end_signature).u16(0).u16(0).u16(short_count).u16(short_count);
    record.u32(capped32(directory_bytes)).u32(capped32(directory_at_)).u16(0);
    return record.take();
}

}  // namespace snapory
