#include "app/window/languages.h"

#include <QApplication>
#include <QFont>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

// In a static library nothing else registers the translations.
static void initResources() {
    Q_INIT_RESOURCE(translations);
}

namespace wasserfarbe {
namespace {

/// Han characters have regional forms, and fontconfig takes those of the system's locale, which need not be
/// the language chosen here. Families that are not installed are passed over.
QStringList familiesFor(const QString& language) {
    if (language != QLatin1String("zh_CN"))
        return {};
    return {QStringLiteral("Noto Sans CJK SC"), QStringLiteral("Source Han Sans SC"),
            QStringLiteral("WenQuanYi Micro Hei")};
}

} // namespace

Languages::Languages(QObject* parent)
    : QObject(parent),
      own_(new QTranslator(this)),
      qt_(new QTranslator(this)),
      systemFamilies_(QApplication::font().families()) {
    initResources();
}

const QList<Languages::Language>& Languages::available() {
    static const QList<Language> languages = {{QStringLiteral("en"), QStringLiteral("English")},
                                              {QStringLiteral("zh_CN"), QStringLiteral("简体中文")}};
    return languages;
}

QString Languages::bestFor(const QStringList& uiLanguages) {
    for (const QString& wanted : uiLanguages) {
        const QLocale locale(wanted);
        for (const Language& language : available()) {
            const QLocale ours(language.code);
            if (locale.language() == ours.language() && locale.script() == ours.script())
                return language.code;
        }
    }
    return available().first().code;
}

void Languages::apply(const QString& code) {
    const QString chosen = code.isEmpty() ? bestFor(QLocale::system().uiLanguages()) : code;
    if (chosen == current_)
        return;
    current_ = chosen;
    QFont font = QApplication::font();
    font.setFamilies(systemFamilies_ + familiesFor(chosen));
    if (font.families() != QApplication::font().families())
        QApplication::setFont(font);
    QLocale::setDefault(code.isEmpty() ? QLocale::system() : QLocale(code));
    QCoreApplication::removeTranslator(own_);
    QCoreApplication::removeTranslator(qt_);
    // Qt's own dialogs speak English where its translations are not installed.
    if (qt_->load(QStringLiteral("qtbase_%1").arg(chosen),
                  QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(qt_);
    if (own_->load(QStringLiteral(":/i18n/wasserfarbe_%1.qm").arg(chosen)))
        QCoreApplication::installTranslator(own_);
}

} // namespace wasserfarbe
