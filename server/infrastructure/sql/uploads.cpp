#include "infrastructure/sql/uploads.hpp"

#include "infrastructure/sql/lists.hpp"

namespace snapory {
namespace {

const std::string upload_columns =
    "id, organisation_id, event_id, photo_id, uploader_kind, uploader_id, uploader_name, file_name, "
    "content_type, bytes, digest, file_modified_at, state, created_at, expires_at";

const Statement add_upload{"uploads.add",
                           "insert into uploads (" + upload_columns +
                               ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)"};
const Statement find_in_event{"uploads.find",
                              "select " + upload_columns + " from uploads where id = $1 and event_id = $2"};
const Statement find_upload{"uploads.find_any", "select " + upload_columns + " from uploads where id = $1"};
const Statement find_open_upload{"uploads.find_open",
                                 "select " + upload_columns +
                                     " from uploads where event_id = $1 and digest = $2 and state = 'open' "
                                     "and uploader_id = $3 and uploader_kind = $4 and expires_at > $5 "
                                     "order by id desc limit 1"};
const Statement abort_upload{
    "uploads.abort",
    "update uploads set state = 'aborted' where id = $1 and event_id = $2 and state = 'open'"};
const Statement expired_uploads{"uploads.expired",
                                "select " + upload_columns +
                                    " from uploads where state = 'open' and expires_at <= $1 "
                                    "order by expires_at limit $2"};
const Statement purge_uploads{"uploads.purge",
                              "delete from uploads where state <> 'open' and expires_at < $1"};

Upload upload_of_row(const Row& row) {
    Upload upload;
    Columns(row).read(upload.id, upload.organisation, upload.event, upload.photo, upload.uploader.kind,
                      upload.uploader.id, upload.uploader.name, upload.file_name, upload.content_type,
                      upload.bytes, upload.digest, upload.file_modified_at, upload.state, upload.created_at,
                      upload.expires_at);
    return upload;
}

}  // namespace

void SqlUploads::add(const std::vector<Upload>& uploads) {
    database_.write([&](Connection& connection) {
        for (const auto& upload : uploads)
            connection.send(add_upload,
                            {upload.id, upload.organisation, upload.event, upload.photo, upload.uploader.kind,
                             upload.uploader.id, upload.uploader.name, upload.file_name, upload.content_type,
                             upload.bytes, upload.digest, upload.file_modified_at, upload.state,
                             upload.created_at, upload.expires_at});
    });
}

std::optional<Upload> SqlUploads::find(const EventId& event, const UploadId& id) {
    return database_.read(
        [&](Connection& connection) { return connection.one(find_in_event, {id, event}, upload_of_row); });
}

std::optional<Upload> SqlUploads::find(const UploadId& id) {
    return database_.read(
        [&](Connection& connection) { return connection.one(find_upload, {id}, upload_of_row); });
}

std::optional<Upload> SqlUploads::find_open(const EventId& event, const Uploader& uploader,
                                            const Sha256& digest, TimePoint now) {
    return database_.read([&](Connection& connection) {
        return connection.one(find_open_upload, {event, digest, uploader.id, uploader.kind, now},
                              upload_of_row);
    });
}

void SqlUploads::abort(const EventId& event, const UploadId& id) {
    database_.write([&](Connection& connection) { connection.run(abort_upload, {id, event}); });
}

std::vector<Upload> SqlUploads::expired(TimePoint now, std::size_t limit) {
    return database_.read(
        [&](Connection& connection) { return connection.all(expired_uploads, {now, limit}, upload_of_row); });
}

std::vector<PhotoId> SqlUploads::announced(const std::vector<PhotoId>& ids) {
    return database_.read([&](Connection& connection) {
        std::vector<PhotoId> found;
        in_slices(ids, [&](std::span<const PhotoId> slice) {
            std::vector<Parameter> parameters;
            Statement statement{
                "uploads.announced",
                "select distinct photo_id from uploads where photo_id in " + bind_list(parameters, slice)};
            connection.run(statement, parameters,
                           [&](const Row& row) { found.push_back(first_column<PhotoId>(row)); });
        });
        return found;
    });
}

void SqlUploads::purge(TimePoint deadline) {
    database_.write([&](Connection& connection) { connection.run(purge_uploads, {deadline}); });
}

}  // namespace snapory
