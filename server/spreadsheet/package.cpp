#include "spreadsheet/package.hpp"

#include <zip.h>

#include <algorithm>

namespace safetycell::spreadsheet {
namespace {

constexpr std::string_view save_again =
    "Save it as \"Excel workbook (.xlsx)\" or as \"CSV UTF-8\", and try that file.";

/// A file of the container that Excel used until 2003, and still uses around encrypted workbooks.
std::string_view in_old_container(std::string_view bytes) {
    constexpr std::string_view encrypted{"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e", 31};
    if (bytes.find(encrypted) == std::string_view::npos) return "The file is an old Excel workbook (.xls).";
    return "The workbook is protected with a password.";
}

struct FileCloser {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};

}  // namespace

tl::unexpected<Error> broken(std::string_view what) {
    return failure(
        ErrorCode::invalid,
        fmt::format("The workbook is broken: {}. Open it in Excel, save it again as .xlsx, and try that file.",
                    what));
}

void Package::Closer::operator()(zip* archive) const {
    zip_discard(archive);
}

Result<Package> Package::open(std::string_view bytes, Limits const& limits) {
    if (bytes.starts_with("\xD0\xCF\x11\xE0"))
        return failure(ErrorCode::invalid, fmt::format("{} {}", in_old_container(bytes), save_again));
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* const source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    zip_t* const archive = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
    if (archive == nullptr && source != nullptr) zip_source_free(source);
    zip_error_fini(&error);
    if (archive == nullptr) return broken("the archive that it is cannot be opened; it may have been cut off");
    Package package{archive, limits};
    if (package.has("mimetype")) {
        return failure(
            ErrorCode::invalid,
            fmt::format("The file is an OpenDocument file (.ods), not an Excel workbook. {}", save_again));
    }
    if (!package.has("[Content_Types].xml") || !package.has("_rels/.rels")) {
        return failure(ErrorCode::invalid,
                       fmt::format("The file is a ZIP archive, but not an Excel workbook. {}", save_again));
    }
    return package;
}

bool Package::has(std::string const& path) const {
    return zip_name_locate(archive_.get(), path.c_str(), 0) >= 0;
}

Result<std::string> Package::read(std::string const& path) {
    zip_stat_t stat;
    zip_stat_init(&stat);
    constexpr zip_uint64_t needed = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_ENCRYPTION_METHOD;
    if (zip_stat(archive_.get(), path.c_str(), 0, &stat) != 0 || (stat.valid & needed) != needed)
        return broken(fmt::format("it lacks its part {}", path));
    if (stat.encryption_method != ZIP_EM_NONE) {
        return failure(ErrorCode::invalid,
                       fmt::format("The workbook is protected with a password. {}", save_again));
    }
    if (stat.size > left_) {
        return failure(
            ErrorCode::too_large,
            fmt::format("Unpacked, the workbook is larger than {} MB. Split it, or save the sheet as \"CSV "
                        "UTF-8\".",
                        most_ / 1'000'000));
    }
    if (stat.size > 1'000'000 && stat.size / std::max<zip_uint64_t>(stat.comp_size, 1) > ratio_) {
        return failure(
            ErrorCode::too_large,
            fmt::format("The workbook unpacks to more than {} times its size, as files made to exhaust a "
                        "machine do. Save the sheet as \"CSV UTF-8\", and try that file.",
                        ratio_));
    }
    std::unique_ptr<zip_file_t, FileCloser> const file{zip_fopen(archive_.get(), path.c_str(), 0)};
    if (!file) return broken(fmt::format("its part {} cannot be unpacked", path));
    left_ -= stat.size;
    // Grown as bytes arrive: what a header claims costs nothing.
    std::string text;
    constexpr std::size_t step = 1'000'000;
    while (true) {
        std::size_t const before = text.size();
        text.resize(before + step);
        zip_int64_t const count = zip_fread(file.get(), text.data() + before, step);
        if (count < 0) return broken(fmt::format("its part {} is damaged", path));
        text.resize(before + static_cast<std::size_t>(count));
        if (text.size() > stat.size) return broken(fmt::format("its part {} is longer than it says", path));
        if (count == 0) break;
    }
    if (text.size() != stat.size) return broken(fmt::format("its part {} is cut off", path));
    return text;
}

}  // namespace safetycell::spreadsheet
