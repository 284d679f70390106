#include "infrastructure/sql/uploads.hpp"

#include <algorithm>
#include <bit>
#include <iterator>

#include "infrastructure/sql/lists.hpp"

namespace snapory {
namespace {

const std::string upload_columns =
    "id, organisation_id, event_id, photo_id, uploader_kind, uploader_id, uploader_name, file_name, "
    "content_type, bytes, digest, file_modified_at, state, created_at, expires_at";

const Statement find_in_event{"uploads.find",
                              "select " + upload_columns + " from uploads where id = $1 and event_id = $2"};
const Statement find_upload{"uploads.find_any", "select " + upload_columns + " from uploads where id = $1"};
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

// The values of the columns above: "($1, $2 …)".
std::string bind_row(std::vector<Parameter>& parameters, const Upload& upload) {
    std::string row;
    for (const Parameter& value : std::initializer_list<Parameter>{
             upload.id, upload.organisation, upload.event, upload.photo, upload.uploader.kind,
             upload.uploader.id, upload.uploader.name, upload.file_name, upload.content_type, upload.bytes,
             upload.digest, upload.file_modified_at, upload.state, upload.created_at, upload.expires_at})
        row += (row.empty() ? "(" : ", ") + bind_value(parameters, value);
    return row + ")";
}

// Slices of uploads are powers of two, so that few different texts are prepared.
constexpr std::size_t most_rows = 128;

void add_rows(Connection& connection, std::span<const Upload> uploads) {
    std::vector<Parameter> parameters;
    std::string rows;
    for (const auto& upload : uploads) rows += (rows.empty() ? "" : ", ") + bind_row(parameters, upload);
    connection.send({"uploads.add", "insert into uploads (" + upload_columns + ") values " + rows},
                    parameters);
}

}  // namespace

void SqlUploads::add(const std::vector<Upload>& uploads) {
    database_.write([&](Connection& connection) {
        for (std::span<const Upload> rest(uploads); !rest.empty();) {
            auto slice = rest.first(std::min(most_rows, std::bit_floor(rest.size())));
            add_rows(connection, slice);
            rest = rest.subspan(slice.size());
        }
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

std::vector<Upload> SqlUploads::find_open(const EventId& event, const Uploader& uploader,
                                          const std::vector<Sha256>& digests, TimePoint now) {
    return database_.read([&](Connection& connection) {
        std::vector<Upload> found;
        in_slices(digests, [&](std::span<const Sha256> slice) {
            std::vector<Parameter> parameters{event, uploader.id, uploader.kind, now};
            Statement statement{
                "uploads.find_open",
                "select " + upload_columns +
                    " from uploads where event_id = $1 and state = 'open' and uploader_id = $2 "
                    "and uploader_kind = $3 and expires_at > $4 and digest in " +
                    bind_list(parameters, slice) + " order by id desc"};
            std::ranges::move(connection.all(statement, parameters, upload_of_row),
                              std::back_inserter(found));
        });
        return found;
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
