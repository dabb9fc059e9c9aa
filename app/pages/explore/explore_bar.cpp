#include "app/pages/explore/explore_bar.h"

#include <QLabel>
#include <QMenu>
#include <QSignalBlocker>
#include <QToolButton>

#include "app/pages/chooser/model_chooser.h"
#include "widgets/look/figures.h"
#include "widgets/look/icon.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {

ExploreBar::ExploreBar(Studio& studio, QWidget* parent)
    : QWidget(parent),
      chooser(named<ModelChooser>("modelChooser", studio, this)),
      follow(named<QToolButton>("follow", this)),
      undo(named<QToolButton>("undo", this)),
      redo(named<QToolButton>("redo", this)),
      exportButton(named<QToolButton>("export", this)),
      exportPath(named<QAction>("exportPath", this)),
      exportImage(named<QAction>("exportImage", this)),
      exportModel(named<QAction>("exportModel", this)),
      where_(named<QLabel>("where", this)) {
    follow->setIcon(icon(QStringLiteral("live")));
    undo->setIcon(icon(QStringLiteral("undo")));
    redo->setIcon(icon(QStringLiteral("redo")));
    exportButton->setIcon(icon(QStringLiteral("export")));
    for (QToolButton* button : {follow, undo, redo, exportButton})
        button->setFocusPolicy(Qt::StrongFocus);
    follow->setCheckable(true);
    follow->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    makeQuiet(where_);
    auto* menu = new QMenu(exportButton);
    menu->addActions({exportPath, exportImage});
    menu->addSeparator();
    menu->addAction(exportModel);
    exportButton->setMenu(menu);
    exportButton->setPopupMode(QToolButton::InstantPopup);
    exportButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    row(this, {chooser, follow, where_, freeRoom(), undo, redo, exportButton});
    followLanguage(this, [this] { retranslate(); });
}

void ExploreBar::setSource(const std::optional<ModelSource>& source) {
    source_ = source;
    chooser->setSource(source);
    retranslate();
}

void ExploreBar::setFollowing(bool following, bool possible) {
    const QSignalBlocker blocker(follow);
    follow->setChecked(following && possible);
    follow->setEnabled(possible);
}

void ExploreBar::retranslate() {
    const bool known = source_ && (source_->epoch > 0 || source_->step > 0);
    where_->setText(known ? tr("Epoch %1, step %2").arg(countText(source_->epoch), countText(source_->step))
                          : QString());
    where_->setToolTip(tr("How long the weights that are looked at had been trained"));
    describe(follow, tr("Follow training"),
             tr("Look at the newest averaged weights of the training that runs, again and again"));
    describeField(undo, tr("Undo"), tr("Back to where you were (Ctrl+Z)"));
    describeField(redo, tr("Redo"), tr("Forward again (Ctrl+Shift+Z)"));
    describe(exportButton, tr("Export"), tr("Save the grid, the way from A to B, this image or the model"));
    exportPath->setText(tr("&Grid or way from A to B…"));
    exportImage->setText(tr("&This image…"));
    exportModel->setText(tr("The &model…"));
}

} // namespace wasserfarbe
