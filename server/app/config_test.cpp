#include "app/config.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

namespace snapory {
namespace {

namespace fs = std::filesystem;

class ConfigFile : public testing::Test {
protected:
    ConfigFile() {
        std::string name = (fs::temp_directory_path() / "snapory-config-XXXXXX").string();
        folder = ::mkdtemp(name.data());
    }
    ~ConfigFile() override { fs::remove_all(folder); }

    fs::path write(const std::string& text, const std::string& name = "snapory.toml") const {
        std::ofstream(folder / name) << text;
        return folder / name;
    }
    std::vector<std::string> faults_of(const std::string& text) const {
        auto file = write(text);
        auto config = load_config({.file = file});
        auto faults = config ? std::vector<std::string>{} : config.error();
        for (auto& fault : faults)
            if (fault.starts_with(folder.string())) fault.erase(0, folder.string().size() + 1);
        return faults;
    }

    fs::path folder;
};

TEST_F(ConfigFile, ReadsEveryKindOfKey) {
    auto file = write(R"(
data = "/srv/snapory"
port = 9000
trusted_proxies = ["10.0.0.0/8", "::1", "unix"]
registration = "open"
[database]
url = "sqlite:////srv/db//snapory.sqlite"
[storage]
url = "file:///srv/photos"
[limits]
photo_bytes = 50_000_000
storage_full_share = 0.9
[log]
level = "warning"
)");
    auto config = load_config({.file = file});
    ASSERT_TRUE(config) << config.error().front();
    EXPECT_EQ(config->port, 9000);
    EXPECT_EQ(config->trusted_proxies.size(), 3U);
    EXPECT_EQ(config->registration, Registration::open);
    EXPECT_EQ(config->database_file(), "/srv/db/snapory.sqlite");
    EXPECT_EQ(config->blob_folder(), "/srv/photos");
    EXPECT_EQ(config->limits.photo_bytes, 50'000'000U);
    EXPECT_DOUBLE_EQ(config->limits.storage_full_share, 0.9);
    EXPECT_EQ(config->log_level, LogLevel::warning);
}

TEST_F(ConfigFile, ReportsEveryFaultAtOnceWithItsLine) {
    auto faults = faults_of(R"(port = 70000
registraton = "open"
[log]
level = "loud"
colour = true
[database]
url = "mysql://x"
[limits]
photo_bytes = -1
[cors]
allowed_origins = ["https://a.example", "b.example/x"]
)");
    EXPECT_EQ(
        faults,
        (std::vector<std::string>{
            R"(snapory.toml:1: port is "70000", but must be 0 to 65535)",
            "snapory.toml:2: there is no key registraton; did you mean registration?",
            R"(snapory.toml:4: log.level is "loud", but must be debug, info, warning or error)",
            "snapory.toml:5: there is no key log.colour",
            "snapory.toml:7: database.url must be sqlite:///path or postgresql://user:password@host/database",
            R"(snapory.toml:9: limits.photo_bytes is "-1", but must be bytes, at least 1)",
            (R"(snapory.toml:11: cors.allowed_origins is "https://a.example", but must be )"
             R"(origins such as https://app.example.org (not b.example/x))"),
        }));
}

TEST_F(ConfigFile, AMailServerNeedsASenderAndWhereLinksLead) {
    const std::string server = "[smtp]\nurl = \"smtp://ada:secret@mail.example.org:587\"\n";
    EXPECT_EQ(faults_of(server),
              (std::vector<std::string>{"smtp.url needs public_url: links in mails lead there"}));
    const std::string site = "public_url = \"https://photos.example.org\"\n";
    EXPECT_EQ(faults_of(site + server),
              (std::vector<std::string>{"smtp.url needs smtp.from: who mails are from"}));
    EXPECT_EQ(faults_of(site + server + "from = \"Ada <photos@example.org>\"\n"), std::vector<std::string>{});
    EXPECT_EQ(
        faults_of("[smtp]\nurl = \"smtp://ada:secret@mail/x\"\nfrom = \"nobody\"\n"),
        (std::vector<std::string>{
            "snapory.toml:2: smtp.url must be smtp://user:password@host:587, or smtps://…",
            "snapory.toml:3: smtp.from is \"nobody\", but must be an address such as photos@example.org, or "
            "Name <photos@example.org>",
        }));
}

TEST_F(ConfigFile, SaysWhereTheFileItselfIsBroken) {
    auto faults = faults_of("port = 1\nhost = \"x\n");
    ASSERT_EQ(faults.size(), 1U);
    EXPECT_TRUE(faults[0].starts_with("snapory.toml:2: ")) << faults[0];
    EXPECT_EQ(faults_of("port = [1, 2]\n[[host]]\n").size(), 2U);
    EXPECT_EQ(faults_of("when = 1979-05-27\n"),
              (std::vector<std::string>{"snapory.toml:1: when takes no value of this kind"}));
    EXPECT_FALSE(load_config({.file = folder / "missing.toml"}));
}

TEST_F(ConfigFile, FlagsWinOverTheEnvironmentAndThatOverTheFile) {
    ConfigSources sources;
    sources.file = write("host = \"a\"\nport = 1\ndata = \"a\"\n");
    sources.environment = {{"SNAPORY_HOST", "b"}, {"SNAPORY_PORT", "2"}, {"PATH", "/bin"}};
    sources.flags = {{"port", {"3"}, "--port"}};
    auto config = load_config(sources);
    ASSERT_TRUE(config);
    EXPECT_EQ(config->data, "a");
    EXPECT_EQ(config->host, "b");
    EXPECT_EQ(config->port, 3);
}

TEST_F(ConfigFile, ReadsTheEnvironment) {
    ConfigSources sources;
    sources.environment = {{"SNAPORY_SECRET_KEY_FILE", write(std::string(32, 'k') + "\n", "key").string()},
                           {"SNAPORY_CORS_ALLOWED_ORIGINS", "https://a.example, https://b.example"},
                           {"SNAPORY_SERVICE_HOST", "10.0.0.1"},
                           {"SNAPORY_TOKEN", "t"}};
    auto config = load_config(sources);
    ASSERT_TRUE(config) << config.error().front();
    EXPECT_EQ(config->secret_key, std::string(32, 'k'));
    EXPECT_EQ(config->allowed_origins, (std::vector<std::string>{"https://a.example", "https://b.example"}));

    sources.environment = {{"SNAPORY_DATABSE_URL", "sqlite:///x"}, {"SNAPORY_SECRET_KEY_FILE", "/missing"}};
    auto faults = load_config(sources).error();
    EXPECT_EQ(faults,
              (std::vector<std::string>{
                  "SNAPORY_DATABSE_URL: there is no such variable; did you mean SNAPORY_DATABASE_URL?",
                  "SNAPORY_SECRET_KEY_FILE: cannot read the file /missing"}));
}

TEST_F(ConfigFile, NeverShowsASecret) {
    auto faults = load_config({.environment = {{"SNAPORY_SECRET_KEY", "hunter2"}}}).error();
    EXPECT_EQ(faults.front(), "SNAPORY_SECRET_KEY: secret_key must be at least 32 characters");
}

TEST_F(ConfigFile, ChecksAddresses) {
    struct Row {
        const char *key, *value;
        bool good;
    };
    for (auto [key, value, good] : {
             Row{"SNAPORY_PUBLIC_URL", "https://photos.example.org", true},
             Row{"SNAPORY_PUBLIC_URL", "https://photos.example.org:8443/party", true},
             Row{"SNAPORY_PUBLIC_URL", "https://photos.example.org/", false},
             Row{"SNAPORY_PUBLIC_URL", "photos.example.org", false},
             Row{"SNAPORY_PUBLIC_URL", "javascript:alert(1)", false},
             Row{"SNAPORY_AI_URL", "unix:/run/ai.sock", true},
             Row{"SNAPORY_AI_URL", "http://ai:8000", true},
             Row{"SNAPORY_AI_URL", "ai:8000", false},
             Row{"SNAPORY_TRUSTED_PROXIES", "10.0.0.0/8", true},
             Row{"SNAPORY_TRUSTED_PROXIES", "10.0.0.0/33", false},
             Row{"SNAPORY_TRUSTED_PROXIES", "proxy", false},
             Row{"SNAPORY_REDIS_URL", "http://x", false},
             Row{"SNAPORY_REDIS_URL", "rediss://u:p@a,b", true},
         })
        EXPECT_EQ(load_config({.environment = {{key, value}}}).has_value(), good) << key << "=" << value;
}

TEST(ConfigKeys, EveryDefaultIsAllowedAndShown) {
    Config fresh;
    for (const auto& key : config_keys()) {
        EXPECT_FALSE(key.help.empty()) << key.name;
        auto shown = key.show(fresh);
        Config again;
        if (!shown.empty()) {
            EXPECT_FALSE(key.set(again, {shown})) << key.name << " = " << shown;
        }
    }
}

}  // namespace
}  // namespace snapory
