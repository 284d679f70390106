#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

#include "application/ports/unavailable.hpp"
#include "infrastructure/sql/changes.hpp"

namespace snapory {

// What became of a read that a replica was asked for.
enum class ReplicaRead : std::uint8_t {
    served,
    behind,  // it had not seen all that happened in the event
    away,    // it did not answer
};

constexpr std::string_view name_of(ReplicaRead outcome) {
    constexpr std::array<std::string_view, 3> names{"served", "behind", "away"};
    return names.at(static_cast<std::size_t>(outcome));
}

// A copy of the database that follows it, and whoever is told how it served. It must outlive its readers.
struct Replica {
    Database& database;
    std::function<void(ReplicaRead)> observer{};  // may be empty; called on the reader's thread
};

// Reads about one event. With a replica they are done there as soon as it has seen everything that happened
// in the event, which the number of the event's last change tells; else, and whenever it does not answer, in
// the database itself. So they are never older than what is committed, with or without it. Any thread may
// call.
class EventReads {
public:
    EventReads(Database& database, const Replica* replica) : database_(database), replica_(replica) {}

    // As Database::read.
    template <class Work>
    auto read(const EventId& event, const Work& work) {
        if (replica_ != nullptr)
            if (auto answer = read_replica(event, work)) return std::move(*answer);
        return database_.read(work);
    }

private:
    template <class Work>
    auto read_replica(const EventId& event, const Work& work) {
        const auto newest =
            database_.read([&](Connection& connection) { return last_change(connection, event); });
        std::optional<std::invoke_result_t<Work, Connection&>> answer;
        try {
            answer = replica_->database.read([&](Connection& connection) {
                auto seen = last_change(connection, event) >= newest;
                return seen ? std::optional(work(connection)) : std::nullopt;
            });
            tell(answer ? ReplicaRead::served : ReplicaRead::behind);
        } catch (const Unavailable&) {
            tell(ReplicaRead::away);
        }
        return answer;
    }
    void tell(ReplicaRead outcome) const {
        if (replica_->observer) replica_->observer(outcome);
    }

    Database& database_;
    const Replica* replica_;
};

}  // namespace snapory
