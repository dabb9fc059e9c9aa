#pragma once

#include <filesystem>

#include <QObject>
#include <QPointer>

#include "app/sessions/training_session.h"

class QFileDialog;
class QMessageBox;
class QWidget;

namespace wasserfarbe {

class Studio;

/// Asks what is to become of a last state that can't be written into its run: over the window, without
/// blocking. What is open goes when the training no longer waits. GUI thread only.
class UnsavedQuestion : public QObject {
    Q_OBJECT
public:
    /// @param page  on whose window it asks
    UnsavedQuestion(Studio& studio, QWidget& page);

private:
    void ask();
    void askWhere();
    void answer(UnsavedChoice::Action action, const std::filesystem::path& folder = {});
    void withdraw();

    Studio& studio_;
    QWidget& page_;
    QPointer<QMessageBox> question_;
    QPointer<QFileDialog> folders_;
};

} // namespace wasserfarbe
