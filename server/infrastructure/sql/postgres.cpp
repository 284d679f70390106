#include "infrastructure/sql/postgres.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <random>
#include <thread>
#include <vector>

#include "infrastructure/sql/migrations.hpp"
#include "infrastructure/sql/postgres_connection.hpp"
#include "infrastructure/sql/postgres_fault.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;
using Task = std::function<void(Connection&)>;
using Clock = std::chrono::steady_clock;

const Statement begin_read{"transaction.read", "begin isolation level repeatable read read only"};
const Statement begin_write{"transaction.write", "begin isolation level read committed read write"};
const Statement end_read{"transaction.commit", "commit"};
const Statement rollback{"transaction.rollback", "rollback"};
// The number is Snapory's own: nothing else in the database may take it.
const Statement lock_alone{"transaction.alone", "select 1 from pg_advisory_xact_lock(7166276)"};

constexpr int most_attempts = 5;
constexpr auto first_pause = 50ms, longest_pause = 1000ms;

// The sessions of one process. May be called from any thread.
class Pool {
public:
    explicit Pool(const PostgresConfig& config) : config_(config) {}

    // A session that is the holder's alone until this goes.
    class Loan {
    public:
        explicit Loan(Pool& pool) : pool_(pool), session_(pool.take()) {}
        Loan(const Loan&) = delete;
        Loan& operator=(const Loan&) = delete;
        ~Loan() { pool_.give_back(std::move(session_)); }
        PostgresConnection* operator->() { return session_.get(); }
        PostgresConnection& operator*() { return *session_; }

    private:
        Pool& pool_;
        std::unique_ptr<PostgresConnection> session_;
    };

    // After one session broke the others are likely to be broken, too.
    void close_idle() {
        std::lock_guard lock(mutex_);
        open_ -= idle_.size();
        idle_.clear();
        returned_.notify_all();
    }

private:
    std::unique_ptr<PostgresConnection> take() {
        std::unique_lock lock(mutex_);
        auto free = [this] { return !idle_.empty() || open_ < config_.connections; };
        if (!returned_.wait_for(lock, config_.wait, free))
            throw Unavailable("all " + std::to_string(config_.connections) +
                              " connections to the database are in use");
        if (idle_.empty()) return open(lock);
        auto session = std::move(idle_.back());  // the warmest
        idle_.pop_back();
        return session;
    }

    std::unique_ptr<PostgresConnection> open(std::unique_lock<std::mutex>& lock) {
        if (Clock::now() < not_before_) throw Unavailable(refusal_);
        not_before_ = Clock::now() + pause_;  // keeps the others from trying meanwhile, once it failed
        ++open_;
        lock.unlock();
        try {
            auto session = std::make_unique<PostgresConnection>(config_);
            lock.lock();
            pause_ = {};
            not_before_ = {};
            return session;
        } catch (const Unavailable& fault) {
            lock.lock();
            fail(fault.what());
            throw;
        }
    }

    void fail(const std::string& why) {
        --open_;
        pause_ = std::clamp<Clock::duration>(pause_ * 2, first_pause, longest_pause);
        not_before_ = Clock::now() + pause_;
        refusal_ = why;
        returned_.notify_one();
    }

    void give_back(std::unique_ptr<PostgresConnection> session) {
        std::lock_guard lock(mutex_);
        if (session->usable())
            idle_.push_back(std::move(session));
        else
            --open_;
        returned_.notify_one();
    }

    const PostgresConfig& config_;
    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<PostgresConnection>> idle_;
    std::size_t open_ = 0;  // idle, lent, and being opened
    Clock::duration pause_{};
    Clock::time_point not_before_;
    std::string refusal_;
};

// Long enough that those who clashed do not meet again, whichever of them this is.
void pause_after_conflict(int attempt) {
    thread_local std::minstd_rand random(std::random_device{}());
    std::uniform_int_distribution milliseconds(1, 10 * attempt);
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds(random)));
}

class PostgresDatabase final : public Database {
public:
    explicit PostgresDatabase(const PostgresConfig& config) : config_(config), pool_(config_) {
        if (!config_.replica) Pool::Loan first(pool_);  // a wrong URL is better told at once
    }

    std::span<const Migration> migrations() const override { return postgres_migrations(); }

protected:
    void run_read(const Task& task) override {
        persist([&](PostgresConnection& session) {
            session.begin(begin_read);
            task(session);
            session.leave(end_read);
        });
    }
    void run_write(const Task& task) override {
        persist([&](PostgresConnection& session) {
            session.begin(begin_write);
            task(session);
            session.commit();
        });
    }
    void run_write_alone(const Task& task) override {
        persist([&](PostgresConnection& session) {
            session.begin(begin_write, false);
            session.send(lock_alone, {});
            task(session);
            session.commit();
        });
    }

private:
    template <class Transaction>
    void persist(const Transaction& transaction) {
        for (int attempt = 1;; ++attempt) {
            try {
                return attempt_once(transaction);
            } catch (const ConnectionLost&) {
                pool_.close_idle();
                if (attempt == most_attempts) throw;
            } catch (const Conflict&) {
                if (attempt == most_attempts) throw;
                pause_after_conflict(attempt);
            }
        }
    }

    template <class Transaction>
    void attempt_once(const Transaction& transaction) {
        Pool::Loan session(pool_);
        try {
            transaction(*session);
        } catch (...) {
            session->leave(rollback);
            throw;
        }
    }

    PostgresConfig config_;
    Pool pool_;
};

}  // namespace

std::unique_ptr<Database> open_postgres(const PostgresConfig& config) {
    return std::make_unique<PostgresDatabase>(config);
}

}  // namespace snapory
