#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "infrastructure/sql/parameter.hpp"
#include "infrastructure/sql/row.hpp"

namespace snapory {

// A statement in the SQL that every driver understands, with parameters $1, $2 …, and the name under which it
// is timed. Prepared once a connection.
struct Statement {
    std::string_view name;
    std::string text;
};

// A transaction under way, for the thread that was given it and until the work returns.
class Connection {
public:
    virtual ~Connection() = default;

    using Visit = std::function<void(const Row&)>;
    // Runs the statement and visits its rows; gives how many rows an INSERT, UPDATE or DELETE touched.
    virtual std::size_t run(const Statement& statement, std::span<const Parameter> parameters,
                            const Visit& visit) = 0;
    // Runs several statements without parameters, for migrations.
    virtual void script(const std::string& sql) = 0;
    // Runs the statement at the latest with the next run or the commit, where its fault is thrown: for what
    // answers nothing, so that nobody waits for the network. What the parameters view may go after this
    // returns.
    virtual void send(const Statement& statement, std::span<const Parameter> parameters) {
        run(statement, parameters, nullptr);
    }
    // Ends the query that reads a row which must not change until the commit. Empty where writers follow each
    // other.
    virtual std::string_view row_lock() const { return {}; }
    // Ends the query that chooses a row to change: passes over rows that other transactions are changing.
    // Empty where writers follow each other.
    virtual std::string_view skip_locked() const { return {}; }

    void send(const Statement& statement, std::initializer_list<Parameter> parameters) {
        send(statement, std::span(parameters.begin(), parameters.size()));
    }
    std::size_t run(const Statement& statement, std::initializer_list<Parameter> parameters) {
        return run(statement, std::span(parameters.begin(), parameters.size()), nullptr);
    }

    // All rows as `read` makes them.
    template <class Read>
    auto all(const Statement& statement, std::span<const Parameter> parameters, const Read& read) {
        std::vector<std::invoke_result_t<Read, const Row&>> items;
        run(statement, parameters, [&](const Row& row) { items.push_back(read(row)); });
        return items;
    }
    template <class Read>
    auto all(const Statement& statement, std::initializer_list<Parameter> parameters, const Read& read) {
        return all(statement, std::span(parameters.begin(), parameters.size()), read);
    }

    // The last row, of statements that give one at most.
    template <class Read>
    auto one(const Statement& statement, std::initializer_list<Parameter> parameters, const Read& read) {
        std::optional<std::invoke_result_t<Read, const Row&>> item;
        run(statement, std::span(parameters.begin(), parameters.size()),
            [&](const Row& row) { item.emplace(read(row)); });
        return item;
    }
};

// One step of the schema. Steps go forward only and are never changed once they were released.
struct Migration {
    int version;
    std::string_view name;
    std::string_view sql;
};

// Names one state of everything that is committed: equal to another only when nothing was committed in
// between.
using DatabaseState = std::array<std::uint32_t, 12>;

// Told of every statement after it ran, on the thread that ran it.
using StatementObserver = std::function<void(std::string_view name, std::chrono::nanoseconds took)>;

// A database that many threads and processes use. Every call blocks its caller, throws Unavailable when the
// database does not answer, and StorageFull when its disk is full.
class Database {
public:
    virtual ~Database() = default;

    // Gives `work` one consistent state to read. `work` may run again from its beginning.
    template <class Work>
    auto read(const Work& work) {
        return perform([this](const Task& task) { run_read(task); }, work);
    }

    // Runs `work` as one transaction: after return it survives a power cut, after an exception nothing of it
    // was done. `work` may run on another thread, may run again from its beginning when the database took it
    // back, and may not call the database but by its connection. Other writes may run beside it: what is
    // decided by a read may be out of date, unless the deciding condition is part of the changing statement.
    template <class Work>
    auto write(const Work& work) {
        return perform([this](const Task& task) { run_write(task); }, work);
    }

    // As write, but no other write_alone of any process runs meanwhile, and it may take as long as it needs.
    template <class Work>
    auto write_alone(const Work& work) {
        return perform([this](const Task& task) { run_write_alone(task); }, work);
    }

    // What is committed now, by whichever process; never blocks. What was read after this call still holds
    // while the state is the same. Nothing where only the server could tell.
    virtual std::optional<DatabaseState> state() const { return std::nullopt; }

    // The schema's steps in this database's dialect, in order.
    virtual std::span<const Migration> migrations() const = 0;

protected:
    using Task = std::function<void(Connection&)>;
    virtual void run_read(const Task& task) = 0;
    virtual void run_write(const Task& task) = 0;
    virtual void run_write_alone(const Task& task) = 0;

private:
    template <class Run, class Work>
    static auto perform(const Run& run, const Work& work) {
        using Answer = std::invoke_result_t<Work, Connection&>;
        if constexpr (std::is_void_v<Answer>) {
            run([&](Connection& connection) { work(connection); });
        } else {
            std::optional<Answer> answer;
            run([&](Connection& connection) { answer.emplace(work(connection)); });
            return std::move(*answer);
        }
    }
};

}  // namespace snapory
