#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "domain/id.hpp"

struct evp_md_ctx_st;

namespace snapory {

// SHA-256 of bytes that come piece by piece. Used by one thread at a time.
class Hasher {
public:
    Hasher();
    void add(std::span<const std::byte> bytes);
    Sha256 digest() const;  // of what was added so far

private:
    struct Free {
        void operator()(evp_md_ctx_st* context) const;
    };
    std::unique_ptr<evp_md_ctx_st, Free> context_;
};

}  // namespace snapory
