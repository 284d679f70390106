#include "infrastructure/redis/directory.hpp"

#include <mutex>
#include <utility>

#include "infrastructure/redis/slots.hpp"

namespace snapory {
namespace {

using Kind = RespValue::Kind;

constexpr std::chrono::milliseconds between_refreshes{200};

class OneServer final : public RedisDirectory {
public:
    explicit OneServer(RedisNodes& nodes) : address_(nodes.config().addresses.front()) {}
    RedisAddress find(const std::string& /*key*/) override { return address_; }
    void refresh() override {}

private:
    RedisAddress address_;
};

// What is asked of others, and kept until something turns out not to be so.
template <class Knowledge>
class Learned : public RedisDirectory {
public:
    explicit Learned(RedisNodes& nodes) : nodes_(nodes) {}

    void refresh() override {
        std::unique_lock asking(asking_, std::try_to_lock);  // nobody waits for another's question
        if (asking) learn();
    }

protected:
    virtual std::optional<Knowledge> ask() = 0;

    std::shared_ptr<const Knowledge> known() {
        std::lock_guard lock(mutex_);
        return known_;
    }
    std::shared_ptr<const Knowledge> require(const char* otherwise) {
        if (auto found = known()) return found;
        std::lock_guard asking(asking_);  // but with nothing known yet, everybody does
        if (!known()) learn();
        auto found = known();
        if (!found) throw RedisLost(otherwise);
        return found;
    }
    RedisNodes& nodes() { return nodes_; }

private:
    // With asking_ held.
    void learn() {
        if (std::chrono::steady_clock::now() - asked_at_ < between_refreshes) return;
        auto learned = ask();
        asked_at_ = std::chrono::steady_clock::now();
        std::lock_guard lock(mutex_);
        if (learned) known_ = std::make_shared<const Knowledge>(*std::move(learned));
    }

    RedisNodes& nodes_;
    std::mutex asking_, mutex_;
    RedisDeadline asked_at_;
    std::shared_ptr<const Knowledge> known_;
};

class Sentinels final : public Learned<RedisAddress> {
public:
    using Learned::Learned;
    RedisAddress find(const std::string& /*key*/) override { return *require("No Sentinel names a master."); }

private:
    std::optional<RedisAddress> ask() override {
        for (const auto& sentinel : nodes().config().addresses)
            if (auto master = ask(sentinel)) return master;
        return std::nullopt;
    }
    std::optional<RedisAddress> ask(const RedisAddress& sentinel) try {
        auto connection = nodes().connect(sentinel, RedisConnection::Peer::sentinel);
        auto answer = connection->call({"SENTINEL", "GET-MASTER-ADDR-BY-NAME", nodes().config().master},
                                       std::chrono::steady_clock::now() + redis_patience);
        if (answer.kind != Kind::array || answer.items.size() != 2) return std::nullopt;
        return RedisAddress{answer.items[0].text, static_cast<std::uint16_t>(std::strtoul(
                                                      answer.items[1].text.c_str(), nullptr, 10))};
    } catch (const Unavailable&) {
        return std::nullopt;
    }
};

struct SlotRange {
    std::int64_t first, last;
    RedisAddress master;
};

// One range of CLUSTER SLOTS: first, last, then the master and its replicas, each [host, port, …]. A host
// that is not named is the one that was asked.
std::optional<SlotRange> range_of(const RespValue& value, const RedisAddress& asked) {
    if (value.items.size() < 3 || value.items[2].items.size() < 2) return std::nullopt;
    const auto& master = value.items[2].items;
    bool named = master[0].kind == Kind::text && !master[0].text.empty() && master[0].text != "?";
    return SlotRange{value.items[0].integer,
                     value.items[1].integer,
                     {named ? master[0].text : asked.host, static_cast<std::uint16_t>(master[1].integer)}};
}

class ClusterNodes final : public Learned<std::vector<SlotRange>> {
public:
    using Learned::Learned;
    RedisAddress find(const std::string& key) override {
        auto ranges = require("No node of the cluster answers.");
        auto slot = slot_of_key(key);
        for (const auto& range : *ranges)
            if (range.first <= slot && slot <= range.last) return range.master;
        refresh();
        throw RedisLost("No node of the cluster has slot " + std::to_string(slot) + ".");
    }

private:
    // The nodes of the configuration, and those that were known, since the former may all have gone.
    std::optional<std::vector<SlotRange>> ask() override {
        auto addresses = nodes().config().addresses;
        if (auto ranges = known())
            for (const auto& range : *ranges) addresses.push_back(range.master);
        for (const auto& address : addresses)
            if (auto ranges = ask(address)) return ranges;
        return std::nullopt;
    }
    std::optional<std::vector<SlotRange>> ask(const RedisAddress& address) try {
        auto answer = nodes().at(address).call({{"CLUSTER", "SLOTS"}});
        std::vector<SlotRange> ranges;
        for (const auto& item : answer.items)
            if (auto range = range_of(item, address)) ranges.push_back(*std::move(range));
        return ranges.empty() ? std::nullopt : std::optional(std::move(ranges));
    } catch (const Unavailable&) {
        return std::nullopt;
    }
};

}  // namespace

std::unique_ptr<RedisDirectory> make_redis_directory(RedisNodes& nodes) {
    switch (nodes.config().topology) {
        case RedisTopology::sentinel: return std::make_unique<Sentinels>(nodes);
        case RedisTopology::cluster: return std::make_unique<ClusterNodes>(nodes);
        case RedisTopology::single: break;
    }
    return std::make_unique<OneServer>(nodes);
}

}  // namespace snapory
