#pragma once
// Lists that editions hold as files: all editions, the rates of one, its contractors, and who is quiet.

#include "api/list_export.hpp"

namespace safetycell::api {

Result<Reply> export_editions(Context const& context, store::ReadTx& tx, ExportForm const& form);
/// Of the edition that `edition` names, of one `scope` or all.
Result<Reply> export_rates(Context const& context, store::ReadTx& tx, ExportForm const& form);
Result<Reply> export_contractors(Context const& context, store::ReadTx& tx, ExportForm const& form);
Result<Reply> export_quiet(Context const& context, store::ReadTx& tx, ExportForm const& form);

}  // namespace safetycell::api
