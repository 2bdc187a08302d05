#pragma once
// Carries out a request that has found its route: opens the transaction its handler asks for, runs it, commits
// or rolls back, and makes the reply fit what the asker holds already and can read. Nothing is thrown out of
// here: whatever a handler throws is logged with the request's id and answered with 500.

#include "api/route.hpp"

namespace safetycell::store {
class Connection;
}

namespace safetycell::api {

/// `connection` belongs to the calling thread: a reading one for a Query, the writing one for a Command, null
/// for a Plain.
Reply dispatch(Request const& request, Match const& match, Service const& service,
               store::Connection* connection);

}  // namespace safetycell::api
