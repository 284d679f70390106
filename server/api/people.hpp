#pragma once

#include "api/api.hpp"
#include "api/repeats.hpp"
#include "application/people/change_person.hpp"
#include "application/people/list_people.hpp"
#include "application/people/merge_people.hpp"
#include "application/people/split_person.hpp"
#include "http/router.hpp"

namespace snapory {

// /events/{id}/people: who is in the photos, for hosts.
class PeopleRoutes {
public:
    PeopleRoutes(const ApiPorts& ports, Repeats& repeats);

    void add_to(http::Scope& v1);

private:
    http::Response list(http::Request& request);
    http::Response change(http::Request& request);
    http::Response merge(http::Request& request);
    http::Response split(http::Request& request);

    ListPeople list_people_;
    ChangePerson change_person_;
    MergePeople merge_people_;
    SplitPerson split_person_;
    Repeats& repeats_;
};

}  // namespace snapory
