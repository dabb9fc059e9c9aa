#include "app/pages/data/size_summary.h"

#include "widgets/look/figures.h"

namespace wasserfarbe {
namespace {

std::int64_t area(ImageSize size) {
    return size.width * size.height;
}

} // namespace

void SizeSummary::add(ImageSize size) {
    if (count_ == 0 || area(size) < area(smallest_))
        smallest_ = size;
    if (count_ == 0 || area(size) > area(largest_))
        largest_ = size;
    if (const std::int64_t alike = ++counts_[{size.width, size.height}]; alike > mostCommonCount_) {
        mostCommon_ = size;
        mostCommonCount_ = alike;
    }
    ++count_;
}

QString sizeText(ImageSize size) {
    return QStringLiteral("%1 × %2").arg(size.width).arg(size.height);
}

QString SizeSummary::text() const {
    const auto n = static_cast<int>(count_);
    const QString count = countText(count_);
    if (n == 0)
        return tr("No pictures that can be used");
    const QString common = sizeText(mostCommon());
    if (mostCommonCount() == count_)
        return tr("%1 picture(s), all %2", nullptr, n).arg(count, common);
    const QString smallest = sizeText(smallest_);
    const QString largest = sizeText(largest_);
    if (mostCommonCount() * 2 > count_)
        return tr("%1 picture(s), most %2; smallest %3, largest %4", nullptr, n)
            .arg(count, common, smallest, largest);
    return tr("%1 picture(s) of many sizes; smallest %2, largest %3", nullptr, n)
        .arg(count, smallest, largest);
}

} // namespace wasserfarbe
