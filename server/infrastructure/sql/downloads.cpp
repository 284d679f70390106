#include "infrastructure/sql/downloads.hpp"

namespace snapory {
namespace {

const Statement add_download{"downloads.add",
                             "insert into downloads (id, organisation_id, event_id, variant, photos, "
                             "guest_id, created_at, expires_at) "
                             "values ($1, $2, $3, $4, $5, $6, $7, $8)"};
const Statement find_download{
    "downloads.find",
    "select id, organisation_id, event_id, variant, photos, guest_id, created_at, expires_at from downloads "
    "where id = $1 and expires_at > $2"};
const Statement purge_downloads{"downloads.purge", "delete from downloads where expires_at <= $1"};

std::string joined(const std::vector<PhotoId>& ids) {
    std::string text;
    for (const auto& id : ids) text += id.text() + ' ';
    return text;
}

std::vector<PhotoId> separated(std::string_view text) {
    std::vector<PhotoId> ids;
    while (!text.empty()) {
        auto end = text.find(' ');
        ids.emplace_back(std::string(text.substr(0, end)));
        text.remove_prefix(end + 1);
    }
    return ids;
}

Download download_of_row(const Row& row) {
    Download download;
    std::string photos;
    Columns(row).read(download.id, download.organisation, download.event, download.variant, photos,
                      download.guest, download.created_at, download.expires_at);
    download.photos = separated(photos);
    return download;
}

}  // namespace

void SqlDownloads::add(const Download& download) {
    auto photos = joined(download.photos);
    database_.write([&](Connection& connection) {
        connection.run(add_download, {download.id, download.organisation, download.event, download.variant,
                                      photos, download.guest, download.created_at, download.expires_at});
    });
}

std::optional<Download> SqlDownloads::find(const DownloadId& id, TimePoint now) {
    return database_.read(
        [&](Connection& connection) { return connection.one(find_download, {id, now}, download_of_row); });
}

void SqlDownloads::purge(TimePoint now) {
    database_.write([&](Connection& connection) { connection.run(purge_downloads, {now}); });
}

}  // namespace snapory
