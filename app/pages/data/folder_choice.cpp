#include "app/pages/data/folder_choice.h"

#include <QFileDialog>
#include <QStandardPaths>

#include "app/pages/data/data_start.h"
#include "app/pages/data/demo_faces_job.h"
#include "app/studio/path_text.h"
#include "app/studio/studio.h"

namespace wasserfarbe {
namespace {

constexpr int kMostRecent = 8;
const QString kRecentKey = QStringLiteral("data/recentFolders");

} // namespace

FolderChoice::FolderChoice(Studio& studio, DataStart& start, QWidget* page)
    : QObject(page), studio_(studio), start_(start), page_(page), faces_(new DemoFacesJob(this)) {
    connect(faces_, &DemoFacesJob::progressed, &start_, &DataStart::showDrawing);
    connect(faces_, &DemoFacesJob::finished, this, &FolderChoice::facesDrawn);
    connect(faces_, &DemoFacesJob::cancelled, this, &FolderChoice::drawingCancelled);
    connect(faces_, &DemoFacesJob::failed, this, &FolderChoice::drawingFailed);
}

void FolderChoice::askForFolder() {
    auto* dialog = new QFileDialog(page_, tr("Choose a folder of pictures"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setDirectory(toQString(studio_.settings().lastDataFolder()));
    connect(dialog, &QFileDialog::fileSelected, this, &FolderChoice::chosen);
    dialog->open();
}

void FolderChoice::drawFaces() {
    const StudioOptions& options = studio_.options();
    const std::filesystem::path data =
        options.dataFolder.empty() ? toPath(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation))
                                   : options.dataFolder;
    start_.showDrawing(0, options.demoFaces, 0);
    Q_EMIT drawingBegan();
    faces_->start(data, options.demoFaces, options.demoFaceSize);
}

void FolderChoice::cancelDrawing() {
    faces_->cancel();
}

QStringList FolderChoice::recent() const {
    return studio_.settings().choice(kRecentKey, QStringList()).toStringList();
}

void FolderChoice::remember(const std::filesystem::path& folder) {
    studio_.settings().setLastDataFolder(folder);
    QStringList folders = recent();
    folders.removeAll(toQString(folder));
    folders.prepend(toQString(folder));
    studio_.settings().setChoice(kRecentKey, folders.mid(0, kMostRecent));
}

} // namespace wasserfarbe
