#include "model/dataset/folder_scan.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>

#include "model/types/error.h"

namespace wasserfarbe {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 9> kEndings = {".png", ".jpg",  ".jpeg", ".bmp", ".webp",
                                                      ".tif", ".tiff", ".gif",  ".ppm"};
constexpr std::string_view kEndingsText = "png, jpg, jpeg, bmp, webp, tif, tiff, gif and ppm";

bool is_hidden(const fs::path& path) {
    return path.filename().string().starts_with('.');
}

bool has_image_ending(const fs::path& path) {
    std::string ending = path.extension().string();
    // std::tolower asks the locale, and an ending must mean the same everywhere.
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return std::find(kEndings.begin(), kEndings.end(), ending) != kEndings.end();
}

void visit_entry(const fs::directory_entry& entry, FolderScan& scan, std::vector<fs::path>& folders) {
    const fs::path& path = entry.path();
    if (is_hidden(path))
        return;
    std::error_code error;
    const fs::file_type own_type = entry.symlink_status(error).type();
    if (own_type == fs::file_type::directory) {
        folders.push_back(path);
        return;
    }
    if (!has_image_ending(path))
        return;
    const fs::file_type type = entry.status(error).type();
    if (type == fs::file_type::regular)
        scan.files.push_back(path);
    else if (own_type == fs::file_type::symlink && type != fs::file_type::directory)
        scan.skipped.push_back({path, "is a link that leads to no file"});
    else if (type != fs::file_type::directory)
        scan.skipped.push_back({path, "is not an ordinary file"});
}

/// Lists one folder without those below it. What was listed before an error is kept.
void visit_folder(const fs::path& folder, FolderScan& scan, std::vector<fs::path>& folders,
                  std::error_code& error) {
    for (fs::directory_iterator it(folder, error); !error && it != fs::directory_iterator();
         it.increment(error))
        visit_entry(*it, scan, folders);
}

void check_is_folder(const fs::path& folder) {
    std::error_code error;
    const fs::file_status status = fs::status(folder, error);
    if (status.type() == fs::file_type::not_found)
        throw Error(ErrorKind::Data, folder, "this folder does not exist");
    if (status.type() == fs::file_type::none)
        throw Error(ErrorKind::Data, folder, "can't be read: " + error.message());
    if (status.type() != fs::file_type::directory)
        throw Error(ErrorKind::Data, folder, "is not a folder; give the folder that holds the pictures");
}

} // namespace

FolderScan scan_folder(const fs::path& folder) {
    check_is_folder(folder);
    FolderScan scan{folder, {}, {}};
    std::vector<fs::path> folders;
    std::error_code error;
    visit_folder(folder, scan, folders, error);
    if (error)
        throw Error(ErrorKind::Data, folder, "can't be read: " + error.message());
    while (!folders.empty()) {
        const fs::path next = std::move(folders.back());
        folders.pop_back();
        visit_folder(next, scan, folders, error);
        if (error)
            scan.skipped.push_back({next, "this folder can't be read: " + error.message()});
    }
    if (scan.files.empty())
        throw Error(ErrorKind::Data, folder,
                    "there are no pictures in this folder; files that end in " + std::string(kEndingsText) +
                        " count");
    // All paths share the folder as a prefix, so their bytes order them as the bytes below it do.
    std::sort(scan.files.begin(), scan.files.end(),
              [](const fs::path& a, const fs::path& b) { return a.native() < b.native(); });
    std::sort(scan.skipped.begin(), scan.skipped.end(),
              [](const SkippedFile& a, const SkippedFile& b) { return a.path.native() < b.path.native(); });
    return scan;
}

} // namespace wasserfarbe
