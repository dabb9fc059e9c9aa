#include "app/window/path_strip.h"

#include <algorithm>
#include <array>

#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

#include "widgets/look/flat_button.h"
#include "widgets/look/icon.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {
namespace {

const QString kDone = QStringLiteral("window/pathDone");

} // namespace

PathStrip::PathStrip(Studio& studio, QWidget* parent)
    : QFrame(parent),
      studio_(studio),
      title_(new QLabel(this)),
      close_(flatButton(this, QStringLiteral("pathClose"), QStringLiteral("close"))) {
    setObjectName(QStringLiteral("pathStrip"));
    // Not by a font: Qt forgets those of buttons when the application's style sheet changes with the theme.
    setStyleSheet(QStringLiteral("QPushButton[next=\"true\"] { font-weight: 600; }"));
    makeQuiet(title_);
    QHBoxLayout* layout = row(this, {title_});
    layout->setContentsMargins(2 * kUnit, 0, kUnit, 0);
    for (const Page page : {Page::Data, Page::Train, Page::Explore}) {
        auto* button = new QPushButton(this);
        button->setObjectName(QStringLiteral("pathStep%1").arg(steps_.size() + 1));
        button->setFlat(true);
        connect(button, &QPushButton::clicked, this, [this, page] { studio_.showPage(page); });
        if (!steps_.empty()) {
            arrows_.push_back(new QLabel(this));
            layout->addWidget(arrows_.back());
        }
        layout->addWidget(button);
        steps_.push_back(button);
    }
    layout->addStretch();
    layout->addWidget(close_);
    connect(close_, &QToolButton::clicked, this, &PathStrip::finish);
    connect(&studio_, &Studio::planChanged, this, &PathStrip::refresh);
    connect(&studio_.training(), &TrainingSession::epochFinished, this, [this] {
        trained_ = true;
        refresh();
    });
    connect(&studio_.currentRun(), &CurrentRun::loaded, this, [this] {
        trained_ = trained_ || !studio_.currentRun().history().empty();
        refresh();
    });
    setVisible(!studio_.settings().choice(kDone, false).toBool());
    followLanguage(this, [this] { retranslate(); });
    followPalette(this, [this] { refresh(); });
}

void PathStrip::pageShown(Page page) {
    if (page != Page::Explore && explored_)
        hide(); // the way was walked
    if (page != Page::Explore || !trained_)
        return;
    explored_ = true;
    refresh();
    studio_.settings().setChoice(kDone, true);
}

void PathStrip::showAgain() {
    studio_.settings().setChoice(kDone, false);
    explored_ = false;
    refresh();
    show();
}

void PathStrip::refresh() {
    const std::array done = {!studio_.plan().data.empty() || trained_, trained_, explored_};
    const auto next = static_cast<std::size_t>(std::find(done.begin(), done.end(), false) - done.begin());
    for (std::size_t i = 0; i < done.size(); ++i) {
        steps_[i]->setIcon(done[i] ? icon(QStringLiteral("check")) : QIcon());
        steps_[i]->setProperty("next", i == next);
        style()->unpolish(steps_[i]);
        style()->polish(steps_[i]);
    }
    for (QLabel* arrow : arrows_)
        arrow->setPixmap(
            coloredPixmap(QStringLiteral("next"), quietColor(palette()), 2 * kUnit, devicePixelRatioF()));
}

void PathStrip::finish() {
    studio_.settings().setChoice(kDone, true);
    hide();
}

void PathStrip::retranslate() {
    title_->setText(tr("First steps:"));
    const std::array texts = {tr("1. Choose pictures"), tr("2. Train"), tr("3. Explore")};
    const std::array tips = {tr("A folder of pictures of your own, or the demo faces"),
                             tr("Press Train and watch the preview for some minutes"),
                             tr("Move between two of the faces that your generator makes")};
    for (std::size_t i = 0; i < steps_.size(); ++i)
        describe(steps_[i], texts[i], tips[i]);
    describeField(close_, tr("Hide the first steps"), tr("Hide the first steps for good"));
}

} // namespace wasserfarbe
