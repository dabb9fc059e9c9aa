#pragma once

#include <cstdint>
#include <optional>

#include <QWidget>

class QLabel;

namespace wasserfarbe {

class RealEdit;

/// Which share of the pictures is kept from training. Passive: GUI thread only.
class HeldOutSection : public QWidget {
    Q_OBJECT
public:
    explicit HeldOutSection(QWidget* parent = nullptr);

    /// @param share  0 to 0.5. Emits nothing.
    void setShare(double share);
    /// How many pictures take part, and how many of them are kept from training; nothing: not known.
    void setPictures(const std::optional<std::int64_t>& takingPart, std::int64_t heldOut);

Q_SIGNALS:
    void shareEdited(double share);

private:
    void retranslate();
    void showPictures();

    double share_ = 0;
    std::optional<std::int64_t> takingPart_;
    std::int64_t heldOut_ = 0;
    QLabel* label_;
    RealEdit* percent_;
    QLabel* pictures_;
};

} // namespace wasserfarbe
