#include "model/dataset/folder_scan.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <string_view>
#include <system_error>
#include <tuple>
#include <utility>

#include "model/pictures/formats/picture_format.h"
#include "model/types/error.h"
#include "model/types/name_ending.h"

namespace wasserfarbe {
namespace {

namespace fs = std::filesystem;

/// What makes a file one of a folder's pictures, of all formats.
const std::vector<std::string_view>& searched_endings() {
    static const std::vector<std::string_view> all = [] {
        std::vector<std::string_view> endings;
        for (const PictureFormat* format : picture_formats())
            for (const PictureEnding& ending : format->endings)
                if (ending.searched_for)
                    endings.push_back(ending.text);
        return endings;
    }();
    return all;
}

/// For people: "png, jpg and gif".
std::string endings_text() {
    const std::vector<std::string_view>& endings = searched_endings();
    std::string text;
    for (std::size_t i = 0; i < endings.size(); ++i) {
        if (i > 0)
            text += i + 1 < endings.size() ? ", " : " and ";
        text += endings[i].substr(1);
    }
    return text;
}

bool has_image_ending(std::string_view name) {
    const std::vector<std::string_view>& endings = searched_endings();
    return std::find(endings.begin(), endings.end(), lower_ending(name)) != endings.end();
}

/// Collects what lies in a folder. By system calls relative to the open folder: a hundred thousand files are
/// looked at in a fraction of the time that whole paths take.
class Collector {
public:
    Collector(FolderScan& scan, std::stop_token stop) : scan_(scan), stop_(std::move(stop)) {}

    /// Lists the folder and those below it. @returns the reason why `folder` itself can't be read; 0: it can
    int collect(const fs::path& folder) {
        std::vector<fs::path> folders;
        const int failure = list(folder, folders);
        while (!folders.empty() && !stop_.stop_requested()) {
            const fs::path next = std::move(folders.back());
            folders.pop_back();
            if (const int code = list(next, folders); code != 0)
                scan_.skipped.push_back({next, {ErrorCode::FolderUnreadable, {}, code}});
        }
        return failure;
    }

private:
    /// One folder without those below it, which join `folders`. What was listed before an error is kept.
    int list(const fs::path& folder, std::vector<fs::path>& folders) {
        const std::unique_ptr<DIR, int (*)(DIR*)> stream(::opendir(folder.c_str()), ::closedir);
        if (!stream)
            return errno;
        while (!stop_.stop_requested()) {
            errno = 0;
            const dirent* entry = ::readdir(stream.get());
            if (!entry)
                return errno;
            if (entry->d_name[0] != '.') // hidden; the folder itself and the one above it too
                visit(::dirfd(stream.get()), folder, *entry, folders);
        }
        return 0;
    }

    void visit(int directory, const fs::path& folder, const dirent& entry, std::vector<fs::path>& folders) {
        const std::string_view name = entry.d_name;
        const bool wanted = has_image_ending(name);
        const bool may_be_folder = entry.d_type == DT_DIR || entry.d_type == DT_UNKNOWN;
        if (!wanted && !may_be_folder && entry.d_type != DT_LNK)
            return;
        struct stat own {};
        if (::fstatat(directory, entry.d_name, &own, AT_SYMLINK_NOFOLLOW) != 0)
            return; // gone since it was listed
        if (S_ISDIR(own.st_mode)) {
            folders.push_back(folder / name);
            return;
        }
        struct stat target = own;
        const bool link = S_ISLNK(own.st_mode);
        const bool leads = !link || ::fstatat(directory, entry.d_name, &target, 0) == 0;
        if (link && leads && S_ISDIR(target.st_mode))
            scan_.skipped.push_back({folder / name, {ErrorCode::LinkToFolder, {}}});
        else if (!wanted)
            return;
        else if (!leads)
            scan_.skipped.push_back({folder / name, {ErrorCode::DeadLink, {}}});
        else if (!S_ISREG(target.st_mode))
            scan_.skipped.push_back({folder / name, {ErrorCode::NotAFile, {}}});
        else {
            scan_.files.push_back(folder / name);
            scan_.stamps.push_back(stamp_of(target));
        }
    }

    FolderScan& scan_;
    std::stop_token stop_;
};

void check_is_folder(const fs::path& folder) {
    std::error_code error;
    const fs::file_status status = fs::status(folder, error);
    if (status.type() == fs::file_type::not_found)
        throw Error(ErrorCode::FolderMissing, folder);
    if (status.type() == fs::file_type::none)
        throw Error(ErrorKind::Data, folder, "can't be read", error.value());
    if (status.type() != fs::file_type::directory)
        throw Error(ErrorCode::NotAFolder, folder);
}

/// All paths share the folder as a prefix, so their bytes order them as the bytes below it do.
void sort_by_name(FolderScan& scan) {
    std::vector<std::pair<fs::path, FileStamp>> found;
    found.reserve(scan.files.size());
    for (std::size_t i = 0; i < scan.files.size(); ++i)
        found.emplace_back(std::move(scan.files[i]), scan.stamps[i]);
    std::ranges::sort(found, {}, [](const auto& file) -> const std::string& { return file.first.native(); });
    for (std::size_t i = 0; i < found.size(); ++i)
        std::tie(scan.files[i], scan.stamps[i]) = std::move(found[i]);
    std::ranges::sort(scan.skipped, {},
                      [](const SkippedFile& file) -> const std::string& { return file.path.native(); });
}

} // namespace

FolderScan scan_folder(const fs::path& folder, const std::stop_token& stop) {
    check_is_folder(folder);
    FolderScan scan{folder, {}, {}, {}};
    if (const int failure = Collector(scan, stop).collect(folder); failure != 0)
        throw Error(ErrorKind::Data, folder, "can't be read", failure);
    if (scan.files.empty() && !stop.stop_requested())
        throw Error(ErrorCode::NoPictures, folder, {endings_text()});
    sort_by_name(scan);
    return scan;
}

std::string_view name_below(const fs::path& folder, const fs::path& file) {
    std::string_view name = file.native();
    name.remove_prefix(std::min(folder.native().size(), name.size()));
    name.remove_prefix(
        std::min(name.find_first_not_of('/'), name.size())); // the folder may end in one or not
    return name;
}

} // namespace wasserfarbe
