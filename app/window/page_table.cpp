#include "app/window/page_table.h"

#include <QCoreApplication>

#include "app/pages/data/data_page.h"
#include "app/pages/explore/explore_page.h"
#include "app/pages/gallery/gallery_page.h"
#include "app/pages/runs/runs_page.h"
#include "app/pages/train/train_page.h"

namespace wasserfarbe {
namespace {

template <typename PageWidget>
QWidget* makePage(Studio& studio) {
    return new PageWidget(studio);
}

constexpr std::array<PageRow, kPages> kTable = {{
    {Page::Data, "data", makePage<DataPage>, QT_TRANSLATE_NOOP("wasserfarbe::Rail", "Data"),
     QT_TRANSLATE_NOOP("wasserfarbe::Rail", "The pictures to learn from")},
    {Page::Train, "train", makePage<TrainPage>, QT_TRANSLATE_NOOP("wasserfarbe::Rail", "Train"),
     QT_TRANSLATE_NOOP("wasserfarbe::Rail", "Train a generator and watch it learn")},
    {Page::Explore, "explore", makePage<ExplorePage>, QT_TRANSLATE_NOOP("wasserfarbe::Rail", "Explore"),
     QT_TRANSLATE_NOOP("wasserfarbe::Rail", "Move between generated images")},
    {Page::Gallery, "gallery", makePage<GalleryPage>, QT_TRANSLATE_NOOP("wasserfarbe::Rail", "Gallery"),
     QT_TRANSLATE_NOOP("wasserfarbe::Rail", "Many images of one generator")},
    {Page::Runs, "runs", makePage<RunsPage>, QT_TRANSLATE_NOOP("wasserfarbe::Rail", "Runs"),
     QT_TRANSLATE_NOOP("wasserfarbe::Rail", "Every training so far")},
}};

constexpr bool isInOrder() {
    for (int i = 0; i < kPages; ++i)
        if (kTable[static_cast<std::size_t>(i)].page != static_cast<Page>(i)) // a missing row has the first
            return false;
    return true;
}
static_assert(isInOrder(), "one row for each page, in the order of the enumeration");

} // namespace

QString PageRow::name() const {
    return QCoreApplication::translate("wasserfarbe::Rail", nameText);
}

QString PageRow::explanation() const {
    return QCoreApplication::translate("wasserfarbe::Rail", explanationText);
}

const std::array<PageRow, kPages>& pageTable() {
    return kTable;
}

} // namespace wasserfarbe
