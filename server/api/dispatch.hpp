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
/// for a Plain. A Slow one is carried out whole with the writing connection.
Reply dispatch(Request const& request, Match const& match, Service const& service,
               store::Connection* connection);

/// A Slow request half way.
struct Prepared {
    Reply reply;  ///< The answer, if there is nothing left to do.
    Rest rest;    ///< Empty: nothing.
};
/// The part of a Slow request that takes long, with a reading connection.
Prepared prepare(Request const& request, Match const& match, Service const& service,
                 store::Connection& connection);
/// The rest of it, with the writing connection.
Reply finish(Request const& request, Match const& match, Service const& service, store::Connection& connection,
             Rest const& rest);

}  // namespace safetycell::api
