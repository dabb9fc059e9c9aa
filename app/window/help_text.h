#pragma once

#include <QList>
#include <QString>

namespace wasserfarbe {

struct HelpTopic {
    QString title;
    QString html; ///< paragraphs and tables
};

/// In the language in use.
QList<HelpTopic> helpTopics();

} // namespace wasserfarbe
