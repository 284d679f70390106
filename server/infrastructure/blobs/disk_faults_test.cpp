// Lets each call that the disk store makes of the kernel fail in turn, as SQLite's tests do: whatever fails,
// the store either throws or has kept the bytes, and a retry succeeds.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>
#include <functional>

#include "application/ports/unavailable.hpp"
#include "infrastructure/blobs/disk_fixture_test.hpp"

namespace {

// Counts down to the call that fails. Only the test's own thread is meddled with.
struct Plan {
    bool armed = false;
    int calls_left = 0;
    int error = 0;
    bool short_write = false;  // a write takes one byte and then fails
};
thread_local Plan plan;  // NOLINT(*-non-const-global-variables)

bool fails_now() {
    if (!plan.armed || plan.calls_left-- != 0) return false;
    plan.armed = false;
    errno = plan.error;
    return true;
}

template <class Function>
Function* next(const char* name) {
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

int fsync(int fd) { return fails_now() ? -1 : next<int(int)>("fsync")(fd); }

int rename(const char* from, const char* to) noexcept {
    return fails_now() ? -1 : next<int(const char*, const char*)>("rename")(from, to);
}

int mkdir(const char* path, mode_t mode) noexcept {
    return fails_now() ? -1 : next<int(const char*, mode_t)>("mkdir")(path, mode);
}

ssize_t write(int fd, const void* bytes, size_t count) {
    auto* real = next<ssize_t(int, const void*, size_t)>("write");
    if (plan.armed && plan.short_write && plan.calls_left == 0 && count > 1) {
        plan.short_write = false;
        return real(fd, bytes, 1);
    }
    return fails_now() ? -1 : real(fd, bytes, count);
}

ssize_t pread(int fd, void* into, size_t count, off_t offset) {
    return fails_now() ? -1 : next<ssize_t(int, void*, size_t, off_t)>("pread")(fd, into, count, offset);
}

int open(const char* path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    auto mode = (flags & O_CREAT) != 0 ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    return fails_now() ? -1 : next<int(const char*, int, ...)>("open")(path, flags, mode);
}

}  // extern "C"

namespace snapory {
namespace {

class DiskFaults : public DiskFixture {
protected:
    // Runs `act` with the first, second, … call failing until it makes no more calls; after each, `look` says
    // what must hold whether `act` threw or not.
    static void fail_each_call(int error, bool short_write, const std::function<void()>& prepare,
                               const std::function<void()>& act,
                               const std::function<void(bool acknowledged)>& look) {
        for (int call = 0; call < 1000; ++call) {
            prepare();
            bool acknowledged = true;
            plan = {true, call, error, short_write};
            try {
                act();
            } catch (const Unavailable&) {
                acknowledged = false;
            } catch (const StorageFull&) {
                acknowledged = false;
            }
            bool reached = !plan.armed;
            plan.armed = false;
            look(acknowledged);
            if (!reached) {
                EXPECT_TRUE(acknowledged);
                EXPECT_GT(call, 5) << "the calls were not intercepted";
                return;
            }
        }
        FAIL() << "never ran to its end";
    }
};

TEST_F(DiskFaults, AWholeFileIsKeptOrRefused) {
    for (int error : {EIO, ENOSPC})
        for (bool short_write : {false, true})
            fail_each_call(
                error, short_write, [&] { store->remove(key); },
                [&] {
                    auto staged = store->stage();
                    staged->write(bytes_of("hello"));
                    store->put(key, *staged);
                },
                [&](bool acknowledged) {
                    auto content = content_of(key);
                    EXPECT_TRUE(content == "hello" || (!acknowledged && content == "(none)")) << content;
                    store->put(key, octets("hello"));
                    EXPECT_EQ(files_beneath(folder), std::set<std::string>{key.text()});
                });
}

TEST_F(DiskFaults, AnUploadIsSealedOrCanBeSentAgain) {
    for (const auto& file : {std::string("hello"), std::string(part_bytes + 5, 'x')})
        for (int error : {EIO, EDQUOT}) {
            auto announced = upload(file);
            auto send_missing = [&] {
                for (auto number : announced.missing(store->received(announced)))
                    send(announced, number,
                         std::string_view(file).substr((number - 1) * part_bytes, part_bytes));
            };
            fail_each_call(
                error, false,
                [&] {
                    store->remove(key);
                    send_missing();
                },
                [&] { EXPECT_TRUE(store->seal(announced, key)); },
                [&](bool acknowledged) {
                    if (acknowledged) {
                        EXPECT_EQ(content_of(key), file);
                    }
                    send_missing();
                    EXPECT_TRUE(store->seal(announced, key));
                    EXPECT_EQ(content_of(key), file);
                });
        }
}

TEST_F(DiskFaults, APartThatFailedDoesNotCount) {
    auto announced = upload("hello");
    fail_each_call(
        EIO, true, [&] { store->discard(announced.id); },
        [&] {
            auto part = store->stage_part(announced.id, 1, 5);
            part->write(bytes_of("he"));
            part->write(bytes_of("llo"));
            EXPECT_TRUE(part->finish());
            (void)store->received(announced);
        },
        [&](bool) {
            if (!store->received(announced).empty()) {
                EXPECT_TRUE(store->seal(announced, key));
            }
            store->remove(key);
        });
}

}  // namespace
}  // namespace snapory
