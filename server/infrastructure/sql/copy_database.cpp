#include "infrastructure/sql/copy_database.hpp"

#include <algorithm>
#include <bit>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "application/ports/unavailable.hpp"
#include "infrastructure/sql/lists.hpp"

namespace snapory {
namespace {

constexpr std::size_t rows_per_page = 1000;

const Statement version{"schema.version", "select coalesce(max(version), 0) from schema_version"};
const Statement list_columns{
    "copy.columns",
    "select c.table_name, c.column_name, c.data_type, case c.is_identity when 'YES' then 1 else 0 end, "
    "coalesce((select k.ordinal_position from information_schema.key_column_usage k "
    "join information_schema.table_constraints t on t.constraint_name = k.constraint_name "
    "and t.table_name = k.table_name and t.constraint_type = 'PRIMARY KEY' "
    "where k.table_name = c.table_name and k.column_name = c.column_name and k.table_schema = "
    "c.table_schema), 0) "
    "from information_schema.columns c join information_schema.tables b using (table_schema, table_name) "
    "where c.table_schema = current_schema() and b.table_type = 'BASE TABLE' and c.is_generated = 'NEVER' "
    "and c.table_name <> 'schema_version' order by c.table_name, c.ordinal_position"};
const Statement list_references{
    "copy.references",
    "select distinct cast(cast(conrelid as regclass) as text), cast(cast(confrelid as regclass) as text) "
    "from pg_constraint where contype = 'f' and connamespace = cast(current_schema() as regnamespace) "
    "and conrelid <> confrelid"};
// Those that run after a statement keep the figures of other rows, which are copied as they are.
const Statement list_triggers{
    "copy.triggers",
    "select cast(cast(tgrelid as regclass) as text), cast(tgname as text) from pg_trigger "
    "join pg_class on pg_class.oid = tgrelid where not tgisinternal and tgtype & 2 = 0 "
    "and relnamespace = cast(current_schema() as regnamespace)"};

enum class Kind : std::uint8_t { integer, real, text, bytes };

struct Column {
    std::string name;
    Kind kind = Kind::text;
    bool identity = false;
    int key_place = 0;  // in the primary key, from 1; 0: not in it
};

struct Table {
    std::string name;
    std::vector<Column> columns;
    std::vector<std::size_t> key;  // columns in its order
};
using Tables = std::map<std::string, Table>;

Kind kind_of(const std::string& type) {
    if (type == "bigint" || type == "integer" || type == "smallint") return Kind::integer;
    if (type == "double precision" || type == "real") return Kind::real;
    return type == "bytea" ? Kind::bytes : Kind::text;
}

Tables tables_of(Connection& postgres) {
    Tables tables;
    postgres.run(list_columns, std::span<const Parameter>(), [&](const Row& row) {
        std::string name, type;
        Column column;
        Columns(row).read(name, column.name, type, column.identity, column.key_place);
        column.kind = kind_of(type);
        auto& table = tables[name];
        table.name = name;
        table.columns.push_back(std::move(column));
    });
    for (auto& [name, table] : tables) {
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            if (table.columns[i].key_place > 0) table.key.push_back(i);
        std::ranges::sort(table.key, {}, [&](std::size_t i) { return table.columns[i].key_place; });
    }
    return tables;
}

// Each table after those that its rows refer to.
class Order {
public:
    Order(const Tables& tables, Connection& postgres) {
        postgres.run(list_references, std::span<const Parameter>(), [&](const Row& row) {
            needs_.emplace(std::string(row.text(0)), std::string(row.text(1)));
        });
        for (const auto& [name, table] : tables) place(table, tables);
    }
    const std::vector<const Table*>& tables() const { return placed_; }

private:
    void place(const Table& table, const Tables& tables) {
        if (!seen_.insert(table.name).second) return;
        auto [first, last] = needs_.equal_range(table.name);
        for (auto need = first; need != last; ++need) place(tables.at(need->second), tables);
        placed_.push_back(&table);
    }

    std::multimap<std::string, std::string> needs_;
    std::set<std::string> seen_;
    std::vector<const Table*> placed_;
};

// FNV-1a over every value and its length: the same rows in the same order give the same number.
class Checksum {
public:
    void add(std::string_view bytes) {
        add_number(bytes.size());
        for (char byte : bytes) mix(static_cast<unsigned char>(byte));
    }
    void add_number(std::uint64_t number) {
        for (int shift = 0; shift < 64; shift += 8) mix(static_cast<unsigned char>(number >> shift));
    }
    bool operator==(const Checksum&) const = default;

private:
    void mix(unsigned char byte) { value_ = (value_ ^ byte) * 0x100000001b3; }
    std::uint64_t value_ = 0xcbf29ce484222325;
};

struct Total {
    std::uint64_t rows = 0;
    Checksum checksum;
    bool operator==(const Total&) const = default;
};

// The value of a column, as a view of the row.
Parameter value_of(const Row& row, int column, Kind kind) {
    if (row.is_null(column)) return nullptr;
    switch (kind) {
        case Kind::integer: return row.integer(column);
        case Kind::real: return row.real(column);
        case Kind::bytes: return row.bytes(column);
        case Kind::text: break;
    }
    return row.text(column);
}

struct Adder {
    Checksum& checksum;
    void operator()(std::nullptr_t) const { checksum.add_number(0); }
    void operator()(std::int64_t number) const { checksum.add_number(static_cast<std::uint64_t>(number)); }
    void operator()(double number) const { checksum.add_number(std::bit_cast<std::uint64_t>(number)); }
    void operator()(std::string_view text) const { checksum.add(text); }
    void operator()(Parameter::Bytes bytes) const {
        checksum.add({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    }
};

// Reads a table by its key, a page at a time.
class Pages {
public:
    Pages(Connection& connection, const Table& table) : connection_(connection), table_(table) {
        for (const auto& column : table.columns) columns_ += (columns_.empty() ? "" : ", ") + column.name;
        for (auto i : table.key) key_ += (key_.empty() ? "" : ", ") + table.columns[i].name;
    }

    using Visit = std::function<void(std::span<const Parameter>)>;
    Total read(const Visit& visit) {
        Total total;
        std::uint64_t before = 0;
        do {
            before = total.rows;
            page(total, visit);
        } while (total.rows - before == rows_per_page);
        return total;
    }

    const std::string& columns() const { return columns_; }

private:
    // Keys are texts and whole numbers; the last is kept until the next page was asked for.
    using Key = std::vector<std::variant<std::int64_t, std::string>>;

    void page(Total& total, const Visit& visit) {
        std::vector<Parameter> parameters;
        auto statement = next(parameters);
        Key last;
        connection_.run(statement, parameters, [&](const Row& row) {
            std::vector<Parameter> values;
            for (std::size_t i = 0; i < table_.columns.size(); ++i)
                values.push_back(value_of(row, static_cast<int>(i), table_.columns[i].kind));
            for (const auto& value : values) std::visit(Adder{total.checksum}, value.value());
            ++total.rows;
            last = key_of(row);
            visit(values);
        });
        last_ = std::move(last);
    }

    Statement next(std::vector<Parameter>& parameters) const {
        std::string after;
        for (const auto& part : last_) {
            auto value = std::visit([](const auto& held) { return Parameter(held); }, part);
            after += (after.empty() ? "" : ", ") + bind_value(parameters, value);
        }
        auto where = last_.empty() ? std::string() : " where (" + key_ + ") > (" + after + ")";
        return {"copy.page", "select " + columns_ + " from " + table_.name + where + " order by " + key_ +
                                 " limit " + std::to_string(rows_per_page)};
    }

    Key key_of(const Row& row) const {
        Key key;
        for (auto i : table_.key) {
            auto column = static_cast<int>(i);
            if (table_.columns[i].kind == Kind::integer)
                key.emplace_back(row.integer(column));
            else
                key.emplace_back(std::string(row.text(column)));
        }
        return key;
    }

    Connection& connection_;
    const Table& table_;
    std::string columns_;
    std::string key_;
    Key last_;
};

bool has_rows(Connection& connection, const Table& table) {
    return connection.one({"copy.any", "select 1 from " + table.name + " limit 1"}, {}, first_column<int>)
        .has_value();
}

void refuse_unlike(Connection& source, Connection& target, const Tables& tables) {
    auto held = source.one(version, {}, first_column<int>),
         wanted = target.one(version, {}, first_column<int>);
    if (held != wanted)
        throw CopyRefused("the source has schema version " + std::to_string(held.value_or(0)) +
                          ", but the target " + std::to_string(wanted.value_or(0)) +
                          "; run snapory migrate on the source first");
    for (const auto& [name, table] : tables)
        if (has_rows(target, table))
            throw CopyRefused("the target is not empty: its table " + name +
                              " has rows; give a new database");
}

void switch_triggers(Connection& postgres, const std::string& enable_or_disable) {
    std::string sql;
    postgres.run(list_triggers, std::span<const Parameter>(), [&](const Row& row) {
        sql += "alter table " + std::string(row.text(0)) + " " + enable_or_disable + " trigger " +
               std::string(row.text(1)) + "; ";
    });
    postgres.script(sql);
}

Total copy(Connection& source, Connection& target, const Table& table) {
    Pages pages(source, table);
    std::string values;
    for (std::size_t i = 1; i <= table.columns.size(); ++i)
        values += (i == 1 ? "$" : ", $") + std::to_string(i);
    const Statement insert{
        "copy.insert", "insert into " + table.name + " (" + pages.columns() + ") values (" + values + ")"};
    return pages.read([&](std::span<const Parameter> row) { target.send(insert, row); });
}

// What is numbered by the database goes on behind the highest number.
void continue_numbers(Connection& postgres, const Table& table) {
    for (const auto& column : table.columns) {
        if (!column.identity) continue;
        const Statement go_on{"copy.numbers", "select setval(pg_get_serial_sequence($1, $2), coalesce(max(" +
                                                  column.name + "), 0) + 1, false) from " + table.name};
        postgres.run(go_on, {table.name, column.name});
    }
}

void copy_all(Connection& source, Connection& target, const CopyProgress& progress) {
    auto tables = tables_of(target);
    refuse_unlike(source, target, tables);
    switch_triggers(target, "disable");
    Order order(tables, target);
    for (const auto* table : order.tables()) {
        auto copied = copy(source, target, *table);
        continue_numbers(target, *table);
        if (Pages(target, *table).read([](auto) {}) != copied)
            throw Unavailable("the table " + table->name +
                              " does not read as it was written; nothing was copied");
        progress(table->name, copied.rows);
    }
    switch_triggers(target, "enable");
}

}  // namespace

void copy_database(Database& sqlite, Database& postgres, const CopyProgress& progress) {
    sqlite.read([&](Connection& source) {
        postgres.write_alone([&](Connection& target) { copy_all(source, target, progress); });
    });
}

}  // namespace snapory
