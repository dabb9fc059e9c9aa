#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "model/dataset/prepared_picture.h"
#include "model/types/dataset_selection.h"
#include "model/types/finding.h"

namespace wasserfarbe {

class PreparedDataset;

/// A folder directly in the folder of pictures; the empty name stands for the pictures that lie in none.
struct DatasetClass {
    std::string name;
    std::int64_t usable = 0;
    bool operator==(const DatasetClass&) const = default;
};

/// The check of a folder, for a person to read: a copy without pixels, cheap to share between threads.
struct DatasetReport {
    std::filesystem::path folder;
    int image_size = 0;
    std::vector<PreparedPicture> files;               ///< as PreparedDataset::pictures
    std::array<std::int64_t, kFindingCount> counts{}; ///< files with each finding
    std::int64_t usable = 0;
    std::vector<DatasetClass> classes; ///< by name; those without a usable picture too

    std::int64_t count(Finding finding) const { return counts.at(static_cast<std::size_t>(finding)); }
};

DatasetReport make_report(const PreparedDataset& dataset);
/// @param files  as PreparedDataset::pictures
DatasetReport make_report(std::filesystem::path folder, int image_size, std::vector<PreparedPicture> files);

/// The class of a picture by its name below the folder: its first folder, or "".
std::string_view class_of(std::string_view name);

/// Which pictures take part, as indices in file order: the usable ones but those of a class or kind that is
/// left out. Of pictures with the same bytes (or that look the same) the first that takes part stays.
std::vector<std::uint32_t> select_pictures(const std::vector<PreparedPicture>& pictures,
                                           const DatasetSelection& selection);

/// @throws Error (Usage) that names a class of the selection that the folder does not have, or a file with a
/// crop place that is not in it
void check_selection(const std::vector<PreparedPicture>& pictures, const DatasetSelection& selection,
                     const std::filesystem::path& folder);

/// Pictures for training and pictures kept from it, as indices in file order.
struct HeldOutSplit {
    std::vector<std::uint32_t> training;
    std::vector<std::uint32_t> held_out;
};
/// Holds out `share` of the pictures, rounded, or as many as can be without parting pictures that are or look
/// the same; none where there are fewer than kFewestToHoldOut. Which ones follows from their bytes alone.
/// @param share  0 to 0.5
HeldOutSplit split_held_out(const std::vector<PreparedPicture>& pictures,
                            const std::vector<std::uint32_t>& selected, double share);

/// The report as JSON, all names escaped (types/escaped_name.h): every kind, class and file, and which of
/// them take no part, because the selection leaves them out or they can't be used.
std::string report_json(const DatasetReport& report, const DatasetSelection& selection = {});

} // namespace wasserfarbe
