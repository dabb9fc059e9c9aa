#include "app/pages/data/data_head.h"

#include <iterator>

#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

#include "widgets/look/figures.h"
#include "widgets/look/icon.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {

DataHead::DataHead(QWidget* parent)
    : QWidget(parent),
      name_(named<QLabel>("folderName", this)),
      summary_(named<QLabel>("folderSummary", this)),
      choose_(named<QToolButton>("chooseAnother", this)),
      recent_(new QMenu(choose_)),
      demo_(named<QPushButton>("demoFacesAgain", this)),
      next_(named<QPushButton>("continueToTrain", this)) {
    name_->setTextFormat(Qt::PlainText);
    makeHeading(name_);
    makeQuiet(summary_);
    summary_->setWordWrap(true);
    choose_->setIcon(icon(QStringLiteral("folder-open")));
    choose_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    choose_->setPopupMode(QToolButton::MenuButtonPopup);
    choose_->setFocusPolicy(Qt::StrongFocus);
    choose_->setMenu(recent_);
    makePrimary(next_);
    choose_->setFixedHeight(demo_->sizeHint().height());
    row(this, {{column({name_, summary_}, kUnit / 2), 1},
               {choose_, 0, Qt::AlignVCenter},
               {demo_, 0, Qt::AlignVCenter},
               {next_, 0, Qt::AlignVCenter}});
    connect(choose_, &QToolButton::clicked, this, &DataHead::chooseWanted);
    connect(recent_, &QMenu::aboutToShow, this, &DataHead::fillRecent);
    connect(demo_, &QPushButton::clicked, this, &DataHead::demoFacesWanted);
    connect(next_, &QPushButton::clicked, this, &DataHead::continueWanted);
    followLanguage(this, [this] { retranslate(); });
}

void DataHead::setFolder(const QString& name, const QString& path) {
    name_->setText(name);
    name_->setToolTip(path);
}

void DataHead::showSummary(const FolderScan& scan, int folders, const SharedCheck& check,
                           const SharedCounts& counts) {
    const std::int64_t found = std::ssize(scan.files);
    QString text = check != nullptr
                       ? check->sizes.text()
                       : tr("%1 picture(s)", nullptr, static_cast<int>(found)).arg(countText(found));
    if (folders > 1)
        text = tr("%1, in %n folder(s)", nullptr, folders).arg(text);
    // What could not be looked into is a file of the check, but none of the walls'.
    const std::int64_t files = check != nullptr ? std::ssize(check->report.files) : found;
    QString part; // nothing to say where all are trained on
    if (counts != nullptr && counts->heldOut > 0)
        part = counts->takingPart == files
                   ? tr("All take part, %1 of them kept from training").arg(countText(counts->heldOut))
                   : tr("%1 of %2 files take part, %3 of them kept from training")
                         .arg(countText(counts->takingPart), countText(files), countText(counts->heldOut));
    else if (counts != nullptr && counts->takingPart != files)
        part = tr("%1 of %2 files take part").arg(countText(counts->takingPart), countText(files));
    summary_->setText(part.isEmpty() ? text : text + QLatin1Char('\n') + part);
}

void DataHead::fillRecent() {
    recent_->clear();
    const QStringList folders = recentFolders_ ? recentFolders_() : QStringList();
    for (const QString& folder : folders) {
        QString name = folder;
        QAction* action = recent_->addAction(name.replace(QLatin1Char('&'), QLatin1String("&&")));
        connect(action, &QAction::triggered, this, [this, folder] { Q_EMIT folderWanted(folder); });
    }
    if (recent_->isEmpty())
        recent_->addAction(tr("No folder was used before"))->setEnabled(false);
}

void DataHead::retranslate() {
    describe(choose_, tr("Choose a folder…"),
             tr("Choose another folder of pictures; the arrow lists those used before"),
             tr("Choose a folder of pictures"));
    choose_->setShortcut(QKeySequence(Qt::ALT | Qt::Key_O));
    recent_->setAccessibleName(tr("Folders used before"));
    describe(demo_, tr("Use &demo faces"),
             tr("Draws a set of faces to learn from. Nothing is loaded from the network."));
    describe(next_, tr("Continue to &Train"), tr("Go on to the settings and the start of the training"));
}

} // namespace wasserfarbe
