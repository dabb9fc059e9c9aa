#include "app/export/export_form.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QRadioButton>
#include <QSpinBox>

#include "app/studio/settings.h"
#include "model/types/unhandled_value.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {
namespace {

constexpr int kMostColumns = 1000;
constexpr int kMostPadding = 64;

/// The key of a choice; a path's film and the epochs' film are chosen apart.
QString keyOf(ExportShape::Of of, const QString& name) {
    static const char* const kSources[] = {"images", "path", "previews"};
    return QStringLiteral("export/%1/%2").arg(QLatin1String(kSources[static_cast<int>(of)]), name);
}

QString scaleKey(ExportShape::Of of, ExportKind kind) {
    return keyOf(of, QStringLiteral("scale%1").arg(static_cast<int>(kind)));
}

/// Generated images are small: a film at their own size would be a stamp on a screen.
int usualScale(ExportShape::Of of, ExportKind kind) {
    return kind == ExportKind::Film && of == ExportShape::Of::Path ? 4 : 1;
}

GridLayout layoutOf(const ExportSource& source) {
    const auto* images = std::get_if<ExportImages>(&source);
    return images ? images->layout : GridLayout{};
}

bool isSingle(const ExportSource& source) {
    const auto* images = std::get_if<ExportImages>(&source);
    return images && images->latents.count == 1;
}

} // namespace

ExportForm::ExportForm(Settings& settings, const ExportSource& source, QWidget* parent)
    : QWidget(parent),
      settings_(settings),
      of_(shapeOf(source).of),
      single_(isSingle(source)),
      shown_(exportKinds(of_).front()),
      what_(new QLabel(this)),
      kinds_(new QButtonGroup(this)),
      form_(new QFormLayout) {
    build(layoutOf(source));
    showKind();
    followLanguage(this, [this] { retranslate(); });
}

/// With a label before it, which has its text later.
template <class Field>
Field* ExportForm::addField(const char* name) {
    auto* field = named<Field>(name, this);
    form_->addRow(new QLabel(this), field);
    return field;
}

QSpinBox* ExportForm::addSpin(const char* name, int least, int most, int value) {
    auto* spin = addField<QSpinBox>(name);
    spin->setRange(least, most);
    spin->setValue(value);
    spin->setAccelerated(true);
    connect(spin, &QSpinBox::valueChanged, this, &ExportForm::changed);
    return spin;
}

QCheckBox* ExportForm::addBox(const char* name, const char* key, bool fallback) {
    auto* box = named<QCheckBox>(name, this);
    box->setChecked(settings_.choice(QLatin1String(key), fallback).toBool());
    form_->addRow(box);
    connect(box, &QCheckBox::toggled, this, &ExportForm::changed);
    return box;
}

void ExportForm::build(const GridLayout& layout) {
    setMinimumWidth(28 * kUnit); // for all kinds, so that nothing jumps
    QVBoxLayout* all = column(this, {what_});
    makeHeading(what_);
    const auto stored =
        static_cast<ExportKind>(settings_.choice(keyOf(of_, QStringLiteral("kind")), int(shown_)).toInt());
    for (const ExportKind kind : exportKinds(of_)) {
        if (single_ && kind == ExportKind::Images)
            continue; // the same as a sheet of one
        scales_[kind] = settings_.choice(scaleKey(of_, kind), usualScale(of_, kind)).toInt();
        auto* button = new QRadioButton(this);
        button->setObjectName(QStringLiteral("exportKind%1").arg(static_cast<int>(kind)));
        kinds_->addButton(button, static_cast<int>(kind));
        all->addWidget(button);
        if (kind == stored)
            shown_ = kind;
    }
    kinds_->button(static_cast<int>(shown_))->setChecked(true);
    connect(kinds_, &QButtonGroup::idToggled, this, [this](int, bool checked) {
        if (checked)
            showKind();
    });

    all->addSpacing(kUnit);
    form_->setHorizontalSpacing(2 * kUnit);
    form_->setVerticalSpacing(kUnit);
    all->addLayout(form_);
    all->addStretch(1);
    scale_ = addSpin("exportScale", 1, kLargestExportScale, scales_[shown_]);
    enlarging_ = addField<QComboBox>("exportEnlarging");
    enlarging_->addItems({QString(), QString()});
    enlarging_->setCurrentIndex(settings_.choice(QStringLiteral("export/smooth"), false).toBool() ? 1 : 0);
    connect(enlarging_, &QComboBox::currentIndexChanged, this, &ExportForm::changed);
    connect(scale_, &QSpinBox::valueChanged, enlarging_,
            [this](int scale) { enlarging_->setEnabled(scale > 1); });
    columns_ = addSpin("exportColumns", 1, kMostColumns, layout.columns);
    padding_ = addSpin("exportPadding", 0, kMostPadding,
                       settings_.choice(QStringLiteral("export/padding"), layout.padding).toInt());
    padValue_ = addField<QDoubleSpinBox>("exportPadValue");
    padValue_->setRange(0, 1);
    padValue_->setSingleStep(0.1);
    padValue_->setValue(settings_.choice(QStringLiteral("export/padValue"), layout.pad_value).toDouble());
    connect(padValue_, &QDoubleSpinBox::valueChanged, this, &ExportForm::changed);

    frames_ = addSpin("exportFrames", 2, kMostFilmFrames,
                      settings_.choice(keyOf(of_, QStringLiteral("frames")), 60).toInt());
    const int usualSpeed = of_ == ExportShape::Of::Previews ? 4 : 24;
    framesPerSecond_ = addSpin("exportSpeed", 1, kMostFramesPerSecond,
                               settings_.choice(keyOf(of_, QStringLiteral("speed")), usualSpeed).toInt());
    thereAndBack_ = addBox("exportThereAndBack", "export/thereAndBack", false);
    captions_ = addBox("exportCaptions", "export/captions", true);
}

ExportKind ExportForm::kind() const {
    return static_cast<ExportKind>(kinds_->checkedId());
}

/// Shows the rows that mean something for the kind; each kind has a scale of its own.
void ExportForm::showKind() {
    scales_[shown_] = scale_->value();
    shown_ = kind();
    const QSignalBlocker quiet(scale_);
    scale_->setValue(scales_[shown_]);
    enlarging_->setEnabled(scale_->value() > 1);

    const bool path = of_ == ExportShape::Of::Path;
    const bool film = shown_ == ExportKind::Film;
    const bool frames = path && (film || shown_ == ExportKind::Sequence);
    const bool sheet = shown_ == ExportKind::Sheet && !single_;
    form_->setRowVisible(columns_, sheet && !path);
    form_->setRowVisible(padding_, sheet);
    form_->setRowVisible(padValue_, sheet);
    form_->setRowVisible(frames_, frames);
    form_->setRowVisible(framesPerSecond_, film);
    form_->setRowVisible(thereAndBack_, frames);
    form_->setRowVisible(captions_, film && !path);
    Q_EMIT changed();
}

ExportOptions ExportForm::options() const {
    ExportOptions options;
    options.kind = kind();
    options.scale = scale_->value();
    options.smooth = enlarging_->currentIndex() == 1;
    options.layout = {columns_->value(), padding_->value(), padValue_->value()};
    options.frames = frames_->value();
    options.framesPerSecond = framesPerSecond_->value();
    options.thereAndBack = thereAndBack_->isChecked();
    options.captions = captions_->isChecked();
    return options;
}

void ExportForm::remember() {
    const ExportOptions chosen = options();
    settings_.setChoice(keyOf(of_, QStringLiteral("kind")), static_cast<int>(chosen.kind));
    settings_.setChoice(scaleKey(of_, chosen.kind), chosen.scale);
    settings_.setChoice(QStringLiteral("export/smooth"), chosen.smooth);
    if (chosen.kind == ExportKind::Sheet && !single_) {
        settings_.setChoice(QStringLiteral("export/padding"), chosen.layout.padding);
        settings_.setChoice(QStringLiteral("export/padValue"), chosen.layout.pad_value);
    }
    settings_.setChoice(keyOf(of_, QStringLiteral("frames")), chosen.frames);
    settings_.setChoice(keyOf(of_, QStringLiteral("speed")), chosen.framesPerSecond);
    settings_.setChoice(QStringLiteral("export/thereAndBack"), chosen.thereAndBack);
    settings_.setChoice(QStringLiteral("export/captions"), chosen.captions);
}

QString ExportForm::kindText(ExportKind kind) const {
    switch (kind) {
    case ExportKind::Images:
        return tr("&Single images");
    case ExportKind::Sheet:
        if (single_)
            return tr("&One image");
        return of_ == ExportShape::Of::Path ? tr("The &grid on one sheet") : tr("One s&heet");
    case ExportKind::Film:
        return of_ == ExportShape::Of::Path ? tr("&Film from A to B") : tr("&Film of the epochs");
    case ExportKind::Sequence:
        return tr("&Numbered pictures from A to B");
    case ExportKind::Preview:
        return tr("&This preview");
    }
    unhandled_value();
}

QString ExportForm::kindTip(ExportKind kind) const {
    switch (kind) {
    case ExportKind::Images:
        return tr("A PNG for each image, in a folder");
    case ExportKind::Sheet:
        return single_ ? tr("One PNG") : tr("All images side by side on one PNG");
    case ExportKind::Film:
        return of_ == ExportShape::Of::Path ? tr("An MP4 that goes straight from A to B")
                                            : tr("An MP4 with the preview of every epoch, one after another");
    case ExportKind::Sequence:
        return tr("The film's frames as PNGs with numbers, for another program to put together");
    case ExportKind::Preview:
        return tr("The preview that the page shows, as a PNG");
    }
    unhandled_value();
}

void ExportForm::retranslate() {
    what_->setText(tr("What"));
    for (QAbstractButton* button : kinds_->buttons()) {
        const auto kind = static_cast<ExportKind>(kinds_->id(button));
        describe(button, kindText(kind), kindTip(kind));
    }
    describeRow(form_, scale_, tr("Si&ze"), tr("How many times as large as they were generated"));
    scale_->setSuffix(tr("×", "times as large"));
    describeRow(form_, enlarging_, tr("&Enlarge"), tr("How pixels are made larger"));
    enlarging_->setItemText(0, tr("Sharp squares"));
    enlarging_->setItemText(1, tr("Smooth"));
    describeRow(form_, columns_, tr("&Columns"), tr("Images in a row"));
    describeRow(form_, padding_, tr("&Padding"),
                tr("Pixels around and between the images, before they are enlarged"));
    padding_->setSuffix(tr(" px"));
    describeRow(form_, padValue_, tr("Padding &grey"),
                tr("Grey level of the padding: 0 is black, 1 is white"));
    describeRow(form_, frames_, tr("F&rames"), tr("Pictures from A to B, both included"));
    describeRow(form_, framesPerSecond_, tr("Frames per secon&d"), tr("How fast the film runs"));
    describe(thereAndBack_, tr("There and &back"),
             tr("From A to B and back to A, so that it can run in a circle"));
    describe(captions_, tr("&Write the epoch in the corner"),
             tr("A caption in the lower left corner of each frame"));
}

} // namespace wasserfarbe
