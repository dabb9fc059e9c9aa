#include "app/window/path_strip.h"

#include <algorithm>

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

#include "widgets/look/icon.h"
#include "widgets/look/metrics.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {
namespace {

const QString kDone = QStringLiteral("window/pathDone");
constexpr std::array kPageOfStep = {Page::Data, Page::Train, Page::Explore};

} // namespace

PathStrip::PathStrip(Studio& studio, QWidget* parent)
    : QFrame(parent), studio_(studio), title_(new QLabel(this)), close_(new QToolButton(this)) {
    setObjectName(QStringLiteral("pathStrip"));
    // Not by a font: Qt forgets those of buttons when the application's style sheet changes with the theme.
    setStyleSheet(QStringLiteral("QPushButton[next=\"true\"] { font-weight: 600; }"));
    makeQuiet(title_);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(2 * kUnit, 0, kUnit, 0);
    layout->setSpacing(kUnit);
    layout->addWidget(title_);
    for (int i = 0; i < Steps; ++i) {
        auto* button = new QPushButton(this);
        button->setObjectName(QStringLiteral("pathStep%1").arg(i + 1));
        button->setFlat(true);
        connect(button, &QPushButton::clicked, this,
                [this, i] { studio_.showPage(kPageOfStep[static_cast<std::size_t>(i)]); });
        if (i > 0) {
            auto* arrow = new QLabel(this);
            layout->addWidget(arrow);
            arrows_[static_cast<std::size_t>(i - 1)] = arrow;
        }
        layout->addWidget(button);
        steps_[static_cast<std::size_t>(i)] = button;
    }
    layout->addStretch();
    close_->setObjectName(QStringLiteral("pathClose"));
    close_->setAutoRaise(true);
    close_->setFocusPolicy(Qt::StrongFocus);
    close_->setIcon(icon(QStringLiteral("close")));
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
    retranslate();
    refresh();
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

void PathStrip::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::PaletteChange && steps_.back())
        refresh();
    QFrame::changeEvent(event);
}

void PathStrip::retranslate() {
    title_->setText(tr("First steps:"));
    const std::array texts = {tr("1. Choose pictures"), tr("2. Train"), tr("3. Explore")};
    const std::array tips = {tr("A folder of pictures of your own, or the demo faces"),
                             tr("Press Train and watch the preview for some minutes"),
                             tr("Move between two of the faces that your generator makes")};
    for (std::size_t i = 0; i < steps_.size(); ++i) {
        steps_[i]->setText(texts[i]);
        steps_[i]->setAccessibleName(texts[i]);
        steps_[i]->setToolTip(tips[i]);
    }
    close_->setToolTip(tr("Hide the first steps for good"));
    close_->setAccessibleName(tr("Hide the first steps"));
}

} // namespace wasserfarbe
