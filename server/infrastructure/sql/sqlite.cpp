#include "infrastructure/sql/sqlite.hpp"

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "infrastructure/sql/migrations.hpp"
#include "infrastructure/sql/sqlite_connection.hpp"
#include "telemetry/trace.hpp"

namespace snapory {
namespace {

using Task = std::function<void(Connection&)>;

const Statement begin_read{"transaction.read", "begin"};
const Statement begin_write{"transaction.write", "begin immediate"};
const Statement commit{"transaction.commit", "commit"};
const Statement rollback{"transaction.rollback", "rollback"};
const Statement save{"transaction.save", "savepoint request"};
const Statement release{"transaction.release", "release request"};
const Statement undo{"transaction.undo", "rollback to request"};

void leave_transaction(SqliteConnection& connection) {
    if (connection.in_transaction()) connection.run(rollback, {});
}

// Connections that wait for a reader. May be called from any thread.
class Readers {
public:
    Readers(const SqliteConfig& config, const StatementObserver& observer) {
        for (std::size_t i = 0; i < config.readers; ++i)
            idle_.push_back(std::make_unique<SqliteConnection>(config.path, observer));
    }

    void run(const Task& task) {
        Loan loan(*this);
        auto& connection = *loan.connection;
        try {
            connection.run(begin_read, {});
            task(connection);
            connection.run(commit, {});
        } catch (...) {
            leave_transaction(connection);
            throw;
        }
    }

private:
    struct Loan {
        Readers& readers;
        std::unique_ptr<SqliteConnection> connection;

        explicit Loan(Readers& from) : readers(from) {
            std::unique_lock lock(readers.mutex_);
            readers.returned_.wait(lock, [&] { return !readers.idle_.empty(); });
            connection = std::move(readers.idle_.back());  // the warmest
            readers.idle_.pop_back();
        }
        Loan(const Loan&) = delete;
        Loan& operator=(const Loan&) = delete;
        ~Loan() {
            std::lock_guard lock(readers.mutex_);
            readers.idle_.push_back(std::move(connection));
            readers.returned_.notify_one();
        }
    };

    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<SqliteConnection>> idle_;
};

// The one thread that writes.
class Writer {
public:
    Writer(const SqliteConfig& config, const StatementObserver& observer)
        : connection_(config.path, observer), thread_([this] { work(); }) {}
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
    ~Writer() {
        {
            std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        asked_.notify_one();
        thread_.join();
    }

    void run(const Task& task) {
        Request request{task, current_trace(), false, nullptr};
        std::unique_lock lock(mutex_);
        waiting_.push_back(&request);
        asked_.notify_one();
        answered_.wait(lock, [&] { return request.answered; });
        if (request.error) std::rethrow_exception(request.error);
    }

    std::optional<DatabaseState> state() const { return connection_.state(); }

private:
    struct Request {
        const Task& task;
        const TraceContext* trace;  // of the thread that asks
        bool answered = false;
        std::exception_ptr error;
    };
    using Group = std::deque<Request*>;

    void work() {
        std::unique_lock lock(mutex_);
        for (;;) {
            asked_.wait(lock, [&] { return stopping_ || !waiting_.empty(); });
            if (waiting_.empty()) return;
            Group group = std::exchange(waiting_, {});
            lock.unlock();
            commit_together(group);
            lock.lock();
            for (auto* request : group) request->answered = true;
            answered_.notify_all();
        }
    }

    // When the transaction as a whole fails, every request of the group does: none may believe itself stored.
    void commit_together(const Group& group) {
        try {
            connection_.run(begin_write, {});
            for (auto* request : group) attempt(*request);
            connection_.run(commit, {});
        } catch (...) {
            for (auto* request : group) request->error = std::current_exception();
            abandon();
        }
    }

    void attempt(Request& request) {
        connection_.run(save, {});
        try {
            const TraceScope trace(request.trace);
            request.task(connection_);
        } catch (...) {
            if (!connection_.in_transaction()) throw;  // the fault took the other requests with it
            request.error = std::current_exception();
            connection_.run(undo, {});
        }
        connection_.run(release, {});
    }

    void abandon() noexcept {
        try {
            leave_transaction(connection_);
        } catch (...) {  // NOLINT(bugprone-empty-catch): the next begin tells of it
        }
    }

    SqliteConnection connection_;
    std::mutex mutex_;
    std::condition_variable asked_;
    std::condition_variable answered_;
    Group waiting_;
    bool stopping_ = false;
    std::thread thread_;
};

class SqliteDatabase final : public Database {
public:
    explicit SqliteDatabase(const SqliteConfig& config)
        : observer_(config.observer), writer_(config, observer_), readers_(config, observer_) {}

    std::optional<DatabaseState> state() const override { return writer_.state(); }
    std::span<const Migration> migrations() const override { return sqlite_migrations(); }

protected:
    void run_read(const Task& task) override { readers_.run(task); }
    void run_write(const Task& task) override { writer_.run(task); }
    void run_write_alone(const Task& task) override { writer_.run(task); }  // as every write is

private:
    StatementObserver observer_;
    Writer writer_;
    Readers readers_;
};

}  // namespace

std::unique_ptr<Database> open_sqlite(const SqliteConfig& config) {
    return std::make_unique<SqliteDatabase>(config);
}

}  // namespace snapory
