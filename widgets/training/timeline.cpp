#include "widgets/training/timeline.h"

#include <array>

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/look/icon.h"
#include "widgets/look/metrics.h"
#include "widgets/look/theme.h"
#include "widgets/training/timeline_bar.h"

namespace wasserfarbe {
namespace {

constexpr std::array kJumps = {1, 10, 50, 100, 200, 500, 1000}; // epochs
constexpr std::array kSpeeds = {2, 5, 10, 25};                  // previews a second

} // namespace

Timeline::Timeline(QWidget* parent)
    : QWidget(parent),
      bar_(new TimelineBar(this)),
      play_(new QToolButton(this)),
      speed_(new QComboBox(this)),
      jumpLabel_(new QLabel(this)) {
    bar_->setObjectName(QStringLiteral("timelineBar"));
    play_->setObjectName(QStringLiteral("timelinePlay"));
    play_->setCheckable(true);
    play_->setAutoRaise(true);
    play_->setFocusPolicy(Qt::StrongFocus);
    speed_->setObjectName(QStringLiteral("timelineSpeed"));
    for (const int speed : kSpeeds)
        speed_->addItem({}, speed);
    speed_->setCurrentIndex(1);
    makeQuiet(jumpLabel_);

    auto* top = new QHBoxLayout;
    top->setSpacing(kUnit);
    top->addWidget(play_, 0, Qt::AlignTop);
    top->addWidget(bar_, 1);
    top->addWidget(speed_, 0, Qt::AlignTop);
    auto* below = new QHBoxLayout;
    below->setSpacing(0);
    below->addWidget(jumpLabel_);
    below->addSpacing(kUnit);
    for (const int epoch : kJumps) {
        auto* jump = new QToolButton(this);
        jump->setObjectName(QStringLiteral("jump_%1").arg(epoch));
        jump->setAutoRaise(true);
        jump->setFocusPolicy(Qt::StrongFocus);
        connect(jump, &QToolButton::clicked, this, [this, epoch = epoch] {
            if (const std::optional<int> index = markOfEpoch(marks(), epoch)) {
                setPlaying(false);
                showMark(*index);
            }
        });
        jumps_.push_back(jump);
        below->addWidget(jump);
    }
    below->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kUnit / 2);
    layout->addLayout(top);
    layout->addLayout(below);

    connect(bar_, &TimelineBar::picked, this, [this](int index) {
        setPlaying(false);
        Q_EMIT currentChanged(index);
    });
    connect(play_, &QToolButton::clicked, this, &Timeline::setPlaying);
    connect(speed_, &QComboBox::currentIndexChanged, this,
            [this] { player_.setInterval(1000 / speed_->currentData().toInt()); });
    connect(&player_, &QTimer::timeout, this, &Timeline::step);
    player_.setInterval(1000 / speed_->currentData().toInt());
    retranslate();
    refresh();
}

void Timeline::setMarks(const std::vector<TimelineMark>& marks) {
    bar_->setMarks(marks);
    if (marks.size() < 2)
        setPlaying(false);
    refresh();
}

const std::vector<TimelineMark>& Timeline::marks() const {
    return bar_->marks();
}

int Timeline::current() const {
    return bar_->current();
}

void Timeline::setCurrent(int index) {
    bar_->setCurrent(index);
}

void Timeline::showMark(int index) {
    bar_->setCurrent(index);
    Q_EMIT currentChanged(index);
}

void Timeline::setPlaying(bool playing) {
    const int last = static_cast<int>(marks().size()) - 1;
    if (playing && last > 0) {
        if (current() == last)
            showMark(0);
        player_.start();
    } else {
        player_.stop();
    }
    refresh();
}

void Timeline::step() {
    const int next = current() + 1;
    if (next >= static_cast<int>(marks().size()))
        return setPlaying(false);
    showMark(next);
}

void Timeline::refresh() {
    const bool playing = isPlaying();
    play_->setChecked(playing);
    play_->setEnabled(marks().size() > 1);
    play_->setIcon(icon(playing ? QStringLiteral("pause") : QStringLiteral("play")));
    const QString text = playing ? tr("Stop playing") : tr("Play the previews");
    play_->setToolTip(text);
    play_->setAccessibleName(text);
    for (std::size_t i = 0; i < jumps_.size(); ++i)
        jumps_[i]->setEnabled(markOfEpoch(marks(), kJumps[i]).has_value());
}

void Timeline::retranslate() {
    bar_->setAccessibleName(tr("Timeline of the previews"));
    bar_->setToolTip(tr("Drag, or use the arrow keys, to see the previews of other epochs"));
    jumpLabel_->setText(tr("Epoch"));
    speed_->setAccessibleName(tr("Speed"));
    speed_->setToolTip(tr("How fast the previews are played"));
    for (int i = 0; i < speed_->count(); ++i)
        //: how many previews a second: "5/s"
        speed_->setItemText(i, tr("%1/s").arg(speed_->itemData(i).toInt()));
    for (std::size_t i = 0; i < jumps_.size(); ++i) {
        const QString epoch = QLocale().toString(kJumps[i]);
        jumps_[i]->setText(epoch);
        jumps_[i]->setToolTip(tr("Go to epoch %1").arg(epoch));
        jumps_[i]->setAccessibleName(tr("Go to epoch %1").arg(epoch));
    }
    refresh();
}

void Timeline::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace wasserfarbe
