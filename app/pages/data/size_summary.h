#pragma once

#include <cstdint>
#include <map>
#include <utility>

#include <QCoreApplication>
#include <QString>

#include "model/pictures/image_size.h"

namespace wasserfarbe {

/// Which sizes the pictures of a folder have.
class SizeSummary {
    Q_DECLARE_TR_FUNCTIONS(wasserfarbe::SizeSummary)
public:
    void add(ImageSize size);
    std::int64_t count() const { return count_; }
    ImageSize mostCommon() const { return mostCommon_; }
    std::int64_t mostCommonCount() const { return mostCommonCount_; }
    ImageSize smallest() const { return smallest_; } ///< by area
    ImageSize largest() const { return largest_; }
    /// "4,000 pictures, most 64 × 64; smallest 48 × 60, largest 2000 × 1500"; translated.
    QString text() const;

private:
    std::int64_t count_ = 0;
    std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> counts_;
    ImageSize mostCommon_;
    std::int64_t mostCommonCount_ = 0;
    ImageSize smallest_;
    ImageSize largest_;
};

/// "64 × 64"
QString sizeText(ImageSize size);

} // namespace wasserfarbe
