#include "widgets/training/field_texts.h"

#include <QCoreApplication>

namespace wasserfarbe {
namespace {

QString translatedField(const char* text, int count = -1) {
    return QCoreApplication::translate("Field", text, nullptr, count);
}

} // namespace

QString fieldLabel(const Field& field) {
    return translatedField(field.label);
}

QString fieldHelp(const Field& field) {
    return translatedField(field.help);
}

QString fieldToolTip(const Field& field) {
    const QString key = QString::fromUtf8(field.key.data(), static_cast<qsizetype>(field.key.size()));
    const bool number = field.type() == FieldType::Integer || field.type() == FieldType::Real;
    const QString range = field.choices.empty() && number
                              ? QCoreApplication::translate("Field", "Allowed: %1 to %2.")
                                    .arg(QString::fromStdString(to_text(field.minimum)),
                                         QString::fromStdString(to_text(field.maximum)))
                              : QString();
    const QString name = QCoreApplication::translate("Field", "On the command line: %1").arg(key);
    return QStringLiteral("<p>%1 %2</p><p>%3</p>")
        .arg(fieldHelp(field).toHtmlEscaped(), range.toHtmlEscaped(), name.toHtmlEscaped());
}

QString groupTitle(const char* group) {
    return translatedField(group);
}

QString unitText(const Field& field, int count) {
    return field.has_unit() ? translatedField(field.unit, count) : QString();
}

QString choiceText(std::string_view choice) {
    const char* label = choice_label(choice);
    return label ? translatedField(label)
                 : QString::fromUtf8(choice.data(), static_cast<qsizetype>(choice.size()));
}

QString settingText(const Field& field, const FieldValue& value) {
    if (const bool* on = std::get_if<bool>(&value))
        return *on ? QCoreApplication::translate("Field", "on") : QCoreApplication::translate("Field", "off");
    if (const auto* choice = std::get_if<std::string>(&value))
        return choiceText(*choice);
    const QString number = QString::fromStdString(to_text(value));
    const auto* whole = std::get_if<std::int64_t>(&value);
    const QString unit = whole ? unitText(field, static_cast<int>(*whole)) : unitText(field);
    //: A value and its unit: "64 px"
    return unit.isEmpty() ? number : QCoreApplication::translate("Field", "%1 %2").arg(number, unit);
}

QString presetTitle(Preset preset) {
    return translatedField(preset_info(preset).title);
}

QString presetDescription(Preset preset) {
    return translatedField(preset_info(preset).description);
}

QString conflictText(const TrainingConfig& config) {
    const ConfigConflict* conflict = find_conflict(config);
    return conflict ? translatedField(conflict->by_labels) : QString();
}

QString criticNormWarning(const TrainingConfig& config) {
    if (config.critic_norm != Norm::Batch)
        return {};
    return QCoreApplication::translate(
        "Field",
        "Batch norm in the critic makes one image's score depend on the others in its batch. The penalty "
        "assumes it does not: \"none\" or \"layer\" trains more soundly.");
}

QString configSummary(const TrainingConfig& config, Preset preset) {
    //: A run's settings in one line: preset, image size, batch size, number of epochs
    return QCoreApplication::translate("Field", "%1 · %2 px · batch of %3 · %4 epochs")
        .arg(presetTitle(preset))
        .arg(config.image_size)
        .arg(config.batch_size)
        .arg(config.epochs);
}

} // namespace wasserfarbe
