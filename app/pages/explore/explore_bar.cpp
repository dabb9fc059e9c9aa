#include "app/pages/explore/explore_bar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSignalBlocker>
#include <QToolButton>

#include "app/pages/chooser/model_chooser.h"
#include "widgets/look/figures.h"
#include "widgets/look/icon.h"
#include "widgets/look/metrics.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {

ExploreBar::ExploreBar(Studio& studio, QWidget* parent)
    : QWidget(parent),
      chooser_(new ModelChooser(studio, this)),
      follow_(makeButton(QStringLiteral("follow"), QStringLiteral("live"))),
      where_(new QLabel(this)),
      undo_(makeButton(QStringLiteral("undo"), QStringLiteral("undo"))),
      redo_(makeButton(QStringLiteral("redo"), QStringLiteral("redo"))),
      export_(makeButton(QStringLiteral("export"), QStringLiteral("export"))) {
    chooser_->setObjectName(QStringLiteral("modelChooser"));
    follow_->setCheckable(true);
    follow_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    where_->setObjectName(QStringLiteral("where"));
    makeQuiet(where_);
    auto* menu = new QMenu(export_);
    exportPath_ = menu->addAction(QString());
    exportPath_->setObjectName(QStringLiteral("exportPath"));
    exportImage_ = menu->addAction(QString());
    exportImage_->setObjectName(QStringLiteral("exportImage"));
    menu->addSeparator();
    exportModel_ = menu->addAction(QString());
    exportModel_->setObjectName(QStringLiteral("exportModel"));
    export_->setMenu(menu);
    export_->setPopupMode(QToolButton::InstantPopup);
    export_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kUnit);
    layout->addWidget(chooser_);
    layout->addWidget(follow_);
    layout->addWidget(where_);
    layout->addStretch();
    layout->addWidget(undo_);
    layout->addWidget(redo_);
    layout->addWidget(export_);
    connect(follow_, &QToolButton::toggled, this, &ExploreBar::followToggled);
    connect(undo_, &QToolButton::clicked, this, &ExploreBar::undoRequested);
    connect(redo_, &QToolButton::clicked, this, &ExploreBar::redoRequested);
    connect(exportPath_, &QAction::triggered, this, &ExploreBar::exportPathRequested);
    connect(exportImage_, &QAction::triggered, this, &ExploreBar::exportImageRequested);
    connect(exportModel_, &QAction::triggered, this, &ExploreBar::exportModelRequested);
    retranslate();
}

QToolButton* ExploreBar::makeButton(const QString& objectName, const QString& iconName) {
    auto* button = new QToolButton(this);
    button->setObjectName(objectName);
    button->setIcon(icon(iconName));
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

void ExploreBar::setSource(const std::optional<ModelSource>& source) {
    source_ = source;
    chooser_->setSource(source);
    retranslate();
}

void ExploreBar::setFollowing(bool following, bool possible) {
    const QSignalBlocker blocker(follow_);
    follow_->setChecked(following && possible);
    follow_->setEnabled(possible);
}

void ExploreBar::setHistory(bool canUndo, bool canRedo) {
    undo_->setEnabled(canUndo);
    redo_->setEnabled(canRedo);
}

void ExploreBar::setExportPossible(bool possible) {
    export_->setEnabled(possible);
}

void ExploreBar::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void ExploreBar::retranslate() {
    const bool known = source_ && (source_->epoch > 0 || source_->step > 0);
    where_->setText(known ? tr("Epoch %1, step %2").arg(countText(source_->epoch), countText(source_->step))
                          : QString());
    where_->setToolTip(tr("How long the weights that are looked at had been trained"));
    follow_->setText(tr("Follow training"));
    follow_->setToolTip(tr("Look at the newest averaged weights of the training that runs, again and again"));
    follow_->setAccessibleName(tr("Follow training"));
    undo_->setToolTip(tr("Back to where you were (Ctrl+Z)"));
    undo_->setAccessibleName(tr("Undo"));
    redo_->setToolTip(tr("Forward again (Ctrl+Shift+Z)"));
    redo_->setAccessibleName(tr("Redo"));
    export_->setText(tr("Export"));
    export_->setToolTip(tr("Save the grid, the way from A to B, this image or the model"));
    export_->setAccessibleName(tr("Export"));
    exportPath_->setText(tr("&Grid or way from A to B…"));
    exportImage_->setText(tr("&This image…"));
    exportModel_->setText(tr("The &model…"));
}

} // namespace wasserfarbe
