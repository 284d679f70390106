#include "infrastructure/local/socket_bell.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <future>

namespace snapory {
namespace {

using namespace std::chrono_literals;

struct Folder {
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("bell-" + std::to_string(::getpid()));
    Folder() { std::filesystem::remove_all(path); }
    ~Folder() { std::filesystem::remove_all(path); }
};

TEST(SocketBell, IsHeardByEveryProcessAndByTheOneThatRang) {
    Folder folder;
    auto here = make_socket_bell(folder.path);
    auto there = make_socket_bell(folder.path);
    std::promise<std::string> heard_here;
    std::promise<std::string> heard_there;
    auto a = here->listen({nullptr, [&](const EventId& event) { heard_here.set_value(event.text()); }});
    auto b = there->listen({nullptr, [&](const EventId& event) { heard_there.set_value(event.text()); }});

    here->ring_event(EventId("e1"));

    for (auto* heard : {&heard_here, &heard_there}) {
        auto future = heard->get_future();
        ASSERT_EQ(future.wait_for(5s), std::future_status::ready);
        EXPECT_EQ(future.get(), "e1");
    }
}

TEST(SocketBell, JobsAndEventsAreToldApart) {
    Folder folder;
    auto bell = make_socket_bell(folder.path);
    std::promise<void> jobs;
    auto listening = bell->listen({[&] { jobs.set_value(); }, [](const EventId&) { FAIL(); }});
    bell->ring_jobs();
    EXPECT_EQ(jobs.get_future().wait_for(5s), std::future_status::ready);
}

TEST(SocketBell, ClearsWhatADeadProcessLeft) {
    Folder folder;
    auto bell = make_socket_bell(folder.path);
    auto left = folder.path / "dead.sock";
    int socket = ::socket(AF_UNIX, SOCK_DGRAM, 0);
    if (socket < 0) FAIL() << "no socket";
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, left.c_str(), sizeof address.sun_path - 1);
    ASSERT_EQ(::bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    ::close(socket);

    bell->ring_jobs();

    EXPECT_FALSE(std::filesystem::exists(left));
}

TEST(SocketBell, AListenerThatLeftIsNotCalled) {
    Folder folder;
    auto bell = make_socket_bell(folder.path);
    auto gone = bell->listen({[] { FAIL(); }, nullptr});
    gone.reset();
    std::promise<void> heard;
    auto stays = bell->listen({[&] { heard.set_value(); }, nullptr});
    bell->ring_jobs();
    EXPECT_EQ(heard.get_future().wait_for(5s), std::future_status::ready);
}

}  // namespace
}  // namespace snapory
