#include "app/studio/error_text.h"

#include <string_view>

#include <QCoreApplication>
#include <QDir>
#include <QLocale>

#include "app/studio/path_text.h"
#include "model/types/step_stats.h"
#include "widgets/look/message_bar.h"

namespace wasserfarbe {
namespace {

/// The context of the phrases for translators.
struct TroubleText {
    Q_DECLARE_TR_FUNCTIONS(wasserfarbe::TroubleText)
};

/// As people write it: the home folder is a tilde.
QString shownPath(const QString& path) {
    const QString home = QDir::homePath();
    return path.startsWith(home + QLatin1Char('/')) ? QLatin1Char('~') + path.mid(home.size()) : path;
}

QString argumentText(const Reason& reason, std::size_t place) {
    if (place > reason.arguments.size())
        return {};
    const auto& value = reason.arguments[place - 1].value;
    if (const auto* number = std::get_if<std::int64_t>(&value))
        return QLocale().toString(static_cast<qlonglong>(*number));
    const auto& text = std::get<std::string>(value);
    return reason.code == ErrorCode::DivergedAt ? quantityText(text) : QString::fromStdString(text);
}

/// Translated, with what takes its places.
QString filled(const char* text, const Reason& reason, const std::filesystem::path& path) {
    const QString sentence = QCoreApplication::translate("Error", text);
    QString result;
    for (qsizetype i = 0; i < sentence.size(); ++i) {
        const bool isPlace = sentence[i] == QLatin1Char('%') && i + 1 < sentence.size();
        const int place = isPlace ? sentence[i + 1].digitValue() : -1;
        if (place < 0)
            result += sentence[i];
        else if (place == 0)
            result += shownPath(toQString(path));
        else if (place == 9)
            result += QString::fromStdString(system_text(reason.system_error));
        else
            result += argumentText(reason, static_cast<std::size_t>(place));
        i += place < 0 ? 0 : 1;
    }
    return result;
}

/// A sentence that the command line has behind a name is one of its own here.
QString capitalized(const QString& text) {
    return text.left(1).toUpper() + text.mid(1);
}

} // namespace

ErrorText errorText(const Error& error) {
    const ErrorInfo& info = error_info(error.code());
    const ErrorInfo& general = error_info(general_code(error.kind()));
    const char* text = info.message ? info.message : general.message;
    if (error.path().empty() && std::string_view(text).find("%0") != std::string_view::npos)
        text = info.phrase ? info.phrase : general.phrase;
    const QString detail = QString::fromStdString(error.detail());
    return {capitalized(filled(text, error.reason(), error.path())),
            error.path().empty() ? detail : QStringLiteral("%1: %2").arg(toQString(error.path()), detail)};
}

void showError(MessageBar& bar, const Error& error) {
    const ErrorText text = errorText(error);
    bar.showMessage(MessageBar::Kind::Failure, text.message, text.detail);
}

QString reasonText(const Reason& reason) {
    const char* phrase = error_info(reason.code).phrase;
    if (is_general(reason.code) || !phrase)
        return QString::fromStdString(reason.text());
    return capitalized(filled(phrase, reason, {}));
}

QString failureText(const std::optional<Error>& failure) {
    if (!failure)
        return {};
    if (is_general(failure->code()))
        return QString::fromStdString(failure->what());
    return failure->code() == ErrorCode::DivergedAt
               ? filled(error_info(ErrorCode::DivergedAt).phrase, failure->reason(), {})
               : errorText(*failure).message;
}

QString diskReasonText(const Error& error) {
    const ErrorCode code = error.code();
    return code == ErrorCode::DiskFull        ? TroubleText::tr("the disk is full")
           : code == ErrorCode::DiskForbidden ? TroubleText::tr("a permission is missing")
           : code == ErrorCode::DiskReadOnly  ? TroubleText::tr("the disk can only be read")
           : code == ErrorCode::DiskGone ? TroubleText::tr("its folder is gone, or the disk is not connected")
           : code == ErrorCode::DiskFaulty ? TroubleText::tr("the disk reports a fault")
                                           : TroubleText::tr("a file can't be written");
}

QString quantityText(const std::string& quantity) {
    std::string_view name = quantity;
    const bool gradient = name.starts_with(kGradientOf);
    name.remove_prefix(gradient ? kGradientOf.size() : 0);
    const bool critic = name.starts_with("critic");
    if (!critic && !name.starts_with("generator"))
        return QString::fromStdString(quantity);
    if (name.ends_with("_loss"))
        return critic ? TroubleText::tr("the critic's loss") : TroubleText::tr("the generator's loss");
    if (gradient)
        return critic ? TroubleText::tr("a gradient of the critic")
                      : TroubleText::tr("a gradient of the generator");
    return critic ? TroubleText::tr("a weight of the critic") : TroubleText::tr("a weight of the generator");
}

} // namespace wasserfarbe
