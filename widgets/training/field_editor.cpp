#include "widgets/training/field_editor.h"

#include <algorithm>
#include <cmath>

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QLocale>
#include <QSignalBlocker>
#include <QSpinBox>

#include "model/types/unhandled_value.h"
#include "widgets/look/color_button.h"
#include "widgets/look/flat_button.h"
#include "widgets/look/labelling.h"
#include "widgets/look/theme.h"
#include "widgets/training/field_texts.h"

namespace wasserfarbe {
namespace {

QString text(std::string_view view) {
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

/// The next number of the series 1, 2, 5, 10 ... above a positive value.
double nextStep(double value) {
    const double decade = std::pow(10.0, std::floor(std::log10(value) + 1e-9));
    const double lead = value / decade;
    if (lead < 2 - 1e-9)
        return 2 * decade;
    return (lead < 5 - 1e-9 ? 5 : 10) * decade;
}

double previousStep(double value) {
    const double decade = std::pow(10.0, std::floor(std::log10(value) + 1e-9));
    const double lead = value / decade;
    if (lead > 5 + 1e-9)
        return 5 * decade;
    if (lead > 2 + 1e-9)
        return 2 * decade;
    return lead > 1 + 1e-9 ? decade : 0.5 * decade;
}

/// Powers of ten come out of pow with a last digit of dust.
double clean(double value) {
    return QString::number(value, 'g', 12).toDouble();
}

} // namespace

RealEdit::RealEdit(QWidget* parent) : QDoubleSpinBox(parent) {
    setDecimals(30); // it rounds to these; what is shown comes from textFromValue
    setLocale(QLocale::c());
    setKeyboardTracking(false);
}

QString RealEdit::textFromValue(double value) const {
    return QString::fromStdString(to_text(value));
}

double RealEdit::valueFromText(const QString& entry) const {
    return bare(entry).toDouble();
}

QString RealEdit::bare(const QString& entry) const {
    return (suffix().isEmpty() || !entry.endsWith(suffix()) ? entry : entry.chopped(suffix().size()))
        .trimmed();
}

QValidator::State RealEdit::validate(QString& entry, int&) const {
    bool isNumber = false;
    const QString typed = bare(entry);
    const double number = typed.toDouble(&isNumber);
    if (isNumber && std::isfinite(number))
        return number >= minimum() && number <= maximum() ? QValidator::Acceptable : QValidator::Intermediate;
    const bool mayBecomeOne = std::all_of(typed.begin(), typed.end(), [](QChar c) {
        return c.isDigit() || QStringView(u".eE+- ").contains(c);
    });
    return mayBecomeOne ? QValidator::Intermediate : QValidator::Invalid;
}

void RealEdit::fixup(QString& entry) const {
    bool isNumber = false;
    const double number = bare(entry).toDouble(&isNumber);
    entry = textFromValue(isNumber ? std::clamp(number, minimum(), maximum()) : value());
}

void RealEdit::stepBy(int steps) {
    double number = value();
    for (int i = 0; i < std::abs(steps); ++i) {
        if (number <= 0)
            number = steps > 0 ? std::pow(10.0, std::floor(std::log10(maximum())) - 2) : 0;
        else
            number = steps > 0 ? nextStep(number) : previousStep(number);
    }
    setValue(std::clamp(clean(number), minimum(), maximum()));
    selectAll();
}

FieldEditor::FieldEditor(const Field& field, QWidget* parent)
    : QObject(parent),
      field_(field),
      mark_(new QLabel(QStringLiteral("●"), parent)),
      label_(new QLabel(parent)),
      editor_(makeEditor(parent)),
      reset_(flatButton(parent, QStringLiteral("reset_") + text(field.key), QStringLiteral("reset"))) {
    mark_->setObjectName(QStringLiteral("mark_") + text(field.key));
    editor_->setObjectName(text(field.key));
    editor_->setFocusPolicy(Qt::StrongFocus); // not by the wheel, which scrolls the form
    editor_->installEventFilter(this);
    label_->setBuddy(editor_);
    label_->installEventFilter(this);
    connect(reset_, &QToolButton::clicked, this, &FieldEditor::resetRequested);
    for (QWidget* part : {static_cast<QWidget*>(mark_), static_cast<QWidget*>(reset_)}) {
        QSizePolicy policy = part->sizePolicy();
        policy.setRetainSizeWhenHidden(true);
        part->setSizePolicy(policy);
        part->hide();
    }
    retranslate();
    recolor();
}

void FieldEditor::recolor() {
    QPalette palette = mark_->palette();
    palette.setColor(QPalette::WindowText, accentColor(label_->palette()));
    mark_->setPalette(palette);
}

QWidget* FieldEditor::makeEditor(QWidget* parent) {
    if (!field_.choices.empty()) {
        choice_ = new QComboBox(parent);
        for (const std::string_view name : field_.choices)
            choice_->addItem(text(name), text(name));
        connect(choice_, &QComboBox::activated, this, &FieldEditor::edited);
        return choice_;
    }
    switch (field_.type()) {
    case FieldType::Boolean:
        boolean_ = new QCheckBox(parent);
        connect(boolean_, &QCheckBox::clicked, this, &FieldEditor::edited);
        return boolean_;
    case FieldType::Real:
        real_ = new RealEdit(parent);
        real_->setRange(field_.minimum, field_.maximum);
        connect(real_, &QDoubleSpinBox::valueChanged, this, &FieldEditor::takeNumber);
        return real_;
    case FieldType::Color:
        color_ = new ColorButton(parent);
        color_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        connect(color_, &ColorButton::colorChosen, this, &FieldEditor::edited);
        return color_;
    case FieldType::Integer:
    case FieldType::Choice:
        integer_ = new QSpinBox(parent);
        integer_->setRange(static_cast<int>(field_.minimum), static_cast<int>(field_.maximum));
        integer_->setStepType(field_.maximum > 1000 ? QAbstractSpinBox::AdaptiveDecimalStepType
                                                    : QAbstractSpinBox::DefaultStepType);
        integer_->setKeyboardTracking(false);
        connect(integer_, &QSpinBox::valueChanged, this, &FieldEditor::takeNumber);
        return integer_;
    }
    unhandled_value();
}

void FieldEditor::takeNumber() {
    showUnit();
    Q_EMIT edited();
}

FieldValue FieldEditor::value() const {
    if (choice_) {
        const std::string name = choice_->currentData().toString().toStdString();
        return field_.type() == FieldType::Choice ? FieldValue(name) : field_.parse(name);
    }
    if (boolean_)
        return boolean_->isChecked();
    if (color_)
        return color_text(color_->color());
    if (real_)
        return real_->value();
    return static_cast<std::int64_t>(integer_->value());
}

void FieldEditor::setValue(const FieldValue& value) {
    const QSignalBlocker quiet(editor_);
    if (choice_)
        choice_->setCurrentIndex(choice_->findData(QString::fromStdString(to_text(value))));
    else if (boolean_)
        boolean_->setChecked(std::get<bool>(value));
    else if (color_)
        color_->setColor(parse_color(std::get<std::string>(value)).value_or(Color{}));
    else if (real_)
        real_->setValue(std::get<double>(value));
    else
        integer_->setValue(static_cast<int>(std::get<std::int64_t>(value)));
    showUnit();
}

void FieldEditor::setReadOnly(bool readOnly) {
    readOnly_ = readOnly || isFixed();
    editor_->setEnabled(!readOnly_);
    reset_->setVisible(changed_ && !readOnly_);
}

void FieldEditor::setFixed(const QString& why) {
    if (fixed_ == why)
        return;
    fixed_ = why;
    retranslate();
}

void FieldEditor::setChanged(bool changed, const FieldValue& preset) {
    changed_ = changed;
    preset_ = preset;
    mark_->setVisible(changed);
    reset_->setVisible(changed_ && !readOnly_);
    QFont font = label_->font();
    font.setBold(changed);
    label_->setFont(font);
    retranslate();
}

void FieldEditor::retranslate() {
    const QString name = fieldLabel(field_);
    const QString tip =
        isFixed() ? QStringLiteral("<p><b>%1</b></p>%2").arg(fixed_.toHtmlEscaped(), fieldToolTip(field_))
                  : fieldToolTip(field_);
    label_->setText(name);
    label_->setToolTip(tip);
    describeField(editor_, name, tip);
    editor_->setWhatsThis(fieldHelp(field_));
    if (color_)
        color_->setTitle(name); // its description is the colour itself
    else
        editor_->setAccessibleDescription(fieldHelp(field_));
    if (choice_)
        for (int i = 0; i < choice_->count(); ++i)
            choice_->setItemText(
                i, settingText(field_, field_.parse(choice_->itemData(i).toString().toStdString())));
    showUnit();
    describeField(reset_, tr("Reset %1").arg(name),
                  changed_ ? tr("Back to the preset's %1").arg(settingText(field_, preset_))
                           : tr("Back to the preset"));
    mark_->setToolTip(tr("Not as in the preset"));
}

/// "1 epoch", "2 epochs"; not after the number of epochs itself.
void FieldEditor::showUnit() {
    if (!field_.has_unit() || field_.key == field_.unit || choice_ || boolean_ || color_)
        return;
    const QSignalBlocker quiet(editor_);
    const int count = integer_ ? integer_->value() : static_cast<int>(std::min(1e9, real_->value()));
    const QString suffix = QLatin1Char(' ') + unitText(field_, count);
    if (integer_)
        integer_->setSuffix(suffix);
    else
        real_->setSuffix(suffix);
}

bool FieldEditor::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Enter || event->type() == QEvent::FocusIn)
        Q_EMIT entered();
    // Not followPalette, whose function would live as long as the label, which outlives this.
    if (event->type() == QEvent::PaletteChange && watched == label_)
        recolor();
    if (event->type() == QEvent::Wheel && watched == editor_ && !editor_->hasFocus()) {
        event->ignore();
        return true;
    }
    return false;
}

} // namespace wasserfarbe
