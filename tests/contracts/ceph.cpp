#include "ceph.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <stdexcept>

#include "infrastructure/s3/s3_bucket.hpp"

namespace snapory {
namespace {

// The port of the line "ready PORT"; nothing when the script ended without it.
std::string ready_port(int output) {
    constexpr std::string_view ready = "ready ";
    std::string text;
    std::array<char, 256> piece{};
    for (ssize_t got = 0; (got = ::read(output, piece.data(), piece.size())) > 0;) {
        text.append(piece.data(), static_cast<std::size_t>(got));
        if (text.starts_with(ready) && text.ends_with('\n'))
            return text.substr(ready.size(), text.size() - ready.size() - 1);
    }
    return {};
}

}  // namespace

Ceph& Ceph::shared() {
    static Ceph ceph;
    return ceph;
}

S3Credentials Ceph::credentials() {
    return {"SNAPORYTESTACCESSKEY", "a-secret-for-tests-of-forty-characters-0", ""};
}

std::string Ceph::storage_url() const { return "s3://photos?endpoint=http://127.0.0.1:" + port_; }

Ceph::Ceph() {
    auto pattern = (std::filesystem::temp_directory_path() / "snapory-ceph-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    std::array<int, 2> input{}, output{};
    if (::pipe2(input.data(), O_CLOEXEC) != 0 || ::pipe2(output.data(), O_CLOEXEC) != 0)
        throw std::runtime_error("no pipe");
    child_ = ::fork();
    if (child_ == 0) {
        ::dup2(input[0], STDIN_FILENO);
        ::dup2(output[1], STDOUT_FILENO);
        ::execl(CEPH_SCRIPT, CEPH_SCRIPT, folder_.c_str(), nullptr);  // NOLINT(*-vararg)
        ::_exit(127);
    }
    ::close(input[0]);
    ::close(output[1]);
    input_ = input[1];
    port_ = ready_port(output[0]);
    ::close(output[0]);
    if (port_.empty()) throw std::runtime_error("Ceph did not start; script/setup --tests installs it");
    auto place = parse_s3_url(storage_url() + "&read_bucket=copy").value();
    for (const auto& bucket : {place.main, place.reading}) S3Bucket(bucket, credentials()).create();
}

Ceph::~Ceph() {
    ::close(input_);
    ::waitpid(child_, nullptr, 0);
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

}  // namespace snapory
