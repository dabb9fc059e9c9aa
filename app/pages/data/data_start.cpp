#include "app/pages/data/data_start.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include "widgets/look/figures.h"
#include "widgets/look/icon.h"
#include "widgets/look/metrics.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {
namespace {

constexpr int kTextWidth = 60 * kUnit;

} // namespace

DataStart::DataStart(QWidget* parent)
    : QWidget(parent),
      icon_(new QLabel(this)),
      title_(new QLabel(this)),
      text_(new QLabel(this)),
      demoFaces_(new QPushButton(this)),
      choose_(new QPushButton(this)),
      last_(new QPushButton(this)),
      dropHint_(new QLabel(this)),
      progress_(new QProgressBar(this)),
      progressText_(new QLabel(this)),
      cancel_(new QPushButton(this)) {
    build();
    retranslate();
    showChoice();
    connect(demoFaces_, &QPushButton::clicked, this, &DataStart::demoFacesWanted);
    connect(choose_, &QPushButton::clicked, this, &DataStart::folderWanted);
    connect(last_, &QPushButton::clicked, this, &DataStart::lastFolderWanted);
    connect(cancel_, &QPushButton::clicked, this, &DataStart::cancelWanted);
}

void DataStart::build() {
    demoFaces_->setObjectName(QStringLiteral("useDemoFaces"));
    makePrimary(demoFaces_);
    choose_->setObjectName(QStringLiteral("chooseFolder"));
    last_->setObjectName(QStringLiteral("lastFolder"));
    cancel_->setObjectName(QStringLiteral("cancelDemoFaces"));
    progress_->setObjectName(QStringLiteral("demoFacesProgress"));
    progress_->setTextVisible(false);
    progress_->setFixedWidth(40 * kUnit);
    makeHeading(title_);
    makeQuiet(text_);
    makeQuiet(dropHint_);
    text_->setWordWrap(true);
    text_->setFixedWidth(kTextWidth);
    for (QLabel* label : {icon_, title_, text_, dropHint_, progressText_})
        label->setAlignment(Qt::AlignHCenter | Qt::AlignTop);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(kUnit);
    buttons->addStretch();
    buttons->addWidget(demoFaces_);
    buttons->addWidget(choose_);
    buttons->addWidget(last_);
    buttons->addStretch();

    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(2 * kUnit);
    layout->addStretch(2);
    layout->addWidget(icon_);
    layout->addWidget(title_);
    layout->addWidget(text_, 0, Qt::AlignHCenter);
    layout->addLayout(buttons);
    layout->addWidget(dropHint_);
    layout->addWidget(progress_, 0, Qt::AlignHCenter);
    layout->addWidget(progressText_);
    layout->addWidget(cancel_, 0, Qt::AlignHCenter);
    layout->addStretch(3);
}

void DataStart::setLastFolder(const QString& name, const QString& path) {
    lastName_ = name;
    lastPath_ = path;
    retranslate();
    last_->setVisible(!lastName_.isEmpty() && !progress_->isVisibleTo(this));
}

void DataStart::setWorking(bool working) {
    const bool hadFocus = isAncestorOf(focusWidget());
    for (QWidget* widget : std::initializer_list<QWidget*>{demoFaces_, choose_, dropHint_})
        widget->setVisible(!working);
    last_->setVisible(!working && !lastName_.isEmpty());
    for (QWidget* widget : std::initializer_list<QWidget*>{progress_, progressText_, cancel_})
        widget->setVisible(working);
    if (hadFocus)
        (working ? cancel_ : demoFaces_)->setFocus();
}

void DataStart::showChoice() {
    setWorking(false);
}

void DataStart::showReading() {
    setWorking(true);
    progress_->setRange(0, 0); // how many files there are is what is being found out
    progressText_->setText(tr("Looking for pictures in the folder…"));
}

void DataStart::showDrawing(std::int64_t done, std::int64_t total, double secondsLeft) {
    if (cancel_->isHidden())
        setWorking(true);
    progress_->setRange(0, static_cast<int>(total));
    progress_->setValue(static_cast<int>(done));
    const QString count = countText(done);
    progressText_->setText(
        secondsLeft > 0
            ? tr("Drawing face %1 of %2, %3 left").arg(count, countText(total), durationText(secondsLeft))
            : tr("Drawing face %1 of %2").arg(count, countText(total)));
}

void DataStart::retranslate() {
    title_->setText(tr("What shall it learn to paint?"));
    text_->setText(
        tr("Choose a folder of pictures that belong together: some hundred or more, of any size. Or begin "
           "with faces that are drawn for you here, and see in a few minutes how it works."));
    demoFaces_->setText(tr("Use &demo faces"));
    demoFaces_->setToolTip(tr("Draws a set of faces to learn from. Nothing is loaded from the network."));
    demoFaces_->setAccessibleName(tr("Use demo faces"));
    choose_->setText(tr("&Choose a folder…"));
    choose_->setToolTip(tr("Choose a folder of pictures on this computer; folders in it count, too"));
    choose_->setAccessibleName(tr("Choose a folder of pictures"));
    last_->setText(
        tr("Use “%1” a&gain").arg(fontMetrics().elidedText(lastName_, Qt::ElideMiddle, 20 * kUnit)));
    last_->setToolTip(lastPath_);
    last_->setAccessibleName(tr("Use the last folder of pictures again"));
    dropHint_->setText(tr("A folder can also be dropped anywhere on this window."));
    cancel_->setText(tr("Cancel"));
    cancel_->setToolTip(tr("Stops and leaves nothing behind"));
    cancel_->setAccessibleName(tr("Cancel"));
    progress_->setAccessibleName(tr("Progress"));
    // A label that wraps asks for less than it needs where its width is fixed.
    text_->setMinimumHeight(text_->heightForWidth(kTextWidth));
    repaintIcon();
}

void DataStart::repaintIcon() {
    icon_->setPixmap(
        coloredPixmap(QStringLiteral("pictures"), quietColor(palette()), 8 * kUnit, devicePixelRatioF()));
}

void DataStart::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::PaletteChange)
        repaintIcon();
    QWidget::changeEvent(event);
}

} // namespace wasserfarbe
