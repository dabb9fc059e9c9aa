#include "model/weights/read/zip_archive.h"

#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string_view>

#include <zip.h>

#include "model/types/error.h"
#include "model/weights/read/pickle_names.h"

namespace wasserfarbe {
namespace {

constexpr std::uint64_t kMaxEntries = 200'000;

struct ZipError {
    ZipError() { zip_error_init(&value); }
    ~ZipError() { zip_error_fini(&value); }
    ZipError(const ZipError&) = delete;
    ZipError& operator=(const ZipError&) = delete;
    zip_error_t value{};
};

/// libzip closes what it is given, so it gets a second descriptor of the file.
zip_t* open_archive(const InputFile& file) {
    const int descriptor = ::fcntl(file.descriptor(), F_DUPFD_CLOEXEC, 0);
    std::FILE* stream = descriptor < 0 ? nullptr : ::fdopen(descriptor, "rb");
    if (stream == nullptr) {
        ::close(descriptor);
        throw Error(ErrorKind::Model, "can't be read: too many files are open");
    }
    ZipError error;
    zip_source_t* source = zip_source_filep_create(stream, 0, -1, &error.value);
    if (source == nullptr)
        std::fclose(stream);
    zip_t* archive =
        source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error.value);
    if (archive == nullptr) {
        const std::string why = zip_error_strerror(&error.value);
        if (source != nullptr)
            zip_source_free(source);
        if (zip_error_code_zip(&error.value) == ZIP_ER_EXISTS)
            damaged_pytorch_file("its archive has two entries of one name");
        damaged_pytorch_file("its archive can't be opened (" + why + "); the file may be cut off");
    }
    return archive;
}

bool leads_out(std::string_view name) {
    const std::filesystem::path path(name);
    return path.is_absolute() || name.find('\\') != std::string_view::npos ||
           std::find(path.begin(), path.end(), "..") != path.end();
}

} // namespace

void ZipArchive::Close::operator()(zip* archive) const {
    zip_discard(archive);
}

ZipArchive::ZipArchive(const InputFile& file) : archive_(open_archive(file)) {
    const zip_int64_t count = zip_get_num_entries(archive_.get(), 0);
    if (count < 0 || static_cast<std::uint64_t>(count) > kMaxEntries)
        damaged_pytorch_file("its archive has too many entries");
    for (std::uint64_t i = 0; i < static_cast<std::uint64_t>(count); ++i)
        add_entry(i);
    std::set<std::string_view> names;
    for (const Entry& entry : entries_)
        if (!names.insert(entry.name).second)
            damaged_pytorch_file("its archive has two entries " + in_quotes(entry.name));
    check_size(file);
}

void ZipArchive::add_entry(std::uint64_t index) {
    zip_stat_t status{};
    zip_stat_init(&status);
    constexpr zip_uint64_t kNeeded = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE |
                                     ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
    if (zip_stat_index(archive_.get(), index, ZIP_FL_ENC_RAW, &status) != 0 ||
        (status.valid & kNeeded) != kNeeded)
        damaged_pytorch_file("entry " + std::to_string(index) + " of its archive is not described");
    const std::string name = in_quotes(status.name);
    if (status.encryption_method != ZIP_EM_NONE)
        damaged_pytorch_file("entry " + name + " is encrypted");
    if (status.comp_method != ZIP_CM_STORE || status.comp_size != status.size)
        damaged_pytorch_file("entry " + name + " is compressed, which PyTorch never does");
    if (leads_out(status.name))
        damaged_pytorch_file("entry " + name + " leads out of the archive");
    entries_.push_back({status.name, status.size});
}

/// Entries that overlap could have more bytes than the file, and a reader then take more memory.
void ZipArchive::check_size(const InputFile& file) const {
    constexpr std::uint64_t kHeaders =
        30 + 46; // one before the entry, one in the directory, each with the name
    std::uint64_t rest = file.size();
    for (const Entry& entry : entries_) {
        const std::uint64_t headers = kHeaders + 2 * entry.name.size();
        if (rest < headers || rest - headers < entry.size)
            damaged_pytorch_file("the entries of its archive overlap: " + in_quotes(entry.name) +
                                 " and those before it are larger than the file");
        rest -= headers + entry.size;
    }
}

std::vector<std::uint8_t> ZipArchive::read(std::size_t entry) const {
    const Entry& wanted = entries_.at(entry);
    const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> opened(zip_fopen_index(archive_.get(), entry, 0),
                                                                   zip_fclose);
    const auto fail = [&](const std::string& why) {
        damaged_pytorch_file("entry " + in_quotes(wanted.name) + " can't be read (" + why +
                             "); the file may be damaged");
    };
    if (opened == nullptr)
        fail(zip_strerror(archive_.get()));
    std::vector<std::uint8_t> bytes(wanted.size);
    std::size_t done = 0;
    for (;;) {
        // The last read finds the end, where libzip compares the checksum.
        std::uint8_t beyond = 0;
        const bool full = done == bytes.size();
        const zip_int64_t count = full ? zip_fread(opened.get(), &beyond, 1)
                                       : zip_fread(opened.get(), bytes.data() + done, bytes.size() - done);
        if (count < 0)
            fail(zip_file_strerror(opened.get()));
        if (count == 0 && full)
            return bytes;
        if (count == 0 || full)
            fail("it has another size than its archive says");
        done += static_cast<std::size_t>(count);
    }
}

} // namespace wasserfarbe
