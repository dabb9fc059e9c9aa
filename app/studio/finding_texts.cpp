#include "app/studio/finding_texts.h"

#include <QCoreApplication>

namespace wasserfarbe {
namespace {

QString translatedFinding(const char* text) {
    return QCoreApplication::translate("Finding", text);
}

} // namespace

QString findingTitle(Finding finding) {
    return translatedFinding(finding_info(finding).title);
}

QString findingSentence(Finding finding) {
    return translatedFinding(finding_info(finding).sentence);
}

QString findingAction(Finding finding) {
    return translatedFinding(finding_info(finding).action);
}

QString findingTitles(Findings findings) {
    QString titles;
    for (const FindingInfo& info : finding_table())
        if (findings.has(info.finding))
            titles = titles.isEmpty() ? translatedFinding(info.title)
                                      //: A list that grows by one
                                      : QCoreApplication::translate("Finding", "%1, %2")
                                            .arg(titles, translatedFinding(info.title));
    return titles;
}

} // namespace wasserfarbe
