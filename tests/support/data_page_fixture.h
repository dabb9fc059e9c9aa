#pragma once

#include <filesystem>
#include <memory>

#include <QAbstractItemModel>
#include <QImage>
#include <QLabel>
#include <QTemporaryDir>
#include <QtTest>

#include "app/pages/data/data_page.h"
#include "app/pages/data/folder_reader.h"
#include "app/pages/data/skipped_list.h"
#include "app/studio/path_text.h"
#include "app/studio/studio.h"
#include "model/pictures/png_file.h"
#include "tests/support/control_support.h"
#include "tests/support/dataset_support.h"
#include "tests/support/patience.h"
#include "widgets/pictures/thumbnail_wall.h"

namespace wasserfarbe::test {

/// The page Data of a studio of its own, its files in a temporary folder.
class DataPageFixture {
public:
    explicit DataPageFixture(std::int64_t faces = 12, TrainingJobFactory training = engineTraining)
        : training_(std::move(training)) {
        std::filesystem::create_directories(pictures());
        start(faces);
    }
    /// The page first: it uses the studio.
    ~DataPageFixture() { page_.reset(); }
    DataPageFixture(const DataPageFixture&) = delete;
    DataPageFixture& operator=(const DataPageFixture&) = delete;

    /// Closes the studio and begins anew with the same files.
    void start(std::int64_t faces = 12) {
        page_.reset();
        studio_.reset();
        StudioOptions options;
        options.settingsFile = toQString(path("settings.ini"));
        options.dataFolder = path("data");
        options.training = training_;
        options.demoFaces = faces;
        options.demoFaceSize = 20;
        std::filesystem::create_directories(options.dataFolder);
        studio_ = std::make_unique<Studio>(options);
        page_ = std::make_unique<DataPage>(*studio_);
        page_->resize(1100, 700);
        page_->show();
        QVERIFY(QTest::qWaitForWindowExposed(page_.get(), kPatience));
    }

    std::filesystem::path path(const char* name) const { return toPath(folder_.path()) / name; }
    std::filesystem::path pictures() const { return path("pictures"); }
    Studio& studio() { return *studio_; }
    DataPage& page() { return *page_; }
    FolderReader& reader() { return *page_->findChild<FolderReader*>(); }

    template <typename Control>
    Control& find(const char* name) {
        return *child<Control>(*page_, name);
    }
    ThumbnailWall& picturesWall() { return find<ThumbnailWall>("picturesWall"); }
    ThumbnailWall& seenWall() { return find<ThumbnailWall>("seenWall"); }
    QAbstractItemModel& model() { return *picturesWall().model(); }
    SkippedModel& skipped() { return find<SkippedList>("skippedFiles").skipped(); }
    QString text(const char* label) { return find<QLabel>(label).text(); }
    QModelIndex indexOf(const char* name) {
        return model().match(model().index(0, 0), Qt::DisplayRole, QString::fromUtf8(name)).value(0);
    }
    QImage image(const char* name, int role) { return indexOf(name).data(role).value<QImage>(); }

private:
    QTemporaryDir folder_; ///< first: removed last
    TrainingJobFactory training_;
    std::unique_ptr<Studio> studio_;
    std::unique_ptr<DataPage> page_;
};

} // namespace wasserfarbe::test
