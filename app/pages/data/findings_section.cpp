#include "app/pages/data/findings_section.h"

#include <QCheckBox>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QSignalBlocker>

#include "app/pages/data/finding_row.h"
#include "app/studio/finding_texts.h"
#include "widgets/look/icon.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {
namespace {

constexpr auto kFirstUsable = Finding::Misnamed;
static_assert(kUnusable.count() == static_cast<int>(kFirstUsable)); // the others come first

constexpr int kBoxSide = 2 * kUnit; ///< of a box to tick and of the sign in its place

/// Says that a kind can't be used. Follows the palette, as a label's pixmap would not.
class WarningSign : public QWidget {
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        icon(QStringLiteral("warning")).paint(&painter, rect());
    }
};

QString keyOf(Finding finding) {
    const std::string_view key = finding_info(finding).key;
    return QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size()));
}

} // namespace

FindingsSection::FindingsSection(QWidget* parent)
    : QWidget(parent),
      state_(named<QLabel>("checkState", this)),
      cacheTrouble_(named<QLabel>("cacheTrouble", this)),
      checkNow_(named<QPushButton>("checkNow", this)),
      column_(new QLabel(this)) {
    for (QLabel* label : {state_, cacheTrouble_, column_})
        makeQuiet(label);
    state_->setWordWrap(true);
    cacheTrouble_->setWordWrap(true);
    column_->setAlignment(Qt::AlignRight);

    QVBoxLayout* layout = column(this, {state_, {checkNow_, 0, Qt::AlignLeft}}, 0);
    for (const FindingInfo& info : finding_table()) {
        if (info.finding == kFirstUsable)
            layout->addWidget(column_); // over the boxes
        layout->addWidget(rows_.emplace_back(makeRow(info.finding)).whole);
    }
    layout->addWidget(cacheTrouble_);
    connect(checkNow_, &QPushButton::clicked, this, &FindingsSection::checkWanted);
    followLanguage(this, [this] { retranslate(); });
}

FindingsSection::Row FindingsSection::makeRow(Finding finding) {
    auto* whole = new QWidget(this);
    auto* button = new FindingRow(finding, whole);
    button->setObjectName(QStringLiteral("kind-") + keyOf(finding));
    connect(button, &FindingRow::clicked, this, [this, finding](bool shown) {
        const std::optional<Finding> kind = shown ? std::optional(finding) : std::nullopt;
        setShownKind(kind);
        Q_EMIT shownKindEdited(kind);
    });
    QWidget* sign = nullptr;
    QCheckBox* leaveOut = nullptr;
    if (kUnusable.has(finding)) {
        sign = new WarningSign(whole);
        sign->setFixedSize(kBoxSide, kBoxSide);
    } else {
        leaveOut = new QCheckBox(whole);
        leaveOut->setObjectName(QStringLiteral("leaveOut-") + keyOf(finding));
        leaveOut->setFixedWidth(kBoxSide);
        connect(leaveOut, &QCheckBox::toggled, this, [this, finding](bool leave) {
            leave ? leftOut_.add(finding) : leftOut_.remove(finding);
            Q_EMIT leftOutEdited(leftOut_);
        });
    }
    row(whole, {{button, 1}, {sign ? sign : leaveOut, 0, Qt::AlignVCenter}});
    whole->hide();
    return {finding, whole, button, leaveOut, sign};
}

void FindingsSection::setCheck(const SharedCheck& check, bool busy) {
    check_ = check;
    busy_ = busy;
    showState();
}

void FindingsSection::setLeftOut(Findings leftOut) {
    leftOut_ = leftOut;
    for (const Row& row : rows_) {
        if (row.leaveOut == nullptr)
            continue;
        const QSignalBlocker quiet(row.leaveOut);
        row.leaveOut->setChecked(leftOut.has(row.finding));
    }
    showState();
}

void FindingsSection::setShownKind(const std::optional<Finding>& kind) {
    for (const Row& row : rows_)
        row.button->setChecked(kind == row.finding);
}

void FindingsSection::showState() {
    bool any = false;
    bool usable = false;
    for (const Row& row : rows_) {
        const std::int64_t count = check_ == nullptr ? 0 : check_->report.count(row.finding);
        row.button->setCount(count);
        // A choice that was made stays in sight, also where this folder has none of the kind.
        const bool shown = count > 0 || (check_ != nullptr && leftOut_.has(row.finding));
        row.whole->setVisible(shown);
        any = any || shown;
        usable = usable || (shown && row.leaveOut != nullptr);
    }
    column_->setVisible(usable);
    if (check_ == nullptr)
        state_->setText(busy_ ? tr("Each picture is being looked at…")
                              : tr("The pictures were not looked at. Training does so when it begins."));
    else
        state_->setText(any ? QString() : tr("Nothing stands out: every picture is used as it is."));
    state_->setVisible(!state_->text().isEmpty());
    checkNow_->setVisible(check_ == nullptr && !busy_);
    const QString trouble = check_ == nullptr ? QString() : QString::fromStdString(check_->cacheTrouble);
    cacheTrouble_->setText(
        tr("Decoded pictures can't be kept on the disk, so they are decoded anew each time."));
    cacheTrouble_->setToolTip(trouble);
    cacheTrouble_->setVisible(!trouble.isEmpty());
}

void FindingsSection::retranslate() {
    column_->setText(tr("Leave out"));
    describe(checkNow_, tr("Chec&k now"), tr("Looks at each picture, to find those that can't be used"),
             tr("Check the pictures now"));
    for (const Row& row : rows_) {
        row.button->retranslate();
        if (row.sign != nullptr)
            row.sign->setToolTip(tr("Can't be used, so training skips them"));
        if (row.leaveOut != nullptr)
            describeField(row.leaveOut, tr("Leave out: %1").arg(findingTitle(row.finding)),
                          tr("Training leaves these pictures out"));
    }
    showState();
}

} // namespace wasserfarbe
