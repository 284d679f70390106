#pragma once

#include <functional>

#include "api/api.hpp"
#include "api/downloads.hpp"
#include "application/gallery/delete_photos.hpp"
#include "application/gallery/find_similar.hpp"
#include "application/gallery/list_best.hpp"
#include "application/gallery/list_facets.hpp"
#include "application/gallery/list_photos.hpp"
#include "application/gallery/moderate_photos.hpp"
#include "application/gallery/propose_tag.hpp"
#include "application/gallery/put_on_top.hpp"
#include "application/gallery/read_photo.hpp"
#include "application/gallery/restore_photos.hpp"
#include "application/gallery/retry_photo.hpp"
#include "application/gallery/search_photos.hpp"
#include "application/gallery/sign_media.hpp"
#include "application/gallery/tag_photos.hpp"
#include "http/router.hpp"

namespace snapory {

// The gallery of an event: everything beneath /events/{id}/photos but sending them, its tags, and /search.
class PhotoRoutes {
public:
    // `downloads` must outlive it.
    PhotoRoutes(const ApiPorts& ports, DownloadRoutes& downloads);

    void add_to(http::Scope& v1);

private:
    http::Response list(http::Request& request);
    http::Response search(http::Request& request);
    // Answers a search, unless its caller searched too often.
    http::Response searched(http::Request& request, const std::function<http::Response()>& answer);
    http::Response facets(http::Request& request);
    http::Response proposals(http::Request& request);
    http::Response read(http::Request& request);
    http::Response moderate(http::Request& request);
    http::Response remove(http::Request& request);
    http::Response retry(http::Request& request);
    http::Response raise(http::Request& request);
    http::Response best(http::Request& request);
    http::Response similar(http::Request& request);
    http::Response change_many(http::Request& request);
    http::Response media(http::Request& request, Variant variant);

    DownloadRoutes& downloads_;
    RateLimits& limits_;
    ListPhotos list_photos_;
    SearchPhotos search_photos_;
    ListFacets list_facets_;
    ReadPhoto read_photo_;
    ModeratePhotos moderate_photos_;
    DeletePhotos delete_photos_;
    RestorePhotos restore_photos_;
    TagPhotos tag_photos_;
    ProposeTag propose_tag_;
    RetryPhoto retry_photo_;
    PutOnTop put_on_top_;
    ListBest list_best_;
    FindSimilar find_similar_;
    SignMedia sign_media_;
};

}  // namespace snapory
