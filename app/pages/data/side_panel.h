#pragma once

#include <optional>

#include <QWidget>

#include "app/pages/data/folder_check.h"
#include "app/studio/run_plan.h"

namespace wasserfarbe {

class AugmentationSection;
class ClassesSection;
class FindingsSection;
class Fold;
class HeldOutSection;

/// Beside the walls: what the check found, and which pictures take part and how. Passive: GUI thread only.
class SidePanel : public QWidget {
    Q_OBJECT
public:
    explicit SidePanel(QWidget* parent = nullptr);

    void setPlan(const RunPlan& plan);
    /// Null: not known. @param busy  it is being found out
    void setCheck(const SharedCheck& check, bool busy);
    /// Null: not known.
    void setCounts(const SharedCounts& counts);
    /// Which kind the walls show; emits nothing.
    void setShownKind(const std::optional<Finding>& kind);
    /// The seed that the augmentation is shown with; nothing: it is not shown.
    std::optional<std::uint64_t> roll() const;

Q_SIGNALS:
    /// A person changed something of it: of the settings what has to do with augmentation and held-out
    /// pictures, of the selection classes and kinds.
    void planEdited(const wasserfarbe::RunPlan& plan);
    void shownKindEdited(const std::optional<wasserfarbe::Finding>& kind);
    void rollChanged();
    void checkWanted();

private:
    void connectSections();
    void retranslate();
    void showTitles();

    RunPlan plan_;
    FindingsSection* findings_;
    ClassesSection* classes_;
    AugmentationSection* augmentation_;
    HeldOutSection* heldOut_;
    Fold* findingsFold_;
    Fold* classesFold_;
    Fold* augmentationFold_;
    Fold* heldOutFold_;
};

} // namespace wasserfarbe
