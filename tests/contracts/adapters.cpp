#include "adapters.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>

#include "application/processing/row_queue.hpp"
#include "ceph.hpp"
#include "infrastructure/blobs/disk.hpp"
#include "infrastructure/faces/exact_face_index.hpp"
#include "infrastructure/local/process_cache.hpp"
#include "infrastructure/local/process_rate_limits.hpp"
#include "infrastructure/local/socket_bell.hpp"
#include "infrastructure/local/system_clock.hpp"
#include "infrastructure/local/system_time_zones.hpp"
#include "infrastructure/memory/cache.hpp"
#include "infrastructure/memory/world.hpp"
#include "infrastructure/redis/bell.hpp"
#include "infrastructure/redis/cache.hpp"
#include "infrastructure/redis/rate_limits.hpp"
#include "infrastructure/redis/temporary_redis.hpp"
#include "infrastructure/redis/work_queue.hpp"
#include "infrastructure/s3/s3_blob_store.hpp"
#include "infrastructure/security/hmac_signatures.hpp"
#include "infrastructure/security/jwt_tokens.hpp"
#include "infrastructure/security/sodium.hpp"
#include "infrastructure/security/sodium_face_seals.hpp"
#include "infrastructure/smtp/mail_server.hpp"
#include "infrastructure/sql/repositories.hpp"
#include "infrastructure/sql/temporary_pgbouncer.hpp"
#include "infrastructure/sql/temporary_sqlite.hpp"

namespace snapory {
namespace {

// Real servers that all tests of this process share; each test has keys of its own.
RedisConfig redis_of(TemporaryRedis& servers) {
    static std::atomic<int> made{0};
    auto config = servers.config();
    config.prefix += ":test" + std::to_string(++made);
    return config;
}
RedisConfig single_redis() {
    static const auto servers = make_temporary_redis();
    return redis_of(*servers);
}
RedisConfig redis_with_tls() {
    static const auto servers = make_temporary_redis_with_tls();
    return redis_of(*servers);
}
RedisConfig redis_cluster() {
    static const auto servers = make_temporary_redis_cluster();
    return redis_of(*servers);
}
using MakeConfig = RedisConfig (*)();

// Two bells of one Redis, as two processes have them.
class TwoRedisBells final : public Bell {
public:
    explicit TwoRedisBells(const RedisConfig& config) : near_client_(config), far_client_(config) {}

    void ring_jobs() noexcept override { near_->ring_jobs(); }
    void ring_event(const EventId& event) noexcept override { near_->ring_event(event); }
    std::shared_ptr<void> listen(Listener listener) override { return far_->listen(std::move(listener)); }

private:
    RedisClient near_client_, far_client_;
    std::unique_ptr<Bell> near_ = make_redis_bell(near_client_);
    std::unique_ptr<Bell> far_ = make_redis_bell(far_client_);
};

// Without anything near, so that all is asked of Redis.
class OwnRedisCache final : public Cache {
public:
    explicit OwnRedisCache(const RedisConfig& config) : client_(config) {}

    std::string get(const std::string& key, const std::string& version, const Make& make) override {
        return cache_.get(key, version, make);
    }

private:
    struct Forgetful final : Cache {
        std::string get(const std::string& /*key*/, const std::string& /*version*/,
                        const Make& make) override {
            return make();
        }
    };

    RedisClient client_;
    Forgetful near_;
    RedisCache cache_{client_, near_};
};

class OwnRedisRateLimits final : public RateLimits {
public:
    OwnRedisRateLimits(const RedisConfig& config, Clock& clock)
        : client_(config), alone_(clock), limits_(client_, clock, alone_) {}

    Verdict take(std::string_view key, std::uint32_t limit, std::chrono::seconds window) override {
        return limits_.take(key, limit, window);
    }

private:
    RedisClient client_;
    ProcessRateLimits alone_;
    RedisRateLimits limits_;
};

class OwnRedisWorkQueue final : public WorkQueue {
public:
    OwnRedisWorkQueue(const RedisConfig& config, Jobs& jobs, Bell& bell)
        : client_(config), queue_(client_, jobs, bell) {}

    void add(const WaitingPhoto& photo) noexcept override { queue_.add(photo); }
    std::optional<Job> claim(const std::string& holder, TimePoint now) override {
        return queue_.claim(holder, now);
    }
    void remove(const PhotoId& photo) noexcept override { queue_.remove(photo); }

private:
    RedisClient client_;
    RedisWorkQueue queue_;
};

template <MakeConfig config>
std::unique_ptr<WorkQueue> redis_work_queue(Jobs& jobs, Bell& bell) {
    return std::make_unique<OwnRedisWorkQueue>(config(), jobs, bell);
}

constexpr std::string_view secret = "a secret of more than thirty-two bytes for tests";

// Hands out the members of whatever has a member for each repository.
template <class Members>
class StorageOf : public Storage {
public:
    Accounts& accounts() override { return members().accounts; }
    Sessions& sessions() override { return members().sessions; }
    Events& events() override { return members().events; }
    Guests& guests() override { return members().guests; }
    Uploads& uploads() override { return members().uploads; }
    Photos& photos() override { return members().photos; }
    Jobs& jobs() override { return members().jobs; }
    StagesDue& stages_due() override { return members().stages_due; }
    Changes& changes() override { return members().changes; }
    People& people() override { return members().people; }
    Cameras& cameras() override { return members().cameras; }
    HostTags& host_tags() override { return members().host_tags; }
    Selfies& selfies() override { return members().selfies; }
    Downloads& downloads() override { return members().downloads; }
    IdempotencyKeys& idempotency_keys() override { return members().idempotency_keys; }
    Outbox& outbox() override { return members().outbox; }
    OneTimeTokens& one_time_tokens() override { return members().one_time_tokens; }
    Invitations& invitations() override { return members().invitations; }
    Digests& digests() override { return members().digests; }
    FaceLog& face_log() override { return members().face_log; }

protected:
    virtual Members& members() = 0;
};

class MemoryStorage final : public StorageOf<MemoryWorld> {
    MemoryWorld& members() override { return world_; }
    MemoryWorld world_;
};

template <class TemporaryDatabase>
class SqlStorage final : public StorageOf<SqlRepositories> {
public:
    void reopen() override {
        database_.reopen();
        repositories_ = std::make_unique<SqlRepositories>(*database_, seals_);
    }

private:
    SqlRepositories& members() override { return *repositories_; }

    SodiumFaceSeals seals_{secret};
    TemporaryDatabase database_;
    std::unique_ptr<SqlRepositories> repositories_ = std::make_unique<SqlRepositories>(*database_, seals_);
};

class TemporaryFolder {
public:
    TemporaryFolder() {
        auto pattern = (std::filesystem::temp_directory_path() / "snapory-XXXXXX").string();
        if (!mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder can be made");
        path_ = pattern;
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

class MemoryBlobPlace final : public BlobPlace {
public:
    BlobStore& store() override { return store_; }
    TimePoint now() override { return clock_.now(); }

private:
    HeldClock clock_;
    MemoryBlobStore store_{clock_};
};

class DiskBlobPlace final : public BlobPlace {
public:
    DiskBlobPlace() { DiskBlobPlace::reopen(); }
    BlobStore& store() override { return *store_; }
    TimePoint now() override { return clock_.now(); }
    void reopen() override { store_ = make_disk_blob_store(folder_.path(), signatures_); }

private:
    TemporaryFolder folder_;
    SystemClock clock_;
    MemorySignatures signatures_;
    std::unique_ptr<BlobStore> store_;
};

class S3BlobPlace final : public BlobPlace {
public:
    explicit S3BlobPlace(std::string parameters = "") : parameters_(std::move(parameters)) {
        S3BlobPlace::reopen();
    }
    BlobStore& store() override { return *store_; }
    TimePoint now() override { return clock_.now(); }
    void reopen() override {
        auto url = Ceph::shared().storage_url() + "&addressing=path" + parameters_;
        S3StoreConfig config{parse_s3_url(url).value(), Ceph::credentials(), folder_.path() / "spool", ""};
        config.place.prefix = folder_.path().filename().string() + "/";  // what each test has to itself
        store_ = make_s3_blob_store(config, signatures_);
    }

private:
    std::string parameters_;
    TemporaryFolder folder_;
    SystemClock clock_;
    MemorySignatures signatures_;
    std::unique_ptr<BlobStore> store_;
};

class MemoryPostOffice final : public PostOffice {
public:
    MemoryPostOffice() {
        mailer_.refuse(std::string(refused_address));
        mailer_.postpone(std::string(later_address));
    }
    Mailer& mailer() override { return mailer_; }
    std::vector<Mail> arrived() override {
        auto sent = mailer_.sent();
        for (auto& mail : sent) mail.id = MailId();
        return sent;
    }

private:
    MemoryMailer mailer_;
};

class SmtpPostOffice final : public PostOffice {
public:
    Mailer& mailer() override { return *mailer_; }
    std::vector<Mail> arrived() override { return server_.arrived(); }

private:
    MailServer server_;
    SystemClock clock_;
    std::unique_ptr<Mailer> mailer_ = make_smtp_mailer(server_.config(), clock_);
};

// Two bells of one folder, as two processes have them: what the one rings, the other hears.
class TwoSocketBells final : public Bell {
public:
    void ring_jobs() noexcept override { near_->ring_jobs(); }
    void ring_event(const EventId& event) noexcept override { near_->ring_event(event); }
    std::shared_ptr<void> listen(Listener listener) override { return far_->listen(std::move(listener)); }

private:
    TemporaryFolder folder_;
    std::unique_ptr<Bell> near_ = make_socket_bell(folder_.path());
    std::unique_ptr<Bell> far_ = make_socket_bell(folder_.path());
};

// As one process has it, which hears itself.
class OneSocketBell final : public Bell {
public:
    void ring_jobs() noexcept override { bell_->ring_jobs(); }
    void ring_event(const EventId& event) noexcept override { bell_->ring_event(event); }
    std::shared_ptr<void> listen(Listener listener) override { return bell_->listen(std::move(listener)); }

private:
    TemporaryFolder folder_;
    std::unique_ptr<Bell> bell_ = make_socket_bell(folder_.path());
};

}  // namespace

std::vector<Adapter<Storage>> storages() {
    return {{"Memory", [] { return std::make_unique<MemoryStorage>(); }},
            {"Sqlite", [] { return std::make_unique<SqlStorage<TemporarySqlite>>(); }},
            {"Postgres", [] { return std::make_unique<SqlStorage<TemporaryPostgres>>(); }}};
}

std::vector<Adapter<Storage>> pooled_storages() {
    return {{"Pgbouncer", [] { return std::make_unique<SqlStorage<TemporaryPooledPostgres>>(); }}};
}

std::vector<Adapter<BlobPlace>> blob_places() {
    return {{"Memory", [] { return std::make_unique<MemoryBlobPlace>(); }},
            {"Disk", [] { return std::make_unique<DiskBlobPlace>(); }},
            {"Ceph", [] { return std::make_unique<S3BlobPlace>(); }},
            {"CephWithACopyThatLags", [] { return std::make_unique<S3BlobPlace>("&read_bucket=copy"); }}};
}

std::vector<Adapter<Bell>> bells() {
    return {{"Memory", [] { return std::make_unique<MemoryBell>(); }},
            {"Socket", [] { return std::make_unique<OneSocketBell>(); }},
            {"SocketOfAnotherProcess", [] { return std::make_unique<TwoSocketBells>(); }},
            {"Redis", [] { return std::make_unique<TwoRedisBells>(single_redis()); }},
            {"RedisTls", [] { return std::make_unique<TwoRedisBells>(redis_with_tls()); }},
            {"RedisCluster", [] { return std::make_unique<TwoRedisBells>(redis_cluster()); }}};
}

std::vector<Adapter<PostOffice>> post_offices() {
    return {{"Memory", [] { return std::make_unique<MemoryPostOffice>(); }},
            {"Smtp", [] { return std::make_unique<SmtpPostOffice>(); }}};
}

std::vector<Adapter<Cache>> caches() {
    return {{"Memory", [] { return std::make_unique<MemoryCache>(); }},
            {"Process", [] { return std::make_unique<ProcessCache>(1 << 20); }},
            {"Redis", [] { return std::make_unique<OwnRedisCache>(single_redis()); }},
            {"RedisTls", [] { return std::make_unique<OwnRedisCache>(redis_with_tls()); }},
            {"RedisCluster", [] { return std::make_unique<OwnRedisCache>(redis_cluster()); }}};
}

std::vector<Adapter<WorkQueue, Jobs&, Bell&>> work_queues() {
    return {{"Rows", [](Jobs& jobs, Bell& bell) { return std::make_unique<RowQueue>(jobs, bell); }},
            {"Redis", redis_work_queue<single_redis>},
            {"RedisTls", redis_work_queue<redis_with_tls>},
            {"RedisCluster", redis_work_queue<redis_cluster>}};
}

std::vector<Adapter<Passwords>> password_adapters() {
    return {{"Memory", [] { return std::make_unique<MemoryPasswords>(); }},
            {"Sodium", [] { return make_sodium_passwords(2); }}};
}

std::vector<Adapter<Randomness>> randomness_adapters() {
    return {{"Memory", [] { return std::make_unique<SeededRandomness>(); }},
            {"Sodium", [] { return std::make_unique<SodiumRandomness>(); }}};
}

std::vector<Adapter<Tokens>> token_adapters() {
    return {{"Memory", [] { return std::make_unique<MemoryTokens>(); }},
            {"Jwt", [] { return std::make_unique<JwtTokens>(secret); }}};
}

std::vector<Adapter<Signatures>> signature_adapters() {
    return {{"Memory", [] { return std::make_unique<MemorySignatures>(); }},
            {"Hmac", [] { return std::make_unique<HmacSignatures>(secret); }}};
}

std::vector<Adapter<FaceSeals>> face_seal_adapters() {
    return {{"Memory", [] { return std::make_unique<MemoryFaceSeals>(); }},
            {"Sodium", [] { return std::make_unique<SodiumFaceSeals>(secret); }}};
}

std::vector<Adapter<RateLimits, Clock&>> rate_limit_adapters() {
    return {
        {"Memory", [](Clock& clock) { return std::make_unique<MemoryRateLimits>(clock); }},
        {"Process", [](Clock& clock) { return std::make_unique<ProcessRateLimits>(clock); }},
        {"Redis", [](Clock& clock) { return std::make_unique<OwnRedisRateLimits>(single_redis(), clock); }},
        {"RedisTls",
         [](Clock& clock) { return std::make_unique<OwnRedisRateLimits>(redis_with_tls(), clock); }},
        {"RedisCluster",
         [](Clock& clock) { return std::make_unique<OwnRedisRateLimits>(redis_cluster(), clock); }}};
}

std::vector<Adapter<TimeZones>> time_zone_adapters() {
    return {{"Memory", [] { return std::make_unique<MemoryTimeZones>(); }},
            {"System", [] { return std::make_unique<SystemTimeZones>(); }}};
}

std::vector<Adapter<FaceIndex, FaceLog&>> face_indexes() {
    return {{"Memory", [](FaceLog& log) { return std::make_unique<MemoryFaceIndex>(log); }},
            {"Exact", [](FaceLog& log) { return make_exact_face_index(log); }}};
}

}  // namespace snapory
