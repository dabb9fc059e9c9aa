#include "app/pages/data/data_head.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/look/icon.h"
#include "widgets/look/metrics.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {

DataHead::DataHead(QWidget* parent)
    : QWidget(parent),
      name_(new QLabel(this)),
      summary_(new QLabel(this)),
      choose_(new QToolButton(this)),
      recent_(new QMenu(choose_)),
      demo_(new QPushButton(this)),
      next_(new QPushButton(this)) {
    build();
    retranslate();
    connect(choose_, &QToolButton::clicked, this, &DataHead::chooseWanted);
    connect(recent_, &QMenu::aboutToShow, this, &DataHead::fillRecent);
    connect(demo_, &QPushButton::clicked, this, &DataHead::demoFacesWanted);
    connect(next_, &QPushButton::clicked, this, &DataHead::continueWanted);
}

void DataHead::build() {
    name_->setObjectName(QStringLiteral("folderName"));
    name_->setTextFormat(Qt::PlainText);
    makeHeading(name_);
    summary_->setObjectName(QStringLiteral("folderSummary"));
    makeQuiet(summary_);
    summary_->setWordWrap(true);
    choose_->setObjectName(QStringLiteral("chooseAnother"));
    choose_->setIcon(icon(QStringLiteral("folder-open")));
    choose_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    choose_->setPopupMode(QToolButton::MenuButtonPopup);
    choose_->setFocusPolicy(Qt::StrongFocus);
    choose_->setMenu(recent_);
    demo_->setObjectName(QStringLiteral("demoFacesAgain"));
    next_->setObjectName(QStringLiteral("continueToTrain"));
    makePrimary(next_);
    choose_->setFixedHeight(demo_->sizeHint().height());

    auto* titles = new QVBoxLayout;
    titles->setSpacing(kUnit / 2);
    titles->addWidget(name_);
    titles->addWidget(summary_);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kUnit);
    layout->addLayout(titles, 1);
    layout->addWidget(choose_, 0, Qt::AlignVCenter);
    layout->addWidget(demo_, 0, Qt::AlignVCenter);
    layout->addWidget(next_, 0, Qt::AlignVCenter);
}

void DataHead::setFolder(const QString& name, const QString& path) {
    name_->setText(name);
    name_->setToolTip(path);
}

void DataHead::setSummary(const QString& summary) {
    summary_->setText(summary);
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
    choose_->setText(tr("Choose a folder…"));
    choose_->setToolTip(tr("Choose another folder of pictures; the arrow lists those used before"));
    choose_->setAccessibleName(tr("Choose a folder of pictures"));
    choose_->setShortcut(QKeySequence(Qt::ALT | Qt::Key_O));
    recent_->setAccessibleName(tr("Folders used before"));
    demo_->setText(tr("Use &demo faces"));
    demo_->setToolTip(tr("Draws a set of faces to learn from. Nothing is loaded from the network."));
    demo_->setAccessibleName(tr("Use demo faces"));
    next_->setText(tr("Continue to &Train"));
    next_->setToolTip(tr("Go on to the settings and the start of the training"));
    next_->setAccessibleName(tr("Continue to Train"));
}

void DataHead::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace wasserfarbe
