#pragma once

#include <cstdint>
#include <filesystem>

#include <QObject>
#include <QTimer>

#include "app/pages/data/folder_check.h"
#include "app/sessions/background.h"
#include "model/dataset/load_progress.h"
#include "model/dataset/pixel_settings.h"
#include "model/types/error.h"

namespace wasserfarbe {

/// What the pixels of the pictures depend on, single crops included.
struct CheckSettings {
    PixelSettings pixels;
    CropPlaces cropPlaces;

    bool operator==(const CheckSettings&) const = default;
};

/// Looks through a folder of pictures on a thread of its own: which files there are, then what each of them
/// is, decoding those that the cache of decoded pictures does not hold. Latest-wins. GUI thread only, nothing
/// blocks; the destructor asks the thread to end and joins.
class FolderReader : public QObject {
    Q_OBJECT
public:
    explicit FolderReader(QObject* parent = nullptr);

    /// `scanned` or `failed` follows, then `progressed` and `checked`.
    void open(const std::filesystem::path& folder, const CheckSettings& settings);
    /// The folder opened last is checked with other settings: after a moment, as a person may not be done
    /// with changing them. `began` and the like follow, but nothing where the settings did not change.
    void check(const CheckSettings& settings);
    /// As `check`, at once and with the same settings: after a cancel.
    void checkAgain();
    /// Nothing more of what is at work arrives, but for `cancelled`.
    void cancel();
    /// A training that begins reads the same pictures, and the cache is written by one at a time: it goes on
    /// from where the check was, which is cancelled. Wanted no more, what gave way is checked again; what the
    /// training read is there for it.
    void giveWay(bool isWanted);
    bool isBusy() const { return busy_; }

Q_SIGNALS:
    /// @param folders  how many folders hold pictures. Again where the folder turns out to have changed.
    void scanned(const wasserfarbe::SharedScan& scan, int folders);
    /// Pictures are being looked at, or will be in a moment.
    void began();
    void progressed(std::int64_t done, std::int64_t total);
    void checked(const wasserfarbe::SharedCheck& check);
    void failed(const wasserfarbe::Error& error);
    void cancelled();

private:
    void start();
    void begin();
    Background::Answer work(const std::filesystem::path& folder, SharedScan scan,
                            const CheckSettings& settings, const Background::Turn& turn);
    SharedScan list(const std::filesystem::path& folder, const Background::Turn& turn);
    LoadProgress progressOf(const Background::Turn& turn);

    std::filesystem::path folder_;
    CheckSettings settings_;
    SharedScan scan_; ///< null: not listed yet
    bool busy_ = false;
    bool gaveWay_ = false;
    QTimer delay_;
    Background background_; ///< last: its answers go to the others
};

} // namespace wasserfarbe
