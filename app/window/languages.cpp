#include "app/window/languages.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

// In a static library nothing else registers the translations.
static void initResources() {
    Q_INIT_RESOURCE(translations);
}

namespace wasserfarbe {

Languages::Languages(QObject* parent)
    : QObject(parent), own_(new QTranslator(this)), qt_(new QTranslator(this)) {
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
