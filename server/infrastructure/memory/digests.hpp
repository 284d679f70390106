#pragma once

#include "application/ports/digests.hpp"
#include "infrastructure/memory/rows.hpp"

namespace snapory {

class MemoryDigests final : public Digests {
public:
    explicit MemoryDigests(MemoryRows& rows) : rows_(rows) {}

    void put(const Digest& digest) override;
    std::optional<Digest> find(const EventId& event, const GuestId& guest) override;
    std::optional<Digest> find(const MailId& mail) override;
    void remove(const EventId& event, const GuestId& guest) override;
    std::vector<DueDigest> due(TimePoint now, std::size_t limit) override;
    void settle(const Digest& seen, const Digest& next, const std::optional<OwedMail>& mail) override;

private:
    std::optional<Digest>* of(const EventId& event, const GuestId& guest);

    MemoryRows& rows_;
};

}  // namespace snapory
