#include "widgets/training/timeline.h"

#include <array>

#include <QComboBox>
#include <QLabel>
#include <QLocale>

#include "widgets/look/flat_button.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {
namespace {

constexpr std::array kJumps = {1, 10, 50, 100, 200, 500, 1000}; // epochs
constexpr std::array kSpeeds = {2, 5, 10, 25};                  // previews a second

} // namespace

Timeline::Timeline(QWidget* parent)
    : QWidget(parent),
      bar_(named<TimelineBar>("timelineBar", this)),
      play_(flatButton(this, QStringLiteral("timelinePlay"))),
      speed_(named<QComboBox>("timelineSpeed", this)),
      jumpLabel_(new QLabel(this)) {
    play_->setCheckable(true);
    for (const int speed : kSpeeds)
        speed_->addItem({}, speed);
    speed_->setCurrentIndex(1);
    makeQuiet(jumpLabel_);

    QHBoxLayout* below = row({jumpLabel_}, 0);
    below->addSpacing(kUnit);
    for (const int epoch : kJumps) {
        QToolButton* jump = flatButton(this, QStringLiteral("jump_%1").arg(epoch));
        connect(jump, &QToolButton::clicked, this, [this, epoch] {
            if (const std::optional<int> index = markOfEpoch(marks(), epoch)) {
                setPlaying(false);
                showMark(*index);
            }
        });
        jumps_.push_back(jump);
        below->addWidget(jump);
    }
    below->addStretch(1);
    column(this, {row({{play_, 0, Qt::AlignTop}, {bar_, 1}, {speed_, 0, Qt::AlignTop}}), below}, kUnit / 2);

    connect(bar_, &TimelineBar::picked, this, [this](int index) {
        setPlaying(false);
        Q_EMIT currentChanged(index);
    });
    connect(play_, &QToolButton::clicked, this, &Timeline::setPlaying);
    connect(speed_, &QComboBox::currentIndexChanged, this,
            [this] { player_.setInterval(1000 / speed_->currentData().toInt()); });
    connect(&player_, &QTimer::timeout, this, &Timeline::step);
    player_.setInterval(1000 / speed_->currentData().toInt());
    followLanguage(this, [this] { retranslate(); });
}

void Timeline::setMarks(const std::vector<TimelineMark>& marks) {
    bar_->setMarks(marks);
    if (marks.size() < 2)
        setPlaying(false);
    refresh();
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
    describeField(play_, text, text);
    for (std::size_t i = 0; i < jumps_.size(); ++i)
        jumps_[i]->setEnabled(markOfEpoch(marks(), kJumps[i]).has_value());
}

void Timeline::retranslate() {
    describeField(bar_, tr("Timeline of the previews"),
                  tr("Drag, or use the arrow keys, to see the previews of other epochs"));
    jumpLabel_->setText(tr("Epoch"));
    describeField(speed_, tr("Speed"), tr("How fast the previews are played"));
    for (int i = 0; i < speed_->count(); ++i)
        //: how many previews a second: "5/s"
        speed_->setItemText(i, tr("%1/s").arg(speed_->itemData(i).toInt()));
    for (std::size_t i = 0; i < jumps_.size(); ++i) {
        const QString epoch = QLocale().toString(kJumps[i]);
        const QString tip = tr("Go to epoch %1").arg(epoch);
        describe(jumps_[i], epoch, tip, tip);
    }
    refresh();
}

} // namespace wasserfarbe
