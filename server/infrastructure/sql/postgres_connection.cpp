#include "infrastructure/sql/postgres_connection.hpp"

#include <libpq-fe.h>
#include <poll.h>

#include <array>
#include <stdexcept>

#include "infrastructure/sql/postgres_fault.hpp"
#include "infrastructure/sql/postgres_values.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

constexpr int oldest_version = 150'000;
constexpr std::size_t most_prepared = 256;
constexpr std::size_t longest_pipeline = 100;  // statements; bounds what both ends hold
constexpr std::chrono::seconds grace{5};       // for the server to end a statement that takes too long

const Statement forget_prepared{"prepared.forget", "deallocate all"};

std::string message_of(const pg_conn* session) {
    std::string text = PQerrorMessage(session);
    while (text.ends_with('\n')) text.pop_back();
    return text;
}

// Work without limits may take its time, but not do nothing for long.
Statement limits(const PostgresConfig& config, bool limited, bool only_this_transaction) {
    auto set = [&](const char* name, std::chrono::milliseconds limit) {
        return std::string("set_config('") + name + "', '" + std::to_string(limit.count()) + "', " +
               (only_this_transaction ? "true)" : "false)");
    };
    return {"transaction.limits", "select " + set("statement_timeout", limited ? config.statement : 0ms) +
                                      ", " + set("lock_timeout", limited ? config.lock : 0ms) + ", " +
                                      set("idle_in_transaction_session_timeout", config.idle)};
}

}  // namespace

void PostgresConnection::Close::operator()(pg_conn* session) const { PQfinish(session); }
void PostgresConnection::Clear::operator()(pg_result* result) const { PQclear(result); }

PostgresConnection::PostgresConnection(const PostgresConfig& config) : config_(config) {
    connect();
    examine();
    if (!pooled_) check(execute(limits(config_, true, false).text), "limits");
    PQsetnonblocking(session_.get(), 1);
    PQenterPipelineMode(session_.get());
}

PostgresConnection::~PostgresConnection() = default;

// What stands before the URL it may overrule. Keepalives and the time limit find a server that vanished.
void PostgresConnection::connect() {
    auto seconds = std::to_string(std::max<std::chrono::seconds::rep>(
        2, std::chrono::ceil<std::chrono::seconds>(config_.wait).count()));
    constexpr std::array keys{"connect_timeout",           "keepalives_idle",
                              "keepalives_interval",       "keepalives_count",
                              "tcp_user_timeout",          "target_session_attrs",
                              "fallback_application_name", "dbname",
                              "client_encoding",           static_cast<const char*>(nullptr)};
    const std::array values{seconds.c_str(),
                            "5",
                            "5",
                            "3",
                            "15000",
                            config_.replica ? "prefer-standby" : "read-write",
                            "snapory",
                            config_.url.c_str(),
                            "UTF8",
                            static_cast<const char*>(nullptr)};
    session_.reset(PQconnectdbParams(keys.data(), values.data(), 1));
    if (PQstatus(session_.get()) != CONNECTION_OK) throw Unavailable(message_of(session_.get()));
    PQsetNoticeProcessor(session_.get(), [](void*, const char*) {}, nullptr);  // for people at a terminal
}

// A pooler answers with a process of its own making.
void PostgresConnection::examine() {
    auto* session = session_.get();
    if (PQserverVersion(session) < oldest_version)
        throw Unavailable("PostgreSQL 15 or later is needed; the server is older");
    const char* encoding = PQparameterStatus(session, "server_encoding");
    if (encoding != nullptr && std::string_view(encoding) != "UTF8")
        throw Unavailable("the database must have the encoding UTF8, not " + std::string(encoding));
    auto process = execute("select pg_backend_pid()");
    check(process, "process");
    pooled_ = PQgetvalue(process.get(), 0, 0) != std::to_string(PQbackendPID(session));
}

PostgresConnection::Result PostgresConnection::execute(const std::string& sql) {
    return Result(PQexec(session_.get(), sql.c_str()));
}

bool PostgresConnection::usable() const { return !lost_ && PQstatus(session_.get()) == CONNECTION_OK; }

void PostgresConnection::lose(const std::string& why) {
    lost_ = true;
    throw ConnectionLost(why);
}

void PostgresConnection::check(const Result& result, std::string_view doing) const {
    auto status = PQresultStatus(result.get());
    if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) return;
    const char* state = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
    const char* told = PQresultErrorField(result.get(), PG_DIAG_MESSAGE_PRIMARY);
    auto what = std::string(doing) + ": " + (told ? told : message_of(session_.get()));
    throw_fault(state ? state : "", what);
}

void PostgresConnection::begin(const Statement& statement, bool limited) {
    settle();
    notice_end();
    limited_ = limited;
    heard_ = false;
    enqueue(statement, {});
    if (pooled_ || !limited) enqueue(limits(config_, limited, true), {});
}

// A server that ended the session in the meantime has said so; better heard before work than in the middle of
// it.
void PostgresConnection::notice_end() {
    pollfd server{PQsocket(session_.get()), POLLIN, 0};
    if (::poll(&server, 1, 0) > 0 && PQconsumeInput(session_.get()) != 1) lose(message_of(session_.get()));
}

void PostgresConnection::commit() {
    static const Statement commit{"transaction.commit", "commit"};
    if (!heard_) settle();  // a session that broke while it was idle must not leave the commit in doubt
    enqueue(commit, {});
    try {
        auto result = settle();
        if (std::string_view(PQcmdStatus(result.get())) != "COMMIT")
            throw Conflict("commit: it was taken back");
    } catch (const ConnectionLost& lost) {
        throw Unavailable("whether the commit was done is not known: " + std::string(lost.what()));
    }
}

void PostgresConnection::leave(const Statement& statement) noexcept {
    try {
        if (!usable()) return;
        enqueue(statement, {});
        await_end();
        flush();
    } catch (...) {  // the session is gone, and its transaction with it
        lost_ = true;
    }
}

std::size_t PostgresConnection::run(const Statement& statement, std::span<const Parameter> parameters,
                                    const Visit& visit) {
    enqueue(statement, parameters);
    auto result = settle();
    if (visit)
        for (int row = 0; row < PQntuples(result.get()); ++row) visit(PostgresRow(result.get(), row));
    return std::strtoull(PQcmdTuples(result.get()), nullptr, 10);
}

void PostgresConnection::send(const Statement& statement, std::span<const Parameter> parameters) {
    enqueue(statement, parameters);
    if (awaited_.size() >= longest_pipeline) settle();
}

void PostgresConnection::script(const std::string& sql) {
    settle();
    PQexitPipelineMode(session_.get());
    auto result = execute(sql);
    PQenterPipelineMode(session_.get());
    check(result, "script");
}

void PostgresConnection::mark_sent(int accepted) {
    if (accepted != 1) lose(message_of(session_.get()));
    synchronized_ = false;
}

void PostgresConnection::enqueue(const Statement& statement, std::span<const Parameter> parameters) {
    PostgresValues values(parameters);
    if (!pooled_) return enqueue_prepared(statement, values);
    mark_sent(PQsendQueryParams(session_.get(), statement.text.c_str(), values.count(), values.types(),
                                values.values(), values.lengths(), values.formats(), 1));
    awaited_.push_back({statement.name, {}});
}

void PostgresConnection::enqueue_prepared(const Statement& statement, const PostgresValues& values) {
    auto* session = session_.get();
    auto held = prepared_.find(statement.text);
    if (held == prepared_.end()) {
        make_room();
        auto name = "s" + std::to_string(++names_);
        mark_sent(
            PQsendPrepare(session, name.c_str(), statement.text.c_str(), values.count(), values.types()));
        awaited_.push_back({statement.name, statement.text});
        held = prepared_.emplace(statement.text, name).first;
    }
    mark_sent(PQsendQueryPrepared(session, held->second.c_str(), values.count(), values.values(),
                                  values.lengths(), values.formats(), 1));
    awaited_.push_back({statement.name, {}});
}

void PostgresConnection::make_room() {
    if (prepared_.size() < most_prepared) return;
    mark_sent(PQsendQueryParams(session_.get(), forget_prepared.text.c_str(), 0, nullptr, nullptr, nullptr,
                                nullptr, 1));
    awaited_.push_back({forget_prepared.name, {}});
    prepared_.clear();
}

void PostgresConnection::await_end() {
    if (synchronized_ || awaited_.empty()) return;
    if (PQpipelineSync(session_.get()) != 1) lose(message_of(session_.get()));
    synchronized_ = true;
}

// Reads every answer that is still to come; gives the last, or throws the first fault.
PostgresConnection::Result PostgresConnection::settle() {
    if (awaited_.empty()) return nullptr;
    await_end();
    flush();
    Fault fault;
    auto last = take_answers(fault);
    heard_ = true;
    if (fault.result) check(fault.result, fault.statement);
    return last;
}

PostgresConnection::Result PostgresConnection::take_answers(Fault& fault) {
    Result last;
    while (!awaited_.empty()) {
        auto awaited = std::move(awaited_.front());
        awaited_.pop_front();
        bool done = false;
        while (auto result = next_result()) {
            auto status = PQresultStatus(result.get());
            done = status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK;
            if (done || fault.result)
                last = std::move(result);
            else
                fault = {std::move(result), awaited.name};
        }
        note(awaited, done);
    }
    if (PQresultStatus(next_result().get()) != PGRES_PIPELINE_SYNC) lost_ = true;
    return last;
}

void PostgresConnection::note(const Awaited& awaited, bool done) {
    if (!awaited.text.empty()) {
        if (!done) prepared_.erase(awaited.text);
    } else if (done && config_.observer) {
        config_.observer(awaited.name, Clock::now() - awaited.since);
    }
}

PostgresConnection::Result PostgresConnection::next_result() {
    while (PQisBusy(session_.get()) == 1) wait_for_server(POLLIN);
    return Result(PQgetResult(session_.get()));
}

void PostgresConnection::flush() {
    for (;;) {
        int left = PQflush(session_.get());
        if (left < 0) lose(message_of(session_.get()));
        if (left == 0) return;
        wait_for_server(POLLIN | POLLOUT);
    }
}

// Takes what has come, so that the server is never kept from reading by answers that nobody takes.
void PostgresConnection::wait_for_server(short events) {
    pollfd server{PQsocket(session_.get()), events, 0};
    auto longest = std::chrono::milliseconds(config_.statement + grace);
    int ready = ::poll(&server, 1, limited_ ? static_cast<int>(longest.count()) : -1);
    if (ready == 0) lose("the database does not answer");
    if (ready > 0 && (server.revents & ~POLLOUT) != 0 && PQconsumeInput(session_.get()) != 1)
        lose(message_of(session_.get()));
}

}  // namespace snapory
