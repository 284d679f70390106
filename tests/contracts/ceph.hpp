#pragma once

#include <filesystem>
#include <string>

#include "infrastructure/s3/sigv4.hpp"

namespace snapory {

// A real object store on this machine, see tests/support/ceph, with the buckets photos and copy, which nobody
// copies anything into. Started by the first test that needs it; it ends with this process, however that
// ends.
class Ceph {
public:
    static Ceph& shared();
    static S3Credentials credentials();

    // "s3://photos?endpoint=http://127.0.0.1:…"
    std::string storage_url() const;

    Ceph(const Ceph&) = delete;
    Ceph& operator=(const Ceph&) = delete;

private:
    Ceph();
    ~Ceph();

    std::filesystem::path folder_;
    std::string port_;
    int input_ = -1;  // closing it ends the store
    int child_ = -1;
};

}  // namespace snapory
