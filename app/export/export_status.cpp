#include "app/export/export_status.h"

#include <system_error>

#include <QDesktopServices>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QUrl>

#include "app/studio/path_text.h"
#include "widgets/look/icon.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {

ExportStatus::ExportStatus(const QString& names, QWidget* parent)
    : QWidget(parent),
      progress_(new QProgressBar(this)),
      status_(new QLabel(this)),
      reveal_(new QPushButton(this)) {
    progress_->setObjectName(names + QStringLiteral("Progress"));
    status_->setObjectName(names + QStringLiteral("Status"));
    reveal_->setObjectName(names + QStringLiteral("Reveal"));
    progress_->setTextVisible(false);
    progress_->setFixedWidth(20 * kUnit);
    progress_->hide();
    makeQuiet(status_);
    status_->setTextFormat(Qt::PlainText);
    reveal_->setIcon(icon(QStringLiteral("reveal")));
    reveal_->setAutoDefault(false);
    reveal_->hide();
    row(this, {progress_, {status_, 1}, reveal_});
    connect(reveal_, &QPushButton::clicked, this, &ExportStatus::reveal);
    followLanguage(this, [this] {
        describe(reveal_, tr("Sho&w in folder"), tr("Open the folder that it was saved in"));
    });
}

void ExportStatus::begin() {
    progress_->setRange(0, 0);
    progress_->show();
}

void ExportStatus::setProgress(int done, int total) {
    progress_->setRange(0, total);
    progress_->setValue(done);
}

void ExportStatus::setText(const QString& text) {
    status_->setText(text);
}

void ExportStatus::end(const QString& text) {
    progress_->hide();
    setText(text);
}

void ExportStatus::setSaved(const std::filesystem::path& saved) {
    saved_ = saved;
    reveal_->setVisible(!saved.empty());
}

void ExportStatus::setProgressText(const QString& text) {
    describeField(progress_, text, text);
}

void ExportStatus::reveal() const {
    std::error_code error;
    const bool isFolder = std::filesystem::is_directory(saved_, error);
    QDesktopServices::openUrl(QUrl::fromLocalFile(toQString(isFolder ? saved_ : saved_.parent_path())));
}

} // namespace wasserfarbe
