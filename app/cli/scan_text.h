#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/dataset/dataset_report.h"
#include "model/types/training_config.h"

namespace wasserfarbe::cli {

/// The check of a folder and what a run would make of it.
struct Scan {
    DatasetReport report;
    TrainingConfig config;
    DatasetSelection selection;
    HeldOutSplit split;

    std::int64_t taking_part() const {
        return static_cast<std::int64_t>(split.training.size() + split.held_out.size());
    }
};

/// The scan for a person to read, several lines: what there is, what was found and what is done about it,
/// what can't be used, what to do next.
std::string scan_text(const Scan& scan);

/// A line for each file of a kind: its name and what makes it one.
std::string list_text(const DatasetReport& report, Finding kind);

} // namespace wasserfarbe::cli
