#include "app/pages/data/findings_section.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "app/pages/data/finding_row.h"
#include "app/studio/finding_texts.h"
#include "widgets/look/icon.h"
#include "widgets/look/metrics.h"
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
      state_(new QLabel(this)),
      cacheTrouble_(new QLabel(this)),
      checkNow_(new QPushButton(this)),
      column_(new QLabel(this)) {
    state_->setObjectName(QStringLiteral("checkState"));
    cacheTrouble_->setObjectName(QStringLiteral("cacheTrouble"));
    checkNow_->setObjectName(QStringLiteral("checkNow"));
    for (QLabel* label : {state_, cacheTrouble_, column_})
        makeQuiet(label);
    state_->setWordWrap(true);
    cacheTrouble_->setWordWrap(true);
    column_->setAlignment(Qt::AlignRight);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(state_);
    layout->addWidget(checkNow_, 0, Qt::AlignLeft);
    for (const FindingInfo& info : finding_table()) {
        if (info.finding == kFirstUsable)
            layout->addWidget(column_); // over the boxes
        rows_[static_cast<std::size_t>(info.finding)] = makeRow(info.finding);
        layout->addWidget(rows_[static_cast<std::size_t>(info.finding)].whole);
    }
    layout->addWidget(cacheTrouble_);
    connect(checkNow_, &QPushButton::clicked, this, &FindingsSection::checkWanted);
    retranslate();
}

FindingsSection::Row FindingsSection::makeRow(Finding finding) {
    Row row;
    row.whole = new QWidget(this);
    row.button = new FindingRow(finding, row.whole);
    row.button->setObjectName(QStringLiteral("kind-") + keyOf(finding));
    auto* layout = new QHBoxLayout(row.whole);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kUnit);
    layout->addWidget(row.button, 1);
    if (kUnusable.has(finding)) {
        row.sign = new WarningSign(row.whole);
        row.sign->setFixedSize(kBoxSide, kBoxSide);
        layout->addWidget(row.sign, 0, Qt::AlignVCenter);
    } else {
        row.leaveOut = new QCheckBox(row.whole);
        row.leaveOut->setObjectName(QStringLiteral("leaveOut-") + keyOf(finding));
        row.leaveOut->setFixedWidth(kBoxSide);
        layout->addWidget(row.leaveOut, 0, Qt::AlignVCenter);
        connect(row.leaveOut, &QCheckBox::toggled, this, [this, finding](bool leave) {
            leave ? leftOut_.add(finding) : leftOut_.remove(finding);
            Q_EMIT leftOutEdited(leftOut_);
        });
    }
    connect(row.button, &FindingRow::clicked, this, [this, finding](bool shown) {
        const std::optional<Finding> kind = shown ? std::optional(finding) : std::nullopt;
        setShownKind(kind);
        Q_EMIT shownKindEdited(kind);
    });
    row.whole->hide();
    return row;
}

void FindingsSection::setCheck(const SharedCheck& check, bool busy) {
    check_ = check;
    busy_ = busy;
    showState();
}

void FindingsSection::setLeftOut(Findings leftOut) {
    leftOut_ = leftOut;
    for (const FindingInfo& info : finding_table())
        if (QCheckBox* box = rows_[static_cast<std::size_t>(info.finding)].leaveOut) {
            const QSignalBlocker quiet(box);
            box->setChecked(leftOut.has(info.finding));
        }
    showState();
}

void FindingsSection::setShownKind(const std::optional<Finding>& kind) {
    for (const FindingInfo& info : finding_table())
        rows_[static_cast<std::size_t>(info.finding)].button->setChecked(kind == info.finding);
}

void FindingsSection::showState() {
    bool any = false;
    bool usable = false;
    for (const FindingInfo& info : finding_table()) {
        const Row& row = rows_[static_cast<std::size_t>(info.finding)];
        const std::int64_t count = check_ == nullptr ? 0 : check_->report.count(info.finding);
        row.button->setCount(count);
        // A choice that was made stays in sight, also where this folder has none of the kind.
        const bool shown = count > 0 || (check_ != nullptr && leftOut_.has(info.finding));
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
    checkNow_->setText(tr("Chec&k now"));
    checkNow_->setToolTip(tr("Looks at each picture, to find those that can't be used"));
    checkNow_->setAccessibleName(tr("Check the pictures now"));
    for (const FindingInfo& info : finding_table()) {
        const Row& row = rows_[static_cast<std::size_t>(info.finding)];
        row.button->retranslate();
        const QString title = findingTitle(info.finding);
        if (row.sign != nullptr)
            row.sign->setToolTip(tr("Can't be used, so training skips them"));
        if (row.leaveOut == nullptr)
            continue;
        row.leaveOut->setToolTip(tr("Training leaves these pictures out"));
        row.leaveOut->setAccessibleName(tr("Leave out: %1").arg(title));
    }
    showState();
}

} // namespace wasserfarbe
