#include "http/server.hpp"

#include <gtest/gtest.h>

#include <future>
#include <latch>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "http/running_server.hpp"

namespace snapory::http {
namespace {

using namespace std::chrono_literals;

class ServerTest : public testing::Test {
protected:
    Scope& site() { return site_.router.scope(""); }
    RawConnection connect() { return RawConnection(site_.address()); }

    RunningServer site_;
};

std::string get(const std::string& target, const std::string& fields = {}) {
    return "GET " + target + " HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
}

std::string post(const std::string& target, const std::string& fields = {}) {
    return "POST " + target + " HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
}

bool has(const std::string& text, std::string_view what) { return text.find(what) != std::string::npos; }

TEST_F(ServerTest, AnswersWithWhatTheHandlerGives) {
    site().get("/hello/:name", [](Request& request) {
        return Response::text(200, "hello " + std::string(request.param("name")) + " from " +
                                       std::string(request.remote_address()));
    });
    site_.start();
    const auto response = site_.get("/hello/world");
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.body, "hello world from 127.0.0.1");
    EXPECT_TRUE(response.headers.contains("Date"));
    EXPECT_EQ(response.headers.find("X-Request-Id")->size(), 32U);
    const auto entries = site_.ledger.wait_for(1);
    ASSERT_EQ(entries.size(), 1U);
    EXPECT_EQ(entries[0].route, "/hello/:name");
    EXPECT_EQ(entries[0].status, 200);
}

TEST_F(ServerTest, TakesOverARequestIdThatIsSane) {
    site().get("/", [](Request& request) { return Response::text(200, std::string(request.request_id())); });
    site_.start();
    Headers sane;
    sane.add("X-Request-Id", "abc-1.2_3");
    EXPECT_EQ(site_.get("/", sane).body, "abc-1.2_3");
    Headers wild;
    wild.add("X-Request-Id", "a b<c>");
    EXPECT_EQ(site_.get("/", wild).body.size(), 32U);
}

TEST_F(ServerTest, TakesOverATraceparentThatIsValid) {
    site().get("/", [](Request& /*request*/) { return Response::text(200, current_traceparent()); });
    site_.start();
    const std::string valid = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    for (const std::string& sent : {valid, valid.substr(1), valid.substr(0, 54) + "G"}) {
        Headers headers;
        headers.add("traceparent", sent);
        auto trace = parse_traceparent(site_.get("/", headers).body);
        EXPECT_EQ(trace.has_value(), sent == valid) << sent;
        if (!trace) continue;
        EXPECT_EQ(trace->trace_id, "0af7651916cd43dd8448eb211c80319c");
        EXPECT_NE(trace->span_id, "b7ad6b7169203331") << "a span of its own";
        EXPECT_TRUE(trace->sampled);
    }
}

TEST_F(ServerTest, BeginsTracesForAShareOfRequests) {
    site().get("/", [](Request& /*request*/) { return Response::text(200, current_traceparent()); });
    site_.config.trace_share = 1;
    site_.start();
    auto first = parse_traceparent(site_.get("/").body), second = parse_traceparent(site_.get("/").body);
    ASSERT_TRUE(first && second);
    EXPECT_TRUE(first->sampled);
    EXPECT_NE(first->trace_id, second->trace_id);
    Headers headers;
    headers.add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00");
    EXPECT_TRUE(parse_traceparent(site_.get("/", headers).body)->sampled) << "a browser leaves it to us";
}

TEST_F(ServerTest, SeesWhoAskedPastATrustedProxy) {
    site().get("/", [](Request& request) {
        return Response::text(200,
                              std::string(request.remote_address()) + ' ' + std::string(request.scheme()));
    });
    site_.config.trusted_proxies = {"127.0.0.0/8"};
    site_.start();
    Headers headers;
    headers.add("X-Forwarded-For", "203.0.113.9");
    headers.add("X-Forwarded-Proto", "https");
    EXPECT_EQ(site_.get("/", headers).body, "203.0.113.9 https");
}

TEST_F(ServerTest, KeepsAConnectionAlive) {
    site().get("/:n", [](Request& request) { return Response::text(200, std::string(request.param("n"))); });
    site_.start();
    auto connection = connect();
    for (const char* target : {"/1", "/2", "/3"}) {
        connection.send(get(target));
        EXPECT_TRUE(connection.read_response().ends_with(std::string("\r\n\r\n") + target[1]));
    }
    connection.send(get("/4", "Connection: close\r\n"));
    EXPECT_TRUE(has(connection.read_to_end(), "Connection: close"));
}

TEST_F(ServerTest, AnswersPipelinedRequestsInOrder) {
    site().get("/:n", [](Request& request) { return Response::text(200, std::string(request.param("n"))); });
    site().post("/echo", [](Request& request) { return Response::text(200, request.body()); });
    site_.start();
    auto connection = connect();
    connection.send(
        "\r\n" + get("/1") + "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello" +
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n" +
        get("/4"));
    for (const char* body : {"1", "hello", "abc", "4"})
        EXPECT_TRUE(connection.read_response().ends_with(std::string("\r\n\r\n") + body)) << body;
}

TEST_F(ServerTest, ReadsARequestThatArrivesByteByByte) {
    site().post("/echo", [](Request& request) { return Response::text(200, request.body()); });
    site_.start();
    auto connection = connect();
    for (const char c : std::string("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nok"))
        connection.send(std::string_view(&c, 1));
    EXPECT_TRUE(connection.read_response().ends_with("ok"));
}

TEST_F(ServerTest, SpeaksHttp10AndClosesThen) {
    site().get("/", [](Request&) { return Response::text(200, "old"); });
    site_.start();
    auto connection = connect();
    connection.send("GET / HTTP/1.0\r\n\r\n");
    EXPECT_TRUE(connection.read_to_end().ends_with("old"));
}

TEST_F(ServerTest, HeadHasTheHeaderOfGetAndNoBody) {
    site().get("/", [](Request&) { return Response::text(200, "hello"); });
    site_.start();
    auto connection = connect();
    connection.send("HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    const std::string response = connection.read_to_end();
    EXPECT_TRUE(has(response, "Content-Length: 5\r\n"));
    EXPECT_TRUE(response.ends_with("\r\n\r\n"));
}

TEST_F(ServerTest, SaysWhichMethodsThereAre) {
    site().get("/a", [](Request&) { return Response(200); });
    site_.start();
    const auto refused = site_.send(Method::post, "/a", "x");
    EXPECT_EQ(refused.status, 405);
    EXPECT_EQ(refused.headers.find("Allow"), "GET, HEAD, OPTIONS");
    const auto options = site_.send(Method::options, "/a", "");
    EXPECT_EQ(options.status, 204);
    EXPECT_EQ(options.headers.find("Allow"), "GET, HEAD, OPTIONS");
}

TEST_F(ServerTest, HooksSeeEveryRequestAndAnswer) {
    site().before([](Request& request) -> std::optional<Response> {
        if (request.header("Authorization")) {
            request.attach(std::string("ada"));
            return std::nullopt;
        }
        return Response::text(401, "who?");
    });
    site().after([](const Request&, Response& response) { response.headers().set("X-After", "1"); });
    site().get("/me", [](Request& request) { return Response::text(200, *request.attached<std::string>()); });
    site_.start();
    EXPECT_EQ(site_.get("/me").status, 401);
    Headers headers;
    headers.add("Authorization", "Bearer x");
    EXPECT_EQ(site_.get("/me", headers).body, "ada");
    const auto unknown = site_.get("/unknown");
    EXPECT_EQ(unknown.status, 404);
    EXPECT_EQ(unknown.headers.find("X-After"), "1");
}

TEST_F(ServerTest, WhatAHandlerThrowsBecomesOneAnswerAndOneReport) {
    struct Busy : std::runtime_error {
        using std::runtime_error::runtime_error;
    };
    site().get("/fault", [](Request&) -> Response { throw std::runtime_error("boom"); });
    site().get("/busy", [](Request&) -> Response { throw Busy("later"); });
    site().on_failure([](const Request& request, const Failure& failure) {
        int status = failure.status;
        try {
            if (failure.cause) std::rethrow_exception(failure.cause);
        } catch (const Busy&) {
            status = 503;
        } catch (const std::exception&) {
            status = 500;
        }
        return Response::text(status, std::string(request.request_id()));
    });
    site_.start();
    const auto fault = site_.get("/fault");
    EXPECT_EQ(fault.status, 500);
    EXPECT_EQ(fault.body, fault.headers.find("X-Request-Id"));
    EXPECT_EQ(site_.get("/busy").status, 503);
    const auto entries = site_.ledger.wait_for(2);
    EXPECT_EQ(entries.at(0).fault, "boom");
    EXPECT_EQ(entries.at(1).fault, "later");
}

TEST_F(ServerTest, ARendererThatThrowsIsNoCatastrophe) {
    site().get("/", [](Request&) -> Response { throw std::runtime_error("boom"); });
    site().on_failure([](const Request&, const Failure&) -> Response { throw std::runtime_error("bang"); });
    site_.start();
    EXPECT_EQ(site_.get("/").status, 500);
    EXPECT_EQ(site_.ledger.wait_for(1).at(0).fault, "boom; then the renderer: bang");
}

TEST_F(ServerTest, RefusesBrokenHeadsAndCloses) {
    site_.config.max_header_bytes = 1000;
    site_.start();
    struct Row {
        std::string bytes;
        const char* status;
    };
    for (const Row& row :
         {Row{"nonsense\r\n\r\n", "400"}, Row{get("/", "A: " + std::string(2000, 'a') + "\r\n"), "431"},
          Row{get("/", "A: b\r\n c\r\n"), "400"}, Row{get("/%zz"), "400"}, Row{get("/?a=%zz"), "400"},
          Row{"GET / HTTP/1.1\r\nHost: a<b>\r\n\r\n", "400"},
          Row{get("/", "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n"), "400"},
          Row{std::string(5000, 'A'), "431"}}) {
        auto connection = connect();
        connection.send(row.bytes);
        connection.stop_sending();
        const std::string response = connection.read_to_end();
        EXPECT_TRUE(response.starts_with(std::string("HTTP/1.1 ") + row.status)) << row.bytes << response;
        EXPECT_FALSE(response.ends_with("reset")) << row.bytes;
    }
}

TEST_F(ServerTest, ABrokenQueryIsAnsweredAsItsScopeAnswers) {
    auto& api = site_.router.scope("/api");
    api.get("/list", [](Request&) { return Response::text(200, "rows"); });
    api.on_failure([](const Request& request, const Failure& failure) {
        return Response::json(failure.status, "\"" + std::string(request.path()) + "\"");
    });
    site_.start();
    const auto broken = site_.get("/api/list?a=%zz");
    EXPECT_EQ(broken.status, 400);
    EXPECT_EQ(broken.body, "\"/api/list\"");
}

TEST_F(ServerTest, AReadThatBlocksHoldsUpNoOtherConnection) {
    std::latch entered(1);
    std::promise<void> release;
    auto released = release.get_future().share();
    site().get("/slow", [&](Request&) {
        entered.count_down();
        released.wait();
        return Response::text(200, "done");
    });
    site().get("/health",
               Route{.handle = [](Request&) { return Response::text(200, "up"); }, .on_io_thread = true});
    site_.config.io_threads = 1;
    site_.start();
    auto slow = connect();
    slow.send(get("/slow"));
    entered.wait();
    EXPECT_EQ(site_.get("/health").body, "up");
    release.set_value();
    EXPECT_TRUE(has(slow.read_response(), "done"));
}

TEST_F(ServerTest, WhenTooManyWaitTheRestIsSentAway) {
    std::latch entered(1);
    std::promise<void> release;
    auto released = release.get_future().share();
    site().post("/slow", [&](Request&) {
        entered.count_down();
        released.wait();
        return Response::text(200, "done");
    });
    site().post("/quick", [](Request&) { return Response::text(200, "ok"); });
    site_.config.handler_threads = 1;
    site_.config.handler_queue = 1;
    site_.start();
    auto slow = connect();
    slow.send(post("/slow"));
    entered.wait();
    std::vector<RawConnection> others;
    for (int i = 0; i < 5; ++i) others.push_back(connect());
    for (auto& other : others) other.send(post("/quick", "Connection: close\r\n"));
    EXPECT_EQ(site_.ledger.wait_for(4).size(), 4U);  // one waits
    release.set_value();
    int served = 0;
    for (auto& other : others) {
        const std::string response = other.read_to_end();
        served += has(response, " 200 ") ? 1 : 0;
        EXPECT_NE(has(response, " 200 "), has(response, " 503 ") && has(response, "Retry-After: "))
            << response;
    }
    EXPECT_EQ(served, 1);
    EXPECT_TRUE(has(slow.read_response(), "done"));
}

TEST_F(ServerTest, ARouteOnTheIoThreadNeedsNoPool) {
    site().get("/health",
               Route{.handle = [](Request&) { return Response::text(200, "up"); }, .on_io_thread = true});
    site_.config.handler_queue = 0;
    site_.start();
    EXPECT_EQ(site_.get("/health").body, "up");
}

TEST_F(ServerTest, ListensOnAUnixSocketForThisUserOnly) {
    site_.config.unix_path = testing::TempDir() + "snapory_http_" + std::to_string(::getpid()) + ".sock";
    site().get("/",
               [](Request& request) { return Response::text(200, std::string(request.remote_address())); });
    site_.start();
    EXPECT_EQ(site_.get("/").body, "unix");
    EXPECT_EQ(site_.server->port(), 0);
    site_.server->stop();
    EXPECT_THROW(Client(site_.address(), 1s).send(Method::get, "/"), ClientError);
}

TEST_F(ServerTest, AnAddressThatIsTakenIsAFault) {
    site_.start();
    RunningServer other;
    other.config.port = site_.server->port();
    EXPECT_THROW(other.start(), std::system_error);
}

TEST_F(ServerTest, LimitsConnectionsOfOneAddress) {
    site().get("/", [](Request&) { return Response::text(200, "ok"); });
    site_.config.max_connections_per_address = 2;
    site_.start();
    auto first = connect();
    auto second = connect();
    for (auto* connection : {&first, &second}) {
        connection->send(get("/"));
        EXPECT_TRUE(has(connection->read_response(), "ok"));
    }
    auto third = connect();
    third.send(get("/"));
    EXPECT_FALSE(has(third.read_to_end(), "ok"));
}

TEST_F(ServerTest, StopLetsARequestEndAndClosesWhatIsIdle) {
    std::latch entered(1);
    std::promise<void> release;
    auto released = release.get_future().share();
    site().get("/slow", [&](Request&) {
        entered.count_down();
        released.wait();
        return Response::text(200, "done");
    });
    site_.start();
    auto idle = connect();
    auto busy = connect();
    busy.send(get("/slow"));
    entered.wait();
    std::thread stopper([&] { site_.server->stop(10s); });
    EXPECT_EQ(idle.read_to_end(), "");
    release.set_value();
    const std::string response = busy.read_to_end();
    stopper.join();
    EXPECT_TRUE(response.ends_with("done"));
    EXPECT_TRUE(has(response, "Connection: close"));
}

TEST_F(ServerTest, StopCutsWhatDoesNotEnd) {
    site().post("/", [](Request&) { return Response(200); });
    site_.start();
    auto stuck = connect();
    stuck.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n");
    auto half = connect();
    half.send("GET / HT");
    const auto begun = std::chrono::steady_clock::now();
    site_.server->stop(50ms);
    EXPECT_LT(std::chrono::steady_clock::now() - begun, 5s);
}

TEST_F(ServerTest, WithoutAStartNothingHappens) {
    Server server(site_.config, site_.router, site_.ledger);
    EXPECT_EQ(server.port(), 0);
    server.stop();
}

}  // namespace
}  // namespace snapory::http
