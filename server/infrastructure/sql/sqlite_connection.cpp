#include "infrastructure/sql/sqlite_connection.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <stdexcept>
#include <thread>

#include "application/ports/blob_store.hpp"
#include "application/ports/unavailable.hpp"

namespace snapory {
namespace {

constexpr std::chrono::seconds longest_wait{10};
constexpr std::size_t most_prepared = 256;
constexpr int wal_index_page = 32768;  // bytes
constexpr std::size_t word_of_is_init = 3;

class SqliteRow final : public Row {
public:
    explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}

    bool is_null(int column) const override { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
    std::int64_t integer(int column) const override { return sqlite3_column_int64(statement_, column); }
    double real(int column) const override { return sqlite3_column_double(statement_, column); }
    std::string_view text(int column) const override {
        const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
        return {text, size(column)};
    }
    std::span<const std::byte> bytes(int column) const override {
        const auto* bytes = static_cast<const std::byte*>(sqlite3_column_blob(statement_, column));
        return {bytes, size(column)};
    }

private:
    std::size_t size(int column) const {
        return static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    }

    sqlite3_stmt* statement_;
};

// Binds one value; texts and bytes are not copied, since they outlive the run.
struct Binder {
    sqlite3_stmt* statement;
    int place;

    int operator()(std::nullptr_t) const { return sqlite3_bind_null(statement, place); }
    int operator()(std::int64_t number) const { return sqlite3_bind_int64(statement, place, number); }
    int operator()(double number) const { return sqlite3_bind_double(statement, place, number); }
    int operator()(std::string_view text) const {
        const char* data = text.empty() ? "" : text.data();  // a null pointer would bind NULL
        return sqlite3_bind_text64(statement, place, data, text.size(), SQLITE_STATIC, SQLITE_UTF8);
    }
    int operator()(Parameter::Bytes bytes) const {
        if (bytes.empty()) return sqlite3_bind_zeroblob(statement, place, 0);
        return sqlite3_bind_blob64(statement, place, bytes.data(), bytes.size(), SQLITE_STATIC);
    }
};

std::size_t number_of(const char* name) {
    std::string_view text = name ? name : "";
    std::size_t number = 0;
    if (text.starts_with('$')) std::from_chars(text.data() + 1, text.data() + text.size(), number);
    if (number == 0) throw std::logic_error("parameters are written $1, $2 …");
    return number;
}

}  // namespace

// Frees the statement and the locks it holds, however the run ends.
struct SqliteConnection::Reset {
    sqlite3_stmt* statement;
    explicit Reset(sqlite3_stmt* of) : statement(of) {}
    Reset(const Reset&) = delete;
    Reset& operator=(const Reset&) = delete;
    ~Reset() { sqlite3_reset(statement); }
};

void SqliteConnection::Close::operator()(sqlite3* database) const { sqlite3_close_v2(database); }
void SqliteConnection::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

SqliteConnection::SqliteConnection(const std::filesystem::path& path, const StatementObserver& observer)
    : observer_(observer) {
    constexpr int flags =
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    sqlite3* opened = nullptr;
    int code = sqlite3_open_v2(path.c_str(), &opened, flags, nullptr);
    database_.reset(opened);
    check(code, "opening " + path.string());
    sqlite3_busy_handler(opened, wait, this);
    script(
        "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;"
        "pragma trusted_schema = off; pragma temp_store = memory; pragma cache_size = -8000;"
        "pragma journal_size_limit = 67108864; pragma secure_delete = on;");
    find_wal_index();
}

SqliteConnection::~SqliteConnection() = default;

// Asks SQLite's own file, so that the memory stays where it is for as long as the connection is open. It is
// there after the first read.
void SqliteConnection::find_wal_index() {
    script("pragma schema_version");
    sqlite3_file* file = nullptr;
    check(sqlite3_file_control(database_.get(), "main", SQLITE_FCNTL_FILE_POINTER, static_cast<void*>(&file)),
          "finding the file");
    if (file->pMethods == nullptr || file->pMethods->iVersion < 2) return;
    volatile void* page = nullptr;
    if (file->pMethods->xShmMap(file, 0, wal_index_page, 0, &page) != SQLITE_OK) return;
    wal_index_ = static_cast<const volatile std::uint32_t*>(page);
}

// The head of the wal-index as https://www.sqlite.org/walformat.html has it, 48 bytes: with the count of its
// changes, the salts of the log, and how far and with which checksum it is valid. Every transaction compares
// it with what it knows and every commit rewrites it before it returns.
std::optional<DatabaseState> SqliteConnection::state() const {
    if (wal_index_ == nullptr || wal_index_[word_of_is_init] == 0) return std::nullopt;
    DatabaseState state;
    std::copy_n(wal_index_, state.size(), state.begin());
    std::atomic_thread_fence(std::memory_order_acquire);
    return state;
}

// Short naps: the other process commits within milliseconds, and SQLite's own handler naps for up to 100.
int SqliteConnection::wait(void* self, int calls) {
    auto& waiting_since = static_cast<SqliteConnection*>(self)->waiting_since_;
    auto now = std::chrono::steady_clock::now();
    if (calls == 0) waiting_since = now;
    if (now - waiting_since > longest_wait) return 0;
    std::this_thread::sleep_for(std::chrono::microseconds(calls < 10 ? 200 : 2000));
    return 1;
}

void SqliteConnection::check(int code, std::string_view doing) const {
    if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE) return;
    auto what =
        std::string(doing) + ": " + (database_ ? sqlite3_errmsg(database_.get()) : sqlite3_errstr(code));
    switch (code & 0xFF) {
        case SQLITE_FULL: throw StorageFull(what);
        case SQLITE_ERROR:
        case SQLITE_MISUSE:
        case SQLITE_RANGE: throw std::logic_error(what);
        default: throw Unavailable(what);
    }
}

bool SqliteConnection::in_transaction() const { return sqlite3_get_autocommit(database_.get()) == 0; }

void SqliteConnection::script(const std::string& sql) {
    check(sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr), "script");
}

void SqliteConnection::forget_idle() {
    std::erase_if(prepared_,
                  [](const auto& entry) { return !sqlite3_stmt_busy(entry.second.statement.get()); });
}

SqliteConnection::Prepared& SqliteConnection::prepare(const std::string& text) {
    if (auto held = prepared_.find(text); held != prepared_.end()) return held->second;
    if (prepared_.size() >= most_prepared) forget_idle();
    sqlite3_stmt* made = nullptr;
    int code = sqlite3_prepare_v3(database_.get(), text.data(), static_cast<int>(text.size()),
                                  SQLITE_PREPARE_PERSISTENT, &made, nullptr);
    Prepared prepared{std::unique_ptr<sqlite3_stmt, Finalize>(made), {}};
    check(code, text);
    for (int place = 1; place <= sqlite3_bind_parameter_count(made); ++place)
        prepared.numbers.push_back(number_of(sqlite3_bind_parameter_name(made, place)));
    return prepared_.emplace(text, std::move(prepared)).first->second;
}

void SqliteConnection::bind(const Prepared& prepared, std::span<const Parameter> parameters) {
    auto* statement = prepared.statement.get();
    for (std::size_t i = 0; i < prepared.numbers.size(); ++i) {
        if (prepared.numbers[i] > parameters.size()) throw std::logic_error("a parameter is missing");
        const auto& value = parameters[prepared.numbers[i] - 1].value();
        check(std::visit(Binder{statement, static_cast<int>(i) + 1}, value), "binding");
    }
}

std::size_t SqliteConnection::run(const Statement& statement, std::span<const Parameter> parameters,
                                  const Visit& visit) {
    auto started = std::chrono::steady_clock::now();
    auto& prepared = prepare(statement.text);
    auto* running = prepared.statement.get();
    if (sqlite3_stmt_busy(running)) throw std::logic_error("a statement was run within its own visit");
    Reset reset(running);
    bind(prepared, parameters);
    int code = 0;
    while ((code = sqlite3_step(running)) == SQLITE_ROW)
        if (visit) visit(SqliteRow(running));
    check(code, statement.name);
    auto touched = static_cast<std::size_t>(sqlite3_changes64(database_.get()));
    if (observer_) observer_(statement.name, std::chrono::steady_clock::now() - started);
    return touched;
}

}  // namespace snapory
