#include "widgets/training/curve_table.h"

#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>

#include <QSaveFile>

namespace wasserfarbe {
namespace {

constexpr std::size_t kFlush = 1 << 20; // bytes

template <typename Number>
void append(std::string& text, Number number) {
    std::array<char, 64> buffer{};
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
    text.append(buffer.data(), result.ptr);
}

} // namespace

CurveTable curveTable(const LossHistory& history, std::vector<const Metric*> curves) {
    CurveTable table;
    table.steps.assign(history.steps().begin(), history.steps().end());
    table.epochs.assign(history.epochs().begin(), history.epochs().end());
    for (const Metric* curve : curves) {
        const std::span<const float> values = history.raw(*curve).values();
        table.values.emplace_back(values.begin(), values.end());
    }
    table.curves = std::move(curves);
    return table;
}

QString CurveTable::write(const QString& path, const std::stop_token& stop) const {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return file.errorString();
    std::string text = "step,epoch";
    for (const Metric* curve : curves)
        text.append(",").append(curve->key);
    text += '\n';
    auto epoch = epochs.begin();
    for (std::size_t row = 0; row < steps.size(); ++row) {
        while (epoch != epochs.end() && epoch->lastStep < steps[row])
            ++epoch;
        append(text, steps[row]);
        text += ',';
        append(text, epoch == epochs.end() ? 0 : epoch->epoch);
        for (const std::vector<float>& column : values) {
            text += ',';
            if (std::isfinite(column[row]))
                append(text, column[row]);
        }
        text += '\n';
        if (text.size() < kFlush)
            continue;
        if (stop.stop_requested())
            return {};
        if (file.write(text.data(), static_cast<qint64>(text.size())) < 0)
            return file.errorString();
        text.clear();
    }
    file.write(text.data(), static_cast<qint64>(text.size()));
    return file.commit() ? QString() : file.errorString();
}

} // namespace wasserfarbe
