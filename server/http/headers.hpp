#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace snapory::http {

// True when two header names are the same; case does not matter.
bool same_name(std::string_view left, std::string_view right);

// The fields of one message, in order, in one block of memory. Names compare without case; a name may repeat.
// Views stay valid until the object changes.
class Headers {
public:
    struct Field {
        std::string_view name;
        std::string_view value;
    };

    // Throws std::invalid_argument for a name that is no token or a value with CR, LF or NUL, so that data
    // from outside can never start a header of its own.
    void add(std::string_view name, std::string_view value);
    // As add, in place of every field of this name.
    void set(std::string_view name, std::string_view value);
    void remove(std::string_view name);
    void clear();

    // The first field of this name.
    std::optional<std::string_view> find(std::string_view name) const;
    bool contains(std::string_view name) const { return find(name).has_value(); }
    // How often this name occurs.
    std::size_t count(std::string_view name) const;

    std::size_t size() const { return entries_.size(); }
    Field operator[](std::size_t index) const;

private:
    struct Entry {
        std::uint32_t name;  // where the name starts in text_; the value follows it
        std::uint32_t name_size;
        std::uint32_t value_size;
    };

    std::string text_;
    std::vector<Entry> entries_;
};

}  // namespace snapory::http
