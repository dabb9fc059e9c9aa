#pragma once

#include <QDialog>

namespace wasserfarbe {

/// Version, libraries and licence. GUI thread only.
class AboutDialog : public QDialog {
    Q_OBJECT
public:
    explicit AboutDialog(QWidget* parent = nullptr);
};

} // namespace wasserfarbe
