#pragma once
// Importing a file from a page: upload, choose, look at what it would do, take it whole or not at all, undo it.

#include "api/route.hpp"

namespace safetycell::api {

Result<Reply> list_imports(Context const& context, store::ReadTx& tx);
Result<Rest> upload_import(Context const& context, store::Connection& connection);
Result<Reply> get_import(Context const& context, store::ReadTx& tx);
Result<Reply> choose_import(Context const& context, store::WriteTx& tx);
Result<Reply> drop_import(Context const& context, store::WriteTx& tx);
Result<Reply> preview_import(Context const& context, store::WriteTx& tx);
Result<Reply> commit_import(Context const& context, store::WriteTx& tx);
Result<Reply> undo_import(Context const& context, store::WriteTx& tx);
Result<Reply> drop_import_profile(Context const& context, store::WriteTx& tx);

}  // namespace safetycell::api
