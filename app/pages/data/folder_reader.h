#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <QObject>

#include "app/pages/data/size_summary.h"
#include "app/pages/tools/worker.h"
#include "model/dataset/folder_scan.h"
#include "model/types/error.h"

namespace wasserfarbe {

/// Shared, as a hundred thousand paths take long to copy.
using SharedScan = std::shared_ptr<const FolderScan>;

/// Looks through a folder of pictures on a thread of its own: which files there are, then each one's size
/// from its header, and on demand whether each can be decoded. Latest-wins. GUI thread only, nothing blocks;
/// the destructor asks the thread to end and joins.
class FolderReader : public QObject {
    Q_OBJECT
public:
    explicit FolderReader(QObject* parent = nullptr);

    /// `scanned` or `failed` follows, then `progressed`, `skippedFound` and `measured`.
    void open(const std::filesystem::path& folder);
    /// Decodes every file of the folder opened last; `skippedFound` and `checked` follow.
    void checkAll(const SharedScan& scan);
    /// Nothing more of what is at work arrives, but for `cancelled`.
    void cancel();
    bool isBusy() const { return busy_; }

Q_SIGNALS:
    /// @param folders  how many folders hold pictures
    void scanned(const wasserfarbe::SharedScan& scan, int folders);
    void progressed(std::int64_t done, std::int64_t total);
    /// In file order; those of the scan itself are in `scanned`.
    void skippedFound(const std::vector<wasserfarbe::SkippedFile>& skipped);
    void measured(const wasserfarbe::SizeSummary& sizes);
    void checked();
    void failed(const wasserfarbe::Error& error);
    void cancelled();

private:
    /// The reason why a file can't be used; empty: it can, as far as was looked.
    using Look = std::function<std::string(const std::filesystem::path& file)>;

    template <typename Function>
    void post(std::uint64_t request, Function function);
    bool lookAt(const std::vector<std::filesystem::path>& files, std::uint64_t request, const Look& look,
                const std::stop_token& stop);
    void read(const std::filesystem::path& folder, std::uint64_t request, const std::stop_token& stop);

    std::uint64_t request_ = 0;
    bool busy_ = false;
    Worker worker_; // last: its thread ends before what it uses
};

} // namespace wasserfarbe
