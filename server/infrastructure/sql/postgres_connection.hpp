#pragma once

#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "infrastructure/sql/database.hpp"
#include "infrastructure/sql/postgres.hpp"

struct pg_conn;
struct pg_result;

namespace snapory {

// One session with a PostgreSQL server, for one thread at a time. Statements that nobody waits for travel
// with the next that somebody waits for, so that a transaction costs as many round trips as it has answers to
// wait for, and one for its commit. Throws as postgres_fault.hpp says.
class PostgresConnection final : public Connection {
public:
    // Connects. The configuration must outlive the connection.
    explicit PostgresConnection(const PostgresConfig& config);
    PostgresConnection(const PostgresConnection&) = delete;
    PostgresConnection& operator=(const PostgresConnection&) = delete;
    ~PostgresConnection() override;

    using Connection::run;
    using Connection::send;
    std::size_t run(const Statement& statement, std::span<const Parameter> parameters,
                    const Visit& visit) override;
    void send(const Statement& statement, std::span<const Parameter> parameters) override;
    void script(const std::string& sql) override;
    std::string_view row_lock() const override { return " for update"; }
    std::string_view skip_locked() const override { return " for update skip locked"; }

    // Begins a transaction along with its first statement. One without limits may take as long as it needs.
    void begin(const Statement& statement, bool limited = true);
    // Waits until the transaction is safe. Throws Unavailable, not ConnectionLost, when that cannot be known.
    void commit();
    // Ends the transaction by this statement, whose answer the next `begin` reads.
    void leave(const Statement& statement) noexcept;

    // Whether another transaction may begin here.
    bool usable() const;

private:
    struct Close {
        void operator()(pg_conn* session) const;
    };
    struct Clear {
        void operator()(pg_result* result) const;
    };
    using Result = std::unique_ptr<pg_result, Clear>;
    using Clock = std::chrono::steady_clock;

    // An answer to come. One that prepares a statement holds its text, the others the name to time them by.
    struct Awaited {
        std::string_view name;
        std::string text;
        Clock::time_point since = Clock::now();
    };

    struct Fault {
        Result result;
        std::string_view statement;
    };

    void connect();
    void examine();
    Result execute(const std::string& sql);
    void enqueue(const Statement& statement, std::span<const Parameter> parameters);
    void enqueue_prepared(const Statement& statement, const class PostgresValues& values);
    void make_room();
    void mark_sent(int accepted);
    Result settle();
    Result take_answers(Fault& fault);
    void note(const Awaited& awaited, bool done);
    Result next_result();
    void notice_end();
    void await_end();
    void flush();
    void wait_for_server(short events);
    void check(const Result& result, std::string_view doing) const;
    [[noreturn]] void lose(const std::string& why);

    const PostgresConfig& config_;
    std::unique_ptr<pg_conn, Close> session_;
    bool pooled_ = false;  // a pooler may give each transaction another session: nothing can be left in one
    bool lost_ = false;
    bool limited_ = true;
    bool heard_ = false;  // the server answered since the transaction began
    std::unordered_map<std::string, std::string> prepared_;  // names by text
    std::size_t names_ = 0;                                  // given so far
    std::deque<Awaited> awaited_;                            // in the order of sending
    bool synchronized_ = false;                              // the last that was sent ends a pipeline
};

}  // namespace snapory
