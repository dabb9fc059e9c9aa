#include "app/pages/data/folder_summary.h"

#include <iterator>

#include <QCoreApplication>

#include "widgets/look/figures.h"

namespace wasserfarbe {
namespace {

struct FolderSummary {
    Q_DECLARE_TR_FUNCTIONS(wasserfarbe::FolderSummary)
public:
    static QString found(std::int64_t found, int folders, const SharedCheck& check) {
        const QString text =
            check != nullptr ? check->sizes.text()
                             : tr("%1 picture(s)", nullptr, static_cast<int>(found)).arg(countText(found));
        return folders > 1 ? tr("%1, in %n folder(s)", nullptr, folders).arg(text) : text;
    }

    /// Empty where all are trained on.
    static QString takingPart(std::int64_t found, const SelectionCounts& counts) {
        if (counts.heldOut > 0 && counts.takingPart == found)
            return tr("All take part, %1 of them kept from training").arg(countText(counts.heldOut));
        if (counts.heldOut > 0)
            return tr("%1 of %2 files take part, %3 of them kept from training")
                .arg(countText(counts.takingPart), countText(found), countText(counts.heldOut));
        return counts.takingPart == found
                   ? QString()
                   : tr("%1 of %2 files take part").arg(countText(counts.takingPart), countText(found));
    }
};

} // namespace

QString folderSummary(const FolderScan& scan, int folders, const SharedCheck& check,
                      const SharedCounts& counts) {
    const auto found = static_cast<std::int64_t>(scan.files.size());
    const QString first = FolderSummary::found(found, folders, check);
    // What could not be looked into is a file of the check, but none of the walls'.
    const std::int64_t files = check != nullptr ? std::ssize(check->report.files) : found;
    const QString second = counts == nullptr ? QString() : FolderSummary::takingPart(files, *counts);
    return second.isEmpty() ? first : first + QLatin1Char('\n') + second;
}

} // namespace wasserfarbe
