#include "widgets/training/preview_pane.h"

#include <QComboBox>
#include <QLabel>
#include <QMenu>

#include "widgets/look/flat_button.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {

PreviewPane::PreviewPane(QWidget* parent)
    : QWidget(parent),
      compare_(flatButton(this, QStringLiteral("compare"), QStringLiteral("compare"))),
      withLabel_(new QLabel(this)),
      with_(named<QComboBox>("compareWith", this)) {
    compare_->setCheckable(true);
    compare_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    with_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    with_->setMaxVisibleItems(20);
    withLabel_->setBuddy(with_);

    QWidget* compared = makeSide(Side::Compared);
    QWidget* shown = makeSide(Side::Shown);
    column(this, {{row({{compared, 1}, {shown, 1}}), 1}, row({compare_, withLabel_, with_, freeRoom(1)})},
           kUnit / 2);

    connect(compare_, &QToolButton::toggled, this, [this](bool comparing) {
        setComparing(comparing);
        Q_EMIT comparingChanged(comparing);
    });
    connect(with_, &QComboBox::activated, this, &PreviewPane::comparedPicked);
    setComparing(false);
    followLanguage(this, [this] { retranslate(); });
}

QWidget* PreviewPane::makeSide(Side side) {
    const auto i = static_cast<std::size_t>(side);
    sides_[i] = new QWidget(this);
    views_[i] = new CellView(sides_[i]);
    views_[i]->setObjectName(side == Side::Shown ? QStringLiteral("preview")
                                                 : QStringLiteral("comparedPreview"));
    captions_[i] = new QLabel(sides_[i]);
    captions_[i]->setObjectName(views_[i]->objectName() + QStringLiteral("Caption"));
    captions_[i]->setAlignment(Qt::AlignHCenter);
    makeQuiet(captions_[i]);
    column(sides_[i], {{views_[i], 1}, captions_[i]}, kUnit / 2);
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

void PreviewPane::setPlaceholder(const QString& text) {
    for (CellView* view : views_)
        view->setPlaceholder(text);
}

void PreviewPane::setChoices(const QStringList& choices) {
    with_->clear();
    with_->addItems(choices);
    compare_->setEnabled(choices.size() > 1);
}

void PreviewPane::addChoice(const QString& choice) {
    with_->addItem(choice);
    compare_->setEnabled(with_->count() > 1);
}

void PreviewPane::setComparedIndex(int index) {
    with_->setCurrentIndex(index);
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
    describe(compare_, tr("Compare"), tr("Show two epochs side by side"), tr("Compare two epochs"));
    withLabel_->setText(tr("with"));
    describeField(with_, tr("Compare with"), tr("The preview at the left"));
    view(Side::Shown)->setAccessibleName(tr("Preview"));
    view(Side::Compared)->setAccessibleName(tr("Compared preview"));
    for (CellView* view : views_)
        view->setToolTip(tr("Right-click an image to use or keep it; drag it to another program to copy it"));
}

} // namespace wasserfarbe
