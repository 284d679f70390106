#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "app/api_client.hpp"
#include "app/photo_files.hpp"
#include "app/upload_report.hpp"

namespace snapory {

// Where photos go, and who sends them.
struct Destination {
    std::string server;
    std::string token;
    std::string event;  // its id
};

// Sends photos to one event by the protocol of uploads in parts, several parts at a time. What the server has
// already is not sent again, so a run that was cut off goes on where it stopped. Used by one thread.
class PhotoSender {
public:
    PhotoSender(Destination destination, UploadReport& report, ApiClient::Stopped stopped);
    ~PhotoSender();  // gives up what waits
    PhotoSender(const PhotoSender&) = delete;
    PhotoSender& operator=(const PhotoSender&) = delete;

    // Returns when each photo is safe or has failed, as the report was told. Throws Interrupted, and Refusal
    // when the event takes no photos from this sender at all.
    void send(const std::vector<PhotoFile>& photos);

private:
    struct Sending;
    struct Part;
    struct Announced;
    using Task = std::function<void(ApiClient&)>;

    void send_batch(const std::vector<PhotoFile>& photos);
    std::vector<Announced> hash(const std::vector<PhotoFile>& photos);
    void announce(std::vector<Announced> files);
    void begin(const Announced& file, const boost::json::object& upload);
    void send_part(ApiClient& client, const std::shared_ptr<Sending>& sending, const Part& part);
    void put(ApiClient& client, const Sending& sending, const Part& part);
    void complete(ApiClient& client, Sending& sending);
    void resend(ApiClient& client, Sending& sending);
    void fail(const PhotoFile& photo, const std::string& why);
    std::string upload_path(const Sending& sending) const;

    void push(Task task);
    void work();
    void wait_until_at_most(std::size_t tasks);

    Destination destination_;
    UploadReport& report_;
    ApiClient::Stopped stopped_;
    ApiClient client_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Task> tasks_;
    std::size_t open_ = 0;  // tasks that wait or run
    bool ending_ = false;
    std::exception_ptr fatal_;
    std::vector<std::jthread> threads_;
};

}  // namespace snapory
