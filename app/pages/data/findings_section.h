#pragma once

#include <optional>
#include <vector>

#include <QWidget>

#include "app/pages/data/folder_check.h"

class QCheckBox;
class QLabel;
class QPushButton;

namespace wasserfarbe {

class FindingRow;

/// What the check found, kind by kind; a kind that can be used can be left out. Passive: GUI thread only.
class FindingsSection : public QWidget {
    Q_OBJECT
public:
    explicit FindingsSection(QWidget* parent = nullptr);

    /// Null: not known. @param busy  it is being found out
    void setCheck(const SharedCheck& check, bool busy);
    void setLeftOut(Findings leftOut);
    /// Which kind the walls show; emits nothing.
    void setShownKind(const std::optional<Finding>& kind);

Q_SIGNALS:
    void leftOutEdited(wasserfarbe::Findings leftOut);
    void shownKindEdited(const std::optional<wasserfarbe::Finding>& kind);
    /// The check was cancelled, and is wanted after all.
    void checkWanted();

private:
    struct Row {
        Finding finding;
        QWidget* whole;
        FindingRow* button;
        QCheckBox* leaveOut; ///< null for a kind that never takes part
        QWidget* sign;       ///< instead of it
    };
    Row makeRow(Finding finding);
    void retranslate();
    void showState();

    SharedCheck check_;
    bool busy_ = false;
    Findings leftOut_;
    std::vector<Row> rows_;
    QLabel* state_;
    QLabel* cacheTrouble_;
    QPushButton* checkNow_;
    QLabel* column_;
};

} // namespace wasserfarbe
