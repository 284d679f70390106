#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <future>
#include <string>
#include <thread>
#include <vector>

#include "http/form.hpp"
#include "http/running_server.hpp"

namespace snapory::http {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t large = 128 << 20;       // bytes
constexpr std::uint64_t most_growth = 16 << 20;  // bytes; sanitizers hold freed memory back

std::uint64_t resident_bytes() {
    std::ifstream statm("/proc/self/statm");
    std::uint64_t pages = 0;
    statm >> pages >> pages;
    return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

// A byte of a body that is easy to check at any place. Every MiB is the same, so that tests need not
// allocate.
std::byte byte_at(std::uint64_t offset) { return static_cast<std::byte>(offset * 31 >> 3U); }

// Checks what it is given, and remembers how much memory was used meanwhile.
class CheckingSink final : public BodySink {
public:
    explicit CheckingSink(std::uint64_t wanted = large) : wanted_(wanted) {}
    bool write(std::span<const std::byte> bytes) override {
        for (const std::byte byte : bytes) right = right && byte == byte_at(received++);
        resident = std::max(resident, resident_bytes());
        return received <= wanted_;
    }
    void finish() override { finished = true; }

    std::uint64_t received = 0;
    std::uint64_t resident = 0;
    bool right = true;
    bool finished = false;

private:
    std::uint64_t wanted_;
};

class PatternSource final : public BodySource {
public:
    explicit PatternSource(std::uint64_t size) : size_(size) {}
    std::uint64_t size() const override { return size_; }
    std::size_t read(std::uint64_t offset, std::span<std::byte> buffer) override {
        const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), size_ - offset));
        for (std::size_t i = 0; i < count; ++i) buffer[i] = byte_at(offset + i);
        return count;
    }

private:
    std::uint64_t size_;
};

std::string pattern(std::uint64_t offset, std::size_t count) {
    std::string text(count, '\0');
    for (std::size_t i = 0; i < count; ++i) text[i] = static_cast<char>(byte_at(offset + i));
    return text;
}

bool has(const std::string& text, std::string_view what) { return text.find(what) != std::string::npos; }

class Streaming : public testing::Test {
protected:
    Scope& site() { return site_.router.scope(""); }
    RawConnection connect() { return RawConnection(site_.address()); }
    // A route that checks its body and answers with what came.
    void accept_uploads(std::uint64_t wanted = large) {
        site().put("/up",
                   Route{.handle =
                             [](Request& request) {
                                 const auto& sink = request.sink<CheckingSink>();
                                 return Response::text(sink.right && sink.finished ? 201 : 422,
                                                       std::to_string(sink.received));
                             },
                         .open_sink = [wanted](Request&) { return std::make_unique<CheckingSink>(wanted); },
                         .body_limit = 2 * large});
    }

    RunningServer site_;
};

TEST_F(Streaming, TakesALargeBodyWithConstantMemory) {
    std::atomic<std::uint64_t> most_resident = 0;
    site().put("/up", Route{.handle =
                                [&](Request& request) {
                                    const auto& sink = request.sink<CheckingSink>();
                                    most_resident = sink.resident;
                                    return Response::text(sink.right && sink.finished ? 201 : 422, "");
                                },
                            .open_sink = [](Request&) { return std::make_unique<CheckingSink>(); },
                            .body_limit = large});
    site_.start();
    auto connection = connect();
    const std::uint64_t before = resident_bytes();
    connection.send("PUT /up HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(large) + "\r\n\r\n");
    const std::string piece = pattern(0, 1 << 20);
    for (std::uint64_t sent = 0; sent < large; sent += piece.size()) ASSERT_TRUE(connection.send(piece));
    EXPECT_TRUE(has(connection.read_response(), " 201 "));
    EXPECT_LT(most_resident, before + most_growth);
    EXPECT_EQ(site_.ledger.wait_for(1).at(0).bytes_in, large);
}

TEST_F(Streaming, TakesAChunkedBody) {
    accept_uploads();
    site_.start();
    auto connection = connect();
    connection.send("PUT /up HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
    std::uint64_t sent = 0;
    for (std::size_t size = 1; size < 300'000; size = size * 3 + 1) {
        std::array<char, 32> head{};
        const int length = std::snprintf(head.data(), head.size(), "%zx\r\n", size);
        connection.send({head.data(), static_cast<std::size_t>(length)});
        connection.send(pattern(sent, size) + "\r\n");
        sent += size;
    }
    connection.send("0\r\n\r\n");
    const std::string response = connection.read_response();
    EXPECT_TRUE(has(response, " 201 ")) << response;
    EXPECT_TRUE(response.ends_with(std::to_string(sent))) << response;
}

TEST_F(Streaming, AnEmptyBodyIsABody) {
    accept_uploads();
    site_.start();
    EXPECT_EQ(site_.send(Method::put, "/up", "").status, 201);
}

TEST_F(Streaming, SendsASourceOfAnySizeWithConstantMemory) {
    site().get("/down",
               [](Request&) { return Response::stream(std::make_unique<PatternSource>(large), "a/b"); });
    site_.start();
    auto connection = connect();
    connection.send("GET /down HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_TRUE(has(connection.read_until("\r\n\r\n"), "Content-Length: " + std::to_string(large)));
    const std::uint64_t before = resident_bytes();
    std::uint64_t most = 0;
    const std::string expected = pattern(0, 1 << 20);
    std::vector<std::byte> piece(expected.size());
    for (std::uint64_t offset = 0; offset < large; offset += piece.size()) {
        ASSERT_TRUE(connection.read_into(piece));
        ASSERT_TRUE(std::ranges::equal(piece, std::as_bytes(std::span(expected)))) << offset;
        most = std::max(most, resident_bytes());
    }
    EXPECT_LT(most, before + most_growth);
}

TEST_F(Streaming, SendsTheRangeThatIsAskedFor) {
    site().get("/source",
               [](Request&) { return Response::stream(std::make_unique<PatternSource>(1 << 20), "a/b"); });
    const std::string path = testing::TempDir() + "snapory_http_range_" + std::to_string(::getpid());
    std::ofstream(path) << pattern(0, 1 << 20);
    site().get("/file", [&](Request&) { return Response::file(path, "a/b"); });
    site().on_failure([](const Request&, const Failure& failure) {
        return Response::text(failure.status, "failed with " + std::to_string(failure.status));
    });
    site_.start();
    for (const char* target : {"/source", "/file"}) {
        Headers range;
        range.add("Range", "bytes=100000-299999");
        const auto part = site_.get(target, range);
        EXPECT_EQ(part.status, 206);
        EXPECT_EQ(part.headers.find("Content-Range"), "bytes 100000-299999/1048576");
        EXPECT_EQ(part.body, pattern(100'000, 200'000)) << target;
        EXPECT_EQ(site_.get(target).body, pattern(0, 1 << 20)) << target;
        range.set("Range", "bytes=1048576-");
        const auto beyond = site_.get(target, range);
        EXPECT_EQ(beyond.status, 416);
        EXPECT_EQ(beyond.headers.find("Content-Range"), "bytes */1048576");
        EXPECT_EQ(beyond.body, "failed with 416") << "what is said is the scope's affair";
    }
    ::unlink(path.c_str());
}

TEST_F(Streaming, ASourceThatFailsCutsTheConnection) {
    class Failing final : public BodySource {
        std::uint64_t size() const override { return 1 << 20; }
        std::size_t read(std::uint64_t offset, std::span<std::byte> buffer) override {
            if (offset > 0) throw std::runtime_error("disk gone");
            return buffer.size() / 2;
        }
    };
    site().get("/", [](Request&) { return Response::stream(std::make_unique<Failing>(), "a/b"); });
    site_.start();
    EXPECT_THROW(site_.get("/"), ClientError);
    EXPECT_EQ(site_.ledger.wait_for(1).at(0).fault, "disk gone");
}

TEST_F(Streaming, ContinuesOnlyWhatIsWanted) {
    accept_uploads();
    site().put("/refused",
               Route{.handle = [](Request&) { return Response(200); },
                     .open_sink = [](Request&) -> std::expected<std::unique_ptr<BodySink>, Response> {
                         return std::unexpected(Response::text(409, "closed"));
                     }});
    site_.start();
    const std::string fields = " HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n";
    auto wanted = connect();
    wanted.send("PUT /up" + fields);
    EXPECT_EQ(wanted.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    wanted.send(pattern(0, 5));
    EXPECT_TRUE(has(wanted.read_response(), " 201 "));
    auto refused = connect();
    refused.send("PUT /refused" + fields);
    EXPECT_TRUE(has(refused.read_to_end(), " 409 "));
}

// Sends a body that nobody wants and returns what the server says.
std::string push(RawConnection& connection, const std::string& target, std::uint64_t size) {
    connection.send("PUT " + target + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(size) +
                    "\r\n\r\n");
    std::jthread sender([&] {
        const std::string piece = pattern(0, 1 << 20);
        for (std::uint64_t sent = 0; sent < size && connection.send(piece); sent += piece.size()) {
        }
    });
    return connection.read_to_end();
}

TEST_F(Streaming, AnEarlyRefusalIsSeenByAClientThatIsStillSending) {
    accept_uploads(10);
    site().put("/refused",
               Route{.handle = [](Request&) { return Response(200); },
                     .open_sink = [](Request&) -> std::expected<std::unique_ptr<BodySink>, Response> {
                         return std::unexpected(Response::text(409, "closed"));
                     },
                     .body_limit = large});
    site().put("/small", [](Request&) { return Response(200); });
    site_.start();
    struct Row {
        const char* target;
        const char* status;
    };
    for (const Row& row :
         {Row{"/refused", " 409 "}, Row{"/small", " 413 "}, Row{"/unknown", " 404 "}, Row{"/up", " 422 "}}) {
        auto connection = connect();
        const std::string response = push(connection, row.target, 32 << 20);
        EXPECT_TRUE(has(response, row.status)) << row.target << response;
        EXPECT_TRUE(has(response, "Connection: close")) << row.target;
        EXPECT_FALSE(response.ends_with("reset")) << row.target;
    }
}

TEST_F(Streaming, ASinkThatThrowsIsAFault) {
    class Full final : public BodySink {
        bool write(std::span<const std::byte>) override { throw std::runtime_error("no space"); }
    };
    site().put("/up", Route{.handle = [](Request&) { return Response(200); },
                            .open_sink = [](Request&) { return std::make_unique<Full>(); }});
    site_.start();
    EXPECT_EQ(site_.send(Method::put, "/up", "hello").status, 500);
    EXPECT_EQ(site_.ledger.wait_for(1).at(0).fault, "no space");
}

TEST_F(Streaming, AClientThatLeavesDestroysTheSinkUnfinished) {
    struct Fate {
        std::promise<bool> finished;
    };
    class Witness final : public BodySink {
    public:
        explicit Witness(std::promise<bool>& fate) : fate_(fate) {}
        ~Witness() override { fate_.set_value(finished_); }
        bool write(std::span<const std::byte>) override { return true; }
        void finish() override { finished_ = true; }

    private:
        std::promise<bool>& fate_;
        bool finished_ = false;
    };
    std::promise<bool> fate;
    site().put("/up", Route{.handle = [](Request&) { return Response(200); },
                            .open_sink = [&](Request&) { return std::make_unique<Witness>(fate); }});
    site_.start();
    {
        auto connection = connect();
        connection.send("PUT /up HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhello");
    }
    auto finished = fate.get_future();
    ASSERT_EQ(finished.wait_for(10s), std::future_status::ready);
    EXPECT_FALSE(finished.get());
    EXPECT_EQ(site_.ledger.wait_for(1).at(0).status, 499);
}

TEST_F(Streaming, FormsAreReadWhileTheyArrive) {
    site().post(
        "/form",
        Route{.handle =
                  [](Request& request) {
                      auto& form = request.sink<FormSink>();
                      if (form.error()) return Response::text(422, std::string(describe(*form.error())));
                      return Response::text(200, std::string(form.field("consent").value_or("-")) + ' ' +
                                                     std::to_string(form.files().size()));
                  },
              .open_sink = [](Request& request) -> std::expected<std::unique_ptr<BodySink>, Response> {
                  auto form = FormSink::open(request, {}, [](const PartHead& part) {
                      return part.file_name ? std::make_unique<MemorySink>(1 << 20) : nullptr;
                  });
                  if (!form) return std::unexpected(Response::text(415, "a form, please"));
                  return form;
              }});
    site_.start();
    Headers headers;
    headers.add("Content-Type", "multipart/form-data; boundary=XX");
    const std::string field = "--XX\r\nContent-Disposition: form-data; name=consent\r\n\r\n7\r\n";
    const std::string file =
        "--XX\r\nContent-Disposition: form-data; name=image; filename=a.jpg\r\n\r\nJPEG\r\n";
    EXPECT_EQ(site_.send(Method::post, "/form", field + file + file + "--XX--\r\n", headers).body, "7 2");
    EXPECT_EQ(site_.send(Method::post, "/form", field, headers).status, 422);
    EXPECT_EQ(site_.send(Method::post, "/form", "x").status, 415);
}

}  // namespace
}  // namespace snapory::http
