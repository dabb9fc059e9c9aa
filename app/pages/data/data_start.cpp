#include "app/pages/data/data_start.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

#include "widgets/look/figures.h"
#include "widgets/look/icon.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
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
      demoFaces_(named<QPushButton>("useDemoFaces", this)),
      choose_(named<QPushButton>("chooseFolder", this)),
      last_(named<QPushButton>("lastFolder", this)),
      dropHint_(new QLabel(this)),
      progress_(named<QProgressBar>("demoFacesProgress", this)),
      progressText_(new QLabel(this)),
      cancel_(named<QPushButton>("cancelDemoFaces", this)) {
    build();
    followLanguage(this, [this] { retranslate(); });
    followPalette(this, [this] {
        icon_->setPixmap(
            coloredPixmap(QStringLiteral("pictures"), quietColor(palette()), 8 * kUnit, devicePixelRatioF()));
    });
    showChoice();
    connect(demoFaces_, &QPushButton::clicked, this, &DataStart::demoFacesWanted);
    connect(choose_, &QPushButton::clicked, this, &DataStart::folderWanted);
    connect(last_, &QPushButton::clicked, this, &DataStart::lastFolderWanted);
    connect(cancel_, &QPushButton::clicked, this, &DataStart::cancelWanted);
}

void DataStart::build() {
    makePrimary(demoFaces_);
    progress_->setTextVisible(false);
    progress_->setFixedWidth(40 * kUnit);
    makeHeading(title_);
    makeQuiet(text_);
    makeQuiet(dropHint_);
    text_->setWordWrap(true);
    text_->setFixedWidth(kTextWidth);
    for (QLabel* label : {icon_, title_, text_, dropHint_, progressText_})
        label->setAlignment(Qt::AlignHCenter | Qt::AlignTop);

    auto* layout = column(this,
                          {freeRoom(2),
                           icon_,
                           title_,
                           {text_, 0, Qt::AlignHCenter},
                           row({freeRoom(), demoFaces_, choose_, last_, freeRoom()}),
                           dropHint_,
                           {progress_, 0, Qt::AlignHCenter},
                           progressText_,
                           {cancel_, 0, Qt::AlignHCenter},
                           freeRoom(3)},
                          2 * kUnit);
    layout->unsetContentsMargins(); // the style's
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
    describe(demoFaces_, tr("Use &demo faces"),
             tr("Draws a set of faces to learn from. Nothing is loaded from the network."));
    describe(choose_, tr("&Choose a folder…"),
             tr("Choose a folder of pictures on this computer; folders in it count, too"),
             tr("Choose a folder of pictures"));
    const QString name = fontMetrics().elidedText(lastName_, Qt::ElideMiddle, 20 * kUnit);
    describe(last_, tr("Use “%1” a&gain").arg(name), lastPath_, tr("Use the last folder of pictures again"));
    dropHint_->setText(tr("A folder can also be dropped anywhere on this window."));
    describe(cancel_, tr("Cancel"), tr("Stops and leaves nothing behind"));
    progress_->setAccessibleName(tr("Progress"));
    // A label that wraps asks for less than it needs where its width is fixed.
    text_->setMinimumHeight(text_->heightForWidth(kTextWidth));
}

} // namespace wasserfarbe
