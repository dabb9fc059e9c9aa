#include "app/pages/data/crop_editor.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>

#include "app/pages/data/loaded_picture.h"
#include "app/pages/data/picture_model.h"
#include "app/studio/path_text.h"
#include "widgets/look/icon.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/theme.h"
#include "widgets/pictures/crop_view.h"

namespace wasserfarbe {
namespace {

constexpr int kShownSide = 1024; ///< a larger picture is shown shrunk to this

} // namespace

CropEditor::CropEditor(PictureModel& model, QWidget* parent)
    : QDialog(parent),
      model_(model),
      title_(named<QLabel>("cropTitle", this)),
      view_(named<CropView>("cropView", this)),
      hint_(new QLabel(this)),
      previous_(named<QPushButton>("cropPrevious", this)),
      next_(named<QPushButton>("cropNext", this)),
      reset_(named<QPushButton>("cropReset", this)),
      count_(named<QLabel>("cropCount", this)),
      resetAll_(named<QPushButton>("cropResetAll", this)),
      buttons_(new QDialogButtonBox(QDialogButtonBox::Close, this)) {
    setObjectName(QStringLiteral("cropEditor"));
    build();
    connectAll();
    followLanguage(this, [this] { retranslate(); });
}

void CropEditor::build() {
    title_->setTextFormat(Qt::PlainText);
    makeQuiet(hint_);
    makeQuiet(count_);
    hint_->setWordWrap(true);
    previous_->setIcon(icon(QStringLiteral("previous")));
    next_->setIcon(icon(QStringLiteral("next")));
    reset_->setIcon(icon(QStringLiteral("reset")));
    for (QPushButton* button : {previous_, next_, reset_, resetAll_})
        button->setAutoDefault(false); // Enter belongs to the picture
    buttons_->button(QDialogButtonBox::Close)->setObjectName(QStringLiteral("cropClose"));
    QVBoxLayout* layout = column(this, {title_,
                                        {view_, 1},
                                        hint_,
                                        row({previous_, next_, freeRoom(1), reset_}),
                                        row({{count_, 1}, resetAll_}),
                                        gap(kUnit),
                                        buttons_});
    layout->setContentsMargins(2 * kUnit, 2 * kUnit, 2 * kUnit, 2 * kUnit);
}

void CropEditor::connectAll() {
    connect(view_, &CropView::placeMoved, this,
            [this](const CropPlace& place) { Q_EMIT placesPreviewed(with(place)); });
    connect(view_, &CropView::placeChosen, this,
            [this](const CropPlace& place) { Q_EMIT placesEdited(with(place)); });
    connect(view_, &CropView::resetRequested, this, &CropEditor::reset);
    connect(reset_, &QPushButton::clicked, this, &CropEditor::reset);
    connect(resetAll_, &QPushButton::clicked, this, [this] { Q_EMIT placesEdited({}); });
    connect(previous_, &QPushButton::clicked, this, [this] { step(-1); });
    connect(next_, &QPushButton::clicked, this, [this] { step(1); });
    new QShortcut(QKeySequence(Qt::Key_PageUp), this, [this] { step(-1); });
    new QShortcut(QKeySequence(Qt::Key_PageDown), this, [this] { step(1); });
    connect(buttons_, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&model_, &QAbstractItemModel::modelReset, this, [this] {
        if (isVisible() && row_ >= 0)
            close(); // other pictures: the row means nothing any more
    });
}

void CropEditor::showRow(int row) {
    row_ = -1;
    setRow(row);
    show();
    raise();
    activateWindow();
    view_->setFocus();
}

void CropEditor::setRow(int row) {
    if (row == row_ || row < 0 || row >= model_.rowCount())
        return;
    row_ = row;
    name_ = model_.name(row);
    load();
    refresh();
}

void CropEditor::setConfig(const TrainingConfig& config) {
    const bool sameColor = config.alpha_color == config_.alpha_color;
    config_ = config;
    if (!isPossible(config.fit)) {
        close();
        return;
    }
    if (isVisible() && !sameColor)
        load();
    refresh();
}

void CropEditor::setPlaces(const CropPlaces& places) {
    places_ = places;
    refresh();
}

void CropEditor::load() {
    view_->setPicture({});
    view_->setPlaceholder(model_.isUsable(row_) ? tr("The picture is being read.")
                                                : tr("This file can't be used."));
    background_.replace([this, file = model_.file(row_), color = config_.alpha_color](const auto&) {
        return [this, picture = loadWholePicture(file, color, kShownSide)] {
            view_->setPicture(picture);
            if (picture.isNull())
                view_->setPlaceholder(tr("This file can't be used."));
            refresh();
        };
    });
}

CropPlace CropEditor::usualPlace() const {
    return config_.fit == Fit::Top ? CropPlace{0.5, 0.0} : CropPlace{};
}

CropPlaces CropEditor::with(const CropPlace& place) const {
    CropPlaces places = places_;
    places[name_] = place;
    return places;
}

void CropEditor::reset() {
    CropPlaces places = places_;
    if (places.erase(name_) > 0)
        Q_EMIT placesEdited(places);
    else
        view_->setPlace(usualPlace());
}

int CropEditor::neighbour(int by) const {
    int row = row_ + by;
    while (row >= 0 && row < model_.rowCount() && !model_.isUsable(row))
        row += by;
    return row >= 0 && row < model_.rowCount() ? row : -1;
}

void CropEditor::step(int by) {
    const int row = neighbour(by);
    if (row < 0)
        return;
    setRow(row);
    Q_EMIT rowWanted(row);
}

void CropEditor::refresh() {
    if (row_ < 0)
        return;
    const auto own = places_.find(name_);
    view_->setPlace(own == places_.end() ? usualPlace() : own->second);
    const QString name = toQString(name_);
    title_->setText(title_->fontMetrics().elidedText(name, Qt::ElideMiddle, 44 * kUnit));
    title_->setToolTip(name);
    const bool square =
        !view_->geometryOfCrop().pictureRect().isEmpty() && !view_->geometryOfCrop().freeAxis();
    hint_->setText(square ? tr("This picture is square: all of it is kept.")
                          : tr("Drag the bright square, or move it with the arrow keys."));
    previous_->setEnabled(neighbour(-1) >= 0);
    next_->setEnabled(neighbour(1) >= 0);
    reset_->setEnabled(own != places_.end());
    const int count = static_cast<int>(places_.size());
    count_->setText(count == 0 ? tr("No picture has its own crop")
                               : tr("%n picture(s) have their own crop", nullptr, count));
    resetAll_->setVisible(count > 0);
}

void CropEditor::retranslate() {
    setWindowTitle(tr("Adjust the crop"));
    describeField(view_, tr("What is kept of the picture"),
                  tr("Drag the square, or use the arrow keys; Shift takes larger steps, Home goes back"));
    describe(previous_, tr("&Previous"), tr("The picture before this one (Page Up)"), tr("Previous picture"));
    describe(next_, tr("&Next"), tr("The picture after this one (Page Down)"), tr("Next picture"));
    describe(reset_, tr("&Reset"), tr("Crops this picture as the others (Home)"),
             tr("Reset the crop of this picture"));
    describe(resetAll_, tr("Reset &all"), tr("Crops all pictures alike again"),
             tr("Reset the crops of all pictures"));
    describe(buttons_->button(QDialogButtonBox::Close), tr("Close"), tr("Everything is kept already"));
    refresh();
}

} // namespace wasserfarbe
