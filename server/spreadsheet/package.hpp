#pragma once
// The ZIP archive that an XLSX file is, with every size checked before a byte is unpacked, so that no file can
// make the program use more memory than the limits say. Used by the workbook reader alone.

#include "base/result.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct zip;

namespace safetycell::spreadsheet {

/// What a workbook may ask of the machine.
struct Limits {
    std::uint64_t unpacked_bytes = 100'000'000;  ///< Of all parts that are read, together.
    std::uint64_t part_ratio = 250;              ///< Unpacked to packed, of parts beyond a megabyte.
    std::size_t cells = 2'000'000;               ///< Gaps before a cell that holds something included.
    std::size_t characters = 200'000'000;        ///< In bytes, of all cells together.
};

/// "The workbook is broken: … Open it in Excel, save it again as .xlsx, and try that file."
tl::unexpected<Error> broken(std::string_view what);

class Package {
public:
    /// `bytes` must outlive the package. Says of a file that is no ZIP archive what it is.
    static Result<Package> open(std::string_view bytes, Limits const& limits);

    bool has(std::string const& path) const;
    /// Unpacked, at most what is left of the limits.
    Result<std::string> read(std::string const& path);

private:
    struct Closer {
        void operator()(zip* archive) const;
    };
    Package(zip* archive, Limits const& limits)
        : archive_(archive), ratio_(limits.part_ratio), most_(limits.unpacked_bytes), left_(most_) {}

    std::unique_ptr<zip, Closer> archive_;
    std::uint64_t ratio_;
    std::uint64_t most_;
    std::uint64_t left_;
};

}  // namespace safetycell::spreadsheet
