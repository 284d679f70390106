#include "app/photo_sender.hpp"

#include <algorithm>
#include <atomic>
#include <map>

#include <boost/json.hpp>

#include "app/rfc3339.hpp"

namespace snapory {
namespace {

namespace json = boost::json;

constexpr unsigned parts_at_once = 4;
constexpr std::size_t batch_size = 50;
constexpr int rounds = 3;  // of sending what the server says is missing

std::string text_at(const json::object& object, const char* name) {
    const auto& value = object.at(name);
    return value.is_string() ? std::string(value.as_string()) : std::string();
}

// Whether no other photo would fare better.
bool concerns_all(const Refusal& refusal) {
    return refusal.status == 401 || refusal.status == 403 || refusal.status == 404 ||
           refusal.code == "event_closed" || refusal.code == "storage_full" ||
           refusal.code == "quota_exceeded";
}

}  // namespace

struct PhotoSender::Part {
    std::uint32_t number;
    std::uint64_t bytes;
    std::string url;

    static std::vector<Part> all(const json::object& upload) {
        std::vector<Part> parts;
        for (const auto& value : upload.at("parts").as_array()) {
            const auto& part = value.as_object();
            parts.push_back({part.at("number").to_number<std::uint32_t>(),
                             part.at("size").to_number<std::uint64_t>(), text_at(part, "url")});
        }
        return parts;
    }
};

struct PhotoSender::Sending {
    PhotoFile photo;
    std::string upload;  // its id
    std::uint64_t part_bytes = 0;
    std::atomic<std::size_t> parts_left = 0;
    std::atomic<bool> failed = false;
};

struct PhotoSender::Announced {
    PhotoFile photo;
    std::string sha256;
};

PhotoSender::PhotoSender(Destination destination, UploadReport& report, ApiClient::Stopped stopped)
    : destination_(std::move(destination)),
      report_(report),
      stopped_(std::move(stopped)),
      client_(destination_.server, destination_.token, stopped_) {
    for (unsigned i = 0; i < parts_at_once; ++i) threads_.emplace_back([this] { work(); });
}

PhotoSender::~PhotoSender() {
    std::lock_guard lock(mutex_);
    ending_ = true;
    tasks_.clear();
    changed_.notify_all();
}

void PhotoSender::send(const std::vector<PhotoFile>& photos) {
    std::uint64_t bytes = 0;
    for (const auto& photo : photos) bytes += photo.bytes;
    report_.expect(photos.size(), bytes);
    for (std::size_t at = 0; at < photos.size(); at += batch_size) {
        auto end = std::min(photos.size(), at + batch_size);
        send_batch({photos.begin() + static_cast<std::ptrdiff_t>(at),
                    photos.begin() + static_cast<std::ptrdiff_t>(end)});
    }
    wait_until_at_most(0);
}

void PhotoSender::send_batch(const std::vector<PhotoFile>& photos) {
    auto files = hash(photos);  // while the batch before is on its way
    wait_until_at_most(batch_size);
    if (!files.empty()) announce(std::move(files));
}

std::vector<PhotoSender::Announced> PhotoSender::hash(const std::vector<PhotoFile>& photos) {
    std::vector<Announced> files;
    for (const auto& photo : photos) {
        if (stopped_()) throw Interrupted();
        try {
            files.push_back({photo, sha256_of(photo)});
        } catch (const std::runtime_error& error) {
            fail(photo, error.what());
        }
    }
    return files;
}

void PhotoSender::announce(std::vector<Announced> files) {
    std::map<std::string, std::vector<Announced>> same;  // by content
    std::vector<std::string> contents;                   // in the order of the files
    for (auto& file : files) {
        auto& copies = same[file.sha256];
        if (copies.empty()) contents.push_back(file.sha256);
        copies.push_back(std::move(file));
    }
    json::array wanted;
    std::vector<const Announced*> order;
    for (const auto& sha256 : contents) {
        const auto& copies = same.at(sha256);
        const auto& photo = copies.front().photo;
        order.push_back(&copies.front());
        wanted.push_back(json::object{{"name", photo.path.filename().string()},
                                      {"size", photo.bytes},
                                      {"contentType", content_type(photo.type)},
                                      {"sha256", sha256},
                                      {"lastModified", rfc3339(photo.modified_at)}});
        for (std::size_t copy = 1; copy < copies.size(); ++copy) {
            report_.spared(copies[copy].photo.bytes);
            report_.ended({UploadOutcome::Kind::duplicate, copies[copy].photo.path.string(), "", ""});
        }
    }
    try {
        auto answer =
            client_.post("/events/" + destination_.event + "/uploads", json::object{{"files", wanted}});
        for (const auto& item : answer.at("items").as_array()) {
            const auto& upload = item.as_object();
            begin(same.at(text_at(upload, "sha256")).front(), upload);
        }
        for (const auto& item : answer.at("errors").as_array()) {
            auto field = text_at(item.as_object(), "field");  // "files[2]"
            fail(order.at(std::stoul(field.substr(field.find('[') + 1)))->photo,
                 text_at(item.as_object(), "detail"));
        }
    } catch (const Refusal& refusal) {
        if (concerns_all(refusal)) throw;
        for (const auto* file : order) fail(file->photo, refusal.what());
    }
}

void PhotoSender::begin(const Announced& file, const json::object& upload) {
    if (text_at(upload, "status") != "upload") {
        report_.spared(file.photo.bytes);
        report_.ended(
            {UploadOutcome::Kind::duplicate, file.photo.path.string(), text_at(upload, "photoId"), ""});
        return;
    }
    auto sending = std::make_shared<Sending>();
    sending->photo = file.photo;
    sending->upload = text_at(upload, "uploadId");
    sending->part_bytes = upload.at("partSize").to_number<std::uint64_t>();
    auto parts = Part::all(upload);
    std::uint64_t missing = 0;
    for (const auto& part : parts) missing += part.bytes;
    report_.spared(file.photo.bytes - std::min(missing, file.photo.bytes));
    sending->parts_left = parts.size();
    if (parts.empty()) push([this, sending](ApiClient& client) { complete(client, *sending); });
    for (const auto& part : parts)
        push([this, sending, part](ApiClient& client) { send_part(client, sending, part); });
}

void PhotoSender::send_part(ApiClient& client, const std::shared_ptr<Sending>& sending, const Part& part) {
    try {
        if (!sending->failed) put(client, *sending, part);
    } catch (const Interrupted&) {
        throw;
    } catch (const std::runtime_error& error) {
        if (!sending->failed.exchange(true)) fail(sending->photo, error.what());
    }
    if (--sending->parts_left == 0 && !sending->failed) complete(client, *sending);
}

void PhotoSender::put(ApiClient& client, const Sending& sending, const Part& part) {
    FileSlice slice{sending.photo.path, (part.number - 1) * sending.part_bytes, part.bytes};
    auto progress = [this](std::int64_t bytes) { report_.moved(bytes); };
    try {
        client.put(part.url, slice, progress);
    } catch (const Refusal& refusal) {
        if (refusal.status != 404 && refusal.status != 403) throw;  // else the URL has expired
        auto fresh = client.post(upload_path(sending) + "/parts", json::object{});
        for (const auto& other : Part::all(fresh.as_object()))
            if (other.number == part.number) client.put(other.url, slice, progress);
    }
}

void PhotoSender::complete(ApiClient& client, Sending& sending) {
    for (int round = 1;; ++round) try {
            auto photo = client.post(upload_path(sending) + "/complete", json::object{});
            report_.ended({UploadOutcome::Kind::sent, sending.photo.path.string(),
                           text_at(photo.as_object(), "id"), ""});
            return;
        } catch (const Refusal& refusal) {
            bool lost = refusal.code == "incomplete_upload" || refusal.code == "hash_mismatch";
            if (lost && !is_unchanged(sending.photo))
                return fail(sending.photo, "it changed while it was sent");
            if (!lost || round == rounds) {
                fail(sending.photo, refusal.what());
                if (concerns_all(refusal)) throw;
                return;
            }
            resend(client, sending);
        }
}

void PhotoSender::resend(ApiClient& client, Sending& sending) {
    auto upload = client.get(upload_path(sending));
    for (const auto& part : Part::all(upload.as_object())) put(client, sending, part);
}

void PhotoSender::fail(const PhotoFile& photo, const std::string& why) {
    report_.ended({UploadOutcome::Kind::failed, photo.path.string(), "", why});
}

std::string PhotoSender::upload_path(const Sending& sending) const {
    return "/events/" + destination_.event + "/uploads/" + sending.upload;
}

void PhotoSender::push(Task task) {
    std::lock_guard lock(mutex_);
    tasks_.push_back(std::move(task));
    ++open_;
    changed_.notify_all();
}

void PhotoSender::wait_until_at_most(std::size_t tasks) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return open_ <= tasks || fatal_; });
    if (fatal_) std::rethrow_exception(fatal_);
}

// What a task throws ends the whole: it was stopped, or the event takes no more.
void PhotoSender::work() {
    ApiClient client(destination_.server, destination_.token, stopped_);
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait(lock, [this] { return ending_ || !tasks_.empty(); });
        if (ending_) return;
        auto task = std::move(tasks_.front());
        tasks_.pop_front();
        lock.unlock();
        std::exception_ptr fault;
        try {
            task(client);
        } catch (...) {
            fault = std::current_exception();
        }
        lock.lock();
        --open_;
        if (fault && !fatal_) fatal_ = fault;
        changed_.notify_all();
    }
}

}  // namespace snapory
