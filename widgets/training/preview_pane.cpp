#include "widgets/training/preview_pane.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/look/icon.h"
#include "widgets/look/metrics.h"
#include "widgets/look/theme.h"
#include "widgets/training/cell_view.h"

namespace wasserfarbe {

PreviewPane::PreviewPane(QWidget* parent)
    : QWidget(parent),
      compare_(new QToolButton(this)),
      withLabel_(new QLabel(this)),
      with_(new QComboBox(this)) {
    compare_->setObjectName(QStringLiteral("compare"));
    compare_->setCheckable(true);
    compare_->setAutoRaise(true);
    compare_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    compare_->setIcon(icon(QStringLiteral("compare")));
    compare_->setFocusPolicy(Qt::StrongFocus);
    with_->setObjectName(QStringLiteral("compareWith"));
    with_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    with_->setMaxVisibleItems(20);
    withLabel_->setBuddy(with_);

    auto* sides = new QHBoxLayout;
    sides->setSpacing(kUnit);
    sides->addWidget(makeSide(Side::Compared), 1);
    sides->addWidget(makeSide(Side::Shown), 1);
    auto* controls = new QHBoxLayout;
    controls->setSpacing(kUnit);
    controls->addWidget(compare_);
    controls->addWidget(withLabel_);
    controls->addWidget(with_);
    controls->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kUnit / 2);
    layout->addLayout(sides, 1);
    layout->addLayout(controls);

    connect(compare_, &QToolButton::toggled, this, [this](bool comparing) {
        setComparing(comparing);
        Q_EMIT comparingChanged(comparing);
    });
    connect(with_, &QComboBox::activated, this, &PreviewPane::comparedPicked);
    setComparing(false);
    retranslate();
}

QWidget* PreviewPane::makeSide(Side side) {
    const auto i = static_cast<std::size_t>(side);
    sides_[i] = new QWidget(this);
    views_[i] = new CellView(sides_[i]);
    views_[i]->setObjectName(side == Side::Shown ? QStringLiteral("preview")
                                                 : QStringLiteral("comparedPreview"));
    captions_[i] = new QLabel(sides_[i]);
    captions_[i]->setAlignment(Qt::AlignHCenter);
    makeQuiet(captions_[i]);
    auto* layout = new QVBoxLayout(sides_[i]);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kUnit / 2);
    layout->addWidget(views_[i], 1);
    layout->addWidget(captions_[i]);
    connect(views_[i], &CellView::cellMenuRequested, this,
            [this, side](QPoint position, int cell) { showMenu(side, position, cell); });
    connect(views_[i], &ImageView::dragStarted, this, [this, side](QPoint pixel) {
        if (const int cell = view(side)->cells().cellAt(pixel); cell >= 0)
            Q_EMIT cellDragged(side, cell);
    });
    return sides_[i];
}

void PreviewPane::setCells(const PreviewGeometry& cells) {
    for (CellView* view : views_)
        view->setCells(cells);
}

void PreviewPane::setPreview(Side side, const QImage& image, const QString& caption) {
    const auto i = static_cast<std::size_t>(side);
    views_[i]->setImage(image);
    views_[i]->setAccessibleDescription(caption);
    captions_[i]->setText(caption);
}

QString PreviewPane::caption(Side side) const {
    return captions_[static_cast<std::size_t>(side)]->text();
}

void PreviewPane::setPlaceholder(const QString& text) {
    for (CellView* view : views_)
        view->setPlaceholder(text);
}

void PreviewPane::setChoices(const QStringList& choices) {
    with_->clear();
    with_->addItems(choices);
    compare_->setEnabled(choices.size() > 1);
}

int PreviewPane::choiceCount() const {
    return with_->count();
}

void PreviewPane::addChoice(const QString& choice) {
    with_->addItem(choice);
    compare_->setEnabled(with_->count() > 1);
}

void PreviewPane::setComparedIndex(int index) {
    with_->setCurrentIndex(index);
}

int PreviewPane::comparedIndex() const {
    return with_->currentIndex();
}

bool PreviewPane::isComparing() const {
    return compare_->isChecked();
}

void PreviewPane::setComparing(bool comparing) {
    compare_->setChecked(comparing);
    sides_[static_cast<std::size_t>(Side::Compared)]->setVisible(comparing);
    with_->setVisible(comparing);
    withLabel_->setVisible(comparing);
}

void PreviewPane::showMenu(Side side, QPoint position, int cell) {
    if (view(side)->image().isNull())
        return;
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("cellMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString& text, CellAction action) {
        connect(menu->addAction(text), &QAction::triggered, this,
                [this, action, side, cell] { Q_EMIT cellActionRequested(action, side, cell); });
    };
    if (cell >= 0) {
        add(tr("Use as A"), CellAction::UseAsA);
        add(tr("Use as B"), CellAction::UseAsB);
        add(tr("Keep"), CellAction::Keep);
        add(tr("Save picture…"), CellAction::SavePicture);
        menu->addSeparator();
    }
    add(tr("Export the previews…"), CellAction::ExportPreview);
    menu->popup(position);
}

void PreviewPane::retranslate() {
    compare_->setText(tr("Compare"));
    compare_->setToolTip(tr("Show two epochs side by side"));
    compare_->setAccessibleName(tr("Compare two epochs"));
    withLabel_->setText(tr("with"));
    with_->setToolTip(tr("The preview at the left"));
    with_->setAccessibleName(tr("Compare with"));
    view(Side::Shown)->setAccessibleName(tr("Preview"));
    view(Side::Compared)->setAccessibleName(tr("Compared preview"));
    for (CellView* view : views_)
        view->setToolTip(tr("Right-click an image to use or keep it; drag it to another program to copy it"));
}

void PreviewPane::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace wasserfarbe
