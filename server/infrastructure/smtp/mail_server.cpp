#include "infrastructure/smtp/mail_server.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace snapory {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

MailServer::MailServer() {
    auto pattern = (fs::temp_directory_path() / "snapory-mail-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    std::array<int, 2> input{}, output{};
    if (::pipe2(input.data(), O_CLOEXEC) != 0 || ::pipe2(output.data(), O_CLOEXEC) != 0)
        throw std::runtime_error("no pipe");
    child_ = ::fork();
    if (child_ == 0) {
        ::dup2(input[0], STDIN_FILENO);
        ::dup2(output[1], STDOUT_FILENO);
        ::execl(MAIL_SERVER_SCRIPT, MAIL_SERVER_SCRIPT, folder_.c_str(), nullptr);  // NOLINT(*-vararg)
        ::_exit(127);
    }
    ::close(input[0]);
    ::close(output[1]);
    input_ = input[1];
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> lines(::fdopen(output[0], "r"), std::fclose);
    std::array<char, 100> line{};
    if (std::fgets(line.data(), line.size(), lines.get()) == nullptr)
        throw std::runtime_error("the mail server did not start; script/setup --tests installs it");
    std::string ready;
    std::istringstream(line.data()) >> ready >> port_ >> tls_port_;
}

MailServer::~MailServer() {
    ::close(input_);
    ::waitpid(child_, nullptr, 0);
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

SmtpConfig MailServer::config(const std::string& scheme) const {
    SmtpConfig config;
    config.place = {.url = scheme + "://localhost:" + (scheme == "smtps" ? tls_port_ : port_),
                    .user = "snapory",
                    .password = "a secret: 100%",
                    .ca = folder_ / "ca.pem"};
    config.from = {"Ada’s photos", "photos@example.org"};
    return config;
}

// A mail that was accepted is in the queue until it stands in its box.
void MailServer::settle() const {
    while (!fs::is_empty(folder_ / "spool" / "input"))
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
}

std::vector<Mail> MailServer::arrived() const {
    settle();
    auto command = std::string(READ_MAILS_SCRIPT) + " " + (folder_ / "mails" / "new").string() + " --fields";
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> output(::popen(command.c_str(), "r"), ::pclose);
    std::vector<std::string> fields(1);
    for (int c = 0; (c = std::fgetc(output.get())) != EOF;)
        if (c == 0)
            fields.emplace_back();
        else
            fields.back() += static_cast<char>(c);
    std::vector<Mail> mails;
    for (std::size_t i = 0; i + 4 < fields.size(); i += 4)
        mails.push_back({MailId(), fields[i], fields[i + 1], fields[i + 2], fields[i + 3]});
    return mails;
}

std::vector<std::string> MailServer::raw() const {
    settle();
    std::vector<std::pair<fs::file_time_type, fs::path>> files;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(folder_ / "mails" / "new", none))
        files.emplace_back(entry.last_write_time(), entry.path());
    std::ranges::sort(files);
    std::vector<std::string> mails;
    mails.reserve(files.size());
    for (const auto& [time, path] : files) mails.push_back(text_of(path));
    return mails;
}

}  // namespace snapory
