#pragma once

#include <QList>
#include <QObject>
#include <QString>
#include <QStringList>

class QTranslator;

namespace wasserfarbe {

/// The program's languages, which can change while it runs: every widget then gets a LanguageChange event.
/// GUI thread only.
class Languages : public QObject {
    Q_OBJECT
public:
    struct Language {
        QString code; ///< "en", "zh_CN"
        QString name; ///< in that language, never translated
    };

    explicit Languages(QObject* parent = nullptr);

    static const QList<Language>& available();
    /// The code of the language that suits this locale best; English where none does.
    static QString bestFor(const QStringList& uiLanguages);

    /// @param code  empty: as the system has it
    void apply(const QString& code);

private:
    QTranslator* own_;
    QTranslator* qt_;
    QStringList systemFamilies_;
    QString current_; ///< the code of the language in use
};

} // namespace wasserfarbe
