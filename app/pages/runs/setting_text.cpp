#include "app/pages/runs/setting_text.h"

#include <QCoreApplication>

#include "widgets/training/field_texts.h"

namespace wasserfarbe {
namespace {

struct SettingText {
    Q_DECLARE_TR_FUNCTIONS(wasserfarbe::SettingText)
public:
    static QString onOff(bool on) { return on ? tr("on") : tr("off"); }
    static QString withUnit(const QString& value, const QString& unit) {
        return unit.isEmpty() ? value : tr("%1 %2", "a number and its unit").arg(value, unit);
    }
};

} // namespace

QString settingText(const Field& field, const FieldValue& value) {
    if (const bool* on = std::get_if<bool>(&value))
        return SettingText::onOff(*on);
    if (const auto* choice = std::get_if<std::string>(&value))
        return choiceText(*choice);
    return SettingText::withUnit(QString::fromStdString(to_text(value)), unitText(field));
}

} // namespace wasserfarbe
