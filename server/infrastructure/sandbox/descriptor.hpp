#pragma once

#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace snapory {

// Owns a file descriptor; -1 is none.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor() { reset(); }

    int get() const { return number_; }
    void reset() {
        if (number_ >= 0) ::close(std::exchange(number_, -1));
    }

private:
    int number_ = -1;
};

// Pages of a file, mapped for as long as this lives.
class Mapping {
public:
    enum class Use : std::uint8_t {
        read,
        share
    };  // share: what is written here is seen by whoever maps it too

    // The first `length` bytes; 0 maps nothing. Throws std::system_error.
    Mapping(int file, std::size_t length, Use use);
    Mapping(Mapping&& other) noexcept
        : start_(std::exchange(other.start_, nullptr)), length_(std::exchange(other.length_, 0)) {}
    Mapping& operator=(Mapping&&) = delete;
    ~Mapping();

    std::span<std::uint8_t> writable() const { return {start_, length_}; }
    std::span<const std::uint8_t> bytes() const { return {start_, length_}; }

private:
    std::uint8_t* start_ = nullptr;
    std::size_t length_;
};

// Bytes of a file. Throws std::system_error.
std::size_t size_of(int file);

// A file in memory whose size can never change again. Throws std::system_error.
Descriptor sealed_memory_file(std::size_t size);

}  // namespace snapory
